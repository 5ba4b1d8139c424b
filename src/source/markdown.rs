//! Markdown files with front matter: our own, and those of Hugo, Zola and Jekyll.

use crate::article::draft::{CorrectionClaim, ImageClaim};
use crate::article::front_matter::{self, Entry, Node, Table, Value};
use crate::article::{Claim, Draft, Removed, SourceNote};
use crate::problem::{Place, Problem};
use crate::words;

use super::{File, Reading, foreign};

/// Our own keys, as DESIGN and `docs/content.md` list them.
const KEYS: &[&str] = &[
    "title",
    "subtitle",
    "kicker",
    "description",
    "slug",
    "date",
    "date_text",
    "updated",
    "section",
    "tags",
    "authors",
    "byline",
    "dateline",
    "agency",
    "source",
    "original_url",
    "aliases",
    "series",
    "language",
    "image",
    "corrections",
    "status",
    "withdrawn_reason",
    "canonical_of",
    "noindex",
    "rights",
    "license",
    "id",
    "title_source",
    "kind",
    "import",
    "extra",
];

/// What other generators call the same things.
const SYNONYMS: &[(&str, &str)] = &[
    ("deck", "subtitle"),
    ("dek", "subtitle"),
    ("summary", "description"),
    ("excerpt", "description"),
    ("publishDate", "date"),
    ("lastmod", "updated"),
    ("last_modified_at", "updated"),
    ("category", "section"),
    ("categories", "section"),
    ("tag", "tags"),
    ("topics", "tags"),
    ("keywords", "tags"),
    ("author", "authors"),
    ("source_url", "original_url"),
    ("canonical", "original_url"),
    ("canonical_url", "original_url"),
    ("alias", "aliases"),
    ("redirect_from", "aliases"),
    ("permalink", "aliases"),
    ("url", "aliases"),
    ("lang", "language"),
    ("locale", "language"),
];

/// Keys that tell another generator how to lay a page out. They are kept in `extra` without a word.
const FOREIGN: &[&str] = &[
    "layout",
    "type",
    "weight",
    "template",
    "menu",
    "toc",
    "math",
    "comments",
    "in_search_index",
    "sitemap",
    "outputs",
    "cascade",
    "expirydate",
    "expiryDate",
    "linkTitle",
    "order",
    "page_template",
    "render",
];

pub fn read(file: &File<'_>, text: &str) -> Reading {
    let parsed = front_matter::split(text).and_then(|parts| {
        let read = parts.head.as_ref().map(front_matter::parse).transpose()?;
        Ok((parts, read.unwrap_or_default()))
    });
    let (parts, read) = match parsed {
        Ok(parsed) => parsed,
        Err(fault) => {
            let help = front_matter_help(&fault.message);
            let problem = Problem::error("front-matter", file.name, fault.message).at(fault.place).help(help);
            return Reading { problems: vec![problem], ..Reading::default() };
        }
    };
    let mut form = Form {
        file: file.name,
        draft: Draft {
            file: file.name.to_owned(),
            path: file.path.to_owned(),
            body: foreign::plain_links(parts.body).into_owned(),
            body_line: parts.body_line,
            ..Draft::default()
        },
        problems: Vec::new(),
    };
    if let Some(fault) = read.mended {
        form.problems.push(
            Problem::warning("front-matter", file.name, fault.message)
                .at(fault.place)
                .help("it was read all the same; mend it, because other programs may not"),
        );
    }
    form.fill(read.table);
    form.note_calls();
    Reading { draft: Some(form.draft), problems: form.problems, ..Reading::default() }
}

/// What to do about front matter that cannot be read, in words for somebody who writes articles.
fn front_matter_help(message: &str) -> &'static str {
    let quotes = ["mapping values", "must be quoted", "unexpected key or value", "invalid basic string"];
    if message.contains("date") {
        "write `date = 2019-04-03`, or in quotation marks `\"2019-04\"` or `\"2019\"` if no more is known"
    } else if quotes.iter().any(|known| message.contains(known)) {
        "put the text between straight quotation marks, `title = \"…\"`; one inside it is written `\\\"`"
    } else {
        "front matter is TOML between two lines `+++`, or YAML between two lines `---`"
    }
}

/// A draft that is being filled in.
struct Form<'a> {
    file: &'a str,
    draft: Draft,
    problems: Vec<Problem>,
}

