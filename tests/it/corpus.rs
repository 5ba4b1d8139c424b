//! The corpus of texts: each form in which articles arrive, what it becomes, and why.
//!
//! `tests/corpus/text/NAME.txt` is read; `NAME.md` is the article that it becomes and `NAME.rows` what became
//! of each line. `BACKFILE_CORPUS=write cargo test corpus` writes both anew; look at the difference. In
//! `rules.txt`, below a line `rule: NAME`, the texts of `fires:` are its examples, in which it must decide a line,
//! and those of `spares:` the near misses, in which it must not.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use backfile::article::{House, admit, store};
use backfile::fingerprint::Fingerprint;
use backfile::source::text::rules;
use backfile::source::{self, DateOrder, File, Format, Manner};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/text")
}

fn texts() -> Vec<String> {
    let entries = folder().read_dir().unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> =
        entries.filter_map(|name| Some(name.strip_suffix(".txt")?.to_owned())).collect();
    names.retain(|name| name != "rules");
    names.sort();
    names
}

/// The manner in which the corpus is read: the names say where it is another.
fn manner(name: &str) -> Manner {
    Manner {
        noise: vec!["read more at the merrow ledger".to_owned()],
        navigation: vec!["tide table".to_owned()],
        date_order: if name.contains("month-day") {
            DateOrder::MonthDay
        } else if name.contains("day-month") {
            DateOrder::DayMonth
        } else {
            DateOrder::Unknown
        },
        aggressive: name.contains("aggressive"),
    }
}

struct Read {
    /// The article's file, or the problems that it has instead.
    article: String,
    /// What became of each line.
    rows: String,
    rules: Vec<&'static str>,
}

fn read(name: &str) -> Read {
    let bytes = std::fs::read(folder().join(format!("{name}.txt"))).unwrap();
    let path = name.split_once('-').map_or(name, |(_, path)| path);
    let file = File { name: &format!("{name}.txt"), path, bytes: &bytes };
    let reading = source::read(&file, Format::Text, &manner(name));
    let mut rows = String::new();
    for row in &reading.rows {
        let became = serde_json::to_value(row.became).unwrap();
        let field = if row.field.is_empty() { became.as_str().unwrap() } else { row.field };
        writeln!(rows, "{:>3} {field:<18} {:<18} {}", row.line, row.rule, &reading.text[row.range.clone()])
            .unwrap();
    }
    let admission = reading.draft.map(|draft| admit(draft, &House::default(), Fingerprint::default()));
    let mut article = String::new();
    let problems = admission.iter().flat_map(|admission| &admission.problems);
    for problem in reading.problems.iter().chain(problems) {
        writeln!(article, "{}: {}", problem.code, problem.message).unwrap();
    }
    if let Some(admitted) = admission.and_then(|admission| admission.article) {
        let mut text = store::to_markdown(&admitted, None, None);
        // The seal and the checksum say nothing here.
        let lines =
            text.lines().filter(|line| !line.starts_with("written = ") && !line.starts_with("sha256 = "));
        text = lines.map(|line| format!("{line}\n")).collect();
        // What is recorded stands in the other file.
        let end = text.find("\n[import]").into_iter().chain(text.find("\n[[import")).min();
        let (front, body) = text.rsplit_once("\n+++\n").unwrap();
        write!(article, "{}\n+++\n{body}", &front[..end.unwrap_or(front.len()).min(front.len())]).unwrap();
    }
    Read { article, rows, rules: reading.rows.iter().map(|row| row.rule).collect() }
}

#[test]
fn every_text_becomes_what_it_should() {
    let write = std::env::var("BACKFILE_CORPUS").is_ok_and(|value| value == "write");
    let mut differs = Vec::new();
    for name in texts() {
        let Read { article, rows, .. } = read(&name);
        for (ending, text) in [("md", article), ("rows", rows)] {
            let file = folder().join(format!("{name}.{ending}"));
            if write {
                std::fs::write(&file, &text).unwrap();
            } else if std::fs::read_to_string(&file).unwrap_or_default() != text {
                differs.push(format!("--- {name}.{ending} would be\n{text}"));
            }
        }
    }
    assert!(differs.is_empty(), "{}", differs.join("\n"));
}

/// From `rules.txt`: for each rule the texts in which it decides a line, and those in which it must not.
fn examples() -> BTreeMap<String, (Vec<String>, Vec<String>)> {
    let listed = std::fs::read_to_string(folder().join("rules.txt")).unwrap();
    let mut examples: BTreeMap<String, (Vec<String>, Vec<String>)> = BTreeMap::new();
    let mut rule = "";
    for line in listed.lines() {
        let (key, value) = line.split_once(':').unwrap_or_default();
        let names = value.split_whitespace().map(str::to_owned);
        match key.trim() {
            "rule" => rule = value.trim(),
            "fires" => examples.entry(rule.to_owned()).or_default().0.extend(names),
            "spares" => examples.entry(rule.to_owned()).or_default().1.extend(names),
            _ => {}
        }
    }
    examples
}

#[test]
fn every_rule_has_a_text_in_which_it_fires_and_one_in_which_it_must_not() {
    let examples = examples();
    let decided: BTreeMap<String, Vec<&str>> =
        texts().into_iter().map(|name| (name.clone(), read(&name).rules)).collect();
    for (rule, _) in rules::ALL {
        let (fires, spares) = examples.get(*rule).unwrap_or_else(|| panic!("no text for {rule}"));
        assert!(
            !fires.is_empty() && !spares.is_empty() || *rule == rules::PARAGRAPH,
            "{rule} wants both kinds"
        );
        for name in fires {
            assert!(decided[name].contains(rule), "{rule} decides nothing in {name}");
        }
        for name in spares {
            assert!(!decided[name].contains(rule), "{rule} decides a line in {name}");
        }
    }
    let unknown: Vec<&String> =
        examples.keys().filter(|rule| !rules::ALL.iter().any(|(name, _)| name == rule)).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
    assert!(texts().len() >= 80, "{} texts", texts().len());
}

#[test]
fn the_manual_explains_every_rule() {
    let manual = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/import.md");
    let manual = std::fs::read_to_string(manual).unwrap();
    for (rule, _) in rules::ALL {
        assert!(manual.contains(&format!("| `{rule}` |")), "docs/import.md has no row for {rule}");
    }
}
