//! Small things about words, for messages: counts with their nouns, and the nearest known name.
//!
//! Not for the text of articles: that is `article/`.

/// `1 article`, `2,084 articles`: a number with its noun, in the plural where needed.
pub fn count(number: usize, noun: &str) -> String {
    format!("{} {}", thousands(number), plural(number, noun))
}

/// The noun alone: `article` for one, `articles` for any other number.
pub fn plural(number: usize, noun: &str) -> String {
    match noun {
        _ if number == 1 => noun.to_owned(),
        _ if noun.ends_with('y') => format!("{}ies", &noun[..noun.len() - 1]),
        _ => format!("{noun}s"),
    }
}

/// `1234567` as `1,234,567`.
pub fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A name with hyphens as words, the first with a capital: `local-news` as `Local news`.
pub fn sentence_case(name: &str) -> String {
    capitalized(&name.replace(['-', '_'], " "))
}

/// A text with a capital at its start.
pub fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The same with a capital for each word: `the-merrow-ledger` as `The Merrow Ledger`.
pub fn title_case(name: &str) -> String {
    name.split(['-', '_', ' '])
        .filter(|word| !word.is_empty())
        .map(sentence_case)
        .collect::<Vec<_>>()
        .join(" ")
}

/// `17.3 MB`: bytes as people say them, in powers of ten.
pub fn bytes(number: u64) -> String {
    const UNITS: [&str; 4] = ["kB", "MB", "GB", "TB"];
    if number < 1000 {
        return format!("{number} bytes");
    }
    let mut value = number as f64 / 1000.0;
    let mut unit = 0;
    while value >= 1000.0 && unit + 1 < UNITS.len() {
        value /= 1000.0;
        unit += 1;
    }
    format!("{value:.1} {}", UNITS[unit])
}

/// The known name that somebody probably meant, if any is near enough.
pub fn nearest<'a>(written: &str, known: &[&'a str]) -> Option<&'a str> {
    let written = written.to_lowercase().replace('-', "_");
    known
        .iter()
        .map(|name| (strsim::damerau_levenshtein(&written, name), *name))
        .filter(|(distance, name)| *distance <= 1 + name.len() / 4)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_grammatical() {
        assert_eq!(count(0, "article"), "0 articles");
        assert_eq!(count(1, "entry"), "1 entry");
        assert_eq!(count(1_234_567, "entry"), "1,234,567 entries");
    }

    #[test]
    fn bytes_are_readable() {
        assert_eq!(bytes(12), "12 bytes");
        assert_eq!(bytes(52_428_800), "52.4 MB");
    }

    #[test]
    fn nearest_knows_when_nothing_is_near() {
        let known = ["title", "subtitle", "section", "base_url"];
        assert_eq!(nearest("titel", &known), Some("title"));
        assert_eq!(nearest("base-url", &known), Some("base_url"));
        assert_eq!(nearest("weight", &known), None);
    }
}
