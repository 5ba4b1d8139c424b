//! From an answer to a response: its kind, its tag, the part that was asked for.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::ops::RangeInclusive;
use std::path::Path;

use hyper::body::Bytes;
use hyper::header::{self, HeaderMap, HeaderValue};
use hyper::{Response, StatusCode};
use tokio::sync::mpsc;

use crate::fingerprint::Fingerprint;
use crate::fs::{self, Stamp};

use super::body::Body;

/// A file is read in pieces of so many bytes.
const PIECE: u64 = 64 * 1024;

/// Something to be sent, whole or in part.
pub(super) struct Reply {
    pub status: StatusCode,
    pub kind: &'static str,
    pub content: Content,
}

pub(super) enum Content {
    Bytes(Bytes),
    File(File, Stamp),
}

pub(super) const HTML: &str = "text/html; charset=utf-8";
pub(super) const TEXT: &str = "text/plain; charset=utf-8";

impl Reply {
    pub fn html(status: StatusCode, bytes: Vec<u8>) -> Self {
        Self { status, kind: HTML, content: Content::Bytes(bytes.into()) }
    }

    pub fn text(status: StatusCode, text: String) -> Self {
        Self { status, kind: TEXT, content: Content::Bytes(text.into()) }
    }

    pub fn bytes(file: &str, bytes: impl Into<Bytes>) -> Self {
        Self { status: StatusCode::OK, kind: kind_of(file), content: Content::Bytes(bytes.into()) }
    }

    /// A file on the disk, of which nothing is read yet.
    pub fn file(name: &str, path: &Path) -> Result<Self, fs::Error> {
        let file = fs::open(path)?;
        let meta = file.metadata().map_err(|error| fs::Error::read(path, error))?;
        Ok(Self {
            status: StatusCode::OK,
            kind: kind_of(name),
            content: Content::File(file, Stamp::of(&meta)),
        })
    }

    /// The response to a request with these headers.
    pub fn respond(self, asked: &HeaderMap) -> Response<Body> {
        let tag = self.tag();
        let length = self.length();
        let mut response = Response::new(Body::empty());
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.kind));
        // A browser may keep it, and must ask whether it is still right.
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        if let Ok(tag) = HeaderValue::from_str(&tag) {
            headers.insert(header::ETAG, tag);
        }
        if self.status != StatusCode::OK {
            *response.status_mut() = self.status;
            *response.body_mut() = self.content.part(0, length);
            return response;
        }
        headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
        if is_known(asked, &tag) {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            return response;
        }
        match part(asked, &tag, length) {
            Part::Whole => *response.body_mut() = self.content.part(0, length),
            Part::Of(range) => {
                let (start, end) = range.into_inner();
                set_range(&mut response, &format!("bytes {start}-{end}/{length}"));
                *response.status_mut() = StatusCode::PARTIAL_CONTENT;
                *response.body_mut() = self.content.part(start, end + 1 - start);
            }
            Part::Beyond => {
                set_range(&mut response, &format!("bytes */{length}"));
                *response.status_mut() = StatusCode::RANGE_NOT_SATISFIABLE;
            }
        }
        response
    }

    fn tag(&self) -> String {
        let print = match &self.content {
            Content::Bytes(bytes) => Fingerprint::of(bytes),
            Content::File(_, stamp) => Fingerprint::of_hash(stamp),
        };
        format!("\"{print}\"")
    }

    fn length(&self) -> u64 {
        match &self.content {
            Content::Bytes(bytes) => bytes.len() as u64,
            Content::File(_, stamp) => stamp.length,
        }
    }
}

impl Content {
    /// So many bytes from a place on, which must be there.
    fn part(self, start: u64, length: u64) -> Body {
        match self {
            Self::Bytes(bytes) => Body::Whole(bytes.slice(start as usize..(start + length) as usize)),
            Self::File(..) if length == 0 => Body::empty(),
            Self::File(mut file, _) => {
                let (send, receive) = mpsc::channel(2);
                tokio::spawn(async move {
                    let mut left = length;
                    let mut from = Some(start);
                    while left > 0 {
                        let wanted = left.min(PIECE);
                        let read = move || {
                            let piece = read(&mut file, from, wanted);
                            (file, piece)
                        };
                        let Ok((back, piece)) = tokio::task::spawn_blocking(read).await else { return };
                        file = back;
                        from = None;
                        left -= wanted;
                        let failed = piece.is_err();
                        if send.send(piece).await.is_err() || failed {
                            return;
                        }
                    }
                });
                Body::Pieces(receive, Some(length))
            }
        }
    }
}

