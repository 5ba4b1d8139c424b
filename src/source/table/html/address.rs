//! The addresses of links and pictures: which are kept, and how Markdown has them.

/// An address for Markdown, or `None` if it is of a kind that an article has no use for, such as
/// `javascript:` and `data:`.
pub fn of_link(href: &str) -> Option<String> {
    of(href, &["http", "https", "mailto"])
}

pub fn of_picture(src: &str) -> Option<String> {
    of(src, &["http", "https"])
}

fn of(address: &str, schemes: &[&str]) -> Option<String> {
    // Browsers leave out control characters inside, so they hide no scheme.
    let address: String = address.chars().filter(|c| !c.is_control()).collect();
    let address = address.trim();
    let before_path = address.split(['/', '?', '#']).next().unwrap_or_default();
    if let Some((scheme, _)) = before_path.split_once(':')
        && !schemes.iter().any(|known| known.eq_ignore_ascii_case(scheme))
    {
        return None;
    }
    (!address.is_empty()).then(|| encode(address))
}

/// Encodes what would end the address in Markdown, or have a meaning in it.
fn encode(address: &str) -> String {
    let has_references = address.contains(';');
    let mut out = String::with_capacity(address.len());
    for c in address.chars() {
        match c {
            '(' | ')' | '<' | '>' | '[' | ']' | '{' | '}' | '|' | '\\' | '`' | '"' | '*' | ' ' => {
                out.push_str(&format!("%{:02X}", u32::from(c)));
            }
            '&' if has_references => out.push_str("\\&"),
            c if c.is_whitespace() => {
                let mut bytes = [0; 4];
                out.extend(c.encode_utf8(&mut bytes).bytes().map(|byte| format!("%{byte:02X}")));
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        for (href, expected) in [
            ("https://x.example/a_(b)?c=1&d=2", Some("https://x.example/a_%28b%29?c=1&d=2")),
            (" /a b ", Some("/a%20b")),
            ("a:b", None),
            ("java\nscript:alert(1)", None),
            ("MAILTO:ann@x.example", Some("MAILTO:ann@x.example")),
            ("?a:b", Some("?a:b")),
            ("#top", Some("#top")),
            ("//x.example/y", Some("//x.example/y")),
            ("", None),
        ] {
            assert_eq!(of_link(href).as_deref(), expected, "{href}");
        }
        assert_eq!(of_picture("data:image/png;base64,AAAA"), None);
    }
}
