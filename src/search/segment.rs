//! A segment: from the parts of its articles to its files.
//!
//! The files are a pure function of the articles in their order. How they were divided into parts, and on
//! how many threads parts and segments are made, leaves no trace.

use std::borrow::Cow;

use bitcode::{Decode, Encode};
use hashbrown::HashMap;

use crate::search::bits::{base64, push_varint};
use crate::search::document::Date;
use crate::search::merge::{self, Place, Posting};
use crate::search::order;
use crate::search::part::{Facts, Part};
use crate::search::plan::LIVE;
use crate::search::row::quote;
use crate::search::script::{File, packed, script, version};
use crate::search::term_file::{Shard, alone, estimate, head, impacts, members, shard};
use crate::search::words::plain;

/// Files with terms have at most so many bytes on average, and at least half.
const FILE: u64 = 12 * 1024;
/// From so many bytes on, a term has a file of its own.
const ALONE: u32 = 6 * 1024;
/// From so many on, its articles, its impacts and its best articles have one each.
const LARGE: u32 = 24 * 1024;
/// Articles in a file of the document store.
const CHUNK: usize = 16;
/// Segments up to this size have their days in the manifest.
const FEW: usize = 64;
/// How many words of a segment may come into the dictionary: what is rarer in all of them is not among the
/// commonest of the archive.
const WORDS: usize = 12_000;

/// The files of a segment, and what the manifest tells of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    pub files: Vec<File>,
    pub summary: Summary,
}

/// What a manifest needs of a segment: some hundred bytes, and up to 12,000 words. Whoever keeps it need not
/// make the segment again.
#[derive(Clone, Debug, PartialEq, Eq, Default, Encode, Decode)]
pub struct Summary {
    pub name: String,
    pub documents: u32,
    /// Files with terms: a power of two.
    pub shards: u32,
    pub first: Date,
    pub last: Date,
    pub version: u64,
    /// Days and how many articles each has, in a small segment.
    pub days: Option<String>,
    /// The terms with files of their own, in order, and which have three.
    pub alone: Vec<(String, bool)>,
    pub facts: Facts,
    /// The commonest words, and how often each is written.
    pub words: Vec<(String, u32)>,
}

/// Makes a segment. Costs about a quarter of what making its parts does, and as much memory as its files.
pub fn segment(name: &str, parts: &[Part]) -> Made {
    let mut files = term_files(name, parts);
    let alone = std::mem::take(&mut files.alone);
    let shards = files.shards;
    let mut files = files.files;
    files.extend(store(name, parts));
    files.extend(sequences(name, parts));
    let dates: Vec<Date> = parts.iter().flat_map(|part| part.dates.iter().copied()).collect();
    let days = days(&dates);
    let few = dates.len() <= FEW;
    if !few {
        files.push(packed(&format!("{name}/days"), &days));
    }
    let summary = Summary {
        name: name.to_owned(),
        documents: dates.len() as u32,
        shards,
        first: dates.first().copied().unwrap_or_default(),
        last: dates.last().copied().unwrap_or_default(),
        version: version(&files),
        days: few.then(|| base64(&days)),
        alone,
        facts: facts(parts),
        words: words(parts),
    };
    Made { files, summary }
}

struct TermFiles {
    files: Vec<File>,
    shards: u32,
    alone: Vec<(String, bool)>,
}

fn term_files(name: &str, parts: &[Part]) -> TermFiles {
    let all: u32 = parts.iter().map(|part| part.len() as u32).sum();
    let bases: Vec<u32> =
        parts.iter().scan(0, |base, part| Some(std::mem::replace(base, *base + part.len() as u32))).collect();
    // What is published changes the newest articles' words: in one file, for there are few.
    let alone = if name == LIVE { u32::MAX } else { ALONE };
    let places = merge::places(parts);
    let shards = if name == LIVE { 1 } else { how_many(parts, &places, all) };
    let mut open = vec![Shard::default(); shards as usize];
    let mut made = TermFiles { files: Vec::new(), shards, alone: Vec::new() };
    let mut postings = Vec::new();
    for (term, places) in merge::terms(parts, &places) {
        let size = estimate(term, merge::count(parts, places), all);
        merge::postings(parts, &bases, term, places, &mut postings);
        if size < alone {
            open[shard(term, shards) as usize].add(term, all, &postings);
        } else {
            own_files(name, term, all, size, &postings, &mut made);
        }
    }
    let shards = open.into_iter().enumerate();
    made.files.extend(shards.map(|(number, shard)| packed(&format!("{name}/t{number}"), &shard.finish())));
    made
}

