//! Dates as newspapers have them: to the minute, the day, the month, the year, or not at all.
//!
//! A date keeps the precision that it came with and the calendar day that was printed: nothing
//! here ever converts between time zones, and `2019-04` is never made `2019-04-01`.

use std::cmp::Ordering;
use std::fmt;

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

use super::Language;

/// A date of known or unknown parts. Ordered by the calendar; what is less precise comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PartialDate {
    Unknown,
    Year(i32),
    Month {
        year: i32,
        month: u32,
    },
    Day(NaiveDate),
    /// The local time as printed, with the minutes east of Greenwich if they were given.
    Instant {
        local: NaiveDateTime,
        offset: Option<i16>,
    },
}

/// Why a text is no date, in words for the person who wrote it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unreadable(String);

impl PartialDate {
    /// Reads `2024`, `2024-03`, `2024-03-26` (or with slashes), each optionally followed by a time and an
    /// offset as other generators write them: `2024-03-26 9:05:00 -5`, `2024-03-26T14:00:00Z`.
    pub fn parse(text: &str) -> Result<Self, Unreadable> {
        let text = text.trim();
        let (date, time) = match text.find(['T', 't', ' ']) {
            Some(at) => (&text[..at], text[at + 1..].trim()),
            None => (text, ""),
        };
        let mut parts = date.split(['-', '/']);
        let year = number(parts.next(), 4..=4).filter(|_| parts.clone().count() <= 2);
        let year = year.ok_or_else(|| Unreadable(format!("“{}” is not a date", shorten(text))))?;
        if year == 0 {
            return Ok(Self::Unknown);
        }
        let year = year as i32;
        let Some(month) = part(parts.next(), "month", text)? else { return Ok(Self::Year(year)) };
        if !(1..=12).contains(&month) {
            return Err(Unreadable(format!("there is no month {month}")));
        }
        let Some(day) = part(parts.next(), "day", text)? else { return Ok(Self::Month { year, month }) };
        let day = NaiveDate::from_ymd_opt(year, month, day)
            .ok_or_else(|| Unreadable(format!("{} has no day {day}", month_of(year, month))))?;
        if time.is_empty() {
            return Ok(Self::Day(day));
        }
        let (time, offset) =
            clock(time).ok_or_else(|| Unreadable(format!("“{}” is not a time of day", shorten(time))))?;
        Ok(Self::Instant { local: day.and_time(time), offset })
    }

    pub fn year(self) -> Option<i32> {
        match self {
            Self::Unknown => None,
            Self::Year(year) | Self::Month { year, .. } => Some(year),
            Self::Day(day) => Some(day.year()),
            Self::Instant { local, .. } => Some(local.year()),
        }
    }

    /// 1 to 12.
    pub fn month(self) -> Option<u32> {
        match self {
            Self::Unknown | Self::Year(_) => None,
            Self::Month { month, .. } => Some(month),
            Self::Day(day) => Some(day.month()),
            Self::Instant { local, .. } => Some(local.month()),
        }
    }

    /// The calendar day, if it is known.
    pub fn day(self) -> Option<NaiveDate> {
        match self {
            Self::Day(day) => Some(day),
            Self::Instant { local, .. } => Some(local.date()),
            _ => None,
        }
    }

    /// The time of day as printed, in hours and minutes.
    pub fn time(self) -> Option<String> {
        match self {
            Self::Instant { local, .. } => Some(local.format("%H:%M").to_string()),
            _ => None,
        }
    }

    pub fn is_known(self) -> bool {
        self != Self::Unknown
    }

    /// The same date without its time of day.
    #[must_use]
    pub fn without_time(self) -> Self {
        self.day().map_or(self, Self::Day)
    }

