//! What templates see. Every field here is a variable of `docs/templates.md`, and the other way round.
//!
//! These are made by `render` out of a page's inputs, and of nothing else.

use tera::Value;

use crate::article::front_matter::Table;

use super::values::{Variable, variables};

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
    pub fn into_variables(self) -> Vec<(&'static str, Value)> {
        match self {
            Self::Front(own) => own.into_variables(),
            Self::Year(own) => own.into_variables(),
            Self::Month(own) => own.into_variables(),
            Self::Day(own) => own.into_variables(),
            Self::Article(own) => (*own).into_variables(),
            Self::Undated(own) => own.into_variables(),
            Self::Shelves(own) => own.into_variables(),
            Self::Shelf(own) => own.into_variables(),
            Self::Leaf(own) => own.into_variables(),
            Self::OnThisDay(own) => own.into_variables(),
            Self::OnThisDayIndex(own) => own.into_variables(),
            Self::Redirect(own) => own.into_variables(),
            Self::Feed(own) => own.into_variables(),
            Self::Sitemap(own) => own.into_variables(),
            Self::OpenSearch(own) => own.into_variables(),
            Self::Robots(own) => own.into_variables(),
            Self::None => Vec::new(),
        }
    }
}

variables! {
    #[derive(Clone, Debug)]
    pub struct Site {
        pub title: String,
        pub description: Option<String>,
        pub language: String,
        pub direction: &'static str,
        pub base_url: Option<String>,
        pub copyright: Option<String>,
        pub nav: Vec<Link>,
        pub search: Option<String>,
        pub pages: Vec<Link>,
        pub generator: String,
    }
}

variables! {
    #[derive(Clone, Debug, PartialEq, Eq, Hash)]
    pub struct Link {
        pub title: String,
        pub path: String,
    }
}

variables! {
    #[derive(Clone, Debug)]
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
        /// A `Link`, shared.
        pub feed: Value,
        /// A `Link`, shared.
        pub json_feed: Value,
    }
}

variables! {
    #[derive(Clone, Debug, PartialEq, Eq)]
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
}

variables! {
    #[derive(Clone, Debug)]
    pub struct Term {
        pub name: String,
        pub slug: String,
        pub path: String,
    }
}

variables! {
    /// An article on a list. Shared by the lists that it is on: there a teaser is a ready `Value`.
    #[derive(Clone, Debug)]
    pub struct Teaser {
        pub title: String,
        pub kicker: Option<String>,
        pub summary: Option<String>,
        pub path: String,
        pub url: String,
        /// A `Date`, shared with all others of that day.
        pub date: Value,
        /// A `Term`, shared.
        pub section: Value,
        /// `Term`s, shared.
        pub authors: Value,
        pub language: String,
        pub direction: &'static str,
        pub corrected: bool,
    }
}

variables! {
    #[derive(Clone, Debug)]
    pub struct Group {
        pub title: String,
        pub path: Option<String>,
        pub articles: Vec<Value>,
    }
}

variables! {
    #[derive(Clone, Debug)]
    pub struct Count {
        pub title: String,
        pub path: String,
        pub count: usize,
    }
}

variables! {
    #[derive(Clone, Debug)]
    pub struct Month {
        pub title: String,
        pub name: String,
        pub path: Option<String>,
        pub count: Option<usize>,
        pub weekdays: Vec<Weekday>,
        pub weeks: Vec<Week>,
    }
}

variables! {
    #[derive(Clone, Debug)]
    pub struct Weekday {
        pub short: String,
        pub name: String,
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
        pub day: Option<u32>,
        pub path: Option<String>,
        pub count: Option<usize>,
        pub title: Option<String>,
    }
}

variables! {
    #[derive(Clone, Debug)]
    pub struct Image {
        pub src: String,
        pub alt: String,
        pub caption: Option<String>,
        pub credit: Option<String>,
    }
}

variables! {
    #[derive(Clone, Debug)]
    pub struct Correction {
        pub date: Option<Date>,
        pub kind: String,
        pub text: String,
    }
}

variables! {
    /// An article on its own page.
    #[derive(Clone, Debug)]
    pub struct Article {
        pub title: String,
        pub subtitle: Option<String>,
        pub kicker: Option<String>,
        pub description: Option<String>,
        /// A `Date`, shared.
        pub date: Value,
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
        /// HTML.
        pub body: Value,
        /// The headings of the text.
        pub contents: Value,
        /// JSON that can stand inside a `<script>`.
        pub structured: Value,
    }
}

variables! {
    #[derive(Clone, Debug)]
    pub struct ArticlePage {
        pub previous: Option<Value>,
        pub next: Option<Value>,
    }
}

variables! {
    #[derive(Clone, Debug)]
    pub struct Front {
        pub newest: Vec<Value>,
        pub month: Option<Month>,
        pub years: Vec<Count>,
        pub sections: Vec<Count>,
        pub count: usize,
        pub undated: Option<Link>,
    }
}

variables! {
    #[derive(Clone, Debug)]
    pub struct YearPage {
        pub year: i32,
        pub count: usize,
        pub months: Vec<Month>,
        pub groups: Vec<Group>,
        pub loose: Vec<Value>,
        pub previous: Option<Link>,
        pub next: Option<Link>,
    }
}

variables! {
    #[derive(Clone, Debug)]
    pub struct MonthPage {
        pub month: Month,
        pub groups: Vec<Group>,
        pub days: Vec<Count>,
        pub loose: Vec<Value>,
        pub previous: Option<Link>,
        pub next: Option<Link>,
    }
}

variables! {
    #[derive(Clone, Debug)]
    pub struct DayPage {
        /// A `Date`, shared.
        pub date: Value,
        pub articles: Vec<Value>,
        pub month: Month,
        pub on_this_day: Link,
        pub previous: Option<Link>,
        pub next: Option<Link>,
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
        pub noun: &'static str,
        pub heading: &'static str,
        pub shelves: Vec<Count>,
    }
}

variables! {
    #[derive(Clone, Debug)]
    pub struct Year {
        pub title: String,
        pub path: String,
        pub count: usize,
        pub months: Vec<Count>,
    }
}

variables! {
    #[derive(Clone, Debug)]
    pub struct ShelfPage {
        pub noun: &'static str,
        pub shelf: Term,
        pub count: usize,
        pub newest: Vec<Value>,
        pub years: Vec<Year>,
        pub undated: Vec<Value>,
    }
}

variables! {
    #[derive(Clone, Debug)]
    pub struct Leaf {
        pub noun: &'static str,
        pub shelf: Term,
        /// A `Date`, shared.
        pub period: Value,
        pub parts: Vec<Count>,
        pub groups: Vec<Group>,
        pub previous: Option<Link>,
        pub next: Option<Link>,
    }
}

variables! {
    #[derive(Clone, Debug)]
    pub struct OnThisDay {
        pub day: String,
        pub groups: Vec<Group>,
        pub previous: Option<Link>,
        pub next: Option<Link>,
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
        pub title: String,
        pub id: String,
        pub self_url: String,
        pub home_url: String,
        pub updated: String,
        pub entries: Vec<Entry>,
    }
}

variables! {
    #[derive(Clone, Debug)]
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
        pub url: String,
        pub changed: Option<String>,
    }
}

variables! {
    #[derive(Clone, Debug)]
    pub struct OpenSearch {
        pub search: String,
        pub icon: String,
    }
}

variables! {
    #[derive(Clone, Debug)]
    pub struct Robots {
        pub sitemap: String,
    }
}
