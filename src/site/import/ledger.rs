//! What the rules did: counted for the end of a run, and line by line in a file on request.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Read as _, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::fs;
use crate::source::Mended;
use crate::source::text::rules::{self, Rule};

use super::super::plain;
use super::reading::Read;
use super::{Became, Error, Site};

/// How often each rule decided a line, and what was mended.
#[derive(Debug, Default)]
pub struct Ledger {
    /// Articles in which a rule decided anything, and lines, by what they became and the rule.
    pub lines: BTreeMap<(Became, Rule), (u64, u64)>,
    pub mended: Mended,
}

/// How often a rule made lines something.
#[derive(Debug, Serialize)]
pub struct Count {
    pub became: Became,
    pub rule: Rule,
    pub articles: u64,
    pub lines: u64,
}

impl Ledger {
    /// The same as a list.
    pub fn lines(&self) -> Vec<Count> {
        let count = |(what, counted): (&(Became, Rule), &(u64, u64))| Count {
            became: what.0,
            rule: what.1,
            articles: counted.0,
            lines: counted.1,
        };
        self.lines.iter().map(count).collect()
    }

    pub(super) fn add(&mut self, read: &Read) {
        // An article has few kinds of lines.
        let mut here: Vec<((Became, Rule), u64)> = Vec::new();
        for row in &read.explained.rows {
            let what = (row.became, row.rule);
            match here.iter_mut().find(|(known, _)| *known == what) {
                Some((_, count)) => *count += 1,
                None => here.push((what, 1)),
            }
        }
        for (what, count) in here {
            let (articles, lines) = self.lines.entry(what).or_default();
            *articles += 1;
            *lines += count;
        }
        self.mended.mojibake += read.mended.mojibake;
        self.mended.soft_hyphens += read.mended.soft_hyphens;
        self.mended.zero_width += read.mended.zero_width;
    }
}

/// The file of `--report`: an object on each line.
pub(super) struct Report {
    path: PathBuf,
    file: BufWriter<File>,
}

#[derive(Serialize)]
struct Entry<'a> {
    source: &'a str,
    file: Option<&'a str>,
    line: u32,
    became: Became,
    #[serde(skip_serializing_if = "str::is_empty")]
    field: &'a str,
    rule: Rule,
    text: &'a str,
}

#[derive(Serialize)]
struct MendedEntry<'a> {
    source: &'a str,
    file: Option<&'a str>,
    mended: Mended,
}

impl Report {
    /// Refuses to write over anything but an earlier report, and among the sources or the articles, where a
    /// later import would read it.
    pub fn create(path: &Path, site: &Site, sources: &[PathBuf]) -> Result<Self, Error> {
        let place = plain(path);
        let among = |folder: &Path| place.starts_with(plain(folder));
        if among(&site.content()) || sources.iter().any(|source| among(source)) {
            let message = format!("the report {} would lie among what is imported", fs::shown(path));
            return Err(Error::Refused(message));
        }
        const START: &[u8] = b"{\"source\":";
        let mut there = Vec::new();
        if path.exists() {
            let start = fs::open(path)?.take(START.len() as u64).read_to_end(&mut there);
            start.map_err(|error| fs::Error::read(path, error))?;
        }
        if !there.is_empty() && there != START {
            let message = format!("{} is there already, and is no report", fs::shown(path));
            return Err(Error::Refused(message));
        }
        let file = File::create(path).map_err(|error| fs::Error::write(path, error))?;
        Ok(Self { path: path.to_owned(), file: BufWriter::new(file) })
    }

    /// Writes what is not plain running text.
    pub fn add(&mut self, read: &Read, file: Option<&str>) -> Result<(), Error> {
        let source = read.name.as_str();
        for row in read.explained.rows.iter().filter(|row| row.rule != rules::PARAGRAPH) {
            let text = read.explained.text.get(row.range.clone()).unwrap_or_default();
            let (line, became, rule, field) = (row.line, row.became, row.rule, row.field);
            self.write(&Entry { source, file, line, became, field, rule, text })?;
        }
        if read.mended != Mended::default() {
            self.write(&MendedEntry { source, file, mended: read.mended })?;
        }
        Ok(())
    }

    fn write(&mut self, entry: &impl Serialize) -> Result<(), Error> {
        let written = serde_json::to_writer(&mut self.file, entry).map_err(std::io::Error::from);
        let ended = written.and_then(|()| self.file.write_all(b"\n"));
        ended.map_err(|error| fs::Error::write(&self.path, error).into())
    }

    pub fn finish(mut self) -> Result<(), Error> {
        self.file.flush().map_err(|error| fs::Error::write(&self.path, error).into())
    }
}
