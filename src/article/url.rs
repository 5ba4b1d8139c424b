//! Addresses inside the site, and the pattern that gives an article its own.

use std::borrow::{Borrow, Cow};
use std::fmt::{self, Write as _};
use std::sync::Arc;

use chrono::Datelike;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::PartialDate;
use super::prose::any;

/// An address from the root of the site, as people read it: `/2024/03/26/slug.html`, `/2024/03/`.
///
/// Always begins with a slash; never holds an empty part, `.` or `..`, a query or a fragment.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Url(Arc<str>);

impl Borrow<str> for Url {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// What stays as it is in a path. Everything else is percent-encoded, so that any host agrees.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~').remove(b'/');

impl Url {
    /// Checks an address: one that leaves the site or names no place in it is `None`.
    pub fn parse(text: &str) -> Option<Self> {
        let inner = text.strip_prefix('/')?;
        let whole = inner.strip_suffix('/').unwrap_or(inner);
        let clean = whole.is_empty() && inner.is_empty()
            || whole.split('/').all(|part| {
                !part.is_empty()
                    && !part.starts_with('.')
                    && part.len() <= 240
                    && !part.contains(|c: char| c.is_control() || "\\?#:*\"<>|".contains(c))
            });
        clean.then(|| Self(Arc::from(text)))
    }

    /// An address that was checked before it was written down.
    pub(crate) fn known(text: &str) -> Self {
        Self(Arc::from(text))
    }

    /// An address made of parts that are known to be clean.
    pub(crate) fn made(text: String) -> Self {
        debug_assert!(Self::parse(&text).is_some(), "{text}");
        Self(Arc::from(text))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address of a file that is copied into the site, whatever its name.
    pub(crate) fn of_file(path: &str) -> Self {
        Self(Arc::from(format!("/{path}")))
    }

    /// The file that holds the page, from the output folder: `2024/03/index.html`.
    pub fn file(&self) -> String {
        file(&self.0).into_owned()
    }

    /// The file's path as a link writes it: percent-encoded. Ends in `index.html` for a folder, because
    /// a page opened from disk has no server to find it.
    pub fn path(&self) -> String {
        encoded(file(&self.0))
    }

    /// The address as a host knows it, percent-encoded and with a leading slash: `/2024/03/`.
    pub fn encoded(&self) -> String {
        encoded(Cow::Borrowed(&self.0))
    }

    /// The way from this page to the root of the site: nothing, or `../../`.
    pub fn root(&self) -> String {
        "../".repeat(self.0.bytes().filter(|byte| *byte == b'/').count() - 1)
    }

    /// All addresses that begin this one, the nearest first, down to `/`.
    pub fn prefixes(&self) -> impl Iterator<Item = Url> + '_ {
        let mut rest: &str = &self.0;
        std::iter::from_fn(move || {
            let end = rest.trim_end_matches('/').rfind('/')?;
            rest = &rest[..=end];
            Some(Url(Arc::from(rest)))
        })
    }

    /// The folder that the page lies in: `/2024/03/26/` for an article of that day.
    pub fn folder(&self) -> &str {
        &self.0[..=self.0.rfind('/').unwrap_or(0)]
    }

    /// What two addresses have in common that some file systems would give the same file.
    pub fn collision_key(&self) -> Cow<'_, str> {
        collision_key(&self.0)
    }
}

fn encoded(path: Cow<'_, str>) -> String {
    // Most paths have nothing but letters, digits and `-./`, and stay as they are.
    let is_letter = |byte: u8| (byte | 0x20).wrapping_sub(b'a') <= b'z' - b'a';
    if any(path.as_bytes(), |byte| !is_letter(byte) & (byte.wrapping_sub(b'-') > b'9' - b'-')) {
        return utf8_percent_encode(&path, PATH).to_string();
    }
    path.into_owned()
}

/// The path of the file at an address, from the output folder.
pub fn file(url: &str) -> Cow<'_, str> {
    let path = url.strip_prefix('/').unwrap_or(url);
    if path.is_empty() || path.ends_with('/') {
        return Cow::Owned([path, "index.html"].concat());
    }
    Cow::Borrowed(path)
}

/// What two addresses have in common that some file systems would give the same file.
pub fn collision_key(url: &str) -> Cow<'_, str> {
    let file = file(url);
    if is_folded(&file) { file } else { Cow::Owned(file.to_lowercase()) }
}

/// Whether an address has neither capitals nor letters beyond ASCII, so that it is its own key.
pub fn is_folded(url: &str) -> bool {
    // Without an early end the loop looks at many bytes at once.
    let odd = |byte: u8| !byte.is_ascii() | byte.is_ascii_uppercase();
    !url.bytes().fold(false, |any, byte| any | odd(byte))
}

impl fmt::Display for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The pattern of article addresses: `/{year}/{month}/{day}/{slug}.html`.
///
/// Parts of a date that are not known are left out with their slash: an article of April 2019 is
/// `/2019/04/slug.html`, one without a date `/undated/slug.html`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Permalink(String);

impl Default for Permalink {
    fn default() -> Self {
        Self("/{year}/{month}/{day}/{slug}.html".to_owned())
    }
}

/// What a pattern may hold in braces.
const FIELDS: [&str; 5] = ["year", "month", "day", "slug", "section"];

