//! The words of a text, their runs of five, and the smallest hashes of these.
//!
//! Words are found among many bytes at once, and many are hashed before their shingles are made.

use super::KEPT;
use super::block::Block;
use super::word::{FACTOR, Word, mixed};

/// Words in a shingle: five in a row are seldom written twice by chance.
const SHINGLE: usize = 5;

/// So many hashes are put aside before the smallest of them are looked for.
const ASIDE: usize = 4 * KEPT;

/// So many words are hashed before their shingles are made.
const WAITING: usize = 192;

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

/// The hashes of words that wait for their shingles to be made, and those of the shingles so far that may be
/// among the smallest.
pub(super) struct Shingles {
    /// First the last words before those that wait. A loop over many words at once is short and has its
    /// numbers at hand.
    hashes: [u64; SHINGLE + WAITING],
    waiting: usize,
    /// Those before the ones that wait.
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
        let (hashes, found) = ([0; SHINGLE + WAITING], [u32::MAX; ASIDE]);
        Self { hashes, waiting: 0, words: 0, rolling: 0, found, count: 0, limit: u32::MAX }
    }
}

impl Shingles {
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
        shingles.finish();
        shingles
    }

    /// The smallest hashes, each once, ascending; `u32::MAX` where there are fewer.
    pub fn smallest(&self) -> [u32; KEPT] {
        std::array::from_fn(|at| if at < self.count { self.found[at] } else { u32::MAX })
    }

    /// Takes the words that are whole in the next bytes; gives where to go on.
    #[inline]
    fn block(&mut self, text: &str, at: usize) -> usize {
        if self.waiting > WAITING - Block::LENGTH {
            self.roll();
        }
        let bytes = text.as_bytes();
        let seen = Block::seen(bytes, at);
        let Block { letters, ascii } = Block::of(&seen);
        let mut starts = letters & !(letters << 1);
        let mut ends = !letters & letters << 1;
        if ascii < Block::LENGTH as u32 {
            // What stands there may be a letter.
            ends &= !(1 << ascii);
        }
        let mut count = 0;
        for slot in &mut self.hashes[SHINGLE + self.waiting..] {
            if ends == 0 {
                break;
            }
            let (start, length) = (starts.trailing_zeros(), ends.trailing_zeros() - starts.trailing_zeros());
            let word = seen[start as usize..].first_chunk().filter(|_| length < 16);
            *slot = match word {
                Some(word) => Word::hash_of(word, length),
                None => Word::hash_at(bytes, at + start as usize),
            };
            count += 1;
            starts &= starts - 1;
            ends &= ends - 1;
        }
        self.waiting += count;
        let is_whole = ascii == Block::LENGTH as u32;
        match starts.trailing_zeros() {
            u64::BITS if is_whole => at + Block::LENGTH,
            u64::BITS => self.one(text, at + ascii as usize),
            // Where the last word ends is not to be seen from here.
            start if is_whole && start > 0 => at + start as usize,
            start => self.one(text, at + start as usize),
        }
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
        if self.waiting == WAITING {
            self.roll();
        }
        self.hashes[SHINGLE + self.waiting] = hash;
        self.waiting += 1;
    }

    /// Makes the shingles that end with the words that wait.
    fn roll(&mut self) {
        let (mut rolling, mut count) = (self.rolling, self.count);
        let mut words = self.hashes[SHINGLE..][..self.waiting].iter().zip(&self.hashes);
        let next = |rolling: u64, (hash, gone): (&u64, &u64)| {
            let gone = gone.wrapping_mul(const { FACTOR.wrapping_pow(SHINGLE as u32) });
            rolling.wrapping_mul(FACTOR).wrapping_add(*hash).wrapping_sub(gone)
        };
        // The first words end none.
        let early = (SHINGLE - 1).saturating_sub(self.words);
        rolling = words.by_ref().take(early).fold(rolling, next);
        for word in words {
            rolling = next(rolling, word);
            let found = (mixed(rolling) >> 32) as u32;
            // Without a branch, as nobody can guess which it would be.
            self.found[count] = found;
            count += usize::from(found < self.limit);
            if count == ASIDE {
                (count, self.limit) = settled(&mut self.found, self.limit);
            }
        }
        (self.rolling, self.count) = (rolling, count);
        self.hashes.copy_within(self.waiting..self.waiting + SHINGLE, 0);
        self.words += std::mem::take(&mut self.waiting);
    }

    /// Makes the last shingles, and leaves the smallest in order.
    fn finish(&mut self) {
        self.roll();
        (self.count, self.limit) = settled(&mut self.found[..self.count], self.limit);
    }
}

/// Leaves the smallest of some hashes, each once and in order; gives how many these are, and a limit that none
/// of them is above.
fn settled(found: &mut [u32], limit: u32) -> (usize, u32) {
    found.sort_unstable();
    let mut kept = 0;
    for at in 0..found.len() {
        if kept == 0 || found[at] != found[kept - 1] {
            found[kept] = found[at];
            kept += 1;
        }
    }
    if kept < KEPT { (kept, limit) } else { (KEPT, found[KEPT - 1]) }
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
            slow.finish();
            proptest::prop_assert_eq!((fast.words, fast.rolling), (slow.words, slow.rolling));
            proptest::prop_assert_eq!(fast.smallest(), slow.smallest());
        }
    }
}
