//! Equal archives give equal bytes: whatever the number of workers, the order in which files were
//! written, and the builds that went before.

use std::collections::BTreeMap;

use backfile::config::Config;
use backfile::site::{self, Options, Site};
use proptest::prelude::*;
use tempfile::TempDir;

use crate::any::cases;
use crate::sandbox::{Sandbox, tree};
use crate::varied;

#[track_caller]
fn assert_same(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>) {
    let names = |tree: &BTreeMap<String, Vec<u8>>| tree.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(one), names(other));
    let differ: Vec<&String> = one.keys().filter(|name| one[*name] != other[*name]).collect();
    assert!(differ.is_empty(), "{differ:?}");
}

#[test]
fn workers_make_no_difference() {
    for archive in [varied::archive, Sandbox::sample] {
        let trees = ["1", "16"].map(|jobs| {
            let sandbox = archive();
            let run = sandbox.run(&["build", "--jobs", jobs]);
            assert_eq!(run.code, 0, "{run:?}");
            sandbox.tree("public")
        });
        assert_same(&trees[0], &trees[1]);
    }
}

#[test]
fn the_order_of_files_makes_no_difference() {
    let files = varied::files();
    let straight = varied::archive_of(files.clone());
    let back = varied::archive_of(files.clone().into_iter().rev());
    // Every third, then the next thirds: an order that is neither.
    let shuffled = varied::archive_of((0..3).flat_map(|start| files.iter().skip(start).step_by(3).cloned()));
    for sandbox in [&straight, &back, &shuffled] {
        sandbox.build();
    }
    assert_same(&straight.tree("public"), &back.tree("public"));
    assert_same(&straight.tree("public"), &shuffled.tree("public"));
}

#[test]
fn the_place_of_the_archive_makes_no_difference() {
    let (one, other) = (varied::archive(), varied::archive());
    one.build();
    let elsewhere = tempfile::tempdir().unwrap();
    let root = other.root().to_str().unwrap().to_owned();
    std::fs::copy(other.path("backfile.toml"), elsewhere.path().join("backfile.toml")).unwrap();
    let run = Sandbox::bare().run(&[
        "--root",
        &root,
        "build",
        "-o",
        elsewhere.path().join("out").to_str().unwrap(),
    ]);
    assert_eq!(run.code, 0, "{run:?}");
    assert_same(&one.tree("public"), &tree(&elsewhere.path().join("out")));
}

/// One article as a test changes it.
#[derive(Clone, Debug)]
struct Story {
    title: String,
    date: Option<&'static str>,
    section: Option<&'static str>,
    tag: Option<&'static str>,
    status: &'static str,
    body: String,
}

impl Story {
    fn markdown(&self) -> String {
        let line = |key: &str, value: Option<&str>| value.map(|value| format!("{key} = \"{value}\"\n"));
        let lines = [
            line("title", Some(&self.title)),
            line("date", self.date),
            line("section", self.section),
            self.tag.map(|tag| {
                format!("tags = [\"{tag}\"]\nauthors = [\"{tag}\"]\naliases = [\"/{tag}/old.php\"]\n")
            }),
            line("status", Some(self.status)),
        ];
        format!("+++\n{}+++\n\n{}\n", lines.into_iter().flatten().collect::<String>(), self.body)
    }
}

const NAMES: [&str; 6] = ["a", "b", "2024/03/26/c", "world/d", "world/e", "f"];

fn story() -> impl Strategy<Value = Story> {
    let dates = [
        None,
        Some("1987"),
        Some("2019-04"),
        Some("2024-03-26"),
        Some("2024-03-26T10:00:00Z"),
        Some("2024-03-27"),
    ];
    (
        "[A-C]{1,2}",
        prop::sample::select(dates.to_vec()),
        prop::sample::select(vec![None, Some("World"), Some("Local")]),
        prop::sample::select(vec![None, Some("pier"), Some("gale")]),
        prop::sample::select(vec!["published", "published", "published", "draft", "withdrawn"]),
        prop::sample::select(vec![
            "x",
            "[b](/b.md)",
            "[f](../../../f.md)",
            "![p](/p.svg)",
            "## H\n\ny[^1]\n\n[^1]: z",
        ]),
    )
        .prop_map(|(title, date, section, tag, status, body)| Story {
            title,
            date,
            section,
            tag,
            status,
            body: body.to_owned(),
        })
}

/// What happens between two builds: a name gets another text, or none, or another name.
#[derive(Clone, Debug)]
enum Edit {
    Write(usize, Story),
    Remove(usize),
    Rename(usize, usize),
}

fn edit() -> impl Strategy<Value = Edit> {
    let name = 0..NAMES.len();
    prop_oneof![
        3 => (name.clone(), story()).prop_map(|(name, story)| Edit::Write(name, story)),
        1 => name.clone().prop_map(Edit::Remove),
        1 => (name.clone(), name).prop_map(|(from, to)| Edit::Rename(from, to)),
    ]
}

fn empty() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("content")).unwrap();
    std::fs::write(folder.path().join("content/p.svg"), varied::SVG).unwrap();
    folder
}

fn apply(folder: &TempDir, edit: &Edit) {
    let path = |name: usize| folder.path().join(format!("content/{}.md", NAMES[name]));
    let into = |name: usize| {
        let path = path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        path
    };
    match edit {
        Edit::Write(name, story) => std::fs::write(into(*name), story.markdown()).unwrap(),
        // That there is nothing to remove or rename is as good an edit as any.
        Edit::Remove(name) => drop(std::fs::remove_file(path(*name))),
        Edit::Rename(from, to) => drop(std::fs::rename(path(*from), into(*to))),
    }
}

fn build(folder: &TempDir) -> BTreeMap<String, Vec<u8>> {
    let site = Site::open(folder.path().to_owned(), "backfile.toml", &Config::default()).unwrap();
    site::build(&site, Options::default()).unwrap();
    tree(&folder.path().join("public"))
}

proptest! {
    #![proptest_config(cases(16))]

    #[test]
    fn an_incremental_build_equals_a_clean_one(
        first in prop::collection::vec(edit(), 1..6),
        second in prop::collection::vec(edit(), 1..4),
    ) {
        let (kept, clean) = (empty(), empty());
        let mut last = BTreeMap::new();
        for edits in [&first, &second] {
            edits.iter().for_each(|edit| { apply(&kept, edit); apply(&clean, edit); });
            last = build(&kept);
        }
        let expected = build(&clean);
        let names = |tree: &BTreeMap<String, Vec<u8>>| tree.keys().cloned().collect::<Vec<_>>();
        prop_assert_eq!(names(&last), names(&expected));
        for (name, bytes) in &expected {
            prop_assert!(last[name] == *bytes, "{} differs", name);
        }
    }
}
