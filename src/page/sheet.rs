//! The frame around every page: what it says of itself, beside what it shows.

use std::sync::Arc;

use tera::Value;

use crate::article::{Language, Url};

use super::inputs::Sketch;
use super::values::value;
use super::variables::{About, Link, Own};
use super::{FeedForm, Masthead, Page};

/// A page in words and links, before it is framed.
pub(super) struct Sheet {
    pub kind: &'static str,
    pub title: String,
    pub description: Option<String>,
    pub noindex: bool,
    /// `Link`s.
    pub crumbs: Value,
    /// The section whose feed belongs to the page.
    pub feed: Option<Arc<str>>,
    /// The page's own language, where it is not the site's.
    pub language: Option<Language>,
    /// Another address that is the page's true one.
    pub canonical: Option<String>,
    pub own: Own,
}

impl Sheet {
    pub fn new(kind: &'static str, title: impl Into<String>, own: Own) -> Self {
        Self {
            kind,
            title: title.into(),
            description: None,
            noindex: false,
            crumbs: Value::from(Vec::<Value>::new()),
            feed: None,
            language: None,
            canonical: None,
            own,
        }
    }

    #[must_use]
    pub fn crumbs(mut self, crumbs: &[Link]) -> Self {
        self.crumbs = value(crumbs);
        self
    }

    /// What the page says of itself. Nothing for files that are no HTML pages.
    pub fn about<'a>(&'a self, sketch: &'a Sketch, url: &'a Url) -> Option<About<'a>> {
        if !sketch.template().ends_with(".html") {
            return None;
        }
        let masthead = &sketch.masthead;
        let site = &masthead.site;
        let feeds = masthead.shared.feeds(&self.feed, || {
            FeedForm::ALL.map(|form| {
                let title = match &self.feed {
                    Some(_) => format!("{} – {}", self.title, site.title),
                    None => site.title.clone(),
                };
                value(&Link { title, path: Page::Feed(self.feed.clone(), form).url().path() })
            })
        });
        let [feed, json_feed] = feeds;
        let language = self.language.as_ref().unwrap_or(&masthead.settings.language);
        let canonical = match sketch.page {
            Page::NotFound => None,
            _ => self.canonical.clone().or_else(|| masthead.canonical(url)),
        };
        Some(About {
            kind: self.kind,
            title: &self.title,
            description: self.description.as_deref(),
            url: url.as_str(),
            canonical,
            language: language.tag(),
            direction: language.direction(),
            noindex: self.noindex || matches!(sketch.page, Page::NotFound | Page::Redirect(_)),
            crumbs: &self.crumbs,
            feed,
            json_feed,
        })
    }
}

/// The way from a page to the root of the site. The page that a host shows at addresses it does not
/// know cannot use a relative one.
pub(super) fn root(masthead: &Masthead, page: &Page, url: &Url) -> String {
    match page {
        Page::NotFound => masthead.base_path(),
        _ => url.root(),
    }
}
