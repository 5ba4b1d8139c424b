//! Words for what people do at a newspaper, for its desks, and for newspapers: what stands in a byline and
//! is nobody's name.
//!
//! Not for agencies, which have names of their own.

use super::lexicon::Lexicon;
use super::names::{self, is_one_of};

/// What some words of a byline are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// `Staff Writer`: what somebody does.
    Title,
    /// `Web Desk`, `staff reports`: a part of a newsroom that signs instead of people.
    Desk,
    /// `The Ledger`, `Daily Example`: a newspaper.
    Outlet,
    /// `Admin`, `Unknown`: what a program wrote where it had no name.
    Nobody,
}

/// Words that end a title.
#[rustfmt::skip]
static TITLES: Lexicon = Lexicon::new(&[
    "writer", "writers", "reporter", "reporters", "correspondent", "correspondents", "editor", "columnist",
    "contributor", "contributors", "photographer", "photojournalist", "intern", "journalist", "freelancer",
    "producer", "analyst", "critic", "fellow", "publisher", "stringer", "columnists", "korrespondent",
    "korrespondentin", "redakteur", "redakteurin", "volontär", "journaliste", "correspondant",
    "correspondante", "envoyé", "corresponsal", "redactor", "redactora", "periodista", "correspondente",
    "repórter", "jornalista", "giornalista", "corrispondente", "inviato", "dziennikarz", "dziennikarka",
    "korespondent", "wartawan", "jurnalis", "kontributor", "koresponden", "verslaggever", "verslaggeefster",
    "redacteur", "rédacteur", "rédactrice",
]);

/// Words that stand before those.
#[rustfmt::skip]
static QUALIFIERS: Lexicon = Lexicon::new(&[
    "staff", "senior", "special", "chief", "political", "politics", "sports", "city", "business",
    "education", "foreign", "associate", "managing", "contributing", "guest", "deputy", "assistant",
    "freelance", "news", "web", "crime", "courts", "health", "science", "features", "digital", "national",
    "local", "community", "investigative", "environment", "technology", "tech", "economics", "diplomatic",
    "executive", "opinion", "entertainment", "food", "arts", "culture", "general", "assignment",
    "statehouse", "government", "capitol", "bureau", "data", "multimedia", "metro", "our", "own", "a", "de",
    "notre", "nuestro", "nosso", "nostro", "unser", "onze", "von", "in-chief", "editor", "reporter",
    "sport", "military", "legal", "medical", "religion", "agriculture", "energy", "climate", "white",
    "house", "international", "an",
]);

/// Words that end the name of a desk.
#[rustfmt::skip]
static DESKS: Lexicon = Lexicon::new(&[
    "desk", "newsroom", "staff", "agencies", "reports", "team", "bureau", "editors", "redaktion",
    "redaktionen", "redactie", "rédaction", "redaction", "redacción", "redaccion", "redação", "redacao",
    "redazione", "redakcja", "redakcji", "redaksi", "agenturen", "agentur", "agences", "agencias",
    "agências", "agenzie", "agenzia", "agencje", "newsdesk", "report", "agency", "wires", "services",
    "redaktionsteam", "editorial", "online-redaktion", "tim",
]);

/// Words that a line with a desk may also have, so that a headline with `reports` is none.
#[rustfmt::skip]
static DESK_WORDS: Lexicon = Lexicon::new(&[
    "web", "news", "online", "digital", "sports", "city", "staff", "wire", "our", "the", "and", "from",
    "special", "die", "la", "de", "onze", "unsere", "notre", "nuestra", "nossa", "a", "international",
    "national", "foreign", "business", "entertainment", "features", "local", "editorial", "combined",
    "agency", "agencies", "press", "dan", "der", "und", "del", "of", "various", "ap", "afp", "reuters",
    "bureau", "with", "tech", "health", "sport", "breaking", "central", "video",
]);

/// Words of the names of newspapers. `Post`, `Sun` and `Star` are people as well.
#[rustfmt::skip]
static OUTLETS: Lexicon = Lexicon::new(&[
    "daily", "times", "tribune", "gazette", "ledger", "chronicle", "courier", "telegraph", "examiner",
    "bulletin", "news", "radio", "tv", "weekly", "media", "magazine", "newspaper", "newspapers", "zeitung",
    "tagblatt", "tageblatt", "anzeiger", "nachrichten", "university", "institute", "broadcasting",
    "television", "observer", "herald", "inquirer", "dispatch", "usa", "today", "monde", "figaro", "staff", "board",
]);

#[rustfmt::skip]
static NOBODY: Lexicon = Lexicon::new(&[
    "admin", "administrator", "administrador", "webmaster", "root", "guest", "unknown", "user", "anonymous",
    "null", "none", "n/a", "undefined", "nil", "test", "author", "system", "wordpress", "superuser",
    "super user", "no author", "nan", "na",
]);

#[rustfmt::skip]
static ENDS_OF_SITES: Lexicon = Lexicon::new(&[
    "com", "co", "id", "org", "net", "tv", "news", "in", "pk", "de", "fr", "it", "es", "uk", "my",
]);

