//! The hash of a word, in any case.
//!
//! What hashes are may change with the program: nothing keeps them.

/// An odd factor, so that no bit of an earlier word is lost.
pub(super) const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

/// Letters of a word, eight at a time: a multiplication for each letter takes thrice as long.
#[derive(Clone, Copy, Default)]
pub(super) struct Word {
    letters: u64,
    pub filled: u32,
    hash: u64,
}

impl Word {
    /// The hash of a word of fewer than 16 ASCII letters, which the bytes begin with.
    #[inline]
    pub fn hash_of(start: &[u8; 16], length: u32) -> u64 {
        // Small letters and digits have this bit, and capitals get it.
        let lowered = u128::from_be_bytes(*start) | u128::from_be_bytes([0x20; 16]);
        let (first, second) = ((lowered >> 64) as u64, lowered as u64);
        let (hash, last) = if length < 8 { (0, first) } else { (mixed(first), second) };
        // What follows the last letter is shifted out, which is all where none is left.
        let letters = last >> 1 >> (63 - 8 * (length % 8));
        Self { letters, filled: length, hash }.hash()
    }

    /// The hash of the word of ASCII letters that begins at a byte.
    pub fn hash_at(bytes: &[u8], mut at: usize) -> u64 {
        let mut word = Self::default();
        word.go_on(bytes, &mut at);
        word.hash()
    }

    #[inline]
    pub fn hash(self) -> u64 {
        mixed(self.hash ^ self.letters ^ u64::from(self.filled) << 56)
    }

    /// The ASCII letters behind another.
    pub fn go_on(&mut self, bytes: &[u8], at: &mut usize) {
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

    pub fn push_char(&mut self, c: char) {
        let [first, second, third, fourth] = u32::from(c).to_be_bytes();
        if first | second != 0 {
            self.push(first);
            self.push(second);
        }
        self.push(third);
        self.push(fourth);
    }
}

/// Every bit of the outcome depends on every bit given. Fixed, so that each run gives the same.
#[inline]
pub(super) fn mixed(value: u64) -> u64 {
    let product = u128::from(value ^ 0x5bd1_e995_27d4_eb2f) * u128::from(0xd6e8_feb8_6659_fd93_u64);
    let folded = (product >> 64) as u64 ^ product as u64;
    (folded ^ folded >> 32).wrapping_mul(FACTOR)
}
