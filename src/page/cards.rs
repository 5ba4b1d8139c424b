//! Cards and counts as pages want them: picked from a run of articles, newest first or by month or day.

use chrono::{Datelike, NaiveDate, Weekday};

use crate::archive::{Archive, Run};
use crate::article::Card;

use super::Period;
use super::inputs::{Grid, Group};

/// How many articles the front page and the shelves show as their newest.
pub(super) const NEWEST: usize = 25;

/// The cards of a run, in order.
pub(super) fn cards(run: Run<'_>) -> Vec<Card> {
    run.cards().cloned().collect()
}

/// The newest articles of a run, newest first.
pub(super) fn newest(run: Run<'_>) -> Vec<Card> {
    run.dated().cards().rev().take(NEWEST).cloned().collect()
}

/// The articles of a year by month.
pub(super) fn by_month(run: Run<'_>) -> Vec<Group> {
    run.months().map(|((year, month), run)| (Period::Month(year, month), cards(run))).collect()
}

/// The articles of a month by day.
pub(super) fn by_day(run: Run<'_>) -> Vec<Group> {
    run.days().map(|(day, run)| (Period::Day(day), cards(run))).collect()
}

/// How many articles the months of a run have.
pub(super) fn months(run: Run<'_>) -> Vec<(Period, usize)> {
    run.months().map(|((year, month), run)| (Period::Month(year, month), run.len())).collect()
}

/// A month of the archive's calendar.
pub(super) fn grid(archive: &Archive, year: i32, month: u32) -> Grid {
    let run = archive.all().in_month(year, month);
    let days = run.days().map(|(day, run)| (day.day(), run.len())).collect();
    Grid { year: Some(year), month, days, count: run.len(), week_of: None }
}

/// The week of a day, as far as it lies in the day's month: which of its days have articles. A page with
/// it changes only when a day of that week gets its first article, or loses its last.
pub(super) fn week(archive: &Archive, day: NaiveDate, starts: Weekday) -> Grid {
    let week = day.week(starts);
    let in_month = |date: &NaiveDate| date.month() == day.month();
    let dates = week.checked_days().into_iter().flat_map(|days| days.start().iter_days().take(7));
    let has_articles = |date: &NaiveDate| !archive.all().on_day(*date).is_empty();
    let days: Vec<(u32, usize)> =
        dates.filter(in_month).filter(has_articles).map(|date| (date.day(), 1)).collect();
    let count = days.len();
    Grid { year: Some(day.year()), month: day.month(), days, count, week_of: Some(day.day()) }
}
