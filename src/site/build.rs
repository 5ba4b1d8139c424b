//! The builder: looks, plans, compares, makes what differs, and writes down what it made.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use crate::fingerprint::{self, Fingerprint};
use crate::fs;
use crate::problem::{Problem, Severity};
use crate::words;

use super::changes::{Before, Changes};
use super::lock::Lock;
use super::manifest::{Head, Made, Manifest};
use super::output::{Folder, Put, lies_in, upper_folders};
use super::plan::{Item, Plan, Source, plan};
use super::scan::Look;
use super::theme::{Fixed, Theme, unreadable};
use super::{Error, Site};

/// How a build is to be done.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Drafts and embargoed articles too.
    pub drafts: bool,
    /// Find out what would be done, and do nothing.
    pub dry: bool,
    /// Make and write every file, whether or not it differs.
    pub force: bool,
    /// Name every file that is made or deleted, in `Report::changes`.
    pub named: bool,
}

/// What a build did.
#[derive(Debug, Default)]
pub struct Report {
    pub articles: usize,
    pub pages: usize,
    /// Files that were made anew because something that they are made of has changed, or may have.
    pub rendered: usize,
    /// Those of them whose bytes differ from what was there.
    pub written: usize,
    /// Files that were not made, because nothing that they are made of has changed.
    pub unchanged: usize,
    pub deleted: usize,
    pub bytes_written: u64,
    /// Errors first, then by file and place.
    pub problems: Vec<Problem>,
    /// What was done, or would be, by path; only if that was asked for.
    pub changes: Vec<Change>,
    /// What else is to be said, in a line each.
    pub notes: Vec<String>,
}

/// What a build does to a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Change {
    /// From the output folder.
    pub file: String,
    pub action: Action,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Action {
    Add,
    Change,
    /// It was made anew, and is what it was.
    Keep,
    Delete,
}

/// Builds the site into its output folder.
pub fn build(site: &Site, options: Options) -> Result<Report, Error> {
    site.check_content()?;
    let lock = if options.dry { None } else { Some(Lock::take(site)?) };
    let moment = lock.as_ref().map_or_else(fs::now, Lock::moment);
    let (look, theme) = rayon::join(|| Look::at(site, moment), || Theme::of(site));
    let manifest = Manifest::open(site);
    let folder = Folder::of(site, &manifest, options);
    let cache_fault = look.fault.clone();
    let of_theme = theme.fingerprint(moment);
    let rules = (fingerprint::PROGRAM, &site.settings, &site.house, options.drafts);
    let world = |content: Fingerprint| Some(Fingerprint::of_hash(&(rules, of_theme?, content)));
    let done = |content: Fingerprint| {
        let world = world(content)?;
        let head = manifest.head.as_ref().filter(|head| head.world == Some(world))?;
        let same = !options.force && manifest.is_finished() && folder.is_untouched(head, &manifest);
        same.then(|| nothing_done(head))
    };
    if let Some(report) = look.content().and_then(done) {
        return Ok(Report { notes: notes(cache_fault, &manifest), ..report });
    }
    let mut scan = look.read(site, !options.dry);
    let cache = scan.cache.take();
    let (content, racy) = (scan.content, scan.racy);
    let cache_fault = cache_fault.or(scan.fault.take());
    if let Some(report) = done(content) {
        cache.map_or(Ok(()), super::cache::Pending::keep)?;
        return Ok(Report { notes: notes(cache_fault, &manifest), ..report });
    }
    let plan = Plan::new(site, options, scan, theme, moment);
    let world = world(content).filter(|_| !racy);
    let Known { manifest, folder, changes } = Known::of(site, &plan, manifest, options);
    let named = options.named;
    let work = Work { site, plan: &plan, manifest: &manifest, folder: &folder, lock: lock.as_ref(), named };
    let mut report = work.run(changes, world, content)?;
    cache.map_or(Ok(()), super::cache::Pending::keep)?;
    report.notes = notes(cache_fault, &manifest);
    // The process is about to end, or has better things to do than to give back a million small pieces.
    rayon::spawn(move || drop(plan));
    Ok(report)
}

/// What is known of the output folder, and what is to be done there.
pub(super) struct Known {
    pub manifest: Manifest,
    pub folder: Folder,
    pub changes: Changes,
}

impl Known {
    /// Compares the plan with the manifest, or with what is there if that is damaged.
    pub fn of(site: &Site, plan: &Plan, manifest: Manifest, options: Options) -> Self {
        let folder = Folder::of(site, &manifest, options);
        if let Some(changes) = Changes::between(plan, &manifest, &folder) {
            return Self { manifest, folder, changes };
        }
        let manifest = manifest.without_rows();
        let folder = Folder::of(site, &manifest, options);
        let changes = Changes::between(plan, &manifest, &folder).unwrap_or_default();
        Self { manifest, folder, changes }
    }
}

