//! Lines that are no part of an article: marks of advertisements anywhere, menus and buttons above it.
//!
//! Only whole lines, and only word for word. Longer lists and looser patterns hardly find more and take
//! true sentences; what an archive needs beyond these lists it says in its own `backfile.toml`.

mod lists;

use self::lists::{ADVERTISEMENTS, NAVIGATION, SECTIONS};
use super::rules::{self, Rule};

/// A longer line is not looked up, in bytes: none of the lists has one.
const LONGEST: usize = 80;

/// The most words that an entry of the list has.
const MOST_WORDS: usize = 5;

/// Whether a line is a mark of an advertisement, or one of the archive's own noise lines (lower case).
pub(super) fn anywhere(line: &str, own: &[String]) -> Option<Rule> {
    if !own.is_empty() && own.contains(&line.to_lowercase()) {
        return Some(rules::NOISE);
    }
    let is_mark = || ADVERTISEMENTS.has_folded(line.trim_matches(|c: char| !c.is_alphanumeric()));
    (line.len() <= LONGEST && is_mark()).then_some(rules::ADVERTISEMENT)
}

/// Whether a line consists of a page's menu and buttons, in any order. `own` are further words, lower case.
pub(super) fn is_navigation(line: &str, own: &[String]) -> bool {
    if line.len() > 400 || super::look::is_prose(line) {
        return false;
    }
    let lower = line.to_lowercase();
    let lower = if lower.is_ascii() { lower } else { lower.replace('’', "'") };
    let own_line = own.contains(&lower);
    own_line
        || is_ago(&lower)
        || is_reading_time(&lower)
        || is_count(&lower)
        || is_trail(&lower)
        || all_buttons(&lower, own)
}

/// Entries of the list and nothing else, one after the other.
fn all_buttons(lower: &str, own: &[String]) -> bool {
    let is_mark = |c: char| c.is_whitespace() || "|·•>/,›»+&:".contains(c);
    let words = lower.split(is_mark).filter(|word| word.contains(char::is_alphanumeric));
    // The first word of most lines says that they are none.
    let begins = |word: &str| !own.is_empty() || words_of_buttons(word) > 0 || SECTIONS.has_exactly(word);
    if !words.clone().next().is_some_and(begins) {
        return false;
    }
    let words: Vec<&str> = words.collect();
    // The names of sections count beside buttons, and alone they are somebody's words.
    let mut buttons = 0;
    let mut at = 0;
    while at < words.len() {
        let known_words = if own.is_empty() { words_of_buttons(words[at]) } else { MOST_WORDS };
        let most = known_words.min(words.len() - at);
        let known = (1..=most).rev().find(|count| {
            let phrase = words[at..at + count].join(" ");
            NAVIGATION.binary_search(&phrase.as_str()).is_ok() || own.contains(&phrase)
        });
        buttons += usize::from(known.is_some());
        let Some(count) = known.or_else(|| SECTIONS.has_exactly(words[at]).then_some(1)) else {
            return false;
        };
        at += count;
    }
    buttons > 0
}

/// How many words the entries of the list have at most that begin with a word; most words begin none.
fn words_of_buttons(word: &str) -> usize {
    let first = NAVIGATION.partition_point(|entry| *entry < word);
    let begins = NAVIGATION.get(first).is_some_and(|entry| entry.starts_with(word));
    if begins { MOST_WORDS } else { 0 }
}

/// `Published 14 hours ago`, `vor 3 Stunden`: a time that was true once.
fn is_ago(lower: &str) -> bool {
    let rest = lower
        .strip_prefix("published ")
        .or_else(|| lower.strip_prefix("updated "))
        .or_else(|| lower.strip_prefix("posted "));
    let rest = rest.unwrap_or(lower);
    let counted = |text: &str| text.starts_with(|c: char| c.is_ascii_digit()) && text.split(' ').count() <= 3;
    rest.strip_suffix(" ago").is_some_and(counted)
        || ["vor ", "il y a ", "hace ", "há "]
            .iter()
            .any(|start| rest.strip_prefix(start).is_some_and(counted))
}

