//! The part of a build that writes: makes what is due, puts it in its place, and writes down what it made.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::{Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;

use crate::fingerprint::Fingerprint;
use crate::fs;
use crate::problem::Problem;

use super::changes::{Before, Changes};
use super::lock::Lock;
use super::manifest::{Head, Made, Manifest};
use super::output::{Folder, Put, lies_in, upper_folders};
use super::plan::{Item, Plan, Source};
use super::report::{Action, Change, Report, problems};
use super::shelves::Shelves;
use super::theme::{Fixed, unreadable};
use super::{Error, Site};

mod index;
mod segments;

use index::Indexing;

/// A build that has something to do.
pub(super) struct Work<'a> {
    pub site: &'a Site,
    pub plan: &'a Plan,
    pub manifest: &'a Manifest,
    pub folder: &'a Folder,
    /// None for a dry run.
    pub lock: Option<&'a Lock>,
    /// Whether every file that is made is named in the report.
    pub named: bool,
}

/// Threads take over from each other what has not begun, in pieces of so many files at most.
const PIECE: usize = 64;

/// A file that was made.
#[derive(Clone, Copy, Debug)]
struct Finished {
    /// Of what it was made of, where that was not known before.
    inputs: Option<Fingerprint>,
    hash: Fingerprint,
    length: u64,
    put: Put,
}

/// What became of a file; the error concerns it alone.
type Fate = Result<Finished, Box<Problem>>;

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What a build has done so far.
struct Progress {
    /// What is known of each file of the plan.
    before: Vec<Before>,
    report: Report,
    faults: Vec<Problem>,
    /// How many files could not be made.
    failed: usize,
}

