//! The small pages: undated articles, redirects, search, the file for robots.

use crate::archive::{Archive, Owner};
use crate::article::slug::slugify;
use crate::article::{Card, Url};

use super::inputs;
use super::sheet::Sheet;
use super::variables::{Group, Link, OpenSearch, Own, Redirect, Robots, Undated};
use super::{Masthead, Page};

/// The script of the search page, by its path in the site. With search off no archive has it.
pub const SEARCH_SCRIPT: &str = "search/search.js";

/// Undated articles by the first letter of the headline.
pub(super) fn undated(masthead: &Masthead, cards: &[Card]) -> Sheet {
    let mut cards: Vec<&Card> = cards.iter().collect();
    // As a slug a title has no accents, so that É stands with E.
    let letter = |title: &str| {
        let first = slugify(title).chars().next().filter(|c| !c.is_numeric());
        first.map_or("#".to_owned(), |c| c.to_uppercase().collect())
    };
    cards.sort_by_cached_key(|card| (letter(&card.title), slugify(&card.title), card.url.clone()));
    let group = |cards: &[&Card]| Group {
        title: cards.first().map(|card| letter(&card.title)).unwrap_or_default(),
        path: None,
        articles: masthead.teasers(cards.iter().copied()),
    };
    let groups = cards.chunk_by(|one, other| letter(&one.title) == letter(&other.title)).map(group).collect();
    Sheet::new("undated", "Undated", Own::Undated(Undated { groups }))
}

/// Where an old address leads, or, for the beginning of an address, the nearest page above it.
pub(super) fn redirect(archive: &Archive, from: &Url) -> inputs::Redirect {
    let owner = archive.owner(from).filter(|owner| matches!(owner, Owner::Alias(_)));
    if let Some(owner) = owner {
        let card = &archive.owned(owner).card;
        return inputs::Redirect { title: Some(card.title.to_string()), target: card.url.clone() };
    }
    let page = from
        .prefixes()
        .filter_map(|url| Page::at(archive, &url))
        .find(|page| !matches!(page, Page::Redirect(_)))
        .unwrap_or(Page::Front);
    inputs::Redirect { title: None, target: page.url() }
}

pub(super) fn redirect_sheet(masthead: &Masthead, redirect: &inputs::Redirect) -> Sheet {
    let title = redirect.title.clone().unwrap_or_else(|| masthead.site.title.clone());
    let target = Link { title: title.clone(), path: redirect.target.path() };
    let own = Own::Redirect(Redirect { target });
    let mut sheet = Sheet::new("redirect", title, own);
    sheet.canonical = redirect.title.as_ref().and_then(|_| masthead.canonical(&redirect.target));
    sheet
}

/// Whether the archive can be searched: then it has the script that does.
pub(super) fn has_search(archive: &Archive) -> bool {
    archive.files().fixed.binary_search_by(|file| file.as_str().cmp(SEARCH_SCRIPT)).is_ok()
}

/// The page that searches. It shows nothing of any article, so that none changes it.
pub(super) fn search() -> Sheet {
    let mut sheet = Sheet::new("search", "Search", Own::None);
    sheet.noindex = true;
    sheet
}

pub(super) fn open_search(masthead: &Masthead) -> Sheet {
    let search = format!("{}?q={{searchTerms}}", masthead.whole(&Page::Search.url()));
    let icon = masthead.whole(&Url::of_file("favicon.svg"));
    Sheet::new("open-search", "", Own::OpenSearch(OpenSearch { search, icon }))
}

pub(super) fn robots(masthead: &Masthead) -> Sheet {
    let sitemap = masthead.whole(&Page::SitemapIndex.url());
    Sheet::new("robots", "", Own::Robots(Robots { sitemap }))
}
