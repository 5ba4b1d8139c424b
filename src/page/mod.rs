//! Pages: which there are, what each shows, and how it is made.
//!
//! ```text
//! every(archive) ──▶ Page ──sketch──▶ Sketch ──with its article──▶ Inputs ──render──▶ Output
//! ```
//!
//! `render` is a pure function of `Inputs` and `Templates`: nothing in this room reads a file, a clock,
//! a setting or another page while rendering. What a page shows is a field of its inputs, so equal
//! inputs and templates give equal bytes; and all of it but the text of an article is in its sketch,
//! so a build can tell what changed without reading any.

mod address;
mod article;
mod calendar;
mod cards;
mod document;
mod every;
mod feed;
mod front;
mod grounds;
pub mod inputs;
mod links;
mod lists;
mod masthead;
mod mentions;
mod names;
mod on_this_day;
mod plain;
mod render;
mod shared;
mod sheet;
mod shelf;
mod sitemap;
mod sketch;
mod templates;
mod values;
pub mod variables;

use std::sync::Arc;

use chrono::NaiveDate;

use crate::archive::{Archive, ShelfKind};
use crate::article::Url;

pub use document::{document, document_fingerprint, findable, text};
pub use every::{every, lists, missing_prefixes, story};
pub use grounds::Grounds;
pub use inputs::{Inputs, Sketch};
pub use links::{Lead, lead};
pub use masthead::{Masthead, Settings};
pub use plain::SEARCH_SCRIPT;
pub use render::{Failure, Output, render, variables};
pub use sketch::{sketch, sketch_story};
pub use templates::{TemplateFault, Templates};

/// Where sketches are made from.
#[derive(Clone, Copy)]
pub struct View<'a> {
    pub archive: &'a Archive,
    pub masthead: &'a Arc<Masthead>,
}

/// Every kind of page. `Page → Url` is total and injective; `Page::at` inverts it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Page {
    Front,
    Calendar(Period),
    /// A listed article.
    Article(Url),
    /// A standing page, or an article that was withdrawn.
    Unlisted(Url),
    Undated,
    Shelves(ShelfKind),
    Shelf(ShelfKind, Arc<str>),
    Leaf(ShelfKind, Arc<str>, Period),
    OnThisDayIndex,
    OnThisDayMonth(u32),
    OnThisDay(u32, u32),
    /// Of the whole archive, or of a section.
    Feed(Option<Arc<str>>, FeedForm),
    SitemapIndex,
    Sitemap(SitemapPart),
    Search,
    /// Tells browsers how to search.
    OpenSearch,
    NotFound,
    Robots,
    /// Sends the reader on: an old address, or the beginning of an address that is no page by itself.
    Redirect(Url),
}

/// A year, a month or a day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    Year(i32),
    Month(i32, u32),
    Day(NaiveDate),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FeedForm {
    Atom,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SitemapPart {
    /// The front page, the sections, the standing pages.
    Pages,
    Undated,
    /// Articles of which only the year is known.
    Year(i32),
    Month(i32, u32),
}
