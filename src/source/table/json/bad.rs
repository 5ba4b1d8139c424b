//! What is no object where one should be, and where the next one is.

use serde_json::error::Category;

use super::super::left_out;
use super::extent::{self, Extent, Walk};
use super::{BadRecord, LARGEST, Objects, State, too_large};

/// Where the object after one that is not closed may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    At(usize),
    Perhaps(usize),
    Nowhere,
}

impl Objects {
    /// Something in the list that is no object.
    pub(super) fn stray(&mut self) -> BadRecord {
        let help = "every item of the list must be an object: {\"title\": \"…\", \"text\": \"…\"}";
        let bad = self.bad("this is not an object".into(), help);
        loop {
            let bytes = match extent::value(self.window.rest()) {
                Extent::Whole(bytes) => bytes,
                Extent::More if !self.window.ended() && self.window.rest().len() <= LARGEST => {
                    self.window.more();
                    continue;
                }
                Extent::More => self.window.rest().len(),
                Extent::Broken(at) => at.max(1),
            };
            self.window.skip(bytes);
            return bad;
        }
    }

    /// Takes an object off that is too large to be held, to where its walk ends.
    pub(super) fn pass_large(&mut self, mut walk: Walk) -> BadRecord {
        let bad = too_large(self.count(), self.window.line());
        loop {
            self.window.skip(self.window.rest().len());
            if self.window.ended() {
                return bad;
            }
            self.window.more();
            match walk.over(self.window.rest()) {
                Extent::More => {}
                Extent::Whole(end) | Extent::Broken(end) => {
                    self.window.skip(end);
                    return bad;
                }
            }
        }
    }

    /// The fault of an object whose end cannot be told, which is seen at a byte. Goes on to the next
    /// line with an object that is not deeper inside.
    pub(super) fn broken(&mut self, seen: usize) -> BadRecord {
        let (line, number) = (self.window.line_at(seen), self.count());
        let first = self.window.line();
        loop {
            match self.next_object() {
                Next::At(next) => {
                    self.window.skip(next);
                    break;
                }
                Next::Perhaps(next) if !self.window.ended() && self.window.rest().len() - next <= LARGEST => {
                    self.window.skip(next);
                }
                _ => {
                    let kept = memchr::memrchr(b'\n', self.window.rest()).filter(|_| !self.window.ended());
                    self.window.skip(kept.filter(|at| *at > 0).unwrap_or(self.window.rest().len()));
                }
            }
            if self.window.ended() {
                self.state = State::Done;
                break;
            }
            self.window.more();
        }
        let left_out = left_out(first, self.window.line().max(first + 1) - 1);
        BadRecord {
            number,
            line,
            message: "the object is not closed, or a text in it is not".to_owned(),
            help: format!(
                "{left_out}; look for a quote or bracket that is missing, and write a line end inside a text \
                 as \\n"
            ),
        }
    }

    /// The next line that starts an object which ends.
    fn next_object(&self) -> Next {
        let rest = self.window.rest();
        let mut next = Next::Nowhere;
        for end in memchr::memchr_iter(b'\n', rest) {
            let line = &rest[end + 1..];
            let indent = line.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
            if line.get(indent) != Some(&b'{') || indent > self.indent {
                continue;
            }
            match extent::value(&line[indent..]) {
                Extent::Whole(_) => return Next::At(end + 1),
                // The line end before it is kept, by which it is found again.
                Extent::More if next == Next::Nowhere => next = Next::Perhaps(end),
                _ => {}
            }
        }
        next
    }
}

/// The fault of an object that is not JSON, at the line of the fault.
pub fn unreadable(number: u64, line: u64, error: &serde_json::Error) -> BadRecord {
    let reason = error.to_string();
    let reason = reason.rsplit_once(" at line ").map_or(reason.as_str(), |(reason, _)| reason);
    let (message, help) = match error.classify() {
        Category::Eof => (
            "the line ends before the object does".to_owned(),
            "an object stands on one line and ends with }; write a line end inside a text as \\n",
        ),
        Category::Data => {
            (reason.to_owned(), "every record must be an object: {\"title\": \"…\", \"text\": \"…\"}")
        }
        Category::Syntax | Category::Io => (
            format!("this is no JSON: {reason}, at character {}", error.column()),
            "mend it there, or have the table written again by a program",
        ),
    };
    let line = line + (error.line() as u64).saturating_sub(1);
    BadRecord { number, line, message, help: help.to_owned() }
}