    /// `year`, `month`, `day` or `instant`; nothing for an unknown date.
    pub fn precision(self) -> &'static str {
        match self {
            Self::Unknown => "",
            Self::Year(_) => "year",
            Self::Month { .. } => "month",
            Self::Day(_) => "day",
            Self::Instant { .. } => "instant",
        }
    }

    /// As a reader of the language writes it. `day_format` is strftime's, for whole days, and may be
    /// empty for the language's own.
    pub fn text(self, language: &Language, day_format: &str) -> String {
        match self {
            Self::Unknown => String::new(),
            Self::Year(year) => year.to_string(),
            Self::Month { year, month } => NaiveDate::from_ymd_opt(year, month, 1)
                .map(|day| day.format_localized(language.month_format(), language.locale()).to_string())
                .unwrap_or_default(),
            Self::Day(day) => language.day(day, day_format),
            Self::Instant { local, .. } => language.day(local.date(), day_format),
        }
    }

    /// RFC 3339, for feeds, which know nothing less precise: the start of what is known. Without an
    /// offset the time is taken as universal, because the calendar day must not move.
    pub fn rfc3339(self) -> Option<String> {
        let (local, offset) = match self {
            Self::Unknown => return None,
            Self::Instant { local, offset } => (local, offset.unwrap_or(0)),
            _ => {
                let day = self
                    .day()
                    .or_else(|| NaiveDate::from_ymd_opt(self.year()?, self.month().unwrap_or(1), 1))?;
                (day.and_time(NaiveTime::MIN), 0)
            }
        };
        Some(format!("{}{}", local.format("%Y-%m-%dT%H:%M:%S"), zone(Some(offset))))
    }

    /// Year, month, day, second of the day, offset: what the order looks at.
    fn key(self) -> (i32, u32, u32, i64, i16) {
        let day = self.day();
        let (second, offset) = match self {
            Self::Instant { local, offset } => {
                (i64::from(local.time().num_seconds_from_midnight()), offset.unwrap_or(i16::MIN))
            }
            _ => (-1, 0),
        };
        (
            self.year().unwrap_or(i32::MIN),
            self.month().unwrap_or(0),
            day.map_or(0, |day| day.day()),
            second,
            offset,
        )
    }
}

impl Ord for PartialDate {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

impl PartialOrd for PartialDate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// ISO 8601 as far as the date is known: what `<time datetime>` takes. `parse` reads it back.
impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Unknown => Ok(()),
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Month { year, month } => write!(f, "{year:04}-{month:02}"),
            Self::Day(day) => write!(f, "{}", day.format("%Y-%m-%d")),
            Self::Instant { local, offset } => {
                write!(f, "{}{}", local.format("%Y-%m-%dT%H:%M:%S"), zone(offset))
            }
        }
    }
}

fn zone(offset: Option<i16>) -> String {
    match offset {
        None => String::new(),
        Some(0) => "Z".to_owned(),
        Some(minutes) => {
            let sign = if minutes < 0 { '-' } else { '+' };
            format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
        }
    }
}

