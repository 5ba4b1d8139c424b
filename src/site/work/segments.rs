//! The segments of a search index in a build: reads their articles, makes the pages of these that are due, and
//! writes the files.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;
use tera::Value;

use crate::archive::Index;
use crate::article::url;
use crate::fingerprint::Fingerprint;
use crate::page;
use crate::problem::Problem;
use crate::search::{self, Document, Summary};
use crate::site::Error;
use crate::site::changes::Before;
use crate::site::index::{self, Maker, Part, Rows};
use crate::site::manifest::Manifest;
use crate::site::output::lies_in;

use super::{Fate, Work, locked};

/// A segment that must be made.
pub(super) struct Due<'a> {
    pub part: &'a Part,
    /// Each with the place of its page in the plan.
    pub articles: Vec<(Index, u32)>,
}

/// What reading the articles of a segment gave.
#[derive(Default)]
pub(super) struct Read {
    pub parts: Vec<search::Part>,
    /// Of the pages that were made with it, by their places in the plan.
    pub fates: Vec<(u32, Fate)>,
    /// Why articles are not in it.
    pub faults: Vec<Problem>,
    pub is_whole: bool,
}

/// What became of an article.
#[derive(Default)]
struct Story {
    /// Of its page, if that was made.
    fate: Option<Fate>,
    document: Option<Document>,
    /// Why it could not be read.
    fault: Option<Problem>,
    is_read: bool,
}

/// What became of the files of a part.
pub(super) struct Written<'a> {
    pub part: &'a Part,
    pub inputs: Fingerprint,
    /// By address.
    pub fates: Vec<(String, Fate)>,
    pub summary: Option<Summary>,
}

impl Work<'_> {
    /// The place in the plan of an article's page.
    pub(super) fn place_of(&self, index: Index) -> u32 {
        let url = &self.plan.edition.archive.article(index).card.url;
        self.plan.items.partition_point(|item| item.url < *url) as u32
    }

    /// Reads the articles of a segment, and makes those of their pages that are due.
    pub(super) fn read(
        &self,
        segment: &Due<'_>,
        maker: &Maker,
        due: &[u32],
        before: &[Before],
        taken: &BTreeSet<&str>,
    ) -> Result<Read, Error> {
        let read = Mutex::new(Read { is_whole: true, ..Read::default() });
        let failed: Mutex<Option<Error>> = Mutex::default();
        let document = |(index, at): &(Index, u32)| {
            let before = due.binary_search(at).is_ok().then(|| before[*at as usize]);
            if locked(&failed).is_some() {
                return None;
            }
            match self.article(*index, before, taken) {
                Ok(Story { fate, document, fault, is_read }) => {
                    let mut read = locked(&read);
                    read.fates.extend(fate.map(|fate| (*at, fate)));
                    read.faults.extend(fault);
                    read.is_whole &= is_read;
                    document
                }
                Err(error) => {
                    *locked(&failed) = Some(error);
                    None
                }
            }
        };
        let parts = maker.parts(&segment.articles, document);
        match failed.into_inner().unwrap_or_else(PoisonError::into_inner) {
            Some(error) => Err(error),
            None => Ok(Read { parts, ..read.into_inner().unwrap_or_else(PoisonError::into_inner) }),
        }
    }

    /// Reads an article for the index, and makes its page if that is due: then something is known of what it
    /// was `before`.
    fn article(&self, index: Index, before: Option<Before>, taken: &BTreeSet<&str>) -> Result<Story, Error> {
        let edition = &self.plan.edition;
        let page = page::story(&edition.archive, index);
        let inputs = match edition.inputs(self.site, &page) {
            Ok(inputs) => inputs,
            // What is wrong is told of the page, if that is made.
            Err(fault) if before.is_some() => {
                return Ok(Story { fate: Some(Err(Box::new(fault))), ..Story::default() });
            }
            Err(fault) => return Ok(Story { fault: Some(fault), ..Story::default() }),
        };
        let mut story = Story { is_read: true, ..Story::default() };
        let mut text = None;
        if let Some(before) = before {
            let output = edition.render(&inputs).map(|output| {
                text = output.text.as_ref().and_then(Value::as_str).map(str::to_owned);
                output.bytes
            });
            story.fate = Some(self.place(&page.url().file(), output, before, taken)?);
        }
        let text = text.or_else(|| page::text(&inputs));
        story.document = text.and_then(|text| page::document(&inputs, &text));
        Ok(story)
    }

    /// Puts a segment together and writes its files.
    pub(super) fn finish<'a>(
        &self,
        part: &'a Part,
        read: Read,
        rows: &Rows,
        begun: &mut Vec<String>,
    ) -> Result<Written<'a>, Error> {
        let search::Made { files, summary } = search::segment(&part.name, &read.parts);
        drop(read.parts);
        let fates = self.put_all(files, rows, begun)?;
        // One that lacks an article is made again as soon as that can be read.
        let inputs = if read.is_whole { part.fingerprint } else { Fingerprint::default() };
        Ok(Written { part, inputs, fates, summary: Some(summary) })
    }

    /// Writes files of the index, each if it differs.
    pub(super) fn put_all(
        &self,
        files: Vec<search::File>,
        rows: &Rows,
        begun: &mut Vec<String>,
    ) -> Result<Vec<(String, Fate)>, Error> {
        let urls: Vec<String> = files.iter().map(|file| index::url(&file.path)).collect();
        let taken = self.folder.make_folders(urls.iter().map(String::as_str))?;
        let is_taken = |url: &str| taken.iter().any(|folder| lies_in(&url[1..], folder));
        let is_new =
            |url: &&String| !rows.0.contains_key(*url) && !is_taken(url) && !self.folder.is_stranger(url);
        let new: Vec<String> = urls.par_iter().filter(is_new).cloned().collect();
        if !self.folder.dry && !new.is_empty() {
            begun.extend(new);
            Manifest::begin_index(self.site, &begun.iter().map(String::as_str).collect::<Vec<_>>())?;
        }
        let put = |(file, url): (search::File, &String)| {
            let before = rows.0.get(url).copied().unwrap_or_default();
            self.place(&url::file(url), Ok(file.bytes), before, &taken)
        };
        let fates: Vec<Fate> = files.into_par_iter().zip(&urls).map(put).collect::<Result<_, Error>>()?;
        Ok(urls.into_iter().zip(fates).collect())
    }
}
