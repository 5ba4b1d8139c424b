//! As much of HTML as the tests look at: tags with their attributes, the text between them, and where
//! a link leads. No parser: what the program writes is regular, and what is not shall not pass.

use html_escape::decode_html_entities;
use percent_encoding::percent_decode_str;

/// An opening tag.
#[derive(Debug, Clone, PartialEq)]
pub struct Tag {
    pub name: String,
    /// With entities decoded.
    pub attributes: Vec<(String, String)>,
    /// Behind the tag, in bytes of the page.
    pub end: usize,
}

impl Tag {
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// All opening tags of a page. What stands in a comment or in a script is none.
pub fn tags(html: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(start) = html[at..].find('<').map(|found| at + found + 1) {
        at = start;
        if html[at..].starts_with("!--") {
            at += html[at..].find("-->").map_or(html.len() - at, |end| end + 3);
        } else if html[at..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            let tag = tag(html, at);
            at = tag.end;
            if matches!(tag.name.as_str(), "script" | "style") {
                at += html[at..].find(&format!("</{}", tag.name)).unwrap_or(html.len() - at);
            }
            tags.push(tag);
        }
    }
    tags
}

/// The tag whose name begins at `at`.
fn tag(html: &str, mut at: usize) -> Tag {
    let run = |at: usize, stop: &dyn Fn(char) -> bool| html[at..].find(stop).map_or(html.len(), |n| at + n);
    let end = run(at, &|c| c.is_whitespace() || "/>".contains(c));
    let mut tag = Tag { name: html[at..end].to_ascii_lowercase(), attributes: Vec::new(), end };
    at = end;
    loop {
        at = run(at, &|c| !c.is_whitespace() && c != '/');
        if html[at..].starts_with('>') || at == html.len() {
            tag.end = (at + 1).min(html.len());
            return tag;
        }
        let end = run(at + 1, &|c| c.is_whitespace() || "=/>".contains(c));
        let name = html[at..end].to_ascii_lowercase();
        at = run(end, &|c| !c.is_whitespace());
        let mut value = "";
        if html[at..].starts_with('=') {
            at = run(at + 1, &|c| !c.is_whitespace());
            let quote = html[at..].chars().next().filter(|c| "\"'".contains(*c));
            let start = at + usize::from(quote.is_some());
            let stop = run(start, &|c| quote.map_or(c.is_whitespace() || c == '>', |quote| c == quote));
            value = &html[start..stop];
            at = (stop + usize::from(quote.is_some())).min(html.len());
        } else {
            at = end;
        }
        tag.attributes.push((name, decode_html_entities(value).into_owned()));
    }
}

/// The text of some HTML without its tags, white space as single spaces.
pub fn text(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        out.push_str(&rest[..start]);
        rest = rest[start..].find('>').map_or("", |end| &rest[start + end + 1..]);
    }
    out.push_str(rest);
    decode_html_entities(&out).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What stands between a tag with this attribute and the first `</name>` behind it.
pub fn inside<'a>(html: &'a str, name: &str, attribute: (&str, &str)) -> &'a str {
    let tag =
        tags(html).into_iter().find(|tag| tag.name == name && tag.get(attribute.0) == Some(attribute.1));
    let rest = &html[tag.unwrap_or_else(|| panic!("no <{name}> with {attribute:?} in {html}")).end..];
    &rest[..rest.find(&format!("</{name}>")).unwrap_or(rest.len())]
}

/// Every address that the tags of a page name, in links, images, scripts and redirects.
pub fn addresses(tags: &[Tag]) -> Vec<(&Tag, String)> {
    let mut found = Vec::new();
    for tag in tags {
        for (key, value) in &tag.attributes {
            match key.as_str() {
                "href" | "src" | "data" | "poster" | "action" => found.push((tag, value.clone())),
                "srcset" => {
                    let first = |part: &str| part.split_whitespace().next().unwrap_or("").to_owned();
                    found.extend(value.split(',').map(|part| (tag, first(part))));
                }
                "content" if tag.get("http-equiv") == Some("refresh") => {
                    found.push((tag, value.split_once("url=").unwrap().1.to_owned()));
                }
                _ => {}
            }
        }
    }
    found
}

/// Whether an address leads to another host or program.
pub fn is_outside(address: &str) -> bool {
    let scheme = address.split([':', '/', '?', '#']).next().unwrap();
    address.starts_with("//") || !scheme.is_empty() && address[scheme.len()..].starts_with(':')
}

/// The file of the site that an address on a page leads to; `None` if it leaves the site. A path that
/// begins with a slash is taken from the root.
pub fn resolve(page: &str, address: &str) -> Option<String> {
    let path = address.split(['?', '#']).next().unwrap();
    if path.is_empty() {
        return Some(page.to_owned());
    }
    let mut parts: Vec<String> = match path.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => page.split('/').map(str::to_owned).collect(),
    };
    parts.pop();
    for part in path.trim_start_matches('/').split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(percent_decode_str(part).decode_utf8().unwrap().into_owned()),
        }
    }
    Some(parts.join("/"))
}

/// The files of the site that a page links to.
pub fn links(page: &str, html: &str) -> Vec<String> {
    let tags = tags(html);
    let inside = addresses(&tags).into_iter().filter(|(_, address)| !is_outside(address));
    inside.map(|(_, address)| resolve(page, &address).unwrap_or_else(|| panic!("{address}"))).collect()
}

#[test]
fn tags_are_read() {
    let html = "<!-- <b> --><a href='x?a=1&amp;b=2' hidden>1 &lt; <br/><script>\"<i>\"</script><p data-x=y>";
    let tags = tags(html);
    let names: Vec<&str> = tags.iter().map(|tag| tag.name.as_str()).collect();
    assert_eq!(names, ["a", "br", "script", "p"]);
    assert_eq!(tags[0].get("href"), Some("x?a=1&b=2"));
    assert_eq!(tags[0].get("hidden"), Some(""));
    assert_eq!(tags[3].get("data-x"), Some("y"));
    assert_eq!(text("<p>1 &lt;\n 2</p>"), "1 < 2");
    assert_eq!(inside("<p><b class=\"x\">1</b></p>", "b", ("class", "x")), "1");
}

#[test]
fn addresses_are_followed() {
    let html = "<meta http-equiv=\"refresh\" content=\"0;url=a\"><img srcset=\"b 1x, c 2x\" src=d>";
    let found: Vec<String> = addresses(&tags(html)).into_iter().map(|(_, address)| address).collect();
    assert_eq!(found, ["a", "b", "c", "d"]);
    let to = |address| resolve("2024/03/index.html", address);
    assert_eq!(to("../a%20b.html#c").as_deref(), Some("2024/a b.html"));
    assert_eq!(to("#c").as_deref(), Some("2024/03/index.html"));
    assert_eq!(to("/x/").as_deref(), Some("x/"));
    assert_eq!(to("../../../x"), None);
    assert!(is_outside("mailto:a@b") && is_outside("//x") && !is_outside("a/b:c") && !is_outside("#a:b"));
}
