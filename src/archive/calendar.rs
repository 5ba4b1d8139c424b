//! The calendar over a run of articles: what lies in a year, a month, a day, and what comes next.
//!
//! A run is in the archive's order, which is that of dates, so everything here is a binary search or a walk
//! over the steps between periods; nothing is stored.

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

    fn year_and_month(self) -> Option<(i32, u32)> {
        (self.month() > 0).then(|| (self.year(), self.month()))
    }

    fn date(self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year(), self.month(), self.day())
    }
}

/// A run, parted by a period of the calendar.
#[derive(Clone, Copy)]
pub struct Parted<'a> {
    /// What comes before the period, articles without a date among it.
    pub before: Run<'a>,
    pub inside: Run<'a>,
    pub after: Run<'a>,
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

    /// Parts it into what comes before the days `from..to`, what lies in them, and what comes after.
    fn parted(self, from: Day, to: Day) -> Parted<'a> {
        // First where the days are in the archive: then the members need not be asked for theirs.
        let days = &self.archive.days;
        let place = |bound: Day| days.partition_point(|day| *day < bound);
        let split = |members: &'a [Index], place: usize| {
            members.split_at(members.partition_point(|index| (*index as usize) < place))
        };
        let (before, rest) = split(self.members, place(from));
        let (inside, after) = split(rest, place(to));
        let [before, inside, after] = [before, inside, after].map(|members| Self { members, ..self });
        Parted { before, inside, after }
    }

    /// The part whose days lie in `from..to`.
    fn between(self, from: Day, to: Day) -> Self {
        self.parted(from, to).inside
    }

    pub fn undated(self) -> Self {
        self.between(Day::UNKNOWN, Day::FIRST)
    }

    pub fn dated(self) -> Self {
        let start = self.undated().len();
        Self { members: &self.members[start..], ..self }
    }

    pub fn parted_by_year(self, year: i32) -> Parted<'a> {
        self.parted(Day::new(year, 0, 0), Day::new(year + 1, 0, 0))
    }

    pub fn parted_by_month(self, year: i32, month: u32) -> Parted<'a> {
        self.parted(Day::new(year, month, 0), Day::new(year, month + 1, 0))
    }

    pub fn parted_by_day(self, day: NaiveDate) -> Parted<'a> {
        let (year, month, day) = (day.year(), day.month(), day.day());
        self.parted(Day::new(year, month, day), Day::new(year, month, day + 1))
    }

    pub fn in_year(self, year: i32) -> Self {
        self.parted_by_year(year).inside
    }

    pub fn in_month(self, year: i32, month: u32) -> Self {
        self.parted_by_month(year, month).inside
    }

    pub fn on_day(self, day: NaiveDate) -> Self {
        self.parted_by_day(day).inside
    }

    /// Articles of a year of which no month is known.
    pub fn loose_in_year(self, year: i32) -> Self {
        self.between(Day::new(year, 0, 0), Day::new(year, 1, 0))
    }

    /// Articles of a month of which no day is known.
    pub fn loose_in_month(self, year: i32, month: u32) -> Self {
        self.between(Day::new(year, month, 0), Day::new(year, month, 1))
    }

    /// Walks from period to period, giving the first day of each and its articles: `next` gives the first
    /// day after the period of a day.
    fn periods(self, next: fn(Day) -> Day) -> impl Iterator<Item = (Day, Self)> {
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
            let (members, others) = rest.members.split_at(length);
            rest = Self { members: others, ..rest };
            Some((first, Self { members, ..self }))
        })
    }

    /// The years that have articles, with them, in order.
    pub fn years(self) -> impl Iterator<Item = (i32, Self)> {
        let next = |day: Day| Day::new(day.year() + 1, 0, 0);
        self.dated().periods(next).map(|(day, run)| (day.year(), run))
    }

    /// The months that have articles.
    pub fn months(self) -> impl Iterator<Item = ((i32, u32), Self)> {
        let next = |day: Day| Day::new(day.year(), day.month() + 1, 0);
        self.dated().periods(next).filter_map(|(day, run)| Some((day.year_and_month()?, run)))
    }

    /// The days that have articles.
    pub fn days(self) -> impl Iterator<Item = (NaiveDate, Self)> {
        let days = self.dated().periods(|day| Day(day.0 + 1));
        days.filter_map(|(day, run)| Some((day.date()?, run)))
    }

    pub fn first_year(self) -> Option<i32> {
        self.each_day().find(|day| *day != Day::UNKNOWN).map(Day::year)
    }

    pub fn last_year(self) -> Option<i32> {
        self.each_day().next_back().filter(|day| *day != Day::UNKNOWN).map(Day::year)
    }

    pub fn first_month(self) -> Option<(i32, u32)> {
        self.each_day().find_map(Day::year_and_month)
    }

    pub fn last_month(self) -> Option<(i32, u32)> {
        self.each_day().rev().find_map(Day::year_and_month)
    }

    pub fn first_day(self) -> Option<NaiveDate> {
        self.each_day().find_map(Day::date)
    }

    pub fn last_day(self) -> Option<NaiveDate> {
        self.each_day().rev().find_map(Day::date)
    }

    fn each_day(self) -> impl DoubleEndedIterator<Item = Day> + 'a {
        self.members.iter().map(move |index| self.archive.days[*index as usize])
    }
}
