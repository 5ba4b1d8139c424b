//! Plain text, as articles are scraped, exported or typed.
//!
//! The reader is conservative: it drops whole lines that match exactly, records each, and leaves
//! everything else to the reader's eyes.

use crate::article::{Claim, Draft, PartialDate, Removed, SourceNote, prose, store};
use crate::fingerprint;
use crate::problem::{Place, Problem};

use super::{File, Reading};

/// The rule that takes lines like `Advertisment`.
const ADVERTISEMENT: &str = "advertisement";

/// Lines that mark the place of an advertisement, lower case. `Advertisment` is how they are written.
const ADVERTISEMENTS: &[&str] = &[
    "advertisment",
    "advertisement",
    "advertisements",
    "advertising",
    "- advertisement -",
    "article continues below advertisement",
];

/// A line longer than this is no heading, in characters.
const LONGEST_HEADING: usize = 80;
/// Text shorter than this is no paragraph that a heading could stand between, in characters.
const SHORTEST_PROSE: usize = 60;

/// The name of a rule as we know it, for an `[import]` table that is read back.
pub fn rule(name: &str) -> &'static str {
    [ADVERTISEMENT].into_iter().find(|known| *known == name).unwrap_or("other")
}

pub fn read(file: &File<'_>, text: &str) -> Reading {
    let text = &text.replace('\u{2028}', "\n");
    let (date, lines) = header(text);
    let mut removed = Vec::new();
    let lines: Vec<Line<'_>> = lines
        .into_iter()
        .filter(|line| {
            let noise = ADVERTISEMENTS.contains(&line.text.trim().to_lowercase().as_str());
            if noise {
                let text = line.text.trim().to_owned();
                removed.push(Removed { line: line.number, rule: ADVERTISEMENT, text });
            }
            !noise
        })
        .collect();
    let blocks = blocks(&lines);
    let body: Vec<String> = (0..blocks.len()).map(|at| markdown(&blocks, at)).collect();
    let lede = blocks.iter().find(|block| is_prose(block)).or(blocks.first());
    // A line that its author ended is a headline or a byline; the next line is none of its words.
    let lede = lede.map(|block| if is_wrapped(block) { block.join(" ") } else { block[0].to_owned() });
    let lede = lede.unwrap_or_default();
    let place =
        Place::line(lines.iter().find(|line| !line.text.trim().is_empty()).map_or(1, |line| line.number));
    let claim = |value: String| Some(Claim { value, place });
    let title = prose::title_of(&lede);
    let draft = Draft {
        file: file.name.to_owned(),
        path: file.path.to_owned(),
        title: claim(title),
        title_source: claim("lede".to_owned()),
        description: prose::summary_of(&lede).and_then(claim),
        date,
        import: Some(SourceNote {
            file: file.name.to_owned(),
            sha256: fingerprint::sha256(file.bytes),
            removed,
        }),
        body: body.join("\n\n"),
        ..Draft::default()
    };
    let problems = if draft.date.is_none() { doubtful_header(file, text) } else { None };
    Reading { draft: Some(draft), problems: problems.into_iter().collect(), ..Reading::default() }
}

/// A first line `date 3 April 2019` is meant as a header that cannot be read.
fn doubtful_header(file: &File<'_>, text: &str) -> Option<Problem> {
    let (at, line) = text.lines().enumerate().find(|(_, line)| !line.trim().is_empty())?;
    let rest = line.trim_start().strip_prefix("date ")?.trim_start();
    let word =
        rest.split_whitespace().next().filter(|word| word.starts_with(|c: char| c.is_ascii_digit()))?;
    let message = format!("the text begins like `date {word}`, which is not a date, and has none");
    let problem = Problem::warning("no-date", file.name, message).at(Place::line(at as u32 + 1));
    Some(problem.help("write the header as `date 2019-04-03`, `date 2019-04` or `date 2019`"))
}

struct Line<'a> {
    number: u32,
    text: &'a str,
}

/// Takes ` date 2024-03-26 ` off the first line that has text.
fn header(text: &str) -> (Option<Claim<String>>, Vec<Line<'_>>) {
    let mut lines: Vec<Line<'_>> =
        text.lines().enumerate().map(|(at, text)| Line { number: at as u32 + 1, text }).collect();
    let Some(first) = lines.iter_mut().find(|line| !line.text.trim().is_empty()) else {
        return (None, lines);
    };
    let trimmed = first.text.trim_start();
    let Some(rest) = trimmed.strip_prefix("date ").map(str::trim_start) else { return (None, lines) };
    let (word, below) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    // Four digits and a hyphen are meant as a date; whether they are one, `admit` says.
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let meant = digits == 4 && word[digits..].starts_with(['-', '/']);
    let dated = meant || digits > 0 && PartialDate::parse(word).is_ok();
    if !dated {
        return (None, lines);
    }
    let column = first.text.chars().count() - rest.chars().count() + 1;
    let place = Place { line: first.number, column: column as u32, length: word.len() as u32 };
    first.text = below;
    (Some(Claim { value: word.to_owned(), place }), lines)
}

