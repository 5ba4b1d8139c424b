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

/// Links are written like this on the page, and nothing is wrong with them. `settings` are more lines
/// for `backfile.toml`.
#[track_caller]
fn check(settings: &str, links: &[(&str, &str)]) {
    let text: Vec<String> = links.iter().map(|(link, _)| format!("[x]({link})")).collect();
    let sandbox = archive(&text.join("\n\n"));
    sandbox.write("backfile.toml", format!("title = \"T\"\n{settings}"));
    let run = sandbox.build();
    assert_eq!(run.err, "");
    let body = body(&sandbox);
    for (paragraph, (link, expected)) in body.lines().zip(links) {
        assert_eq!(paragraph, format!("<p><a href=\"{expected}\">x</a></p>"), "{link}");
    }
    assert_eq!(body.lines().count(), links.len());
}

const ORIGINAL: &str = "original_site = \"https://www.paper.example/\"\n";

#[test]
fn links_between_articles_are_relative() {
    check(
        "",
        &[
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
        ],
    );
}

#[test]
fn links_to_elsewhere_stay_as_they_are() {
    let links = ["https://elsewhere.example/a?b=c", "mailto:desk@paper.example", "#"];
    check("", &links.map(|link| (link, link)));
    check("", &[("//cdn.example/x", "https://cdn.example/x")]);
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
  = help: put the file beside the article; until then the page does without it

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

#[test]
fn with_the_original_site_known_dead_links_lead_there() {
    check(
        ORIGINAL,
        &[
            ("gone.md", "https://www.paper.example/2024/03/26/gone.md"),
            ("/news/?id=8", "https://www.paper.example/news/?id=8"),
            ("/story/to", "../../../2019/04/01/to.html"),
        ],
    );
}

#[test]
fn whole_addresses_of_the_original_site_lead_to_our_copy() {
    check(
        ORIGINAL,
        &[
            ("https://www.paper.example/news/?id=7", "../../../2019/04/01/to.html"),
            ("https://www.paper.example/news/?id=8", "https://www.paper.example/news/?id=8"),
            ("https://elsewhere.example/about", "https://elsewhere.example/about"),
        ],
    );
}

#[test]
fn whole_addresses_of_the_original_site_lead_to_the_page_at_the_same_path() {
    check(
        ORIGINAL,
        &[
            ("https://www.paper.example/2024/03/26/beside.html", "../../../2024/03/26/beside.html"),
            ("https://www.paper.example/archives/000123.html", "../../../2019/04/01/to.html"),
        ],
    );
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

#[test]
fn a_link_to_a_month_that_cannot_be_is_dead() {
    let sandbox = Sandbox::new();
    sandbox.article("2025/03/01/a", "title = \"A\"\ndate = 2025-03-01", "[x](/2024/19/) [y](/2024/19/32/)");
    sandbox.article("2024/11/30/b", "title = \"B\"\ndate = 2024-11-30", "[z](/2025/0/) [u](/2024/11/31/)");
    let run = sandbox.run(&["build", "--format", "json"]);
    assert_eq!((run.code, run.codes()), (0, vec!["dead-link".to_owned(); 4]), "{run:?}");
    for folder in ["2024/19", "2025/0", "2024/11/31"] {
        assert!(!sandbox.exists(&format!("public/{folder}")), "{folder}");
    }
}
