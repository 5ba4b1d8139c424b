//! Some bytes of a text at a time: which of them are letters, as the bits of one number.

/// Which of the next bytes of a text are letters.
pub(super) struct Block {
    /// How many of them are ASCII before one that is not.
    pub ascii: u32,
    /// A bit for each of these, the first lowest: set for letters and digits.
    pub letters: u64,
}

impl Block {
    pub const LENGTH: usize = 64;

    /// How many bytes of a text are seen together: those of a block and the start of the word that ends it, of
    /// which the rest may follow.
    pub const SEEN: usize = Self::LENGTH + 16;

    /// The next bytes of a text. Behind its end there is no letter.
    #[inline]
    pub fn seen(bytes: &[u8], at: usize) -> [u8; Self::SEEN] {
        let rest = bytes.get(at..).unwrap_or_default();
        rest.first_chunk().copied().unwrap_or_else(|| {
            let mut seen = [0; Self::SEEN];
            seen[..rest.len()].copy_from_slice(rest);
            seen
        })
    }

    #[inline]
    pub fn of(seen: &[u8; Self::SEEN]) -> Self {
        let block: &[u8; Self::LENGTH] = seen.first_chunk().unwrap_or(&[0; Self::LENGTH]);
        let is_letter = |byte: u8| ((byte | 0x20).wrapping_sub(b'a') < 26) | (byte.wrapping_sub(b'0') < 10);
        let letters = Self::bits(block, is_letter);
        if block.is_ascii() {
            return Self { ascii: Self::LENGTH as u32, letters };
        }
        let ascii = Self::bits(block, |byte| !byte.is_ascii()).trailing_zeros();
        Self { ascii, letters: letters & !(u64::MAX << ascii) }
    }

    /// A bit for each byte that is so, the first lowest. Many bytes are asked side by side.
    #[inline]
    fn bits(block: &[u8; Self::LENGTH], so: impl Fn(u8) -> bool) -> u64 {
        let each = block.map(|byte| u8::from(so(byte)));
        let (eights, _) = each.as_chunks();
        // Moves the lowest bits of eight bytes together into one.
        let gathered = |eight: &[u8; 8]| u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        eights.iter().rev().fold(0, |bits, eight| bits << 8 | gathered(eight))
    }
}
