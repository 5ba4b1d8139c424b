//! Markdown to HTML, for one article.
//!
//! `survey` reads a text once, when the article is admitted, for what the archive must know: how many
//! words, which links lead into the site. `render` makes the HTML, when the links' targets are known.
//! Both see the same events, so what one reports the other shows.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use super::prose;
use super::slug::slugify;

mod footnotes;
mod plain;
mod raw;
mod survey;

pub use survey::{Survey, survey};

/// Math, subscript and wikilinks stay off: `$4.2 million` is money.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_HEADING_ATTRIBUTES
}

/// Where a link leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Destination {
    /// `http`, `https` or `mailto`.
    Outside,
    /// A fragment of the same page.
    Here,
    /// A path: somewhere in the site, if it exists.
    Inside,
    /// Any other scheme.
    Unsafe,
}

/// What became of a link that leads into the site.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// To be written as it is.
    Address(String),
    /// Leads nowhere: the text stays, the address goes into `data-href`.
    Nowhere,
}

/// A heading of the rendered text, for the contents list.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Heading {
    pub id: String,
    pub title: String,
    pub level: u8,
}

#[derive(Debug, PartialEq)]
pub struct Rendered {
    pub html: String,
    pub headings: Vec<Heading>,
}

/// Sorts a link by where it leads, as a browser would read it.
pub fn destination(link: &str) -> Destination {
    // Browsers ignore white space and control characters in a scheme, so `java\nscript:` is one.
    let ignored = |c: char| c.is_whitespace() || c.is_control();
    let plain = link.bytes().fold(true, |all, byte| all & byte.is_ascii_graphic());
    let link = match !plain && link.contains(ignored) {
        true => Cow::Owned(link.replace(ignored, "")),
        false => Cow::Borrowed(link),
    };
    if link.is_empty() || link.starts_with('#') {
        return Destination::Here;
    }
    if let Some(rest) = link.strip_prefix("//") {
        // A host has a dot; without one it is a path with a slash too many.
        let host = rest.split('/').next().unwrap_or("");
        return if host.contains('.') { Destination::Outside } else { Destination::Inside };
    }
    let scheme = link.split([':', '/', '?', '#']).next().unwrap_or("");
    if scheme.len() == link.len() || !link[scheme.len()..].starts_with(':') {
        return Destination::Inside;
    }
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" | "mailto" => Destination::Outside,
        _ => Destination::Unsafe,
    }
}

/// The places in a text that a link can lead to.
#[derive(Default)]
struct Anchors {
    headings: HashSet<String>,
    raw: HashSet<String>,
}

impl Anchors {
    fn of(headings: &[Heading], raw_html: &str) -> Self {
        let raw = if raw_html.is_empty() { HashSet::new() } else { raw::seen(raw_html).ids };
        Self { headings: headings.iter().map(|heading| heading.id.clone()).collect(), raw }
    }

    /// Where a link such as `#results` leads, if it leads anywhere.
    fn find(&self, link: &str) -> Option<String> {
        let name =
            percent_encoding::percent_decode_str(link.strip_prefix('#').unwrap_or(link)).decode_utf8_lossy();
        if name.is_empty() || self.headings.contains(&*name) {
            return Some(link.to_owned());
        }
        self.raw.contains(&*name).then(|| format!("#{}{name}", raw::RAW_ID))
    }
}

/// Makes the HTML of a text. `prefix` goes before the ids of footnotes; `resolve` is asked for every
/// link that leads into the site.
///
/// The result is safe: what was raw HTML has been cleaned by an allow-list, links with schemes other
/// than http, https and mailto have been left out, and all text is escaped.
pub fn render(text: &str, prefix: &str, resolve: &dyn Fn(&str) -> Option<Target>) -> Rendered {
    // The cleaner's private marks must not come from outside.
    let text = raw::without_marks(text);
    let mut events: Vec<Event<'_>> = Parser::new_ext(&text, options()).collect();
    raw::defuse(&mut events);
    let raw = events.iter().any(raw::is_raw);
    let tables = events.iter().any(|event| matches!(event, Event::Start(Tag::Table(_))));
    let mut headings = headings(&mut events, raw);
    footnotes::number(&mut events, prefix, if raw { raw::FINISHED_TEXT } else { "" });
    let anchors = Anchors::of(&headings, &raw_html(&events));
    let events = Links { resolve, anchors: &anchors, mark: raw, open: Vec::new(), alt: None }.follow(events);
    let mut out = String::with_capacity(text.len() + text.len() / 4);
    html::push_html(&mut out, events.into_iter());
    let sides: &[&str] = if tables { &["left", "center", "right"] } else { &[] };
    for side in sides {
        // A bare `<` is never text.
        for cell in ["td", "th"] {
            let inline = format!("<{cell} style=\"text-align: {side}\">");
            if out.contains(&inline) {
                out = out.replace(&inline, &format!("<{cell} class=\"{side}\">"));
            }
        }
    }
    if raw {
        out = raw::clean(&out, resolve, &|link| anchors.find(link));
    }
    // A reference such as `&#1;` can name a character that no page may have.
    out = prose::into_printable(out);
    headings.iter_mut().for_each(|heading| heading.title = prose::printable(&heading.title));
    Rendered { html: out, headings }
}

