//! Files, with the path in every error.
//!
//! The rest of the program reads and writes through here, so that no message ever says
//! "permission denied" without saying of what.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use bitcode::{Decode, Encode};

use crate::fingerprint::Fingerprint;

/// What the program wanted of a file, the file, and why it could not have it.
#[derive(Debug, thiserror::Error)]
#[error("cannot {action} {}: {source}", shown(path))]
pub struct Error {
    pub action: &'static str,
    pub path: PathBuf,
    pub source: io::Error,
}

impl Error {
    /// What reading a file failed of.
    pub fn read(path: &Path, source: io::Error) -> Self {
        Self { action: "read", path: path.to_owned(), source }
    }

    /// What writing a file failed of.
    pub fn write(path: &Path, source: io::Error) -> Self {
        Self { action: "write", path: path.to_owned(), source }
    }

    /// Whether a file could not be made because one is there.
    pub fn is_taken(&self) -> bool {
        self.source.kind() == io::ErrorKind::AlreadyExists
    }
}

fn failed<'a>(action: &'static str, path: &'a Path) -> impl FnOnce(io::Error) -> Error + 'a {
    move |source| Error { action, path: path.to_owned(), source }
}

/// The whole file.
pub fn read(path: &Path) -> Result<Vec<u8>, Error> {
    std::fs::read(path).map_err(failed("read", path))
}

/// The file, to be read piece by piece.
pub fn open(path: &Path) -> Result<std::fs::File, Error> {
    std::fs::File::open(path).map_err(failed("read", path))
}

/// The file, or `None` if there is none.
pub fn read_if_there(path: &Path) -> Result<Option<Vec<u8>>, Error> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(failed("read", path)(error)),
    }
}

/// Whether the file holds exactly these bytes. Reads no more than it must.
pub fn holds(path: &Path, bytes: &[u8]) -> bool {
    let Ok(mut file) = std::fs::File::open(path) else { return false };
    if file.metadata().is_ok_and(|meta| meta.len() != bytes.len() as u64) {
        return false;
    }
    let mut there = Vec::with_capacity(bytes.len());
    file.read_to_end(&mut there).is_ok() && there == bytes
}

/// Writes a file so that at any moment either the old or the new one is there, whole.
///
/// A symbolic link in its place is replaced, never followed: what we write stays where we meant it.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let new = unfinished(path);
    let written = std::fs::File::create(&new)
        .and_then(|mut file| file.write_all(bytes))
        .and_then(|()| std::fs::rename(&new, path));
    written.map_err(|error| {
        let _ = std::fs::remove_file(&new);
        failed("write", path)(error)
    })
}

/// Writes a file where there is none. That one is there already is an error of that kind.
pub fn create(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let mut file = std::fs::File::create_new(path).map_err(failed("write", path))?;
    file.write_all(bytes).map_err(|error| {
        let _ = std::fs::remove_file(path);
        failed("write", path)(error)
    })
}

/// The fingerprint of a file's bytes, and how many they are. Reads it piece by piece.
pub fn hash(path: &Path) -> Result<(Fingerprint, u64), Error> {
    let file = std::fs::File::open(path).map_err(failed("read", path))?;
    Fingerprint::of_reader(file).map_err(failed("read", path))
}

/// Copies a file's bytes, piece by piece, so that at any moment either the old or the new one is there.
/// Gives the fingerprint of what was copied, and how many bytes that is.
pub fn copy(from: &Path, to: &Path) -> Result<(Fingerprint, u64), Error> {
    let mut source = std::fs::File::open(from).map_err(failed("read", from))?;
    let new = unfinished(to);
    let copied = std::fs::File::create(&new)
        .and_then(|mut file| io::copy(&mut source, &mut file))
        .and_then(|_| Fingerprint::of_reader(std::fs::File::open(&new)?))
        .and_then(|hashed| std::fs::rename(&new, to).map(|()| hashed));
    copied.map_err(|error| {
        let _ = std::fs::remove_file(&new);
        failed("write", to)(error)
    })
}

