//! What pages are made of: plain facts of the archive, not yet words or links.
//!
//! A [`Sketch`] is everything that a page shows but the text of its article, which it names by
//! fingerprint. So all sketches of an archive can be made, hashed and compared without reading a body:
//! that is how a build knows what to do. [`Inputs`] are a sketch with the article it names.
//!
//! What is no field here cannot be on the page, because `render` gets nothing else. Equal fingerprints
//! of sketches therefore mean equal pages, given equal templates and the same program.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::archive::ShelfKind;
use crate::article::{Article, Card, PartialDate, Status, Term, Url};
use crate::fingerprint::Fingerprint;

use super::grounds::JSON_FEED;
use super::{FeedForm, Lead, Masthead, Page, Period};

/// A page without the text of its article.
#[derive(Clone, Debug)]
pub struct Sketch {
    pub page: Page,
    pub masthead: Arc<Masthead>,
    pub content: Content,
}

/// A page, whole.
#[derive(Clone, Debug)]
pub struct Inputs {
    pub(super) sketch: Sketch,
    /// The article that the sketch names; `None` for a page that names none.
    pub(super) article: Option<Article>,
}

/// What each kind of page shows.
#[derive(Clone, Debug, Hash)]
pub enum Content {
    Front(Front),
    Year(Year),
    Month(Month),
    Day(Day),
    Article(Box<Story>),
    Undated(Vec<Card>),
    Shelves(ShelfKind, Vec<(Term, usize)>),
    Shelf(Shelf),
    Leaf(Leaf),
    OnThisDay(OnThisDay),
    /// One month, or all.
    OnThisDayIndex(Vec<Grid>),
    Redirect(Redirect),
    Feed(Feed),
    Sitemap(Vec<(Url, PartialDate)>),
    SitemapIndex(Vec<(Url, PartialDate)>),
    Search,
    OpenSearch,
    NotFound,
    Robots,
}

/// A month of the calendar: which of its days have how many articles.
#[derive(Clone, Debug, Hash)]
pub struct Grid {
    /// `None` for a month of any year.
    pub year: Option<i32>,
    pub month: u32,
    pub days: Vec<(u32, usize)>,
    /// More than the days have, where only the month is known of some.
    pub count: usize,
    /// A day of which only the week is shown, and no numbers.
    pub week_of: Option<u32>,
}

#[derive(Clone, Debug, Hash)]
pub struct Front {
    pub newest: Vec<Card>,
    pub month: Option<Grid>,
    pub years: Vec<(i32, usize)>,
    pub sections: Vec<(Term, usize)>,
    pub count: usize,
    pub undated: bool,
}

/// Some articles of one period.
pub type Group = (Period, Vec<Card>);

#[derive(Clone, Debug, Hash)]
pub struct Year {
    pub year: i32,
    pub count: usize,
    pub months: Vec<Grid>,
    pub groups: Vec<Group>,
    pub loose: Vec<Card>,
    pub previous: Option<Period>,
    pub next: Option<Period>,
}

#[derive(Clone, Debug, Hash)]
pub struct Month {
    pub period: Period,
    pub grid: Grid,
    pub groups: Vec<Group>,
    pub days: Vec<(NaiveDate, usize)>,
    pub loose: Vec<Card>,
    pub previous: Option<Period>,
    pub next: Option<Period>,
}

#[derive(Clone, Debug, Hash)]
pub struct Day {
    pub day: NaiveDate,
    pub articles: Vec<Card>,
    pub grid: Grid,
    pub previous: Option<Period>,
    pub next: Option<Period>,
}

#[derive(Clone, Debug, Hash)]
pub struct Story {
    pub card: Card,
    /// Of the article's file, which has everything else.
    pub fingerprint: Fingerprint,
    pub status: Status,
    /// Whether it is a standing page.
    pub standing: bool,
    /// Where the links in the text lead, by how they are written there; sorted.
    pub links: Vec<(Box<str>, Lead)>,
    /// The address of the article that this one is a copy of.
    pub canonical: Option<String>,
    pub previous: Option<Card>,
    pub next: Option<Card>,
}

#[derive(Clone, Debug, Hash)]
pub struct Shelf {
    pub kind: ShelfKind,
    pub term: Term,
    pub count: usize,
    pub newest: Vec<Card>,
    /// Newest first.
    pub years: Vec<ShelfYear>,
    pub undated: Vec<Card>,
}

/// A year of a shelf.
#[derive(Clone, Debug, Hash)]
pub struct ShelfYear {
    pub year: i32,
    pub count: usize,
    pub months: Vec<(Period, usize)>,
}

