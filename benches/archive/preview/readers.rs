//! Readers of a preview: several at once, who open pages at random.

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

/// Opens all these pages; afterwards, lest the readers be slower than what they read, compares each with what a
/// build made of it.
pub fn read(served: &Served, archive: &Archive, pages: &[String]) -> Result<Times, Fault> {
    let next = AtomicUsize::new(0);
    let reader = || -> Result<Vec<Opened>, Fault> {
        let mut client = served.client()?;
        let mut opened = Vec::new();
        while let Some(page) = pages.get(next.fetch_add(1, Ordering::Relaxed)) {
            let start = Instant::now();
            let bytes = client.get(&format!("/{page}"))?.bytes;
            opened.push(Opened { page, bytes, took: start.elapsed() });
        }
        Ok(opened)
    };
    let opened = std::thread::scope(|scope| {
        let readers: Vec<_> = (0..READERS).map(|_| scope.spawn(reader)).collect();
        let mut opened = Vec::new();
        for reader in readers {
            opened.extend(reader.join().map_err(|_| "a reader fell over")??);
        }
        Ok::<_, Fault>(opened)
    })?;
    for Opened { page, bytes, .. } in &opened {
        let path = archive.public().join(page);
        if without_script(bytes)?.0 != std::fs::read(&path).map_err(disk::at(&path))? {
            return Err(disk::at(&path)("the preview shows something else"));
        }
    }
    let mut times: Vec<Duration> = opened.iter().map(|opened| opened.took).collect();
    times.sort();
    Ok(Times(times))
}

/// A page that was opened.
struct Opened<'a> {
    page: &'a str,
    bytes: Vec<u8>,
    took: Duration,
}
