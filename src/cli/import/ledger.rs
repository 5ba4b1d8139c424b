//! The table at the end of an import: what the rules made of the lines, and how often.

use crate::site::{Count, Ledger};
use crate::source::Mended;
use crate::source::text::Became;
use crate::words;

use super::super::report;
use super::explain;

const HEADINGS: [&str; 4] = ["lines became", "by the rule", "lines", "in articles"];

/// What a reader wants to see first: what was taken for something, then what stayed text, and last what
/// is shown nowhere.
const ORDER: [Became; 6] =
    [Became::Field, Became::Heading, Became::Item, Became::Line, Became::Paragraph, Became::Removed];

/// Prints how often each rule did something, and what was mended.
pub(super) fn print(ledger: &Ledger) {
    table(ledger.lines()).into_iter().for_each(report::say);
    mended(&ledger.mended).into_iter().for_each(report::say);
}

/// A line of headings and one for each rule, the most frequent of its kind first.
fn table(mut counts: Vec<Count>) -> Vec<String> {
    if counts.is_empty() {
        return Vec::new();
    }
    let place = |count: &Count| ORDER.iter().position(|became| *became == count.became);
    counts.sort_by(|one, other| {
        (place(one), other.lines, one.rule).cmp(&(place(other), one.lines, other.rule))
    });
    let row = |count: &Count| {
        let [lines, articles] = [count.lines, count.articles].map(|number| words::thousands(number as usize));
        [explain::name(count.became).to_owned(), count.rule.to_owned(), lines, articles]
    };
    let rows: Vec<[String; 4]> =
        std::iter::once(HEADINGS.map(str::to_owned)).chain(counts.iter().map(row)).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].len()).max().unwrap_or(0);
    let [became, rule, lines, articles] = [0, 1, 2, 3].map(width);
    let line = |row: &[String; 4]| {
        format!("{:<became$}  {:<rule$}  {:>lines$}  {:>articles$}", row[0], row[1], row[2], row[3])
    };
    rows.iter().map(line).collect()
}

fn mended(mended: &Mended) -> Vec<String> {
    let parts = [
        (mended.mojibake, "letter", " that went through a wrong encoding"),
        (mended.soft_hyphens, "soft hyphen", ""),
        (mended.zero_width, "character", " without width"),
    ];
    let told = parts.into_iter().filter(|(number, ..)| *number > 0);
    told.map(|(number, noun, more)| format!("mended: {}{more}", words::count(number, noun))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_understood_comes_before_what_was_left_out() {
        let count = |became, rule, lines| Count { became, rule, articles: 1, lines };
        let counts = vec![
            count(Became::Paragraph, "paragraph", 12_345),
            count(Became::Removed, "noise", 2),
            count(Became::Field, "kicker", 1),
            count(Became::Field, "byline", 1),
            count(Became::Field, "header-date", 10),
            count(Became::Heading, "heading", 7),
        ];
        let expected = "\
lines became  by the rule   lines  in articles
field         header-date      10            1
field         byline            1            1
field         kicker            1            1
heading       heading           7            1
text          paragraph    12,345            1
left out      noise             2            1";
        assert_eq!(table(counts).join("\n"), expected);
        assert!(table(Vec::new()).is_empty());
    }

    #[test]
    fn one_is_told_as_one() {
        let said = mended(&Mended { mojibake: 2, soft_hyphens: 1, zero_width: 0 });
        assert_eq!(said, ["mended: 2 letters that went through a wrong encoding", "mended: 1 soft hyphen"]);
    }
}
