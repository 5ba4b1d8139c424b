//! What templates mention: other templates, components, parts of `site`.
//!
//! A page hangs on its template and on all that this extends, includes and calls. Names in a template
//! are fixed texts, so reading them is enough; where a text could mean something else as well, it is
//! taken to mean the most. A page may so be made once too often, but never once too seldom.

use std::collections::{BTreeMap, BTreeSet};

/// A template with all that it can reach.
#[derive(Clone, Debug, Default)]
pub(super) struct Reach {
    /// Itself included.
    pub templates: BTreeSet<String>,
    /// The parts of `site` that one of them mentions; `None` when one uses it as a whole.
    pub site: Option<BTreeSet<String>>,
}

/// What each template reaches, by its name.
pub(super) fn reaches(sources: &BTreeMap<String, String>) -> BTreeMap<String, Reach> {
    let mentions: BTreeMap<&str, Mentions> =
        sources.iter().map(|(name, text)| (name.as_str(), Mentions::of(text))).collect();
    let mut definers: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (name, mentioned) in &mentions {
        for component in &mentioned.defined {
            definers.entry(component).or_default().push(name);
        }
    }
    sources.keys().map(|name| (name.clone(), reach(name, &mentions, &definers))).collect()
}

fn reach(name: &str, mentions: &BTreeMap<&str, Mentions>, definers: &BTreeMap<&str, Vec<&str>>) -> Reach {
    let mut templates = BTreeSet::new();
    let mut open = vec![name];
    while let Some(name) = open.pop() {
        let Some(mentioned) = mentions.get(name) else { continue };
        if templates.insert(name.to_owned()) {
            if mentioned.everything {
                open.extend(mentions.keys());
            }
            open.extend(mentioned.texts.iter().map(String::as_str));
            open.extend(mentioned.called.iter().filter_map(|name| definers.get(name.as_str())).flatten());
        }
    }
    let mut site = Some(BTreeSet::new());
    for mentioned in templates.iter().filter_map(|name| mentions.get(name.as_str())) {
        match (&mentioned.site, &mut site) {
            (Some(parts), Some(all)) => all.extend(parts.iter().cloned()),
            _ => site = None,
        }
    }
    Reach { templates, site }
}

/// What one template mentions by itself.
#[derive(Debug, Default, PartialEq)]
struct Mentions {
    /// Every text in quotation marks: the names of templates are among them.
    texts: BTreeSet<String>,
    /// Components that it calls.
    called: BTreeSet<String>,
    /// Components that it defines.
    defined: BTreeSet<String>,
    /// Nobody knows what it mentions, so it mentions everything.
    everything: bool,
    /// Parts of `site`; `None` when it is mentioned without a part.
    site: Option<BTreeSet<String>>,
}

impl Mentions {
    fn of(source: &str) -> Self {
        let Some(tags) = tags(source) else { return Self { everything: true, ..Self::default() } };
        let mut mentions = Self { site: Some(BTreeSet::new()), ..Self::default() };
        for tag in tags {
            mentions.read(&tokens(tag));
        }
        mentions
    }

