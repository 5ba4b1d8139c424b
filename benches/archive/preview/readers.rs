//! Readers of a preview: several at once, who open pages at random.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use walkdir::WalkDir;

use crate::disk::{self, Fault};
use crate::maker::Archive;
use crate::random::Random;

use super::served::{Served, without_script};

const READERS: usize = 8;
const PAGES: usize = 2000;

/// How long pages took, in order.
pub struct Times(Vec<Duration>);

impl Times {
    /// The time that this part of all pages did not exceed, in seconds.
    pub fn at(&self, part: f64) -> f64 {
        at(&self.0, part)
    }
}

/// The time that this part of them did not exceed, in seconds; they are in order.
pub fn at(times: &[Duration], part: f64) -> f64 {
    let place = (times.len() as f64 * part).ceil() as usize;
    times.get(place.clamp(1, times.len().max(1)) - 1).map_or(f64::NAN, Duration::as_secs_f64)
}

/// Pages at random, of all that a build made.
pub fn pages(archive: &Archive) -> Result<Vec<String>, Fault> {
    let public = archive.public();
    let mut all = Vec::new();
    for entry in WalkDir::new(&public).sort_by_file_name() {
        let path = entry?.into_path();
        if path.extension().is_some_and(|ending| ending == "html") {
            all.push(backfile::fs::slashed(path.strip_prefix(&public)?));
        }
    }
    let mut random = Random::new(archive.stories.seed, 0, 77);
    Ok((0..PAGES).map(|_| all[random.below(all.len())].clone()).collect())
}

/// Opens all these pages, and compares each with what a build made of it.
pub fn read(served: &Served, archive: &Archive, pages: &[String]) -> Result<Times, Fault> {
    let next = AtomicUsize::new(0);
    let times = Mutex::new(Vec::with_capacity(pages.len()));
    let reader = || -> Result<(), Fault> {
        let mut client = served.client()?;
        while let Some(page) = pages.get(next.fetch_add(1, Ordering::Relaxed)) {
            let start = Instant::now();
            let got = client.get(&format!("/{page}"))?;
            let took = start.elapsed();
            let path = archive.public().join(page);
            if without_script(&got.bytes)?.0 != std::fs::read(&path).map_err(disk::at(&path))? {
                return Err(disk::at(&path)("the preview shows something else"));
            }
            times.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(took);
        }
        Ok(())
    };
    std::thread::scope(|scope| {
        let readers: Vec<_> = (0..READERS).map(|_| scope.spawn(reader)).collect();
        let join = |reader: std::thread::ScopedJoinHandle<'_, Result<(), Fault>>| {
            reader.join().unwrap_or_else(|_| Err("a reader fell over".into()))
        };
        readers.into_iter().try_for_each(join)
    })?;
    let mut times = times.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    times.sort();
    Ok(Times(times))
}
