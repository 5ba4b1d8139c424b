//! Feeds: the newest articles for programs that follow them.

use crate::archive::ShelfKind;
use crate::article::{Meta, PartialDate, Url};
use crate::fingerprint::Fingerprint;

use super::Page;
use super::gather::View;
use super::inputs::{Entry, Feed};

/// How many articles a feed holds.
const ENTRIES: usize = 30;

/// The feed of the whole archive, or of a section. `None` if there is no such section.
pub(super) fn feed(view: View<'_>, section: Option<&str>, url: &Url) -> Option<Feed> {
    let site = &view.masthead.site;
    let (run, title, home) = match section {
        None => (view.archive.all(), site.title.clone(), Page::Front),
        Some(slug) => {
            let shelf = view.archive.shelf(ShelfKind::Section, slug)?;
            let title = format!("{} – {}", shelf.term.name, site.title);
            (view.archive.on_shelf(shelf), title, Page::Shelf(ShelfKind::Section, slug.into()))
        }
    };
    let newest = run.dated().iter().rev().filter(|meta| !meta.noindex).take(ENTRIES);
    let entries: Vec<Entry> = newest.map(|meta| entry(view, meta)).collect();
    let updated = entries.iter().map(|entry| entry.updated.clone()).max();
    Some(Feed {
        title,
        id: id(view, url),
        self_url: view.masthead.whole(url),
        home_url: view.masthead.whole(&home.url()),
        // A feed must have a date; one without entries has changed at no time that we know.
        updated: updated.unwrap_or_else(|| "1970-01-01T00:00:00Z".to_owned()),
        entries,
    })
}

fn entry(view: View<'_>, meta: &Meta) -> Entry {
    let names = |terms: &[crate::article::Term]| terms.iter().map(|term| term.name.to_string()).collect();
    let changed = if meta.updated.is_known() { meta.updated } else { meta.date };
    Entry {
        id: id(view, &meta.url),
        title: meta.title.clone(),
        url: view.masthead.whole(&meta.url),
        summary: meta.summary.clone(),
        published: meta.date.day().and_then(|_| meta.date.rfc3339()),
        updated: changed.rfc3339().or_else(|| PartialDate::Year(1970).rfc3339()).unwrap_or_default(),
        authors: names(&meta.authors),
        section: meta.section.as_ref().map(|term| term.name.to_string()),
        tags: names(&meta.tags),
        language: meta.language(view.language()).tag().to_owned(),
    }
}

/// The address, for ever the same; without `base_url` a made-up name of the same kind.
fn id(view: View<'_>, url: &Url) -> String {
    if let Some(address) = view.masthead.canonical(url) {
        return address;
    }
    let hex = Fingerprint::of_value(&(&view.masthead.site.title, url)).to_string();
    // Version 8, variant 1: the form for names made in one's own way.
    format!("urn:uuid:{}-{}-8{}-8{}-{}", &hex[..8], &hex[8..12], &hex[13..16], &hex[17..20], &hex[20..])
}
