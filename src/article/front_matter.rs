//! Front matter: the keys and values above an article's text, with the place of each.
//!
//! TOML between `+++` and YAML between `---` come out as the same [`Table`]. What a key means is not
//! known here; `source/markdown.rs` knows.

mod simple;

use saphyr::{MarkedYaml, YamlData, YamlLoader};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use toml::de::{DeTable, DeValue};

use crate::problem::{Place, Places};

/// A value as it was written.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// YAML's `~`, or a key with nothing behind it.
    Nothing,
    Text(String),
    /// As written: `007` in YAML is not made `7`.
    Number(String),
    Truth(bool),
    /// A TOML date or time, as written.
    Date(String),
    List(Vec<Node>),
    Table(Table),
}

/// A value and its place in the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    pub value: Value,
    pub place: Place,
}

/// Keys in the order in which they stand.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table(pub Vec<Entry>);

#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub key: String,
    pub key_place: Place,
    pub node: Node,
}

/// A file in two parts: the front matter, if it has one, and the text below it.
#[derive(Debug)]
pub struct Parts<'a> {
    pub head: Option<Head<'a>>,
    pub body: &'a str,
    /// Lines above the body.
    pub body_line: u32,
}

#[derive(Debug)]
pub struct Head<'a> {
    pub text: &'a str,
    pub toml: bool,
    /// Lines above `text`.
    pub line: u32,
}

/// Why front matter cannot be read, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    pub message: String,
    pub place: Place,
}

/// Divides a file. An opening fence without a closing one is a fault.
pub fn split(text: &str) -> Result<Parts<'_>, Fault> {
    let mut at = 0;
    let mut opening = None;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let number = number as u32;
        let word = line.trim_end();
        match opening {
            None if word.is_empty() => {}
            None if word == "+++" || word == "---" => opening = Some((word, at + line.len(), number + 1)),
            None => break,
            Some((fence, start, first)) if word == fence => {
                let head = Head { text: &text[start..at], toml: fence == "+++", line: first };
                let end = at + line.len();
                return Ok(Parts { head: Some(head), body: &text[end..], body_line: number + 1 });
            }
            Some(_) => {}
        }
        at += line.len();
    }
    match opening {
        Some((fence, _, line)) => Err(Fault {
            message: format!("the front matter that opens with `{fence}` is never closed"),
            place: Place { line, column: 1, length: 3 },
        }),
        None => Ok(Parts { head: None, body: text, body_line: 0 }),
    }
}

/// Front matter that was read, and the fault that was overlooked to read it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Read {
    pub table: Table,
    pub mended: Option<Fault>,
}

/// Reads front matter; places count from the start of the file.
pub fn parse(head: &Head<'_>) -> Result<Read, Fault> {
    let down = |fault: Fault| Fault { place: fault.place.down(head.line), ..fault };
    let (table, mended) = if head.toml {
        (from_toml(head.text).map_err(down)?, None)
    } else {
        lenient_yaml(head.text).map_err(down)?
    };
    Ok(Read { table: table.down(head.line), mended: mended.map(down) })
}

fn from_toml(text: &str) -> Result<Table, Fault> {
    simple::read(text).map_or_else(|| parsed(text), Ok)
}

fn parsed(text: &str) -> Result<Table, Fault> {
    let parsed = DeTable::parse(text).map_err(|error| Fault {
        message: error.message().lines().collect::<Vec<_>>().join(", "),
        place: Place::of_range(text, error.span().unwrap_or(0..0)),
    })?;
    Ok(toml_table(parsed.get_ref(), &mut Places::of(text)))
}

fn toml_table(table: &DeTable<'_>, places: &mut Places<'_>) -> Table {
    let mut entries: Vec<(usize, Entry)> = table
        .iter()
        .map(|(key, value)| {
            let entry = Entry {
                key: key.get_ref().to_string(),
                key_place: places.at(key.span()),
                node: toml_node(value, places),
            };
            (key.span().start, entry)
        })
        .collect();
    // The parser's own map may be in any order; the file's order is the one people see.
    entries.sort_by_key(|(start, _)| *start);
    Table(entries.into_iter().map(|(_, entry)| entry).collect())
}

fn toml_node(node: &toml::Spanned<DeValue<'_>>, places: &mut Places<'_>) -> Node {
    let place = places.at(node.span());
    let value = match node.get_ref() {
        DeValue::String(string) => Value::Text(string.to_string()),
        DeValue::Integer(number) => Value::Number(number.as_str().to_owned()),
        DeValue::Float(number) => Value::Number(number.as_str().to_owned()),
        DeValue::Boolean(truth) => Value::Truth(*truth),
        DeValue::Datetime(date) => Value::Date(date.to_string()),
        DeValue::Array(items) => Value::List(items.iter().map(|item| toml_node(item, places)).collect()),
        DeValue::Table(table) => Value::Table(toml_table(table, places)),
    };
    Node { value, place }
}

