//! Values of templates that many pages share: days, the terms of shelves, and articles on lists.
//!
//! They hang on the site's settings and on the key that they are kept by alone, so each is made once and
//! then only counted. No more than a fixed number of each is kept, however many articles there are.
//!
//! Each thread has its own: two that count the same value wait for each other at every step of a template.

use std::hash::Hash;
use std::sync::{Arc, PoisonError, RwLock};

use chrono::NaiveDate;
use hashbrown::HashMap;
use tera::Value;

use crate::archive::ShelfKind;
use crate::article::{Card, PartialDate, Term};
use crate::fingerprint::Fingerprint;

use super::Period;

#[derive(Debug)]
pub struct Shared(Vec<Values>);

impl Default for Shared {
    fn default() -> Self {
        Self((0..rayon::current_num_threads()).map(|_| Values::default()).collect())
    }
}

/// The values of a thread.
#[derive(Debug, Default)]
struct Values {
    /// The days of some years.
    dates: Kept<PartialDate, 1500>,
    /// How periods are written, and days with their weekday.
    periods: Kept<Period, 5000, Arc<str>>,
    days: Kept<NaiveDate, 5000, Arc<str>>,
    /// The way back from the articles of a period, which are made one after the other.
    crumbs: Kept<Period, 500>,
    terms: [Kept<Term, 5000>; 3],
    /// The way back from the pages of a shelf, as far as all of them share it.
    shelf_crumbs: [Kept<Term, 500, [Value; 2]>; 3],
    /// About 7 MB. An article is on a dozen lists, and those of one year are made one after the other.
    teasers: Kept<Fingerprint, 6000>,
    /// The links to feeds: of a section, by its slug, or of all.
    feeds: Kept<Option<Arc<str>>, 1000, [Value; 2]>,
}

impl Shared {
    fn here(&self) -> &Values {
        // What is no thread of a build uses those of the first.
        &self.0[rayon::current_thread_index().unwrap_or(0) % self.0.len()]
    }

    pub fn date(&self, date: PartialDate, make: impl FnOnce() -> Value) -> Value {
        // A time of day is nobody else's.
        if matches!(date, PartialDate::Instant { .. }) {
            return make();
        }
        self.here().dates.find(&date, make)
    }

    pub fn period(&self, period: Period, make: impl FnOnce() -> String) -> Arc<str> {
        self.here().periods.find(&period, || make().into())
    }

    pub fn day(&self, day: NaiveDate, make: impl FnOnce() -> String) -> Arc<str> {
        self.here().days.find(&day, || make().into())
    }

    pub fn crumbs(&self, period: Period, make: impl FnOnce() -> Value) -> Value {
        self.here().crumbs.find(&period, make)
    }

    pub fn term(&self, kind: ShelfKind, term: &Term, make: impl FnOnce() -> Value) -> Value {
        self.here().terms[kind as usize].find(term, make)
    }

    pub fn shelf_crumbs(
        &self,
        kind: ShelfKind,
        term: &Term,
        make: impl FnOnce() -> [Value; 2],
    ) -> [Value; 2] {
        self.here().shelf_crumbs[kind as usize].find(term, make)
    }

    pub fn teaser(&self, card: &Card, make: impl FnOnce() -> Value) -> Value {
        self.here().teasers.find(&card.fingerprint(), make)
    }

    pub fn feeds(&self, section: &Option<Arc<str>>, make: impl FnOnce() -> [Value; 2]) -> [Value; 2] {
        self.here().feeds.find(section, make)
    }
}

/// Up to `MOST` values. When there are so many they are forgotten, all at once.
#[derive(Debug)]
struct Kept<K, const MOST: usize, V = Value>(RwLock<HashMap<K, V>>);

impl<K, const MOST: usize, V> Default for Kept<K, MOST, V> {
    fn default() -> Self {
        Self(RwLock::default())
    }
}

impl<K: Clone + Eq + Hash, const MOST: usize, V: Clone> Kept<K, MOST, V> {
    fn find(&self, key: &K, make: impl FnOnce() -> V) -> V {
        if let Some(value) = self.0.read().unwrap_or_else(PoisonError::into_inner).get(key) {
            return value.clone();
        }
        let value = make();
        let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST {
            kept.clear();
        }
        kept.insert(key.clone(), value.clone());
        value
    }
}
