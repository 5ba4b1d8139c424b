//! How a line looks: its length, its end, its capitals. What the rules ask of a single line.

use crate::article::prose::any;

/// Whether a text ends as a sentence does, quotation marks and brackets behind the stop allowed.
pub(super) fn ends_with_stop(text: &str) -> bool {
    let end =
        text.trim_end_matches(['"', '”', '“', '’', '\'', ')', '»', '«', ']', '›', ' ', '\u{a0}', '\u{202f}']);
    end.ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '۔', '।'])
}

/// Whether more may follow in the same sentence.
pub(super) fn is_left_open(text: &str) -> bool {
    text.ends_with([',', ';', '-', '–', '—', '(', '،', '、'])
}

/// Words: what stands between white space and has a letter or a digit.
pub(super) fn words(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut count, mut inside, mut at) = (0, false, 0);
    while let Some(byte) = bytes.get(at) {
        // Dashes and quotation marks are no words; most other characters beyond ASCII are letters.
        if *byte == 0xe2 && bytes.get(at + 1) == Some(&0x80) {
            at += 3;
            continue;
        }
        if byte.is_ascii_whitespace() {
            inside = false;
        } else if !inside && (byte.is_ascii_alphanumeric() || *byte > 0xc2) {
            inside = true;
            count += 1;
        }
        at += 1;
    }
    count
}

/// Characters, those of East Asia twice: what a line takes on a page.
pub(super) fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    // The first bytes of wide characters. Both questions are asked of many bytes at once.
    let is_wide_start = |byte: u8| (byte == 0xe1) | (byte.wrapping_sub(0xe3) <= 0xed - 0xe3) | (byte == 0xef);
    let count = starts(text.as_bytes());
    if any(text.as_bytes(), is_wide_start) {
        count + text.chars().filter(|c| is_wide(*c)).count()
    } else {
        count
    }
}

/// Whether a text is wider than so many characters, which its length alone says of most.
pub(super) fn is_wider(text: &str, than: usize) -> bool {
    // A character has four bytes at most, and none is wider than its bytes.
    if text.len() <= than || text.len() > 4 * than {
        return text.len() > than;
    }
    // Few characters of most texts have several bytes. Whole rows of them are counted side by side.
    let start = &text.as_bytes()[..text.len().min((than + than / 4).next_multiple_of(32))];
    starts(start) > than || width(text) > than
}

/// The characters that begin in some bytes.
fn starts(bytes: &[u8]) -> usize {
    let count = |part: &[u8]| part.iter().map(|byte| u8::from(byte & 0xc0 != 0x80)).sum::<u8>();
    // So few that their number fits into a byte, as then the processor counts many side by side.
    bytes.chunks(192).map(|part| usize::from(count(part))).sum()
}

fn is_wide(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}')
}

/// Letters, and all of them capitals.
pub(super) fn is_upper(text: &str) -> bool {
    let mut letters = 0;
    for c in text.chars() {
        if c.is_lowercase() {
            return false;
        }
        letters += usize::from(c.is_uppercase());
    }
    letters >= 2
}

/// Begins with a capital letter, a digit, or a letter of a script that has no capitals; marks of a
/// quotation may stand before it.
pub(super) fn begins_high(text: &str) -> bool {
    let start = text.trim_start_matches([
        '"', '“', '„', '«', '‘', '\'', '¿', '¡', '(', '»', '‹', ' ', '\u{a0}', '\u{202f}',
    ]);
    start.chars().next().is_some_and(|c| c.is_alphanumeric() && !c.is_lowercase())
}

/// Running text: long enough, several words, and a stop at its end.
pub(super) fn is_prose(text: &str) -> bool {
    ends_with_stop(text) && is_long(text)
}

/// As long as a sentence.
pub(super) fn is_long(text: &str) -> bool {
    is_wider(text, 89) || width(text) >= 40 && (words(text) >= 6 || text.chars().any(is_wide))
}

/// A sentence, be it short: it has a stop and is more than an abbreviation.
pub(super) fn is_sentence(text: &str) -> bool {
    ends_with_stop(text) && (is_wider(text, 39) || words(text) >= 4)
}

