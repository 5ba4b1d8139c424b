//! Years that are not certain, as archivists and historians print them.

use super::PartialDate;
use super::calendar::{Found, is_plain_year};
use super::cursor::Cursor;
use crate::article::date::Doubt;

/// Words that make a year a guess.
const ABOUT: &[&str] = &[
    "about",
    "approx",
    "approximately",
    "around",
    "c",
    "ca",
    "cca",
    "circa",
    "environ",
    "hacia",
    "um",
    "vers",
];

/// `1940?`, `1940~`, `194X`, `1940s`, `c. 1940`, `~1940`.
pub(super) fn read(cursor: &mut Cursor<'_>) -> Option<Found> {
    let date = if cursor.peek().is_some_and(|next| next.is_ascii_digit()) {
        let found = cursor.attempt(marked).or_else(|| cursor.attempt(decade));
        found.or_else(|| cursor.attempt(masked))?
    } else {
        cursor.attempt(about)?
    };
    Some(Found::bare(date))
}

/// Whether a folded word makes a year a guess.
pub(super) fn is_about(word: &str) -> bool {
    ABOUT.contains(&word)
}

/// `c. 1940`, `ca. 1940`, `um 1940`, `vers 1940?`.
fn about(cursor: &mut Cursor<'_>) -> Option<PartialDate> {
    if cursor.take(&['~']).is_none() {
        cursor.one_of(ABOUT).then_some(())?;
        cursor.take(&['.']);
    }
    cursor.spaces();
    let year = plain_year(cursor)?;
    let doubt = match cursor.take(&['?']) {
        Some(_) => Doubt::Both,
        None => Doubt::Approximate,
    };
    Some(PartialDate::Around { year, doubt })
}

/// `1940?`, `1940~`. What is `1940%` in catalogues is a share of something in print.
fn marked(cursor: &mut Cursor<'_>) -> Option<PartialDate> {
    let year = plain_year(cursor)?;
    let doubt = match cursor.take(&['?', '~'])? {
        '?' => Doubt::Uncertain,
        _ => Doubt::Approximate,
    };
    Some(PartialDate::Around { year, doubt })
}

/// `1940s`, `1940's`, `1940er`. `1900s` may be ten years or a hundred, and is not read.
fn decade(cursor: &mut Cursor<'_>) -> Option<PartialDate> {
    let year = plain_year(cursor).filter(|year| year % 10 == 0 && year % 100 != 0)?;
    cursor.take(&['\'', '’']);
    cursor.one_of(&["s", "er"]).then_some(PartialDate::Decade(year / 10))
}

/// `194X`.
fn masked(cursor: &mut Cursor<'_>) -> Option<PartialDate> {
    let decade = cursor.number(3..=3)? as i32;
    cursor.take(&['X', 'x'])?;
    is_plain_year(decade * 10).then_some(PartialDate::Decade(decade))
}

fn plain_year(cursor: &mut Cursor<'_>) -> Option<i32> {
    cursor.year().filter(|year| is_plain_year(*year))
}
