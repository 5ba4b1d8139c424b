//! Files that get in each other's way, and files that cannot be read: one report, and the others are built.

use crate::faults::assert_clean;
use crate::sandbox::{Run, Sandbox};

const GOOD: &str = "title = \"Good\"\ndate = 2024-03-26";

fn archive() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.article("good", GOOD, "Good.");
    sandbox
}

#[track_caller]
fn check(sandbox: &Sandbox, code: i32, expected: &str) -> Run {
    let run = sandbox.run(&["build"]);
    assert_eq!((run.err.trim_end(), run.code), (expected.trim(), code));
    assert!(sandbox.exists("public/2024/03/26/good.html"), "the others are built");
    run
}

#[test]
fn two_articles_with_one_address() {
    let sandbox = archive();
    sandbox.article("later", "title = \"Later\"\ndate = 2024-03-26\nslug = \"good\"", "x");
    check(
        &sandbox,
        1,
        "
error[url-collision]: its address /2024/03/26/good.html is also that of content/good.md
 --> content/later.md:1:1
  |
1 | +++
  | ^
  = help: give one of them another `slug`
",
    );
}

#[test]
fn two_addresses_that_differ_in_case_only() {
    let sandbox = archive();
    sandbox.article("later", "title = \"Later\"\ndate = 2024-03-26\nslug = \"GOOD\"", "x");
    check(
        &sandbox,
        1,
        "
error[url-collision]: its address /2024/03/26/GOOD.html differs only in case from /2024/03/26/good.html, that of content/good.md
 --> content/later.md:1:1
  |
1 | +++
  | ^
  = help: some hosts and disks would give both the same file: give one another `slug`
",
    );
    assert!(!sandbox.exists("public/2024/03/26/GOOD.html") || cfg!(target_os = "macos"));
}

#[test]
fn two_articles_with_one_id() {
    let sandbox = archive();
    sandbox.article("later", "title = \"Later\"\nid = \"good\"", "x");
    check(
        &sandbox,
        1,
        "
error[id-collision]: its id `good` is also that of content/good.md
 --> content/later.md:1:1
  |
1 | +++
  | ^
  = help: give one of them an `id` of its own, or another file name
",
    );
}

#[test]
fn an_article_at_an_address_of_the_programs_own() {
    let sandbox = archive();
    sandbox.article("later", "title = \"Later\"\nkind = \"page\"\nslug = \"404\"", "x");
    check(
        &sandbox,
        1,
        "
error[url-collision]: its address /404.html is that of the page for addresses that do not exist
 --> content/later.md:1:1
  |
1 | +++
  | ^
  = help: give it another `slug`
",
    );
}

#[test]
fn an_alias_that_is_an_articles_address() {
    let sandbox = archive();
    sandbox.article("later", "title = \"Later\"\naliases = [\"/2024/03/26/good.html\"]", "x");
    check(
        &sandbox,
        0,
        "
warning[alias-collision]: its alias /2024/03/26/good.html is the address of content/good.md
 --> content/later.md:1:1
  |
1 | +++
  | ^
  = help: remove the alias
",
    );
    assert!(sandbox.page("2024/03/26/good.html").contains("<h1>Good</h1>"));
}

#[test]
fn an_alias_that_is_the_articles_own_address_changes_nothing() {
    let pages = |aliases: &str| {
        let sandbox = archive();
        sandbox.article("own", &format!("title = \"Own\"\ndate = 2024-03-26\n{aliases}"), "Its text.");
        let report = sandbox.run(&["build", "--format", "json"]).json();
        assert!(sandbox.page("2024/03/26/own.html").contains("Its text."), "the article leads to itself");
        report["pages"].clone()
    };
    assert_eq!(pages("aliases = [\"/2024/03/26/own.html\", \"/2024/03/26/OWN.html\"]"), pages(""));
}

