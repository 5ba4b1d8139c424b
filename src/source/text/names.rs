//! Names of people and places as they are printed: whether a few words are one, and `JANE DOE` as
//! `Jane Doe`.
//!
//! Not for who somebody is or what he does: see `roles` and `agencies`.

use std::cell::LazyCell;

use super::lexicon::Lexicon;

/// A name of more words is none.
const MOST_WORDS: usize = 5;
/// A name of more bytes is none; no single word of one is longer either.
const LONGEST: usize = 80;

/// Small words inside names, which stay small: the Spanish, Portuguese, Dutch, German and Arabic ones.
/// `di` and `le` are not among them, as Italians and the French write `Di Maio` and `Le Pen`.
#[rustfmt::skip]
static PARTICLES: Lexicon = Lexicon::new(&[
    "de", "da", "das", "do", "dos", "del", "e", "y", "van", "von", "vom", "zu", "zur", "der", "den", "ter",
    "ten", "bin", "binti", "ibn", "al", "el", "ul", "af", "av", "upon", "sur", "am",
]);

/// Small words in names that are as often written with a capital.
static LOOSE_PARTICLES: Lexicon =
    Lexicon::new(&["la", "las", "los", "di", "della", "du", "des", "le", "und", "d", "of", "'t"]);

/// Words that are in headlines and never in names.
#[rustfmt::skip]
static NEVER: Lexicon = Lexicon::new(&[
    "the", "and", "for", "from", "with", "of", "is", "are", "was", "were", "after", "over", "or", "not", "but",
    "how", "why", "what", "when", "who", "where", "his", "her", "their", "this", "that", "into", "about",
    "says", "said", "say", "will", "has", "have", "than", "out", "up", "in", "at", "on", "your", "our",
    "its", "der", "die", "das", "und",
]);

/// The name that some words are, with care for its capitals, or `None` if they are none.
///
/// Each word begins with a capital, but for particles between. `fewest` is the number of words that it must
/// have. Allocates only for what is a name.
pub fn person(text: &str, fewest: usize) -> Option<String> {
    if text.len() > LONGEST {
        return None;
    }
    let mut count = 0;
    for (at, word) in text.split(' ').filter(|word| !word.is_empty()).enumerate() {
        count += 1;
        if count > MOST_WORDS || !is_name_word(word, at) {
            return None;
        }
    }
    let last = text.rsplit(' ').next().unwrap_or_default();
    let ends_well = !PARTICLES.has(last.trim_end_matches('.')) || last.starts_with(char::is_uppercase);
    let has_body = text.split(' ').any(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1);
    (count >= fewest.max(1) && ends_well && has_body).then(|| capitalised(text))
}

/// A word of a name, the first being at 0.
fn is_name_word(word: &str, at: usize) -> bool {
    let is_plain =
        |c: char| c.is_alphabetic() || matches!(c, '.' | '\'' | '’' | '‘' | '-' | '‐' | '`') || is_mark(c);
    let dots = word.bytes().filter(|byte| *byte == b'.').count();
    if !word.chars().all(is_plain) || dots > 4 {
        return false;
    }
    // A full stop ends initials and the like, and sentences too.
    let is_sentence = word.ends_with('.') && word.len() > 5 && dots == 1;
    // `Der` is a particle, and `DER` before a noun the headline's.
    let is_small = word.starts_with(char::is_lowercase);
    if is_small {
        let particle = PARTICLES.has(word) || LOOSE_PARTICLES.has(word) && word != "of";
        return at > 0 && particle || word.contains('-') && is_arabic(word) || is_elided(word);
    }
    let is_foreign = at > 0 && PARTICLES.has(word);
    !is_sentence && word.starts_with(char::is_uppercase) && (is_foreign || !NEVER.has(word))
}

/// Marks that some scripts set onto letters.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// `al-Sisi`, `el-Baradei`.
fn is_arabic(word: &str) -> bool {
    let article = word.split('-').next().unwrap_or_default();
    matches!(article, "al" | "el" | "ul" | "bin" | "as" | "ash" | "ad" | "an" | "at" | "ar" | "abd")
}

