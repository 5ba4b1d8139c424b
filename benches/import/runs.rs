//! The rows: imports by the program itself, as people do them, and the floors under them. Whether each
//! came out as it should is looked up on the disk, and in the program's last line.

use std::time::SystemTime;

use backfile::words;
use serde_json::json;
use walkdir::WalkDir;

use crate::attic::Attic;
use crate::clocks::Cost;
use crate::disk::{self, Fault};
use crate::maker::Input;
use crate::record::Record;
use crate::steps::{self, Seen, Step};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    DryAlone,
    Dry,
    Import,
    Again,
    Reading,
    Writing,
}

impl Kind {
    /// In the order in which they are done.
    const ALL: [Self; 6] =
        [Self::DryAlone, Self::Dry, Self::Import, Self::Again, Self::Reading, Self::Writing];

    pub fn label(self) -> &'static str {
        match self {
            Self::DryAlone => "up to file writing, one thread",
            Self::Dry => "up to file writing, all threads",
            Self::Import => "import, all threads",
            Self::Again => "import again, nothing changed",
            Self::Reading => "floor: reading the JSONL, one thread",
            Self::Writing => "floor: writing the files, all threads",
        }
    }

    /// Whether it takes in the table.
    pub fn reads(self) -> bool {
        self != Self::Writing
    }

    /// What is done more than once is told by its median. What makes files is dear.
    fn times(self, articles: usize) -> usize {
        let few = if matches!(self, Self::Import | Self::Writing) { 10_000 } else { 100_000 };
        if articles <= few { 3 } else { 1 }
    }
}

/// One row.
pub struct Run {
    pub kind: Kind,
    /// The median, if it was done several times.
    pub cost: Cost,
    /// The highest; of imports only.
    pub peak: Option<u64>,
}

/// Everything, one after another.
pub fn all(input: &Input, attic: &Attic, record: &mut Record) -> Result<Vec<Run>, Fault> {
    clear(input, attic)?;
    disk::settle()?;
    Kind::ALL.iter().map(|kind| several(*kind, input, attic, record)).collect()
}

fn several(kind: Kind, input: &Input, attic: &Attic, record: &mut Record) -> Result<Run, Fault> {
    let (mut costs, mut peak) = (Vec::new(), None);
    for _ in 0..kind.times(input.count) {
        let seen = once(kind, input, attic)?;
        let rate = input.bytes as f64 / 1e6 / seen.cost().cpu;
        record.add(kind.label(), seen.cost(), json!({ "peak": seen.peak, "mb_per_cpu_second": rate }))?;
        costs.push(seen.cost());
        peak = peak.max(seen.peak);
    }
    Ok(Run { kind, cost: Cost::median(&costs), peak })
}

fn once(kind: Kind, input: &Input, attic: &Attic) -> Result<Seen, Fault> {
    match kind {
        Kind::DryAlone | Kind::Dry => {
            let seen = import(input, true, kind == Kind::DryAlone)?;
            expect(&seen, "Would import", input.count, "created")?;
            if input.content().exists() {
                return Err(disk::at(&input.content())("a dry run wrote it"));
            }
            Ok(seen)
        }
        Kind::Import => {
            clear(input, attic)?;
            disk::settle()?;
            let seen = import(input, false, false)?;
            expect(&seen, "Imported", input.count, "created")?;
            written(input)?;
            Ok(seen)
        }
        Kind::Again => {
            disk::settle()?;
            let before = written(input)?;
            let seen = import(input, false, false)?;
            expect(&seen, "Imported", input.count, "unchanged")?;
            if written(input)? != before {
                return Err(disk::at(&input.content())("the second import wrote to it"));
            }
            Ok(seen)
        }
        Kind::Reading => {
            let seen = steps::start(&Step::Reading { table: input.table.clone() })?;
            counted(input, seen, "lines were read")
        }
        Kind::Writing => {
            attic.put(&input.copy())?;
            let seen = steps::start(&Step::Writing { folder: input.content(), target: input.copy() })?;
            counted(input, seen, "files were written")
        }
    }
}

/// Takes away what was imported.
fn clear(input: &Input, attic: &Attic) -> Result<(), Fault> {
    attic.put(&input.content())?;
    attic.put(&input.copy())?;
    disk::remove_folder(&input.archive().join(".backfile"))
}

fn import(input: &Input, dry: bool, alone: bool) -> Result<Seen, Fault> {
    steps::start(&Step::Import { table: input.table.clone(), archive: input.archive(), dry, alone })
}

/// Fails unless the program says that all articles came out so.
fn expect(seen: &Seen, verb: &str, count: usize, outcome: &str) -> Result<(), Fault> {
    let all = words::count(count, "article");
    let expected = format!("{verb} {all}: {} {outcome}", words::thousands(count));
    let rest = seen.said.strip_prefix(&expected);
    if rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(',')) {
        return Ok(());
    }
    Err(format!("the import ended with “{}”, not with “{expected}”", seen.said).into())
}

fn counted(input: &Input, seen: Seen, what: &str) -> Result<Seen, Fault> {
    if seen.count == input.count {
        return Ok(seen);
    }
    Err(format!("{} {what}, not {}", seen.count, input.count).into())
}

/// When the newest file of the articles was written. Fails if there is not one for each article.
fn written(input: &Input) -> Result<SystemTime, Fault> {
    let (mut count, mut newest) = (0, SystemTime::UNIX_EPOCH);
    for entry in WalkDir::new(input.content()) {
        let entry = entry?;
        if entry.file_type().is_file() {
            count += 1;
            newest = newest.max(entry.metadata()?.modified()?);
        }
    }
    if count == input.count {
        return Ok(newest);
    }
    Err(disk::at(&input.content())(format!("{count} files are there, not {}", input.count)))
}
