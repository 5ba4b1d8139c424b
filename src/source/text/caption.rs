//! The texts of pictures, which scraping leaves between the paragraphs: they end by naming their source.

use crate::article::Claim;
use crate::article::prose::any_run;

use super::layout::Unit;
use super::openings::{self, Openings};
use super::{Reader, agencies, look, rules};

/// A longer text is no caption, in characters.
const LONGEST: usize = 420;
/// Behind the mark stands a name, not a story.
const LONGEST_CREDIT: usize = 80;

/// What stands before the name of a photographer or an agency, by its first letter.
#[rustfmt::skip]
fn marks(first: char) -> &'static [&'static str] {
    match first {
        'a' => &["afp photo", "ap photo"],
        'b' => &["beeld:", "bild:", "bildquelle:"],
        'c' => &["courtesy of", "courtesy:", "credit:", "crédit :", "crédit photo", "crédit:", "crédito:"],
        'd' => &["dok."],
        'f' => &["file photo", "fot.", "foto de", "foto:", "fotografía:", "fotos:"],
        'g' => &["getty images", "graphic:"],
        'i' => &["illustration:", "image :", "image credit:", "image:", "imagem:", "imagen:", "images:", "immagine:"],
        'p' => &["photo :", "photo by", "photo courtesy", "photo credit:", "photo:", "photograph by", "photograph:", "photographer:", "photos by", "photos:", "picture credit:", "picture:", "pictures:"],
        'r' => &["reuters photo"],
        's' => &["screengrab", "screenshot:", "shutterstock"],
        'z' => &["zdj.", "zdjęcie:"],
        '©' => &["© getty"],
        _ => &[],
    }
}

/// A caption and whose picture it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Caption {
    pub text: String,
    pub credit: Option<String>,
}

/// Makes a unit a caption, if it is one.
pub(super) fn take(reader: &mut Reader<'_>, unit: Unit) -> bool {
    if reader.length_of(&unit) > LONGEST && reader.captions.is_empty() {
        return false;
    }
    let text = reader.text_of(&unit);
    // A page prints a caption twice, not a hundred lines apart.
    let again = reader.captions.iter().rev().take(50).any(|(known, _)| look::same_words(known, &text));
    let Some(caption) = (if again { None } else { read(&text) }) else {
        if again {
            unit.for_each(|at| reader.pieces[at].is_field("extra.captions", rules::CAPTION));
        }
        return again;
    };
    let printed = text.into_owned();
    let place = reader.pieces[unit.start].place();
    reader.captions.push((printed, Claim { value: caption, place }));
    unit.for_each(|at| reader.pieces[at].is_field("extra.captions", rules::CAPTION));
    true
}

/// `The pier at dawn. Photo: Jane Doe`, `(AP Photo/Jane Doe)` at the end of a short text.
fn read(text: &str) -> Option<Caption> {
    if text.len() > LONGEST {
        return None;
    }
    if let Some(caption) = announced(text).or_else(|| bracketed(text)) {
        return Some(caption);
    }
    let mut at = mark(text).filter(|_| look::words(text) >= 2)?;
    // `(Jane Doe, Getty Images)`: the whole bracket names the source.
    let opened = text[..at].rfind(['(', '[']).filter(|open| !text[*open..at].contains([')', ']']));
    at = opened.map_or(at, |open| open + 1);
    let (said, credit) = (text.get(..at)?, text.get(at..)?);
    let apart = said.trim_end().ends_with(['(', '[', '|', '/', '—', '–']);
    let said = said.trim_end_matches([' ', '(', '[', '|', '/', '-', '–', '—', ',', '\u{a0}']);
    let credit = credit.trim_end_matches([')', ']', ' ', '.']);
    // Behind the credit nothing more is said: a sentence that mentions a photo is no caption.
    let short = look::width(credit) <= LONGEST_CREDIT && !credit.contains(". ") && look::words(credit) <= 10;
    let ended = said.is_empty()
        || look::ends_with_stop(said)
        || apart
        || credit.starts_with('©')
        || credit.contains(':');
    let name = credit.split_once(':').map_or_else(|| strip(credit), |(_, name)| name).trim();
    (short && ended && !name.is_empty() && is_name(name)).then(|| caption(said, name))
}

