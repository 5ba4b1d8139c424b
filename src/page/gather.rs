//! From a page to its inputs: what the archive knows of it, as plain data.

use std::sync::Arc;

use crate::archive::Archive;
use crate::article::{self, Language, Url};

use super::inputs::{About, Content, Empty, Inputs, Link};
use super::{FeedForm, Masthead, Page, article as article_page, calendar, feed, front, on_this_day};
use super::{plain, shelf, sitemap};

/// Where inputs are gathered from.
#[derive(Clone, Copy)]
pub struct View<'a> {
    pub archive: &'a Archive,
    pub masthead: &'a Masthead,
}

/// What a page says of itself, before it is put into its frame.
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
    pub content: Content,
}

impl Sheet {
    pub fn new(kind: &'static str, title: impl Into<String>, content: Content) -> Self {
        Self {
            kind,
            title: title.into(),
            description: None,
            noindex: false,
            crumbs: Vec::new(),
            feed: None,
            language: None,
            canonical: None,
            content,
        }
    }

    #[must_use]
    pub fn crumbs(mut self, crumbs: Vec<Link>) -> Self {
        self.crumbs = crumbs;
        self
    }
}

/// The inputs of a page. `story` is the whole article, for the pages that show one: the archive itself
/// has no bodies. `None` if the archive has no such page, or the article was not given.
pub fn gather(view: View<'_>, page: &Page, story: Option<&article::Article>) -> Option<Inputs> {
    let url = page.url();
    let file = |content| Some(view.bare(&url, content));
    let sheet = match page {
        Page::Front => front::sheet(view),
        Page::Calendar(period) => calendar::sheet(view, *period)?,
        Page::Article(_) => article_page::sheet(view, story?),
        Page::Unlisted(_) => article_page::unlisted(view, story?),
        Page::Undated => plain::undated(view),
        Page::Shelves(kind) => shelf::all(view, *kind),
        Page::Shelf(kind, slug) => shelf::sheet(view, view.archive.shelf(*kind, slug)?),
        Page::Leaf(kind, slug, period) => shelf::leaf(view, view.archive.shelf(*kind, slug)?, *period)?,
        Page::OnThisDayIndex => on_this_day::index(view, None),
        Page::OnThisDayMonth(month) => on_this_day::index(view, Some(*month)),
        Page::OnThisDay(month, day) => on_this_day::sheet(view, *month, *day)?,
        Page::Redirect(from) => plain::redirect(view, from),
        Page::NotFound => Sheet::new("not-found", "Page not found", Content::NotFound(Empty {})),
        Page::Feed(section, FeedForm::Atom) => {
            return file(Content::Atom(feed::feed(view, section.as_deref(), &url)?));
        }
        Page::Feed(section, FeedForm::Json) => {
            return file(Content::JsonFeed(feed::feed(view, section.as_deref(), &url)?));
        }
        Page::SitemapIndex => return file(Content::SitemapIndex(sitemap::index(view))),
        Page::Sitemap(part) => return file(Content::Sitemap(sitemap::part(view, *part))),
        Page::Robots => return file(Content::Robots(plain::robots(view))),
    };
    Some(view.framed(page, &url, sheet))
}

impl View<'_> {
    fn bare(self, url: &Url, content: Content) -> Inputs {
        Inputs {
            url: url.clone(),
            root: url.root(),
            site: Arc::clone(&self.masthead.site),
            page: None,
            content,
        }
    }

    fn framed(self, page: &Page, url: &Url, sheet: Sheet) -> Inputs {
        let site = &self.masthead.site;
        let feeds = FeedForm::ALL.map(|form| {
            let title = match &sheet.feed {
                Some(_) => format!("{} – {}", sheet.title, site.title),
                None => site.title.clone(),
            };
            Link { title, path: Page::Feed(sheet.feed.clone(), form).url().path() }
        });
        let [feed, json_feed] = feeds;
        // A page that a host shows at addresses it does not know cannot use relative links.
        let (root, canonical) = match page {
            Page::NotFound => (self.masthead.base_path(), None),
            _ => (url.root(), sheet.canonical.or_else(|| self.masthead.canonical(url))),
        };
        let language = sheet.language.as_ref().unwrap_or(self.language());
        Inputs {
            url: url.clone(),
            root,
            site: Arc::clone(site),
            page: Some(About {
                kind: sheet.kind,
                title: sheet.title,
                description: sheet.description,
                url: url.to_string(),
                canonical,
                language: language.tag().to_owned(),
                direction: language.direction(),
                noindex: sheet.noindex || matches!(page, Page::NotFound | Page::Redirect(_)),
                crumbs: sheet.crumbs,
                feed,
                json_feed,
            }),
            content: sheet.content,
        }
    }
}
