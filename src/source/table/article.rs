//! One record as an article: its text through the reader of plain texts or of HTML, everything else into
//! the field that its column was understood as.

use crate::article::front_matter::{Entry, Node, Value as Written};
use crate::article::printed_date;
use crate::article::{Claim, Draft, PartialDate, SourceNote};
use crate::problem::{Place, Problem};

use super::super::text::{self, byline};
use super::super::{File, Given, Manner, Reading, encoding};
use super::columns::{Field, Use};
use super::{Record, Value, html};

/// Where a record says anything: problems of a record are told by its line in the table.
const PLACE: Place = Place { line: 1, column: 1, length: 1 };

/// Reads a record. `uses` says what its columns are, in their order.
pub fn read(file: &File<'_>, record: &Record, uses: &[Use], manner: &Manner) -> Reading {
    let mut told = Told { record, uses, manner, problems: Vec::new(), file: file.name };
    let title = told.text(Field::Title).map(|title| plain(&title));
    let date = told.date(Field::Date);
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
    let problems = std::mem::take(&mut told.problems);
    if let Some(draft) = &mut reading.draft {
        if let Some((_, Some(printed))) = date {
            draft.date_text = claim(printed);
        }
        told.fill(draft);
        draft.extra.0.extend(told.unknown());
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

/// What a record tells.
struct Told<'a> {
    record: &'a Record,
    uses: &'a [Use],
    manner: &'a Manner,
    problems: Vec<Problem>,
    file: &'a str,
}

impl Told<'_> {
    fn value(&self, field: Field) -> Option<&Value> {
        let at = self.uses.iter().position(|usage| *usage == Use::Field(field))?;
        self.record.fields.get(at).map(|(_, value)| value)
    }

    fn text(&self, field: Field) -> Option<String> {
        Some(match self.value(field)? {
            Value::Text(text) => text.clone(),
            list @ Value::List(_) if field == Field::Title => first(list).to_owned(),
            Value::List(items) => items.join(", "),
        })
    }

    /// One line of plain text.
    fn line(&self, field: Field) -> Option<Claim<String>> {
        self.text(field).map(|text| plain(&text)).filter(|text| !text.is_empty()).and_then(claim)
    }

    fn list(&self, field: Field) -> Vec<Claim<String>> {
        let items: Vec<&str> = match self.value(field) {
            None => return Vec::new(),
            Some(Value::List(items)) => items.iter().map(String::as_str).collect(),
            Some(Value::Text(text)) => parts(text),
        };
        items.into_iter().map(plain).filter(|item| !item.is_empty()).filter_map(claim).collect()
    }

    /// A date, and its text where that says more or something else than the date.
    fn date(&mut self, field: Field) -> Option<(String, Option<String>)> {
        let text = self.text(field)?;
        let text = text.trim();
        if let Ok(date) = PartialDate::parse(text) {
            return date.is_known().then(|| (date.to_string(), None));
        }
        if let Some(printed) = printed_date::whole(text, self.manner.date_order) {
            let kept = printed.ambiguous.then(|| text.to_owned());
            return printed.date.is_known().then(|| (printed.date.to_string(), kept));
        }
        let problem =
            Problem::warning("unreadable-date", self.file, format!("“{}” is not a date", cut(text)))
                .at(PLACE)
                .help("the article is undated; the text is kept as `date_text`");
        self.problems.push(problem);
        Some((String::new(), Some(text.to_owned())))
    }

    fn fill(&mut self, draft: &mut Draft) {
        if draft.date.as_ref().is_some_and(|claim| claim.value.is_empty()) {
            draft.date = None;
        }
        if let Some((updated, _)) = self.date(Field::Updated).filter(|(date, _)| !date.is_empty()) {
            draft.updated = claim(updated);
        }
        let lines: [(Field, &mut Option<Claim<String>>); 10] = [
            (Field::Subtitle, &mut draft.subtitle),
            (Field::Kicker, &mut draft.kicker),
            (Field::Description, &mut draft.description),
            (Field::Section, &mut draft.section),
            (Field::Publication, &mut draft.source),
            (Field::Language, &mut draft.language),
            (Field::Id, &mut draft.id),
            (Field::Slug, &mut draft.slug),
            (Field::Series, &mut draft.series),
            (Field::Rights, &mut draft.rights),
        ];
        for (field, slot) in lines {
            if let Some(line) = self.line(field) {
                *slot = Some(line);
            }
        }
        if let Some(agency) = self.line(Field::Agency) {
            draft.agency = Some(agency);
        }
        self.sign(draft);
        draft.tags.extend(self.list(Field::Tags));
        let url = self.line(Field::Url).filter(|url| url.value.starts_with("http"));
        draft.original_url = url.or(draft.original_url.take());
        if let Some(src) = self.line(Field::Image) {
            let image = crate::article::draft::ImageClaim {
                src: src.value,
                caption: self.line(Field::Caption).map(|caption| caption.value),
                ..Default::default()
            };
            draft.image = Some(Claim { value: image, place: PLACE });
        }
    }

    /// Authors and byline; a column goes before what the text prints.
    fn sign(&mut self, draft: &mut Draft) {
        let names = match self.value(Field::Authors).or_else(|| self.value(Field::Byline)) {
            None => return,
            Some(Value::Text(text)) => vec![text.clone()],
            Some(Value::List(items)) => items.clone(),
        };
        let mut people = Vec::new();
        for name in &names {
            let signed = byline::of_field(&plain(name));
            people.extend(signed.people.into_iter().filter_map(claim));
            if let (Some(agency), None) = (signed.agency, &draft.agency) {
                draft.agency = claim(agency);
            }
        }
        if !people.is_empty() {
            draft.authors = people;
        }
        if draft.byline.is_none() {
            draft.byline = claim(plain(&names.join(", ")));
        }
    }

    /// Columns that are no field of an article, and those that stand behind a better one.
    fn unknown(&self) -> Vec<Entry> {
        let kept =
            self.record.fields.iter().zip(self.uses).filter(|(_, usage)| !matches!(usage, Use::Field(_)));
        kept.map(|((column, value), _)| {
            let value = match value {
                Value::Text(text) => Written::Text(text.clone()),
                Value::List(items) => {
                    let node = |item: &String| Node { value: Written::Text(item.clone()), place: PLACE };
                    Written::List(items.iter().map(node).collect())
                }
            };
            Entry { key: column.to_string(), key_place: PLACE, node: Node { value, place: PLACE } }
        })
        .fold(Vec::new(), |mut entries: Vec<Entry>, entry| {
            if !entries.iter().any(|known| known.key == entry.key) {
                entries.push(entry);
            }
            entries
        })
    }
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
    if text.contains(['<', '&']) && html::is_html(text) {
        while let Some(start) = rest.find('<') {
            let Some(length) = rest[start..].find('>') else { break };
            out.push_str(&rest[..start]);
            rest = &rest[start + length + 1..];
        }
        out.push_str(rest);
        out = html_escape::decode_html_entities(&out).into_owned();
    } else {
        out.push_str(text);
    }
    let (out, _) = encoding::mended(out);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn claim(value: String) -> Option<Claim<String>> {
    Some(Claim { value, place: PLACE })
}

fn cut(text: &str) -> String {
    text.chars().take(60).collect()
}
