//! All articles of the archive at one moment: in order, on their shelves, with their neighbours.
//!
//! A snapshot: made once, then only read. It holds the skeletons and cannot return a body.

mod calendar;
mod collisions;
mod shelf;

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use crate::article::{Kind, Meta, Status, Url};
use crate::problem::Problem;

use collisions::{Alias, Claims};

pub use calendar::Run;
pub use collisions::reserved;
pub use shelf::{Shelf, ShelfKind};

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
    Article(Index),
    /// A standing page or a withdrawn article: in no list.
    Unlisted(Index),
    /// An old address of either.
    Alias(Index, bool),
}

#[derive(Debug, Default)]
pub struct Archive {
    /// In the strict order of date and id.
    articles: Vec<Meta>,
    unlisted: Vec<Meta>,
    everything: Vec<Index>,
    shelves: [Vec<Shelf>; 3],
    by_day: BTreeMap<(u32, u32), Vec<Index>>,
    owners: HashMap<Url, Owner>,
    sources: HashMap<String, Owner>,
    originals: HashMap<String, Owner>,
    /// Made when first asked for: most archives link by path.
    names: OnceLock<HashMap<String, Option<Owner>>>,
    files: Files,
}

impl Archive {
    /// Puts articles in order. The order in which they come makes no difference. Articles that cannot
    /// have the address they claim are left out, with a problem that names both owners.
    pub fn new(metas: Vec<Meta>, files: Files) -> (Self, Vec<Problem>) {
        let (metas, mut claims, mut problems) = collisions::part(metas, &files);
        let (mut articles, mut unlisted): (Vec<Meta>, Vec<Meta>) =
            metas.into_iter().partition(Meta::is_listed);
        articles.sort_by(|a, b| (a.card.date, &a.id).cmp(&(b.card.date, &b.id)));
        unlisted.sort_by(|a, b| a.id.cmp(&b.id));
        let mut archive = Self {
            everything: (0..articles.len() as Index).collect(),
            shelves: ShelfKind::ALL.map(|kind| shelf::fill(kind, &articles)),
            articles,
            unlisted,
            files,
            ..Self::default()
        };
        archive.index_days();
        archive.index_addresses(&mut claims, &mut problems);
        (archive, problems)
    }

    fn index_days(&mut self) {
        use chrono::Datelike;
        for (index, meta) in self.articles.iter().enumerate() {
            if let Some(day) = meta.card.date.day() {
                self.by_day.entry((day.month(), day.day())).or_default().push(index as Index);
            }
        }
    }

    fn index_addresses(&mut self, claims: &mut Claims, problems: &mut Vec<Problem>) {
        let listed = self.articles.iter().enumerate().map(|(at, meta)| (Owner::Article(at as Index), meta));
        let unlisted =
            self.unlisted.iter().enumerate().map(|(at, meta)| (Owner::Unlisted(at as Index), meta));
        let mut aliases = Vec::new();
        for (owner, meta) in listed.chain(unlisted) {
            self.owners.insert(meta.card.url.clone(), owner);
            self.sources.insert(meta.file.clone(), owner);
            if let Some(original) = &meta.original_url {
                self.originals.entry(address_key(original).to_owned()).or_insert(owner);
            }
            aliases.extend(meta.aliases.iter().map(|alias| (alias, owner, meta)));
        }
        for (alias, owner, meta) in aliases {
            match collisions::alias(alias, meta, claims) {
                Alias::Taken => {}
                Alias::Own => continue,
                Alias::Refused(problem) => {
                    problems.push(problem);
                    continue;
                }
            }
            let (index, listed) = match owner {
                Owner::Article(index) => (index, true),
                Owner::Unlisted(index) | Owner::Alias(index, _) => (index, false),
            };
            self.owners.insert(alias.clone(), Owner::Alias(index, listed));
        }
    }

    /// All listed articles, in order.
    pub fn articles(&self) -> &[Meta] {
        &self.articles
    }

    pub fn article(&self, index: Index) -> &Meta {
        &self.articles[index as usize]
    }

    /// Standing pages and withdrawn articles, by id.
    pub fn unlisted(&self) -> &[Meta] {
        &self.unlisted
    }

    /// The standing pages.
    pub fn pages(&self) -> impl Iterator<Item = &Meta> {
        self.unlisted.iter().filter(|meta| meta.kind == Kind::Page && meta.status != Status::Withdrawn)
    }

    /// Who has an address, apart from the program's own pages.
    pub fn owner(&self, url: &Url) -> Option<Owner> {
        self.owners.get(url).copied()
    }

    /// All old addresses.
    pub fn aliases(&self) -> impl Iterator<Item = &Url> {
        self.owners.iter().filter(|(_, owner)| matches!(owner, Owner::Alias(..))).map(|(url, _)| url)
    }

    /// The article that an owner stands for.
    pub fn owned(&self, owner: Owner) -> &Meta {
        match owner {
            Owner::Article(index) | Owner::Alias(index, true) => &self.articles[index as usize],
            Owner::Unlisted(index) | Owner::Alias(index, false) => &self.unlisted[index as usize],
        }
    }

    /// The article that a file holds; the name is from the root of the archive.
    pub fn by_file(&self, file: &str) -> Option<&Meta> {
        self.sources.get(file).map(|owner| self.owned(*owner))
    }

    /// The one article whose file has this name, in whatever folder; `None` if there are several.
    pub fn by_file_name(&self, name: &str) -> Option<&Meta> {
        let names = self.names.get_or_init(|| {
            let mut names: HashMap<String, Option<Owner>> = HashMap::new();
            let listed =
                self.articles.iter().enumerate().map(|(at, meta)| (meta, Owner::Article(at as Index)));
            let unlisted = self.unlisted.iter().enumerate();
            for (meta, owner) in listed.chain(unlisted.map(|(at, meta)| (meta, Owner::Unlisted(at as Index))))
            {
                let name = meta.file.rsplit('/').next().unwrap_or(&meta.file);
                let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
                names.entry(stem.to_owned()).and_modify(|owner| *owner = None).or_insert(Some(owner));
            }
            names
        });
        let owner = names.get(name.strip_suffix(".md").unwrap_or(name)).copied().flatten()?;
        Some(self.owned(owner))
    }

    /// The article that was first published at an address, however that is written.
    pub fn by_original(&self, address: &str) -> Option<&Meta> {
        self.originals.get(address_key(address)).map(|owner| self.owned(*owner))
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

/// An address without what differs between two ways of writing it: the scheme, `www.`, a last slash.
fn address_key(address: &str) -> &str {
    let rest = address.split_once("//").map_or(address, |(_, rest)| rest);
    let rest = rest.split('#').next().unwrap_or(rest);
    rest.strip_prefix("www.").unwrap_or(rest).trim_end_matches('/')
}
