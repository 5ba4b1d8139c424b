//! The hash of a word, in any case.
//!
//! What hashes are may change with the program: nothing keeps them.

/// An odd factor, so that no bit of an earlier word is lost.
pub(super) const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

/// Bits without a pattern: what letters are mixed with.
const FIRST: u64 = 0x5bd1_e995_27d4_eb2f;
const LAST: u64 = 0xd6e8_feb8_6659_fd93;

/// Letters of a word, sixteen at a time: a multiplication for each letter takes thrice as long.
#[derive(Clone, Copy, Default)]
pub(super) struct Word {
    letters: u128,
    pub filled: u32,
    hash: u64,
}

impl Word {
    /// The hash of a word of fewer than 16 ASCII letters, which the bytes begin with.
    #[inline]
    pub fn hash_of(start: &[u8; 16], length: u32) -> u64 {
        // Small letters and digits have this bit, and capitals get it.
        let lowered = u128::from_be_bytes(*start) | u128::from_be_bytes([0x20; 16]);
        // What follows the last letter is shifted out.
        let letters = lowered >> (u128::BITS - 8 * length);
        Self { letters, filled: length, hash: 0 }.hash()
    }

    /// The hash of the word of ASCII letters that begins at a byte.
    pub fn hash_at(bytes: &[u8], mut at: usize) -> u64 {
        let mut word = Self::default();
        word.go_on(bytes, &mut at);
        word.hash()
    }

    #[inline]
    pub fn hash(self) -> u64 {
        let [first, last] = [(self.letters >> 64) as u64, self.letters as u64];
        self.hash ^ folded(first ^ u64::from(self.filled) << 56 ^ FIRST, last ^ LAST)
    }

    /// The ASCII letters behind another.
    pub fn go_on(&mut self, bytes: &[u8], at: &mut usize) {
        while let Some(letter) = bytes.get(*at).filter(|byte| byte.is_ascii_alphanumeric()) {
            self.push(letter.to_ascii_lowercase());
            *at += 1;
        }
    }

    fn push(&mut self, letter: u8) {
        self.letters = self.letters << 8 | u128::from(letter);
        self.filled += 1;
        if self.filled.is_multiple_of(16) {
            self.hash = self.hash().wrapping_mul(FACTOR);
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

/// The upper half of the outcome depends on every bit given. Fixed, so that each run gives the same.
#[inline]
pub(super) fn mixed(value: u64) -> u64 {
    folded(value ^ FIRST, LAST)
}

/// Both halves of a product, one over the other.
#[inline]
fn folded(one: u64, other: u64) -> u64 {
    let product = u128::from(one) * u128::from(other);
    (product >> 64) as u64 ^ product as u64
}
