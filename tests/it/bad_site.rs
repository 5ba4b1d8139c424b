//! Settings, templates, folders and options that are wrong: what stops the program, and what does not.

use crate::sandbox::Sandbox;

fn archive() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("backfile.toml", "title = \"T\"\n");
    sandbox.article("good", "title = \"Good\"\ndate = 2024-03-26", "Good.");
    sandbox
}

/// A setting stops the program before anything is written.
#[track_caller]
fn check_setting(line: &str, expected: &str) {
    let sandbox = archive();
    sandbox.write("backfile.toml", format!("title = \"T\"\n{line}\n"));
    let run = sandbox.run(&["build"]);
    assert_eq!((run.err.trim_end(), run.code), (expected.trim(), 1));
    assert!(!sandbox.exists("public"));
}

#[test]
fn a_setting_that_does_not_exist() {
    check_setting(
        "base-url = \"https://x.example\"",
        r#"
error[config]: `base-url` is not a setting
 --> backfile.toml:2:1
  |
2 | base-url = "https://x.example"
  | ^^^^^^^^
  = help: did you mean `base_url`?
"#,
    );
}

#[test]
fn settings_with_values_that_cannot_be() {
    check_setting(
        "base_url = \"ftp://x.example\"",
        r#"
error[config]: `base_url` is “ftp://x.example”, which is not a web address
 --> backfile.toml:2:12
  |
2 | base_url = "ftp://x.example"
  |            ^^^^^^^^^^^^^^^^^
  = help: write it whole: `https://archive.example.com`
"#,
    );
    check_setting(
        "permalink = \"/{year}/{title}.html\"",
        r#"
error[config]: `permalink` is “/{year}/{title}.html”: `{title}` is not known; there are {year}, {month}, {day}, {slug}, {section}
 --> backfile.toml:2:13
  |
2 | permalink = "/{year}/{title}.html"
  |             ^^^^^^^^^^^^^^^^^^^^^^
  = help: the default is `/{year}/{month}/{day}/{slug}.html`
"#,
    );
    check_setting(
        "language = \"english language\"",
        r#"
error[config]: “english language” is not a language tag
 --> backfile.toml:2:12
  |
2 | language = "english language"
  |            ^^^^^^^^^^^^^^^^^^
  = help: write `en`, `fr` or `pt-BR`
"#,
    );
    check_setting(
        "week_starts = \"someday\"",
        r#"
error[config]: `week_starts` is “someday”, which is no day
 --> backfile.toml:2:15
  |
2 | week_starts = "someday"
  |               ^^^^^^^^^
  = help: write `monday` or `sunday`
"#,
    );
    check_setting(
        "description = 3",
        r#"
error[config]: invalid type: integer `3`, expected a string
 --> backfile.toml:2:15
  |
2 | description = 3
  |               ^
  = help: settings are written as `title = "The Ledger"`
"#,
    );
}

#[test]
fn a_setting_from_the_environment_is_checked_too() {
    let run = archive().run_with(&["build"], &[("BACKFILE_BASE_URL", "nonsense")]);
    assert_eq!(run.code, 1);
    assert!(
        run.err.starts_with("error[config]: `base_url` is “nonsense”, which is not a web address\n"),
        "{run:?}"
    );
}

/// A template's fault is reported once, with its place, and ends the command with 1.
#[track_caller]
fn check_template(text: &str, expected: &str) {
    let sandbox = archive();
    sandbox.article("second", "title = \"Second\"\ndate = 2024-03-27", "Second.");
    sandbox.write("templates/article.html", text);
    let run = sandbox.run(&["build"]);
    assert_eq!((run.err.trim_end(), run.code), (expected.trim(), 1));
}

#[test]
fn a_template_with_a_slip_of_the_pen() {
    check_template(
        "{% extends \"base.html\" %}\n{% block main %}\n{% if article.title }%\n{% endblock main %}\n",
        r"
error[template]: Found `}` but expected %}. (in /2024/03/26/good.html) and 1 other page
 --> templates/article.html:3:21
  |
3 | {% if article.title }%
  |                     ^
  = help: docs/templates.md lists what each template can print
",
    );
}

