//! The words of a text, their runs of five, and the smallest hashes of these.
//!
//! Words are hashed eight letters at a time. What their hashes are may change with the program: nothing keeps
//! them.

use super::KEPT;

/// Words in a shingle: five in a row are seldom written twice by chance.
const SHINGLE: usize = 5;

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
pub(super) struct Shingles {
    last: [u64; SHINGLE],
    /// The place of the first of them.
    oldest: usize,
    pub words: usize,
    rolling: u64,
    /// Ascending; `u32::MAX` where there are fewer.
    pub smallest: [u32; KEPT],
}

impl Default for Shingles {
    fn default() -> Self {
        Self { last: [0; SHINGLE], oldest: 0, words: 0, rolling: 0, smallest: [u32::MAX; KEPT] }
    }
}

impl Shingles {
    /// An odd factor, so that no bit of an earlier word is lost.
    pub const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

    /// Those of a text.
    pub fn of(text: &str) -> Self {
        let mut shingles = Self::default();
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
        shingles
    }

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
        fn many_letters_at_once_are_what_they_are_one_by_one(text in "[a-zA-Z0-9]{0,20}[ -~é]{0,12}") {
            let (mut fast, mut slow) = (0, 0);
            let word = Word::at(text.as_bytes(), &mut fast);
            let mut other = Word::default();
            other.go_on(text.as_bytes(), &mut slow);
            proptest::prop_assert_eq!(
                (fast, word.letters, word.filled, word.hash),
                (slow, other.letters, other.filled, other.hash)
            );
        }
    }
}
