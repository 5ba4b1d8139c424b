//! A fault in the content, as a value: what is wrong, where, and what to do about it.
//!
//! Problems are collected and never stop anything: one bad article must not keep the others from
//! their readers. What does stop the program is an error of the room in which it happens.

use std::borrow::Cow;
use std::ops::Range;

use serde::{Deserialize, Serialize};

/// Whether the faulty thing was left out, or only part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The article or page was left out. The command ends with 1.
    Error,
    /// The article or page was made, but something in it was mended or ignored.
    Warning,
}

/// A place in a text file: line and column count from 1, in characters; length is in characters too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    pub line: u32,
    pub column: u32,
    pub length: u32,
}

impl Place {
    /// The first character of a line.
    pub fn line(line: u32) -> Self {
        Self { line, column: 1, length: 1 }
    }

    /// The place of a range of bytes in a text. Costs a walk over the text up to there.
    pub fn of_range(text: &str, range: Range<usize>) -> Self {
        Places::of(text).at(range)
    }

    /// The same place in a text that starts some lines further down a file.
    pub fn down(self, lines: u32) -> Self {
        Self { line: self.line + lines, ..self }
    }
}

/// The places of ranges of bytes in one text: each part of it is walked over once, if the ranges rise.
pub struct Places<'a> {
    text: &'a str,
    /// How far the text has been walked over, and the line and the column there.
    walked: usize,
    line: u32,
    column: u32,
}

impl<'a> Places<'a> {
    pub fn of(text: &'a str) -> Self {
        Self { text, walked: 0, line: 1, column: 1 }
    }

    /// The place of a range. It ends with the line that it begins in.
    pub fn at(&mut self, range: Range<usize>) -> Place {
        let place = self.start(range.start);
        let end = floor(self.text, range.end).max(self.walked);
        let inside = self.text[self.walked..end].lines().next().unwrap_or("");
        Place { length: inside.chars().count().max(1) as u32, ..place }
    }

    /// The place of the one character at a byte.
    pub fn start(&mut self, index: usize) -> Place {
        let start = floor(self.text, index);
        if start < self.walked {
            *self = Self::of(self.text);
        }
        let passed = &self.text[self.walked..start];
        let last_line = match memchr::memrchr(b'\n', passed.as_bytes()) {
            Some(end) => {
                self.line += memchr::memchr_iter(b'\n', passed.as_bytes()).count() as u32;
                self.column = 1;
                &passed[end + 1..]
            }
            None => passed,
        };
        self.column += last_line.chars().count() as u32;
        self.walked = start;
        Place { line: self.line, column: self.column, length: 1 }
    }
}

/// One fault in the content or the site.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Problem {
    /// From the root of the archive, with slashes: `content/2024/03/26/pier.md`.
    pub file: String,
    pub place: Option<Place>,
    pub severity: Severity,
    /// Stable, for scripts: `dead-link`.
    pub code: Cow<'static, str>,
    pub message: String,
    pub help: Option<String>,
    /// The line at `place`, cut to what a screen shows; `column_in_line` is where the place starts in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<Excerpt>,
}

/// A source line as it is shown, cut around the place when it is long.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Excerpt {
    pub text: String,
    /// In characters, from 0.
    pub start: u32,
}

/// At most so many characters of a source line are kept: a line can be a whole article.
const EXCERPT: usize = 100;

impl Problem {
    pub fn error(code: &'static str, file: &str, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, file, message.into())
    }

    pub fn warning(code: &'static str, file: &str, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, file, message.into())
    }

    fn new(severity: Severity, code: &'static str, file: &str, message: String) -> Self {
        Self {
            file: file.to_owned(),
            place: None,
            severity,
            code: code.into(),
            message,
            help: None,
            line: None,
        }
    }

    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Takes the line at the problem's place from the file's text, so that it can be shown.
    pub fn quote(&mut self, text: &str) {
        let Some(place) = self.place else { return };
        let Some(line) = text.lines().nth(place.line as usize - 1) else { return };
        let column = place.column as usize - 1;
        let first = column.saturating_sub(EXCERPT / 2);
        let mut shown: String = line.chars().skip(first).take(EXCERPT).collect();
        if line.chars().nth(first + EXCERPT).is_some() {
            shown.push('…');
        }
        self.line = Some(Excerpt { text: shown.replace(['\t', '\r'], " "), start: (column - first) as u32 });
    }

    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// Where a byte index lies on no character's boundary, the boundary before it.
fn floor(text: &str, index: usize) -> usize {
    let mut index = index.min(text.len());
    while !text.is_char_boundary(index) {
        index -= 1;
    }
    index
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_characters() {
        let text = "erste Zeile\nzweite für Läufer\n";
        let start = text.find("Läufer").unwrap();
        assert_eq!(
            Place::of_range(text, start..start + "Läufer".len()),
            Place { line: 2, column: 12, length: 6 }
        );
    }

    #[test]
    fn places_are_the_same_in_any_order() {
        let text = "one\n\nzwei für\ndrei\r\nvier";
        let mut places = Places::of(text);
        for (start, _) in text.char_indices().chain([(7, 'e'), (3, '\n'), (13, 'r'), (0, 'o')]) {
            let before = &text[..start];
            let line = before.matches('\n').count() as u32 + 1;
            let column = before.rsplit('\n').next().unwrap().chars().count() as u32 + 1;
            assert_eq!(places.start(start), Place { line, column, length: 1 });
            for end in start..text.len() + 3 {
                assert_eq!(places.at(start..end), Place::of_range(text, start..end));
            }
        }
    }

    #[test]
    fn long_lines_are_cut_around_the_place() {
        let text = format!("{}here{}", "a".repeat(10_000), "b".repeat(10_000));
        let mut problem =
            Problem::error("test", "a.md", "x").at(Place { line: 1, column: 10_001, length: 4 });
        problem.quote(&text);
        let excerpt = problem.line.unwrap();
        assert_eq!(excerpt.start, 50);
        assert_eq!(excerpt.text.chars().count(), EXCERPT + 1);
        assert!(excerpt.text[50..].starts_with("here"));
    }
}
