//! Goes through the terms of several parts as if they were one, in the order of their bytes.

use crate::search::bits::take_varint;
use crate::search::order::head;
use crate::search::part::{Part, is_filter};

/// An article with a term, by its number in the segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Posting {
    pub document: u32,
    pub impact: u8,
}

/// Where a term is: the number of the part, and of the term in it.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    head: u64,
    part: u32,
    number: u32,
}

impl Place {
    fn term(self, parts: &[Part]) -> &str {
        parts[self.part as usize].terms.get(self.number)
    }
}

/// The places of all terms, in order.
pub fn places(parts: &[Part]) -> Vec<Place> {
    let places = (0..).zip(parts).flat_map(|(part, source)| {
        (0..).zip(source.terms.iter()).map(move |(number, term)| Place { head: head(term), part, number })
    });
    let mut places: Vec<Place> = places.collect();
    // This sort finds that every part is in order, and merges them.
    places.sort_by(|left, right| {
        left.head.cmp(&right.head).then_with(|| left.term(parts).cmp(right.term(parts)))
    });
    places
}

/// Every term with its places, in order.
pub fn terms<'a>(parts: &'a [Part], places: &'a [Place]) -> impl Iterator<Item = (&'a str, &'a [Place])> {
    let same = |left: &Place, right: &Place| left.head == right.head && left.term(parts) == right.term(parts);
    places.chunk_by(same).map(|places| (places[0].term(parts), places))
}

/// In how many articles a term is.
pub fn count(parts: &[Part], places: &[Place]) -> u32 {
    places.iter().map(|place| parts[place.part as usize].counts[place.number as usize]).sum()
}

/// The postings of a term, in the order of articles. `bases` are the numbers of the parts' first articles.
pub fn postings(parts: &[Part], bases: &[u32], term: &str, places: &[Place], into: &mut Vec<Posting>) {
    into.clear();
    let is_filter = is_filter(term);
    for place in places {
        let (source, number) = (&parts[place.part as usize], place.number as usize);
        let start = number.checked_sub(1).map_or(0, |before| source.ends[before]);
        let mut bytes = &source.postings[start as usize..source.ends[number] as usize];
        let mut document = bases[place.part as usize];
        while !bytes.is_empty() {
            document += take_varint(&mut bytes);
            let mut impact = 0;
            if !is_filter && let Some((first, rest)) = bytes.split_first() {
                (impact, bytes) = (*first, rest);
            }
            into.push(Posting { document, impact });
        }
    }
}
