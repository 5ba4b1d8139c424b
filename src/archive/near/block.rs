//! Some bytes of a text at a time: which of them are letters, as the bits of one number.

/// The next bytes of a text, so many that some words are whole among them.
pub(super) struct Block {
    /// How many of them are ASCII before one that is not.
    pub ascii: u32,
    /// A bit for each of these, the first lowest: set for letters and digits.
    pub letters: u64,
}

impl Block {
    pub const LENGTH: usize = 64;

    #[inline]
    pub fn at(bytes: &[u8], at: usize) -> Self {
        let rest = bytes.get(at..).unwrap_or_default();
        if let Some(block) = rest.first_chunk() {
            return Self::of(block);
        }
        // Behind the end of a text there is no letter.
        let mut block = [0; Self::LENGTH];
        block[..rest.len()].copy_from_slice(rest);
        Self::of(&block)
    }

    #[inline]
    fn of(block: &[u8; Self::LENGTH]) -> Self {
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
