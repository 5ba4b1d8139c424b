//! Bytes to text: whatever the encoding, one kind of line end, no control characters, NFC.

use std::borrow::Cow;

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::article::prose::{any, has_control};

use super::mend::{Mended, mend};

/// A text, and how many bytes of it were no characters and had to be replaced.
#[derive(Debug, PartialEq, Eq)]
pub struct Decoded {
    pub text: String,
    pub replaced: usize,
}

/// The text of some bytes, or `None` if they are no text.
///
/// UTF-8 and UTF-16 are known by their marks or by being valid; anything else is taken for
/// Windows-1252, which is what old newsroom systems wrote, unless it is UTF-8 with a few bad bytes.
pub fn decode(bytes: &[u8]) -> Option<Decoded> {
    if is_whole(bytes)
        && let Ok(text) = str::from_utf8(bytes)
    {
        return Some(Decoded { text: text.to_owned(), replaced: 0 });
    }
    let (text, replaced) = characters(bytes)?;
    Some(Decoded { text: composed(lines_ended(text)), replaced })
}

/// The same for a text that is read line by line and may be damaged: every separator of lines is a line
/// end, and letters that went through a wrong encoding are mended.
pub fn decode_mended(bytes: &[u8]) -> Option<(Decoded, Mended)> {
    let (text, replaced) = characters(bytes)?;
    let (text, mended) = mended(text.into_owned());
    Some((Decoded { text, replaced }, mended))
}

/// The same for what is characters already.
pub fn mended(text: String) -> (String, Mended) {
    if is_whole(text.as_bytes()) {
        return (text, Mended::default());
    }
    // Before the control characters go: some of them are bytes of spoilt letters.
    let (text, mended) = mend(text);
    let text = lines_ended(Cow::Owned(text));
    let text = if has(text.as_bytes(), "\u{2028}") { text.replace('\u{2028}', "\n") } else { text };
    (composed(text), mended)
}

/// Whether nothing can be wrong with a text: it is ASCII without control characters, but for single letters
/// with accents, dashes and quotation marks. That holds for most, and is found out in two looks at each byte.
fn is_whole(bytes: &[u8]) -> bool {
    if has_control(bytes) {
        return false;
    }
    let mut rest = bytes;
    loop {
        let chunks = rest.chunks(64).take_while(|chunk| chunk.is_ascii()).map(<[u8]>::len).sum();
        let Some(at) = rest[chunks..].iter().position(|byte| !byte.is_ascii()) else { return true };
        let length = match &rest[chunks + at..] {
            [0xc3..=0xc9, _, next, ..] if next.is_ascii() => 2,
            [0xe2, 0x80, 0x90..=0xa7 | 0xb0..=0xbf, ..] => 3,
            _ => return false,
        };
        rest = &rest[chunks + at + length..];
    }
}

fn characters(bytes: &[u8]) -> Option<(Cow<'_, str>, usize)> {
    Some(match bytes {
        [0xff, 0xfe, ..] => (UTF_16LE.decode_with_bom_removal(bytes).0, 0),
        [0xfe, 0xff, ..] => (UTF_16BE.decode_with_bom_removal(bytes).0, 0),
        _ if is_binary(bytes) => return None,
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => (Cow::Borrowed(text.strip_prefix('\u{feff}').unwrap_or(text)), 0),
            Err(_) => guessed(bytes),
        },
    })
}

/// The text of bytes that are not all UTF-8, and how many places had to be replaced.
fn guessed(bytes: &[u8]) -> (Cow<'_, str>, usize) {
    let replaced = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
    let letters: usize = bytes.utf8_chunks().map(|chunk| wide(chunk.valid())).sum();
    match letters > 4 * replaced {
        true => (UTF_8.decode_with_bom_removal(bytes).0, replaced),
        false => (WINDOWS_1252.decode_without_bom_handling(bytes).0, 0),
    }
}

fn composed(text: String) -> String {
    if is_nfc(&text) { text } else { text.nfc().collect() }
}

/// Whether a text is surely in NFC.
fn is_nfc(text: &str) -> bool {
    // What is below U+0300 is in that form, whatever stands around it; most of a text is ASCII.
    let mut rest = text;
    let wide = std::iter::from_fn(|| {
        loop {
            let chunks = rest.as_bytes().chunks(64);
            let ascii = chunks.take_while(|chunk| chunk.is_ascii()).map(<[u8]>::len).sum();
            let mut chars = rest.get(ascii..)?.chars();
            let c = chars.find(|c| !c.is_ascii())?;
            rest = chars.as_str();
            if c >= '\u{300}' {
                return Some(c);
            }
        }
    });
    text.is_ascii() || is_nfc_quick(wide) == IsNormalized::Yes
}

