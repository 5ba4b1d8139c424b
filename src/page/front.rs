//! The front page: the newest articles and every way in.

use crate::archive::ShelfKind;

use super::gather::{Sheet, View};
use super::inputs::{Content, Count, Front};
use super::{Page, Period};

/// How many articles the front page and the shelves show as their newest.
pub(super) const NEWEST: usize = 25;

pub(super) fn sheet(view: View<'_>) -> Sheet {
    let all = view.archive.all();
    let newest_day = all.dated().iter().rev().find_map(|meta| Some((meta.date.year()?, meta.date.month()?)));
    let mut sections: Vec<Count> = view
        .archive
        .shelves(ShelfKind::Section)
        .iter()
        .map(|shelf| Count {
            title: shelf.term.name.to_string(),
            path: Page::Shelf(shelf.kind, shelf.term.slug.clone()).url().path(),
            count: shelf.len(),
        })
        .collect();
    sections.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.path.cmp(&b.path)));
    let years = all.years().into_iter().rev().map(|(year, count)| Count {
        title: year.to_string(),
        path: Page::Calendar(Period::Year(year)).url().path(),
        count,
    });
    let content = Front {
        newest: view.newest(all, NEWEST),
        month: newest_day.map(|(year, month)| view.month(year, month)),
        years: years.collect(),
        sections,
        count: all.len(),
        undated: (!all.undated().is_empty())
            .then(|| super::inputs::Link { title: "Undated".to_owned(), path: Page::Undated.url().path() }),
    };
    let site = &view.masthead.site;
    let mut sheet = Sheet::new("front", site.title.clone(), Content::Front(content));
    sheet.description = site.description.clone();
    sheet
}
