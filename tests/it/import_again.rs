//! `backfile import`, the second time: nothing happens, or only what the source says, and never over
//! what a person wrote.

use proptest::prelude::*;

use crate::any::cases;
use crate::import::{STORM, STORM_FILE, imported, outcomes, read};
use crate::sandbox::Sandbox;
use crate::words;

#[test]
fn a_second_run_touches_nothing() {
    let (sandbox, _) = imported();
    let before = sandbox.stamps(".");
    let run = sandbox.run(&["import", "in/storm.txt", "--format", "json"]);
    assert_eq!((run.code, outcomes(&run)), (0, vec!["unchanged".to_owned()]), "{run:?}");
    assert!(sandbox.stamps(".") == before, "a file was written");
}

#[test]
fn a_changed_source_changes_its_file_in_place() {
    let (sandbox, _) = imported();
    sandbox.write("in/storm.txt", STORM.replace("As winter storms", "As summer gales"));
    let run = sandbox.run(&["import", "in/storm.txt", "--format", "json"]);
    assert_eq!((run.code, outcomes(&run)), (0, vec!["updated".to_owned()]), "{run:?}");
    assert_eq!(sandbox.names("content").len(), 1);
    let run = sandbox.run(&["import", "in/storm.txt", "--format", "json"]);
    assert_eq!(outcomes(&run), ["unchanged"], "{run:?}");
    assert_eq!(
        read(&sandbox, STORM_FILE).0["title"].as_str(),
        Some("As summer gales grow heavier along the coast")
    );
}

#[test]
fn an_edited_article_is_kept_and_said() {
    let (sandbox, _) = imported();
    let edited = sandbox.read(STORM_FILE).replace("grow heavier", "come thicker");
    sandbox.write(STORM_FILE, &edited);
    let run = sandbox.run(&["import", "in/storm.txt"]);
    let expected = format!(
        "warning[edited]: it was edited after it was imported, and is kept as it is\n  --> {STORM_FILE}\n  \
         = help: `backfile import --force` writes the source's text over it\n\n"
    );
    assert_eq!((run.code, run.err.as_str()), (0, expected.as_str()));
    assert_eq!(sandbox.read(STORM_FILE), edited);
    assert_eq!(sandbox.run(&["import", "in/storm.txt", "--deny-warnings"]).code, 1);

    let run = sandbox.run(&["import", "in/storm.txt", "--force", "--format", "json"]);
    assert_eq!((run.code, outcomes(&run)), (0, vec!["updated".to_owned()]));
    assert_eq!(
        read(&sandbox, STORM_FILE).0["title"].as_str().unwrap(),
        "As winter storms grow heavier along the coast"
    );
}

#[test]
fn the_same_text_under_another_name_is_recognised() {
    let (sandbox, _) = imported();
    sandbox.write("other/copy.txt", STORM);
    let run = sandbox.run(&["import", "other", "--format", "json"]);
    assert_eq!(run.json()["imported"][0]["outcome"], "duplicate");
    assert_eq!(run.json()["imported"][0]["file"], STORM_FILE);
    assert_eq!(sandbox.names("content").len(), 1);
}

#[test]
fn two_texts_with_one_headline_get_two_files() {
    let sandbox = Sandbox::new();
    sandbox.write("in/a.txt", "date 2024-03-26 The lamp was lit.\n\nBy a hand.\n");
    sandbox.write("in/b.txt", "date 2024-03-26 The lamp was lit.\n\nBy a foot.\n");
    assert_eq!(outcomes(&sandbox.run(&["import", "in", "--format", "json"])), ["created", "created"]);
    let names = ["2024/03/26/the-lamp-was-lit-2.md", "2024/03/26/the-lamp-was-lit.md"];
    assert_eq!(sandbox.names("content").into_iter().collect::<Vec<_>>(), names);
    assert_eq!(outcomes(&sandbox.run(&["import", "in", "--format", "json"])), ["unchanged", "unchanged"]);
}

#[test]
fn an_article_that_was_moved_is_changed_where_it_is() {
    let (sandbox, _) = imported();
    let moved = "content/storms/breakwater.md";
    sandbox.write(moved, sandbox.read(STORM_FILE)).remove(STORM_FILE);
    sandbox.write("in/storm.txt", STORM.replace("two meters", "three meters"));
    let run = sandbox.run(&["import", "in/storm.txt", "--format", "json"]);
    assert_eq!(outcomes(&run), ["updated"], "{run:?}");
    assert!(sandbox.read(moved).contains("three meters") && !sandbox.exists(STORM_FILE));
}

