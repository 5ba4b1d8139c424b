//! Pages and their addresses, in both directions.

use chrono::{Datelike, NaiveDate};

use crate::archive::{Archive, Owner, ShelfKind};
use crate::article::Url;

use super::{FeedForm, Page, Period, SitemapPart};

impl Period {
    /// Writes `2024/`, `2024/03/` or `2024/03/26/`. There is one for every leaf of every shelf, which is
    /// why it is not `format!`.
    fn push_to(self, out: &mut String) {
        let (year, month, day) = match self {
            Self::Year(year) => (year, None, None),
            Self::Month(year, month) => (year, Some(month), None),
            Self::Day(day) => (day.year(), Some(day.month()), Some(day.day())),
        };
        for (number, width) in [(Some(year.unsigned_abs()), 4), (month, 2), (day, 2)] {
            if let Some(number) = number {
                let digits = (0..width).rev().map(|place| number / 10u32.pow(place) % 10);
                out.extend(digits.map(|digit| char::from(b'0' + digit as u8)));
                out.push('/');
            }
        }
    }

    fn parse(parts: &[&str]) -> Option<Self> {
        match *parts {
            [year] => Some(Self::Year(number(year, 4)? as i32)),
            [year, month] => Some(Self::Month(number(year, 4)? as i32, month_number(month)?)),
            [year, month, day] => {
                let year = number(year, 4)? as i32;
                Some(Self::Day(NaiveDate::from_ymd_opt(year, number(month, 2)?, number(day, 2)?)?))
            }
            _ => None,
        }
    }

    /// Whether the archive has an article in it, on a shelf or anywhere.
    fn is_in(self, archive: &Archive, shelf: Option<(ShelfKind, &str)>) -> bool {
        let run = match shelf {
            None => archive.all(),
            Some((kind, slug)) => match archive.shelf(kind, slug) {
                Some(shelf) => archive.on_shelf(shelf),
                None => return false,
            },
        };
        match self {
            Self::Year(year) => !run.in_year(year).is_empty(),
            Self::Month(year, month) => !run.in_month(year, month).is_empty(),
            Self::Day(day) => {
                !run.on_day(day).is_empty()
                    && (shelf.is_none() || super::shelf::has_days(run.in_month(day.year(), day.month())))
            }
        }
    }
}

/// Folders one below the other, and those of a period below them: `/tags/harbour/2024/03/`.
fn joined(folders: &[&str], period: Option<Period>) -> String {
    let mut out = String::with_capacity(64);
    out.push('/');
    for folder in folders {
        out.push_str(folder);
        out.push('/');
    }
    if let Some(period) = period {
        period.push_to(&mut out);
    }
    out
}

/// `01` to `12`.
fn month_number(text: &str) -> Option<u32> {
    number(text, 2).filter(|month| (1..=12).contains(month))
}

