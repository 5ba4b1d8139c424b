//! The page of one article, and of a standing page.

use serde::Serialize;
use tera::Value;

use crate::archive::{Index, ShelfKind};
use crate::article::markdown::{self, Destination, Rendered, Target, destination};
use crate::article::slug::slugify;
use crate::article::{self, Card, Kind, Language, Meta, PartialDate, Status};

use crate::words;

use super::inputs::Story;
use super::sheet::Sheet;
use super::values::Variable;
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
pub(super) fn sheet(masthead: &Masthead, story: &Story, article: &article::Article) -> (Sheet, Article) {
    let meta = &article.meta;
    let withdrawn = story.status == Status::Withdrawn;
    let rendered = text(story, article);
    let contents = if rendered.headings.len() >= 3 { rendered.headings } else { Vec::new() };
    let mut shown = shown(masthead, story, article, &|link| resolve(story, link));
    let canonical = story.canonical.clone().or_else(|| masthead.canonical(&story.card.url));
    let structured = structured(masthead, story, &shown, canonical.as_deref(), meta.updated);
    shown.body = Value::safe_string(&rendered.html);
    shown.contents = Value::from_serializable(&contents);
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

fn crumbs(masthead: &Masthead, date: PartialDate) -> Vec<Link> {
    let Some(own) = Period::of(date) else {
        return vec![Link { title: "Undated".to_owned(), path: Page::Undated.url().path() }];
    };
    let mut crumbs = masthead.period_crumbs(own);
    let link = masthead.period_link(own, &Page::Calendar);
    let title = match own {
        Period::Year(_) => link.title.clone(),
        Period::Month(_, month) => masthead.month_name(month),
        Period::Day(day) => masthead.language().format(day, "%-d"),
    };
    crumbs.push(Link { title, ..link });
    crumbs
}

/// `1940s`, for an article of which no more is known.
fn decade(masthead: &Masthead, date: PartialDate) -> Option<String> {
    matches!(date, PartialDate::Decade(_)).then(|| date.text(masthead.language(), ""))
}

fn shown(
    masthead: &Masthead,
    story: &Story,
    article: &article::Article,
    resolve: &dyn Fn(&str) -> Option<Target>,
) -> Article {
    let (meta, body, card) = (&article.meta, &article.body, &story.card);
    let withdrawn = story.status == Status::Withdrawn;
    let listed = meta.is_listed();
    let language = card.language(masthead.language());
    let correction = |correction: &article::Correction| Correction {
        date: masthead.bare_date(correction.date),
        kind: correction.kind.clone(),
        text: correction.text.clone(),
    };
    let terms = |kind, terms: &[article::Term]| if listed { masthead.terms(kind, terms) } else { Vec::new() };
    Article {
        title: card.title.to_string(),
        subtitle: body.subtitle.clone().filter(|_| !withdrawn),
        kicker: card.kicker.as_deref().map(str::to_owned),
        description: body.description.clone().filter(|text| {
            !withdrawn && !opens_with(&body.text, text) && text.trim_end_matches('.') != &*card.title
        }),
        date: if listed {
            masthead.date_value(card.date)
        } else {
            masthead.bare_date(card.date).into_value()
        },
        // A decade is no day of the calendar, but more than nothing.
        date_text: body.date_text.clone().or_else(|| decade(masthead, story.card.date)),
        updated: masthead.bare_date(meta.updated),
        section: card.section.as_ref().filter(|_| listed).map(|t| masthead.term(ShelfKind::Section, t)),
        tags: terms(ShelfKind::Tag, &meta.tags),
        authors: terms(ShelfKind::Author, &card.authors),
        byline: body.byline.clone(),
        dateline: body.dateline.clone(),
        agency: body.agency.clone(),
        source: body.source.clone(),
        original_url: meta.original_url().map(str::to_owned),
        series: body.series.clone(),
        language: language.tag().to_owned(),
        direction: language.direction(),
        image: body.image.as_ref().filter(|_| !withdrawn).and_then(|image| picture(image, resolve)),
        corrections: if withdrawn { Vec::new() } else { body.corrections.iter().map(correction).collect() },
        rights: body.rights.clone(),
        license: body.license.clone(),
        status: story.status.as_str(),
        withdrawn_reason: body.withdrawn_reason.clone(),
        title_source: meta.title_source.as_str(),
        words: if withdrawn { 0 } else { meta.words },
        citation: citation(masthead, story, article),
        extra: if withdrawn { Default::default() } else { body.extra.clone() },
        body: Value::none(),
        contents: Value::none(),
        structured: Value::none(),
    }
}

/// Whether an article's text begins with these words, as one does whose description was cut from it:
/// printed above it they would stand there twice.
fn opens_with(markdown: &str, words: &str) -> bool {
    let mut text = markdown.chars().filter(|c| *c != '\\' && !c.is_whitespace());
    words.chars().filter(|c| !c.is_whitespace()).all(|c| text.next() == Some(c))
}

fn picture(image: &article::Image, resolve: &dyn Fn(&str) -> Option<Target>) -> Option<Image> {
    let src = match (destination(&image.src), resolve(&image.src)) {
        (_, Some(Target::Address(address))) => address,
        (Destination::Outside, None) => image.src.clone(),
        _ => return None,
    };
    Some(Image { src, alt: image.alt.clone(), caption: image.caption.clone(), credit: image.credit.clone() })
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
    article: &Article,
    canonical: Option<&str>,
    updated: PartialDate,
) -> String {
    let iso = |date: PartialDate| date.iso();
    let data = NewsArticle {
        context: "https://schema.org",
        kind: "NewsArticle",
        headline: &article.title,
        in_language: &article.language,
        publisher: Named { kind: "Organization", name: &masthead.site.title },
        url: canonical,
        alternative_headline: article.subtitle.as_deref(),
        description: article.description.as_deref(),
        date_published: iso(story.card.date),
        date_modified: iso(updated),
        article_section: article.section.as_ref().map(|section| &*section.name),
        license: article.license.as_deref().filter(|license| license.starts_with("http")),
        dateline: article.dateline.as_deref(),
        author: article.authors.iter().map(|author| Named { kind: "Person", name: &author.name }).collect(),
        keywords: article.tags.iter().map(|tag| &*tag.name).collect(),
        correction: article.corrections.iter().map(|note| &*note.text).collect(),
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
