//! What the index takes in: articles as plain values, and their dates as sortable numbers.

use bitcode::{Decode, Encode};

use crate::search::words::Language;

/// An article, as far as search needs it.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// From the root of the site, without a leading slash: `2024/03/26/slug.html`.
    pub url: String,
    pub title: String,
    /// The date as printed, shown with the result.
    pub date_text: String,
    pub date: Date,
    /// Name and slug.
    pub section: Option<(String, String)>,
    pub tags: Vec<String>,
    pub authors: Vec<String>,
    /// A tag such as `en-GB`.
    pub language: String,
    /// Shown with the result.
    pub summary: String,
    /// What is searched, the title too.
    pub pieces: Vec<Piece>,
}

/// A text and where it stands; each line is a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub field: Field,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    Title,
    /// Headings in the text, and what stands between the headline and the text.
    Heading,
    Body,
    Caption,
}

/// A date as far as it is known, as a number that sorts: what is not known comes first.
///
/// `(year * 16 + month) * 32 + day`, with zero for an unknown part. An unknown year is the least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub struct Date(pub i32);

impl Date {
    pub const UNKNOWN: Self = Self(i32::MIN);

    /// A day, or a month with day 0, or a year with month and day 0.
    pub fn new(year: i32, month: u32, day: u32) -> Self {
        Self((year * 16 + month as i32) * 32 + day as i32)
    }

    /// `None` where not even the year is known.
    pub fn year(self) -> Option<i32> {
        (self != Self::UNKNOWN).then(|| self.0.div_euclid(512))
    }

    /// 0 where it is not known.
    pub fn month(self) -> u32 {
        self.0.rem_euclid(512) as u32 / 32
    }
}

impl Default for Date {
    fn default() -> Self {
        Self::UNKNOWN
    }
}

impl Document {
    pub fn words_of(&self) -> Language {
        Language::of(&self.language)
    }
}
