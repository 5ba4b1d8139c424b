//! Walks `content/`: every file's name and stamp, and nothing of what is in them.
//!
//! Most of a build that finds nothing to do is spent here, so the folders are divided among all threads.

use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use crate::fingerprint::Fingerprint;
use crate::fs::{self, Stamp};
use crate::problem::Problem;

use super::Site;

/// Folders so deep below `content/` are walked by themselves: years or months, as a rule.
const DIVIDED: usize = 2;

/// What lies in `content/`, by path.
#[derive(Debug, Default)]
pub(super) struct Walk {
    pub files: Vec<Found>,
    pub problems: Vec<Problem>,
}

/// A file that is there.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// Below `content/`, with slashes.
    pub path: Box<str>,
    pub stamp: Stamp,
}

impl Walk {
    /// Walks the folder. Costs a look at every file of it.
    pub fn of(site: &Site) -> Self {
        let content = site.content();
        let mut deep = Vec::new();
        let mut walk = Self::default();
        for entry in WalkDir::new(&content).max_depth(DIVIDED).follow_links(true) {
            match entry {
                Ok(entry) if entry.depth() == DIVIDED && entry.file_type().is_dir() => {
                    deep.push(entry.into_path());
                }
                entry => walk.take(site, &content, entry),
            }
        }
        // Folder by folder: some hold much, and a thread with several of them left would be the last.
        let folders = deep.par_iter().with_max_len(1);
        let parts: Vec<Self> = folders.map(|folder| Self::below(site, &content, folder)).collect();
        for part in parts {
            walk.files.extend(part.files);
            walk.problems.extend(part.problems);
        }
        walk.files.par_sort_by(|a, b| a.path.cmp(&b.path));
        walk
    }

    /// What lies at a path below `content/` and below that: one file, the files of a folder, or nothing.
    pub fn at(site: &Site, path: &str) -> Self {
        let content = site.content();
        let place = content.join(path);
        if place.is_dir() {
            return Self::below(site, &content, &place);
        }
        let mut walk = Self::default();
        // A link that leads to nothing is something.
        if place.symlink_metadata().is_ok() {
            for entry in WalkDir::new(&place).follow_links(true) {
                walk.take(site, &content, entry);
            }
        }
        walk
    }

    fn below(site: &Site, content: &Path, folder: &PathBuf) -> Self {
        let mut walk = Self::default();
        let mut entries = WalkDir::new(folder).min_depth(1).follow_links(true).into_iter();
        while let Some(entry) = entries.next() {
            // Links back to a folder above are known to the walker only from its own start on.
            if let Ok(entry) = &entry
                && entry.path_is_symlink()
                && let Some(above) = leads_above(entry, folder, content)
            {
                walk.problems.push(link_loop(site, entry.path(), &above));
                if entry.file_type().is_dir() {
                    entries.skip_current_dir();
                }
                continue;
            }
            walk.take(site, content, entry);
        }
        walk
    }

    fn take(&mut self, site: &Site, content: &Path, entry: Result<DirEntry, walkdir::Error>) {
        match entry {
            Ok(entry) if entry.file_type().is_file() => self.take_file(site, content, &entry),
            Ok(_) => {}
            Err(error) => self.problems.extend(walk_problem(site, &error)),
        }
    }

    fn take_file(&mut self, site: &Site, content: &Path, entry: &DirEntry) {
        let Some(name) = inside(content, entry.path()) else {
            let name = site.name_of(entry.path());
            let problem = Problem::error("file-name", &name, "the file's name is not UTF-8");
            self.problems.push(problem.help("give it another name"));
            return;
        };
        if is_passed_over(name) {
            return;
        }
        match entry.metadata() {
            Ok(meta) => {
                let path = fs::slashed(Path::new(name)).into();
                self.files.push(Found { path, stamp: Stamp::of(&meta) });
            }
            Err(error) => self.problems.extend(walk_problem(site, &error)),
        }
    }

    /// The fingerprint of all names and stamps, and of what was wrong: while it stays, nothing has changed.
    pub fn fingerprint(&self) -> Fingerprint {
        let part = |files: &[Found]| {
            let names: Vec<(&str, Stamp)> = files.iter().map(|file| (&*file.path, file.stamp)).collect();
            Fingerprint::of_hash(&names)
        };
        let parts: Vec<Fingerprint> = self.files.par_chunks(4096).map(part).collect();
        Fingerprint::of_hash(&(parts, Fingerprint::of_value(&self.problems)))
    }
}

/// The path of a file from `content/` on. `None` if it is not UTF-8.
fn inside<'a>(content: &Path, file: &'a Path) -> Option<&'a str> {
    // A walk only adds to the path that it starts with, so there is no need to look at its parts.
    let length = content.as_os_str().len() + 1;
    file.to_str()?.get(length..)
}

/// Whether a file below `content/` is none of the archive's: hidden files, and editors' copies of what they
/// have open.
pub fn is_passed_over(name: &str) -> bool {
    name.starts_with('.') || name.contains("/.") || name.ends_with('#') || is_editors(name)
}

/// Whether an editor, or a window with folders, wrote a file for itself beside one that is meant.
pub fn is_editors(name: &str) -> bool {
    let name = name.rsplit('/').next().unwrap_or(name);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let swapped = name.starts_with('.') && ending.len() == 3 && ending.starts_with("sw");
    let locked = name.starts_with(".#") || name.starts_with('#') && name.ends_with('#');
    // Vim tries with a file of this name whether it may write.
    swapped || locked || name.ends_with('~') || name == "4913" || name == ".DS_Store"
}

/// The folder above the walker's start to which a link leads back.
fn leads_above(entry: &DirEntry, folder: &Path, content: &Path) -> Option<PathBuf> {
    let target = entry.path().canonicalize().ok()?;
    let above = folder.ancestors().skip(1).take_while(|path| path.starts_with(content));
    above.map(Path::to_owned).find(|path| path.canonicalize().is_ok_and(|path| path == target))
}

fn link_loop(site: &Site, path: &Path, holder: &Path) -> Problem {
    let message = format!("the link leads back to {}, which holds it", site.name_of(holder));
    Problem::error("link-loop", &site.name_of(path), message).help("remove the link")
}

/// What was wrong on the way. That there is no `content/` at all is found by others.
fn walk_problem(site: &Site, error: &walkdir::Error) -> Option<Problem> {
    let path = error.path().unwrap_or(&site.root);
    let name = site.name_of(path);
    if let Some(ancestor) = error.loop_ancestor() {
        return Some(link_loop(site, path, ancestor));
    }
    let kind = error.io_error().map(std::io::Error::kind);
    if kind == Some(std::io::ErrorKind::NotFound) && path == site.content() {
        return None;
    }
    let reason = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
    let message = format!("it cannot be read: {reason}");
    let help = if kind == Some(std::io::ErrorKind::NotFound) {
        "the link leads to nothing: remove it"
    } else {
        "let yourself read it: `chmod u+rX`"
    };
    Some(Problem::error("unreadable", &name, message).help(help))
}
