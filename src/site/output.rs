//! The output folder: writes into it only, only what differs, and only over files of our own.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::article::url;
use crate::fingerprint::Fingerprint;
use crate::fs;

use super::changes::Before;
use super::index::Rows;
use super::manifest::{Head, Manifest};
use super::plan::Item;
use super::{Error, Options, Site};

/// In a site of up to so many files each is looked at, to find those that somebody changed by hand. In
/// a larger one that would take longer than all the rest of a build that has nothing to do; there the
/// upper folders are looked at, which shows that pages or folders were removed.
const LOOKED_AT: usize = 20_000;
/// So many of the folders near the root are looked at.
const FOLDERS: usize = 4000;

/// An output folder.
pub(super) struct Folder {
    root: PathBuf,
    pub dry: bool,
    pub force: bool,
    /// Whether files that nobody knows of can be our own: there is no manifest, but the folder has the
    /// mark of a site of ours.
    adopts: bool,
}

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Put {
    Same,
    Written,
    /// There is a file that is not ours, and it is another.
    InTheWay,
}

impl Folder {
    pub fn of(site: &Site, manifest: &Manifest, options: Options) -> Self {
        let root = site.output.clone();
        // A manifest that cannot be read still tells that there was one of this very folder.
        let adopts = !manifest.is_complete() && (manifest.fault.is_some() || is_ours(&root));
        Self { root, dry: options.dry, force: options.force, adopts }
    }

    /// Whether the folder is as the last build left it, as far as can be seen soon.
    pub fn is_untouched(&self, head: &Head, manifest: &Manifest) -> bool {
        if head.files > LOOKED_AT {
            return self.are_folders_untouched(head);
        }
        let mut rows = Vec::with_capacity(head.files);
        let sound = manifest.each(|url, made| rows.push((url::file(url).into_owned(), made)));
        sound
            && rows
                .par_iter()
                .all(|(file, made)| made.is_some_and(|made| self.is_file_untouched(file, made.length, head)))
    }

    /// Takes it back that a file is known, where it is not as the last build left it.
    pub fn look_over(&self, items: &[Item], before: &mut [Before], index: &mut Rows, head: &Head) {
        if items.len() + index.0.len() > LOOKED_AT && self.are_folders_untouched(head) {
            return;
        }
        let look = |file: &str, before: &mut Before| {
            if let Before::Made(made) = before
                && !self.is_file_untouched(file, made.length, head)
            {
                *before = Before::Unsure;
            }
        };
        items.par_iter().zip(before).for_each(|(item, before)| look(&item.file(), before));
        index.0.par_iter_mut().for_each(|(url, before)| look(&url::file(url), before));
    }

    fn is_file_untouched(&self, file: &str, length: u64, head: &Head) -> bool {
        self.root.join(file).symlink_metadata().is_ok_and(|meta| {
            meta.is_file() && meta.len() == length && fs::Stamp::of(&meta).touched() <= head.finished
        })
    }

    fn are_folders_untouched(&self, head: &Head) -> bool {
        head.folders.par_iter().all(|folder| {
            self.root
                .join(folder)
                .symlink_metadata()
                .is_ok_and(|meta| meta.is_dir() && fs::Stamp::of(&meta).touched() <= head.finished)
        })
    }

    /// Which of the files that are to be made are not known to be ours but are there.
    pub fn strangers(&self, items: &[Item], due: &[u32], before: &[Before]) -> BTreeSet<u32> {
        // One that is not there is empty too.
        if self.adopts || self.root.read_dir().map_or(true, |mut entries| entries.next().is_none()) {
            return BTreeSet::new();
        }
        let is_there = |at: &u32| {
            before[*at as usize] == Before::Nothing && self.is_stranger(items[*at as usize].url.as_str())
        };
        due.par_iter().copied().filter(is_there).collect()
    }

