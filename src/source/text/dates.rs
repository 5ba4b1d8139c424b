//! Which of the dates that a text prints is the article's, which its update's, and which is only kept.

use crate::article::printed_date::Printed;
use crate::article::{Claim, Draft, PartialDate};
use crate::problem::Place;

/// A date that stands alone on a line.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    pub updated: bool,
    pub date: PartialDate,
    /// The day is in the text, but not sure enough for `date`.
    pub ambiguous: bool,
    pub text: String,
    pub place: Place,
}

impl Seen {
    pub fn new(updated: bool, printed: Printed, text: &str, place: Place) -> Self {
        let Printed { date, ambiguous, .. } = printed;
        Self { updated, date, ambiguous, text: text.to_owned(), place }
    }
}

/// Settles the dates of a draft whose header, if it has one, is in `date`.
///
/// The header's day is never changed. A printed date that says another day, or the time of day too, is
/// kept as printed.
pub(super) fn settle(draft: &mut Draft, seen: &[Seen]) {
    if seen.is_empty() {
        return;
    }
    let claim = |seen: &Seen, value: String| Some(Claim { value, place: seen.place });
    let (updates, printed): (Vec<&Seen>, Vec<&Seen>) =
        seen.iter().filter(|seen| seen.date.is_known()).partition(|seen| seen.updated);
    let known = draft.date.as_ref().and_then(|claim| PartialDate::parse(&claim.value).ok());
    let best = printed.iter().max_by_key(|seen| (rank(seen.date), std::cmp::Reverse(seen.place.line)));
    match (known.filter(|date| date.is_known()), best.or(updates.first())) {
        (None, Some(first)) if draft.date.is_none() || known.is_some() => {
            draft.date = claim(first, first.date.to_string());
            if first.ambiguous {
                draft.date_text = claim(first, first.text.clone());
            }
        }
        (Some(date), Some(_)) => {
            let other = printed.iter().find(|seen| says_more(seen.date, date));
            draft.date_text = other.and_then(|seen| claim(seen, seen.text.clone()));
        }
        _ => {}
    }
    let date = draft.date.as_ref().and_then(|claim| PartialDate::parse(&claim.value).ok());
    let last = updates.iter().max_by_key(|seen| seen.date);
    if let (Some(last), None) = (last, &draft.updated) {
        // An update of the same day that does not say when says nothing.
        let same = printed.iter().any(|seen| seen.date == last.date);
        let later = date.is_none_or(|date| says_more(last.date, date) || last.date > date);
        if !same && last.date.is_known() && later {
            draft.updated = claim(last, last.date.to_string());
        }
    }
}

/// How much a date says.
fn rank(date: PartialDate) -> u8 {
    match date {
        PartialDate::Unknown => 0,
        PartialDate::Instant { .. } => 5,
        PartialDate::Day(_) => 4,
        PartialDate::Month { .. } => 3,
        _ => 1,
    }
}

/// Whether a printed date is another than the known one, or more precise.
fn says_more(printed: PartialDate, known: PartialDate) -> bool {
    match (printed.day(), known.day()) {
        (Some(one), Some(other)) if one == other => rank(printed) > rank(known),
        _ => printed.is_known() && printed != known,
    }
}
