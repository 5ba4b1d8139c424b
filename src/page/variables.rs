//! What templates see. Every field here is a variable of `docs/templates.md`, and the other way round.
//!
//! These are made by `render` out of a page's inputs, and of nothing else. The fields of each are in the
//! order of the alphabet, in which a template finds them that goes through them all.

use tera::Value;

use crate::article::front_matter::Table;
use crate::article::markdown::Heading;

use super::values::variables;

/// The variables that belong to one kind of page.
#[derive(Clone, Debug)]
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
    OpenSearch(OpenSearch),
    Robots(Robots),
    None,
}

impl Own {
    /// By name.
    pub fn variables(&self) -> Vec<(&'static str, Value)> {
        match self {
            Self::Front(own) => own.variables(),
            Self::Year(own) => own.variables(),
            Self::Month(own) => own.variables(),
            Self::Day(own) => own.variables(),
            Self::Article(own) => own.variables(),
            Self::Undated(own) => own.variables(),
            Self::Shelves(own) => own.variables(),
            Self::Shelf(own) => own.variables(),
            Self::Leaf(own) => own.variables(),
            Self::OnThisDay(own) => own.variables(),
            Self::OnThisDayIndex(own) => own.variables(),
            Self::Redirect(own) => own.variables(),
            Self::Feed(own) => own.variables(),
            Self::Sitemap(own) => own.variables(),
            Self::OpenSearch(own) => own.variables(),
            Self::Robots(own) => own.variables(),
            Self::None => Vec::new(),
        }
    }
}

variables! {
    #[derive(Clone, Debug)]
    pub struct Site {
        pub base_url: Option<String>,
        pub copyright: Option<String>,
        pub description: Option<String>,
        pub direction: &'static str,
        pub generator: String,
        pub language: String,
        pub nav: Vec<Link>,
        pub pages: Vec<Link>,
        pub search: Option<String>,
        pub title: String,
    }
}

variables! {
    #[derive(Clone, Debug, PartialEq, Eq, Hash)]
    pub struct Link {
        pub path: String,
        pub title: String,
    }
}

variables! {
    #[derive(Clone, Debug)]
    pub struct About<'a> {
        pub canonical: Option<String>,
        /// `Link`s, mostly shared.
        pub crumbs: &'a Value,
        pub description: Option<&'a str>,
        pub direction: &'static str,
        /// A `Link`, shared.
        pub feed: Value,
        /// A `Link`, shared.
        pub json_feed: Value,
        pub kind: &'static str,
        pub language: &'a str,
        pub noindex: bool,
        pub title: &'a str,
        pub url: &'a str,
    }
}

variables! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Date {
        pub day: Option<u32>,
        pub iso: String,
        pub month: Option<u32>,
        pub month_name: Option<String>,
        pub path: Option<String>,
        pub precision: &'static str,
        pub text: String,
        pub time: Option<String>,
        pub weekday: Option<String>,
        pub year: i32,
    }
}

variables! {
    #[derive(Clone, Debug)]
    pub struct Term {
        pub name: String,
        pub path: String,
        pub slug: String,
    }
}

variables! {
    /// An article on a list. Shared by the lists that it is on: there a teaser is a ready `Value`.
    #[derive(Clone, Debug)]
    pub struct Teaser<'a> {
        /// `Term`s, shared.
        pub authors: Value,
        pub corrected: bool,
        /// A `Date`, shared with all others of that day.
        pub date: Value,
        pub direction: &'static str,
        pub kicker: Option<&'a str>,
        pub language: &'a str,
        pub path: String,
        /// A `Term`, shared.
        pub section: Option<Value>,
        pub summary: Option<&'a str>,
        pub title: &'a str,
        pub url: &'a str,
    }
}

variables! {
    #[derive(Clone, Debug)]
    pub struct Group {
        /// `Teaser`s, shared.
        pub articles: Value,
        pub path: Option<String>,
        pub title: String,
    }
}

variables! {
    #[derive(Clone, Debug)]
    pub struct Count {
        pub count: usize,
        pub path: String,
        pub title: String,
    }
}

variables! {
    #[derive(Clone, Debug)]
    pub struct Month {
        pub count: Option<usize>,
        pub name: String,
        pub path: Option<String>,
        pub title: String,
        /// `Weekday`s, shared; none in a month of any year.
        pub weekdays: Value,
        pub weeks: Vec<Week>,
    }
}

variables! {
    #[derive(Clone, Debug)]
    pub struct Weekday {
        pub name: String,
        pub short: String,
    }
}

variables! {
    #[derive(Clone, Debug)]
    pub struct Week {
        pub days: Vec<Day>,
    }
}

variables! {
    #[derive(Clone, Debug, Default)]
    pub struct Day {
        pub count: Option<usize>,
        pub day: Option<u32>,
        pub path: Option<String>,
        pub title: Option<String>,
    }
}

variables! {
    #[derive(Clone, Debug)]
    pub struct Image<'a> {
        pub alt: &'a str,
        pub caption: Option<&'a str>,
        pub credit: Option<&'a str>,
        pub src: String,
    }
}

variables! {
    #[derive(Clone, Debug)]
    pub struct Correction<'a> {
        pub date: Option<Date>,
        pub kind: &'a str,
        pub text: &'a str,
    }
}

