//! A draft: what a source claims about one article. Everything is optional and nothing is checked.
//!
//! Only the readers in `source/` make drafts; only `admit` reads them.

use crate::problem::Place;

use super::front_matter::Table;

/// Something that a source says, and where it says it.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim<T> {
    pub value: T,
    pub place: Place,
}

/// A line of the source that is not in the body, and the rule that took it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removed {
    /// From 1.
    pub line: u32,
    pub rule: &'static str,
    pub text: String,
}

/// Where an imported article came from: the `[import]` table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceNote {
    pub file: String,
    /// Of the source file's bytes.
    pub sha256: String,
    pub removed: Vec<Removed>,
}

/// One article as its source tells it.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// From the root of the archive, with slashes; for messages and for relative links.
    pub file: String,
    /// The file's path below `content/` without its ending: the article's id, unless it names another.
    pub path: String,
    pub kind: Option<Claim<String>>,
    pub title: Option<Claim<String>>,
    pub title_source: Option<Claim<String>>,
    pub subtitle: Option<Claim<String>>,
    pub kicker: Option<Claim<String>>,
    pub description: Option<Claim<String>>,
    pub slug: Option<Claim<String>>,
    pub date: Option<Claim<String>>,
    pub date_text: Option<Claim<String>>,
    pub updated: Option<Claim<String>>,
    pub section: Option<Claim<String>>,
    pub tags: Vec<Claim<String>>,
    pub authors: Vec<Claim<String>>,
    pub byline: Option<Claim<String>>,
    pub dateline: Option<Claim<String>>,
    pub agency: Option<Claim<String>>,
    pub source: Option<Claim<String>>,
    pub original_url: Option<Claim<String>>,
    pub aliases: Vec<Claim<String>>,
    pub series: Option<Claim<String>>,
    pub language: Option<Claim<String>>,
    pub image: Option<Claim<ImageClaim>>,
    pub corrections: Vec<Claim<CorrectionClaim>>,
    pub status: Option<Claim<String>>,
    pub withdrawn_reason: Option<Claim<String>>,
    pub canonical_of: Option<Claim<String>>,
    pub noindex: Option<Claim<bool>>,
    pub rights: Option<Claim<String>>,
    pub license: Option<Claim<String>>,
    pub id: Option<Claim<String>>,
    pub extra: Table,
    pub import: Option<SourceNote>,
    /// Markdown.
    pub body: String,
    /// Lines of the file above the body, so that places in the body are places in the file.
    pub body_line: u32,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct ImageClaim {
    pub src: String,
    pub alt: Option<String>,
    pub caption: Option<String>,
    pub credit: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct CorrectionClaim {
    pub date: Option<Claim<String>>,
    pub kind: Option<Claim<String>>,
    pub text: String,
}
