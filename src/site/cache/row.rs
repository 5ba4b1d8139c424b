//! The rows of the cache: an article's skeleton as plain columns.
//!
//! A block is read by itself: it has its own list of terms, which its rows name by number, so that a
//! tag is read once for all articles that have it.

use std::collections::HashMap;
use std::sync::Arc;

use bitcode::{Decode, Encode};
use chrono::{DateTime, Datelike, NaiveDate};

use crate::article::date::Doubt;
use crate::article::{
    BodyLink, Card, Kind, Listing, Meta, Names, PartialDate, Rare, Status, Term, TitleSource, Url,
};
use crate::fingerprint::Fingerprint;
use crate::fs::Stamp;
use crate::problem::Place;

use super::{Known, Read};

/// Some files that follow each other by path.
///
/// Their authors, tags and links stand in lists of the block, one file's behind the other's, and not in small
/// lists of their own: what is thrown away between things that are kept leaves holes in memory.
#[derive(Default, Encode, Decode)]
pub(super) struct Block<'a> {
    /// Name and slug.
    terms: Vec<(&'a str, &'a str)>,
    files: Vec<File<'a>>,
    /// The authors of each file, then its tags: numbers of terms.
    named: Vec<u32>,
    links: Vec<Link<'a>>,
    /// The problems of a file, by its number here, as JSON: few files have any.
    problems: Vec<(u32, String)>,
}

#[derive(Encode, Decode)]
struct File<'a> {
    path: &'a str,
    stamp: Stamp,
    article: bool,
    meta: Option<Row<'a>>,
}

#[derive(Encode, Decode)]
struct Row<'a> {
    fingerprint: Fingerprint,
    card: Fingerprint,
    title: &'a str,
    kicker: Option<&'a str>,
    summary: Option<&'a str>,
    url: &'a str,
    date: Date,
    updated: Date,
    section: Option<u32>,
    /// How many of each the block's lists have.
    authors: u32,
    tags: u32,
    links: u32,
    language: Option<&'a str>,
    corrected: bool,
    noindex: bool,
    words: u32,
    kind: u8,
    status: u8,
    title_source: u8,
    rare: Option<RareRow<'a>>,
}

#[derive(Encode, Decode)]
struct RareRow<'a> {
    id: Option<&'a str>,
    aliases: Vec<&'a str>,
    canonical_of: Option<&'a str>,
    original_url: Option<&'a str>,
}

#[derive(Encode, Decode)]
struct Link<'a> {
    target: &'a str,
    image: bool,
    line: u32,
    column: u32,
    length: u32,
}

#[derive(Clone, Copy, Encode, Decode)]
enum Date {
    Unknown,
    Year(i32),
    Month(i32, u8),
    /// Days since the first of January of the year 1.
    Day(i32),
    /// Seconds since 1970 by the clock on the wall, and minutes east of Greenwich.
    Instant(i64, Option<i16>),
    /// A year, uncertain, approximate or both.
    Uncertain(i32),
    Approximate(i32),
    Doubtful(i32),
    Decade(i32),
}

const KINDS: [Kind; 2] = [Kind::Article, Kind::Page];
const STATUSES: [Status; 4] = [Status::Published, Status::Draft, Status::Embargoed, Status::Withdrawn];
const SOURCES: [TitleSource; 3] = [TitleSource::Headline, TitleSource::Lede, TitleSource::FileName];

/// The place of a value in the list of all of its kind.
fn place_of<T: PartialEq>(all: &[T], one: &T) -> u8 {
    all.iter().position(|other| other == one).unwrap_or(0) as u8
}

/// The terms of a block while it is made.
#[derive(Default)]
struct Terms<'a> {
    numbers: HashMap<&'a Term, u32>,
    list: Vec<(&'a str, &'a str)>,
}

impl<'a> Terms<'a> {
    fn number(&mut self, term: &'a Term) -> u32 {
        *self.numbers.entry(term).or_insert_with(|| {
            self.list.push((&term.name, &term.slug));
            self.list.len() as u32 - 1
        })
    }
}

