//! Running text: sentences, clauses, and where to cut them.

use std::borrow::Cow;

use crate::words;

/// A text without the characters that no page, feed or terminal should get: control characters other
/// than tab and line end, and code points that are no characters.
pub fn printable(text: &str) -> String {
    if is_printable(text) { text.to_owned() } else { cleaned(text) }
}

/// The same for a text that is not needed any more.
pub fn into_printable(text: String) -> String {
    if is_printable(&text) { text } else { cleaned(&text) }
}

/// Whether a text surely has no such characters.
fn is_printable(text: &str) -> bool {
    let bytes = text.as_bytes();
    // Beyond ASCII, control characters begin with the first of these pairs, what is no character with the
    // second.
    let wide = || {
        let mut leads = memchr::memchr2_iter(0xc2, 0xef, bytes);
        leads.any(|at| matches!(bytes[at..], [0xc2, ..0xa0, ..] | [0xef, 0xbf, ..]))
    };
    !has_control(bytes) && (text.is_ascii() || !wide())
}

/// Whether any byte is a control character other than tab and line end.
pub fn has_control(bytes: &[u8]) -> bool {
    any(bytes, |byte| (byte < b' ') & (byte.wrapping_sub(b'\t') > 1) | (byte == 0x7f))
}

/// Whether any byte is so. Where `so` has no branches and asks for few ranges of bytes rather than for
/// each, the processor asks many bytes at once.
#[inline]
pub fn any(bytes: &[u8], so: impl Fn(u8) -> bool) -> bool {
    any_run(bytes, |[byte]| so(byte))
}

/// The same of so many bytes in a row.
#[inline]
pub fn any_run<const RUN: usize>(bytes: &[u8], so: impl Fn([u8; RUN]) -> bool) -> bool {
    any_of_many::<RUN, 32>(bytes, &so)
        .or_else(|| any_of_many::<RUN, 16>(bytes, &so))
        .unwrap_or_else(|| bytes.windows(RUN).any(|run| run.first_chunk().is_some_and(|run| so(*run))))
}

/// Asks so many at once, some of the last of them twice rather than one by one. `None` if there are fewer.
#[inline]
fn any_of_many<const RUN: usize, const MANY: usize>(
    bytes: &[u8],
    so: &impl Fn([u8; RUN]) -> bool,
) -> Option<bool> {
    let last = (bytes.len() + 1).checked_sub(RUN + MANY)?;
    let is_any = |start: usize| {
        let rows: [&[u8; MANY]; RUN] =
            std::array::from_fn(|at| bytes[start + at..].first_chunk().unwrap_or(&[0; MANY]));
        (0..MANY).fold(0, |any, at| any | u8::from(so(rows.map(|row| row[at])))) != 0
    };
    Some((0..last).step_by(MANY).any(is_any) || is_any(last))
}

fn cleaned(text: &str) -> String {
    let bad = |c: char| c.is_control() && c != '\n' && c != '\t' || matches!(c, '\u{fffe}' | '\u{ffff}');
    text.replace(bad, "")
}

