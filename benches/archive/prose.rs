//! Sentences and headlines without sense: subject, verb, object, with the commas, quotes and numbers
//! that news has.

use crate::random::Random;
use crate::vocabulary::{Class, Vocabulary, capital};

const DETERMINERS: &[&str] = &[
    "the", "the", "the", "the", "the", "the", "the", "the", "a", "a", "a", "its", "his", "her", "their",
    "this", "that", "no", "every", "one", "another", "some",
];
const PREPOSITIONS: &[&str] = &[
    "of", "of", "in", "in", "to", "for", "on", "with", "at", "from", "by", "about", "after", "against",
    "before", "between", "during", "near", "over", "through", "under", "without", "along", "behind",
];
const JOINTS: &[&str] =
    &["and", "and", "but", "while", "because", "as", "although", "so", "when", "until", "since"];
const OPENINGS: &[&str] = &[
    "On Monday",
    "On Tuesday",
    "On Thursday",
    "Last week",
    "Earlier this year",
    "In a statement",
    "By then",
    "For now",
    "Until recently",
    "At the same time",
    "According to officials",
    "In the meantime",
];
const SAID: &[&str] = &["said", "said", "said", "told reporters", "wrote", "added", "explained"];
const UNITS: &[&str] =
    &["people", "years", "acres", "miles", "votes", "households", "days", "percent", "tons", "seats"];

/// Writes sentences to the end of a text and counts their words.
pub struct Prose<'a> {
    pub words: &'a Vocabulary,
    pub random: Random,
    pub text: String,
    pub count: usize,
    /// Typographic quotation marks; about half of all papers have the straight ones.
    curly: bool,
    /// Whether the next word begins a sentence.
    begins: bool,
}

impl<'a> Prose<'a> {
    pub fn new(words: &'a Vocabulary, mut random: Random) -> Self {
        let curly = random.in_thousand(500);
        Self { words, random, text: String::with_capacity(8 * 1024), count: 0, curly, begins: true }
    }

    /// A headline of four to a dozen words, without an end stop.
    pub fn headline(words: &'a Vocabulary, random: Random) -> String {
        let mut prose = Self::new(words, random);
        if prose.random.in_thousand(120) {
            let place = prose.words.places.draw(&mut prose.random);
            prose.text.push_str(place);
            prose.text.push_str(": ");
        }
        prose.titled(|prose| {
            prose.adjective_in(600);
            prose.any(&prose.words.nouns);
            prose.any(&prose.words.verbs);
            prose.adjective_in(500);
            prose.any(&prose.words.nouns);
        });
        if prose.random.in_thousand(600) {
            let preposition = prose.random.one_of(PREPOSITIONS);
            prose.put(preposition);
            prose.place();
        }
        if prose.random.in_thousand(150) {
            prose.text.push_str(", ");
            let person = prose.words.people.draw(&mut prose.random);
            prose.text.push_str(person.rsplit(' ').next().unwrap_or(person));
            prose.text.push_str(" Says");
        }
        prose.text
    }

    /// Two or three words for a subheading, a link or a list.
    pub fn phrase(&mut self) {
        self.adjective_in(700);
        self.any(&self.words.nouns);
        if self.random.in_thousand(400) {
            self.put("of");
            self.place();
        }
    }

    /// Something between the marks of Markdown: `**phrase**`, `[phrase](address)`.
    pub fn marked(&mut self, open: &str, close: &str) {
        self.space();
        self.text.push_str(open);
        self.phrase();
        self.text.push_str(close);
    }

    /// The next word begins with a capital, and nothing goes before it.
    pub fn begin(&mut self) {
        self.begins = true;
    }

    /// A paragraph, perhaps with something of the caller's own at the end of a sentence.
    pub fn paragraph(&mut self, mut insert: Option<impl FnOnce(&mut Self)>) {
        let sentences = self.random.between(2, 4);
        let place = self.random.below(sentences);
        for number in 0..sentences {
            self.begin();
            if number > 0 {
                self.text.push(' ');
            }
            let own = insert.take_if(|_| number == place);
            if own.is_none() && self.random.in_thousand(150) {
                self.quote();
            } else {
                self.sentence(own);
            }
        }
    }

