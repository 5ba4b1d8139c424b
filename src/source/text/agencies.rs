//! The names of news agencies, and what the names of unknown ones end in.
//!
//! Not for newspapers, desks and what people do there: see `roles`.

use super::lexicon::Lexicon;
use super::names;

/// A name of more bytes is none.
const LONGEST: usize = 60;

/// Short names, which are known only as they are written here.
#[rustfmt::skip]
static SHORT: Lexicon = Lexicon::new(&[
    "AA", "AAP", "AFP", "afp", "AGERPRES", "AGI", "AKI", "ANA", "ANI", "ANP", "ANSA", "Ansa", "AP", "APA",
    "APTN", "ATS", "BTA", "CNA", "CNN", "CNS", "CP", "ČTK", "CTK", "DPA", "dpa", "dpa-AFX", "EFE", "Efe",
    "EP", "EPD", "epd", "HINA", "IANS", "INA", "IRNA", "ITAR-TASS", "JTA", "KAP", "KCNA", "KNA", "KUNA",
    "LUSA", "Lusa", "MAP", "MTI", "NAN", "NNA", "NTB", "PA", "PAP", "PIA", "PNA", "PTI", "QNA", "RIA",
    "RNS", "SANA", "SDA", "sda", "SID", "SITA", "SPA", "STT", "STA", "TASR", "TASS", "Tass", "TT", "UNB",
    "UNI", "UPI", "WAM", "XINHUA", "YLE", "apn", "sid", "ats", "APP", "BSS", "GNA", "BNA", "ots",
]);

/// Names as they are best written; they are known in any capitals.
#[rustfmt::skip]
static LONG: Lexicon = Lexicon::new(&[
    "Reuters", "Bloomberg", "Xinhua", "Kyodo", "Yonhap", "Antara", "Belga", "Ritzau", "Interfax",
    "Ukrinform", "Anadolu", "Anadolu Agency", "Agence France-Presse", "Agence France Presse",
    "The Associated Press", "Associated Press", "The Canadian Press", "Canadian Press", "PA Media",
    "Press Association", "Agencia EFE", "Agência Lusa", "Agência Brasil", "Agência Estado",
    "Agencia Brasil", "Europa Press", "Notimex", "askanews", "Adnkronos", "LaPresse", "Keystone-SDA",
    "Keystone-ATS", "Jiji Press", "Tanjug", "Bernama", "Press Trust of India", "United News of India",
    "United Press International", "Indo-Asian News Service", "Asian News International",
    "Australian Associated Press", "PRNewswire", "PR Newswire", "Business Wire", "BusinessWire",
    "GlobeNewswire", "Globe Newswire", "ACCESSWIRE", "EIN Presswire", "Newsfile", "Deutsche Presse-Agentur",
    "Estadão Conteúdo", "Folhapress", "Colpisa", "Telam", "Télam", "Prensa Latina", "RIA Novosti",
    "ITAR-TASS", "CNN Indonesia", "Bloomberg News", "Thomson Reuters Foundation", "Inter Press Service",
    "States Newsroom", "Stacker", "The Conversation", "Kaiser Health News", "KFF Health News", "ProPublica",
    "Nachrichtenagentur dpa", "Baltic News Service",
]);

/// What the names of agencies end in.
#[rustfmt::skip]
const ENDINGS: &[&str] = &[
    "news service", "news services", "news agency", "newswire", "presswire", "wire", "wire service",
    "wire services", "press", "press agency", "news network", "features service", "information service",
];

/// What stands before these endings when no agency is meant.
#[rustfmt::skip]
static BEFORE_OTHERS: Lexicon = Lexicon::new(&[
    "barbed", "razor", "live", "high", "hot", "copper", "french", "bench", "free", "full-court", "leg",
    "printing", "stop", "trip", "the", "a", "by",
]);

/// Whether a text is the name of an agency and nothing else. Allocates nothing.
pub fn is_agency(text: &str) -> bool {
    is_known(text) || is_named_like_one(text)
}

