//! What stands below the text: end marks, contributors, agency, rights, corrections, a letter's author.
//!
//! Looked at from the end upwards, as far as each line is one of these. What only looks like one in the
//! middle of a story is the story.

use crate::article::draft::CorrectionClaim;
use crate::article::printed_date;
use crate::article::{Claim, PartialDate};

use super::layout::{self, Unit};
use super::{Reader, byline, caption, endings, look, notes, rules};

/// The lowest units that may be corrections, and the first.
const ENDS: usize = 4;

/// Decides units from the end upwards, then corrections at both ends.
pub(super) fn units(reader: &mut Reader<'_>, units: &[Unit], text_at: usize) {
    for unit in units[text_at.min(units.len())..].iter().rev() {
        if reader.pieces[unit.start].is_open() && !is_end(reader, unit) {
            break;
        }
    }
    if reader.is_letter {
        signature(reader, units);
    }
}

/// `###` and `-30-`, and `Continued on A6`, wherever they stand: nothing else looks like them.
pub(super) fn marks(reader: &mut Reader<'_>) {
    for piece in reader.pieces.iter_mut().filter(|piece| piece.is_open()) {
        if endings::is_end_mark(piece.text) {
            piece.is_removed(rules::END_MARK);
        } else if endings::is_jump_line(piece.text) {
            piece.is_removed(rules::JUMP_LINE);
        }
    }
}

/// `… came home. (Reporting by A; Editing by B)`: what stands in brackets at the end of the last
/// paragraphs is parted from them.
pub(super) fn part_brackets(reader: &mut Reader<'_>) {
    let last: Vec<usize> =
        (0..reader.pieces.len()).rev().filter(|at| reader.pieces[*at].is_open()).take(3).collect();
    for at in last {
        let text = reader.pieces[at].text;
        let closed = text.trim_end_matches(['.', ' ']);
        let start = if closed.ends_with(')') { closed.rfind('(') } else { None };
        let Some(start) = start.filter(|start| *start > 0 && look::ends_with_stop(text[..*start].trim_end()))
        else {
            continue;
        };
        let bracket = &text[start..];
        if endings::contributors(closed.get(start..).unwrap_or_default()).is_none()
            && endings::trailer(bracket).is_none()
        {
            continue;
        }
        if let Some((head, tail)) = reader.pieces[at].split(start) {
            reader.pieces.splice(at..=at, [head, tail]);
        }
    }
}

/// Corrections and updates among the first and the last units.
pub(super) fn corrections(reader: &mut Reader<'_>, units: &[Unit]) {
    let open = || units.iter().filter(|unit| reader.pieces[unit.start].is_open()).cloned();
    let mut ends: Vec<Unit> = open().take(ENDS).collect();
    let first = ends.len();
    let behind = ends.last().map_or(0, |unit| unit.end);
    ends.extend(open().rev().take(ENDS).take_while(|unit| unit.start >= behind));
    ends[first..].reverse();
    for unit in ends {
        // One may have taken the next along.
        if reader.pieces[unit.start].is_open() {
            correction(reader, &unit);
        }
    }
}

fn correction(reader: &mut Reader<'_>, unit: &Unit) -> bool {
    let text = reader.text_of(unit);
    let Some(note) = notes::note(&text) else {
        return notes::is_corrected(&text) && take_note(reader, unit.clone(), "correction", None, &text);
    };
    let date = note.date.map(|date| (date, reader.dated_after(date)));
    // Where nothing but a date follows, the text stands below.
    if reader.printed(note.text).is_some() {
        let units = layout::units(&reader.pieces);
        let below = units.into_iter().find(|below| below.start == unit.end);
        if let Some(below) = below.filter(|below| reader.pieces[below.start].is_open()) {
            let (date, said) = (reader.dated_after(note.text), reader.text_of(&below).into_owned());
            return take_note(reader, unit.start..below.end, note.kind, date, &said);
        }
    }
    match date {
        // A date without a year in an undated article.
        Some((printed, None)) => {
            take_note(reader, unit.clone(), note.kind, None, &format!("{printed}: {}", note.text))
        }
        date => take_note(reader, unit.clone(), note.kind, date.and_then(|(_, date)| date), note.text),
    }
}