fn caption(said: &str, credit: &str) -> Caption {
    Caption { text: said.to_owned(), credit: Some(credit.to_owned()).filter(|credit| !credit.is_empty()) }
}

fn is_name(name: &str) -> bool {
    let first = name.chars().next();
    first.is_none_or(|c| !c.is_lowercase()) || name.contains('@') || agencies::is_agency(name)
}

/// `Image caption The pier at dawn`, as broadcasters' pages have it.
fn announced(text: &str) -> Option<Caption> {
    static TEXTS: Openings = Openings::new(&["image caption", "media caption", "photo caption", "caption"]);
    static CREDITS: Openings = Openings::new(&["image copyright", "image source", "photo source"]);
    let first = text.chars().next()?;
    let said = TEXTS.behind(text).filter(|rest| rest.starts_with(':') || first != 'C' && first != 'c');
    let said = said.map(|said| said.trim_start_matches([',', ':', ' ']));
    let credit = CREDITS.behind(text).map(|credit| credit.trim_start_matches([',', ':', ' ']));
    match (said, credit) {
        (Some(said), _) if look::words(said) >= 2 => Some(caption(said, "")),
        (_, Some(credit)) if !credit.is_empty() && look::words(credit) <= 8 => Some(caption("", credit)),
        _ => None,
    }
}

/// `The pier at dawn. (Jane Doe/Merrow Ledger)`: a name and a paper in brackets at the end.
fn bracketed(text: &str) -> Option<Caption> {
    let inner = text.trim_end_matches(['.', ' ']).strip_suffix(')')?;
    let (said, credit) = inner.rsplit_once('(')?;
    let (name, paper) = credit.split_once('/')?;
    let named = super::names::person(name.trim(), 2).is_some()
        && look::begins_high(paper.trim())
        && look::words(paper) <= 6;
    (named && look::words(said) >= 3).then(|| caption(said.trim_end(), credit.trim()))
}

