//! `backfile import`, the second time: nothing happens, or only what the source says, and never over
//! what a person wrote.

use crate::import::{STORM, STORM_FILE, imported, outcomes, read};
use crate::sandbox::Sandbox;

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
