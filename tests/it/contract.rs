//! `docs/templates.md` is the contract of the templates: every variable that a page has is in it with
//! its type, and every variable in it is there.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use backfile::article::House;
use backfile::config::Config;
use backfile::page::{FeedForm, Page, variables};
use backfile::site::{self, Options, Site};
use serde_json::Value;

/// Names and types, by section of the document.
pub type Contract = BTreeMap<String, Vec<(String, String)>>;

pub fn contract() -> Contract {
    let text = std::fs::read_to_string(root().join("docs/templates.md")).unwrap();
    let mut contract = Contract::new();
    let mut section = String::new();
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("## ").or_else(|| line.strip_prefix("### ")) {
            section = name.to_owned();
        } else if let Some(row) = line.strip_prefix("| `") {
            let mut cells = row.split('|');
            let name = cells.next().unwrap().trim().trim_end_matches('`').to_owned();
            let kind = cells.next().unwrap().trim().to_owned();
            contract.entry(section.clone()).or_default().push((name, kind));
        }
    }
    contract
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

struct Checker {
    contract: Contract,
    /// Types and fields that were seen with a value.
    seen: BTreeSet<String>,
    wrong: BTreeSet<String>,
}

impl Checker {
    fn value(&mut self, kind: &str, value: &Value, path: &str) {
        if let Some(kind) = kind.strip_suffix('?') {
            if !value.is_null() {
                self.value(kind, value, path);
            }
            return;
        }
        let fits = match kind {
            "text" | "HTML" => value.is_string(),
            "number" => value.is_u64() || value.is_i64(),
            "yes/no" => value.is_boolean(),
            "anything" => true,
            _ if kind.starts_with('[') => {
                let inner = &kind[1..kind.len() - 1];
                let items = value.as_array().cloned().unwrap_or_default();
                items.iter().for_each(|item| self.value(inner, item, &format!("{path}[]")));
                value.is_array()
            }
            _ => {
                self.fields(kind, value, path);
                value.is_object()
            }
        };
        if !fits {
            self.wrong.insert(format!("{path} should be {kind} and is {value}"));
        }
    }

    fn fields(&mut self, section: &str, value: &Value, path: &str) {
        let Some(fields) = self.contract.get(section).cloned() else {
            self.wrong.insert(format!("{path}: the document has no section {section}"));
            return;
        };
        let Some(object) = value.as_object() else { return };
        for (name, kind) in &fields {
            match object.get(name) {
                Some(value) => {
                    if !value.is_null() && !value.as_array().is_some_and(Vec::is_empty) {
                        self.seen.insert(format!("{section}.{name}"));
                    }
                    self.value(kind, value, &format!("{path}.{name}"));
                }
                None => {
                    self.wrong.insert(format!("{section}.{name} is in the document only"));
                }
            }
        }
        for name in object.keys() {
            if !fields.iter().any(|(known, _)| known == name) {
                self.wrong.insert(format!("{path}.{name} is not in the document"));
            }
        }
    }
}

const PLAIN: [&str; 2] = ["404.html", "search.html"];

fn sample() -> Site {
    let mut config = Config::default();
    config.title = Some("Sample".to_owned());
    config.description = Some("A sample.".to_owned());
    config.copyright = Some("Nobody.".to_owned());
    config.base_url =
        Some(backfile::config::Setting { value: "https://sample.example/archive".to_owned(), place: None });
    let site = Site::open(root(), "backfile.toml", &config).unwrap();
    assert_eq!(site.house.permalink, House::default().permalink);
    site
}

#[test]
fn every_variable_is_documented_and_there() {
    let site = sample();
    let plan = site::plan(&site, Options { drafts: true, ..Options::default() }).unwrap();
    let mut checker = Checker { contract: contract(), seen: BTreeSet::new(), wrong: BTreeSet::new() };
    let mut templates = BTreeSet::new();
    for page in plan.pages() {
        let inputs = plan.edition.inputs(&site, page).unwrap();
        if matches!(page, Page::Feed(_, FeedForm::Json)) {
            continue;
        }
        let (template, variables) = variables(&inputs);
        templates.insert(template);
        let mut own = serde_json::Map::new();
        let mut common = serde_json::Map::new();
        for (name, value) in variables {
            let value = serde_json::to_value(&value).unwrap();
            let shared = matches!(name, "root" | "site" | "page");
            if shared {
                common.insert(name.to_owned(), value)
            } else {
                own.insert(name.to_owned(), value)
            };
        }
        // The page for unknown addresses and the one that searches have no variables of their own, and no table.
        if PLAIN.contains(&template) {
            assert!(own.is_empty());
        } else {
            checker.fields(template, &Value::Object(own), template);
        }
        if !template.ends_with(".html") {
            assert!(!common.contains_key("page"), "{template}");
            continue;
        }
        checker.fields("Every page", &Value::Object(common), "");
    }
    let wrong: Vec<&String> = checker.wrong.iter().collect();
    assert!(wrong.is_empty(), "{wrong:#?}");

    let sections: BTreeSet<&str> =
        checker.contract.keys().map(String::as_str).filter(|name| name.contains('.')).collect();
    let templates: BTreeSet<&str> = templates.into_iter().filter(|name| !PLAIN.contains(name)).collect();
    assert_eq!(sections, templates, "a section for each template that makes pages, and no other");

    // Every field has a value on some page of the sample, so that its type has been seen.
    let unseen: Vec<String> = checker
        .contract
        .iter()
        .flat_map(|(section, fields)| fields.iter().map(move |(name, _)| format!("{section}.{name}")))
        .filter(|name| !name.starts_with("Filters.") && !checker.seen.contains(name))
        .collect();
    assert!(unseen.is_empty(), "no page of the sample archive shows {unseen:?}");
}

#[test]
fn the_sample_has_every_kind_of_page() {
    let site = sample();
    let plan = site::plan(&site, Options::default()).unwrap();
    let missing = |test: &dyn Fn(&Page) -> bool| !plan.pages().any(test);
    assert!(!missing(&|page| matches!(page, Page::Undated)));
    assert!(!missing(&|page| matches!(page, Page::Unlisted(_))));
    assert!(!missing(&|page| matches!(page, Page::Redirect(_))));
    assert!(!missing(&|page| matches!(page, Page::OnThisDay(3, 26))));
}
