//! The part of a file that is in memory: a buffer that moves along a stream.
//!
//! It counts bytes and lines and keeps a fault of reading until it is asked for. What stands in the
//! bytes is the business of the readers.

use std::io::{self, Read};

/// At least so many bytes are read at once.
const CHUNK: usize = 256 * 1024;

pub struct Window {
    reader: Box<dyn Read + Send>,
    buffer: Vec<u8>,
    /// Where in the buffer the bytes begin that are not dealt with yet.
    start: usize,
    ended: bool,
    failure: Option<io::Error>,
    offset: u64,
    line: u64,
    line_end: u8,
}

impl Window {
    pub fn new(reader: Box<dyn Read + Send>) -> Self {
        Self {
            reader,
            buffer: Vec::new(),
            start: 0,
            ended: false,
            failure: None,
            offset: 0,
            line: 1,
            line_end: b'\n',
        }
    }

    /// The bytes in memory that are not dealt with yet.
    pub fn rest(&self) -> &[u8] {
        &self.buffer[self.start..]
    }

    /// Whether nothing comes after the rest.
    pub fn ended(&self) -> bool {
        self.ended
    }

    /// The line on which the rest starts, from 1.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// The line, from 1, of a byte in the rest.
    pub fn line_at(&self, at: usize) -> u64 {
        self.line + memchr::memchr_iter(self.line_end, &self.rest()[..at]).count() as u64
    }

    /// Bytes before the rest.
    pub fn offset(&self) -> u64 {
        self.offset
    }

    pub fn line_end(&self) -> u8 {
        self.line_end
    }

    /// Very old files end their lines with `\r`.
    pub fn set_line_end(&mut self, line_end: u8) {
        self.line_end = line_end;
    }

    /// Takes bytes off the front of the rest.
    pub fn skip(&mut self, bytes: usize) {
        self.line = self.line_at(bytes);
        self.start += bytes;
        self.offset += bytes as u64;
    }

    /// Takes the rest of the line off, however long it is, its end included.
    pub fn skip_line(&mut self) {
        loop {
            if let Some(end) = memchr::memchr(self.line_end, self.rest()) {
                return self.skip(end + 1);
            }
            self.skip(self.rest().len());
            if self.ended {
                return;
            }
            self.more();
        }
    }

    /// Reads as many bytes again as there are, so that looking at all of them each time costs at most
    /// twice as much as looking once.
    pub fn more(&mut self) {
        self.buffer.drain(..self.start);
        self.start = 0;
        let wanted = self.buffer.len().max(CHUNK);
        match self.reader.by_ref().take(wanted as u64).read_to_end(&mut self.buffer) {
            Ok(read) => self.ended = read < wanted,
            Err(error) => {
                // Half a line must not pass for a whole one.
                let whole = memchr::memrchr(self.line_end, &self.buffer).map_or(0, |end| end + 1);
                self.buffer.truncate(whole);
                self.ended = true;
                self.failure = Some(error);
            }
        }
    }

    /// The fault that ended the file, once.
    pub fn take_failure(&mut self) -> Option<io::Error> {
        self.failure.take()
    }
}