/// A number of that many digits and nothing else.
fn number(text: Option<&str>, digits: std::ops::RangeInclusive<usize>) -> Option<u32> {
    let text = text?;
    (digits.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

/// A month or a day of a date; `00`, as databases write it, is one that is not known.
fn part(text: Option<&str>, what: &str, whole: &str) -> Result<Option<u32>, Unreadable> {
    let Some(text) = text else { return Ok(None) };
    match number(Some(text), 1..=2) {
        Some(0) => Ok(None),
        Some(number) => Ok(Some(number)),
        None => Err(Unreadable(format!("“{}” is not a {what} in “{}”", shorten(text), shorten(whole)))),
    }
}

fn month_of(year: i32, month: u32) -> String {
    NaiveDate::from_ymd_opt(year, month, 1).map(|day| day.format("%B %Y").to_string()).unwrap_or_default()
}

/// `14:00`, `9:05:00.5 pm`, with an offset: `Z`, `UTC`, `-5`, `-0500`, `+05:30`.
fn clock(text: &str) -> Option<(NaiveTime, Option<i16>)> {
    let digits = text.find(|c: char| !(c.is_ascii_digit() || c == ':' || c == '.')).unwrap_or(text.len());
    let (time, mut rest) = (&text[..digits], text[digits..].trim_start());
    let mut parts = time.split(':');
    let mut hour = number(parts.next(), 1..=2)?;
    let minute = number(parts.next(), 2..=2)?;
    let second = match parts.next() {
        Some(seconds) => number(seconds.split('.').next(), 2..=2)?.min(59),
        None => 0,
    };
    if parts.next().is_some() {
        return None;
    }
    let lower = rest.to_ascii_lowercase();
    for (half, add) in [("am", 0), ("pm", 12)] {
        if lower.starts_with(half) && (1..=12).contains(&hour) {
            hour = hour % 12 + add;
            rest = rest[2..].trim_start();
        }
    }
    Some((NaiveTime::from_hms_opt(hour, minute, second)?, offset(rest)?))
}

/// Minutes east of Greenwich. The outer `None` says that the text is no offset.
fn offset(text: &str) -> Option<Option<i16>> {
    if text.is_empty() {
        return Some(None);
    }
    if ["Z", "UTC", "GMT"].iter().any(|name| text.eq_ignore_ascii_case(name)) {
        return Some(Some(0));
    }
    let sign = match text.as_bytes()[0] {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let digits = text[1..].replace(':', "");
    let value = number(Some(&digits), 1..=4)? as i16;
    let (hours, minutes) = if digits.len() <= 2 { (value, 0) } else { (value / 100, value % 100) };
    (hours <= 18 && minutes < 60).then_some(Some(sign * (hours * 60 + minutes)))
}

fn shorten(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        PartialDate::parse(text).map_or_else(|error| error.to_string(), |date| date.to_string())
    }

    #[test]
    fn reads_what_generators_write() {
        for (text, iso) in [
            ("2024", "2024"),
            ("2019-04", "2019-04"),
            ("2024-03-26", "2024-03-26"),
            ("2015/3/7", "2015-03-07"),
            ("1871-10-08", "1871-10-08"),
            ("2015-03-17 14:00:00 -4", "2015-03-17T14:00:00-04:00"),
            ("2019-03-26 12:38:00 -0500", "2019-03-26T12:38:00-05:00"),
            ("2015-06-29 1:00:19", "2015-06-29T01:00:19"),
            ("2024-03-26T23:59:00.123Z", "2024-03-26T23:59:00Z"),
            ("2016-02-08 11:00:00 PM", "2016-02-08T23:00:00"),
            ("1940-00-00", "1940"),
            ("0000-00-00", ""),
        ] {
            assert_eq!(read(text), iso, "{text}");
        }
    }

    #[test]
    fn says_why_it_cannot_read() {
        assert_eq!(read("2023-02-29"), "February 2023 has no day 29");
        assert_eq!(read("2024-13-01"), "there is no month 13");
        assert_eq!(read("next Tuesday"), "“next Tuesday” is not a date");
        assert_eq!(read("2024-03-26 25:00"), "“25:00” is not a time of day");
        assert_eq!(read("2024-xx"), "“xx” is not a month in “2024-xx”");
    }

    #[test]
    fn less_precise_comes_first() {
        let ordered =
            ["", "2019", "2019-04", "2019-04-01", "2019-04-01T00:00:00", "2019-04-01T09:00:00Z", "2019-05"];
        let dates: Vec<PartialDate> =
            ordered.iter().map(|text| PartialDate::parse(text).unwrap_or(PartialDate::Unknown)).collect();
        assert!(dates.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn text_keeps_the_printed_day() {
        let date = PartialDate::parse("2023-02-09T01:30:00+13:00").unwrap();
        assert_eq!(date.text(&Language::new("en-US"), ""), "February 9, 2023");
        assert_eq!(date.text(&Language::new("fr"), ""), "9 février 2023");
        assert_eq!(date.text(&Language::new("de"), ""), "9. Februar 2023");
        assert_eq!(PartialDate::parse("2019-04").unwrap().text(&Language::new("es"), ""), "abril de 2019");
    }
}
