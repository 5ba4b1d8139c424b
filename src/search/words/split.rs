//! Splits a text into pieces: words, numbers, and runs of scripts without blanks.
//!
//! It decides where pieces begin and end and which are noise, never what they are called: that is `form`.

use super::head::Head;
use super::letters::{is_apostrophe, is_hebrew, is_neutral, is_unspaced, is_word};

/// The longest word that is indexed, in characters.
const LONGEST: usize = 40;
/// From this length on, a word that changes so often between letters and digits is a code.
const CODE: usize = 16;
const CHANGES: usize = 4;

/// A word as it is written, or a run of a script without blanks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    pub text: &'a str,
    pub head: Head,
    pub unspaced: bool,
}

/// Calls `each` with every piece of a text, in order. Allocates nothing.
pub fn split<'a>(text: &'a str, mut each: impl FnMut(Piece<'a>)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(start) = next_word(text, at) {
        let head = Head::at(bytes, start);
        let length = head.alphanumeric();
        // Most words are short and plain, and so is what they end at.
        let is_plain = (1..CODE).contains(&length) && ends_plainly(bytes, start + length);
        let (end, ascii) = if is_plain { (start + length, true) } else { end_of_run(text, start) };
        at = end;
        let run = &text[start..end];
        if run.len() == 1 && beside_apostrophe(text, start, end) {
            continue;
        }
        if is_plain {
            each(Piece { text: run, head: head.first(length), unspaced: false });
        } else if ascii {
            give(run, false, &mut each);
        } else if run.chars().nth(1).is_some() || !beside_apostrophe(text, start, end) {
            by_script(run, &mut each);
        }
    }
}

/// Whether a run of ASCII letters and digits that reaches to here goes on no further.
#[inline]
fn ends_plainly(bytes: &[u8], end: usize) -> bool {
    bytes.get(end).is_none_or(|byte| match byte {
        b'.' | b',' => !groups_digits(bytes, end, 1),
        _ => byte.is_ascii(),
    })
}

/// Where the next word character is, from a place on.
#[inline]
fn next_word(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        if bytes[at].is_ascii() {
            if bytes[at].is_ascii_alphanumeric() {
                return Some(at);
            }
            at += 1;
        } else {
            let letter = text[at..].chars().next()?;
            if is_word(letter) {
                return Some(at);
            }
            at += letter.len_utf8();
        }
    }
    None
}

/// Where the run of word characters ends that begins here, and whether it is all ASCII.
fn end_of_run(text: &str, start: usize) -> (usize, bool) {
    let bytes = text.as_bytes();
    let mut at = start;
    let mut ascii = true;
    while at < bytes.len() {
        let byte = bytes[at];
        if byte.is_ascii_alphanumeric() {
            at += 1;
            continue;
        }
        if byte.is_ascii() {
            let joins = match byte {
                b'.' | b',' => groups_digits(bytes, at, 1),
                b'"' | b'\'' => !ascii && joins_hebrew(text, at, 1),
                _ => false,
            };
            if !joins {
                break;
            }
            at += 1;
            continue;
        }
        let Some(letter) = text[at..].chars().next() else { break };
        let width = letter.len_utf8();
        let joins = is_word(letter)
            || matches!(letter, '\u{a0}' | '\u{202f}') && groups_digits(bytes, at, width)
            || matches!(letter, '\u{5f3}' | '\u{5f4}' | '\u{2019}' | '\u{201d}')
                && joins_hebrew(text, at, width);
        if !joins {
            break;
        }
        ascii = false;
        at += width;
    }
    (at, ascii)
}

/// Whether a separator stands between a digit and exactly three digits.
fn groups_digits(bytes: &[u8], at: usize, width: usize) -> bool {
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    at > 0 && digit(at - 1) && (0..3).all(|next| digit(at + width + next)) && !digit(at + width + 3)
}

/// Whether a quotation mark stands between two Hebrew letters, as in abbreviations.
fn joins_hebrew(text: &str, at: usize, width: usize) -> bool {
    text[..at].chars().next_back().is_some_and(is_hebrew)
        && text[at + width..].chars().next().is_some_and(is_hebrew)
}

/// Whether an apostrophe ties this to another word: `l’` in `l’homme`, `s` in `China’s`.
fn beside_apostrophe(text: &str, start: usize, end: usize) -> bool {
    let mut before = text[..start].chars().rev();
    let mut after = text[end..].chars();
    before.next().is_some_and(is_apostrophe) && before.next().is_some_and(is_word)
        || after.next().is_some_and(is_apostrophe) && after.next().is_some_and(is_word)
}

/// Divides a run where it changes between scripts with and without blanks.
fn by_script<'a>(run: &'a str, each: &mut impl FnMut(Piece<'a>)) {
    let mut start = 0;
    let mut unspaced = run.chars().next().is_some_and(is_unspaced);
    for (at, letter) in run.char_indices() {
        let changes =
            if unspaced { !is_unspaced(letter) && !is_neutral(letter) } else { is_unspaced(letter) };
        if changes {
            give(&run[start..at], unspaced, each);
            (start, unspaced) = (at, !unspaced);
        }
    }
    give(&run[start..], unspaced, each);
}

fn give<'a>(text: &'a str, unspaced: bool, each: &mut impl FnMut(Piece<'a>)) {
    if unspaced || is_wanted(text) {
        each(Piece { text, head: Head::of(text), unspaced });
    }
}

/// Neither too long for a word nor a code, such as a checksum.
fn is_wanted(word: &str) -> bool {
    if word.len() < CODE {
        return true;
    }
    let length = word.chars().count();
    if !(CODE..=LONGEST).contains(&length) {
        return length < CODE;
    }
    let digits = word.chars().map(|letter| letter.is_ascii_digit());
    digits.clone().zip(digits.skip(1)).filter(|(left, right)| left != right).count() < CHANGES
}
