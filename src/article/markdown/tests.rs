//! What Markdown becomes, text by text.

use super::*;
use crate::problem::Place;

fn html(text: &str) -> String {
    render(text, "pier", &|link| match link {
        "there.md" => Some(Target::Address("../there.html".to_owned())),
        _ => None,
    })
    .html
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(html(text).trim(), expected);
}

#[test]
fn news_text_is_no_markup() {
    check(
        "It cost $4.2 million, or $5 ~~million~~.",
        "<p>It cost $4.2 million, or $5 <del>million</del>.</p>",
    );
    check("{{ site.title }}", "<p>{{ site.title }}</p>");
    check("H~2~O and [[brackets]]", "<p>H~2~O and [[brackets]]</p>");
}

#[test]
fn headings_have_stable_unique_ids_below_the_title() {
    let rendered = render("# One\n\n## One\n\n### Über *uns* {#about}\n", "", &|_| None);
    let ids: Vec<(&str, u8)> = rendered.headings.iter().map(|h| (h.id.as_str(), h.level)).collect();
    assert_eq!(ids, [("one", 2), ("one-2", 3), ("about", 4)]);
    assert!(rendered.html.contains("<h2 id=\"one\">One</h2>"), "{}", rendered.html);
    assert_eq!(render("## Main", "", &|_| None).headings[0].id, "main-2");
}

#[test]
fn links_lead_somewhere_or_are_text() {
    check("[a](there.md)", "<p><a href=\"../there.html\">a</a></p>");
    check("[a](gone.md)", "<p><span data-href=\"gone.md\">a</span></p>");
    check("[a](https://x.example/?a=1&b=2)", "<p><a href=\"https://x.example/?a=1&amp;b=2\">a</a></p>");
    check("![a *b*](gone.png)", "<p><span class=\"missing\" data-href=\"gone.png\">a b</span></p>");
    check(
        "![a](there.md \"t\")",
        "<p><img src=\"../there.html\" alt=\"a\" title=\"t\" loading=\"lazy\"></p>",
    );
}

#[test]
fn links_inside_the_page_lead_to_a_place_in_it() {
    check("[a](#b)\n\n## B", "<p><a href=\"#b\">a</a></p>\n<h2 id=\"b\">B</h2>");
    check("[a](#c)", "<p><span data-href=\"#c\">a</span></p>");
    let raw = html("[a](#c) <a href=\"#c\">d</a> <a href=\"#e\">f</a>\n\n<p id=\"c\">C</p>");
    assert_eq!(raw.matches("href=\"#raw-c\"").count(), 2, "{raw}");
    assert!(raw.contains("<a data-href=\"#e\">"), "{raw}");
    assert_eq!(survey("[a](#b) [c](#d)\n\n## B", &|_| false).dead_anchors.len(), 1);
}

#[test]
fn a_link_that_borrows_a_scheme_gets_one() {
    check("[a](//x.example/y)", "<p><a href=\"https://x.example/y\">a</a></p>");
    check("<a href=\"//x.example/y\">a</a>", "<p><a href=\"https://x.example/y\">a</a></p>");
    check("[a](//2015/y)", "<p><span data-href=\"//2015/y\">a</span></p>");
}

#[test]
fn unsafe_links_are_dropped() {
    check("[a](javascript:alert(1))", "<p>a</p>");
    check("<a href=\"JaVa&#x0A;script:alert(1)\">a</a>", "<p><a>a</a></p>");
    check("[a](data:text/html,x) <b>b</b>", "<p>a <b>b</b></p>");
    check("<a href=\"\u{e000}javascript:alert(1)\">a</a>", "<p><a>a</a></p>");
    assert_eq!(destination("java\tscript:x"), Destination::Unsafe);
    assert_eq!(destination("a/b:c"), Destination::Inside);
    let survey = survey("[a](javascript:x) ![b](vbscript:y)\n\n<a href=\"javascript:z\">c</a>", &|_| false);
    assert_eq!(survey.unsafe_links.len(), 3, "{survey:?}");
}

#[test]
fn raw_html_is_cleaned_and_its_links_followed() {
    check("<script>alert(1)</script>", "");
    check(
        "[n](https://x.example) <i>a</i>[^1]\n\n[^1]: N",
        &html("[n](https://x.example) *a*[^1]\n\n[^1]: N").trim().replace("em>", "i>"),
    );
    check("a <b onclick=\"x\">b</b>", "<p>a <b>b</b></p>");
    check("<a href=\"there.md\">a</a>", "<p><a href=\"../there.html\">a</a></p>");
    check("<a href=\"gone.md\">a</a>", "<p><a data-href=\"gone.md\">a</a></p>");
    check(
        "<img src=\"gone.png\" alt=\"a &amp; b\">",
        "<span class=\"missing\" data-href=\"gone.png\">a &amp; b</span>",
    );
    let survey = survey("<iframe src=\"x\"></iframe>\n\nText <a href=\"y.md\">y</a>", &|_| false);
    assert_eq!(survey.dropped_elements[0].0, "iframe");
    assert_eq!(&*survey.links[0].target, "y.md");
}

