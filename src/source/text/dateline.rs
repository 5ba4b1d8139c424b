//! Where a report was written, from the start of its first paragraph: `KYIV, Ukraine (AP) — `.
//!
//! A place is believed because of an agency, a date, capitals before a dash, or because it is known. Labels
//! (`WARNING —`), speakers (`Smith: …`) and times (`0130 GMT — …`) are none. Not for reading the date: its
//! words are given as they are printed.

mod head;

use super::{agencies, names, places};
use head::Head;

/// A dateline at the start of a paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dateline {
    /// `KYIV, Ukraine`: as it is printed, with its region if there is one. Empty for `(AP) — `.
    pub place: String,
    /// As it is printed, known ones in their own capitals: `AP`, `PRNewswire`, `KOMPAS.com`.
    pub agency: Option<String>,
    /// A date inside, as printed: `June 5, 2023`, `3 giu.`
    pub date_text: Option<String>,
    /// How many bytes of the paragraph it takes, from its first byte to the space behind the dash.
    pub length: usize,
}

/// A dateline ends within so many bytes.
const LONGEST: usize = 130;
/// Text behind a place that nothing but capitals speaks for is at least so long, in bytes.
const LEAST_TEXT: usize = 30;

/// What stands between a dateline and its text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Dash,
    Colon,
    /// `/ PRWire / June 5 / `.
    Slash,
    /// `(CNN)The…`: nothing.
    Nothing,
}

/// The dateline that a paragraph begins with, or `None` if there is none.
///
/// Looks at the first 130 bytes. Allocates only once it is sure.
pub fn read(paragraph: &str) -> Option<Dateline> {
    let first = read_one(paragraph)?;
    let rest = paragraph.get(first.length..)?;
    // Italian agencies part the agency from the place: `Roma, 3 mag. - (Adnkronos) - `.
    let is_half = first.agency.is_none() && rest.starts_with('(') || first.place.is_empty();
    let second = if is_half { read_one(rest) } else { None };
    let joins = |second: &Dateline| {
        second.place.is_empty() != first.place.is_empty() && second.agency.is_none() != first.agency.is_none()
    };
    let Some(second) = second.filter(joins) else { return Some(first) };
    Some(Dateline {
        place: first.place + &second.place,
        agency: first.agency.or(second.agency),
        date_text: first.date_text.or(second.date_text),
        length: first.length + second.length,
    })
}

fn read_one(paragraph: &str) -> Option<Dateline> {
    let text = paragraph.trim_start();
    let skipped = paragraph.len() - text.len();
    if !text.starts_with(|c: char| c.is_uppercase() || c == '(') {
        return None;
    }
    let cut = (0..=LONGEST.min(text.len())).rev().find(|at| text.is_char_boundary(*at))?;
    let window = text.get(..cut)?.split('\n').next()?;
    let (head_end, text_start, end) = ended(window)?;
    let rest = text.get(text_start..)?;
    let head = head::read(window.get(..head_end)?)?;
    if !is_believed(&head, end, rest) {
        return None;
    }
    // A site's name before a colon is no agency's.
    let bare = head.place.is_empty() && !text.starts_with('(');
    if bare && !head.agency.is_some_and(agencies::is_known) {
        return None;
    }
    let agency = head.agency.map(agencies::tidy);
    let date_text = head.date.map(str::to_owned);
    Some(Dateline { place: head.shown_place(), agency, date_text, length: skipped + text_start })
}

/// Where the head ends and the text begins, in bytes.
fn ended(window: &str) -> Option<(usize, usize, End)> {
    let mut depth = 0_u32;
    let mut slashes = 0;
    let bytes = window.as_bytes();
    for (at, c) in window.char_indices() {
        // Most characters of most paragraphs.
        if c.is_ascii_alphanumeric() || matches!(c, ' ' | ',' | '.') {
            continue;
        }
        let behind = &window[at + c.len_utf8()..];
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            '—' | '–' | '―' => {
                return is_parting(window, at, behind).then(|| ending(window, at, End::Dash));
            }
            // A hyphen between letters is part of a name.
            '-' if at > 0
                && matches!(bytes[at - 1], b' ' | b')' | b'/')
                && behind.starts_with([' ', '-']) =>
            {
                return Some(ending(window, at, End::Dash));
            }
            // As Spanish agencies do: `(EFE).- `.
            '-' if window[..at].ends_with(").") && behind.starts_with(' ') => {
                return Some(ending(window, at - 1, End::Dash));
            }
            '-' if behind.starts_with('-') && !behind.starts_with("-(") => {
                return Some(ending(window, at, End::Dash));
            }
            // As the wires of the typewriter age wrote a dash.
            '_' if behind.starts_with(' ') && window[..at].ends_with(") ") => {
                return Some(ending(window, at, End::Dash));
            }
            ':' if behind.starts_with([' ', '\u{a0}']) => return Some(ending(window, at, End::Colon)),
            '/' => {
                slashes +=
                    usize::from(bytes.get(at.wrapping_sub(1)) == Some(&b' ') || behind.starts_with(' '))
            }
            '?' | '!' | '"' | '“' | ';' => break,
            _ => {}
        }
        if slashes == 3 {
            return Some(ending(window, at, End::Slash));
        }
        let is_cnn = c == ')' && depth == 0 && window[..at].ends_with("(CNN");
        if is_cnn && behind.trim_start().starts_with(char::is_uppercase) {
            return Some((at + 1, window.len() - behind.trim_start().len(), End::Nothing));
        }
    }
    None
}

/// Whether a long dash stands behind a head, and not in a range of numbers or between two names.
fn is_parting(window: &str, at: usize, behind: &str) -> bool {
    let before = window[..at].chars().next_back();
    let is_spaced = before.is_some_and(|c| c.is_whitespace() || c == ')');
    is_spaced || behind.starts_with(char::is_whitespace)
}

/// The end of the head before the mark at a place, and the start of the text behind it and its like.
fn ending(window: &str, at: usize, end: End) -> (usize, usize, End) {
    let head = window[..at].trim_end().len();
    let behind = &window[at..];
    let text = behind.trim_start_matches(|c: char| {
        matches!(c, '—' | '–' | '―' | '-' | '_' | ':' | '/' | '.') || c.is_whitespace()
    });
    (head, window.len() - text.len(), end)
}

/// Whether the head, its end and the text behind it speak for a dateline.
fn is_believed(head: &Head<'_>, end: End, rest: &str) -> bool {
    let first = rest.chars().find(|c| {
        !matches!(c, '"' | '\'' | '“' | '”' | '„' | '‘' | '’' | '«' | '»' | '*' | '_' | '(' | '[' | '¿' | '¡')
    });
    let starts_text = first.is_none_or(|c| !c.is_lowercase());
    if !starts_text {
        return false;
    }
    if head.agency.is_some() {
        return head.is_plausible();
    }
    let is_long = rest.len() >= LEAST_TEXT && head.place_words() <= 4;
    let is_town = places::is_town(head.place);
    let is_loud =
        names::is_shouted(head.place) && !places::is_label(head.place) && !places::is_acronym(head.place);
    match end {
        _ if !is_long || head.place.is_empty() => false,
        _ if head.date.is_some() => is_town || is_loud,
        End::Dash => is_town || is_loud && head.is_plausible(),
        // Speakers stand before a colon as well, in capitals too; a region in parentheses is no party.
        End::Colon => is_town || head.is_bracketed && head.is_plausible() && !rest.starts_with("I "),
        End::Slash | End::Nothing => false,
    }
}

#[cfg(test)]
mod tests;
