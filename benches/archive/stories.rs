//! One article of the made-up paper: its file's name and its bytes. They follow from the seed, the
//! article's number and the number of articles, and from nothing else, so that any article can be made
//! at any time, by any thread, and linked to by any other.

use std::fmt::Write as _;

use chrono::NaiveDate;

use crate::days::Days;
use crate::prose::Prose;
use crate::random::{Random, Zipf};
use crate::vocabulary::{Class, SECTIONS, Vocabulary};

/// The archive as it is made up.
pub struct Stories {
    pub count: usize,
    pub seed: u64,
    pub words: Vocabulary,
    pub days: Days,
    pub sections: Zipf,
}

/// How much is known of an article's date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    Day(NaiveDate),
    Month(NaiveDate),
    Undated,
}

impl When {
    /// The folder of the article, below `content/`.
    pub fn folder(self) -> String {
        match self {
            Self::Day(day) => day.format("%Y/%m/%d").to_string(),
            Self::Month(day) => day.format("%Y/%m").to_string(),
            Self::Undated => "undated".to_owned(),
        }
    }
}

/// What can be known of an article without writing it.
#[derive(Clone, Debug)]
pub struct Head {
    pub when: When,
    pub title: String,
    pub slug: String,
    pub corrected: bool,
}

impl Head {
    /// The article's path below `content/`, and below `public/`, without the ending of either.
    pub fn path(&self) -> String {
        format!("{}/{}", self.when.folder(), self.slug)
    }
}

/// How many words articles have, from the shortest to the longest, in equal parts: 500 in the mean.
pub const LENGTHS: &[usize] = &[120, 200, 250, 300, 340, 380, 420, 460, 520, 600, 710, 900, 2000];