/// All raw HTML of a text in one.
fn raw_html(events: &[Event<'_>]) -> String {
    let html = events.iter().filter_map(|event| match event {
        Event::Html(html) | Event::InlineHtml(html) => Some(&**html),
        _ => None,
    });
    html.collect()
}

/// Gives every heading an id and a level below the page's own, and takes every other attribute away;
/// returns the list. `mark` says that the cleaner comes after, and must know our ids.
fn headings(events: &mut [Event<'_>], mark: bool) -> Vec<Heading> {
    let has_first = events
        .iter()
        .any(|event| matches!(event, Event::Start(Tag::Heading { level: HeadingLevel::H1, .. })));
    let deeper = |level: HeadingLevel| {
        let number = (level as usize + usize::from(has_first)).clamp(2, 6);
        HeadingLevel::try_from(number).unwrap_or(HeadingLevel::H6)
    };
    let mut ids = Ids::default();
    let mut found = Vec::new();
    let mut index = 0;
    while index < events.len() {
        let end = match &events[index] {
            Event::Start(Tag::Heading { .. }) => events[index..]
                .iter()
                .position(|event| matches!(event, Event::End(TagEnd::Heading(_))))
                .map_or(index, |length| index + length),
            _ => {
                index += 1;
                continue;
            }
        };
        let title = plain(&events[index..end]);
        if let Event::Start(Tag::Heading { level, id, classes, attrs }) = &mut events[index] {
            *level = deeper(*level);
            classes.clear();
            attrs.clear();
            let wanted = id.as_ref().map(|id| slugify(id)).unwrap_or_else(|| slugify(&title));
            let unique = ids.unique(wanted);
            if !title.is_empty() {
                found.push(Heading { id: unique.clone(), title, level: *level as u8 });
            }
            let marked = if mark { format!("{}{unique}", raw::FINISHED_TEXT) } else { unique };
            *id = Some(CowStr::from(marked));
        }
        if let Event::End(TagEnd::Heading(level)) = &mut events[end] {
            *level = deeper(*level);
        }
        index = end + 1;
    }
    found
}

/// The ids of a page so far, with the last number that was given to each.
struct Ids(HashMap<String, usize>);

impl Default for Ids {
    fn default() -> Self {
        // Ids of the page around the article.
        Self(["main", "contents"].into_iter().map(|id| (id.to_owned(), 1)).collect())
    }
}

impl Ids {
    fn unique(&mut self, wanted: String) -> String {
        let base = if wanted.is_empty() { "heading".to_owned() } else { wanted };
        let mut number = self.0.get(&base).map_or(1, |last| last + 1);
        let mut id = if number == 1 { base.clone() } else { format!("{base}-{number}") };
        while number > 1 && self.0.contains_key(&id) {
            number += 1;
            id = format!("{base}-{number}");
        }
        self.0.insert(base, number);
        self.0.entry(id.clone()).or_insert(1);
        id
    }
}

/// The text of some events, without markup.
fn plain(events: &[Event<'_>]) -> String {
    let mut out = String::new();
    for event in events {
        match event {
            Event::Text(text) | Event::Code(text) => out.push_str(text),
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            _ => {}
        }
    }
    out.trim().to_owned()
}

/// A wide table scrolls by itself; by keyboard too.
const TABLE: &str = "<div class=\"scroll\" role=\"region\" aria-label=\"Table\" tabindex=\"0\">";

/// Rewrites links and images, and puts tables into a box that can scroll.
struct Links<'a> {
    resolve: &'a dyn Fn(&str) -> Option<Target>,
    anchors: &'a Anchors,
    /// Whether the cleaner will see the result, and must know which links are finished.
    mark: bool,
    /// What closes each open link.
    open: Vec<&'static str>,
    /// The image that is being read: its finished tag up to the alternative text, and that text.
    alt: Option<(Picture, String, usize)>,
}

enum Picture {
    Shown { src: String, title: String },
    Missing { address: String },
    Dropped,
}

impl Links<'_> {
    fn follow<'e>(mut self, events: Vec<Event<'e>>) -> Vec<Event<'e>> {
        let mut out = Vec::with_capacity(events.len());
        for event in events {
            if self.alt.is_some() {
                if let Some(picture) = self.image_text(&event) {
                    out.push(picture);
                }
                continue;
            }
            match event {
                Event::Start(Tag::Link { dest_url, title, .. }) => {
                    out.push(self.open_link(&dest_url, &title))
                }
                Event::End(TagEnd::Link) => {
                    out.push(Event::InlineHtml(self.open.pop().unwrap_or_default().into()));
                }
                Event::Start(Tag::Image { dest_url, title, .. }) => {
                    self.alt = Some((self.picture(&dest_url, &title), String::new(), 0));
                }
                Event::Start(Tag::Table(alignment)) => {
                    out.push(Event::Html(TABLE.into()));
                    out.push(Event::Start(Tag::Table(alignment)));
                }
                Event::End(TagEnd::Table) => {
                    out.push(Event::End(TagEnd::Table));
                    out.push(Event::Html("</div>\n".into()));
                }
                other => out.push(other),
            }
        }
        out
    }

    fn target(&self, link: &str) -> Option<Target> {
        match destination(link) {
            Destination::Here => Some(self.anchors.find(link).map_or(Target::Nowhere, Target::Address)),
            Destination::Unsafe => None,
            Destination::Outside => {
                Some((self.resolve)(link).unwrap_or_else(|| Target::Address(with_scheme(link))))
            }
            Destination::Inside => Some((self.resolve)(link).unwrap_or(Target::Nowhere)),
        }
    }

    fn open_link<'e>(&mut self, link: &str, title: &str) -> Event<'e> {
        let (tag, close) = match self.target(link) {
            Some(Target::Address(address)) => {
                let title =
                    if title.is_empty() { String::new() } else { format!(" title=\"{}\"", escape(title)) };
                (format!("<a href=\"{}\"{title}>", self.finished(&address)), "</a>")
            }
            Some(Target::Nowhere) => (format!("<span data-href=\"{}\">", escape(link)), "</span>"),
            None => (String::new(), ""),
        };
        self.open.push(close);
        Event::InlineHtml(tag.into())
    }

    fn picture(&self, link: &str, title: &str) -> Picture {
        match self.target(link) {
            Some(Target::Address(src)) => Picture::Shown { src, title: title.to_owned() },
            Some(Target::Nowhere) => Picture::Missing { address: link.to_owned() },
            None => Picture::Dropped,
        }
    }

    /// Collects the alternative text; at the end of the image gives its tag.
    fn image_text<'e>(&mut self, event: &Event<'_>) -> Option<Event<'e>> {
        let (_, text, depth) = self.alt.as_mut()?;
        match event {
            Event::Text(part) | Event::Code(part) => text.push_str(part),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            Event::Start(Tag::Image { .. }) => *depth += 1,
            Event::End(TagEnd::Image) if *depth > 0 => *depth -= 1,
            Event::End(TagEnd::Image) => {
                let (picture, text, _) = self.alt.take()?;
                return Some(Event::InlineHtml(self.image_tag(&picture, &text).into()));
            }
            _ => {}
        }
        None
    }

    fn image_tag(&self, picture: &Picture, alt: &str) -> String {
        match picture {
            Picture::Shown { src, title } => {
                let title =
                    if title.is_empty() { String::new() } else { format!(" title=\"{}\"", escape(title)) };
                let (src, alt) = (self.finished(src), escape(alt));
                format!("<img src=\"{src}\" alt=\"{alt}\"{title} loading=\"lazy\">")
            }
            Picture::Missing { address } => missing_image(address, alt),
            Picture::Dropped => escape(alt).into_owned(),
        }
    }

    /// An address for an attribute, marked as finished when the cleaner comes after.
    fn finished(&self, address: &str) -> String {
        let mut out = String::with_capacity(address.len() + 3);
        if self.mark {
            out.push(raw::FINISHED);
        }
        // The address is a URL already; only what would end the attribute must go.
        for c in address.chars() {
            match c {
                '"' => out.push_str("%22"),
                '<' => out.push_str("%3C"),
                '>' => out.push_str("%3E"),
                ' ' => out.push_str("%20"),
                '&' => out.push_str("&amp;"),
                c => out.push(c),
            }
        }
        out
    }
}

/// `//host/path` borrows the scheme of the page, and a page opened from disk has none to lend.
fn with_scheme(link: &str) -> String {
    if link.starts_with("//") { format!("https:{link}") } else { link.to_owned() }
}

/// What stands in the place of an image that is not there: its alternative text.
fn missing_image(address: &str, alt: &str) -> String {
    format!("<span class=\"missing\" data-href=\"{}\">{}</span>", escape(address), escape(alt))
}

/// Escapes text for HTML, attribute values included.
pub fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"']) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;"))
}

#[cfg(test)]
mod tests;
