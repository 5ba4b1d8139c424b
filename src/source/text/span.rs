//! The longest run of running text in the dump of a whole page: everything around it is taken out.
//!
//! Only on request, because it costs texts that are clean already.

use super::{Reader, look, rules};

/// Lines above the run that may still be its headline, byline or date.
const ABOVE: usize = 8;

/// Keeps the run of lines with the most words of sentences, less the words of everything else.
pub(super) fn keep_longest(reader: &mut Reader<'_>) {
    let score = |text: &str| {
        let words = look::words(text) as i64;
        if look::is_prose(text) { words } else { -words - 3 }
    };
    let (mut best, mut sum, mut start) = ((0, 0, 0), 0, 0);
    for (at, piece) in reader.pieces.iter().enumerate() {
        // What is decided already neither parts a run nor lengthens it.
        let worth = if piece.is_open() { score(piece.text) } else { 0 };
        if sum <= 0 {
            (sum, start) = (0, at);
        }
        sum += worth;
        if sum > best.0 {
            best = (sum, start, at + 1);
        }
    }
    let (sum, first, end) = best;
    if sum == 0 {
        return;
    }
    let first = first.saturating_sub(ABOVE);
    for (at, piece) in reader.pieces.iter_mut().enumerate() {
        if piece.is_open() && !(first..end).contains(&at) {
            piece.is_removed(rules::OUTSIDE);
        }
    }
}
