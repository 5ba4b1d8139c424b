//! Dates as newspapers have them: to the minute, the day, the month, the year, or not at all; and
//! years that somebody guessed.
//!
//! A date keeps the precision that it came with and the calendar day that was printed: nothing
//! here ever converts between time zones, and `2019-04` is never made `2019-04-01`.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

use super::Language;

/// A date of known or unknown parts. Ordered by the calendar; what is less precise comes first, and
/// what is certain comes before what is guessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PartialDate {
    Unknown,
    /// Some year of ten, by the first three of its digits: 194 is 1940 to 1949.
    Decade(i32),
    Year(i32),
    /// A year that is not certain.
    Around {
        year: i32,
        doubt: Doubt,
    },
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

/// What is not certain about a year, and how EDTF, the standard of libraries, marks it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Doubt {
    /// `1940?`: it may be another.
    Uncertain,
    /// `1940~`: it is near.
    Approximate,
    /// `1940%`
    Both,
}

/// Why a text is no date, in words for the person who wrote it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unreadable(String);

impl PartialDate {
    /// Reads `2024`, `2024-03`, `2024-03-26` (or with slashes), each optionally followed by a time and an
    /// offset as other generators write them: `2024-03-26 9:05:00 -5`, `2024-03-26T14:00:00Z`. Years may be
    /// doubtful as EDTF has them: `1940?`, `1940~`, `1940%`, `194X`.
    pub fn parse(text: &str) -> Result<Self, Unreadable> {
        let text = text.trim();
        let (date, time) = match text.find(['T', 't', ' ']) {
            Some(at) => (&text[..at], text[at + 1..].trim()),
            None => (text, ""),
        };
        if let Some(year) = doubtful(date, text)? {
            return Ok(year);
        }
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

    /// The year, also if it is doubtful. One of a decade is not known.
    pub fn year(self) -> Option<i32> {
        match self {
            Self::Unknown | Self::Decade(_) => None,
            Self::Year(year) | Self::Around { year, .. } | Self::Month { year, .. } => Some(year),
            Self::Day(day) => Some(day.year()),
            Self::Instant { local, .. } => Some(local.year()),
        }
    }

    /// 1 to 12.
    pub fn month(self) -> Option<u32> {
        match self {
            Self::Unknown | Self::Decade(_) | Self::Year(_) | Self::Around { .. } => None,
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

    /// Whether anything is known.
    /// ISO 8601, for machines that know nothing of doubt: `1940?` as `1940`. Nothing for a date of which not
    /// even the year is known.
    pub fn iso(self) -> Option<String> {
        match self {
            Self::Around { year, .. } => Some(Self::Year(year).to_string()),
            date => date.year().map(|_| date.to_string()),
        }
    }

    pub fn is_known(self) -> bool {
        self != Self::Unknown
    }

    /// Whether it has a place in the calendar. A decade has none: its articles are among the undated.
    pub fn is_dated(self) -> bool {
        self.year().is_some()
    }

    /// The same date without its time of day.
    #[must_use]
    pub fn without_time(self) -> Self {
        self.day().map_or(self, Self::Day)
    }

    /// `decade`, `year`, `month`, `day` or `instant`; nothing for an unknown date.
    pub fn precision(self) -> &'static str {
        match self {
            Self::Unknown => "",
            Self::Decade(_) => "decade",
            Self::Year(_) | Self::Around { .. } => "year",
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
            Self::Decade(decade) => decade_text(decade, language),
            Self::Year(year) => year.to_string(),
            Self::Around { year, doubt } => around_text(year, doubt, language),
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
                let year = match self {
                    Self::Decade(decade) => decade.checked_mul(10),
                    _ => self.year(),
                };
                let day =
                    self.day().or_else(|| NaiveDate::from_ymd_opt(year?, self.month().unwrap_or(1), 1))?;
                (day.and_time(NaiveTime::MIN), 0)
            }
        };
        Some(format!("{}{}", local.format("%Y-%m-%dT%H:%M:%S"), zone(Some(offset))))
    }

    /// Year, month, day or degree of doubt, second of the day, offset: what the order looks at.
    fn key(self) -> (i64, u32, u32, i64, i16) {
        let day = match self {
            Self::Around { doubt, .. } => doubt as u32 + 1,
            _ => self.day().map_or(0, |day| day.day()),
        };
        let year = match self {
            Self::Decade(decade) => i64::from(decade) * 10,
            _ => self.year().map_or(i64::MIN, i64::from),
        };
        let (second, offset) = match self {
            // Before the first of its years.
            Self::Decade(_) => (-2, 0),
            Self::Instant { local, offset } => {
                (i64::from(local.time().num_seconds_from_midnight()), offset.unwrap_or(i16::MIN))
            }
            _ => (-1, 0),
        };
        (year, self.month().unwrap_or(0), day, second, offset)
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

/// ISO 8601 as far as the date is known: what `<time datetime>` takes, but for doubtful years, which
/// are EDTF. `parse` reads it back.
impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Unknown => Ok(()),
            Self::Decade(decade) => write!(f, "{decade:03}X"),
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Around { year, doubt } => write!(f, "{year:04}{}", doubt.mark()),
            Self::Month { year, month } => write!(f, "{year:04}-{month:02}"),
            Self::Day(day) => write_day(f, day),
            Self::Instant { local, offset } => {
                write_day(f, local.date())?;
                let [[a, b], [c, d], [e, g]] = [local.hour(), local.minute(), local.second()].map(digits);
                write_ascii(f, &[b'T', a, b, b':', c, d, b':', e, g])?;
                f.write_str(&zone(offset))
            }
        }
    }
}

