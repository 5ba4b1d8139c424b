//! The rules of the text reader by name: what `--explain`, `--report` and the `[import]` table call them.
//!
//! A rule is a name that stays the same for ever, because files in git carry it, and a sentence that says
//! what it does. `docs/import.md` has a row for each; a test compares the two.

/// The name of a rule.
pub type Rule = &'static str;

macro_rules! rules {
    ($($constant:ident = $name:literal: $meaning:literal;)*) => {
        $(#[doc = $meaning] pub const $constant: Rule = $name;)*

        /// All rules: the name, and what it does.
        pub const ALL: &[(Rule, &str)] = &[$(($name, $meaning),)*];
    };
}

rules! {
    HEADER_DATE = "header-date": "The first line begins with `date` and a date.";
    LABEL = "label": "A line `Title: …`, `Author: …`, `Section: …` at the top says what it is.";
    ADVERTISEMENT = "advertisement": "The line is a mark of an advertisement and nothing else.";
    NOISE = "noise": "The line is one of the `noise` lines of `backfile.toml`.";
    NAVIGATION = "navigation": "Before the first sentence, a line of nothing but a page's menu and buttons.";
    ICONS = "icons": "Before the first sentence, descriptions of icons: `Menu An icon of 3 horizontal lines.`";
    PRINTED_DATE = "printed-date": "A line at the top or the end that is a date and nothing else.";
    UPDATED = "updated": "A line at the top or the end that says when the article was updated.";
    KICKER = "kicker": "A few words in capitals above the headline.";
    HEADLINE = "headline": "The first line that is no sentence, above the text.";
    REPEATED = "repeated-headline": "The headline, printed once more.";
    DECK = "deck": "The line between the headline and the text or the byline.";
    BYLINE = "byline": "Who wrote it: `By Jane Doe`.";
    JOB_TITLE = "job-title": "The line below a byline that says what its author is.";
    AGENCY = "agency": "A line that names an agency and nothing else.";
    DATELINE = "dateline": "Place and agency before the first words: `KYIV, Ukraine (AP) —`.";
    CAPTION = "caption": "The text of a picture, which ends by naming its source: `Photo: AP`.";
    TOPIC = "topic": "A line `Topic | Harbour` or `Tags: harbour, ferries`.";
    HIGHLIGHTS = "highlights": "Points above the text, with bullets or below `Story highlights`: a list.";
    BULLET = "bullet": "A line with a bullet: an item of a list.";
    HEADING = "heading": "A short line without a stop between two paragraphs, and not too many of them.";
    LINES = "lines": "Short lines that follow each other: scores, names, verse. Their breaks are kept.";
    TIME_STAMP = "time-stamp": "A line that begins with a time of day is part of a running report, no heading.";
    SIGNATURE = "signature": "The lines below a letter: its author.";
    CORRECTION = "correction": "A paragraph at the top or the end that begins with `Correction:` and the like.";
    NOTE = "editors-note": "A paragraph that begins with `Editor’s note:`; it stays in the text.";
    CONTRIBUTORS = "contributors": "`(Reporting by A; Editing by B)` at the end.";
    TRAILER = "trailer": "The agency or the desk’s initials at the end: `jd/ro (AP, dpa)`.";
    SOURCE = "source": "A line `SOURCE: Example Corp` at the end.";
    END_MARK = "end-mark": "`-30-`, `###`, `ENDS`: the end of a wire story.";
    COPYRIGHT = "copyright": "A line that says who has the rights.";
    JUMP_LINE = "jump-line": "`Continued on A6`: where the printed page went on.";
    OUTSIDE = "outside": "With `--aggressive`: outside the longest run of running text.";
    PARAGRAPH = "paragraph": "Everything else is text.";
}

/// The name of a rule as we know it, for an `[import]` table that is read back.
pub fn known(name: &str) -> Rule {
    ALL.iter().map(|(known, _)| *known).find(|known| *known == name).unwrap_or("other")
}
