//! The commands that make, list and check an archive, as somebody types them.

use serde_json::json;

use crate::sandbox::Sandbox;
use crate::varied;

/// An archive with one article that has a dead link.
pub fn with_dead_link() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.article("a", "title = \"A\"\ndate = 2024-03-26", "[gone](gone.md)");
    sandbox
}

#[test]
fn a_new_archive_builds_at_once() {
    let sandbox = Sandbox::bare();
    let run = sandbox.run(&["init", "my-paper"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(sandbox.read("my-paper/backfile.toml").starts_with("title = \"My Paper\"\n"));
    let built = sandbox.run(&["--root", "my-paper", "build", "--deny-warnings"]);
    assert_eq!((built.code, built.err.as_str()), (0, ""), "{built:?}");
    for page in ["index.html", "about.html", "404.html", "sections/news/index.html"] {
        assert!(sandbox.exists(&format!("my-paper/public/{page}")), "{page}");
    }
    assert_eq!(sandbox.run(&["--root", "my-paper", "check"]).code, 0);
    assert_eq!(sandbox.read("my-paper/.gitignore"), "/public\n/.backfile\n");
}

#[test]
fn init_leaves_what_is_there() {
    let sandbox = Sandbox::bare();
    sandbox.write("content/about.md", "mine").write(".gitignore", "mine");
    assert_eq!(sandbox.run(&["init", "--title", "The \"Ledger\""]).code, 0);
    assert_eq!(
        (sandbox.read("content/about.md"), sandbox.read(".gitignore")),
        ("mine".into(), "mine".into())
    );
    sandbox.build();
    assert!(sandbox.page("index.html").contains("<title>The &quot;Ledger&quot;"));

    let before = sandbox.stamps(".");
    let run = sandbox.run(&["init", "."]);
    assert_eq!((run.code, run.err.as_str()), (2, "error: . is an archive already: it has a backfile.toml\n"));
    assert!(sandbox.stamps(".") == before);
}

#[test]
fn new_makes_a_draft_where_its_date_says() {
    let sandbox = Sandbox::new();
    for (date, file) in [
        ("2024-03-26", "content/2024/03/26/the-piers-open.md"),
        ("2019-04", "content/2019/04/the-piers-open.md"),
        ("1987", "content/1987/the-piers-open.md"),
    ] {
        let run = sandbox.run(&["new", "The Pier’s Open!", "--date", date, "--section", "World"]);
        assert_eq!((run.code, run.out.trim_end()), (0, file), "{run:?}");
        let value = if date.len() == 10 { date.to_owned() } else { format!("\"{date}\"") };
        let front = format!(
            "title = \"The Pier’s Open!\"\ndate = {value}\nsection = \"World\"\nstatus = \"draft\"\n"
        );
        assert_eq!(sandbox.read(file), format!("+++\n{front}+++\n\n"));
    }
    assert_eq!(sandbox.run(&["build", "--drafts"]).code, 0);
    assert_eq!(sandbox.run(&["new", "The Pier’s Open!", "--date", "1987"]).code, 2, "it is there already");
    assert_eq!(sandbox.run(&["new", "!?", "--date", "1987"]).code, 2);
    let run = sandbox.run(&["new", "X", "--date", "soon"]);
    assert_eq!((run.code, run.err.as_str()), (2, "error: --date: “soon” is not a date\n"));
}

#[test]
fn new_is_of_today_when_nothing_is_said() {
    let sandbox = Sandbox::new();
    let run = sandbox.run_with(&["new", "Today", "--format", "json"], &[("TZ", "UTC")]);
    let file = run.json()["file"].as_str().unwrap().to_owned();
    let day = file.strip_prefix("content/").unwrap().strip_suffix("/today.md").unwrap().replace('/', "-");
    assert!(sandbox.read(&file).contains(&format!("date = {day}\n")), "{file}");
    let days = |day: &str| day.parse::<chrono::NaiveDate>().unwrap();
    // The test may run over midnight.
    assert!((chrono::Utc::now().date_naive() - days(&day)).num_days().abs() <= 1, "{day}");
}

#[test]
fn list_shows_articles_in_order() {
    let sandbox = varied::archive();
    let run = sandbox.run(&["list"]);
    let columns: Vec<&str> = run.out.lines().map(|line| line.split("  ").next().unwrap().trim()).collect();
    let dates = [
        "undated",
        "undated",
        "undated",
        "1899-12-31",
        "1987",
        "2019-04",
        "2020-02-28",
        "2020-02-29",
        "2021-05-05",
        "2023-11-05",
        "2024-03-26",
        "2024-03-26",
    ];
    assert_eq!(columns, dates, "{}", run.out);
    assert!(run.out.contains("*  content/2023/notes.txt"), "made-up headlines are marked: {}", run.out);
    assert_eq!((run.code, run.err.as_str()), (0, "12 articles\n"));
}

#[test]
fn list_can_be_narrowed() {
    let sandbox = varied::archive();
    let titles = |arguments: &[&str]| -> Vec<String> {
        let run = sandbox.run(&[&["list", "--format", "json"], arguments].concat());
        let rows = run.json().as_array().unwrap().clone();
        rows.iter().map(|row| row["title"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(titles(&["--undated"]), ["42 Ways", "Recipe"]);
    assert_eq!(titles(&["--drafts"]), ["Later", "Soon"]);
    assert_eq!(titles(&["--made-up-titles"]), ["The town clock struck"]);
    assert_eq!(titles(&["--section", "local"]), ["April"]);
    assert_eq!(titles(&["--tag", "harbor", "--section", "World", "--undated"]), ["Recipe"]);
    assert_eq!(titles(&["--author", "jo-example"]), ["Old", "The Pier “Opens”: $4.2 & <more>"]);
    assert!(titles(&["--tag", "nothing"]).is_empty());
}

#[test]
fn list_as_json_says_everything() {
    let sandbox = Sandbox::new();
    sandbox.article(
        "2024/03/26/a",
        "title = \"A\"\ndate = 2024-03-26\nsection = \"World\"\ntags = [\"x\"]\nauthors = [\"Jo\"]\nlanguage = \"fr\"",
        "Three words here.",
    );
    let expected = json!([{
        "id": "2024/03/26/a", "title": "A", "title_source": null, "kind": "article", "status": "published",
        "date": "2024-03-26", "section": "World", "tags": ["x"], "authors": ["Jo"], "language": "fr", "words": 3,
        "url": "/2024/03/26/a.html", "file": "content/2024/03/26/a.md"
    }]);
    assert_eq!(sandbox.run(&["list", "--format", "json"]).json(), expected);
}

#[test]
fn check_ends_with_0_only_when_nothing_is_wrong() {
    let clean = varied::archive();
    let run = clean.run(&["check"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
    assert!(
        run.out.starts_with("Checked 12 articles and ") && run.out.ends_with(" pages: nothing wrong\n"),
        "{run:?}"
    );
    assert!(!clean.exists("public"), "it writes nothing");

    let sandbox = with_dead_link();
    let run = sandbox.run(&["check"]);
    let expected = "\
error[dead-link]: the link “gone.md” leads nowhere in the archive
 --> content/a.md:6:1
  |
6 | [gone](gone.md)
  | ^^^^^^^^^^^^^^^
  = help: mend it, or set `original_site` in backfile.toml to send such links there

";
    assert_eq!((run.code, run.err.as_str()), (1, expected));
    assert!(run.out.ends_with(": 1 error\n"), "{}", run.out);
    let run = sandbox.run(&["check", "--format", "json"]);
    assert_eq!((run.code, run.codes()), (1, vec!["dead-link".to_owned()]));
}

#[test]
fn check_renders_every_template() {
    let sandbox = Sandbox::new();
    sandbox.article("a", "title = \"A\"\ndate = 2024-03-26", "x");
    sandbox.write("templates/404.html", "{{ nothing }}");
    let run = sandbox.run(&["check", "--format", "json"]);
    assert_eq!((run.code, run.codes()), (1, vec!["template".to_owned()]));
}

#[test]
fn completions_are_there_for_every_shell() {
    for (shell, word) in
        [("bash", "complete -F"), ("zsh", "#compdef backfile"), ("fish", "complete -c backfile")]
    {
        let run = Sandbox::bare().run(&["completions", shell]);
        assert_eq!((run.code, run.err.as_str()), (0, ""));
        assert!(run.out.contains(word) && run.out.contains("deny-warnings"), "{shell}");
    }
}
