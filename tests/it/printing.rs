//! What commands print: results and reports, for people and for programs, in colour or not at all.

use serde_json::json;

use crate::commands::with_dead_link;
use crate::sandbox::Sandbox;

#[test]
fn a_build_as_json_has_the_keys_of_the_contract() {
    let run = with_dead_link().run(&["build", "--format", "json"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let report = run.json();
    let keys: Vec<&String> = report.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "articles",
            "pages",
            "rendered",
            "unchanged",
            "deleted",
            "bytes_written",
            "problems",
            "seconds",
            "peak_rss_bytes"
        ]
    );
    for key in ["articles", "pages", "rendered", "unchanged", "deleted", "bytes_written"] {
        assert!(report[key].is_u64(), "{key}: {}", report[key]);
    }
    assert!(report["seconds"].is_f64());
    let memory = &report["peak_rss_bytes"];
    assert!(if cfg!(target_os = "linux") { memory.is_u64() } else { memory.is_u64() || memory.is_null() });
    let problem = json!({
        "file": "content/a.md",
        "place": { "line": 6, "column": 1, "length": 15 },
        "severity": "warning",
        "code": "dead-link",
        "message": "the link “gone.md” leads nowhere in the archive",
        "help": "mend it, or set `original_site` in backfile.toml to send such links there",
    });
    let mut found = report["problems"][0].clone();
    found.as_object_mut().unwrap().remove("line");
    assert_eq!((found, report["problems"].as_array().map(Vec::len)), (problem, Some(1)));
    assert_eq!(report["articles"], 1);
}

#[test]
fn quiet_is_quiet() {
    let sandbox = with_dead_link();
    for command in [&["build"][..], &["check"], &["new", "X", "--date", "1987"]] {
        let run = sandbox.run(&[command, &["-q"]].concat());
        let error = command[0] == "check";
        assert_eq!(
            (run.code, run.out.as_str(), run.err.is_empty()),
            (i32::from(error), "", !error),
            "{command:?}"
        );
    }
}

#[test]
fn warnings_can_be_denied() {
    let sandbox = with_dead_link();
    assert_eq!(sandbox.run(&["build"]).code, 0);
    assert_eq!(sandbox.run(&["build", "--deny-warnings"]).code, 1);
    assert_eq!(sandbox.run(&["--deny-warnings", "build"]).code, 1);
}

#[test]
fn only_the_first_twenty_problems_are_printed() {
    let sandbox = Sandbox::new();
    let links: String = (0..30).map(|n| format!("[x](gone-{n}.md)\n\n")).collect();
    sandbox.article("a", "title = \"A\"\nfoo = 1", &links);
    let run = sandbox.run(&["build"]);
    assert_eq!(run.err.matches("warning[").count(), 20);
    let last = "… and 11 problems more (11 dead-link); --verbose shows them, --format json lists them\n\n";
    assert!(run.err.ends_with(last), "{}", run.err);
    assert_eq!(sandbox.run(&["build", "-v"]).err.matches("warning[").count(), 31);
    assert_eq!(sandbox.run(&["build", "--format", "json"]).codes().len(), 31);
}

#[test]
fn colors_come_on_demand_only() {
    let sandbox = with_dead_link();
    assert!(!sandbox.run(&["build"]).err.contains('\x1b'));
    assert!(!sandbox.run(&["build", "--color", "never"]).err.contains('\x1b'));
    assert!(sandbox.run(&["build", "--color", "always"]).err.contains("\x1b["));
}

#[test]
fn versions_and_help_are_results() {
    for arguments in [&["--version"][..], &["--help"], &["build", "--help"], &["help", "import"]] {
        let run = Sandbox::bare().run(arguments);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{arguments:?}");
        assert!(!run.out.is_empty());
    }
    let version = format!("backfile {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(Sandbox::bare().run(&["-V"]).out, version);
}
