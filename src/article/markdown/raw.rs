//! Raw HTML in an article: cleaned by an allow-list, its links treated like any other.
//!
//! The cleaner runs over the finished HTML of an article that holds raw HTML, because an element may
//! begin in one Markdown block and end in another. Links that are finished by then carry a mark from
//! Unicode's private area, which `without_marks` keeps out of the text itself.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use ammonia::Builder;

use pulldown_cmark::{Event, TagEnd};

use crate::problem::Place;

use super::{Destination, Target, destination, missing_image};

/// Before an address that needs no more work, and before an id of our own.
pub const FINISHED: char = '\u{e000}';
pub const FINISHED_TEXT: &str = "\u{e000}";
/// Before an address that leads nowhere.
const NOWHERE: char = '\u{e001}';

pub fn without_marks(text: &str) -> Cow<'_, str> {
    // Both begin with this byte, and hardly anything else does.
    if memchr::memchr(0xee, text.as_bytes()).is_some() && text.contains([FINISHED, NOWHERE]) {
        Cow::Owned(text.replace([FINISHED, NOWHERE], ""))
    } else {
        Cow::Borrowed(text)
    }
}

static ALLOWED: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let mut tags = Builder::default().clone_tags();
    tags.extend(["figure", "figcaption", "section"]);
    tags
});

fn builder<'a>() -> Builder<'a> {
    let mut builder = Builder::default();
    builder
        .tags(ALLOWED.clone())
        .add_generic_attributes(["id", "lang", "dir"])
        .add_tag_attributes("span", ["data-href"])
        .add_tag_attributes("a", ["aria-label"])
        .add_tag_attributes("div", ["tabindex", "role", "aria-label"])
        .add_tag_attributes("img", ["loading"])
        .add_tag_attributes("ol", ["start"])
        .allowed_classes(HashMap::from([
            ("div", HashSet::from(["scroll"])),
            ("td", HashSet::from(["left", "center", "right"])),
            ("th", HashSet::from(["left", "center", "right"])),
            ("sup", HashSet::from(["note"])),
            ("section", HashSet::from(["footnotes"])),
            ("span", HashSet::from(["missing"])),
            ("a", HashSet::from(["back"])),
        ]))
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .link_rel(None);
    builder
}

/// What the cleaner sees in some HTML.
#[derive(Default)]
pub struct Seen {
    /// Addresses, and whether each is an image's.
    pub links: Vec<(String, bool)>,
    pub ids: HashSet<String>,
}

/// The addresses and ids in some HTML, read as the cleaner reads it.
pub fn seen(html: &str) -> Seen {
    let found = Arc::new(Mutex::new(Seen::default()));
    let mut builder = builder();
    // Every scheme passes here, so that the bad ones can be reported.
    builder.url_schemes(HashSet::from(EVERY_SCHEME));
    let notes = Arc::clone(&found);
    builder.attribute_filter(move |element, attribute, value| {
        let mut notes = notes.lock().unwrap_or_else(PoisonError::into_inner);
        if is_address(element, attribute) {
            notes.links.push((value.to_owned(), element == "img"));
        } else if attribute == "id" {
            notes.ids.insert(value.to_owned());
        }
        None
    });
    builder.clean(html);
    std::mem::take(&mut *found.lock().unwrap_or_else(PoisonError::into_inner))
}

/// Schemes that are found in the wild; others are dropped without a word.
const EVERY_SCHEME: [&str; 17] = [
    "about",
    "blob",
    "chrome",
    "data",
    "file",
    "ftp",
    "geo",
    "http",
    "https",
    "irc",
    "javascript",
    "mailto",
    "sms",
    "tel",
    "vbscript",
    "ws",
    "wss",
];

fn is_address(element: &str, attribute: &str) -> bool {
    matches!((element, attribute), ("a" | "area", "href") | ("img", "src"))
}

