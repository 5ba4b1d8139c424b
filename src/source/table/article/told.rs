//! What the columns of one record tell, as the fields of a draft.
//!
//! What has a column of its own goes before what the text prints. What cannot be used stays in the
//! article's `[extra]`, so that nothing of a record is lost.

use std::borrow::Cow;

use crate::article::draft::ImageClaim;
use crate::article::front_matter::{Entry, Node, Value as Written};
use crate::article::printed_date;
use crate::article::{Claim, Draft, PartialDate};
use crate::problem::Problem;

use super::super::super::Manner;
use super::super::super::text::byline;
use super::super::columns::{Field, Use};
use super::super::{Record, Value};
use super::{PLACE, claim, cut, first, parts, plain};

pub(super) struct Told<'a> {
    record: &'a Record,
    uses: &'a [Use],
    manner: &'a Manner,
    file: &'a str,
    pub problems: Vec<Problem>,
    /// Fields whose columns say something that the draft has no place for.
    unused: Vec<Field>,
}

impl<'a> Told<'a> {
    pub fn new(record: &'a Record, uses: &'a [Use], manner: &'a Manner, file: &'a str) -> Self {
        Self { record, uses, manner, file, problems: Vec::new(), unused: Vec::new() }
    }

    pub fn value(&self, field: Field) -> Option<&'a Value> {
        let at = self.uses.iter().position(|usage| *usage == Use::Field(field))?;
        self.record.fields.get(at).map(|(_, value)| value)
    }

    pub fn text(&self, field: Field) -> Option<Cow<'a, str>> {
        Some(match self.value(field)? {
            Value::Text(text) => Cow::Borrowed(text),
            list @ Value::List(_) if field == Field::Title => Cow::Borrowed(first(list)),
            Value::List(items) => Cow::Owned(items.join(", ")),
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

    /// The name of a field's column.
    fn column(&self, field: Field) -> &'a str {
        let at = self.uses.iter().position(|usage| *usage == Use::Field(field));
        at.and_then(|at| self.record.fields.get(at)).map_or("", |(column, _)| column)
    }

    /// The article's date, and its text where that says more or something else than the date. A date that
    /// cannot be read is empty.
    pub fn date(&mut self) -> Option<(String, Option<String>)> {
        let text = self.text(Field::Date)?;
        match self.read_date(text.trim()) {
            Some((date, ambiguous)) => {
                date.is_known().then(|| (date.to_string(), ambiguous.then(|| text.trim().to_owned())))
            }
            None => {
                let help = "the article is undated; the text is kept as `date_text`".to_owned();
                self.no_date(&text, help);
                Some((String::new(), Some(text.trim().to_owned())))
            }
        }
    }

    /// When the article was updated. What is no date, or might be several, is kept as it stands.
    fn updated(&mut self) -> Option<Claim<String>> {
        let text = self.text(Field::Updated)?;
        let found = self.read_date(text.trim());
        if found.is_none_or(|(_, ambiguous)| ambiguous) {
            self.unused.push(Field::Updated);
        }
        let Some((date, _)) = found else {
            let column = self.column(Field::Updated);
            self.no_date(&text, format!("`updated` is left out; the text is kept in [extra] as `{column}`"));
            return None;
        };
        date.is_known().then(|| date.to_string()).and_then(claim)
    }

    /// The date that a text is, and whether it says more than that: day and month could change places.
    fn read_date(&self, text: &str) -> Option<(PartialDate, bool)> {
        match PartialDate::parse(text) {
            Ok(date) => Some((date, false)),
            Err(_) => printed_date::whole(text, self.manner.date_order)
                .map(|printed| (printed.date, printed.ambiguous)),
        }
    }

    fn no_date(&mut self, text: &str, help: String) {
        let message = format!("“{}” is not a date", cut(text.trim()));
        self.problems.push(Problem::warning("unreadable-date", self.file, message).at(PLACE).help(help));
    }

    pub fn fill(&mut self, draft: &mut Draft) {
        if draft.date.as_ref().is_some_and(|claim| claim.value.is_empty()) {
            draft.date = None;
        }
        if let Some(updated) = self.updated() {
            draft.updated = Some(updated);
        }
        let lines: [(Field, &mut Option<Claim<String>>); 11] = [
            (Field::Subtitle, &mut draft.subtitle),
            (Field::Kicker, &mut draft.kicker),
            (Field::Description, &mut draft.description),
            (Field::Agency, &mut draft.agency),
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
        self.sign(draft);
        draft.tags.extend(self.list(Field::Tags));
        self.address(draft);
        self.picture(draft);
    }

    fn address(&mut self, draft: &mut Draft) {
        let Some(url) = self.line(Field::Url) else { return };
        if url.value.starts_with("http") && !url.value.contains(' ') {
            draft.original_url = Some(url);
        } else {
            self.unused.push(Field::Url);
        }
    }

    fn picture(&mut self, draft: &mut Draft) {
        let caption = self.line(Field::Caption).map(|caption| caption.value);
        match self.line(Field::Image) {
            Some(src) => {
                let image = ImageClaim { src: src.value, caption, ..ImageClaim::default() };
                draft.image = Some(Claim { value: image, place: PLACE });
            }
            None => self.unused.extend(caption.map(|_| Field::Caption)),
        }
    }

    /// Authors and byline. People are taken from the byline where no other column names any, and the
    /// byline is made of the authors where no other column and no line has one.
    fn sign(&mut self, draft: &mut Draft) {
        let (authors, byline) = (self.names(Field::Authors), self.names(Field::Byline));
        let mut people = people_of(&authors, draft);
        let unknown = people.is_empty() && !authors.is_empty();
        let printed = people_of(&byline, draft);
        if people.is_empty() {
            people = printed;
        }
        if !people.is_empty() {
            draft.authors = people;
        }
        if !byline.is_empty() {
            draft.byline = claim(byline.join(", "));
        } else if draft.byline.is_none() && !authors.is_empty() {
            draft.byline = claim(authors.join(", "));
            return;
        }
        if unknown {
            self.unused.push(Field::Authors);
        }
    }

    fn names(&self, field: Field) -> Vec<String> {
        let names: Vec<String> = match self.value(field) {
            None => return Vec::new(),
            Some(Value::Text(text)) => text.lines().map(plain).collect(),
            Some(Value::List(items)) => items.iter().map(|item| plain(item)).collect(),
        };
        names.into_iter().filter(|name| !name.is_empty()).collect()
    }

    /// What is wrong with a record of which only the title is there.
    pub fn without_text(&self, written: &str) -> Problem {
        let help = match self.largest() {
            _ if !written.trim().is_empty() => {
                "what its column has is no text of an article; `--explain` shows what became of it".to_owned()
            }
            Some(column) if column.contains(char::is_whitespace) => {
                format!("if “{column}” has the text, say `--map \"text={column}\"`")
            }
            Some(column) => format!("if “{column}” has the text, say `--map text={column}`"),
            None => "`--map text=COLUMN` says which column has the text, if one has".to_owned(),
        };
        let message = "the record has a title and no text";
        Problem::warning("no-text", self.file, message).at(PLACE).help(help)
    }

    /// The column with the longest text of those that are no field.
    fn largest(&self) -> Option<&'a str> {
        let length = |value: &Value| match value {
            Value::Text(text) => text.len(),
            Value::List(items) => items.iter().map(String::len).sum(),
        };
        let fields = self.record.fields.iter().zip(self.uses);
        let kept = fields.filter(|(_, usage)| !matches!(usage, Use::Field(_)));
        let largest = kept.rev().max_by_key(|((_, value), _)| length(value));
        largest.map(|((column, _), _)| &**column)
    }

    /// Puts the columns into `[extra]` that are no field of an article, those that stand behind a better
    /// one, and those that could not be used.
    pub fn keep(&self, extra: &mut Vec<Entry>) {
        for ((column, value), usage) in self.record.fields.iter().zip(self.uses) {
            if matches!(usage, Use::Field(field) if !self.unused.contains(field)) {
                continue;
            }
            let key = free_key(column, extra);
            extra.push(Entry { key, key_place: PLACE, node: node(value) });
        }
    }
}

/// Whom the names in a column mean; an agency among them becomes the draft's.
fn people_of(names: &[String], draft: &mut Draft) -> Vec<Claim<String>> {
    let mut people = Vec::new();
    for name in names {
        let signed = byline::of_field(name);
        people.extend(signed.people.into_iter().filter_map(claim));
        if let (Some(agency), None) = (signed.agency, &draft.agency) {
            draft.agency = claim(agency);
        }
    }
    people
}

/// The column's name, with a number if there is another of the name.
fn free_key(column: &str, taken: &[Entry]) -> String {
    let mut key = column.to_owned();
    let mut number = 1;
    while taken.iter().any(|entry| entry.key == key) {
        number += 1;
        key = format!("{column} {number}");
    }
    key
}

fn node(value: &Value) -> Node {
    let text = |text: &String| Node { value: Written::Text(text.clone()), place: PLACE };
    match value {
        Value::Text(written) => text(written),
        Value::List(items) => Node { value: Written::List(items.iter().map(text).collect()), place: PLACE },
    }
}
