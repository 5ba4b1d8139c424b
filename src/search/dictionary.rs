//! The commonest words of an archive, for suggestions while one types and for "did you mean".
//!
//! Divided by how words begin, so that a reader loads the few hundred that can be meant.

use std::collections::BTreeMap;

use hashbrown::HashMap;

use crate::search::row::quote;
use crate::search::script::{File, script};
use crate::search::segment::commonest;
use crate::search::words::fold;

/// How many words are enough.
pub const WORDS: usize = 25_000;
/// Up to so many are one file.
pub const FEW: usize = 4000;
/// More words than this with one first letter are divided by their first two.
const MANY: usize = 1000;

pub struct Dictionary {
    pub files: Vec<File>,
    /// How the words of each file begin, folded, in order.
    pub prefixes: Vec<String>,
}

/// Divides the `most` commonest words, given with how often they are written; a word may come several times.
/// In each file the commonest come first.
pub fn dictionary<'a>(words: impl IntoIterator<Item = &'a (String, u32)>, most: usize) -> Dictionary {
    let mut sums: HashMap<&str, u32> = HashMap::new();
    for (word, times) in words {
        *sums.entry(word).or_default() += times;
    }
    let words = commonest(sums.into_iter().collect(), most);
    if words.len() <= FEW {
        let words: Vec<&str> = words.into_iter().map(|(word, _)| word).collect();
        let files: Vec<File> = (!words.is_empty()).then(|| file("", &words)).into_iter().collect();
        return Dictionary { prefixes: files.iter().map(|_| String::new()).collect(), files };
    }
    divided(words.into_iter().map(|(word, _)| word))
}

/// Words by their beginnings.
fn divided<'a>(words: impl IntoIterator<Item = &'a str>) -> Dictionary {
    let mut groups: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for word in words {
        groups.entry(start(word, 1)).or_default().push(word);
    }
    let many = |(prefix, words): (&String, &Vec<&str>)| (words.len() > MANY).then(|| prefix.clone());
    for prefix in groups.iter().filter_map(many).collect::<Vec<_>>() {
        for word in groups.remove(&prefix).unwrap_or_default() {
            groups.entry(start(word, 2)).or_default().push(word);
        }
    }
    groups.remove("");
    let files = groups.iter().map(|(prefix, words)| file(prefix, words)).collect();
    Dictionary { files, prefixes: groups.into_keys().collect() }
}

/// The first letters of a word, folded.
fn start(word: &str, letters: usize) -> String {
    match word.get(..letters) {
        Some(first) if first.is_ascii() => first.to_owned(),
        _ => fold(word).chars().take(letters).collect(),
    }
}

fn file(prefix: &str, words: &[&str]) -> File {
    let mut value = String::new();
    quote(&mut value, &words.join(" "));
    script(&format!("words/{}", name(prefix)), &value)
}

/// The file's name for a prefix: its letters where they are plain, else their numbers.
fn name(prefix: &str) -> String {
    if prefix.is_empty() {
        return "all".to_owned();
    }
    if prefix.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return prefix.to_owned();
    }
    prefix.chars().map(|letter| format!("u{:x}", u32::from(letter))).collect::<Vec<_>>().join("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_divided_by_their_beginnings() {
        let found = divided(["apfel", "äpfel", "birne", "ёлка"]);
        assert_eq!(found.prefixes, ["a", "b", "е"]);
        let files: Vec<String> =
            found.files.iter().map(|file| String::from_utf8(file.bytes.clone()).unwrap()).collect();
        assert_eq!(
            files.concat(),
            "__s(\"words/a\",\"apfel äpfel\");\n__s(\"words/b\",\"birne\");\n__s(\"words/u435\",\"ёлка\");\n"
        );
    }

    #[test]
    fn a_few_words_are_one_file_the_commonest_first() {
        let words = [("äpfel", 3), ("apfel", 5), ("birne", 2), ("ёлка", 2), ("birne", 2)];
        let words = words.map(|(word, times)| (word.to_owned(), times));
        let found = dictionary(&words, WORDS);
        assert_eq!((found.prefixes, found.files[0].path.as_str()), (vec![String::new()], "words/all.js"));
        assert_eq!(found.files[0].bytes, "__s(\"words/all\",\"apfel birne äpfel ёлка\");\n".as_bytes());
        assert!(dictionary(&[], WORDS).files.is_empty());
    }
}
