//! Years, months and days of the whole archive.

use chrono::{Datelike, NaiveDate};

use crate::archive::{Archive, Parted};

use super::cards::{by_day, by_month, cards, grid, week};
use super::inputs::{self, Content};
use super::sheet::Sheet;
use super::variables::{DayPage, Link, MonthPage, Own, YearPage};
use super::{Masthead, Page, Period, View};

/// A year with more articles shows its calendar only.
const LONGEST_YEAR: usize = 200;
/// A month with more articles shows its days only.
const LONGEST_MONTH: usize = 300;

pub(super) fn sketch(view: View<'_>, period: Period) -> Option<Content> {
    let archive = view.archive;
    match period {
        Period::Year(year) => Some(Content::Year(sketch_year(archive, year)?)),
        Period::Month(year, month) => Some(Content::Month(sketch_month(archive, year, month)?)),
        Period::Day(day) => Some(Content::Day(sketch_day(view, day)?)),
    }
}

fn sketch_year(archive: &Archive, year: i32) -> Option<inputs::Year> {
    let Parted { before, inside: run, after } = archive.all().parted_by_year(year);
    (!run.is_empty()).then(|| inputs::Year {
        year,
        count: run.len(),
        months: (1..=12).map(|month| grid(archive, year, month)).collect(),
        groups: if run.len() <= LONGEST_YEAR { by_month(run) } else { Vec::new() },
        loose: cards(run.loose_in_year(year)),
        previous: before.last_year().map(Period::Year),
        next: after.first_year().map(Period::Year),
    })
}

fn sketch_month(archive: &Archive, year: i32, month: u32) -> Option<inputs::Month> {
    let Parted { before, inside: run, after } = archive.all().parted_by_month(year, month);
    let period = |(year, month)| Period::Month(year, month);
    (!run.is_empty()).then(|| inputs::Month {
        period: Period::Month(year, month),
        grid: grid(archive, year, month),
        groups: if run.len() <= LONGEST_MONTH { by_day(run) } else { Vec::new() },
        days: run.days().map(|(day, run)| (day, run.len())).collect(),
        loose: cards(run.loose_in_month(year, month)),
        previous: before.last_month().map(period),
        next: after.first_month().map(period),
    })
}

fn sketch_day(view: View<'_>, day: NaiveDate) -> Option<inputs::Day> {
    let Parted { before, inside: run, after } = view.archive.all().parted_by_day(day);
    (!run.is_empty()).then(|| inputs::Day {
        day,
        articles: cards(run),
        grid: week(view.archive, day, view.masthead.settings.week_starts),
        previous: before.last_day().map(Period::Day),
        next: after.first_day().map(Period::Day),
    })
}

fn framed(masthead: &Masthead, kind: &'static str, period: Period, own: Own) -> Sheet {
    Sheet::new(kind, masthead.period_text(period), own).crumbs(&masthead.period_crumbs(period))
}

pub(super) fn year(masthead: &Masthead, year: &inputs::Year) -> Sheet {
    let link = |period| masthead.period_link(period, &Page::Calendar);
    let own = YearPage {
        year: year.year,
        count: year.count,
        months: year.months.iter().map(|grid| masthead.month(grid)).collect(),
        groups: year.groups.iter().map(|group| masthead.group(group, &|p| Some(Page::Calendar(p)))).collect(),
        loose: masthead.teasers(&year.loose),
        previous: year.previous.map(link),
        next: year.next.map(link),
    };
    framed(masthead, "year", Period::Year(year.year), Own::Year(own))
}

pub(super) fn month(masthead: &Masthead, month: &inputs::Month) -> Sheet {
    let link = |period| masthead.period_link(period, &Page::Calendar);
    let count = |(day, n): &(NaiveDate, usize)| masthead.count(Period::Day(*day), *n, &Page::Calendar);
    let own = MonthPage {
        month: masthead.month(&month.grid),
        groups: month
            .groups
            .iter()
            .map(|group| masthead.group(group, &|p| Some(Page::Calendar(p))))
            .collect(),
        days: month.days.iter().map(count).collect(),
        loose: masthead.teasers(&month.loose),
        previous: month.previous.map(link),
        next: month.next.map(link),
    };
    framed(masthead, "month", month.period, Own::Month(own))
}

pub(super) fn day(masthead: &Masthead, page: &inputs::Day) -> Sheet {
    let day = page.day;
    let link = |period| masthead.period_link(period, &Page::Calendar);
    let period = Period::Day(day);
    let own = DayPage {
        date: masthead.date_value(period.date()),
        articles: masthead.teasers(&page.articles),
        month: masthead.month(&page.grid),
        on_this_day: Link {
            title: masthead.language().day_of_year(day.month(), day.day()),
            path: Page::OnThisDay(day.month(), day.day()).url().path(),
        },
        previous: page.previous.map(link),
        next: page.next.map(link),
    };
    framed(masthead, "day", period, Own::Day(own))
}
