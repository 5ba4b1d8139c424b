//! What changed on the disk, and how the preview follows.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::PoisonError;
use std::sync::atomic::Ordering;

use rayon::prelude::*;

use crate::article::{Meta, Names};
use crate::fingerprint::Fingerprint;
use crate::problem::Problem;
use crate::site::scan::{Look, read_anew};
use crate::site::theme::Theme;
use crate::site::walk::{Found, Walk};
use crate::site::{Error, Site};
use crate::source::Format;
use crate::{config, fs};

use super::Preview;
use super::state::{Seen, State, inside};

/// So many files are read by all threads.
const FEW: usize = 64;
/// More paths than these are not looked at one by one.
const MANY: usize = 1000;

/// What may be other than it was. That it may not be does no harm.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changed {
    /// Files and folders, by their paths below `content/`.
    pub content: BTreeSet<String>,
    /// Something of templates or static files.
    pub theme: bool,
    pub settings: bool,
    /// Nobody can tell what: everything must be looked at.
    pub anything: bool,
}

/// What an update found.
#[derive(Clone, Debug, Default)]
pub struct Update {
    /// The files that are other than they were, from the root of the archive. Of many, the first.
    pub files: Vec<String>,
    /// How many they are.
    pub count: usize,
    /// Those of them that go into the site as they are, by their addresses; of many, the first.
    pub fixed: Vec<String>,
    /// How many these are.
    pub fixed_count: usize,
    /// What is wrong with the settings.
    pub fault: Option<Problem>,
}

/// An update names so many files and counts the others.
const NAMED: usize = 100;

impl Update {
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    fn add(&mut self, files: impl IntoIterator<Item = String>) {
        for file in files {
            self.count += 1;
            let beside = || file.strip_prefix("content/").filter(|path| Format::of_name(path).is_none());
            if let Some(path) = file.strip_prefix("static/").or_else(beside) {
                self.fixed_count += 1;
                if self.fixed.len() < NAMED {
                    self.fixed.push(format!("/{path}"));
                }
            }
            if self.files.len() < NAMED {
                self.files.push(file);
            }
        }
    }
}

impl Changed {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Both.
    pub fn and(&mut self, other: Self) {
        self.content.extend(other.content);
        self.theme |= other.theme;
        self.settings |= other.settings;
        self.anything |= other.anything;
    }
}

impl Preview {
    /// Takes in what changed. Requests see it from then on, and the survey is out of date. One at a time.
    pub fn update(&self, changed: &Changed) -> Update {
        let _alone = self.updates.lock().unwrap_or_else(PoisonError::into_inner);
        let mut update = Update::default();
        if changed.settings || changed.anything {
            self.take_settings(&mut update);
        }
        if changed.anything || changed.content.len() > MANY {
            self.take_everything(&mut update, false);
        } else if !changed.content.is_empty() {
            self.take_content(&changed.content, &mut update);
        }
        // Whether the archive can be searched decides on files of the theme.
        if changed.theme || changed.settings || changed.anything {
            let theme = Theme::of(&self.state().site);
            let news = self.state().news_of_theme(&theme);
            if !news.is_empty() {
                self.change(|state| state.take_theme(theme));
                update.add(news);
            }
        }
        update
    }