/// What was wrong with what the last build left. It costs time and nothing else.
fn notes(cache_fault: Option<String>, manifest: &Manifest) -> Vec<String> {
    let note = |what: &str, fault: &String| format!("the {what} is made anew: {fault}");
    let cache = cache_fault.as_ref().map(|fault| note("cache", fault));
    let manifest = manifest.fault.as_ref().map(|fault| note("manifest", fault));
    cache.into_iter().chain(manifest).collect()
}

fn nothing_done(head: &Head) -> Report {
    Report {
        articles: head.articles,
        pages: head.pages,
        unchanged: head.files,
        problems: head.problems.clone(),
        ..Report::default()
    }
}

/// A build that has something to do.
struct Work<'a> {
    site: &'a Site,
    plan: &'a Plan,
    manifest: &'a Manifest,
    folder: &'a Folder,
    /// None for a dry run.
    lock: Option<&'a Lock>,
    named: bool,
}

/// A file that was made.
#[derive(Clone, Copy, Debug)]
struct Finished {
    hash: Fingerprint,
    length: u64,
    put: Put,
}

impl Work<'_> {
    fn run(
        &self,
        changes: Changes,
        world: Option<Fingerprint>,
        content: Fingerprint,
    ) -> Result<Report, Error> {
        let Changes { mut before, due, gone } = changes;
        let items = &self.plan.items;
        let anything = !due.is_empty() || !gone.is_empty() || !self.manifest.is_finished();
        let writes = anything && !self.folder.dry;
        let url = |at: &u32| items[*at as usize].url.as_str();
        let known = due.iter().filter(|at| before[**at as usize] != Before::Nothing).map(url);
        let known = known.chain(gone.iter().map(String::as_str));
        if writes {
            self.manifest.begin(self.site, known.clone())?;
            self.folder.sweep(&self.manifest.unsure);
        }
        let deleted = self.folder.delete(&gone)?;
        // Only now: what stood in the way may have been ours.
        let strangers = self.folder.strangers(items, &due, &before);
        let new = due.iter().filter(|at| before[**at as usize] == Before::Nothing && !strangers.contains(at));
        if writes && new.clone().next().is_some() {
            self.manifest.begin(self.site, known.clone().chain(new.map(url)))?;
        }
        let taken = match self.folder.make_folders(due.iter().map(url)) {
            Ok(taken) => taken,
            Err(error) => {
                // Nothing new was written, so nothing new is ours.
                self.manifest.begin(self.site, known)?;
                return Err(error);
            }
        };
        let faults = Mutex::new(Vec::new());
        let finished: Vec<Option<Finished>> = due
            .par_iter()
            .map(|at| match self.make(&items[*at as usize], before[*at as usize], &taken)? {
                Ok(finished) => Ok(Some(finished)),
                Err(fault) => {
                    faults.lock().unwrap_or_else(PoisonError::into_inner).push(fault);
                    Ok(None)
                }
            })
            .collect::<Result<_, Error>>()?;
        let faults = faults.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut report =
            Report { deleted: deleted.len(), articles: self.plan.articles(), ..Report::default() };
        report.pages = self.plan.pages().count();
        let world = world.filter(|_| faults.is_empty());
        report.problems = problems(self.plan, faults);
        let mut old = BTreeSet::new();
        for (at, finished) in due.iter().zip(finished) {
            let slot = &mut before[*at as usize];
            match finished {
                Some(finished) => {
                    report.count(&items[*at as usize], &finished, *slot, self.named);
                    let inputs = items[*at as usize].inputs;
                    *slot = Before::Made(Made { inputs, hash: finished.hash, length: finished.length });
                }
                // It stays as the last build made it, and is made as soon as it can be.
                None => drop(old.insert(*at)),
            }
        }
        report.unchanged = items.len() - old.len() - report.rendered;
        if self.named {
            report.list_deleted(deleted);
        }
        if self.folder.dry {
            return Ok(report);
        }
        if anything || self.manifest.head.as_ref().is_none_or(|head| head.world != world) {
            self.save(&report, &before, &old, world, content)?;
        }
        Ok(report)
    }

    /// Makes one file. The outer error stops the build; the inner one concerns the file alone.
    fn make(
        &self,
        item: &Item,
        before: Before,
        taken: &BTreeSet<&str>,
    ) -> Result<Result<Finished, Problem>, Error> {
        let file = item.file();
        if let Some(folder) = taken.iter().find(|folder| lies_in(&file, folder)) {
            return Ok(Err(self.in_the_way(folder)));
        }
        let made = match &item.source {
            Source::Page(page) => match self.plan.make(self.site, page) {
                Ok(output) => self.put(&file, &output.bytes, before)?,
                Err(fault) => return Ok(Err(fault)),
            },
            Source::Fixed(fixed) => match self.put_fixed(fixed, &file, before)? {
                Ok(finished) => finished,
                Err(fault) => return Ok(Err(fault)),
            },
        };
        Ok(if made.put == Put::InTheWay { Err(self.in_the_way(&file)) } else { Ok(made) })
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
            Ok((put, hash, length)) => Ok(Finished { hash, length, put }),
            Err(error) => Err(unreadable(&self.site.name_of(from), &error)),
        })
    }

    fn put(&self, file: &str, bytes: &[u8], before: Before) -> Result<Finished, Error> {
        let hash = Fingerprint::of(bytes);
        let put = self.folder.write(file, bytes, hash, before)?;
        Ok(Finished { hash, length: bytes.len() as u64, put })
    }

    fn in_the_way(&self, file: &str) -> Problem {
        let name = self.site.name_of(&self.site.output.join(file));
        let message = "there is a file here that Backfile did not write, so the page is not written";
        Problem::error("foreign-file", &name, message).help("move the file away, or choose another folder")
    }

    fn save(
        &self,
        report: &Report,
        before: &[Before],
        old: &BTreeSet<u32>,
        world: Option<Fingerprint>,
        content: Fingerprint,
    ) -> Result<(), Error> {
        let items = &self.plan.items;
        let head = Head {
            world,
            content,
            grounds: self.plan.grounds.single.clone(),
            articles: report.articles,
            pages: report.pages,
            files: items.len(),
            problems: report.problems.clone(),
            folders: upper_folders(items),
            finished: self.lock.map_or_else(fs::now, Lock::moment),
        };
        let rows = (0..).zip(items.iter().zip(before)).filter_map(|(at, (item, before))| match before {
            Before::Made(made) => Some((item.url.as_str(), *made)),
            // What could not be made again stays ours.
            Before::Unsure if old.contains(&at) => Some((item.url.as_str(), Made::default())),
            Before::Unsure | Before::Nothing => None,
        });
        Ok(Manifest::save(self.site, &head, rows)?)
    }
}

