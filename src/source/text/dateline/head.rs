//! What stands before the dash of a dateline: a place, its region, a date and an agency.

use crate::source::text::lexicon::Lexicon;
use crate::source::text::{agencies, names, places, roles};

/// The parts of a dateline as they are printed; pieces of the paragraph.
#[derive(Debug, Default)]
pub struct Head<'a> {
    /// Empty if only an agency is named.
    pub place: &'a str,
    pub region: Option<&'a str>,
    pub date: Option<&'a str>,
    pub agency: Option<&'a str>,
    /// The region stands in parentheses, and nothing else does.
    pub is_bracketed: bool,
    /// The agency is on no list.
    is_guessed: bool,
}

/// Parties and offices, which stand in parentheses behind people.
#[rustfmt::skip]
static PARTIES: Lexicon = Lexicon::new(&[
    "labour", "conservative", "conservatives", "dem", "rep", "democrat", "republican", "green", "greens",
    "liberal", "tory", "congress", "independent", "union", "captain", "coach", "prosecutor", "defence",
    "defense", "chairman", "chair", "mayor", "left", "right", "above", "below", "pictured", "photo",
    "video", "host", "actor", "director", "singer", "grüne", "linke",
]);

/// The parts of a head, or `None` if any of it is something else.
pub fn read(text: &str) -> Option<Head<'_>> {
    let mut head = Head::default();
    let mut start = 0;
    // A date has commas of its own: what follows its first piece is joined to it.
    let mut date: Option<(usize, usize)> = None;
    for piece in text.split([',', '(', ')', '/', '[', ']']) {
        let at = start;
        start += piece.len() + 1;
        let before = at.checked_sub(1).and_then(|before| text.as_bytes().get(before)).copied();
        let trimmed = piece.trim_end_matches('-').trim();
        if trimmed.is_empty() {
            continue;
        }
        let place = at + (piece.len() - piece.trim_start().len());
        if is_date(trimmed) {
            let first = date.map_or(place, |(first, _)| first);
            date = Some((first, place + trimmed.len()));
        } else {
            head.take(text, trimmed, place, before)?;
        }
    }
    head.date = date.and_then(|(first, end)| text.get(first..end));
    // `May 3 (AP), 2020` is no date, nor anything else.
    let is_torn = head.date.is_some_and(|date| date.contains(['(', ')']));
    (!is_torn && (!head.place.is_empty() || head.agency.is_some())).then_some(head)
}

impl<'a> Head<'a> {
    /// Takes one piece that is no date, by the mark before it.
    fn take(&mut self, text: &'a str, piece: &'a str, at: usize, before: Option<u8>) -> Option<()> {
        let is_inside = matches!(before, Some(b'(' | b'/'));
        if agencies::is_agency(piece) || is_agency_site(piece) {
            self.agency = self.agency.or(Some(piece));
            return Some(());
        }
        match before {
            // `dpa/lnw`: a part of the agency.
            Some(b'/') if self.agency.is_some() && piece.len() <= 4 && !piece.contains(' ') => {}
            // `MOSCOW/KYIV` is one place.
            Some(b'/')
                if self.agency.is_none()
                    && self.region.is_none()
                    && place(piece).is_some()
                    && is_tight(text, at) =>
            {
                let start = text.len() - text.trim_start().len();
                self.place = text.get(start..at + piece.len())?;
            }
            _ if is_inside && self.agency.is_none() && is_guess(piece) && self.is_sure_place() => {
                self.agency = Some(piece);
                self.is_guessed = true;
            }
            _ if self.place.is_empty() && before != Some(b'(') => self.place = place(piece)?,
            Some(b'(') if self.region.is_none() && !PARTIES.has(piece) && !agencies::is_code(piece) => {
                self.region = Some(place(piece)?);
                self.is_bracketed = !piece.ends_with('.');
            }
            Some(b',' | b'[' | b')' | b']') if self.region.is_none() => self.region = Some(place(piece)?),
            Some(b',') => self.region.and(place(piece)).map(|_| ())?,
            _ => return None,
        }
        Some(())
    }

    /// Whether the place may be one in the company of an agency or a region.
    pub fn is_plausible(&self) -> bool {
        let first = self.place.split(' ').next().unwrap_or_default();
        let is_initials = first.contains('.')
            && first.len() <= 5
            && !names::is_one_of(first, &["st.", "ste.", "mt.", "ft.", "pt."]);
        let is_loud = names::is_shouted(self.place);
        let is_label = is_loud && places::is_label(self.place);
        // An unknown agency speaks for nothing by itself.
        let is_doubtful = self.is_guessed && !self.is_sure_place();
        let is_sentence =
            names::is_one_of(first, &["by", "the", "a", "an", "photo", "file", "image", "source"]);
        !is_initials
            && !is_label
            && !is_doubtful
            && (!is_sentence || places::is_town(self.place))
            && self.place_words() <= 5
    }

