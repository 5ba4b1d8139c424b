//! Takes the tokens of HTML one by one and writes the blocks that they make.

mod tags;

use std::cell::RefCell;

use html5ever::tokenizer::{TagKind, Token, TokenSink, TokenSinkResult};

use super::blocks::Writer;
use super::inline::{self, Mark, Piece};
use super::rows::Table;

/// What the tokenizer gives its tokens to.
pub struct Sink(RefCell<Page>);

impl Sink {
    /// With `lines`, line ends in the text are line ends, and two of them end a paragraph.
    pub fn new(lines: bool) -> Self {
        Self(RefCell::new(Page { lines, ..Page::default() }))
    }

    pub fn markdown(self) -> String {
        let mut page = self.0.into_inner();
        page.end_table();
        page.end_block();
        page.end_preformatted();
        page.writer.finish()
    }
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let mut page = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(text) => page.text(&text),
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => return page.start(&tag),
            Token::TagToken(tag) => page.end(&tag.name),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// What has been read of the page.
#[derive(Default)]
struct Page {
    writer: Writer,
    lines: bool,
    /// The paragraph that is being read.
    pieces: Vec<Piece>,
    /// The marks that are open in it, the innermost last.
    open: Vec<Mark>,
    /// The tag whose inside is left out.
    skipped: Option<String>,
    preformatted: Option<String>,
    /// The level of the heading that is being read.
    heading: Option<usize>,
    table: Option<Table>,
}

impl Page {
    fn text(&mut self, text: &str) {
        if self.skipped.is_some() {
            return;
        }
        if let Some(preformatted) = &mut self.preformatted {
            return preformatted.push_str(text);
        }
        let outside = self.table.as_ref().is_some_and(|table| !table.in_cell && !table.is_empty());
        if outside && !text.trim_ascii().is_empty() {
            self.end_table();
        }
        let mut rest = text;
        while let Some(gap) = rest.find(|c: char| c.is_ascii_whitespace()) {
            self.word(&rest[..gap]);
            if self.lines && rest.as_bytes()[gap] == b'\n' {
                self.line_break();
            } else if !matches!(self.pieces.last(), Some(Piece::Space | Piece::Break)) {
                self.pieces.push(Piece::Space);
            }
            rest = &rest[gap + 1..];
        }
        self.word(rest);
    }

    fn word(&mut self, word: &str) {
        // One space between words is text, so that a paragraph is not a list of words.
        let count = self.pieces.len();
        match self.pieces.as_mut_slice() {
            _ if word.is_empty() => {}
            [.., Piece::Text(text), Piece::Space] => {
                text.push(' ');
                text.push_str(word);
                self.pieces.truncate(count - 1);
            }
            [.., Piece::Text(text)] => text.push_str(word),
            _ => self.pieces.push(Piece::Text(word.to_owned())),
        }
    }

    /// The end of a line; the second in a row ends the paragraph.
    fn line_break(&mut self) {
        if self.heading.is_some() || self.table.as_ref().is_some_and(|table| table.in_cell) {
            return self.pieces.push(Piece::Space);
        }
        let mut before = self.pieces.iter().rev().skip_while(|piece| **piece == Piece::Space);
        if before.next() == Some(&Piece::Break) {
            self.end_block();
        } else {
            self.pieces.push(Piece::Break);
        }
    }

    fn open(&mut self, mark: Mark) {
        // Twice the same is no more than once, and Markdown has no sign for it.
        if !self.open.contains(&mark) {
            self.pieces.push(Piece::Open(mark.clone()));
            self.open.push(mark);
        }
    }

    /// Closes the innermost mark of a kind. Marks inside go on behind it.
    fn close(&mut self, which: impl Fn(&Mark) -> bool) {
        let Some(at) = self.open.iter().rposition(which) else { return };
        let inside = self.open.split_off(at + 1);
        self.pieces.extend(inside.iter().rev().cloned().map(Piece::Close));
        self.pieces.extend(self.open.pop().map(Piece::Close));
        for mark in inside {
            self.open(mark);
        }
    }

    /// The pieces so far with their marks closed. Emphasis goes on in the next paragraph, as in browsers.
    fn take(&mut self) -> String {
        self.pieces.extend(self.open.iter().rev().cloned().map(Piece::Close));
        let text = inline::render(std::mem::take(&mut self.pieces));
        self.open.retain(|mark| !matches!(mark, Mark::Link(_)));
        self.pieces.extend(self.open.iter().cloned().map(Piece::Open));
        text
    }

    /// Ends the paragraph or heading, or the cell of a table.
    fn end_block(&mut self) {
        let text = self.take();
        if text.is_empty() {
            return;
        }
        let Some(level) = self.heading else { return self.writer.block(&text) };
        let mut line = text.replace('{', "\\{").replace('}', "\\}");
        if line.ends_with('#') {
            line.insert(line.len() - 1, '\\');
        }
        self.writer.block(&format!("{} {line}", "#".repeat(level)));
    }

    fn end_cell(&mut self) {
        if self.table.as_ref().is_some_and(|table| table.in_cell) {
            let text = self.take();
            if let Some(table) = &mut self.table {
                table.close_cell(text);
            }
        } else {
            self.end_block();
        }
    }

    fn end_table(&mut self) {
        if self.table.is_some() {
            self.end_cell();
        }
        let text = self.table.take().map(|mut table| table.take()).unwrap_or_default();
        if !text.is_empty() {
            self.writer.block(&text);
        }
    }

    fn end_preformatted(&mut self) {
        let Some(text) = self.preformatted.take() else { return };
        let text = text.trim_matches('\n').trim_end();
        if text.trim().is_empty() {
            return;
        }
        let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest.max(2) + 1);
        self.writer.block(&format!("{fence}\n{text}\n{fence}"));
    }
}