/// Paragraphs: parted by blank lines, or, where a text has none, each line is one.
fn blocks<'a>(lines: &[Line<'a>]) -> Vec<Vec<&'a str>> {
    let first = lines.iter().position(|line| !line.text.trim().is_empty()).unwrap_or(0);
    let last = lines.iter().rposition(|line| !line.text.trim().is_empty()).map_or(0, |at| at + 1);
    let lines = &lines[first.min(last)..last];
    let parted = lines.iter().any(|line| line.text.trim().is_empty());
    let mut blocks: Vec<Vec<&str>> = Vec::new();
    let mut open = false;
    for line in lines {
        let text = line.text.trim();
        match blocks.last_mut() {
            _ if text.is_empty() => open = false,
            Some(block) if open && parted => block.push(text),
            _ => {
                blocks.push(vec![text]);
                open = true;
            }
        }
    }
    blocks
}

/// Running text: long enough, and with a stop at its end.
fn is_prose(block: &[&str]) -> bool {
    let length: usize = block.iter().map(|line| line.chars().count()).sum();
    let last = block.last().and_then(|line| line.chars().next_back());
    length >= SHORTEST_PROSE && last.is_some_and(|c| !c.is_alphanumeric() && c != ',')
}

/// A short line without a stop, between two paragraphs of running text.
fn is_heading(blocks: &[Vec<&str>], at: usize) -> bool {
    let [line] = blocks[at][..] else { return false };
    let ends_open = line.chars().next_back().is_some_and(|c| c.is_alphanumeric() || "’')»”".contains(c));
    let capital = line.chars().next().is_some_and(|c| !c.is_lowercase() && c.is_alphanumeric());
    let between =
        at > 0 && is_prose(&blocks[at - 1]) && blocks.get(at + 1).is_some_and(|next| is_prose(next));
    line.chars().count() <= LONGEST_HEADING && ends_open && capital && between && !line.starts_with("By ")
}

fn markdown(blocks: &[Vec<&str>], at: usize) -> String {
    let block = &blocks[at];
    if is_heading(blocks, at) {
        return store::heading(block[0]);
    }
    let text = store::escape_paragraph(&block.join("\n"));
    if is_wrapped(block) { text } else { text.replace('\n', "\\\n") }
}

/// Lines that were broken to a width, rather than by their author: all but the last are long.
fn is_wrapped(block: &[&str]) -> bool {
    let Some((_, full)) = block.split_last() else { return true };
    let longest = full.iter().map(|line| line.chars().count()).max().unwrap_or(0);
    full.is_empty() || longest >= 50 && full.iter().all(|line| line.chars().count() * 3 >= longest * 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROSE: &str = "Harbour officials said the new ferry pier would open to passengers next month.";

    fn draft(text: &str) -> Draft {
        let file = File { name: "a.txt", path: "a", bytes: text.as_bytes() };
        read(&file, text).draft.expect("a draft")
    }

    #[test]
    fn the_header_gives_the_date_as_precisely_as_it_has_it() {
        for (text, date) in [
            (" date 2024-03-26 Text", "2024-03-26"),
            ("date 2019-04 Sous", "2019-04"),
            ("\ndate 1987\nx", "1987"),
        ] {
            assert_eq!(draft(text).date.unwrap().value, date);
        }
        let draft = draft("date 5 brought rain");
        assert!(draft.date.is_none());
        assert_eq!(draft.body, "date 5 brought rain");
    }

    #[test]
    fn a_header_that_is_no_date_is_said() {
        let text = "date 3 April 2019 The mayor resigned.";
        let reading = read(&File { name: "a.txt", path: "a", bytes: text.as_bytes() }, text);
        assert_eq!(reading.problems[0].code, "no-date");
    }

    #[test]
    fn a_headline_line_is_the_headline() {
        let draft = draft("HERONS ARE BACK\nBy Anabel Reyes\n\nThey came.");
        assert_eq!(draft.title.unwrap().value, "HERONS ARE BACK");
    }

    #[test]
    fn advertisements_are_removed_and_recorded() {
        let text = format!("{PROSE}\n\nAdvertisment\n\nThe Advertisement Show\n\n{PROSE}");
        let draft = draft(&text);
        assert_eq!(draft.body, format!("{PROSE}\n\n## The Advertisement Show\n\n{PROSE}"));
        let removed = draft.import.unwrap().removed;
        let expected = Removed { line: 3, rule: ADVERTISEMENT, text: "Advertisment".to_owned() };
        assert_eq!(removed, [expected]);
    }

    #[test]
    fn short_lines_are_headings_only_between_paragraphs() {
        let text = format!("Kicker\n\n{PROSE}\n\nA heading\n\n{PROSE}\n\nJohn Example\n\nLinden Circle");
        let body = draft(&text).body;
        assert_eq!(body.matches("## ").count(), 1);
        assert!(body.contains("\n\n## A heading\n\n"));
    }

    #[test]
    fn lines_keep_their_breaks_unless_they_were_wrapped() {
        let scores = draft("Scores of Friday\n\nNorthport 28, Eastbay 0\nMillbrook 57, Oldfield 20");
        assert!(scores.body.ends_with("Northport 28, Eastbay 0\\\nMillbrook 57, Oldfield 20"));
        let wrapped = draft(
            "The quick ferry crosses the sound eight times a day\nand carries the mail, the milk and the morning\npaper.\n\nEnd.",
        );
        assert!(wrapped.body.contains("a day\nand carries"));
    }
}
