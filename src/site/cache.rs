//! The cache: what the last build read of `content/`, so that the next reads only what has changed.
//!
//! Derivable at any time: one that is missing, damaged or of another version costs a reading of all
//! files and nothing else. It holds what was read under one set of rules, the house's; under others it
//! is not used.

mod row;

use std::path::PathBuf;

use bitcode::{Decode, Encode};
use rayon::prelude::*;

use crate::article::{Meta, Names};
use crate::fingerprint::Fingerprint;
use crate::fs::{self, Stamp};
use crate::problem::Problem;

use super::Site;
use super::ledger::{Ledger, Writer};
use row::Block;

const KIND: &str = concat!("backfile cache 1, ", env!("CARGO_PKG_VERSION"), " ", env!("BACKFILE_SOURCE"));
/// Files in a block, at most: enough that a block's own costs vanish, few enough that all threads have
/// some and one changed file costs little.
const LARGEST_BLOCK: usize = 4096;

/// What is known of one file below `content/`.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    /// Below `content/`, with slashes; empty where `read` has an article, which names its file itself.
    path: Box<str>,
    pub stamp: Stamp,
    /// What was made of it; `None` for a file that is no article.
    pub read: Option<Read>,
    /// The cache's block that it was taken from.
    block: Option<u32>,
}

impl Known {
    pub fn new(path: &str, stamp: Stamp, read: Option<Read>) -> Self {
        let named = read.as_ref().is_some_and(|read| read.meta.is_some());
        Self { path: if named { Box::default() } else { path.into() }, stamp, read, block: None }
    }

    /// Below `content/`, with slashes.
    pub fn path(&self) -> &str {
        match self.read.as_ref().and_then(|read| read.meta.as_ref()) {
            Some(meta) => meta.file.strip_prefix("content/").unwrap_or(&meta.file),
            None => &self.path,
        }
    }
}

/// What reading an article gave.
#[derive(Clone, Debug)]
pub(super) struct Read {
    /// `None` when it was not admitted.
    pub meta: Option<Meta>,
    pub problems: Vec<Problem>,
}

/// What is known of `content/` as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub(super) struct Summary {
    /// Of the names and stamps of all files.
    pub look: Fingerprint,
    /// Of what all articles say, and which other files there are.
    pub content: Fingerprint,
    /// Whether a file was so new that it may have changed since without showing it.
    pub racy: bool,
}

/// The cache of an archive, opened.
#[derive(Debug)]
pub(super) struct Cache {
    ledger: Ledger,
    pub summary: Summary,
    /// When its files began to be read.
    moment: i64,
    /// How many rows each block has.
    rows: Vec<u32>,
}

#[derive(Debug, Encode, Decode)]
struct Head {
    /// That articles were read by.
    rules: Fingerprint,
    summary: Summary,
    /// When the files began to be read.
    moment: i64,
    /// How many files each block has.
    rows: Vec<u32>,
}

fn path(site: &Site) -> PathBuf {
    site.state().join("cache")
}

fn rules(site: &Site) -> Fingerprint {
    Fingerprint::of_hash(&(&site.house, &site.manner))
}

impl Cache {
    /// Opens the cache. `Ok(None)` when there is none; the error says why one cannot be used.
    pub fn open(site: &Site) -> Result<Option<Self>, String> {
        let Some(ledger) = Ledger::open(&path(site), KIND)? else { return Ok(None) };
        let head: Head = bitcode::decode(ledger.head()).map_err(|_| "it is damaged")?;
        if head.rules != rules(site) {
            return Err("articles are read by other rules now".to_owned());
        }
        let Head { summary, moment, rows, .. } = head;
        Ok(Some(Self { ledger, summary, moment, rows }))
    }