#[test]
fn headings_have_no_attribute_but_their_id() {
    check("## A {#b .c onclick=alert(1)}", "<h2 id=\"b\">A</h2>");
}

#[test]
fn a_tag_that_nothing_closes_swallows_nothing() {
    for name in ["style", "script", "title", "textarea", "template", "iframe"] {
        let html = html(&format!("He wrote <{name}> in the text.\n\nMore **text**."));
        assert!(html.contains("in the text.") && html.contains("<strong>text</strong>"), "{name}: {html}");
    }
    check("a <script>alert(1)</script> b", "<p>a  b</p>");
}

#[test]
fn deep_nesting_is_text() {
    let html = html(&"<div>".repeat(50_000));
    assert!(!html.contains("<div"));
}

#[test]
fn ids_of_raw_html_are_their_own() {
    let html = html("<p id=\"main\"><a href=\"#x\">a</a></p>\n\n## X\n\n<p id=\"x\">b</p>");
    assert!(html.contains("<h2 id=\"x\">") && html.contains("<p id=\"raw-x\">"), "{html}");
    assert!(html.contains("href=\"#x\"") && html.contains("id=\"raw-main\""), "{html}");
}

#[test]
fn footnotes_are_prefixed_and_gathered() {
    let html = html("One[^b] two[^a] again[^b].\n\n[^a]: Note A.\n\n[^b]: Note B.\n\nEnd.");
    assert!(html.contains("<a href=\"#pier-note-1\" id=\"pier-ref-1\">1</a>"), "{html}");
    assert!(html.find("End.").unwrap() < html.find("Note B.").unwrap());
    assert!(html.find("Note B.").unwrap() < html.find("Note A.").unwrap());
    assert_eq!(html.matches("class=\"back\"").count(), 3);
}

#[test]
fn survey_counts_words_and_finds_links() {
    let survey = survey("## Head\n\nFirst *paragraph*\nhere.\n\nSee [x](a.md) and ![y](b.png).", &|_| false);
    assert_eq!(survey.words, 9);
    assert_eq!(survey.lede, "First paragraph here.");
    assert_eq!(survey.links[0].place, Place { line: 6, column: 5, length: 9 });
    assert!(survey.links[1].image);
}

/// Scraps of texts, with and without markup.
const SCRAPS: &str = "a|b c|é|’|\u{a0}|\u{2009}|\u{3000}| |  |\n|\n|\n\n|\n\n|\n## |\n# |\n### |## |#|{#x}|{|-|\n- |\n\
    ---|=|\n===|\n> |1.|\n1. |\n12 b|\n+ |!|?|. |: |&| & |&amp;|\t|\r|\\\\|*|_|~|~~|`|[|](x)|![|<b>|<|>|\\u{7c}|\n:--|$|^|\u{b}|\0";

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(4000))]
    #[test]
    fn what_is_found_without_a_parser_is_what_a_parser_finds(
        scraps in proptest::collection::vec(proptest::sample::select(SCRAPS.split('|').collect::<Vec<_>>()), 0..14),
    ) {
        let text = scraps.concat().replace("\\u{7c}", "|");
        if let Some(plain) = plain::survey(&text) {
            proptest::prop_assert_eq!(plain, survey::parsed(&text, &|_| false));
        }
    }
}

#[test]
fn most_news_text_needs_no_parser() {
    let text = "The pier – “ours” – opens.\n\n## Cost & time\n\nIt cost $4.2 million: A | B!";
    assert_eq!(plain::survey(text).map(|survey| survey.words), Some(16));
    for text in ["a *b*", "a\\*b", "- a", "1. a", "a\n---", "a &amp; b", "a \nb", "## a {#b}", "a\n: b"] {
        assert_eq!(plain::survey(text), None, "{text}");
    }
}

#[test]
fn tables_scroll_and_have_no_inline_style() {
    let html = html("| a | b |\n|---|--:|\n| 1 | 2 |\n");
    assert!(html.starts_with("<div class=\"scroll\" role=\"region\""), "{html}");
    assert!(html.contains("<td class=\"right\">2</td>"), "{html}");
    assert!(!html.contains("style="), "{html}");
    check("`<td style=\"text-align: right\">`", "<p><code>&lt;td style=\"text-align: right\"&gt;</code></p>");
    check("<h1>A</h1>", "<h2>A</h2>");
}
