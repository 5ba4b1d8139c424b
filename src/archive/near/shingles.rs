//! The words of a text, their runs of five, and the smallest hashes of these.
//!
//! Words are found among many bytes at once, and hashed eight letters at a time. What their hashes are may
//! change with the program: nothing keeps them.

use super::KEPT;

/// Words in a shingle: five in a row are seldom written twice by chance.
const SHINGLE: usize = 5;

/// A number with each byte the same, and one with the high bit of each.
const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x80 * ONES;

/// The next eight bytes, the first lowest; zeros where the text is at its end.
#[inline]
fn eight(bytes: &[u8], at: usize) -> u64 {
    let rest = bytes.get(at..).unwrap_or_default();
    match rest.first_chunk() {
        Some(eight) => u64::from_le_bytes(*eight),
        None => rest.iter().rev().fold(0, |all, byte| all << 8 | u64::from(*byte)),
    }
}

/// The high bits of those of eight bytes that are ASCII letters or digits. All are looked at side by side,
/// each in its byte of the number.
#[inline]
fn letters_among(eight: u64) -> u64 {
    let low = eight & !HIGH;
    // The high bit of each byte that is not below a limit.
    let from = |bytes: u64, limit: u8| bytes + (0x80 - u64::from(limit)) * ONES;
    let small = low | (0x20 * ONES);
    let letters = from(small, b'a') & !from(small, b'z' + 1);
    let digits = from(low, b'0') & !from(low, b'9' + 1);
    (letters | digits) & !eight & HIGH
}

/// The next bytes of a text, so many that some words are whole among them.
struct Block {
    /// How many of them are ASCII before one that is not.
    ascii: u32,
    /// A bit for each of these, the first lowest: set for letters and digits.
    letters: u32,
}

impl Block {
    const LENGTH: usize = 32;

    #[inline]
    fn at(bytes: &[u8], at: usize) -> Self {
        // Moves the high bits together into one byte, the first lowest.
        let gathered = |high: u64| ((high >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56) as u32;
        let (mut letters, mut wide) = (0, 0);
        for part in 0..Self::LENGTH / 8 {
            let eight = eight(bytes, at + part * 8);
            letters |= gathered(letters_among(eight)) << (part * 8);
            wide |= gathered(eight & HIGH) << (part * 8);
        }
        let ascii = wide.trailing_zeros();
        Self { ascii, letters: letters & !u32::MAX.checked_shl(ascii).unwrap_or(0) }
    }
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
    /// The word of so many ASCII letters.
    #[inline]
    fn of(bytes: &[u8], mut at: usize, length: u32) -> Self {
        let (mut hash, mut left) = (0, length);
        loop {
            // Small letters and digits have this bit, and capitals get it. The last letter is the lowest.
            let lowered = (eight(bytes, at) | (0x20 * ONES)).swap_bytes();
            if left < 8 {
                let letters = lowered.checked_shr(64 - 8 * left).unwrap_or(0);
                return Self { letters, filled: length, hash };
            }
            hash = mixed(hash ^ lowered);
            at += 8;
            left -= 8;
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
        let mut at = 0;
        while at < text.len() {
            at = shingles.block(text, at);
        }
        shingles
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
            self.end(Word::of(bytes, at + start as usize, length));
            letters &= u32::MAX << end;
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
        let place = self.smallest.partition_point(|known| *known < found);
        if self.smallest[place] != found {
            self.smallest.copy_within(place..KEPT - 1, place + 1);
            self.smallest[place] = found;
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
        fn words_at_once_are_what_they_are_letter_by_letter(text in "([a-zA-Z0-9]{0,40}[ -~é—港]{0,12}){0,9}") {
            let (fast, mut slow) = (Shingles::of(&text), Shingles::default());
            let mut at = 0;
            while at < text.len() {
                at = slow.one(&text, at);
            }
            proptest::prop_assert_eq!((fast.words, fast.rolling), (slow.words, slow.rolling));
            proptest::prop_assert_eq!(fast.smallest, slow.smallest);
        }
    }
}
