//! What templates see. Every field here is a variable of `docs/templates.md`, and the other way round.
//!
//! These are made by `render` out of a page's inputs, and of nothing else.

use serde::Serialize;

use crate::article::front_matter::Table;

/// The variables that belong to one kind of page.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum Own {
    Front(Front),
    Year(YearPage),
    Month(MonthPage),
    Day(DayPage),
    Article(Box<ArticlePage>),
    Undated(Undated),
    Shelves(Shelves),
    Shelf(ShelfPage),
    Leaf(Leaf),
    OnThisDay(OnThisDay),
    OnThisDayIndex(OnThisDayIndex),
    Redirect(Redirect),
    Feed(Feed),
    Sitemap(Sitemap),
    Robots(Robots),
    None {},
}

#[derive(Clone, Debug, Serialize)]
pub struct Site {
    pub title: String,
    pub description: Option<String>,
    pub language: String,
    pub direction: &'static str,
    pub base_url: Option<String>,
    pub copyright: Option<String>,
    pub nav: Vec<Link>,
    pub pages: Vec<Link>,
    pub generator: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Link {
    pub title: String,
    pub path: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct About {
    pub kind: &'static str,
    pub title: String,
    pub description: Option<String>,
    pub url: String,
    pub canonical: Option<String>,
    pub language: String,
    pub direction: &'static str,
    pub noindex: bool,
    pub crumbs: Vec<Link>,
    pub feed: Link,
    pub json_feed: Link,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Date {
    pub iso: String,
    pub text: String,
    pub precision: &'static str,
    pub year: i32,
    pub month: Option<u32>,
    pub day: Option<u32>,
    pub month_name: Option<String>,
    pub weekday: Option<String>,
    pub time: Option<String>,
    pub path: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Term {
    pub name: String,
    pub slug: String,
    pub path: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct Teaser {
    pub title: String,
    pub kicker: Option<String>,
    pub summary: Option<String>,
    pub path: String,
    pub url: String,
    pub date: Option<Date>,
    pub section: Option<Term>,
    pub authors: Vec<Term>,
    pub language: String,
    pub direction: &'static str,
    pub corrected: bool,
}

#[derive(Clone, Debug, Serialize)]
pub struct Group {
    pub title: String,
    pub path: Option<String>,
    pub articles: Vec<Teaser>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Count {
    pub title: String,
    pub path: String,
    pub count: usize,
}

#[derive(Clone, Debug, Serialize)]
pub struct Month {
    pub title: String,
    pub name: String,
    pub path: Option<String>,
    pub count: Option<usize>,
    pub weekdays: Vec<Weekday>,
    pub weeks: Vec<Week>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Weekday {
    pub short: String,
    pub name: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct Week {
    pub days: Vec<Day>,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct Day {
    pub day: Option<u32>,
    pub path: Option<String>,
    pub count: Option<usize>,
    pub title: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Image {
    pub src: String,
    pub alt: String,
    pub caption: Option<String>,
    pub credit: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Correction {
    pub date: Option<Date>,
    pub kind: String,
    pub text: String,
}

/// An article on its own page. `body`, `contents` and `structured` are made by `render`.
#[derive(Clone, Debug, Serialize)]
pub struct Article {
    pub title: String,
    pub subtitle: Option<String>,
    pub kicker: Option<String>,
    pub description: Option<String>,
    pub date: Option<Date>,
    pub date_text: Option<String>,
    pub updated: Option<Date>,
    pub section: Option<Term>,
    pub tags: Vec<Term>,
    pub authors: Vec<Term>,
    pub byline: Option<String>,
    pub dateline: Option<String>,
    pub agency: Option<String>,
    pub source: Option<String>,
    pub original_url: Option<String>,
    pub series: Option<String>,
    pub language: String,
    pub direction: &'static str,
    pub image: Option<Image>,
    pub corrections: Vec<Correction>,
    pub rights: Option<String>,
    pub license: Option<String>,
    pub status: &'static str,
    pub withdrawn_reason: Option<String>,
    pub title_source: Option<&'static str>,
    pub words: u32,
    pub citation: String,
    pub extra: Table,
}

#[derive(Clone, Debug, Serialize)]
pub struct ArticlePage {
    pub previous: Option<Teaser>,
    pub next: Option<Teaser>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Front {
    pub newest: Vec<Teaser>,
    pub month: Option<Month>,
    pub years: Vec<Count>,
    pub sections: Vec<Count>,
    pub count: usize,
    pub undated: Option<Link>,
}

#[derive(Clone, Debug, Serialize)]
pub struct YearPage {
    pub year: i32,
    pub count: usize,
    pub months: Vec<Month>,
    pub groups: Vec<Group>,
    pub loose: Vec<Teaser>,
    pub previous: Option<Link>,
    pub next: Option<Link>,
}

#[derive(Clone, Debug, Serialize)]
pub struct MonthPage {
    pub month: Month,
    pub groups: Vec<Group>,
    pub days: Vec<Count>,
    pub loose: Vec<Teaser>,
    pub previous: Option<Link>,
    pub next: Option<Link>,
}

#[derive(Clone, Debug, Serialize)]
pub struct DayPage {
    pub date: Date,
    pub articles: Vec<Teaser>,
    pub month: Month,
    pub on_this_day: Link,
    pub previous: Option<Link>,
    pub next: Option<Link>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Undated {
    pub groups: Vec<Group>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Shelves {
    pub noun: &'static str,
    pub heading: &'static str,
    pub shelves: Vec<Count>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Year {
    pub title: String,
    pub path: String,
    pub count: usize,
    pub months: Vec<Count>,
}

#[derive(Clone, Debug, Serialize)]
pub struct ShelfPage {
    pub noun: &'static str,
    pub shelf: Term,
    pub count: usize,
    pub newest: Vec<Teaser>,
    pub years: Vec<Year>,
    pub undated: Vec<Teaser>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Leaf {
    pub noun: &'static str,
    pub shelf: Term,
    pub period: Date,
    pub parts: Vec<Count>,
    pub groups: Vec<Group>,
    pub previous: Option<Link>,
    pub next: Option<Link>,
}

#[derive(Clone, Debug, Serialize)]
pub struct OnThisDay {
    pub day: String,
    pub groups: Vec<Group>,
    pub previous: Option<Link>,
    pub next: Option<Link>,
}

#[derive(Clone, Debug, Serialize)]
pub struct OnThisDayIndex {
    pub months: Vec<Month>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Redirect {
    pub target: Link,
}

#[derive(Clone, Debug, Serialize)]
pub struct Feed {
    pub title: String,
    pub id: String,
    pub self_url: String,
    pub home_url: String,
    pub updated: String,
    pub entries: Vec<Entry>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    pub id: String,
    pub title: String,
    pub url: String,
    pub summary: Option<String>,
    pub published: Option<String>,
    pub updated: String,
    pub authors: Vec<String>,
    pub section: Option<String>,
    pub tags: Vec<String>,
    pub language: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct Sitemap {
    pub addresses: Vec<Address>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Address {
    pub url: String,
    pub changed: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Robots {
    pub sitemap: String,
}