/// Where a mark begins that is near enough to the end to be a credit's, in bytes.
fn mark(text: &str) -> Option<usize> {
    // A mark and the longest credit; what stands before them is not looked at.
    let mut at = text.len().saturating_sub(LONGEST_CREDIT + 40);
    while !text.is_char_boundary(at) {
        at += 1;
    }
    if !may_credit(&text.as_bytes()[at..]) {
        return None;
    }
    while let Some(step) = next_start(text.as_bytes(), at) {
        at += step;
        let rest = text.get(at..).unwrap_or_default();
        let first = rest.chars().next().map_or(' ', |c| c.to_ascii_lowercase());
        if marks(first).iter().any(|mark| begins(rest, mark)) {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// Whether a mark may be in a text: it has a colon or letters that few other words have. Most paragraphs of
/// all articles end here, many bytes at once.
fn may_credit(bytes: &[u8]) -> bool {
    const PARTS: [&[u8; 3]; 8] = [b"oto", b"fot", b"esy", b"ok.", b"ett", b"scr", b"hut", b"zdj"];
    let is_one = |bytes: [u8; 3]| {
        let [first, second, third] = bytes.map(|byte| byte | 0x20);
        let is = |part: &[u8; 3]| (first == part[0]) & (second == part[1]) & (third == part[2]);
        PARTS.iter().fold(false, |any, part| any | is(part))
    };
    memchr::memchr(b':', bytes).is_some() || any_run(bytes, is_one)
}

/// How many bytes behind a place the next mark may begin. It looks at bytes only.
fn next_start(bytes: &[u8], from: usize) -> Option<usize> {
    let mut inside = from > 0 && bytes.get(from - 1).is_some_and(u8::is_ascii_alphanumeric);
    bytes.get(from..)?.windows(3).position(|next| {
        let begins_word = !std::mem::replace(&mut inside, next[0].is_ascii_alphanumeric());
        begins_word && may_begin(next[0], next[1], next[2]) || next[0] == 0xc2
    })
}

/// Whether a mark may begin with these three bytes. Nothing is decided by it: a row for each letter has a
/// bit for each that may follow, and signs are taken for letters.
fn may_begin(first: u8, second: u8, third: u8) -> bool {
    const STARTS: [&[u8; 3]; 21] = [
        b"afp", b"ap ", b"bee", b"bil", b"cou", b"cr\xc3", b"cre", b"dok", b"fil", b"fot", b"get", b"gra",
        b"ill", b"ima", b"imm", b"pho", b"pic", b"reu", b"scr", b"shu", b"zdj",
    ];
    const ROWS: [[u32; 32]; 2] = {
        let mut rows = [[0; 32]; 2];
        let mut at = 0;
        while at < STARTS.len() {
            let [first, second, third] = *STARTS[at];
            rows[0][first as usize & 31] |= 1 << (second & 31);
            rows[1][second as usize & 31] |= 1 << (third & 31);
            at += 1;
        }
        rows
    };
    let follows = |row: usize, byte: u8, next: u8| ROWS[row][usize::from(byte & 31)] >> (next & 31) & 1 == 1;
    follows(0, first, second) && follows(1, second, third)
}

/// Whether a text begins with a mark, in any case, and the mark ends where a word does.
fn begins(text: &str, mark: &str) -> bool {
    let mut chars = text.chars();
    let same =
        mark.chars().all(|c| chars.next().is_some_and(|other| other == c || other.to_lowercase().eq([c])));
    same && !(mark.ends_with(char::is_alphabetic) && chars.as_str().starts_with(char::is_alphanumeric))
}

/// `Photo by Jane Doe`: the name.
fn strip(credit: &str) -> &str {
    ["photos by ", "photo by ", "photograph by ", "courtesy of ", "photo courtesy of ", "foto de "]
        .iter()
        .find_map(|mark| openings::after(credit, mark.trim_end()))
        .unwrap_or(credit)
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_mark_may_begin() {
        for first in ('a'..='z').filter(|first| !super::marks(*first).is_empty()) {
            for mark in super::marks(first) {
                let bytes = mark.as_bytes();
                assert!(super::may_begin(bytes[0], bytes[1], bytes[2]), "{mark}");
                assert!(
                    super::may_credit(bytes) && super::may_credit(mark.to_uppercase().as_bytes()),
                    "{mark}"
                );
                assert!(mark.starts_with(first));
            }
        }
    }

    #[test]
    fn captions_end_with_their_source() {
        let read =
            |text: &str| super::read(text).map(|caption| (caption.text, caption.credit.unwrap_or_default()));
        for (text, said, credit) in [
            ("The pier at dawn. Photo: Jane Doe", "The pier at dawn.", "Jane Doe"),
            (
                "The mayor speaks on Tuesday (AP Photo/John Roe)",
                "The mayor speaks on Tuesday",
                "AP Photo/John Roe",
            ),
            ("The harbor in 2019. (Jane Doe, Getty Images)", "The harbor in 2019.", "Jane Doe, Getty Images"),
            ("The harbor at dawn. (Jane Doe/Merrow Ledger)", "The harbor at dawn.", "Jane Doe/Merrow Ledger"),
            ("Image caption The harbor at dawn", "The harbor at dawn", ""),
            ("Der Pier am Morgen. Foto: dpa", "Der Pier am Morgen.", "dpa"),
            ("Photo by Jane Doe", "", "Jane Doe"),
            ("Ferries wait in the slip. Getty Images", "Ferries wait in the slip.", "Getty Images"),
        ] {
            assert_eq!(read(text), Some((said.to_owned(), credit.to_owned())), "{text}");
        }
        for text in [
            "The photo by the door showed her as a girl, and nobody knew who had taken it.",
            "Police released a photo: a man with a red hat. They ask for help.",
            "She works for Getty Images and Shutterstock as a seller of pictures and films.",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
