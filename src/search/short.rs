//! The short words of a language as they are written: a table that is asked for most words of all articles.
//!
//! It has nothing in it but what a look-up needs, four words to a line of memory.

/// A table has room for so many from the start: any text soon has as many words.
const FEWEST: usize = 1 << 12;

/// Short words, and what is known of each.
#[derive(Default)]
pub struct Shorts {
    /// A power of two, at most half of them used. A word is at the place of its hash, or at the first free
    /// one after that.
    slots: Vec<Short>,
    used: usize,
}

/// A word of up to eight bytes.
#[derive(Clone, Default)]
pub struct Short {
    /// The bytes, the first one lowest; zero where there is no word.
    letters: u64,
    pub term: u32,
    /// How often it was written.
    pub times: u32,
}

impl Shorts {
    /// The longest word that is short, in bytes.
    pub const LONGEST: usize = size_of::<u64>();

    /// A word by its bytes, if it is known.
    #[inline]
    pub fn find(&mut self, letters: u64) -> Option<&mut Short> {
        let place = self.place(letters)?;
        self.slots.get_mut(place).filter(|short| short.letters == letters)
    }

    /// Adds a word that is not known.
    pub fn add(&mut self, letters: u64, term: u32, times: u32) {
        if self.used * 2 >= self.slots.len() {
            let more = vec![Short::default(); (self.slots.len() * 2).max(FEWEST)];
            self.used = 0;
            for old in std::mem::replace(&mut self.slots, more).into_iter().filter(|old| old.letters != 0) {
                self.add(old.letters, old.term, old.times);
            }
        }
        if let Some(place) = self.place(letters) {
            self.slots[place] = Short { letters, term, times };
            self.used += 1;
        }
    }

    /// Calls `each` with every word and how often it was written since it was asked last, if it was.
    pub fn take_times(&mut self, mut each: impl FnMut(&str, u32)) {
        for short in self.slots.iter_mut().filter(|short| short.times > 0) {
            let bytes = short.letters.to_le_bytes();
            let length = Self::LONGEST - short.letters.leading_zeros() as usize / 8;
            each(str::from_utf8(&bytes[..length]).unwrap_or_default(), std::mem::take(&mut short.times));
        }
    }

    /// Where a word is, or would be.
    #[inline]
    fn place(&self, letters: u64) -> Option<usize> {
        let product = u128::from(letters) * 0x9e37_79b9_7f4a_7c15;
        let last = self.slots.len().checked_sub(1)?;
        let mut place = (product as u64 ^ (product >> 64) as u64) as usize & last;
        loop {
            let found = self.slots[place].letters;
            if found == letters || found == 0 {
                return Some(place);
            }
            place = (place + 1) & last;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn words_are_found_and_their_times_taken_once() {
        let letters = |word: &str| word.bytes().rev().fold(0, |letters, byte| letters << 8 | u64::from(byte));
        let words: Vec<String> = (0..1000).map(|number| format!("é{number}")).collect();
        let mut shorts = Shorts::default();
        for (term, word) in (0..).zip(&words) {
            assert!(shorts.find(letters(word)).is_none());
            shorts.add(letters(word), term, term % 3);
        }
        for (term, word) in (0..).zip(&words) {
            assert_eq!(shorts.find(letters(word)).map(|short| short.term), Some(term));
        }
        let mut found = BTreeMap::new();
        shorts.take_times(|word, times| assert!(found.insert(word.to_owned(), times).is_none()));
        let expect = (0..).zip(words).map(|(number, word)| (word, number % 3));
        assert_eq!(found, expect.filter(|(_, times)| *times > 0).collect());
        shorts.take_times(|word, _| panic!("{word} again"));
    }
}