    /// Whether a file of which nothing is known is there, and not ours.
    pub fn is_stranger(&self, url: &str) -> bool {
        !self.adopts && self.root.join(&*url::file(url)).symlink_metadata().is_ok()
    }

    /// Deletes what is gone; gives the files that were there.
    pub fn delete(&self, gone: &[String]) -> Result<Vec<String>, Error> {
        let mut deleted = Vec::new();
        for file in gone.iter().map(|url| url::file(url)) {
            let path = self.root.join(&*file);
            let folder = path.parent().unwrap_or(&self.root);
            // A folder of ours that somebody replaced by a link leads to files that are not ours.
            if self.through_link(folder).is_some() {
                continue;
            }
            if path.is_file() {
                deleted.push(file.into_owned());
            }
            if !self.dry {
                fs::remove(&path)?;
                fs::remove_empty_folders(folder, &self.root);
            }
        }
        Ok(deleted)
    }

    /// Removes the half-written files that a build left which was cut off.
    pub fn sweep(&self, unsure: &BTreeSet<String>) {
        for url in unsure {
            let path = self.root.join(&*url::file(url));
            if path.parent().is_some_and(|folder| self.through_link(folder).is_none()) {
                let _ = fs::remove(&fs::unfinished(&path));
            }
        }
    }

    /// Makes the folders for files; gives those in whose place there is a file that is not ours. Those of
    /// one depth are made side by side.
    pub fn make_folders<'a>(&self, urls: impl Iterator<Item = &'a str>) -> Result<BTreeSet<&'a str>, Error> {
        let mut taken = BTreeSet::new();
        if self.dry {
            return Ok(taken);
        }
        fs::create_folder(&self.root)?;
        let mut depths: Vec<Vec<&str>> = Vec::new();
        let mut last = "";
        for url in urls {
            let folder = &url[..url.rfind('/').unwrap_or(0)];
            if folder != last {
                last = folder;
                let ends = folder.match_indices('/').map(|(at, _)| at).chain([folder.len()]);
                for (depth, end) in ends.filter(|end| *end > 0).enumerate() {
                    depths.resize_with(depths.len().max(depth + 1), Vec::new);
                    // Most are those of the address before.
                    if depths[depth].last() != Some(&&folder[1..end]) {
                        depths[depth].push(&folder[1..end]);
                    }
                }
            }
        }
        for mut folders in depths {
            folders.sort_unstable();
            folders.dedup();
            folders.retain(|folder| !taken.iter().any(|above| lies_in(folder, above)));
            let made: Vec<(&str, bool)> = folders
                .into_par_iter()
                .map(|folder| Ok((folder, self.make_folder(&self.root.join(folder))?)))
                .collect::<Result<_, Error>>()?;
            taken.extend(made.into_iter().filter(|(_, made)| !made).map(|(folder, _)| folder));
        }
        Ok(taken)
    }

    /// Makes one folder in one that is there; false if there is a file in its place.
    fn make_folder(&self, path: &Path) -> Result<bool, Error> {
        if fs::create_one_folder(path) {
            return Ok(true);
        }
        match path.symlink_metadata() {
            Ok(meta) if meta.is_dir() => Ok(true),
            Ok(meta) if meta.is_file() => Ok(false),
            Ok(meta) if meta.is_symlink() => Err(Error::Refused(format!(
                "{} is a link; pages are written into the output folder only. Remove the link.",
                fs::shown(path)
            ))),
            _ => Ok(fs::create_folder(path).map(|()| true)?),
        }
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
    pub fn write(&self, file: &str, bytes: &[u8], hash: Fingerprint, before: Before) -> Result<Put, Error> {
        let path = self.root.join(file);
        match before {
            Before::Made(made) if made.hash == hash && !self.force => return Ok(Put::Same),
            Before::Made(_) => {}
            Before::Unsure if is_folder(&path) => return Ok(Put::InTheWay),
            Before::Unsure if self.holds(&path, bytes) => return Ok(Put::Same),
            Before::Unsure => {}
            Before::Nothing => return self.write_new(&path, bytes),
        }
        if !self.dry {
            fs::replace(&path, bytes)?;
        }
        Ok(Put::Written)
    }

    fn holds(&self, path: &Path, bytes: &[u8]) -> bool {
        !self.force && !path.is_symlink() && fs::holds(path, bytes)
    }

    fn write_new(&self, path: &Path, bytes: &[u8]) -> Result<Put, Error> {
        let taken = if self.dry {
            path.symlink_metadata().is_ok()
        } else {
            match fs::create(path, bytes) {
                Ok(()) => false,
                Err(error) if error.is_taken() => true,
                Err(error) => return Err(error.into()),
            }
        };
        match taken {
            false => Ok(Put::Written),
            true if self.holds(path, bytes) => Ok(Put::Same),
            true if self.adopts => {
                if !self.dry {
                    fs::replace(path, bytes)?;
                }
                Ok(Put::Written)
            }
            true => Ok(Put::InTheWay),
        }
    }

    /// Copies a file if it differs from what is there. Gives what became of it, and the fingerprint and
    /// the length of what was copied. The inner error is that the source cannot be read.
    pub fn copy(
        &self,
        from: &Path,
        file: &str,
        before: Before,
    ) -> Result<Result<(Put, Fingerprint, u64), fs::Error>, Error> {
        let path = self.root.join(file);
        let (hash, length) = match fs::hash(from) {
            Ok(hashed) => hashed,
            Err(error) => return Ok(Err(error)),
        };
        let same = || !self.force && !path.is_symlink() && fs::hash(&path).is_ok_and(|(of, _)| of == hash);
        let put = match before {
            Before::Made(made) if made.hash == hash && !self.force => Put::Same,
            Before::Made(_) => Put::Written,
            Before::Unsure | Before::Nothing if same() => Put::Same,
            Before::Unsure if is_folder(&path) => Put::InTheWay,
            Before::Nothing if !self.adopts && path.symlink_metadata().is_ok() => Put::InTheWay,
            Before::Unsure | Before::Nothing => Put::Written,
        };
        if put == Put::Written && !self.dry {
            // What is written down is what was copied, should the source have changed meanwhile.
            return Ok(Ok(fs::copy(from, &path).map(|(hash, length)| (put, hash, length))?));
        }
        Ok(Ok((put, hash, length)))
    }
}

