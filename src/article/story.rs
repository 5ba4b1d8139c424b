//! An admitted article: its skeleton (`Meta`), which lists are made of, and its meat (`Body`).
//!
//! There is one `Meta` in memory for each article of the archive, about 300 bytes beyond the text of
//! its fields. A `Body` lives only while its page is rendered.

use std::sync::Arc;

use crate::fingerprint::Fingerprint;
use crate::problem::Place;

use super::front_matter::Table;
use super::{Language, PartialDate, SourceNote, Url};

#[derive(Clone, Debug)]
pub struct Article {
    pub meta: Meta,
    pub body: Body,
}

/// What the rest of the archive knows of an article.
#[derive(Clone, Debug)]
pub struct Meta {
    /// Unique in the archive; orders articles of the same date.
    pub id: String,
    pub kind: Kind,
    pub status: Status,
    pub title: String,
    pub title_source: TitleSource,
    pub kicker: Option<String>,
    /// The description, or the start of the text.
    pub summary: Option<String>,
    pub date: PartialDate,
    pub updated: PartialDate,
    pub section: Option<Term>,
    pub tags: Vec<Term>,
    pub authors: Vec<Term>,
    pub language: Option<Arc<str>>,
    pub corrected: bool,
    pub noindex: bool,
    /// Hangs on the date and the slug or file name only, so that a corrected headline moves nothing.
    pub url: Url,
    pub aliases: Vec<Url>,
    /// Where the article was first published, if that is known.
    pub original_url: Option<String>,
    pub words: u32,
    /// Links and images that lead into this site, for which somebody has to find the target.
    pub links: Vec<BodyLink>,
    /// From the root of the archive, with slashes.
    pub file: String,
    /// Of everything in the file.
    pub fingerprint: Fingerprint,
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
    pub canonical_of: Option<String>,
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

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Published,
    Draft,
    Embargoed,
    /// Its page says that it was withdrawn and why; no list names it.
    Withdrawn,
}

impl Status {
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

/// A section, a tag or an author: the name as written and the slug of its shelf.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Term {
    pub name: Arc<str>,
    pub slug: Arc<str>,
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
    pub target: String,
    pub image: bool,
    pub place: Place,
}

impl Meta {
    /// The article's own language, or the site's.
    pub fn language<'a>(&self, site: &'a Language) -> std::borrow::Cow<'a, Language> {
        match &self.language {
            Some(tag) if **tag != *site.tag() => std::borrow::Cow::Owned(Language::new(tag)),
            _ => std::borrow::Cow::Borrowed(site),
        }
    }

    /// Whether calendars, shelves, feeds and neighbours name it.
    pub fn is_listed(&self) -> bool {
        self.kind == Kind::Article && self.status != Status::Withdrawn
    }
}
