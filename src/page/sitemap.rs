//! Sitemaps: one file a month, so that what is past never changes.

use crate::archive::{Archive, Run, ShelfKind};
use crate::article::{Meta, PartialDate, Url};

use super::variables::{Address, Sitemap};
use super::{Masthead, Page, SitemapPart};

/// The parts that there are, in order.
pub(super) fn parts(archive: &Archive) -> Vec<SitemapPart> {
    let all = archive.all();
    let mut parts = vec![SitemapPart::Pages, SitemapPart::Undated];
    parts.extend(all.years().map(|(year, _)| SitemapPart::Year(year)));
    parts.extend(all.months().map(|((year, month), _)| SitemapPart::Month(year, month)));
    parts.retain(|part| exists(archive, *part));
    parts
}

/// Whether a part has anything to name: an empty sitemap is none.
pub(super) fn exists(archive: &Archive, part: SitemapPart) -> bool {
    run(archive, part).is_none_or(|run| run.iter().any(|meta| !meta.noindex))
}

/// The parts, with the time of the last change in each.
pub(super) fn index(archive: &Archive) -> Vec<(Url, PartialDate)> {
    let newest = |part| {
        run(archive, part).and_then(|run| {
            run.iter().filter(|meta| !meta.noindex).map(changed).filter(|date| date.is_dated()).max()
        })
    };
    let address = |part| (Page::Sitemap(part).url(), newest(part).unwrap_or(PartialDate::Unknown));
    parts(archive).into_iter().map(address).collect()
}

pub(super) fn part(archive: &Archive, part: SitemapPart) -> Vec<(Url, PartialDate)> {
    let address = |meta: &Meta| (meta.card.url.clone(), changed(meta));
    match run(archive, part) {
        Some(run) => run.iter().filter(|meta| !meta.noindex).map(address).collect(),
        None => pages(archive),
    }
}

/// The articles of a part; `None` for the part that holds pages.
fn run(archive: &Archive, part: SitemapPart) -> Option<Run<'_>> {
    let all = archive.all();
    match part {
        SitemapPart::Pages => None,
        SitemapPart::Undated => Some(all.undated()),
        SitemapPart::Year(year) => Some(all.loose_in_year(year)),
        SitemapPart::Month(year, month) => Some(all.in_month(year, month)),
    }
}

/// When an article last changed, as precisely as is known. Without the time of day, which would need
/// an offset there.
fn changed(meta: &Meta) -> PartialDate {
    let changed = if meta.updated.is_dated() { meta.updated } else { meta.card.date };
    changed.without_time()
}

fn pages(archive: &Archive) -> Vec<(Url, PartialDate)> {
    let mut urls = vec![Page::Front.url()];
    let sections = archive.shelves(ShelfKind::Section).iter();
    urls.extend(sections.map(|shelf| Page::Shelf(shelf.kind, shelf.term.slug.clone()).url()));
    urls.extend(archive.pages().filter(|meta| !meta.noindex).map(|meta| meta.card.url.clone()));
    urls.into_iter().map(|url| (url, PartialDate::Unknown)).collect()
}

pub(super) fn sitemap(masthead: &Masthead, addresses: &[(Url, PartialDate)]) -> Sitemap {
    let address =
        |(url, changed): &(Url, PartialDate)| Address { url: masthead.whole(url), changed: changed.iso() };
    Sitemap { addresses: addresses.iter().map(address).collect() }
}
