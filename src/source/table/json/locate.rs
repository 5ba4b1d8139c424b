//! Finds the list of articles in an object that wraps it, as programming interfaces give it:
//! `{"response": {"results": [{…}]}}`. An object without such a list is an article itself.
//!
//! A list under one of the usual names is it. Under another name it is when no member of the object
//! says that the object is an article: none means a title or a text.

use super::super::columns::{Field, field_of_name};
use super::extent::{Extent, value};

/// Under these names, in lower case, wrappers have their articles.
const LISTS: [&str; 19] = [
    "articles",
    "results",
    "docs",
    "documents",
    "items",
    "records",
    "rows",
    "entries",
    "hits",
    "posts",
    "stories",
    "news",
    "data",
    "edges",
    "nodes",
    "list",
    "article",
    "collection",
    "newsitems",
];

/// And under these, inside each other, wrappers have wrappers.
const WRAPPERS: [&str; 11] = [
    "response",
    "data",
    "hits",
    "result",
    "results",
    "payload",
    "feed",
    "rss",
    "channel",
    "collection",
    "_embedded",
];

const DEEPEST: usize = 4;

/// What an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Located {
    /// A wrapper; the list's first item comes at or after this byte.
    List(usize),
    Article,
    More,
}

/// What the object at the start of the bytes is. With `last`, there are no more bytes to be had, and
/// what has been seen decides.
pub fn locate(bytes: &[u8], last: bool) -> Located {
    let mut search = Search { bytes, usual: None, other: None, is_article: false, has_text: false };
    let end = search.members(1, 1);
    match (search.usual, search.other) {
        (Some(list), _) => Located::List(list),
        _ if search.has_text => Located::Article,
        _ if end.is_none() && !last => Located::More,
        (None, Some(list)) if !search.is_article => Located::List(list),
        _ => Located::Article,
    }
}

struct Search<'b> {
    bytes: &'b [u8],
    /// Where the list under a usual name begins.
    usual: Option<usize>,
    other: Option<usize>,
    is_article: bool,
    has_text: bool,
}

impl Search<'_> {
    /// Goes over the members that start at a byte; gives where the object ends, if it is seen and
    /// nothing was decided before.
    fn members(&mut self, mut at: usize, depth: usize) -> Option<usize> {
        loop {
            at = self.past(at, b",");
            if *self.bytes.get(at)? == b'}' {
                return Some(at + 1);
            }
            let Extent::Whole(length) = value(&self.bytes[at..]) else { return None };
            let name = String::from_utf8_lossy(&self.bytes[at..at + length]).trim_matches('"').to_lowercase();
            at = self.past(at + length, b":");
            at = self.member(&name, at, depth)?;
        }
    }

    /// The end of a member's value.
    fn member(&mut self, name: &str, at: usize, depth: usize) -> Option<usize> {
        let first = *self.bytes.get(at)?;
        if first == b'{' && depth < DEEPEST && WRAPPERS.contains(&name) {
            return self.members(at + 1, depth + 1);
        }
        if first == b'[' {
            let item = *self.bytes.get(self.past(at + 1, b""))?;
            if matches!(item, b'{' | b']') && LISTS.contains(&name) {
                self.usual = Some(at + 1);
                return None;
            }
            if item == b'{' && field_of_name(name).is_none() {
                self.other.get_or_insert(at + 1);
            }
        }
        match field_of_name(name) {
            Some(Field::Text) if depth == 1 && !LISTS.contains(&name) => {
                self.has_text = true;
                return None;
            }
            Some(Field::Title) => self.is_article |= depth == 1,
            _ => {}
        }
        match value(&self.bytes[at..]) {
            Extent::Whole(length) => Some(at + length),
            _ => None,
        }
    }

    /// Past spaces and one kind of sign.
    fn past(&self, at: usize, signs: &[u8]) -> usize {
        let rest = self.bytes.get(at..).unwrap_or_default();
        at + rest.iter().take_while(|byte| byte.is_ascii_whitespace() || signs.contains(byte)).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrappers_and_articles() {
        for (json, list) in [
            (r#"{"articles":[{"title":"x"}]}"#, true),
            (r#"{"status":"ok","response":{"total":1,"results":[{}]}}"#, true),
            (r#"{"hits":{"total":{"value":1},"hits":[{"_source":{}}]}}"#, true),
            (r#"{"version":"1","title":"A feed","items":[{}]}"#, true),
            (r#"{"wikinews":[{"title":"x"}]}"#, true),
            (r#"{"articles":[]}"#, true),
            (r#"{"uri":"x","subject":[{"name":"y"}],"headline":"z"}"#, false),
            (r#"{"headlines":[{"value":"y"}],"renditions":[{"href":"z"}]}"#, false),
            (r#"{"title":"x","text":"y","items":[{}]}"#, false),
            (r#"{"authors":[{"name":"x"}]}"#, false),
            (r#"{"tags":["a"]}"#, false),
            ("{}", false),
        ] {
            assert_eq!(matches!(locate(json.as_bytes(), true), Located::List(_)), list, "{json}");
        }
    }
}
