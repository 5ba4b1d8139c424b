//! The page of one article, and of a standing page.

use std::collections::BTreeMap;

use crate::archive::ShelfKind;
use crate::article::markdown::Target;
use crate::article::{self, Language, Meta, PartialDate, Status, slug::slugify};

use super::gather::{Sheet, View};
use super::inputs::{Article, ArticlePage, Content, Correction, Image, Link, StandingPage, Text};
use super::links;
use super::{Page, Period};

pub(super) fn sheet(view: View<'_>, story: &article::Article) -> Sheet {
    let meta = &story.meta;
    let (previous, next) = view.archive.all().neighbours(meta);
    let content = ArticlePage {
        article: article(view, story),
        previous: previous.map(|meta| view.teaser(meta)),
        next: next.map(|meta| view.teaser(meta)),
        text: text(view, story),
    };
    framed(view, story, "article", Content::Article(Box::new(content)))
}

/// A standing page, or an article that was withdrawn: its page stays and says so.
pub(super) fn unlisted(view: View<'_>, story: &article::Article) -> Sheet {
    let mut article = article(view, story);
    let mut text = text(view, story);
    if story.meta.status == Status::Withdrawn {
        text = Text { markdown: String::new(), links: BTreeMap::new(), ..text };
        article = Article { image: None, description: None, corrections: Vec::new(), ..article };
        article.extra = Default::default();
        let content = ArticlePage { article, previous: None, next: None, text };
        let mut sheet = framed(view, story, "article", Content::Article(Box::new(content)));
        sheet.description = None;
        sheet.noindex = true;
        return sheet;
    }
    framed(view, story, "standing", Content::Standing(Box::new(StandingPage { article, text })))
}

fn framed(view: View<'_>, story: &article::Article, kind: &'static str, content: Content) -> Sheet {
    let meta = &story.meta;
    let mut sheet = Sheet::new(kind, meta.title.clone(), content);
    sheet.description = meta.summary.clone();
    sheet.noindex = meta.noindex || meta.status != Status::Published;
    sheet.language = meta.language.as_deref().map(Language::new);
    sheet.canonical = canonical(view, story);
    if kind == "article" && meta.is_listed() {
        sheet.crumbs = crumbs(view, meta.date);
    }
    sheet
}

/// The address of the article that this one is a copy of.
fn canonical(view: View<'_>, story: &article::Article) -> Option<String> {
    let of = story.body.canonical_of.as_deref()?;
    match links::lead(view.archive, &story.meta, of, None) {
        links::Lead::Page(url) => view.masthead.canonical(&url),
        links::Lead::Outside(address) => Some(address),
        _ => None,
    }
}

fn crumbs(view: View<'_>, date: PartialDate) -> Vec<Link> {
    let own = match (date.year(), date.month(), date.day()) {
        (.., Some(day)) => Period::Day(day),
        (Some(year), Some(month), None) => Period::Month(year, month),
        (Some(year), None, None) => Period::Year(year),
        _ => return vec![Link { title: "Undated".to_owned(), path: Page::Undated.url().path() }],
    };
    let mut crumbs = view.period_crumbs(own);
    let title = date.day().map(|day| view.language().format(day, "%-d"));
    let link = view.period_link(own);
    let name = match own {
        Period::Month(_, month) => view.month_name(month),
        _ => title.unwrap_or_else(|| link.title.clone()),
    };
    crumbs.push(Link { title: name, ..link });
    crumbs
}

