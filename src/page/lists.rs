//! The pieces that lists are made of, in words and links: dates, terms, teasers, groups, months.

use chrono::{Datelike, NaiveDate};

use tera::Value;

use crate::archive::ShelfKind;
use crate::article::{self, Card, Language, PartialDate};

use super::inputs::{self, Grid};
use super::values::value;
use super::variables::{Count, Date, Day, Group, Link, Month, Teaser, Term, Week};
use super::{Masthead, Page, Period};

impl Masthead {
    pub(super) fn language(&self) -> &Language {
        &self.settings.language
    }

    pub(super) fn day_text(&self, day: NaiveDate) -> String {
        self.language().day(day, &self.settings.date_format)
    }

    /// `Tuesday, March 26, 2024`.
    fn whole_day_text(&self, day: NaiveDate) -> String {
        let text = || self.language().format(day, "%A, ") + &self.day_text(day);
        self.shared.day(day, text).to_string()
    }

    pub(super) fn period_text(&self, period: Period) -> String {
        let text = || match period {
            Period::Year(year) => year.to_string(),
            Period::Month(year, month) => PartialDate::Month { year, month }.text(self.language(), ""),
            Period::Day(day) => self.day_text(day),
        };
        self.shared.period(period, text).to_string()
    }

    /// A date of an article, with its calendar page: an article that has a card is on it.
    pub(super) fn date(&self, date: PartialDate) -> Option<Date> {
        Some(self.date_of(date, Period::of(date)?))
    }

    /// The same as a value, shared by all pages that show it.
    pub(super) fn date_value(&self, date: PartialDate) -> Value {
        self.shared.date(date, || value(&self.date(date)))
    }

    pub(super) fn date_text(&self, date: PartialDate) -> Option<String> {
        Period::of(date).map(|_| date.text(self.language(), &self.settings.date_format))
    }

    fn date_of(&self, date: PartialDate, period: Period) -> Date {
        let language = self.language();
        let day = date.day();
        Date {
            iso: date.iso().unwrap_or_default(),
            text: date.text(language, &self.settings.date_format),
            precision: date.precision(),
            year: period.year(),
            month: date.month(),
            day: day.map(|day| day.day()),
            month_name: date.month().map(|month| self.month_name(month)),
            weekday: day.map(|day| language.format(day, "%A")),
            time: date.time(),
            path: Some(Page::Calendar(period).url().path()),
        }
    }

    /// A date that no page may belong to: of a correction, of an article in no list.
    pub(super) fn bare_date(&self, date: PartialDate) -> Option<Date> {
        self.date(date).map(|date| Date { path: None, ..date })
    }

    pub(super) fn month_name(&self, month: u32) -> String {
        self.names.month(month).to_owned()
    }

    /// A `Term`.
    pub(super) fn term(&self, kind: ShelfKind, term: &article::Term) -> Value {
        self.shared.term(kind, term, || {
            let path = Page::Shelf(kind, term.slug.clone()).url().path();
            value(&Term { name: term.name.to_string(), path, slug: term.slug.to_string() })
        })
    }

    /// `Term`s.
    pub(super) fn terms(&self, kind: ShelfKind, terms: &[article::Term]) -> Value {
        Value::from(terms.iter().map(|term| self.term(kind, term)).collect::<Vec<_>>())
    }

    /// A `Teaser`.
    pub(super) fn teaser(&self, card: &Card) -> Value {
        self.shared.teaser(card, || {
            let language = card.language(self.language());
            value(&Teaser {
                authors: self.terms(ShelfKind::Author, &card.authors),
                corrected: card.corrected,
                date: self.date_value(card.date),
                direction: language.direction(),
                kicker: card.kicker.as_deref(),
                language: language.tag(),
                path: card.url.path(),
                section: card.section.as_ref().map(|section| self.term(ShelfKind::Section, section)),
                summary: card.summary.as_deref(),
                title: &card.title,
                url: card.url.as_str(),
            })
        })
    }

