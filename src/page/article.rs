//! The page of one article, and of a standing page.

use serde::Serialize;
use tera::Value;

use crate::archive::{Index, ShelfKind};
use crate::article::front_matter::Table;
use crate::article::markdown::{self, Destination, Rendered, Target, destination};
use crate::article::slug::slugify;
use crate::article::{self, Card, Kind, Language, Meta, PartialDate, Status, Term};

use crate::words;

use super::inputs::Story;
use super::sheet::Sheet;
use super::values::value;
use super::variables::{Article, ArticlePage, Correction, Image, Link, Own};
use super::{Lead, Masthead, Page, Period, View, links};

/// The sketch of an article's page.
pub(super) fn sketch(view: View<'_>, index: Index) -> Story {
    let archive = view.archive;
    let meta = archive.article(index);
    let (previous, next) = archive.neighbours(index);
    let mut links: Vec<(Box<str>, Lead)> = Vec::new();
    if meta.status != Status::Withdrawn {
        links.extend(meta.links.iter().map(|link| (link.target.clone(), follow(view, meta, &link.target))));
        links.sort_by(|a, b| a.0.cmp(&b.0));
        links.dedup();
    }
    Story {
        card: meta.card.clone(),
        fingerprint: meta.fingerprint,
        status: meta.status,
        standing: meta.kind == Kind::Page,
        links,
        canonical: meta.canonical_of().and_then(|of| canonical(view, meta, of)),
        previous: previous.map(|meta| meta.card.clone()),
        next: next.map(|meta| meta.card.clone()),
    }
}

fn follow(view: View<'_>, meta: &Meta, link: &str) -> Lead {
    links::lead(view.archive, meta, link, view.masthead.settings.original_site.as_deref())
}

/// The address of the article that this one is a copy of.
fn canonical(view: View<'_>, meta: &Meta, of: &str) -> Option<String> {
    match links::lead(view.archive, meta, of, None) {
        Lead::Page(url) => view.masthead.canonical(&url),
        Lead::Outside(address) => Some(address),
        Lead::File(_) | Lead::Fixed(_) | Lead::Nowhere => None,
    }
}

/// The article's page in words and links, and its variables.
pub(super) fn sheet<'a>(
    masthead: &Masthead,
    story: &'a Story,
    article: &'a article::Article,
) -> (Sheet, Article<'a>) {
    let meta = &article.meta;
    let withdrawn = story.status == Status::Withdrawn;
    let rendered = text(story, article);
    let contents = if rendered.headings.len() >= 3 { rendered.headings } else { Vec::new() };
    let mut shown = shown(masthead, story, article);
    let canonical = story.canonical.clone().or_else(|| masthead.canonical(&story.card.url));
    let structured = structured(masthead, story, meta, &shown, canonical.as_deref());
    shown.body = Value::safe_string(&rendered.html);
    shown.contents = contents;
    shown.structured = Value::safe_string(&structured);
    let kind = if story.standing { "standing" } else { "article" };
    let own = ArticlePage {
        previous: story.previous.as_ref().map(|card| masthead.teaser(card)),
        next: story.next.as_ref().map(|card| masthead.teaser(card)),
    };
    let own = if story.standing { Own::None } else { Own::Article(Box::new(own)) };
    let mut sheet = Sheet::new(kind, story.card.title.clone(), own);
    sheet.description = story.card.summary.as_deref().filter(|_| !withdrawn).map(str::to_owned);
    sheet.noindex = meta.noindex || story.status != Status::Published;
    sheet.language = story.card.language.as_deref().map(Language::new);
    sheet.canonical = story.canonical.clone();
    if meta.is_listed() {
        sheet.crumbs = crumbs(masthead, story.card.date);
    }
    (sheet, shown)
}

/// The article's text as the page has it; nothing of one that was withdrawn.
pub(super) fn text(story: &Story, article: &article::Article) -> Rendered {
    let text = if story.status == Status::Withdrawn { "" } else { &article.body.text };
    markdown::render(text, &prefix(&story.card), &|link| resolve(story, link))
}