/// Whether there is a folder, not a link to one.
fn is_folder(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|meta| meta.is_dir())
}

/// Whether a folder is another or lies in it.
pub(super) fn lies_in(folder: &str, above: &str) -> bool {
    folder.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether a folder has the mark of a site of ours: its JSON feed, which no template makes.
fn is_ours(root: &Path) -> bool {
    let feed = fs::read_if_there(&root.join("feed.json")).ok().flatten().unwrap_or_default();
    let feed: Option<serde_json::Value> = serde_json::from_slice(&feed).ok();
    feed.is_some_and(|feed| feed.get("_backfile").is_some())
}

/// The folders near the root of a site, which are looked at to see whether somebody changed it.
pub(super) fn upper_folders<'a>(urls: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut folders: [Vec<&str>; 2] = Default::default();
    for url in urls {
        let folder = &url[1..=url.rfind('/').unwrap_or(0)];
        for ((end, _), folders) in folder.match_indices('/').zip(&mut folders) {
            // Most are those of the item before.
            if folders.last() != Some(&&folder[..end]) {
                folders.push(&folder[..end]);
            }
        }
    }
    let [upper, lower] = folders.map(BTreeSet::from_iter);
    let few = upper.len() + lower.len() <= FOLDERS;
    let folders = [""].into_iter().chain(upper).chain(lower.into_iter().filter(|_| few));
    folders.map(str::to_owned).collect()
}
