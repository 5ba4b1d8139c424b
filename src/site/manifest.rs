//! The manifest: which files of the output folder are ours, and what they were made of. Nothing else is
//! ever deleted.
//!
//! A row for each file, by address. Beside it lies, while a build writes, the journal: the addresses
//! that it is about to write or delete. A build that was cut off leaves its journal behind, and the
//! next one makes those files again, whatever the manifest says of them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::PathBuf;

use bitcode::{Decode, Encode};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::fingerprint::Fingerprint;
use crate::fs;
use crate::problem::Problem;

use super::ledger::{Ledger, Writer};
use super::shelves::Shelves;
use super::{Site, plain};

const KIND: &str = "backfile manifest 3";
const JOURNAL_KIND: &str = "backfile journal 2";
const JOURNAL: &str = "journal";
const JOURNAL_OF_INDEX: &str = "journal-search";
/// Rows in a block.
const BLOCK: usize = 4096;

/// What a file was made of, and what it became.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode)]
pub(super) struct Made {
    /// Of all that it was made of.
    pub inputs: Fingerprint,
    /// Of its bytes.
    pub hash: Fingerprint,
    /// In bytes.
    pub length: u64,
}

/// What is known of a build as a whole.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Head {
    /// Of everything that the build was made of. `None` when something was wrong with a page, so that
    /// the next build tries again.
    pub world: Option<Fingerprint>,
    /// What pages stood on, by name.
    pub grounds: BTreeMap<String, Fingerprint>,
    pub articles: usize,
    pub pages: usize,
    pub files: usize,
    pub problems: Vec<Problem>,
    /// The folders near the root of the site.
    pub folders: Vec<String>,
    /// When the build was finished, in nanoseconds since 1970.
    pub finished: i64,
}

#[derive(Encode, Decode)]
struct Block<'a> {
    rows: Vec<(&'a str, Made)>,
}

/// The manifest of the last build into an output folder.
#[derive(Debug, Default)]
pub(super) struct Manifest {
    ledger: Option<Ledger>,
    pub head: Option<Head>,
    /// Addresses of which nothing is sure, because a build that was to write them was cut off.
    pub unsure: BTreeSet<String>,
    /// Whether a build was cut off of which nobody knows what it was to write: then nothing is sure.
    pub doubtful: bool,
    /// What is wrong with the manifest, if it cannot be used.
    pub fault: Option<String>,
}

fn path(site: &Site, name: &str) -> PathBuf {
    // One for each output folder, however that is written.
    let folder = Fingerprint::of(plain(&site.output).as_os_str().as_encoded_bytes()).to_string();
    site.state().join(format!("{name}-{}", &folder[..16]))
}

impl Manifest {
    pub fn open(site: &Site) -> Self {
        let mut manifest = Self::default();
        match Ledger::open(&path(site, "manifest"), KIND) {
            Ok(Some(ledger)) => {
                manifest.head = serde_json::from_slice(ledger.head()).ok();
                manifest.ledger = manifest.head.is_some().then_some(ledger);
            }
            Ok(None) => {}
            Err(fault) => manifest.fault = Some(fault),
        }
        for name in [JOURNAL, JOURNAL_OF_INDEX] {
            match journal(site, name) {
                Ok(unsure) => manifest.unsure.extend(unsure),
                Err(fault) => {
                    manifest.fault = Some(fault);
                    manifest.doubtful = true;
                }
            }
        }
        manifest
    }

    /// The same without the rows, which turned out to be damaged.
    pub fn without_rows(self) -> Self {
        Self { ledger: None, head: None, fault: Some("it is damaged".to_owned()), ..self }
    }

    /// Whether all files of ours are known.
    pub fn is_complete(&self) -> bool {
        self.ledger.is_some() && !self.doubtful
    }

    /// Whether the last build came to its end.
    pub fn is_finished(&self) -> bool {
        self.unsure.is_empty() && !self.doubtful
    }

    /// The shelves of the last build, which are none when something went wrong with one of its pages. `None`
    /// when nothing is known of any file.
    pub fn shelves(&self) -> Option<Shelves> {
        let ledger = self.ledger.as_ref()?;
        let last = ledger.len().checked_sub(1).and_then(|last| ledger.block(last));
        Some(last.and_then(|bytes| bitcode::decode(&bytes).ok()).unwrap_or_default())
    }

