//! Where output folders go that are in the way, until the end.
//!
//! They are not deleted at once because ext4 gives out no inode that was freed in the last minutes while
//! it can find another, and looks at each of them every time: 10,000 files cost 0.2 s of processor time
//! on a quiet disk, and more than 1 s after as many were deleted five times.

use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, SystemTime};

use crate::disk::{self, Fault};

pub struct Attic(PathBuf);

/// How long deleted files are in the way of new ones: `RECENTCY_DIRTY` in the sources of ext4.
const RECENT: Duration = Duration::from_secs(300);

impl Attic {
    /// Below this folder, which must be on the same disk as what is to be put there.
    pub fn new(folder: &Path) -> Self {
        Self(folder.join("attic"))
    }

    /// Waits until what the last call of the benchmark deleted is forgotten.
    pub fn rest(&self) {
        let changed = self.0.metadata().and_then(|data| data.modified()).ok();
        let age = changed.and_then(|time| SystemTime::now().duration_since(time).ok());
        if let Some(left) = age.and_then(|age| RECENT.checked_sub(age)) {
            let seconds = left.as_secs() + 1;
            eprintln!("waiting {seconds} s for the file system to forget deleted files (not with --hurry)");
            sleep(left);
        }
    }

    /// Takes a folder away, if it is there.
    pub fn put(&self, folder: &Path) -> Result<(), Fault> {
        if !folder.exists() {
            return Ok(());
        }
        disk::create_folder(&self.0)?;
        let free = (0_usize..).map(|number| self.0.join(number.to_string())).find(|path| !path.exists());
        free.map_or(Ok(()), |free| std::fs::rename(folder, free).map_err(disk::at(folder)))
    }

    /// Deletes what was put there. The folder stays: its time stamp says when this was.
    pub fn clear(&self) -> Result<(), Fault> {
        if !self.0.exists() {
            return Ok(());
        }
        for entry in std::fs::read_dir(&self.0).map_err(disk::at(&self.0))? {
            disk::remove_folder(&entry?.path())?;
        }
        Ok(())
    }
}
