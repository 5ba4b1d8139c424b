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
use crate::fingerprint::{self, Fingerprint};
use crate::fs::{self, Stamp};
use crate::problem::Problem;

use super::Site;
use super::ledger::{Ledger, Writer};
use row::Block;

const KIND: &str = "backfile cache 1";
/// Files in a block: enough that a block's own costs vanish, few enough that all threads have some.
const BLOCK: usize = 2048;

/// What is known of one file below `content/`.
#[derive(Clone, Debug)]
pub(super) struct Known {
    /// Below `content/`, with slashes; empty where `read` has an article, which names its file itself.
    path: Box<str>,
    pub stamp: Stamp,
    /// What was made of it; `None` for a file that is no article.
    pub read: Option<Read>,
}

impl Known {
    pub fn new(path: &str, stamp: Stamp, read: Option<Read>) -> Self {
        let named = read.as_ref().is_some_and(|read| read.meta.is_some());
        Self { path: if named { Box::default() } else { path.into() }, stamp, read }
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
}

#[derive(Debug, Encode, Decode)]
struct Head {
    /// Of the program, and of the rules that articles are read by.
    rules: Fingerprint,
    summary: Summary,
    /// When the files began to be read.
    moment: i64,
}

fn path(site: &Site) -> PathBuf {
    site.state().join("cache")
}

fn rules(site: &Site) -> Fingerprint {
    Fingerprint::of_hash(&(fingerprint::PROGRAM, &site.house))
}

impl Cache {
    /// Opens the cache. `Ok(None)` when there is none; the error says why one cannot be used.
    pub fn open(site: &Site) -> Result<Option<Self>, String> {
        let Some(ledger) = Ledger::open(&path(site), KIND)? else { return Ok(None) };
        let head: Head = bitcode::decode(ledger.head()).map_err(|_| "it is damaged")?;
        if head.rules != rules(site) {
            return Err("it was made by another version or with other settings".to_owned());
        }
        Ok(Some(Self { ledger, summary: head.summary, moment: head.moment }))
    }

    /// All that is known, by path. Costs a tenth of a second for 100,000 files.
    pub fn known(&self, names: &Names) -> Result<Vec<Known>, String> {
        let blocks: Vec<Option<Vec<Known>>> = (0..self.ledger.len())
            .into_par_iter()
            .map(|number| Block::decode(&self.ledger.block(number)?, names))
            .collect();
        let mut known = Vec::with_capacity(blocks.len() * BLOCK);
        for block in blocks {
            known.extend(block.ok_or("it is damaged")?);
        }
        Ok(known)
    }

    /// Whether a file was so new when it was read that it may have changed since without showing it.
    pub fn doubts(&self, stamp: &Stamp) -> bool {
        stamp.is_racy(self.moment)
    }
}

/// A cache that is written, but not yet in its place.
#[derive(Debug)]
pub(super) struct Pending {
    writer: Writer,
    head: Head,
}

impl Pending {
    /// Writes down what is known, beside the old cache. `moment` is when its files began to be read.
    pub fn write(site: &Site, known: &[Known], summary: Summary, moment: i64) -> Result<Self, fs::Error> {
        let mut writer = Writer::create(&path(site))?;
        // A few blocks at a time, so that all threads work and little is in memory.
        for part in known.chunks(BLOCK * 32) {
            let blocks: Vec<Vec<u8>> =
                part.par_chunks(BLOCK).map(|known| Block::of(known).encode()).collect();
            blocks.iter().try_for_each(|block| writer.block(block))?;
        }
        Ok(Self { writer, head: Head { rules: rules(site), summary, moment } })
    }

    /// Puts it in the place of the old one.
    pub fn keep(self) -> Result<(), fs::Error> {
        self.writer.finish(KIND, bitcode::encode(&self.head))
    }
}
