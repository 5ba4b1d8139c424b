//! Sections, tags and authors: their lists, their pages, their calendar leaves.

use chrono::{Datelike, NaiveDate};
use tera::Value;

use crate::archive::{Archive, Parted, Run, Shelf, ShelfKind};
use crate::article::Term;

use super::cards::{by_day, by_month, cards, months, newest};
use super::inputs::{self, Group, ShelfYear};
use super::sheet::Sheet;
use super::values::value;
use super::variables::{Count, Leaf, Link, Own, ShelfPage, Shelves, Year};
use super::{Masthead, Page, Period};

/// A month of a shelf with more articles is divided into days.
const LONGEST_MONTH: usize = 300;
/// A year of a shelf with more articles shows its months only.
const LONGEST_YEAR: usize = 300;

/// Whether the pages of a shelf divide this month of it into days: it is too long for one.
pub(super) fn has_days(month: Run<'_>) -> bool {
    month.len() > LONGEST_MONTH
}

/// All shelves of a kind, with how many articles they hold.
pub(super) fn all(archive: &Archive, kind: ShelfKind) -> Vec<(Term, usize)> {
    archive.shelves(kind).iter().map(|shelf| (shelf.term.clone(), shelf.len())).collect()
}

pub(super) fn sketch(archive: &Archive, shelf: &Shelf) -> inputs::Shelf {
    let run = archive.on_shelf(shelf);
    let year = |(year, run): (i32, Run<'_>)| ShelfYear { year, count: run.len(), months: months(run) };
    inputs::Shelf {
        kind: shelf.kind,
        term: shelf.term.clone(),
        count: run.len(),
        newest: newest(run),
        years: run.years().collect::<Vec<_>>().into_iter().rev().map(year).collect(),
        undated: cards(run.undated()),
    }
}

pub(super) fn leaf(archive: &Archive, shelf: &Shelf, period: Period) -> inputs::Leaf {
    let run = archive.on_shelf(shelf);
    let (parts, groups, previous, next) = match period {
        Period::Year(year) => {
            let Parted { before, inside, after } = run.parted_by_year(year);
            let mut groups: Vec<Group> = loose(inside.loose_in_year(year), period).into_iter().collect();
            if inside.len() <= LONGEST_YEAR {
                groups.extend(by_month(inside));
            }
            let previous = before.last_year().map(Period::Year);
            (months(inside), groups, previous, after.first_year().map(Period::Year))
        }
        Period::Month(year, month) => {
            let Parted { before, inside, after } = run.parted_by_month(year, month);
            let mut groups: Vec<Group> =
                loose(inside.loose_in_month(year, month), period).into_iter().collect();
            let mut parts = Vec::new();
            if has_days(inside) {
                parts.extend(inside.days().map(|(day, run)| (Period::Day(day), run.len())));
            } else {
                groups.extend(by_day(inside));
            }
            let of = |(year, month)| Period::Month(year, month);
            (parts, groups, before.last_month().map(of), after.first_month().map(of))
        }
        Period::Day(day) => {
            let Parted { before, inside, after } = run.parted_by_day(day);
            let divided = |day: &NaiveDate| has_days(run.in_month(day.year(), day.month()));
            let previous = before.last_day().filter(divided).map(Period::Day);
            let next = after.first_day().filter(divided).map(Period::Day);
            (Vec::new(), by_day(inside), previous, next)
        }
    };
    inputs::Leaf { kind: shelf.kind, term: shelf.term.clone(), period, parts, groups, previous, next }
}

/// A group for the articles of which no more than the period is known, if there are any.
fn loose(run: Run<'_>, period: Period) -> Option<Group> {
    (!run.is_empty()).then(|| (period, cards(run)))
}

fn link_to_all(kind: ShelfKind) -> Link {
    Link { title: kind.heading().to_owned(), path: Page::Shelves(kind).url().path() }
}

fn count(kind: ShelfKind, term: &Term, count: usize) -> Count {
    Count { title: term.name.to_string(), path: Page::Shelf(kind, term.slug.clone()).url().path(), count }
}

pub(super) fn list(kind: ShelfKind, shelves: &[(Term, usize)]) -> Sheet {
    let own = Shelves {
        noun: kind.noun(),
        heading: kind.heading(),
        shelves: shelves.iter().map(|(term, number)| count(kind, term, *number)).collect(),
    };
    Sheet::new("shelves", kind.heading(), Own::Shelves(own))
}

pub(super) fn sheet(masthead: &Masthead, shelf: &inputs::Shelf) -> Sheet {
    let kind = shelf.kind;
    let page = |period| Page::Leaf(kind, shelf.term.slug.clone(), period);
    let year = |year: &ShelfYear| Year {
        title: year.year.to_string(),
        path: page(Period::Year(year.year)).url().path(),
        count: year.count,
        months: year.months.iter().map(|(period, n)| masthead.count(*period, *n, &page)).collect(),
    };
    let own = ShelfPage {
        noun: kind.noun(),
        shelf: masthead.term(kind, &shelf.term),
        count: shelf.count,
        newest: masthead.teasers(&shelf.newest),
        years: shelf.years.iter().map(year).collect(),
        undated: masthead.teasers(&shelf.undated),
    };
    let mut sheet = Sheet::new("shelf", &*shelf.term.name, Own::Shelf(own));
    sheet.feed = (kind == ShelfKind::Section).then(|| shelf.term.slug.clone());
    sheet.crumbs(&[link_to_all(kind)])
}

pub(super) fn leaf_sheet(masthead: &Masthead, leaf: &inputs::Leaf) -> Sheet {
    let page = |period| Page::Leaf(leaf.kind, leaf.term.slug.clone(), period);
    let link = |period| masthead.period_link(period, &page);
    // A day of a shelf has a page only where its month is divided, and then it is no group but a part.
    let group_page = |period| matches!(period, Period::Month(..)).then(|| page(period));
    let own = Leaf {
        noun: leaf.kind.noun(),
        shelf: masthead.term(leaf.kind, &leaf.term),
        period: masthead.date_value(leaf.period.date()),
        parts: leaf.parts.iter().map(|(period, n)| masthead.count(*period, *n, &page)).collect(),
        groups: leaf
            .groups
            .iter()
            .map(|group| match group.0 == leaf.period {
                true => super::variables::Group {
                    title: masthead.period_text(group.0),
                    path: None,
                    articles: masthead.teasers(&group.1),
                },
                false => masthead.group(group, &group_page),
            })
            .collect(),
        previous: leaf.previous.map(link),
        next: leaf.next.map(link),
    };
    let title = format!("{}, {}", leaf.term.name, masthead.period_text(leaf.period));
    let above = match leaf.period {
        Period::Year(_) => Vec::new(),
        Period::Month(year, _) => vec![link(Period::Year(year))],
        Period::Day(day) => vec![link(Period::Year(day.year())), link(Period::month_of(day))],
    };
    let crumbs = masthead.shared.shelf_crumbs(leaf.kind, &leaf.term, || {
        let shelf = count(leaf.kind, &leaf.term, 0);
        [link_to_all(leaf.kind), Link { title: shelf.title, path: shelf.path }].map(|link| value(&link))
    });
    let crumbs: Vec<Value> = crumbs.into_iter().chain(above.iter().map(value)).collect();
    let mut sheet = Sheet::new("leaf", title, Own::Leaf(own));
    sheet.crumbs = Value::from(crumbs);
    sheet
}
