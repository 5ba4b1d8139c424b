//! Texts that are nearly the same: copies with another headline, a later edition, a wire story run twice.
//!
//! A text is known by the smallest hashes of its shingles, which are all runs of five words; the part of
//! them that two texts share estimates the part of all shingles that they share. Not for equal files:
//! those have one fingerprint. What is done about two near texts is up to who asks.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// How many hashes stand for a text: enough that 0.7 is told from 0.5 in most cases.
const KEPT: usize = 24;
/// Words in a shingle: five in a row are seldom written twice by chance.
const SHINGLE: usize = 5;
/// A text of fewer words has none: short notes share their few words with others by nature.
const FEWEST_WORDS: usize = 40;
/// How many hashes a text is found by. Two texts that share 0.7 share one of the four with a chance of
/// 0.99, and those that share more nearly surely.
const KEYS: usize = 4;
/// A hash of so many texts is of something that is printed below all of them, and finds nothing new.
const CROWD: usize = 16;
/// How many earlier texts one is compared with at most.
const MOST_COMPARED: usize = 96;
/// From what similarity on an earlier text is given back.
pub const NEAR: f32 = 0.7;

/// The smallest hashes of a text's shingles, ascending; 96 bytes.
///
/// 32 bits are enough: that two unrelated texts of a thousand words share even one of the 24 by chance
/// happens once in a hundred thousand pairs. Where there are fewer, `u32::MAX` fills the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sketch([u32; KEPT]);

impl Sketch {
    /// The sketch of a text, or `None` if it has fewer than 40 words.
    ///
    /// Capitals and punctuation count for nothing. In scripts that are written without spaces, each
    /// character counts as a word. Reads the text once and allocates nothing.
    pub fn of(text: &str) -> Option<Self> {
        let mut shingles = Shingles::default();
        let mut word = Word::default();
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            // Most words are ASCII from their start to their end.
            if word.filled == 0 {
                word = Word::at(bytes, &mut at);
            } else {
                word.go_on(bytes, &mut at);
            }
            if bytes.get(at).is_some_and(|byte| !byte.is_ascii()) {
                let c = text.get(at..).and_then(|rest| rest.chars().next()).unwrap_or('\u{fffd}');
                word = wide(c, word, &mut shingles);
                at += c.len_utf8();
            } else {
                shingles.end(word);
                word = Word::default();
                at += 1;
            }
        }
        shingles.end(word);
        (shingles.words >= FEWEST_WORDS).then_some(Self(shingles.smallest))
    }

    /// The estimated part of their shingles that two texts share, from 0 to 1.
    pub fn similarity(&self, other: &Self) -> f32 {
        let (mut left, mut right, mut seen, mut shared) = (0, 0, 0_u8, 0_u8);
        while usize::from(seen) < KEPT && left < KEPT && right < KEPT {
            let (mine, theirs) = (self.0[left], other.0[right]);
            if mine == u32::MAX && theirs == u32::MAX {
                break;
            }
            left += usize::from(mine <= theirs);
            right += usize::from(theirs <= mine);
            shared += u8::from(mine == theirs);
            seen += 1;
        }
        f32::from(shared) / f32::from(seen.max(1))
    }
}

/// The next eight bytes, the first lowest; zeros where the text is at its end.
#[inline]
fn eight(bytes: &[u8], at: usize) -> u64 {
    let rest = bytes.get(at..).unwrap_or_default();
    match rest.first_chunk() {
        Some(eight) => u64::from_le_bytes(*eight),
        None => rest.iter().rev().fold(0, |all, byte| all << 8 | u64::from(*byte)),
    }
}

/// The ASCII letters and digits that eight bytes begin with, in lower case, the last of them lowest; and
/// how many they are. All eight are looked at side by side, each in its byte of the number.
#[inline]
fn first_letters(eight: u64) -> (u64, u32) {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * ONES;
    let low = eight & !HIGH;
    // The high bit of each byte that is not below a limit.
    let from = |bytes: u64, limit: u8| bytes + (0x80 - u64::from(limit)) * ONES;
    let small = low | (0x20 * ONES);
    let letters = from(small, b'a') & !from(small, b'z' + 1);
    let digits = from(low, b'0') & !from(low, b'9' + 1);
    let others = !((letters | digits) & !eight) & HIGH;
    let count = others.trailing_zeros() / 8;
    let lowered = low | ((letters & HIGH) >> 2);
    // What follows the last letter is shifted out.
    (lowered.swap_bytes().checked_shr(64 - 8 * count).unwrap_or(0), count)
}

