//! When the made-up paper appeared: twenty years, more in the later ones, little on Sundays. The last
//! day is one before the end of a month, so that there can be a new day that is not a new year too.

use chrono::{Datelike, NaiveDate, Weekday};

const FIRST_YEAR: i32 = 2005;
const LAST_YEAR: i32 = 2024;

/// The days of the paper, each with its share of the articles.
#[derive(Debug)]
pub struct Days {
    days: Vec<NaiveDate>,
    /// For each day the weight of all days up to and with it.
    sums: Vec<u64>,
}

impl Days {
    pub fn new() -> Self {
        let days: Vec<NaiveDate> = (FIRST_YEAR..=LAST_YEAR)
            .filter_map(|year| NaiveDate::from_ymd_opt(year, 1, 1))
            .flat_map(|first| first.iter_days().take_while(move |day| day.year() == first.year()))
            .filter(|day| (day.year(), day.ordinal()) < (LAST_YEAR, 366))
            .collect();
        let sums = days
            .iter()
            .scan(0, |sum, day| {
                *sum += weight(*day);
                Some(*sum)
            })
            .collect();
        Self { days, sums }
    }

    /// The day of an article. The articles are in the order of their days: `number` of `count`.
    pub fn of(&self, number: usize, count: usize) -> NaiveDate {
        let total = u128::from(self.sums.last().copied().unwrap_or(1));
        let at = (2 * number as u128 + 1) * total / (2 * count as u128);
        self.days[self.sums.partition_point(|sum| u128::from(*sum) <= at)]
    }
}

fn weight(day: NaiveDate) -> u64 {
    let growth = 100 + 12 * day.year().abs_diff(FIRST_YEAR);
    let share = if day.weekday() == Weekday::Sun { 3 } else { 10 };
    u64::from(growth * share)
}
