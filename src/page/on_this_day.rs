//! One day in all years, and the way to each.

use crate::archive::Index;

use super::Page;
use super::gather::{Sheet, View};
use super::inputs::{Content, Day, Group, Link, Month, OnThisDay, OnThisDayIndex};
use super::lists::weeks;

fn link_to_index() -> Link {
    Link { title: "On this day".to_owned(), path: Page::OnThisDayIndex.url().path() }
}

/// All months, or one.
pub(super) fn index(view: View<'_>, month: Option<u32>) -> Sheet {
    let months = match month {
        Some(month) => month..=month,
        None => 1..=12,
    };
    let content = OnThisDayIndex { months: months.map(|month| month_of_days(view, month)).collect() };
    let content = Content::OnThisDayIndex(content);
    match month {
        None => Sheet::new("on-this-day-index", "On this day", content),
        Some(month) => {
            Sheet::new("on-this-day-month", format!("On this day: {}", view.month_name(month)), content)
                .crumbs(vec![link_to_index()])
        }
    }
}

/// The days of a month in any year. The weeks run from the first: a day has no weekday here.
fn month_of_days(view: View<'_>, month: u32) -> Month {
    let length = match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let day_of = |day: u32| {
        let count = view.archive.days_of_year().get(&(month, day)).map_or(0, Vec::len);
        Day {
            day: Some(day),
            path: (count > 0).then(|| Page::OnThisDay(month, day).url().path()),
            count,
            title: (count > 0).then(|| view.language().day_of_year(month, day)),
        }
    };
    let days: Vec<Day> = (1..=length).map(day_of).collect();
    let count = days.iter().map(|day| day.count).sum();
    Month {
        title: view.month_name(month),
        name: view.month_name(month),
        path: (count > 0).then(|| Page::OnThisDayMonth(month).url().path()),
        count,
        weekdays: Vec::new(),
        weeks: weeks(days),
    }
}

pub(super) fn sheet(view: View<'_>, month: u32, day: u32) -> Option<Sheet> {
    let days = view.archive.days_of_year();
    let members = days.get(&(month, day))?;
    let link = |(month, day): (u32, u32)| Link {
        title: view.language().day_of_year(month, day),
        path: Page::OnThisDay(month, day).url().path(),
    };
    let title = view.language().day_of_year(month, day);
    let content = OnThisDay {
        day: title.clone(),
        groups: by_year(view, members),
        previous: days.range(..(month, day)).next_back().map(|(day, _)| link(*day)),
        next: days.range((month, day + 1)..).next().map(|(day, _)| link(*day)),
    };
    let crumbs = vec![
        link_to_index(),
        Link { title: view.month_name(month), path: Page::OnThisDayMonth(month).url().path() },
    ];
    Some(
        Sheet::new("on-this-day", format!("On this day: {title}"), Content::OnThisDay(content))
            .crumbs(crumbs),
    )
}

fn by_year(view: View<'_>, members: &[Index]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for index in members.iter().rev() {
        let teaser = view.teaser(view.archive.article(*index));
        let Some(date) = &teaser.date else { continue };
        let year = date.year.to_string();
        match groups.last_mut() {
            Some(group) if group.title == year => group.articles.push(teaser),
            _ => groups.push(Group { title: year, path: date.path.clone(), articles: vec![teaser] }),
        }
    }
    groups
}
