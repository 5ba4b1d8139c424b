//! One record as an article: its text through the reader of plain texts or of HTML, everything else into
//! the field that its column was understood as.

mod told;

use crate::article::{Claim, Draft, SourceNote, prose};
use crate::problem::{Place, Problem};

use super::super::text;
use super::super::{File, Given, Manner, Reading, encoding};
use super::columns::{Field, Use};
use super::{Record, Value, html};
use told::Told;

/// Where a record says anything: problems of a record are told by its line in the table.
const PLACE: Place = Place { line: 1, column: 1, length: 1 };

/// Reads a record. `uses` says what its columns are, in their order.
pub fn read(file: &File<'_>, record: &Record, uses: &[Use], manner: &Manner) -> Reading {
    let mut told = Told::new(record, uses, manner, file.name);
    let title = told.text(Field::Title).map(|title| plain(&title));
    let date = told.date();
    let given = Given {
        title: title.filter(|title| !title.is_empty()),
        date: date.as_ref().map(|(date, _)| date.clone()),
    };
    let written = told.value(Field::Text).map_or("", first);
    if written.trim().is_empty() && given.title.is_none() {
        let problem = Problem::error("empty", file.name, "the record has neither a title nor a text")
            .at(PLACE)
            .help("`--map text=COLUMN` says which column has the text");
        told.problems.push(problem);
        return Reading { problems: told.problems, ..Reading::default() };
    }
    let mut reading = body(file, written, &given, manner);
    let mut problems = std::mem::take(&mut told.problems);
    if let Some(draft) = &mut reading.draft {
        if draft.body.trim().is_empty() {
            problems.push(told.without_text(written));
        }
        if let Some((_, Some(printed))) = date {
            draft.date_text = claim(printed);
        }
        told.fill(draft);
        told.keep(&mut draft.extra.0);
    }
    reading.problems.extend(problems);
    reading.problems.extend(told.problems);
    reading
}

/// The text of a record. HTML says itself what is a heading; of plain text the lines must tell.
fn body(file: &File<'_>, written: &str, given: &Given, manner: &Manner) -> Reading {
    if html::is_html(written) {
        let body = html::to_markdown(written);
        let draft = Draft {
            file: file.name.to_owned(),
            path: file.path.to_owned(),
            title: given.title.clone().and_then(claim),
            date: given.date.clone().and_then(claim),
            import: Some(SourceNote::default()),
            body: encoding::mended(body).0,
            ..Draft::default()
        };
        return Reading { draft: Some(draft), ..Reading::default() };
    }
    let (text, mended) = encoding::mended(written.to_owned());
    let mut reading = text::read(file, &text, given, manner);
    reading.text = text;
    reading.mended = mended;
    reading
}

/// Several texts of one article are its versions, and the first is the one to take.
fn first(value: &Value) -> &str {
    match value {
        Value::Text(text) => text,
        Value::List(items) => items.first().map_or("", String::as_str),
    }
}

/// Tags in one text: parted by semicolons, bars or commas, whichever it has.
fn parts(text: &str) -> Vec<&str> {
    let text = text.trim().trim_start_matches('[').trim_end_matches(']');
    let mark = [';', '|', '\n'].into_iter().find(|mark| text.contains(*mark)).unwrap_or(',');
    text.split(mark)
        .map(|part| part.trim().trim_matches(['\'', '"']).trim())
        .filter(|part| !part.is_empty())
        .collect()
}

/// A text without markup, on one line.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    if html::is_html(text) {
        while let Some(start) = rest.find('<') {
            // As a browser sees it: what opens no tag is a sign like any other.
            let opens =
                rest[start + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
            let length = if opens { rest[start..].find('>') } else { None };
            let kept = start + usize::from(length.is_none());
            out.push_str(&rest[..kept]);
            rest = &rest[length.map_or(kept, |length| start + length + 1)..];
        }
        out.push_str(rest);
        out = html_escape::decode_html_entities(&out).into_owned();
    } else {
        out.push_str(text);
    }
    let (out, _) = encoding::mended(out);
    prose::into_single_spaced(out)
}

fn claim(value: String) -> Option<Claim<String>> {
    Some(Claim { value, place: PLACE })
}

fn cut(text: &str) -> String {
    text.chars().take(60).collect()
}
