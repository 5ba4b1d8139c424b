//! From inputs to bytes. The same inputs and templates give the same bytes, always.

use serde_json::json;
use tera::{Context, Value};

use crate::article::Url;
use crate::article::markdown;

use super::inputs::{Article, Content, Feed, Inputs, Text};
use super::templates::{TemplateFault, Templates};

/// A finished page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    pub url: Url,
    pub bytes: Vec<u8>,
}

/// A page that could not be made: its template has a fault.
#[derive(Debug)]
pub struct Failure {
    pub url: Url,
    pub fault: TemplateFault,
}

/// Makes a page.
pub fn render(inputs: &Inputs, templates: &Templates) -> Result<Output, Failure> {
    let url = inputs.url.clone();
    let bytes = match (&inputs.content, inputs.content.template()) {
        (Content::JsonFeed(feed), _) | (Content::Atom(feed), None) => Ok(json_feed(inputs, feed)),
        (_, None) => Ok(Vec::new()),
        (_, Some(template)) => templates.render(template, &context(inputs)),
    };
    match bytes {
        Ok(bytes) => Ok(Output { url, bytes }),
        Err(fault) => Err(Failure { url, fault }),
    }
}

/// The variables of a page's template, by name: all that it can print, as `docs/templates.md` says.
pub fn variables(inputs: &Inputs) -> Vec<(String, Value)> {
    let mut variables = vec![
        ("root".to_owned(), Value::from(inputs.root.as_str())),
        ("site".to_owned(), Value::from_serializable(&*inputs.site)),
    ];
    if let Some(page) = &inputs.page {
        variables.push(("page".to_owned(), Value::from_serializable(page)));
    }
    match &inputs.content {
        Content::Article(page) => {
            variables.push(("article".to_owned(), story(inputs, &page.article, &page.text)));
            variables.push(("previous".to_owned(), Value::from_serializable(&page.previous)));
            variables.push(("next".to_owned(), Value::from_serializable(&page.next)));
        }
        Content::Standing(page) => {
            variables.push(("article".to_owned(), story(inputs, &page.article, &page.text)));
        }
        other => {
            let fields = Value::from_serializable(other).into_map().unwrap_or_default();
            variables.extend(fields.into_iter().map(|(key, value)| (key.to_string(), value)));
        }
    }
    variables
}

fn context(inputs: &Inputs) -> Context {
    let mut context = Context::new();
    for (name, value) in variables(inputs) {
        context.insert_value(name, value);
    }
    context
}

/// The article with what only rendering makes: its HTML, its contents list, its structured data.
fn story(inputs: &Inputs, article: &Article, text: &Text) -> Value {
    let rendered = markdown::render(&text.markdown, &text.prefix, &|link| text.links.get(link).cloned());
    let mut map = Value::from_serializable(article).into_map().unwrap_or_default();
    let contents = if rendered.headings.len() >= 3 { rendered.headings } else { Vec::new() };
    map.insert("body".into(), Value::safe_string(&rendered.html));
    map.insert("contents".into(), Value::from_serializable(&contents));
    map.insert("structured".into(), Value::safe_string(&structured(inputs, article)));
    Value::from(map)
}

/// schema.org's NewsArticle as JSON that can stand inside a `<script>`.
fn structured(inputs: &Inputs, article: &Article) -> String {
    let site = &inputs.site;
    let person = |author: &super::inputs::Term| json!({ "@type": "Person", "name": author.name });
    let iso = |date: &Option<super::inputs::Date>| date.as_ref().map(|date| date.iso.clone());
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.title,
        "inLanguage": article.language,
        "publisher": { "@type": "Organization", "name": site.title },
    });
    let optional = [
        ("url", inputs.page.as_ref().and_then(|page| page.canonical.clone())),
        ("alternativeHeadline", article.subtitle.clone()),
        ("description", article.description.clone()),
        ("datePublished", iso(&article.date)),
        ("dateModified", iso(&article.updated)),
        ("articleSection", article.section.as_ref().map(|section| section.name.clone())),
        ("license", article.license.clone().filter(|license| license.starts_with("http"))),
        ("dateline", article.dateline.clone()),
    ];
    for (key, value) in optional {
        if let Some(value) = value {
            data[key] = value.into();
        }
    }
    if !article.authors.is_empty() {
        data["author"] = article.authors.iter().map(person).collect();
    }
    if !article.tags.is_empty() {
        data["keywords"] = article.tags.iter().map(|tag| tag.name.clone()).collect();
    }
    if !article.corrections.is_empty() {
        data["correction"] = article.corrections.iter().map(|note| note.text.clone()).collect();
    }
    // A script ends at `</script`, wherever that stands.
    data.to_string().replace('<', "\\u003c")
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
        "home_page_url": feed.home_url,
        "feed_url": feed.self_url,
        "language": inputs.site.language,
        "items": items,
    });
    if let Some(description) = &inputs.site.description {
        data["description"] = description.clone().into();
    }
    let mut bytes = serde_json::to_vec_pretty(&data).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