fn article(view: View<'_>, story: &article::Article) -> Article {
    let (meta, body) = (&story.meta, &story.body);
    let language = meta.language(view.language());
    let correction = |correction: &article::Correction| Correction {
        date: view.date(correction.date),
        kind: correction.kind.clone(),
        text: correction.text.clone(),
    };
    Article {
        title: meta.title.clone(),
        subtitle: body.subtitle.clone(),
        kicker: meta.kicker.clone(),
        description: body.description.clone().filter(|text| !opens_with(&body.text, text)),
        date: view.date(meta.date),
        date_text: body.date_text.clone(),
        updated: view.date(meta.updated),
        section: meta.section.as_ref().filter(|_| meta.is_listed()).map(|t| view.term(ShelfKind::Section, t)),
        tags: if meta.is_listed() { view.terms(ShelfKind::Tag, &meta.tags) } else { Vec::new() },
        authors: if meta.is_listed() { view.terms(ShelfKind::Author, &meta.authors) } else { Vec::new() },
        byline: body.byline.clone(),
        dateline: body.dateline.clone(),
        agency: body.agency.clone(),
        source: body.source.clone(),
        original_url: meta.original_url.clone(),
        series: body.series.clone(),
        language: language.tag().to_owned(),
        direction: language.direction(),
        image: body.image.as_ref().and_then(|image| picture(view, meta, image)),
        corrections: body.corrections.iter().map(correction).collect(),
        rights: body.rights.clone(),
        license: body.license.clone(),
        status: meta.status.as_str(),
        withdrawn_reason: body.withdrawn_reason.clone(),
        title_source: meta.title_source.as_str(),
        words: meta.words,
        citation: citation(view, story),
        extra: body.extra.clone(),
    }
}

/// Whether an article's text begins with these words, as one does whose description was cut from it:
/// printed above it they would stand there twice.
fn opens_with(markdown: &str, words: &str) -> bool {
    let mut text = markdown.chars().filter(|c| *c != '\\' && !c.is_whitespace());
    words.chars().filter(|c| !c.is_whitespace()).all(|c| text.next() == Some(c))
}

fn picture(view: View<'_>, meta: &Meta, image: &article::Image) -> Option<Image> {
    let src = match resolve(view, meta, &image.src) {
        Target::Address(address) => address,
        Target::Nowhere => return None,
    };
    Some(Image { src, alt: image.alt.clone(), caption: image.caption.clone(), credit: image.credit.clone() })
}

fn resolve(view: View<'_>, meta: &Meta, link: &str) -> Target {
    use article::markdown::{Destination, destination};
    match destination(link) {
        Destination::Outside if view.archive.by_original(link).is_none() => Target::Address(link.to_owned()),
        _ => links::target(view.archive, meta, link, view.masthead.settings.original_site.as_deref()),
    }
}

fn text(view: View<'_>, story: &article::Article) -> Text {
    let meta = &story.meta;
    let links = meta.links.iter().map(|link| (link.target.clone(), resolve(view, meta, &link.target)));
    let prefix = slugify(meta.url.file().rsplit('/').find(|part| *part != "index.html").unwrap_or("note"));
    Text { markdown: story.body.text.clone(), prefix, links: links.collect() }
}

/// How to cite the article: authors, “headline”, the paper, the date, the address.
fn citation(view: View<'_>, story: &article::Article) -> String {
    let (meta, body) = (&story.meta, &story.body);
    let mut parts = Vec::new();
    let authors: Vec<&str> = meta.authors.iter().map(|term| &*term.name).collect();
    match (&authors[..], &body.byline) {
        ([], Some(byline)) => parts.push(byline.strip_prefix("By ").unwrap_or(byline).to_owned()),
        ([], None) => {}
        ([one], _) => parts.push((*one).to_owned()),
        ([first @ .., last], _) => parts.push(format!("{} and {last}", first.join(", "))),
    }
    let stopped = meta.title.ends_with(['?', '!', '.', '…']);
    let title = &meta.title;
    let site = &view.masthead.site.title;
    parts.push(if stopped { format!("“{title}” {site}") } else { format!("“{title},” {site}") });
    if let Some(date) = view.date(meta.date.without_time()) {
        parts.push(date.text);
    }
    parts.extend(view.masthead.canonical(&meta.url));
    parts.join(", ") + "."
}
