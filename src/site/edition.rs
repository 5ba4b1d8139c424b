//! An edition: the archive at one moment with its settings and templates. Any page of it can be made from
//! it, whether or not anybody has found out which pages there are.

use std::sync::Arc;

use crate::archive::{Archive, Files, Index};
use crate::page::{self, Failure, Inputs, Masthead, Output, Page, Sketch, Templates, View};
use crate::problem::Problem;
use crate::search::Document;

use super::Site;
use super::assets::Assets;
use super::scan::{Scan, load};
use super::theme::Theme;
use super::walk::Found;

/// All that pages are made of, but the texts of articles.
pub struct Edition {
    pub archive: Archive,
    pub masthead: Arc<Masthead>,
    pub templates: Templates,
    /// The files of the theme that go into the site as they are.
    pub(super) fixed: Assets,
    /// The files below `content/` that are no articles, by path.
    pub(super) files: Vec<Found>,
    pub(super) faults: Faults,
}

/// What is wrong with an edition, by where it was found.
#[derive(Debug, Default)]
pub(super) struct Faults {
    /// In the files of the theme, and in its templates.
    pub theme: Vec<Problem>,
    pub templates: Vec<Problem>,
    /// In the files below `content/`.
    pub content: Vec<Problem>,
    /// Articles in each other's way.
    pub collisions: Vec<Problem>,
}

impl Edition {
    /// Puts the articles in order and parses the templates.
    pub(super) fn new(site: &Site, scan: Scan, theme: Theme) -> Self {
        let (templates, faults) = Templates::new(theme.templates);
        let names = Files {
            content: scan.files.iter().map(|file| file.path.to_string()).collect(),
            fixed: theme.fixed.keys().cloned().collect(),
        };
        let (archive, collisions) = Archive::new(scan.metas, names);
        let masthead = Arc::new(Masthead::new(site.settings.clone(), &archive));
        let faults = Faults { theme: theme.problems, templates: faults, content: scan.problems, collisions };
        Self { archive, masthead, templates, fixed: theme.fixed, files: scan.files, faults }
    }

    /// What is wrong with it, as far as that is known without looking at its pages.
    pub(super) fn problems(&self) -> impl Iterator<Item = &Problem> {
        let Faults { theme, templates, content, collisions } = &self.faults;
        theme.iter().chain(templates).chain(content).chain(collisions)
    }

    /// Whether a file below `content/` has a fault for which its article is left out.
    pub(super) fn is_faulty(&self, file: &str) -> bool {
        self.faults.content.iter().any(|problem| problem.is_error() && problem.file == file)
    }

    pub fn view(&self) -> View<'_> {
        View { archive: &self.archive, masthead: &self.masthead }
    }

    /// A page as plain facts, without the text of its article.
    pub fn sketch(&self, page: &Page) -> Option<Sketch> {
        page::sketch(self.view(), page)
    }

    /// Makes one page. Reads its article again, if it shows one.
    pub fn make(&self, site: &Site, page: &Page) -> Result<Output, Problem> {
        self.render(&self.inputs(site, page)?)
    }

    /// Makes a page of its inputs.
    pub fn render(&self, inputs: &Inputs) -> Result<Output, Problem> {
        page::render(inputs, &self.templates).map_err(|Failure { url, fault }| {
            let message = format!("{} (in {url})", fault.message);
            Problem { message, ..*fault }
        })
    }

    /// What search is told of an article, which is read anew.
    pub fn document(&self, site: &Site, index: Index) -> Result<Option<Document>, Problem> {
        let inputs = self.inputs(site, &page::story(&self.archive, index))?;
        Ok(page::text(&inputs).and_then(|text| page::document(&inputs, &text)))
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