    /// Every row, by address. `f` is given an address, and what was made there unless that is unsure.
    /// False when the manifest is damaged; what came before that must then be forgotten.
    pub fn each(&self, mut f: impl FnMut(&str, Option<Made>)) -> bool {
        let mut unsure = self.unsure.iter().map(String::as_str).peekable();
        let block = |number: usize| self.ledger.as_ref().and_then(|ledger| ledger.block(number));
        // The last block is that of the shelves.
        let numbers: Vec<usize> =
            (0..self.ledger.as_ref().map_or(0, Ledger::len).saturating_sub(1)).collect();
        // A few at a time, so that all threads work and little is in memory.
        for numbers in numbers.chunks(8) {
            let bytes: Option<Vec<Vec<u8>>> = numbers.par_iter().map(|number| block(*number)).collect();
            let Some(bytes) = bytes else { return false };
            let blocks: Option<Vec<Block<'_>>> =
                bytes.par_iter().map(|bytes| bitcode::decode(bytes).ok()).collect();
            let Some(blocks) = blocks else { return false };
            for (url, made) in blocks.into_iter().flat_map(|block| block.rows) {
                while let Some(before) = unsure.next_if(|before| *before < url) {
                    f(before, None);
                }
                let sure = unsure.next_if_eq(&url).is_none() && !self.doubtful;
                let made = sure.then_some(made);
                f(url, made);
            }
        }
        unsure.for_each(|url| f(url, None));
        true
    }

    /// Puts a new manifest in the place of the old one, and ends the journal. `rows` gives those of some
    /// of the `count` files, by address.
    pub fn save<'a>(
        site: &Site,
        head: impl FnOnce() -> Head + Send,
        shelves: &Shelves,
        count: usize,
        rows: impl Fn(Range<usize>) -> Vec<(&'a str, Made)> + Sync,
    ) -> Result<(), fs::Error> {
        let mut writer = Writer::create(&path(site, "manifest"))?;
        let parts: Vec<_> = (0..count).step_by(BLOCK).map(|start| start..count.min(start + BLOCK)).collect();
        let mut write = || {
            writer.blocks(&parts, |part| bitcode::encode(&Block { rows: rows(part.clone()) }))?;
            writer.block(&bitcode::encode(shelves))
        };
        // The head is texts and numbers.
        let head = || serde_json::to_vec(&head()).unwrap_or_default();
        let (written, head) = rayon::join(&mut write, head);
        written?;
        writer.finish(KIND, head)?;
        fs::remove(&path(site, JOURNAL_OF_INDEX))?;
        fs::remove(&path(site, JOURNAL))
    }

    /// Writes down what is about to be written or deleted, before anything is.
    pub fn begin<'a>(&'a self, site: &Site, urls: impl Iterator<Item = &'a str>) -> Result<(), fs::Error> {
        let mut all: Vec<&str> = urls.chain(self.unsure.iter().map(String::as_str)).collect();
        all.sort_unstable();
        all.dedup();
        write_journal(site, JOURNAL, &all)
    }

    /// The same for files of the search index, which are known only when they are made. Each call must
    /// name all of them.
    pub fn begin_index(site: &Site, urls: &[&str]) -> Result<(), fs::Error> {
        write_journal(site, JOURNAL_OF_INDEX, urls)
    }
}

fn write_journal(site: &Site, name: &str, urls: &[&str]) -> Result<(), fs::Error> {
    let mut writer = Writer::create(&path(site, name))?;
    let parts: Vec<&[&str]> = urls.chunks(BLOCK * 4).collect();
    writer.blocks(&parts, |part| bitcode::encode(*part))?;
    writer.finish(JOURNAL_KIND, Vec::new())
}

fn journal(site: &Site, name: &str) -> Result<BTreeSet<String>, String> {
    let mut urls = BTreeSet::new();
    let Some(ledger) = Ledger::open(&path(site, name), JOURNAL_KIND)? else { return Ok(urls) };
    for number in 0..ledger.len() {
        let bytes = ledger.block(number).ok_or("it is damaged")?;
        urls.extend(bitcode::decode::<Vec<String>>(&bytes).map_err(|_| "it is damaged")?);
    }
    Ok(urls)
}