    /// All that is known, by path. Costs less than a tenth of a second for 100,000 files, and little memory
    /// beyond what it gives.
    pub fn known(&self, names: &Names) -> Result<Vec<Known>, String> {
        let count: usize = self.rows.iter().map(|rows| *rows as usize).sum();
        // With room for some that are new, so that these do not double it.
        let mut known = Vec::with_capacity(count + LARGEST_BLOCK);
        known.resize_with(count, Known::default);
        let mut rest = &mut known[..];
        let parts: Option<Vec<&mut [Known]>> =
            self.rows.iter().map(|rows| rest.split_off_mut(..*rows as usize)).collect();
        let read = |(number, places): (usize, &mut [Known])| {
            Block::decode(&self.ledger.block(number)?, names, places)?;
            places.iter_mut().for_each(|place| place.block = u32::try_from(number).ok());
            Some(())
        };
        let read =
            parts.and_then(|parts| parts.into_par_iter().enumerate().map(read).collect::<Option<()>>());
        read.map(|()| known).ok_or_else(|| "it is damaged".to_owned())
    }

    /// Whether a file was so new when it was read that it may have changed since without showing it.
    pub fn doubts(&self, stamp: &Stamp) -> bool {
        stamp.is_racy(self.moment)
    }
}

/// A cache that is written as far as it is new, and not yet in its place.
#[derive(Debug)]
pub(super) struct Pending {
    writer: Writer,
    head: Head,
    old: Option<Cache>,
    /// The places of the blocks that are taken over from the old cache, and their numbers there.
    taken_over: Vec<(usize, u32)>,
}

impl Pending {
    /// Writes down what is new, beside the old cache. `rows` are by path. `moment` is when the files began to
    /// be read.
    pub fn write(
        site: &Site,
        rows: &[Known],
        old: Option<Cache>,
        summary: Summary,
        moment: i64,
    ) -> Result<Self, fs::Error> {
        let mut writer = Writer::create(&path(site))?;
        let segments = segments(rows, old.as_ref());
        let (mut new, mut taken_over, mut counts) = (Vec::new(), Vec::new(), Vec::new());
        for (place, segment) in segments.into_iter().enumerate() {
            match segment {
                Segment::Old(number, count) => {
                    taken_over.push((place, number));
                    counts.push(count);
                }
                Segment::New(rows) => {
                    counts.push(rows.len() as u32);
                    new.push(rows);
                }
            }
        }
        writer.blocks(&new, |rows| Block::of(rows).encode())?;
        let head = Head { rules: rules(site), summary, moment, rows: counts };
        Ok(Self { writer, head, old, taken_over })
    }

    /// Takes over what was known before, and puts it all in the place of the old cache.
    pub fn keep(mut self) -> Result<(), fs::Error> {
        for (place, number) in self.taken_over {
            let Some(old) = &self.old else { break };
            self.writer.copy(&old.ledger, number as usize, place)?;
        }
        self.writer.finish(KIND, bitcode::encode(&self.head))
    }
}

/// A part of the rows that becomes a block.
enum Segment<'a> {
    /// A block of the old cache, nothing added and nothing gone, and how many rows it has.
    Old(u32, u32),
    New(&'a [Known]),
}

/// Divides rows where the old cache did, as far as its blocks are as they were.
fn segments<'a>(rows: &'a [Known], old: Option<&Cache>) -> Vec<Segment<'a>> {
    let counts = old.map_or(&[][..], |old| &old.rows);
    let mut segments = Vec::new();
    let mut loose = 0;
    let mut end = 0;
    for run in rows.chunk_by(|a, b| a.block == b.block) {
        // Small blocks are put together with what is around them, or there would be more with every build.
        let large = run.len() >= LARGEST_BLOCK / 4;
        let whole = |number: &u32| large && counts.get(*number as usize) == Some(&(run.len() as u32));
        if let Some(number) = run[0].block.filter(whole) {
            segments.extend(divided(&rows[loose..end]));
            segments.push(Segment::Old(number, run.len() as u32));
            loose = end + run.len();
        }
        end += run.len();
    }
    segments.extend(divided(&rows[loose..]));
    segments
}

/// New rows in blocks of about the same size.
fn divided(rows: &[Known]) -> impl Iterator<Item = Segment<'_>> {
    let blocks = rows.len().div_ceil(LARGEST_BLOCK).max(1);
    rows.chunks(rows.len().div_ceil(blocks).max(1)).map(Segment::New)
}
