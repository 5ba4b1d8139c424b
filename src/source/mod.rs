//! Readers: the bytes of one file in, drafts and problems out.
//!
//! A reader knows its format and nothing else: not the archive, not the configuration, not what other
//! files there are. It checks nothing that `admit` checks.

pub mod encoding;
mod foreign;
mod markdown;
pub mod mend;
pub mod table;
pub mod text;

use crate::article::Draft;
use crate::problem::{Place, Problem};
use crate::words;

pub use crate::article::printed_date::DateOrder;
pub use mend::Mended;
pub use text::{Given, Manner};

/// A file as its reader sees it.
#[derive(Clone, Copy, Debug)]
pub struct File<'a> {
    /// For messages: from the root of the archive, with slashes.
    pub name: &'a str,
    /// Below `content/`, without the ending.
    pub path: &'a str,
    pub bytes: &'a [u8],
}

/// The forms that articles are read in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Markdown with front matter: `.md`, `.markdown`.
    Markdown,
    /// Plain text as scraped or typed: `.txt`, `.text`.
    Text,
}

/// What a reader made of a file.
#[derive(Debug, Default)]
pub struct Reading {
    /// `None` when the file is no article at all; a problem says why.
    pub draft: Option<Draft>,
    pub problems: Vec<Problem>,
    /// The file's text, for quoting lines in messages.
    pub text: String,
    /// What became of each line of a plain text.
    pub rows: Vec<text::Row>,
    /// What was mended in a plain text.
    pub mended: Mended,
}

/// The largest file that is taken for one article, in bytes.
pub const LARGEST: u64 = 16 * 1024 * 1024;

impl Format {
    /// By the ending of a file name.
    pub fn of_name(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        match ending.to_ascii_lowercase().as_str() {
            "md" | "markdown" => Some(Self::Markdown),
            "txt" | "text" => Some(Self::Text),
            _ => None,
        }
    }
}

/// Reads one file; a plain text in the manner of its archive.
pub fn read(file: &File<'_>, format: Format, manner: &Manner) -> Reading {
    let decoded = match format {
        Format::Markdown => encoding::decode(file.bytes).map(|decoded| (decoded, Mended::default())),
        Format::Text => encoding::decode_mended(file.bytes),
    };
    let Some((encoding::Decoded { text, replaced }, mended)) = decoded else {
        let problem = Problem::error("binary", file.name, "this is not text")
            .at(Place::line(1))
            .help("if it is a picture or a document, give it its own ending; articles are .md or .txt");
        return Reading { problems: vec![problem], ..Reading::default() };
    };
    if text.trim().is_empty() {
        let problem = Problem::error("empty", file.name, "the file is empty")
            .at(Place::line(1))
            .help("write the article, or remove the file");
        return Reading { problems: vec![problem], ..Reading::default() };
    }
    let mut reading = match format {
        Format::Markdown => markdown::read(file, &text),
        Format::Text => text::read(file, &text, &Given::default(), manner),
    };
    if replaced > 0 {
        let message = format!("{} could not be read and became �", words::count(replaced, "place"));
        let line = text.lines().position(|line| line.contains('\u{fffd}')).unwrap_or(0);
        reading.problems.push(
            Problem::warning("encoding", file.name, message)
                .at(Place::line(line as u32 + 1))
                .help("the file is UTF-8 with bytes that are not; write it again in one encoding"),
        );
    }
    reading.text = text;
    reading.mended = mended;
    reading
}

/// The problem of a file that is too large to be an article.
pub fn too_large(name: &str, bytes: u64) -> Problem {
    let message =
        format!("the file has {}; an article may have {}", words::bytes(bytes), words::bytes(LARGEST));
    Problem::error("too-large", name, message)
        .at(Place::line(1))
        .help("if it holds many articles, divide it into one file for each")
}
