//! The lines above the text that name it: kicker, headline, deck, and the points below them.

use crate::article::Claim;

use super::layout::Unit;
use super::piece::Became;
use super::top::{LONGEST_DECK, MOST_LINES};
use super::{Reader, labels, look, openings, rules};

/// A line with a headline and more beside it is no repetition, in bytes.
const MOST_BESIDE: usize = 80;
/// A longer line is no headline, in characters.
const LONGEST_HEADLINE: usize = 180;

/// Decides the units above the text; `text_at` is the first unit of the text.
pub(super) fn take(reader: &mut Reader<'_>, units: &[Unit], above: &[usize], text_at: usize) {
    let mut above = above.to_vec();
    let points = take_points(reader, units, &above);
    above.retain(|at| !points.contains(at));
    if let Some(title) =
        reader.given.title.clone().or_else(|| reader.draft.title.as_ref().map(|claim| claim.value.clone()))
    {
        repeated(reader, units, &title);
        return;
    }
    let candidates: Vec<usize> =
        above.iter().copied().filter(|at| is_headline(&reader.text_of(&units[*at]))).collect();
    let Some(headline) = choose(reader, units, &candidates, text_at) else { return };
    kicker(reader, units, &above, headline);
    let title = reader.text_of(&units[headline]).into_owned();
    let place = reader.pieces[units[headline].start].place();
    reader.draft.title = Some(Claim { value: title.clone(), place });
    for at in units[headline].clone() {
        reader.pieces[at].is_field("title", rules::HEADLINE);
    }
    repeated(reader, units, &title);
    let is_open = |reader: &Reader<'_>, at: usize| reader.pieces[units[at].start].is_open();
    let deck = above.iter().copied().find(|at| *at > headline && is_open(reader, *at));
    let free = reader.draft.subtitle.is_none();
    let signed = |at: usize| units.get(at + 1).is_some_and(|unit| !reader.pieces[unit.start].is_open());
    if let Some(at) = deck.filter(|at| free && is_deck(&reader.text_of(&units[*at]), signed(*at))) {
        let text = reader.text_of(&units[at]).into_owned();
        let place = reader.pieces[units[at].start].place();
        reader.draft.subtitle = Some(Claim { value: text, place });
        units[at].clone().for_each(|at| reader.pieces[at].is_field("subtitle", rules::DECK));
    }
    if reader.manner.aggressive {
        // In the dump of a page, what stands above the headline is the page's.
        for unit in units[..headline].iter().flat_map(|unit| unit.clone()) {
            if reader.pieces[unit].is_open() {
                reader.pieces[unit].is_removed(rules::OUTSIDE);
            }
        }
    }
}

/// The headline among the lines that may be one: the first, unless only a later one speaks of what the
/// text speaks of.
fn choose(reader: &Reader<'_>, units: &[Unit], candidates: &[usize], text_at: usize) -> Option<usize> {
    let first = *candidates.first()?;
    let text = |at: usize| reader.text_of(&units[at]);
    // `Pier opens | The Merrow Ledger`, which the page's own title is, above `Pier opens`.
    if let Some(same) = candidates.iter().copied().skip(1).find(|at| is_page_title(&text(first), &text(*at)))
    {
        return Some(same);
    }
    let lede: Vec<_> =
        units.iter().skip(text_at).take(2).map(|unit| reader.text_of(unit).to_lowercase()).collect();
    let lede = lede.join(" ");
    // Its longer words, and how many of them the text begins with.
    let shared = |at: usize| {
        let title = text(at).to_lowercase();
        let words = title.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() >= 4);
        (words.clone().filter(|word| lede.contains(word)).count(), words.count())
    };
    let kicker = candidates.len() > 1
        && look::is_upper(&text(first))
        && is_kicker(&text(first))
        && shared(first).0 < 2;
    if !kicker && (candidates.len() == 1 || shared(first).0 > 0) {
        return Some(first);
    }
    let later = candidates.iter().copied().skip(1).find(|at| {
        let (known, all) = shared(*at);
        known >= 2 && look::words(&text(first)) <= 2 || known * 2 >= all.max(1)
    });
    later.or_else(|| candidates.get(1).copied().filter(|_| kicker)).or(Some(first))
}

