//! What the index of an edition consists of. No body is read for it.

use std::ops::Range;

use rayon::prelude::*;

use crate::archive::Index;
use crate::fingerprint::{self, Fingerprint};
use crate::page;
use crate::search::{self, Date, Options};
use crate::site::edition::Edition;

/// The segments of an index, and the files that join them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::site) struct Contents {
    pub options: Options,
    /// All articles that can be found, in the order of their dates.
    articles: Vec<Index>,
    /// Oldest first.
    pub segments: Vec<Part>,
    /// The files that are made of all segments.
    pub joint: Part,
}

/// Some files of the index that are made together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::site) struct Part {
    /// The folder of a segment. The joint files have none of their own.
    pub name: String,
    /// By their places in `Contents`.
    articles: Range<usize>,
    /// Of all that the files are made of.
    pub fingerprint: Fingerprint,
}

/// The address of a file of the index.
pub(in crate::site) fn url(path: &str) -> String {
    format!("/search/{path}")
}

/// Whether a path in the site is one that a file of the index may have.
pub(in crate::site) fn is_of_index(path: &str) -> bool {
    let of_theme = path == page::SEARCH_SCRIPT || path.starts_with("search/stem/");
    path.starts_with("search/") && path.ends_with(".js") && !of_theme
}

impl Contents {
    pub fn of(edition: &Edition, options: Options) -> Self {
        let view = edition.view();
        let count = edition.archive.metas().len() as Index;
        let findable = |index| Some((page::findable(view, index)?, index));
        let mut found: Vec<(Date, Index)> = (0..count).into_par_iter().filter_map(findable).collect();
        // Stable: articles of one day stay in the archive's order.
        found.sort_by_key(|(date, _)| *date);
        let dates: Vec<Date> = found.iter().map(|(date, _)| *date).collect();
        let articles: Vec<Index> = found.into_iter().map(|(_, index)| index).collect();
        let settings = &edition.masthead.settings;
        let grounds =
            (fingerprint::PROGRAM, search::FORMAT, options, &settings.date_format, settings.language.tag());
        let segment = |segment: search::Segment| {
            let of = |index: &Index| page::document_fingerprint(view, *index);
            let prints: Vec<Fingerprint> = articles[segment.documents.clone()].par_iter().map(of).collect();
            let fingerprint = Fingerprint::of_hash(&(grounds, &segment.name, prints));
            Part { name: segment.name, articles: segment.documents, fingerprint }
        };
        let segments: Vec<Part> =
            search::plan(&dates, options.max_segment).into_iter().map(segment).collect();
        let prints: Vec<Fingerprint> = segments.iter().map(|segment| segment.fingerprint).collect();
        let joint = Part {
            name: String::new(),
            articles: 0..articles.len(),
            fingerprint: Fingerprint::of_hash(&(grounds, prints)),
        };
        Self { options, articles, segments, joint }
    }

    /// The articles of a part, in the order of their dates.
    pub fn articles(&self, part: &Part) -> &[Index] {
        &self.articles[part.articles.clone()]
    }

    /// All segments and the joint files.
    pub fn parts(&self) -> impl Iterator<Item = &Part> {
        self.segments.iter().chain([&self.joint])
    }
}

impl Part {
    /// How the addresses of its files begin.
    pub fn beginnings(&self) -> Vec<String> {
        match &*self.name {
            "" => ["manifest.js", "common.js", "words/"].map(url).to_vec(),
            name => vec![url(&format!("{name}/"))],
        }
    }
}