fn resolve(story: &Story, link: &str) -> Option<Target> {
    let at = story.links.binary_search_by(|(other, _)| (**other).cmp(link)).ok()?;
    Some(links::target(&story.card.url, link, &story.links[at].1))
}

/// What goes before the ids of an article's footnotes: a list may show several articles.
fn prefix(card: &Card) -> String {
    let file = card.url.file();
    let name = file.rsplit('/').find(|part| *part != "index.html").unwrap_or("");
    slugify(name.trim_end_matches(".html"))
}

/// The way back to the calendar, as values: all articles of a day share it.
fn crumbs(masthead: &Masthead, date: PartialDate) -> Value {
    let Some(own) = Period::of(date) else {
        return value(&[Link { title: "Undated".to_owned(), path: Page::Undated.url().path() }]);
    };
    masthead.shared.crumbs(own, || {
        let mut crumbs = masthead.period_crumbs(own);
        let link = masthead.period_link(own, &Page::Calendar);
        let title = match own {
            Period::Year(_) => link.title.clone(),
            Period::Month(_, month) => masthead.month_name(month),
            Period::Day(day) => masthead.language().format(day, "%-d"),
        };
        crumbs.push(Link { title, ..link });
        value(&crumbs)
    })
}

/// `1940s`, for an article of which no more is known.
fn decade(masthead: &Masthead, date: PartialDate) -> Option<String> {
    matches!(date, PartialDate::Decade(_)).then(|| date.text(masthead.language(), ""))
}

fn shown<'a>(masthead: &Masthead, story: &'a Story, article: &'a article::Article) -> Article<'a> {
    let (meta, body, card) = (&article.meta, &article.body, &story.card);
    let withdrawn = story.status == Status::Withdrawn;
    let listed = meta.is_listed();
    let language = card.language(masthead.language());
    let correction = |correction: &'a article::Correction| Correction {
        date: masthead.bare_date(correction.date),
        kind: &correction.kind,
        text: &correction.text,
    };
    let terms = |kind, terms: &[Term]| masthead.terms(kind, if listed { terms } else { &[] });
    Article {
        title: &card.title,
        subtitle: body.subtitle.as_deref().filter(|_| !withdrawn),
        kicker: card.kicker.as_deref(),
        description: body.description.as_deref().filter(|text| {
            !withdrawn && !opens_with(&body.text, text) && text.trim_end_matches('.') != &*card.title
        }),
        date: if listed { masthead.date_value(card.date) } else { value(&masthead.bare_date(card.date)) },
        // A decade is no day of the calendar, but more than nothing.
        date_text: body.date_text.clone().or_else(|| decade(masthead, story.card.date)),
        updated: masthead.bare_date(meta.updated),
        section: card.section.as_ref().filter(|_| listed).map(|t| masthead.term(ShelfKind::Section, t)),
        tags: terms(ShelfKind::Tag, &meta.tags),
        authors: terms(ShelfKind::Author, &card.authors),
        byline: body.byline.as_deref(),
        dateline: body.dateline.as_deref(),
        agency: body.agency.as_deref(),
        source: body.source.as_deref(),
        original_url: meta.original_url(),
        series: body.series.as_deref(),
        language: language.tag().to_owned(),
        direction: language.direction(),
        image: picture(story, article),
        corrections: if withdrawn { Vec::new() } else { body.corrections.iter().map(correction).collect() },
        rights: body.rights.as_deref(),
        license: body.license.as_deref(),
        status: story.status.as_str(),
        withdrawn_reason: body.withdrawn_reason.as_deref(),
        title_source: meta.title_source.as_str(),
        words: if withdrawn { 0 } else { meta.words },
        citation: citation(masthead, story, article),
        extra: if withdrawn { &NOTHING } else { &body.extra },
        body: Value::none(),
        contents: Vec::new(),
        structured: Value::none(),
    }
}

