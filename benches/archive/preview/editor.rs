//! An editor at work: saves a text, and looks at its page until that shows what was written.

use std::time::{Duration, Instant};

use crate::disk::{self, Fault};
use crate::maker::Archive;

use super::served::{Served, without_script};

/// So many articles are edited in turn.
const TEXTS: usize = 50;

/// Edits the texts of articles, one after the other with a rest between, and takes each edit back. Gives
/// how long it took from the save until the page was there, in order.
pub fn edit(
    served: &Served,
    archive: &Archive,
    times: usize,
    rest: Duration,
) -> Result<Vec<Duration>, Fault> {
    let mut took = Vec::with_capacity(times);
    let mut number = archive.count() / 2;
    for time in 0..times {
        if time % TEXTS == 0 {
            number = archive.count() / 2;
        }
        number = archive.plain_from(number + 1);
        took.push(edit_one(served, archive, number, time)?);
        std::thread::sleep(rest);
    }
    took.sort();
    Ok(took)
}

fn edit_one(served: &Served, archive: &Archive, number: usize, time: usize) -> Result<Duration, Fault> {
    let file = archive.file(number);
    let text = archive.stories.text(number);
    let sentence = format!("This is edit {time} of the benchmark.");
    let page = format!("/{}.html", archive.stories.head(number).path());
    let mut client = served.client()?;
    let (_, seen) = without_script(&client.get(&page)?.bytes)?;
    let mut start = Instant::now();
    served.client()?.wait_for_reload(&page, &seen, || {
        start = Instant::now();
        disk::write(&file, format!("{text}\n{sentence}\n"))
    })?;
    let shown = client.get(&page)?;
    let took = start.elapsed();
    disk::write(&file, &text)?;
    if String::from_utf8_lossy(&shown.bytes).contains(&sentence) {
        Ok(took)
    } else {
        Err(disk::at(&file)("the page was to be loaded again, and does not show the edit"))
    }
}
