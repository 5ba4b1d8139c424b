//! What stands above everything else: `date 2024-03-26`, and lines such as `Title: …`.

use crate::article::{Claim, PartialDate};
use crate::problem::{Place, Problem};
use crate::source::File;

use super::piece::{Became, Fate, take_start};
use super::{Reader, byline, labels, look, rules};

/// Takes ` date 2024-03-26 ` off the first line.
pub(super) fn date(reader: &mut Reader<'_>) {
    let Some(first) = reader.pieces.first().copied() else { return };
    let Some(rest) = first.text.strip_prefix("date ").map(str::trim_start) else { return };
    let word = rest.split(char::is_whitespace).next().unwrap_or(rest);
    // Four digits and a hyphen are meant as a date; whether they are one, `admit` says.
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let meant = digits == 4 && word[digits..].starts_with(['-', '/']);
    let dated = meant || digits > 0 && PartialDate::parse(word).is_ok();
    if !dated {
        return;
    }
    let before = reader.text[..first.start].rsplit('\n').next().unwrap_or("");
    let inside = first.text.len() - rest.len();
    let column = before.chars().count() + inside + 1;
    let place = Place { line: first.line, column: column as u32, length: word.len() as u32 };
    reader.draft.date = Some(Claim { value: word.to_owned(), place });
    let fate = Fate { became: Became::Field, rule: rules::HEADER_DATE, field: "date" };
    if !take_start(&mut reader.pieces, 0, inside + word.len(), fate) {
        reader.pieces[0].fate = Some(fate);
    }
}

/// A first line `date 3 April 2019` is meant as a header that cannot be read.
pub(super) fn doubtful(file: &File<'_>, text: &str) -> Option<Problem> {
    let (at, line) = text.lines().enumerate().find(|(_, line)| !line.trim().is_empty())?;
    let rest = line.trim_start().strip_prefix("date ")?.trim_start();
    let word =
        rest.split_whitespace().next().filter(|word| word.starts_with(|c: char| c.is_ascii_digit()))?;
    let message = format!("the text begins like `date {word}`, which is not a date, and has none");
    let problem = Problem::warning("no-date", file.name, message).at(Place::line(at as u32 + 1));
    Some(problem.help("write the header as `date 2019-04-03`, `date 2019-04` or `date 2019`"))
}

/// Lines `Title: …`, `Author: …` at the top. One alone is believed only if it names what every text has.
pub(super) fn labels(reader: &mut Reader<'_>) {
    let labelled: Vec<(usize, &'static str, usize)> = (0..reader.pieces.len())
        .skip_while(|at| !reader.pieces[*at].is_open())
        .map_while(|at| {
            let (field, value) = labels::header(reader.pieces[at].text)?;
            Some((at, field, value))
        })
        .collect();
    let sure = labelled.len() > 1
        || labelled.first().is_some_and(|(at, field, value)| {
            // A headline can begin with such a word too: `By: the numbers`.
            matches!(*field, "title" | "date")
                && reader.pieces.len() > at + 1
                && (*field != "date" || reader.printed(&reader.pieces[*at].text[*value..]).is_some())
        });
    if !sure {
        return;
    }
    for (at, field, value) in labelled {
        let piece = reader.pieces[at];
        let value = piece.text[value..].trim();
        if take(reader, field, value, piece.place()) {
            reader.pieces[at].is_field(field, rules::LABEL);
        }
    }
}

/// Sets a field; false if it has a value, or the text is none for it.
fn take(reader: &mut Reader<'_>, field: &str, value: &str, place: Place) -> bool {
    let list = |text: &str| -> Vec<Claim<String>> {
        let parts = text.split([',', ';', '|']).map(str::trim).filter(|part| !part.is_empty());
        parts.map(|part| Claim { value: part.to_owned(), place }).collect()
    };
    let claim = Some(Claim { value: value.to_owned(), place });
    match field {
        "date" => {
            let Some(printed) = reader.printed(value) else { return false };
            reader.dates.push(super::dates::Seen::new(false, printed, value, place));
            return true;
        }
        "byline" => {
            reader.sign(byline::of_field(value), place);
            reader.draft.byline = claim;
            return true;
        }
        "tags" => {
            reader.draft.tags.extend(list(value));
            return true;
        }
        "language" if value.len() > 12 => return false,
        "description" if look::words(value) < 2 => return false,
        _ => {}
    }
    let draft = &mut reader.draft;
    let slot = match field {
        "title" => &mut draft.title,
        "subtitle" => &mut draft.subtitle,
        "kicker" => &mut draft.kicker,
        "section" => &mut draft.section,
        "original_url" if value.starts_with("http") => &mut draft.original_url,
        "source" => &mut draft.source,
        "language" => &mut draft.language,
        "description" => &mut draft.description,
        _ => return false,
    };
    let free = slot.is_none();
    if free {
        *slot = claim;
    }
    free
}
