//! What was measured: told on the way, and kept as lines of JSON.

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

use crate::clocks::Cost;
use crate::disk::{self, Fault};

pub struct Record {
    file: File,
    /// Tells the calls of the benchmark apart, in seconds since 1970.
    started: u64,
    pub articles: usize,
}

impl Record {
    /// Adds to `results.json` in the folder.
    pub fn open(folder: &Path) -> Result<Self, Fault> {
        disk::create_folder(folder)?;
        let path = folder.join("results.json");
        let file = OpenOptions::new().create(true).append(true).open(&path).map_err(disk::at(&path))?;
        let started = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs());
        Ok(Self { file, started, articles: 0 })
    }

    pub fn add(&mut self, name: &str, cost: Cost, more: Value) -> Result<(), Fault> {
        let Cost { wall, cpu } = cost;
        eprintln!("{:>9} articles  {name:<42} {wall:>10.3} s  {cpu:>10.3} s of processor", self.articles);
        let mut line = json!({
            "started": self.started, "articles": self.articles, "name": name, "wall": wall, "cpu": cpu,
        });
        if let (Some(line), Value::Object(more)) = (line.as_object_mut(), more) {
            line.extend(more);
        }
        Ok(writeln!(self.file, "{line}")?)
    }
}
