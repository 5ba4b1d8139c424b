//! Slugs: the part of an address that is made of words.
//!
//! Latin letters lose their accents, because addresses are typed and read aloud; the letters of
//! other scripts stay, because a transliteration is a guess that its readers would not recognise.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::prose::any;

/// The longest slug that we make, in bytes: it must leave room in a file name for an ending.
const LONGEST_MADE: usize = 80;
/// The longest slug that we accept.
const LONGEST: usize = 200;

/// The slug of a text: `Überfall in Łódź!` gives `uberfall-in-lodz`. Empty if the text has no letter
/// and no digit. Cut between words.
pub fn slugify(text: &str) -> String {
    if text.is_ascii() { plain(text) } else { folded(text.nfkd()) }
}

/// The same for ASCII, in which no letter is folded.
fn plain(text: &str) -> String {
    let mut slug = String::with_capacity(text.len() + 2);
    let mut gap = false;
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || byte == b'&' {
            if std::mem::take(&mut gap) && !slug.is_empty() {
                slug.push('-');
            }
            match byte {
                b'&' => slug.push_str("and"),
                _ => slug.push(byte.to_ascii_lowercase().into()),
            }
        } else {
            gap |= byte != b'\'';
        }
    }
    cut(slug, LONGEST_MADE)
}

fn folded(text: impl Iterator<Item = char>) -> String {
    let mut slug = String::new();
    let mut gap = false;
    for c in text.flat_map(char::to_lowercase) {
        if is_combining_mark(c) && slug.chars().next_back().is_some_and(|last| last.is_ascii()) {
            continue;
        }
        let folded = fold(c);
        if folded.is_empty() && !c.is_alphanumeric() && !is_combining_mark(c) {
            // An apostrophe is inside a word: `council's` is `councils`, not `council-s`.
            gap |= !matches!(c, '\'' | '’' | '‘' | '\u{ad}' | '\u{200b}'..='\u{200d}');
            continue;
        }
        if std::mem::take(&mut gap) && !slug.is_empty() {
            slug.push('-');
        }
        if folded.is_empty() { slug.push(c) } else { slug.push_str(folded) }
    }
    let slug = if slug.is_ascii() { slug } else { slug.nfc().collect() };
    cut(slug, LONGEST_MADE)
}

/// Letters that do not decompose.
fn fold(c: char) -> &'static str {
    match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ı' => "i",
        '&' => "and",
        _ => "",
    }
}

fn cut(mut slug: String, longest: usize) -> String {
    if slug.len() <= longest {
        return slug;
    }
    let mut end = longest;
    while !slug.is_char_boundary(end) {
        end -= 1;
    }
    // Between words, unless the first word is longer than everything.
    if slug.as_bytes()[end] != b'-' {
        end = slug[..end].rfind('-').filter(|at| *at > longest / 3).unwrap_or(end);
    }
    slug.truncate(end);
    slug
}

/// Why a slug that somebody wrote cannot be an address, or `None` if it can.
pub fn fault(slug: &str) -> Option<&'static str> {
    // Most have ASCII letters, digits and hyphens only, which are asked for many at once.
    let is_letter = |byte: u8| (byte | 0x20).wrapping_sub(b'a') < 26;
    let is_odd =
        any(slug.as_bytes(), |byte| !is_letter(byte) & (byte.wrapping_sub(b'0') > 9) & (byte != b'-'));
    if slug.is_empty() {
        Some("it is empty")
    } else if is_odd && slug.contains(['/', '\\']) {
        Some("it holds a slash")
    } else if slug.starts_with('.') {
        Some("it begins with a dot")
    } else if slug.len() > LONGEST {
        Some("it is longer than 200 bytes")
    } else if is_odd
        && !slug
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '~') || is_combining_mark(c))
    {
        Some("it holds characters other than letters, digits, `-`, `_`, `.` and `~`")
    } else if slug.eq_ignore_ascii_case("index") {
        Some("`index` is the calendar page of that day")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_words() {
        for (text, slug) in [
            ("Überfall in Łódź!", "uberfall-in-lodz"),
            ("The council's $4.2 million", "the-councils-4-2-million"),
            ("Straße & Bahn", "strasse-and-bahn"),
            ("../../etc/passwd", "etc-passwd"),
            ("北京 2008", "北京-2008"),
            ("مطعم العائلة", "مطعم-العائلة"),
            ("???", ""),
        ] {
            assert_eq!(slugify(text), slug, "{text}");
        }
    }

    #[test]
    fn long_slugs_end_between_words() {
        let slug = slugify(&"harbour ".repeat(50));
        assert!(slug.len() <= LONGEST_MADE && slug.ends_with("harbour"), "{slug}");
        assert_eq!(slugify(&"a".repeat(10_000)).len(), LONGEST_MADE);
    }

    #[test]
    fn paths_are_no_slugs() {
        assert_eq!(fault("../../etc/passwd"), Some("it holds a slash"));
        assert_eq!(fault("..\\x"), Some("it holds a slash"));
        assert_eq!(fault(".."), Some("it begins with a dot"));
        assert_eq!(fault("a\0b"), fault("a b"));
        assert_eq!(fault("a_day_-_Ingeniero.v2"), None);
    }
}
