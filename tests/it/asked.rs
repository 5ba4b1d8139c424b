//! What a build is asked and tells without doing anything: `--verify` and `--explain`.

use crate::sandbox::Sandbox;

const SONG: &str = "title = \"Song\"\ndescription = \"One of many.\"";

/// Two days, a draft; built.
fn built() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox
        .article(
            "2025/03/01/card-index",
            "title = \"Cards\"\ndate = 2025-03-01\nsection = \"World\"",
            "A drawer.",
        )
        .article("2025/03/02/gale", "title = \"Gale\"\ndate = 2025-03-02\ntags = [\"wind\"]", "It blows.")
        .article("2025/03/02/later", "title = \"Later\"\ndate = 2025-03-02\nstatus = \"draft\"", "Not yet.")
        .article("undated/song", SONG, "See [the gale](/2025/03/02/gale.html).");
    sandbox.build();
    sandbox
}

/// The faults that `--verify` finds, as `damaged public/index.html`.
#[track_caller]
fn verified(sandbox: &Sandbox) -> Vec<String> {
    let before = (sandbox.stamps("public"), sandbox.stamps(".backfile"));
    let run = sandbox.run(&["build", "--verify", "--format", "json"]);
    let problems = run.json()["problems"].as_array().unwrap().clone();
    assert_eq!(run.code, i32::from(!problems.is_empty()), "{run:?}");
    assert!(before == (sandbox.stamps("public"), sandbox.stamps(".backfile")), "it wrote something");
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    problems.iter().map(|problem| format!("{} {}", text(&problem["code"]), text(&problem["file"]))).collect()
}

#[test]
fn after_a_build_verifying_finds_nothing() {
    let sandbox = built();
    assert!(verified(&sandbox).is_empty());
    sandbox.article("2025/03/02/gale", "title = \"Breeze\"\ndate = 2025-03-02", "It blows.").build();
    assert!(verified(&sandbox).is_empty());
    let run = sandbox.run(&["build", "--verify"]);
    assert!(run.code == 0 && run.out.contains("all as a clean build makes them"), "{run:?}");
}

#[test]
fn verifying_tells_a_page_changed_by_hand_from_one_that_is_out_of_date() {
    let sandbox = built();
    let page = "public/2025/03/02/gale.html";
    let time = sandbox.path(page).metadata().unwrap().modified().unwrap();
    let text = sandbox.read(page);
    sandbox.write(page, "mine");
    assert_eq!(verified(&sandbox), [format!("damaged {page}")]);
    // Where nobody could see it from outside, too.
    sandbox.write(page, text.replace("blows", "bl0ws"));
    std::fs::File::options().write(true).open(sandbox.path(page)).unwrap().set_modified(time).unwrap();
    assert_eq!(verified(&sandbox), [format!("damaged {page}")]);
    sandbox.remove(page);
    assert_eq!(verified(&sandbox), [format!("damaged {page}")]);
    sandbox.build();
    assert!(verified(&sandbox).is_empty());
    sandbox.article("undated/song", SONG, "See nothing.");
    let found = verified(&sandbox);
    assert!(found.contains(&"out-of-date public/undated/song.html".to_owned()), "{found:?}");
    let is_of_index = |line: &String| line.contains(" public/search/");
    assert!(found.len() > 1 && found[..found.len() - 1].iter().all(is_of_index), "{found:?}");
    sandbox.build();
    assert!(verified(&sandbox).is_empty());
}

#[test]
fn verifying_names_a_page_that_is_to_be_deleted() {
    let sandbox = built();
    sandbox.remove("content/undated/song.md");
    let found = verified(&sandbox);
    assert!(found.contains(&"out-of-date public/undated/song.html".to_owned()), "{found:?}");
    assert!(found.iter().all(|line| line.starts_with("out-of-date ")), "{found:?}");
    sandbox.build();
    assert!(verified(&sandbox).is_empty());
}

#[test]
fn verifying_names_the_fault_of_a_template_once() {
    for text in ["{% extends \"base.html\" %}\n{{ page.nothing }}\n", "{% if %}\n"] {
        let sandbox = built();
        sandbox.write("templates/day.html", text);
        assert_eq!(verified(&sandbox), ["template templates/day.html"], "{text}");
        let build = sandbox.run(&["build", "--format", "json"]);
        let verify = sandbox.run(&["build", "--verify", "--format", "json"]);
        assert_eq!(build.json()["problems"], verify.json()["problems"], "{text}");
    }
}

/// What `--explain` says, each thing with its colon and what follows that.
#[track_caller]
fn explained(sandbox: &Sandbox, arguments: &[&str]) -> String {
    let run = sandbox.run(arguments);
    assert_eq!(run.code, 0, "{run:?}");
    let depth = |line: &str| line.len() - line.trim_start().len();
    let lines: Vec<&str> = run.out.lines().collect();
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.trim_end().ends_with(':')) {
        let follows = lines.get(at + 1).is_some_and(|next| depth(next) > depth(line));
        assert!(follows, "{arguments:?}: nothing follows “{line}” in\n{}", run.out);
    }
    run.out
}

#[test]
fn an_address_that_ends_like_that_of_a_folder_is_explained() {
    let sandbox = built();
    for address in [
        "/2025/03/01/card-index.html",
        "/2025/03/01/card-index.html#x",
        "/2025/03/01/card-index.html?x",
        "/2025/03/01/card-index.html?x#y",
        "2025/03/01/card-index.html",
        "public/2025/03/01/card-index.html",
        "https://test.example/2025/03/01/card-index.html#x",
    ] {
        let text = explained(&sandbox, &["build", "--explain", address]);
        assert!(text.starts_with("/2025/03/01/card-index.html "), "{address}: {text}");
    }
    for address in [
        "/2025/03/",
        "/2025/03/#x",
        "/2025/03/?x",
        "/2025/03",
        "/2025/03/index.html?x",
        "public/2025/03/index.html",
    ] {
        let text = explained(&sandbox, &["build", "--explain", address]);
        assert!(text.starts_with("/2025/03/ "), "{address}: {text}");
    }
    for address in ["/", "/index.html", "/#x", "https://test.example/"] {
        let text = explained(&sandbox, &["build", "--explain", address]);
        assert!(text.starts_with("/ "), "{address}: {text}");
    }
}

#[test]
fn explanations_never_end_in_a_bare_colon() {
    let sandbox = built();
    let pages = sandbox.names("public");
    for page in pages.iter().filter(|page| !page.contains("on-this-day")) {
        explained(&sandbox, &["build", "--drafts", "--explain", page]);
    }
    sandbox.run(&["build", "--drafts"]);
    let mut changed = 0;
    for page in pages.iter().filter(|page| !page.contains("on-this-day")) {
        let text = explained(&sandbox, &["build", "--explain", page]);
        changed += usize::from(text.contains("makes it again"));
    }
    assert!(changed > 0, "the draft was on no page");
}
