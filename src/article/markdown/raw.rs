//! Raw HTML in an article: cleaned by an allow-list, its links treated like any other.
//!
//! The cleaner runs over the finished HTML of an article that holds raw HTML, because an element may
//! begin in one Markdown block and end in another. Links that are finished by then carry a mark from
//! Unicode's private area, which `without_marks` keeps out of the text itself.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use ammonia::Builder;

use crate::problem::Place;

use super::{Destination, Target, destination, missing_image};

/// Before an address that needs no more work.
pub const FINISHED: char = '\u{e000}';
/// Before an address that leads nowhere.
const NOWHERE: char = '\u{e001}';

pub fn without_marks(text: &str) -> Cow<'_, str> {
    if text.contains([FINISHED, NOWHERE]) {
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

/// The addresses in some raw HTML, and whether each is an image's.
pub fn links(html: &str) -> Vec<(String, bool)> {
    let found = Arc::new(Mutex::new(Vec::new()));
    let mut builder = builder();
    // Every scheme passes here, so that the bad ones can be reported.
    builder.url_schemes(HashSet::from(["http", "https", "mailto", "javascript", "data", "vbscript", "file"]));
    let notes = Arc::clone(&found);
    builder.attribute_filter(move |element, attribute, value| {
        if is_address(element, attribute) {
            let mut notes = notes.lock().unwrap_or_else(PoisonError::into_inner);
            notes.push((value.to_owned(), element == "img"));
        }
        None
    });
    builder.clean(html);
    std::mem::take(&mut *found.lock().unwrap_or_else(PoisonError::into_inner))
}

fn is_address(element: &str, attribute: &str) -> bool {
    matches!((element, attribute), ("a" | "area", "href") | ("img", "src"))
}

/// Cleans finished HTML, resolves the links in it that are not finished, removes the marks.
pub fn clean(html: &str, resolve: &dyn Fn(&str) -> Option<Target>) -> String {
    let found: HashMap<String, Option<Target>> = links(html)
        .into_iter()
        .filter(|(link, _)| !link.starts_with(FINISHED) && destination(link) != Destination::Here)
        .map(|(link, _)| {
            let target = resolve(&link);
            (link, target)
        })
        .collect();
    let mut builder = builder();
    builder.attribute_filter(move |element, attribute, value| {
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
            (Destination::Outside | Destination::Here, None) => Some(value.into()),
        }
    });
    let cleaned = builder.clean(html).to_string();
    if !cleaned.contains(NOWHERE) && !cleaned.contains("<img alt") {
        return cleaned;
    }
    let cleaned = missing_images(&cleaned);
    cleaned.replace(&format!("href=\"{NOWHERE}"), "data-href=\"")
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
                let plain = |text: &str| text.replace("&amp;", "&").replace("&quot;", "\"");
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