fn write_day(f: &mut fmt::Formatter<'_>, day: NaiveDate) -> fmt::Result {
    let Ok(year @ 0..=9999) = u32::try_from(day.year()) else {
        return write!(f, "{:04}-{:02}-{:02}", day.year(), day.month(), day.day());
    };
    let [[a, b], [c, d], [e, g], [h, i]] = [year / 100, year % 100, day.month(), day.day()].map(digits);
    write_ascii(f, &[a, b, c, d, b'-', e, g, b'-', h, i])
}

/// The two digits of a number below 100.
fn digits(number: u32) -> [u8; 2] {
    let digit = |number: u32| b"0123456789"[number as usize % 10];
    [digit(number / 10), digit(number)]
}

/// All at once. There are so many dates in an archive that `{:02}`, or one character after the other, shows.
fn write_ascii(f: &mut fmt::Formatter<'_>, ascii: &[u8]) -> fmt::Result {
    f.write_str(str::from_utf8(ascii).unwrap_or_default())
}

impl Doubt {
    const ALL: [Self; 3] = [Self::Uncertain, Self::Approximate, Self::Both];

    /// What EDTF writes behind the year.
    pub fn mark(self) -> char {
        match self {
            Self::Uncertain => '?',
            Self::Approximate => '~',
            Self::Both => '%',
        }
    }
}

fn zone(offset: Option<i16>) -> Cow<'static, str> {
    match offset {
        None => Cow::Borrowed(""),
        Some(0) => Cow::Borrowed("Z"),
        Some(minutes) => {
            let sign = if minutes < 0 { '-' } else { '+' };
            Cow::Owned(format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60))
        }
    }
}

/// `194X`, `1940?`, `1940~`, `1940%`. Marks on anything but a year are an error.
fn doubtful(date: &str, whole: &str) -> Result<Option<PartialDate>, Unreadable> {
    if let Some(decade) = date.strip_suffix(['X', 'x']).and_then(|decade| number(Some(decade), 3..=3)) {
        return Ok(Some(PartialDate::Decade(decade as i32)));
    }
    let begins_with_year = number(date.get(..4), 4..=4).is_some();
    let Some(doubt) = Doubt::ALL.into_iter().find(|doubt| date.contains(doubt.mark())) else {
        return Ok(None);
    };
    match date.strip_suffix(doubt.mark()).and_then(|year| number(Some(year), 4..=4)) {
        Some(0) => Ok(Some(PartialDate::Unknown)),
        Some(year) => Ok(Some(PartialDate::Around { year: year as i32, doubt })),
        None if begins_with_year => {
            Err(Unreadable(format!("only a year can be doubtful, not “{}”", shorten(whole))))
        }
        None => Ok(None),
    }
}

