//! `import`: texts of any form that a reader knows, into `content/`.
//!
//! Reading the same source again changes no byte. A changed source changes its file, in its place. A
//! file that a person edited since is kept, and said.
//!
//! Sources are read side by side, a batch at a time; where each article goes is then decided in the order
//! of the sources, so that it never hangs on how many processors there are.

mod bytes;
mod desk;
mod known;
mod ledger;
mod reading;
mod sources;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use rayon::prelude::*;

use crate::article::TitleSource;
use crate::problem::Problem;
use crate::source::Format;
use crate::source::table::Form;
use crate::source::table::columns::{Field, Understood};
use crate::source::text::{Became, Row};

use super::{Error, Site};

pub use bytes::Watch;
use desk::{Desk, Written};
use known::Known;
pub use ledger::{Count, Ledger};
pub(super) use reading::folder_of;
use sources::{Batch, Sources};

/// Jobs whose problems come together: what placing them found before what writing them did.
const BATCH: usize = 512;
/// Jobs for each thread that are in memory at once: so few that the processor has their texts at hand.
const PART: usize = 16;
/// A batch ends early when its records have so many bytes.
const BATCH_BYTES: usize = 8 << 20;

/// What is to be imported, and how.
#[derive(Clone, Debug, Default)]
pub struct Import {
    pub paths: Vec<PathBuf>,
    /// Below `content/`; empty is `content/` itself.
    pub into: String,
    pub dry: bool,
    /// Overwrite files that a person edited.
    pub force: bool,
    /// The form of all sources, whatever they are called.
    pub form: Option<SourceForm>,
    /// What columns mean, before what the archive's settings say and before all guesses.
    pub map: Vec<(Field, String)>,
    /// Keep only the longest run of running text.
    pub aggressive: bool,
    /// Let near-duplicates name the article that they are a copy of.
    pub link_duplicates: bool,
    /// A file that gets a line for each line of a source that is not plain text.
    pub report: Option<PathBuf>,
    /// Give back what became of each line.
    pub explain: bool,
    /// How far it is.
    pub watch: Arc<Watch>,
}

/// What a source is: one article, or a table of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceForm {
    Article(Format),
    Table(Form),
}

impl SourceForm {
    /// By the ending of a file name; `.gz` may follow it.
    pub fn of_name(name: &str) -> Option<Self> {
        let article = Format::of_name(unpacked_name(name)).map(Self::Article);
        article.or_else(|| Form::of_name(name).map(Self::Table))
    }
}

/// A file's name without the `.gz` of packed ones.
fn unpacked_name(name: &str) -> &str {
    match name.len().checked_sub(3).and_then(|at| name.split_at_checked(at)) {
        Some((unpacked, ending)) if ending.eq_ignore_ascii_case(".gz") => unpacked,
        _ => name,
    }
}

/// What became of one article of a source.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Imported {
    pub source: String,
    /// From the root of the archive.
    pub file: Option<String>,
    pub outcome: Outcome,
    pub title: Option<String>,
    pub title_made_up: bool,
    pub date: Option<String>,
    #[serde(skip)]
    pub title_source: TitleSource,
    /// Whether it is an article that no year's pages show, as that of a decade is.
    #[serde(skip)]
    pub undated: bool,
    /// Lines that are neither in the body nor in a field.
    pub removed: usize,
    /// What became of each line, where that was asked for.
    #[serde(skip)]
    pub explained: Option<Explained>,
}

/// A text, and what became of each of its lines.
#[derive(Clone, Debug)]
pub struct Explained {
    pub text: String,
    pub rows: Vec<Row>,
    pub told_by: ToldBy,
}

/// By what it is told what the lines of a text are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToldBy {
    /// The rules for lines of plain text.
    Rules,
    Html,
    Markdown,
    /// There is no text.
    Nothing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    Created,
    Updated,
    Unchanged,
    /// The same text came under another name before.
    Duplicate,
    /// A person edited the file since; it was left alone.
    Kept,
    /// A problem says why.
    Failed,
}