impl Form<'_> {
    fn fill(&mut self, table: Table) {
        let mut entries = table.0;
        // Our own names first: where a file has both, they win.
        for entry in entries.extract_if(.., |entry| KEYS.contains(&entry.key.as_str())) {
            self.set(&entry.key, &entry.key, entry.node);
        }
        for entry in entries {
            self.other(entry);
        }
    }

    /// Says that another generator's calls are not run.
    fn note_calls(&mut self) {
        let Some(range) = foreign::first_call(&self.draft.body) else { return };
        let call = &self.draft.body[range.clone()];
        let name: String = call
            .trim_start_matches(['{', '<', '%', '-', ' '])
            .chars()
            .take_while(|c| !c.is_whitespace() && !"%>}".contains(*c))
            .collect();
        let message = format!("`{name}` is a call to another generator; it is shown as written");
        self.problems.push(
            Problem::warning("shortcode", self.file, message)
                .at(Place::of_range(&self.draft.body, range).down(self.draft.body_line))
                .help("articles are not templates; put in its place what it stood for"),
        );
    }

    fn other(&mut self, entry: Entry) {
        match (entry.key.as_str(), &entry.node.value) {
            ("draft", Value::Truth(truth)) => self.unpublished(*truth, entry.node.place),
            ("published", Value::Truth(truth)) => self.unpublished(!truth, entry.node.place),
            ("taxonomies", Value::Table(_)) => {
                let Value::Table(table) = entry.node.value else { return };
                self.fill(table);
            }
            ("image_alt" | "image_caption" | "image_figcaption" | "image_credit", _) => {
                self.image_detail(&entry);
            }
            (key, _) => match SYNONYMS.iter().find(|(name, _)| *name == key) {
                Some((_, own)) if !self.has(own) => self.set(own, &entry.key, entry.node),
                Some(_) => self.draft.extra.0.push(entry),
                None => {
                    if !FOREIGN.contains(&key) {
                        self.unknown(&entry);
                    }
                    self.draft.extra.0.push(entry);
                }
            },
        }
    }

    fn unknown(&mut self, entry: &Entry) {
        let help = match words::nearest(&entry.key, KEYS) {
            Some(near) => format!("did you mean `{near}`? It is kept as `extra.{}`", entry.key),
            None => format!("it is kept as `extra.{}`; keys of your own go below `[extra]`", entry.key),
        };
        self.problems.push(
            Problem::warning("unknown-key", self.file, format!("`{}` is not a known key", entry.key))
                .at(entry.key_place)
                .help(help),
        );
    }

    fn unpublished(&mut self, is_draft: bool, place: Place) {
        if is_draft && self.draft.status.is_none() {
            self.draft.status = Some(Claim { value: "draft".to_owned(), place });
        }
    }

    /// Whether one of our keys that a synonym could fill has a value already.
    fn has(&self, own: &str) -> bool {
        let draft = &self.draft;
        match own {
            "subtitle" => draft.subtitle.is_some(),
            "description" => draft.description.is_some(),
            "date" => draft.date.is_some(),
            "updated" => draft.updated.is_some(),
            "section" => draft.section.is_some(),
            "original_url" => draft.original_url.is_some(),
            "language" => draft.language.is_some(),
            _ => false,
        }
    }

    /// Sets the field that we call `own` and the file calls `key`.
    fn set(&mut self, own: &str, key: &str, node: Node) {
        let field = match own {
            "title" => &mut self.draft.title,
            "subtitle" => &mut self.draft.subtitle,
            "kicker" => &mut self.draft.kicker,
            "description" => &mut self.draft.description,
            "slug" => &mut self.draft.slug,
            "date" => &mut self.draft.date,
            "date_text" => &mut self.draft.date_text,
            "updated" => &mut self.draft.updated,
            "byline" => &mut self.draft.byline,
            "dateline" => &mut self.draft.dateline,
            "agency" => &mut self.draft.agency,
            "source" => &mut self.draft.source,
            "original_url" => &mut self.draft.original_url,
            "series" => &mut self.draft.series,
            "language" => &mut self.draft.language,
            "status" => &mut self.draft.status,
            "withdrawn_reason" => &mut self.draft.withdrawn_reason,
            "canonical_of" => &mut self.draft.canonical_of,
            "rights" => &mut self.draft.rights,
            "license" => &mut self.draft.license,
            "id" => &mut self.draft.id,
            "title_source" => &mut self.draft.title_source,
            "kind" => &mut self.draft.kind,
            _ => return self.set_other(own, key, node),
        };
        let place = node.place;
        match node.value.into_text() {
            Ok(text) => *field = Some(Claim { value: unescaped(own, text), place }),
            Err(Value::Nothing) => {}
            Err(value) => self.mistyped(key, "a text", &Node { value, place }),
        }
    }

    fn set_other(&mut self, own: &str, key: &str, node: Node) {
        match own {
            "section" => {
                // Jekyll's list of categories: the first is the section, the others are tags.
                let mut names = self.texts(key, node).into_iter();
                self.draft.section = names.next().filter(|name| !name.value.trim().is_empty());
                self.draft.tags.extend(names);
            }
            "tags" => {
                let names = self.texts(key, node);
                self.draft.tags.extend(names);
            }
            "authors" => {
                let names = self.texts(key, node);
                self.draft.authors.extend(names);
            }
            "aliases" => {
                let paths = self.texts(key, node);
                self.draft.aliases.extend(paths);
            }
            "noindex" => match node.value {
                Value::Truth(value) => self.draft.noindex = Some(Claim { value, place: node.place }),
                _ => self.mistyped(key, "true or false", &node),
            },
            "image" => self.image(node),
            "corrections" => self.corrections(node),
            "import" => self.draft.import = source_note(&node),
            _ => match node.value {
                Value::Table(table) => self.draft.extra.0.extend(table.0),
                Value::Nothing => {}
                _ => self.mistyped(key, "a table", &node),
            },
        }
    }

    fn mistyped(&mut self, key: &str, expected: &str, node: &Node) {
        let message = format!("`{key}` is {}, not {expected}", node.value.noun());
        self.problems.push(
            Problem::warning("wrong-type", self.file, message).at(node.place).help("the value is ignored"),
        );
    }

    /// One text, or a list of them.
    fn texts(&mut self, key: &str, node: Node) -> Vec<Claim<String>> {
        let nodes = match node.value {
            Value::List(items) => items,
            Value::Nothing => Vec::new(),
            // A name may hold a comma (`Smith, Jr.`); several names are a list.
            _ => vec![node],
        };
        let mut texts = Vec::with_capacity(nodes.len());
        for Node { value, place } in nodes {
            match value.into_text() {
                Ok(text) => texts.push(Claim { value: unescaped(key, text), place }),
                Err(Value::Nothing) => {}
                // Hugo's and others' authors: `- name: Jane Example`.
                Err(value) => match table_text(&value, "name") {
                    Some(value) => texts.push(Claim { value, place }),
                    None => self.mistyped(key, "a text or a list of texts", &Node { value, place }),
                },
            }
        }
        texts
    }

    fn image(&mut self, node: Node) {
        let place = node.place;
        let value = match &node.value {
            Value::Nothing => return,
            value @ Value::Table(_) => ImageClaim {
                src: ["src", "url", "path", "feature"]
                    .iter()
                    .find_map(|key| table_text(value, key))
                    .unwrap_or_default(),
                alt: table_text(value, "alt"),
                caption: table_text(value, "caption"),
                credit: table_text(value, "credit"),
            },
            value => ImageClaim { src: value.text().unwrap_or_default(), ..ImageClaim::default() },
        };
        if value.src.is_empty() {
            return self.mistyped("image", "a path or a table with `src`", &node);
        }
        self.draft.image = Some(Claim { value, place });
    }

    fn image_detail(&mut self, entry: &Entry) {
        let (Some(image), Some(text)) = (&mut self.draft.image, entry.node.value.text()) else {
            return self.draft.extra.0.push(entry.clone());
        };
        let field = match entry.key.as_str() {
            "image_alt" => &mut image.value.alt,
            "image_credit" => &mut image.value.credit,
            _ => &mut image.value.caption,
        };
        field.get_or_insert(text);
    }

    fn corrections(&mut self, node: Node) {
        let Value::List(items) = &node.value else {
            return self.mistyped("corrections", "a list of tables: write `[[corrections]]`", &node);
        };
        for item in items {
            let claim = |key| match &item.value {
                Value::Table(table) => {
                    let node = table.get(key)?;
                    Some(Claim { value: node.value.text()?, place: node.place })
                }
                _ => None,
            };
            let text = claim("text").or_else(|| Some(Claim { value: item.value.text()?, place: item.place }));
            let value = CorrectionClaim {
                date: claim("date"),
                kind: claim("kind"),
                text: text.map(|claim| claim.value).unwrap_or_default(),
            };
            self.draft.corrections.push(Claim { value, place: item.place });
        }
    }
}