/// No insertion of the caller's own.
pub const NOTHING: Option<fn(&mut Prose<'_>)> = None;

// What the numbers of an article are drawn for.
const FOR_HEAD: u64 = 1;
const FOR_TITLE: u64 = 2;
const FOR_FACTS: u64 = 3;
const FOR_BODY: u64 = 4;

impl Stories {
    pub fn new(count: usize, seed: u64) -> Self {
        let sections = Zipf::new(SECTIONS.len());
        Self { count, seed, words: Vocabulary::new(seed), days: Days::new(), sections }
    }

    pub fn head(&self, number: usize) -> Head {
        let mut random = self.random(number, FOR_HEAD);
        let day = self.days.of(number, self.count);
        let when = match random.below(1000) {
            0..2 => When::Month(day),
            2 => When::Undated,
            _ => When::Day(day),
        };
        let corrected = random.in_thousand(5);
        let title = Prose::headline(&self.words, self.random(number, FOR_TITLE));
        let slug = slug(&title, number);
        Head { when, title, slug, corrected }
    }

    /// The whole file.
    pub fn text(&self, number: usize) -> String {
        let head = self.head(number);
        let mut prose = Prose::new(&self.words, self.random(number, FOR_BODY));
        prose.text = self.front_matter(number, &head);
        prose.text.push_str("+++\n\n");
        self.body(number, &mut prose);
        prose.text
    }

    /// An article that the archive does not have: with as many tags and authors as any may have, so that
    /// it is on as many pages as any.
    pub fn extra(&self, day: NaiveDate, title: &str) -> String {
        let names = |class: &Class, ranks: &[usize]| {
            list(&ranks.iter().map(|rank| class.at(*rank)).collect::<Vec<_>>())
        };
        let tags = names(&self.words.tags, &[0, 7, 40, 200]);
        let authors = names(&self.words.authors, &[0, 30]);
        let mut prose = Prose::new(&self.words, self.random(self.count, FOR_BODY));
        prose.text = format!(
            "+++\ntitle = {}\ndate = {day}\nsection = \"{}\"\ntags = {tags}\nauthors = {authors}\n+++\n\n",
            quoted(title),
            SECTIONS[0]
        );
        self.body(self.count, &mut prose);
        prose.text
    }

    pub fn random(&self, number: usize, purpose: u64) -> Random {
        Random::new(self.seed, number as u64, purpose)
    }

    fn front_matter(&self, number: usize, head: &Head) -> String {
        let random = &mut self.random(number, FOR_FACTS);
        let mut out = format!("+++\ntitle = {}\n", quoted(&head.title));
        let mut line = |key: &str, value: &str| _ = writeln!(out, "{key} = {value}");
        if random.in_thousand(200) {
            line("subtitle", &quoted(&self.sentence(random)));
        }
        if random.in_thousand(250) {
            line("description", &quoted(&self.sentence(random)));
        }
        match head.when {
            When::Day(day) => line("date", &day.to_string()),
            When::Month(day) => line("date", &day.format("\"%Y-%m\"").to_string()),
            When::Undated => {}
        }
        line("section", &quoted(SECTIONS[self.sections.draw(random)]));
        let tags = random.between(1, 4);
        line("tags", &list(&self.words.tags.draw_some(random, tags)));
        let authors = [0, 1, 1, 1, 1, 2][random.below(6)];
        if authors > 0 {
            line("authors", &list(&self.words.authors.draw_some(random, authors)));
        }
        if random.in_thousand(100) {
            line("byline", "\"By a Courier reporter\"");
        }
        if random.in_thousand(150) {
            line("dateline", &quoted(&self.words.places.draw(random).to_uppercase()));
        }
        if head.corrected {
            let day = self.days.of(number, self.count);
            let text = quoted(&self.sentence(random));
            _ = write!(out, "\n[[corrections]]\ndate = {day}\nkind = \"correction\"\ntext = {text}\n");
        }
        out
    }

    fn sentence(&self, random: &mut Random) -> String {
        let mut prose = Prose::new(&self.words, Random::new(random.draw(), 0, 0));
        prose.sentence(NOTHING);
        prose.text
    }

    fn body(&self, number: usize, prose: &mut Prose<'_>) {
        let part = prose.random.below(LENGTHS.len() - 1);
        let length = prose.random.between(LENGTHS[part], LENGTHS[part + 1]);
        let mut last_heading = 0;
        // What comes last is short or long; half a paragraph is its mean.
        while prose.count + 30 < length {
            let far = prose.count > last_heading + 150 && prose.count + 100 < length;
            match prose.random.below(100) {
                0..20 if far => {
                    prose.text.push_str("## ");
                    last_heading = prose.count;
                    prose.begin();
                    prose.phrase();
                }
                20..24 if prose.count > 0 => bullets(prose),
                24..28 if prose.count > 0 => {
                    prose.text.push_str("> ");
                    prose.sentence(NOTHING);
                }
                _ => self.paragraph(number, prose),
            }
            prose.text.push_str("\n\n");
        }
        prose.text.truncate(prose.text.trim_end().len());
        prose.text.push('\n');
    }

    fn paragraph(&self, number: usize, prose: &mut Prose<'_>) {
        match prose.random.below(100) {
            0..10 if number > 0 => {
                let link = self.link(number, &mut prose.random);
                prose.paragraph(Some(|prose: &mut Prose<'_>| prose.marked("[", &link)));
            }
            10..14 => {
                let place = self.words.places.draw(&mut prose.random).to_lowercase();
                let link = format!("](https://{place}.example/{})", prose.random.below(100_000));
                prose.paragraph(Some(|prose: &mut Prose<'_>| prose.marked("[", &link)));
            }
            14..20 => prose.paragraph(Some(|prose: &mut Prose<'_>| prose.marked("**", "**"))),
            _ => prose.paragraph(NOTHING),
        }
    }

    /// The end of a link to an earlier article, by its file: from the root or relative.
    fn link(&self, number: usize, random: &mut Random) -> String {
        let from = self.head(number.min(self.count - 1));
        let to = self.head(random.below(number)).path();
        match from.when {
            When::Day(_) if number < self.count && random.in_thousand(500) => format!("](../../../{to}.md)"),
            _ => format!("](/{to}.md)"),
        }
    }
}

fn bullets(prose: &mut Prose<'_>) {
    for number in 0..prose.random.between(3, 6) {
        prose.text.push_str(if number == 0 { "- " } else { "\n- " });
        prose.begin();
        prose.phrase();
    }
}

/// The title's words and the article's number, so that no two are alike.
fn slug(title: &str, number: usize) -> String {
    let words = title.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut slug: String = words.take(6).flat_map(|word| [word, "-"]).collect();
    slug.make_ascii_lowercase();
    _ = write!(slug, "{number:x}");
    slug
}

/// A TOML string.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn list(texts: &[&str]) -> String {
    let quoted: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
    format!("[{}]", quoted.join(", "))
}
