//! Goes through the terms of several parts as if they were one, in the order of their bytes.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::search::bits::take_varint;
use crate::search::part::{Part, is_filter};

/// An article with a term, by its number in the segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Posting {
    pub document: u32,
    pub impact: u8,
}

/// Where a term is: the number of the part, and of the term in it.
pub type Place = (usize, u32);

/// Calls `each` with every term, in order, and where it is.
pub fn terms<'a>(parts: &'a [Part], mut each: impl FnMut(&'a str, &[Place])) {
    let mut heads: BinaryHeap<Reverse<(&str, usize, u32)>> = parts
        .iter()
        .enumerate()
        .filter(|(_, part)| !part.terms.is_empty())
        .map(|(place, part)| Reverse((part.terms.get(0), place, 0)))
        .collect();
    let mut places: Vec<Place> = Vec::new();
    while let Some(Reverse((term, part, number))) = heads.pop() {
        places.push((part, number));
        if number as usize + 1 < parts[part].terms.len() {
            heads.push(Reverse((parts[part].terms.get(number + 1), part, number + 1)));
        }
        if heads.peek().is_none_or(|Reverse((next, ..))| *next != term) {
            each(term, &places);
            places.clear();
        }
    }
}

/// In how many articles a term is.
pub fn count(parts: &[Part], places: &[Place]) -> u32 {
    places.iter().map(|(part, number)| parts[*part].counts[*number as usize]).sum()
}

/// The postings of a term, in the order of articles. `bases` are the numbers of the parts' first articles.
pub fn postings(parts: &[Part], bases: &[u32], term: &str, places: &[Place], into: &mut Vec<Posting>) {
    into.clear();
    for (part, number) in places {
        let (source, number) = (&parts[*part], *number as usize);
        let start = number.checked_sub(1).map_or(0, |before| source.ends[before]);
        let mut bytes = &source.postings[start as usize..source.ends[number] as usize];
        let mut document = bases[*part];
        while !bytes.is_empty() {
            document += take_varint(&mut bytes);
            let mut impact = 0;
            if !is_filter(term)
                && let Some((first, rest)) = bytes.split_first()
            {
                (impact, bytes) = (*first, rest);
            }
            into.push(Posting { document, impact });
        }
    }
}