/// `3 min read`, `Lesezeit: 4 Minuten`.
fn is_reading_time(lower: &str) -> bool {
    const WORDS: &[&str] = &[
        "read",
        "reading",
        "lesezeit",
        "lesedauer",
        "lecture",
        "lectura",
        "leitura",
        "lettura",
        "leestijd",
        "czytania",
        "membaca",
    ];
    if !lower.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.len() <= 6
        && words.iter().any(|word| word.bytes().all(|byte| byte.is_ascii_digit()))
        && words.iter().any(|word| word.starts_with("min") || *word == "mn")
        && words.iter().any(|word| WORDS.contains(word))
}

/// `12 Comments`, `1.2K Shares`.
fn is_count(lower: &str) -> bool {
    let Some((number, what)) = lower.split_once(' ') else { return false };
    let counted = [
        "comment",
        "comments",
        "share",
        "shares",
        "views",
        "likes",
        "kommentare",
        "commentaires",
        "comentarios",
    ];
    number.starts_with(|c: char| c.is_ascii_digit())
        && number.bytes().all(|byte| byte.is_ascii_digit() || b".,km".contains(&byte))
        && counted.contains(&what)
}

/// `Home > News > Harbour`: the way to the page.
fn is_trail(lower: &str) -> bool {
    let mut steps = lower.split(['>', '›', '»', '/']).map(str::trim);
    let home = ["home", "startseite", "accueil", "inicio", "início", "beranda", "strona główna"];
    steps.next().is_some_and(|first| home.contains(&first))
        && steps.clone().next().is_some()
        && steps.all(|step| !step.is_empty() && step.split(' ').count() <= 4)
}

/// The bytes of descriptions of icons at the start of a line: `Menu An icon of 3 horizontal lines.`
pub(super) fn icons(line: &str) -> usize {
    const MARK: &str = " An icon of ";
    // Few lines have such a capital.
    let marks = memchr::memchr_iter(b'A', line.as_bytes()).filter_map(|at| at.checked_sub(1));
    let mut marks = marks.filter(|at| line.as_bytes()[*at..].starts_with(MARK.as_bytes()));
    let mut end = 0;
    while let Some(at) = marks.find(|at| *at >= end).map(|at| at - end) {
        let name = line[end..end + at].trim();
        let described = end + at + MARK.len();
        let named =
            !name.is_empty() && name.split_whitespace().count() <= 3 && !name.contains(['.', '!', '?', ':']);
        let Some(stop) = line[described..].find('.').filter(|stop| named && *stop <= 100) else { break };
        end = described + stop + 1;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_in_order() {
        assert!(
            NAVIGATION.is_sorted_by(|a, b| a < b),
            "{:?}",
            NAVIGATION.windows(2).find(|pair| pair[0] >= pair[1])
        );
        assert!(ADVERTISEMENTS.words().iter().all(|line| line.len() <= LONGEST));
        assert!(NAVIGATION.iter().all(|entry| entry.split(' ').count() <= MOST_WORDS));
    }

    #[test]
    fn only_whole_lines_are_noise() {
        for line in ["Advertisment", "- ADVERTISEMENT -", "[Anzeige]", "Publicité"] {
            assert_eq!(anywhere(line, &[]), Some(rules::ADVERTISEMENT), "{line}");
        }
        assert_eq!(anywhere("The Advertisement Show", &[]), None);
        assert_eq!(anywhere("Get Our App", &["get our app".to_owned()]), Some(rules::NOISE));
    }

    #[test]
    fn menus_are_seen() {
        for line in [
            "Subscribe Register Login",
            "Left Menu",
            "e-Paper Get App",
            "Home > News > Harbour",
            "3 min read",
            "Share | Tweet | Print",
            "Lesezeit: 4 Minuten",
            "12 Comments",
            "Se connecter S’abonner",
        ] {
            assert!(is_navigation(line, &[]), "{line}");
        }
        for line in
            ["Home prices rise", "Share prices fall in Port Merrow", "Register of voters", "Search goes on"]
        {
            assert!(!is_navigation(line, &[]), "{line}");
        }
    }

    #[test]
    fn descriptions_of_icons_end_where_the_headline_begins() {
        let line = "Menu An icon of 3 lines. Email An icon of a paper envelope. Death toll rises";
        assert_eq!(&line[icons(line)..], " Death toll rises");
        assert_eq!(icons("She is seen as An icon of the sea."), 0);
    }
}
