//! The header of a table: what divides its fields, and how its columns are named.

use std::sync::Arc;

use super::super::BadRecord;
use super::super::decode::Encoding;
use super::scan::{Scan, Shape};
use super::{LARGEST, Rows};

/// A name of a column is not longer, in bytes.
const LONGEST_NAME: usize = 200;

impl Rows {
    /// The characters that divide the table; the first call reads the header.
    pub(super) fn shape(&mut self) -> Shape {
        if let Some(shape) = self.shape {
            return shape;
        }
        self.fill_line();
        if memchr::memchr(b'\n', self.window.rest()).is_none() && self.window.rest().contains(&b'\r') {
            self.window.set_line_end(b'\r');
        }
        let shape = self.announced().unwrap_or_else(|| self.sniffed());
        self.shape = Some(shape);
        self.columns = self.names(shape);
        if let Some(wrong) = self.columns.iter().find(|name| !is_name(name)) {
            let start: String = wrong.chars().take(30).collect();
            self.fault = Some(BadRecord {
                number: 1,
                line: 1,
                message: format!("the first line must name the columns; “{start}” is no name"),
                help: "put a line with names above the rows, such as: date,title,text".to_owned(),
            });
            self.columns.clear();
        }
        shape
    }

    /// Reads until the first line that is not blank is in memory, or too much of it.
    fn fill_line(&mut self) {
        loop {
            let rest = self.window.rest();
            let blank = rest.iter().take_while(|byte| byte.is_ascii_whitespace() && **byte != b'\t').count();
            self.window.skip(blank);
            let has_line = memchr::memchr(b'\n', self.window.rest()).is_some();
            if has_line || self.window.ended() || self.window.rest().len() > LARGEST {
                return;
            }
            self.window.more();
        }
    }

    /// Spreadsheets write `sep=;` above the header.
    fn announced(&mut self) -> Option<Shape> {
        let line_end = self.window.line_end();
        let line = self.window.rest().split(|byte| *byte == line_end).next()?.trim_ascii_end();
        let [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter] = *line else { return None };
        self.window.skip_line();
        Some(Shape { delimiter, line_end })
    }

    /// The delimiter that is most often in the header, outside quotes.
    fn sniffed(&self) -> Shape {
        let line_end = self.window.line_end();
        let candidates: &[u8] = if self.tabs { b"\t,;|" } else { b",;\t|" };
        let mut counts = [0; 4];
        let mut in_quotes = false;
        for byte in self.window.rest().iter().take_while(|byte| **byte != line_end) {
            in_quotes ^= *byte == b'"';
            if let Some(which) = candidates.iter().position(|c| c == byte).filter(|_| !in_quotes) {
                counts[which] += 1;
            }
        }
        let most =
            if self.tabs && counts[0] > 0 { counts[0] } else { counts.iter().copied().max().unwrap_or(0) };
        let which = counts.iter().position(|count| *count == most).unwrap_or(0);
        Shape { delimiter: candidates[which], line_end }
    }

    /// The names in the header, which is taken off. A column without a name gets its number.
    fn names(&mut self, shape: Shape) -> Vec<Arc<str>> {
        let bytes = loop {
            match shape.scan(self.window.rest(), self.window.ended(), &mut self.spans) {
                Scan::Row { bytes, .. } => break bytes,
                Scan::More { .. } if self.window.rest().len() <= LARGEST => self.window.more(),
                _ => break shape.scan_plain(self.window.rest(), &mut self.spans),
            }
        };
        let row = &self.window.rest()[..bytes];
        if row.trim_ascii().is_empty() {
            return Vec::new();
        }
        let encoding = Encoding::of(row);
        while self.spans.len() > 1 && self.spans.last().is_some_and(|span| span.range.is_empty()) {
            // The delimiter at the end of every line of some exports.
            self.spans.pop();
        }
        let names = self.spans.iter().enumerate().map(|(index, span)| {
            let name = encoding.text(&row[span.range.clone()]).replace("\"\"", "\"");
            if name.trim().is_empty() { format!("column {}", index + 1).into() } else { name.trim().into() }
        });
        let names = names.collect();
        self.window.skip(bytes);
        names
    }
}

fn is_name(name: &str) -> bool {
    name.len() <= LONGEST_NAME && !name.contains(['\n', '\0']) && !name.contains("://")
}
