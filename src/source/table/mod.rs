//! Tables of articles: CSV, TSV, JSON and JSONL, packed or not, read as a stream of records.
//!
//! A record is what one row or object says, under the names that the file has for things. What the
//! names mean is for `columns`, what the texts are for `html`, and what an article is for others.

pub mod article;
pub mod columns;
mod csv;
mod decode;
pub mod html;
mod json;
mod window;

use std::io::{self, Read};
use std::sync::Arc;

use window::Window;

/// The forms that tables are read in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// Rows of values under a header: `.csv`. The delimiter is found out.
    Csv,
    /// The same with tabs: `.tsv`, `.tab`.
    Tsv,
    /// A list of objects, an object that holds such a list, or one object: `.json`.
    Json,
    /// An object on every line: `.jsonl`, `.ndjson`.
    Jsonl,
}

impl Form {
    /// By the ending of a file name; `.gz` may follow it.
    pub fn of_name(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        let (_, ending) = name.strip_suffix(".gz").unwrap_or(&name).rsplit_once('.')?;
        match ending {
            "csv" => Some(Self::Csv),
            "tsv" | "tab" => Some(Self::Tsv),
            "json" => Some(Self::Json),
            "jsonl" | "ndjson" => Some(Self::Jsonl),
            _ => None,
        }
    }
}

/// What a record has in a column. It is never empty: what is empty or null is not in the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A text, or a number or truth value as it was written.
    Text(String),
    /// Several of them.
    List(Vec<String>),
}

/// One row or object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// From 1; bad records count too.
    pub number: u64,
    /// The line of the unpacked file on which it starts, from 1.
    pub line: u64,
    /// The columns as they are written in the file, with what they have, in the order of the file. A
    /// name can stand twice; the first is then the one to take. Members of objects inside objects are
    /// named with dots: `headline.main`.
    pub fields: Vec<(Arc<str>, Value)>,
    /// Bytes of the unpacked file that it took, its line end included for rows and lines.
    pub bytes: u64,
}

/// A row or object that could not be read, or a fault after which there are no more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRecord {
    /// From 1.
    pub number: u64,
    /// The line of the unpacked file at which the fault is, from 1.
    pub line: u64,
    pub message: String,
    pub help: String,
}

/// The records of a file, read as they are asked for. At most about twice the largest record is in
/// memory.
pub struct Records(Reader);

enum Reader {
    Rows(Box<csv::Rows>),
    Objects(Box<json::Objects>),
}

/// Starts reading a table. Whether it is packed is seen from its first bytes, not from its name. It may
/// be UTF-8, UTF-16 with a mark, or Windows-1252, which is decided for every record.
///
/// # Errors
///
/// The first bytes could not be read. A later fault of reading is the last item of the records.
pub fn open(reader: Box<dyn Read + Send>, form: Form) -> io::Result<Records> {
    let window = Window::new(decode::unpacked(reader)?);
    Ok(Records(match form {
        Form::Csv => Reader::Rows(Box::new(csv::Rows::new(window, false))),
        Form::Tsv => Reader::Rows(Box::new(csv::Rows::new(window, true))),
        Form::Json => Reader::Objects(Box::new(json::Objects::new(window, false))),
        Form::Jsonl => Reader::Objects(Box::new(json::Objects::new(window, true))),
    }))
}

impl Records {
    /// The columns that the header of a CSV or TSV names; none for JSON, whose records name theirs.
    /// Reads the first bytes of the file.
    pub fn header(&mut self) -> &[Arc<str>] {
        match &mut self.0 {
            Reader::Rows(rows) => rows.header(),
            Reader::Objects(_) => &[],
        }
    }

    /// Bytes of the unpacked file that have been read and dealt with.
    pub fn bytes(&self) -> u64 {
        match &self.0 {
            Reader::Rows(rows) => rows.window.offset(),
            Reader::Objects(objects) => objects.window.offset(),
        }
    }
}

impl Iterator for Records {
    type Item = Result<Record, BadRecord>;

    fn next(&mut self) -> Option<Self::Item> {
        let (item, window, number) = match &mut self.0 {
            Reader::Rows(rows) => (rows.next(), &mut rows.window, &mut rows.number),
            Reader::Objects(objects) => (objects.next(), &mut objects.window, &mut objects.number),
        };
        if item.is_some() {
            return item;
        }
        let failure = window.take_failure()?;
        *number += 1;
        Some(Err(BadRecord {
            number: *number,
            line: window.line(),
            message: format!("the file cannot be read further: {failure}"),
            help: "it may be damaged or cut off; what stands before this place was read".to_owned(),
        }))
    }
}

/// The fault of a record that is longer than an article may be.
fn too_large(number: u64, line: u64) -> BadRecord {
    BadRecord {
        number,
        line,
        message: format!("the record has more than {} MiB", super::LARGEST >> 20),
        help: "an article may not be so long; look whether a quote or bracket is missing".to_owned(),
    }
}

/// What a fault cost: `line 2 was left out`.
fn left_out(first: u64, last: u64) -> String {
    if first == last {
        format!("line {first} was left out")
    } else {
        format!("lines {first} to {last} were left out")
    }
}

#[cfg(test)]
mod tests;
