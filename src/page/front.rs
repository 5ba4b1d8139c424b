//! The front page: the newest articles and every way in.

use crate::archive::{Archive, ShelfKind};

use super::cards::{grid, newest};
use super::inputs::{self, Grid};
use super::sheet::Sheet;
use super::variables::{Count, Front, Link, Own};
use super::{Masthead, Page, Period, shelf};

pub(super) fn sketch(archive: &Archive) -> inputs::Front {
    let all = archive.all();
    let newest_month =
        all.dated().iter().rev().find_map(|meta| Some((meta.card.date.year()?, meta.card.date.month()?)));
    let month: Option<Grid> = newest_month.map(|(year, month)| grid(archive, year, month));
    let mut sections = shelf::all(archive, ShelfKind::Section);
    sections.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.slug.cmp(&b.0.slug)));
    inputs::Front {
        newest: newest(all),
        month,
        years: all
            .years()
            .map(|(year, run)| (year, run.len()))
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect(),
        sections,
        count: all.len(),
        undated: !all.undated().is_empty(),
    }
}

pub(super) fn sheet(masthead: &Masthead, front: &inputs::Front) -> Sheet {
    let years = front.years.iter().map(|(year, n)| masthead.count(Period::Year(*year), *n, &Page::Calendar));
    let sections = front.sections.iter().map(|(term, count)| Count {
        title: term.name.to_string(),
        path: Page::Shelf(ShelfKind::Section, term.slug.clone()).url().path(),
        count: *count,
    });
    let own = Front {
        newest: masthead.teasers(&front.newest),
        month: front.month.as_ref().map(|grid| masthead.month(grid)),
        years: years.collect(),
        sections: sections.collect(),
        count: front.count,
        undated: front
            .undated
            .then(|| Link { title: "Undated".to_owned(), path: Page::Undated.url().path() }),
    };
    let site = &masthead.site;
    let mut sheet = Sheet::new("front", site.title.clone(), Own::Front(own));
    sheet.description = site.description.clone();
    sheet
}
