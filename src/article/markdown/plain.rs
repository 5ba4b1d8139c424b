//! Texts without markup, as most articles are: paragraphs, and headings of the second level. What the
//! archive must know of them is found without a parser, and is what a parser would find.
//!
//! In doubt a text is none of these. Not for rendering.

use super::super::prose::any;
use super::survey::{Survey, count_words_of_plain};

/// The survey of a text that surely is nothing but paragraphs and headings.
pub(super) fn survey(text: &str) -> Option<Survey> {
    if has_markup(text.as_bytes()) {
        return None;
    }
    let mut lede = String::new();
    let (mut start, mut next, mut headings) = (0, 0, 0);
    for end in memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
        let (at, line) = (next, &text[next..end]);
        next = end + 1;
        let heading = line.strip_prefix("## ");
        if heading.map_or_else(|| is_other(line), |title| is_other(title) || title.contains(['#', '{'])) {
            return None;
        }
        headings += u32::from(heading.is_some());
        // The first paragraph ends with the line above one of these.
        if lede.is_empty() && (line.is_empty() || heading.is_some()) {
            lede = joined(&text[start..at]);
            start = next;
        }
    }
    if lede.is_empty() {
        lede = joined(text.get(start..).unwrap_or_default());
    }
    // The signs of headings are parted from their words.
    let words = count_words_of_plain(text) - headings;
    Some(Survey { words, lede, ..Survey::default() })
}

/// Whether any byte may be markup wherever it stands.
fn has_markup(bytes: &[u8]) -> bool {
    // From one bracket over the backslash and `_` to the backtick.
    let is_bracket = |byte: u8| (byte.wrapping_sub(b'[') <= b'`' - b'[') | (byte == b'<');
    let is_control = |byte: u8| (byte < b' ') & (byte != b'\n');
    any(bytes, |byte| is_bracket(byte) | (byte == b'*') | (byte == b'~') | is_control(byte))
        || memchr::memchr_iter(b'&', bytes).any(|at| bytes.get(at + 1).is_some_and(|next| *next != b' '))
}

/// Whether a line may begin or end something else than a paragraph: a quotation, a list, a table, code, or
/// a break.
fn is_other(line: &str) -> bool {
    let bytes = line.as_bytes();
    let is_space = |byte: Option<&u8>| byte == Some(&b' ');
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    matches!(bytes.first(), Some(b'#' | b'>' | b'-' | b'+' | b'=' | b'|' | b':'))
        || digits > 0 && matches!(bytes.get(digits), Some(b'.' | b')'))
        || is_space(bytes.first())
        || is_space(bytes.last())
}

/// The lines of a paragraph as one.
fn joined(lines: &str) -> String {
    lines.trim().replace('\n', " ")
}
