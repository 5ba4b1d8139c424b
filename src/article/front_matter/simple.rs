//! TOML as most front matter is written: on each line a key with a text, a list of texts, a day, a number
//! or a truth value, and tables of such lines. It is read in one walk, and is what a parser would find.
//!
//! In doubt it is something else, which the parser reads. Faults are found there only.

use chrono::NaiveDate;

use crate::problem::Place;

use super::{Entry, Node, Table, Value};

/// The keys and values of a text that surely is so simple.
pub(super) fn read(text: &str) -> Option<Table> {
    let mut root = Table::default();
    for (line, number) in text.split('\n').zip(1..) {
        if line.is_empty() {
            continue;
        }
        let header = line.strip_prefix('[');
        let entry = match header {
            Some(rest) => table(rest.strip_suffix(']')?, number)?,
            None => pair(line, number)?,
        };
        // A key belongs to the table that was opened last.
        let table = match root.0.last_mut() {
            Some(Entry { node: Node { value: Value::Table(open), .. }, .. }) if header.is_none() => open,
            _ => &mut root,
        };
        if table.get(&entry.key).is_some() {
            return None;
        }
        table.0.push(entry);
    }
    Some(root)
}

/// `[name]`.
fn table(name: &str, line: u32) -> Option<Entry> {
    let length = name.len() as u32;
    let node =
        Node { value: Value::Table(Table::default()), place: Place { line, column: 1, length: length + 2 } };
    is_bare(name).then(|| Entry { key: name.to_owned(), key_place: Place { line, column: 2, length }, node })
}

/// `key = value`.
fn pair(text: &str, line: u32) -> Option<Entry> {
    let (key, value) = text.split_once('=')?;
    let (key, value) = (key.strip_suffix(' ').filter(|key| is_bare(key))?, value.strip_prefix(' ')?);
    let length = key.len() as u32;
    let node = Node { value: value_of(value, line, length + 4)?, place: place(value, line, length + 4) };
    Some(Entry { key: key.to_owned(), key_place: Place { line, column: 1, length }, node })
}

fn place(text: &str, line: u32, column: u32) -> Place {
    Place { line, column, length: text.chars().count() as u32 }
}

fn is_bare(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
}

fn value_of(text: &str, line: u32, column: u32) -> Option<Value> {
    Some(match text {
        "true" => Value::Truth(true),
        "false" => Value::Truth(false),
        _ if text.starts_with('"') => Value::Text(quoted(text)?.to_owned()),
        _ if text.starts_with('[') => Value::List(texts(text, line, column)?),
        _ if is_day(text) => Value::Date(text.to_owned()),
        _ if is_number(text) => Value::Number(text.to_owned()),
        _ => return None,
    })
}

/// What is between quotation marks, if all of it stands for itself.
fn quoted(text: &str) -> Option<&str> {
    let inside = text.strip_prefix('"')?.strip_suffix('"')?;
    let is_plain = |byte: u8| byte >= b' ' && !matches!(byte, b'"' | b'\\' | 0x7f);
    inside.bytes().all(is_plain).then_some(inside)
}

/// `["one", "two"]`.
fn texts(list: &str, line: u32, column: u32) -> Option<Vec<Node>> {
    let mut rest = list.strip_prefix('[')?.strip_suffix(']')?;
    let mut column = column + 1;
    let mut nodes = Vec::new();
    while !rest.is_empty() {
        let end = rest.get(1..)?.find('"')? + 2;
        let (text, behind) = rest.split_at(end);
        let place = place(text, line, column);
        nodes.push(Node { value: Value::Text(quoted(text)?.to_owned()), place });
        column += place.length + 2;
        rest = match behind.strip_prefix(", ") {
            Some(next) if next.starts_with('"') => next,
            _ if behind.is_empty() => behind,
            _ => return None,
        };
    }
    Some(nodes)
}

/// `2024-03-26`.
fn is_day(text: &str) -> bool {
    let fits =
        |(at, byte): (usize, u8)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() };
    let number = |from: usize, to: usize| text[from..to].parse().unwrap_or(0);
    text.len() == 10
        && !text.starts_with('0')
        && text.bytes().enumerate().all(fits)
        && NaiveDate::from_ymd_opt(number(0, 4) as i32, number(5, 7), number(8, 10)).is_some()
}

/// A number without anything that could be written otherwise.
fn is_number(text: &str) -> bool {
    (1..=9).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && (text == "0" || !text.starts_with('0'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::parsed;
    use super::*;

    #[test]
    fn most_front_matter_is_simple() {
        let text = "title = \"Zoë’s = café\"\ndate = 2024-02-29\ntags = [\"a, b\", \"ü\"]\nauthors = []\n\n\
                    noindex = true\n[import]\nfile = \"a.txt\"\nline = 12\n\n[extra]\n";
        assert_eq!(read(text), Some(parsed(text).unwrap()));
    }

    #[test]
    fn what_may_mean_something_else_is_left_to_the_parser() {
        for text in [
            "a = \"\\u0041\"",
            "a = \"\"\"",
            "a = \"b\" # c",
            "a= 1",
            "a = 01",
            "a = 1_000",
            "a = 2023-02-29",
            "a = 2024-01-01T10:00:00",
            "a = \"b\"\na = \"c\"",
            "[a]\n[a]",
            "a = 1\n[a]",
            "[a.b]",
            "[[a]]",
            "a.b = 1",
            "a = [\"b\",]",
            "a = [\"b\", ]",
            "a = ['b']",
            "# a",
            "a",
            "a = \"b\"\r",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn it_is_what_the_parser_finds(lines in prop::collection::vec(
            "[ab]{0,2}( = |=|)(\"[a\"\\\\ü’ ,\\]=#]{0,6}\"|\\[(\"[aü,]{0,2}\"(, |,)?){0,3}\\]|[0-9]{0,3}|20[0-9]{2}-[01][0-9]-[0-3][0-9]|true|\\[?\\[[ab.]{0,2}\\]\\]?)?",
            0..5,
        )) {
            let text = lines.join("\n");
            if let Some(table) = read(&text) {
                prop_assert_eq!(Ok(table), parsed(&text));
            }
        }
    }
}