variables! {
    /// An article on its own page.
    #[derive(Clone, Debug)]
    pub struct Article<'a> {
        pub agency: Option<&'a str>,
        /// `Term`s, shared.
        pub authors: Value,
        /// HTML.
        pub body: Value,
        pub byline: Option<&'a str>,
        pub citation: String,
        /// The headings of the text.
        pub contents: Vec<Heading>,
        pub corrections: Vec<Correction<'a>>,
        /// A `Date`, shared.
        pub date: Value,
        pub date_text: Option<String>,
        pub dateline: Option<&'a str>,
        pub description: Option<&'a str>,
        pub direction: &'static str,
        pub extra: &'a Table,
        pub image: Option<Image<'a>>,
        pub kicker: Option<&'a str>,
        pub language: String,
        pub license: Option<&'a str>,
        pub original_url: Option<&'a str>,
        pub rights: Option<&'a str>,
        /// A `Term`, shared.
        pub section: Option<Value>,
        pub series: Option<&'a str>,
        pub source: Option<&'a str>,
        pub status: &'static str,
        /// JSON that can stand inside a `<script>`.
        pub structured: Value,
        pub subtitle: Option<&'a str>,
        /// `Term`s, shared.
        pub tags: Value,
        pub title: &'a str,
        pub title_source: Option<&'static str>,
        pub updated: Option<Date>,
        pub withdrawn_reason: Option<&'a str>,
        pub words: u32,
    }
}

variables! {
    #[derive(Clone, Debug)]
    pub struct ArticlePage {
        pub next: Option<Value>,
        pub previous: Option<Value>,
    }
}

variables! {
    #[derive(Clone, Debug)]
    pub struct Front {
        pub count: usize,
        pub month: Option<Month>,
        /// `Teaser`s, shared.
        pub newest: Value,
        pub sections: Vec<Count>,
        pub undated: Option<Link>,
        pub years: Vec<Count>,
    }
}

variables! {
    #[derive(Clone, Debug)]
    pub struct YearPage {
        pub count: usize,
        pub groups: Vec<Group>,
        /// `Teaser`s, shared.
        pub loose: Value,
        pub months: Vec<Month>,
        pub next: Option<Link>,
        pub previous: Option<Link>,
        pub year: i32,
    }
}

variables! {
    #[derive(Clone, Debug)]
    pub struct MonthPage {
        pub days: Vec<Count>,
        pub groups: Vec<Group>,
        /// `Teaser`s, shared.
        pub loose: Value,
        pub month: Month,
        pub next: Option<Link>,
        pub previous: Option<Link>,
    }
}

variables! {
    #[derive(Clone, Debug)]
    pub struct DayPage {
        /// `Teaser`s, shared.
        pub articles: Value,
        /// A `Date`, shared.
        pub date: Value,
        pub month: Month,
        pub next: Option<Link>,
        pub on_this_day: Link,
        pub previous: Option<Link>,
    }
}

variables! {
    #[derive(Clone, Debug)]
    pub struct Undated {
        pub groups: Vec<Group>,
    }
}

variables! {
    #[derive(Clone, Debug)]
    pub struct Shelves {
        pub heading: &'static str,
        pub noun: &'static str,
        pub shelves: Vec<Count>,
    }
}

variables! {
    #[derive(Clone, Debug)]
    pub struct Year {
        pub count: usize,
        pub months: Vec<Count>,
        pub path: String,
        pub title: String,
    }
}

variables! {
    #[derive(Clone, Debug)]
    pub struct ShelfPage {
        pub count: usize,
        /// `Teaser`s, shared.
        pub newest: Value,
        pub noun: &'static str,
        /// A `Term`, shared.
        pub shelf: Value,
        /// `Teaser`s, shared.
        pub undated: Value,
        pub years: Vec<Year>,
    }
}

variables! {
    #[derive(Clone, Debug)]
    pub struct Leaf {
        pub groups: Vec<Group>,
        pub next: Option<Link>,
        pub noun: &'static str,
        pub parts: Vec<Count>,
        /// A `Date`, shared.
        pub period: Value,
        pub previous: Option<Link>,
        /// A `Term`, shared.
        pub shelf: Value,
    }
}

variables! {
    #[derive(Clone, Debug)]
    pub struct OnThisDay {
        pub day: String,
        pub groups: Vec<Group>,
        pub next: Option<Link>,
        pub previous: Option<Link>,
    }
}

variables! {
    #[derive(Clone, Debug)]
    pub struct OnThisDayIndex {
        pub months: Vec<Month>,
    }
}

variables! {
    #[derive(Clone, Debug)]
    pub struct Redirect {
        pub target: Link,
    }
}

variables! {
    #[derive(Clone, Debug)]
    pub struct Feed {
        pub entries: Vec<Entry>,
        pub home_url: String,
        pub id: String,
        pub self_url: String,
        pub title: String,
        pub updated: String,
    }
}

variables! {
    #[derive(Clone, Debug)]
    pub struct Entry {
        pub authors: Vec<String>,
        pub id: String,
        pub language: String,
        pub published: Option<String>,
        pub section: Option<String>,
        pub summary: Option<String>,
        pub tags: Vec<String>,
        pub title: String,
        pub updated: String,
        pub url: String,
    }
}

variables! {
    #[derive(Clone, Debug)]
    pub struct Sitemap {
        pub addresses: Vec<Address>,
    }
}

variables! {
    #[derive(Clone, Debug)]
    pub struct Address {
        pub changed: Option<String>,
        pub url: String,
    }
}

variables! {
    #[derive(Clone, Debug)]
    pub struct OpenSearch {
        pub icon: String,
        pub search: String,
    }
}

variables! {
    #[derive(Clone, Debug)]
    pub struct Robots {
        pub sitemap: String,
    }
}
