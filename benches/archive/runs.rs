//! Builds of the archive by the program itself, as people do them.

use std::path::Path;
use std::process::Command;
use std::time::SystemTime;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::json;
use walkdir::WalkDir;

use crate::attic::Attic;
use crate::clocks::{self, Cost};
use crate::disk::{self, Fault};
use crate::edits::{Edit, tick};
use crate::maker::Archive;
use crate::memory;
use crate::record::Record;

/// One kind of build.
#[derive(Clone, Copy)]
pub struct Run {
    pub kind: Kind,
    /// The median, if it was done several times.
    pub cost: Cost,
    /// The highest.
    pub peak: Option<u64>,
    pub pages: usize,
    /// Files of the site that have a new time stamp. Counted on disk: what the program says of itself is
    /// not asked.
    pub written: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Cold,
    Nothing,
    Edited(Edit),
    WithoutCache,
}

impl Kind {
    pub fn label(self) -> &'static str {
        match self {
            Self::Cold => "cold build",
            Self::Nothing => "nothing changed",
            Self::Edited(Edit::Body) => "one body edited, in the middle",
            Self::Edited(Edit::Headline) => "one headline corrected, in the middle",
            Self::Edited(Edit::NewestDay) => "one new article, on the newest day",
            Self::Edited(Edit::NewDay) => "one new article, on a new day",
            Self::Edited(Edit::BackDated) => "one new article, in the middle",
            Self::WithoutCache => "cache folder deleted",
        }
    }
}

/// How often something is done for its median.
#[derive(Clone, Copy, Debug)]
pub struct Repeats {
    pub nothing: usize,
    pub rest: usize,
}

impl Repeats {
    /// Small archives are quick and their times shake.
    pub fn of(articles: usize) -> Self {
        Self {
            nothing: if articles < 1_000_000 { 5 } else { 3 },
            rest: if articles <= 10_000 { 3 } else { 1 },
        }
    }
}

/// The program's own account of a build.
#[derive(Clone, Debug, Deserialize, Serialize)]
struct Report {
    articles: usize,
    pages: usize,
    rendered: usize,
    unchanged: usize,
    deleted: usize,
    bytes_written: u64,
    #[serde(skip_serializing)]
    problems: Vec<serde_json::Value>,
    seconds: f64,
    peak_rss_bytes: Option<u64>,
}

/// All builds, one after another. The archive is as it was afterwards, and built.
pub fn all(archive: &Archive, attic: &Attic, record: &mut Record) -> Result<Vec<Run>, Fault> {
    let repeats = Repeats::of(archive.count());
    // A call that was cut off may have left its edit.
    Edit::ALL.iter().try_for_each(|edit| edit.of(archive)?.undo())?;
    // The floors below are those of pages.
    archive.set_search(false)?;
    let mut runs =
        vec![cold(archive, attic, repeats.rest, record)?, nothing(archive, repeats.nothing, record)?];
    for edit in Edit::ALL {
        runs.push(edited(archive, edit, repeats.rest, record)?);
    }
    runs.push(without_cache(archive, repeats.rest, record)?);
    Ok(runs)
}

/// The builds of several rounds: the median of what each cost, and the most of what it took and wrote.
pub fn merged(rounds: &[Vec<Run>]) -> Vec<Run> {
    let Some(first) = rounds.first() else { return Vec::new() };
    let of = |at: usize| rounds.iter().filter_map(move |round| round.get(at));
    let merge = |(at, run): (usize, &Run)| Run {
        cost: Cost::median(&of(at).map(|run| run.cost).collect::<Vec<_>>()),
        peak: of(at).filter_map(|run| run.peak).max(),
        written: of(at).map(|run| run.written).max().unwrap_or_default(),
        ..*run
    };
    first.iter().enumerate().map(merge).collect()
}

pub fn cold(archive: &Archive, attic: &Attic, times: usize, record: &mut Record) -> Result<Run, Fault> {
    let mut series = Series::new(Kind::Cold);
    for _ in 0..times {
        attic.put(&archive.public())?;
        disk::remove_folder(&archive.root.join(".backfile"))?;
        disk::settle()?;
        memory::touch(archive.count());
        series.build(archive, record)?;
    }
    Ok(series.finish())
}