fn around_text(year: i32, doubt: Doubt, language: &Language) -> String {
    let about = match language.name() {
        "en" | "pt" => "c. ",
        "de" => "um ",
        "fr" => "vers ",
        "es" => "hacia ",
        "it" => "circa ",
        "nl" => "ca. ",
        _ => "~",
    };
    match doubt {
        Doubt::Uncertain => format!("{year}?"),
        Doubt::Approximate => format!("{about}{year}"),
        Doubt::Both => format!("{about}{year}?"),
    }
}

fn decade_text(decade: i32, language: &Language) -> String {
    match language.name() {
        "en" => format!("{decade}0s"),
        "de" => format!("{decade}0er"),
        "fr" => format!("années {decade}0"),
        "es" => format!("década de {decade}0"),
        _ => format!("{decade}X"),
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
    let half = rest.get(..2).unwrap_or_default();
    for (name, add) in [("am", 0), ("pm", 12)] {
        if half.eq_ignore_ascii_case(name) && (1..=12).contains(&hour) {
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
            ("1940?", "1940?"),
            ("1940~", "1940~"),
            (" 1940% ", "1940%"),
            ("194x", "194X"),
            ("0000?", ""),
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
        assert_eq!(read("1940-05~"), "only a year can be doubtful, not “1940-05~”");
        assert_eq!(read("1940-05-03?"), "only a year can be doubtful, not “1940-05-03?”");
        assert_eq!(read("19XX"), "“19XX” is not a date");
        assert_eq!(read("why?"), "“why?” is not a date");
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
    fn doubtful_years_lie_between_the_certain() {
        let ordered = [
            "",
            "1939-12-31",
            "194X",
            "1940",
            "1940?",
            "1940~",
            "1940%",
            "1940-01",
            "1940-01-01",
            "1949%",
            "195X",
            "1950",
        ];
        let dates: Vec<PartialDate> =
            ordered.iter().map(|text| PartialDate::parse(text).unwrap_or(PartialDate::Unknown)).collect();
        assert!(dates.is_sorted_by(|a, b| a < b));
        for (text, date) in ordered.iter().zip(&dates) {
            assert_eq!(date.to_string(), *text);
        }
        let years: Vec<Option<i32>> =
            ["194X", "1940~"].map(|text| PartialDate::parse(text).unwrap().year()).into();
        assert_eq!(years, [None, Some(1940)]);
    }

    #[test]
    fn doubt_is_told_in_words() {
        let text = |date: &str, tag: &str| PartialDate::parse(date).unwrap().text(&Language::new(tag), "");
        for (tag, around, decade) in [
            ("en-GB", "c. 1940", "1940s"),
            ("de", "um 1940", "1940er"),
            ("fr", "vers 1940", "années 1940"),
            ("es", "hacia 1940", "década de 1940"),
            ("it", "circa 1940", "194X"),
            ("nl", "ca. 1940", "194X"),
            ("pt", "c. 1940", "194X"),
            ("pl", "~1940", "194X"),
        ] {
            assert_eq!(text("1940~", tag), around);
            assert_eq!(text("1940%", tag), format!("{around}?"));
            assert_eq!(text("1940?", tag), "1940?");
            assert_eq!(text("194X", tag), decade);
        }
    }

    #[test]
    fn machines_are_told_no_doubt() {
        let date = |text: &str| PartialDate::parse(text).unwrap();
        assert_eq!(date("1945~").rfc3339().unwrap(), "1945-01-01T00:00:00Z");
        assert_eq!(date("194X").rfc3339().unwrap(), "1940-01-01T00:00:00Z");
        assert_eq!(date("1945~").iso().unwrap(), "1945");
        assert_eq!(date("194X").iso(), None);
        assert_eq!((date("194X").precision(), date("1945?").precision()), ("decade", "year"));
        assert!(date("194X").is_known() && !date("194X").is_dated());
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
