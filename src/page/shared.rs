//! Values of templates that many pages share: days, the terms of shelves, and articles on lists.
//!
//! They hang on the site's settings and on the key that they are kept by alone, so each is made once and
//! then only counted. No more than a fixed number of each is kept, however many articles there are.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, PoisonError, RwLock};

use tera::Value;

use crate::archive::ShelfKind;
use crate::article::{Card, PartialDate, Term};
use crate::fingerprint::Fingerprint;

#[derive(Debug, Default)]
pub struct Shared {
    /// The days of half a century.
    dates: Kept<PartialDate, 20_000>,
    terms: Kept<(ShelfKind, Term), 20_000>,
    /// About 5 MB. An article is on a dozen lists, and those of one year, author or tag are mostly made
    /// one after the other.
    teasers: Kept<Fingerprint, 4096>,
    /// The links to feeds: of a section, by its slug, or of all.
    feeds: Kept<Option<Arc<str>>, 1000, [Value; 2]>,
}

impl Shared {
    pub fn date(&self, date: PartialDate, make: impl FnOnce() -> Value) -> Value {
        // A time of day is nobody else's.
        if matches!(date, PartialDate::Instant { .. }) {
            return make();
        }
        self.dates.find(date, make)
    }

    pub fn term(&self, kind: ShelfKind, term: &Term, make: impl FnOnce() -> Value) -> Value {
        self.terms.find((kind, term.clone()), make)
    }

    pub fn teaser(&self, card: &Card, make: impl FnOnce() -> Value) -> Value {
        self.teasers.find(card.fingerprint(), make)
    }

    pub fn feeds(&self, section: Option<&Arc<str>>, make: impl FnOnce() -> [Value; 2]) -> [Value; 2] {
        self.feeds.find(section.cloned(), make)
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

impl<K: Eq + Hash, const MOST: usize, V: Clone> Kept<K, MOST, V> {
    fn find(&self, key: K, make: impl FnOnce() -> V) -> V {
        if let Some(value) = self.0.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return value.clone();
        }
        let value = make();
        let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST {
            kept.clear();
        }
        kept.insert(key, value.clone());
        value
    }
}