/// What some words are if they are no name of a person or an agency. Allocates nothing for ASCII.
pub fn of(text: &str) -> Option<Role> {
    // Most are told by other words before theirs need to be counted.
    of_words(text).filter(|_| !text.is_empty() && text.split_whitespace().nth(6).is_none())
}

fn of_words(text: &str) -> Option<Role> {
    let last = text.rsplit(' ').next().unwrap_or_default().trim_end_matches('.');
    let first = text.split(' ').next().unwrap_or_default();
    let is_special = first.eq_ignore_ascii_case("special")
        && text.split(' ').nth(1).is_some_and(|word| is_one_of(word, &["to", "for"]));
    if NOBODY.has(text) {
        return Some(Role::Nobody);
    }
    if is_special || TITLES.has_folded(last) && text.split(' ').rev().skip(1).all(is_qualifier) {
        return Some(Role::Title);
    }
    if DESKS.has_folded(last) && text.split(' ').all(|word| DESK_WORDS.has(word) || DESKS.has_folded(word)) {
        return Some(Role::Desk);
    }
    // `Times Staff Writer` and `Ledger Staff` are of a newspaper, and not one.
    is_outlet(text, first, last).then(|| match last {
        _ if TITLES.has_folded(last) => Role::Title,
        _ if DESKS.has_folded(last) || last.eq_ignore_ascii_case("board") => Role::Desk,
        _ => Role::Outlet,
    })
}

fn is_qualifier(word: &str) -> bool {
    QUALIFIERS.has(word.trim_end_matches([',', '&'])) || matches!(word, "and" | "of" | "the" | "to" | "&")
}

/// A newspaper's name: `The` and a capital, a word of newspapers, or the name of a site.
fn is_outlet(text: &str, first: &str, last: &str) -> bool {
    let is_titled = || {
        let mut words = text.split(' ');
        words.all(|word| !word.starts_with(char::is_lowercase) || matches!(word, "of" | "the" | "and"))
    };
    let has_article = || matches!(first, "The" | "THE") && text.contains(' ') && !text.contains('.');
    let is_paper = OUTLETS.has(first) || OUTLETS.has(last) || has_article();
    is_paper && is_titled() || is_site(text)
}

/// `kompas.com`: one word with the end of an address.
pub fn is_site(text: &str) -> bool {
    let Some((name, end)) = text.rsplit_once('.') else { return false };
    ENDS_OF_SITES.has(end)
        && !name.is_empty()
        && name.len() > 2
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'))
}

/// Where the title at the end of some words begins, in bytes: before `Staff` in `Jane Doe Staff Writer`.
pub fn title_at_end(text: &str) -> Option<usize> {
    let last = text.rsplit(' ').next()?;
    if !TITLES.has_folded(last) && !last.eq_ignore_ascii_case("staff") {
        return None;
    }
    let mut start = text.len() - last.len();
    while let Some(before) = text.get(..start).map(str::trim_end).filter(|before| before.contains(' ')) {
        let word = before.rsplit(' ').next()?;
        if !is_qualifier(word) {
            break;
        }
        start = before.len() - word.len();
    }
    (start > 0).then_some(start)
}

/// Whether any word is what somebody does, so that a line with it is no name.
pub fn has_title(text: &str) -> bool {
    text.split([' ', '-']).any(|word| TITLES.has_folded(word) || word.eq_ignore_ascii_case("staff"))
}

/// A title or desk as it is shown: with a capital, and not shouted.
pub fn tidy(text: &str) -> String {
    let text = if names::is_shouted(text) { names::capitalised(text) } else { text.to_owned() };
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_desks_and_papers_are_told_apart() {
        let cases = [
            ("Staff Writer", Role::Title),
            ("STAFF WRITER", Role::Title),
            ("Special to the Ledger", Role::Title),
            ("Our Reporter", Role::Title),
            ("Editor", Role::Title),
            ("Correspondent", Role::Title),
            ("Senior Political Correspondent", Role::Title),
            ("Web Desk", Role::Desk),
            ("staff reports", Role::Desk),
            ("Newsroom", Role::Desk),
            ("Staff", Role::Desk),
            ("Agencies", Role::Desk),
            ("onze redactie", Role::Desk),
            ("Staff Report", Role::Desk),
            ("The Ledger", Role::Outlet),
            ("Daily Example", Role::Outlet),
            ("kompas.com", Role::Outlet),
            ("Admin", Role::Nobody),
            ("N/A", Role::Nobody),
        ];
        for (text, role) in cases {
            assert_eq!(of(text), Some(role), "{text}");
        }
        for text in
            ["", "Jane Doe", "Police reports rise", "Writer wins prize", "Kim Sun", "Famous Writer", "A.B."]
        {
            assert_eq!(of(text), None, "{text}");
        }
        assert_eq!(title_at_end("Jane Doe Senior Staff Writer"), Some(9));
        assert_eq!(title_at_end("Jane Doe"), None);
    }
}
