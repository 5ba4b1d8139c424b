//! The preview, measured as the people feel it who use it: how soon the first page is there, how long any
//! other takes, when an edit is seen, and what it all costs in memory; beside builds of the whole site,
//! which is what they would wait for otherwise.

mod editor;
mod readers;
mod served;

use std::time::Duration;

use crate::clocks::Cost;
use crate::disk::Fault;
use crate::goals::{self, Target};
use crate::grid::{Grid, seconds, thousands};
use crate::maker::Archive;
use crate::runs;

use served::Served;

/// How often each is done for its median.
const STARTS: usize = 5;
const EDITS: usize = 30;
/// Edits one after the other, to see whether memory stays.
const MANY: usize = 1000;
/// After so many edits memory should be what it is going to be.
const SETTLED: usize = 100;

/// What was measured of one archive.
pub struct Measured {
    nothing: f64,
    first: f64,
    forced: runs::Summary,
    readers: readers::Times,
    edits: Vec<Duration>,
    memory: Memory,
}

/// Bytes that the preview held.
struct Memory {
    started: u64,
    read: u64,
    settled: u64,
    edited: u64,
    most: u64,
}

/// Measures one archive, which is as it was afterwards, and built.
pub fn measure(archive: &Archive) -> Result<Measured, Fault> {
    runs::build(archive, &[])?;
    let nothing = median(STARTS, || Ok(runs::build(archive, &[])?.wall))?;
    let first = median(STARTS, || Served::start(archive).map(|(_, first)| first.as_secs_f64()))?;
    let (served, _) = Served::start(archive)?;
    let pages = readers::pages(archive)?;
    served.wait_for_survey()?;
    let started = served.memory()?.now;
    let readers = readers::read(&served, archive, &pages)?;
    let read = served.memory()?.now;
    let edits = editor::edit(&served, archive, EDITS, Duration::from_millis(1500))?;
    editor::edit(&served, archive, SETTLED, Duration::ZERO)?;
    let settled = served.memory()?.now;
    editor::edit(&served, archive, MANY - SETTLED, Duration::ZERO)?;
    let memory = served.memory()?;
    let memory = Memory { started, read, settled, edited: memory.now, most: memory.most };
    served.end()?;
    let forced = runs::build(archive, &["--force"])?;
    Ok(Measured { nothing, first, forced, readers, edits, memory })
}

fn median(times: usize, mut one: impl FnMut() -> Result<f64, Fault>) -> Result<f64, Fault> {
    let costs = (0..times).map(|_| one().map(|wall| Cost { wall, cpu: 0.0 }));
    Ok(Cost::median(&costs.collect::<Result<Vec<_>, _>>()?).wall)
}

impl Measured {
    /// Both tables.
    pub fn print(&self, archive: &Archive, markdown: bool) -> String {
        let heading = if markdown { "### " } else { "" };
        let count = thousands(archive.count());
        let times = self.times().print(markdown);
        let targets = goals::table(&self.targets()).print(markdown);
        format!("{heading}The preview of {count} articles\n\n{times}\n{targets}")
    }

    fn times(&self) -> Grid {
        let mut rows = vec![["", "seconds", "MB"].map(str::to_owned).to_vec()];
        let mut row = |label: &str, time: Option<f64>, bytes: Option<u64>| {
            let dash = || "–".to_owned();
            let megabytes = bytes.map_or_else(dash, |bytes| format!("{:.0}", bytes as f64 / 1e6));
            rows.push(vec![label.to_owned(), time.map_or_else(dash, seconds), megabytes]);
        };
        let Memory { started, read, settled, edited, most } = self.memory;
        row("whole site built anew (`build --force`)", Some(self.forced.wall), self.forced.peak);
        row("nothing changed (`build`)", Some(self.nothing), None);
        row("first page of a preview", Some(self.first), Some(started));
        row("a page, median", Some(self.readers.at(0.5)), Some(read));
        row("a page, 99 of 100", Some(self.readers.at(0.99)), None);
        row("a page, slowest", Some(self.readers.at(1.0)), None);
        row("an edit seen, median", Some(self.edit_at(0.5)), None);
        row("an edit seen, slowest", Some(self.edit_at(1.0)), None);
        row("after 100 edits", None, Some(settled));
        row("after 1,000 edits", None, Some(edited));
        row("most memory", None, Some(most));
        Grid(rows)
    }

    fn targets(&self) -> Vec<Target> {
        let built = self.forced.peak.map_or(f64::NAN, |peak| peak as f64);
        let grown = self.memory.edited as f64 / self.memory.settled as f64;
        let target = |label, measured, at_most| Target { label, measured, at_most, at_least: None };
        vec![
            target("first page − nothing changed, seconds", self.first - self.nothing, Some(0.3)),
            target("99 of 100 pages, milliseconds", 1000.0 * self.readers.at(0.99), Some(10.0)),
            target("slowest edit seen, milliseconds", 1000.0 * self.edit_at(1.0), Some(300.0)),
            target("most memory / that of a build", self.memory.most as f64 / built, Some(1.2)),
            target("memory after 1,000 edits / after 100", grown, Some(1.05)),
            target("whole build / edit seen", self.forced.wall / self.edit_at(0.5), None),
        ]
    }

    fn edit_at(&self, part: f64) -> f64 {
        readers::at(&self.edits, part)
    }
}
