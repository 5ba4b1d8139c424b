//! The words of articles, each known by a number.
//!
//! One vocabulary serves one part after the other, so that what is common is learnt once on each thread.
//! Words are looked up as they are written, so that stemmer and folding see each written form once: that is
//! four times as fast as forming every word. It counts nothing but how often each form is written, for the
//! dictionary of suggestions.

use hashbrown::HashTable;

use crate::search::part::Posting;
use crate::search::short::Shorts;
use crate::search::words::{Head, Language, Piece, term};

/// Texts in one piece of memory, found by their numbers.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    bytes: String,
    ends: Vec<u32>,
}

impl Texts {
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    #[inline]
    pub fn get(&self, number: u32) -> &str {
        let number = number as usize;
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.bytes[start as usize..self.ends[number] as usize]
    }

    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len() as u32).map(|number| self.get(number))
    }

    /// Appends a text and returns its number.
    pub fn push(&mut self, text: &str) -> u32 {
        self.bytes.push_str(text);
        self.ends.push(self.bytes.len() as u32);
        (self.ends.len() - 1) as u32
    }
}

/// Terms by number, and the written forms that lead to them. Grows with the words that it meets, to some
/// hundred megabytes.
pub struct Vocabulary {
    /// One for each language, since it stems in its own way.
    short: Vec<Shorts>,
    /// The same for words that are not short.
    long: Vec<HashTable<Long>>,
    /// What long words consist of.
    letters: String,
    terms: Texts,
    known: HashTable<u32>,
    /// Memory for the postings of one part after the other, which the system would have to clear each time.
    pub(crate) room: Vec<Posting>,
}

/// A longer word as it is written. Its head is here, so that most look-ups touch one line of memory.
struct Long {
    head: Head,
    length: u32,
    /// In `letters`.
    start: u32,
    /// `NONE` where nothing is left of the word.
    term: u32,
    times: u32,
}

const NONE: u32 = u32::MAX;
/// So many terms soon come together.
const MANY: usize = 1 << 14;

impl Default for Vocabulary {
    fn default() -> Self {
        Self {
            short: (0..Language::COUNT).map(|_| Shorts::default()).collect(),
            long: (0..Language::COUNT).map(|_| HashTable::new()).collect(),
            letters: String::new(),
            terms: Texts::default(),
            known: HashTable::with_capacity(MANY),
            room: Vec::new(),
        }
    }
}

impl Vocabulary {
    pub fn terms(&self) -> &Texts {
        &self.terms
    }

    /// The number of the term of a word as it is written; `None` where nothing is left of it.
    #[inline]
    pub fn word(&mut self, word: Piece, language: Language) -> Option<u32> {
        let term = if word.text.len() <= Shorts::LONGEST {
            match self.short[language.index()].find(word.head.halves().0) {
                Some(known) => {
                    known.times += 1;
                    known.term
                }
                None => self.learn_short(word, language),
            }
        } else {
            self.long_word(word, language)
        };
        (term != NONE).then_some(term)
    }

    /// The number of a term.
    pub fn term(&mut self, term: &str) -> u32 {
        let hash_of = |term: &str| hash(term, Head::of(term));
        let hash = hash_of(term);
        if let Some(number) = self.known.find(hash, |number| self.terms.get(*number) == term) {
            return *number;
        }
        let number = self.terms.push(term);
        let terms = &self.terms;
        self.known.insert_unique(hash, number, |number| hash_of(terms.get(*number)));
        number
    }

    fn learn_short(&mut self, word: Piece, language: Language) -> u32 {
        // What begins a sentence is mostly known by its small letters already.
        let small = word.text.to_ascii_lowercase();
        let known = self.short[language.index()].find(Head::of(&small).halves().0).map(|known| known.term);
        let term = known.unwrap_or_else(|| self.form(&small, language));
        self.short[language.index()].add(word.head.halves().0, term, 1);
        term
    }

    fn long_word(&mut self, word: Piece, language: Language) -> u32 {
        let hash = hash(word.text, word.head);
        let is_same = |known: &Long| {
            known.head == word.head
                && known.length as usize == word.text.len()
                && (word.text.len() <= Head::LENGTH || text(&self.letters, known) == word.text)
        };
        if let Some(known) = self.long[language.index()].find_mut(hash, is_same) {
            known.times += 1;
            return known.term;
        }
        let term = self.form(word.text, language);
        let start = self.letters.len() as u32;
        self.letters.push_str(word.text);
        let known = Long { head: word.head, length: word.text.len() as u32, start, term, times: 1 };
        let letters = &self.letters;
        let rehash = |known: &Long| self::hash(text(letters, known), known.head);
        self.long[language.index()].insert_unique(hash, known, rehash);
        term
    }

    /// The number of the term of a word that is met for the first time.
    fn form(&mut self, word: &str, language: Language) -> u32 {
        let formed = term(word, language);
        if formed.is_empty() { NONE } else { self.term(&formed) }
    }

    /// The words as they are written since this was asked last, in no order, and how often each was; those of
    /// several languages more than once.
    pub fn take_written(&mut self) -> (Texts, Vec<u32>) {
        let mut texts = Texts::default();
        let mut times = Vec::new();
        for short in &mut self.short {
            short.take_times(|text, count| {
                texts.push(text);
                times.push(count);
            });
        }
        for known in self.long.iter_mut().flat_map(HashTable::iter_mut).filter(|known| known.times > 0) {
            texts.push(text(&self.letters, known));
            times.push(std::mem::take(&mut known.times));
        }
        (texts, times)
    }

    /// Forgets everything once it is too much: some hundred megabytes.
    pub fn rest(&mut self) {
        if self.terms.len() > 1 << 20 {
            *self = Self::default();
        }
    }
}

fn text<'a>(letters: &'a str, known: &Long) -> &'a str {
    &letters[known.start as usize..(known.start + known.length) as usize]
}

/// A hash for tables that nobody attacks: multiplications folded. Most texts need one.
fn hash(text: &str, head: Head) -> u64 {
    let mut hash = mix(0, head);
    let mut start = Head::LENGTH;
    while start < text.len() {
        hash = mix(hash, Head::at(text.as_bytes(), start));
        start += Head::LENGTH;
    }
    hash
}

fn mix(hash: u64, head: Head) -> u64 {
    let (lower, upper) = head.halves();
    let product =
        u128::from(lower ^ hash ^ 0x9e37_79b9_7f4a_7c15) * u128::from(upper ^ 0xd6e8_feb8_6659_fd93);
    product as u64 ^ (product >> 64) as u64
}
