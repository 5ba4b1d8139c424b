//! Shelves as a build finds them, for the next to compare.
//!
//! Half of the pages of a large archive are those of shelves. A shelf that holds the same articles as at
//! the last build, each as lists showed it then, has the same pages: they need not be looked at.

use std::collections::HashSet;

use rayon::prelude::*;

use crate::archive::{Archive, ShelfKind};
use crate::fingerprint::Fingerprint;
use crate::page::{Grounds, Page};

/// What the pages of each shelf are made of, by kind and slug.
pub(super) type Shelves = [Vec<(String, Fingerprint)>; 3];

pub(super) fn shelves(archive: &Archive, grounds: &Grounds) -> Shelves {
    ShelfKind::ALL.map(|kind| {
        let shelves = archive.shelves(kind).par_iter();
        shelves.map(|shelf| (shelf.term.slug.to_string(), grounds.of_shelf(archive, shelf))).collect()
    })
}

/// The shelves that are as they were.
pub(super) struct Same<'a>([HashSet<&'a str>; 3]);

impl<'a> Same<'a> {
    pub fn of(now: &'a Shelves, before: &'a Shelves) -> Self {
        Self(ShelfKind::ALL.map(|kind| {
            let before: HashSet<&(String, Fingerprint)> = before[kind as usize].iter().collect();
            let same = now[kind as usize].iter().filter(|shelf| before.contains(shelf));
            same.map(|(slug, _)| slug.as_str()).collect()
        }))
    }

    /// Whether a page hangs on nothing but one of these shelves. The feeds of a shelf do not: they show
    /// more of an article than lists do.
    pub fn has(&self, page: &Page) -> bool {
        match page {
            Page::Shelf(kind, slug) | Page::Leaf(kind, slug, _) => self.0[*kind as usize].contains(&**slug),
            _ => false,
        }
    }
}
