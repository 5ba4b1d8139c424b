//! Makes the table that is imported: a line of JSON for each article. The same number of articles and the
//! same seed give the same bytes; a table that is there already is used again. It is made a few hundred
//! articles at a time, so that a million need no more memory than a thousand.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::disk::{self, Fault};
use crate::stories::Stories;
use crate::wire;

/// To be raised when other bytes come out for the same seed.
const VERSION: u32 = 1;
/// The file that says what the folder holds.
const MARKER: &str = "made-by-the-benchmark";
/// Articles that are in memory at a time.
const ROW: usize = 512;

const SETTINGS: &str = "title = \"The Benchmark Courier\"\nbase_url = \"https://courier.example\"\n";

/// A table on disk that is as it was made, and the archive that it goes to.
pub struct Input {
    root: PathBuf,
    pub table: PathBuf,
    pub bytes: u64,
    pub count: usize,
    pub seed: u64,
}

impl Input {
    /// The archive's folder, with settings and nothing else before an import.
    pub fn archive(&self) -> PathBuf {
        self.root.join("archive")
    }

    pub fn content(&self) -> PathBuf {
        self.archive().join("content")
    }

    /// Where the articles are written again, by nothing but the system.
    pub fn copy(&self) -> PathBuf {
        self.root.join("written-by-the-benchmark")
    }
}

/// Makes the table and the archive in a folder, or finds the table there. A folder with an archive that
/// the benchmark did not make is refused.
pub fn make(root: &Path, count: usize, seed: u64) -> Result<Input, Fault> {
    let table = root.join("articles.jsonl");
    let mut input = Input { root: root.to_owned(), table, bytes: 0, count, seed };
    let marker = root.join(MARKER);
    let what = format!("table {VERSION}, {count} articles, seed {seed}\n");
    let found = std::fs::read_to_string(&marker).ok();
    if found.is_none() && input.archive().exists() {
        let help = "it has an archive that the benchmark did not make; name another folder";
        return Err(disk::at(root)(help));
    }
    disk::create_folder(&input.archive())?;
    if found.as_ref() != Some(&what) {
        disk::write(&marker, "not finished\n")?;
        write(&input.table, count, seed)?;
        disk::write(&marker, what)?;
    }
    disk::write(&input.archive().join("backfile.toml"), SETTINGS)?;
    input.bytes = input.table.metadata().map_err(disk::at(&input.table))?.len();
    Ok(input)
}

/// Writes a table.
pub fn write(file: &Path, count: usize, seed: u64) -> Result<(), Fault> {
    if count == 0 {
        return Err("a table needs an article".into());
    }
    let stories = Stories::new(count, seed);
    let mut out = BufWriter::new(File::create(file).map_err(disk::at(file))?);
    for first in (0..count).step_by(ROW) {
        let numbers = first..count.min(first + ROW);
        let lines: Vec<String> = numbers
            .into_par_iter()
            .map(|number| wire::line(&stories, number))
            .collect::<Result<_, Fault>>()?;
        lines.iter().try_for_each(|line| out.write_all(line.as_bytes())).map_err(disk::at(file))?;
    }
    out.flush().map_err(disk::at(file))
}
