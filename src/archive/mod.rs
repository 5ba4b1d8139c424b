//! All articles of the archive at one moment: in order, on their shelves, with their neighbours.
//!
//! A snapshot: made once, then only read. It holds the skeletons and cannot return a body.

mod addresses;
mod calendar;
mod collisions;
mod directory;
pub mod near;
mod shelf;
mod sort;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::article::{Card, Kind, Meta, PartialDate, Status, Url, path_of};
use crate::problem::Problem;

use addresses::Addresses;
use directory::Directory;

pub use calendar::{Parted, Run};
pub use collisions::reserved;
pub use shelf::{Shelf, ShelfKind};
pub use sort::by_places;

/// The place of an article in the archive's order.
pub type Index = u32;

/// The files that lie beside the articles and in `static/`, by their addresses.
#[derive(Clone, Debug, Default)]
pub struct Files {
    /// Below `content/`, with slashes, sorted.
    pub content: Vec<String>,
    /// Below `static/`, the theme's own included, with slashes, sorted.
    pub fixed: Vec<String>,
}

/// What is at an address that no page of the program's own takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// An article of the calendar and the shelves.
    Article(Index),
    /// A standing page or a withdrawn article: in no list.
    Unlisted(Index),
    /// An old address of either.
    Alias(Index),
}

#[derive(Debug, Default)]
pub struct Archive {
    /// First the listed articles in the strict order of date and id, then the others by id.
    metas: Vec<Meta>,
    /// How many are listed.
    listed: usize,
    /// What lists show of each: also in the articles, but lists are long, and the articles far apart.
    cards: Vec<Card>,
    /// The days of the listed articles, for the calendar's searches.
    days: Vec<calendar::Day>,
    everything: Vec<Index>,
    shelves: [Vec<Shelf>; 3],
    by_day: BTreeMap<(u32, u32), Vec<Index>>,
    addresses: Addresses,
    aliases: BTreeMap<Url, Index>,
    /// Articles that were left out, because others have the addresses that they claim.
    refused: Vec<Meta>,
    /// These three are made when first asked for: many archives have no links into themselves.
    by_file: OnceLock<Directory>,
    by_name: OnceLock<Directory>,
    by_original: OnceLock<Directory>,
    files: Files,
}

impl Archive {
    /// Puts articles in order. The order in which they come makes no difference. Articles that cannot
    /// have the address they claim are left out, with a problem that names both owners.
    pub fn new(mut metas: Vec<Meta>, files: Files) -> (Self, Vec<Problem>) {
        let order = |a: &Meta, b: &Meta| {
            let (of_a, of_b) = (a.is_listed(), b.is_listed());
            let date = |meta: &Meta| if of_a { meta.card.date } else { PartialDate::Unknown };
            // A decade has a place in time, but no year to be listed under: it goes with the undated.
            let key = |meta: &Meta| (date(meta).is_dated(), date(meta));
            of_b.cmp(&of_a).then_with(|| (key(a), a.id()).cmp(&(key(b), b.id())))
        };
        // They come by file, and files often lie in folders by date.
        if !metas.is_sorted_by(|a, b| order(a, b).is_le()) {
            by_places(&mut metas, order);
        }
        let (parted, lists) = rayon::join(|| collisions::part(&metas), || Lists::of(&metas));
        let (mut addresses, mut lists) = (parted.addresses, lists);
        let mut problems = parted.problems;
        let mut refused = Vec::new();
        if !problems.is_empty() {
            let mut is_refused = parted.refused.into_iter();
            refused.extend(metas.extract_if(.., |_| is_refused.next().unwrap_or(false)));
            // The places in the order are others now.
            addresses = collisions::part(&metas).addresses;
            lists = Lists::of(&metas);
        }
        metas.shrink_to_fit();
        let (aliases, unheeded) = collisions::aliases(&metas, &addresses, &files);
        problems.extend(unheeded);
        let Lists { listed, days, shelves, by_day } = lists;
        let archive = Self {
            everything: (0..listed as Index).collect(),
            cards: metas.iter().map(|meta| meta.card.clone()).collect(),
            metas,
            listed,
            days,
            shelves,
            by_day,
            addresses,
            aliases,
            refused,
            files,
            ..Self::default()
        };
        (archive, problems)
    }

