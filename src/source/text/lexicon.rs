//! Lists of words that a line's words are looked up in.
//!
//! Nearly every word is in none of them, so a list knows by the first letter, the last one and the length of a
//! word that it does not have it. A set of hashes would have to read the whole word for that.

/// Words in any order; in lower case, unless a user of the list says otherwise.
pub(super) struct Lexicon {
    words: &'static [&'static str],
    /// For each first letter, whatever its case, a bit for each length that a word has.
    lengths: [u64; Self::LETTERS],
    /// For each first letter a bit for each last one.
    lasts: [u32; Self::LETTERS],
}

impl Lexicon {
    const LETTERS: usize = 32;

    pub const fn new(words: &'static [&'static str]) -> Self {
        let (mut lengths, mut lasts) = ([0; Self::LETTERS], [0; Self::LETTERS]);
        let mut at = 0;
        while at < words.len() {
            let word = words[at].as_bytes();
            lengths[Self::letter(word[0])] |= Self::length(word);
            lasts[Self::letter(word[0])] |= 1 << Self::letter(word[word.len() - 1]);
            at += 1;
        }
        Self { words, lengths, lasts }
    }

    /// Capitals and small letters of ASCII differ in a higher bit.
    const fn letter(byte: u8) -> usize {
        byte as usize % Self::LETTERS
    }

    /// A bit; all longer words share the last.
    const fn length(word: &[u8]) -> u64 {
        if word.len() < 63 { 1 << word.len() } else { 1 << 63 }
    }

    #[inline]
    fn may_have(&self, word: &str) -> bool {
        let bytes = word.as_bytes();
        let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else { return false };
        let first = Self::letter(*first);
        self.lengths[first] & Self::length(bytes) != 0 && self.lasts[first] >> Self::letter(*last) & 1 == 1
    }

    /// The word as the list writes it, whatever the case of its ASCII letters.
    pub fn find(&self, word: &str) -> Option<&'static str> {
        let is_it = |known: &&&str| known.len() == word.len() && known.eq_ignore_ascii_case(word);
        if self.may_have(word) { self.words.iter().find(is_it).copied() } else { None }
    }

    /// Whether the word is there, whatever the case of its ASCII letters.
    #[inline]
    pub fn has(&self, word: &str) -> bool {
        self.may_have(word) && self.find(word).is_some()
    }

    /// Whether it is there just so.
    #[inline]
    pub fn has_exactly(&self, word: &str) -> bool {
        self.may_have(word) && self.words.contains(&word)
    }

    /// Whether it is there, whatever the case of its letters. Allocates for letters beyond ASCII.
    pub fn has_folded(&self, word: &str) -> bool {
        if word.is_ascii() { self.has(word) } else { self.has_exactly(&word.to_lowercase()) }
    }

    pub fn words(&self) -> &'static [&'static str] {
        self.words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static TOWNS: Lexicon = Lexicon::new(&["rome", "köln", "the hague", "zürich"]);

    #[test]
    fn words_are_found_in_any_case() {
        assert!(TOWNS.has("ROME") && TOWNS.has("The Hague") && TOWNS.has("Köln"));
        assert!(TOWNS.has_folded("KÖLN") && TOWNS.has_folded("ZÜRICH") && !TOWNS.has("KÖLN"));
        assert!(TOWNS.has_exactly("rome") && !TOWNS.has_exactly("Rome"));
        assert_eq!(TOWNS.find("ROME"), Some("rome"));
        for other in ["", "r", "romeo", "hull", "the vague", &"rome".repeat(50)] {
            assert!(!TOWNS.has(other) && !TOWNS.has_folded(other), "{other}");
        }
    }
}