    /// A sentence with something of the caller's own at its end.
    pub fn sentence(&mut self, insert: Option<impl FnOnce(&mut Self)>) {
        self.begins = true;
        if self.random.in_thousand(150) {
            let opening = self.random.one_of(OPENINGS);
            opening.split(' ').for_each(|word| self.put(word));
            self.text.push(',');
        }
        self.clause();
        if self.random.in_thousand(400) {
            self.text.push(',');
            let joint = self.random.one_of(JOINTS);
            self.put(joint);
            self.clause();
        }
        if let Some(insert) = insert {
            let preposition = self.random.one_of(PREPOSITIONS);
            self.put(preposition);
            insert(self);
        }
        self.text.push('.');
    }

    fn quote(&mut self) {
        let (open, close) = if self.curly { ("“", "”") } else { ("\"", "\"") };
        self.text.push_str(open);
        self.begins = true;
        self.clause();
        self.text.push(',');
        self.text.push_str(close);
        let said = self.random.one_of(SAID);
        said.split(' ').for_each(|word| self.put(word));
        self.person();
        if self.random.in_thousand(400) {
            self.text.push(',');
            self.put("a");
            self.adjective_in(400);
            self.any(&self.words.nouns);
            self.put("of");
            self.place();
        }
        self.text.push('.');
    }

    fn clause(&mut self) {
        match self.random.below(10) {
            0 => self.person(),
            1 => self.place(),
            _ => self.thing(),
        }
        if self.random.in_thousand(120) {
            self.any(&self.words.adverbs);
        }
        self.any(&self.words.verbs);
        if self.random.in_thousand(800) {
            self.thing();
        }
        for _ in 0..self.random.below(3) {
            let preposition = self.random.one_of(PREPOSITIONS);
            self.put(preposition);
            if self.random.in_thousand(250) { self.place() } else { self.thing() }
        }
    }

    fn thing(&mut self) {
        if self.random.in_thousand(100) {
            return self.number();
        }
        let determiner = self.random.one_of(DETERMINERS);
        self.put(determiner);
        self.adjective_in(450);
        self.any(&self.words.nouns);
        if self.random.in_thousand(60) {
            self.text.push_str(if self.curly { "’s" } else { "'s" });
            self.any(&self.words.nouns);
        }
    }

    fn number(&mut self) {
        let number = match self.random.below(4) {
            0 => format!("${}.{} million", self.random.between(1, 90), self.random.below(10)),
            1 => format!("{},{:03}", self.random.between(1, 40), self.random.below(1000)),
            _ => self.random.between(2, 99).to_string(),
        };
        self.put(&number);
        if number.starts_with('$') {
            self.count += 1;
        } else {
            let unit = self.random.one_of(UNITS);
            self.put(unit);
        }
    }

    fn person(&mut self) {
        let person = self.words.people.draw(&mut self.random);
        // At first by the whole name, later by the last.
        if self.random.in_thousand(400) {
            person.split(' ').for_each(|name| self.put(name));
        } else {
            let title = self.random.one_of(&["Mr.", "Ms."]);
            self.put(title);
            self.put(person.rsplit(' ').next().unwrap_or(person));
        }
    }

    fn place(&mut self) {
        self.any(&self.words.places);
    }

    fn adjective_in(&mut self, thousand: usize) {
        if self.random.in_thousand(thousand) {
            self.any(&self.words.adjectives);
        }
    }

    fn titled(&mut self, write: impl FnOnce(&mut Self)) {
        let start = self.text.len();
        write(self);
        let title: Vec<String> = self.text[start..].split(' ').map(capital).collect();
        self.text.truncate(start);
        self.text.push_str(&title.join(" "));
    }

    /// A word of a class.
    fn any(&mut self, class: &Class) {
        let word = class.draw(&mut self.random);
        self.put(word);
    }

    /// A word with what goes before it.
    fn put(&mut self, word: &str) {
        self.space();
        if std::mem::take(&mut self.begins) {
            let mut letters = word.chars();
            self.text.extend(letters.next().into_iter().flat_map(char::to_uppercase));
            self.text.push_str(letters.as_str());
        } else {
            self.text.push_str(word);
        }
        self.count += 1;
    }

    fn space(&mut self) {
        if self.text.ends_with(|last: char| last.is_alphanumeric() || ",.:)”\"".contains(last))
            && !self.begins
        {
            self.text.push(' ');
        }
    }
}
