//! What is done to the archive between two builds, and undone afterwards. Every edit knows a page and
//! what must then be on it, so that a build that missed the edit is not taken for a fast one.

use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, SystemTime};

use chrono::Days;

use crate::disk::{self, Fault};
use crate::maker::Archive;
use crate::stories::When;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    Body,
    Headline,
    NewestDay,
    NewDay,
    BackDated,
}

/// One edit of one archive.
pub struct Change {
    content: PathBuf,
    file: PathBuf,
    page: PathBuf,
    /// The file before; nothing if the edit makes it.
    before: Option<String>,
    after: String,
    /// Stands on the page after the edit, and not before.
    mark: &'static str,
}

const SENTENCE: &str = "This sentence was added by the benchmark.";
const HEADLINE: &str = "This Headline Was Corrected by the Benchmark";
const TITLE: &str = "This Article Was Added by the Benchmark";

impl Edit {
    pub const ALL: [Self; 5] = [Self::Body, Self::Headline, Self::NewestDay, Self::NewDay, Self::BackDated];

    /// What the edit does to this archive. The middle is the middle of all articles.
    pub fn of(self, archive: &Archive) -> Result<Change, Fault> {
        let (middle, newest) =
            (archive.plain_from(archive.count() / 2), archive.plain_from(archive.count() - 1));
        let number = if matches!(self, Self::NewestDay | Self::NewDay) { newest } else { middle };
        let head = archive.stories.head(number);
        let When::Day(mut day) = head.when else {
            return Err("no article of the archive has a day; name a larger number of articles".into());
        };
        if self == Self::NewDay {
            day = day + Days::new(1);
        }
        let text = archive.stories.text(number);
        let (path, before, after, mark) = match self {
            Self::Body => (head.path(), Some(text.clone()), format!("{text}\n{SENTENCE}\n"), SENTENCE),
            Self::Headline => (head.path(), Some(text.clone()), retitled(&text), HEADLINE),
            Self::NewestDay | Self::NewDay | Self::BackDated => {
                let path = format!("{}/added-by-the-benchmark", When::Day(day).folder());
                (path, None, archive.stories.extra(day, TITLE), TITLE)
            }
        };
        Ok(Change {
            content: archive.content(),
            file: archive.content().join(format!("{path}.md")),
            page: archive.public().join(format!("{path}.html")),
            before,
            after,
            mark,
        })
    }
}

/// The title is the first key.
fn retitled(text: &str) -> String {
    let rest = text.splitn(3, '\n').nth(2).unwrap_or_default();
    format!("+++\ntitle = \"{HEADLINE}\"\n{rest}")
}

impl Change {
    pub fn make(&self) -> Result<(), Fault> {
        disk::create_folder(self.file.parent().unwrap_or(&self.file))?;
        disk::write(&self.file, &self.after)
    }

    /// Makes the file what it was; leaves it alone if it is so.
    pub fn undo(&self) -> Result<(), Fault> {
        let now = self.file.exists().then(|| disk::read_text(&self.file)).transpose()?;
        match &self.before {
            before if *before == now => Ok(()),
            Some(before) => disk::write(&self.file, before),
            None => {
                std::fs::remove_file(&self.file).map_err(disk::at(&self.file))?;
                backfile::fs::remove_empty_folders(self.file.parent().unwrap_or(&self.file), &self.content);
                Ok(())
            }
        }
    }

    /// Fails if the site does not show the edit, or shows it although it was undone.
    pub fn check(&self, made: bool) -> Result<(), Fault> {
        let shown = self.page.exists() && disk::read_text(&self.page)?.contains(self.mark);
        if shown == made {
            return Ok(());
        }
        let not = if made { "not " } else { "still " };
        Err(disk::at(&self.page)(format!("“{}” is {not}there after the build", self.mark)))
    }
}

/// Publishes articles on the day after the last, one after the other, calls `each` after each, and takes them all
/// back.
pub fn publish(
    archive: &Archive,
    times: usize,
    mut each: impl FnMut() -> Result<(), Fault>,
) -> Result<(), Fault> {
    let change = Edit::NewDay.of(archive)?;
    let file = |number: usize| change.file.with_file_name(format!("added-by-the-benchmark-{number}.md"));
    let mut published = || {
        for number in 0..times {
            tick(archive)?;
            disk::create_folder(change.file.parent().unwrap_or(&change.file))?;
            disk::write(&file(number), &change.after)?;
            each()?;
        }
        Ok(())
    };
    let done = published();
    for file in (0..times).map(file).filter(|file| file.exists()) {
        std::fs::remove_file(&file).map_err(disk::at(&file))?;
    }
    backfile::fs::remove_empty_folders(change.file.parent().unwrap_or(&change.file), &change.content);
    done
}

/// Waits until the clock of the file system has moved on, and returns its time: what was written before
/// is older. So neither an edit nor a build shares a time stamp with what came before it, however coarse
/// the stamps are.
pub fn tick(archive: &Archive) -> Result<SystemTime, Fault> {
    let probe = archive.root.join("clock-of-the-benchmark");
    let first = touch(&probe)?;
    loop {
        let now = touch(&probe)?;
        if now > first {
            std::fs::remove_file(&probe).map_err(disk::at(&probe))?;
            return Ok(now);
        }
        sleep(Duration::from_millis(2));
    }
}

fn touch(file: &Path) -> Result<SystemTime, Fault> {
    disk::write(file, "tick")?;
    file.metadata().and_then(|data| data.modified()).map_err(disk::at(file))
}