    /// The articles that it was made of, those that were left out among them, and its files: what the next
    /// archive is made of when this one is out of date.
    pub fn into_parts(self) -> (Vec<Meta>, Files) {
        let mut metas = self.metas;
        metas.extend(self.refused);
        (metas, self.files)
    }

    /// Puts a newer reading of a file in the place of the older one, if the archive is in the same order
    /// with it: another headline or text moves nothing, another date or tag does. Gives the article back
    /// when it does. Costs next to nothing.
    pub fn replace(&mut self, meta: Meta) -> Result<(), Meta> {
        let Some(index) = self.index_of(&meta.file) else { return Err(meta) };
        let place = &mut self.metas[index as usize];
        if !place.has_place_of(&meta) {
            return Err(meta);
        }
        self.cards[index as usize] = meta.card.clone();
        *place = meta;
        Ok(())
    }

    /// All listed articles, in order.
    pub fn articles(&self) -> &[Meta] {
        &self.metas[..self.listed]
    }

    pub fn article(&self, index: Index) -> &Meta {
        &self.metas[index as usize]
    }

    /// What lists show of an article.
    pub fn card(&self, index: Index) -> &Card {
        &self.cards[index as usize]
    }

    /// The articles before and after a listed one. An undated article is neither earlier nor later than a
    /// dated one.
    pub fn neighbours(&self, index: Index) -> (Option<&Meta>, Option<&Meta>) {
        let dated = |index: &Index| self.article(*index).card.date.is_dated();
        let beside = |other: Option<Index>| {
            let other = other.filter(|other| self.is_listed(index) && self.is_listed(*other));
            other.filter(|other| dated(other) == dated(&index)).map(|other| self.article(other))
        };
        (beside(index.checked_sub(1)), beside(index.checked_add(1)))
    }

    /// All articles: first the listed, then the others.
    pub fn metas(&self) -> &[Meta] {
        &self.metas
    }

    pub fn is_listed(&self, index: Index) -> bool {
        (index as usize) < self.listed
    }

    /// Articles that were left out, because others have the addresses that they claim.
    pub fn refused(&self) -> &[Meta] {
        &self.refused
    }

    /// Standing pages and withdrawn articles, by id.
    pub fn unlisted(&self) -> &[Meta] {
        &self.metas[self.listed..]
    }

    /// The standing pages.
    pub fn pages(&self) -> impl Iterator<Item = &Meta> {
        self.unlisted().iter().filter(|meta| meta.kind == Kind::Page && meta.status != Status::Withdrawn)
    }

    /// Who has an address, apart from the program's own pages.
    pub fn owner(&self, url: &Url) -> Option<Owner> {
        self.owner_at(url.as_str())
    }

    /// The same for the text of an address, which may be none.
    pub fn owner_at(&self, url: &str) -> Option<Owner> {
        match self.addresses.at(&self.metas, url) {
            Some(index) if self.is_listed(index) => Some(Owner::Article(index)),
            Some(index) => Some(Owner::Unlisted(index)),
            None if self.aliases.is_empty() => None,
            None => self.aliases.get(url).map(|index| Owner::Alias(*index)),
        }
    }

    /// All old addresses, in order.
    pub fn aliases(&self) -> impl Iterator<Item = &Url> {
        self.aliases.keys()
    }

    /// The article that an owner stands for.
    pub fn owned(&self, owner: Owner) -> &Meta {
        match owner {
            Owner::Article(index) | Owner::Unlisted(index) | Owner::Alias(index) => self.article(index),
        }
    }

    /// The article that a file below `content/` holds.
    pub fn by_file(&self, file: &str) -> Option<&Meta> {
        self.index_by_file(file).map(|index| self.article(index))
    }

