//! Articles that are wrong: each is reported with its place and what to do, and the others are built.
//!
//! The reports are here in full, so that how they look is fixed.

use crate::sandbox::Sandbox;

/// An archive with one good article and this file.
pub fn archive(name: &str, bytes: impl AsRef<[u8]>) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.article("good", "title = \"Good\"\ndate = 2024-03-26", "Good.");
    sandbox.write(&format!("content/{name}"), bytes);
    sandbox
}

/// What a build of such an archive reports. An error costs the article its page and the command its 0; a
/// warning costs neither.
#[track_caller]
pub fn check(name: &str, bytes: impl AsRef<[u8]>, expected: &str) {
    let sandbox = archive(name, bytes);
    let run = sandbox.run(&["build"]);
    assert_eq!(run.err.trim_end(), expected.trim());
    let error = expected.trim_start().starts_with("error");
    assert_eq!(run.code, i32::from(error));
    assert!(sandbox.exists("public/2024/03/26/good.html"), "the others are built");
    let built = run.out.starts_with(if error { "Built 1 article " } else { "Built 2 articles " });
    assert!(built, "{}", run.out);
}

#[test]
fn files_that_are_no_text() {
    check(
        "bad.md",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        r"
error[binary]: this is not text
 --> content/bad.md:1:1
  = help: if it is a picture or a document, give it its own ending; articles are .md or .txt
",
    );
    check(
        "bad.txt",
        "",
        r"
error[empty]: the file is empty
 --> content/bad.txt:1:1
  = help: write the article, or remove the file
",
    );
    for empty in ["\n \n", "\u{feff}", "\r\n"] {
        let run = archive("bad.md", empty).run(&["build", "--format", "json"]);
        assert_eq!((run.code, run.codes()), (1, vec!["empty".to_owned()]), "{empty:?}");
    }
}

#[test]
fn a_file_that_is_too_large() {
    let sandbox = archive("bad.md", "");
    // A file with a hole: nothing is written, and nothing must be read.
    let file = std::fs::File::options().write(true).open(sandbox.path("content/bad.md")).unwrap();
    file.set_len(17 * 1024 * 1024).unwrap();
    let run = sandbox.run(&["build"]);
    let expected = r"
error[too-large]: the file has 17.8 MB; an article may have 16.8 MB
 --> content/bad.md:1:1
  = help: if it holds many articles, divide it into one file for each
";
    assert_eq!((run.code, run.err.trim_end()), (1, expected.trim()));
    assert!(sandbox.exists("public/2024/03/26/good.html"));
}

#[test]
fn a_link_that_could_do_harm() {
    check(
        "bad.md",
        "+++\ntitle = \"Bad\"\n+++\n\nSee [Zoë](javascript:alert(1)).\n",
        r"
warning[unsafe-link]: the link to “javascript:alert(1)” is left out
 --> content/bad.md:5:5
  |
5 | See [Zoë](javascript:alert(1)).
  |     ^^^^^^^^^^^^^^^^^^^^^^^^^^
  = help: only http, https, mailto and links inside the archive are kept
",
    );
}

#[test]
fn a_script_in_an_article() {
    let bad =
        "+++\ntitle = \"Bad\"\n+++\n\nText.\n\n<script>alert(1)</script>\n\nMore <b onclick=\"x\">b</b>.\n";
    check(
        "bad.md",
        bad,
        r"
warning[html-dropped]: the element <script> is left out
 --> content/bad.md:7:1
  |
7 | <script>alert(1)</script>
  | ^^^^^^^^^^^^^^^^^^^^^^^^^
  = help: articles may hold simple HTML only; what cannot harm a reader stays
",
    );
    let sandbox = archive("bad.md", bad);
    sandbox.build();
    let page = sandbox.page("undated/bad.html");
    assert!(!page.contains("alert(1)") && !page.contains("onclick"), "{page}");
    assert!(page.contains("More <b>b</b>."), "{page}");
}