/// What an article has in its `extra` that is not shown.
static NOTHING: Table = Table(Vec::new());

/// Whether an article's text begins with these words, as one does whose description was cut from it:
/// printed above it they would stand there twice.
fn opens_with(markdown: &str, words: &str) -> bool {
    let mut text = markdown.chars().filter(|c| *c != '\\' && !c.is_whitespace());
    words.chars().filter(|c| !c.is_whitespace()).all(|c| text.next() == Some(c))
}

/// The picture above the text, if it is there.
pub(super) fn picture<'a>(story: &Story, article: &'a article::Article) -> Option<Image<'a>> {
    let image = article.body.image.as_ref().filter(|_| story.status != Status::Withdrawn)?;
    let src = match (destination(&image.src), resolve(story, &image.src)) {
        (_, Some(Target::Address(address))) => address,
        (Destination::Outside, None) => image.src.clone(),
        _ => return None,
    };
    let (caption, credit) = (image.caption.as_deref(), image.credit.as_deref());
    Some(Image { src, alt: &image.alt, caption, credit })
}

/// How to cite the article: authors, “headline”, the paper, the date, the address.
fn citation(masthead: &Masthead, story: &Story, article: &article::Article) -> String {
    let card = &story.card;
    let mut parts = Vec::new();
    let authors: Vec<&str> = card.authors.iter().map(|term| &*term.name).collect();
    match (&authors[..], &article.body.byline) {
        ([], Some(byline)) => parts.push(words::capitalized(byline.strip_prefix("By ").unwrap_or(byline))),
        ([], None) => {}
        ([one], _) => parts.push((*one).to_owned()),
        ([first @ .., last], _) => parts.push(format!("{} and {last}", first.join(", "))),
    }
    let title = &card.title;
    let site = &masthead.site.title;
    let stopped = title.ends_with(['?', '!', '.', '…']);
    parts.push(if stopped { format!("“{title}” {site}") } else { format!("“{title},” {site}") });
    parts.extend(masthead.date_text(card.date.without_time()));
    parts.extend(masthead.canonical(&card.url));
    parts.join(", ") + "."
}

/// schema.org's NewsArticle as JSON that can stand inside a `<script>`.
fn structured(
    masthead: &Masthead,
    story: &Story,
    meta: &Meta,
    article: &Article<'_>,
    canonical: Option<&str>,
) -> String {
    let card = &story.card;
    // What is in no list has no shelves either.
    let listed = meta.is_listed();
    let data = NewsArticle {
        context: "https://schema.org",
        kind: "NewsArticle",
        headline: article.title,
        in_language: &article.language,
        publisher: Named { kind: "Organization", name: &masthead.site.title },
        url: canonical,
        alternative_headline: article.subtitle,
        description: article.description,
        date_published: card.date.iso(),
        date_modified: meta.updated.iso(),
        article_section: card.section.as_ref().filter(|_| listed).map(|section| &*section.name),
        license: article.license.filter(|license| license.starts_with("http")),
        dateline: article.dateline,
        author: card
            .authors
            .iter()
            .filter(|_| listed)
            .map(|author| Named { kind: "Person", name: &author.name })
            .collect(),
        keywords: meta.tags.iter().filter(|_| listed).map(|tag| &*tag.name).collect(),
        correction: article.corrections.iter().map(|note| note.text).collect(),
    };
    // It is texts alone. A script ends at `</script`, wherever that stands.
    serde_json::to_string(&data).unwrap_or_default().replace('<', "\\u003c")
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct NewsArticle<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    headline: &'a str,
    in_language: &'a str,
    publisher: Named<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    alternative_headline: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    article_section: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    license: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dateline: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Named<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    keywords: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    correction: Vec<&'a str>,
}

#[derive(Serialize)]
struct Named<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
}
