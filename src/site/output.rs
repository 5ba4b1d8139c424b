//! The output folder: writes into it only, and only what differs.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use crate::fingerprint::Fingerprint;
use crate::fs;

use super::manifest::{Manifest, Written};
use super::{Error, Site};

/// An output folder while it is written to.
pub(super) struct Folder {
    root: PathBuf,
    old: Manifest,
    new: Mutex<BTreeMap<String, Written>>,
    dry: bool,
    force: bool,
    written: AtomicUsize,
    same: AtomicUsize,
    bytes: AtomicU64,
}

/// What a build did to the folder.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Done {
    pub written: usize,
    pub same: usize,
    pub bytes: u64,
}

impl Folder {
    /// Opens the folder for files at these paths: deletes what the last build made and this one does
    /// not, and makes the folders. `dry` does neither.
    pub fn open(
        site: &Site,
        files: &BTreeSet<String>,
        dry: bool,
        force: bool,
    ) -> Result<(Self, usize), Error> {
        let folder = Self {
            root: site.output.clone(),
            old: Manifest::load(site),
            new: Mutex::default(),
            dry,
            force,
            written: AtomicUsize::new(0),
            same: AtomicUsize::new(0),
            bytes: AtomicU64::new(0),
        };
        let stale: Vec<&String> = folder.old.files.keys().filter(|file| !files.contains(*file)).collect();
        let deleted = stale.iter().filter(|file| folder.root.join(file).is_file()).count();
        if !dry {
            if !folder.old.files.is_empty() && !folder.old.finished {
                folder.sweep();
            }
            folder.begin(site, files)?;
            for file in stale {
                folder.delete(file)?;
            }
            folder.make_folders(files)?;
        }
        Ok((folder, deleted))
    }

    /// Writes down what will be ours before anything is, so that a build that is cut off leaves nothing
    /// behind that the next one does not know.
    fn begin(&self, site: &Site, files: &BTreeSet<String>) -> Result<(), Error> {
        if self.old.finished && files.iter().all(|file| self.old.files.contains_key(file)) {
            return Ok(());
        }
        let mut both = self.old.files.clone();
        for file in files {
            both.entry(file.clone()).or_default();
        }
        Ok(Manifest { files: both, finished: false }.save(site)?)
    }

    /// Removes the half-written files of a build that was cut off.
    fn sweep(&self) {
        let folders: BTreeSet<PathBuf> = self
            .old
            .files
            .keys()
            .filter_map(|file| Some(self.root.join(file).parent()?.to_owned()))
            .collect();
        folders.iter().filter(|folder| self.through_link(folder).is_none()).for_each(|f| fs::sweep(f));
    }

    fn delete(&self, file: &str) -> Result<(), Error> {
        let path = self.root.join(file);
        // A folder of ours that somebody replaced by a link leads to files that are not ours.
        if self.through_link(path.parent().unwrap_or(&self.root)).is_none() {
            fs::remove(&path)?;
            fs::remove_empty_folders(path.parent().unwrap_or(&self.root), &self.root);
        }
        Ok(())
    }

    fn make_folders(&self, files: &BTreeSet<String>) -> Result<(), Error> {
        fs::create_folder(&self.root)?;
        let folders: BTreeSet<&Path> = files.iter().filter_map(|file| Path::new(file).parent()).collect();
        for folder in folders {
            let path = self.root.join(folder);
            if let Some(link) = self.through_link(&path) {
                return Err(Error::Refused(format!(
                    "{} is a link; pages are written into the output folder only. Remove the link.",
                    fs::shown(&link)
                )));
            }
            fs::create_folder(&path)?;
        }
        Ok(())
    }

    /// The first part of a path below the output folder that is a symbolic link.
    fn through_link(&self, path: &Path) -> Option<PathBuf> {
        let inside = path.strip_prefix(&self.root).ok()?;
        let mut at = self.root.clone();
        inside.components().find_map(|part| {
            at.push(part);
            at.is_symlink().then(|| at.clone())
        })
    }

    /// Writes a file if it differs from what is there.
    pub fn write(&self, file: &str, bytes: &[u8]) -> Result<(), Error> {
        let path = self.root.join(file);
        if !self.force && !path.is_symlink() && fs::holds(&path, bytes) {
            self.same.fetch_add(1, Ordering::Relaxed);
        } else {
            if !self.dry {
                fs::replace(&path, bytes)?;
            }
            self.written.fetch_add(1, Ordering::Relaxed);
            self.bytes.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        }
        let written = Written { hash: Fingerprint::of(bytes), length: bytes.len() as u64 };
        self.new.lock().unwrap_or_else(PoisonError::into_inner).insert(file.to_owned(), written);
        Ok(())
    }

    /// Leaves a file as the last build wrote it, because this one could not make it.
    pub fn keep(&self, file: &str) {
        if let Some(written) = self.old.files.get(file) {
            self.new.lock().unwrap_or_else(PoisonError::into_inner).insert(file.to_owned(), *written);
        }
    }

    /// Writes the manifest; the folder is finished.
    pub fn close(self, site: &Site) -> Result<Done, Error> {
        let files = self.new.into_inner().unwrap_or_else(PoisonError::into_inner);
        let manifest = Manifest { files, finished: true };
        if !self.dry && manifest != self.old {
            manifest.save(site)?;
        }
        Ok(Done {
            written: self.written.into_inner(),
            same: self.same.into_inner(),
            bytes: self.bytes.into_inner(),
        })
    }
}
