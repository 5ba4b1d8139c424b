//! Reads CSV and TSV: a header that names the columns, and a record in every row.
//!
//! A row that cannot be right is a bad record, and the rows after it are read. After a quote that is not
//! closed they are found again at the first line that is a whole row by itself.

mod header;
mod scan;

use std::sync::Arc;

use super::decode::Encoding;
use super::window::Window;
use super::{BadRecord, Record, Value, left_out, too_large};
use scan::{Scan, Shape, Span};

const LARGEST: usize = crate::source::LARGEST as usize;

/// So many bytes are looked at in search of the next row, at most: some files have no row any more, and
/// each of their lines can cost a look at all the others.
const SEARCH: usize = 4 * LARGEST;

/// So many bytes are looked at in vain for closing quotes, at most, before the rest of a file is given up.
const MOST_WASTED: usize = 16 * LARGEST;

/// Where the row after an unclosed quote was found.
enum Found {
    At(usize),
    Nowhere,
    More,
}

/// The rows of a table.
pub struct Rows {
    pub window: Window,
    pub number: u64,
    tabs: bool,
    /// Known once the header is read.
    shape: Option<Shape>,
    columns: Vec<Arc<str>>,
    spans: Vec<Span>,
    fault: Option<BadRecord>,
    /// Bytes that were looked at in vain for the ends of quoted fields.
    wasted: usize,
}

impl Rows {
    /// With `tabs`, tabs divide the fields if there are any.
    pub fn new(window: Window, tabs: bool) -> Self {
        let (columns, spans) = (Vec::new(), Vec::new());
        Self { window, number: 0, tabs, shape: None, columns, spans, fault: None, wasted: 0 }
    }

    /// The names of the columns. Reads the header if that is not done yet.
    pub fn header(&mut self) -> &[Arc<str>] {
        self.shape();
        &self.columns
    }

    /// The next row that is not blank.
    pub fn next(&mut self) -> Option<Result<Record, BadRecord>> {
        let shape = self.shape();
        if let Some(fault) = self.fault.take() {
            return Some(Err(fault));
        }
        if self.columns.is_empty() {
            return None;
        }
        loop {
            let (rest, ended) = (self.window.rest(), self.window.ended());
            if rest.is_empty() && ended {
                return None;
            }
            match shape.scan(rest, ended, &mut self.spans) {
                Scan::More { .. } if rest.len() <= LARGEST => self.window.more(),
                Scan::More { quote: Some(quote) } => {
                    let seen = rest.len();
                    return Some(self.plain_or_unclosed(shape, quote, seen));
                }
                Scan::More { quote: None } => {
                    let line = self.window.line();
                    self.window.skip_line();
                    return Some(Err(too_large(self.count(), line)));
                }
                Scan::Unclosed { quote, seen } => return Some(self.plain_or_unclosed(shape, quote, seen)),
                Scan::Row { bytes, .. } if self.is_blank(bytes) => self.window.skip(bytes),
                Scan::Row { bytes, stray, doubtful } => return Some(self.row(shape, bytes, stray, doubtful)),
            }
        }
    }

    fn plain_or_unclosed(&mut self, shape: Shape, quote: usize, seen: usize) -> Result<Record, BadRecord> {
        self.wasted += seen;
        self.plain(shape).ok_or_else(|| self.unclosed(shape, quote))
    }

    fn is_blank(&self, bytes: usize) -> bool {
        self.spans.len() == 1 && self.window.rest()[..bytes].trim_ascii().is_empty()
    }

    fn count(&mut self) -> u64 {
        self.number += 1;
        self.number
    }

    /// The record of the row whose fields are in `spans`.
    fn row(&mut self, shape: Shape, bytes: usize, stray: bool, doubtful: bool) -> Result<Record, BadRecord> {
        if bytes > LARGEST {
            let line = self.window.line();
            self.window.skip(bytes);
            return Err(too_large(self.count(), line));
        }
        let fits = self.fits();
        if fits && !(stray && self.tabs) {
            return Ok(self.take(bytes));
        }
        let spans = self.spans.clone();
        if let Some(record) = self.plain(shape) {
            return Ok(record);
        }
        self.spans = spans;
        if fits {
            return Ok(self.take(bytes));
        }
        let quote = memchr::memchr(b'"', &self.window.rest()[..bytes]);
        match quote.filter(|_| doubtful) {
            Some(quote) => Err(self.unclosed(shape, quote)),
            None => Err(self.ragged(bytes, shape.delimiter)),
        }
    }

