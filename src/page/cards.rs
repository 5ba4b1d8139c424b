//! Cards and counts as pages want them: picked from a run of articles, newest first or by month or day.

use chrono::Datelike;

use crate::archive::{Archive, Run};
use crate::article::Card;

use super::Period;
use super::inputs::{Grid, Group};

/// How many articles the front page and the shelves show as their newest.
pub(super) const NEWEST: usize = 25;

/// The cards of a run, in order.
pub(super) fn cards(run: Run<'_>) -> Vec<Card> {
    run.iter().map(|meta| meta.card.clone()).collect()
}

/// The newest articles of a run, newest first.
pub(super) fn newest(run: Run<'_>) -> Vec<Card> {
    run.dated().iter().rev().take(NEWEST).map(|meta| meta.card.clone()).collect()
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
    let run = archive.all().in_month(year, month);
    let days = run.days().into_iter().map(|(day, count)| (day.day(), count)).collect();
    Grid { year: Some(year), month, days, count: run.len() }
}
