//! Reads the words of articles, on all processors.

use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use crate::search::{self, Document, GOOD_LENGTH, Options, Vocabulary};

/// Reads one segment after the other. What it learnt of words in one helps with the next.
pub(in crate::site) struct Maker {
    options: Options,
    vocabularies: Mutex<Vec<Vocabulary>>,
}

/// A worker takes so many articles at a time, at least.
const FEW: usize = 64;

impl Maker {
    pub fn new(options: Options) -> Self {
        Self { options, vocabularies: Mutex::default() }
    }

    /// The words of articles, which come in the order of their dates. `document` reads one; it is asked by
    /// several threads, once for each article, and an article for which it gives nothing is left out. About
    /// a kilobyte for each article is in memory.
    pub fn parts<A: Sync>(
        &self,
        articles: &[A],
        document: impl Fn(&A) -> Option<Document> + Sync,
    ) -> Vec<search::Part> {
        let share = articles.len().div_ceil(8 * rayon::current_num_threads());
        let part = |articles: &[A]| {
            let mut vocabulary = self.lend();
            let documents = articles.iter().filter_map(&document);
            let part = search::Part::of(documents, &mut vocabulary, self.options.positions);
            self.take_back(vocabulary);
            part
        };
        articles.par_chunks(share.clamp(FEW, GOOD_LENGTH)).map(part).collect()
    }

    fn lend(&self) -> Vocabulary {
        self.vocabularies.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default()
    }

    fn take_back(&self, vocabulary: Vocabulary) {
        self.vocabularies.lock().unwrap_or_else(PoisonError::into_inner).push(vocabulary);
    }
}
