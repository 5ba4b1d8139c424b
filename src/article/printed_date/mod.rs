//! Dates as newspapers, wires and web pages print them, in fifteen languages, and in Chinese, Japanese
//! and Korean characters.
//!
//! Nothing is guessed: a century that is not printed is not known, an order of day and month that
//! nobody told leaves only the year, and the calendar day is always the printed one, whatever the zone.

mod calendar;
mod clock;
mod cursor;
mod doubt;
mod halves;
mod line;
mod months;
mod numbers;
#[cfg(test)]
mod tests;
mod weekdays;
mod zones;

use super::PartialDate;
use clock::Clock;
use cursor::Cursor;

/// Which number comes first in `05/06/2022`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum DateOrder {
    /// Nobody said: a date that could be either keeps its year only.
    #[default]
    Unknown,
    /// The fifth of June.
    DayMonth,
    /// The sixth of May.
    MonthDay,
}

/// A date in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Printed {
    /// As precise as it was printed.
    pub date: PartialDate,
    /// Bytes from the start of the text to the end of the date: with the day of the week, the time and
    /// the zone, without white space or punctuation behind.
    pub length: usize,
    /// The day-month order was not known and mattered: only the year is in `date`.
    pub ambiguous: bool,
}

/// The longest date in bytes, with all that may stand in it.
const LONGEST: usize = 160;

/// The date that a text begins with. A year or a month alone is one only where the line ends or
/// punctuation follows: `2019 was a good year` begins with no date, and so does what begins with white
/// space.
pub fn at_start(text: &str, order: DateOrder) -> Option<Printed> {
    let (printed, end, bare) = read(Cursor::new(text), order)?;
    (!bare || end.ends_phrase()).then_some(printed)
}

/// The text is a date and nothing else; white space around it, a full stop behind it and parentheses
/// are allowed.
pub fn whole(text: &str, order: DateOrder) -> Option<Printed> {
    let start = text.len() - text.trim_start().len();
    let inner = text.trim();
    if inner.len() > LONGEST {
        return None;
    }
    let opened = inner.starts_with('(');
    let offset = start + usize::from(opened);
    let offset = offset + (text[offset..].len() - text[offset..].trim_start().len());
    let (printed, ..) = read(Cursor::new(&text[offset..]), order)?;
    let length = offset + printed.length;
    let rest = text[length..].trim();
    let closed = if opened { [")", ").", ".)"].contains(&rest) } else { ["", "."].contains(&rest) };
    closed.then_some(Printed { length, ..printed })
}

/// A date, the place behind it, and whether it is but a year or a month.
fn read<'a>(start: Cursor<'a>, order: DateOrder) -> Option<(Printed, Cursor<'a>, bool)> {
    let mut cursor = start;
    let found = line::read(&mut cursor, order)?;
    let date = match (found.date.day(), found.clock) {
        (Some(day), Some(Clock { time, offset })) => {
            PartialDate::Instant { local: day.and_time(time), offset }
        }
        _ => found.date,
    };
    let printed = Printed { date, length: cursor.at(), ambiguous: found.ambiguous };
    Some((printed, cursor, found.bare))
}