pub fn nothing(archive: &Archive, times: usize, record: &mut Record) -> Result<Run, Fault> {
    let mut series = Series::new(Kind::Nothing);
    disk::settle()?;
    for _ in 0..times {
        series.build(archive, record)?;
    }
    Ok(series.finish())
}

fn edited(archive: &Archive, edit: Edit, times: usize, record: &mut Record) -> Result<Run, Fault> {
    let mut series = Series::new(Kind::Edited(edit));
    let change = edit.of(archive)?;
    for _ in 0..times {
        tick(archive)?;
        change.make()?;
        series.build(archive, record)?;
        change.check(true)?;
        tick(archive)?;
        change.undo()?;
        tick(archive)?;
        build(archive, &[])?;
        change.check(false)?;
    }
    Ok(series.finish())
}

fn without_cache(archive: &Archive, times: usize, record: &mut Record) -> Result<Run, Fault> {
    let mut series = Series::new(Kind::WithoutCache);
    for _ in 0..times {
        disk::remove_folder(&archive.root.join(".backfile"))?;
        disk::settle()?;
        series.build(archive, record)?;
    }
    Ok(series.finish())
}

/// Builds of one kind.
struct Series {
    kind: Kind,
    costs: Vec<Cost>,
    run: Run,
}

impl Series {
    fn new(kind: Kind) -> Self {
        let run = Run { kind, cost: Cost::default(), peak: None, pages: 0, written: 0 };
        Self { kind, costs: Vec::new(), run }
    }

    fn build(&mut self, archive: &Archive, record: &mut Record) -> Result<(), Fault> {
        let since = tick(archive)?;
        let (report, cost) = report(archive, &[])?;
        let written = written(&archive.public(), since)?;
        record.add(self.kind.label(), cost, json!({ "written": written, "report": report }))?;
        self.costs.push(cost);
        self.run.peak = self.run.peak.max(report.peak_rss_bytes);
        self.run.pages = report.pages;
        self.run.written = self.run.written.max(written);
        Ok(())
    }

    fn finish(self) -> Run {
        Run { cost: Cost::median(&self.costs), ..self.run }
    }
}

/// What people see of a build.
pub struct Summary {
    /// In seconds.
    pub wall: f64,
    /// In bytes.
    pub peak: Option<u64>,
}

/// Builds once.
pub fn build(archive: &Archive, options: &[&str]) -> Result<Summary, Fault> {
    let (report, cost) = report(archive, options)?;
    Ok(Summary { wall: cost.wall, peak: report.peak_rss_bytes })
}

/// So many articles may be there that an edit added.
const MOST_ADDED: usize = 16;

/// Builds once, in a process of its own with an empty environment, and with as many threads as we have.
fn report(archive: &Archive, options: &[&str]) -> Result<(Report, Cost), Fault> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_backfile"));
    command.env_clear().arg("--root").arg(&archive.root).args(["build", "--format", "json"]);
    command.args(options);
    if let Some(threads) = std::env::var_os("RAYON_NUM_THREADS") {
        command.env("RAYON_NUM_THREADS", threads);
    }
    let (output, cost) = clocks::children(|| Ok(command.output()?))?;
    if !output.status.success() {
        let said =
            String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
        let said: String = said.chars().take(4000).collect();
        return Err(format!("the build of {} failed: {said}", archive.root.display()).into());
    }
    let report: Report = serde_json::from_slice(&output.stdout)?;
    if let Some(problem) = report.problems.first() {
        return Err(format!("{} has a problem: {problem}", archive.root.display()).into());
    }
    if report.articles.abs_diff(archive.count()) > MOST_ADDED {
        return Err(format!("{} articles were built of {}", report.articles, archive.count()).into());
    }
    Ok((report, cost))
}

/// How many files below a folder of the site were written since then.
pub fn written(public: &Path, since: SystemTime) -> Result<usize, Fault> {
    let entries = std::fs::read_dir(public).map_err(disk::at(public))?.collect::<Result<Vec<_>, _>>()?;
    entries
        .par_iter()
        .with_max_len(1)
        .map(|entry| {
            let mut count = 0;
            for entry in WalkDir::new(entry.path()) {
                let entry = entry?;
                if entry.file_type().is_file() {
                    count += usize::from(entry.metadata()?.modified()? >= since);
                }
            }
            Ok(count)
        })
        .sum()
}