/// A character beyond ASCII: part of a word, a word of its own, or between words. Gives the word that goes on.
fn wide(c: char, mut word: Word, shingles: &mut Shingles) -> Word {
    let alone = matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{2e80}'..='\u{2fff}' | '\u{3005}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}');
    let is_part = match c {
        _ if alone => false,
        // What most letters and marks beyond ASCII are, without asking the tables of Unicode.
        'à'..='ö' | 'ø'..='ÿ' | 'а'..='џ' | 'ά'..='ώ' | 'א'..='ת' | 'ء'..='ي' | '\u{ac00}'..='\u{d7a3}' =>
        {
            word.push_char(c);
            return word;
        }
        '\u{2000}'..='\u{206f}' => false,
        c => c.is_alphanumeric(),
    };
    if is_part {
        c.to_lowercase().for_each(|c| word.push_char(c));
        return word;
    }
    shingles.end(word);
    if alone {
        let mut word = Word::default();
        word.push_char(c);
        shingles.end(word);
    }
    Word::default()
}

/// Letters of a word, eight at a time: a multiplication for each letter takes thrice as long.
#[derive(Clone, Copy, Default)]
struct Word {
    letters: u64,
    filled: u32,
    hash: u64,
}

impl Word {
    /// The ASCII letters that a word begins with; `at` goes behind them.
    #[inline]
    fn at(bytes: &[u8], at: &mut usize) -> Self {
        let mut word = Self::default();
        loop {
            let (letters, count) = first_letters(eight(bytes, *at));
            *at += count as usize;
            word.filled += count;
            if count < 8 {
                return Self { letters, ..word };
            }
            word.hash = mixed(word.hash ^ letters);
        }
    }

    /// The ASCII letters behind another.
    fn go_on(&mut self, bytes: &[u8], at: &mut usize) {
        while let Some(letter) = bytes.get(*at).filter(|byte| byte.is_ascii_alphanumeric()) {
            self.push(letter.to_ascii_lowercase());
            *at += 1;
        }
    }

    fn push(&mut self, letter: u8) {
        self.letters = self.letters << 8 | u64::from(letter);
        self.filled += 1;
        if self.filled.is_multiple_of(8) {
            self.hash = mixed(self.hash ^ self.letters);
            self.letters = 0;
        }
    }

    fn push_char(&mut self, c: char) {
        let [first, second, third, fourth] = u32::from(c).to_be_bytes();
        if first | second != 0 {
            self.push(first);
            self.push(second);
        }
        self.push(third);
        self.push(fourth);
    }
}

/// The hashes of the last words, and the smallest hashes of shingles so far.
struct Shingles {
    last: [u64; SHINGLE],
    /// The place of the first of them.
    oldest: usize,
    words: usize,
    rolling: u64,
    smallest: [u32; KEPT],
}

impl Default for Shingles {
    fn default() -> Self {
        Self { last: [0; SHINGLE], oldest: 0, words: 0, rolling: 0, smallest: [u32::MAX; KEPT] }
    }
}

impl Shingles {
    /// An odd factor, so that no bit of an earlier word is lost.
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

    #[inline]
    fn end(&mut self, word: Word) {
        if word.filled == 0 {
            return;
        }
        let hash = mixed(word.hash ^ word.letters ^ u64::from(word.filled) << 56);
        let slot = &mut self.last[self.oldest];
        self.oldest = if self.oldest + 1 == SHINGLE { 0 } else { self.oldest + 1 };
        let gone = slot.wrapping_mul(const { Self::FACTOR.wrapping_pow(SHINGLE as u32) });
        *slot = hash;
        self.rolling = self.rolling.wrapping_mul(Self::FACTOR).wrapping_add(hash).wrapping_sub(gone);
        self.words += 1;
        let found = (mixed(self.rolling) >> 32) as u32;
        if self.words >= SHINGLE && found < self.smallest[KEPT - 1] {
            self.keep(found);
        }
    }