/// Cleans finished HTML, resolves the links in it that are not finished, removes the marks. `anchor` says
/// where a link inside the page leads.
pub fn clean(
    html: &str,
    resolve: &dyn Fn(&str) -> Option<Target>,
    anchor: &dyn Fn(&str) -> Option<String>,
) -> String {
    let links = seen(html).links.into_iter();
    let found: HashMap<String, Option<Target>> = links
        .filter(|(link, _)| !link.starts_with(FINISHED))
        .map(|(link, _)| {
            let target = match destination(&link) {
                Destination::Here => Some(anchor(&link).map_or(Target::Nowhere, Target::Address)),
                _ => resolve(&link),
            };
            (link, target)
        })
        .collect();
    let ids = Mutex::new(HashSet::new());
    let mut builder = builder();
    builder.attribute_filter(move |element, attribute, value| {
        if attribute == "id" {
            return own_id(value, &ids).map(Cow::Owned);
        }
        if !is_address(element, attribute) {
            return Some(value.into());
        }
        if let Some(finished) = value.strip_prefix(FINISHED) {
            let safe = destination(finished) != Destination::Unsafe;
            return safe.then(|| finished.to_owned().into());
        }
        match (destination(value), found.get(value).and_then(Option::as_ref)) {
            (Destination::Unsafe, _) => None,
            (_, Some(Target::Address(address))) => Some(address.clone().into()),
            (Destination::Inside, _) => Some(format!("{NOWHERE}{value}").into()),
            (_, Some(Target::Nowhere)) => Some(format!("{NOWHERE}{value}").into()),
            (Destination::Outside, None) => Some(super::with_scheme(value).into()),
            (Destination::Here, None) => None,
        }
    });
    // The page has a first heading already.
    let cleaned = builder.clean(html).to_string().replace("<h1", "<h2").replace("</h1>", "</h2>");
    if !cleaned.contains(NOWHERE) && !cleaned.contains("<img alt") {
        return cleaned;
    }
    let cleaned = missing_images(&cleaned);
    cleaned.replace(&format!("href=\"{NOWHERE}"), "data-href=\"")
}

/// Before an id of raw HTML, so that it is none of the page's own.
pub const RAW_ID: &str = "raw-";

/// An id as it may stay: ours without its mark; one of raw HTML with another beginning, and once only.
fn own_id(value: &str, seen: &Mutex<HashSet<String>>) -> Option<String> {
    if let Some(ours) = value.strip_prefix(FINISHED) {
        return Some(ours.to_owned());
    }
    let id = format!("{RAW_ID}{value}");
    let clean = !value.is_empty() && !value.contains(char::is_whitespace);
    let first = clean && seen.lock().unwrap_or_else(PoisonError::into_inner).insert(id.clone());
    first.then_some(id)
}

/// Elements whose content is not text but code, in which the cleaner would lose what follows.
const SWALLOWING: [&str; 11] = [
    "iframe",
    "noembed",
    "noframes",
    "noscript",
    "plaintext",
    "script",
    "style",
    "template",
    "textarea",
    "title",
    "xmp",
];

/// Deeper nesting than this is no article but an attack on the reader.
const DEEPEST: usize = 200;

