//! What a preview knows of its site, and how it takes in files that have changed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::archive::{Archive, Files};
use crate::article::{Meta, Url};
use crate::fingerprint::Fingerprint;
use crate::page::{Masthead, Templates};
use crate::problem::Problem;
use crate::site::cache::Known;
use crate::site::edition::Edition;
use crate::site::scan::Scan;
use crate::site::theme::Theme;
use crate::site::walk::Found;
use crate::site::{Options, Site};

/// A site as it is looked at.
pub(super) struct State {
    pub site: Site,
    pub edition: Edition,
    /// Drafts and embargoed articles, when they are not shown.
    pub hidden: Vec<Meta>,
    /// What is wrong with the settings; the site is as it was before.
    pub fault: Option<Problem>,
    /// The files of articles that cannot be read any more, by the addresses that they had.
    pub lost: BTreeMap<String, String>,
    /// The names and stamps of all files when the folder was last looked at as a whole.
    pub look: Fingerprint,
    options: Options,
}

/// What was seen of some files below `content/`.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// The names of those that are not there.
    pub gone: BTreeSet<String>,
    pub read: Vec<Known>,
    /// Of those that cannot be read, and of links that lead to nothing.
    pub problems: Vec<Problem>,
}

/// What of that is other than before.
pub(super) struct News {
    /// All files that are.
    pub names: BTreeSet<String>,
    read: Vec<Known>,
    problems: Vec<Problem>,
}

impl State {
    pub fn new(site: Site, mut scan: Scan, theme: Theme, look: Fingerprint, options: Options) -> Self {
        let hidden = take_hidden(&mut scan.metas, options);
        let edition = Edition::new(&site, scan, theme);
        Self { site, edition, hidden, fault: None, lost: BTreeMap::new(), look, options }
    }

    /// What of these files is other than what is known. Costs a comparison for each.
    pub fn news(&self, seen: Seen) -> News {
        let Seen { gone, read, mut problems } = seen;
        let mut names: BTreeSet<String> = gone.into_iter().filter(|name| self.knows(name)).collect();
        let read: Vec<Known> = read.into_iter().filter(|known| self.differs(known)).collect();
        names.extend(read.iter().map(|known| known.path().to_owned()));
        problems.retain(|problem| !self.edition.faults.content.contains(problem));
        names.extend(problems.iter().map(|problem| inside(&problem.file).to_owned()));
        News { names, read, problems }
    }

    /// Takes in files below `content/` as they are now. Costs next to nothing where texts and headlines are
    /// other; where the order is, the making of an archive.
    pub fn take(&mut self, news: News) {
        let News { names, read, problems } = news;
        self.edition.faults.content.retain(|problem| !names.contains(inside(&problem.file)));
        self.edition.faults.content.extend(problems);
        let (mut metas, mut files) = (Vec::new(), Vec::new());
        for known in read {
            let path = known.path().into();
            match known.read {
                Some(read) => {
                    self.edition.faults.content.extend(read.problems);
                    metas.extend(read.meta);
                }
                None => files.push(Found { path, stamp: known.stamp }),
            }
        }
        self.remember_lost(&names);
        self.hidden.retain(|meta| !names.contains(inside(&meta.file)));
        self.hidden.extend(take_hidden(&mut metas, self.options));
        let mut left = names;
        metas = metas.into_iter().filter_map(|meta| self.replace(meta, &mut left)).collect();
        files.retain(|file| !self.stamp(file, &mut left));
        if !left.is_empty() {
            self.put_in_order(&left, metas, files);
        }
        self.masthead_anew();
    }

    /// Reads the whole folder in the place of what was known, which is forgotten first: there is never
    /// more than one skeleton in memory.
    pub fn take_all(&mut self, scan: impl FnOnce() -> Scan, look: Fingerprint) {
        let (metas, files) = std::mem::take(&mut self.edition.archive).into_parts();
        let print = |file: &str| Fingerprint::of(file.as_bytes());
        let urls: BTreeMap<Fingerprint, Url> =
            metas.into_iter().map(|meta| (print(&meta.file), meta.card.url.clone())).collect();
        self.hidden.clear();
        let mut scan = scan();
        for problem in scan.problems.iter().filter(|problem| problem.is_error()) {
            let lost = urls.get(&print(&problem.file));
            self.lost.extend(lost.map(|url| (url.as_str().to_owned(), problem.file.clone())));
        }
        drop(urls);
        self.hidden = take_hidden(&mut scan.metas, self.options);
        self.edition.files = scan.files;
        self.edition.faults.content = scan.problems;
        self.look = look;
        self.order(scan.metas, files.fixed);
        self.masthead_anew();
    }

    /// The files of the theme that are other than before, from the root of the archive.
    pub fn news_of_theme(&self, theme: &Theme) -> Vec<String> {
        let mut news = different(self.edition.templates.sources(), &theme.templates, "templates");
        news.extend(different(&self.edition.fixed, &theme.fixed, "static"));
        let known = &self.edition.faults.theme;
        let other = known.iter().filter(|problem| !theme.problems.contains(problem));
        let other = other.chain(theme.problems.iter().filter(|problem| !known.contains(problem)));
        news.extend(other.map(|problem| problem.file.clone()));
        news
    }

