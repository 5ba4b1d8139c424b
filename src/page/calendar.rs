//! Years, months and days of the whole archive.

use chrono::{Datelike, NaiveDate};

use super::gather::{Sheet, View};
use super::inputs::{Content, DayPage, Link, MonthPage, YearPage};
use super::lists::month_of;
use super::{Page, Period};

/// A year with more articles shows its calendar only.
const LONGEST_YEAR: usize = 200;
/// A month with more articles shows its days only.
const LONGEST_MONTH: usize = 300;

pub(super) fn sheet(view: View<'_>, period: Period) -> Option<Sheet> {
    let (kind, content) = match period {
        Period::Year(year) => ("year", Content::Year(year_page(view, year)?)),
        Period::Month(year, month) => ("month", Content::Month(month_page(view, year, month)?)),
        Period::Day(day) => ("day", Content::Day(day_page(view, day)?)),
    };
    let sheet = Sheet::new(kind, view.period_text(period), content);
    Some(sheet.crumbs(view.period_crumbs(period)))
}

fn year_page(view: View<'_>, year: i32) -> Option<YearPage> {
    let all = view.archive.all();
    let run = all.in_year(year);
    let link = |year| view.period_link(Period::Year(year));
    let short = run.len() <= LONGEST_YEAR;
    (!run.is_empty()).then(|| YearPage {
        year,
        count: run.len(),
        months: (1..=12).map(|month| view.month(year, month)).collect(),
        groups: if short { view.by_month(run, &Page::Calendar) } else { Vec::new() },
        loose: view.teasers(run.loose_in_year(year)),
        previous: all.year_before(year).map(link),
        next: all.year_after(year).map(link),
    })
}

fn month_page(view: View<'_>, year: i32, month: u32) -> Option<MonthPage> {
    let all = view.archive.all();
    let run = all.in_month(year, month);
    let link = |(year, month)| view.period_link(Period::Month(year, month));
    let short = run.len() <= LONGEST_MONTH;
    let groups = if short { view.by_day(run, &|day| Some(Page::Calendar(day))) } else { Vec::new() };
    (!run.is_empty()).then(|| MonthPage {
        month: view.month(year, month),
        groups,
        days: view.day_counts(run, &Page::Calendar),
        loose: view.teasers(run.loose_in_month(year, month)),
        previous: all.month_before(year, month).map(link),
        next: all.month_after(year, month).map(link),
    })
}

fn day_page(view: View<'_>, day: NaiveDate) -> Option<DayPage> {
    let all = view.archive.all();
    let run = all.on_day(day);
    let link = |day| view.period_link(Period::Day(day));
    let Period::Month(year, month) = month_of(day) else { return None };
    (!run.is_empty()).then_some(())?;
    Some(DayPage {
        date: view.date(crate::article::PartialDate::Day(day))?,
        articles: view.teasers(run),
        month: view.month(year, month),
        on_this_day: Link {
            title: view.language().day_of_year(month, day.day()),
            path: Page::OnThisDay(month, day.day()).url().path(),
        },
        previous: all.day_before(day).map(link),
        next: all.day_after(day).map(link),
    })
}