/// Makes raw HTML harmless for what stands around it: a tag that would swallow the text behind it, because
/// nothing closes it in the same block, becomes text; and so does all of it where it is nested too deep.
pub fn defuse(events: &mut [Event<'_>]) {
    if !events.iter().any(is_raw) {
        return;
    }
    let mut wrapped: Vec<(Event<'_>, ())> =
        events.iter_mut().map(|event| (std::mem::replace(event, Event::Rule), ())).collect();
    defuse_ranged(&mut wrapped);
    for (place, (event, ())) in events.iter_mut().zip(wrapped) {
        *place = event;
    }
}

pub(super) fn is_raw(event: &Event<'_>) -> bool {
    matches!(event, Event::Html(_) | Event::InlineHtml(_))
}

/// The same for events with whatever belongs to them.
pub fn defuse_ranged<T>(events: &mut [(Event<'_>, T)]) {
    if !events.iter().any(|(event, _)| is_raw(event)) {
        return;
    }
    let deep = depth(events) > DEEPEST;
    let mut start = 0;
    while start < events.len() {
        let end = events[start..].iter().position(|(event, _)| ends_block(event));
        let end = end.map_or(events.len(), |length| start + length + 1);
        let block = &mut events[start..end];
        for at in 0..block.len() {
            let Some(((event, _), after)) = block[at..].split_first_mut() else { break };
            let (Event::Html(html) | Event::InlineHtml(html)) = &*event else { continue };
            let closed = |name: &str| {
                let close = format!("</{name}");
                let inside = |text: &str| text.to_ascii_lowercase().contains(&close);
                let own = html.to_ascii_lowercase();
                own.split_once(&format!("<{name}")).is_some_and(|(_, rest)| rest.contains(&close))
                    || after.iter().any(|(event, _)| match event {
                        Event::Html(html) | Event::InlineHtml(html) => inside(html),
                        _ => false,
                    })
            };
            let opens = |name: &&str| has_tag(html, name);
            if deep || SWALLOWING.iter().filter(|name| opens(name)).any(|name| !closed(name)) {
                *event = Event::Text(html.to_string().into());
            }
        }
        start = end;
    }
}

fn ends_block(event: &Event<'_>) -> bool {
    matches!(event, Event::End(TagEnd::HtmlBlock | TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item))
}

/// Whether some raw HTML opens an element.
fn has_tag(html: &str, name: &str) -> bool {
    let lower = html.to_ascii_lowercase();
    lower.match_indices('<').any(|(at, _)| {
        let rest = &lower[at + 1..];
        rest.strip_prefix(name).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
    })
}

/// How deep raw HTML is nested, at the most, if every tag that is opened has to be closed.
fn depth<T>(events: &[(Event<'_>, T)]) -> usize {
    const EMPTY: [&str; 9] = ["br", "hr", "img", "input", "meta", "link", "source", "wbr", "col"];
    let (mut depth, mut deepest) = (0usize, 0);
    for (event, _) in events {
        let (Event::Html(html) | Event::InlineHtml(html)) = event else { continue };
        for part in html.split('<').skip(1) {
            let name: String = part.chars().take_while(char::is_ascii_alphanumeric).collect();
            if part.starts_with('/') {
                depth = depth.saturating_sub(1);
            } else if !name.is_empty() && !EMPTY.contains(&name.to_ascii_lowercase().as_str()) {
                depth += 1;
                deepest = deepest.max(depth);
            }
        }
    }
    deepest
}

/// Replaces images that lead nowhere, or have no source at all, by their alternative text.
fn missing_images(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find("<img") {
        let Some(length) = rest[start..].find('>') else { break };
        let tag = &rest[start..start + length];
        let source = attribute(tag, "src");
        out.push_str(&rest[..start]);
        match source {
            Some(address) if !address.starts_with(NOWHERE) => out.push_str(&rest[start..=start + length]),
            _ => {
                let address = source.unwrap_or("").trim_start_matches(NOWHERE);
                // Both are escaped already; escaping them twice would show.
                let plain = |text: &str| {
                    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
                    text.replace("&amp;", "&")
                };
                out.push_str(&missing_image(&plain(address), &plain(attribute(tag, "alt").unwrap_or(""))));
            }
        }
        rest = &rest[start + length + 1..];
    }
    out + rest
}

/// An attribute of a tag that the cleaner wrote: always in double quotes, escaped.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    let end = tag[start..].find('"')?;
    Some(&tag[start..start + end])
}

/// Notes the elements of some raw HTML that the cleaner will leave out.
pub fn dropped(html: &str, place: Place, found: &mut Vec<(String, Place)>) {
    for part in html.split('<').skip(1) {
        let name: String = part.chars().take_while(char::is_ascii_alphanumeric).collect();
        let name = name.to_ascii_lowercase();
        // The wrappers of a page say nothing by themselves, and their content stays.
        let harmless = ["", "font", "html", "body", "head", "o", "main", "button", "picture", "source"];
        let known = ALLOWED.contains(name.as_str()) || harmless.contains(&name.as_str());
        if !known && !found.iter().any(|(other, _)| *other == name) {
            found.push((name, place));
        }
    }
}
