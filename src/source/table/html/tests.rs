//! HTML as tables have it, and all its words in what comes out.

use std::cell::{Cell, RefCell};

use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{TagKind, Token, TokenSink, TokenSinkResult};
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::*;

#[test]
fn what_is_html() {
    for (text, expected) in [
        ("<p>x", true),
        ("x<BR/>y", true),
        ("a <a href='x'>b</a>", true),
        ("Q&amp;A", true),
        ("it&#8217;s", true),
        ("it&#x2019;s", true),
        ("I <3 you", false),
        ("a < b and c > d", false),
        ("<ann@paper.example>", false),
        ("<https://x.example>", false),
        ("AT&T; R&D", false),
        ("<p", false),
        ("<b <i", false),
        ("", false),
    ] {
        assert_eq!(is_html(text), expected, "{text}");
    }
}

#[test]
fn blocks() {
    for (html, markdown) in [
        ("<p>One\n two</p><p>Three</p>", "One two\n\nThree"),
        ("One<br>two<br><br>three", "One\\\ntwo\n\nthree"),
        ("<h1>A {x} #</h1><h3>B</h3>c", "## A \\{x\\} \\#\n\n### B\n\nc"),
        ("<ul><li>a<li>b<ul><li>c</ul><li><p>d</p><p>e</p></ul>f", "- a\n- b\n  - c\n- d\n\n  e\n\nf"),
        ("<ol><li>a</li><li></li><li>b</li></ol>", "1. a\n2. b"),
        ("<blockquote><p>a</p><p>b</p></blockquote><p>c", "> a\n>\n> b\n\nc"),
        ("<p>a</p><hr><p>b", "a\n\n***\n\nb"),
        ("<pre>a\n  <b>b</b>\n```</pre>", "````\na\n  b\n```\n````"),
        (
            "<figure><img src='/a.jpg' alt='A [b]'><figcaption>C</figcaption></figure>",
            "![A \\[b\\]](/a.jpg)\n\nC",
        ),
        ("<table><tr><th>a<th>b|c<tr><td>1<td>2</table>x", "| a | b\\|c |\n| --- | --- |\n| 1 | 2 |\n\nx"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a | b\\\nc"),
        ("<table><tr><td><p>a</p><p>b</p></td></tr></table>", "a\n\nb"),
        ("<head><title>x</title></head><body>a<script>b<p></script><style>c</style><!-- d --></body>", "a"),
        ("a &amp; b\nc\n\n<i>d</i>", "a & b\\\nc\n\n*d*"),
        ("<p>&nbsp;</p>", ""),
        ("", ""),
    ] {
        assert_eq!(to_markdown(html), markdown, "{html}");
    }
}

#[test]
fn marks() {
    for (html, markdown) in [
        ("<b>a</b> <i>b</i>", "**a** *b*"),
        ("a<b> b </b>c", "a **b** c"),
        ("<b>a</b><b>b</b><i></i>", "**ab**"),
        ("<b>(a)</b>b", "(a)b"),
        ("<b>a<i>b</b>c</i>", "**a*b***c"),
        ("<b>a<p>b</b>c", "**a**\n\n**b**c"),
        ("<a href=' https://x.example/a b '>a <b>b</b></a>", "[a **b**](https://x.example/a%20b)"),
        ("<a href='javascript:x'>a</a>!<a href='/b'>b</a>", "a\\![b](/b)"),
        ("1. a * b_c_ <i>_d_</i>", "1\\. a * b_c\\_ *\\_d\\_*"),
        ("&lt;p&gt; &amp;amp; [a](b)", "\\<p> \\&amp; \\[a\\](b)"),
    ] {
        assert_eq!(to_markdown(html), markdown, "{html}");
    }
}

/// The visible text by the tokenizer alone, with spaces for the tags that are not `INLINE`.
#[derive(Default)]
struct Visible {
    text: RefCell<String>,
    hidden: Cell<bool>,
}

const INLINE: [&str; 7] = ["b", "i", "em", "strong", "a", "span", "img"];

impl TokenSink for Visible {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        match token {
            Token::CharacterTokens(text) if !self.hidden.get() => self.text.borrow_mut().push_str(&text),
            Token::TagToken(tag) if &*tag.name == "script" => {
                self.hidden.set(tag.kind == TagKind::StartTag);
                if tag.kind == TagKind::StartTag {
                    return TokenSinkResult::RawData(RawKind::ScriptData);
                }
            }
            Token::TagToken(tag) if !INLINE.contains(&&*tag.name) && !self.hidden.get() => {
                self.text.borrow_mut().push(' ');
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn visible(html: &str) -> String {
    let tokenizer = Tokenizer::new(Visible::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    while !input.is_empty() {
        let _ = tokenizer.feed(&input);
    }
    tokenizer.end();
    tokenizer.sink.text.take()
}

/// The text of Markdown as readers see it, without what pictures show instead.
fn shown(markdown: &str) -> String {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_HEADING_ATTRIBUTES;
    let (mut text, mut in_picture) = (String::new(), false);
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Start(Tag::Image { .. }) => in_picture = true,
            Event::End(TagEnd::Image) => in_picture = false,
            Event::Text(part) if !in_picture => text.push_str(&part),
            Event::Text(_) => {}
            Event::Code(part) | Event::Html(part) | Event::InlineHtml(part) => panic!("{part} in {markdown}"),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Link { .. })
            | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link) => {}
            _ => text.push(' '),
        }
    }
    text
}

const PARTS: [&str; 74] = [
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<br>",
    "<h1>",
    "</h1>",
    "<h4>",
    "</h4>",
    "<ul>",
    "</ul>",
    "<ol>",
    "</ol>",
    "<li>",
    "</li>",
    "<blockquote>",
    "</blockquote>",
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<em>",
    "</strong>",
    "<a href='/x?a=1&amp;b;'>",
    "<a>",
    "</a>",
    "<img src='y(1).jpg' alt='[z'>",
    "<pre>",
    "</pre>",
    "<hr>",
    "<table>",
    "</table>",
    "<tr>",
    "</tr>",
    "<td>",
    "</td>",
    "<th>",
    "</th>",
    "<script>",
    "</script>",
    "<!-- c -->",
    "<span>",
    "word",
    "two words",
    " ",
    "\n",
    "\n\n",
    "&amp;",
    "&lt;",
    "&nbsp;",
    "é",
    "1.",
    "12)",
    "-",
    "+",
    "*",
    "_",
    "#",
    ">",
    "=",
    "|",
    ":",
    "`",
    "[",
    "]",
    "(",
    ")",
    "!",
    "~",
    "\\",
    "---",
    "&amp;lt;",
    "{a}",
    "\t",
];

fn parts() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PARTS.to_vec()), 0..40).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn words_in_are_words_out(html in parts()) {
        let markdown = to_markdown(&html);
        prop_assert_eq!(words(&shown(&markdown)), words(&visible(&html)), "{}", markdown);
    }

    #[test]
    fn nothing_panics(html in "[<>/a-e \"'=&;!#\\-\u{0}é\n]{0,60}", bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        to_markdown(&html);
        let text = String::from_utf8_lossy(&bytes);
        is_html(&text);
        to_markdown(&text);
    }
}
