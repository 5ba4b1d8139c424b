//! Everything that is measured, each in a process of its own: the benchmark calls itself, and the call
//! does one thing and says on a line of JSON what that took. What a step left in memory is then in the
//! way of no other, and the most memory that the program had is known: the system tells it of the largest
//! child that a process waited for, and here there is one.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::Command;

use nix::sys::resource::{UsageWho, getrusage};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::clocks::{self, Cost};
use crate::copies;
use crate::disk::{self, Fault};

#[derive(Clone, Debug, Deserialize, Serialize)]
pub enum Step {
    /// The program imports a table into an archive.
    Import { table: PathBuf, archive: PathBuf, dry: bool, alone: bool },
    /// Every line of a table is parsed into a map.
    Reading { table: PathBuf },
    /// As many files of the same names and lengths as a folder has.
    Writing { folder: PathBuf, target: PathBuf },
}

/// What a step came to.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Seen {
    wall: f64,
    cpu: f64,
    /// The most memory of the program, in bytes.
    pub peak: Option<u64>,
    /// Lines or files.
    pub count: usize,
    /// The last line that the program printed.
    pub said: String,
}

impl Seen {
    pub fn cost(&self) -> Cost {
        Cost { wall: self.wall, cpu: self.cpu }
    }
}

/// Starts a step, with as many threads as we have, and waits for it.
pub fn start(step: &Step) -> Result<Seen, Fault> {
    let mut command = Command::new(std::env::current_exe()?);
    command.arg("step").arg(serde_json::to_string(step)?);
    let output = command.output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).trim().trim_start_matches("error: ").into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// Does a step that `start` started.
pub fn run(step: &str) -> Result<(), Fault> {
    let seen = match serde_json::from_str(step)? {
        Step::Import { table, archive, dry, alone } => import(&table, &archive, dry, alone)?,
        Step::Reading { table } => {
            let (count, cost) = clocks::own(|| read(&table))?;
            counted(count, cost)
        }
        Step::Writing { folder, target } => {
            let (count, cost) = copies::write(&folder, &target)?;
            counted(count, cost)
        }
    };
    println!("{}", serde_json::to_string(&seen)?);
    Ok(())
}

fn counted(count: usize, cost: Cost) -> Seen {
    Seen { wall: cost.wall, cpu: cost.cpu, peak: None, count, said: String::new() }
}

/// The program, with an empty environment.
fn import(table: &Path, archive: &Path, dry: bool, alone: bool) -> Result<Seen, Fault> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_backfile"));
    command.env_clear().arg("--root").arg(archive);
    if alone {
        command.args(["--jobs", "1"]);
    } else if let Some(threads) = std::env::var_os("RAYON_NUM_THREADS") {
        command.env("RAYON_NUM_THREADS", threads);
    }
    command.arg("import").args(dry.then_some("--dry-run")).arg(table);
    let (output, cost) = clocks::children(|| Ok(command.output()?))?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    if !output.status.success() {
        let all: String = String::from_utf8_lossy(&output.stderr).chars().chain(said.chars()).collect();
        let start: String = all.chars().take(4000).collect();
        return Err(format!("the import of {} failed: {start}", table.display()).into());
    }
    let said = said.lines().last().unwrap_or_default().to_owned();
    Ok(Seen { peak: peak()?, said, ..counted(0, cost) })
}

/// The most memory of the largest child, in bytes. Systems count in kilobytes, Apple's in bytes.
fn peak() -> Result<Option<u64>, Fault> {
    let unit = if cfg!(target_vendor = "apple") { 1 } else { 1024 };
    let most = getrusage(UsageWho::RUSAGE_CHILDREN)?.max_rss();
    Ok(u64::try_from(most).ok().filter(|most| *most > 0).map(|most| most * unit))
}

/// Parses every line, and does nothing with it. Returns how many there are.
fn read(table: &Path) -> Result<usize, Fault> {
    let mut lines = BufReader::with_capacity(1 << 20, File::open(table).map_err(disk::at(table))?);
    let mut line = Vec::new();
    let mut count = 0;
    while lines.read_until(b'\n', &mut line).map_err(disk::at(table))? > 0 {
        std::hint::black_box(serde_json::from_slice::<Map<String, Value>>(&line)?);
        line.clear();
        count += 1;
    }
    Ok(count)
}
