//! Makes the archive: `backfile.toml` and one file for each article below `content/`. The same number of
//! articles and the same seed give the same bytes; an archive that is there already is used again.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::disk::{self, Fault};
use crate::stories::{Stories, When};

/// To be raised when other bytes come out for the same seed.
const VERSION: u32 = 1;
/// The file that says what the folder holds.
const MARKER: &str = "made-by-the-benchmark";
/// Articles that one worker makes in a row; they are in the order of their days, and share folders.
const ROW: usize = 512;

const SETTINGS: &str = r#"title = "The Benchmark Courier"
description = "A newspaper that never appeared, about nothing that ever happened."
base_url = "https://courier.example"
language = "en-US"
"#;

/// What is added for an archive that cannot be searched.
const WITHOUT_SEARCH: &str = "\n[search]\nenabled = false\n";

/// An archive on disk that is as it was made.
pub struct Archive {
    pub root: PathBuf,
    pub stories: Stories,
}

impl Archive {
    pub fn content(&self) -> PathBuf {
        self.root.join("content")
    }

    pub fn public(&self) -> PathBuf {
        self.root.join("public")
    }

    /// Decides whether the site has a search index. What the site is made of beside it stays.
    pub fn set_search(&self, on: bool) -> Result<(), Fault> {
        let settings = format!("{SETTINGS}{}", if on { "" } else { WITHOUT_SEARCH });
        let path = self.root.join("backfile.toml");
        if disk::read_text(&path)? == settings { Ok(()) } else { disk::write(&path, settings) }
    }

    pub fn count(&self) -> usize {
        self.stories.count
    }

    /// The path of an article's file.
    pub fn file(&self, number: usize) -> PathBuf {
        self.content().join(self.stories.head(number).path() + ".md")
    }

    /// The first article from this number on, and then before, that has a day and no correction.
    pub fn plain_from(&self, number: usize) -> usize {
        let plain = |number: &usize| {
            let head = self.stories.head(*number);
            matches!(head.when, When::Day(_)) && !head.corrected
        };
        (number..self.count()).find(plain).or_else(|| (0..number).rev().find(plain)).unwrap_or(0)
    }
}

/// Whether an archive had to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Made,
    Found,
}

/// Makes the archive in a folder, or finds that it is there. A folder with other things in it is refused.
pub fn make(root: &Path, count: usize, seed: u64) -> Result<(Archive, Outcome), Fault> {
    if count == 0 {
        return Err("an archive needs an article".into());
    }
    let archive = Archive { root: root.to_owned(), stories: Stories::new(count, seed) };
    let marker = root.join(MARKER);
    let what = format!("maker {VERSION}, {count} articles, seed {seed}\n");
    match std::fs::read_to_string(&marker) {
        Ok(found) if found == what => return Ok((archive, Outcome::Found)),
        Ok(_) => clear(root)?,
        Err(_) if archive.content().exists() => {
            let help = "it has articles that the benchmark did not make; name another folder";
            return Err(disk::at(root)(help));
        }
        Err(_) => {}
    }
    disk::create_folder(root)?;
    disk::write(&marker, "not finished\n")?;
    disk::write(&root.join("backfile.toml"), SETTINGS)?;
    let rows: Vec<usize> = (0..count).step_by(ROW).collect();
    rows.par_iter().try_for_each(|first| write_row(&archive, *first))?;
    disk::write(&marker, what)?;
    Ok((archive, Outcome::Made))
}

fn clear(root: &Path) -> Result<(), Fault> {
    ["content", "public", ".backfile"].iter().try_for_each(|name| disk::remove_folder(&root.join(name)))
}

fn write_row(archive: &Archive, first: usize) -> Result<(), Fault> {
    let mut there = PathBuf::new();
    for number in first..archive.count().min(first + ROW) {
        let file = archive.file(number);
        let folder = file.parent().unwrap_or(&file);
        if folder != there {
            disk::create_folder(folder)?;
            there = folder.to_owned();
        }
        disk::write(&file, archive.stories.text(number))?;
    }
    Ok(())
}
