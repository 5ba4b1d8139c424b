//! The default theme keeps to `docs/templates.md`: what its templates name is in the document, in the
//! branches too that no page of the sample takes.
//!
//! `contract` compares the document with the values; this compares it with the templates' text.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::contract::{Contract, contract};

/// The frame and the parts, which have no page of their own.
const PARTS: &[&str] = &["base.html", "components.html"];

/// The page for unknown addresses and the one that searches have only what every page has.
const PLAIN: &[&str] = &["404.html", "search.html"];

fn templates() -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, std::fs::read_to_string(path).unwrap())
        })
        .collect()
}

/// What stands between `{{ }}` and `{% %}`, without the marks, comments left out.
fn tags(template: &str) -> Vec<&str> {
    let mut tags = Vec::new();
    let mut rest = template;
    while let Some(start) = rest.find('{') {
        rest = &rest[start + 1..];
        let (close, keep) = match rest.as_bytes().first() {
            Some(b'{') => ("}}", true),
            Some(b'%') => ("%}", true),
            Some(b'#') => ("#}", false),
            _ => continue,
        };
        let end = rest.find(close).unwrap_or(rest.len());
        if keep {
            tags.push(rest[1..end].trim_matches('-').trim());
        }
        rest = &rest[end..];
    }
    tags
}

/// The variables of an expression with their fields: `article.date.iso`. Texts, filters, tests,
/// functions, components and the names of arguments are none.
fn paths(expression: &str) -> Vec<String> {
    // Every second part stands in quotes.
    let plain: String =
        expression.split('"').enumerate().map(|(at, part)| if at % 2 == 0 { part } else { "''" }).collect();
    let is_name = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    let mut paths = Vec::new();
    let (mut at, mut before) = (0, "");
    while let Some(start) = plain[at..].find(|c: char| is_name(c)).map(|found| at + found) {
        let end = plain[start..].find(|c: char| !is_name(c)).map_or(plain.len(), |length| start + length);
        let (name, after) = (&plain[start..end], plain[end..].trim_start());
        let lead = plain[..start].trim_end();
        let called = lead.ends_with('|') || plain[..start].ends_with('<') || after.starts_with('(');
        let argument = after.starts_with('=') && !after.starts_with("==");
        let tested = before == "is" || before == "is not";
        let word = ["and", "or", "not", "in", "is", "if", "else", "elif", "true", "false", "none", "loop"];
        let known = word.contains(&name.split('.').next().unwrap());
        before = match (before, name) {
            ("is", "not") => "is not",
            (_, "is") => "is",
            _ => "",
        };
        if !(called || argument || tested || known || name.starts_with(|c: char| c.is_numeric() || c == '.'))
        {
            paths.push(name.to_owned());
        }
        at = end;
    }
    paths
}

struct Reader<'a> {
    contract: &'a Contract,
    /// The names that can be used, with their types; the innermost loop is last. A name that was `set`
    /// has no type that is known.
    scopes: Vec<BTreeMap<String, Option<String>>>,
    wrong: BTreeSet<String>,
}

