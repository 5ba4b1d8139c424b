//! The preview: a site of which nothing is built. Each page is made when somebody asks for it, by the very
//! function that a build uses, and what changes on the disk changes the edition in memory.
//!
//! Three things happen side by side. Requests read the [`State`]. One updater, the only writer, takes in
//! what changed ([`update`]). One surveyor finds out which files the whole site has, and how many of its
//! pages are other than before ([`survey`]); that takes as long as the planning of a build, so nothing
//! waits for it but what cannot be known without it, and the next change cuts it short.

mod answer;
mod index;
mod overview;
mod state;
mod survey;
mod update;

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError, RwLock, RwLockReadGuard};
use std::time::{Duration, Instant};

use super::lock::Lock;
use super::scan::Look;
use super::theme::Theme;
use super::{Error, Options, Site};
use crate::fs;

pub use answer::{Answer, Unpublished};
pub use overview::{Entry, List, Overview};
pub use survey::Surveyed;
pub use update::{Changed, Update};

use index::Searched;
use state::State;
use survey::Survey;

/// How the settings are read again.
pub type Reopen = Box<dyn Fn() -> Result<Site, Error> + Send + Sync>;

/// So long a request waits for something that is about to be known.
const PATIENCE: Duration = Duration::from_secs(20);

/// A site that is looked at while it changes.
pub struct Preview {
    reopen: Reopen,
    /// The file of the settings, which need not be there.
    settings: PathBuf,
    state: RwLock<State>,
    /// Counts the changes of the state.
    version: AtomicU64,
    /// Held by whoever updates.
    updates: Mutex<()>,
    /// Surveys make way for updates.
    updating: AtomicBool,
    surveyed: Mutex<Option<Arc<Survey>>>,
    searched: Mutex<Searched>,
    /// Says that there is a new survey, or a new state.
    news: Condvar,
    /// What was wrong with what the last build left, in a line each.
    pub notes: Vec<String>,
}

/// A folder or a file that a preview must watch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Watched {
    Content(PathBuf),
    /// Templates or static files; the folder need not be there.
    Theme(PathBuf),
    Settings(PathBuf),
}

impl Preview {
    /// Reads the archive, from the cache where that is fresh; writes nothing but the cache. Costs what a
    /// build costs that finds nothing to do, and the reading of the cache.
    pub fn open(reopen: Reopen, settings: PathBuf, options: Options) -> Result<Self, Error> {
        let site = reopen()?;
        site.check_content()?;
        let theme = Theme::of(&site);
        let mut look = Look::at(&site, fs::now());
        // There is something to write down, unless a build is at it. Otherwise no build has to wait for us.
        let lock = if look.content().is_none() { Lock::take(&site).ok() } else { None };
        if let Some(lock) = &lock {
            look = Look::at(&site, lock.moment());
        }
        let seen = look.fingerprint();
        let mut scan = look.read(&site, lock.is_some());
        if let Some(cache) = scan.cache.take() {
            // Without it the next start is slower, and that is all.
            let _ = cache.keep();
        }
        let notes = scan.fault.take().map(|fault| format!("the cache is made anew: {fault}"));
        let state = State::new(site, scan, theme, seen, options);
        Ok(Self {
            reopen,
            settings,
            state: RwLock::new(state),
            version: AtomicU64::new(1),
            updates: Mutex::default(),
            updating: AtomicBool::new(false),
            surveyed: Mutex::new(None),
            searched: Mutex::default(),
            news: Condvar::new(),
            notes: notes.into_iter().collect(),
        })
    }

    /// What must be watched for `update` to be told of.
    pub fn watched(&self) -> Vec<Watched> {
        let site = &self.state().site;
        let theme = ["templates", "static"].map(|name| Watched::Theme(site.root.join(name)));
        let mut watched = vec![Watched::Content(site.content()), Watched::Settings(self.settings.clone())];
        watched.extend(theme);
        watched
    }

    /// How many articles there are to be seen.
    pub fn articles(&self) -> usize {
        self.state().edition.archive.metas().len()
    }

    /// Counts the changes of the state.
    pub fn version(&self) -> u64 {
        self.version.load(Ordering::SeqCst)
    }

    fn state(&self) -> RwLockReadGuard<'_, State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Wakes all who wait for a change.
    fn announce(&self) {
        // Taken, so that nobody who is about to wait misses it.
        drop(self.surveyed.lock().unwrap_or_else(PoisonError::into_inner));
        self.news.notify_all();
    }

    /// Waits until the state is another than at that version, or a second has passed.
    fn wait_for_change(&self, version: u64) {
        let end = Instant::now() + Duration::from_secs(1);
        let mut surveyed = self.surveyed.lock().unwrap_or_else(PoisonError::into_inner);
        while self.version() == version && Instant::now() < end {
            let rest = end.saturating_duration_since(Instant::now());
            surveyed = self.news.wait_timeout(surveyed, rest).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// The survey of the state as it is; the last one if that takes too long.
    fn survey_of_now(&self) -> Option<Arc<Survey>> {
        let end = Instant::now() + PATIENCE;
        let mut surveyed = self.surveyed.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let rest = end.saturating_duration_since(Instant::now());
            let fresh = surveyed.as_ref().is_some_and(|survey| survey.version == self.version());
            if fresh || rest.is_zero() {
                return surveyed.clone();
            }
            surveyed = self.news.wait_timeout(surveyed, rest).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// The last survey, however old, and whether it is of the state as it is.
    fn last_survey(&self) -> (Option<Arc<Survey>>, bool) {
        let survey = self.surveyed.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let fresh = survey.as_ref().is_some_and(|survey| survey.version == self.version());
        (survey, fresh)
    }
}
