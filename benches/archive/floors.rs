//! Floors: what each part of a build takes when nothing else is done. They are measured in the same run,
//! on the same files, with the same libraries and as many threads, so that a ratio to them means the same
//! on any machine.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use pulldown_cmark::{Options, Parser, html};
use rayon::prelude::*;
use serde_json::json;
use walkdir::WalkDir;

use crate::attic::Attic;
use crate::clocks::{self, Cost, Tally};
use crate::copies;
use crate::disk::{self, Fault};
use crate::maker::Archive;
use crate::memory;
use crate::record::Record;
use crate::rendering;
use crate::runs::Repeats;

#[derive(Clone, Copy)]
pub struct Floor {
    pub kind: Kind,
    /// The median, if it was done several times.
    pub cost: Cost,
    /// Files or pages.
    pub count: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    WalkAlone,
    Walk,
    Reading,
    Markdown,
    Templates,
    Writing,
}

impl Kind {
    const ALL: [Self; 6] =
        [Self::WalkAlone, Self::Walk, Self::Reading, Self::Markdown, Self::Templates, Self::Writing];

    pub fn label(self) -> &'static str {
        match self {
            Self::WalkAlone => "floor: walk of content/, one thread",
            Self::Walk => "floor: walk of content/, all threads",
            Self::Reading => "floor: reading the articles",
            Self::Markdown => "floor: Markdown",
            Self::Templates => "floor: templates",
            Self::Writing => "floor: writing the site",
        }
    }

    /// Whether a cold build cannot do without it. A walk is in the reading already.
    pub fn is_of_cold_build(self) -> bool {
        !matches!(self, Self::WalkAlone | Self::Walk)
    }
}

/// All floors of an archive that is built and unchanged.
pub fn all(archive: &Archive, attic: &Attic, record: &mut Record) -> Result<Vec<Floor>, Fault> {
    let repeats = Repeats::of(archive.count());
    let threads = rayon::current_num_threads();
    let articles = copies::files(&archive.content())?.into_iter().map(|(path, _)| path).collect::<Vec<_>>();
    if articles.len() != archive.count() {
        return Err(format!("{} files are in content/, not {}", articles.len(), archive.count()).into());
    }
    disk::settle()?;
    let mut floors = Vec::new();
    for kind in Kind::ALL {
        let walks = matches!(kind, Kind::WalkAlone | Kind::Walk);
        let (mut costs, mut count) = (Vec::new(), 0);
        for _ in 0..if walks { repeats.nothing } else { repeats.rest } {
            let cost;
            (count, cost) = match kind {
                Kind::WalkAlone => clocks::own(|| walk(&archive.content()))?,
                Kind::Walk => clocks::own(|| walk_divided(&archive.content()))?,
                Kind::Reading => clocks::own(|| reading(&articles))?,
                Kind::Markdown => markdown(&articles, threads)?,
                Kind::Templates => rendering::templates(archive, threads)?,
                Kind::Writing => writing(archive, attic)?,
            };
            record.add(kind.label(), cost, json!({ "count": count }))?;
            costs.push(cost);
        }
        floors.push(Floor { kind, cost: Cost::median(&costs), count });
    }
    Ok(floors)
}

/// The floors of several rounds: the median of what each cost.
pub fn merged(rounds: &[Vec<Floor>]) -> Vec<Floor> {
    let Some(first) = rounds.first() else { return Vec::new() };
    let cost = |at: usize| {
        let costs: Vec<Cost> = rounds.iter().filter_map(|round| Some(round.get(at)?.cost)).collect();
        Cost::median(&costs)
    };
    first.iter().enumerate().map(|(at, floor)| Floor { cost: cost(at), ..*floor }).collect()
}

/// Asks for the length and the time of every file. Returns how many there are.
fn walk(folder: &Path) -> Result<usize, Fault> {
    let mut count = 0;
    for entry in WalkDir::new(folder) {
        let entry = entry?;
        if entry.file_type().is_file() {
            let data = entry.metadata()?;
            std::hint::black_box((data.len(), data.modified()?));
            count += 1;
        }
    }
    Ok(count)
}

/// The same with the folders at the top divided among the threads.
fn walk_divided(folder: &Path) -> Result<usize, Fault> {
    let tops: Vec<PathBuf> = std::fs::read_dir(folder)
        .and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect())
        .map_err(disk::at(folder))?;
    tops.par_iter().with_max_len(1).map(|top| walk(top)).sum()
}

/// Reads every file whole, each thread into one buffer.
fn reading(articles: &[PathBuf]) -> Result<usize, Fault> {
    articles.par_iter().try_for_each_init(Vec::new, |buffer, path| {
        buffer.clear();
        File::open(path).and_then(|mut file| file.read_to_end(buffer)).map_err(disk::at(path))?;
        std::hint::black_box(&*buffer);
        Ok::<(), Fault>(())
    })?;
    Ok(articles.len())
}

/// Articles whose texts are in memory at a time.
const BATCH: usize = 2048;

/// Those of the program.
pub fn markdown_options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_HEADING_ATTRIBUTES
}

/// Parses every text and makes HTML of it, by the library that the program uses and with its options.
fn markdown(articles: &[PathBuf], threads: usize) -> Result<(usize, Cost), Fault> {
    let options = markdown_options();
    let tally = Tally::default();
    for batch in articles.chunks(BATCH) {
        let texts: Vec<String> =
            batch.par_iter().map(|path| disk::read_text(path)).collect::<Result<_, Fault>>()?;
        texts.par_iter().try_for_each_init(String::new, |out, text| {
            out.clear();
            let body = text.splitn(3, "+++\n").nth(2).unwrap_or_default();
            tally.time(|| html::push_html(out, Parser::new_ext(body, options)))?;
            std::hint::black_box(&*out);
            Ok::<(), Fault>(())
        })?;
    }
    Ok((articles.len(), tally.cost(threads)))
}

/// Writes as many files of the same names and lengths, into as many folders, as the site has.
fn writing(archive: &Archive, attic: &Attic) -> Result<(usize, Cost), Fault> {
    let target = archive.root.join("written-by-the-benchmark");
    attic.put(&target)?;
    memory::touch(archive.count());
    let done = copies::write(&archive.public(), &target)?;
    attic.put(&target)?;
    Ok(done)
}