impl Permalink {
    /// Checks a pattern; the error says what is wrong with it.
    pub fn parse(pattern: &str) -> Result<Self, String> {
        let mut rest = pattern;
        while let Some(start) = rest.find('{') {
            let end = rest[start..].find('}').ok_or("a brace is not closed")?;
            let field = &rest[start + 1..start + end];
            if !FIELDS.contains(&field) {
                let known = FIELDS.map(|name| format!("{{{name}}}")).join(", ");
                return Err(format!("`{{{field}}}` is not known; there are {known}"));
            }
            rest = &rest[start + end + 1..];
        }
        let Some(part) = pattern.split('/').find(|part| part.contains("{slug}")) else {
            return Err("it holds no `{slug}`".to_owned());
        };
        // A part is left out where one of its fields is not known, and the slug must never be.
        if part.matches('{').count() > 1 {
            return Err("between two slashes `{slug}` must be the only field".to_owned());
        }
        if !pattern.ends_with('/') && !pattern.ends_with(".html") {
            return Err("it ends neither in `/` nor in `.html`".to_owned());
        }
        let sample = FIELDS.iter().fold(pattern.to_owned(), |url, f| url.replace(&format!("{{{f}}}"), "x"));
        Url::parse(&sample)
            .ok_or("it is no path from the root of the site, such as `/{year}/{slug}.html`")?;
        Ok(Self(pattern.to_owned()))
    }

    /// Whether the last part of each address is the slug and `.html`.
    pub fn ends_in_slug(&self) -> bool {
        self.0.ends_with("/{slug}.html")
    }

    /// The address of an article. `slug` and `section` must be clean slugs.
    pub fn url(&self, date: PartialDate, section: Option<&str>, slug: &str) -> Url {
        let dated = date.is_dated() || !self.0.contains("{year}");
        let pattern = if dated {
            self.0.as_str()
        } else if self.0.ends_with('/') {
            "/undated/{slug}/"
        } else {
            "/undated/{slug}.html"
        };
        let mut url = String::with_capacity(pattern.len() + slug.len());
        for part in pattern[1..].split('/') {
            let start = url.len();
            url.push('/');
            if fill(&mut url, part, date, section, slug).is_none() {
                url.truncate(start);
            }
        }
        Url::made(url)
    }
}

/// Adds a part of a pattern, its fields filled in; `None` if one of them is not known.
fn fill(url: &mut String, part: &str, date: PartialDate, section: Option<&str>, slug: &str) -> Option<()> {
    let mut rest = part;
    while let Some((before, (field, behind))) =
        rest.split_once('{').and_then(|(before, inside)| Some((before, inside.split_once('}')?)))
    {
        url.push_str(before);
        // Nothing goes wrong when text is written into text.
        let _ = match field {
            "year" => write!(url, "{:04}", date.year()?),
            "month" => write!(url, "{:02}", date.month()?),
            "day" => write!(url, "{:02}", date.day()?.day()),
            "section" => url.write_str(section?),
            "slug" => url.write_str(slug),
            _ => write!(url, "{{{field}}}"),
        };
        rest = behind;
    }
    url.push_str(rest);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(pattern: &str, date: &str) -> String {
        let date = PartialDate::parse(date).unwrap_or(PartialDate::Unknown);
        Permalink::parse(pattern).unwrap().url(date, Some("world"), "pier").to_string()
    }

    #[test]
    fn unknown_parts_are_left_out() {
        let pattern = Permalink::default().0;
        assert_eq!(url(&pattern, "2024-03-26"), "/2024/03/26/pier.html");
        assert_eq!(url(&pattern, "2019-04"), "/2019/04/pier.html");
        assert_eq!(url(&pattern, "1987"), "/1987/pier.html");
        assert_eq!(url(&pattern, ""), "/undated/pier.html");
        assert_eq!(url("/{year}/{month}/{slug}/", "2024-03-26T09:00:00Z"), "/2024/03/pier/");
        assert_eq!(url("/{section}/{slug}.html", ""), "/world/pier.html");
    }

    #[test]
    fn patterns_are_checked() {
        assert_eq!(Permalink::parse("/{year}/").unwrap_err(), "it holds no `{slug}`");
        assert!(Permalink::parse("/{title}/{slug}/").unwrap_err().starts_with("`{title}` is not known"));
        assert!(Permalink::parse("/../{slug}.html").is_err());
        assert!(Permalink::parse("/{year}-{slug}.html").unwrap_err().contains("only field"));
    }

    #[test]
    fn prefixes_end_at_the_root() {
        let url = Url::parse("/2024/03/26/a.html").unwrap();
        let prefixes: Vec<String> = url.prefixes().map(|prefix| prefix.to_string()).collect();
        assert_eq!(prefixes, ["/2024/03/26/", "/2024/03/", "/2024/", "/"]);
        assert_eq!(url.root(), "../../../");
        assert_eq!(Url::parse("/").unwrap().root(), "");
    }

    #[test]
    fn nothing_leaves_the_site() {
        for bad in ["", "a", "/../a", "/a/../b", "/a//b", "//host/a", "/a?b", "/.git/", "/a\\b", "/a\0"] {
            assert_eq!(Url::parse(bad), None, "{bad}");
        }
    }
}
