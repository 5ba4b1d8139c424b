//! Which half of the day a time of twelve hours lies in: `am`, `p. m.`, `de la tarde`.

use super::cursor::Cursor;

/// Between a time and its part of the day: `in the evening`, `de la tarde`, `du soir`.
const LINKS: &[&str] = &["at", "da", "de", "del", "di", "du", "in", "la", "the"];
const MORNING: &[&str] = &["madrugada", "manana", "manha", "matin", "mattina", "morgens", "morning", "pagi"];
const AFTERNOON: &[&str] =
    &["abends", "afternoon", "evening", "nachmittags", "pomeriggio", "sera", "soir", "sore", "tarde"];
/// The end of one day and the start of another.
const NIGHT: &[&str] = &["malam", "nachts", "night", "noche", "noite", "notte", "nuit"];

/// The hour, 0 to 23, by what is printed behind it. The inner `None` says that nothing is, the outer one
/// that the two contradict each other: `15 am`. That `15:00 pm` means three o'clock is plain.
pub(super) fn read(cursor: &mut Cursor<'_>, hour: u32) -> Option<Option<u32>> {
    let found = cursor.attempt(letters).or_else(|| cursor.attempt(words));
    let Some(half) = found else { return Some(None) };
    half.hour(hour).map(Some)
}

#[derive(Clone, Copy)]
enum Half {
    First,
    Second,
    Night,
}

impl Half {
    fn hour(self, hour: u32) -> Option<u32> {
        match self {
            Self::First => (hour <= 12).then_some(hour % 12),
            Self::Second | Self::Night if hour > 12 => Some(hour),
            Self::Second => Some(hour % 12 + 12),
            // Whose midnight that is, nobody can say.
            Self::Night if hour == 12 => None,
            Self::Night => Some(if hour < 6 { hour } else { hour + 12 }),
        }
    }
}

/// `am`, `P.M.`, `p. m.`
fn letters(cursor: &mut Cursor<'_>) -> Option<Half> {
    cursor.spaces();
    let letter = cursor.take(&['a', 'A', 'p', 'P'])?;
    let dotted = cursor.take(&['.']).is_some();
    if dotted {
        cursor.spaces();
    }
    cursor.take(&['m', 'M'])?;
    if dotted {
        cursor.take(&['.']);
    }
    let half = if letter.eq_ignore_ascii_case(&'p') { Half::Second } else { Half::First };
    // Behind `7 pm` may stand `–9 pm`, and it is in the evening all the same.
    (!cursor.peek().is_some_and(char::is_alphanumeric)).then_some(half)
}

fn words(cursor: &mut Cursor<'_>) -> Option<Half> {
    for _ in 0..3 {
        cursor.spaces();
        let half = cursor.word(|word| {
            let has = |words: &[&str]| words.contains(&word);
            let first = has(MORNING).then_some(Half::First);
            let second = first.or_else(|| has(AFTERNOON).then_some(Half::Second));
            second.or_else(|| has(NIGHT).then_some(Half::Night))
        });
        if half.is_some() {
            return half;
        }
        cursor.one_of(LINKS).then_some(())?;
    }
    None
}