    /// In capitals or known, so that an unknown agency is believed.
    fn is_sure_place(&self) -> bool {
        names::is_shouted(self.place) || places::is_town(self.place)
    }

    /// Words of the place, without its region.
    pub fn place_words(&self) -> usize {
        self.place.split_whitespace().count()
    }

    /// `LITTLE ROCK, Ark.`, as it is printed.
    pub fn shown_place(&self) -> String {
        match self.region {
            Some(region) if self.is_bracketed => format!("{} ({region})", self.place),
            Some(region) => format!("{}, {region}", self.place),
            None => self.place.to_owned(),
        }
    }
}

/// Words that may be a place: up to five, each with a capital or small between, and no number.
fn place(text: &str) -> Option<&str> {
    let is_letter = |c: char| {
        c.is_alphabetic()
            || matches!(c, ' ' | '.' | '\'' | '’' | '-' | '‐')
            || matches!(c, '\u{300}'..='\u{36f}')
    };
    let small = [
        "de", "la", "del", "of", "upon", "sur", "am", "an", "der", "do", "dos", "da", "di", "el", "e", "y",
        "le", "les", "in", "im", "na", "bei", "ob",
    ];
    let is_word = |(at, word): (usize, &str)| {
        word.starts_with(char::is_uppercase)
            || at > 0 && names::is_one_of(word, &small)
            || word.starts_with("al-")
            || word.starts_with("el-")
    };
    let is_place = text.len() <= 50
        && text.split(' ').count() <= 5
        && text.chars().all(is_letter)
        && text.split(' ').enumerate().all(is_word);
    is_place.then_some(text)
}

/// `KOMPAS.com`, `TEMPO.CO`; not `D.C` and the like.
fn is_agency_site(text: &str) -> bool {
    text.len() > 5 && !text.ends_with('.') && roles::is_site(text)
}

/// `EP`, `EXAMPLEWIRE`: one word in capitals where an agency would stand.
fn is_guess(text: &str) -> bool {
    agencies::is_code(text)
        || text.len() > 6 && text.bytes().all(|byte| byte.is_ascii_uppercase()) && text.ends_with("WIRE")
}

/// Whether nothing stands between a piece and the slash before it, nor before that.
fn is_tight(text: &str, at: usize) -> bool {
    let before = text.get(..at.saturating_sub(1)).unwrap_or_default();
    text.as_bytes().get(at.wrapping_sub(1)) == Some(&b'/')
        && !before.ends_with(' ')
        && !before.contains([',', '('])
}

/// How the names of months and weekdays begin, in the languages whose agencies we know.
#[rustfmt::skip]
static TIMES: Lexicon = Lexicon::new(&[
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "mär", "mai", "okt",
    "dez", "fév", "avr", "jui", "aoû", "aou", "déc", "ene", "abr", "ago", "dic", "fev", "set", "out", "gen",
    "mag", "giu", "lug", "ott", "maa", "mei", "sty", "lut", "kwi", "maj", "cze", "lip", "sie", "wrz", "paź",
    "lis", "gru", "agu", "des", "mon", "tue", "wed", "thu", "fri", "sat", "sun",
]);

/// `Nov 19`, `3. Mai`, `2023`, `5/12/2020`, `Monday`: days, months, years, and nothing else.
fn is_date(text: &str) -> bool {
    let mut has_digit = false;
    let mut months = 0;
    for word in text.split([' ', '.', '\u{a0}']).filter(|word| !word.is_empty()) {
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 {
            let behind = word.get(digits..).unwrap_or_default();
            has_digit = true;
            let is_number = digits <= 4
                && (behind.is_empty() || names::is_one_of(behind, &["st", "nd", "rd", "th", "er", "º", "ª"]));
            let is_whole =
                word.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-')) && word.len() <= 10;
            if !is_number && !is_whole {
                return false;
            }
        } else if is_time(word) {
            months += 1;
        } else if !matches!(word, "de" | "den" | "of" | "di" | "le" | "am") {
            return false;
        }
    }
    let is_year = text.len() == 4 && has_digit;
    is_year || months > 0 && months <= 2 && has_digit || months == 1 && text.ends_with("day")
}

fn is_time(word: &str) -> bool {
    let is_plain = word.len() <= 12 && word.chars().all(char::is_alphabetic);
    let Some((end, _)) =
        word.char_indices().nth(3).or((word.chars().count() == 3).then_some((word.len(), ' ')))
    else {
        return false;
    };
    let start = word.get(..end).unwrap_or_default();
    is_plain && TIMES.has_folded(start)
}