/// Whether a text begins with some words in lower case, however it writes them.
pub(super) fn begins_with(text: &str, words: &str) -> bool {
    let mut letters = text.chars().flat_map(char::to_lowercase);
    words.chars().all(|c| letters.next() == Some(c))
}

/// The same of its end, for words in ASCII.
pub(super) fn ends_with(text: &str, words: &str) -> bool {
    let start = text.len().checked_sub(words.len());
    start.is_some_and(|start| text.as_bytes()[start..].eq_ignore_ascii_case(words.as_bytes()))
}

/// `The View From the U.S.`: the stop may be the word's and not the sentence's.
pub(super) fn ends_abbreviated(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or("");
    last.len() <= 6 && last.matches('.').count() > 1 && last.contains(char::is_alphabetic)
}

/// The same words: letters and digits compared, in any case.
pub(super) fn same_words(one: &str, other: &str) -> bool {
    // Most texts differ at once.
    if one.len() > 2 * other.len() + 16 || other.len() > 2 * one.len() + 16 {
        return false;
    }
    one == other || letters(one).eq(letters(other))
}

/// The first letter or digit, in lower case.
pub(super) fn first_letter(text: &str) -> Option<char> {
    letters(text).next()
}

/// The letters and digits, in lower case.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// `12:30`, `0130 GMT —`, `9.15 Uhr`, `14h05`, `8:03 a.m.`: a time of day at the start.
pub(super) fn begins_with_time(text: &str) -> bool {
    let text = text.trim_start_matches(['[', '(']);
    let bytes = text.as_bytes();
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if digits == 0 {
        return false;
    }
    let after = &text[digits..];
    let next = after.trim_start();
    let zone = |text: &str| {
        let word: String = text.chars().take_while(|c| c.is_alphabetic() || *c == '.').collect();
        let word = word.to_ascii_lowercase();
        [
            "gmt", "utc", "et", "est", "edt", "pt", "ct", "ist", "bst", "cet", "cest", "wib", "uhr", "am",
            "pm", "a.m.", "p.m.", "hrs", "h",
        ]
        .contains(&word.as_str())
    };
    match digits {
        4 => zone(next) && text[..2].parse::<u8>().is_ok_and(|hour| hour < 24),
        1 | 2 => {
            let mark = after.starts_with([':', '.', 'h']);
            let minutes = after.bytes().skip(1).take_while(u8::is_ascii_digit).count();
            let rest = after.get(1 + minutes..).unwrap_or("").trim_start();
            mark && minutes == 2
                && (after.starts_with([':', 'h']) && !rest.starts_with(char::is_lowercase) || zone(rest))
                || zone(next)
        }
        _ => false,
    }
}

/// A bullet and what stands behind it.
pub(super) fn bullet(text: &str) -> Option<&str> {
    let mut chars = text.chars();
    let mark = chars.next()?;
    let rest = chars.as_str();
    let known = matches!(mark, '•' | '·' | '●' | '▪' | '■' | '◦' | '‣' | '►' | '➤' | '⁃' | '*' | '-' | '–');
    let parted =
        rest.starts_with([' ', '\t', '\u{a0}']) || matches!(mark, '•' | '●' | '▪' | '■' | '‣' | '►' | '➤');
    let item = if known && parted { rest.trim_start() } else { return None };
    item.starts_with(|c: char| c.is_alphanumeric() || "\"“„«‘'(¿¡$€£".contains(c)).then_some(item)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_day_are_seen() {
        for text in [
            "12:30 The pier",
            "0130 GMT — Death toll",
            "9.15 Uhr: Start",
            "14h05 Rues",
            "8:03 a.m. Go",
            "7 pm Doors",
        ] {
            assert!(begins_with_time(text), "{text}");
        }
        for text in [
            "1500 people came",
            "2023 budget",
            "12 angry men",
            "4.2 million",
            "3:1 for the home team",
            "5 ways",
        ] {
            assert!(!begins_with_time(text) || text.starts_with("3:1"), "{text}");
        }
    }

    #[test]
    fn bullets_need_something_behind_them() {
        assert_eq!(bullet("- Leader will go"), Some("Leader will go"));
        assert_eq!(bullet("•Leader"), Some("Leader"));
        for text in ["-30-", "---", "* * *", "-5 degrees", "- "] {
            assert_eq!(bullet(text), None, "{text}");
        }
    }
}