impl Reader<'_> {
    /// The type of a variable's field; `None` for what cannot be known. Notes what is not documented.
    fn kind(&mut self, path: &str) -> Option<String> {
        let mut parts = path.split('.');
        let root = parts.next().unwrap();
        let Some(known) = self.scopes.iter().rev().find_map(|scope| scope.get(root)) else {
            self.wrong.insert(format!("there is no `{root}`"));
            return None;
        };
        let mut kind = known.clone()?;
        for part in parts {
            let section = kind.trim_end_matches('?').to_owned();
            if section == "anything" {
                return None;
            }
            let fields = self.contract.get(&section);
            let found = fields.and_then(|fields| fields.iter().find(|(name, _)| name == part));
            let Some((_, next)) = found else {
                self.wrong.insert(format!("`{path}`: {section} has no `{part}`"));
                return None;
            };
            kind = next.clone();
        }
        Some(kind)
    }

    fn tag(&mut self, tag: &str) {
        let (word, rest) = tag.split_once(' ').unwrap_or((tag, ""));
        match word {
            "for" => {
                let (name, list) = rest.split_once(" in ").unwrap();
                let kinds: Vec<Option<String>> = paths(list).iter().map(|path| self.kind(path)).collect();
                let item = kinds.into_iter().next().flatten().and_then(|kind| {
                    Some(kind.trim_end_matches('?').strip_prefix('[')?.strip_suffix(']')?.to_owned())
                });
                self.scopes.push(BTreeMap::from([(name.trim().to_owned(), item)]));
            }
            "endfor" => drop(self.scopes.pop()),
            "set" => {
                let (name, value) = rest.split_once('=').unwrap();
                paths(value).iter().for_each(|path| drop(self.kind(path)));
                self.scopes.last_mut().unwrap().insert(name.trim().to_owned(), None);
            }
            "block" | "endblock" | "extends" | "include" | "endif" | "else" => {}
            _ => paths(tag).iter().for_each(|path| drop(self.kind(path))),
        }
    }
}

/// What a template names that it cannot have.
fn faults(contract: &Contract, name: &str, text: &str) -> BTreeSet<String> {
    // Feeds, sitemaps and the like are no pages.
    let common =
        contract["Every page"].iter().filter(|(field, _)| field != "page" || name.ends_with(".html"));
    let fields = common.chain(contract.get(name).into_iter().flatten());
    let scope = fields.map(|(name, kind)| (name.clone(), Some(kind.clone()))).collect();
    let mut reader = Reader { contract, scopes: vec![scope], wrong: BTreeSet::new() };
    tags(text).into_iter().for_each(|tag| reader.tag(tag));
    assert_eq!(reader.scopes.len(), 1, "{name}: every loop ends");
    reader.wrong
}

#[test]
fn every_template_has_a_section_and_every_section_a_template() {
    let contract = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/templates.md"));
    let text = contract.unwrap();
    let names = text.lines().filter_map(|line| line.strip_prefix("## ")).filter(|name| name.contains('.'));
    let sections: BTreeSet<String> = names.map(str::to_owned).collect();
    let files: BTreeSet<String> =
        templates().into_keys().filter(|name| !PARTS.contains(&name.as_str())).collect();
    assert_eq!(sections, files);
}

#[test]
fn templates_name_only_what_is_documented() {
    let contract = contract();
    let mut named = 0;
    for (name, text) in templates().iter().filter(|(name, _)| *name != "components.html") {
        let section =
            contract.contains_key(name) || PARTS.contains(&name.as_str()) || PLAIN.contains(&name.as_str());
        assert!(section, "{name}");
        let wrong = faults(&contract, name, text);
        assert!(wrong.is_empty(), "templates/{name}: {wrong:?}");
        named += tags(text).into_iter().flat_map(paths).count();
    }
    assert!(named > 200, "there are variables to look at");
}

#[test]
fn the_reader_sees_what_is_wrong() {
    let contract = contract();
    let check = |text: &str, expected: &[&str]| {
        let wrong: Vec<String> = faults(&contract, "article.html", text).into_iter().collect();
        assert_eq!(wrong, expected, "{text}");
    };
    check(
        "{# {{ no }} #}{{ article.date.iso | date(format=\"x.y\") }}{% if previous is defined %}{% endif %}",
        &[],
    );
    check("{{ article.titel }}", &["`article.titel`: Article has no `titel`"]);
    check("{% for x in article.tags %}{{ x.name }}{{ x.nam }}{% endfor %}", &["`x.nam`: Term has no `nam`"]);
    check("{% for x in article.tags %}{% endfor %}{{ x }}", &["there is no `x`"]);
    check("{{ <teaser item={nobody} level=3 next /> }}", &["there is no `nobody`"]);
    check("{% set y = site.nam %}{{ y }}", &["`site.nam`: Site has no `nam`"]);
    check("{{ article.extra.anything.at.all }}{{ page.crumbs | length }}", &[]);
}
