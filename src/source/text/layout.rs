//! How a text parts its paragraphs: by blank lines, by line ends, or by neither because its lines were
//! broken to a width. Decided for the whole file, from how its lines end.

use super::look;
use super::piece::Piece;

/// Lines that were broken to a width are not wider than this, in characters.
const WIDEST: usize = 140;
/// And the widest of them not narrower.
const NARROWEST: usize = 45;
/// Columns of print are narrower; then many lines must say so.
const NARROWEST_COLUMN: usize = 26;

/// The lines of the file that are one paragraph, a heading, or another thing of its own: indices of
/// pieces, from the first to behind the last. Decided pieces stand alone.
pub(super) type Unit = std::ops::Range<usize>;

/// Divides the pieces into units.
pub(super) fn units(pieces: &[Piece<'_>]) -> Vec<Unit> {
    let width = wrapped_to(pieces);
    let parted = pieces.iter().filter(|piece| piece.gap).count() > 3;
    let mut units: Vec<Unit> = Vec::with_capacity(pieces.len());
    for at in 0..pieces.len() {
        let start = units.last().map_or(0, |unit| unit.start);
        let goes_on = at > 0
            && (is_second_line(pieces, at)
                || is_cut(pieces, at)
                || width.is_some_and(|width| goes_on(pieces, start, at, width, parted)));
        match units.last_mut() {
            Some(unit) if goes_on => unit.end = at + 1,
            _ => units.push(at..at + 1),
        }
    }
    units
}

/// Whether a sentence goes on from the line above: nobody ends a long line so and begins the next small.
fn is_cut(pieces: &[Piece<'_>], at: usize) -> bool {
    let (above, line) = (&pieces[at - 1], &pieces[at]);
    !line.gap
        && above.is_open()
        && line.is_open()
        && line.text.starts_with(char::is_lowercase)
        && look::is_wider(above.text, NARROWEST - 1)
        && !look::ends_with_stop(above.text)
        && !above.text.ends_with([':', ';'])
}

/// Whether a line of the first few is the second of a headline in two lines.
fn is_second_line(pieces: &[Piece<'_>], at: usize) -> bool {
    let (above, line) = (&pieces[at - 1], &pieces[at]);
    let alone =
        (at == 1 || above.gap) && pieces.get(at + 1).is_some_and(|below| below.gap || !below.is_open());
    at < 8
        && alone
        && !line.gap
        && above.is_open()
        && line.is_open()
        && line.text.starts_with(char::is_lowercase)
        && !look::ends_with_stop(line.text)
        && !look::is_wider(above.text, 90)
        && !look::ends_with_stop(above.text)
}

/// Whether a line belongs to the paragraph of the line above it.
fn goes_on(pieces: &[Piece<'_>], start: usize, at: usize, width: usize, parted: bool) -> bool {
    let (above, line) = (&pieces[at - 1], &pieces[at]);
    let apart = line.gap || !above.is_open() || !line.is_open();
    let bullet = look::bullet(line.text).is_some() && look::bullet(pieces[start].text).is_some();
    if apart || bullet || look::is_wider(above.text, WIDEST) {
        return false;
    }
    let first = start + 1 == at;
    let indented = line.indent >= 2 && line.indent > above.indent + 1 && !first;
    let hanging = look::bullet(pieces[start].text).is_some() && line.indent > pieces[start].indent;
    if indented && !hanging {
        return false;
    }
    // The next word would have fitted: the line was ended, not broken.
    let filled = above.indent + look::width(above.text) + 1 + first_word(line.text);
    // Where blank lines part the paragraphs, lines of half the width may be broken ones as well.
    let broken = filled > width || parted && filled * 2 > width && !look::ends_with_stop(above.text);
    broken || line.text.starts_with(char::is_lowercase) && !look::ends_with_stop(above.text)
}

fn first_word(text: &str) -> usize {
    look::width(text.split_whitespace().next().unwrap_or(""))
}

/// The width to which the file's lines were broken, if they were.
fn wrapped_to(pieces: &[Piece<'_>]) -> Option<usize> {
    let open = || pieces.iter().filter(|piece| piece.is_open());
    // Lines longer than a page is wide are paragraphs, and then all lines are as their author ended them.
    let wide = open().filter(|piece| look::is_wider(piece.text, WIDEST)).count();
    if wide > 1 && wide * 6 > open().count() {
        return None;
    }
    let joints = || {
        pieces.windows(2).filter(|pair| {
            !pair[1].gap && pair[0].is_open() && pair[1].is_open() && !look::is_wider(pair[0].text, WIDEST)
        })
    };
    let width = joints().map(|pair| pair[0].indent + look::width(pair[0].text)).max()?;
    if width < NARROWEST_COLUMN {
        return None;
    }
    // In narrow columns lines are of very different lengths.
    let slack = if width < NARROWEST { 5 } else { 0 };
    let (mut all, mut broken, mut low) = (0, 0, 0);
    for pair in joints() {
        all += 1;
        let full = pair[0].indent + look::width(pair[0].text) + 1 + first_word(pair[1].text) + slack > width;
        let begins_low = pair[1].text.starts_with(char::is_lowercase);
        broken += usize::from(full || begins_low || look::ends_with_stop(pair[0].text));
        low += usize::from(begins_low && !look::ends_with_stop(pair[0].text));
    }
    // In running text about half of the broken lines go on with a small letter, in any language.
    let enough = if width < NARROWEST { all >= 4 && low * 2 >= all } else { low * 3 >= all };
    (broken * 4 >= all * 3 && enough).then_some(width)
}

#[cfg(test)]
mod tests {
    use super::super::piece::pieces;
    use super::*;

    fn divided(text: &str) -> Vec<usize> {
        units(&pieces(text)).into_iter().map(|unit| unit.len()).collect()
    }

    #[test]
    fn broken_lines_are_joined() {
        let text = "The quick ferry crosses the sound eight times a day\nand carries the mail, the milk and the morning\npaper.\n\nEnd.";
        assert_eq!(divided(text), [3, 1]);
        let text = "The quick ferry crosses the sound eight times a day\nand carries the mail, the milk and the morning\npaper to all of the islands.\nThe second paragraph begins on a line of its own\nand is broken to the same width as the one above.";
        assert_eq!(divided(text), [3, 2]);
    }

    #[test]
    fn ended_lines_stay() {
        assert_eq!(divided("Northport 28, Eastbay 0\nMillbrook 57, Oldfield 20\nHilltop 28"), [1, 1, 1]);
        assert_eq!(
            divided("Prime minister announces resignation in emotional speech\nBy Jane Doe\nThe end."),
            [1, 1, 1]
        );
        let long = "A paragraph that its author ended, and not a program. ".repeat(4);
        assert_eq!(divided(&format!("{long}\n{long}\n{long}")), [1, 1, 1]);
    }
}
