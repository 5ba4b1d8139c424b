//! The plan of a site: all its files, by address, and what each is made of. No body is read for it.

use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use crate::archive::{Index, by_places};
use crate::article::Url;
use crate::fingerprint::Fingerprint;
use crate::page::inputs::Content;
use crate::page::{self, Grounds, Page, Sketch, View};
use crate::problem::Problem;

use super::assets::{self, Followed};
use super::edition::Edition;
use super::index::Contents;
use super::scan::{Scan, scan};
use super::shelves::{Same, Shelves, shelves};
use super::theme::{Fixed, Theme};
use super::{Error, Options, Site};

/// All files of a site, before one of them is made.
pub struct Plan {
    pub edition: Edition,
    pub grounds: Grounds,
    pub problems: Vec<Problem>,
    /// By address. About 60 bytes each.
    pub(super) items: Vec<Item>,
    pub(super) shelves: Shelves,
    /// The search index, whose files are no items: which there are is known when they are made.
    pub(super) index: Option<Contents>,
}

/// A file of the site.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// Its address; for a page in a folder that of the folder.
    pub url: Url,
    pub source: Source,
    pub basis: Basis,
}

/// What is known, before a file is made, of all that it is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Basis(Fingerprint);

impl Basis {
    /// Nothing, without reading a file.
    pub const UNKNOWN: Self = Self(Fingerprint::ZEROS);
    /// It is what it was at the last build, whatever that is.
    pub const AS_BEFORE: Self = Self(Fingerprint::ONES);

    /// The fingerprint, where that is known.
    pub fn known(self) -> Option<Fingerprint> {
        (![Self::UNKNOWN, Self::AS_BEFORE].contains(&self)).then_some(self.0)
    }

    /// Whether it is what a file was made of, of which that fingerprint was written down.
    pub fn is_that(self, made_of: Fingerprint) -> bool {
        self == Self::AS_BEFORE || self.known() == Some(made_of)
    }
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

    /// The part of the calendar whose articles it shows: a year and a month, or 0 for the year as a whole.
    /// That of an article is as its address has it, if it does.
    pub fn part_of_calendar(&self) -> Option<(i32, u32)> {
        match &self.source {
            Source::Page(Page::Calendar(period) | Page::Leaf(.., period)) => Some(period.year_and_month()),
            Source::Page(Page::Article(url)) => {
                let mut parts = url.as_str().split('/').skip(1);
                let year = parts.next()?.parse().ok()?;
                Some((year, parts.next().and_then(|month| month.parse().ok()).unwrap_or(0)))
            }
            Source::Page(_) | Source::Fixed(_) => None,
        }
    }
}

/// Reads the archive and plans its pages. Renders nothing.
pub fn plan(site: &Site, options: Options) -> Result<Plan, Error> {
    site.check_content()?;
    let moment = crate::fs::now();
    Ok(Plan::new(site, options, scan(site), Theme::of(site), moment, None))
}

impl Plan {
    /// `moment` is when the files were looked at. Pages of shelves that are as they were `before` are not
    /// looked at; with nothing before, no page of a list is: each will be made.
    pub(super) fn new(
        site: &Site,
        options: Options,
        scan: Scan,
        theme: Theme,
        moment: i64,
        before: Option<&Shelves>,
    ) -> Self {
        let scan = if options.drafts { scan } else { scan.public() };
        let edition = Edition::new(site, scan, theme);
        let Files { grounds, items, shelves, problems } =
            Files::of(&edition, site, moment, before, &|| false).unwrap_or_default();
        let problems = edition.problems().cloned().chain(problems).collect();
        let index = site.search.map(|options| Contents::of(&edition, options));
        Self { edition, grounds, problems, items, shelves, index }
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
        self.edition.archive.metas().len()
    }
}

/// The files of an edition.
#[derive(Default)]
pub(super) struct Files {
    pub grounds: Grounds,
    /// By address.
    pub items: Vec<Item>,
    pub shelves: Shelves,
    /// Of links that lead nowhere, and of files in each other's way.
    pub problems: Vec<Problem>,
}

