//! The files with postings: many terms in one, or one very common term alone.
//!
//! The layout is in `docs/search-format.md`; `decode.js` reads it.

use crate::search::bits::{Bits, push_varint, rice_bits};
use crate::search::impact::HIGHEST;
use crate::search::merge::Posting;
use crate::search::part::is_filter;

/// Bits of an impact.
pub const IMPACT: u32 = 6;
/// How many articles the head of a very common term has.
pub const HEAD: usize = 1000;

/// Which file of a segment holds a term, of so many; their number is a power of two.
pub fn shard(term: &str, files: u32) -> u32 {
    let mut hash = 0x811c_9dc5u32;
    for byte in term.bytes() {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    hash ^= hash >> 15;
    hash = hash.wrapping_mul(0x85eb_ca6b);
    (hash ^ hash >> 13) & (files - 1)
}

/// About how many bytes a term takes that is in so many of all articles: what files are planned with.
pub fn estimate(term: &str, count: u32, all: u32) -> u32 {
    let bits = u64::from(count) * u64::from(rice_bits(all, count) + 2 + impact_bits(term));
    3 + term.len() as u32 / 2 + (bits / 8).min(u64::from(u32::MAX / 2)) as u32
}

fn impact_bits(term: &str) -> u32 {
    if is_filter(term) { 0 } else { IMPACT }
}

/// A file with many terms, which are added in order.
#[derive(Clone, Debug, Default)]
pub struct Shard {
    terms: u32,
    last: String,
    dictionary: Vec<u8>,
    bits: Bits,
}

impl Shard {
    /// Adds a term of a segment with so many articles.
    pub fn add(&mut self, term: &str, all: u32, postings: &[Posting]) {
        let shared =
            self.last.bytes().zip(term.bytes()).take(15).take_while(|(left, right)| left == right).count();
        let rest = &term.as_bytes()[shared..];
        self.dictionary.push((shared << 4 | rest.len().min(15)) as u8);
        if rest.len() >= 15 {
            push_varint(&mut self.dictionary, rest.len() as u32 - 15);
        }
        self.dictionary.extend_from_slice(rest);
        push_varint(&mut self.dictionary, postings.len() as u32);
        push_postings(&mut self.bits, all, postings, impact_bits(term));
        self.terms += 1;
        term.clone_into(&mut self.last);
    }

    pub fn finish(self) -> Vec<u8> {
        let mut bytes = Vec::new();
        push_varint(&mut bytes, self.terms);
        bytes.extend_from_slice(&self.dictionary);
        bytes.extend_from_slice(&self.bits.finish());
        bytes
    }
}

/// A term alone: how many articles, then their postings.
pub fn alone(term: &str, all: u32, postings: &[Posting]) -> Vec<u8> {
    counted(postings.len(), &[], |bits| push_postings(bits, all, postings, impact_bits(term)))
}

/// Only the articles of a term.
pub fn members(all: u32, postings: &[Posting]) -> Vec<u8> {
    counted(postings.len(), &[], |bits| push_postings(bits, all, postings, 0))
}

/// The impacts to `members`.
pub fn impacts(postings: &[Posting]) -> Vec<u8> {
    counted(postings.len(), &[], |bits| {
        postings.iter().for_each(|posting| bits.push(posting.impact.into(), IMPACT))
    })
}

/// The best articles of a term, newer ones first among equals: how many articles have the term at all, how
/// many are here, the usual impact of the others, and the postings.
pub fn head(all: u32, postings: &[Posting]) -> Vec<u8> {
    let mut best = postings.to_vec();
    best.sort_unstable_by_key(|posting| (HIGHEST - posting.impact, u32::MAX - posting.document));
    let others = best.split_off(HEAD.min(best.len()));
    best.sort_unstable_by_key(|posting| posting.document);
    let sum: u64 = others.iter().map(|posting| u64::from(posting.impact)).sum();
    let usual = sum.checked_div(others.len() as u64).unwrap_or_default();
    counted(postings.len(), &[best.len() as u32, usual as u32], |bits| {
        push_postings(bits, all, &best, IMPACT)
    })
}

fn counted(count: usize, more: &[u32], write: impl FnOnce(&mut Bits)) -> Vec<u8> {
    let mut bytes = Vec::new();
    push_varint(&mut bytes, count as u32);
    more.iter().for_each(|number| push_varint(&mut bytes, *number));
    let mut bits = Bits::default();
    write(&mut bits);
    bytes.extend_from_slice(&bits.finish());
    bytes
}

fn push_postings(bits: &mut Bits, all: u32, postings: &[Posting], impact: u32) {
    let low = rice_bits(all, postings.len() as u32);
    let mut next = 0;
    for posting in postings {
        bits.push_rice(posting.document - next, low);
        if impact > 0 {
            bits.push(posting.impact.into(), impact);
        }
        next = posting.document + 1;
    }
}
