//! A text with a margin that says what each of its lines became, and by which rule.

use crate::site::{Explained, Imported, ToldBy};
use crate::source::text::{Became, Row};

use super::super::report;

/// Prints the text of one source, from its first line to its last.
pub(super) fn print(imported: &Imported) {
    let file = imported.file.as_deref().unwrap_or("nothing");
    report::say(format!("{} → {file}", imported.source));
    let Some(Explained { text, rows, told_by }) = &imported.explained else { return };
    match told_by {
        ToldBy::Rules => {}
        ToldBy::Html => report::say("  HTML says itself what is what; there are no lines to decide"),
        ToldBy::Markdown => report::say("  Markdown says itself what is what; there are no lines to decide"),
        ToldBy::Nothing => report::say("  it has no text"),
    }
    let digits = rows.last().map_or(1, |row| row.line.to_string().len());
    let margins: Vec<(String, &str)> = rows.iter().map(|row| (became(row), row.rule)).collect();
    let width = |texts: &mut dyn Iterator<Item = usize>| texts.max().unwrap_or(0);
    let (left, right) = (
        width(&mut margins.iter().map(|(became, _)| became.chars().count())),
        width(&mut margins.iter().map(|(_, rule)| rule.chars().count())),
    );
    let mut last = 0;
    for (row, (became, rule)) in rows.iter().zip(&margins) {
        // A blank line of the text is a blank line here.
        if row.line > last + 1 && last > 0 {
            report::say(String::new());
        }
        let number = if row.line == last { String::new() } else { row.line.to_string() };
        last = row.line;
        let line = text.get(row.range.clone()).unwrap_or_default();
        report::say(format!("{number:>digits$}  {became:<left$}  {rule:<right$} │ {line}"));
    }
    report::say(String::new());
}

fn became(row: &Row) -> String {
    if row.field.is_empty() { name(row.became).to_owned() } else { row.field.to_owned() }
}

/// What a line became, in a word.
pub(super) fn name(became: Became) -> &'static str {
    match became {
        Became::Paragraph => "text",
        Became::Heading => "heading",
        Became::Line => "line",
        Became::Item => "item",
        Became::Field => "field",
        Became::Removed => "left out",
    }
}
