//! The lines of a text, and what became of each.
//!
//! A line is one piece, unless rules take its start or its end and leave the rest. Pieces are never
//! taken out of their order and never altered: whatever the rules decide, all pieces one after the other
//! are the text.

use super::rules::{self, Rule};

/// What became of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Became {
    /// Running text.
    Paragraph,
    /// A heading of the second level.
    Heading,
    /// A line whose break is kept.
    Line,
    /// An item of a list.
    Item,
    /// A field of the front matter.
    Field,
    /// Neither shown nor kept as a field; only recorded.
    Removed,
}

impl Became {
    /// Whether it is in the article's text.
    pub fn is_body(self) -> bool {
        !matches!(self, Self::Field | Self::Removed)
    }
}

/// A part of a text that one rule decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// From 1.
    pub line: u32,
    /// Its bytes in the reading's text, without white space around it.
    pub range: std::ops::Range<usize>,
    pub became: Became,
    pub rule: Rule,
    /// The field that it became.
    pub field: &'static str,
}

/// A line, or a part of one, while rules look at it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece<'a> {
    /// From 1.
    pub line: u32,
    /// Where it starts in the text, in bytes.
    pub start: usize,
    /// Without white space around it; never empty.
    pub text: &'a str,
    /// Whether a blank line, or something that ended a paragraph, stands above it.
    pub gap: bool,
    /// White space before it, in characters.
    pub indent: usize,
    pub fate: Option<Fate>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fate {
    pub became: Became,
    pub rule: Rule,
    pub field: &'static str,
}

impl<'a> Piece<'a> {
    pub fn is_open(&self) -> bool {
        self.fate.is_none()
    }

    pub fn is_body(&self) -> bool {
        self.fate.is_none_or(|fate| fate.became.is_body())
    }

    pub fn becomes(&mut self, became: Became, rule: Rule) {
        self.fate = Some(Fate { became, rule, field: "" });
    }

    pub fn is_field(&mut self, field: &'static str, rule: Rule) {
        self.fate = Some(Fate { became: Became::Field, rule, field });
    }

    pub fn is_removed(&mut self, rule: Rule) {
        self.becomes(Became::Removed, rule);
    }

    /// The place in the file, for a claim that the piece makes.
    pub fn place(&self) -> crate::problem::Place {
        crate::problem::Place::line(self.line)
    }

    pub fn row(&self) -> Row {
        let fate = self.fate.unwrap_or(Fate { became: Became::Paragraph, rule: rules::PARAGRAPH, field: "" });
        let range = self.start..self.start + self.text.len();
        Row { line: self.line, range, became: fate.became, rule: fate.rule, field: fate.field }
    }

    /// The part before a byte and the part from there on, both trimmed; `None` if one of them is empty.
    pub fn split(&self, at: usize) -> Option<(Piece<'a>, Piece<'a>)> {
        let (head, tail) = self.text.split_at_checked(at)?;
        let (start, tail) = (self.start + at + tail.len() - tail.trim_start().len(), tail.trim());
        let head = Piece { text: head.trim_end(), ..*self };
        let tail = Piece { text: tail, start, gap: true, indent: 0, ..*self };
        (!head.text.is_empty() && !tail.text.is_empty()).then_some((head, tail))
    }
}

/// The lines of a text that are not blank.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    // Paragraphs are about so long.
    let mut pieces = Vec::with_capacity(text.len() / 128 + 4);
    let (mut start, mut gap) = (0, true);
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]);
    for (at, end) in ends.enumerate() {
        let line = &text[start..end];
        let begun = line.trim_start();
        if begun.is_empty() {
            gap = true;
        } else {
            let (before, trimmed) = (line.len() - begun.len(), begun.trim_end());
            let indent = line[..before].chars().map(|c| if c == '\t' { 4 } else { 1 }).sum();
            let line = at as u32 + 1;
            pieces.push(Piece { line, start: start + before, text: trimmed, gap, indent, fate: None });
            gap = false;
        }
        start = end + 1;
    }
    pieces
}

/// The words of some lines, as those of one.
pub(super) fn joined(pieces: &[Piece<'_>]) -> String {
    let mut out = String::with_capacity(pieces.iter().map(|piece| piece.text.len() + 1).sum());
    for piece in pieces {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(piece.text);
    }
    out
}

/// Divides the piece at an index: its first bytes become what `fate` says, the rest stays open.
/// Returns false where nothing would be left on one side.
pub(super) fn take_start(pieces: &mut Vec<Piece<'_>>, at: usize, bytes: usize, fate: Fate) -> bool {
    let Some((mut head, tail)) = pieces.get(at).and_then(|piece| piece.split(bytes)) else { return false };
    head.fate = Some(fate);
    pieces.splice(at..=at, [head, tail]);
    true
}
