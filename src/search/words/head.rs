//! The first sixteen bytes of a word as one number, which for nearly every word is all of it.
//!
//! Words are found and compared by it without a loop over their bytes.

/// The first bytes of a word, the first one lowest, filled with zeros. No word has a zero in it, so words of
/// up to `Head::LENGTH` bytes with the same head are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head(u128);

impl Head {
    /// How many bytes it has.
    pub const LENGTH: usize = size_of::<u128>();

    #[inline]
    pub fn of(word: &str) -> Self {
        Self::at(word.as_bytes(), 0)
    }

    /// The bytes of a text from a place on, whatever they are.
    #[inline]
    pub fn at(bytes: &[u8], start: usize) -> Self {
        let bytes = &bytes[start..];
        Self(u128::from_le_bytes(bytes.first_chunk().copied().unwrap_or_else(|| {
            let mut filled = [0; Self::LENGTH];
            filled[..bytes.len()].copy_from_slice(bytes);
            filled
        })))
    }

    /// So many bytes of it, less than all.
    #[inline]
    pub fn first(self, length: usize) -> Self {
        Self(self.0 & ((1 << (8 * length)) - 1))
    }

    /// How many of its bytes are ASCII letters and digits before the first that is not.
    #[inline]
    pub fn alphanumeric(self) -> usize {
        const fn all(byte: u8) -> u128 {
            u128::from_le_bytes([byte; Head::LENGTH])
        }
        // The highest bit of a sum says whether the byte is at least a certain one; none carries over.
        let low = self.0 & all(0x7f);
        let lower = low | all(0x20);
        let is_letter = (lower + all(0x80 - b'a')) & !(lower + all(0x7f - b'z'));
        let is_digit = (low + all(0x80 - b'0')) & !(low + all(0x7f - b'9'));
        let others = !(is_letter | is_digit) | self.0;
        (others & all(0x80)).trailing_zeros() as usize / 8
    }

    /// Its lower and its upper half.
    #[inline]
    pub fn halves(self) -> (u64, u64) {
        (self.0 as u64, (self.0 >> 64) as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_digits_are_counted_up_to_any_other_byte() {
        for byte in 0..=u8::MAX {
            for place in 0..Head::LENGTH {
                let mut bytes = *b"09azAZmM5kK7bYy8";
                bytes[place] = byte;
                let expect = if byte.is_ascii_alphanumeric() { Head::LENGTH } else { place };
                assert_eq!(Head::at(&bytes, 0).alphanumeric(), expect, "{byte} at {place}");
            }
        }
    }

    #[test]
    fn a_head_is_as_long_as_its_word() {
        let text = "a few words and more";
        assert_eq!(Head::at(text.as_bytes(), 2).first(3), Head::of("few"));
        assert_eq!(Head::at(text.as_bytes(), 16), Head::of("more"));
        assert_eq!(Head::of(text), Head::of("a few words and "));
    }
}
