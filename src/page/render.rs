//! From inputs to bytes. The same inputs and templates give the same bytes, always.

use serde_json::json;
use tera::{Context, Value};

use crate::article::Url;

use super::inputs::{Content, Inputs};
use super::sheet::{self, Sheet};
use super::templates::{TemplateFault, Templates};
use super::values::value;
use super::variables::{Article, Feed, Own};
use super::{FeedForm, Page, article, calendar, feed, front, on_this_day, plain, shelf, sitemap};

/// A finished page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    pub url: Url,
    pub bytes: Vec<u8>,
    /// The text of the article that it shows, as HTML; shared with what the page was made of.
    pub text: Option<Value>,
}

/// A page that could not be made: its template has a fault.
#[derive(Debug)]
pub struct Failure {
    pub url: Url,
    pub fault: TemplateFault,
}

/// Makes a page.
pub fn render(inputs: &Inputs, templates: &Templates) -> Result<Output, Failure> {
    let url = inputs.sketch.page.url();
    if let (Page::Feed(_, FeedForm::Json), Content::Feed(feed)) =
        (&inputs.sketch.page, &inputs.sketch.content)
    {
        let bytes = json_feed(inputs, &feed::feed(&inputs.sketch.masthead, &url, feed));
        return Ok(Output { url, bytes, text: None });
    }
    let mut context = Context::new();
    let (template, variables) = variables(inputs);
    let mut text = None;
    for (name, value) in variables {
        if name == "article" {
            text = value.get_from_path("body").cloned();
        }
        context.insert_value(name, value);
    }
    match templates.render(template, &context) {
        Ok(bytes) => Ok(Output { url, bytes, text }),
        Err(fault) => Err(Failure { url, fault }),
    }
}

/// The template of a page, and its variables by name: all that it can print, as `docs/templates.md` says.
pub fn variables(inputs: &Inputs) -> (&'static str, Vec<(&'static str, Value)>) {
    let sketch = &inputs.sketch;
    let url = sketch.page.url();
    let (sheet, article) = sheet_of(inputs, &url);
    let mut variables = sheet.own.variables();
    variables.push(("root", Value::from(sheet::root(&sketch.masthead, &sketch.page, &url))));
    variables.push(("site", sketch.masthead.value.clone()));
    variables.extend(sheet.about(sketch, &url).map(|about| ("page", value(&about))));
    variables.extend(article.map(|article| ("article", value(&article))));
    (sketch.template(), variables)
}

/// The page in words and links, and what is made of its article.
fn sheet_of<'a>(inputs: &'a Inputs, url: &Url) -> (Sheet, Option<Article<'a>>) {
    let masthead = &*inputs.sketch.masthead;
    let sheet = match &inputs.sketch.content {
        Content::Article(story) => {
            // `Sketch::with` makes no inputs of a story without its article.
            let made = inputs.article.as_ref().map(|article| article::sheet(masthead, story, article));
            return made.map_or_else(|| (not_found(), None), |(sheet, article)| (sheet, Some(article)));
        }
        Content::Front(front) => front::sheet(masthead, front),
        Content::Year(year) => calendar::year(masthead, year),
        Content::Month(month) => calendar::month(masthead, month),
        Content::Day(day) => calendar::day(masthead, day),
        Content::Undated(cards) => plain::undated(masthead, cards),
        Content::Shelves(kind, shelves) => shelf::list(*kind, shelves),
        Content::Shelf(shelf) => shelf::sheet(masthead, shelf),
        Content::Leaf(leaf) => shelf::leaf_sheet(masthead, leaf),
        Content::OnThisDay(day) => on_this_day::sheet(masthead, day),
        Content::OnThisDayIndex(grids) => on_this_day::index(masthead, grids),
        Content::Redirect(redirect) => plain::redirect_sheet(masthead, redirect),
        Content::Feed(entries) => Sheet::new("feed", "", Own::Feed(feed::feed(masthead, url, entries))),
        Content::Sitemap(addresses) => {
            Sheet::new("sitemap", "", Own::Sitemap(sitemap::sitemap(masthead, addresses)))
        }
        Content::SitemapIndex(addresses) => {
            let own = Own::Sitemap(sitemap::sitemap(masthead, addresses));
            Sheet::new("sitemap", "", own)
        }
        Content::Search => plain::search(),
        Content::OpenSearch => plain::open_search(masthead),
        Content::Robots => plain::robots(masthead),
        Content::NotFound => not_found(),
    };
    (sheet, None)
}

fn not_found() -> Sheet {
    Sheet::new("not-found", "Page not found", Own::None)
}

/// JSON Feed 1.1.
fn json_feed(inputs: &Inputs, feed: &Feed) -> Vec<u8> {
    let items: Vec<serde_json::Value> = feed
        .entries
        .iter()
        .map(|entry| {
            let mut item = json!({
                "id": entry.id,
                "url": entry.url,
                "title": entry.title,
                "content_text": entry.summary.as_deref().unwrap_or(""),
                "language": entry.language,
                "date_modified": entry.updated,
            });
            if let Some(summary) = &entry.summary {
                item["summary"] = summary.clone().into();
            }
            if let Some(published) = &entry.published {
                item["date_published"] = published.clone().into();
            }
            if !entry.authors.is_empty() {
                item["authors"] = entry.authors.iter().map(|name| json!({ "name": name })).collect();
            }
            let tags: Vec<&String> = entry.section.iter().chain(&entry.tags).collect();
            if !tags.is_empty() {
                item["tags"] = json!(tags);
            }
            item
        })
        .collect();
    let mut data = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "language": inputs.sketch.masthead.site.language,
        "items": items,
        // The mark by which an output folder is known to be ours.
        "_backfile": { "about": inputs.sketch.masthead.site.generator },
    });
    // These must be whole addresses, or not be there.
    if inputs.sketch.masthead.settings.base_url.is_some() {
        data["home_page_url"] = feed.home_url.clone().into();
        data["feed_url"] = feed.self_url.clone().into();
    }
    if let Some(description) = &inputs.sketch.masthead.site.description {
        data["description"] = description.clone().into();
    }
    let mut bytes = serde_json::to_vec_pretty(&data).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
