//! An admitted article: its skeleton (`Meta`), which lists are made of, and its meat (`Body`).
//!
//! There is one `Meta` in memory for each article of the archive, about 300 bytes beyond the text of
//! its fields. A `Body` lives only while its page is rendered.

use std::borrow::Cow;
use std::collections::HashSet;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};

use crate::fingerprint::Fingerprint;
use crate::problem::Place;

use super::front_matter::Table;
use super::{Language, PartialDate, SourceNote, Url};

#[derive(Clone, Debug)]
pub struct Article {
    pub meta: Meta,
    pub body: Body,
}

/// What the rest of the archive knows of an article: under 500 bytes beyond the text of its fields,
/// allocations and the archive's indexes included.
#[derive(Clone, Debug)]
pub struct Meta {
    /// What lists show of it.
    pub card: Card,
    /// From the root of the archive, with slashes.
    pub file: Box<str>,
    pub tags: Box<[Term]>,
    /// Links and images that lead into this site, for which somebody has to find the target.
    pub links: Box<[BodyLink]>,
    pub updated: PartialDate,
    /// Of everything in the file.
    pub fingerprint: Fingerprint,
    /// `None` where nothing of it is known, as in most articles.
    pub rare: Option<Box<Rare>>,
    pub words: u32,
    pub kind: Kind,
    pub status: Status,
    pub title_source: TitleSource,
    pub noindex: bool,
}

/// What few articles have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rare {
    /// Where it is not the file's path.
    pub id: Option<String>,
    pub aliases: Vec<Url>,
    /// The article that this one is a copy of, as written.
    pub canonical_of: Option<String>,
    /// Where the article was first published, if that is known.
    pub original_url: Option<String>,
}

/// An article as other pages show it: shared, and compared by its fingerprint.
///
/// What a list can print of an article is a field here and nothing else is, so the fingerprints of the
/// cards on a list stand for all that it prints of them.
#[derive(Clone, Debug)]
pub struct Card(Arc<(Fingerprint, Listing)>);

/// The fields of a [`Card`].
#[derive(Clone, Debug, Hash)]
pub struct Listing {
    pub title: Box<str>,
    pub kicker: Option<Box<str>>,
    /// The description, or the start of the text.
    pub summary: Option<Box<str>>,
    /// Hangs on the date and the slug or file name only, so that a corrected headline moves nothing.
    pub url: Url,
    pub date: PartialDate,
    pub section: Option<Term>,
    pub authors: Box<[Term]>,
    /// Where it is not the site's.
    pub language: Option<Arc<str>>,
    pub corrected: bool,
}

impl Card {
    pub fn new(listing: Listing) -> Self {
        Self(Arc::new((Fingerprint::of_hash(&listing), listing)))
    }

    /// The card of a listing whose fingerprint was taken before.
    pub fn known(fingerprint: Fingerprint, listing: Listing) -> Self {
        Self(Arc::new((fingerprint, listing)))
    }

    pub fn fingerprint(&self) -> Fingerprint {
        self.0.0
    }
}

impl Deref for Card {
    type Target = Listing;

    fn deref(&self) -> &Listing {
        &self.0.1
    }
}

impl Hash for Card {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.0.hash(state);
    }
}

/// What only the article's own page shows.
#[derive(Clone, Debug)]
pub struct Body {
    pub subtitle: Option<String>,
    pub description: Option<String>,
    pub date_text: Option<String>,
    pub byline: Option<String>,
    pub dateline: Option<String>,
    pub agency: Option<String>,
    pub source: Option<String>,
    pub series: Option<String>,
    pub image: Option<Image>,
    pub corrections: Vec<Correction>,
    pub withdrawn_reason: Option<String>,
    pub rights: Option<String>,
    pub license: Option<String>,
    pub extra: Table,
    pub import: Option<SourceNote>,
    /// Markdown.
    pub text: String,
}

/// An article belongs to the calendar and the shelves; a standing page does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Article,
    Page,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    Published,
    Draft,
    Embargoed,
    /// Its page says that it was withdrawn and why; no list names it.
    Withdrawn,
}

impl Status {
    /// Whether a build shows the article without being asked for drafts.
    pub fn is_public(self) -> bool {
        !matches!(self, Self::Draft | Self::Embargoed)
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Draft => "draft",
            Self::Embargoed => "embargoed",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// Where a title came from; `list` shows the ones that were made up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TitleSource {
    /// The front matter, or a headline in the text.
    Headline,
    /// Cut from the first sentence.
    Lede,
    /// Made of the file's name.
    FileName,
}

impl TitleSource {
    pub fn as_str(self) -> Option<&'static str> {
        match self {
            Self::Headline => None,
            Self::Lede => Some("lede"),
            Self::FileName => Some("file-name"),
        }
    }
}

