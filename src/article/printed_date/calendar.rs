//! Days, months and years as they are printed, without a time of day but for `ctime`'s, which stands
//! before the year.

use chrono::NaiveDate;

use super::clock::{self, Clock, Manner};
use super::cursor::Cursor;
use super::{DateOrder, PartialDate, months, numbers};

/// A date, and what its form says about the text behind it.
#[derive(Clone, Copy)]
pub(super) struct Found {
    pub date: PartialDate,
    /// A year or a month alone, which may be the start of a sentence as well.
    pub bare: bool,
    /// Printed as machines do, so that `T14:00` may follow.
    pub exact: bool,
    /// In Chinese, Japanese or Korean, where the next word follows at once.
    pub open: bool,
    /// The day-month order was not known and mattered.
    pub ambiguous: bool,
    /// A time that stood before the year.
    pub clock: Option<Clock>,
}

const OF: &[&str] = &["of", "de", "del", "di", "do"];
const ORDINALS: &[&str] =
    &["st", "nd", "rd", "th", "er", "re", "ere", "e", "eme", "de", "ste", "o", "a", "º", "ª"];

impl Found {
    /// A date of one form and with nothing special about it.
    pub fn of(date: PartialDate) -> Self {
        Self { date, bare: false, exact: false, open: false, ambiguous: false, clock: None }
    }

    pub fn bare(date: PartialDate) -> Self {
        Self { bare: true, ..Self::of(date) }
    }

    pub fn exact(date: PartialDate) -> Self {
        Self { exact: true, ..Self::of(date) }
    }
}

/// Whether a number can be a year where nothing else says that it is one.
pub(super) fn is_plain_year(year: i32) -> bool {
    (1500..=2100).contains(&year)
}

/// A date that begins at the cursor.
pub(super) fn read(cursor: &mut Cursor<'_>, order: DateOrder) -> Option<Found> {
    if !cursor.peek().is_some_and(|next| next.is_ascii_digit()) {
        return cursor.attempt(month_first);
    }
    let found = cursor.attempt(|cursor| numbers::read(cursor, order));
    let found = found.or_else(|| cursor.attempt(year_and_name)).or_else(|| cursor.attempt(day_first));
    found.or_else(|| bare_year(cursor))
}

/// A day that exists.
pub(super) fn day(year: i32, month: u32, day: u32) -> Option<PartialDate> {
    NaiveDate::from_ymd_opt(year, month, day).map(PartialDate::Day)
}

/// `2024 March 26`, `2024, March 26`.
fn year_and_name(cursor: &mut Cursor<'_>) -> Option<Found> {
    let year = cursor.year()?;
    cursor.gap(&[',']);
    let month = cursor.word(months::find)?;
    cursor.take(&['.']);
    cursor.spaces();
    let number = cursor.number(1..=2)?;
    ordinal(cursor);
    day(year, month, number).map(Found::of)
}

/// `24 May 2019`, `3rd of May, 1987`, `25. September 2018`, `3 de junio de 2019`, `26-FEB-1987`, `26MAR2024`,
/// `26/Mar/2024:14:00:00`.
fn day_first(cursor: &mut Cursor<'_>) -> Option<Found> {
    let number = cursor.number(1..=2)?;
    ordinal(cursor);
    joint(cursor);
    of(cursor);
    let month = month(cursor)?;
    let year = year_behind(cursor)?;
    let found = Found::of(day(year, month, number)?);
    let clock = server_time(cursor);
    Some(Found { clock, ..found })
}

/// The time in the logs of web servers: `:14:00:00 +0100`.
fn server_time(cursor: &mut Cursor<'_>) -> Option<Clock> {
    cursor.attempt(|cursor| {
        cursor.take(&[':'])?;
        clock::read(cursor, Manner { announced: false, exact: true })
    })
}

/// `March 26, 2024`, `Mar-26-2024`, `May 1987`, `mars 1987`, `Mar 26 14:00:00 CET 2024`.
fn month_first(cursor: &mut Cursor<'_>) -> Option<Found> {
    let month = month(cursor)?;
    if let Some(year) = cursor.attempt(year_behind) {
        return is_plain_year(year).then_some(Found::bare(PartialDate::Month { year, month }));
    }
    joint(cursor);
    cursor.attempt(|cursor| cursor.one_of(&["the"]).then(|| cursor.spaces()));
    let number = cursor.number(1..=2)?;
    ordinal(cursor);
    if let Some(year) = cursor.attempt(year_behind) {
        return day(year, month, number).map(Found::of);
    }
    cursor.gap(&[',']);
    let clock = clock::read(cursor, Manner::default())?;
    cursor.spaces();
    let year = cursor.year()?;
    Some(Found { clock: Some(clock), ..Found::of(day(year, month, number)?) })
}

fn month(cursor: &mut Cursor<'_>) -> Option<u32> {
    let month = cursor.word(months::find)?;
    cursor.take(&['.']);
    Some(month)
}

/// The year behind a month or a day: `, 2019`, ` de 2019`, `-2019`, and directly, as in `MAR2024`.
fn year_behind(cursor: &mut Cursor<'_>) -> Option<i32> {
    joint(cursor);
    of(cursor);
    cursor.year()
}

/// Between the parts of a date: white space, a comma, or a hyphen or slash without white space, because
/// `May 5 - 2000 people` is no year.
fn joint(cursor: &mut Cursor<'_>) {
    if cursor.take(&['-', '/']).is_none() {
        cursor.gap(&[',']);
    }
}

fn of(cursor: &mut Cursor<'_>) {
    cursor.attempt(|cursor| {
        let found = cursor.one_of(OF);
        (found && cursor.spaces()).then_some(())
    });
}

/// `rd` of `3rd`, `er` of `1er`, the dot of `25.`.
fn ordinal(cursor: &mut Cursor<'_>) {
    // In Swedish it is `3:e`.
    let swedish = cursor.attempt(|cursor| {
        cursor.take(&[':'])?;
        cursor.one_of(&["e", "a"]).then_some(())
    });
    if swedish.is_none() && !cursor.one_of(ORDINALS) {
        cursor.take(&['.', '°']);
    }
}

/// `1987`.
fn bare_year(cursor: &mut Cursor<'_>) -> Option<Found> {
    cursor.year().filter(|year| is_plain_year(*year)).map(|year| Found::bare(PartialDate::Year(year)))
}