    /// Takes in the theme as it is now.
    pub fn take_theme(&mut self, theme: Theme) {
        if *self.edition.templates.sources() != theme.templates {
            let (templates, faults) = Templates::new(theme.templates);
            self.edition.templates = templates;
            self.edition.faults.templates = faults;
        }
        self.edition.faults.theme = theme.problems;
        let same_names = self.edition.fixed.keys().eq(theme.fixed.keys());
        self.edition.fixed = theme.fixed;
        if !same_names {
            let (metas, _) = std::mem::take(&mut self.edition.archive).into_parts();
            self.order(metas, self.edition.fixed.keys().cloned().collect());
            self.masthead_anew();
        }
    }

    /// Takes in other settings by which articles are read as they were.
    pub fn take_settings(&mut self, site: Site) {
        self.site = site;
        self.masthead_anew();
    }

    fn masthead_anew(&mut self) {
        let masthead = Masthead::new(self.site.settings.clone(), &self.edition.archive);
        self.edition.masthead = Arc::new(masthead);
    }

    /// The article of a file below `content/`, wherever it is kept.
    pub fn article(&self, name: &str) -> Option<&Meta> {
        let archive = &self.edition.archive;
        let others = || archive.refused().iter().chain(&self.hidden);
        archive.by_file(name).or_else(|| others().find(|meta| inside(&meta.file) == name))
    }

    fn file(&self, name: &str) -> Option<&Found> {
        let files = &self.edition.files;
        files.binary_search_by(|file| (*file.path).cmp(name)).ok().map(|at| &files[at])
    }

    fn problems<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Problem> {
        self.edition.faults.content.iter().filter(move |problem| inside(&problem.file) == name)
    }

    fn knows(&self, name: &str) -> bool {
        self.article(name).is_some() || self.file(name).is_some() || self.problems(name).next().is_some()
    }

    fn differs(&self, known: &Known) -> bool {
        let name = known.path();
        let Some(read) = &known.read else {
            return self.file(name).is_none_or(|file| file.stamp != known.stamp);
        };
        match (&read.meta, self.article(name)) {
            (Some(new), Some(old)) => new.fingerprint != old.fingerprint,
            (None, None) => !self.problems(name).eq(&read.problems),
            _ => true,
        }
    }

    /// Remembers where the articles of files were that cannot be read now, and forgets those that can.
    fn remember_lost(&mut self, names: &BTreeSet<String>) {
        self.lost.retain(|_, file| !names.contains(inside(file)) || self.edition.is_faulty(file));
        for name in names {
            let Some(old) = self.article(name) else { continue };
            if self.edition.is_faulty(&old.file) {
                let (url, file) = (old.card.url.as_str().to_owned(), old.file.to_string());
                self.lost.insert(url, file);
            }
        }
    }

    /// Puts an article in the place of its older self; gives it back if it has no such place.
    fn replace(&mut self, meta: Meta, left: &mut BTreeSet<String>) -> Option<Meta> {
        let name = inside(&meta.file).to_owned();
        let moved = self.edition.archive.replace(meta);
        if moved.is_ok() {
            left.remove(&name);
        }
        moved.err()
    }

    /// Whether a file was there before, under the name that it has; takes its stamp in if so.
    fn stamp(&mut self, file: &Found, left: &mut BTreeSet<String>) -> bool {
        let files = &mut self.edition.files;
        let Ok(at) = files.binary_search_by(|other| other.path.cmp(&file.path)) else { return false };
        files[at].stamp = file.stamp;
        left.remove(&*file.path)
    }

    /// Makes the archive anew with these in the place of all files of those names.
    fn put_in_order(&mut self, names: &BTreeSet<String>, metas: Vec<Meta>, files: Vec<Found>) {
        let (mut all, Files { fixed, .. }) = std::mem::take(&mut self.edition.archive).into_parts();
        all.retain(|meta| !names.contains(inside(&meta.file)));
        all.extend(metas);
        self.edition.files.retain(|file| !names.contains(&*file.path));
        self.edition.files.extend(files);
        self.edition.files.sort_by(|a, b| a.path.cmp(&b.path));
        self.order(all, fixed);
    }

    fn order(&mut self, metas: Vec<Meta>, fixed: Vec<String>) {
        let content = self.edition.files.iter().map(|file| file.path.to_string()).collect();
        let (archive, collisions) = Archive::new(metas, Files { content, fixed });
        self.edition.archive = archive;
        self.edition.faults.collisions = collisions;
    }
}

/// A file's name below `content/`.
pub(super) fn inside(file: &str) -> &str {
    file.strip_prefix("content/").unwrap_or(file)
}

fn take_hidden(metas: &mut Vec<Meta>, options: Options) -> Vec<Meta> {
    if options.drafts {
        return Vec::new();
    }
    metas.extract_if(.., |meta| !meta.status.is_public()).collect()
}

/// The keys under which two tables differ, each as a file of a folder.
fn different<V: PartialEq>(
    before: &BTreeMap<String, V>,
    now: &BTreeMap<String, V>,
    folder: &str,
) -> Vec<String> {
    let keys: BTreeSet<&String> = before.keys().chain(now.keys()).collect();
    let other = keys.into_iter().filter(|key| before.get(*key) != now.get(*key));
    other.map(|key| format!("{folder}/{key}")).collect()
}