impl Work<'_> {
    pub fn run(&self, changes: Changes, world: Option<Fingerprint>) -> Result<Report, Error> {
        let Changes { before, due, gone, index } = changes;
        let items = &self.plan.items;
        let mut index = Indexing::new(self, index);
        let anything = !due.is_empty() || !gone.is_empty() || index.is_due() || !self.manifest.is_finished();
        let writes = anything && !self.folder.dry;
        let (taken, deleted) = self.clear(&before, &due, &gone, &index, writes)?;
        let progress = Progress { before, report: Report::default(), faults: Vec::new(), failed: 0 };
        let progress = Mutex::new(progress);
        let make = |at: &u32| {
            let before = locked(&progress).before[*at as usize];
            let fate = self.make(&items[*at as usize], before, &taken)?;
            locked(&progress).note(self, *at, fate);
            Ok::<(), Error>(())
        };
        // A thread makes the pages of one month after those of another: most of what they show is the same.
        let mut alone = index.others(&due);
        alone.par_sort_by_cached_key(|at| items[*at as usize].part_of_calendar());
        alone.par_iter().with_max_len(PIECE).try_for_each(make)?;
        let mut progress = progress.into_inner().unwrap_or_else(PoisonError::into_inner);
        index.run(&due, &taken, &mut progress)?;
        let Progress { before, mut report, faults, failed } = progress;
        let deleted = deleted.into_iter().chain(index.delete_rest()?).collect::<Vec<_>>();
        report.deleted = deleted.len();
        report.articles = self.plan.articles();
        report.pages = self.plan.pages().count();
        let sound = faults.is_empty();
        let world = world.filter(|_| sound);
        report.problems = problems(self.plan, faults);
        report.unchanged = items.len() + index.files() - failed - report.rendered;
        if self.named {
            report.list_deleted(deleted);
        }
        if self.folder.dry {
            return Ok(report);
        }
        if anything || self.manifest.head.as_ref().is_none_or(|head| head.world != world) {
            // A page that could not be made is tried again, whatever its shelf holds.
            let shelves = if sound { &self.plan.shelves } else { &Shelves::default() };
            index.keep()?;
            self.save(&report, shelves, &before, &index.into_rows(), world)?;
        }
        Ok(report)
    }

    /// Writes down what is about to be written or deleted, deletes what is gone, and makes the folders. Gives
    /// the folders in whose place there is a file that is not ours, and the files that were deleted.
    fn clear(
        &self,
        before: &[Before],
        due: &[u32],
        gone: &[String],
        index: &Indexing<'_>,
        writes: bool,
    ) -> Result<(BTreeSet<&str>, Vec<String>), Error> {
        let items = &self.plan.items;
        let url = |at: &u32| items[*at as usize].url.as_str();
        let known = due.iter().filter(|at| before[**at as usize] != Before::Nothing).map(url);
        let known = known.chain(gone.iter().map(String::as_str)).chain(index.unsettled());
        if writes {
            self.manifest.begin(self.site, known.clone())?;
            self.folder.sweep(&self.manifest.unsure);
        }
        let deleted = self.folder.delete(gone)?;
        // Only now: what stood in the way may have been ours.
        let strangers = self.folder.strangers(items, due, before);
        let new = due.iter().filter(|at| before[**at as usize] == Before::Nothing && !strangers.contains(at));
        if writes && new.clone().next().is_some() {
            self.manifest.begin(self.site, known.clone().chain(new.map(url)))?;
        }
        let taken = match self.folder.make_folders(due.iter().map(|at| items[*at as usize].url.as_str())) {
            Ok(taken) => taken,
            Err(error) => {
                // Nothing new was written, so nothing new is ours.
                self.manifest.begin(self.site, known)?;
                return Err(error);
            }
        };
        Ok((taken, deleted))
    }

    /// Makes one file. The outer error stops the build.
    fn make(&self, item: &Item, before: Before, taken: &BTreeSet<&str>) -> Result<Fate, Error> {
        let file = item.file();
        match &item.source {
            Source::Page(page) => {
                let Plan { edition, grounds, .. } = self.plan;
                let mut found = None;
                let bytes = edition.inputs(self.site, page).and_then(|inputs| {
                    found = item.basis.known().is_none().then(|| grounds.fingerprint(inputs.sketch()));
                    Ok(edition.render(&inputs)?.bytes)
                });
                let fate = self.place(&file, bytes, before, taken)?;
                Ok(fate.map(|finished| Finished { inputs: found, ..finished }))
            }
            Source::Fixed(fixed) => {
                if let Some(folder) = taken.iter().find(|folder| lies_in(&file, folder)) {
                    return Ok(Err(Box::new(self.in_the_way(folder))));
                }
                let finished = match self.put_fixed(fixed, &file, before)? {
                    Ok(finished) => finished,
                    Err(fault) => return Ok(Err(Box::new(fault))),
                };
                Ok(self.unless_in_the_way(&file, finished))
            }
        }
    }

    /// Puts what was made of a file where it belongs.
    fn place(
        &self,
        file: &str,
        bytes: Result<Vec<u8>, Problem>,
        before: Before,
        taken: &BTreeSet<&str>,
    ) -> Result<Fate, Error> {
        if let Some(folder) = taken.iter().find(|folder| lies_in(file, folder)) {
            return Ok(Err(Box::new(self.in_the_way(folder))));
        }
        match bytes {
            Ok(bytes) => Ok(self.unless_in_the_way(file, self.put(file, &bytes, before)?)),
            Err(fault) => Ok(Err(Box::new(fault))),
        }
    }

    fn unless_in_the_way(&self, file: &str, finished: Finished) -> Fate {
        if finished.put == Put::InTheWay { Err(Box::new(self.in_the_way(file))) } else { Ok(finished) }
    }

    fn put_fixed(
        &self,
        fixed: &Fixed,
        file: &str,
        before: Before,
    ) -> Result<Result<Finished, Problem>, Error> {
        let from = match fixed {
            Fixed::Embedded(bytes) => return self.put(file, bytes, before).map(Ok),
            Fixed::OnDisk(from, _) => from,
        };
        Ok(match self.folder.copy(from, file, before)? {
            Ok((put, hash, length)) => Ok(Finished { inputs: None, hash, length, put }),
            Err(error) => Err(unreadable(&self.site.name_of(from), &error)),
        })
    }

    fn put(&self, file: &str, bytes: &[u8], before: Before) -> Result<Finished, Error> {
        let hash = Fingerprint::of(bytes);
        let put = self.folder.write(file, bytes, hash, before)?;
        Ok(Finished { inputs: None, hash, length: bytes.len() as u64, put })
    }

    fn in_the_way(&self, file: &str) -> Problem {
        let name = self.site.name_of(&self.site.output.join(file));
        let message = "there is a file here that Backfile did not write, so the page is not written";
        Problem::error("foreign-file", &name, message).help("move the file away, or choose another folder")
    }

    fn save(
        &self,
        report: &Report,
        shelves: &Shelves,
        before: &[Before],
        index: &[(String, Made)],
        world: Option<Fingerprint>,
    ) -> Result<(), Error> {
        let items = &self.plan.items;
        let finished = self.lock.map_or_else(fs::now, Lock::moment);
        let head = || Head {
            world,
            grounds: self.plan.grounds.single.clone(),
            articles: report.articles,
            pages: report.pages,
            files: items.len() + index.len(),
            problems: report.problems.clone(),
            folders: upper_folders(items.iter().map(|item| item.url.as_str()).chain(urls_of(index))),
            finished,
        };
        // The files of the index stand between those of the plan, all by address.
        let from = |at: usize| match items.get(at) {
            Some(item) if at > 0 => index.partition_point(|(url, _)| url.as_str() < item.url.as_str()),
            Some(_) => 0,
            None => index.len(),
        };
        let rows = |of: Range<usize>| {
            let between = from(of.start)..from(of.end);
            let mut rows: Vec<(&str, Made)> =
                items[of.clone()].iter().zip(&before[of]).filter_map(row).collect();
            if !between.is_empty() {
                rows.extend(index[between].iter().map(|(url, made)| (url.as_str(), *made)));
                rows.sort_unstable_by_key(|(url, _)| *url);
            }
            rows
        };
        Manifest::save(self.site, head, shelves, items.len(), rows)?;
        self.lock.inspect(|lock| lock.outlast(finished));
        Ok(())
    }
}

