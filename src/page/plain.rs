//! The small pages: undated articles, redirects, the file for robots.

use crate::archive::Owner;
use crate::article::Url;

use super::Page;
use super::gather::{Sheet, View};
use super::inputs::{Content, Group, Link, Redirect, Robots, Undated};

/// Undated articles by the first letter of the headline.
pub(super) fn undated(view: View<'_>) -> Sheet {
    let mut teasers = view.teasers(view.archive.all().undated());
    let letter = |title: &str| {
        let first = title.chars().find(|c| c.is_alphanumeric());
        first.map_or(
            "#".to_owned(),
            |c| if c.is_numeric() { "#".to_owned() } else { c.to_uppercase().collect() },
        )
    };
    teasers.sort_by_cached_key(|teaser| {
        (letter(&teaser.title), teaser.title.to_lowercase(), teaser.url.clone())
    });
    let mut groups: Vec<Group> = Vec::new();
    for teaser in teasers {
        let title = letter(&teaser.title);
        match groups.last_mut() {
            Some(group) if group.title == title => group.articles.push(teaser),
            _ => groups.push(Group { title, path: None, articles: vec![teaser] }),
        }
    }
    Sheet::new("undated", "Undated", Content::Undated(Undated { groups }))
}

/// Where an old address leads, or, for the beginning of an address, the nearest page above it.
pub(super) fn redirect(view: View<'_>, from: &Url) -> Sheet {
    let owner = view.archive.owner(from).filter(|owner| matches!(owner, Owner::Alias(..)));
    let target = match owner {
        Some(owner) => {
            let meta = view.archive.owned(owner);
            Link { title: meta.title.clone(), path: meta.url.path() }
        }
        None => {
            let page = from
                .prefixes()
                .filter_map(|url| Page::at(view.archive, &url))
                .find(|page| !matches!(page, Page::Redirect(_)))
                .unwrap_or(Page::Front);
            Link { title: view.masthead.site.title.clone(), path: page.url().path() }
        }
    };
    let mut sheet = Sheet::new("redirect", target.title.clone(), Content::Redirect(Redirect { target }));
    sheet.canonical = owner.and_then(|owner| view.masthead.canonical(&view.archive.owned(owner).url));
    sheet
}

pub(super) fn robots(view: View<'_>) -> Robots {
    Robots { sitemap: view.masthead.whole(&Page::SitemapIndex.url()) }
}
