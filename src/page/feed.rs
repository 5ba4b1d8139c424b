//! Feeds: the newest articles for programs that follow them.

use crate::archive::{Archive, ShelfKind};
use crate::article::{PartialDate, Term, Url};
use crate::fingerprint;

use super::variables::{Entry, Feed};
use super::{Masthead, Page, inputs};

/// How many articles a feed holds.
const ENTRIES: usize = 30;

/// The feed of the whole archive, or of a section. `None` if there is no such section.
pub(super) fn sketch(archive: &Archive, section: Option<&str>) -> Option<inputs::Feed> {
    let shelf = section.map(|slug| archive.shelf(ShelfKind::Section, slug).ok_or(())).transpose().ok()?;
    let run = shelf.map_or(archive.all(), |shelf| archive.on_shelf(shelf));
    let newest = run.dated().iter().rev().filter(|meta| !meta.noindex).take(ENTRIES);
    let entry = |meta: &crate::article::Meta| inputs::Entry {
        card: meta.card.clone(),
        updated: meta.updated,
        tags: meta.tags.clone(),
    };
    Some(inputs::Feed {
        section: shelf.map(|shelf| shelf.term.clone()),
        entries: newest.map(entry).collect(),
    })
}

pub(super) fn feed(masthead: &Masthead, url: &Url, feed: &inputs::Feed) -> Feed {
    let site = &masthead.site;
    let (title, home) = match &feed.section {
        None => (site.title.clone(), Page::Front),
        Some(term) => {
            let title = format!("{} – {}", term.name, site.title);
            (title, Page::Shelf(ShelfKind::Section, term.slug.clone()))
        }
    };
    let entries: Vec<Entry> = feed.entries.iter().map(|one| entry(masthead, one)).collect();
    let updated = entries.iter().map(|entry| entry.updated.clone()).max();
    Feed {
        title,
        id: id(masthead, url),
        self_url: masthead.whole(url),
        home_url: masthead.whole(&home.url()),
        // A feed must have a date; one without entries has changed at no time that we know.
        updated: updated.unwrap_or_else(|| "1970-01-01T00:00:00Z".to_owned()),
        entries,
    }
}

fn entry(masthead: &Masthead, entry: &inputs::Entry) -> Entry {
    let card = &entry.card;
    let names = |terms: &[Term]| terms.iter().map(|term| term.name.to_string()).collect();
    let changed = if entry.updated.is_dated() { entry.updated } else { card.date };
    Entry {
        id: id(masthead, &card.url),
        title: card.title.to_string(),
        url: masthead.whole(&card.url),
        summary: card.summary.as_deref().map(str::to_owned),
        published: card.date.day().and_then(|_| card.date.rfc3339()),
        updated: changed.rfc3339().or_else(|| PartialDate::Year(1970).rfc3339()).unwrap_or_default(),
        authors: names(&card.authors),
        section: card.section.as_ref().map(|term| term.name.to_string()),
        tags: names(&entry.tags),
        language: card.language(masthead.language()).tag().to_owned(),
    }
}

/// The address, for ever the same; without `base_url` a made-up name of the same kind.
fn id(masthead: &Masthead, url: &Url) -> String {
    if let Some(address) = masthead.canonical(url) {
        return address;
    }
    let hex = fingerprint::sha256(format!("{}\n{url}", masthead.site.title).as_bytes());
    // Version 8, variant 1: the form for names made in one's own way.
    format!("urn:uuid:{}-{}-8{}-8{}-{}", &hex[..8], &hex[8..12], &hex[13..16], &hex[17..20], &hex[20..32])
}