    /// Changes the state, for which surveys make way.
    fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let changing = Changing::begin(self);
        let done = change(&mut self.state.write().unwrap_or_else(PoisonError::into_inner));
        drop(changing);
        done
    }

    fn take_settings(&self, update: &mut Update) {
        let site = match (self.reopen)() {
            Ok(site) => site,
            Err(error) => {
                let problem = self.problem_of(error);
                if self.state().fault.as_ref() != Some(&problem) {
                    update.fault = Some(problem.clone());
                    update.add([problem.file.clone()]);
                    self.change(|state| state.fault = Some(problem));
                }
                return;
            }
        };
        let state = self.state();
        let rules = |site: &Site| Fingerprint::of_hash(&(&site.house, &site.manner));
        let other_rules = rules(&site) != rules(&state.site);
        let shown = |site: &Site| Fingerprint::of_hash(&(&site.settings, site.search));
        let same = shown(&site) == shown(&state.site);
        let name = state.site.name_of(&self.settings);
        let mended = state.fault.is_some();
        drop(state);
        if same && !other_rules && !mended {
            return;
        }
        update.add([name]);
        self.change(|state| {
            state.fault = None;
            state.take_settings(site);
        });
        if other_rules {
            self.take_everything(update, true);
        }
    }

    fn problem_of(&self, error: Error) -> Problem {
        match error {
            Error::Fault(problem) | Error::Config(config::Error::Fault(problem)) => *problem,
            other => {
                let name = self.state().site.name_of(&self.settings);
                Problem::error("config", &name, other.to_string())
            }
        }
    }

    /// Looks at each of these paths.
    fn take_content(&self, paths: &BTreeSet<String>, update: &mut Update) {
        let site = self.state().site.clone();
        let walks = paths.iter().map(|path| Walk::at(&site, path));
        let (mut found, mut problems) = (BTreeMap::<Box<str>, Found>::new(), Vec::new());
        for walk in walks {
            found.extend(walk.files.into_iter().map(|file| (file.path.clone(), file)));
            problems.extend(walk.problems);
        }
        let names = Names::default();
        let read = |file: &Found| read_anew(&site, file, &names);
        let read = match found.len() {
            // What somebody saves must not wait for a survey, which has all threads.
            ..FEW => found.values().map(read).collect(),
            _ => found.par_iter().map(|(_, file)| read(file)).collect(),
        };
        let faulty: BTreeSet<&str> = problems.iter().map(|problem| inside(&problem.file)).collect();
        let is_there = |name: &str| found.contains_key(name) || faulty.contains(name);
        let gone = self.gone(paths, &is_there);
        // Many events say that a file was looked at, or written as it was.
        let news = self.state().news(Seen { gone, read, problems });
        if !news.names.is_empty() {
            update.add(news.names.iter().map(|name| format!("content/{name}")));
            self.change(|state| state.take(news));
        }
    }

    /// The files that were at these paths or below them, and are not there.
    fn gone(&self, paths: &BTreeSet<String>, is_there: &dyn Fn(&str) -> bool) -> BTreeSet<String> {
        // A path may have been a folder, and be one still.
        let missing: BTreeSet<&str> =
            paths.iter().map(String::as_str).filter(|path| !is_there(path)).collect();
        let named = |name: &&str| {
            let folders = name.match_indices('/').map(|(at, _)| &name[..at]);
            folders.chain([*name]).any(|path| missing.contains(path)) && !is_there(name)
        };
        if missing.is_empty() {
            BTreeSet::new()
        } else {
            self.state().names().filter(named).map(str::to_owned).collect()
        }
    }

    /// Looks at the whole folder, and reads it if a file of it is another, or in any case.
    fn take_everything(&self, update: &mut Update, in_any_case: bool) {
        let site = self.state().site.clone();
        let look = Look::at(&site, fs::now());
        let seen = look.fingerprint();
        if seen == self.state().look && !in_any_case {
            return;
        }
        let (names, gone) = self.change(|state| {
            let before = state.stocktaking();
            state.take_all(|| look.read(&site, false), seen);
            let now = state.stocktaking();
            let gone = before.keys().filter(|name| !now.contains_key(name)).count();
            let other = |name: &&str| {
                let print = Fingerprint::of(name.as_bytes());
                before.get(&print) != now.get(&print)
            };
            let names: Vec<String> =
                state.names().filter(other).map(|name| format!("content/{name}")).collect();
            (names, gone)
        });
        update.add(names);
        update.count += gone;
    }
}

/// While it lives no survey goes on.
struct Changing<'a>(&'a Preview);

impl<'a> Changing<'a> {
    fn begin(preview: &'a Preview) -> Self {
        preview.updating.store(true, Ordering::SeqCst);
        Self(preview)
    }
}

impl Drop for Changing<'_> {
    fn drop(&mut self) {
        self.0.version.fetch_add(1, Ordering::SeqCst);
        self.0.updating.store(false, Ordering::SeqCst);
        self.0.announce();
    }
}

impl State {
    /// The articles of all files, shown or not.
    fn articles(&self) -> impl Iterator<Item = &Meta> {
        let archive = &self.edition.archive;
        archive.metas().iter().chain(archive.refused()).chain(&self.hidden)
    }

    /// Problems for which a file is none of the archive's.
    fn faulty(&self) -> impl Iterator<Item = &Problem> {
        self.edition.faults.content.iter().filter(|problem| problem.is_error())
    }

    /// The names of all files below `content/` of which it knows.
    fn names(&self) -> impl Iterator<Item = &str> {
        let articles = self.articles().map(|meta| inside(&meta.file));
        let files = self.edition.files.iter().map(|file| &*file.path);
        articles.chain(files).chain(self.faulty().map(|problem| inside(&problem.file)))
    }

    /// What each file says, by its name. About 40 bytes for each, for as long as two are compared.
    fn stocktaking(&self) -> BTreeMap<Fingerprint, Fingerprint> {
        let name = |name: &str| Fingerprint::of(name.as_bytes());
        let articles = self.articles().map(|meta| (name(inside(&meta.file)), meta.fingerprint));
        let files = &self.edition.files;
        let files = files.iter().map(|file| (name(&file.path), Fingerprint::of_hash(&file.stamp)));
        let faulty = self.faulty().map(|fault| (name(inside(&fault.file)), Fingerprint::of_value(fault)));
        articles.chain(files).chain(faulty).collect()
    }
}
