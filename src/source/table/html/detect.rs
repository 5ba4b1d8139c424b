//! Whether a text is HTML, by its tags and character references. Nothing is parsed here.

/// Tags that are taken for HTML. Other words in angle brackets are words in angle brackets.
const TAGS: [&str; 71] = [
    "a",
    "abbr",
    "address",
    "article",
    "aside",
    "b",
    "blockquote",
    "body",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "font",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "ins",
    "li",
    "link",
    "main",
    "mark",
    "meta",
    "nav",
    "noscript",
    "ol",
    "p",
    "picture",
    "pre",
    "q",
    "s",
    "script",
    "section",
    "small",
    "source",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "time",
    "tr",
    "tt",
    "u",
    "ul",
    "video",
];

/// Tags that divide a text into paragraphs or lines.
const DIVISIONS: [&str; 5] = ["p", "br", "div", "li", "td"];

/// References by name that are met in texts; all others have numbers.
const REFERENCES: [&str; 40] = [
    "amp", "lt", "gt", "quot", "apos", "nbsp", "ndash", "mdash", "lsquo", "rsquo", "sbquo", "ldquo", "rdquo",
    "bdquo", "laquo", "raquo", "hellip", "bull", "middot", "euro", "pound", "copy", "reg", "trade", "deg",
    "auml", "ouml", "uuml", "Auml", "Ouml", "Uuml", "szlig", "eacute", "egrave", "agrave", "aacute",
    "oacute", "ccedil", "ntilde", "shy",
];

pub fn has_tag(text: &str) -> bool {
    has_tag_of(text, &TAGS) || text.contains("<!--") || text.contains("<!DOCTYPE")
}

/// Whether the paragraphs of a text are marked by tags.
pub fn has_division(text: &str) -> bool {
    has_tag_of(text, &DIVISIONS)
}

fn has_tag_of(text: &str, names: &[&str]) -> bool {
    memchr::memchr_iter(b'<', text.as_bytes()).any(|at| {
        let inside = &text[at + 1..];
        let inside = inside.strip_prefix('/').unwrap_or(inside);
        let length = inside.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let (name, after) = inside.split_at(length);
        names.iter().any(|known| known.eq_ignore_ascii_case(name))
            && after.starts_with(|c: char| c == '>' || c == '/' || c.is_ascii_whitespace())
            && memchr::memchr2(b'<', b'>', after.as_bytes()).is_some_and(|end| after.as_bytes()[end] == b'>')
    })
}

/// Whether there is a character reference, such as `&nbsp;` or `&#8217;`.
pub fn has_reference(text: &str) -> bool {
    memchr::memchr_iter(b'&', text.as_bytes()).any(|at| {
        let inside = &text[at + 1..];
        let length = inside.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
        let (name, after) = inside.split_at(length);
        let numbered = name.strip_prefix('#').is_some_and(|number| {
            let number = number.strip_prefix(['x', 'X']).unwrap_or(number);
            !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_hexdigit())
        });
        after.starts_with(';') && (numbered || REFERENCES.contains(&name))
    })
}
