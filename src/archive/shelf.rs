//! Shelves: the articles of one section, one tag, one author.

use std::collections::HashMap;

use crate::article::{Meta, Term};

use super::Index;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ShelfKind {
    Section,
    Tag,
    Author,
}

impl ShelfKind {
    pub const ALL: [Self; 3] = [Self::Section, Self::Tag, Self::Author];

    /// `section`.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Section => "section",
            Self::Tag => "tag",
            Self::Author => "author",
        }
    }

    /// `Sections`.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Section => "Sections",
            Self::Tag => "Tags",
            Self::Author => "Authors",
        }
    }

    /// The folder of its pages: `sections`.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Section => "sections",
            Self::Tag => "tags",
            Self::Author => "authors",
        }
    }

    fn terms(self, meta: &Meta) -> &[Term] {
        match self {
            Self::Section => meta.card.section.as_slice(),
            Self::Tag => &meta.tags,
            Self::Author => &meta.card.authors,
        }
    }
}

/// A named, ordered set of articles. Two spellings with one slug share a shelf; it has the name that
/// was used first.
#[derive(Clone, Debug)]
pub struct Shelf {
    pub kind: ShelfKind,
    pub term: Term,
    pub(super) members: Vec<Index>,
}

impl Shelf {
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Never: a shelf is made by its first article.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }
}

/// All shelves of a kind, by slug. `articles` must be in order.
pub(super) fn fill(kind: ShelfKind, articles: &[Meta]) -> Vec<Shelf> {
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut shelves: Vec<Shelf> = Vec::new();
    for (index, meta) in articles.iter().enumerate() {
        for term in kind.terms(meta) {
            let place = *places.entry(&*term.slug).or_insert_with(|| {
                shelves.push(Shelf { kind, term: term.clone(), members: Vec::new() });
                shelves.len() - 1
            });
            shelves[place].members.push(index as Index);
        }
    }
    shelves.iter_mut().for_each(|shelf| shelf.members.shrink_to_fit());
    shelves.sort_by(|a, b| a.term.slug.cmp(&b.term.slug));
    shelves
}
