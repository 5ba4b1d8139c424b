//! Languages, as far as words go: which of them have a stemmer.
//!
//! The stemmers are Snowball's. `frostem` is pinned in the manifest to one version, since the reader's half
//! has the same rules in `stem/*.js`.

use std::borrow::Cow;

use frostem::{Algorithm, Stemmer};

/// How the words of an article are stemmed. All languages without a stemmer are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Language(u8);

const STEMMED: [(&str, Algorithm); 12] = [
    ("da", Algorithm::Danish),
    ("de", Algorithm::German),
    ("en", Algorithm::English),
    ("es", Algorithm::Spanish),
    ("fi", Algorithm::Finnish),
    ("fr", Algorithm::French),
    ("it", Algorithm::Italian),
    ("nl", Algorithm::DutchPorter),
    ("no", Algorithm::Norwegian),
    ("pt", Algorithm::Portuguese),
    ("ru", Algorithm::Russian),
    ("sv", Algorithm::Swedish),
];

impl Language {
    /// How many there are, with the one of all languages that are not stemmed.
    pub const COUNT: usize = STEMMED.len() + 1;

    /// The language of a tag such as `en-GB`; Bokmål and Nynorsk are both Norwegian.
    pub fn of(tag: &str) -> Self {
        let primary = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        let name = if primary == "nb" || primary == "nn" { "no" } else { &primary };
        let place = STEMMED.iter().position(|(known, _)| *known == name);
        Self(place.map_or(0, |place| place as u8 + 1))
    }

    /// The name of the stemmer's file in the reader's half; empty for languages that are not stemmed.
    pub fn name(self) -> &'static str {
        self.stemmed().map_or("", |(name, _)| name)
    }

    /// Its place among all, below `COUNT`.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }

    fn stemmed(self) -> Option<&'static (&'static str, Algorithm)> {
        STEMMED.get(self.index().checked_sub(1)?)
    }

    /// The stem of a word in lower case. Words with letters beyond the first plane are not stemmed: the
    /// reader's half counts letters in units of 16 bits.
    pub fn stem<'a>(self, word: &'a str) -> Cow<'a, str> {
        match self.stemmed() {
            Some((_, algorithm)) if word.chars().all(|letter| letter <= '\u{ffff}') => {
                Stemmer::new(*algorithm).stem(word)
            }
            _ => Cow::Borrowed(word),
        }
    }
}