/// The file that `replace` writes before it takes this one's place.
pub fn unfinished(path: &Path) -> PathBuf {
    // Of the name alone, so that it is found again however the folder is written.
    let name = Fingerprint::of(path.file_name().unwrap_or_default().as_encoded_bytes()).to_string();
    path.with_file_name(format!("{UNFINISHED}{}", &name[..16]))
}

/// What tells, without reading a file, whether it is the one that was read before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Encode, Decode)]
pub struct Stamp {
    /// In bytes.
    pub length: u64,
    /// When it was last written, in nanoseconds since 1970.
    pub modified: i64,
    /// When anything of it last changed, its name and its times included.
    pub changed: i64,
    pub inode: u64,
}

impl Stamp {
    pub fn of(meta: &std::fs::Metadata) -> Self {
        let since = |time: io::Result<SystemTime>| time.map_or(0, nanoseconds);
        #[cfg(unix)]
        let (changed, inode) = {
            use std::os::unix::fs::MetadataExt;
            (meta.ctime().saturating_mul(1_000_000_000).saturating_add(meta.ctime_nsec()), meta.ino())
        };
        #[cfg(not(unix))]
        let (changed, inode) = (since(meta.created()), 0);
        Self { length: meta.len(), modified: since(meta.modified()), changed, inode }
    }

    /// When the file or anything of it last changed.
    pub fn touched(&self) -> i64 {
        self.modified.max(self.changed)
    }

    /// Whether the file could have changed once more after `moment` without showing it: the clocks of
    /// disks tick slowly, some of them every other second.
    pub fn is_racy(&self, moment: i64) -> bool {
        // The time of the change cannot be set by anybody, unlike that of the writing.
        let last = if cfg!(unix) { self.changed } else { self.modified };
        let tick = if last % 1_000_000_000 == 0 { 2_000_000_000 } else { 50_000_000 };
        last >= moment - tick
    }
}

/// This moment, in nanoseconds since 1970.
pub fn now() -> i64 {
    nanoseconds(SystemTime::now())
}

fn nanoseconds(time: SystemTime) -> i64 {
    match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_nanos()).unwrap_or(i64::MAX),
        Err(before) => -i64::try_from(before.duration().as_nanos()).unwrap_or(i64::MAX),
    }
}

/// How the names of files begin that are not yet whole.
const UNFINISHED: &str = ".backfile-new-";

/// Removes the files of a folder that were left half-written by a program that was cut off.
pub fn sweep(folder: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.filter_map(Result::ok) {
        if entry.file_name().to_string_lossy().starts_with(UNFINISHED) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

/// A path as a message shows it: without the `./` that a program puts before it.
pub fn shown(path: &Path) -> String {
    let text = slashed(path);
    text.strip_prefix("./").unwrap_or(&text).to_owned()
}

/// What walking a folder failed of.
pub fn walk_error(error: walkdir::Error, folder: &Path) -> Error {
    let path = error.path().unwrap_or(folder).to_owned();
    let source = error.into_io_error().unwrap_or_else(|| io::Error::other("a link leads in a circle"));
    Error { action: "read", path, source }
}

/// Makes the folder and those above it.
pub fn create_folder(path: &Path) -> Result<(), Error> {
    std::fs::create_dir_all(path).map_err(failed("make the folder", path))
}

/// Makes a folder in one that is there; false if that fails or something is there already.
pub fn create_one_folder(path: &Path) -> bool {
    std::fs::create_dir(path).is_ok()
}

/// Removes a file; that it is gone already is no error.
pub fn remove(path: &Path) -> Result<(), Error> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed("remove", path)(error)),
        _ => Ok(()),
    }
}

/// Removes the folder if it is empty, and those above it that are then empty, up to `root`.
pub fn remove_empty_folders(mut path: &Path, root: &Path) {
    while path != root && path.starts_with(root) && std::fs::remove_dir(path).is_ok() {
        let Some(parent) = path.parent() else { return };
        path = parent;
    }
}

/// A path as the project's texts and messages write it: with slashes, whatever the machine.
pub fn slashed(path: &Path) -> String {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' {
        text.into_owned()
    } else {
        text.replace(std::path::MAIN_SEPARATOR, "/")
    }
}