fn urls_of(index: &[(String, Made)]) -> impl Iterator<Item = &str> {
    index.iter().map(|(url, _)| url.as_str())
}

/// What the manifest says of a file, if it is ours.
fn row<'a>((item, before): (&'a Item, &Before)) -> Option<(&'a str, Made)> {
    match before {
        Before::Made(made) => Some((item.url.as_str(), *made)),
        // It could not be made again, and stays ours.
        Before::Unsure => Some((item.url.as_str(), Made::default())),
        Before::Nothing => None,
    }
}

impl Progress {
    /// Writes down what became of a file of the plan.
    fn note(&mut self, work: &Work<'_>, at: u32, fate: Fate) {
        let (item, slot) = (&work.plan.items[at as usize], &mut self.before[at as usize]);
        match fate {
            Ok(finished) => {
                // A copy of a file that was only touched is no other.
                let copied = matches!(item.source, Source::Fixed(_));
                let rendered = !copied || finished.put == Put::Written;
                self.report.count(|| item.file(), rendered, &finished, *slot, work.named);
                let inputs = item.basis.known().or(finished.inputs).unwrap_or_default();
                *slot = Before::Made(Made { inputs, hash: finished.hash, length: finished.length });
            }
            // It stays as the last build made it, and is made as soon as it can be.
            Err(fault) => {
                self.faults.push(*fault);
                self.failed += 1;
            }
        }
    }
}

impl Report {
    fn count(
        &mut self,
        file: impl FnOnce() -> String,
        rendered: bool,
        finished: &Finished,
        before: Before,
        named: bool,
    ) {
        let written = finished.put == Put::Written;
        self.rendered += usize::from(rendered);
        self.bytes_written += if written { finished.length } else { 0 };
        if named && rendered {
            let action = match before {
                _ if !written => Action::Keep,
                Before::Nothing => Action::Add,
                Before::Unsure | Before::Made(_) => Action::Change,
            };
            self.changes.push(Change { file: file(), action });
        }
    }

    fn list_deleted(&mut self, files: Vec<String>) {
        let delete = |file| Change { file, action: Action::Delete };
        self.changes.extend(files.into_iter().map(delete));
        self.changes.sort();
    }
}
