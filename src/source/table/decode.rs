//! Bytes of a table to text: unpacked, without a mark, and in UTF-8.
//!
//! UTF-16 is decoded as a stream, by its mark. Windows-1252 cannot be told from UTF-8 at the start of a
//! large file, so it is decided for each record; a table that was put together from several exports may
//! have both. Line ends and control characters stay as they are.

use std::borrow::Cow;
use std::io::{self, Cursor, Read};

use encoding_rs::{Decoder, UTF_16BE, UTF_16LE, WINDOWS_1252};
use flate2::read::MultiGzDecoder;

type Stream = Box<dyn Read + Send>;

/// The file as UTF-8, or as whatever has the same ASCII.
pub fn unpacked(reader: Stream) -> io::Result<Stream> {
    let (first, reader) = peek(reader)?;
    if !first.starts_with(&[0x1f, 0x8b]) {
        return Ok(unmarked(&first, reader));
    }
    let packed = Cursor::new(first).chain(reader);
    let (first, reader) = peek(Box::new(MultiGzDecoder::new(packed)))?;
    Ok(unmarked(&first, reader))
}

/// The first bytes, and the reader without them.
fn peek(mut reader: Stream) -> io::Result<(Vec<u8>, Stream)> {
    let mut first = Vec::new();
    reader.by_ref().take(3).read_to_end(&mut first)?;
    Ok((first, reader))
}

fn unmarked(first: &[u8], reader: Stream) -> Stream {
    let again = |bytes: &[u8], reader| Box::new(Cursor::new(bytes.to_owned()).chain(reader));
    match first {
        [0xef, 0xbb, 0xbf] => reader,
        [0xff, 0xfe, rest @ ..] => Box::new(Utf16::new(again(rest, reader), UTF_16LE.new_decoder())),
        [0xfe, 0xff, rest @ ..] => Box::new(Utf16::new(again(rest, reader), UTF_16BE.new_decoder())),
        _ => again(first, reader),
    }
}

/// UTF-16 read as UTF-8.
struct Utf16 {
    reader: Stream,
    decoder: Decoder,
    input: Vec<u8>,
    output: Cursor<String>,
    ended: bool,
}

impl Utf16 {
    fn new(reader: Stream, decoder: Decoder) -> Self {
        Self { reader, decoder, input: Vec::new(), output: Cursor::default(), ended: false }
    }
}

impl Read for Utf16 {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        const CHUNK: usize = 64 * 1024;
        loop {
            let read = self.output.read(buffer)?;
            if read > 0 || buffer.is_empty() || self.ended {
                return Ok(read);
            }
            self.input.clear();
            let read = self.reader.by_ref().take(CHUNK as u64).read_to_end(&mut self.input)?;
            self.ended = read < CHUNK;
            let mut text = std::mem::take(self.output.get_mut());
            text.clear();
            text.reserve(self.decoder.max_utf8_buffer_length(read).unwrap_or(4 * CHUNK));
            // There is room for everything, so nothing of the input is left over.
            let _ = self.decoder.decode_to_string(&self.input, &mut text, self.ended);
            self.output = Cursor::new(text);
            if self.ended {
                return self.output.read(buffer);
            }
        }
    }
}

/// How the bytes of a record are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    /// UTF-8 in which some bytes are wrong; these become `\u{fffd}`.
    Damaged,
    Windows,
}

impl Encoding {
    /// What a record is written in. Letters of several bytes are no accident, so where there are many
    /// it is UTF-8 for all that.
    pub fn of(bytes: &[u8]) -> Self {
        if std::str::from_utf8(bytes).is_ok() {
            return Self::Utf8;
        }
        let (mut wide, mut wrong) = (0, 0);
        for chunk in bytes.utf8_chunks() {
            wide += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
            wrong += usize::from(!chunk.invalid().is_empty());
        }
        if wide > 4 * wrong { Self::Damaged } else { Self::Windows }
    }

    /// A whole record as text. Copies nothing when it is UTF-8.
    pub fn decoded(bytes: &[u8]) -> Cow<'_, str> {
        match std::str::from_utf8(bytes) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => Self::of(bytes).text(bytes),
        }
    }

    /// A part of the record as text. Copies nothing when it is UTF-8.
    pub fn text(self, bytes: &[u8]) -> Cow<'_, str> {
        match self {
            Self::Utf8 | Self::Damaged => match std::str::from_utf8(bytes) {
                Ok(text) => Cow::Borrowed(text),
                Err(_) => String::from_utf8_lossy(bytes),
            },
            Self::Windows => WINDOWS_1252.decode_without_bom_handling(bytes).0,
        }
    }
}