#[test]
fn another_story_of_the_same_name_is_another_article() {
    let sandbox = Sandbox::new();
    let first = "date 1986-05-01 Cannery closes its doors\n\nThe cannery on the quay closed its doors for ever on Thursday, after ninety years.\n";
    let second = "date 1987-06-02 Ferry sinks in the slip\n\nThe old ferry sank in her own slip before the morning, and nobody was on board of her.\n";
    sandbox.write("1986/texts/001.txt", first).write("1987/texts/001.txt", second);
    assert_eq!(sandbox.run(&["import", "1986/texts"]).code, 0);
    let before = sandbox.read("content/1986/05/01/cannery-closes-its-doors.md");
    let run = sandbox.run(&["import", "1987/texts"]);
    let warning = "warning[same-name]: content/1986/05/01/cannery-closes-its-doors.md came from a source of this \
                   name too, and is another story\n";
    assert!(run.err.starts_with(warning), "{}", run.err);
    assert_eq!(sandbox.read("content/1986/05/01/cannery-closes-its-doors.md"), before);
    assert!(sandbox.exists("content/1987/06/02/ferry-sinks-in-the-slip.md"));
    // And both are known again.
    let run = sandbox.run(&["import", "1986/texts", "1987/texts", "--format", "json"]);
    assert_eq!(outcomes(&run), ["unchanged", "unchanged"], "{run:?}");
}

#[test]
fn a_report_never_takes_the_place_of_anything_else() {
    let sandbox = Sandbox::new();
    sandbox.write("in/a.txt", STORM).write("notes.txt", "Mine.\n");
    for (report, fault) in [
        ("in/report.jsonl", "error: the report in/report.jsonl would lie among what is imported\n"),
        ("content/report.jsonl", "error: the report content/report.jsonl would lie among what is imported\n"),
        ("notes.txt", "error: notes.txt is there already, and is no report\n"),
    ] {
        let run = sandbox.run(&["import", "in", "--dry-run", "--report", report]);
        assert_eq!((run.code, run.err.as_str()), (2, fault));
    }
    assert_eq!(sandbox.read("notes.txt"), "Mine.\n");
    for _ in 0..2 {
        assert_eq!(sandbox.run(&["import", "in", "--report", "report.jsonl"]).code, 0);
    }
}

#[test]
fn an_article_that_cannot_be_read_is_still_known() {
    let (sandbox, _) = imported();
    let broken = sandbox.read(STORM_FILE).replacen("title = \"", "title = \"\"", 1);
    sandbox.write(STORM_FILE, &broken);
    let run = sandbox.run(&["import", "in/storm.txt", "--format", "json"]);
    assert_eq!(outcomes(&run), ["kept"], "{run:?}");
    assert_eq!(sandbox.names("content").len(), 1);
}

#[test]
fn a_copy_that_became_another_article_is_left_alone() {
    let (sandbox, _) = imported();
    let copy = sandbox.read(STORM_FILE).replace("As winter storms", "A bakery opens where storms");
    sandbox.write("content/2024/03/26/a-bakery.md", &copy);
    sandbox.write("in/storm.txt", STORM.replace("by two meters", "by three meters"));
    let run = sandbox.run(&["import", "in/storm.txt", "--format", "json"]);
    assert_eq!(outcomes(&run), ["updated"], "{run:?}");
    assert!(sandbox.read(STORM_FILE).contains("by three meters"));
    assert_eq!(sandbox.read("content/2024/03/26/a-bakery.md"), copy);
}

#[test]
fn line_ends_and_keys_of_their_own_are_no_edits() {
    let sandbox = Sandbox::new();
    let table =
        |text: &str| format!("id,title,date,written,text\n1,Ferry runs,1987-03-26,2020-01-01,{text}\n");
    sandbox.write("t.csv", table("The ferry runs again since Thursday morning."));
    assert_eq!(sandbox.run(&["import", "t.csv"]).code, 0);
    let file = "content/1987/03/26/ferry-runs.md";
    sandbox.write(file, sandbox.read(file).replace('\n', "\r\n"));
    sandbox.write("t.csv", table("The ferry runs again since Friday morning."));
    let run = sandbox.run(&["import", "t.csv", "--format", "json"]);
    assert_eq!(outcomes(&run), ["updated"], "{run:?}");
}

#[test]
fn many_articles_of_one_headline_are_numbered() {
    let sandbox = Sandbox::new();
    let rows: String = (0..3000).map(|n| format!("Weather,Wind from the west with {n} knots\n")).collect();
    sandbox.write("t.csv", format!("title,text\n{rows}"));
    assert_eq!(sandbox.run(&["import", "t.csv", "-q"]).code, 0);
    assert_eq!(sandbox.names("content").len(), 3000);
    assert!(sandbox.exists("content/undated/weather-3000.md"));
}

proptest! {
    #![proptest_config(cases(12))]

    #[test]
    fn twice_is_once(texts in prop::collection::vec(words::texts(), 1..6), kept in 0..6_usize) {
        let sandbox = Sandbox::new();
        for (number, text) in texts.iter().enumerate() {
            sandbox.write(&format!("in/{number}.txt"), text);
        }
        sandbox.run(&["import", "in"]);
        let once = sandbox.tree("content");
        let before = sandbox.stamps("content");
        sandbox.run(&["import", "in"]);
        prop_assert!(sandbox.stamps("content") == before, "a file was written: {texts:?}");
        // Cut off at any article, it ends in the same.
        for name in once.keys().skip(kept) {
            sandbox.remove(&format!("content/{name}"));
        }
        sandbox.run(&["import", "in"]);
        prop_assert!(sandbox.tree("content") == once, "{texts:?}");
    }
}