impl<'a> Block<'a> {
    pub fn of(known: &'a [Known]) -> Self {
        let mut terms = Terms::default();
        let mut block = Self::default();
        for (number, known) in known.iter().enumerate() {
            let read = known.read.as_ref();
            if let Some(read) = read.filter(|read| !read.problems.is_empty()) {
                // A problem is plain data: texts and numbers.
                let json = serde_json::to_string(&read.problems).unwrap_or_default();
                block.problems.push((number as u32, json));
            }
            let meta = read.and_then(|read| read.meta.as_ref());
            if let Some(meta) = meta {
                block.named.extend(meta.card.authors.iter().chain(&meta.tags).map(|term| terms.number(term)));
                block.links.extend(meta.links.iter().map(Link::of));
            }
            block.files.push(File {
                path: known.path(),
                stamp: known.stamp,
                article: read.is_some(),
                meta: meta.map(|meta| Row::of(meta, &mut terms)),
            });
        }
        Self { terms: terms.list, ..block }
    }

    pub fn encode(&self) -> Vec<u8> {
        bitcode::encode(self)
    }

    /// Reads a block into the places of its rows. `None` if it is none, or of another number of rows.
    pub fn decode(bytes: &[u8], names: &Names, places: &mut [Known]) -> Option<()> {
        let block: Block<'_> = bitcode::decode(bytes).ok()?;
        let terms: Vec<Term> =
            block.terms.iter().map(|(name, slug)| names.shared(&Term::new(name, slug))).collect();
        let is_named = |number: &u32| (*number as usize) < terms.len();
        if block.files.len() != places.len() || !block.named.iter().all(is_named) {
            return None;
        }
        let mut lists = Lists { terms: &terms, named: &block.named, links: &block.links };
        for (place, file) in places.iter_mut().zip(block.files) {
            let meta = match file.meta {
                Some(row) => Some(row.meta(file.path, &mut lists)?),
                None => None,
            };
            let read = file.article.then_some(Read { meta, problems: Vec::new() });
            *place = Known::new(file.path, file.stamp, read);
        }
        for (number, json) in block.problems {
            let read = places.get_mut(number as usize)?.read.as_mut()?;
            read.problems = serde_json::from_str(&json).ok()?;
        }
        Some(())
    }
}

/// What is left of a block's lists while its rows are read.
struct Lists<'b, 'a> {
    terms: &'b [Term],
    named: &'b [u32],
    links: &'b [Link<'a>],
}

impl Lists<'_, '_> {
    fn terms(&mut self, count: u32) -> Option<Box<[Term]>> {
        let numbers = self.named.split_off(..count as usize)?;
        Some(numbers.iter().map(|number| self.terms[*number as usize].clone()).collect())
    }

    fn links(&mut self, count: u32) -> Option<Box<[BodyLink]>> {
        Some(self.links.split_off(..count as usize)?.iter().map(Link::link).collect())
    }
}

impl<'a> Row<'a> {
    fn of(meta: &'a Meta, terms: &mut Terms<'a>) -> Self {
        let card = &meta.card;
        Self {
            fingerprint: meta.fingerprint,
            card: card.fingerprint(),
            title: &card.title,
            kicker: card.kicker.as_deref(),
            summary: card.summary.as_deref(),
            url: card.url.as_str(),
            date: Date::of(card.date),
            updated: Date::of(meta.updated),
            section: card.section.as_ref().map(|term| terms.number(term)),
            authors: card.authors.len() as u32,
            tags: meta.tags.len() as u32,
            links: meta.links.len() as u32,
            language: card.language.as_deref(),
            corrected: card.corrected,
            noindex: meta.noindex,
            words: meta.words,
            kind: place_of(&KINDS, &meta.kind),
            status: place_of(&STATUSES, &meta.status),
            title_source: place_of(&SOURCES, &meta.title_source),
            rare: meta.rare.as_deref().map(RareRow::of),
        }
    }

