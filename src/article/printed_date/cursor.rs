//! A place in a line that moves on over numbers, words and marks.
//!
//! Nothing here allocates: most lines of an archive are no dates, and each is looked at.

use std::ops::RangeInclusive;

/// A word in lower case without accents: `Févr` and `FEVR` are one, and so are `März` and `Marz`.
pub(super) struct Folded {
    bytes: [u8; Folded::LONGEST],
    length: usize,
}

/// A place in a text. Copies are cheap, and remember where to go back to.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl Folded {
    /// In bytes. No month and no day of the week is longer.
    const LONGEST: usize = 32;

    /// The word that a text begins with, and its bytes in the text; `None` for one that is too long to be
    /// known.
    fn read(text: &str) -> Option<(Self, usize)> {
        let mut folded = Self { bytes: [0; Self::LONGEST], length: 0 };
        for (at, letter) in text.char_indices() {
            if is_accent(letter) {
                continue;
            }
            if !is_letter(letter) {
                return Some((folded, at));
            }
            folded.push(fold(letter))?;
        }
        Some((folded, text.len()))
    }

    fn push(&mut self, letter: char) -> Option<()> {
        let end = self.length + letter.len_utf8();
        letter.encode_utf8(self.bytes.get_mut(self.length..end)?);
        self.length = end;
        Some(())
    }

    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.length]).unwrap_or("")
    }
}

impl<'a> Cursor<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// Bytes from the start of the text.
    pub fn at(self) -> usize {
        self.at
    }

    fn rest(self) -> &'a str {
        &self.text[self.at..]
    }

    pub fn peek(self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Whether one of the next bytes is a digit.
    pub fn has_digit_within(self, bytes: usize) -> bool {
        self.rest().bytes().take(bytes).any(|byte| byte.is_ascii_digit())
    }

    /// Goes back to where it was if nothing was read.
    pub fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let before = *self;
        let found = read(self);
        if found.is_none() {
            *self = before;
        }
        found
    }

    /// One of these characters, if it comes next.
    pub fn take(&mut self, wanted: &[char]) -> Option<char> {
        let next = self.peek().filter(|next| wanted.contains(next))?;
        self.at += next.len_utf8();
        Some(next)
    }

    /// White space within the line; whether there was any.
    pub fn spaces(&mut self) -> bool {
        let before = self.at;
        while self.take(&[' ', '\t', '\u{a0}', '\u{202f}', '\u{2009}']).is_some() {}
        self.at > before
    }

    /// What stands between the parts of a date: white space and at most one of these marks.
    pub fn gap(&mut self, marks: &[char]) {
        self.spaces();
        self.take(marks);
        self.spaces();
    }

    /// All the digits that come next; `None` unless there are so many.
    pub fn digits(&mut self, how_many: RangeInclusive<usize>) -> Option<&'a str> {
        let rest = self.rest();
        // One more than wanted is enough to see that there are too many.
        let most = how_many.end() + 1;
        let length = rest.bytes().take(most).take_while(u8::is_ascii_digit).count();
        how_many.contains(&length).then(|| {
            self.at += length;
            &rest[..length]
        })
    }

    /// The number that all the digits make; at most nine can be asked for.
    pub fn number(&mut self, how_many: RangeInclusive<usize>) -> Option<u32> {
        self.attempt(|cursor| cursor.digits(how_many)?.parse().ok())
    }

    /// A year of four digits.
    pub fn year(&mut self) -> Option<i32> {
        self.attempt(|cursor| cursor.number(4..=4).filter(|year| *year >= 1000).map(|year| year as i32))
    }

    /// The word that comes next, if it means something.
    pub fn word<T>(&mut self, meaning: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let (word, length) = Folded::read(self.rest())?;
        let found = meaning(word.as_str())?;
        self.at += length;
        Some(found)
    }

    /// The word that comes next, if it is one of these folded ones.
    pub fn one_of(&mut self, words: &[&str]) -> bool {
        self.word(|word| words.contains(&word).then_some(())).is_some()
    }

    /// The capital letters that come next, of those that names of zones have.
    pub fn capitals(&mut self) -> &'a str {
        let rest = self.rest();
        let length = rest.bytes().take_while(u8::is_ascii_uppercase).count();
        self.at += length;
        &rest[..length]
    }

    /// Whether a date may end here: no word and no number goes on.
    pub fn ends(self) -> bool {
        let mut rest = self.rest().chars();
        let (next, after) = (rest.next(), rest.next());
        match next {
            None => true,
            Some('-' | '–' | '/' | '.' | ',' | ':') => !after.is_some_and(|after| after.is_ascii_digit()),
            Some('\'' | '’') => !after.is_some_and(char::is_alphabetic),
            Some('_' | '%') => false,
            Some(next) => !next.is_alphanumeric(),
        }
    }

    /// Whether the line ends here or is divided here. Numbers often stand at the start of a sentence: `2019
    /// was a good year`.
    pub fn ends_phrase(mut self) -> bool {
        let apart = self.spaces();
        if self.take(&['-', '–', '—']).is_some() {
            self.spaces();
            // `1939 – 1945` is two years, and `1939-born` one word.
            return apart && !self.peek().is_some_and(|next| next.is_ascii_digit());
        }
        match self.peek() {
            None => true,
            Some(next) => "\n\r,.;:!)]([|\"”»•·".contains(next),
        }
    }
}

/// Russian is looked at first, because the question is a slow one for other letters than ASCII's.
fn is_letter(letter: char) -> bool {
    letter.is_ascii_alphabetic() || ('А'..='я').contains(&letter) || letter.is_alphabetic()
}

fn is_accent(letter: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&letter)
}

fn fold(letter: char) -> char {
    if letter.is_ascii() {
        return letter.to_ascii_lowercase();
    }
    if ('а'..='я').contains(&letter) {
        return letter;
    }
    match letter.to_lowercase().next().unwrap_or(letter) {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ą' => 'a',
        'ç' | 'ć' => 'c',
        'è' | 'é' | 'ê' | 'ë' | 'ę' => 'e',
        'ğ' => 'g',
        'ì' | 'í' | 'î' | 'ï' | 'ı' => 'i',
        'ł' => 'l',
        'ñ' | 'ń' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' => 'o',
        'ś' | 'ş' => 's',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ź' | 'ż' => 'z',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded() {
        for (word, folded) in
            [("FÉVR", "fevr"), ("fe\u{301}vr", "fevr"), ("ŞUBAT", "subat"), ("İki", "iki"), ("Мая", "мая")]
        {
            let (read, length) = Folded::read(word).unwrap();
            assert_eq!((read.as_str(), length), (folded, word.len()), "{word}");
        }
        assert!(Folded::read(&"ж".repeat(40)).is_none());
    }

    #[test]
    fn a_number_is_all_of_its_digits() {
        assert_eq!(Cursor::new("123").number(1..=2), None);
        assert_eq!(Cursor::new("12x").number(1..=2), Some(12));
    }
}
