//! After any series of edits, faults and cut-off builds the site is that of a clean build, byte for byte,
//! and no build makes pages that cannot have changed.

mod archive;
mod previewed;
mod random;
mod script;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use proptest::prelude::*;

use crate::any;
use crate::html;
use crate::sandbox::{Run, Sandbox};
use archive::Archive;
pub use archive::template;
use script::{Aim, Edit, Field};

type Outcome = Result<(), TestCaseError>;
type Tree = BTreeMap<String, Vec<u8>>;

/// What is left of a page that was made though it is what it was.
///
/// The page of an article whose file has changed is made, because only making it can tell. So are those
/// of its neighbours, which print no more of it than headline and date, but have all that lists show; and
/// so are feeds, which print all of that but kickers and that there was a correction.
fn may_be_kept(page: &str, edit: &Edit, trees: [&Tree; 2], subjects: &BTreeSet<String>) -> bool {
    let unfed = matches!(edit, Edit::Story(_, Field::Kicker(_) | Field::Correction(_)));
    if unfed && (page.ends_with("feed.xml") || page.ends_with("feed.json")) {
        return true;
    }
    let names = |tree: &Tree| {
        let html = tree.get(page).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
        html.is_some_and(|html| {
            html::tags(&html)
                .iter()
                .filter(|tag| matches!(tag.get("rel"), Some("prev" | "next")))
                .filter_map(|tag| html::resolve(page, tag.get("href")?))
                .any(|file| subjects.contains(&file))
        })
    };
    subjects.contains(page) || trees.into_iter().any(names)
}

/// The files that show the whole of one of these stories.
fn pages_of(archive: &Archive, places: &[usize], tree: &Tree) -> BTreeSet<String> {
    let marks: Vec<String> = places.iter().filter_map(|place| archive.mark(*place)).collect();
    let shows = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes);
        marks.iter().any(|mark| text.contains(mark.as_str()))
    };
    tree.iter().filter(|(_, bytes)| shows(bytes)).map(|(name, _)| name.clone()).collect()
}

/// What a build says that it did, by file.
fn changes(run: &Run) -> BTreeMap<String, String> {
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let list = run.json()["changes"].as_array().unwrap().clone();
    list.iter().map(|change| (text(&change["file"]), text(&change["action"]))).collect()
}

/// Two folders with the same archive: one is built again and again, the other afresh each time.
struct Pair {
    kept: Sandbox,
    clean: Sandbox,
    archive: Archive,
}

const BUILD: [&str; 4] = ["build", "--format", "json", "--verbose"];

impl Pair {
    fn new(stories: usize) -> Self {
        let pair = Self { kept: Sandbox::new(), clean: Sandbox::new(), archive: Archive::of(stories) };
        pair.archive.write(&pair.kept, None);
        pair.archive.write(&pair.clean, None);
        let run = pair.kept.run(&BUILD);
        assert!(run.code < 2, "{run:?}");
        pair
    }

    fn put(&mut self, archive: Archive) {
        archive.write(&self.kept, Some(&self.archive));
        archive.write(&self.clean, Some(&self.archive));
        self.archive = archive;
    }

    /// One edit, one build, and everything that must then hold.
    fn step(&mut self, edit: &Edit) -> Outcome {
        let old = self.archive.clone();
        let mut new = old.clone();
        edit.change(&mut new);
        self.put(new);
        edit.harm(&self.archive, &self.kept);
        if let Edit::Killed { after, undone, .. } = edit {
            script::kill_after(script::start(&self.kept, &BUILD), Duration::from_millis(*after));
            if *undone {
                self.put(old.clone());
            }
        }
        let mut before = self.kept.tree("public");
        // What a killed build left half-written was never a file of the site.
        before.retain(|name, _| !name.contains(".backfile-new-"));
        let (run, clean) = std::thread::scope(|scope| {
            let afresh = scope.spawn(|| {
                for folder in ["public", ".backfile"] {
                    let _ = std::fs::remove_dir_all(self.clean.path(folder));
                }
                self.clean.run(&BUILD)
            });
            (self.kept.run(&BUILD), afresh.join().unwrap())
        });
        prop_assert!(run.code < 2, "{:?}", run);
        let after = self.kept.tree("public");
        self.compare(&run, &clean, &after)?;
        self.names(edit, &run, [&before, &after], &old)
    }

