//! What stands above the text: menus, headline, deck, byline, dates, captions, and the dateline.
//!
//! The top ends with the first sentence. Only lines above it can be menus or headlines.

use crate::article::Claim;

use super::layout::Unit;
use super::piece::{Became, Fate, Piece, take_start};
use super::roles::{self, Role};
use super::{
    Reader, agencies, byline, caption, dateline, headline, labels, look, names, noise, notes, openings, rules,
};

/// A longer line is no deck, in characters.
pub(super) const LONGEST_DECK: usize = 320;
/// The lines that are looked at before the text must have begun.
pub(super) const MOST_LINES: usize = 60;

/// Decides the lines whose look alone says what they are. These part paragraphs.
pub(super) fn lines(reader: &mut Reader<'_>) {
    let mut at = 0;
    while at < reader.pieces.len().min(MOST_LINES) {
        if reader.pieces[at].is_open() {
            let icons = noise::icons(reader.pieces[at].text);
            if icons > 0 {
                let fate = Fate { became: Became::Removed, rule: rules::ICONS, field: "" };
                if !take_start(&mut reader.pieces, at, icons, fate) {
                    reader.pieces[at].fate = Some(fate);
                }
                at += 1;
                continue;
            }
            let begins = begins_text(reader, at);
            // A caption may end like a sentence, and a byline never does. A deck may as well: then who
            // wrote the article stands below it.
            let decided = line(reader, at);
            if begins && !decided && !(at > 0 && is_signed(reader, at + 1)) {
                break;
            }
        }
        at += 1;
    }
}

/// Whether a line is a byline or an agency's name.
fn is_signed(reader: &Reader<'_>, at: usize) -> bool {
    let Some(piece) = reader.pieces.get(at).filter(|piece| piece.is_open()) else { return false };
    let long = look::width(reader.pieces[at - 1].text) > LONGEST_DECK;
    let more = reader.pieces.iter().skip(at + 1).any(|piece| piece.is_open() && look::is_prose(piece.text));
    !long && more && (byline::read(piece.text).is_some() || byline::agency(piece.text).is_some())
}

/// Whether the text begins at a line: a sentence, or the first of lines that make one.
fn begins_text(reader: &Reader<'_>, at: usize) -> bool {
    let text = reader.pieces[at].text;
    let next = reader.pieces.get(at + 1).filter(|next| !next.gap && next.is_open());
    is_sentence(text)
        || look::is_wider(text, LONGEST_DECK)
        || look::width(text) >= 45 && next.is_some_and(|next| next.text.starts_with(char::is_lowercase))
}

/// Running text. A headline may end with an abbreviation, and in capitals it had a stop for long.
fn is_sentence(text: &str) -> bool {
    let abbreviated = look::ends_abbreviated(text) && look::words(text) <= 16;
    look::is_prose(text) && !abbreviated && !look::is_upper(text) && !asks(text)
}

/// One question or one exclamation, as headlines are and paragraphs hardly ever.
fn asks(text: &str) -> bool {
    let inner = text.trim_end_matches(['?', '!', ' ', '”', '’', '"', '\'', '\u{a0}', '\u{202f}']);
    text.ends_with(['?', '!']) && look::width(text) <= 130 && !inner.contains(". ")
}

/// Decides one line, if its look says enough.
fn line(reader: &mut Reader<'_>, at: usize) -> bool {
    let piece = reader.pieces[at];
    let (text, place) = (piece.text, piece.place());
    if noise::is_navigation(text, &reader.manner.navigation) {
        reader.pieces[at].is_removed(rules::NAVIGATION);
    } else if reader.take_dates(at) || caption::take(reader, at..at + 1) || reader.take_topics(at) {
    } else if let Some(signed) = reader.draft.byline.is_none().then(|| byline::read(text)).flatten() {
        reader.sign(signed, place);
        reader.draft.byline = Some(Claim { value: text.to_owned(), place });
        reader.pieces[at].is_field("byline", rules::BYLINE);
        job_title(reader, at + 1);
    } else if let Some(name) = byline::agency(text) {
        agency(reader, at, name);
    } else if let Some(name) = name_alone(reader, at) {
        reader.draft.authors.push(Claim { value: name, place });
        reader.draft.byline = Some(Claim { value: text.to_owned(), place });
        reader.pieces[at].is_field("byline", rules::BYLINE);
        job_title(reader, at + 1);
    } else {
        return false;
    }
    true
}

/// A name on a line of its own, below a headline and above a date, a title or an address.
fn name_alone(reader: &Reader<'_>, at: usize) -> Option<String> {
    let above = reader.pieces.iter().take(at).any(Piece::is_open);
    if !above || reader.draft.byline.is_some() {
        return None;
    }
    let below = reader.pieces.get(at + 1)?.text;
    let told = labels::dates(below, reader.manner.date_order).is_some() || is_title(below);
    let text = reader.pieces[at].text;
    let other = roles::of(text).is_some() || agencies::is_agency(text);
    names::person(text, 2).filter(|_| told && !other)
}

fn is_title(text: &str) -> bool {
    is_mail(text) || byline::job_title(text).is_some()
}

fn is_mail(text: &str) -> bool {
    text.contains('@') && !text.contains(' ')
}

