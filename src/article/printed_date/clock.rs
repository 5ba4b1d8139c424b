//! Times of day as they are printed beside a date.

use chrono::{NaiveTime, Timelike};

use super::cursor::Cursor;
use super::{halves, zones};

/// The local time as printed, with the minutes east of Greenwich where the zone says them.
#[derive(Clone, Copy)]
pub(super) struct Clock {
    pub time: NaiveTime,
    pub offset: Option<i16>,
}

/// What the text before a time says about it.
#[derive(Clone, Copy, Default)]
pub(super) struct Manner {
    /// A word such as `at` announced it, so that `14.30` is a time too.
    pub announced: bool,
    /// The date was printed as machines do.
    pub exact: bool,
}

/// The numbers of a time, before it is known which half of the day they mean.
#[derive(Clone, Copy)]
struct Hands {
    hour: u32,
    minute: u32,
    second: u32,
    precision: Precision,
    /// Nothing but a time is printed like this.
    sure: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Precision {
    Hour,
    Minute,
    Second,
}

const NOON: &[&str] = &["noon", "midday", "mittag", "midi", "mediodia", "mezzogiorno"];
const MIDNIGHT: &[&str] = &["midnight", "mitternacht", "minuit", "medianoche", "mezzanotte"];
/// What stands behind hours and minutes: `19.30 Uhr`, `10:30hrs`.
const HOURS: &[&str] = &["uhr", "uur", "hrs", "hr", "hours", "hs", "h"];

/// A time of day with its zone. `midnight` is the start of the day that it is printed with, so that
/// the day stays.
pub(super) fn read(cursor: &mut Cursor<'_>, manner: Manner) -> Option<Clock> {
    cursor.attempt(|cursor| {
        let hands = match named(cursor) {
            Some(hour) => Hands::full(hour),
            None => shown(cursor, manner)?,
        };
        zoned(cursor, hands, manner)
    })
}

/// Whether a folded word is a time of day.
pub(super) fn is_name(word: &str) -> bool {
    NOON.contains(&word) || MIDNIGHT.contains(&word)
}

/// The time behind the `T` of a machine's date: `T191044Z`, `T14:00`.
pub(super) fn behind_t(cursor: &mut Cursor<'_>) -> Option<Clock> {
    cursor.attempt(|cursor| {
        cursor.take(&['T', 't'])?;
        let manner = Manner { announced: false, exact: true };
        match packed(cursor) {
            Some(hands) => zoned(cursor, hands, manner),
            None => read(cursor, manner),
        }
    })
}

/// `1910` and `191044`.
pub(super) fn packed_time(digits: &str) -> Option<NaiveTime> {
    let two = |at: usize| digits.get(at..at + 2).and_then(|two| two.parse::<u32>().ok());
    NaiveTime::from_hms_opt(two(0)?, two(2)?, two(4).unwrap_or(0).min(59))
}

fn packed(cursor: &mut Cursor<'_>) -> Option<Hands> {
    let digits = cursor.attempt(|cursor| cursor.digits(4..=6).filter(|digits| digits.len() != 5))?;
    let time = packed_time(digits)?;
    fraction(cursor);
    let (hour, minute, second) = (time.hour(), time.minute(), time.second());
    Some(Hands { hour, minute, second, precision: Precision::Second, sure: true })
}

fn zoned(cursor: &mut Cursor<'_>, hands: Hands, manner: Manner) -> Option<Clock> {
    let time = NaiveTime::from_hms_opt(hands.hour, hands.minute, hands.second.min(59))?;
    let zone = zones::read(cursor, manner.exact || hands.precision == Precision::Second);
    let by_zone = hands.precision != Precision::Hour && zone.as_ref().is_some_and(|zone| zone.named);
    let offset = zone.and_then(|zone| zone.offset);
    ((hands.sure || by_zone) && cursor.ends()).then_some(Clock { time, offset })
}

/// The hour that a word names.
fn named(cursor: &mut Cursor<'_>) -> Option<u32> {
    cursor.word(|word| {
        let noon = NOON.contains(&word).then_some(12);
        noon.or_else(|| MIDNIGHT.contains(&word).then_some(0))
    })
}

/// Numbers, with what makes a time of them: `8:03 am`, `14h30`, `19.30 Uhr`, `12 noon`, `1400 hrs`.
fn shown(cursor: &mut Cursor<'_>, manner: Manner) -> Option<Hands> {
    let mut hands = numbers(cursor, manner)?;
    let marked = cursor.attempt(hour_word).is_some();
    hands.sure |= marked;
    if let Some(hour) = halves::read(cursor, hands.hour)? {
        hands = Hands { hour, sure: true, ..hands };
    } else if !marked && hands.hour == 12 && hands.minute == 0 {
        let hour = cursor.attempt(|cursor| {
            cursor.spaces();
            named(cursor)
        });
        hands = hour.map_or(hands, Hands::full);
    }
    Some(hands)
}

fn numbers(cursor: &mut Cursor<'_>, manner: Manner) -> Option<Hands> {
    if let Some(four) = cursor.number(4..=4) {
        let precision = Precision::Minute;
        return Some(Hands { hour: four / 100, minute: four % 100, second: 0, precision, sure: false });
    }
    let bare = Hands { hour: cursor.number(1..=2)?, ..Hands::full(0) };
    let found = cursor.attempt(|cursor| with_colon(cursor, bare));
    let found = found.or_else(|| cursor.attempt(|cursor| with_dot(cursor, bare, manner)));
    let found = found.or_else(|| cursor.attempt(|cursor| with_letter(cursor, bare)));
    Some(found.unwrap_or(Hands { sure: false, ..bare }))
}

/// `:01`, `:01:01.79`.
fn with_colon(cursor: &mut Cursor<'_>, bare: Hands) -> Option<Hands> {
    cursor.take(&[':'])?;
    let minute = cursor.number(2..=2)?;
    let second = cursor.attempt(|cursor| {
        cursor.take(&[':'])?;
        cursor.number(2..=2)
    });
    if second.is_some() {
        fraction(cursor);
    }
    let precision = if second.is_some() { Precision::Second } else { Precision::Minute };
    Some(Hands { minute, second: second.unwrap_or(0), precision, sure: true, ..bare })
}

/// `.30`, which may also be a price.
fn with_dot(cursor: &mut Cursor<'_>, bare: Hands, manner: Manner) -> Option<Hands> {
    cursor.take(&['.'])?;
    let minute = cursor.number(2..=2)?;
    Some(Hands { minute, precision: Precision::Minute, sure: manner.announced, ..bare })
}

/// `h`, `h30`, ` h 30`, `u30`, `時30分`, `시 30분`.
fn with_letter(cursor: &mut Cursor<'_>, bare: Hands) -> Option<Hands> {
    cursor.spaces();
    let letter = cursor.take(&['h', 'H', 'u', '時', '时', '点', '시'])?;
    let minute = cursor.attempt(|cursor| {
        cursor.spaces();
        cursor.number(2..=2)
    });
    cursor.take(&['分', '분']);
    let precision = if minute.is_some() { Precision::Minute } else { Precision::Hour };
    let whole = minute.is_some() || letter != 'u' && cursor.ends();
    whole.then_some(Hands { minute: minute.unwrap_or(0), precision, sure: true, ..bare })
}

/// Parts of a second are read over.
fn fraction(cursor: &mut Cursor<'_>) {
    cursor.attempt(|cursor| {
        cursor.take(&['.', ','])?;
        cursor.digits(1..=9)
    });
}

fn hour_word(cursor: &mut Cursor<'_>) -> Option<()> {
    cursor.spaces();
    cursor.one_of(HOURS).then_some(())
}

impl Hands {
    /// The full hour.
    fn full(hour: u32) -> Self {
        Self { hour, minute: 0, second: 0, precision: Precision::Hour, sure: true }
    }
}