    /// `Teaser`s.
    pub(super) fn teasers<'a>(&self, cards: impl IntoIterator<Item = &'a Card>) -> Value {
        Value::from(cards.into_iter().map(|card| self.teaser(card)).collect::<Vec<_>>())
    }

    /// A link to a period's page, of the whole archive or of a shelf.
    pub(super) fn period_link(&self, period: Period, page: &dyn Fn(Period) -> Page) -> Link {
        Link { title: self.period_text(period), path: page(period).url().path() }
    }

    /// The way back from a page of the calendar.
    pub(super) fn period_crumbs(&self, period: Period) -> Vec<Link> {
        let link = |period| self.period_link(period, &Page::Calendar);
        match period {
            Period::Year(_) => Vec::new(),
            Period::Month(year, _) => vec![link(Period::Year(year))],
            Period::Day(day) => vec![
                link(Period::Year(day.year())),
                Link { title: self.month_name(day.month()), ..link(Period::month_of(day)) },
            ],
        }
    }

    /// A group of articles; the page of its period is linked where `page` gives one.
    pub(super) fn group(&self, group: &inputs::Group, page: &dyn Fn(Period) -> Option<Page>) -> Group {
        let (period, cards) = group;
        let title = match *period {
            Period::Month(_, month) => self.month_name(month),
            Period::Day(day) => self.whole_day_text(day),
            Period::Year(year) => year.to_string(),
        };
        Group { title, path: page(*period).map(|page| page.url().path()), articles: self.teasers(cards) }
    }

    /// A period with the number of its articles. A month is named without its year.
    pub(super) fn count(&self, period: Period, count: usize, page: &dyn Fn(Period) -> Page) -> Count {
        let title = match period {
            Period::Month(_, month) => self.month_name(month),
            other => self.period_text(other),
        };
        Count { title, path: page(period).url().path(), count }
    }

    /// A month of the calendar, with the days that have articles.
    pub(super) fn month(&self, grid: &Grid) -> Month {
        let count_of = |day: u32| grid.days.iter().find(|(other, _)| *other == day).map_or(0, |(_, n)| *n);
        let Some(year) = grid.year else { return self.month_of_any_year(grid, &count_of) };
        let starts = self.settings.week_starts;
        let first = NaiveDate::from_ymd_opt(year, grid.month, 1).unwrap_or_default();
        let counted = |count: usize| grid.week_of.is_none().then_some(count);
        let day_of = |date: NaiveDate| {
            let count = count_of(date.day());
            Day {
                day: Some(date.day()),
                path: (count > 0).then(|| Page::Calendar(Period::Day(date)).url().path()),
                count: counted(count),
                title: (count > 0).then(|| self.whole_day_text(date)),
            }
        };
        let blank = (7 + first.weekday().num_days_from_monday() - starts.num_days_from_monday()) % 7;
        let mut days: Vec<Day> = (0..blank).map(|_| Day::default()).collect();
        let dates = first.iter_days().take_while(|date| date.month() == grid.month && date.year() == year);
        days.extend(dates.map(day_of));
        let period = Period::Month(year, grid.month);
        let mut weeks = weeks(days);
        if grid.week_of.is_some() {
            weeks.retain(|week| week.days.iter().any(|day| day.day == grid.week_of));
        }
        Month {
            title: self.period_text(period),
            name: self.month_name(grid.month),
            path: (grid.count > 0).then(|| Page::Calendar(period).url().path()),
            count: counted(grid.count),
            weekdays: self.names.weekdays(),
            weeks,
        }
    }

    /// The weeks run from the first: a day has no weekday here.
    fn month_of_any_year(&self, grid: &Grid, count_of: &dyn Fn(u32) -> usize) -> Month {
        let length = match grid.month {
            2 => 29,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        let day_of = |day: u32| {
            let count = count_of(day);
            Day {
                day: Some(day),
                path: (count > 0).then(|| Page::OnThisDay(grid.month, day).url().path()),
                count: Some(count),
                title: (count > 0).then(|| self.language().day_of_year(grid.month, day)),
            }
        };
        Month {
            title: self.month_name(grid.month),
            name: self.month_name(grid.month),
            path: (grid.count > 0).then(|| Page::OnThisDayMonth(grid.month).url().path()),
            count: Some(grid.count),
            weekdays: Value::from(Vec::<Value>::new()),
            weeks: weeks((1..=length).map(day_of).collect()),
        }
    }
}

impl Period {
    /// The calendar page that an article of this date is on.
    pub(super) fn of(date: PartialDate) -> Option<Self> {
        match (date.year(), date.month(), date.day()) {
            (.., Some(day)) => Some(Self::Day(day)),
            (Some(year), Some(month), None) => Some(Self::Month(year, month)),
            (Some(year), None, None) => Some(Self::Year(year)),
            (None, ..) => None,
        }
    }

    pub(super) fn year(self) -> i32 {
        match self {
            Self::Year(year) | Self::Month(year, _) => year,
            Self::Day(day) => day.year(),
        }
    }

    /// The month that it is or lies in; 0 for a year.
    pub(crate) fn year_and_month(self) -> (i32, u32) {
        match self {
            Self::Year(year) => (year, 0),
            Self::Month(year, month) => (year, month),
            Self::Day(day) => (day.year(), day.month()),
        }
    }

    /// The month that a day lies in.
    pub(super) fn month_of(day: NaiveDate) -> Self {
        Self::Month(day.year(), day.month())
    }

    /// The period as a date of that precision.
    pub(super) fn date(self) -> PartialDate {
        match self {
            Self::Year(year) => PartialDate::Year(year),
            Self::Month(year, month) => PartialDate::Month { year, month },
            Self::Day(day) => PartialDate::Day(day),
        }
    }
}

/// Days in rows of seven, the last filled up with blanks.
fn weeks(mut days: Vec<Day>) -> Vec<Week> {
    days.resize_with(days.len().next_multiple_of(7), Day::default);
    days.chunks(7).map(|days| Week { days: days.to_vec() }).collect()
}