fn read(file: &mut File, from: Option<u64>, length: u64) -> std::io::Result<Bytes> {
    if let Some(from) = from {
        file.seek(SeekFrom::Start(from))?;
    }
    let mut piece = vec![0; length as usize];
    file.read_exact(&mut piece)?;
    Ok(piece.into())
}

fn set_range(response: &mut Response<Body>, range: &str) {
    if let Ok(value) = HeaderValue::from_str(range) {
        response.headers_mut().insert(header::CONTENT_RANGE, value);
    }
}

/// Whether the reader has what would be sent.
fn is_known(asked: &HeaderMap, tag: &str) -> bool {
    let tags = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let mut tags = tags.flat_map(|value| value.split(',')).map(|tag| tag.trim().trim_start_matches("W/"));
    tags.any(|known| known == tag || known == "*")
}

/// What part of something is to be sent.
#[derive(Debug, PartialEq, Eq)]
enum Part {
    Whole,
    Of(RangeInclusive<u64>),
    Beyond,
}

/// Several parts at once are answered with the whole, as the standard allows.
fn part(asked: &HeaderMap, tag: &str, length: u64) -> Part {
    let Some(range) = asked.get(header::RANGE).and_then(|value| value.to_str().ok()) else {
        return Part::Whole;
    };
    if asked.get(header::IF_RANGE).is_some_and(|known| known.as_bytes() != tag.as_bytes()) {
        return Part::Whole;
    }
    // One that cannot be read is to be ignored.
    let Ok(ranges) = http_range_header::parse_range_header(range) else { return Part::Whole };
    match ranges.validate(length) {
        Err(_) => Part::Beyond,
        Ok(ranges) => match <[_; 1]>::try_from(ranges) {
            Ok([range]) => Part::Of(range),
            Err(_) => Part::Whole,
        },
    }
}

/// What kind of file it is, by its name.
pub(super) fn kind_of(file: &str) -> &'static str {
    let ending = file.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    match ending.as_str() {
        // Texts are UTF-8 in every site of ours, and nobody should have to guess it.
        "html" | "htm" => HTML,
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "txt" | "md" => TEXT,
        "csv" => "text/csv; charset=utf-8",
        "vtt" => "text/vtt; charset=utf-8",
        "xml" => "application/xml",
        "ico" => "image/x-icon",
        _ => mime_guess::from_ext(&ending).first_raw().unwrap_or("application/octet-stream"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(headers: &[(header::HeaderName, &str)], expect: Part) {
        let mut asked = HeaderMap::new();
        for (name, value) in headers {
            asked.insert(name, value.parse().unwrap());
        }
        assert_eq!(part(&asked, "\"tag\"", 100), expect, "{headers:?}");
    }

    #[test]
    fn parts_of_a_file() {
        check(&[], Part::Whole);
        check(&[(header::RANGE, "bytes=0-9")], Part::Of(0..=9));
        check(&[(header::RANGE, "bytes=90-")], Part::Of(90..=99));
        check(&[(header::RANGE, "bytes=-5")], Part::Of(95..=99));
        check(&[(header::RANGE, "bytes=90-500")], Part::Of(90..=99));
        check(&[(header::RANGE, "bytes=100-")], Part::Beyond);
        check(&[(header::RANGE, "bytes=0-9,20-29")], Part::Whole);
        check(&[(header::RANGE, "lines=1-2")], Part::Whole);
        check(&[(header::RANGE, "bytes=0-9"), (header::IF_RANGE, "\"tag\"")], Part::Of(0..=9));
        check(&[(header::RANGE, "bytes=0-9"), (header::IF_RANGE, "\"old\"")], Part::Whole);
    }

    #[test]
    fn what_the_reader_has_is_not_sent_again() {
        let mut asked = HeaderMap::new();
        assert!(!is_known(&asked, "\"tag\""));
        asked.insert(header::IF_NONE_MATCH, "\"other\", W/\"tag\"".parse().unwrap());
        assert!(is_known(&asked, "\"tag\""));
    }

    #[test]
    fn files_say_what_they_are() {
        let expected = [
            ("a.html", HTML),
            ("fonts/a.woff2", "font/woff2"),
            ("A.JPG", "image/jpeg"),
            ("a.webp", "image/webp"),
            ("a.avif", "image/avif"),
            ("a.svg", "image/svg+xml"),
            ("a.pdf", "application/pdf"),
            ("a.mp3", "audio/mpeg"),
            ("a.mp4", "video/mp4"),
            ("feed.json", "application/json"),
            ("a.js", "text/javascript; charset=utf-8"),
            ("README", "application/octet-stream"),
        ];
        for (file, kind) in expected {
            assert_eq!(kind_of(file), kind, "{file}");
        }
    }
}
