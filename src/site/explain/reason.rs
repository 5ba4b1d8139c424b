//! Why a site has a page.

use crate::archive::{Archive, Owner, Run, ShelfKind};
use crate::article::Url;
use crate::page::{Page, Period};
use crate::words;

/// One sentence, without its stop.
pub(super) fn of(archive: &Archive, page: &Page) -> String {
    let count = |run: Run<'_>| words::count(run.len(), "article");
    match page {
        Page::Front | Page::NotFound | Page::Robots | Page::SitemapIndex | Page::Feed(None, _) => {
            "every site has it".to_owned()
        }
        Page::Article(url) | Page::Unlisted(url) => match archive.owner(url) {
            Some(owner) => format!("{} has this address", archive.owned(owner).file),
            None => "an article has this address".to_owned(),
        },
        Page::Calendar(period) => format!("{} of {}", count(within(archive.all(), *period)), name(*period)),
        Page::Undated => format!("{} without a date", count(archive.all().undated())),
        Page::Shelves(kind) => {
            format!("there are {}", words::count(archive.shelves(*kind).len(), kind.noun()))
        }
        Page::Shelf(kind, slug) => shelf(archive, *kind, slug, None),
        Page::Leaf(kind, slug, period) => shelf(archive, *kind, slug, Some(*period)),
        Page::Feed(Some(slug), _) => shelf(archive, ShelfKind::Section, slug, None),
        Page::OnThisDayIndex | Page::OnThisDayMonth(_) => "articles have a day of the year".to_owned(),
        Page::OnThisDay(month, day) => {
            let articles = archive.days_of_year().get(&(*month, *day)).map_or(0, Vec::len);
            format!("{} of that day, in all years", words::count(articles, "article"))
        }
        Page::Search | Page::OpenSearch => "the archive can be searched".to_owned(),
        Page::Sitemap(_) => "it names the pages of one part of the archive".to_owned(),
        Page::Redirect(url) => redirect(archive, url),
    }
}

fn within(run: Run<'_>, period: Period) -> Run<'_> {
    match period {
        Period::Year(year) => run.in_year(year),
        Period::Month(year, month) => run.in_month(year, month),
        Period::Day(day) => run.on_day(day),
    }
}

fn name(period: Period) -> String {
    match period {
        Period::Year(year) => format!("the year {year}"),
        Period::Month(year, month) => format!("the month {year:04}-{month:02}"),
        Period::Day(day) => format!("the day {day}"),
    }
}

fn shelf(archive: &Archive, kind: ShelfKind, slug: &str, period: Option<Period>) -> String {
    let Some(shelf) = archive.shelf(kind, slug) else {
        return format!("there is a {} “{slug}”", kind.noun());
    };
    let run = archive.on_shelf(shelf);
    let articles = words::count(period.map_or(run, |period| within(run, period)).len(), "article");
    let of = period.map_or(String::new(), |period| format!(" in {}", name(period)));
    format!("{articles} of the {} “{}”{of}", kind.noun(), shelf.term.name)
}

fn redirect(archive: &Archive, url: &Url) -> String {
    match archive.owner(url) {
        Some(owner @ Owner::Alias(_)) => {
            format!("{} names this address among its `aliases`", archive.owned(owner).file)
        }
        _ => "other addresses begin with this one, and every beginning of an address is a page".to_owned(),
    }
}
