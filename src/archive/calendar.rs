//! The calendar over a run of articles: what lies in a year, a month, a day, and what comes next.
//!
//! A run is sorted by date, so everything here is a binary search or a walk over the steps between
//! periods; nothing is stored.

use chrono::{Datelike, NaiveDate};

use crate::article::{Card, Meta, PartialDate};

use super::{Archive, Index};

/// Some articles of the archive, in order.
#[derive(Clone, Copy)]
pub struct Run<'a> {
    archive: &'a Archive,
    members: &'a [Index],
}

/// A day as one number that is ordered like the calendar: years, months and days that are not known
/// count as 0 and come before those that are. Articles without a date have no year and come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Day(i32);

impl Day {
    const UNKNOWN: Self = Self(i32::MIN);
    const FIRST: Self = Self(i32::MIN + 1);
    const LAST: Self = Self(i32::MAX);

    pub fn of(date: PartialDate) -> Self {
        let day = date.day().map_or(0, |day| day.day());
        date.year().map_or(Self::UNKNOWN, |year| Self::new(year, date.month().unwrap_or(0), day))
    }

    /// The month may be 13 and the day 32: what comes after the last.
    fn new(year: i32, month: u32, day: u32) -> Self {
        debug_assert!(month <= 13 && day <= 32, "{year}-{month}-{day}");
        Self((year * 16 + month as i32) * 64 + day as i32)
    }

    fn year(self) -> i32 {
        self.0.div_euclid(16 * 64)
    }

    fn month(self) -> u32 {
        self.0.div_euclid(64).rem_euclid(16) as u32
    }

    fn day(self) -> u32 {
        self.0.rem_euclid(64) as u32
    }

    fn date(self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year(), self.month(), self.day())
    }
}

impl<'a> Run<'a> {
    pub(super) fn new(archive: &'a Archive, members: &'a [Index]) -> Self {
        Self { archive, members }
    }

    pub fn len(&self) -> usize {
        self.members.len()
    }

    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    pub fn iter(self) -> impl DoubleEndedIterator<Item = &'a Meta> + ExactSizeIterator {
        self.members.iter().map(move |index| self.archive.article(*index))
    }

    /// What lists show of each.
    pub fn cards(self) -> impl DoubleEndedIterator<Item = &'a Card> + ExactSizeIterator {
        self.members.iter().map(move |index| self.archive.card(*index))
    }

    pub fn first(self) -> Option<&'a Meta> {
        self.iter().next()
    }

    pub fn last(self) -> Option<&'a Meta> {
        self.iter().next_back()
    }

    fn day_at(&self, at: usize) -> Day {
        self.archive.days[self.members[at] as usize]
    }

    /// The part whose days lie in `from..to`.
    fn between(self, from: Day, to: Day) -> Self {
        let at =
            |bound: Day| self.members.partition_point(|index| self.archive.days[*index as usize] < bound);
        let start = at(from);
        let rest = &self.members[start..];
        let length = rest.partition_point(|index| self.archive.days[*index as usize] < to);
        Self { members: &rest[..length], ..self }
    }

    pub fn undated(self) -> Self {
        self.between(Day::UNKNOWN, Day::FIRST)
    }

    pub fn dated(self) -> Self {
        let start = self.undated().len();
        Self { members: &self.members[start..], ..self }
    }

    pub fn in_year(self, year: i32) -> Self {
        self.between(Day::new(year, 0, 0), Day::new(year + 1, 0, 0))
    }

    pub fn in_month(self, year: i32, month: u32) -> Self {
        self.between(Day::new(year, month, 0), Day::new(year, month + 1, 0))
    }

    pub fn on_day(self, day: NaiveDate) -> Self {
        let (year, month, day) = (day.year(), day.month(), day.day());
        self.between(Day::new(year, month, day), Day::new(year, month, day + 1))
    }

    /// Articles of a year of which no month is known.
    pub fn loose_in_year(self, year: i32) -> Self {
        self.between(Day::new(year, 0, 0), Day::new(year, 1, 0))
    }

    /// Articles of a month of which no day is known.
    pub fn loose_in_month(self, year: i32, month: u32) -> Self {
        self.between(Day::new(year, month, 0), Day::new(year, month, 1))
    }

    /// Walks from period to period: `next` gives the first day after the period of a day.
    fn periods(self, next: fn(Day) -> Day) -> impl Iterator<Item = (Day, usize)> + 'a {
        let mut rest = self;
        std::iter::from_fn(move || {
            if rest.is_empty() {
                return None;
            }
            let first = rest.day_at(0);
            // Periods are short beside the run: a search that doubles its steps finds the end soon.
            let end = next(first);
            let mut reach = 1;
            while reach < rest.len() && rest.day_at(reach) < end {
                reach *= 2;
            }
            let near = &rest.members[..reach.min(rest.len())];
            let length = near.partition_point(|index| rest.archive.days[*index as usize] < end);
            rest = Self { members: &rest.members[length..], ..rest };
            Some((first, length))
        })
    }

    /// The years that have articles, with their numbers, in order.
    pub fn years(self) -> Vec<(i32, usize)> {
        let next = |day: Day| Day::new(day.year() + 1, 0, 0);
        self.dated().periods(next).map(|(day, n)| (day.year(), n)).collect()
    }

    /// The months of the run that have articles.
    pub fn months(self) -> Vec<((i32, u32), usize)> {
        let next = |day: Day| Day::new(day.year(), day.month() + 1, 0);
        let months = self.dated().periods(next).filter(|(day, _)| day.month() > 0);
        months.map(|(day, n)| ((day.year(), day.month()), n)).collect()
    }

    /// The days of the run that have articles.
    pub fn days(self) -> Vec<(NaiveDate, usize)> {
        let days = self.dated().periods(|day| Day(day.0 + 1));
        days.filter_map(|(day, n)| Some((day.date()?, n))).collect()
    }

    pub fn year_before(self, year: i32) -> Option<i32> {
        let earlier = self.between(Day::FIRST, Day::new(year, 0, 0));
        Some(earlier.day_at(earlier.len().checked_sub(1)?).year())
    }

    pub fn year_after(self, year: i32) -> Option<i32> {
        let later = self.between(Day::new(year + 1, 0, 0), Day::LAST);
        (!later.is_empty()).then(|| later.day_at(0).year())
    }

    pub fn month_before(self, year: i32, month: u32) -> Option<(i32, u32)> {
        let earlier = self.between(Day::FIRST, Day::new(year, month, 0));
        earlier.each_day().rev().find(|day| day.month() > 0).map(|day| (day.year(), day.month()))
    }

    pub fn month_after(self, year: i32, month: u32) -> Option<(i32, u32)> {
        let later = self.between(Day::new(year, month + 1, 0), Day::LAST);
        later.each_day().find(|day| day.month() > 0).map(|day| (day.year(), day.month()))
    }

    pub fn day_before(self, day: NaiveDate) -> Option<NaiveDate> {
        let earlier = self.between(Day::FIRST, Day::new(day.year(), day.month(), day.day()));
        earlier.each_day().rev().find_map(Day::date)
    }

    pub fn day_after(self, day: NaiveDate) -> Option<NaiveDate> {
        let later = self.between(Day::new(day.year(), day.month(), day.day() + 1), Day::LAST);
        later.each_day().find_map(Day::date)
    }

    fn each_day(self) -> impl DoubleEndedIterator<Item = Day> + 'a {
        self.members.iter().map(move |index| self.archive.days[*index as usize])
    }
}
