//! Time zones as they are printed behind a time of day.
//!
//! A zone never moves a date. It is kept, in minutes, where its name means one offset and no other.

use super::cursor::Cursor;

/// A zone that was printed.
pub(super) struct Zone {
    /// Minutes east of Greenwich; `None` where the name leaves them open.
    pub offset: Option<i16>,
    /// A name, and not only a number.
    pub named: bool,
}

/// Names in capitals, as they are always printed, so that French `et` is none. Sorted. `None` is for
/// names that change over the year (`ET`) or mean several zones (`IST`).
const ZONES: &[(&str, Option<i16>)] = &[
    ("ACDT", Some(630)),
    ("ACST", Some(570)),
    ("ADT", None),
    ("AEDT", Some(660)),
    ("AEST", Some(600)),
    ("AET", None),
    ("AKDT", Some(-480)),
    ("AKST", Some(-540)),
    ("AST", None),
    ("AWST", Some(480)),
    ("BST", Some(60)),
    ("CDT", Some(-300)),
    ("CEST", Some(120)),
    ("CET", Some(60)),
    ("CST", Some(-360)),
    ("CT", None),
    ("EDT", Some(-240)),
    ("EEST", Some(180)),
    ("EET", Some(120)),
    ("EST", Some(-300)),
    ("ET", None),
    ("GMT", Some(0)),
    ("HKT", Some(480)),
    ("HST", Some(-600)),
    ("IST", None),
    ("JST", Some(540)),
    ("KST", Some(540)),
    ("MDT", Some(-360)),
    ("MESZ", Some(120)),
    ("MEZ", Some(60)),
    ("MSK", Some(180)),
    ("MST", Some(-420)),
    ("MT", None),
    ("NZDT", Some(780)),
    ("NZST", Some(720)),
    ("PDT", Some(-420)),
    ("PKT", Some(300)),
    ("PST", Some(-480)),
    ("PT", None),
    ("SAST", Some(120)),
    ("SGT", Some(480)),
    ("TSI", None),
    ("UT", Some(0)),
    ("UTC", Some(0)),
    ("WEST", Some(60)),
    ("WET", Some(0)),
    ("WIB", Some(420)),
    ("WIT", Some(540)),
    ("WITA", Some(480)),
    ("Z", Some(0)),
];

/// `Z`, `ET`, `+0100`, `UTC+2`, `(CET)`, `+0100 (CET)`, with the white space before it. A zone that does not
/// end there is none. `exact` says that the time was printed in the manner of machines, so that a number
/// directly behind it is an offset and not, as in `10:00-12:00`, the end of an event.
pub(super) fn read(cursor: &mut Cursor<'_>, exact: bool) -> Option<Zone> {
    cursor.attempt(|cursor| {
        let apart = cursor.spaces();
        let opened = cursor.take(&['(']).is_some();
        let zone = match named(cursor) {
            Some(offset) => Zone { offset, named: true },
            None => Zone { offset: Some(number(cursor, apart || exact)?), named: false },
        };
        if opened {
            cursor.take(&[')'])?;
        }
        if !zone.named {
            remark(cursor);
        }
        cursor.ends().then_some(zone)
    })
}

/// A name, with the number that may stand behind it.
fn named(cursor: &mut Cursor<'_>) -> Option<Option<i16>> {
    let offset = cursor.attempt(|cursor| {
        let name = cursor.capitals();
        let at = ZONES.binary_search_by(|(known, _)| (*known).cmp(name)).ok()?;
        ZONES.get(at).map(|(_, offset)| *offset)
    })?;
    if offset != Some(0) {
        return Some(offset);
    }
    let further = cursor.attempt(|cursor| {
        cursor.spaces();
        number(cursor, true)
    });
    Some(further.or(offset))
}

/// Minutes of `+1`, `+01`, `-0500`, `+05:30`.
fn number(cursor: &mut Cursor<'_>, colon: bool) -> Option<i16> {
    cursor.attempt(|cursor| {
        let sign = if cursor.take(&['+', '-', '−'])? == '+' { 1 } else { -1 };
        let digits = cursor.digits(1..=4).filter(|digits| digits.len() != 3)?;
        let value: i16 = digits.parse().ok()?;
        let (hours, minutes) = match digits.len() {
            4 => (value / 100, value % 100),
            _ => (value, minutes_behind(cursor, colon)),
        };
        (hours <= 14 && minutes < 60).then_some(sign * (hours * 60 + minutes))
    })
}

fn minutes_behind(cursor: &mut Cursor<'_>, colon: bool) -> i16 {
    let minutes = cursor.attempt(|cursor| {
        cursor.take(&[':']).filter(|_| colon)?;
        cursor.number(2..=2)
    });
    minutes.map_or(0, |minutes| minutes as i16)
}

/// The name that mail puts behind a number: ` (CET)`.
fn remark(cursor: &mut Cursor<'_>) {
    cursor.attempt(|cursor| {
        cursor.spaces();
        cursor.take(&['('])?;
        named(cursor)?;
        cursor.take(&[')'])
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offset(text: &str) -> Option<Option<i16>> {
        read(&mut Cursor::new(text), false).map(|zone| zone.offset)
    }

    #[test]
    fn zones() {
        assert!(ZONES.is_sorted_by(|(a, _), (b, _)| a < b));
        assert_eq!(offset(" ET"), Some(None));
        assert_eq!(offset(" UTC+2"), Some(Some(120)));
        assert_eq!(offset(" -0530 (CET)"), Some(Some(-330)));
        assert_eq!(offset(" et la suite"), None);
        assert_eq!(offset("-12:00"), None);
        assert_eq!(offset(" +2500"), None);
    }
}