/// `d'Angelo`, `l’Huillier`.
fn is_elided(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(|c| matches!(c, 'd' | 'l'))
        && letters.next().is_some_and(|c| matches!(c, '\'' | '’'))
        && letters.next().is_some_and(char::is_uppercase)
}

/// Whether the words are in capitals, but for particles, `Mc` and `Jr.`; one letter alone is not.
pub fn is_shouted(text: &str) -> bool {
    let mut any = false;
    for word in text.split([' ', '-', '/']).filter(|word| !word.is_empty()) {
        let is_loud = is_loud(word);
        any |= is_loud;
        let is_neutral = !word.chars().any(char::is_lowercase) || PARTICLES.has(word);
        if !is_loud && !is_neutral && !is_one_of(word.trim_end_matches('.'), &["jr", "sr", "st", "la"]) {
            return false;
        }
    }
    any
}

/// A word in capitals: two at least, and none small behind them (`McDONALD`).
pub fn is_loud(word: &str) -> bool {
    let (mut capitals, mut all) = (0, 0);
    for c in word.chars().filter(|c| c.is_alphabetic()) {
        capitals = if c.is_lowercase() { 0 } else { capitals + 1 };
        all += 1;
    }
    capitals >= 2 && (capitals == all || capitals > 3)
}

/// Whether a word is one of a list in lower case, however it is written.
pub fn is_one_of(word: &str, list: &[&str]) -> bool {
    // Most are told apart by their length and their first letter.
    let first = |word: &str| word.bytes().next().map(|byte| byte | 0x20);
    let begins = first(word);
    let is_it = |known: &str| known.len() == word.len() && first(known) == begins;
    list.iter().any(|known| is_it(known) && known.eq_ignore_ascii_case(word))
}

/// `JANE DOE` as `Jane Doe`: words in capitals get small letters, others stay; spaces become single.
pub fn capitalised(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut words = text.split_whitespace().peekable();
    let all = LazyCell::new(|| is_shouted(text));
    while let Some(word) = words.next() {
        let (is_first, is_last) = (out.is_empty(), words.peek().is_none());
        if !is_first {
            out.push(' ');
        }
        let is_particle = || PARTICLES.has(word) || out.ends_with("de ") && LOOSE_PARTICLES.has(word);
        if !is_first && !is_last && is_particle() && *all {
            out.push_str(&word.to_lowercase());
        } else if is_loud(word) && !is_initials(word, *all, is_last && !is_first) {
            softened(word, !is_first, &mut out);
        } else {
            out.push_str(word);
        }
    }
    out
}

/// `J.R.`, `III`, and two letters that nobody could say, or that stand before a name in small letters.
fn is_initials(word: &str, all: bool, is_last: bool) -> bool {
    let is_number = matches!(word, "II" | "III" | "IV" | "VI" | "VII" | "VIII");
    let has_inner_stop = word.trim_end_matches('.').contains('.');
    let letters = word.trim_end_matches('.');
    let is_pair =
        letters.len() == 2 && !is_one_of(letters, &["jr", "sr", "st", "dr", "mr", "ms", "ng", "mc"]);
    let unsaid = letters.ends_with('J') || !letters.contains(['A', 'E', 'I', 'O', 'U', 'Y']);
    is_number || has_inner_stop || is_pair && (unsaid || !all && !is_last)
}

/// One word with small letters: each part between hyphens, and behind `O'` and `Mc`, has its capital.
fn softened(word: &str, is_inner: bool, out: &mut String) {
    let mut parts = word.split('-').peekable();
    let mut at = 0;
    while let Some(part) = parts.next() {
        let is_article =
            at == 0 && is_inner && is_one_of(part, &["al", "el", "ul"]) && parts.peek().is_some();
        let is_between = at > 0 && parts.peek().is_some() && is_between(part);
        if is_article || is_between {
            out.push_str(&part.to_lowercase());
        } else {
            part_softened(part, out);
        }
        if parts.peek().is_some() {
            out.push('-');
        }
        at += 1;
    }
}

