//! Imports that are long, interrupted, or done by more or fewer threads.

use proptest::prelude::*;

use crate::import::outcomes;
use crate::sandbox::Sandbox;

/// Records of which many share a headline and a date, so that files are numbered; some are copies, some
/// nearly so, some have no text.
fn records(count: usize) -> String {
    let words = ["ferry", "pier", "tide", "lamp", "herring", "chandler", "buoy", "rope", "salt", "gull"];
    let text = |seed: usize| {
        (0..50).map(|at| words[(seed * 31 + at * at * (seed % 7 + 1)) % 10]).collect::<Vec<_>>().join(" ")
    };
    let record = |at: usize| {
        let (title, month, body) = (at % 17, at % 12 + 1, text(at % 97));
        let day = if at.is_multiple_of(5) { String::new() } else { format!("-{:02}", at % 3 + 1) };
        format!(
            "{{\"id\":{at},\"title\":\"Story {title}\",\"date\":\"2019-{month:02}{day}\",\"text\":\"The {body}.\"}}\n"
        )
    };
    (0..count).map(record).collect()
}

#[test]
fn five_thousand_records_are_imported() {
    let sandbox = Sandbox::new();
    let table: String = (0..5000)
        .map(|at| {
            format!("{{\"id\":{at},\"title\":\"Story {at}\",\"text\":\"Text {at}.\",\"date\":\"2019-04\"}}\n")
        })
        .collect();
    sandbox.write("t.jsonl", table);
    let run = sandbox.run(&["import", "t.jsonl"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let expected = "\
lines became  by the rule  lines  in articles
text          paragraph    5,000        5,000
Imported 5,000 articles: 5,000 created
";
    assert_eq!(run.out, expected);
    assert_eq!(sandbox.names("content").len(), 5000);
    let run = sandbox.run(&["import", "t.jsonl"]);
    assert_eq!(run.out.lines().last(), Some("Imported 5,000 articles: 5,000 unchanged"));
}

#[test]
fn threads_make_no_difference() {
    let trees = ["1", "4"].map(|jobs| {
        let sandbox = Sandbox::new();
        sandbox
            .write("in/a.jsonl", records(700))
            .write("in/b.txt", "date 2019-01-01 Story 1\n\nText of it.\n");
        let run = sandbox.run(&["import", "in", "--jobs", jobs, "--report", "report.jsonl"]);
        assert_eq!(run.code, 0, "{run:?}");
        (sandbox.tree("content"), sandbox.read("report.jsonl"), run.out, run.err)
    });
    assert_eq!(trees[0].0.len(), 701);
    assert!(trees[0] == trees[1], "the trees differ");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

    /// Whatever of an import was not written yet is written by the next, and then all is as if it had
    /// never been interrupted.
    #[test]
    fn an_interrupted_import_is_finished(kept in proptest::collection::vec(any::<bool>(), 60)) {
        let finished = Sandbox::new();
        finished.write("t.jsonl", records(kept.len()));
        prop_assert_eq!(finished.run(&["import", "t.jsonl"]).code, 0);
        let tree = finished.tree("content");
        prop_assert_eq!(tree.len(), kept.len());

        let sandbox = Sandbox::new();
        sandbox.write("t.jsonl", records(kept.len()));
        for ((name, bytes), kept) in tree.iter().zip(&kept) {
            if *kept {
                sandbox.write(&format!("content/{name}"), bytes);
            }
        }
        let run = sandbox.run(&["import", "t.jsonl", "--format", "json"]);
        let unchanged = outcomes(&run).iter().filter(|outcome| *outcome == "unchanged").count();
        prop_assert_eq!(unchanged, kept.iter().filter(|kept| **kept).count());
        prop_assert!(sandbox.tree("content") == tree, "{:?}", sandbox.names("content"));
    }
}
