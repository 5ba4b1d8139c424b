//! Front matter that is wrong: each fault is reported with its place and what to do, and the other
//! articles are built.

use crate::bad_input::{archive, check};

#[test]
fn front_matter_that_is_no_toml() {
    check(
        "bad.md",
        "+++\ntitle = \"Never closed\ndate = 2024-03-26\n+++\n\nText.\n",
        r#"
error[front-matter]: invalid basic string, expected `"`
 --> content/bad.md:2:22
  |
2 | title = "Never closed
  |                      ^
  = help: put the text between straight quotation marks, `title = "…"`; one inside it is written `\"`
"#,
    );
}

#[test]
fn a_key_that_stands_twice() {
    check(
        "bad.md",
        "+++\ntitle = \"Bad\"\ntitle = \"Worse\"\n+++\n\nText.\n",
        r#"
error[front-matter]: duplicate key
 --> content/bad.md:3:1
  |
3 | title = "Worse"
  | ^^^^^
  = help: front matter is TOML between two lines `+++`, or YAML between two lines `---`
"#,
    );
}

#[test]
fn front_matter_that_is_no_yaml() {
    check(
        "bad.md",
        "---\ntitle: [a, b\nsection: World\n---\n\nText.\n",
        r#"
error[front-matter]: illegal placement of ':' indicator
 --> content/bad.md:3:8
  |
3 | section: World
  |        ^
  = help: front matter is TOML between two lines `+++`, or YAML between two lines `---`
"#,
    );
}

#[test]
fn front_matter_that_is_never_closed() {
    check(
        "bad.md",
        "\n+++\ntitle = \"Open\"\n\nText.\n",
        r#"
error[front-matter]: the front matter that opens with `+++` is never closed
 --> content/bad.md:2:1
  |
2 | +++
  | ^^^
  = help: front matter is TOML between two lines `+++`, or YAML between two lines `---`
"#,
    );
}

#[test]
fn a_date_that_is_none() {
    check(
        "bad.md",
        "+++\ntitle = \"Bad\"\ndate = \"last Tuesday\"\n+++\n\nText.\n",
        r#"
error[unreadable-date]: “last Tuesday” is not a date
 --> content/bad.md:3:8
  |
3 | date = "last Tuesday"
  |        ^^^^^^^^^^^^^^
  = help: write `2024-03-26`, or `"2024-03"` or `"2024"` if no more is known
"#,
    );
    check(
        "bad.md",
        "---\ntitle: Bad\ndate: 2024-02-30\n---\n\nText.\n",
        r#"
error[unreadable-date]: February 2024 has no day 30
 --> content/bad.md:3:7
  |
3 | date: 2024-02-30
  |       ^^^^^^^^^^
  = help: write `2024-03-26`, or `"2024-03"` or `"2024"` if no more is known
"#,
    );
}

#[test]
fn a_title_that_is_an_article() {
    let (line, carets) = ("x".repeat(91), "^".repeat(91));
    let expected = format!(
        "error[long-title]: the title has 10000 characters; 1000 are the limit\n --> content/bad.md:2:9\n  |\n\
         2 | title = \"{line}…\n  |         {carets}^\n  = help: move the text below the front matter"
    );
    check("bad.md", format!("+++\ntitle = \"{}\"\n+++\n\nText.\n", "x".repeat(10_000)), &expected);
}

#[test]
fn a_slug_that_leads_out_of_the_site() {
    check(
        "bad.md",
        "+++\ntitle = \"Bad\"\nslug = \"../../etc/passwd\"\n+++\n\nText.\n",
        r#"
error[bad-slug]: “../../etc/passwd” cannot be a slug: it holds a slash
 --> content/bad.md:3:8
  |
3 | slug = "../../etc/passwd"
  |        ^^^^^^^^^^^^^^^^^^
  = help: write `etc-passwd`
"#,
    );
}

#[test]
fn a_key_that_is_misspelt() {
    check(
        "bad.md",
        "+++\ntitel = \"Bad\"\n+++\n\nText.\n",
        r#"
warning[unknown-key]: `titel` is not a known key
 --> content/bad.md:2:1
  |
2 | titel = "Bad"
  | ^^^^^
  = help: did you mean `title`? It is kept as `extra.titel`
"#,
    );
}

#[test]
fn a_value_of_the_wrong_type() {
    check(
        "bad.md",
        "+++\ntitle = [1]\n+++\n\nText.\n",
        r"
warning[wrong-type]: `title` is a list, not a text
 --> content/bad.md:2:9
  |
2 | title = [1]
  |         ^^^
  = help: the value is ignored
",
    );
}

#[test]
fn a_line_separator_in_a_headline_is_no_end_of_a_line() {
    // TOML allows them in a text, and exports of word processors hold them.
    for separator in ['\u{2028}', '\u{2029}', '\u{85}'] {
        let sandbox = archive("bad.md", format!("+++\ntitle = \"Two{separator}lines\"\n+++\n\nText.\n"));
        let run = sandbox.run(&["build"]);
        assert_eq!(run.code, 0, "{separator:?}: {}", run.err);
    }
}