#[derive(Clone, Debug, Hash)]
pub struct Leaf {
    pub kind: ShelfKind,
    pub term: Term,
    pub period: Period,
    pub parts: Vec<(Period, usize)>,
    pub groups: Vec<Group>,
    pub previous: Option<Period>,
    pub next: Option<Period>,
}

#[derive(Clone, Debug, Hash)]
pub struct OnThisDay {
    pub month: u32,
    pub day: u32,
    /// Newest first.
    pub articles: Vec<Card>,
    pub previous: Option<(u32, u32)>,
    pub next: Option<(u32, u32)>,
}

#[derive(Clone, Debug, Hash)]
pub struct Redirect {
    /// `None` for the beginning of an address, which leads to the page above it.
    pub title: Option<String>,
    pub target: Url,
}

#[derive(Clone, Debug, Hash)]
pub struct Feed {
    pub section: Option<Term>,
    pub entries: Vec<Entry>,
}

/// An article in a feed.
#[derive(Clone, Debug, Hash)]
pub struct Entry {
    pub card: Card,
    pub updated: PartialDate,
    pub tags: Box<[Term]>,
}

impl Sketch {
    /// The template that makes the page; the JSON feed has a name of that kind, and no template.
    pub fn template(&self) -> &'static str {
        match &self.content {
            Content::Front(_) => "front.html",
            Content::Year(_) => "year.html",
            Content::Month(_) => "month.html",
            Content::Day(_) => "day.html",
            Content::Article(story) if story.standing => "standing.html",
            Content::Article(_) => "article.html",
            Content::Undated(_) => "undated.html",
            Content::Shelves(..) => "shelves.html",
            Content::Shelf(_) => "shelf.html",
            Content::Leaf(_) => "leaf.html",
            Content::OnThisDay(_) => "on-this-day.html",
            Content::OnThisDayIndex(_) => "on-this-day-index.html",
            Content::Redirect(_) => "redirect.html",
            Content::Feed(_) if matches!(self.page, Page::Feed(_, FeedForm::Json)) => JSON_FEED,
            Content::Feed(_) => "feed.xml",
            Content::Sitemap(_) => "sitemap.xml",
            Content::SitemapIndex(_) => "sitemap-index.xml",
            Content::Search => "search.html",
            Content::OpenSearch => "opensearch.xml",
            Content::NotFound => "404.html",
            Content::Robots => "robots.txt",
        }
    }

    /// The articles that the page shows something of, in the order in which it does.
    pub fn cards(&self) -> Vec<&Card> {
        fn grouped(groups: &[Group]) -> impl Iterator<Item = &Card> {
            groups.iter().flat_map(|(_, cards)| cards)
        }
        match &self.content {
            Content::Front(front) => front.newest.iter().collect(),
            Content::Year(year) => grouped(&year.groups).chain(&year.loose).collect(),
            Content::Month(month) => grouped(&month.groups).chain(&month.loose).collect(),
            Content::Day(day) => day.articles.iter().collect(),
            Content::Article(story) => {
                [&story.card].into_iter().chain(&story.previous).chain(&story.next).collect()
            }
            Content::Undated(cards) => cards.iter().collect(),
            Content::Shelf(shelf) => shelf.newest.iter().chain(&shelf.undated).collect(),
            Content::Leaf(leaf) => grouped(&leaf.groups).collect(),
            Content::OnThisDay(day) => day.articles.iter().collect(),
            Content::Feed(feed) => feed.entries.iter().map(|entry| &entry.card).collect(),
            Content::Shelves(..)
            | Content::OnThisDayIndex(_)
            | Content::Redirect(_)
            | Content::Sitemap(_)
            | Content::SitemapIndex(_)
            | Content::Search
            | Content::OpenSearch
            | Content::NotFound
            | Content::Robots => Vec::new(),
        }
    }

    /// Whether the page shows an article, whose body must be read for it.
    pub fn needs_article(&self) -> bool {
        matches!(self.content, Content::Article(_))
    }

    /// The sketch with its article. `None` if it is not the one that the sketch names.
    pub fn with(self, article: Option<Article>) -> Option<Inputs> {
        let named = match &self.content {
            Content::Article(story) => Some(story.fingerprint),
            _ => None,
        };
        let given = article.as_ref().map(|article| article.meta.fingerprint);
        (named == given).then_some(Inputs { sketch: self, article })
    }
}

impl Inputs {
    pub fn sketch(&self) -> &Sketch {
        &self.sketch
    }
}
