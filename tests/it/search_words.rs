//! What the index makes of words and texts, written down for the tests of the reader's half.
//!
//! `tests/search/words.test.mjs` holds `words.js` and the stemmers against it. A change of the rules that is
//! meant changes `fixtures/words.tsv` in the same commit: `BACKFILE_SEARCH=write cargo test search` writes it
//! anew. Words are combined of the stems and endings in `tests/search/words/`.

use std::fmt::Write;
use std::path::Path;

use backfile::search::words::{Language, terms};

const LANGUAGES: [&str; 12] = ["da", "de", "en", "es", "fi", "fr", "it", "nl", "no", "pt", "ru", "sv"];
/// So many words of each language are enough to meet every rule of its stemmer.
const MOST: usize = 1500;

#[test]
fn the_readers_half_is_tested_with_the_terms_of_the_index() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/search");
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap_or_default();
    let mut rows = String::new();
    for language in LANGUAGES {
        for word in some(&combined(&read(&format!("words/{language}.txt")))) {
            row(&mut rows, language, word);
        }
    }
    for line in read("words/texts.txt").lines() {
        let (language, text) = line.split_once('\t').unwrap();
        row(&mut rows, language, text);
    }
    if std::env::var("BACKFILE_SEARCH").is_ok_and(|value| value == "write") {
        std::fs::write(folder.join("fixtures/words.tsv"), &rows).unwrap();
    }
    let written = read("fixtures/words.tsv");
    let differs: Vec<(&str, &str)> =
        rows.lines().zip(written.lines()).filter(|(row, line)| row != line).take(20).collect();
    assert!(differs.is_empty(), "fixtures/words.tsv has other terms: {differs:#?}");
    assert!(rows == written, "fixtures/words.tsv has other words");
}

/// Every stem with every ending, and alone.
fn combined(list: &str) -> Vec<String> {
    let (stems, endings) = list.split_once('\n').unwrap();
    let mut words: Vec<String> = stems
        .split_whitespace()
        .flat_map(|stem| {
            std::iter::once("").chain(endings.split_whitespace()).map(move |ending| format!("{stem}{ending}"))
        })
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// At most `MOST` words, evenly spread.
fn some(words: &[String]) -> impl Iterator<Item = &String> {
    let place = move |at: usize| at * MOST.min(words.len()) / words.len();
    words.iter().enumerate().filter(move |(at, _)| place(at + 1) > place(*at)).map(|(_, word)| word)
}

fn row(rows: &mut String, language: &str, text: &str) {
    let mut found = Vec::new();
    terms(text, Language::of(language), |term| found.push(term.to_owned()));
    writeln!(rows, "{language}\t{text}\t{}", found.join(" ")).unwrap();
}
