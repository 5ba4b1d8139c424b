//! The plan of a site: all its files, by address, and what each is made of. No body is read for it.

use std::sync::Arc;

use rayon::prelude::*;

use crate::archive::{Archive, Files, Index};
use crate::article::Url;
use crate::fingerprint::Fingerprint;
use crate::page::inputs::Content;
use crate::page::{self, Failure, Grounds, Inputs, Masthead, Output, Page, Sketch, Templates, View};
use crate::problem::Problem;

use super::assets::{self, Followed};
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
    /// By address. About 60 bytes each.
    pub(super) items: Vec<Item>,
}

/// A file of the site.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// Its address; for a page in a folder that of the folder.
    pub url: Url,
    pub source: Source,
    /// Of all that it is made of; the default where that cannot be known without reading a file.
    pub inputs: Fingerprint,
}

/// What makes a file.
#[derive(Clone, Debug)]
pub(super) enum Source {
    Page(Page),
    /// Boxed because few files are, and the others should be small.
    Fixed(Box<Fixed>),
}

impl Item {
    /// Its path in the output folder.
    pub fn file(&self) -> String {
        self.url.file()
    }
}

/// Reads the archive and plans its pages. Renders nothing.
pub fn plan(site: &Site, options: Options) -> Result<Plan, Error> {
    site.check_content()?;
    let moment = crate::fs::now();
    Ok(Plan::new(site, options, scan(site), Theme::of(site), moment))
}

impl Plan {
    /// `moment` is when the files were looked at.
    pub(super) fn new(site: &Site, options: Options, mut scan: Scan, theme: Theme, moment: i64) -> Self {
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
        let maker = Maker { view: View { archive: &archive, masthead: &masthead }, grounds: &grounds };
        let ((mut items, followed), lists) =
            rayon::join(|| maker.stories(), || maker.pages(page::lists(&archive)));
        problems.extend(followed.add_to(&mut fixed, site, &archive, &scan.files));
        items.extend(lists);
        by_address(&mut items);
        problems.extend(assets::part(&mut fixed, &items));
        let assets: Vec<Item> = fixed.into_iter().map(|(path, file)| asset(&path, file, moment)).collect();
        let beside: Vec<&Url> = assets.iter().map(|item| &item.url).collect();
        let missing = page::missing_prefixes(items.iter().map(|item| &item.url), &beside);
        items.extend(maker.pages(missing));
        items.extend(assets);
        by_address(&mut items);
        items.shrink_to_fit();
        Self { archive, masthead, templates, grounds, problems, items }
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
        self.archive.metas().len()
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

/// Articles whose pages one worker sketches at a time.
const STORIES: usize = 1024;

/// Makes the items of pages: sketches each and takes its fingerprint.
#[derive(Clone, Copy)]
struct Maker<'a> {
    view: View<'a>,
    grounds: &'a Grounds,
}

impl Maker<'_> {
    fn item(&self, page: Page, sketch: Option<&Sketch>) -> Item {
        let inputs = sketch.map(|sketch| self.grounds.fingerprint(sketch)).unwrap_or_default();
        Item { url: page.url(), source: Source::Page(page), inputs }
    }

    fn pages(&self, pages: Vec<Page>) -> Vec<Item> {
        let item = |page: Page| {
            let sketch = page::sketch(self.view, &page);
            self.item(page, sketch.as_ref())
        };
        pages.into_par_iter().map(item).collect()
    }

    /// The pages of all articles, and where their links lead.
    fn stories(&self) -> (Vec<Item>, Followed) {
        let part = |start: usize| {
            let mut followed = Followed::default();
            let metas = &self.view.archive.metas()[start..];
            let story = |(index, meta): (Index, _)| {
                let sketch = page::sketch_story(self.view, index);
                if let Content::Article(story) = &sketch.content {
                    followed.take(index, meta, story);
                }
                self.item(sketch.page.clone(), Some(&sketch))
            };
            let items: Vec<Item> = (start as Index..).zip(metas.iter().take(STORIES)).map(story).collect();
            (items, followed)
        };
        let starts: Vec<usize> = (0..self.view.archive.metas().len()).step_by(STORIES).collect();
        let parts: Vec<(Vec<Item>, Followed)> = starts.into_par_iter().map(part).collect();
        let mut items = Vec::with_capacity(self.view.archive.metas().len());
        let mut followed = Followed::default();
        for (of_part, by_part) in parts {
            items.extend(of_part);
            followed = followed.and(by_part);
        }
        (items, followed)
    }
}

fn asset(path: &str, file: Fixed, moment: i64) -> Item {
    let inputs = file.inputs(moment).unwrap_or_default();
    Item { url: Url::of_file(path), source: Source::Fixed(Box::new(file)), inputs }
}

/// Most are in order already, and this sort knows it.
fn by_address(items: &mut [Item]) {
    items.par_sort_by(|a, b| a.url.cmp(&b.url));
}