/// A line of an agency's name: its byline too, if there is no other.
fn agency(reader: &mut Reader<'_>, at: usize, name: String) {
    let piece = reader.pieces[at];
    let claim = |value: String| Some(Claim { value, place: piece.place() });
    let by = openings::after(piece.text, "by").or_else(|| openings::after(piece.text, "from")).is_some();
    if by && reader.draft.byline.is_none() {
        reader.draft.byline = claim(piece.text.to_owned());
    }
    if reader.draft.agency.is_none() && agencies::is_agency(&name) {
        reader.draft.agency = claim(name);
    } else if reader.draft.byline.is_none() {
        reader.draft.byline = claim(piece.text.to_owned());
    }
    reader.pieces[at].is_field("agency", rules::AGENCY);
}

/// The line below a byline: `Staff Writer`, `Associated Press`, `jane@paper.example`.
fn job_title(reader: &mut Reader<'_>, at: usize) {
    let Some(piece) = reader.pieces.get(at).copied().filter(|piece| piece.is_open() && !piece.gap) else {
        return;
    };
    let text = piece.text;
    // `Associated Press Writer`, `Merrow Ledger`.
    let of_agency = text.rsplit_once(' ').is_some_and(|(name, _)| agencies::is_agency(name));
    let outlet = roles::of(text) == Some(Role::Outlet);
    if look::width(text) > 60 || look::ends_with_stop(text) || !(is_title(text) || of_agency || outlet) {
        return;
    }
    if let Some(byline) = &mut reader.draft.byline {
        byline.value = format!("{}, {text}", byline.value);
    }
    if outlet {
        reader.draft.source.get_or_insert(Claim { value: text.to_owned(), place: piece.place() });
    } else if !is_mail(text) {
        reader.job_title.get_or_insert_with(|| text.to_owned());
    }
    reader.pieces[at].is_field("byline", rules::JOB_TITLE);
}

/// Decides what is left above the first sentence, and where it begins: an index of units.
pub(super) fn units(reader: &mut Reader<'_>, units: &[Unit]) -> usize {
    let mut above: Vec<usize> = Vec::new();
    let mut text_at = units.len();
    for (at, unit) in units.iter().enumerate().take(MOST_LINES) {
        if !reader.pieces[unit.start].is_open() {
            continue;
        }
        let text = reader.text_of(unit);
        let salutation = labels::is_salutation(&text);
        let note = notes::note(&text).is_some() || notes::is_editors_note(&text);
        let begins = unit.len() > 2
            || is_sentence(&text)
            || look::is_wider(&text, LONGEST_DECK)
            || text.ends_with(':')
            || salutation
            || look::begins_with_time(&text)
            || dateline::read(&text).is_some();
        reader.is_letter |= salutation;
        if begins && !note && !is_deck_above_byline(reader, units, at, &above) {
            text_at = at;
            break;
        }
        if !note {
            above.push(at);
        }
        if above.len() > 12 {
            break;
        }
    }
    if text_at == units.len() {
        // There is no sentence at all: a table of results, a poem. Its first line may be a headline.
        let first = above.first().copied();
        above.truncate(1);
        text_at = first.map_or(units.len(), |at| at + 1);
    }
    headline::take(reader, units, &above, text_at);
    text_at
}

/// A sentence directly below the headline, with the byline or a date behind it, is a deck.
fn is_deck_above_byline(reader: &Reader<'_>, units: &[Unit], at: usize, above: &[usize]) -> bool {
    let Some(next) = units.get(at + 1).map(|unit| &reader.pieces[unit.start]) else { return false };
    let signed = next
        .fate
        .is_some_and(|fate| matches!(fate.rule, rules::BYLINE | rules::AGENCY | rules::PRINTED_DATE));
    let later = units[at + 2..].iter().any(|unit| reader.pieces[unit.start].is_open());
    let width = look::width(&reader.text_of(&units[at]));
    !above.is_empty() && above.len() <= 2 && signed && later && width <= LONGEST_DECK && units[at].len() <= 3
}

/// Place and agency before the first words of the text.
pub(super) fn take_dateline(reader: &mut Reader<'_>, at: usize) -> bool {
    let piece = reader.pieces[at];
    let Some(dateline) = dateline::read(piece.text).filter(|_| piece.is_open()) else { return false };
    let length = dateline.length;
    let place = piece.place();
    let claim = |value: String| Some(Claim { value, place });
    let fate = Fate { became: Became::Field, rule: rules::DATELINE, field: "dateline" };
    let gap = piece.gap;
    if !take_start(&mut reader.pieces, at, length, fate) {
        return false;
    }
    reader.pieces[at + 1].gap = gap;
    let draft = &mut reader.draft;
    if !dateline.place.is_empty() {
        draft.dateline = claim(dateline.place);
    }
    if let (Some(agency), None) = (dateline.agency, &draft.agency) {
        draft.agency = claim(agency);
    }
    let date = dateline.date_text.and_then(|text| Some((reader.dated_after(&text)?, text)));
    if let Some((date, text)) = date {
        reader.dates.push(super::dates::Seen { updated: false, date, ambiguous: false, text, place });
    }
    true
}