/// `Port-au-Prince`, `Stratford-upon-Avon`.
fn is_between(part: &str) -> bool {
    PARTICLES.has(part) || is_one_of(part, &["au", "aux", "en", "sous", "les", "le", "la", "on", "by", "in"])
}

fn part_softened(part: &str, out: &mut String) {
    // `McDONALD` and `O'BRIEN` show where the second capital is; `MCDONALD` is known.
    let mixed = part
        .char_indices()
        .skip(1)
        .find(|(at, c)| c.is_uppercase() && part[..*at].ends_with(char::is_lowercase));
    let elided = part.char_indices().nth(1).filter(|(_, c)| matches!(c, '\'' | '’'));
    let split = match (mixed, elided) {
        (Some((at, _)), _) => at,
        (None, Some((at, mark))) => at + mark.len_utf8(),
        _ if part.starts_with("MC") && part.len() > 4 => 2,
        _ => 0,
    };
    let (head, tail) = part.split_at(split);
    for piece in [head, tail] {
        let mut letters = piece.chars();
        out.extend(letters.next());
        // The Turkish capital has a dot of its own, which its small letter does not carry along.
        out.push_str(&letters.as_str().replace('İ', "i").to_lowercase());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_are_softened_with_care() {
        let cases = [
            ("JANE DOE", "Jane Doe"),
            ("JOHN McDONALD", "John McDonald"),
            ("JOHN MCDONALD", "John McDonald"),
            ("PAT O'BRIEN", "Pat O'Brien"),
            ("PAT O’BRIEN", "Pat O’Brien"),
            ("JEAN-LUC PICARD", "Jean-Luc Picard"),
            ("JUAN DE LA CRUZ", "Juan de la Cruz"),
            ("JAN VAN DER BERG", "Jan van der Berg"),
            ("JAN van der BERG", "Jan van der Berg"),
            ("J.R. SMITH", "J.R. Smith"),
            ("JOHN DOE III", "John Doe III"),
            ("JOHN DOE JR.", "John Doe Jr."),
            ("JOHN DOE Jr.", "John Doe Jr."),
            ("J. DOE", "J. Doe"),
            ("TJ DOE", "TJ Doe"),
            ("AJ DOE", "AJ Doe"),
            ("AL GORE", "Al Gore"),
            ("LI YU", "Li Yu"),
            ("Jean DUPONT", "Jean Dupont"),
            ("Jane Doe", "Jane Doe"),
            ("AJ Smith", "AJ Smith"),
            ("VAN JONES", "Van Jones"),
            ("MARINE LE PEN", "Marine Le Pen"),
            ("ÉMILE ÇELİK", "Émile Çelik"),
            ("LUIGI DI MAIO", "Luigi Di Maio"),
            ("ABDEL FATTAH AL-SISI", "Abdel Fattah al-Sisi"),
            ("ИВАН ПЕТРОВ", "Иван Петров"),
            ("RIO DE JANEIRO", "Rio de Janeiro"),
            ("STRATFORD-UPON-AVON", "Stratford-upon-Avon"),
            ("ST. LOUIS", "St. Louis"),
            ("PORT-AU-PRINCE", "Port-au-Prince"),
            ("LAS VEGAS", "Las Vegas"),
        ];
        for (given, wanted) in cases {
            assert_eq!(capitalised(given), wanted);
        }
    }

    #[test]
    fn names_are_told_from_other_words() {
        let names = [
            "Jane Doe",
            "J. R. R. Doe",
            "Juan de la Cruz",
            "Jan van der Berg",
            "JANE DOE",
            "Иван Петров",
            "Abdel al-Sisi",
            "José Ortega y Gasset",
            "Martin Luther King Jr.",
            "Sarah d'Angelo",
            "An To",
        ];
        for name in names {
            assert!(person(name, 2).is_some(), "{name}");
        }
        let others = [
            "",
            "jane doe",
            "Jane",
            "Jane doe",
            "The Doe",
            "Jane Doe won",
            "Jane Doe 2",
            "Road Closed After Crash",
            "A B C D E F",
            "A. B.",
            "Police Said Monday.",
            "Jane van",
        ];
        for other in others {
            assert_eq!(person(other, 2), None, "{other}");
        }
    }
}
