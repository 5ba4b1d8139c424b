//! Front matter in TOML, written key after key: the same bytes that the `toml` crate makes of a table, without
//! the table. What is not plain it writes itself.
//!
//! Not for reading: that is `front_matter`.

use std::fmt::Write as _;

use serde::Serialize;
use toml::Value;

use crate::article::prose::any;
use crate::article::{PartialDate, front_matter};

/// Front matter that is being written, from its fence on.
pub(super) struct Front(String);

impl Front {
    /// With room for a text of so many bytes below it.
    pub fn new(room: usize) -> Self {
        let mut out = String::with_capacity(room + 2048);
        out.push_str("+++\n");
        Self(out)
    }

    pub fn text(&mut self, key: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.key(key);
            self.quoted(text);
            self.0.push('\n');
        }
    }

    /// Nothing where there are none.
    pub fn texts<'t>(&mut self, key: &str, mut texts: impl Iterator<Item = &'t str>) {
        let Some(first) = texts.next() else { return };
        self.key(key);
        self.0.push('[');
        self.quoted(first);
        for text in texts {
            self.0.push_str(", ");
            self.quoted(text);
        }
        self.0.push_str("]\n");
    }

    /// A whole day is a date of TOML's, which is spelled as ours is; what is less is a text.
    pub fn date(&mut self, key: &str, date: PartialDate) {
        if date.day().is_none() {
            return self.text(key, Some(date.to_string()).filter(|text| !text.is_empty()).as_deref());
        }
        self.key(key);
        // Nothing goes wrong when text is written into text.
        let _ = writeln!(self.0, "{date}");
    }

    /// A value that is no table and holds none.
    pub fn value(&mut self, key: &str, value: Option<Value>) {
        if let Some(value) = value {
            self.key(key);
            self.written(&value);
            self.0.push('\n');
        }
    }

    /// What follows is in a table of this name.
    pub fn table(&mut self, name: &str) {
        self.0.extend(["\n[", name, "]\n"]);
    }

    /// What follows is in a further table of a list of this name.
    pub fn item(&mut self, name: &str) {
        self.0.extend(["\n[[", name, "]]\n"]);
    }

    /// A table as it was written elsewhere; `made` makes the same of it, for the crate.
    pub fn nested(&mut self, name: &str, table: &front_matter::Table, made: impl FnOnce() -> Value) {
        if !is_flat(table) {
            let whole = toml::Table::from_iter([(name.to_owned(), made())]);
            // The keys are texts and the values TOML's own, so this is always written.
            let whole = toml::to_string(&whole).unwrap_or_default();
            return self.0.extend(["\n", &whole]);
        }
        self.table(name);
        for entry in &table.0 {
            match &entry.node.value {
                front_matter::Value::Text(text) => self.text(&entry.key, Some(text)),
                front_matter::Value::List(items) => self.texts(&entry.key, items.iter().filter_map(text_of)),
                _ => {}
            }
        }
    }

    /// The whole file, with the text below.
    pub fn file(self, text: &str) -> String {
        let mut out = self.0;
        out.extend(["+++\n\n", text, "\n"]);
        out
    }

    fn key(&mut self, key: &str) {
        if is_bare(key) {
            self.0.push_str(key);
        } else {
            self.quoted(key);
        }
        self.0.push_str(" = ");
    }

    fn quoted(&mut self, text: &str) {
        if is_plain(text) {
            self.0.extend(["\"", text, "\""]);
        } else {
            self.written(text);
        }
    }

    fn written(&mut self, value: &(impl Serialize + ?Sized)) {
        // Texts, numbers, dates and lists of them are always written.
        let _ = value.serialize(toml::ser::ValueSerializer::new(&mut self.0));
    }
}

/// Whether a table has nothing but texts and lists of texts, under keys that are written as they are.
fn is_flat(table: &front_matter::Table) -> bool {
    let plain = table.0.iter().enumerate().all(|(at, entry)| {
        let is_text = match &entry.node.value {
            front_matter::Value::Text(_) => true,
            front_matter::Value::List(items) => {
                !items.is_empty() && items.iter().all(|item| text_of(item).is_some())
            }
            _ => false,
        };
        // Of two entries of a name the crate writes the last.
        let is_single = table.0[..at].iter().all(|other| other.key != entry.key);
        is_text && is_single && (is_bare(&entry.key) || is_plain(&entry.key))
    });
    plain && !table.0.is_empty()
}

fn text_of(item: &front_matter::Node) -> Option<&str> {
    match &item.value {
        front_matter::Value::Text(text) => Some(text),
        _ => None,
    }
}

/// Whether a key needs no quotes.
fn is_bare(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

/// Whether a text needs nothing but quotes around it.
fn is_plain(text: &str) -> bool {
    !any(text.as_bytes(), |byte| (byte < b' ') | (byte == b'"') | (byte == b'\\') | (byte == 0x7f))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_written_as_the_crate_writes_them() {
        let texts = [
            "",
            "plain",
            "it’s “so”",
            "a \"b\"",
            "a 'b' \"c\"",
            "C:\\dir",
            "two\nlines",
            "a\ttab",
            "'''",
            "\"\"\"\n'''",
            "bell\u{7}",
            "\u{7f}",
            "é",
        ];
        for text in texts {
            let mut front = Front(String::new());
            front.text("key", Some(text));
            front.texts("list", [text, "x"].into_iter());
            front.text("a.b", Some(text));
            let text = || Value::String(text.to_owned());
            let list = Value::Array(vec![text(), Value::String("x".to_owned())]);
            let entries = [("key", text()), ("list", list), ("a.b", text())];
            let table: toml::Table =
                entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
            assert_eq!(front.0, toml::to_string(&table).unwrap());
        }
    }

    #[test]
    fn dates_are_written_as_the_crate_writes_them() {
        let offsets = (-18 * 60..=18 * 60).map(|minutes: i32| {
            let sign = if minutes < 0 { '-' } else { '+' };
            format!("0001-02-03T04:05:06{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
        });
        let others =
            ["2024-03-26", "9999-12-31 23:59", "2024-03-26T9:05:07Z", "2024-03", "1940?", "194X", ""];
        for text in offsets.chain(others.map(str::to_owned)) {
            let date = PartialDate::parse(&text).unwrap_or(PartialDate::Unknown);
            let mut front = Front(String::new());
            front.date("date", date);
            let value = super::super::toml_date(date);
            let table: toml::Table = value.into_iter().map(|value| ("date".to_owned(), value)).collect();
            assert_eq!(front.0, toml::to_string(&table).unwrap());
        }
    }
}