fn take_note(reader: &mut Reader<'_>, unit: Unit, kind: &str, date: Option<PartialDate>, said: &str) -> bool {
    let place = reader.pieces[unit.start].place();
    let claim = CorrectionClaim {
        date: date.map(|date| Claim { value: date.to_string(), place }),
        kind: Some(Claim { value: kind.to_owned(), place }),
        text: said.to_owned(),
    };
    reader.draft.corrections.push(Claim { value: claim, place });
    unit.for_each(|at| reader.pieces[at].is_field("corrections", rules::CORRECTION));
    true
}

/// Whether a unit is something that stands below a text; it is decided then.
fn is_end(reader: &mut Reader<'_>, unit: &Unit) -> bool {
    let first = unit.start;
    let place = reader.pieces[first].place();
    let text = reader.text_of(unit);
    let claim = |value: &str| Some(Claim { value: value.to_owned(), place });
    if endings::is_separator(&text) {
        unit.clone().for_each(|at| reader.pieces[at].is_removed(rules::END_MARK));
        return true;
    }
    let mut field = |name: &'static str, rule| {
        unit.clone().for_each(|at| reader.pieces[at].is_field(name, rule));
        true
    };
    if endings::is_rights(&text) {
        field("rights", rules::COPYRIGHT);
        reader.draft.rights.get_or_insert(Claim { value: text.into_owned(), place });
        return true;
    }
    if let Some(parts) = endings::contributors(&text) {
        field("extra.contributors", rules::CONTRIBUTORS);
        let parts: Vec<Claim<String>> = parts.into_iter().map(|value| Claim { value, place }).collect();
        reader.contributors.splice(0..0, parts);
        return true;
    }
    if let Some(source) = endings::source(&text) {
        field("source", rules::SOURCE);
        if reader.draft.source.is_none() {
            reader.draft.source = claim(source);
        }
        return true;
    }
    if let Some(agencies) = endings::trailer(&text) {
        field("agency", rules::TRAILER);
        if let (None, Some(agencies)) = (&reader.draft.agency, agencies) {
            reader.draft.agency = claim(&agencies);
        }
        return true;
    }
    if unit.len() == 1 && (reader.take_dates(first) || reader.take_topics(first)) {
        return true;
    }
    correction(reader, unit) || caption::take(reader, unit.clone())
}

/// The lines below a letter: its author, and where the author lives.
fn signature(reader: &mut Reader<'_>, units: &[Unit]) {
    let is_short = |unit: &Unit| {
        let text = reader.text_of(unit);
        look::width(&text) <= 50 && !look::is_sentence(&text) && look::begins_high(&text)
    };
    let open: Vec<&Unit> = units.iter().filter(|unit| reader.pieces[unit.start].is_open()).collect();
    let last: Vec<Unit> =
        open.iter().rev().take_while(|unit| is_short(unit)).map(|unit| (*unit).clone()).collect();
    if last.is_empty() || last.len() > 5 || last.len() == open.len() {
        return;
    }
    // Below `Yours sincerely,` stands the name.
    let named = last.iter().rev().find(|unit| !reader.pieces[unit.start].text.ends_with(','));
    let Some(first) = named else { return };
    let signed = byline::of_field(&reader.text_of(first));
    if signed.people.len() == 1 && reader.draft.authors.is_empty() {
        let place = reader.pieces[first.start].place();
        reader.sign(signed, place);
    }
    for at in last.into_iter().flatten() {
        reader.pieces[at].becomes(super::Became::Line, rules::SIGNATURE);
    }
}

impl Reader<'_> {
    /// A date without a year, from the article's on: `Nov. 25` in an article of November 2019.
    pub(super) fn dated_after(&self, text: &str) -> Option<PartialDate> {
        if let Some(printed) = self.printed(text) {
            return Some(printed.date);
        }
        let date = self.known_date()?;
        let year = date.year()?;
        let read = |year: i32| {
            printed_date::whole(&format!("{text}, {year}"), self.manner.date_order)
                .or_else(|| printed_date::whole(&format!("{text} {year}"), self.manner.date_order))
                .map(|printed| printed.date)
        };
        let same = read(year)?;
        let before = date.day().zip(same.day()).is_some_and(|(day, same)| same < day);
        if before { read(year + 1) } else { Some(same) }
    }
}