/// The line above the headline, if it is a kicker.
fn kicker(reader: &mut Reader<'_>, units: &[Unit], above: &[usize], headline: usize) {
    let before = above.iter().copied().rev().find(|at| *at < headline);
    let Some(at) = before.filter(|at| is_kicker(&reader.text_of(&units[*at]))) else { return };
    let piece = reader.pieces[units[at].start];
    if reader.draft.kicker.is_none() && piece.is_open() {
        let value = reader.text_of(&units[at]).into_owned();
        reader.draft.kicker = Some(Claim { value, place: piece.place() });
        units[at].clone().for_each(|at| reader.pieces[at].is_field("kicker", rules::KICKER));
    }
}

/// Whether a line is a headline with the paper's name behind it.
fn is_page_title(line: &str, headline: &str) -> bool {
    let first = look::first_letter(headline);
    if line.len() > headline.len() + MOST_BESIDE || first.is_some() && first != look::first_letter(line) {
        return false;
    }
    let parted = [" | ", " - ", " – ", " — "].iter().find_map(|mark| line.rsplit_once(mark));
    parted.is_some_and(|(title, _)| look::same_words(title, headline))
}

/// Points above the text: below a line `Story highlights`, or with bullets.
fn take_points(reader: &mut Reader<'_>, units: &[Unit], above: &[usize]) -> Vec<usize> {
    let mut points = Vec::new();
    let label = above.iter().copied().find(|at| labels::is_highlights(&reader.text_of(&units[*at])));
    for at in above.iter().copied() {
        let text = reader.text_of(&units[at]);
        let below = label.is_some_and(|label| at > label);
        if label == Some(at) || below || look::bullet(&text).is_some() {
            points.push(at);
        }
    }
    if points.len() < 2 {
        return Vec::new();
    }
    for at in &points {
        let became = if label == Some(*at) { Became::Heading } else { Became::Item };
        for piece in units[*at].clone() {
            reader.pieces[piece].becomes(became, rules::HIGHLIGHTS);
        }
    }
    points
}

/// The headline, where it is printed once more.
fn repeated(reader: &mut Reader<'_>, units: &[Unit], title: &str) {
    for unit in units.iter().take(MOST_LINES) {
        // Most are paragraphs, and too long.
        if !reader.pieces[unit.start].is_open() || reader.length_of(unit) > 2 * title.len() + MOST_BESIDE {
            continue;
        }
        let text = reader.text_of(unit);
        if look::same_words(&text, title) || is_page_title(&text, title) {
            for at in unit.clone() {
                reader.pieces[at].is_field("title", rules::REPEATED);
            }
        }
    }
}

fn is_headline(text: &str) -> bool {
    // In capitals a headline had a stop for long.
    let excused = text.ends_with("...") || look::ends_abbreviated(text) || look::is_upper(text);
    let stop = text.ends_with([':', ';', ',']) || text.ends_with(['.', '…']) && !excused;
    let words = look::words(text);
    // A script without spaces has a headline in one word.
    let enough = words >= 2 || look::width(text) >= 8 && look::width(text) > text.chars().count();
    look::width(text) <= LONGEST_HEADLINE
        && enough
        && words <= 30
        && !stop
        && (look::begins_high(text) || begins_with_a_name(text))
        && !text.starts_with('(')
        && look::bullet(text).is_none()
        && !text.contains("://")
        && !text.starts_with(['@', '#'])
        && !labels::leads_elsewhere(text)
}

/// `iPhone`, `analytics.gov`: names that begin with a small letter.
fn begins_with_a_name(text: &str) -> bool {
    let first = text.split(' ').next().unwrap_or("").trim_end_matches([':', ',']);
    first.contains('.') && !first.ends_with('.') || first.chars().skip(1).any(char::is_uppercase)
}

/// A few words in capitals above a headline, or the name of a section.
fn is_kicker(text: &str) -> bool {
    let section = look::words(text) <= 2
        && look::width(text) <= 24
        && look::begins_high(text)
        && !look::ends_with_stop(text);
    (1..=4).contains(&look::words(text)) && look::width(text) <= 40 && (look::is_upper(text) || section)
}

fn is_deck(text: &str, above_byline: bool) -> bool {
    look::words(text) >= 4
        && (!look::ends_with_stop(text) || above_byline)
        && look::width(text) <= LONGEST_DECK
        && look::begins_high(text)
        && !text.ends_with(':')
        // A byline that was not understood is still none of these.
        && openings::after(text, "by").is_none()
}