    /// Whether there are as many fields as columns. Spreadsheets add empty ones on the right.
    fn fits(&self) -> bool {
        let beyond = self.spans.get(self.columns.len()..);
        beyond.is_some_and(|beyond| beyond.iter().all(|span| span.range.is_empty()))
    }

    /// The first line as a row in which quotes are letters: many programs write TSV so.
    fn plain(&mut self, shape: Shape) -> Option<Record> {
        if !self.tabs || self.wasted > MOST_WASTED {
            return None;
        }
        let bytes = shape.scan_plain(self.window.rest(), &mut self.spans);
        self.fits().then(|| self.take(bytes))
    }

    fn take(&mut self, bytes: usize) -> Record {
        let row = &self.window.rest()[..bytes];
        let encoding = Encoding::of(row);
        let mut fields = Vec::with_capacity(self.columns.len());
        for (column, span) in self.columns.iter().zip(&self.spans) {
            let text = encoding.text(&row[span.range.clone()]);
            if !text.trim().is_empty() {
                let text = if span.doubled { text.replace("\"\"", "\"") } else { text.into_owned() };
                fields.push((column.clone(), Value::Text(text)));
            }
        }
        let line = self.window.line();
        self.window.skip(bytes);
        Record { number: self.count(), line, fields, bytes: bytes as u64 }
    }

    fn ragged(&mut self, bytes: usize, delimiter: u8) -> BadRecord {
        let (has, line) = (self.spans.len(), self.window.line());
        self.window.skip(bytes);
        let delimiter =
            if delimiter == b'\t' { "tab".to_owned() } else { format!("“{}”", delimiter as char) };
        BadRecord {
            number: self.count(),
            line,
            message: format!("the row has {has} fields; the header names {} columns", self.columns.len()),
            help: format!("a text with a {delimiter} or a line end in it must stand in quotes"),
        }
    }

    /// The fault of a quote that is not closed. Goes on to the next line that is a row.
    fn unclosed(&mut self, shape: Shape, quote: usize) -> BadRecord {
        let line = self.window.line_at(quote);
        while self.wasted > MOST_WASTED && !(self.window.ended() && self.window.rest().is_empty()) {
            self.window.skip(self.window.rest().len());
            self.window.more();
        }
        loop {
            match self.next_row(shape, quote.min(self.window.rest().len())) {
                Found::At(next) => {
                    self.window.skip(next);
                    break;
                }
                Found::More if self.window.rest().len() <= LARGEST => self.window.more(),
                Found::More | Found::Nowhere => {
                    // What is not in memory yet may have rows again, at the start of some line.
                    self.window.skip(self.window.rest().len());
                    self.window.skip_line();
                    break;
                }
            }
        }
        let at_end = self.window.ended() && self.window.rest().is_empty();
        let reach = if at_end { "to the end of the file" } else { "up to the next whole row" };
        let left_out = left_out(line, self.window.line().max(line + 1) - 1);
        BadRecord {
            number: self.count(),
            line,
            message: "the quote that opens here is not closed".to_owned(),
            help: format!("{left_out}, {reach}; close the quote, and write quotes inside a text twice"),
        }
    }

    /// The first line after a place that is a whole row.
    fn next_row(&mut self, shape: Shape, after: usize) -> Found {
        let (rest, ended) = (self.window.rest(), self.window.ended());
        let (mut looked, mut wants_more) = (0, !ended);
        for end in memchr::memchr_iter(shape.line_end, &rest[after..]) {
            let line = after + end + 1;
            match shape.scan(&rest[line..], ended, &mut self.spans) {
                Scan::Row { stray: false, bytes, .. }
                    if self.spans.len() == self.columns.len() && line < rest.len() =>
                {
                    // A lone column fits any line, and so does a blank one.
                    if !rest[line..line + bytes].trim_ascii().is_empty() {
                        return Found::At(line);
                    }
                }
                Scan::Row { bytes, .. } => looked += bytes,
                Scan::Unclosed { seen, .. } => looked += seen,
                Scan::More { .. } => {
                    wants_more = true;
                    looked += rest.len() - line;
                }
            }
            if looked > SEARCH {
                return Found::Nowhere;
            }
        }
        if wants_more { Found::More } else { Found::Nowhere }
    }
}