fn table_text(value: &Value, key: &str) -> Option<String> {
    match value {
        Value::Table(table) => table.get(key)?.value.text(),
        _ => None,
    }
}

/// Exports of content systems write `Q&amp;A` into fields that are shown as plain text.
fn unescaped(own: &str, text: String) -> String {
    match own {
        "title" | "subtitle" | "kicker" | "description" | "byline" | "tags" | "authors" | "section"
            if text.contains('&') =>
        {
            html_escape::decode_html_entities(&text).into_owned()
        }
        _ => text,
    }
}

/// The `[import]` table, as `import` wrote it.
fn source_note(node: &Node) -> Option<SourceNote> {
    let Value::Table(table) = &node.value else { return None };
    let removed = match table.get("removed").map(|node| &node.value) {
        Some(Value::List(items)) => items.iter().filter_map(removed_line).collect(),
        _ => Vec::new(),
    };
    Some(SourceNote {
        file: table.get("file")?.value.text()?,
        sha256: table.get("sha256")?.value.text()?,
        removed,
    })
}

fn removed_line(node: &Node) -> Option<Removed> {
    let line = table_text(&node.value, "line")?.parse().ok()?;
    Some(Removed {
        line,
        rule: super::text::rules::known(&table_text(&node.value, "rule")?),
        text: table_text(&node.value, "text")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(text: &str) -> (Draft, Vec<Problem>) {
        let file = File { name: "content/a.md", path: "a", bytes: text.as_bytes() };
        let reading = read(&file, text);
        (reading.draft.expect("a draft"), reading.problems)
    }

    fn value(claim: &Option<Claim<String>>) -> &str {
        claim.as_ref().map_or("", |claim| claim.value.as_str())
    }

    #[test]
    fn other_generators_keys_are_understood() {
        let (hugo, problems) = draft(
            "---\ntitle: 'Q&amp;A'\ndeck: Deck\nsummary: Sum\ntopics:\n  - a\n  - b\nauthors:\n  - name: Jo\ndraft: true\nweight: 1\n---\nx",
        );
        assert_eq!(
            (value(&hugo.title), value(&hugo.subtitle), value(&hugo.description)),
            ("Q&A", "Deck", "Sum")
        );
        assert_eq!(hugo.tags.len(), 2);
        assert_eq!(hugo.authors[0].value, "Jo");
        assert_eq!(value(&hugo.status), "draft");
        assert_eq!(problems, []);

        let (zola, _) = draft("+++\ntitle = \"T\"\n[taxonomies]\ntags = [\"x\"]\n[extra]\nn = 1\n+++\n");
        assert_eq!(zola.tags[0].value, "x");
        assert_eq!(zola.extra.get("n").unwrap().value, Value::Number("1".to_owned()));

        let (jekyll, _) = draft(
            "---\ncategories: [World, Europe]\nredirect_from: /old/\nimage: /a.jpg\nimage_alt: A\nexcerpt: E\n---\nx",
        );
        assert_eq!((value(&jekyll.section), jekyll.tags[0].value.as_str()), ("World", "Europe"));
        assert_eq!(jekyll.aliases[0].value, "/old/");
        assert_eq!(jekyll.image.unwrap().value.alt.as_deref(), Some("A"));
    }

    #[test]
    fn unknown_keys_are_kept_and_reported_with_a_suggestion() {
        let (draft, problems) = draft("+++\ntitel = \"T\"\n+++\nx");
        assert_eq!(draft.extra.get("titel").unwrap().value, Value::Text("T".to_owned()));
        let problem = &problems[0];
        assert_eq!(problem.code, "unknown-key");
        assert_eq!(problem.help.as_deref(), Some("did you mean `title`? It is kept as `extra.titel`"));
        assert_eq!(problem.place, Some(Place { line: 2, column: 1, length: 5 }));
    }

    #[test]
    fn wrong_types_are_reported() {
        let (draft, problems) = draft("+++\ntitle = [1]\nnoindex = \"yes\"\n+++\nx");
        assert!(draft.title.is_none());
        assert_eq!(problems[0].message, "`title` is a list, not a text");
        assert_eq!(problems[1].message, "`noindex` is a text, not true or false");
    }
}
