//! Links in articles: written in any way that works somewhere, they lead to the reader's copy.

use crate::html;
use crate::sandbox::{Run, Sandbox};

/// An archive in which `/2024/03/26/from.html` has this text.
fn archive(text: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox
        .article("2024/03/26/from", "title = \"From\"\ndate = 2024-03-26", text)
        .article("2024/03/26/beside", "title = \"Beside\"\ndate = 2024-03-26", "x")
        .article(
            "features/2019-04-01-to",
            "title = \"To\"\naliases = [\"/archives/000123.html\", \"/story/to\"]\n\
             original_url = \"https://www.paper.example/news/?id=7\"",
            "x",
        )
        .article("about", "title = \"About\"\nkind = \"page\"", "x")
        .write("content/2024/03/26/map 1.pdf", "%PDF")
        .write("static/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    sandbox
}

fn body(sandbox: &Sandbox) -> String {
    html::inside(&sandbox.page("2024/03/26/from.html"), "div", ("class", "body")).trim().to_owned()
}

/// A link is written like this on the page, and nothing is wrong with it.
#[track_caller]
fn check(link: &str, expected: &str) {
    let sandbox = archive(&format!("[x]({link})"));
    let run = sandbox.build();
    assert_eq!(run.err, "", "{link}");
    assert_eq!(body(&sandbox), format!("<p><a href=\"{expected}\">x</a></p>"), "{link}");
}

#[test]
fn links_between_articles_are_relative() {
    for (link, expected) in [
        ("beside.md", "../../../2024/03/26/beside.html"),
        ("./beside.md#end", "../../../2024/03/26/beside.html#end"),
        ("beside.html", "../../../2024/03/26/beside.html"),
        ("../../../features/2019-04-01-to.md", "../../../2019/04/01/to.html"),
        ("features/2019-04-01-to.md", "../../../2019/04/01/to.html"),
        ("/features/2019-04-01-to.md", "../../../2019/04/01/to.html"),
        ("/2019/04/01/to.html", "../../../2019/04/01/to.html"),
        ("/archives/000123.html?ref=1#c", "../../../2019/04/01/to.html?ref=1#c"),
        ("/story/to", "../../../2019/04/01/to.html"),
        ("/2019/04/", "../../../2019/04/index.html"),
        ("/2019/04", "../../../2019/04/index.html"),
        ("/", "../../../index.html"),
        ("/about", "../../../about.html"),
        ("/sections/features/", "../../../sections/features/index.html"),
        ("map%201.pdf", "../../../2024/03/26/map%201.pdf"),
        ("/logo.svg", "../../../logo.svg"),
    ] {
        check(link, expected);
    }
}

#[test]
fn links_to_elsewhere_stay_as_they_are() {
    for link in ["https://elsewhere.example/a?b=c", "mailto:desk@paper.example", "#below", "//cdn.example/x"]
    {
        check(link, link);
    }
}

#[test]
fn files_that_are_linked_are_published() {
    let sandbox = archive("[map](<map 1.pdf>)");
    sandbox.build();
    assert_eq!(sandbox.page("2024/03/26/map 1.pdf"), "%PDF");
    assert_eq!(html::links("2024/03/26/from.html", &body(&sandbox)).len(), 1);
}

fn build(text: &str) -> (Sandbox, Run) {
    let sandbox = archive(text);
    let run = sandbox.run(&["build"]);
    (sandbox, run)
}

#[test]
fn a_dead_link_keeps_its_text_and_is_said() {
    let (sandbox, run) = build("See [the *other*](gone.md).");
    assert_eq!(body(&sandbox), "<p>See <span data-href=\"gone.md\">the <em>other</em></span>.</p>");
    let expected = "\
warning[dead-link]: the link “gone.md” leads nowhere in the archive
 --> content/2024/03/26/from.md:6:5
  |
6 | See [the *other*](gone.md).
  |     ^^^^^^^^^^^^^^^^^^^^^^
  = help: mend it, or set `original_site` in backfile.toml to send such links there

";
    assert_eq!((run.code, run.err.as_str()), (0, expected));
}

#[test]
fn a_missing_picture_leaves_its_description() {
    let (sandbox, run) = build("![A *pier*](gone.png)");
    assert_eq!(body(&sandbox), "<p><span class=\"missing\" data-href=\"gone.png\">A pier</span></p>");
    let expected = "\
warning[dead-image]: the image “gone.png” is not in the archive
 --> content/2024/03/26/from.md:6:1
  |
6 | ![A *pier*](gone.png)
  | ^^^^^^^^^^^^^^^^^^^^^
  = help: put the file beside the article; until then its description is shown

";
    assert_eq!((run.code, run.err.as_str()), (0, expected));
}

#[test]
fn links_that_leave_the_archive_are_dead() {
    let (sandbox, run) = build(
        "[x](../../../../backfile.toml) [y](/../backfile.toml) [z](%2e%2e/%2e%2e/%2e%2e/%2e%2e/backfile.toml)",
    );
    assert_eq!(run.err.matches("warning[dead-link]").count(), 3, "{}", run.err);
    assert_eq!(body(&sandbox).matches("data-href").count(), 3);
    assert!(sandbox.tree("public").values().all(|bytes| !bytes.starts_with(b"title =")));
}

/// With `original_site` set, a link is written like this, and nothing is wrong with it.
#[track_caller]
fn check_original(link: &str, expected: &str) {
    let sandbox = archive(&format!("[x]({link})"));
    sandbox.write("backfile.toml", "title = \"T\"\noriginal_site = \"https://www.paper.example/\"\n");
    let run = sandbox.build();
    assert_eq!(run.err, "", "{link}");
    assert_eq!(body(&sandbox), format!("<p><a href=\"{expected}\">x</a></p>"), "{link}");
}

#[test]
fn with_the_original_site_known_dead_links_lead_there() {
    check_original("gone.md", "https://www.paper.example/2024/03/26/gone.md");
    check_original("/news/?id=8", "https://www.paper.example/news/?id=8");
    check_original("/story/to", "../../../2019/04/01/to.html");
}

#[test]
fn whole_addresses_of_the_original_site_lead_to_our_copy() {
    check_original("https://www.paper.example/news/?id=7", "../../../2019/04/01/to.html");
    check_original("https://www.paper.example/news/?id=8", "https://www.paper.example/news/?id=8");
    check_original("https://elsewhere.example/about", "https://elsewhere.example/about");
}

#[test]
fn whole_addresses_of_the_original_site_lead_to_the_page_at_the_same_path() {
    check_original("https://www.paper.example/2024/03/26/beside.html", "../../../2024/03/26/beside.html");
    check_original("https://www.paper.example/archives/000123.html", "../../../2019/04/01/to.html");
}

#[test]
fn links_in_raw_html_are_followed_too() {
    let (sandbox, run) = build(
        "<p><a href=\"beside.md\">a</a> <a href=\"gone.md\">b</a> <img src=\"/logo.svg\" alt=\"L\"></p>",
    );
    assert_eq!(run.err.matches("warning[dead-link]").count(), 1, "{}", run.err);
    assert_eq!(
        body(&sandbox),
        "<p><a href=\"../../../2024/03/26/beside.html\">a</a> <a data-href=\"gone.md\">b</a> \
         <img src=\"../../../logo.svg\" alt=\"L\"></p>"
    );
}
