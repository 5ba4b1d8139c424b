//! The words of the made-up paper: several thousand that were put together from syllables and look
//! English, and the few hundred true ones that hold sentences together.

use std::collections::HashSet;

use crate::random::{Random, Zipf};

/// Words of one class, the frequent ones first.
#[derive(Debug)]
pub struct Class {
    words: Vec<String>,
    zipf: Zipf,
}

impl Class {
    fn new(words: Vec<String>) -> Self {
        let zipf = Zipf::new(words.len());
        Self { words, zipf }
    }

    pub fn draw(&self, random: &mut Random) -> &str {
        &self.words[self.zipf.draw(random)]
    }

    /// The word of a rank, counted from zero.
    pub fn at(&self, rank: usize) -> &str {
        &self.words[rank]
    }

    /// Different ones. There must be many more than `count`.
    pub fn draw_some(&self, random: &mut Random, count: usize) -> Vec<&str> {
        let mut drawn: Vec<&str> = Vec::with_capacity(count);
        while drawn.len() < count {
            let word = self.draw(random);
            if !drawn.contains(&word) {
                drawn.push(word);
            }
        }
        drawn
    }
}

/// All words of an archive.
#[derive(Debug)]
pub struct Vocabulary {
    pub nouns: Class,
    /// In the past tense.
    pub verbs: Class,
    pub adjectives: Class,
    pub adverbs: Class,
    pub places: Class,
    /// People who appear in the news, with first names.
    pub people: Class,
    pub tags: Class,
    pub authors: Class,
}

pub const SECTIONS: [&str; 8] =
    ["Local", "Politics", "Sports", "Business", "Culture", "Opinion", "World", "Science"];
const TAGS: usize = 500;
const AUTHORS: usize = 200;

const FIRST: &[&str] = &[
    "bar", "bel", "bran", "cal", "car", "dal", "dor", "el", "fal", "far", "fen", "gar", "hal", "har", "hol",
    "kel", "lan", "lor", "mar", "mel", "mor", "nor", "or", "pel", "ral", "ren", "ros", "sal", "ser", "sol",
    "tal", "tan", "tel", "ter", "tor", "val", "ver", "wel", "wen", "win",
];
const MIDDLE: &[&str] = &["", "a", "en", "er", "i", "in", "o", "ow", "al", "em"];
const LAST: &[&str] = &[
    "bor", "dale", "den", "der", "don", "fold", "gate", "ham", "ker", "land", "let", "lin", "low", "mark",
    "mer", "mond", "more", "nel", "ness", "port", "ridge", "row", "son", "stead", "ster", "ton", "vale",
    "ver", "ward", "well", "wick", "wood",
];
const VERB_ENDS: &[&str] = &["ted", "ded", "ked", "med", "ned", "ved", "led", "nded", "sted", "rked", "shed"];
const ADJECTIVE_ENDS: &[&str] =
    &["dal", "tent", "nish", "dive", "lous", "tic", "thern", "dy", "tary", "less"];
const GIVEN: &[&str] = &[
    "Ada", "Alma", "Amos", "Anabel", "Ben", "Carla", "Clive", "Cora", "Della", "Dora", "Edwin", "Elias",
    "Ellen", "Ezra", "Flora", "Frank", "Greta", "Hana", "Hugo", "Ida", "Irene", "Jonas", "June", "Karl",
    "Lena", "Louis", "Mabel", "Marta", "Miles", "Nadia", "Nora", "Omar", "Oscar", "Paula", "Rosa", "Rufus",
    "Sofia", "Theo", "Vera", "Walter",
];

impl Vocabulary {
    pub fn new(seed: u64) -> Self {
        let mut maker = Maker { random: Random::new(seed, 0, 0), taken: HashSet::new() };
        let nouns = maker.words(3000, |random, length| stem(random, length) + random.one_of(LAST));
        let verbs = maker.words(1200, |random, length| stem(random, length) + random.one_of(VERB_ENDS));
        let adjectives =
            maker.words(1200, |random, length| stem(random, length) + random.one_of(ADJECTIVE_ENDS));
        let adverbs =
            maker.words(300, |random, length| stem(random, length) + random.one_of(ADJECTIVE_ENDS) + "ly");
        let places = maker.words(300, |random, _| capital(&(stem(random, 2) + random.one_of(LAST))));
        let surname = |random: &mut Random| capital(&(random.one_of(FIRST).to_owned() + random.one_of(LAST)));
        let person = |random: &mut Random, _| format!("{} {}", random.one_of(GIVEN), surname(random));
        let people = maker.words(2000, person);
        let authors = maker.words(AUTHORS, person);
        let tags = maker.words(TAGS, |random, length| match random.below(3) {
            0 => nouns[random.below(600)].clone(),
            1 => format!("{} {}", adjectives[random.below(300)], nouns[random.below(600)]),
            _ => places[random.below(300)].clone() + if length == 1 { "" } else { " harbour" },
        });
        Self {
            nouns: Class::new(nouns),
            verbs: Class::new(verbs),
            adjectives: Class::new(adjectives),
            adverbs: Class::new(adverbs),
            places: Class::new(places),
            people: Class::new(people),
            tags: Class::new(tags),
            authors: Class::new(authors),
        }
    }
}

/// Makes words that are different within their class, whatever their capitals: shelves have one address
/// for all spellings.
struct Maker {
    random: Random,
    taken: HashSet<String>,
}

impl Maker {
    /// `word` is told how many syllables the stem should have: frequent words are short.
    fn words(&mut self, count: usize, word: impl Fn(&mut Random, usize) -> String) -> Vec<String> {
        self.taken.clear();
        let mut words = Vec::with_capacity(count);
        while words.len() < count {
            let length = if words.len() < 200 { 1 } else { 2 };
            let word = word(&mut self.random, length);
            if self.taken.insert(word.to_lowercase()) {
                words.push(word);
            }
        }
        words
    }
}

fn stem(random: &mut Random, length: usize) -> String {
    let first = random.one_of(FIRST).to_owned();
    if length == 1 { first } else { first + random.one_of(MIDDLE) }
}

/// With its first letter as a capital.
pub fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