/// A number of exactly that many digits.
fn number(text: &str, digits: usize) -> Option<u32> {
    (text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

impl Page {
    pub fn url(&self) -> Url {
        let text = match self {
            Self::Article(url) | Self::Unlisted(url) | Self::Redirect(url) => return url.clone(),
            Self::Front => "/".to_owned(),
            Self::Calendar(period) => joined(&[], Some(*period)),
            Self::Undated => "/undated/".to_owned(),
            Self::Shelves(kind) => format!("/{}/", kind.folder()),
            Self::Shelf(kind, slug) => joined(&[kind.folder(), slug], None),
            Self::Leaf(kind, slug, period) => joined(&[kind.folder(), slug], Some(*period)),
            Self::OnThisDayIndex => "/on-this-day/".to_owned(),
            Self::OnThisDayMonth(month) => format!("/on-this-day/{month:02}/"),
            Self::OnThisDay(month, day) => format!("/on-this-day/{month:02}/{day:02}/"),
            Self::Feed(None, form) => format!("/{}", form.file()),
            Self::Feed(Some(slug), form) => format!("/sections/{slug}/{}", form.file()),
            Self::SitemapIndex => "/sitemap.xml".to_owned(),
            Self::Sitemap(part) => format!("/sitemaps/{}.xml", part.name()),
            Self::Search => "/search/".to_owned(),
            Self::OpenSearch => "/opensearch.xml".to_owned(),
            Self::NotFound => "/404.html".to_owned(),
            Self::Robots => "/robots.txt".to_owned(),
        };
        Url::made(text)
    }

    /// The page at an address, if this archive has one there. Redirects for the beginnings of addresses
    /// are not found: they are made for what is missing.
    pub fn at(archive: &Archive, url: &Url) -> Option<Self> {
        match archive.owner(url) {
            Some(Owner::Article(_)) => Some(Self::Article(url.clone())),
            Some(Owner::Unlisted(_)) => Some(Self::Unlisted(url.clone())),
            Some(Owner::Alias(_)) => Some(Self::Redirect(url.clone())),
            None => Self::own_at(archive, url.as_str()),
        }
    }

    /// The page of the program's own at an address, which may be none.
    pub(super) fn own_at(archive: &Archive, url: &str) -> Option<Self> {
        let page = Self::by_shape(url)?;
        page.exists(archive).then_some(page)
    }

    fn by_shape(url: &str) -> Option<Self> {
        let path = url.strip_prefix('/')?;
        let parts: Vec<&str> = path.split('/').collect();
        let kind_of = |folder: &str| ShelfKind::ALL.into_iter().find(|kind| kind.folder() == folder);
        Some(match parts[..] {
            [""] => Self::Front,
            ["404.html"] => Self::NotFound,
            ["robots.txt"] => Self::Robots,
            ["feed.xml"] => Self::Feed(None, FeedForm::Atom),
            ["feed.json"] => Self::Feed(None, FeedForm::Json),
            ["sections", slug, "feed.xml"] => Self::Feed(Some(slug.into()), FeedForm::Atom),
            ["sections", slug, "feed.json"] => Self::Feed(Some(slug.into()), FeedForm::Json),
            ["sitemap.xml"] => Self::SitemapIndex,
            ["sitemaps", name] => Self::Sitemap(SitemapPart::parse(name.strip_suffix(".xml")?)?),
            ["search", ""] => Self::Search,
            ["opensearch.xml"] => Self::OpenSearch,
            ["undated", ""] => Self::Undated,
            ["on-this-day", ""] => Self::OnThisDayIndex,
            ["on-this-day", month, ""] => Self::OnThisDayMonth(number(month, 2)?),
            ["on-this-day", month, day, ""] => Self::OnThisDay(number(month, 2)?, number(day, 2)?),
            [folder, ""] if kind_of(folder).is_some() => Self::Shelves(kind_of(folder)?),
            [folder, slug, ""] if kind_of(folder).is_some() => Self::Shelf(kind_of(folder)?, slug.into()),
            [folder, slug, ref period @ .., ""] if kind_of(folder).is_some() => {
                Self::Leaf(kind_of(folder)?, slug.into(), Period::parse(period)?)
            }
            [ref period @ .., ""] => Self::Calendar(Period::parse(period)?),
            _ => return None,
        })
    }

    fn exists(&self, archive: &Archive) -> bool {
        match self {
            Self::Front | Self::NotFound | Self::Robots | Self::SitemapIndex | Self::Feed(None, _) => true,
            Self::Article(_) | Self::Unlisted(_) | Self::Redirect(_) => false,
            Self::Calendar(period) => period.is_in(archive, None),
            Self::Undated => !archive.all().undated().is_empty(),
            Self::Search | Self::OpenSearch => super::plain::has_search(archive),
            Self::Shelves(kind) => !archive.shelves(*kind).is_empty(),
            Self::Shelf(kind, slug) => archive.shelf(*kind, slug).is_some(),
            Self::Leaf(kind, slug, period) => period.is_in(archive, Some((*kind, slug))),
            Self::OnThisDayIndex => !archive.days_of_year().is_empty(),
            Self::OnThisDayMonth(month) => {
                archive.days_of_year().range((*month, 0)..(*month + 1, 0)).next().is_some()
            }
            Self::OnThisDay(month, day) => archive.days_of_year().contains_key(&(*month, *day)),
            Self::Feed(Some(slug), _) => archive.shelf(ShelfKind::Section, slug).is_some(),
            Self::Sitemap(part) => super::sitemap::exists(archive, *part),
        }
    }
}

impl FeedForm {
    pub const ALL: [Self; 2] = [Self::Atom, Self::Json];

    fn file(self) -> &'static str {
        match self {
            Self::Atom => "feed.xml",
            Self::Json => "feed.json",
        }
    }
}

impl SitemapPart {
    fn name(self) -> String {
        match self {
            Self::Pages => "pages".to_owned(),
            Self::Undated => "undated".to_owned(),
            Self::Year(year) => format!("{year:04}"),
            Self::Month(year, month) => format!("{year:04}-{month:02}"),
        }
    }

    fn parse(name: &str) -> Option<Self> {
        match name.split('-').collect::<Vec<_>>()[..] {
            ["pages"] => Some(Self::Pages),
            ["undated"] => Some(Self::Undated),
            [year] => Some(Self::Year(number(year, 4)? as i32)),
            [year, month] => Some(Self::Month(number(year, 4)? as i32, month_number(month)?)),
            _ => None,
        }
    }
}
