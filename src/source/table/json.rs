//! Reads JSON and JSONL: one object after the other, each when it is asked for.
//!
//! Objects may stand in a list, in a list inside a wrapper, on lines, or just behind each other, and one
//! object alone is one record. A list inside a list is no record, and neither is an object whose members
//! are articles by their names; the latter is read as one.

mod bad;
mod extent;
mod fields;
mod locate;

use super::decode::Encoding;
use super::window::Window;
use super::{BadRecord, Record, too_large};
use extent::{Extent, Walk};
use fields::Names;
use locate::Located;

const LARGEST: usize = crate::source::LARGEST as usize;

/// Spaces that may stand before an object when none has been seen yet that starts a line.
const INDENT: usize = 4;

/// Where in the file the reader is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Before the first byte; `true` if lines are expected.
    Start(bool),
    /// Every line is an object.
    Lines,
    /// Outside of any list.
    Top,
    List,
    /// In the list of a wrapper, after which nothing is read.
    Wrapped,
    Done,
}

/// The objects of a file.
pub struct Objects {
    pub window: Window,
    pub number: u64,
    state: State,
    names: Names,
    /// Spaces before the object that is read: those of the next ones are not more.
    indent: usize,
}

impl Objects {
    /// With `lines`, an object is expected on every line.
    pub fn new(window: Window, lines: bool) -> Self {
        Self { window, number: 0, state: State::Start(lines), names: Names::default(), indent: INDENT }
    }

    /// The next object.
    pub fn next(&mut self) -> Option<Result<Record, BadRecord>> {
        loop {
            match self.state {
                State::Start(lines) => self.start(lines),
                State::Lines => return self.line(),
                State::Done => return None,
                State::Top | State::List | State::Wrapped => {
                    if let Some(item) = self.step() {
                        return Some(item);
                    }
                }
            }
        }
    }

    fn start(&mut self, lines: bool) {
        self.pass_spaces();
        let rest = self.window.rest();
        let first_line = rest.split(|byte| *byte == b'\n').next().unwrap_or_default().trim_ascii();
        // Lists and objects over many lines stand in files that are called .jsonl, too.
        let lines = lines && rest.first() != Some(&b'[') && first_line != b"{";
        self.state = if lines { State::Lines } else { State::Top };
        if lines || rest.first() != Some(&b'{') {
            return;
        }
        let list = loop {
            let last = self.window.ended() || self.window.rest().len() > LARGEST;
            match locate::locate(self.window.rest(), last) {
                Located::More => self.window.more(),
                Located::List(at) => break Some(at),
                Located::Article => break None,
            }
        };
        if let Some(at) = list {
            self.window.skip(at);
            self.state = State::Wrapped;
        }
    }

    /// Takes spaces off, and reads on until something follows them or the file ends.
    fn pass_spaces(&mut self) {
        loop {
            let spaces = self.window.rest().iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            if let Some(end) = memchr::memrchr(b'\n', &self.window.rest()[..spaces]) {
                self.indent = spaces - end - 1;
            }
            self.window.skip(spaces);
            if !self.window.rest().is_empty() || self.window.ended() {
                return;
            }
            self.window.more();
        }
    }

    /// One step outside of objects, or an object.
    fn step(&mut self) -> Option<Result<Record, BadRecord>> {
        self.pass_spaces();
        match (self.window.rest().first(), self.state) {
            (None, state) => {
                self.state = State::Done;
                let help = "the file may be cut off; what stands before was read";
                return (state != State::Top).then(|| Err(self.bad("the list is not closed".into(), help)));
            }
            (Some(b','), _) => self.window.skip(1),
            (Some(b'['), State::Top) => {
                self.state = State::List;
                self.window.skip(1);
            }
            (Some(b']'), State::List) => {
                self.state = State::Top;
                self.window.skip(1);
            }
            (Some(b']'), State::Wrapped) => self.state = State::Done,
            (Some(b'{'), _) => return Some(self.object()),
            (Some(_), State::Top) => {
                self.state = State::Done;
                self.window.skip(self.window.rest().len());
                let help = "a table in JSON is a list of objects, or an object on every line";
                return Some(Err(self.bad("this is no JSON".into(), help)));
            }
            (Some(_), _) => return Some(Err(self.stray())),
        }
        None
    }

    /// The object that starts here.
    fn object(&mut self) -> Result<Record, BadRecord> {
        let (mut walk, mut walked) = (Walk::default(), 0);
        loop {
            match walk.over(&self.window.rest()[walked..]) {
                Extent::Whole(end) if walked + end > LARGEST => {
                    let bad = too_large(self.count(), self.window.line());
                    self.window.skip(walked + end);
                    return Err(bad);
                }
                Extent::Whole(end) => return self.take(walked + end),
                Extent::Broken(at) => return Err(self.broken(walked + at)),
                Extent::More if self.window.ended() => return Err(self.broken(self.window.rest().len())),
                Extent::More if self.window.rest().len() > LARGEST => return Err(self.pass_large(walk)),
                Extent::More => {
                    walked = self.window.rest().len();
                    self.window.more();
                }
            }
        }
    }

    /// The object on the next line that is not blank.
    fn line(&mut self) -> Option<Result<Record, BadRecord>> {
        let mut searched = 0;
        loop {
            let rest = self.window.rest();
            let end = match memchr::memchr(b'\n', &rest[searched..]) {
                Some(end) => searched + end + 1,
                None if self.window.ended() && rest.is_empty() => return None,
                None if self.window.ended() => rest.len(),
                None if rest.len() > LARGEST => {
                    let bad = too_large(self.count(), self.window.line());
                    self.window.skip_line();
                    return Some(Err(bad));
                }
                None => {
                    searched = rest.len();
                    self.window.more();
                    continue;
                }
            };
            if !rest[..end].trim_ascii().is_empty() {
                return Some(self.take(end));
            }
            self.window.skip(end);
            searched = 0;
        }
    }

    /// Reads an object from so many bytes and takes them off.
    fn take(&mut self, bytes: usize) -> Result<Record, BadRecord> {
        let line = self.window.line();
        let number = self.count();
        let object = self.window.rest()[..bytes].trim_ascii();
        // Lists that were cut into lines have their commas.
        let object = object.strip_suffix(b",").unwrap_or(object);
        let read = if object.len() > LARGEST {
            Err(too_large(number, line))
        } else {
            let text = Encoding::decoded(object);
            fields::read(&text, &mut self.names).map_err(|error| bad::unreadable(number, line, &error))
        };
        self.window.skip(bytes);
        read.map(|fields| Record { number, line, fields, bytes: bytes as u64 })
    }

    fn count(&mut self) -> u64 {
        self.number += 1;
        self.number
    }

    fn bad(&mut self, message: String, help: &str) -> BadRecord {
        BadRecord { number: self.count(), line: self.window.line(), message, help: help.to_owned() }
    }
}
