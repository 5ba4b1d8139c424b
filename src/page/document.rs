//! What search is told of an article: the words of its page, and the fields by which it is found.

use chrono::Datelike;

use crate::archive::Index;
use crate::article::front_matter::{Table, Value};
use crate::article::{Kind, Meta, PartialDate, Status};
use crate::fingerprint::Fingerprint;
use crate::search::{self, Date, Document, Field, Piece};

use super::inputs::{Content, Inputs, Story};
use super::{View, article};

/// The text of the article on a page as the page has it, in HTML. `None` for a page without one.
pub fn text(inputs: &Inputs) -> Option<String> {
    let (story, article) = story_of(inputs)?;
    Some(article::text(story, article).html)
}

fn story_of(inputs: &Inputs) -> Option<(&Story, &crate::article::Article)> {
    match &inputs.sketch.content {
        Content::Article(story) => Some((story, inputs.article.as_ref()?)),
        _ => None,
    }
}

/// What search is told of the article on a page; `text` is what `text` gives, or the page's `Output`. `None`
/// for a page without an article.
pub fn document(inputs: &Inputs, text: &str) -> Option<Document> {
    let (story, article) = story_of(inputs)?;
    let (masthead, card, body) = (&inputs.sketch.masthead, &story.card, &article.body);
    let mut pieces = vec![Piece { field: Field::Title, text: card.title.to_string() }];
    let mut say = |field, text: Option<&str>| {
        pieces.extend(text.map(|text| Piece { field, text: text.to_owned() }));
    };
    say(Field::Heading, card.kicker.as_deref().filter(|_| !story.standing));
    say(Field::Heading, body.subtitle.as_deref());
    say(Field::Heading, body.description.as_deref());
    // A standing page does not print these.
    if !story.standing {
        say(Field::Body, body.byline.as_deref());
        say(Field::Body, body.dateline.as_deref());
        body.corrections.iter().for_each(|correction| say(Field::Body, Some(&correction.text)));
    }
    if let Some(image) = article::picture(story, article) {
        say(Field::Caption, image.caption);
        say(Field::Caption, image.credit);
    }
    captions(&body.extra).for_each(|text| say(Field::Caption, Some(text)));
    search::pieces(text, &mut pieces);
    Some(Document {
        url: card.url.path(),
        title: card.title.to_string(),
        date_text: match card.date {
            PartialDate::Unknown => String::new(),
            date => date.text(masthead.language(), &masthead.settings.date_format),
        },
        date: day(&article.meta),
        section: card.section.as_ref().map(|term| (term.name.to_string(), term.slug.to_string())),
        tags: article.meta.tags.iter().map(|term| term.name.to_string()).collect(),
        authors: card.authors.iter().map(|term| term.name.to_string()).collect(),
        language: card.language(masthead.language()).tag().to_owned(),
        summary: card.summary.as_deref().unwrap_or_default().to_owned(),
        pieces,
    })
}

/// The captions that an import found, and their credits.
fn captions(extra: &Table) -> impl Iterator<Item = &str> {
    let captions = match extra.get("captions").map(|node| &node.value) {
        Some(Value::List(captions)) => captions.as_slice(),
        _ => &[],
    };
    let fields = captions.iter().flat_map(|node| match &node.value {
        Value::Table(table) => table.0.as_slice(),
        _ => &[],
    });
    fields.filter(|entry| matches!(&*entry.key, "text" | "credit")).filter_map(|entry| {
        match &entry.node.value {
            Value::Text(text) => Some(text.as_str()),
            _ => None,
        }
    })
}

/// Whether search knows an article, by its date; nobody finds by it what is in no list, but for standing
/// pages, which every page leads to.
pub fn findable(view: View<'_>, index: Index) -> Option<Date> {
    let meta = view.archive.article(index);
    let shown = meta.status == Status::Published && !meta.noindex;
    shown.then(|| day(meta))
}

/// Of all that search is told of an article, apart from what it is told of all.
pub fn document_fingerprint(view: View<'_>, index: Index) -> Fingerprint {
    let meta = view.archive.article(index);
    let card = meta.card.fingerprint();
    if meta.links.is_empty() {
        return Fingerprint::of_hash(&(card, meta.fingerprint));
    }
    // A picture that is not there is shown by its words.
    Fingerprint::of_hash(&(card, meta.fingerprint, article::sketch(view, index).links))
}

/// The day by the calendar of the place where it was printed. Of a decade its first year stands for it, and a
/// standing page is of no day.
fn day(meta: &Meta) -> Date {
    match meta.card.date {
        _ if meta.kind == Kind::Page => Date::UNKNOWN,
        PartialDate::Unknown => Date::UNKNOWN,
        PartialDate::Decade(decade) => Date::new(decade.saturating_mul(10), 0, 0),
        PartialDate::Year(year) | PartialDate::Around { year, .. } => Date::new(year, 0, 0),
        PartialDate::Month { year, month } => Date::new(year, month, 0),
        PartialDate::Day(day) => Date::new(day.year(), day.month(), day.day()),
        PartialDate::Instant { local, .. } => Date::new(local.year(), local.month(), local.day()),
    }
}
