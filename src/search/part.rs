//! The postings of a run of articles, in little memory: what segments are put together from.
//!
//! Parts may be made side by side, and of runs of any length: a segment is the same however its articles
//! were divided. An article of 5 KB costs about a kilobyte here, so that a decade with 500,000 articles can
//! be indexed without having its texts in memory. Nothing here knows the files that will come of it.

use std::borrow::Borrow;
use std::collections::BTreeMap;

use bitcode::{Decode, Encode};

use crate::search::bits::push_varint;
use crate::search::document::{Date, Document, Field};
use crate::search::impact::Scale;
use crate::search::order::alphabetical;
use crate::search::row::row;
use crate::search::tally::{TITLE, Tally};
use crate::search::vocabulary::{Texts, Vocabulary};
use crate::search::words::{Language, key, pairs, split};

/// How many articles make a good part: enough to share their words, few enough for the caches.
pub const GOOD_LENGTH: usize = 2048;

/// The index of a run of articles.
#[derive(Clone, Debug, Default)]
pub struct Part {
    pub(crate) dates: Vec<Date>,
    /// What is shown of each article, as JSON.
    pub(crate) rows: Texts,
    /// The terms of each article in their order, parted by blanks; nothing unless positions are wanted.
    pub(crate) sequences: Texts,
    /// In the order of their bytes.
    pub(crate) terms: Texts,
    /// In how many articles each term is.
    pub(crate) counts: Vec<u32>,
    /// For each term in turn, for each article with it in turn: the gap from the one before, and for words
    /// the impact.
    pub(crate) postings: Vec<u8>,
    pub(crate) ends: Vec<u32>,
    pub(crate) facts: Facts,
    /// Words as they are written, and how often.
    pub(crate) written: Texts,
    pub(crate) times: Vec<u32>,
}

/// What a manifest tells of articles: counts that add up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode)]
pub struct Facts {
    /// Articles by the name of their language's stemmer; those not stemmed have none.
    pub languages: BTreeMap<String, u32>,
    /// Articles by the slug and the name of their section.
    pub sections: BTreeMap<(String, String), u32>,
}

impl Facts {
    /// Adds those of other articles.
    pub fn add(&mut self, other: &Self) {
        for (name, count) in &other.languages {
            *self.languages.entry(name.clone()).or_default() += count;
        }
        for (name, count) in &other.sections {
            *self.sections.entry(name.clone()).or_default() += count;
        }
    }
}

/// A term in an article.
#[derive(Clone, Copy)]
pub(crate) struct Posting {
    term: u32,
    /// The article's number in the part, and the impact in the lowest six bits.
    place: u32,
}

impl Part {
    /// Indexes articles, which must come in the order of their dates. They are asked for one at a time, so an
    /// iterator may read each only then. Costs about four times what rendering their Markdown does.
    ///
    /// Each thread has one vocabulary for all parts that it makes. What it knows already saves work, and
    /// leaves no trace in the part. With `positions` the order of the words is kept as well.
    pub fn of(
        documents: impl IntoIterator<Item = impl Borrow<Document>>,
        vocabulary: &mut Vocabulary,
        positions: bool,
    ) -> Self {
        let mut part = Self::default();
        let mut sequence = positions.then(String::new);
        vocabulary.rest();
        let mut tally = Tally::default();
        let mut postings = std::mem::take(&mut vocabulary.room);
        for document in documents {
            let document = document.borrow();
            let number = part.dates.len() as u32;
            part.dates.push(document.date);
            part.rows.push(&row(document));
            note(document, &mut part.facts);
            let scale = count(document, vocabulary, &mut tally, sequence.as_mut());
            if let Some(sequence) = &mut sequence {
                part.sequences.push(sequence.trim_end());
                sequence.clear();
            }
            tally.drain(|term, in_title, in_text| {
                postings
                    .push(Posting { term, place: number << 6 | u32::from(scale.impact(in_title, in_text)) });
            });
            filters(document, |filter| {
                postings.push(Posting { term: vocabulary.term(filter), place: number << 6 });
            });
        }
        part.sort(vocabulary.terms(), &postings);
        postings.clear();
        vocabulary.room = postings;
        (part.written, part.times) = vocabulary.take_written();
        part
    }

    /// How many articles it has.
    pub(crate) fn len(&self) -> usize {
        self.dates.len()
    }

