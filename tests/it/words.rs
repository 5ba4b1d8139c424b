//! The promise of the text reader: no word is lost, and what Markdown takes for syntax comes out as written.

use backfile::article::{House, admit, markdown};
use backfile::fingerprint::Fingerprint;
use backfile::source::text::Became;
use backfile::source::{self, File, Format, Manner, Reading};
use proptest::prelude::*;

use crate::any::cases;

/// Lines of which news texts are made, and of which trouble is.
const LINES: &[&str] = &[
    "",
    "",
    " date 2024-03-26 Harbour officials said the new ferry pier would open to passengers next month.",
    "date 2019-04",
    "Advertisment",
    "Harbour",
    "news",
    "Correction: Nov. 4, 2019",
    "An earlier version of this story gave the wrong number of people",
    "and the wrong name of the mayor, who is",
    "___",
    "0000-00-00",
    "Subscribe Register Login",
    "Title: The pier opens",
    "Author: Jane Doe",
    "HARBOUR NEWS",
    "The pier opens at last",
    "By Jane Doe and John Roe, AP",
    "Staff Writer",
    "Tuesday, March 28, 2017, 3:59 p.m.",
    "Published on: May 5, 2020 | Updated on: May 6, 2020",
    "PORT MERROW, Maine (AP) — The ferry came late on Tuesday, and nobody on the pier was surprised at all.",
    "The pier at dawn. Photo: Jane Doe",
    "Menu An icon of 3 horizontal lines. Death toll rises",
    "Story highlights",
    "- Leader will step down",
    "• Party to begin contest",
    "* a star",
    "Topic | Harbour",
    "A sentence that is long enough to be running text, with a stop at its end.",
    "Another such sentence, which says that the pier has cost 4.2 million so far.",
    "Raising the Wall",
    "Northport 28, Eastbay 0, F",
    "0130 GMT — Death toll rises above 15,000",
    "Dear Editor:",
    "John Example",
    "Correction, Nov. 25: An earlier version named the wrong pier.",
    "(Reporting by Jane Doe; Editing by John Roe)",
    "jd/ro (AP, dpa)",
    "Continued on A6",
    "-30-",
    "###",
    "© 2020 The Ledger. All rights reserved.",
    "SOURCE: Example Corp",
    "1. FC Köln won by {{ 3 }} goals_to_nil, and #1 fan <b>Ann</b> paid $4.2 million & $5.",
    "> a < b and &amp; is five signs, [^1] ![x](y) `code` ~~struck~~ | a | b |",
    "--|--",
    "===",
    "The quick ferry crosses the sound eight times a day",
    "and carries the mail, the milk and the morning",
    "    indented four",
    "\tand a tab",
    "港口开放了。渡轮来了。",
    "Ярмарка закрылась",
    "e\u{301}cole\u{ad}s",
    "\u{2028}",
];

pub fn texts() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        6 => prop::sample::select(LINES).prop_map(str::to_owned),
        1 => "\\PC{0,60}",
        1 => "[ *_#>`\\[\\]()<&$|~^=+0-9.:!\\\\-]{0,12}[a-z]{0,5}",
    ];
    prop::collection::vec(line, 0..14).prop_map(|lines| lines.join("\n"))
}

fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

fn read(text: &str, manner: &Manner) -> Reading {
    source::read(&File { name: "in/a.txt", path: "a", bytes: text.as_bytes() }, Format::Text, manner)
}

/// The words that a reader sees.
fn shown(markdown: &str) -> String {
    let html = markdown::render(markdown, "x", &|_| None).html;
    let mut out = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => {
                inside = false;
                // A mark of emphasis would part a word here, so the test sees it.
                out.push(' ');
            }
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

fn check(text: &str, manner: &Manner) {
    let Reading { draft: Some(draft), rows, text: decoded, .. } = read(text, manner) else { return };
    let row = |row: &source::text::Row| decoded[row.range.clone()].to_owned();
    let all: Vec<String> = rows.iter().map(row).collect();
    assert_eq!(words(&all.join("\n")), words(&decoded), "the rows are the text");
    let body: Vec<String> = rows.iter().filter(|row| row.became.is_body()).map(row).collect();
    assert_eq!(
        words(&shown(&draft.body)),
        words(&body.join("\n")),
        "the body is what its rows say:\n{}",
        draft.body
    );
    let recorded: Vec<String> = rows.iter().filter(|row| !row.became.is_body()).map(row).collect();
    let removed: Vec<String> =
        draft.import.unwrap().removed.into_iter().map(|removed| removed.text).collect();
    assert_eq!(removed, recorded, "everything else is recorded");
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn every_word_is_in_the_article_or_recorded(text in texts(), aggressive in any::<bool>()) {
        check(&text, &Manner { aggressive, noise: vec!["raising the wall".to_owned()], ..Manner::default() });
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let file = File { name: "in/a.txt", path: "a", bytes: &bytes };
        let Reading { draft, problems, .. } = source::read(&file, Format::Text, &Manner::default());
        prop_assert!(draft.is_some() || !problems.is_empty());
    }

    #[test]
    fn what_is_read_is_admitted_with_the_same_words(text in texts()) {
        let Reading { draft: Some(draft), .. } = read(&text, &Manner::default()) else { return Ok(()) };
        let body = draft.body.clone();
        if let Some(article) = admit(draft, &House::default(), Fingerprint::default()).article {
            let (admitted, read) = (shown(&article.body.text), shown(&body));
            prop_assert_eq!(words(&admitted), words(&read));
        }
    }

    #[test]
    fn signs_come_out_as_written(line in "[ -~]{1,80}") {
        let text = format!("{line}\n\nA sentence that is long enough to be running text, with a stop at its end.");
        let Reading { draft: Some(draft), rows, text, .. } = read(&text, &Manner::default()) else { return Ok(()) };
        let squeezed = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let kept = rows.iter().filter(|row| matches!(row.became, Became::Paragraph | Became::Heading | Became::Line));
        let kept: String = kept.map(|row| squeezed(&text[row.range.clone()])).collect();
        prop_assert_eq!(squeezed(&shown(&draft.body)), kept, "{}", draft.body);
    }
}
