//! What every page of one site has in common.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::Weekday;
use tera::Value;

use crate::archive::{Archive, ShelfKind};
use crate::article::{Language, Url};
use crate::fingerprint::Fingerprint;

use super::Page;
use super::names::Names;
use super::plain::has_search;
use super::shared::Shared;
use super::values::value;
use super::variables::{Link, Site};

/// The settings that pages show or follow, checked.
#[derive(Clone, Debug, Hash)]
pub struct Settings {
    pub title: String,
    pub description: Option<String>,
    pub copyright: Option<String>,
    /// Without a slash at its end.
    pub base_url: Option<String>,
    pub language: Language,
    /// strftime's letters for a whole day; empty is the language's own.
    pub date_format: String,
    pub week_starts: Weekday,
    /// Where links that lead nowhere in the archive go, if set; without a slash at its end.
    pub original_site: Option<String>,
}

/// The settings, and the parts of every page that come of them and the archive.
#[derive(Clone, Debug)]
pub struct Masthead {
    pub settings: Settings,
    pub site: Site,
    /// The same as a template value, made once and shared by all pages.
    pub(super) value: Value,
    /// The names of months and weekdays in the site's language.
    pub(super) names: Names,
    /// Values that many pages share.
    pub(super) shared: Arc<Shared>,
}

impl Masthead {
    pub fn new(settings: Settings, archive: &Archive) -> Self {
        let site = Site {
            title: settings.title.clone(),
            description: settings.description.clone(),
            language: settings.language.tag().to_owned(),
            direction: settings.language.direction(),
            base_url: settings.base_url.clone(),
            copyright: settings.copyright.clone(),
            nav: nav(archive),
            search: has_search(archive).then(|| Page::Search.url().path()),
            pages: standing(archive),
            generator: concat!("Backfile ", env!("CARGO_PKG_VERSION")).to_owned(),
        };
        let names = Names::new(&settings.language, settings.week_starts);
        Self { value: value(&site), names, shared: Arc::default(), settings, site }
    }

    /// What pages can show of it, part by part.
    pub(super) fn parts(&self) -> BTreeMap<&'static str, Fingerprint> {
        let Site {
            title,
            description,
            language,
            direction,
            base_url,
            copyright,
            nav,
            search,
            pages,
            generator,
        } = &self.site;
        let week_starts = self.settings.week_starts.num_days_from_monday();
        BTreeMap::from([
            ("title", Fingerprint::of_hash(title)),
            ("description", Fingerprint::of_hash(description)),
            ("language", Fingerprint::of_hash(language)),
            ("direction", Fingerprint::of_hash(direction)),
            ("base_url", Fingerprint::of_hash(base_url)),
            ("copyright", Fingerprint::of_hash(copyright)),
            ("nav", Fingerprint::of_hash(nav)),
            ("search", Fingerprint::of_hash(search)),
            ("pages", Fingerprint::of_hash(pages)),
            ("generator", Fingerprint::of_hash(generator)),
            ("date_format", Fingerprint::of_hash(&self.settings.date_format)),
            ("week_starts", Fingerprint::of_hash(&week_starts)),
        ])
    }

    /// An address as the world outside knows it; from the root when there is no `base_url`.
    pub fn whole(&self, url: &Url) -> String {
        format!("{}{}", self.settings.base_url.as_deref().unwrap_or(""), url.encoded())
    }

    pub fn canonical(&self, url: &Url) -> Option<String> {
        self.settings.base_url.is_some().then(|| self.whole(url))
    }

    /// The path in front of the site on its host, for the one page that is shown at any address.
    pub fn base_path(&self) -> String {
        let base = self.settings.base_url.as_deref().unwrap_or("");
        let path = base.split_once("//").and_then(|(_, rest)| rest.split_once('/'));
        path.map_or("/".to_owned(), |(_, path)| format!("/{path}/"))
    }
}

fn link(title: &str, page: &Page) -> Link {
    Link { title: title.to_owned(), path: page.url().path() }
}

/// The ways in that the archive has. They hang on which kinds of page exist, never on how many, so that
/// a new article does not change them.
fn nav(archive: &Archive) -> Vec<Link> {
    let mut nav = Vec::new();
    for kind in ShelfKind::ALL {
        if !archive.shelves(kind).is_empty() {
            nav.push(link(kind.heading(), &Page::Shelves(kind)));
        }
    }
    if !archive.days_of_year().is_empty() {
        nav.push(link("On this day", &Page::OnThisDayIndex));
    }
    if !archive.all().undated().is_empty() {
        nav.push(link("Undated", &Page::Undated));
    }
    nav
}

fn standing(archive: &Archive) -> Vec<Link> {
    let mut pages: Vec<Link> = archive
        .pages()
        .map(|meta| Link { title: meta.card.title.to_string(), path: meta.card.url.path() })
        .collect();
    pages.sort_by(|a, b| (&a.title, &a.path).cmp(&(&b.title, &b.path)));
    pages
}
