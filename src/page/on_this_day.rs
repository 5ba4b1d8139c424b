//! One day in all years, and the way to each.

use std::ops::RangeInclusive;

use crate::archive::Archive;
use crate::article::Card;

use super::inputs::{self, Grid};
use super::sheet::Sheet;
use super::variables::{Group, Link, OnThisDay, OnThisDayIndex, Own};
use super::{Masthead, Page, Period};

/// Months with the number of articles of each of their days, in all years.
pub(super) fn grids(archive: &Archive, months: RangeInclusive<u32>) -> Vec<Grid> {
    let grid = |month: u32| {
        let days = archive.days_of_year().range((month, 0)..(month + 1, 0));
        let days: Vec<(u32, usize)> = days.map(|((_, day), members)| (*day, members.len())).collect();
        let count = days.iter().map(|(_, count)| count).sum();
        Grid { year: None, month, days, count, week_of: None }
    };
    months.map(grid).collect()
}

pub(super) fn sketch(archive: &Archive, month: u32, day: u32) -> Option<inputs::OnThisDay> {
    let days = archive.days_of_year();
    let members = days.get(&(month, day))?;
    Some(inputs::OnThisDay {
        month,
        day,
        articles: members.iter().rev().map(|index| archive.card(*index).clone()).collect(),
        previous: days.range(..(month, day)).next_back().map(|(day, _)| *day),
        next: days.range((month, day + 1)..).next().map(|(day, _)| *day),
    })
}

fn link_to_index() -> Link {
    Link { title: "On this day".to_owned(), path: Page::OnThisDayIndex.url().path() }
}

/// All months, or one.
pub(super) fn index(masthead: &Masthead, grids: &[Grid]) -> Sheet {
    let own = OnThisDayIndex { months: grids.iter().map(|grid| masthead.month(grid)).collect() };
    let own = Own::OnThisDayIndex(own);
    match grids {
        [grid] => {
            let title = format!("On this day: {}", masthead.month_name(grid.month));
            Sheet::new("on-this-day-month", title, own).crumbs(&[link_to_index()])
        }
        _ => Sheet::new("on-this-day-index", "On this day", own),
    }
}

pub(super) fn sheet(masthead: &Masthead, page: &inputs::OnThisDay) -> Sheet {
    let text = |month, day| masthead.language().day_of_year(month, day);
    let link =
        |(month, day)| Link { title: text(month, day), path: Page::OnThisDay(month, day).url().path() };
    let title = text(page.month, page.day);
    let own = OnThisDay {
        day: title.clone(),
        groups: by_year(masthead, &page.articles),
        previous: page.previous.map(link),
        next: page.next.map(link),
    };
    let crumbs = [
        link_to_index(),
        Link { title: masthead.month_name(page.month), path: Page::OnThisDayMonth(page.month).url().path() },
    ];
    let title = format!("On this day: {title}");
    Sheet::new("on-this-day", title, Own::OnThisDay(own)).crumbs(&crumbs)
}

fn by_year(masthead: &Masthead, cards: &[Card]) -> Vec<Group> {
    let dated: Vec<(Period, &Card)> =
        cards.iter().filter_map(|card| Some((Period::of(card.date)?, card))).collect();
    let group = |cards: &[(Period, &Card)]| {
        let (period, _) = cards.first()?;
        let path = Some(Page::Calendar(*period).url().path());
        let articles = masthead.teasers(cards.iter().map(|(_, card)| *card));
        Some(Group { title: period.year().to_string(), path, articles })
    };
    dated.chunk_by(|(one, _), (other, _)| one.year() == other.year()).filter_map(group).collect()
}
