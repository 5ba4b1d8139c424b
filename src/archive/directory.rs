//! From texts to the articles that have them, without a copy of any text.
//!
//! An archive of a million articles has a million addresses, file names and former addresses, and all
//! of them are in its articles already. A table here holds places in the archive's order, a few bytes
//! each, and looks the text up when two have to be compared.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

use super::Index;

/// Places in an archive's order, by a text that each article has.
#[derive(Debug, Default)]
pub(super) struct Directory {
    seats: HashTable<Seat>,
    state: DefaultHashBuilder,
}

#[derive(Clone, Copy, Debug)]
struct Seat {
    index: Index,
    /// Whether no other article has the text.
    alone: bool,
}

impl Directory {
    /// The directory of all articles for which `text_of` gives a text. Of two with the same text the
    /// first has it.
    pub fn of<'a>(count: usize, text_of: impl Fn(Index) -> Option<&'a str>) -> Self {
        let state = DefaultHashBuilder::default();
        let mut seats: HashTable<Seat> = HashTable::with_capacity(count);
        for index in 0..count as Index {
            let Some(text) = text_of(index) else { continue };
            let hash = state.hash_one(text);
            match seats.find_mut(hash, |seat| text_of(seat.index) == Some(text)) {
                Some(other) => other.alone = false,
                None => {
                    let rehash = |seat: &Seat| state.hash_one(text_of(seat.index).unwrap_or_default());
                    seats.insert_unique(hash, Seat { index, alone: true }, rehash);
                }
            }
        }
        Self { seats, state }
    }

    /// The first article with this text. `text_of` must be what the directory was made with.
    pub fn first<'a>(&self, text: &str, text_of: impl Fn(Index) -> Option<&'a str>) -> Option<Index> {
        self.find(text, text_of).map(|seat| seat.index)
    }

    /// The only article with this text.
    pub fn only<'a>(&self, text: &str, text_of: impl Fn(Index) -> Option<&'a str>) -> Option<Index> {
        self.find(text, text_of).filter(|seat| seat.alone).map(|seat| seat.index)
    }

    fn find<'a>(&self, text: &str, text_of: impl Fn(Index) -> Option<&'a str>) -> Option<Seat> {
        let hash = self.state.hash_one(text);
        self.seats.find(hash, |seat| text_of(seat.index) == Some(text)).copied()
    }
}