    /// The tree is that of a clean build, and so is what is said about the archive.
    fn compare(&self, run: &Run, clean: &Run, after: &Tree) -> Outcome {
        prop_assert_eq!(run.code, clean.code, "{:?}", run);
        let (json, expected) = (run.json(), clean.json());
        for key in ["articles", "pages", "problems"] {
            prop_assert_eq!(&json[key], &expected[key], "{}", key);
        }
        prop_assert_eq!(
            json["rendered"].as_u64().unwrap() + json["unchanged"].as_u64().unwrap(),
            after.len() as u64
        );
        let expected = self.clean.tree("public");
        prop_assert_eq!(after.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
        let differ: Vec<&String> = after.keys().filter(|name| after[*name] != expected[*name]).collect();
        prop_assert!(differ.is_empty(), "other bytes than in a clean build: {differ:?}");
        let unfinished = self.kept.names(".backfile").into_iter().find(|name| name.contains("-new-"));
        prop_assert_eq!(unfinished, None, "left behind in .backfile");
        Ok(())
    }

    /// The build named what it did, and did no more than it had to.
    fn names(&self, edit: &Edit, run: &Run, [before, after]: [&Tree; 2], old: &Archive) -> Outcome {
        let changes = changes(run);
        let of = |actions: &[&str]| -> BTreeSet<&String> {
            let chosen = changes.iter().filter(|(_, action)| actions.contains(&action.as_str()));
            chosen.map(|(file, _)| file).collect()
        };
        let differ: BTreeSet<&String> = after
            .iter()
            .filter(|(name, bytes)| before.get(*name) != Some(bytes))
            .map(|(name, _)| name)
            .collect();
        let gone: BTreeSet<&String> = before.keys().filter(|name| !after.contains_key(*name)).collect();
        prop_assert_eq!(of(&["add", "change"]), differ, "add or change, and the bytes that differ");
        prop_assert!(of(&["delete"]).is_superset(&gone), "deleted but not named: {gone:?}");
        let rendered = of(&["add", "change", "keep"]);
        prop_assert_eq!(&run.json()["rendered"], rendered.len());
        match edit.aim() {
            Aim::AtLeast => {}
            Aim::Exact => {
                let mut subjects = pages_of(old, &edit.subjects(old), before);
                subjects.extend(pages_of(&self.archive, &edit.subjects(old), after));
                let kept = of(&["keep"]);
                let wrong: Vec<_> =
                    kept.iter().filter(|page| !may_be_kept(page, edit, [before, after], &subjects)).collect();
                prop_assert!(wrong.is_empty(), "made, but could not differ: {wrong:?} ({subjects:?})");
                prop_assert_eq!(of(&["delete"]), gone);
            }
            Aim::NoByte => prop_assert_eq!(&run.json()["bytes_written"], 0),
            Aim::Nothing => prop_assert!(changes.is_empty(), "{changes:?}"),
            Aim::Page(page) => {
                let pages: Vec<String> = after.keys().cloned().collect();
                let page = script::nth(&pages, page);
                prop_assert_eq!(rendered.into_iter().collect::<Vec<_>>(), [page]);
            }
        }
        Ok(())
    }
}

/// 24 cases, or as many as `PROPTEST_CASES` says.
fn config() -> ProptestConfig {
    let asked = std::env::var_os("PROPTEST_CASES").is_some();
    let config = any::cases(if asked { ProptestConfig::default().cases } else { 24 });
    ProptestConfig { max_shrink_iters: 40, ..config }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_script_of_edits_ends_as_a_clean_build_and_makes_no_page_in_vain(
        stories in 10..13usize,
        script in prop::collection::vec(random::edit(), 1..4),
    ) {
        let mut pair = Pair::new(stories);
        for (number, edit) in script.iter().enumerate() {
            pair.step(edit).map_err(|why| TestCaseError::fail(format!("edit {}: {edit:?}\n{why}", number + 1)))?;
        }
        let run = pair.kept.run(&BUILD);
        prop_assert!(changes(&run).is_empty(), "a second build does something: {}", run.out);
        let verified = pair.kept.run(&["build", "--verify", "--format", "json"]);
        prop_assert_eq!(verified.code, run.code, "verified: {}", verified.out);
        prop_assert_eq!(&verified.json()["problems"], &run.json()["problems"]);
    }
}
