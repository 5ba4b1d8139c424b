//! Where the fields of a row of CSV are: offsets only. What a row means is for the reader of rows.
//!
//! It is as lenient as spreadsheets are, with one exception: a quote that looks like the opening of
//! another field, inside a quoted field, says that a quote before it was never closed. Read leniently,
//! such a row would take the rows after it for its text.

use std::ops::Range;

use memchr::{memchr, memchr2};

/// The characters that divide a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    pub delimiter: u8,
    pub line_end: u8,
}

/// A field in the bytes, without its quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    pub range: Range<usize>,
    /// It has doubled quotes that stand for one.
    pub doubled: bool,
}

/// What the bytes start with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scan {
    /// A row; `bytes` with its line end.
    Row {
        bytes: usize,
        /// A quote stands inside a field that ought to be doubled.
        stray: bool,
        /// A field ends with a delimiter or line end before its closing quote, which could be an
        /// opening one.
        doubtful: bool,
    },
    /// More bytes are needed; `quote` is where a quoted field opens that has not ended.
    More { quote: Option<usize> },
    /// The quote is not closed, which was noticed at `seen`.
    Unclosed { quote: usize, seen: usize },
}

enum Quoted {
    /// Where the closing quote is.
    Closed(usize),
    More,
    Unclosed(usize),
}

impl Shape {
    /// Finds the first row. `spans` are its fields when it is a row. `ended`: nothing follows the bytes.
    pub fn scan(self, bytes: &[u8], ended: bool, spans: &mut Vec<Span>) -> Scan {
        spans.clear();
        let (mut at, mut stray, mut doubtful) = (0, false, false);
        loop {
            let mut span = Span { range: at..at, doubled: false };
            if bytes.get(at) == Some(&b'"') {
                let quote = at;
                match self.quoted(bytes, at, ended, &mut span.doubled, &mut stray) {
                    Quoted::Closed(close) => {
                        span.range = at + 1..close;
                        doubtful |= close > at + 1 && self.divides(bytes[close - 1]);
                        at = close + 1;
                    }
                    Quoted::More => return Scan::More { quote: Some(quote) },
                    Quoted::Unclosed(seen) => return Scan::Unclosed { quote, seen },
                }
                at += usize::from(bytes.get(at) == Some(&b'\r') && self.line_end == b'\n');
            } else {
                match memchr2(self.delimiter, self.line_end, &bytes[at..]) {
                    Some(found) => at += found,
                    None if ended => at = bytes.len(),
                    None => return Scan::More { quote: None },
                }
                span.range.end = at;
            }
            spans.push(span);
            if bytes.get(at) == Some(&self.delimiter) {
                at += 1;
                continue;
            }
            if let Some(last) = spans.last_mut().filter(|last| last.range.end == at) {
                without_return(bytes, &mut last.range);
            }
            return Scan::Row { bytes: (at + 1).min(bytes.len()), stray, doubtful };
        }
    }

    /// The first line divided at every delimiter, quotes or not. Gives its bytes with the line end.
    pub fn scan_plain(self, bytes: &[u8], spans: &mut Vec<Span>) -> usize {
        spans.clear();
        let end = memchr(self.line_end, bytes).unwrap_or(bytes.len());
        let mut line = 0..end;
        without_return(bytes, &mut line);
        let mut start = 0;
        for field in bytes[line].split(|byte| *byte == self.delimiter) {
            spans.push(Span { range: start..start + field.len(), doubled: false });
            start += field.len() + 1;
        }
        (end + 1).min(bytes.len())
    }

    fn divides(self, byte: u8) -> bool {
        byte == self.delimiter || byte == self.line_end
    }

    /// The end of the quoted field that opens at `open`.
    fn quoted(self, bytes: &[u8], open: usize, ended: bool, doubled: &mut bool, stray: &mut bool) -> Quoted {
        let mut at = open + 1;
        loop {
            let Some(quote) = memchr(b'"', &bytes[at..]).map(|found| at + found) else {
                return if ended { Quoted::Unclosed(bytes.len()) } else { Quoted::More };
            };
            match bytes[quote + 1..] {
                [] | [b'\r'] if !ended => return Quoted::More,
                [] | [b'\r'] => return Quoted::Closed(quote),
                [b'\r', after, ..] if after == self.line_end => return Quoted::Closed(quote),
                [after, ..] if self.divides(after) => return Quoted::Closed(quote),
                [b'"', ..] => {
                    *doubled = true;
                    at = quote + 2;
                }
                _ if quote > open + 1 && self.divides(bytes[quote - 1]) => return Quoted::Unclosed(quote),
                _ => {
                    *stray = true;
                    at = quote + 1;
                }
            }
        }
    }
}

/// Leaves out the `\r` of a line end of two characters.
fn without_return(bytes: &[u8], range: &mut Range<usize>) {
    if range.end > range.start && bytes[range.end - 1] == b'\r' {
        range.end -= 1;
    }
}
