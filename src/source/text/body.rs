//! The text itself: which lines are headings, items, or lines whose breaks count.
//!
//! A short line alone says little. What stands above and below it, and how many of its kind there are in
//! the whole text, says whether it is a heading.

use super::layout::Unit;
use super::piece::Became;
use super::{Reader, labels, look, noise, notes, openings, rules};

/// A line wider than this is no heading.
const WIDEST_HEADING: usize = 80;
/// A heading has no more words than this.
const MOST_WORDS: usize = 12;
/// Words of text for each heading, at least: in the papers there are about 80, in short texts some less.
const WORDS_PER_HEADING: usize = 60;
/// A line wider than this is no line of a table of results, a list of names or a poem.
const WIDEST_LINE: usize = 70;

/// Decides all units that are still open.
pub(super) fn units(reader: &mut Reader<'_>, units: &[Unit]) {
    let open: Vec<Unit> = units.iter().filter(|unit| reader.pieces[unit.start].is_open()).cloned().collect();
    items(reader, &open);
    lines(reader, &open);
    headings(reader, &open);
    for unit in open {
        let text = reader.text_of(&unit);
        let rule = if notes::is_editors_note(&text) {
            rules::NOTE
        } else if look::begins_with_time(&text) {
            rules::TIME_STAMP
        } else {
            rules::PARAGRAPH
        };
        for piece in reader.pieces[unit].iter_mut().filter(|piece| piece.is_open()) {
            piece.becomes(Became::Paragraph, rule);
        }
    }
}

/// Bullets. A dash alone may be a speaker in a dialogue; two in a row are a list.
fn items(reader: &mut Reader<'_>, units: &[Unit]) {
    // In a dialogue a second dash stands before who says it.
    let is_item = |unit: &Unit| {
        let text = reader.pieces[unit.start].text;
        let said = text.starts_with('-') && (text[1..].contains(" - ") || text[1..].contains(" – "));
        !text.starts_with('–') && !said && look::bullet(text).is_some()
    };
    let marked: Vec<bool> = units.iter().map(is_item).collect();
    for (at, unit) in units.iter().enumerate().filter(|(at, _)| marked[*at]) {
        let beside = at > 0 && marked[at - 1] || marked.get(at + 1) == Some(&true);
        let sure = !reader.pieces[unit.start].text.starts_with(['-', '*', '·']);
        if beside || sure {
            unit.clone().for_each(|at| reader.pieces[at].becomes(Became::Item, rules::BULLET));
        }
    }
}

/// Runs of short lines: their breaks count.
fn lines(reader: &mut Reader<'_>, units: &[Unit]) {
    let short: Vec<bool> = units
        .iter()
        .map(|unit| {
            let piece = &reader.pieces[unit.start];
            unit.len() == 1
                && piece.is_open()
                && !look::is_wider(piece.text, WIDEST_LINE)
                && !look::is_prose(piece.text)
                && !announces(piece.text)
        })
        .collect();
    let mut at = 0;
    while at < units.len() {
        let run = (at + 1..units.len())
            .find(|next| !short[*next] || reader.pieces[units[*next].start].gap || !short[at])
            .unwrap_or(units.len());
        // Sentences that follow each other are paragraphs, however short.
        let is_sentence = |unit: &Unit| {
            let text = reader.pieces[unit.start].text;
            look::is_sentence(text) && !look::ends_abbreviated(text)
        };
        // The longest end of the run that is mostly lines.
        let (mut sentences, mut start) = (0, run);
        for first in (at..run).rev().filter(|_| short[at]) {
            sentences += usize::from(is_sentence(&units[first]));
            if run - first >= 2 && sentences * 2 < run - first {
                start = first;
            }
        }
        for unit in &units[start..run] {
            reader.pieces[unit.start].becomes(Became::Line, rules::LINES);
        }
        at = run;
    }
}

/// A sentence with a colon at its end is text above a list, and not the list's first line.
fn announces(text: &str) -> bool {
    text.ends_with(':') && look::words(text) >= 5
}

/// Short lines between paragraphs, if the text has not too many of them.
fn headings(reader: &mut Reader<'_>, units: &[Unit]) {
    let text = |at: usize| reader.text_of(&units[at]);
    let open = |at: usize| reader.pieces[units[at].start].is_open();
    let candidates: Vec<usize> = (1..units.len().saturating_sub(1))
        .filter(|at| open(*at) && units[*at].len() == 1 && is_heading_like(&text(*at)))
        .filter(|at| {
            // A colon above announces what comes; items above are a list that ended.
            let above =
                if open(at - 1) { look::is_prose(&text(at - 1)) } else { is_list(reader, &units[at - 1]) };
            let below = || {
                let below = text(at + 1);
                look::is_sentence(&below) && look::width(&below) > look::width(&text(*at))
            };
            let follows = || if open(at + 1) { below() } else { is_list(reader, &units[at + 1]) };
            above && follows() && !noise::is_navigation(&text(*at), &reader.manner.navigation)
        })
        .collect();
    if candidates.is_empty() {
        return;
    }
    // A word has six bytes or so, its space included.
    let words = units.iter().map(|unit| reader.length_of(unit)).sum::<usize>() / 6;
    // Where many lines are questions, somebody asks them.
    let asks = |at: &usize| reader.pieces[units[*at].end - 1].text.ends_with('?');
    let interview = (0..units.len()).filter(asks).count() >= 3;
    let room = words.div_ceil(WORDS_PER_HEADING).max(1);
    let kept: Vec<usize> = candidates.into_iter().filter(|at| !(interview && asks(at))).collect();
    if kept.len() > room {
        return;
    }
    let kept: Vec<usize> = kept.into_iter().map(|at| units[at].start).collect();
    for at in kept {
        reader.pieces[at].becomes(Became::Heading, rules::HEADING);
    }
}

/// A list above or below a heading.
fn is_list(reader: &Reader<'_>, unit: &Unit) -> bool {
    reader.pieces[unit.start].fate.is_some_and(|fate| fate.became == Became::Item)
}

fn is_heading_like(text: &str) -> bool {
    // Most lines are paragraphs, and too long: the cheapest question comes first.
    if look::is_wider(text, WIDEST_HEADING) {
        return false;
    }
    let stop = look::ends_with_stop(text) && !text.ends_with(['?', '!']) && !look::ends_abbreviated(text);
    let words = look::words(text);
    let numbers =
        || text.split_whitespace().filter(|word| word.starts_with(|c: char| c.is_ascii_digit())).count();
    !stop
        && (1..=MOST_WORDS).contains(&words)
        && !look::is_left_open(text)
        && !text.ends_with([':', ';'])
        && look::begins_high(text)
        && !text.starts_with(['(', '“', '"', '„', '«', '—', '–'])
        // Scores, times and addresses are full of numbers.
        && numbers() * 3 <= words.max(3)
        && !look::begins_with_time(text)
        && !text.contains(['@', '|'])
        && !text.contains("://")
        && openings::after(text, "by").is_none()
        && !labels::leads_elsewhere(text)
}
