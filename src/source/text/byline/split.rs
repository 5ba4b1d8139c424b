//! Where the parts of a byline begin and end: at commas, at `and`, at `of`, and where capitals end.
//!
//! Not for what the parts are.

use crate::source::text::lexicon::Lexicon;
use crate::source::text::{agencies, names, roles};

/// Words between people. The last ones are in names too, and part only whole names.
static AND: Lexicon = Lexicon::new(&[
    "and", "&", "und", "with", "dan", "og", "och", "mit", "avec", "con", "com", "dengan", "oraz",
]);
static DOUBTFUL_AND: Lexicon = Lexicon::new(&["et", "y", "e", "en", "i", "ed"]);

/// Words behind a name that say whom somebody works for.
static OF: Lexicon = Lexicon::new(&["of", "for", "from", "vom"]);
/// Words behind a name that say where or when.
pub static AT: Lexicon = Lexicon::new(&["in", "at", "on", "à", "em", "aus"]);

/// `Foto: John Roe`: who did something else.
pub fn is_of_another(piece: &str) -> bool {
    let named = piece.split_once(": ").filter(|(what, _)| !what.contains(' '));
    named.is_some_and(|(_, name)| names::person(name, 1).is_some() || agencies::is_agency(name))
}

/// What is between commas, bars, brackets and dashes; never empty.
pub fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let parted = text.split([',', ';', '|', '•', '·', '/', '(', ')', '[', ']', '—', '–', '\t', '\u{a0}']);
    parted.flat_map(|piece| piece.split(" - ")).map(str::trim).filter(|piece| !piece.is_empty())
}

/// `Jane Doe and John Roe` as two.
pub fn people_apart(piece: &str) -> Vec<&str> {
    // Most are one name, of which nothing more is asked here.
    let may_part = |word: &str| AND.has(word) || DOUBTFUL_AND.has(word);
    if !piece.split(' ').any(may_part) || agencies::is_agency(piece) || roles::of(piece).is_some() {
        return vec![piece];
    }
    let mut out = Vec::new();
    let (mut start, mut at) = (0, 0);
    for word in piece.split(' ') {
        let before = || piece[start..at].trim();
        let is_whole = |text: &str| text.contains(' ') || agencies::is_known(text);
        let is_between = || is_whole(before()) && is_whole(piece[at + word.len()..].trim());
        if AND.has(word) || DOUBTFUL_AND.has(word) && is_between() {
            out.push(before());
            start = at + word.len();
        }
        at = (at + word.len() + 1).min(piece.len());
    }
    out.push(piece[start..].trim());
    out.retain(|part| !part.is_empty());
    out
}

/// A part before and behind `of` and the like, and whether a place or a day stands behind it.
pub fn cut(part: &str) -> Option<(&str, &str, bool)> {
    let mut at = 0;
    for word in part.split(' ') {
        let is_place = AT.has(word);
        if at > 0 && (is_place || OF.has(word)) {
            let (head, tail) = (part[..at].trim(), part[at + word.len()..].trim());
            return (!tail.is_empty()).then_some((head, tail, is_place));
        }
        at += word.len() + 1;
    }
    None
}

/// Where the capitals of a name end before words that have none: `JANE DOE Ledger Staff`, in bytes.
pub fn loud_end(part: &str) -> Option<usize> {
    let (mut at, mut loud) = (0, 0);
    for word in part.split(' ') {
        let is_short = word.ends_with('.')
            || word.chars().count() == 1
            || names::is_one_of(word, &["Jr", "Sr", "van", "der", "de", "von", "la"]);
        if names::is_loud(word) {
            loud += 1;
        } else if !is_short {
            return (loud >= 2 && word.starts_with(char::is_uppercase)).then_some(at);
        }
        at += word.len() + 1;
    }
    None
}