#[test]
fn a_template_with_a_variable_that_does_not_exist() {
    check_template(
        "{% extends \"base.html\" %}\n{% block main %}\n<h1>{{ article.titel }}</h1>\n{% endblock main %}\n",
        r"
error[template]: Field `titel` is not defined (in /2024/03/26/good.html) and 1 other page
 --> templates/article.html:3:16
  |
3 | <h1>{{ article.titel }}</h1>
  |                ^^^^^
  = help: did you mean `title`?
",
    );
}

#[test]
fn a_page_that_could_be_made_once_stays_when_its_template_breaks() {
    let sandbox = archive();
    sandbox.build();
    let before = sandbox.page("2024/03/26/good.html");
    sandbox.write(
        "templates/article.html",
        "{% extends \"base.html\" %}{% block main %}{{ x.y }}{% endblock main %}",
    );
    assert_eq!(sandbox.run(&["build"]).code, 1);
    assert_eq!(sandbox.page("2024/03/26/good.html"), before);
    sandbox.remove("templates/article.html").build();
    assert_eq!(sandbox.page("2024/03/26/good.html"), before);
}

#[test]
fn pages_are_never_written_among_the_sources() {
    for output in [".", "content", "content/public", "templates", ".git/x", "..", "public/../content"] {
        let sandbox = archive();
        let before = sandbox.tree(".");
        let run = sandbox.run(&["build", "-o", output]);
        assert_eq!(run.code, 2, "{output}: {run:?}");
        assert!(
            run.err.contains("holds or lies in the archive's sources; choose another with --output-dir"),
            "{run:?}"
        );
        let set = sandbox.run_with(&["build"], &[("BACKFILE_OUTPUT_DIR", output)]);
        assert_eq!(set.code, 2, "{output}: {set:?}");
        assert!(sandbox.tree(".") == before, "{output}: something was written");
    }
}

#[cfg(unix)]
#[test]
fn links_in_the_output_folder_lead_nothing_out_of_it() {
    let outside = tempfile::tempdir().unwrap();
    let sandbox = archive();
    std::fs::create_dir(sandbox.path("public")).unwrap();
    std::os::unix::fs::symlink(outside.path(), sandbox.path("public/2024")).unwrap();
    let run = sandbox.run(&["build"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.err.contains(
        "public/2024 is a link; pages are written into the output folder only. Remove the link.\n"
    ));
    assert_eq!(std::fs::read_dir(outside.path()).unwrap().count(), 0);

    // A link of somebody else in the place of a page stays, and so does what it leads to.
    std::fs::remove_file(sandbox.path("public/2024")).unwrap();
    std::fs::write(outside.path().join("x"), "mine").unwrap();
    std::os::unix::fs::symlink(outside.path().join("x"), sandbox.path("public/index.html")).unwrap();
    let run = sandbox.run(&["build"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.err.contains("error[foreign-file]") && run.err.contains("--> public/index.html"), "{run:?}");
    assert_eq!(std::fs::read_to_string(outside.path().join("x")).unwrap(), "mine");
    assert!(sandbox.path("public/index.html").is_symlink());
}

/// A command that cannot start says why.
#[track_caller]
fn check_start(sandbox: &Sandbox, arguments: &[&str], code: i32, expected: &str) {
    let run = sandbox.run(arguments);
    assert_eq!((run.err.as_str(), run.code, run.out.as_str()), (expected, code, ""));
}

#[test]
fn there_is_no_archive() {
    let none = "error: there is no backfile.toml in ROOT or above it\n  = help: `backfile init` makes a new archive; \
                --root names one elsewhere\n";
    check_start(&Sandbox::bare(), &["build"], 2, none);
    check_start(&archive(), &["build", "--root", "nowhere"], 2, "error: there is no folder nowhere\n");
    let missing = "error: cannot read nowhere.toml: No such file or directory (os error 2)\n";
    check_start(&archive(), &["build", "--config", "nowhere.toml"], 3, missing);
    let empty = Sandbox::bare();
    empty.write("backfile.toml", "");
    let run = empty.run(&["build"]);
    assert_eq!(run.code, 2);
    assert!(run.err.starts_with("error: there is no folder `content` in "), "{run:?}");
}

#[test]
fn options_that_do_not_exist_are_a_matter_of_usage() {
    for arguments in [&["build", "--frobnicate"][..], &["frobnicate"], &[], &["build", "--jobs", "many"]] {
        assert_eq!(archive().run(arguments).code, 2, "{arguments:?}");
    }
}
