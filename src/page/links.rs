//! Where a link in an article leads.
//!
//! Authors write links in every way that works somewhere: to the other article's file, to its address,
//! to the address it had on the old site. All of them should lead to the reader's copy.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use crate::archive::Archive;
use crate::article::markdown::{Destination, Target, destination};
use crate::article::{Meta, Url};

use super::Page;

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Lead {
    Page(Url),
    /// A file below `content/`; it has the same path in the site.
    File(String),
    /// A file of `static/`.
    Fixed(Url),
    /// Outside the archive, at this address.
    Outside(String),
    Nowhere,
}

/// Follows a link of an article. `original_site` is where links go that lead nowhere in the archive.
pub fn lead(archive: &Archive, meta: &Meta, link: &str, original_site: Option<&str>) -> Lead {
    if destination(link) == Destination::Outside {
        return former(archive, link);
    }
    let (path, _) = split(link);
    let decoded = decoded(path);
    let found = match decoded.strip_prefix('/') {
        Some(path) => {
            let path = path.trim_start_matches('/');
            let written = is_article_file(path).then(|| file(archive, path)).flatten();
            written.or_else(|| at_address(archive, path)).or_else(|| file(archive, path))
        }
        None => beside(archive, meta, &decoded),
    };
    if found.is_none() && is_mailbox(link) {
        // People write the bare address of a mailbox.
        return Lead::Outside(format!("mailto:{link}"));
    }
    match (found, original_site) {
        (Some(lead), _) => lead,
        (None, Some(site)) => Lead::Outside(original(meta, link, site)),
        (None, None) => Lead::Nowhere,
    }
}

/// `jane@paper.example`, but not `photo@2x.png`.
fn is_mailbox(link: &str) -> bool {
    let Some((name, host)) = link.split_once('@') else { return false };
    let ending = host.rsplit('.').next().unwrap_or("").to_ascii_lowercase();
    let picture = ["png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "pdf"].contains(&ending.as_str());
    let plain = |text: &str| text.chars().all(|c| c.is_alphanumeric() || "._+-".contains(c));
    !name.is_empty() && plain(name) && plain(host) && host.contains('.') && !picture
}

/// What a link that leads there is written as on the page at an address.
pub(super) fn target(page: &Url, link: &str, lead: &Lead) -> Target {
    let (_, rest) = split(link);
    // The query of a whole address belonged to the old site's program.
    let rest = match destination(link) {
        Destination::Outside => rest.find('#').map_or("", |at| &rest[at..]),
        _ => rest,
    };
    let inside = |path: String| Target::Address(format!("{}{path}{rest}", page.root()));
    match lead {
        Lead::Page(url) | Lead::Fixed(url) => inside(url.path()),
        Lead::File(path) => Url::parse(&format!("/{path}")).map_or(Target::Nowhere, |url| inside(url.path())),
        Lead::Outside(address) => Target::Address(address.clone()),
        Lead::Nowhere => Target::Nowhere,
    }
}

/// A link as path and the rest: `?query`, `#fragment`.
fn split(link: &str) -> (&str, &str) {
    link.split_at(link.find(['?', '#']).unwrap_or(link.len()))
}

fn decoded(path: &str) -> Cow<'_, str> {
    match path.contains('%') {
        true => percent_decode_str(path).decode_utf8_lossy(),
        false => Cow::Borrowed(path),
    }
}

/// A whole address of the old site: of an article we have, or of a page at the same path.
fn former(archive: &Archive, link: &str) -> Lead {
    if let Some(meta) = archive.by_original(link) {
        return Lead::Page(meta.card.url.clone());
    }
    let (path, _) = split(link);
    let path = path.split_once("//").and_then(|(_, rest)| rest.split_once('/')).map_or("", |(_, path)| path);
    let decoded = decoded(path);
    at_address(archive, &decoded).filter(|_| !path.is_empty()).unwrap_or(Lead::Outside(link.to_owned()))
}

/// A page at a path from the root, in any of the ways in which hosts let it be written.
fn at_address(archive: &Archive, path: &str) -> Option<Lead> {
    let path = path.strip_suffix("index.html").filter(|p| p.is_empty() || p.ends_with('/')).unwrap_or(path);
    let bare = path.trim_end_matches('/');
    let forms = [format!("/{path}"), format!("/{bare}/"), format!("/{bare}.html"), format!("/{bare}")];
    let url = forms.iter().find_map(|form| match archive.owner_at(form) {
        // An old address leads straight to the article.
        Some(owner) => Some(archive.owned(owner).card.url.clone()),
        None => Page::own_at(archive, form).map(|page| page.url()),
    });
    if let Some(url) = url {
        return Some(Lead::Page(url));
    }
    let fixed = archive.files().fixed.binary_search_by(|file| file.as_str().cmp(path)).is_ok();
    fixed.then(|| Url::parse(&format!("/{path}")).map(Lead::Fixed)).flatten()
}

fn is_article_file(path: &str) -> bool {
    [".md", ".txt", ".markdown"].iter().any(|ending| path.ends_with(ending))
}

/// A file below `content/`: an article's, or one that is published with it.
fn file(archive: &Archive, path: &str) -> Option<Lead> {
    // A file that is named whole needs no guessing.
    let guesses: &[&str] =
        if is_article_file(path) { &[] } else { &[".md", ".txt", ".markdown", "/index.md"] };
    let guessed = || guesses.iter().find_map(|ending| archive.by_file(&format!("{path}{ending}")));
    let article = archive.by_file(path).or_else(guessed);
    if let Some(meta) = article {
        return Some(Lead::Page(meta.card.url.clone()));
    }
    archive.files().content.binary_search_by(|file| file.as_str().cmp(path)).ok()?;
    Some(Lead::File(path.to_owned()))
}

/// A relative link: from the article's file, or else from its address.
fn beside(archive: &Archive, meta: &Meta, path: &str) -> Option<Lead> {
    let folder = meta.file.strip_prefix("content/").and_then(|file| file.rsplit_once('/'));
    let from_file = join(folder.map_or("", |(folder, _)| folder), path)?;
    file(archive, &from_file)
        .or_else(|| at_address(archive, &join(meta.card.url.folder().trim_matches('/'), path)?))
        .or_else(|| file(archive, path))
        .or_else(|| archive.by_file_name(path).map(|meta| Lead::Page(meta.card.url.clone())))
}

/// Two paths as one, without `.` and `..`. `None` when it would leave the root.
fn join(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The address that a dead link had on the old site.
fn original(meta: &Meta, link: &str, site: &str) -> String {
    let (path, rest) = split(link);
    let encoded = |path: &str| path.replace(' ', "%20").replace('"', "%22");
    match path.strip_prefix('/') {
        Some(path) => format!("{site}/{}{rest}", encoded(path)),
        None => {
            let joined = join(meta.card.url.folder().trim_matches('/'), path);
            format!("{site}/{}{rest}", encoded(joined.as_deref().unwrap_or(path)))
        }
    }
}