    #[cold]
    fn keep(&mut self, found: u32) {
        if self.smallest.contains(&found) {
            return;
        }
        // What is larger goes one place up, and the largest goes.
        for at in (1..KEPT).rev() {
            self.smallest[at] = self.smallest[at - 1].max(found.min(self.smallest[at]));
        }
        self.smallest[0] = found.min(self.smallest[0]);
    }
}

/// Every bit of the outcome depends on every bit given. Fixed, so that each run gives the same.
#[inline]
fn mixed(value: u64) -> u64 {
    let product = u128::from(value ^ 0x5bd1_e995_27d4_eb2f) * u128::from(0xd6e8_feb8_6659_fd93_u64);
    let folded = (product >> 64) as u64 ^ product as u64;
    (folded ^ folded >> 32).wrapping_mul(Shingles::FACTOR)
}

/// Earlier texts, to be asked for those near to the next one.
///
/// About 190 bytes for each text that is not an exact copy; exact copies take nothing.
#[derive(Default)]
pub struct Nearby {
    texts: Vec<(u32, Sketch)>,
    /// Four for each text: the one before it that has the same hash.
    links: Vec<Option<Link>>,
    /// The last link of each hash.
    heads: HashMap<u32, Link, BuildHasherDefault<Scattered>>,
}

/// A place in `links`, plus one, so that none takes no room.
type Link = std::num::NonZeroU32;

impl Nearby {
    /// The most similar earlier text and its similarity, if that is [`NEAR`] or more; then keeps this one.
    ///
    /// Of equally similar texts the first. Costs the same however many texts there are: what many texts
    /// share is passed over, and at most 96 are compared. Beyond a thousand million texts none is kept.
    pub fn add(&mut self, id: u32, sketch: Sketch) -> Option<(u32, f32)> {
        let (mut compared, mut keys, mut known) = ([0_usize; MOST_COMPARED], [0; KEYS], 0);
        let mut count = 0;
        for hash in sketch.0.into_iter().take_while(|hash| *hash != u32::MAX) {
            let mut length = 0;
            for text in self.texts_with(hash).take(CROWD) {
                length += 1;
                if count < MOST_COMPARED && !compared[..count].contains(&text) {
                    compared[count] = text;
                    count += 1;
                }
            }
            if length < CROWD {
                keys[known] = hash;
                known += 1;
            }
            if known == KEYS {
                break;
            }
        }
        let best = self.nearest(&compared[..count], &sketch);
        if best.is_none_or(|(_, similarity)| similarity < 1.0) {
            self.keep(id, sketch, &keys[..known]);
        }
        best
    }

    fn texts_with(&self, hash: u32) -> impl Iterator<Item = usize> {
        let first = self.heads.get(&hash).copied();
        let links = std::iter::successors(first, |link| self.links.get(place(*link)).copied().flatten());
        links.map(|link| place(link) / KEYS)
    }

    fn nearest(&self, texts: &[usize], sketch: &Sketch) -> Option<(u32, f32)> {
        let compare = |&text: &usize| {
            let (id, earlier) = self.texts.get(text)?;
            Some((text, *id, earlier.similarity(sketch)))
        };
        let near = texts.iter().filter_map(compare).filter(|(_, _, similarity)| *similarity >= NEAR);
        let best = near.max_by(|one, other| one.2.total_cmp(&other.2).then(other.0.cmp(&one.0)));
        best.map(|(_, id, similarity)| (id, similarity))
    }

    fn keep(&mut self, id: u32, sketch: Sketch, keys: &[u32]) {
        let first = self.links.len();
        let last = u32::try_from(first + KEYS).ok();
        if last.is_none() || keys.is_empty() {
            return;
        }
        self.texts.push((id, sketch));
        self.links.resize(first + KEYS, None);
        for (at, hash) in (first..).zip(keys) {
            if let Some(link) = u32::try_from(at + 1).ok().and_then(Link::new) {
                self.links[at] = self.heads.insert(*hash, link);
            }
        }
    }
}

fn place(link: Link) -> usize {
    link.get() as usize - 1
}

/// Keys are hashes already; one multiplication fills the upper bits, which the table looks at too.
#[derive(Default)]
struct Scattered(u64);

impl Hasher for Scattered {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u32(u32::from(*byte)));
    }

    fn write_u32(&mut self, value: u32) {
        self.0 = (self.0 ^ u64::from(value)).wrapping_mul(Shingles::FACTOR);
    }
}

#[cfg(test)]
mod tests;