/// A text with single spaces between its words and none around them.
pub fn single_spaced(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    // All white space but the space begins with one of these bytes, or lies where `’` and `—` do too.
    let is_odd = any(bytes, |byte| (byte < b' ') | (byte == 0xc2) | (byte == 0xe1) | (byte == 0xe3))
        || any_run(bytes, |[one, next]| (one == b' ') & (next == b' '))
        || text.starts_with(' ')
        || text.ends_with(' ')
        || memchr::memchr_iter(0xe2, bytes).any(|at| text[at..].starts_with(char::is_whitespace));
    if !is_odd {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    Cow::Owned(out)
}

/// The same for a text that is not needed any more.
pub fn into_single_spaced(text: String) -> String {
    match single_spaced(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(spaced) => spaced,
    }
}

/// A text without white space around it, for one that is not needed any more.
pub fn into_trimmed(text: String) -> String {
    match text.trim() {
        trimmed if trimmed.len() == text.len() => text,
        trimmed => trimmed.to_owned(),
    }
}

/// The longest headline that is made of a sentence, in characters.
const LONGEST_TITLE: usize = 90;
/// A clause shorter than this says too little to be a headline.
const SHORTEST_CLAUSE: usize = 30;
/// The longest summary, in characters.
const LONGEST_SUMMARY: usize = 240;

/// A headline made of a text's first sentence: the sentence itself if it is short, otherwise its first
/// clause that says enough, otherwise its first words.
pub fn title_of(text: &str) -> String {
    let sentence = first_sentence(text);
    let whole = sentence.trim_end_matches(['.', '!', '。', ' ', ':']);
    if whole.chars().count() <= LONGEST_TITLE {
        return whole.to_owned();
    }
    for (count, (at, c)) in sentence.char_indices().enumerate() {
        let next = sentence[at + c.len_utf8()..].chars().next();
        // A comma inside a number ends no clause.
        let ends = match c {
            ',' | ';' | ':' => next.is_none_or(char::is_whitespace),
            '—' | '–' | '،' | '、' | '，' | '؛' => true,
            _ => false,
        };
        if ends && (SHORTEST_CLAUSE..=LONGEST_TITLE).contains(&count) {
            return sentence[..at].trim_end().to_owned();
        }
    }
    words_within(&sentence, LONGEST_TITLE - 10)
}

/// A headline made of the last part of a path, if it says something about the text: three words at
/// least, and half of the longer ones are in the text.
pub fn telling_name(path: &str, text: &str) -> Option<String> {
    let stem = path.rsplit('/').next().unwrap_or(path);
    let stem = stem.trim_start_matches(|c: char| c.is_ascii_digit() || "-_ ".contains(c));
    let is_mark = |c: char| c.is_whitespace() || c == '-' || c == '_';
    let words: Vec<&str> = stem.split(is_mark).filter(|word| !word.is_empty()).collect();
    let told = |word: &&&str| word.chars().count() >= 2 && word.chars().all(char::is_alphabetic);
    let telling = words.iter().filter(told).count();
    if telling < 3 || telling * 4 < words.len() * 3 {
        return None;
    }
    let lower = text.to_lowercase();
    let long: Vec<&&str> = words.iter().filter(|word| word.chars().count() >= 4).collect();
    let there = long.iter().filter(|word| lower.contains(&word.to_lowercase())).count();
    (there >= 2 && there * 2 >= long.len()).then(|| words::sentence_case(&words.join("-")))
}

/// A summary of a text: its first sentences as far as they fit.
pub fn summary_of(text: &str) -> Option<String> {
    let text = single_spaced(text);
    if text.chars().count() <= LONGEST_SUMMARY {
        return (!text.is_empty()).then(|| text.into_owned());
    }
    let mut end = 0;
    while let Some(length) = sentence_end(&text[end..]) {
        let next = end + length;
        if text[..next].chars().count() > LONGEST_SUMMARY || next == text.len() {
            break;
        }
        end = next;
    }
    match text[..end].trim_end() {
        "" => Some(words_within(&text, LONGEST_SUMMARY)),
        sentences => Some(sentences.to_owned()),
    }
}

/// The first sentence with its stop. All of the text if it has no end.
pub fn first_sentence(text: &str) -> String {
    let text = single_spaced(text);
    let end = sentence_end(&text).unwrap_or(text.len());
    text[..end].trim().to_owned()
}

/// Abbreviations after which a capital letter begins no sentence.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "st", "rev", "sen", "rep", "gov", "gen", "col", "lt", "sgt", "capt", "prof",
    "jr", "sr", "vs", "no", "inc", "co", "corp", "ltd", "jan", "feb", "mar", "apr", "jun", "jul", "aug",
    "sept", "sep", "oct", "nov", "dec", "ave", "blvd", "rd", "mt", "ft", "e.g", "i.e", "z.b", "u.a", "m",
    "mme", "sra", "dott",
];