/// Characters that need several bytes: by chance there are hardly any in text of another encoding.
fn wide(text: &str) -> usize {
    text.chars().filter(|c| !c.is_ascii()).count()
}

/// Text has no zero bytes and hardly a control character.
fn is_binary(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(8192)];
    let is_odd = |byte: u8| (byte < 32) & !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1a | 0x1b);
    let odd = || start.iter().filter(|byte| is_odd(**byte)).count();
    any(bytes, |byte| (byte < 32) & (byte != b'\n')) && (bytes.contains(&0) || odd() * 20 > start.len())
}

/// Whether a character of several bytes is there.
fn has(bytes: &[u8], character: &str) -> bool {
    memchr::memmem::find(bytes, character.as_bytes()).is_some()
}

/// Every line end as `\n`; no other control character than the tab.
fn lines_ended(text: Cow<'_, str>) -> String {
    let bytes = text.as_bytes();
    // Beyond ASCII all characters that go are below U+00A0, above U+FEFE, or one of two in the middle.
    let suspect = || {
        let mut leads = memchr::memchr2_iter(0xc2, 0xef, bytes);
        leads.any(|at| matches!(bytes[at..], [0xc2, ..0xa0, ..] | [0xef, 0xbb | 0xbf, ..]))
    };
    let separated = || has(bytes, "\u{2028}") || has(bytes, "\u{2029}");
    if !has_control(bytes) && (text.is_ascii() || !suspect() && !separated()) {
        return text.into_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                if chars.peek() != Some(&'\n') {
                    out.push('\n');
                }
            }
            '\u{0c}' => out.push('\n'),
            // Line ends of word processors. TOML and Markdown take them for text, and so must we.
            '\u{2028}' | '\u{2029}' | '\u{85}' => out.push('\u{2028}'),
            '\n' | '\t' => out.push(c),
            '\u{feff}' => {}
            c if c.is_control() => {}
            // Not characters: XML, and so every feed and sitemap, refuses them.
            '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_gives_the_same_text() {
        let text = "Zoë’s café\nopened";
        let utf16: Vec<u8> =
            [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let windows = b"Zo\xeb\x92s caf\xe9\r\nopened";
        let decomposed = "Zoe\u{308}’s cafe\u{301}\ropened";
        let marked = format!("\u{feff}{text}");
        for bytes in [text.as_bytes(), &utf16, windows, decomposed.as_bytes(), marked.as_bytes()] {
            assert_eq!(decode(bytes), Some(Decoded { text: text.to_owned(), replaced: 0 }));
        }
    }

    #[test]
    fn a_few_bad_bytes_do_not_make_it_another_encoding() {
        let mut bytes = "Zoë’s café in Łódź, “opened”".as_bytes().to_vec();
        bytes.push(0xff);
        let decoded = decode(&bytes).unwrap();
        assert_eq!((decoded.text.as_str(), decoded.replaced), ("Zoë’s café in Łódź, “opened”\u{fffd}", 1));
    }

    #[test]
    fn pictures_are_no_text() {
        assert_eq!(decode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), None);
        assert_eq!(decode(&[1, 2, 3, 4, 5, 6, 7, 8]), None);
    }

    /// Scraps of texts, among them what must go or be mended.
    const SCRAPS: &[&str] = &[
        "a", " ", "\n", "\t", "\r", "\0", "\u{7f}", "\u{85}", "\u{a0}", "ß", "é", "e\u{301}", "\u{301}", "Ǹ",
        "ʰ", "’", "—", "…", "\u{2028}", "\u{2029}", "‰", "Å", "한", "ﬁ", "\u{feff}", "\u{ffff}", "Ω", "𝄞",
    ];

    proptest::proptest! {
        #[test]
        fn nothing_is_done_to_what_is_whole(
            scraps in proptest::collection::vec(proptest::sample::select(SCRAPS), 0..6),
        ) {
            let text = scraps.concat();
            let slow = characters(text.as_bytes()).map(|(text, _)| composed(lines_ended(text)));
            proptest::prop_assert_eq!(decode(text.as_bytes()).map(|decoded| decoded.text), slow);
        }
    }
}
