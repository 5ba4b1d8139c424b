//! From a page to its sketch: what the archive knows of it, as plain facts.

use std::sync::Arc;

use crate::archive::{Archive, Run};
use crate::article::Card;

use super::inputs::{Content, Grid, Group, Sketch};
use super::{Masthead, Page, Period, article, calendar, feed, front, on_this_day, plain, shelf, sitemap};

/// Where sketches are made from.
#[derive(Clone, Copy)]
pub struct View<'a> {
    pub archive: &'a Archive,
    pub masthead: &'a Arc<Masthead>,
}

/// The sketch of a page; `None` if the archive has no such page.
pub fn sketch(view: View<'_>, page: &Page) -> Option<Sketch> {
    let archive = view.archive;
    let content = match page {
        Page::Front => Content::Front(front::sketch(archive)),
        Page::Calendar(period) => calendar::sketch(archive, *period)?,
        Page::Article(url) | Page::Unlisted(url) => Content::Article(Box::new(article::sketch(view, url)?)),
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
        Page::NotFound | Page::Robots => Content::Plain,
    };
    Some(Sketch { page: page.clone(), masthead: Arc::clone(view.masthead), content })
}

/// The cards of a run, in order.
pub(super) fn cards(run: Run<'_>) -> Vec<Card> {
    run.iter().map(|meta| meta.card.clone()).collect()
}

/// The newest articles of a run, newest first.
pub(super) fn newest(run: Run<'_>, limit: usize) -> Vec<Card> {
    run.dated().iter().rev().take(limit).map(|meta| meta.card.clone()).collect()
}

/// The articles of a year by month.
pub(super) fn by_month(run: Run<'_>) -> Vec<Group> {
    let group = |((year, month), _)| (Period::Month(year, month), cards(run.in_month(year, month)));
    run.months().into_iter().map(group).collect()
}

/// The articles of a month by day.
pub(super) fn by_day(run: Run<'_>) -> Vec<Group> {
    run.days().into_iter().map(|(day, _)| (Period::Day(day), cards(run.on_day(day)))).collect()
}

/// How many articles the months of a run have.
pub(super) fn months(run: Run<'_>) -> Vec<(Period, usize)> {
    run.months().into_iter().map(|((year, month), count)| (Period::Month(year, month), count)).collect()
}

/// A month of the archive's calendar.
pub(super) fn grid(archive: &Archive, year: i32, month: u32) -> Grid {
    use chrono::Datelike;
    let run = archive.all().in_month(year, month);
    let days = run.days().into_iter().map(|(day, count)| (day.day(), count)).collect();
    Grid { year: Some(year), month, days, count: run.len() }
}