/// The byte after a sentence's stop and the quotes that close with it.
fn sentence_end(text: &str) -> Option<usize> {
    // Stops are few in ASCII, and begin with one of the higher bytes beyond it.
    let may_stop = |byte: &u8| matches!(byte, b'.' | b'!' | b'?' | 0xd8..);
    let mut end = 0;
    while let Some(passed) = text.as_bytes()[end..].iter().position(may_stop) {
        let at = end + passed;
        let c = text[at..].chars().next()?;
        end = at + c.len_utf8();
        if matches!(c, '。' | '！' | '？') {
            return Some(end);
        }
        if !matches!(c, '.' | '!' | '?' | '…' | '؟' | '۔' | '।') {
            continue;
        }
        let rest = text[end..].trim_start_matches(['"', '”', '’', '\'', ')', '»', '.', '!', '?']);
        end = text.len() - rest.len();
        let begins = rest.trim_start().chars().next();
        let parted = rest.is_empty() || rest.starts_with(char::is_whitespace);
        if parted && begins.is_none_or(|c| !c.is_lowercase()) && !(c == '.' && abbreviated(&text[..at])) {
            return Some(end);
        }
    }
    None
}

/// Whether the word before a full stop is an abbreviation or an initial.
fn abbreviated(before: &str) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or("");
    let mut letters = word.chars();
    let initial = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
    initial
        || ABBREVIATIONS.iter().any(|known| known.eq_ignore_ascii_case(word))
        || word.contains('.') && word.split('.').all(|part| part.chars().count() <= 1)
}

/// As many whole words as fit, with an ellipsis where something is missing.
fn words_within(text: &str, limit: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(limit) else { return text.to_owned() };
    let cut = text[..end].rfind(char::is_whitespace).filter(|at| *at > end / 2).unwrap_or(end);
    format!("{}…", text[..cut].trim_end_matches(|c: char| c.is_whitespace() || ",;:—–-".contains(c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_cut_at_a_clause() {
        assert_eq!(
            title_of(
                "Amidst growing concerns over regional security, US Ambassador to NATO, Julianne Smith, has \
                 provided reassurance to the Baltic states, declaring that a Russian attack is not imminent. More."
            ),
            "Amidst growing concerns over regional security"
        );
        assert_eq!(title_of("The pier opens. Ferries follow."), "The pier opens");
        assert_eq!(title_of("Is it over? Yes."), "Is it over?");
        let long = "word ".repeat(100);
        assert!(title_of(&long).ends_with("word…") && title_of(&long).chars().count() <= LONGEST_TITLE);
        assert!(title_of(&"x".repeat(10_000)).chars().count() <= LONGEST_TITLE);
    }

    #[test]
    fn sentences_end_where_readers_stop() {
        for (text, first) in [
            ("Mr. Smith of the U.S. Navy left. He sailed.", "Mr. Smith of the U.S. Navy left."),
            ("“We won!” she said. Then rain.", "“We won!” she said."),
            ("It cost 4.2 million. Much.", "It cost 4.2 million."),
            ("港口开放了。渡轮来了。", "港口开放了。"),
            ("No end at all", "No end at all"),
            ("J. R. Reyes spoke. All listened.", "J. R. Reyes spoke."),
        ] {
            assert_eq!(first_sentence(text), first);
        }
    }

    #[test]
    fn summaries_are_whole_sentences() {
        let text = "One sentence stands here and has a good many words to say about the pier. ".repeat(5);
        let summary = summary_of(&text).unwrap();
        assert!(summary.ends_with("the pier.") && summary.chars().count() <= LONGEST_SUMMARY);
        assert_eq!(summary_of("  "), None);
    }
}
