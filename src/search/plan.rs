//! Divides an archive into segments: by the calendar, and by nothing but the articles.
//!
//! "This" year and month are those of the newest article, never of a clock. The division is a pure function
//! of the dates, so a clean and an incremental build agree, and what is past keeps its files for ever. It
//! knows nothing of words and files.

use std::ops::Range;

use crate::search::document::Date;

/// The name of the live segment.
pub const LIVE: &str = "live";
/// The newest articles, so many at least, are the live segment.
const NEWEST: usize = 16;
/// The live segment takes so many more before they move to the segment of their month: publishing rewrites
/// that one only once in so many times.
const STEP: usize = 32;
/// Neighbours are joined up to this size whatever the size of the archive.
const SMALL: usize = 1024;

/// A run of articles whose index is made as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// `1990s`, `2024`, `2026-01_2026-10`, `undated`, `live`: the folder of its files.
    pub name: String,
    /// Which articles, in the order of dates.
    pub documents: Range<usize>,
}

/// The segments of an archive, oldest first. `dates` are those of all articles in their order, the undated
/// first. A unit of the calendar with more than `most` articles is divided, down to months.
pub fn plan(dates: &[Date], most: usize) -> Vec<Segment> {
    debug_assert!(dates.is_sorted());
    let Some(newest) = dates.last() else { return Vec::new() };
    let live = if dates.len() <= NEWEST + STEP { dates.len() } else { NEWEST + dates.len() % STEP };
    let past = &dates[..dates.len() - live];
    let mut segments = joined(units(past, *newest, most), past.len(), unit(*newest, *newest, Span::Whole));
    segments.push(Segment { name: LIVE.to_owned(), documents: past.len()..dates.len() });
    segments
}

/// How large a piece of the calendar is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Span {
    /// A decade in the past, a year of this decade, a month of this year.
    Whole,
    Year,
    Month,
}

/// The name of the piece of the calendar in which a date lies.
fn unit(date: Date, newest: Date, span: Span) -> String {
    let (Some(year), Some(this)) = (date.year(), newest.year()) else { return "undated".to_owned() };
    let decade = year.div_euclid(10);
    match span {
        Span::Whole if decade != this.div_euclid(10) => format!("{decade:03}0s"),
        Span::Whole if year != this => format!("{year:04}"),
        Span::Year => format!("{year:04}"),
        _ if date.month() == 0 => format!("{year:04}"),
        _ => format!("{year:04}-{:02}", date.month()),
    }
}

/// The calendar's pieces of a run of dates; those that are too large in smaller pieces.
fn units(dates: &[Date], newest: Date, most: usize) -> Vec<Segment> {
    let mut units = Vec::new();
    divide(dates, 0, newest, Span::Whole, most, &mut units);
    units
}

fn divide(dates: &[Date], base: usize, newest: Date, span: Span, most: usize, units: &mut Vec<Segment>) {
    let mut start = 0;
    for run in dates.chunk_by(|left, right| unit(*left, newest, span) == unit(*right, newest, span)) {
        let range = base + start..base + start + run.len();
        start += run.len();
        match span {
            Span::Whole if run.len() > most => divide(run, range.start, newest, Span::Year, most, units),
            Span::Year if run.len() > most => divide(run, range.start, newest, Span::Month, most, units),
            _ => units.push(Segment { name: unit(run[0], newest, span), documents: range }),
        }
    }
}

/// Joins small neighbours, oldest first, since every segment costs each query a file. Months join months
/// only, since they change more often than years, and the current month stays alone.
fn joined(units: Vec<Segment>, total: usize, current: String) -> Vec<Segment> {
    let small = (prior_power_of_two(total) / 16 * 3).max(SMALL);
    let mut segments: Vec<Segment> = Vec::new();
    for unit in units {
        match segments.last_mut() {
            Some(last) if fits(last, &unit, small) && (unit.name != current || total <= SMALL) => {
                let first = last.name.split('_').next().unwrap_or_default();
                last.name = format!("{first}_{}", unit.name);
                last.documents.end = unit.documents.end;
            }
            _ => segments.push(unit),
        }
    }
    segments
}

fn fits(last: &Segment, unit: &Segment, small: usize) -> bool {
    let is_month = |segment: &Segment| segment.name.contains('-');
    last.documents.len() + unit.documents.len() <= small
        && (small == SMALL || is_month(last) == is_month(unit))
}

fn prior_power_of_two(number: usize) -> usize {
    number.checked_ilog2().map_or(0, |power| 1 << power)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(dates: &[Date], most: usize, expect: &str) {
        let found: Vec<String> = plan(dates, most)
            .iter()
            .map(|segment| format!("{} {}", segment.name, segment.documents.len()))
            .collect();
        assert_eq!(found.join(", "), expect);
    }

    fn every_day(years: Range<i32>, months: u32, each: usize) -> Vec<Date> {
        let mut dates = Vec::new();
        for year in years {
            for month in 1..=months {
                for day in 1..=28 {
                    dates.extend(std::iter::repeat_n(Date::new(year, month, day), each));
                }
            }
        }
        dates
    }

    #[test]
    fn a_small_archive_is_one_segment_and_the_newest() {
        check(&[], 1000, "");
        check(&every_day(2024..2025, 1, 1), 1000, "live 28");
        check(&every_day(2019..2021, 12, 1), 1000, "2010s_2020-12 656, live 16");
        check(&[Date::UNKNOWN; 100], 1000, "undated 80, live 20");
    }

    #[test]
    fn the_past_is_in_decades_years_and_months() {
        let mut dates = every_day(1998..2024, 12, 20);
        dates.extend(every_day(2024..2025, 3, 20));
        check(
            &dates,
            100_000,
            "1990s 13440, 2000s 67200, 2010s 67200, 2020_2022 20160, 2023 6720, \
             2024-01_2024-02 1120, 2024-03 528, live 32",
        );
        check(
            &dates[..67_000],
            40_000,
            "1990s 13440, 2000 6720, 2001 6720, 2002 6720, 2003 6720, 2004 6720, 2005 6720, 2006 6720, \
             2007-01_2007-11 6160, 2007-12 320, live 40",
        );
    }

    #[test]
    fn publishing_changes_the_live_segment_alone() {
        let mut dates = every_day(2020..2024, 12, 3);
        let before = plan(&dates, 1000);
        dates.push(Date::new(2023, 12, 28));
        let after = plan(&dates, 1000);
        assert_eq!(before[..before.len() - 1], after[..after.len() - 1]);
    }
}
