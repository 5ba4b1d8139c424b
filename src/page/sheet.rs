//! The frame around every page: what it says of itself, beside what it shows.

use crate::article::{Language, Url};

use super::inputs::Sketch;
use super::values::Variable;
use super::variables::{About, Link, Own};
use super::{FeedForm, Masthead, Page};
use std::sync::Arc;

/// A page in words and links, before it is framed.
pub(super) struct Sheet {
    pub kind: &'static str,
    pub title: String,
    pub description: Option<String>,
    pub noindex: bool,
    pub crumbs: Vec<Link>,
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
            crumbs: Vec::new(),
            feed: None,
            language: None,
            canonical: None,
            own,
        }
    }

    #[must_use]
    pub fn crumbs(mut self, crumbs: Vec<Link>) -> Self {
        self.crumbs = crumbs;
        self
    }

    /// What the page says of itself. Nothing for files that are no HTML pages.
    pub fn about(&self, sketch: &Sketch, url: &Url) -> Option<About> {
        if !sketch.template().ends_with(".html") {
            return None;
        }
        let masthead = &sketch.masthead;
        let site = &masthead.site;
        let feeds = masthead.shared.feeds(self.feed.as_ref(), || {
            FeedForm::ALL.map(|form| {
                let title = match &self.feed {
                    Some(_) => format!("{} – {}", self.title, site.title),
                    None => site.title.clone(),
                };
                Link { title, path: Page::Feed(self.feed.clone(), form).url().path() }.into_value()
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
            title: self.title.clone(),
            description: self.description.clone(),
            url: url.to_string(),
            canonical,
            language: language.tag().to_owned(),
            direction: language.direction(),
            noindex: self.noindex || matches!(sketch.page, Page::NotFound | Page::Redirect(_)),
            crumbs: self.crumbs.clone(),
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
