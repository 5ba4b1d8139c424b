//! One build of an archive at a time: two would write over each other's files.

use std::fs::{File, TryLockError};
use std::io::{Read, Seek, SeekFrom, Write};
use std::time::Duration;

use crate::fs;

use super::{Error, Site};

/// Held while a build runs. The system lets it go when the process ends, however it ends.
#[derive(Debug)]
pub(super) struct Lock(File);

impl Lock {
    /// Takes the lock, or says who has it.
    pub fn take(site: &Site) -> Result<Self, Error> {
        fs::create_folder(&site.state())?;
        let path = site.state().join("lock");
        let failed = |error| Error::Fs(fs::Error::write(&path, error));
        let mut file = File::options()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(&path)
            .map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Error::Busy(holder(&mut file))),
            // Some network disks have no locks; then nobody can be told.
            Err(TryLockError::Error(_)) => return Ok(Self(file)),
        }
        // What a build left half-written that was cut off.
        fs::sweep(&site.state());
        let lock = Self(file);
        lock.sign().map_err(failed)?;
        Ok(lock)
    }

    /// Writes down who has it.
    fn sign(&self) -> std::io::Result<()> {
        let mut file = &self.0;
        file.set_len(0)?;
        file.seek(SeekFrom::Start(0))?;
        file.write_all(std::process::id().to_string().as_bytes())
    }

    /// This moment by the clock of the disk, which need not be that of the machine and ticks more slowly.
    pub fn moment(&self) -> i64 {
        let stamp = self.sign().and_then(|()| self.0.metadata()).map(|meta| fs::Stamp::of(&meta).modified);
        stamp.unwrap_or_else(|_| fs::now())
    }
}

impl Drop for Lock {
    /// Let go by name: a process that another thread is starting has a copy of the open file for a moment, and
    /// closing ours would leave the lock with it.
    fn drop(&mut self) {
        let _ = self.0.unlock();
    }
}

impl Lock {
    /// Waits until the clock of the disk, which ticks every few milliseconds, shows a later moment: what
    /// somebody changes from now on is seen to be newer.
    pub fn outlast(&self, moment: i64) {
        for _ in 0..LONGEST_TICK {
            if self.moment() != moment {
                return;
            }
            std::thread::sleep(Duration::from_millis(1));
        }
    }
}

/// No clock that we would wait for ticks more slowly, in milliseconds.
const LONGEST_TICK: u32 = 20;

/// Who has the lock, as far as that is written down.
fn holder(file: &mut File) -> String {
    let mut text = String::new();
    let read = file.seek(SeekFrom::Start(0)).and_then(|_| file.read_to_string(&mut text));
    match text.trim() {
        process if read.is_ok() && !process.is_empty() => format!(" (process {process})"),
        _ => String::new(),
    }
}