/// An agency that is on the list.
pub fn is_known(text: &str) -> bool {
    let is_short = text.len() <= 9;
    text.len() >= 2 && text.len() <= LONGEST && (is_short && SHORT.has_exactly(text) || long(text).is_some())
}

/// Whether a text is a word as in `EP` or `EX`, as unknown agencies in parentheses are.
pub fn is_code(text: &str) -> bool {
    (2..=6).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

fn long(text: &str) -> Option<&'static str> {
    if text.is_ascii() {
        return LONG.find(text);
    }
    let lower = |text: &'_ str| -> String { text.chars().flat_map(char::to_lowercase).collect() };
    let is_it = |known: &&&str| known.len() == text.len() && lower(known) == lower(text);
    LONG.words().iter().find(is_it).copied()
}

/// `EX News Service`: up to four words with capitals and one of the endings.
fn is_named_like_one(text: &str) -> bool {
    if text.len() > LONGEST || !text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) {
        return false;
    }
    let ending = ENDINGS.iter().filter(|ending| ends_with(text, ending)).max_by_key(|ending| ending.len());
    let Some(before) = ending.and_then(|ending| text.get(..text.len() - ending.len())) else { return false };
    let mut words = before
        .split_whitespace()
        .enumerate()
        .filter(|(at, word)| *at > 0 || !names::is_one_of(word, &["the"]));
    let is_proper = |word: &str| {
        let inner = word.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '.' | '&' | '\'' | '’'));
        inner && word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
    };
    let count = before.split_whitespace().count();
    (1..=4).contains(&count)
        && words.clone().next().is_some()
        && words.all(|(_, word)| is_proper(word) && !BEFORE_OTHERS.has(word) && !is_small_word(word))
}

fn is_small_word(word: &str) -> bool {
    names::is_one_of(word, &["of", "to", "in", "on", "off", "for", "and", "with", "meet", "from", "at"])
}

/// Whether a text ends in these words, after a space.
fn ends_with(text: &str, ending: &str) -> bool {
    let start = text.len().checked_sub(ending.len());
    let matched =
        start.and_then(|start| text.get(start..)).is_some_and(|end| end.eq_ignore_ascii_case(ending));
    matched && start.is_some_and(|start| text.as_bytes()[..start].ends_with(b" "))
}

/// The name of an agency as it is shown: known ones in their own capitals, others not shouted.
pub fn tidy(text: &str) -> String {
    if let Some(known) = long(text) {
        return known.to_owned();
    }
    if SHORT.has_exactly(text) || !names::is_shouted(text) || !text.contains(' ') {
        return text.to_owned();
    }
    // Short words in capitals are as likely the agency's initials: `EX NEWS SERVICE`.
    let words = text.split_whitespace().map(|word| match word {
        "THE" => "The".to_owned(),
        _ if word.len() > 3 => names::capitalised(word),
        _ => word.to_owned(),
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agencies_are_known_by_name_or_ending() {
        let agencies = [
            "AP",
            "dpa",
            "REUTERS",
            "The Associated Press",
            "EX News Service",
            "EXAMPLE PRESS",
            "Ledger Wire",
            "Agência Lusa",
            "AGÊNCIA LUSA",
            "EXAMPLEWIRE Newswire",
            "The Example Press",
        ];
        for agency in agencies {
            assert!(is_agency(agency), "{agency}");
        }
        let others = [
            "",
            "ap",
            "Press",
            "The Press",
            "Meet the Press",
            "Barbed Wire",
            "Jane Doe",
            "News Service",
            "a press",
            "Freedom of the Press",
            "Down To The Wire",
            "Hot Off The Press",
            "Tt",
        ];
        for other in others {
            assert!(!is_agency(other), "{other}");
        }
    }

    #[test]
    fn agencies_are_not_shouted() {
        assert_eq!(tidy("EXAMPLE PRESS"), "Example Press");
        assert_eq!(tidy("EX NEWS SERVICE"), "EX News Service");
        assert_eq!(tidy("THE ASSOCIATED PRESS"), "The Associated Press");
        assert_eq!(tidy("PTI"), "PTI");
    }
}
