//! The search index in a build: makes those parts of it that are not as they should be, in the same pass as
//! the pages of their articles, so that no article is read twice for it.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::article::url;
use crate::search::{self, Summary};
use crate::site::Error;
use crate::site::changes::Before;
use crate::site::index::{Contents, Maker, Part, Rows, Stock};
use crate::site::manifest::Made;
use crate::site::output::Put;

use super::segments::{Due, Read, Written};
use super::{Progress, Work};

/// The index of a site while it is made; nothing for a site without one.
pub(super) struct Indexing<'a> {
    work: &'a Work<'a>,
    contents: Option<&'a Contents>,
    /// What is known of the index's files in the output folder.
    rows: Rows,
    /// The segments that must be made, oldest first.
    due: Vec<Due<'a>>,
    joint_is_due: bool,
    /// What the joint files need of each segment, by its name.
    summaries: BTreeMap<&'a str, Summary>,
    /// The files that are as they should be, by address.
    made: BTreeMap<String, Made>,
    /// How many files each part has, by its name.
    counts: BTreeMap<&'a str, usize>,
    /// Files that may be ours soon, as the journal has them.
    begun: Vec<String>,
}

impl<'a> Indexing<'a> {
    /// Finds out what is to be done.
    pub fn new(work: &'a Work<'a>, rows: Rows) -> Self {
        let mut indexing = Self {
            work,
            contents: work.plan.index.as_ref(),
            rows,
            due: Vec::new(),
            joint_is_due: false,
            summaries: BTreeMap::new(),
            made: BTreeMap::new(),
            counts: BTreeMap::new(),
            begun: Vec::new(),
        };
        let Some(contents) = indexing.contents else { return indexing };
        let stock = Stock::open(work.site);
        let has = |part: &Part| !work.folder.force && stock.has(part, &indexing.rows);
        let has_all = contents.parts().all(has);
        for part in contents.parts() {
            // What the joint files are made of must be known, if they are to be made.
            let summary = if has_all { None } else { stock.summary(part) };
            let is_joint = part.name.is_empty();
            if has(part) && (has_all || summary.is_some() && !is_joint) {
                let rows = indexing.rows.of(part).filter_map(|(url, before)| match before {
                    Before::Made(made) => Some((url.clone(), *made)),
                    Before::Unsure | Before::Nothing => None,
                });
                let before = indexing.made.len();
                indexing.made.extend(rows);
                indexing.counts.insert(&part.name, indexing.made.len() - before);
                indexing.summaries.extend(summary.map(|summary| (part.name.as_str(), summary)));
            } else if !is_joint {
                let articles =
                    contents.articles(part).par_iter().map(|index| (*index, work.place_of(*index)));
                indexing.due.push(Due { part, articles: articles.collect() });
            }
        }
        indexing.joint_is_due = !has_all;
        indexing
    }

    /// Whether there is anything to do.
    pub fn is_due(&self) -> bool {
        self.joint_is_due || self.unsettled().next().is_some()
    }

    /// Files of ours that may be written or deleted, by their addresses.
    pub fn unsettled(&self) -> impl Iterator<Item = &str> + Clone {
        self.rows.0.keys().map(String::as_str).filter(|url| !self.made.contains_key(*url))
    }

    /// How many files it has.
    pub fn files(&self) -> usize {
        self.made.len()
    }

    /// Those of some files of the plan that are not made together with the index.
    pub fn others(&self, due: &[u32]) -> Vec<u32> {
        let mut with_index = vec![false; self.work.plan.items.len()];
        self.due.iter().flat_map(|due| &due.articles).for_each(|(_, at)| with_index[*at as usize] = true);
        due.iter().copied().filter(|at| !with_index[*at as usize]).collect()
    }

    /// Makes what is due, and with it the pages of its articles that are among those that are due.
    pub fn run(&mut self, due: &[u32], taken: &BTreeSet<&str>, progress: &mut Progress) -> Result<(), Error> {
        let Some(contents) = self.contents.filter(|_| self.joint_is_due) else { return Ok(()) };
        let maker = Maker::new(contents.options);
        let segments = std::mem::take(&mut self.due);
        let mut last: Option<(&'a Part, Read)> = None;
        // While a segment is put together, which one thread does, the articles of the next are read.
        for segment in segments.iter().map(Some).chain([None]) {
            let before = &progress.before;
            let read =
                || segment.map(|segment| self.work.read(segment, &maker, due, before, taken)).transpose();
            let (work, rows, begun) = (self.work, &self.rows, &mut self.begun);
            let write = || last.take().map(|(part, read)| work.finish(part, read, rows, begun)).transpose();
            let (written, read) = rayon::join(write, read);
            if let Some(written) = written? {
                self.note(written, progress);
            }
            last = segment.map(|segment| segment.part).zip(read?);
            if let Some((_, read)) = &mut last {
                read.fates.drain(..).for_each(|(at, fate)| progress.note(self.work, at, fate));
                progress.faults.append(&mut read.faults);
            }
        }
        let summaries: Vec<Summary> = contents
            .segments
            .iter()
            .filter_map(|part| self.summaries.get(part.name.as_str()).cloned())
            .collect();
        let inputs = contents.joint.fingerprint;
        let fates = self.work.put_all(
            search::manifest(&summaries, contents.options.positions),
            &self.rows,
            &mut self.begun,
        )?;
        self.note(Written { part: &contents.joint, inputs, fates, summary: None }, progress);
        Ok(())
    }

    fn note(&mut self, written: Written<'a>, progress: &mut Progress) {
        let Written { part, inputs, fates, summary } = written;
        self.counts.insert(&part.name, fates.len());
        self.summaries.extend(summary.map(|summary| (part.name.as_str(), summary)));
        for (url, fate) in fates {
            let before = self.rows.0.get(&url).copied().unwrap_or_default();
            match fate {
                Ok(finished) => {
                    let rendered = finished.put == Put::Written;
                    let named = self.work.named;
                    progress.report.count(
                        || url::file(&url).into_owned(),
                        rendered,
                        &finished,
                        before,
                        named,
                    );
                    let made = Made { inputs, hash: finished.hash, length: finished.length };
                    self.made.insert(url, made);
                }
                Err(fault) => {
                    progress.faults.push(*fault);
                    // It stays ours, if it was.
                    if before != Before::Nothing {
                        self.made.insert(url, Made::default());
                        progress.failed += 1;
                    }
                }
            }
        }
    }

    /// Deletes files that the index has no more; gives those that were there.
    pub fn delete_rest(&self) -> Result<Vec<String>, Error> {
        let rest: Vec<String> = self.unsettled().map(str::to_owned).collect();
        self.work.folder.delete(&rest)
    }

    /// Writes down what the next build should know.
    pub fn keep(&self) -> Result<(), Error> {
        let Some(contents) = self.contents.filter(|_| self.joint_is_due) else { return Ok(()) };
        let count = |part: &'a Part| (part, self.counts.get(part.name.as_str()).copied().unwrap_or_default());
        let parts: Vec<(&Part, usize)> = contents.parts().map(count).collect();
        let summaries = contents.segments.iter().filter_map(|part| self.summaries.get(part.name.as_str()));
        Ok(Stock::save(self.work.site, &parts, summaries)?)
    }

    /// All files, by address.
    pub fn into_rows(self) -> Vec<(String, Made)> {
        self.made.into_iter().collect()
    }
}