    /// Puts the postings in the order of their terms.
    fn sort(&mut self, terms: &Texts, postings: &[Posting]) {
        let mut next = vec![0u32; terms.len()];
        let mut used = Vec::new();
        for posting in postings {
            let count = &mut next[posting.term as usize];
            if *count == 0 {
                used.push(posting.term);
            }
            *count += 1;
        }
        alphabetical(&mut used, terms);
        let mut start = 0;
        for term in &used {
            let count = &mut next[*term as usize];
            start += std::mem::replace(count, start);
        }
        let mut sorted = vec![0; postings.len()];
        for posting in postings {
            let place = &mut next[posting.term as usize];
            sorted[*place as usize] = posting.place;
            *place += 1;
        }
        let mut start = 0;
        for term in used {
            let end = next[term as usize] as usize;
            self.append(terms.get(term), &sorted[start..end]);
            start = end;
        }
    }

    fn append(&mut self, term: &str, places: &[u32]) {
        // A filter that an article names twice.
        let is_filter = is_filter(term);
        let (mut last, mut count) = (None, 0);
        for place in places {
            let article = place >> 6;
            if last == Some(article) {
                continue;
            }
            push_varint(&mut self.postings, article - last.unwrap_or_default());
            if !is_filter {
                self.postings.push((place & 63) as u8);
            }
            (last, count) = (Some(article), count + 1);
        }
        self.terms.push(term);
        self.counts.push(count);
        self.ends.push(self.postings.len() as u32);
    }
}

/// Filters have a colon, which no word has.
pub(crate) fn is_filter(term: &str) -> bool {
    term.contains(':')
}

/// Counts the words of an article, and writes them down in their order if that is wanted, with a point
/// after each paragraph, so that no phrase goes across.
fn count(
    document: &Document,
    vocabulary: &mut Vocabulary,
    tally: &mut Tally,
    mut sequence: Option<&mut String>,
) -> Scale {
    let language = document.words_of();
    let (mut in_title, mut in_text) = (0, 0);
    for piece in &document.pieces {
        let (weight, words) = match piece.field {
            Field::Title => (TITLE, &mut in_title),
            Field::Heading => (2, &mut in_text),
            Field::Body | Field::Caption => (1, &mut in_text),
        };
        let mut rest = Some(piece.text.as_str());
        while let Some(text) = rest {
            // No word goes across lines, so where their order is not wanted the whole text is as good.
            let line = text.split_once('\n').filter(|_| sequence.is_some());
            let paragraph = line.map_or(text, |(line, _)| line);
            rest = line.map(|(_, rest)| rest);
            let mut take = |term: u32, vocabulary: &Vocabulary| {
                tally.add(term, weight);
                if let Some(sequence) = &mut sequence {
                    sequence.extend([vocabulary.terms().get(term), " "]);
                }
            };
            split(paragraph, |piece| {
                if !piece.unspaced {
                    *words += 1;
                    if let Some(term) = vocabulary.word(piece, language) {
                        take(term, vocabulary);
                    }
                    return;
                }
                pairs(piece.text, &mut |pair| {
                    *words += 1;
                    let term = vocabulary.term(pair);
                    take(term, vocabulary);
                });
            });
            if let Some(sequence) = &mut sequence {
                sequence.push_str(". ");
            }
        }
    }
    Scale::of(in_title, in_text)
}

/// The terms of an article that are no words.
fn filters(document: &Document, mut each: impl FnMut(&str)) {
    if let Some((_, slug)) = &document.section {
        each(&format!("section:{}", key(slug)));
    }
    document.tags.iter().for_each(|tag| each(&format!("tag:{}", key(tag))));
    for author in &document.authors {
        key(author)
            .split('-')
            .filter(|name| !name.is_empty())
            .for_each(|name| each(&format!("author:{name}")));
    }
    let primary = document.language.split(['-', '_']).next().unwrap_or_default();
    if !primary.is_empty() {
        each(&format!("language:{}", primary.to_ascii_lowercase()));
    }
}

fn note(document: &Document, facts: &mut Facts) {
    let stemmer = Language::of(&document.language).name();
    *facts.languages.entry(stemmer.to_owned()).or_default() += 1;
    if let Some((name, slug)) = &document.section {
        *facts.sections.entry((slug.clone(), name.clone())).or_default() += 1;
    }
}
