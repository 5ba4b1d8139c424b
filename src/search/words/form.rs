//! From a piece as it is written to its term: one form, one case, one stem.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use super::fold::fold;
use super::letters::is_kept;
use super::split::split;
use super::stem::Language;

/// The word in lower case and composed, without what is not seen in it: what a dictionary shows.
pub fn plain(word: &str) -> Cow<'_, str> {
    let is_plain = |letter: char| matches!(letter, 'a'..='z' | '0'..='9' | 'ß'..='ö' | 'ø'..='ÿ');
    if word.chars().all(is_plain) {
        return Cow::Borrowed(word);
    }
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Cow::Owned(word.to_ascii_lowercase());
    }
    let lower = word.nfkc().collect::<String>().to_lowercase();
    Cow::Owned(lower.chars().filter(|letter| is_kept(*letter)).nfc().collect())
}

/// The term of a word in a language; empty where nothing of it is left.
///
/// Stems before it folds: the stemmers know the accents of their languages.
pub fn term(word: &str, language: Language) -> String {
    let word = plain(word);
    let stem = language.stem(&word);
    // Most words have nothing to be folded.
    if stem.is_ascii() { stem.into_owned() } else { fold(&stem) }
}

/// Calls `each` with every pair of neighbouring letters of a run, or with its only letter.
pub fn pairs(run: &str, each: &mut impl FnMut(&str)) {
    let letters = fold(&plain(run));
    let mut ends = letters.char_indices().map(|(at, letter)| at + letter.len_utf8());
    let Some(mut middle) = ends.next() else { return };
    let mut start = 0;
    if middle == letters.len() {
        return each(&letters);
    }
    for end in ends {
        each(&letters[start..end]);
        (start, middle) = (middle, end);
    }
}

/// The key of a name in filters: `Ruth Abernathy` as `ruth-abernathy`.
pub fn key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    split(name, |piece| {
        if !key.is_empty() {
            key.push('-');
        }
        key.push_str(&fold(&plain(piece.text)));
    });
    key
}