impl Files {
    /// Finds all files and what each is made of. Ends early, with nothing, when nobody wants to know any
    /// more; that is asked often, and by all threads.
    pub fn of(
        edition: &Edition,
        site: &Site,
        moment: i64,
        before: Option<&Shelves>,
        stopped: &(dyn Fn() -> bool + Sync),
    ) -> Option<Self> {
        let Edition { archive, masthead, templates, .. } = edition;
        let mut fixed = edition.fixed.clone();
        let grounds = Grounds::new(masthead, templates);
        let shelves = shelves(archive, &grounds);
        let same = before.map(|before| Same::of(&shelves, before));
        let maker = Maker { view: edition.view(), grounds: &grounds, same: same.as_ref(), stopped };
        let lists = page::lists(archive);
        // Written where they stay: a list beside it would be a tenth of all that is in memory.
        let mut items = Vec::with_capacity(archive.metas().len() + lists.len() + FEW);
        let followed = maker.stories(&mut items);
        items.par_extend(lists.into_par_iter().map(|page| maker.page(page)));
        if stopped() {
            return None;
        }
        let mut problems = followed.add_to(&mut fixed, site, archive, &edition.files);
        // Most are in order already, and this sort knows it.
        by_places(&mut items, |a, b| a.url.cmp(&b.url));
        problems.extend(assets::part(&mut fixed, &items));
        let assets: Vec<Item> = fixed.into_iter().map(|(path, file)| asset(&path, file, moment)).collect();
        let beside: Vec<&Url> = assets.iter().map(|item| &item.url).collect();
        let missing = page::missing_prefixes(items.iter().map(|item| &item.url), &beside);
        let mut few: Vec<Item> = missing.into_iter().map(|page| maker.page(page)).collect();
        few.extend(assets);
        insert(&mut items, few);
        if stopped() {
            return None;
        }
        Some(Self { grounds, items, shelves, problems })
    }
}

/// A worker sketches at least so many articles at a time.
const STORIES: usize = 256;

/// Makes the items of pages: sketches each and takes its fingerprint.
#[derive(Clone, Copy)]
struct Maker<'a> {
    view: View<'a>,
    grounds: &'a Grounds,
    /// None when nothing was made before.
    same: Option<&'a Same<'a>>,
    stopped: &'a (dyn Fn() -> bool + Sync),
}

impl Maker<'_> {
    fn item(&self, page: Page, sketch: Option<&Sketch>) -> Item {
        let basis = sketch.map_or(Basis::UNKNOWN, |sketch| Basis(self.grounds.fingerprint(sketch)));
        Item { url: page.url(), source: Source::Page(page), basis }
    }

    /// A page that is no article's.
    fn page(&self, page: Page) -> Item {
        let Some(same) = self.same else { return self.item(page, None) };
        if same.has(&page) || (self.stopped)() {
            return Item { url: page.url(), source: Source::Page(page), basis: Basis::AS_BEFORE };
        }
        let sketch = page::sketch(self.view, &page);
        self.item(page, sketch.as_ref())
    }

    /// Adds the pages of all articles; gives where the articles' links lead.
    fn stories(&self, items: &mut Vec<Item>) -> Followed {
        let followed = Mutex::new(Followed::default());
        let metas = self.view.archive.metas();
        let story = |index: usize| {
            let page = page::story(self.view.archive, index as Index);
            if (self.stopped)() {
                return self.item(page, None);
            }
            let sketch = page::sketch_story(self.view, index as Index);
            if let Content::Article(story) = &sketch.content {
                let links = Followed::of(index as Index, &metas[index], story);
                // Hardly any link leads to a file, or nowhere.
                if !links.is_empty() {
                    followed.lock().unwrap_or_else(PoisonError::into_inner).add(links);
                }
            }
            self.item(page, Some(&sketch))
        };
        items.par_extend((0..metas.len()).into_par_iter().with_min_len(STORIES).map(story));
        followed.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

fn asset(path: &str, file: Fixed, moment: i64) -> Item {
    let basis = file.inputs(moment).map_or(Basis::UNKNOWN, Basis);
    Item { url: Url::of_file(path), source: Source::Fixed(Box::new(file)), basis }
}

/// Room for files that come later, so that the list need not move.
const FEW: usize = 1024;

/// Puts a few more into their places among many that are in order. Each of the many moves once at most.
fn insert(items: &mut Vec<Item>, mut few: Vec<Item>) {
    few.sort_by(|a, b| a.url.cmp(&b.url));
    let mut unmoved = items.len();
    items.extend(few.iter().cloned());
    let mut free = items.len();
    while let Some(last) = few.pop() {
        let place = items[..unmoved].partition_point(|item| item.url <= last.url);
        while unmoved > place {
            unmoved -= 1;
            free -= 1;
            items.swap(unmoved, free);
        }
        free -= 1;
        items[free] = last;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(urls: &[&str]) -> Vec<Item> {
        let item = |url: &&str| Item {
            url: Url::of_file(url),
            source: Source::Page(Page::Front),
            basis: Basis::UNKNOWN,
        };
        urls.iter().map(item).collect()
    }

    #[test]
    fn a_few_more_come_to_stand_where_a_sort_would_put_them() {
        for (many, few) in [
            (&["b", "d", "f"][..], &["e", "a", "c", "g"][..]),
            (&["b", "d"], &[]),
            (&[], &["b", "a"]),
            (&["a", "b"], &["c", "d"]),
            (&["c", "d"], &["b", "a"]),
        ] {
            let mut inserted = items(many);
            insert(&mut inserted, items(few));
            let mut expected: Vec<&str> = many.iter().chain(few).copied().collect();
            expected.sort_unstable();
            let inserted: Vec<&str> = inserted.iter().map(|item| &item.url.as_str()[1..]).collect();
            assert_eq!(inserted, expected);
        }
    }
}