/// YAML as it is found. Ruby's, Go's and JavaScript's readers overlook two faults that the language
/// forbids, so there are archives full of them: a key given twice, and a quoted text that goes on at
/// the start of the next line.
fn lenient_yaml(text: &str) -> Result<(Table, Option<Fault>), Fault> {
    let fault = match from_yaml(text, false) {
        Ok(table) => return Ok((table, None)),
        Err(fault) => fault,
    };
    let table = from_yaml(text, true).or_else(|_| from_yaml(&indented(text), true));
    table.map(|table| (table, Some(fault.clone()))).map_err(|_| fault)
}

/// The same text, with the lines indented that begin at the margin and are no key, list item or comment.
fn indented(text: &str) -> String {
    let begins = |line: &str| {
        let word = line.bytes().take_while(|b| b.is_ascii_alphanumeric() || b"_-".contains(b)).count();
        line.starts_with(['-', '#', ' ', '\t', '}', ']'])
            || word > 0 && line[word..].trim_start().starts_with(':')
    };
    text.split_inclusive('\n')
        .map(
            |line| if line.trim().is_empty() || begins(line) { line.to_owned() } else { format!("  {line}") },
        )
        .collect()
}

fn from_yaml(text: &str, twice: bool) -> Result<Table, Fault> {
    let fault = |error: saphyr::ScanError| {
        let mark = error.marker();
        Fault {
            message: error.info().to_owned(),
            place: Place { line: mark.line() as u32, column: mark.col() as u32 + 1, length: 1 },
        }
    };
    let mut loader = YamlLoader::<MarkedYaml<'_>>::default();
    // Unresolved scalars keep their spelling: a slug `2020` stays text, a time `10:30` is no number.
    loader.early_parse(false);
    loader.allow_duplicate_keys(twice);
    saphyr_parser::Parser::new_from_str(text).load(&mut loader, true).map_err(fault)?;
    if let Some(error) = loader.error() {
        return Err(fault(error.clone()));
    }
    match loader.into_documents().into_iter().next().map(|node| yaml_node(&node)) {
        None => Ok(Table::default()),
        Some(Node { value: Value::Table(table), .. }) => Ok(table),
        Some(Node { value: Value::Nothing, .. }) => Ok(Table::default()),
        Some(node) => {
            Err(Fault { message: "front matter must be keys with values".to_owned(), place: node.place })
        }
    }
}

fn yaml_node(node: &MarkedYaml<'_>) -> Node {
    let (start, end) = (node.span.start, node.span.end);
    let length = if end.line() == start.line() { end.index().saturating_sub(start.index()) } else { 1 };
    let place =
        Place { line: start.line() as u32, column: start.col() as u32 + 1, length: length.max(1) as u32 };
    Node { value: yaml_value(&node.data), place }
}

fn yaml_value<'a>(data: &YamlData<'a, MarkedYaml<'a>>) -> Value {
    match data {
        YamlData::Representation(text, saphyr::ScalarStyle::Plain, None) => match text.as_ref() {
            "" | "~" | "null" | "Null" | "NULL" => Value::Nothing,
            "true" | "True" | "TRUE" => Value::Truth(true),
            "false" | "False" | "FALSE" => Value::Truth(false),
            number if number.parse::<f64>().is_ok() && number.starts_with(|c: char| c.is_ascii_digit()) => {
                Value::Number(number.to_owned())
            }
            text => Value::Text(text.to_owned()),
        },
        YamlData::Representation(text, ..) => Value::Text(text.to_string()),
        YamlData::Sequence(items) => Value::List(items.iter().map(yaml_node).collect()),
        YamlData::Mapping(map) => Value::Table(Table(
            map.iter()
                .map(|(key, value)| {
                    let key = yaml_node(key);
                    let name = key.value.text().unwrap_or_default();
                    Entry { key: name, key_place: key.place, node: yaml_node(value) }
                })
                .collect(),
        )),
        YamlData::Tagged(_, node) => yaml_value(&node.data),
        YamlData::Value(_) | YamlData::Alias(_) | YamlData::BadValue => Value::Nothing,
    }
}

impl Value {
    /// The value as one text, if it is one: numbers, dates and truth values as written.
    pub fn text(&self) -> Option<String> {
        match self {
            Self::Text(text) | Self::Number(text) | Self::Date(text) => Some(text.clone()),
            Self::Truth(truth) => Some(truth.to_string()),
            Self::Nothing | Self::List(_) | Self::Table(_) => None,
        }
    }

    /// The same without a copy; what is no text comes back.
    pub fn into_text(self) -> Result<String, Self> {
        match self {
            Self::Text(text) | Self::Number(text) | Self::Date(text) => Ok(text),
            Self::Truth(truth) => Ok(truth.to_string()),
            Self::Nothing | Self::List(_) | Self::Table(_) => Err(self),
        }
    }

