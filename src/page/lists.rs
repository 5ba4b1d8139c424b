//! The pieces that lists are made of: dates, terms, teasers, groups, calendar months.

use chrono::{Datelike, Days, NaiveDate, Weekday as ChronoWeekday};

use crate::archive::{Run, ShelfKind};
use crate::article::{self, Language, Meta, PartialDate};

use super::gather::View;
use super::inputs::{Count, Date, Day, Group, Link, Month, Teaser, Term, Week, Weekday};
use super::{Page, Period};

impl<'a> View<'a> {
    pub(super) fn language(self) -> &'a Language {
        &self.masthead.settings.language
    }

    pub(super) fn day_text(self, day: NaiveDate) -> String {
        self.language().day(day, &self.masthead.settings.date_format)
    }

    pub(super) fn period_text(self, period: Period) -> String {
        match period {
            Period::Year(year) => year.to_string(),
            Period::Month(year, month) => PartialDate::Month { year, month }.text(self.language(), ""),
            Period::Day(day) => self.day_text(day),
        }
    }

    /// A date with its calendar page, if the archive has that page.
    pub(super) fn date(self, date: PartialDate) -> Option<Date> {
        let language = self.language();
        let day = date.day();
        let period = match (date.year()?, date.month(), day) {
            (.., Some(day)) => Period::Day(day),
            (year, Some(month), None) => Period::Month(year, month),
            (year, None, None) => Period::Year(year),
        };
        let url = Page::Calendar(period).url();
        Some(Date {
            iso: date.to_string(),
            text: date.text(language, &self.masthead.settings.date_format),
            precision: date.precision(),
            year: date.year()?,
            month: date.month(),
            day: day.map(|day| day.day()),
            month_name: date.month().map(|month| self.month_name(month)),
            weekday: day.map(|day| language.format(day, "%A")),
            time: date.time(),
            path: Page::at(self.archive, &url).map(|_| url.path()),
        })
    }

    pub(super) fn month_name(self, month: u32) -> String {
        let day = NaiveDate::from_ymd_opt(2000, month, 1).unwrap_or_default();
        self.language().format(day, "%B")
    }

    pub(super) fn term(self, kind: ShelfKind, term: &article::Term) -> Term {
        Term {
            name: term.name.to_string(),
            slug: term.slug.to_string(),
            path: Page::Shelf(kind, term.slug.clone()).url().path(),
        }
    }

    pub(super) fn terms(self, kind: ShelfKind, terms: &[article::Term]) -> Vec<Term> {
        terms.iter().map(|term| self.term(kind, term)).collect()
    }

    pub(super) fn teaser(self, meta: &Meta) -> Teaser {
        let language = meta.language(self.language());
        Teaser {
            title: meta.title.clone(),
            kicker: meta.kicker.clone(),
            summary: meta.summary.clone(),
            path: meta.url.path(),
            url: meta.url.to_string(),
            date: self.date(meta.date),
            section: meta.section.as_ref().map(|term| self.term(ShelfKind::Section, term)),
            authors: self.terms(ShelfKind::Author, &meta.authors),
            language: language.tag().to_owned(),
            direction: language.direction(),
            corrected: meta.corrected,
        }
    }

    pub(super) fn teasers(self, run: Run<'_>) -> Vec<Teaser> {
        run.iter().map(|meta| self.teaser(meta)).collect()
    }

    /// The newest articles of a run, newest first.
    pub(super) fn newest(self, run: Run<'_>, limit: usize) -> Vec<Teaser> {
        run.dated().iter().rev().take(limit).map(|meta| self.teaser(meta)).collect()
    }

    pub(super) fn period_link(self, period: Period) -> Link {
        Link { title: self.period_text(period), path: Page::Calendar(period).url().path() }
    }

    /// The way back from a page of the calendar.
    pub(super) fn period_crumbs(self, period: Period) -> Vec<Link> {
        match period {
            Period::Year(_) => Vec::new(),
            Period::Month(year, _) => vec![self.period_link(Period::Year(year))],
            Period::Day(day) => vec![
                self.period_link(Period::Year(day.year())),
                Link { title: self.month_name(day.month()), ..self.period_link(month_of(day)) },
            ],
        }
    }

    /// The articles of a year by month, each group with the page that `page` gives.
    pub(super) fn by_month(self, run: Run<'_>, page: &dyn Fn(Period) -> Page) -> Vec<Group> {
        let group = |((year, month), _)| Group {
            title: self.month_name(month),
            path: Some(page(Period::Month(year, month)).url().path()),
            articles: self.teasers(run.in_month(year, month)),
        };
        run.months().into_iter().map(group).collect()
    }

    /// The articles of a month by day.
    pub(super) fn by_day(self, run: Run<'_>, page: &dyn Fn(Period) -> Option<Page>) -> Vec<Group> {
        let group = |(day, _)| Group {
            title: self.language().format(day, "%A, ") + &self.day_text(day),
            path: page(Period::Day(day)).map(|page| page.url().path()),
            articles: self.teasers(run.on_day(day)),
        };
        run.days().into_iter().map(group).collect()
    }

    pub(super) fn day_counts(self, run: Run<'_>, page: &dyn Fn(Period) -> Page) -> Vec<Count> {
        let count = |(day, count)| Count {
            title: self.day_text(day),
            path: page(Period::Day(day)).url().path(),
            count,
        };
        run.days().into_iter().map(count).collect()
    }

    pub(super) fn month_counts(self, run: Run<'_>, page: &dyn Fn(Period) -> Page) -> Vec<Count> {
        let count = |((year, month), count)| Count {
            title: self.month_name(month),
            path: page(Period::Month(year, month)).url().path(),
            count,
        };
        run.months().into_iter().map(count).collect()
    }

    /// One month of the calendar, with the days that have articles.
    pub(super) fn month(self, year: i32, month: u32) -> Month {
        let run = self.archive.all().in_month(year, month);
        let counts = run.days();
        let starts = self.masthead.settings.week_starts;
        let day_of = |date: NaiveDate| {
            let count = counts.iter().find(|(day, _)| *day == date).map_or(0, |(_, count)| *count);
            Day {
                day: Some(date.day()),
                path: (count > 0).then(|| Page::Calendar(Period::Day(date)).url().path()),
                count,
                title: (count > 0).then(|| self.language().format(date, "%A, ") + &self.day_text(date)),
            }
        };
        let first = NaiveDate::from_ymd_opt(year, month, 1).unwrap_or_default();
        let blank = (7 + first.weekday().num_days_from_monday() - starts.num_days_from_monday()) % 7;
        let mut days: Vec<Day> = (0..blank).map(|_| Day::default()).collect();
        let dates = first.iter_days().take_while(|date| date.month() == month && date.year() == year);
        days.extend(dates.map(day_of));
        Month {
            title: PartialDate::Month { year, month }.text(self.language(), ""),
            name: self.month_name(month),
            path: (!run.is_empty()).then(|| Page::Calendar(Period::Month(year, month)).url().path()),
            count: run.len(),
            weekdays: self.weekdays(starts),
            weeks: weeks(days),
        }
    }

    fn weekdays(self, starts: ChronoWeekday) -> Vec<Weekday> {
        // The first of January 2024 was a Monday.
        let monday = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap_or_default();
        let day = |at: u64| {
            let date = monday + Days::new(u64::from(starts.num_days_from_monday()) + at);
            let name = self.language().format(date, "%A");
            let short: String = self.language().format(date, "%a").chars().take(2).collect();
            Weekday { short, name }
        };
        (0..7).map(day).collect()
    }
}

/// The month that a day lies in.
pub(super) fn month_of(day: NaiveDate) -> Period {
    Period::Month(day.year(), day.month())
}

/// Days in rows of seven, the last filled up with blanks.
pub(super) fn weeks(mut days: Vec<Day>) -> Vec<Week> {
    days.resize_with(days.len().next_multiple_of(7), Day::default);
    days.chunks(7).map(|days| Week { days: days.to_vec() }).collect()
}
