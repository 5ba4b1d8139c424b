//! Sections, tags and authors: their lists, their pages, their calendar leaves.

use chrono::Datelike;

use crate::archive::{Run, Shelf, ShelfKind};

use super::front::NEWEST;
use super::gather::{Sheet, View};
use super::inputs::{Content, Count, Leaf, Link, ShelfPage, Shelves, Year};
use super::{Page, Period};

/// A month of a shelf with more articles is divided into days.
const LONGEST_MONTH: usize = 300;
/// A year of a shelf with more articles shows its months only.
const LONGEST_YEAR: usize = 300;

/// Whether a month of a shelf is too long for one page.
pub(super) fn has_days(run: Run<'_>, year: i32, month: u32) -> bool {
    run.in_month(year, month).len() > LONGEST_MONTH
}

pub(super) fn all(view: View<'_>, kind: ShelfKind) -> Sheet {
    let count = |shelf: &Shelf| Count {
        title: shelf.term.name.to_string(),
        path: Page::Shelf(kind, shelf.term.slug.clone()).url().path(),
        count: shelf.len(),
    };
    let content = Shelves {
        noun: kind.noun(),
        heading: kind.heading(),
        shelves: view.archive.shelves(kind).iter().map(count).collect(),
    };
    Sheet::new("shelves", kind.heading(), Content::Shelves(content))
}

fn link_to_all(kind: ShelfKind) -> Link {
    Link { title: kind.heading().to_owned(), path: Page::Shelves(kind).url().path() }
}

pub(super) fn sheet(view: View<'_>, shelf: &Shelf) -> Sheet {
    let run = view.archive.on_shelf(shelf);
    let kind = shelf.kind;
    let page = |period| Page::Leaf(kind, shelf.term.slug.clone(), period);
    let year = |(year, count): (i32, usize)| Year {
        title: year.to_string(),
        path: page(Period::Year(year)).url().path(),
        count,
        months: view.month_counts(run.in_year(year), &page),
    };
    let content = ShelfPage {
        noun: kind.noun(),
        shelf: view.term(kind, &shelf.term),
        count: run.len(),
        newest: view.newest(run, NEWEST),
        years: run.years().into_iter().rev().map(year).collect(),
        undated: view.teasers(run.undated()),
    };
    let mut sheet = Sheet::new("shelf", &*shelf.term.name, Content::Shelf(content));
    sheet.feed = (kind == ShelfKind::Section).then(|| shelf.term.slug.clone());
    sheet.crumbs(vec![link_to_all(kind)])
}

pub(super) fn leaf(view: View<'_>, shelf: &Shelf, period: Period) -> Option<Sheet> {
    let run = view.archive.on_shelf(shelf);
    let page = |period| Page::Leaf(shelf.kind, shelf.term.slug.clone(), period);
    let (date, parts, groups, before, after) = match period {
        Period::Year(year) => {
            let inside = run.in_year(year);
            let mut groups = Vec::new();
            if inside.len() <= LONGEST_YEAR {
                groups.extend(loose(view, inside.loose_in_year(year), period));
                groups.extend(view.by_month(inside, &page));
            }
            let parts = view.month_counts(inside, &page);
            let neighbours = (run.year_before(year), run.year_after(year));
            let date = crate::article::PartialDate::Year(year);
            (date, parts, groups, neighbours.0.map(Period::Year), neighbours.1.map(Period::Year))
        }
        Period::Month(year, month) => {
            let inside = run.in_month(year, month);
            let mut groups = loose(view, inside.loose_in_month(year, month), period);
            let divided = has_days(run, year, month);
            if !divided {
                groups.extend(view.by_day(inside, &|_| None));
            }
            let parts = if divided { view.day_counts(inside, &page) } else { Vec::new() };
            let link = |(year, month)| Period::Month(year, month);
            let date = crate::article::PartialDate::Month { year, month };
            let before = run.month_before(year, month).map(link);
            (date, parts, groups, before, run.month_after(year, month).map(link))
        }
        Period::Day(day) => {
            let divided = |day: &chrono::NaiveDate| has_days(run, day.year(), day.month());
            let inside = run.on_day(day);
            let groups = view.by_day(inside, &|_| None);
            let before = run.day_before(day).filter(divided).map(Period::Day);
            let after = run.day_after(day).filter(divided).map(Period::Day);
            (crate::article::PartialDate::Day(day), Vec::new(), groups, before, after)
        }
    };
    let link = |period| Link { title: view.period_text(period), path: page(period).url().path() };
    let content = Leaf {
        noun: shelf.kind.noun(),
        shelf: view.term(shelf.kind, &shelf.term),
        period: view.date(date)?,
        parts,
        groups,
        previous: before.map(link),
        next: after.map(link),
    };
    let title = format!("{}, {}", shelf.term.name, view.period_text(period));
    let mut crumbs = vec![
        link_to_all(shelf.kind),
        Link {
            title: shelf.term.name.to_string(),
            path: Page::Shelf(shelf.kind, shelf.term.slug.clone()).url().path(),
        },
    ];
    match period {
        Period::Year(_) => {}
        Period::Month(year, _) => crumbs.push(link(Period::Year(year))),
        Period::Day(day) => {
            crumbs.push(link(Period::Year(day.year())));
            crumbs.push(link(super::lists::month_of(day)));
        }
    }
    Some(Sheet::new("leaf", title, Content::Leaf(content)).crumbs(crumbs))
}

/// A group for the articles of which no more than the period is known.
fn loose(view: View<'_>, run: Run<'_>, period: Period) -> Vec<super::inputs::Group> {
    if run.is_empty() {
        return Vec::new();
    }
    let title = view.period_text(period);
    vec![super::inputs::Group { title, path: None, articles: view.teasers(run) }]
}
