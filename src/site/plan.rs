//! The plan of a site: all its files, by address, and what each is made of. No body is read for it.

use std::sync::Arc;

use rayon::prelude::*;

use crate::archive::{Archive, Files, Index, Owner};
use crate::article::{Meta, Url};
use crate::fingerprint::Fingerprint;
use crate::page::inputs::Content;
use crate::page::{self, Failure, Grounds, Inputs, Masthead, Output, Page, Sketch, Templates, View};
use crate::problem::Problem;

use super::assets::{self, Assets, Followed};
use super::scan::{Scan, load, scan};
use super::theme::{Fixed, Theme};
use super::{Error, Options, Site};

/// Everything that a site is made of, before a page of it is made.
pub struct Plan {
    pub archive: Archive,
    pub masthead: Arc<Masthead>,
    pub templates: Templates,
    pub grounds: Grounds,
    pub problems: Vec<Problem>,
    /// The fingerprints of the articles' pages, by the places of the articles in the archive.
    stories: Vec<Option<Fingerprint>>,
    /// By address. About 60 bytes each.
    pub(super) items: Vec<Item>,
}

/// A file of the site.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// Its address; for a page in a folder that of the folder.
    pub url: Arc<str>,
    pub source: Source,
}

/// What makes a file.
#[derive(Clone, Debug)]
pub(super) enum Source {
    Page(Page),
    Fixed(Fixed),
}

impl Item {
    /// Its path in the output folder.
    pub fn file(&self) -> String {
        file_of(&self.url)
    }
}

/// The path of the file that is at an address.
pub(super) fn file_of(url: &str) -> String {
    let path = url.strip_prefix('/').unwrap_or(url);
    if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() }
}

/// Reads the archive and plans its pages. Renders nothing.
pub fn plan(site: &Site, options: Options) -> Result<Plan, Error> {
    site.check_content()?;
    Ok(Plan::new(site, options, scan(site), Theme::of(site)))
}

impl Plan {
    pub(super) fn new(site: &Site, options: Options, mut scan: Scan, theme: Theme) -> Self {
        if !options.drafts {
            scan = scan.public();
        }
        let mut problems = theme.problems;
        let mut fixed = theme.fixed;
        let (templates, faults) = Templates::new(theme.templates);
        problems.extend(faults);
        let files = Files {
            content: scan.files.iter().map(|file| file.path.to_string()).collect(),
            fixed: fixed.keys().cloned().collect(),
        };
        let (archive, collisions) = Archive::new(scan.metas, files);
        problems.extend(scan.problems);
        problems.extend(collisions);
        let masthead = Arc::new(Masthead::new(site.settings.clone(), &archive));
        let grounds = Grounds::new(&masthead, &templates);
        let view = View { archive: &archive, masthead: &masthead };
        let ((stories, followed), pages) =
            rayon::join(|| stories(view, &grounds), || addressed(page::every(&archive)));
        problems.extend(followed.add_to(&mut fixed, site, &archive, &scan.files));
        let items = items(pages, fixed, &mut problems);
        Self { archive, masthead, templates, grounds, problems, stories, items }
    }

    /// All pages, by address.
    pub fn pages(&self) -> impl Iterator<Item = &Page> {
        self.items.iter().filter_map(|item| match &item.source {
            Source::Page(page) => Some(page),
            Source::Fixed(_) => None,
        })
    }

    /// How many articles have a page.
    pub fn articles(&self) -> usize {
        self.archive.articles().len() + self.archive.unlisted().len()
    }

    /// What each file is made of, in one number, in the order of the files. `None` for a file so new
    /// that it could change unseen after `moment`.
    pub(super) fn fingerprints(&self, moment: i64) -> Vec<Option<Fingerprint>> {
        let of = |item: &Item| match &item.source {
            Source::Page(Page::Article(url) | Page::Unlisted(url)) => match self.archive.owner(url)? {
                Owner::Article(index) | Owner::Unlisted(index) => *self.stories.get(index as usize)?,
                Owner::Alias(_) => None,
            },
            Source::Page(page) => self.sketch(page).map(|sketch| self.grounds.fingerprint(&sketch)),
            Source::Fixed(fixed) => fixed.inputs(moment),
        };
        self.items.par_iter().map(of).collect()
    }

