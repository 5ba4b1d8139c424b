//! The rooms keep to themselves: every `use crate::…` must be an arrow that the design allows.

use std::path::{Path, PathBuf};

/// Which room may import which; the floor may be imported by all. `*` is everything.
const ALLOWED: &[(&str, &[&str])] = &[
    ("article", &["fingerprint", "problem", "words"]),
    ("source", &["article", "fingerprint", "problem", "words"]),
    ("archive", &["article", "fingerprint", "problem", "words"]),
    ("search", &["archive", "fingerprint", "problem", "words"]),
    ("page", &["article", "archive", "search", "fingerprint", "problem", "words"]),
    (
        "site",
        &[
            "article",
            "source",
            "archive",
            "search",
            "page",
            "fingerprint",
            "problem",
            "config",
            "fs",
            "words",
        ],
    ),
    ("host", &["article", "site", "fingerprint", "problem", "config", "fs", "words"]),
    ("cli", &["*"]),
    // The ground floor: each may use those to its left.
    ("words", &[]),
    ("fingerprint", &[]),
    ("problem", &["words"]),
    ("fs", &["fingerprint", "problem", "words"]),
    ("config", &["fingerprint", "fs", "problem", "words"]),
];

/// Names that say nothing of what a file holds.
const FORBIDDEN: &[&str] = &["utils", "util", "common", "helpers", "helper", "manager", "core", "misc"];

fn sources(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

fn all_sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    files.sort();
    files
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
            (name, std::fs::read_to_string(&path).unwrap())
        })
        .collect()
}

fn room(name: &str) -> &str {
    name.split('/').next().unwrap().trim_end_matches(".rs")
}

/// The rooms that a text names as `crate::room`, in one list or several.
fn imports(text: &str) -> Vec<String> {
    let word = |text: &str| -> String {
        text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
    };
    let mut rooms = Vec::new();
    for part in text.split("crate::").skip(1) {
        match part.strip_prefix('{') {
            None => rooms.push(word(part)),
            Some(list) => rooms.extend(top_level(list).into_iter().map(word)),
        }
    }
    rooms
}

/// The items of a list up to its closing brace, nested lists left whole.
fn top_level(list: &str) -> Vec<&str> {
    let (mut items, mut depth, mut start) = (Vec::new(), 0, 0);
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                items.push(&list[start..at]);
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                items.push(&list[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    items
}

#[test]
fn arrows_go_one_way() {
    let mut wrong = Vec::new();
    for (name, text) in all_sources() {
        let from = room(&name);
        if matches!(from, "lib" | "main") {
            continue;
        }
        let (_, allowed) = ALLOWED
            .iter()
            .find(|(room, _)| *room == from)
            .unwrap_or_else(|| panic!("src/{name} is in no room of the design"));
        for to in imports(&text) {
            let is_room = ALLOWED.iter().any(|(room, _)| *room == to);
            if is_room && to != from && !allowed.contains(&"*") && !allowed.contains(&to.as_str()) {
                wrong.push(format!("src/{name} uses crate::{to}, which {from} may not"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn pages_are_pure() {
    let forbidden = ["std::fs", "std::env", "std::time", "SystemTime", "Local::now", "Utc::now", "std::net"];
    for (name, text) in all_sources() {
        if matches!(room(&name), "article" | "archive" | "page" | "source") {
            for word in forbidden {
                assert!(!text.contains(word), "src/{name} uses {word}");
            }
        }
    }
}

#[test]
fn the_library_never_prints() {
    for (name, text) in all_sources() {
        if room(&name) != "cli" {
            for word in ["println!", "eprintln!", "print!(", "process::exit", "dbg!"] {
                assert!(!text.contains(word), "src/{name} uses {word}");
            }
        }
    }
}

#[test]
fn files_are_small_and_named_for_what_they_hold() {
    for (name, text) in all_sources() {
        let stem = name.rsplit('/').next().unwrap().trim_end_matches(".rs");
        assert!(!FORBIDDEN.contains(&stem), "src/{name} has a name that says nothing");
        assert!(text.starts_with("//!"), "src/{name} does not open with what it is for");
        let lines = text.lines().count();
        assert!(lines <= 620, "src/{name} has {lines} lines");
    }
}

#[test]
fn the_reader_of_imports_reads_them() {
    assert_eq!(imports("use crate::page::{self, View};"), ["page"]);
    assert_eq!(imports("use crate::{config, fs};"), ["config", "fs"]);
    assert_eq!(imports("use crate::{article::{Url, Meta}, fs, page};"), ["article", "fs", "page"]);
    assert_eq!(imports("let x = crate::words::count(1);"), ["words"]);
}