    fn read(&mut self, tokens: &[Token<'_>]) {
        use Token::{Sign, Text, Word};
        // A definition names what it will use; the use itself says what of it.
        let defines = matches!(tokens, [Sign('{'), Sign('%'), Word("component"), ..]);
        for (at, token) in tokens.iter().enumerate() {
            let after = |by: usize| tokens.get(at + by);
            match *token {
                Text(text) => {
                    self.texts.insert(unescaped(text));
                }
                Sign('<') => {
                    if let Some(Word(name)) = after(1) {
                        self.called.insert((*name).to_owned());
                    }
                }
                Word("component") => {
                    if let Some(Word(name)) = after(1) {
                        self.defined.insert((*name).to_owned());
                    }
                }
                Word("site") if defines => {}
                Word("site") => match (after(1), after(2), &mut self.site) {
                    (Some(Sign('.')), Some(Word(part)), Some(parts)) => {
                        parts.insert((*part).to_owned());
                    }
                    _ => self.site = None,
                },
                // All variables at once.
                Word("__tera_context") => self.site = None,
                Word(_) | Sign(_) => {}
            }
        }
    }
}

/// The insides of `{{ … }}` and `{% … %}`. Comments and what stands raw are passed over. `None` when
/// something has no end: then nobody knows what is mentioned.
fn tags(source: &str) -> Option<Vec<&str>> {
    let mut tags = Vec::new();
    let mut rest = source;
    while let Some(start) = rest.find('{') {
        rest = &rest[start..];
        let close = match rest.as_bytes().get(1) {
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            Some(b'#') => "#}",
            _ => {
                rest = &rest[1..];
                continue;
            }
        };
        let (tag, behind) = rest.split_at(close_of(rest, close)?);
        rest = behind;
        match close {
            "#}" => {}
            "%}" if is_named(tag, "raw") => rest = behind_raw(rest)?,
            _ => tags.push(tag),
        }
    }
    Some(tags)
}

/// Whether a tag is `{% name %}`.
fn is_named(tag: &str, name: &str) -> bool {
    tag.trim_start_matches("{%").trim_end_matches("%}").trim_matches('-').trim() == name
}

/// What follows the next `{% endraw %}`.
fn behind_raw(source: &str) -> Option<&str> {
    let ends = source.match_indices("{%").map(|(start, _)| &source[start..]);
    let mut ends = ends.filter_map(|rest| Some(rest.split_at(rest.find("%}")? + 2)));
    ends.find(|(tag, _)| is_named(tag, "endraw")).map(|(_, behind)| behind)
}

/// How long a tag is. What closes it inside a text in quotation marks does not.
fn close_of(tag: &str, close: &str) -> Option<usize> {
    if close == "#}" {
        return Some(tag.find(close)? + close.len());
    }
    let mut at = 2;
    while at < tag.len() {
        let rest = &tag[at..];
        if rest.starts_with(close) {
            return Some(at + close.len());
        }
        at += match rest.chars().next()? {
            quote @ ('"' | '\'' | '`') => 1 + quoted(&rest[1..], quote)? + 1,
            other => other.len_utf8(),
        };
    }
    None
}

/// How long a text is, up to the quotation mark that ends it. One behind a backslash does not.
fn quoted(text: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    text.char_indices().find_map(|(at, c)| {
        let ends = c == quote && !escaped;
        escaped = c == '\\' && !escaped;
        ends.then_some(at)
    })
}

/// A text as it is meant: what stands behind a backslash stands for itself.
fn unescaped(text: &str) -> String {
    let mut chars = text.chars();
    let mut out = String::with_capacity(text.len());
    while let Some(c) = chars.next() {
        out.extend(if c == '\\' { chars.next() } else { Some(c) });
    }
    out
}

#[derive(Debug, PartialEq)]
enum Token<'a> {
    Word(&'a str),
    Text(&'a str),
    Sign(char),
}

fn tokens(tag: &str) -> Vec<Token<'_>> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut tokens = Vec::new();
    let mut rest = tag;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' | '\'' | '`' => {
                let inside = &rest[1..];
                let length = quoted(inside, first).unwrap_or(inside.len());
                tokens.push(Token::Text(&inside[..length]));
                (length + 2).min(rest.len())
            }
            c if is_word(c) => {
                let length = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
                tokens.push(Token::Word(&rest[..length]));
                length
            }
            c => {
                // `-` belongs to the tag's own signs; `@` names a variable that a component shares.
                if !c.is_whitespace() && c != '@' && c != '-' && c != '?' {
                    tokens.push(Token::Sign(c));
                }
                c.len_utf8()
            }
        };
        rest = &rest[length..];
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reach_of(name: &str, sources: &[(&str, &str)]) -> Reach {
        let sources = sources.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        reaches(&sources).remove(name).unwrap()
    }

    #[test]
    fn what_a_template_reaches() {
        let sources = [
            ("a.html", "{% extends \"b.html\" %}{# \"d.html\" #}"),
            ("b.html", "{%- include 'c.html' -%} \"e.html\""),
            ("c.html", "{{ <card title=\"x\" /> }}"),
            ("d.html", ""),
            ("e.html", ""),
            ("k.html", "{% component card(title) %}{% endcomponent card %}"),
        ];
        let names: Vec<String> = reach_of("a.html", &sources).templates.into_iter().collect();
        assert_eq!(names, ["a.html", "b.html", "c.html", "k.html"]);
    }

    #[test]
    fn what_is_shown_of_the_site() {
        let parts = |text: &str| {
            let site = reach_of("a", &[("a", text)]).site;
            site.map(|parts| parts.into_iter().collect::<Vec<_>>().join(" "))
        };
        assert_eq!(parts("the site {{ site.title }} {% if site . nav %}"), Some("nav title".to_owned()));
        assert_eq!(parts("{{ page.site_name }} {{ \"}} site\" }}"), Some(String::new()));
        assert_eq!(parts("{% raw %}{#nav{ don't {% endraw %}{{ site.nav }}"), Some("nav".to_owned()));
        assert_eq!(parts("{{ \"a\\\"b\" ~ site.nav }}"), Some("nav".to_owned()));
        assert_eq!(parts("{% set component = site.nav %}"), Some("nav".to_owned()));
        assert_eq!(parts("{{ site.nav"), None);
        assert_eq!(parts("{# no end"), None);
        assert_eq!(parts("{% set s = site %}"), None);
        assert_eq!(parts("{{ site[\"title\"] }}"), None);
        assert_eq!(parts("{{ __tera_context }}"), None);
        assert_eq!(parts("{# {{ site }} #}{{ @site.title }}"), Some("title".to_owned()));
        assert_eq!(
            parts("{% component a(@site) %}{{ site.nav }}{% endcomponent a %}"),
            Some("nav".to_owned())
        );
    }
}