    /// A page as plain facts, without the text of its article.
    pub fn sketch(&self, page: &Page) -> Option<Sketch> {
        page::sketch(View { archive: &self.archive, masthead: &self.masthead }, page)
    }

    /// Makes one page. Reads its article again, if it shows one.
    pub fn make(&self, site: &Site, page: &Page) -> Result<Output, Problem> {
        let inputs = self.inputs(site, page)?;
        page::render(&inputs, &self.templates).map_err(|Failure { url, fault }| {
            let message = format!("{} (in {url})", fault.message);
            Problem { message, ..*fault }
        })
    }

    /// Everything that a page is made of, its article read anew.
    pub fn inputs(&self, site: &Site, page: &Page) -> Result<Inputs, Problem> {
        let missing = || {
            let message = format!("the page {} is not in the archive", page.url());
            Problem::error("no-such-page", "content", message)
        };
        let sketch = self.sketch(page).ok_or_else(missing)?;
        let article = match page {
            Page::Article(url) | Page::Unlisted(url) if sketch.needs_article() => {
                let owner = self.archive.owner(url).ok_or_else(missing)?;
                Some(load(site, self.archive.owned(owner))?)
            }
            _ => None,
        };
        sketch.with(article).ok_or_else(missing)
    }
}

/// The fingerprints of all articles' pages, by the places of the articles in the archive, and where
/// their links lead.
fn stories(view: View<'_>, grounds: &Grounds) -> (Vec<Option<Fingerprint>>, Followed) {
    let archive = view.archive;
    let part = |(number, metas): (usize, &[Meta])| {
        let mut followed = Followed::default();
        let first = (number * STORIES) as Index;
        let story = |(index, meta): (Index, &Meta)| {
            let sketch = page::sketch(view, &page_of(archive, index))?;
            if let Content::Article(story) = &sketch.content {
                followed.take(index, meta, story);
            }
            Some(grounds.fingerprint(&sketch))
        };
        let fingerprints: Vec<Option<Fingerprint>> = (first..).zip(metas).map(story).collect();
        (fingerprints, followed)
    };
    let parts: Vec<_> = archive.metas().par_chunks(STORIES).enumerate().map(part).collect();
    let mut fingerprints = Vec::with_capacity(archive.metas().len());
    let mut followed = Followed::default();
    for (of_part, by_part) in parts {
        fingerprints.extend(of_part);
        followed = followed.and(by_part);
    }
    (fingerprints, followed)
}

/// Articles that one worker follows at a time.
const STORIES: usize = 1024;

/// The page of an article.
fn page_of(archive: &Archive, index: Index) -> Page {
    let url = archive.article(index).card.url.clone();
    if archive.is_listed(index) { Page::Article(url) } else { Page::Unlisted(url) }
}

/// All files of a site, by address: its pages, those that must be for others to be found, and the files
/// that go into it as they are.
fn items(mut pages: Vec<(Url, Page)>, mut fixed: Assets, problems: &mut Vec<Problem>) -> Vec<Item> {
    problems.extend(assets::part(&mut fixed, &pages));
    let assets: Vec<Url> = fixed.keys().filter_map(|path| Url::parse(&format!("/{path}"))).collect();
    let missing = page::missing_prefixes(&pages, &assets);
    pages.extend(addressed(missing));
    let page = |(url, page): (Url, Page)| Item { url: url.shared(), source: Source::Page(page) };
    let asset = |(path, fixed): (String, Fixed)| {
        let url = Arc::from(format!("/{path}"));
        Item { url, source: Source::Fixed(fixed) }
    };
    let mut items: Vec<Item> = pages.into_iter().map(page).collect();
    items.extend(fixed.into_iter().map(asset));
    items.sort_by(|a, b| a.url.cmp(&b.url));
    items
}

/// Pages with their addresses, in the order of these.
fn addressed(pages: Vec<Page>) -> Vec<(Url, Page)> {
    let mut pages: Vec<(Url, Page)> = pages.into_par_iter().map(|page| (page.url(), page)).collect();
    // Most are in order already, and this sort knows it.
    pages.sort_by(|a, b| a.0.cmp(&b.0));
    pages
}