/// What an import came to, beyond its articles.
#[derive(Debug, Default)]
pub struct Summary {
    pub problems: Vec<Problem>,
    pub ledger: Ledger,
    /// Files in folders that no reader knows, by their endings.
    pub passed_over: BTreeMap<String, usize>,
    /// Each table, and how its columns were understood.
    pub columns: Vec<(String, Vec<Understood>)>,
}

/// Columns that the command line names and a table does not have.
fn missing(import: &Import, (table, columns): &(String, Vec<Understood>)) -> Vec<Problem> {
    let there = |name: &str| columns.iter().any(|known| known.column.eq_ignore_ascii_case(name));
    let asked = import.map.iter().filter(|(_, name)| !there(name));
    let names: Vec<&str> = columns.iter().map(|column| column.column.as_str()).collect();
    let problem = |(_, name): &(Field, String)| {
        Problem::warning("no-column", table, format!("it has no column “{name}”"))
            .help(format!("its columns are {}", names.join(", ")))
    };
    if columns.is_empty() { Vec::new() } else { asked.map(problem).collect() }
}

/// What hears of every article.
type Each<'e> = &'e mut (dyn FnMut(Imported) + Send);

/// Imports files, tables and folders of them, in the order of their names. `each` hears of every article.
pub fn import(site: &Site, import: &Import, each: Each<'_>) -> Result<Summary, Error> {
    // On one of the threads that read: what a thread allocates it also gives back for the most part, and
    // no thread waits beside them.
    rayon::scope(|_| imported(site, import, each))
}

fn imported(site: &Site, import: &Import, each: Each<'_>) -> Result<Summary, Error> {
    let into: Vec<&str> = import.into.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    if into.contains(&"..") {
        return Err(Error::Refused("--into leads out of content/".to_owned()));
    }
    let into = into.strip_prefix(&["content"]).unwrap_or(&into);
    if let Some(hidden) = into.iter().find(|part| part.starts_with('.')) {
        return Err(Error::Refused(format!("--into names the folder `{hidden}`, which no build would read")));
    }
    let into = into.join("/");
    let mut manner = site.manner.clone();
    manner.aggressive |= import.aggressive;
    let mut sources = Sources::find(site, import)?;
    let known = Known::of(site);
    let coming = sources.coming(&known);
    let mut desk = Desk::new(site, import, into, known, coming);
    let mut report = match &import.report {
        Some(path) => Some(ledger::Report::create(path, site, &import.paths)?),
        None => None,
    };
    let mut summary = Summary {
        problems: std::mem::take(&mut sources.problems),
        passed_over: std::mem::take(&mut sources.passed_over),
        ..Summary::default()
    };
    for number in 0.. {
        let (mut batch, mut late) = (Batch::default(), Vec::new());
        loop {
            let part = sources.part(&mut batch, PART * rayon::current_num_threads());
            if part.is_empty() {
                break;
            }
            let count = part.len() as u64;
            let read: Vec<_> = part.into_par_iter().map(|job| reading::read(site, &manner, job)).collect();
            let mut placed = Vec::with_capacity(read.len());
            for (problems, read) in read {
                summary.problems.extend(problems);
                placed.push(desk.place(read, &mut summary.problems));
            }
            let written: Vec<_> = placed.into_par_iter().map(|placed| desk.write(placed)).collect();
            for written in written {
                let Written { imported, read, problem } = written?;
                late.extend(problem);
                if let Some(read) = &read {
                    summary.ledger.add(read);
                    if let Some(report) = &mut report {
                        report.add(read, imported.file.as_deref())?;
                    }
                }
                each(imported);
            }
            import.watch.articles.fetch_add(count, Ordering::Relaxed);
        }
        if batch.is_empty() {
            break;
        }
        // However many parts there are, problems come in the same order.
        summary.problems.extend(late);
        if number == 0 {
            desk.reserve(import.watch.coming());
        }
    }
    summary.columns = sources.understood();
    summary.problems.extend(summary.columns.iter().flat_map(|table| missing(import, table)));
    if let Some(report) = report {
        report.finish()?;
    }
    Ok(summary)
}
