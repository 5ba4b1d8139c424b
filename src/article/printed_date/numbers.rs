//! Dates that are printed in numbers: what machines write, what forms have, and what Chinese, Japanese
//! and Korean print.

use super::calendar::{Found, day, is_plain_year};
use super::clock::{self, Clock};
use super::cursor::Cursor;
use super::{DateOrder, PartialDate, months};

/// A date in any of these forms.
pub(super) fn read(cursor: &mut Cursor<'_>, order: DateOrder) -> Option<Found> {
    let found = cursor.attempt(packed).or_else(|| cursor.attempt(year_first));
    let found = found.or_else(|| cursor.attempt(characters));
    found.or_else(|| cursor.attempt(|cursor| either_order(cursor, order)))
}

/// `20151210`, and `20151210191044` as web archives write it.
fn packed(cursor: &mut Cursor<'_>) -> Option<Found> {
    let digits = cursor.digits(8..=14).filter(|digits| [8, 14].contains(&digits.len()))?;
    let part = |from: usize, to: usize| digits.get(from..to).and_then(|part| part.parse::<u32>().ok());
    let year = part(0, 4).map(|year| year as i32).filter(|year| is_plain_year(*year))?;
    let date = day(year, part(4, 6)?, part(6, 8)?)?;
    let time = digits.get(8..).filter(|time| !time.is_empty());
    let clock = match time {
        Some(time) => Some(Clock { time: clock::packed_time(time)?, offset: None }),
        None => None,
    };
    Some(Found { clock, ..Found::exact(date) })
}

/// `2019-04`, `2024-03-26`, `2024/3/26`, `2024. 3. 26`, `2024-Mar-26`; zeros as databases write them.
fn year_first(cursor: &mut Cursor<'_>) -> Option<Found> {
    let year = cursor.number(4..=4)? as i32;
    let mark = cursor.take(&['-', '/', '.'])?;
    if mark == '.' {
        cursor.spaces();
    }
    let month = cursor.word(months::find).or_else(|| cursor.number(1..=2))?;
    let number = cursor.attempt(|cursor| {
        cursor.take(&[mark])?;
        if mark == '.' {
            cursor.spaces();
        }
        cursor.number(1..=2)
    });
    match (month, number) {
        (0, Some(0)) if year == 0 => Some(Found::exact(PartialDate::Unknown)),
        _ if year < 1000 => None,
        (0, Some(0)) => Some(Found::exact(PartialDate::Year(year))),
        (1..=12, Some(0)) => Some(Found::exact(PartialDate::Month { year, month })),
        (1..=12, Some(number)) => day(year, month, number).map(Found::exact),
        // `2011/12` is a season, and `2019.04` a number.
        (1..=12, None) if mark == '-' => Some(Found::bare(PartialDate::Month { year, month })),
        _ => None,
    }
}

/// `2024年3月26日`, `2024년 3월 26일`.
fn characters(cursor: &mut Cursor<'_>) -> Option<Found> {
    let year = cursor.year()?;
    cursor.take(&['年', '년'])?;
    let month = part(cursor, &['月', '월']);
    let number = month.and_then(|_| part(cursor, &['日', '일']));
    let date = match (month, number) {
        (Some(month), Some(number)) => day(year, month, number)?,
        (Some(month @ 1..=12), None) => PartialDate::Month { year, month },
        (None, _) => PartialDate::Year(year),
        _ => return None,
    };
    Some(Found { bare: number.is_none(), open: true, ..Found::of(date) })
}

fn part(cursor: &mut Cursor<'_>, mark: &[char]) -> Option<u32> {
    cursor.attempt(|cursor| {
        cursor.spaces();
        let number = cursor.number(1..=2)?;
        cursor.take(mark).map(|_| number)
    })
}

/// `05/06/2022`, `26-03-2024`, `5.6.2022`.
fn either_order(cursor: &mut Cursor<'_>, order: DateOrder) -> Option<Found> {
    let first = cursor.number(1..=2)?;
    let mark = cursor.take(&['/', '-', '.'])?;
    let dotted_space = |cursor: &mut Cursor<'_>| mark == '.' && cursor.spaces();
    dotted_space(cursor);
    let second = cursor.number(1..=2)?;
    cursor.take(&[mark])?;
    dotted_space(cursor);
    let year = cursor.year()?;
    let day_month = day(year, second, first);
    let month_day = day(year, first, second);
    if mark == '.' {
        return day_month.map(Found::of);
    }
    match (order, day_month, month_day) {
        (_, Some(date), None) | (_, None, Some(date)) => Some(Found::of(date)),
        (_, None, None) => None,
        (DateOrder::DayMonth, date, _) | (DateOrder::MonthDay, _, date) => date.map(Found::of),
        (DateOrder::Unknown, one, other) if one == other => one.map(Found::of),
        (DateOrder::Unknown, ..) => Some(Found { ambiguous: true, ..Found::of(PartialDate::Year(year)) }),
    }
}
