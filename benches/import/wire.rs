//! One article of the made-up paper as an agency exports it: an object of JSON whose text is plain, with
//! the bylines, datelines, headings, captions and last lines that people know how to read and programs
//! must guess. It follows from the seed, the article's number and the number of articles alone.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use crate::disk::Fault;
use crate::prose::Prose;
use crate::random::Random;
use crate::stories::{LENGTHS, NOTHING, Stories, When};
use crate::vocabulary::SECTIONS;

/// The columns, by names that exports have.
#[derive(Serialize)]
struct Row<'a> {
    id: String,
    headline: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    subheadline: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    byline: Option<String>,
    section: &'static str,
    keywords: Vec<&'a str>,
    language: &'static str,
    /// No field of an article: there is always such a column.
    wordcount: usize,
    text: String,
}

// What the numbers of an article are drawn for; those of the archive go before.
const FOR_COLUMNS: u64 = 11;
const FOR_TEXT: u64 = 12;

const AGENCIES: &[&str] = &["AP", "AP", "AP", "Reuters", "Reuters", "AFP", "dpa"];
/// Broken lines are at most so long.
const WIDTH: usize = 76;

/// A line of the table, with its end.
pub fn line(stories: &Stories, number: usize) -> Result<String, Fault> {
    let head = stories.head(number);
    let day = stories.days.of(number, stories.count);
    let random = &mut stories.random(number, FOR_COLUMNS);
    let tags = random.between(1, 4);
    let people = [0, 1, 1, 1, 1, 2][random.below(6)];
    let authors = stories.words.authors.draw_some(random, people);
    let signed = (!authors.is_empty()).then(|| format!("By {}", authors.join(" and ")));
    let mut prose = Prose::new(&stories.words, stories.random(number, FOR_TEXT));
    top(&mut prose, &head.title, signed.as_deref(), day);
    body(&mut prose);
    bottom(&mut prose, day);
    let wordcount = prose.count;
    let row = Row {
        id: format!("courier-{}-{number:07}", stories.seed),
        headline: &head.title,
        subheadline: random.in_thousand(200).then(|| sentence(stories, random)),
        date: date(head.when, random),
        byline: signed.filter(|_| random.in_thousand(700)),
        section: SECTIONS[stories.sections.draw(random)],
        keywords: stories.words.tags.draw_some(random, tags),
        language: "en",
        wordcount,
        text: laid_out(prose),
    };
    let mut line = serde_json::to_string(&row)?;
    line.push('\n');
    Ok(line)
}

/// With the time in most exports.
fn date(when: When, random: &mut Random) -> Option<String> {
    match when {
        When::Day(day) if random.in_thousand(700) => {
            Some(format!("{day}T{:02}:{:02}:00Z", random.below(24), random.below(60)))
        }
        When::Day(day) => Some(day.to_string()),
        When::Month(day) => Some(day.format("%Y-%m").to_string()),
        When::Undated => None,
    }
}

fn sentence(stories: &Stories, random: &mut Random) -> String {
    let mut prose = Prose::new(&stories.words, Random::new(random.draw(), 0, 0));
    prose.sentence(NOTHING);
    prose.text
}

/// What stands above the text, and the dateline before its first words.
fn top(prose: &mut Prose<'_>, title: &str, signed: Option<&str>, day: NaiveDate) {
    if prose.random.in_thousand(300) {
        paragraph(prose, title);
    }
    if let Some(signed) = signed.filter(|_| prose.random.in_thousand(350)) {
        let title = prose.random.one_of(&["", "", "\nStaff Writer", "\nAssociated Press"]);
        let signed = if title.is_empty() { signed.to_owned() } else { signed.to_uppercase() + title };
        paragraph(prose, &signed);
    }
    if prose.random.in_thousand(80) {
        paragraph(prose, &day.format("%B %-d, %Y").to_string());
    }
    if prose.random.in_thousand(650) {
        let place = prose.words.places.draw(&mut prose.random).to_uppercase();
        let agency = prose.random.one_of(AGENCIES);
        let dash = prose.random.one_of(&["—", "—", "-"]);
        prose.text.push_str(&format!("{place} ({agency}) {dash} "));
    }
}

/// Paragraphs, and between them now and then a heading or a caption.
fn body(prose: &mut Prose<'_>) {
    let part = prose.random.below(LENGTHS.len() - 1);
    let length = prose.random.between(LENGTHS[part], LENGTHS[part + 1]);
    let mut last_heading = 0;
    let mut first = true;
    while first || prose.count + 30 < length {
        let far = prose.count > last_heading + 150 && prose.count + 100 < length;
        match prose.random.below(100) {
            0..12 if far => {
                last_heading = prose.count;
                prose.begin();
                prose.phrase();
            }
            12..14 if !first => caption(prose),
            _ => prose.paragraph(NOTHING),
        }
        prose.text.push_str("\n\n");
        first = false;
    }
}

fn caption(prose: &mut Prose<'_>) {
    prose.sentence(NOTHING);
    let person = prose.words.people.draw(&mut prose.random);
    let credit = match prose.random.below(3) {
        0 => format!(" Photo: {person}"),
        1 => format!(" (AP Photo/{person})"),
        _ => format!(" REUTERS/{person}"),
    };
    prose.text.push_str(&credit);
}

/// What stands below the text.
fn bottom(prose: &mut Prose<'_>, day: NaiveDate) {
    let words = prose.words;
    if prose.random.in_thousand(20) {
        prose.text.push_str(&day.format("Correction, %b. %-d: ").to_string());
        prose.sentence(NOTHING);
        prose.text.push_str("\n\n");
    }
    match prose.random.below(1000) {
        0..150 => {
            let names = words.authors.draw_some(&mut prose.random, 2);
            paragraph(prose, &format!("(Reporting by {}; Editing by {})", names[0], names[1]));
        }
        150..230 => {
            let name = words.authors.draw(&mut prose.random);
            paragraph(prose, &format!("{name} contributed to this report."));
        }
        _ => {}
    }
    match prose.random.below(1000) {
        0..100 => paragraph(prose, &format!("© {} The Benchmark Courier", day.year())),
        100..200 => {
            let year = day.year();
            paragraph(prose, &format!("Copyright {year} The Associated Press. All rights reserved."));
        }
        200..250 => paragraph(prose, "-30-"),
        _ => {}
    }
}

fn paragraph(prose: &mut Prose<'_>, text: &str) {
    prose.text.push_str(text);
    prose.text.push_str("\n\n");
}

/// Most exports have blank lines between paragraphs, some do not, and a few have broken lines.
fn laid_out(mut prose: Prose<'_>) -> String {
    prose.text.truncate(prose.text.trim_end().len());
    match prose.random.below(100) {
        0..70 => prose.text,
        70..90 => prose.text.replace("\n\n", "\n"),
        _ => broken(&prose.text),
    }
}

fn broken(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for line in text.split('\n') {
        let mut width = 0;
        for word in line.split(' ') {
            let length = word.chars().count();
            if width > 0 {
                let fits = width + 1 + length <= WIDTH;
                out.push(if fits { ' ' } else { '\n' });
                width = if fits { width + 1 } else { 0 };
            }
            out.push_str(word);
            width += length;
        }
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out
}
