//! Sitemaps: one file a month, so that what is past never changes.

use crate::archive::{Run, ShelfKind};
use crate::article::{Meta, Url};

use super::gather::View;
use super::inputs::{Address, Sitemap};
use super::{Page, SitemapPart};

pub(super) fn index(view: View<'_>) -> Sitemap {
    let all = view.archive.all();
    let mut parts = vec![SitemapPart::Pages];
    if !all.undated().is_empty() {
        parts.push(SitemapPart::Undated);
    }
    let loose = all.years().into_iter().filter(|(year, _)| !all.loose_in_year(*year).is_empty());
    parts.extend(loose.map(|(year, _)| SitemapPart::Year(year)));
    parts.extend(all.months().into_iter().map(|((year, month), _)| SitemapPart::Month(year, month)));
    let address = |part: SitemapPart| Address {
        url: view.masthead.whole(&Page::Sitemap(part).url()),
        changed: run(view, part).and_then(|run| run.iter().filter_map(changed).max()),
    };
    Sitemap { addresses: parts.into_iter().map(address).collect() }
}

pub(super) fn part(view: View<'_>, part: SitemapPart) -> Sitemap {
    let addresses = match run(view, part) {
        Some(run) => run.iter().filter(|meta| !meta.noindex).map(|meta| address(view, meta)).collect(),
        None => pages(view),
    };
    Sitemap { addresses }
}

/// The articles of a part; `None` for the part that holds pages.
fn run<'a>(view: View<'a>, part: SitemapPart) -> Option<Run<'a>> {
    let all = view.archive.all();
    match part {
        SitemapPart::Pages => None,
        SitemapPart::Undated => Some(all.undated()),
        SitemapPart::Year(year) => Some(all.loose_in_year(year)),
        SitemapPart::Month(year, month) => Some(all.in_month(year, month)),
    }
}

fn address(view: View<'_>, meta: &Meta) -> Address {
    Address { url: view.masthead.whole(&meta.url), changed: changed(meta) }
}

/// When an article last changed, as precisely as is known.
fn changed(meta: &Meta) -> Option<String> {
    let changed = if meta.updated.is_known() { meta.updated } else { meta.date };
    // A time needs an offset there; the day needs none.
    Some(changed.without_time().to_string()).filter(|text| !text.is_empty())
}

fn pages(view: View<'_>) -> Vec<Address> {
    let plain = |url: &Url| Address { url: view.masthead.whole(url), changed: None };
    let mut addresses = vec![plain(&Page::Front.url())];
    let sections = view.archive.shelves(ShelfKind::Section).iter();
    addresses.extend(sections.map(|shelf| plain(&Page::Shelf(shelf.kind, shelf.term.slug.clone()).url())));
    let standing = view.archive.pages().filter(|meta| !meta.noindex);
    addresses.extend(standing.map(|meta| plain(&meta.url)));
    addresses
}
