//! Everything around a date that is printed with it: articles, the day of the week, the time of day.

use super::calendar::{self, Found};
use super::clock::{self, Clock, Manner};
use super::cursor::Cursor;
use super::{DateOrder, doubt, months, weekdays, zones};

/// Before a date: `the 3rd of May`, `Montag, den 3. Juni`, `le 15 avril`.
const ARTICLES: &[&str] = &["the", "le", "el", "il", "den", "der", "o"];
/// Between a date and its time: `24 May 2019 at 10:30`, `a las 14:00`, `pukul 14.18`.
const ANNOUNCING: &[&str] = &[
    "a", "alle", "as", "at", "godz", "jam", "kello", "kl", "klo", "las", "o", "om", "ore", "pukul", "saat",
    "um", "в",
];
/// Between a time and its date: `2:00 pm on March 26, 2024`.
const BETWEEN: &[&str] = &["on", "am", "le", "el", "den"];

/// `2024年3月26日(火)`.
const WEEKDAYS: &[char] = &[
    '月', '火', '水', '木', '金', '土', '日', '一', '二', '三', '四', '五', '六', '월', '화', '수', '목',
    '금', '토', '일',
];

/// In bytes. Before the first digit of a date stand at most `Mitternacht, Donnerstag, den ` and the like.
const NEAR: usize = 64;

/// The date that begins at the cursor, which then stands behind it.
pub(super) fn read(cursor: &mut Cursor<'_>, order: DateOrder) -> Option<Found> {
    if !may_begin(*cursor) {
        return None;
    }
    let found = either(cursor, order);
    found.or_else(|| cursor.attempt(|cursor| introduced(cursor, order)))
}

/// A date, with a time behind or before it.
fn either(cursor: &mut Cursor<'_>, order: DateOrder) -> Option<Found> {
    let found = cursor.attempt(|cursor| timed(cursor, order));
    found.or_else(|| cursor.attempt(|cursor| time_first(cursor, order)))
}

/// A quick look at the first words, because most texts begin with no date.
fn may_begin(mut cursor: Cursor<'_>) -> bool {
    if !cursor.has_digit_within(NEAR) {
        return false;
    }
    match cursor.peek() {
        Some(first) if first.is_alphabetic() => {
            cursor.word(|word| may_introduce(word).then_some(())).is_some()
        }
        Some(first) => first.is_ascii_digit() || first == '~',
        None => false,
    }
}

fn may_introduce(word: &str) -> bool {
    months::find(word).is_some()
        || weekdays::is_any(word)
        || ARTICLES.contains(&word)
        || doubt::is_about(word)
        || clock::is_name(word)
}

/// A date and what stands behind it: the day of the week, the time of day.
fn timed(cursor: &mut Cursor<'_>, order: DateOrder) -> Option<Found> {
    let doubtful = cursor.attempt(|cursor| doubt::read(cursor).filter(|_| cursor.ends()));
    if doubtful.is_some() {
        return doubtful;
    }
    let found = calendar::read(cursor, order)?;
    era(cursor);
    let weekday = cursor.attempt(weekday_behind).is_some();
    let clock = found.clock.or_else(|| cursor.attempt(|cursor| time_behind(cursor, found)));
    if !weekday {
        cursor.attempt(weekday_behind);
    }
    let ends = cursor.ends() || found.open && !cursor.peek().is_some_and(|next| next.is_ascii_digit());
    ends.then_some(Found { clock, ..found })
}

/// A date behind articles and days of the week: `Tuesday, March 28, 2017`, `the 3rd of May, 1987`.
fn introduced(cursor: &mut Cursor<'_>, order: DateOrder) -> Option<Found> {
    let mut weekday = false;
    for _ in 0..3 {
        weekday |= cursor.attempt(introduction)?;
        if let Some(found) = either(cursor, order) {
            // A year has no day of the week.
            return (!weekday || !found.bare).then_some(found);
        }
    }
    None
}

/// An article or a day of the week with what parts it from the date; whether it was the latter.
fn introduction(cursor: &mut Cursor<'_>) -> Option<bool> {
    if cursor.attempt(|cursor| (cursor.one_of(ARTICLES) && cursor.spaces()).then_some(())).is_some() {
        return Some(false);
    }
    cursor.word(|word| weekdays::is_any(word).then_some(()))?;
    // Portuguese: `segunda-feira`.
    cursor.attempt(|cursor| {
        cursor.take(&['-'])?;
        cursor.one_of(&["feira"]).then_some(())
    });
    cursor.take(&['.']);
    cursor.gap(&[',', '|', '-', '–']);
    Some(true)
}

/// `14:00, 26 March 2024`, `12 noon on Tuesday, March 26, 2024`, `14:00, 26 March 2024 (UTC)`.
fn time_first(cursor: &mut Cursor<'_>, order: DateOrder) -> Option<Found> {
    let clock = clock::read(cursor, Manner::default())?;
    cursor.gap(&[',', '|', '-', '–', '—', '•', '·', '/']);
    cursor.attempt(|cursor| (cursor.one_of(BETWEEN) && cursor.spaces()).then_some(()));
    while cursor.attempt(introduction).is_some() {}
    let found = calendar::read(cursor, order)?;
    if found.bare || found.clock.is_some() {
        return None;
    }
    era(cursor);
    let zone = clock.offset.is_none().then(|| zones::read(cursor, false)).flatten();
    let offset = zone.map_or(clock.offset, |zone| zone.offset);
    cursor.ends().then_some(Found { clock: Some(Clock { offset, ..clock }), ..found })
}

/// The time of day behind a date.
fn time_behind(cursor: &mut Cursor<'_>, found: Found) -> Option<Clock> {
    if found.bare {
        return None;
    }
    if found.exact && cursor.peek().is_some_and(|next| next.eq_ignore_ascii_case(&'t')) {
        return clock::behind_t(cursor);
    }
    let before = cursor.at();
    cursor.gap(&[',', '|', '-', '–', '—', '•', '·', '/', ';', '@']);
    let mut announced = false;
    for _ in 0..3 {
        let word = cursor.attempt(|cursor| {
            cursor.one_of(ANNOUNCING).then_some(())?;
            cursor.take(&['.']);
            cursor.spaces().then_some(())
        });
        announced |= word.is_some();
    }
    let manner = Manner { announced, exact: found.exact };
    (cursor.at() > before).then(|| clock::read(cursor, manner)).flatten()
}

/// `, Tuesday`, `(火)`, `Pazartesi`. Cut short it must stand in parentheses, because `so` and `do` are words.
fn weekday_behind(cursor: &mut Cursor<'_>) -> Option<()> {
    let before = cursor.at();
    cursor.gap(&[',']);
    let opened = cursor.take(&['(']).is_some();
    let is_weekday = |word: &str| weekdays::is_full(word) || opened && weekdays::is_any(word);
    cursor
        .word(|word| is_weekday(word).then_some(()))
        .or_else(|| cursor.take(WEEKDAYS).filter(|_| opened).map(|_| ()))?;
    if opened {
        cursor.take(&[')'])?;
    }
    (cursor.at() > before && cursor.ends()).then_some(())
}

/// `г.` and `года` behind Russian years, `r.` and `roku` behind Polish ones.
fn era(cursor: &mut Cursor<'_>) {
    cursor.attempt(|cursor| {
        cursor.spaces();
        if cursor.one_of(&["г", "r"]) {
            cursor.take(&['.']);
        } else if !cursor.one_of(&["года", "год", "roku"]) {
            return None;
        }
        cursor.ends().then_some(())
    });
}
