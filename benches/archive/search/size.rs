//! How large an index is, by the kinds of its files.

use std::collections::BTreeMap;
use std::io::Write as _;

use backfile::search::File;
use flate2::Compression;
use flate2::write::GzEncoder;
use rayon::prelude::*;
use walkdir::WalkDir;

use crate::disk::{self, Fault};
use crate::grid::{Grid, thousands};
use crate::maker::Archive;

/// Files, bytes and gzipped bytes, by the kind of file.
#[derive(Default)]
pub struct Size(BTreeMap<&'static str, (usize, u64, u64)>);

impl Size {
    pub fn of(archive: &Archive) -> Result<Self, Fault> {
        let folder = archive.public().join("search");
        let mut files = Vec::new();
        for entry in WalkDir::new(&folder) {
            let entry = entry?;
            let path = entry.path().strip_prefix(&folder)?.to_string_lossy().into_owned();
            files.extend(
                kind(&path).filter(|_| entry.file_type().is_file()).map(|kind| (kind, entry.into_path())),
            );
        }
        let measured = files.par_iter().map(|(kind, path)| {
            let bytes = std::fs::read(path).map_err(disk::at(path))?;
            Ok((*kind, bytes.len() as u64, gzipped(&bytes)?))
        });
        let mut kinds: BTreeMap<&'static str, (usize, u64, u64)> = BTreeMap::new();
        for (kind, bytes, gzipped) in measured.collect::<Result<Vec<_>, Fault>>()? {
            let sum = kinds.entry(kind).or_default();
            *sum = (sum.0 + 1, sum.1 + bytes, sum.2 + gzipped);
        }
        Ok(Self(kinds))
    }

    /// Adds files that are in memory.
    pub fn add(&mut self, files: &[File]) -> Result<(), Fault> {
        let sizes = files.par_iter().filter_map(|file| Some((kind(&file.path)?, &file.bytes)));
        let sizes = sizes.map(|(kind, bytes)| Ok((kind, bytes.len() as u64, gzipped(bytes)?)));
        for (kind, bytes, gzipped) in sizes.collect::<Result<Vec<_>, Fault>>()? {
            let sum = self.0.entry(kind).or_default();
            *sum = (sum.0 + 1, sum.1 + bytes, sum.2 + gzipped);
        }
        Ok(())
    }

    pub fn files(&self) -> usize {
        self.0.values().map(|(files, ..)| files).sum()
    }

    /// Bytes of all files, gzipped.
    pub fn gzipped(&self) -> f64 {
        self.0.values().map(|(.., gzipped)| *gzipped as f64).sum()
    }

    pub fn table(&self, archive: &Archive) -> Grid {
        let each = |bytes: u64| format!("{:.1}", bytes as f64 / archive.count() as f64);
        let mut rows = vec![["", "files", "bytes an article", "gzipped"].map(str::to_owned).to_vec()];
        for (kind, (files, bytes, gzipped)) in &self.0 {
            rows.push(vec![(*kind).to_owned(), thousands(*files), each(*bytes), each(*gzipped)]);
        }
        Grid(rows)
    }
}

/// What a file below `search/` is, by its path; `None` for those of the theme.
fn kind(path: &str) -> Option<&'static str> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    match (folder, name.chars().next()) {
        ("stem", _) => None,
        ("", _) => ["manifest.js", "common.js"].contains(&name).then_some("manifest, common terms"),
        ("words", _) => Some("dictionary"),
        (_, Some('d')) => Some("rows of articles"),
        (_, Some('t')) => Some("terms"),
        _ => Some("terms with files of their own"),
    }
}

fn gzipped(bytes: &[u8]) -> Result<u64, Fault> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len() as u64)
}
