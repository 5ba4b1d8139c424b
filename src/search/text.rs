//! The text of an article's HTML: what a reader sees, and no markup.
//!
//! The HTML is that of a page of ours, well-formed and cleaned: a `<` begins a tag, always.

use crate::search::document::{Field, Piece};

/// Appends the words of some HTML. Paragraphs, cells and the like end a line, headings and captions are
/// pieces of their own. The numbers of footnotes are no words.
pub fn pieces(html: &str, pieces: &mut Vec<Piece>) {
    let mut text = Text { start: pieces.len(), pieces, field: Field::Body };
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        text.add(&rest[..start]);
        let Some(length) = rest[start..].find('>') else { return };
        let tag = &rest[start + 1..start + length];
        rest = &rest[start + length + 1..];
        if tag.starts_with("sup class=\"note\"") {
            rest = rest.split_once("</sup>").map_or("", |(_, after)| after);
        }
        text.tag(tag);
    }
    text.add(rest);
}

struct Text<'a> {
    /// Where its own pieces begin.
    start: usize,
    pieces: &'a mut Vec<Piece>,
    field: Field,
}

impl Text<'_> {
    /// Adds a text up to the next tag.
    fn add(&mut self, written: &str) {
        let last = self.pieces[self.start..].last();
        let is_new = last.is_none_or(|piece| piece.field != self.field);
        let begins = is_new || last.is_some_and(|piece| piece.text.ends_with('\n'));
        if written.is_empty() || begins && written.trim().is_empty() {
            return;
        }
        if is_new {
            self.pieces.push(Piece { field: self.field, text: String::with_capacity(written.len() + 1) });
        }
        let Some(Piece { text, .. }) = self.pieces.last_mut() else { return };
        let start = text.len();
        match written.contains('&') {
            true => text.push_str(&html_escape::decode_html_entities(written)),
            false => text.push_str(written),
        }
        // A line of the source is none of the text.
        if text[start..].contains('\n') {
            let blanks = text[start..].replace('\n', " ");
            text.replace_range(start.., &blanks);
        }
    }

    fn tag(&mut self, tag: &str) {
        let (name, ends) = tag.strip_prefix('/').map_or((tag, false), |name| (name, true));
        let name = name.split([' ', '/']).next().unwrap_or_default();
        if is_inline(name) {
            return;
        }
        let own = &mut self.pieces[self.start..];
        if let Some(piece) = own.last_mut().filter(|piece| !piece.text.ends_with('\n')) {
            piece.text.push('\n');
        }
        let field = match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Field::Heading,
            "figcaption" | "caption" => Field::Caption,
            _ => return,
        };
        self.field = if ends { Field::Body } else { field };
    }
}

/// Whether words go on across a tag: `<em>un</em>known` is one.
fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "b"
            | "bdi"
            | "bdo"
            | "cite"
            | "code"
            | "del"
            | "dfn"
            | "em"
            | "i"
            | "ins"
            | "kbd"
            | "mark"
            | "q"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "u"
            | "var"
            | "wbr"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expect: &[(Field, &str)]) {
        let mut found = Vec::new();
        pieces(html, &mut found);
        let found: Vec<(Field, &str)> = found.iter().map(|piece| (piece.field, &*piece.text)).collect();
        assert_eq!(found, expect, "{html}");
    }

    #[test]
    fn headings_and_captions_stand_for_themselves() {
        check(
            "<p>One <em>un</em>known.</p>\n<h2 id=\"x\">Two &amp; a half</h2>\n<p>Three</p>",
            &[(Field::Body, "One unknown.\n"), (Field::Heading, "Two & a half\n"), (Field::Body, "Three\n")],
        );
        check(
            "<figure><img src=\"a.png\" alt=\"b\"><figcaption>Caption</figcaption></figure>",
            &[(Field::Caption, "Caption\n")],
        );
    }

    #[test]
    fn cells_and_lines_part_words_and_footnotes_are_none() {
        check(
            "<table><tr><td>3</td><td>4</td></tr></table><p>one<br>two<sup class=\"note\"><a href=\"#a\">1</a></sup>, five<sup>2</sup></p>",
            &[(Field::Body, "3\n4\none\ntwo, five2\n")],
        );
    }

    #[test]
    fn what_is_no_html_does_no_harm() {
        check("", &[]);
        check("a < b", &[(Field::Body, "a ")]);
        check("<p>&#233;t&eacute;", &[(Field::Body, "été")]);
    }
}