    /// What a message calls such a value.
    pub fn noun(&self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Text(_) => "a text",
            Self::Number(_) => "a number",
            Self::Truth(_) => "true or false",
            Self::Date(_) => "a date",
            Self::List(_) => "a list",
            Self::Table(_) => "a table",
        }
    }

    fn down(&mut self, lines: u32) {
        match self {
            Self::List(items) => items.iter_mut().for_each(|item| item.down(lines)),
            Self::Table(table) => *self = Self::Table(std::mem::take(table).down(lines)),
            _ => {}
        }
    }
}

impl Node {
    fn down(&mut self, lines: u32) {
        self.place = self.place.down(lines);
        self.value.down(lines);
    }
}

impl Table {
    fn down(mut self, lines: u32) -> Self {
        for entry in &mut self.0 {
            entry.key_place = entry.key_place.down(lines);
            entry.node.down(lines);
        }
        self
    }

    pub fn get(&self, key: &str) -> Option<&Node> {
        self.0.iter().find(|entry| entry.key == key).map(|entry| &entry.node)
    }
}

/// For `extra`: templates see numbers as numbers.
impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Nothing => serializer.serialize_none(),
            Self::Text(text) | Self::Date(text) => serializer.serialize_str(text),
            Self::Truth(truth) => serializer.serialize_bool(*truth),
            Self::Number(text) => match (text.parse::<i64>(), text.parse::<f64>()) {
                (Ok(number), _) => serializer.serialize_i64(number),
                (_, Ok(number)) if number.is_finite() => serializer.serialize_f64(number),
                _ => serializer.serialize_str(text),
            },
            Self::List(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                items.iter().try_for_each(|item| list.serialize_element(&item.value))?;
                list.end()
            }
            Self::Table(table) => table.serialize(serializer),
        }
    }
}

impl Serialize for Table {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        self.0.iter().try_for_each(|entry| map.serialize_entry(&entry.key, &entry.node.value))?;
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Table, Fault> {
        parse(split(text)?.head.as_ref().expect("front matter")).map(|read| read.table)
    }

    #[test]
    fn toml_and_yaml_give_the_same_values_and_places() {
        let toml = read("+++\ntitle = \"A: b\"\ntags = [\"x\", \"y\"]\n+++\nText").unwrap();
        let yaml = read("---\ntitle: 'A: b'\ntags: [x, y]\n---\nText").unwrap();
        assert_eq!(toml.get("title").unwrap().value, yaml.get("title").unwrap().value);
        assert_eq!(toml.get("title").unwrap().place, Place { line: 2, column: 9, length: 6 });
        assert_eq!(yaml.get("title").unwrap().place.line, 2);
        assert_eq!(toml.0[1].key_place, Place { line: 3, column: 1, length: 4 });
        assert_eq!(yaml.0[1].key_place, Place { line: 3, column: 1, length: 4 });
    }

    #[test]
    fn yaml_scalars_keep_their_spelling() {
        let table = read("---\nslug: 007\nnone:\ndate: 2015-03-17 14:00:00 -4\n---\n").unwrap();
        assert_eq!(table.get("slug").unwrap().value.text().unwrap(), "007");
        assert_eq!(table.get("none").unwrap().value, Value::Nothing);
        assert_eq!(table.get("date").unwrap().value, Value::Text("2015-03-17 14:00:00 -4".to_owned()));
    }

    #[test]
    fn faults_have_places() {
        let fault = read("+++\ntitle = \"never closed\nx = 1\n+++\n").unwrap_err();
        assert_eq!(fault.place.line, 2);
        let fault = read("---\ntitle: a: b\n---\n").unwrap_err();
        assert_eq!(fault.place.line, 2, "{fault:?}");
        let fault = read("---\ntitle: a\n").unwrap_err();
        assert_eq!(fault.message, "the front matter that opens with `---` is never closed");
    }

    #[test]
    fn yaml_as_it_is_found_is_read_with_a_word_about_it() {
        for (text, key, value) in
            [("---\nx: 1\nx: 2\n---\n", "x", "2"), ("---\nx: \"one\ntwo\"\ny: 3\n---\n", "x", "one two")]
        {
            let read = parse(split(text).unwrap().head.as_ref().unwrap()).unwrap();
            assert_eq!(read.table.get(key).unwrap().value.text().unwrap(), value);
            assert!(read.mended.is_some());
        }
    }

    #[test]
    fn a_text_without_front_matter_is_all_body() {
        let parts = split("Just text\n\n---\n\nmore").unwrap();
        assert!(parts.head.is_none());
        assert_eq!(parts.body, "Just text\n\n---\n\nmore");
    }
}