#[test]
fn an_alias_below_an_article_is_not_in_its_way() {
    let sandbox = archive();
    sandbox.article("later", "title = \"Later\"\naliases = [\"/2024/03/26/good.html/\"]", "x");
    let run = sandbox.run(&["build"]);
    assert!(run.code <= 1, "{run:?}");
    assert!(sandbox.page("2024/03/26/good.html").contains("<h1>Good</h1>"));
}

#[test]
fn a_file_that_would_stand_in_the_place_of_a_page() {
    let sandbox = archive();
    sandbox.write("content/feed.xml", "x").write("static/index.html", "x");
    sandbox.article("later", "title = \"Later\"", "[x](feed.xml)");
    check(
        &sandbox,
        0,
        "
warning[url-collision]: its address is that of the page /feed.xml
  --> content/feed.xml
  = help: give the file another name

warning[url-collision]: its address is that of the page /
  --> static/index.html
  = help: give the file another name
",
    );
    assert!(sandbox.page("index.html").contains("<h1"));
}

#[test]
fn a_file_that_would_stand_in_the_place_of_a_folder() {
    let sandbox = archive();
    sandbox.write("static/2024", "x");
    let run = sandbox.run(&["build", "--format", "json"]);
    assert_eq!((run.code, run.codes()), (0, vec!["url-collision".to_owned()]), "{run:?}");
    assert!(sandbox.exists("public/2024/03/26/good.html"));
}

#[test]
fn a_static_file_in_the_place_of_an_images_folder_is_said_whichever_was_there_first() {
    let front = "title = \"Shown\"\ndate = 2024-03-26";
    let sandbox = archive();
    sandbox.article("shown", front, "![x](img/x.png)").write("content/img/x.png", "PNG").build();
    assert!(sandbox.exists("public/img/x.png"));
    let other = archive();
    other.write("static/img", "file").article("shown", front, "Nothing yet.").build();
    sandbox.write("static/img", "file");
    other.article("shown", front, "![x](img/x.png)").write("content/img/x.png", "PNG");
    for sandbox in [sandbox, other] {
        for arguments in [&["build", "--format", "json"][..], &["build", "--format", "json", "--force"]] {
            let run = sandbox.run(arguments);
            assert_eq!((run.code, run.codes()), (0, vec!["url-collision".to_owned()]), "{run:?}");
        }
        assert_eq!(sandbox.page("img"), "file");
        assert_clean(&sandbox);
    }
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[test]
    fn a_folder_that_cannot_be_read() {
        let sandbox = archive();
        sandbox.write("content/locked/a.md", "x");
        let folder = sandbox.path("content/locked");
        let permit = |mode| std::fs::set_permissions(&folder, PermissionsExt::from_mode(mode)).unwrap();
        permit(0o000);
        // Root reads everything: then there is nothing to see here.
        let refused = std::fs::read_dir(&folder).is_err();
        let run = sandbox.run(&["build"]);
        permit(0o755);
        assert_eq!(run.code, i32::from(refused), "{run:?}");
        let expected = "
error[unreadable]: it cannot be read: Permission denied (os error 13)
  --> content/locked
  = help: let yourself read it: `chmod u+rX`
";
        assert_eq!(run.err.trim_end(), if refused { expected.trim() } else { "" });
        assert!(sandbox.exists("public/2024/03/26/good.html"));
    }

    #[test]
    fn a_link_to_its_own_folder() {
        let sandbox = archive();
        sandbox.write("content/a/b.md", "Text.");
        symlink("..", sandbox.path("content/a/loop")).unwrap();
        check(
            &sandbox,
            1,
            "
error[link-loop]: the link leads back to content, which holds it
  --> content/a/loop
  = help: remove the link
",
        );
        assert!(sandbox.exists("public/undated/b.html"));
    }

    #[test]
    fn a_link_to_nothing() {
        let sandbox = archive();
        symlink("nowhere.md", sandbox.path("content/dangling.md")).unwrap();
        check(
            &sandbox,
            1,
            "
error[unreadable]: it cannot be read: No such file or directory (os error 2)
  --> content/dangling.md
  = help: the link leads to nothing: remove it
",
        );
    }
}
