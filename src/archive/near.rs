//! Texts that are nearly the same: copies with another headline, a later edition, a wire story run twice.
//!
//! A text is known by the smallest hashes of its shingles, which are all runs of five words; the part of
//! them that two texts share estimates the part of all shingles that they share. Not for equal files:
//! those have one fingerprint. What is done about two near texts is up to who asks.

mod block;
mod shingles;
mod word;

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use shingles::Shingles;

/// How many hashes stand for a text: enough that 0.7 is told from 0.5 in most cases.
const KEPT: usize = 24;
/// A text of fewer words has none: short notes share their few words with others by nature.
const FEWEST_WORDS: usize = 40;
/// How many hashes a text is found by. Two texts that share 0.7 share one of the four with a chance of
/// 0.99, and those that share more nearly surely.
const KEYS: usize = 4;
/// A hash of so many texts is of something that is printed below all of them, and finds nothing new.
const CROWD: usize = 16;
/// How many earlier texts one is compared with at most.
const MOST_COMPARED: usize = 96;
/// From what similarity on an earlier text is given back.
pub const NEAR: f32 = 0.7;

/// The smallest hashes of a text's shingles, ascending; 96 bytes.
///
/// 32 bits are enough: that two unrelated texts of a thousand words share even one of the 24 by chance
/// happens once in a hundred thousand pairs. Where there are fewer, `u32::MAX` fills the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sketch([u32; KEPT]);

impl Sketch {
    /// The sketch of a text, or `None` if it has fewer than 40 words.
    ///
    /// Capitals and punctuation count for nothing. In scripts that are written without spaces, each
    /// character counts as a word. Reads the text once and allocates nothing.
    pub fn of(text: &str) -> Option<Self> {
        let shingles = Shingles::of(text);
        (shingles.words >= FEWEST_WORDS).then(|| Self(shingles.smallest()))
    }

    /// The estimated part of their shingles that two texts share, from 0 to 1.
    pub fn similarity(&self, other: &Self) -> f32 {
        let (mut left, mut right, mut seen, mut shared) = (0, 0, 0_u8, 0_u8);
        while usize::from(seen) < KEPT && left < KEPT && right < KEPT {
            let (mine, theirs) = (self.0[left], other.0[right]);
            if mine == u32::MAX && theirs == u32::MAX {
                break;
            }
            left += usize::from(mine <= theirs);
            right += usize::from(theirs <= mine);
            shared += u8::from(mine == theirs);
            seen += 1;
        }
        f32::from(shared) / f32::from(seen.max(1))
    }
}

/// Earlier texts, to be asked for those near to the next one.
///
/// About 190 bytes for each text that is not an exact copy; exact copies take nothing.
#[derive(Default)]
pub struct Nearby {
    texts: Vec<(u32, Sketch)>,
    /// Four for each text: the one before it that has the same hash.
    links: Vec<Option<Link>>,
    /// The last link of each hash.
    heads: HashMap<u32, Link, BuildHasherDefault<Scattered>>,
}

/// A place in `links`, plus one, so that none takes no room.
type Link = std::num::NonZeroU32;

impl Nearby {
    /// The most similar earlier text and its similarity, if that is [`NEAR`] or more; then keeps this one.
    ///
    /// Of equally similar texts the first. Costs the same however many texts there are: what many texts
    /// share is passed over, and at most 96 are compared. Beyond a thousand million texts none is kept.
    pub fn add(&mut self, id: u32, sketch: Sketch) -> Option<(u32, f32)> {
        let (mut compared, mut keys, mut known) = ([0_usize; MOST_COMPARED], [0; KEYS], 0);
        let mut count = 0;
        for hash in sketch.0.into_iter().take_while(|hash| *hash != u32::MAX) {
            let mut length = 0;
            for text in self.texts_with(hash).take(CROWD) {
                length += 1;
                if count < MOST_COMPARED && !compared[..count].contains(&text) {
                    compared[count] = text;
                    count += 1;
                }
            }
            if length < CROWD {
                keys[known] = hash;
                known += 1;
            }
            if known == KEYS {
                break;
            }
        }
        let best = self.nearest(&compared[..count], &sketch);
        if best.is_none_or(|(_, similarity)| similarity < 1.0) {
            self.keep(id, sketch, &keys[..known]);
        }
        best
    }

    /// Makes room for so many more texts.
    pub fn reserve(&mut self, texts: usize) {
        self.texts.reserve(texts);
        self.links.reserve(KEYS * texts);
        self.heads.reserve(KEYS * texts);
    }

    fn texts_with(&self, hash: u32) -> impl Iterator<Item = usize> {
        let first = self.heads.get(&hash).copied();
        let links = std::iter::successors(first, |link| self.links.get(place(*link)).copied().flatten());
        links.map(|link| place(link) / KEYS)
    }

    fn nearest(&self, texts: &[usize], sketch: &Sketch) -> Option<(u32, f32)> {
        let compare = |&text: &usize| {
            let (id, earlier) = self.texts.get(text)?;
            Some((text, *id, earlier.similarity(sketch)))
        };
        let near = texts.iter().filter_map(compare).filter(|(_, _, similarity)| *similarity >= NEAR);
        let best = near.max_by(|one, other| one.2.total_cmp(&other.2).then(other.0.cmp(&one.0)));
        best.map(|(_, id, similarity)| (id, similarity))
    }

    fn keep(&mut self, id: u32, sketch: Sketch, keys: &[u32]) {
        let first = self.links.len();
        let last = u32::try_from(first + KEYS).ok();
        if last.is_none() || keys.is_empty() {
            return;
        }
        self.texts.push((id, sketch));
        self.links.resize(first + KEYS, None);
        for (at, hash) in (first..).zip(keys) {
            if let Some(link) = u32::try_from(at + 1).ok().and_then(Link::new) {
                self.links[at] = self.heads.insert(*hash, link);
            }
        }
    }
}

fn place(link: Link) -> usize {
    link.get() as usize - 1
}

/// Keys are hashes already; one multiplication fills the upper bits, which the table looks at too.
#[derive(Default)]
struct Scattered(u64);

impl Hasher for Scattered {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u32(u32::from(*byte)));
    }

    fn write_u32(&mut self, value: u32) {
        self.0 = (self.0 ^ u64::from(value)).wrapping_mul(word::FACTOR);
    }
}

#[cfg(test)]
mod tests;
