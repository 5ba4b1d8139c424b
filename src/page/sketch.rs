//! From a page to its sketch: what the archive knows of it, as plain facts.

use std::sync::Arc;

use super::cards::cards;
use super::inputs::{Content, Sketch};
use crate::archive::{Index, Owner};

use super::{Page, View, article, calendar, every, feed, front, on_this_day, plain, shelf, sitemap};

/// The sketch of an article's page.
pub fn sketch_story(view: View<'_>, index: Index) -> Sketch {
    let content = Content::Article(Box::new(article::sketch(view, index)));
    Sketch { page: every::story(view.archive, index), masthead: Arc::clone(view.masthead), content }
}

/// The sketch of a page; `None` if the archive has no such page.
pub fn sketch(view: View<'_>, page: &Page) -> Option<Sketch> {
    let archive = view.archive;
    let content = match page {
        Page::Front => Content::Front(front::sketch(archive)),
        Page::Calendar(period) => calendar::sketch(view, *period)?,
        Page::Article(url) | Page::Unlisted(url) => match archive.owner(url)? {
            Owner::Article(index) | Owner::Unlisted(index) | Owner::Alias(index) => {
                Content::Article(Box::new(article::sketch(view, index)))
            }
        },
        Page::Undated => Content::Undated(cards(archive.all().undated())),
        Page::Shelves(kind) => Content::Shelves(*kind, shelf::all(archive, *kind)),
        Page::Shelf(kind, slug) => Content::Shelf(shelf::sketch(archive, archive.shelf(*kind, slug)?)),
        Page::Leaf(kind, slug, period) => {
            Content::Leaf(shelf::leaf(archive, archive.shelf(*kind, slug)?, *period))
        }
        Page::OnThisDayIndex => Content::OnThisDayIndex(on_this_day::grids(archive, 1..=12)),
        Page::OnThisDayMonth(month) => Content::OnThisDayIndex(on_this_day::grids(archive, *month..=*month)),
        Page::OnThisDay(month, day) => Content::OnThisDay(on_this_day::sketch(archive, *month, *day)?),
        Page::Redirect(from) => Content::Redirect(plain::redirect(archive, from)),
        Page::Feed(section, _) => Content::Feed(feed::sketch(archive, section.as_deref())?),
        Page::SitemapIndex => Content::SitemapIndex(sitemap::index(archive)),
        Page::Sitemap(part) => Content::Sitemap(sitemap::part(archive, *part)),
        Page::Search if plain::has_search(archive) => Content::Search,
        Page::OpenSearch if plain::has_search(archive) => Content::OpenSearch,
        Page::Search | Page::OpenSearch => return None,
        Page::NotFound => Content::NotFound,
        Page::Robots => Content::Robots,
    };
    Some(Sketch { page: page.clone(), masthead: Arc::clone(view.masthead), content })
}