impl Report {
    fn count(&mut self, item: &Item, finished: &Finished, before: Before, named: bool) {
        // A copy of a file that was only touched is no other.
        let copied = matches!(item.source, Source::Fixed(_));
        let written = finished.put == Put::Written;
        let rendered = !copied || written;
        self.rendered += usize::from(rendered);
        self.written += usize::from(written);
        self.bytes_written += if written { finished.length } else { 0 };
        if named && rendered {
            let action = match before {
                _ if !written => Action::Keep,
                Before::Nothing => Action::Add,
                Before::Unsure | Before::Made(_) => Action::Change,
            };
            self.changes.push(Change { file: item.file(), action });
        }
    }

    fn list_deleted(&mut self, files: Vec<String>) {
        let delete = |file| Change { file, action: Action::Delete };
        self.changes.extend(files.into_iter().map(delete));
        self.changes.sort();
    }
}

/// Everything that is wrong: renders every page and writes none. Dead links and images, which a build
/// mends, are errors here.
pub fn check(site: &Site, options: Options) -> Result<Report, Error> {
    let mut plan = plan(site, options)?;
    let faults = plan
        .items
        .par_iter()
        .filter_map(|item| match &item.source {
            Source::Page(page) => plan.make(site, page).err(),
            Source::Fixed(_) => None,
        })
        .collect();
    for problem in &mut plan.problems {
        if matches!(&*problem.code, "dead-link" | "dead-image" | "unsafe-link") {
            problem.severity = Severity::Error;
        }
    }
    Ok(Report {
        articles: plan.articles(),
        pages: plan.pages().count(),
        problems: problems(&plan, faults),
        ..Report::default()
    })
}

/// The problems of the plan and the faults of pages, sorted. One fault of a template shows on many
/// pages; it is reported once.
pub(super) fn problems(plan: &Plan, faults: Vec<Problem>) -> Vec<Problem> {
    type Key = (Cow<'static, str>, String, Option<crate::problem::Place>);
    let key = |problem: &Problem| -> Key { (problem.code.clone(), problem.file.clone(), problem.place) };
    let mut groups: BTreeMap<Key, Vec<Problem>> = BTreeMap::new();
    for fault in faults {
        groups.entry(key(&fault)).or_default().push(fault);
    }
    let known = plan.problems.iter().filter(|problem| !groups.contains_key(&key(problem)));
    let mut problems: Vec<Problem> = known.cloned().collect();
    for mut group in groups.into_values() {
        group.sort();
        let others = group.len() - 1;
        let mut problem = group.swap_remove(0);
        if others > 0 {
            problem.message = format!("{} and {}", problem.message, words::count(others, "other page"));
        }
        problems.push(problem);
    }
    problems.sort_by(|a, b| (a.severity, &a.file, a.place, a).cmp(&(b.severity, &b.file, b.place, b)));
    problems
}
