//! All pages of an archive, in one fixed order.

use std::collections::{BTreeMap, BTreeSet};

use crate::archive::{Archive, Index, Run, ShelfKind};
use crate::article::Url;
use crate::article::url::is_folded;

use super::{FeedForm, Page, Period, plain, shelf, sitemap};

/// Every page but the redirects for the beginnings of addresses, which `missing_prefixes` finds.
pub fn every(archive: &Archive) -> Vec<Page> {
    let articles = (0..archive.metas().len() as Index).map(|index| story(archive, index));
    lists(archive).into_iter().chain(articles).collect()
}

/// The page of an article.
pub fn story(archive: &Archive, index: Index) -> Page {
    let url = archive.article(index).card.url.clone();
    if archive.is_listed(index) { Page::Article(url) } else { Page::Unlisted(url) }
}

/// Every page that is not that of one article.
pub fn lists(archive: &Archive) -> Vec<Page> {
    let all = archive.all();
    let mut pages = vec![Page::Front, Page::NotFound, Page::Robots, Page::SitemapIndex];
    pages.extend(FeedForm::ALL.map(|form| Page::Feed(None, form)));
    pages.extend(sitemap::parts(archive).into_iter().map(Page::Sitemap));
    if !all.undated().is_empty() {
        pages.push(Page::Undated);
    }
    if plain::has_search(archive) {
        pages.extend([Page::Search, Page::OpenSearch]);
    }
    for (year, _) in all.years() {
        pages.push(Page::Calendar(Period::Year(year)));
    }
    for ((year, month), _) in all.months() {
        pages.push(Page::Calendar(Period::Month(year, month)));
    }
    pages.extend(all.days().map(|(day, _)| Page::Calendar(Period::Day(day))));
    on_this_day(archive, &mut pages);
    for kind in ShelfKind::ALL {
        shelves(archive, kind, &mut pages);
    }
    pages.extend(archive.aliases().map(|url| Page::Redirect(url.clone())));
    pages
}

fn on_this_day(archive: &Archive, pages: &mut Vec<Page>) {
    let days = archive.days_of_year();
    if days.is_empty() {
        return;
    }
    pages.push(Page::OnThisDayIndex);
    let months: BTreeSet<u32> = days.keys().map(|(month, _)| *month).collect();
    pages.extend(months.into_iter().map(Page::OnThisDayMonth));
    pages.extend(days.keys().map(|(month, day)| Page::OnThisDay(*month, *day)));
}

fn shelves(archive: &Archive, kind: ShelfKind, pages: &mut Vec<Page>) {
    let shelves = archive.shelves(kind);
    if shelves.is_empty() {
        return;
    }
    pages.push(Page::Shelves(kind));
    for shelf in shelves {
        let slug = &shelf.term.slug;
        pages.push(Page::Shelf(kind, slug.clone()));
        let leaves = leaves(archive.on_shelf(shelf));
        pages.extend(leaves.into_iter().map(|period| Page::Leaf(kind, slug.clone(), period)));
        if kind == ShelfKind::Section {
            pages.extend(FeedForm::ALL.map(|form| Page::Feed(Some(slug.clone()), form)));
        }
    }
}

/// The calendar leaves of a shelf, in order: its years and months, and the days of months too long for
/// one page.
fn leaves(run: Run<'_>) -> Vec<Period> {
    let mut periods = Vec::new();
    for (year, run) in run.years() {
        periods.push(Period::Year(year));
        for ((_, month), run) in run.months() {
            periods.push(Period::Month(year, month));
            if shelf::has_days(run) {
                periods.extend(run.days().map(|(day, _)| Period::Day(day)));
            }
        }
    }
    periods
}

/// The beginnings of addresses at which there is no page: each needs a redirect, so that cutting any
/// piece off the end of an address gives a page that exists. Addresses that become the same file on
/// some disk get one. `pages` must be in order; `others` are addresses of files that are no pages.
pub fn missing_prefixes<'a>(pages: impl Iterator<Item = &'a Url> + Clone, others: &[&'a Url]) -> Vec<Page> {
    let mut missing = BTreeSet::new();
    // The pages above the current one, from the root down: in this order they come before it.
    let mut above: Vec<&Url> = Vec::new();
    for url in pages.clone() {
        let text = url.as_str();
        while above.pop_if(|page| !text.starts_with(page.as_str())).is_some() {}
        let parent = text.trim_end_matches('/').rfind('/').map_or(0, |at| at + 1);
        if above.last().map_or(0, |page| page.as_str().len()) < parent {
            missing.extend(url.prefixes());
        }
        if text.ends_with('/') {
            above.push(url);
        }
    }
    missing.extend(others.iter().flat_map(|url| url.prefixes()));
    if missing.is_empty() {
        return Vec::new();
    }
    let mut wanted: BTreeMap<String, Url> = BTreeMap::new();
    for url in missing {
        wanted.entry(url.as_str().to_lowercase()).or_insert(url);
    }
    for folder in pages.chain(others.iter().copied()).filter_map(|url| folder_of_index(url)) {
        if is_folded(folder) {
            wanted.remove(folder);
        } else {
            wanted.remove(&folder.to_lowercase());
        }
    }
    wanted.into_values().map(Page::Redirect).collect()
}

/// The folder of which an address is the page, if it is that of one: it can be the beginning of another.
fn folder_of_index(url: &Url) -> Option<&str> {
    let folder = url.folder();
    let name = &url.as_str()[folder.len()..];
    (name.is_empty() || name.eq_ignore_ascii_case("index.html")).then_some(folder)
}
