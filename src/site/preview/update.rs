//! What changed on the disk, and how the preview follows.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::PoisonError;
use std::sync::atomic::Ordering;

use rayon::prelude::*;

use crate::article::Names;
use crate::fingerprint::Fingerprint;
use crate::problem::Problem;
use crate::site::scan::{Look, read_anew};
use crate::site::theme::Theme;
use crate::site::walk::Walk;
use crate::site::{Error, Site};
use crate::source::Format;
use crate::{config, fs};

use super::Preview;
use super::state::{Seen, State, inside};

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
    /// Those of them that go into the site as they are, by their addresses.
    pub fixed: Vec<String>,
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
            if self.files.len() < NAMED {
                let path = file.strip_prefix("static/").or_else(beside);
                self.fixed.extend(path.map(|path| format!("/{path}")));
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
    /// Takes in what changed. Requests see it from then on, and the survey is out of date. Only one at a
    /// time: whoever watches the disk.
    pub fn update(&self, changed: &Changed) -> Update {
        let mut update = Update::default();
        self.updating.store(true, Ordering::SeqCst);
        if changed.settings || changed.anything {
            self.take_settings(&mut update);
        }
        if changed.anything || changed.content.len() > MANY {
            self.take_everything(&mut update, false);
        } else if !changed.content.is_empty() {
            self.take_content(&changed.content, &mut update);
        }
        if changed.theme || changed.anything {
            let theme = Theme::of(&self.state().site);
            update.add(self.change(|state| state.take_theme(theme)));
        }
        self.updating.store(false, Ordering::SeqCst);
        self.announce();
        update
    }

    /// Changes the state; `change` gives the names of what is other than it was.
    fn change(&self, change: impl FnOnce(&mut State) -> Vec<String>) -> Vec<String> {
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        let names = change(&mut state);
        if !names.is_empty() {
            self.version.fetch_add(1, Ordering::SeqCst);
        }
        names
    }

    fn take_settings(&self, update: &mut Update) {
        let site = match (self.reopen)() {
            Ok(site) => site,
            Err(error) => {
                let problem = self.problem_of(error);
                if self.state().fault.as_ref() != Some(&problem) {
                    update.fault = Some(problem.clone());
                    update.add(self.change(|state| {
                        let name = problem.file.clone();
                        state.fault = Some(problem);
                        vec![name]
                    }));
                }
                return;
            }
        };
        let state = self.state();
        let rules = |site: &Site| Fingerprint::of_hash(&(&site.house, &site.manner));
        let other_rules = rules(&site) != rules(&state.site);
        let same = Fingerprint::of_hash(&site.settings) == Fingerprint::of_hash(&state.site.settings);
        let name = state.site.name_of(&self.settings);
        let mended = state.fault.is_some();
        drop(state);
        if same && !other_rules && !mended {
            return;
        }
        update.add(self.change(|state| {
            state.fault = None;
            state.take_settings(site);
            vec![name]
        }));
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
        let walks: Vec<Walk> = paths.par_iter().map(|path| Walk::at(&site, path)).collect();
        let (mut found, mut problems) = (BTreeMap::new(), Vec::new());
        for walk in walks {
            found.extend(walk.files.into_iter().map(|file| (file.path.clone(), file)));
            problems.extend(walk.problems);
        }
        let names = Names::default();
        let read = found.par_iter().map(|(_, file)| read_anew(&site, file, &names)).collect();
        let is_there = |name: &str| {
            found.contains_key(name) || problems.iter().any(|problem| inside(&problem.file) == name)
        };
        let gone = self.gone(paths, &is_there);
        let seen = Seen { gone, read, problems };
        // Many events say that a file was looked at, or written as it was.
        let name = |name: String| format!("content/{name}");
        update.add(self.change(|state| state.take(seen).into_iter().map(name).collect()));
    }

    /// The files that were at these paths or below them, and are not there.
    fn gone(&self, paths: &BTreeSet<String>, is_there: &dyn Fn(&str) -> bool) -> BTreeSet<String> {
        let state = self.state();
        let mut gone: BTreeSet<String> = BTreeSet::new();
        for path in paths.iter().filter(|path| !is_there(path)) {
            // It may have been a folder, and be one still.
            let below = |name: &&str| name.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'));
            gone.insert(path.clone());
            gone.extend(state.names().filter(below).filter(|name| !is_there(name)).map(str::to_owned));
        }
        gone
    }

    /// Looks at the whole folder, and reads it if a file of it is another, or in any case.
    fn take_everything(&self, update: &mut Update, in_any_case: bool) {
        let site = self.state().site.clone();
        let look = Look::at(&site, fs::now());
        let seen = look.fingerprint();
        if seen == self.state().seen && !in_any_case {
            return;
        }
        let mut gone = 0;
        let names = self.change(|state| {
            let before = state.stocktaking();
            state.take_all(|| look.read(&site, false), seen);
            let now = state.stocktaking();
            gone = before.keys().filter(|name| !now.contains_key(name)).count();
            let other = |name: &&str| {
                let print = Fingerprint::of(name.as_bytes());
                before.get(&print) != now.get(&print)
            };
            state.names().filter(other).map(|name| format!("content/{name}")).collect()
        });
        update.add(names);
        update.count += gone;
    }
}

impl State {
    /// The names of all files below `content/` of which it knows.
    fn names(&self) -> impl Iterator<Item = &str> {
        let archive = &self.edition.archive;
        let metas = archive.metas().iter().chain(archive.refused()).chain(&self.hidden);
        let articles = metas.map(|meta| inside(&meta.file));
        let files = self.edition.files.iter().map(|file| &*file.path);
        let faulty = self.edition.faults.content.iter().filter(|problem| problem.is_error());
        articles.chain(files).chain(faulty.map(|problem| inside(&problem.file)))
    }

    /// What each file says, by its name. About 40 bytes for each, for as long as two are compared.
    fn stocktaking(&self) -> BTreeMap<Fingerprint, Fingerprint> {
        let archive = &self.edition.archive;
        let metas = archive.metas().iter().chain(archive.refused()).chain(&self.hidden);
        let name = |name: &str| Fingerprint::of(name.as_bytes());
        let articles = metas.map(|meta| (name(inside(&meta.file)), meta.fingerprint));
        let files = &self.edition.files;
        let files = files.iter().map(|file| (name(&file.path), Fingerprint::of_hash(&file.stamp)));
        let faulty = self.edition.faults.content.iter().filter(|problem| problem.is_error());
        let faulty = faulty.map(|problem| (name(inside(&problem.file)), Fingerprint::of_value(problem)));
        articles.chain(files).chain(faulty).collect()
    }
}