    fn meta(self, path: &str, lists: &mut Lists<'_, '_>) -> Option<Meta> {
        let section = match self.section {
            Some(number) => Some(lists.terms.get(number as usize)?.clone()),
            None => None,
        };
        let listing = Listing {
            title: self.title.into(),
            kicker: self.kicker.map(Into::into),
            summary: self.summary.map(Into::into),
            url: Url::known(self.url),
            date: self.date.date()?,
            section,
            authors: lists.terms(self.authors)?,
            language: self.language.map(Arc::from),
            corrected: self.corrected,
        };
        let rare = self.rare.and_then(|rare| rare.rare().boxed());
        Some(Meta {
            card: Card::known(self.card, listing),
            file: format!("content/{path}").into(),
            tags: lists.terms(self.tags)?,
            links: lists.links(self.links)?,
            updated: self.updated.date()?,
            fingerprint: self.fingerprint,
            rare,
            words: self.words,
            kind: *KINDS.get(usize::from(self.kind))?,
            status: *STATUSES.get(usize::from(self.status))?,
            title_source: *SOURCES.get(usize::from(self.title_source))?,
            noindex: self.noindex,
        })
    }
}

impl<'a> Link<'a> {
    fn of(link: &'a BodyLink) -> Self {
        let Place { line, column, length } = link.place;
        Self { target: &link.target, image: link.image, line, column, length }
    }

    fn link(&self) -> BodyLink {
        let Self { target, image, line, column, length } = *self;
        BodyLink { target: target.into(), image, place: Place { line, column, length } }
    }
}

impl<'a> RareRow<'a> {
    fn of(rare: &'a Rare) -> Self {
        Self {
            id: rare.id.as_deref(),
            aliases: rare.aliases.iter().map(Url::as_str).collect(),
            canonical_of: rare.canonical_of.as_deref(),
            original_url: rare.original_url.as_deref(),
        }
    }

    fn rare(self) -> Rare {
        Rare {
            id: self.id.map(str::to_owned),
            aliases: self.aliases.into_iter().map(Url::known).collect(),
            canonical_of: self.canonical_of.map(str::to_owned),
            original_url: self.original_url.map(str::to_owned),
        }
    }
}

impl Date {
    fn of(date: PartialDate) -> Self {
        match date {
            PartialDate::Unknown => Self::Unknown,
            PartialDate::Year(year) => Self::Year(year),
            PartialDate::Month { year, month } => Self::Month(year, month as u8),
            PartialDate::Day(day) => Self::Day(day.num_days_from_ce()),
            PartialDate::Instant { local, offset } => Self::Instant(local.and_utc().timestamp(), offset),
            PartialDate::Around { year, doubt: Doubt::Uncertain } => Self::Uncertain(year),
            PartialDate::Around { year, doubt: Doubt::Approximate } => Self::Approximate(year),
            PartialDate::Around { year, doubt: Doubt::Both } => Self::Doubtful(year),
            PartialDate::Decade(decade) => Self::Decade(decade),
        }
    }

    fn date(self) -> Option<PartialDate> {
        Some(match self {
            Self::Unknown => PartialDate::Unknown,
            Self::Year(year) => PartialDate::Year(year),
            Self::Month(year, month) => PartialDate::Month { year, month: u32::from(month) },
            Self::Day(day) => PartialDate::Day(NaiveDate::from_num_days_from_ce_opt(day)?),
            Self::Instant(second, offset) => {
                PartialDate::Instant { local: DateTime::from_timestamp(second, 0)?.naive_utc(), offset }
            }
            Self::Uncertain(year) => PartialDate::Around { year, doubt: Doubt::Uncertain },
            Self::Approximate(year) => PartialDate::Around { year, doubt: Doubt::Approximate },
            Self::Doubtful(year) => PartialDate::Around { year, doubt: Doubt::Both },
            Self::Decade(decade) => PartialDate::Decade(decade),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_come_back() {
        for text in [
            "",
            "0000",
            "1887",
            "1887-02",
            "1887-02-28",
            "2024-03-26T14:05:09+05:30",
            "2024-03-26T14:05:09",
            "1940?",
            "1940~",
            "1940%",
            "194X",
        ] {
            let date = PartialDate::parse(text).unwrap_or(PartialDate::Unknown);
            assert_eq!(Date::of(date).date(), Some(date), "{text}");
        }
    }
}
