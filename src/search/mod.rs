//! The full-text index of an archive as static files: articles in, files out.
//!
//! ```text
//! dates ──plan──▶ segments        articles ──Part::of──▶ parts ──segment──▶ files, summary
//!                                                  summaries ──manifest──▶ files
//! ```
//!
//! Pure: no file is read or written here, and no clock is asked. Every file is a function of the articles
//! alone, however they were divided among threads. The reader's half, which decodes what is made here, is
//! plain JavaScript in `static/search/`; `docs/search-words.md` and `docs/search-format.md` are the contract
//! of both.

mod bits;
mod dictionary;
mod document;
mod impact;
mod manifest;
mod merge;
mod order;
mod part;
mod plan;
mod reader;
mod row;
mod script;
mod segment;
mod short;
mod tally;
mod term_file;
mod text;
mod vocabulary;
pub mod words;

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod tests;

pub use document::{Date, Document, Field, Piece};
pub use manifest::{FORMAT, manifest};
pub use part::{Facts, GOOD_LENGTH, Part};
pub use plan::{Segment, plan};
pub use reader::{SCRIPTS, joined};
pub use script::File;
pub use segment::{Made, Summary, segment};
pub use text::pieces;
pub use vocabulary::Vocabulary;

/// How an archive wants its index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Options {
    /// Whether the order of words is kept, so that phrases can be checked where no page can be fetched. The
    /// index of the sample archive is twice as large with it.
    pub positions: bool,
    /// A piece of the calendar with more articles is divided, down to months.
    pub max_segment: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { positions: false, max_segment: 200_000 }
    }
}
