//! The words of a text, their runs of five, and the smallest hashes of these.
//!
//! Words are found among many bytes at once, and hashed eight letters at a time. What their hashes are may
//! change with the program: nothing keeps them.

use super::KEPT;
use super::block::Block;

/// Words in a shingle: five in a row are seldom written twice by chance.
const SHINGLE: usize = 5;

/// So many hashes are put aside before the smallest of them are looked for.
const ASIDE: usize = 4 * KEPT;

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
    /// The hash of the word of so many ASCII letters that begins at a byte.
    #[inline]
    fn hash_at(bytes: &[u8], mut at: usize, length: u32) -> u64 {
        let next = bytes.get(at..).and_then(|rest| rest.first_chunk()).filter(|_| length < 16);
        let Some(next) = next else {
            let mut word = Self::default();
            word.go_on(bytes, &mut at);
            return word.hash();
        };
        // Small letters and digits have this bit, and capitals get it.
        let lowered = u128::from_be_bytes(*next) | u128::from_be_bytes([0x20; 16]);
        let (first, second) = ((lowered >> 64) as u64, lowered as u64);
        let (hash, last) = if length < 8 { (0, first) } else { (mixed(first), second) };
        // What follows the last letter is shifted out, which is all where none is left.
        let letters = last >> 1 >> (63 - 8 * (length % 8));
        Self { letters, filled: length, hash }.hash()
    }

    #[inline]
    fn hash(self) -> u64 {
        mixed(self.hash ^ self.letters ^ u64::from(self.filled) << 56)
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

/// The hashes of the last words, and those of the shingles so far that may be among the smallest.
pub(super) struct Shingles {
    last: [u64; SHINGLE],
    /// The place of the first of them.
    oldest: usize,
    pub words: usize,
    rolling: u64,
    /// In no order behind those that were settled. To keep them in order takes longer than to hash them.
    found: [u32; ASIDE],
    count: usize,
    /// No larger one is among the smallest.
    limit: u32,
}

impl Default for Shingles {
    fn default() -> Self {
        let (last, found) = ([0; SHINGLE], [u32::MAX; ASIDE]);
        Self { last, oldest: 0, words: 0, rolling: 0, found, count: 0, limit: u32::MAX }
    }
}

impl Shingles {
    /// An odd factor, so that no bit of an earlier word is lost.
    pub const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

    /// Those of a text.
    pub fn of(text: &str) -> Self {
        // With a guess of what the smallest are below, most are seen to be too large at once.
        let limit = Self::guess(text.len());
        let guessed = Self::below(text, limit);
        if guessed.count == KEPT || limit == u32::MAX { guessed } else { Self::below(text, u32::MAX) }
    }

    /// A limit that about as many of a text's hashes lie below as are put aside at once, if its words are as
    /// long as English ones.
    fn guess(bytes: usize) -> u32 {
        const LETTERS: u64 = 6;
        let hashes = (bytes as u64 / LETTERS).max(1);
        u32::try_from(((ASIDE as u64 * 3 / 4) << 32) / hashes).unwrap_or(u32::MAX)
    }

    /// Those of a text whose hashes are below a limit.
    fn below(text: &str, limit: u32) -> Self {
        let mut shingles = Self { limit, ..Self::default() };
        let mut at = 0;
        while at < text.len() {
            at = shingles.block(text, at);
        }
        shingles.settle();
        shingles
    }

    /// The smallest hashes, each once, ascending; `u32::MAX` where there are fewer.
    pub fn smallest(&self) -> [u32; KEPT] {
        std::array::from_fn(|at| if at < self.count { self.found[at] } else { u32::MAX })
    }

    /// Takes the words that are whole in the next bytes; gives where to go on.
    #[inline]
    fn block(&mut self, text: &str, at: usize) -> usize {
        let bytes = text.as_bytes();
        let Block { mut letters, ascii } = Block::at(bytes, at);
        while letters != 0 {
            let start = letters.trailing_zeros();
            let length = (letters >> start).trailing_ones();
            let end = start + length;
            if end == ascii {
                // Where it ends is not to be seen from here.
                let is_cut = end == Block::LENGTH as u32 && start > 0;
                let start = at + start as usize;
                return if is_cut { start } else { self.one(text, start) };
            }
            self.add(Word::hash_at(bytes, at + start as usize, length));
            letters &= u64::MAX << end;
        }
        let next = at + ascii as usize;
        if ascii == Block::LENGTH as u32 { next } else { self.one(text, next) }
    }

    /// Takes what stands before the next ASCII character that is no letter, one character after the other;
    /// gives the place behind it.
    fn one(&mut self, text: &str, mut at: usize) -> usize {
        let bytes = text.as_bytes();
        let mut word = Word::default();
        loop {
            word.go_on(bytes, &mut at);
            let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()).filter(|c| !c.is_ascii())
            else {
                self.end(word);
                return at + 1;
            };
            word = wide(c, word, self);
            at += c.len_utf8();
        }
    }

    #[inline]
    fn end(&mut self, word: Word) {
        if word.filled > 0 {
            self.add(word.hash());
        }
    }

    /// Takes the hash of the next word.
    #[inline]
    fn add(&mut self, hash: u64) {
        let slot = &mut self.last[self.oldest];
        self.oldest = if self.oldest + 1 == SHINGLE { 0 } else { self.oldest + 1 };
        let gone = slot.wrapping_mul(const { Self::FACTOR.wrapping_pow(SHINGLE as u32) });
        *slot = hash;
        self.rolling = self.rolling.wrapping_mul(Self::FACTOR).wrapping_add(hash).wrapping_sub(gone);
        self.words += 1;
        let found = (mixed(self.rolling) >> 32) as u32;
        // Without a branch, as nobody can guess which it would be.
        self.found[self.count] = found;
        self.count += usize::from((self.words >= SHINGLE) & (found < self.limit));
        if self.count == ASIDE {
            self.settle();
        }
    }

    /// Leaves the smallest of what was put aside, in order.
    fn settle(&mut self) {
        let found = &mut self.found[..self.count];
        found.sort_unstable();
        let mut kept = 0;
        for at in 0..found.len() {
            if kept == 0 || found[at] != found[kept - 1] {
                found[kept] = found[at];
                kept += 1;
            }
        }
        self.count = kept.min(KEPT);
        if kept >= KEPT {
            self.limit = self.found[KEPT - 1];
        }
    }
}

/// Every bit of the outcome depends on every bit given. Fixed, so that each run gives the same.
#[inline]
pub(super) fn mixed(value: u64) -> u64 {
    let product = u128::from(value ^ 0x5bd1_e995_27d4_eb2f) * u128::from(0xd6e8_feb8_6659_fd93_u64);
    let folded = (product >> 64) as u64 ^ product as u64;
    (folded ^ folded >> 32).wrapping_mul(Shingles::FACTOR)
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn words_at_once_are_what_they_are_letter_by_letter(text in "([a-zA-Z0-9]{0,40}[ -~é—港]{0,12}){0,40}") {
            let (fast, mut slow) = (Shingles::of(&text), Shingles::default());
            let mut at = 0;
            while at < text.len() {
                at = slow.one(&text, at);
            }
            slow.settle();
            proptest::prop_assert_eq!((fast.words, fast.rolling), (slow.words, slow.rolling));
            proptest::prop_assert_eq!(fast.smallest(), slow.smallest());
        }
    }
}
