//! Whatever an article holds, its HTML can do a reader no harm.

use backfile::article::markdown::{Destination, Target, destination, render, survey};
use proptest::prelude::*;

use crate::any::cases;
use crate::html;

/// Elements that run, load or imitate something.
const HARMFUL: &[&str] = &[
    "script", "iframe", "object", "embed", "style", "link", "meta", "base", "form", "input", "svg", "math",
    "template",
];

fn fault(html: &str) -> Option<String> {
    html::tags(html).into_iter().find_map(|tag| {
        let bad_attribute = |(name, value): &(String, String)| {
            let address = matches!(
                name.as_str(),
                "href" | "src" | "srcset" | "action" | "formaction" | "data" | "poster"
            );
            name.starts_with("on")
                || matches!(name.as_str(), "style" | "srcdoc")
                || address && is_unsafe(value)
        };
        let bad = HARMFUL.contains(&tag.name.as_str()) || tag.attributes.iter().any(bad_attribute);
        bad.then(|| format!("{tag:?}"))
    })
}

/// As a browser would see it: white space and control characters in a scheme do not count.
fn is_unsafe(address: &str) -> bool {
    let plain: String = address.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let plain = plain.to_ascii_lowercase();
    ["javascript:", "vbscript:", "data:", "file:"].iter().any(|scheme| plain.starts_with(scheme))
}

fn rendered(text: &str) -> String {
    render(text, "x", &|link| link.ends_with(".md").then(|| Target::Address("../a.html".to_owned()))).html
}

const PIECES: &[&str] = &[
    "<script>",
    "</script>",
    "alert(1)",
    "<b onclick=alert(1)>",
    "<img src=x onerror=\"alert(1)\">",
    "<svg/onload=alert(1)>",
    "<a href=",
    "\"",
    "'",
    ">",
    "<",
    "</",
    "/>",
    "javascript:",
    "java\tscript:",
    "JAVASCRIPT&colon;",
    "&#106;avascript:",
    "vbscript:x",
    "data:text/html,<script>",
    "[x](",
    "![x](",
    ")",
    "[x]: ",
    "<",
    "[",
    "]",
    "`",
    "```\n",
    "\n",
    "\n\n",
    " ",
    "\u{e000}",
    "\u{e001}",
    "\u{e000}javascript:x",
    "<style>",
    "<iframe srcdoc=",
    "<math>",
    "<svg>",
    "<!--",
    "-->",
    "<![CDATA[",
    "<p id=x style=",
    "[^1]",
    "[^1]: ",
    "# ",
    "{#a onclick=x .b}",
    "| a | b |\n|---|---|\n",
    "<table>",
    "<td>",
    "a.md",
    "&lt;script&gt;",
    "&",
    "\\",
    "**",
    "<details ontoggle=x open>",
    "<a xlink:href=\"javascript:x\">",
    "<form action=x>",
    "<noscript>",
];

proptest! {
    #![proptest_config(cases(1000))]

    #[test]
    fn no_text_gets_through(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..10)) {
        let text = pieces.concat();
        let html = rendered(&text);
        prop_assert_eq!(fault(&html), None, "{:?} → {}", text, html);
        // What is reported and what is rendered come from the same events; neither may panic.
        survey(&text, &|_| true);
    }

    #[test]
    fn nor_does_any_other(text in "\\PC{0,60}") {
        let html = rendered(&text);
        prop_assert_eq!(fault(&html), None, "{}", html);
    }

    #[test]
    fn a_link_that_browsers_would_run_is_unsafe(text in "[ \t\n]{0,2}j[ \t\n]?a[\n\t]?vaScript[\t\n]?:.{0,5}") {
        prop_assert_eq!(destination(&text), Destination::Unsafe);
    }
}

#[test]
fn the_judge_sees_what_is_harmful() {
    for html in
        ["<script>", "<b ONCLICK=x>", "<a href=\" java\nscript:x\">", "<p style=\"\">", "<a href='data:x'>"]
    {
        assert!(fault(html).is_some(), "{html}");
    }
    for html in ["&lt;script>", "<a href=\"a/javascript:x\">on</a>", "<p title=\"onclick=x\">"] {
        assert_eq!(fault(html), None);
    }
}

#[test]
fn a_heading_has_no_attributes_but_its_id() {
    assert_eq!(rendered("## A {#b onclick=alert(1) style=x}").trim(), "<h2 id=\"b\">A</h2>");
}
