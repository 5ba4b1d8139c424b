//! The calendar over a run of articles: what lies in a year, a month, a day, and what comes next.
//!
//! A run is sorted by date, so everything here is a binary search or a walk over the steps between
//! periods; nothing is stored.

use chrono::{Datelike, NaiveDate};

use crate::article::{Meta, PartialDate};

use super::{Archive, Index};

/// Some articles of the archive, in order.
#[derive(Clone, Copy)]
pub struct Run<'a> {
    archive: &'a Archive,
    members: &'a [Index],
}

/// Year, month, day; 0 is unknown. Articles without a date have no year at all and come first.
type Key = (i32, u32, u32);

fn key(date: PartialDate) -> Key {
    let day = date.day().map_or(0, |day| day.day());
    (date.year().unwrap_or(i32::MIN), date.month().unwrap_or(0), day)
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

    pub fn first(self) -> Option<&'a Meta> {
        self.iter().next()
    }

    pub fn last(self) -> Option<&'a Meta> {
        self.iter().next_back()
    }

    fn key_at(&self, at: usize) -> Key {
        key(self.archive.article(self.members[at]).card.date)
    }

    /// The part whose keys lie in `from..to`.
    fn between(self, from: Key, to: Key) -> Self {
        let at = |bound: Key| {
            self.members.partition_point(|index| key(self.archive.article(*index).card.date) < bound)
        };
        Self { members: &self.members[at(from)..at(to)], ..self }
    }

    pub fn undated(self) -> Self {
        self.between((i32::MIN, 0, 0), (i32::MIN, 1, 0))
    }

    pub fn dated(self) -> Self {
        let start = self.undated().len();
        Self { members: &self.members[start..], ..self }
    }

    pub fn in_year(self, year: i32) -> Self {
        self.between((year, 0, 0), (year + 1, 0, 0))
    }

    pub fn in_month(self, year: i32, month: u32) -> Self {
        self.between((year, month, 0), (year, month + 1, 0))
    }

    pub fn on_day(self, day: NaiveDate) -> Self {
        self.between((day.year(), day.month(), day.day()), (day.year(), day.month(), day.day() + 1))
    }

    /// Articles of a year of which no month is known.
    pub fn loose_in_year(self, year: i32) -> Self {
        self.between((year, 0, 0), (year, 1, 0))
    }

    /// Articles of a month of which no day is known.
    pub fn loose_in_month(self, year: i32, month: u32) -> Self {
        self.between((year, month, 0), (year, month, 1))
    }

    /// Walks from period to period: `next` gives the first key after the period of a key.
    fn periods(self, next: fn(Key) -> Key) -> impl Iterator<Item = (Key, usize)> + 'a {
        let mut at = 0;
        std::iter::from_fn(move || {
            let rest = Self { members: self.members.get(at..)?, ..self };
            if rest.is_empty() {
                return None;
            }
            let first = rest.key_at(0);
            let length = rest.between(first, next(first)).len();
            at += length;
            Some((first, length))
        })
    }

    /// The years that have articles, with their numbers, in order.
    pub fn years(self) -> Vec<(i32, usize)> {
        self.dated().periods(|(year, ..)| (year + 1, 0, 0)).map(|((year, ..), n)| (year, n)).collect()
    }

    /// The months of the run that have articles.
    pub fn months(self) -> Vec<((i32, u32), usize)> {
        self.dated()
            .periods(|(year, month, _)| (year, month + 1, 0))
            .filter(|((_, month, _), _)| *month > 0)
            .map(|((year, month, _), n)| ((year, month), n))
            .collect()
    }

    /// The days of the run that have articles.
    pub fn days(self) -> Vec<(NaiveDate, usize)> {
        self.dated()
            .periods(|(year, month, day)| (year, month, day + 1))
            .filter_map(|((year, month, day), n)| Some((NaiveDate::from_ymd_opt(year, month, day)?, n)))
            .collect()
    }

    pub fn year_before(self, year: i32) -> Option<i32> {
        self.dated().between((i32::MIN, 0, 0), (year, 0, 0)).last()?.card.date.year()
    }

    pub fn year_after(self, year: i32) -> Option<i32> {
        self.between((year + 1, 0, 0), (i32::MAX, 0, 0)).first()?.card.date.year()
    }

    pub fn month_before(self, year: i32, month: u32) -> Option<(i32, u32)> {
        let earlier = self.dated().between((i32::MIN, 0, 0), (year, month, 0));
        earlier.iter().rev().find_map(|meta| Some((meta.card.date.year()?, meta.card.date.month()?)))
    }

    pub fn month_after(self, year: i32, month: u32) -> Option<(i32, u32)> {
        let later = self.between((year, month + 1, 0), (i32::MAX, 0, 0));
        later.iter().find_map(|meta| Some((meta.card.date.year()?, meta.card.date.month()?)))
    }

    pub fn day_before(self, day: NaiveDate) -> Option<NaiveDate> {
        let earlier = self.dated().between((i32::MIN, 0, 0), (day.year(), day.month(), day.day()));
        earlier.iter().rev().find_map(|meta| meta.card.date.day())
    }

    pub fn day_after(self, day: NaiveDate) -> Option<NaiveDate> {
        let later = self.between((day.year(), day.month(), day.day() + 1), (i32::MAX, 0, 0));
        later.iter().find_map(|meta| meta.card.date.day())
    }

    /// The articles before and after one in this run.
    pub fn neighbours(self, meta: &Meta) -> (Option<&'a Meta>, Option<&'a Meta>) {
        let order = |index: &Index| {
            let other = self.archive.article(*index);
            (other.card.date, other.id.as_str()).cmp(&(meta.card.date, meta.id.as_str()))
        };
        let Ok(at) = self.members.binary_search_by(order) else { return (None, None) };
        let get = |at: Option<usize>| Some(self.archive.article(*self.members.get(at?)?));
        (get(at.checked_sub(1)), get(at.checked_add(1)))
    }
}
