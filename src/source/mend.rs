//! What is mended in a text after its bytes are decoded: letters that went through a wrong encoding,
//! hyphens and spaces that nobody sees.
//!
//! Only what cannot be meant is touched. Not for choosing the encoding, line ends or control characters:
//! that is `encoding`. A mended text may have to be composed (NFC) again.

mod invisible;
mod mojibake;

/// How many of each kind were mended in a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Mended {
    /// Characters made whole out of two to four others. What was spoilt twice counts twice.
    pub mojibake: usize,
    /// Soft hyphens taken out.
    pub soft_hyphens: usize,
    /// Characters without width, and marks of direction in a text without one, taken out.
    pub zero_width: usize,
}

/// Text that went through the wrong encoding more often than this is left.
const MOST_PASSES: usize = 3;

/// The text, mended, and what was.
///
/// A text without anything suspect is given back as it is, uncopied; that is found out at the speed of
/// memory. Otherwise each kind of damage costs one copy.
pub fn mend(text: String) -> (String, Mended) {
    let mut mended = Mended::default();
    if text.is_ascii() || !is_suspect(text.as_bytes()) {
        return (text, mended);
    }
    let mut text = text;
    for _ in 0..MOST_PASSES {
        let Some((better, count)) = mojibake::mend(&text) else { break };
        text = better;
        mended.mojibake += count;
    }
    if let Some(better) = invisible::remove(&text, &mut mended) {
        text = better;
    }
    (text, mended)
}

/// Whether any bytes are like those of what we mend. The first of them are rare in most languages.
fn is_suspect(bytes: &[u8]) -> bool {
    let suspect = |at: usize| match bytes.get(at..) {
        Some([0xc2, second, ..]) => *second == 0xad,
        Some([first, second, third, ..]) => suspect(*first, *second, *third),
        _ => false,
    };
    memchr::memchr3_iter(0xc2, 0xc3, 0xef, bytes).any(suspect)
        || memchr::memchr_iter(0xe2, bytes).any(suspect)
}

/// The first letter of mojibake (`Â` to `ô`) before any that is not ASCII, and for what has no width.
fn suspect(a: u8, b: u8, c: u8) -> bool {
    let spoilt = (a == 0xc3) & (b.wrapping_sub(0x82) <= 0x32) & (c >= 0x80);
    let narrow = (a == 0xe2) & (b == 0x80) & ((c.wrapping_sub(0x8b) <= 4) | (c.wrapping_sub(0xaa) <= 4));
    let joined = (a == 0xe2) & (b == 0x81) & (c.wrapping_sub(0xa0) <= 9);
    let mark = (a == 0xef) & (b == 0xbb) & (c == 0xbf);
    spoilt | narrow | joined | mark
}

#[cfg(test)]
mod tests;