/// A section, a tag or an author: shared by all articles that have it, once [`Names`] have seen it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Term(Arc<Name>);

/// The name as written and the slug of its shelf.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name {
    pub name: Arc<str>,
    pub slug: Arc<str>,
}

impl Term {
    pub fn new(name: &str, slug: &str) -> Self {
        Self(Arc::new(Name { name: Arc::from(name), slug: Arc::from(slug) }))
    }
}

impl Deref for Term {
    type Target = Name;

    fn deref(&self) -> &Name {
        &self.0
    }
}

/// The terms of an archive, each once in memory.
#[derive(Debug, Default)]
pub struct Names(Mutex<HashSet<Term>>);

impl Names {
    /// The term that all others of its name and slug share.
    pub fn shared(&self, term: &Term) -> Term {
        let mut names = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = names.get(term) {
            return known.clone();
        }
        names.insert(term.clone());
        term.clone()
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    pub src: String,
    pub alt: String,
    pub caption: Option<String>,
    pub credit: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    pub date: PartialDate,
    /// `correction`, `clarification` or `update`.
    pub kind: String,
    pub text: String,
}

/// A link or an image as the article writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyLink {
    pub target: Box<str>,
    pub image: bool,
    pub place: Place,
}

/// The path of an article's file below `content/`, without its ending.
pub fn path_of(file: &str) -> &str {
    let inside = file.strip_prefix("content/").unwrap_or(file);
    inside.rsplit_once('.').map_or(inside, |(stem, _)| stem)
}

impl Rare {
    /// In the form in which a `Meta` has it: nothing where there is nothing.
    pub fn boxed(self) -> Option<Box<Self>> {
        (self != Self::default()).then(|| Box::new(self))
    }
}

impl Listing {
    /// The article's own language, or the site's.
    pub fn language<'a>(&self, site: &'a Language) -> Cow<'a, Language> {
        match &self.language {
            Some(tag) if **tag != *site.tag() => Cow::Owned(Language::new(tag)),
            _ => Cow::Borrowed(site),
        }
    }
}

impl Meta {
    /// Unique in the archive; orders articles of the same date. The file's path below `content/` without
    /// its ending, unless the article names another.
    pub fn id(&self) -> &str {
        let id = self.rare.as_ref().and_then(|rare| rare.id.as_deref());
        id.unwrap_or_else(|| path_of(&self.file))
    }

    pub fn aliases(&self) -> &[Url] {
        self.rare.as_ref().map_or(&[], |rare| &rare.aliases)
    }

    pub fn canonical_of(&self) -> Option<&str> {
        self.rare.as_ref()?.canonical_of.as_deref()
    }

    /// Makes the article a copy of another.
    pub fn set_canonical_of(&mut self, other: &str) {
        self.rare.get_or_insert_with(Box::default).canonical_of = Some(other.to_owned());
    }

    pub fn original_url(&self) -> Option<&str> {
        self.rare.as_ref()?.original_url.as_deref()
    }

    /// The same with its terms shared with all other articles.
    #[must_use]
    pub fn sharing(mut self, names: &Names) -> Self {
        let share = |terms: &mut [Term]| terms.iter_mut().for_each(|term| *term = names.shared(term));
        share(&mut self.tags);
        // A card that has just been made is nobody else's yet.
        if let Some((_, listing)) = Arc::get_mut(&mut self.card.0) {
            share(&mut listing.authors);
            share(listing.section.as_mut_slice());
        }
        self
    }

    /// Whether another reading of the same file has the same address, the same place in the order and the
    /// same shelves, whatever else it says.
    pub fn has_place_of(&self, other: &Self) -> bool {
        let place = |meta: &Self| (meta.kind, meta.status, meta.card.date);
        let shelves = |meta: &Self| (meta.card.section.clone(), meta.tags.clone(), meta.card.authors.clone());
        self.file == other.file
            && self.card.url == other.card.url
            && place(self) == place(other)
            && shelves(self) == shelves(other)
            && self.rare == other.rare
    }

    /// Whether calendars, shelves, feeds and neighbours name it.
    pub fn is_listed(&self) -> bool {
        self.kind == Kind::Article && self.status != Status::Withdrawn
    }
}
