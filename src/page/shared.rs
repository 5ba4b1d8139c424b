//! Values of templates that many pages share: days, and the terms of shelves.
//!
//! They hang on the site's settings alone, so each is made once and then only counted. What belongs to
//! one article is not here: there is no end of that.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{PoisonError, RwLock};

use tera::Value;

use crate::archive::ShelfKind;
use crate::article::{PartialDate, Term};

/// So many of each are kept: the days of half a century.
const KEPT: usize = 20_000;

#[derive(Debug, Default)]
pub struct Shared {
    dates: RwLock<HashMap<PartialDate, Value>>,
    terms: RwLock<HashMap<(ShelfKind, Term), Value>>,
}

impl Shared {
    pub fn date(&self, date: PartialDate, make: impl FnOnce() -> Value) -> Value {
        // A time of day is nobody else's.
        if matches!(date, PartialDate::Instant { .. }) {
            return make();
        }
        find(&self.dates, date, make)
    }

    pub fn term(&self, kind: ShelfKind, term: &Term, make: impl FnOnce() -> Value) -> Value {
        find(&self.terms, (kind, term.clone()), make)
    }
}

fn find<K: Eq + Hash>(known: &RwLock<HashMap<K, Value>>, key: K, make: impl FnOnce() -> Value) -> Value {
    if let Some(value) = known.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
        return value.clone();
    }
    let value = make();
    let mut known = known.write().unwrap_or_else(PoisonError::into_inner);
    if known.len() < KEPT {
        known.insert(key, value.clone());
    }
    value
}
