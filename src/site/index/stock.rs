//! What the last build left of the index: its rows in the manifest, and what it wrote down of each segment,
//! so that those that stay need not be made again.
//!
//! Derivable at any time: without it all segments are made.

use std::collections::BTreeMap;
use std::path::PathBuf;

use bitcode::{Decode, Encode};

use crate::fingerprint::{self, Fingerprint};
use crate::fs;
use crate::search::Summary;
use crate::site::Site;
use crate::site::changes::Before;
use crate::site::ledger::{Ledger, Writer};

use super::contents::Part;

/// What is known of the files of an index in the output folder.
#[derive(Clone, Debug, Default)]
pub(in crate::site) struct Rows(pub BTreeMap<String, Before>);

impl Rows {
    /// Those of a part, by address.
    pub fn of(&self, part: &Part) -> impl Iterator<Item = (&String, &Before)> {
        part.beginnings().into_iter().flat_map(|beginning| {
            let rows = self.0.range(beginning.clone()..);
            rows.take_while(move |(url, _)| url.starts_with(&beginning))
        })
    }
}

/// What is written down of parts that were made.
#[derive(Debug, Default)]
pub(in crate::site) struct Stock {
    ledger: Option<Ledger>,
    kept: Vec<Kept>,
}

/// A part that was made. The joint files have the empty name, and no summary.
#[derive(Clone, Debug, Encode, Decode)]
struct Kept {
    name: String,
    fingerprint: Fingerprint,
    /// How many files it has.
    files: u64,
}

fn path(site: &Site) -> PathBuf {
    site.state().join("search")
}

fn kind() -> String {
    format!("backfile search 1, {}", fingerprint::PROGRAM)
}

impl Stock {
    /// Opens what was written down; nothing where that cannot be used.
    pub fn open(site: &Site) -> Self {
        let ledger = Ledger::open(&path(site), &kind()).ok().flatten();
        let kept = ledger.as_ref().and_then(|ledger| bitcode::decode(ledger.head()).ok()).unwrap_or_default();
        Self { ledger, kept }
    }

    /// Whether a part is in the output folder as it should be: `rows` are all files of the index there.
    pub fn has(&self, part: &Part, rows: &Rows) -> bool {
        let is_sound = |(_, before): (&String, &Before)| match before {
            Before::Made(made) => made.inputs == part.fingerprint,
            Before::Unsure | Before::Nothing => false,
        };
        let mut files = 0;
        let sound = rows.of(part).inspect(|_| files += 1).all(is_sound);
        sound && self.kept(part).is_some_and(|(_, kept)| kept.files == files)
    }

    fn kept(&self, part: &Part) -> Option<(usize, &Kept)> {
        let is_it = |kept: &Kept| kept.name == part.name && kept.fingerprint == part.fingerprint;
        self.kept.iter().enumerate().find(|(_, kept)| is_it(kept))
    }

    /// What the manifest of the index needs of a segment.
    pub fn summary(&self, segment: &Part) -> Option<Summary> {
        let (number, _) = self.kept(segment)?;
        bitcode::decode(&self.ledger.as_ref()?.block(number)?).ok()
    }

    /// Writes down all parts, each with how many files it has; the joint part comes last, and needs no
    /// summary.
    pub fn save<'a>(
        site: &Site,
        parts: &[(&Part, usize)],
        mut summaries: impl Iterator<Item = &'a Summary>,
    ) -> Result<(), fs::Error> {
        let mut writer = Writer::create(&path(site))?;
        summaries.try_for_each(|summary| writer.block(&bitcode::encode(summary)))?;
        let kept = |(part, files): &(&Part, usize)| Kept {
            name: part.name.clone(),
            fingerprint: part.fingerprint,
            files: *files as u64,
        };
        writer.finish(&kind(), bitcode::encode(&parts.iter().map(kept).collect::<Vec<_>>()))
    }
}
