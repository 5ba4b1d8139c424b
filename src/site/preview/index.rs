//! The search index of what is looked at: made in memory when somebody searches, and from then on as far as
//! articles change.

use std::collections::BTreeMap;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::fingerprint::Fingerprint;
use crate::search::{self, Summary};
use crate::site::index::{self, Contents, Maker, Part};

use super::Preview;
use super::answer::Answer;
use super::state::State;

/// The files of an index.
#[derive(Debug, Default)]
pub(super) struct Searched {
    /// The version of the state that they are of.
    version: u64,
    segments: BTreeMap<String, Segment>,
    joint: Option<Files>,
}

/// By path below `search/`.
type Files = BTreeMap<String, Vec<u8>>;

#[derive(Debug)]
struct Segment {
    fingerprint: Fingerprint,
    files: Files,
    summary: Summary,
}

impl Preview {
    /// An address, if it is that of a file of the search index, there or not.
    /// Gives the address below the site's own path, which one page puts before it.
    pub(super) fn of_index<'a>(&self, path: &'a str) -> Option<&'a str> {
        let state = self.state();
        let base = state.edition.masthead.base_path();
        let below = path.strip_prefix(base.trim_end_matches('/')).filter(|rest| rest.starts_with("/search/"));
        let path = below.unwrap_or(path);
        let is_its = index::is_of_index(path.strip_prefix('/')?);
        (is_its && state.site.search.is_some()).then_some(path)
    }

    /// A file of the search index, if it is known without making anything.
    pub(super) fn index_file_at_once(&self, path: &str) -> Option<Answer> {
        let searched = self.searched.try_lock().ok()?;
        (searched.version == self.version()).then(|| searched.file(path)).flatten()
    }

    /// A file of the search index. The first one costs the reading of all articles, and keeps some 1,500
    /// bytes of each in memory; after a change those segments are made again that it concerns.
    pub(super) fn index_file(&self, path: &str) -> Option<Answer> {
        let mut searched = self.searched.lock().unwrap_or_else(PoisonError::into_inner);
        while searched.version != self.version() {
            let version = self.version();
            let is_stopped = || self.updating.load(Ordering::SeqCst) || self.version() != version;
            let state = self.state();
            let options = state.site.search?;
            let contents = Contents::of(&state.edition, options);
            let whole = searched.take_in(&state, &contents, &is_stopped);
            drop(state);
            if whole {
                searched.version = version;
            } else {
                self.wait_for_change(version);
            }
        }
        searched.file(path)
    }
}

impl Searched {
    fn file(&self, path: &str) -> Option<Answer> {
        let path = path.strip_prefix("/search/")?;
        let files = self.segments.values().map(|segment| &segment.files).chain(&self.joint);
        let bytes = files.filter_map(|files| files.get(path)).next()?.clone();
        Some(Answer::Embedded { file: format!("search/{path}"), bytes })
    }

    /// Makes what differs; false when it was stopped.
    fn take_in(
        &mut self,
        state: &State,
        contents: &Contents,
        is_stopped: &(dyn Fn() -> bool + Sync),
    ) -> bool {
        let is_there = |name: &str| contents.segments.iter().any(|part| part.name == name);
        self.segments.retain(|name, _| is_there(name));
        self.joint = None;
        let maker = Maker::new(contents.options);
        for part in &contents.segments {
            if self.segments.get(&part.name).is_some_and(|known| known.fingerprint == part.fingerprint) {
                continue;
            }
            let Some(segment) = Segment::of(state, contents, part, &maker, is_stopped) else { return false };
            self.segments.insert(part.name.clone(), segment);
        }
        let summaries: Vec<Summary> = contents
            .segments
            .iter()
            .filter_map(|part| self.segments.get(&part.name).map(|segment| segment.summary.clone()))
            .collect();
        self.joint = Some(files(search::manifest(&summaries, contents.options.positions)));
        true
    }
}

impl Segment {
    fn of(
        state: &State,
        contents: &Contents,
        part: &Part,
        maker: &Maker,
        is_stopped: &(dyn Fn() -> bool + Sync),
    ) -> Option<Self> {
        let is_whole = AtomicBool::new(true);
        let document = |index: &_| {
            if is_stopped() {
                return None;
            }
            // What is wrong is told of where the article's page is.
            let read = state.edition.document(&state.site, *index);
            is_whole.fetch_and(read.is_ok(), Ordering::Relaxed);
            read.ok()?
        };
        let parts = maker.parts(contents.articles(part), document);
        if is_stopped() {
            return None;
        }
        let search::Made { files: made, summary } = search::segment(&part.name, &parts);
        // One that lacks an article is made again as soon as anything changes.
        let fingerprint = if is_whole.into_inner() { part.fingerprint } else { Fingerprint::default() };
        Some(Self { fingerprint, files: files(made), summary })
    }
}

fn files(made: Vec<search::File>) -> Files {
    made.into_iter().map(|file| (file.path, file.bytes)).collect()
}
