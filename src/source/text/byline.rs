//! Who wrote it, from a line that may be a byline and from the fields of tables and front matter.
//!
//! A line is a byline only if all of it is understood: an opening such as `By`, and names, agencies, titles
//! and newspapers behind it. Not for finding the line in a text, and not for who took the pictures.

mod parts;
mod split;

use super::{agencies, names, roles};
use parts::{Manner, Parts};

/// Who signs a text. All empty for `By Admin`, which is a byline of nobody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Byline {
    /// Names, each once, in order; `JANE DOE` is `Jane Doe`.
    pub people: Vec<String>,
    /// An agency or a desk: `AP`, `Staff reports`.
    pub agency: Option<String>,
    /// What they do: `Staff Writer`, `Special to the Ledger`. The first, if there are several.
    pub job_title: Option<String>,
    /// The newspaper that they write for: `The Ledger`.
    pub outlet: Option<String>,
}

/// A longer line is no byline, in characters.
const LONGEST: usize = 120;
/// More people than this are a list of something else.
const MOST_PEOPLE: usize = 6;

/// What a byline opens with, and what may follow.
const OPENINGS: &[(&str, Opening)] = &[
    ("By", Opening::Plain),
    ("Written by", Opening::Plain),
    ("Story by", Opening::Plain),
    ("Posted by", Opening::Plain),
    ("Reported by", Opening::Plain),
    ("Report by", Opening::Plain),
    ("Reporting by", Opening::Plain),
    ("Published by", Opening::Plain),
    ("Words by", Opening::Plain),
    ("Submitted by", Opening::Plain),
    ("Compiled by", Opening::Plain),
    ("Analysis by", Opening::Plain),
    ("Commentary by", Opening::Plain),
    ("Review by", Opening::Plain),
    ("Text by", Opening::Plain),
    ("Opinion by", Opening::Plain),
    ("Story and photos by", Opening::Plain),
    ("Text and photos by", Opening::Plain),
    ("Geschrieben von", Opening::Plain),
    ("Verfasst von", Opening::Plain),
    ("Ein Bericht von", Opening::Plain),
    ("Eine Analyse von", Opening::Plain),
    ("Ein Kommentar von", Opening::Plain),
    ("Escrito por", Opening::Plain),
    ("Publicado por", Opening::Plain),
    ("Écrit par", Opening::Plain),
    ("Publié par", Opening::Plain),
    ("Rédigé par", Opening::Plain),
    ("Scritto da", Opening::Plain),
    ("A cura di", Opening::Plain),
    ("Articolo di", Opening::Plain),
    ("Geschreven door", Opening::Plain),
    ("Ditulis oleh", Opening::Plain),
    ("Von", Opening::Doubtful),
    ("Par", Opening::Doubtful),
    ("Por", Opening::Doubtful),
    ("Di", Opening::Doubtful),
    ("Door", Opening::Doubtful),
    ("Oleh", Opening::Doubtful),
    ("Av", Opening::Doubtful),
    ("Af", Opening::Doubtful),
    ("Text", Opening::Colon),
    ("Texte", Opening::Colon),
    ("Texto", Opening::Colon),
    ("Testo", Opening::Colon),
    ("Tekst", Opening::Colon),
    ("Autor", Opening::Colon),
    ("Autorin", Opening::Colon),
    ("Autoren", Opening::Colon),
    ("Autora", Opening::Colon),
    ("Autorka", Opening::Colon),
    ("Autorzy", Opening::Colon),
    ("Autores", Opening::Colon),
    ("Auteur", Opening::Colon),
    ("Autore", Opening::Colon),
    ("Author", Opening::Colon),
    ("Authors", Opening::Colon),
    ("Byline", Opening::Colon),
    ("Penulis", Opening::Colon),
    ("Pewarta", Opening::Colon),
    ("Reporter", Opening::Colon),
    ("Napisał", Opening::Colon),
    ("Napisała", Opening::Colon),
    ("Opracował", Opening::Colon),
    ("Writer", Opening::Colon),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Opening {
    /// Means a byline wherever a name follows.
    Plain,
    /// Begins sentences as well, so that whole names must follow.
    Doubtful,
    /// Means one with a colon only.
    Colon,
}

/// A whole line that is a byline, such as `By JANE DOE and John Roe, AP`; `None` if it is not one.
///
/// Without an opening a line is one if names stand before an agency or a title (`Jane Doe, Staff Writer`).
/// A date or an address behind the names is passed over. Lines that open otherwise cost some hundred
/// nanoseconds at most and allocate nothing.
pub fn read(line: &str) -> Option<Byline> {
    let line = line.trim();
    // Four bytes for each character at most.
    if line.len() < 4 || line.len() > 4 * LONGEST || line.len() > LONGEST && line.chars().count() > LONGEST {
        return None;
    }
    let Some((opening, rest)) = opened(line) else { return unopened(line) };
    // `by Burke in 2001.` is the end of a sentence.
    let last = rest.rsplit(' ').next().unwrap_or_default();
    if last.ends_with('.') && !last.starts_with(char::is_uppercase) && !last.contains('@') {
        return None;
    }
    let manner = if opening == Opening::Doubtful { Manner::Whole } else { Manner::Single };
    let byline = parts::read(rest, manner)?.finish();
    (byline.people.len() <= MOST_PEOPLE).then_some(byline)
}

/// The opening of a line and what is behind it.
fn opened(line: &str) -> Option<(Opening, &str)> {
    let first = line.bytes().next()?.to_ascii_lowercase();
    OPENINGS.iter().find_map(|(words, opening)| {
        let is_start = words.bytes().next()?.to_ascii_lowercase() == first;
        if !is_start || !line.get(..words.len())?.eq_ignore_ascii_case(words) {
            return None;
        }
        let rest = line.get(words.len()..)?;
        let behind = rest.trim_start();
        if let Some(named) = behind.strip_prefix(':') {
            return Some((Opening::Plain, named.trim_start()));
        }
        (behind.len() < rest.len() && *opening != Opening::Colon).then_some((*opening, behind))
    })
}

/// `Jane Doe, The Associated Press`, `JANE DOE Staff Writer`.
fn unopened(line: &str) -> Option<Byline> {
    let is_parted = line.contains([',', '|', '(', '/', '•', '–', '—']) || line.contains(" - ");
    let starts_loud = || line.split(' ').take(2).all(|word| names::is_loud(word) || word.ends_with('.'));
    let is_open = line.starts_with(char::is_uppercase) && !line.ends_with(['.', '?', '!', ':', '”', '"']);
    if !is_open || !is_parted && !starts_loud() || !parts::may_begin_alone(line) {
        return None;
    }
    let byline = parts::read(line, Manner::Bare)?.finish();
    let is_signed = byline.agency.is_some() || byline.job_title.is_some();
    (is_signed && !byline.people.is_empty() && byline.people.len() <= MOST_PEOPLE).then_some(byline)
}

/// A line that is the name of an agency or a desk and nothing else: `EX News Service`, `From staff reports`.
///
/// Several are given as they are printed: `AFP / Reuters`. Allocates for such lines only.
pub fn agency(line: &str) -> Option<String> {
    let line = line.trim().trim_end_matches(['.', ':']);
    if line.len() < 2 || line.len() > 80 {
        return None;
    }
    let line = line.strip_prefix('(').and_then(|line| line.strip_suffix(')')).unwrap_or(line);
    let words =
        ["by ", "from ", "source: ", "quelle: ", "fuente: ", "fonte: ", "bron: ", "źródło: ", "sumber: "];
    let opened = words.iter().find_map(|word| {
        line.get(..word.len()).filter(|start| start.eq_ignore_ascii_case(word))?;
        line.get(word.len()..).map(str::trim_start)
    });
    let name = opened.unwrap_or(line);
    if agencies::is_agency(name) {
        return Some(agencies::tidy(name));
    }
    if roles::of(name) == Some(roles::Role::Desk) && (opened.is_some() || is_plainly_desk(name)) {
        return Some(roles::tidy(name));
    }
    let several = name.split(['/', ',', '&']).flat_map(|part| part.split(" and ")).map(str::trim);
    let is_one = |part: &str| agencies::is_agency(part) || roles::of(part) == Some(roles::Role::Desk);
    let is_list = name.contains(['/', ',', '&']) || name.contains(" and ");
    (is_list && several.clone().any(agencies::is_agency) && several.clone().all(is_one))
        .then(|| name.to_owned())
}

/// A title that stands on a line of its own below a name: `Staff Writer`, `Special to the Ledger`.
pub fn job_title(line: &str) -> Option<String> {
    let line = line.trim();
    (line.len() <= 60 && roles::of(line) == Some(roles::Role::Title)).then(|| roles::tidy(line))
}

/// Whether a desk is meant where nothing says so: `Special Report` and `Team` are headings as well.
fn is_plainly_desk(name: &str) -> bool {
    let (first, last) =
        (name.split(' ').next().unwrap_or_default(), name.rsplit(' ').next().unwrap_or_default());
    let vague = [
        "team",
        "report",
        "reports",
        "editorial",
        "services",
        "bureau",
        "agency",
        "wires",
        "tim",
        "staff",
        "editors",
        "board",
    ];
    let from = ["staff", "wire", "news", "web", "online", "agency", "agencies"];
    !names::is_one_of(last, &vague) || name.contains(' ') && names::is_one_of(first, &from)
}

/// Who is named in a field: `Jane Doe, John Roe; Ann Poe`, `["Doe, Jane"]`, `jane@x.example (Jane Doe)`.
///
/// More is a name here than in a line, as the field says what it holds: any script, any number of people,
/// small letters. Never fails; a field of which nothing is understood gives nothing.
pub fn of_field(text: &str) -> Byline {
    let text = text.trim();
    let mut found = Parts::default();
    let list = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
    let text = list.unwrap_or(text);
    if text.contains('"') && list.is_some() {
        // In a list of quoted texts every other piece is between quotation marks.
        text.split('"').skip(1).step_by(2).for_each(|item| field_item(item, &mut found));
    } else {
        text.split([';', '\n', '\t']).for_each(|item| field_item(item, &mut found));
    }
    found.finish()
}

fn field_item(item: &str, found: &mut Parts) {
    let item = item.trim().trim_matches(['"', '\'']).trim();
    let item = item.split('<').next().unwrap_or_default().trim();
    let mailed = item.split_once('(').filter(|(before, _)| before.contains('@'));
    let item = mailed.map_or(item, |(_, name)| name.trim_end_matches(')')).trim();
    let item = opened(item).map_or(item, |(_, rest)| rest);
    if item.is_empty() || item.len() > 400 || item.contains("://") {
        return;
    }
    if let Some(name) = parts::turned(item) {
        found.person(name);
    } else {
        found.read_field(item);
    }
}

#[cfg(test)]
mod tests;
