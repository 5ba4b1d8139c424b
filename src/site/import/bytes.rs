//! The bytes of a source that is one article, unpacked, and how much of all sources has been read.

use std::io::Read;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::read::MultiGzDecoder;

use crate::problem::{Place, Problem};
use crate::{fs, source, words};

use super::super::theme::unreadable;

/// How packed files begin, whatever they are called.
const PACKED: [u8; 2] = [0x1f, 0x8b];

/// How far an import is, for whoever watches.
#[derive(Debug, Default)]
pub struct Watch {
    /// Articles dealt with so far.
    pub articles: AtomicU64,
    /// Bytes of sources that were read, packed ones as they are on disk.
    pub bytes: AtomicU64,
    /// Bytes of all sources.
    pub all_bytes: AtomicU64,
}

impl Watch {
    /// How many articles are still to come, if they are as long as those so far; no more than a million.
    pub(super) fn coming(&self) -> usize {
        let count = |number: &AtomicU64| number.load(Ordering::Relaxed);
        let (articles, bytes) = (count(&self.articles), count(&self.bytes).max(1));
        let rest = count(&self.all_bytes).saturating_sub(bytes);
        let coming = u128::from(rest) * u128::from(articles) / u128::from(bytes);
        usize::try_from(coming).unwrap_or(usize::MAX).min(1 << 20)
    }
}

/// A file whose bytes are counted while they are read.
pub(super) struct Counted {
    pub file: std::fs::File,
    pub watch: Arc<Watch>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.watch.bytes.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// All bytes of a file, unpacked if it is packed. What is too large or cannot be read is a problem.
pub(super) fn whole(path: &Path) -> Result<Vec<u8>, Box<Problem>> {
    let shown = fs::shown(path);
    let length = path.metadata().map_or(0, |meta| meta.len());
    if length > source::LARGEST {
        return Err(Box::new(source::too_large(&shown, length)));
    }
    let bytes = fs::read(path).map_err(|error| Box::new(unreadable(&shown, &error)))?;
    if !bytes.starts_with(&PACKED) {
        return Ok(bytes);
    }
    let mut unpacked = Vec::new();
    let mut decoder = MultiGzDecoder::new(bytes.as_slice()).take(source::LARGEST + 1);
    if let Err(error) = decoder.read_to_end(&mut unpacked) {
        let problem = Problem::error("unreadable", &shown, format!("it cannot be unpacked: {error}"))
            .help("it may be damaged or cut off; pack it again, or remove it");
        return Err(Box::new(problem));
    }
    if unpacked.len() as u64 > source::LARGEST {
        return Err(Box::new(too_large(&shown)));
    }
    Ok(unpacked)
}

/// The problem of a packed file that unpacks to more than an article may be.
fn too_large(name: &str) -> Problem {
    let largest = words::bytes(source::LARGEST);
    let message =
        format!("the file has more than {largest} when it is unpacked; an article may have {largest}");
    Problem::error("too-large", name, message)
        .at(Place::line(1))
        .help("if it holds many articles, divide it into one file for each")
}