    /// The place of the article of a file, which is named from the root.
    fn index_of(&self, file: &str) -> Option<Index> {
        self.index_by_file(file.strip_prefix("content/").unwrap_or(file))
    }

    fn index_by_file(&self, file: &str) -> Option<Index> {
        let text_of = |index| {
            let file = &*self.article(index).file;
            Some(file.strip_prefix("content/").unwrap_or(file))
        };
        let files = self.by_file.get_or_init(|| Directory::of(self.metas.len(), text_of));
        files.first(file, text_of)
    }

    /// The one article whose file has this name, in whatever folder; `None` if there are several.
    pub fn by_file_name(&self, name: &str) -> Option<&Meta> {
        let text_of = |index| {
            let path = path_of(&self.article(index).file);
            Some(path.rsplit('/').next().unwrap_or(path))
        };
        let names = self.by_name.get_or_init(|| Directory::of(self.metas.len(), text_of));
        let index = names.only(name.strip_suffix(".md").unwrap_or(name), text_of)?;
        Some(self.article(index))
    }

    /// The article that was first published at an address, however that is written.
    pub fn by_original(&self, address: &str) -> Option<&Meta> {
        let text_of = |index| self.article(index).original_url().map(address_key);
        let originals = self.by_original.get_or_init(|| Directory::of(self.metas.len(), text_of));
        originals.first(address_key(address), text_of).map(|index| self.article(index))
    }

    pub fn files(&self) -> &Files {
        &self.files
    }

    /// The whole archive as a run of articles.
    pub fn all(&self) -> Run<'_> {
        Run::new(self, &self.everything)
    }

    /// The shelves of a kind, by slug.
    pub fn shelves(&self, kind: ShelfKind) -> &[Shelf] {
        &self.shelves[kind as usize]
    }

    pub fn shelf(&self, kind: ShelfKind, slug: &str) -> Option<&Shelf> {
        let shelves = self.shelves(kind);
        let at = shelves.binary_search_by(|shelf| (*shelf.term.slug).cmp(slug)).ok()?;
        Some(&shelves[at])
    }

    /// The articles of a shelf, in order.
    pub fn on_shelf<'a>(&'a self, shelf: &'a Shelf) -> Run<'a> {
        Run::new(self, &shelf.members)
    }

    /// Months and days that have articles in any year, with those articles, in order.
    pub fn days_of_year(&self) -> &BTreeMap<(u32, u32), Vec<Index>> {
        &self.by_day
    }
}

/// The lists that articles are on, by their places in the archive's order.
struct Lists {
    listed: usize,
    days: Vec<calendar::Day>,
    shelves: [Vec<Shelf>; 3],
    by_day: BTreeMap<(u32, u32), Vec<Index>>,
}

impl Lists {
    fn of(metas: &[Meta]) -> Self {
        let listed = metas.partition_point(Meta::is_listed);
        let articles = &metas[..listed];
        let [sections, tags, authors] = ShelfKind::ALL.map(|kind| move || shelf::fill(kind, articles));
        let (sections, (tags, authors)) = rayon::join(sections, || rayon::join(tags, authors));
        let days = articles.iter().map(|meta| calendar::Day::of(meta.card.date)).collect();
        Self { listed, days, shelves: [sections, tags, authors], by_day: by_day(articles) }
    }
}

fn by_day(articles: &[Meta]) -> BTreeMap<(u32, u32), Vec<Index>> {
    use chrono::Datelike;
    let mut days: BTreeMap<(u32, u32), Vec<Index>> = BTreeMap::new();
    for (index, meta) in articles.iter().enumerate() {
        if let Some(day) = meta.card.date.day() {
            days.entry((day.month(), day.day())).or_default().push(index as Index);
        }
    }
    days
}

/// An address without what differs between two ways of writing it: the scheme, `www.`, a last slash.
fn address_key(address: &str) -> &str {
    let rest = address.split_once("//").map_or(address, |(_, rest)| rest);
    let rest = rest.split('#').next().unwrap_or(rest);
    rest.strip_prefix("www.").unwrap_or(rest).trim_end_matches('/')
}
