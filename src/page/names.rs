//! The names of months and weekdays in the language of a site, each found once.

use chrono::{Days, NaiveDate, Weekday as ChronoWeekday};
use tera::Value;

use crate::article::Language;

use super::values::value;
use super::variables::Weekday;

#[derive(Clone, Debug)]
pub(super) struct Names {
    /// From January on.
    months: Vec<String>,
    /// `Weekday`s, from the day on with which a week starts there.
    weekdays: Value,
}

impl Names {
    pub fn new(language: &Language, week_starts: ChronoWeekday) -> Self {
        let month = |month| {
            let day = NaiveDate::from_ymd_opt(2000, month, 1).unwrap_or_default();
            language.format(day, "%B")
        };
        // The first of January 2024 was a Monday.
        let monday = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap_or_default();
        let weekday = |at: u64| {
            let date = monday + Days::new(u64::from(week_starts.num_days_from_monday()) + at);
            let short: String = language.format(date, "%a").chars().take(2).collect();
            Weekday { name: language.format(date, "%A"), short }
        };
        let weekdays: Vec<Weekday> = (0..7).map(weekday).collect();
        Self { months: (1..=12).map(month).collect(), weekdays: value(&weekdays) }
    }

    /// A month by its number; one that is none has no name.
    pub fn month(&self, month: u32) -> &str {
        let at = (month as usize).checked_sub(1);
        at.and_then(|at| self.months.get(at)).map_or("", String::as_str)
    }

    /// `Weekday`s.
    pub fn weekdays(&self) -> Value {
        self.weekdays.clone()
    }
}
