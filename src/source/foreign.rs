//! Links that other generators write as calls: `{{< ref "story.md" >}}`, `{{ "/path/" | url }}`.
//!
//! Articles are not templates here, and nothing else of another generator's language is run. But a
//! link is a link: what these calls name is put in their place, so that they lead where they led.

use std::borrow::Cow;

/// A text with such links written plainly. Only where a link can stand: after `(`, a quote or `: `.
pub fn plain_links(text: &str) -> Cow<'_, str> {
    if !has_brace(text) || !text.contains("{{") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("{{") {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let linked = out.ends_with(['(', '"', '\'', '<']) || out.ends_with("]: ");
        match named(rest).filter(|_| linked) {
            Some((target, length)) => {
                out.push_str(&target.replace(' ', "%20"));
                rest = &rest[length..];
            }
            None => {
                out.push_str("{{");
                rest = &rest[2..];
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Whether there can be a call; hardly any text has one.
fn has_brace(text: &str) -> bool {
    memchr::memchr(b'{', text.as_bytes()).is_some()
}

/// A call is not longer than this, in bytes.
const LONGEST: usize = 400;

/// What a call at the start of a text names, and the call's length in bytes.
fn named(text: &str) -> Option<(&str, usize)> {
    let end = text.as_bytes().windows(2).take(LONGEST).position(|pair| pair == b"}}")?;
    let inner = text[2..end].trim_matches(['<', '>', '%']).trim();
    let target = if let Some(rest) = inner.strip_prefix("ref").or_else(|| inner.strip_prefix("relref")) {
        quoted(rest.trim_start())?
    } else if inner == "site.baseurl" || inner == "site.url" {
        ""
    } else {
        let (value, filter) = inner.split_once('|')?;
        matches!(filter.trim(), "url" | "relative_url" | "absolute_url").then(|| quoted(value.trim()))??
    };
    Some((target, end + 2))
}

fn quoted(text: &str) -> Option<&str> {
    let mark = text.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'))?;
    text[1..].split(mark).next()
}

/// The first call that is left: text that another generator would have replaced. Its bytes.
pub fn first_call(text: &str) -> Option<std::ops::Range<usize>> {
    if !has_brace(text) {
        return None;
    }
    let (start, close) = [("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}")]
        .into_iter()
        .filter_map(|(open, close)| Some((text.find(open)?, close)))
        .min()?;
    let length = text[start..].find(close)? + close.len();
    let inside = text[start..start + length].trim_start_matches(['{', '<', '%', '-', ' ']);
    inside.starts_with(|c: char| c.is_ascii_alphabetic()).then_some(start..start + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_written_plainly() {
        for (text, plain) in [
            ("[a]({{< ref \"2016-05-12-x.md\" >}})", "[a](2016-05-12-x.md)"),
            ("[a]({{% relref 'b c.md' %}}#d)", "[a](b%20c.md#d)"),
            ("[a]({{ \"/2015/07/08/x/\" | url }})", "[a](/2015/07/08/x/)"),
            ("<img src=\"{{site.baseurl}}/a.png\">", "<img src=\"/a.png\">"),
            (
                "He wrote {{ site.title }} and {{< ref \"a\" >}}.",
                "He wrote {{ site.title }} and {{< ref \"a\" >}}.",
            ),
            ("[a]({{ never closed", "[a]({{ never closed"),
            ("({{ü}})", "({{ü}})"),
            ("no braces", "no braces"),
        ] {
            assert_eq!(plain_links(text), plain);
        }
    }

    #[test]
    fn other_calls_are_found() {
        let text = "A\n\n{{< youtube id=\"x\" >}}\n\n{% raw %}";
        assert_eq!(first_call(text).map(|range| &text[range]), Some("{{< youtube id=\"x\" >}}"));
        assert_eq!(first_call("{{ variable }} and 5 {% of"), None);
    }
}