fn own_files(name: &str, term: &str, all: u32, size: u32, postings: &[Posting], made: &mut TermFiles) {
    let number = made.alone.len();
    let large = size >= LARGE && !crate::search::part::is_filter(term);
    if large {
        made.files.push(packed(&format!("{name}/w{number}"), &members(all, postings)));
        made.files.push(packed(&format!("{name}/i{number}"), &impacts(postings)));
        made.files.push(packed(&format!("{name}/h{number}"), &head(all, postings)));
    } else {
        made.files.push(packed(&format!("{name}/w{number}"), &alone(term, all, postings)));
    }
    made.alone.push((term.to_owned(), large));
}

/// How many files the terms are divided among.
fn how_many(parts: &[Part], places: &[Place], all: u32) -> u32 {
    let mut bytes = 0;
    for (term, places) in merge::terms(parts, places) {
        let size = estimate(term, merge::count(parts, places), all);
        bytes += u64::from(if size < ALONE { size } else { 0 });
    }
    (bytes.div_ceil(FILE).max(1) as u32).next_power_of_two()
}

/// The document store: rows in chunks.
fn store(name: &str, parts: &[Part]) -> Vec<File> {
    let rows: Vec<&str> = parts.iter().flat_map(|part| part.rows.iter()).collect();
    let chunks = rows.chunks(CHUNK).enumerate();
    chunks
        .map(|(number, rows)| script(&format!("{name}/d{number}"), &format!("[{}]", rows.join(",\n"))))
        .collect()
}

/// The terms of the articles in their order, where they are kept, in chunks like the rows.
fn sequences(name: &str, parts: &[Part]) -> Vec<File> {
    let sequences: Vec<&str> = parts.iter().flat_map(|part| part.sequences.iter()).collect();
    let chunk = |(number, sequences): (usize, &[&str])| {
        let mut value = String::from("[");
        for (place, sequence) in sequences.iter().enumerate() {
            value.push_str(if place > 0 { ",\n" } else { "" });
            quote(&mut value, sequence);
        }
        value.push(']');
        script(&format!("{name}/p{number}"), &value)
    };
    sequences.chunks(CHUNK).enumerate().map(chunk).collect()
}

/// The days of the articles: for each that has any, how far it is from the one before, and how many.
fn days(dates: &[Date]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut last = 0;
    for run in dates.chunk_by(|left, right| left == right) {
        let day = run[0].0.max(0) as u32;
        push_varint(&mut bytes, day - last);
        push_varint(&mut bytes, run.len() as u32);
        last = day;
    }
    bytes
}

/// The facts of all parts.
fn facts(parts: &[Part]) -> Facts {
    let mut all = Facts::default();
    parts.iter().for_each(|part| all.add(&part.facts));
    all
}

/// The words that a dictionary could suggest, in their plain form, and how often they are written. What is
/// written once is mostly a slip.
fn words(parts: &[Part]) -> Vec<(String, u32)> {
    let written = parts
        .iter()
        .flat_map(|part| (0u32..).zip(&part.times).map(|(number, times)| (part.written.get(number), *times)));
    let most = parts.iter().map(|part| part.written.len()).max().unwrap_or_default();
    let mut sums: HashMap<&str, u32> = HashMap::with_capacity(most);
    for (word, times) in written {
        *sums.entry(word).or_default() += times;
    }
    let suits = |word: &str| word.len() > 2 && !word.bytes().any(|byte| byte.is_ascii_digit());
    let mut words: HashMap<Cow<str>, u32> = HashMap::with_capacity(sums.len() / 2);
    for (word, times) in sums.into_iter().filter(|(word, times)| *times > 1 && suits(word)) {
        *words.entry(plain(word)).or_default() += times;
    }
    let found = commonest(words.into_iter().collect(), WORDS);
    found.into_iter().map(|(word, times)| (word.into_owned(), times)).collect()
}

/// The words that are written most often, the commonest first.
pub(crate) fn commonest<T: AsRef<str>>(words: Vec<(T, u32)>, most: usize) -> Vec<(T, u32)> {
    let keyed = words.into_iter().map(|(word, times)| (u32::MAX - times, order::head(word.as_ref()), word));
    let mut keyed: Vec<(u32, u64, T)> = keyed.collect();
    let order = |left: &(u32, u64, T), right: &(u32, u64, T)| {
        (left.0, left.1).cmp(&(right.0, right.1)).then_with(|| left.2.as_ref().cmp(right.2.as_ref()))
    };
    if keyed.len() > most {
        keyed.select_nth_unstable_by(most, order);
        keyed.truncate(most);
    }
    keyed.sort_unstable_by(order);
    keyed.into_iter().map(|(rest, _, word)| (word, u32::MAX - rest)).collect()
}
