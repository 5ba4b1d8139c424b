//! The floor under writing: a folder written again, with other bytes, by nothing but the system.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use crate::clocks::{self, Cost};
use crate::disk::{self, Fault};

/// Writes as many files of the same names and lengths, into as many folders, as there are in `folder`.
/// Returns how many, and what that took; `target` must not be there.
pub fn write(folder: &Path, target: &Path) -> Result<(usize, Cost), Fault> {
    let files: Vec<(PathBuf, usize)> = files(folder)?
        .into_iter()
        .filter_map(|(path, length)| Some((target.join(path.strip_prefix(folder).ok()?), length)))
        .collect();
    let mut folders: Vec<PathBuf> = files
        .iter()
        .flat_map(|(path, _)| path.ancestors().skip(1).take_while(|folder| folder.starts_with(target)))
        .map(Path::to_owned)
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    folders.sort_by_key(|folder| folder.components().count());
    let bytes = vec![b'.'; files.iter().map(|(_, length)| *length).max().unwrap_or(0)];
    disk::settle()?;
    let ((), cost) = clocks::own(|| {
        for level in folders.chunk_by(|a, b| a.components().count() == b.components().count()) {
            level.par_iter().try_for_each(|path| std::fs::create_dir(path).map_err(disk::at(path)))?;
        }
        files.par_iter().try_for_each(|(path, length)| {
            File::create(path).and_then(|mut file| file.write_all(&bytes[..*length])).map_err(disk::at(path))
        })
    })?;
    Ok((files.len(), cost))
}

/// All files of a folder with their lengths, sorted.
pub fn files(folder: &Path) -> Result<Vec<(PathBuf, usize)>, Fault> {
    let length = |entry: DirEntry| Ok((entry.path().to_owned(), entry.metadata()?.len() as usize));
    let mut files = WalkDir::new(folder)
        .into_iter()
        .filter(|entry| entry.as_ref().map_or(true, |entry| entry.file_type().is_file()))
        .map(|entry| length(entry?))
        .collect::<Result<Vec<_>, Fault>>()?;
    files.sort();
    Ok(files)
}
