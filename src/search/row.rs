//! What is shown of an article that was found: its row in the document store, as JSON.

use crate::search::document::Document;

/// `["url","title","date","section","summary","language"]`, without empty texts at the end.
pub fn row(document: &Document) -> String {
    let section = document.section.as_ref().map_or("", |(name, _)| name);
    let fields =
        [&document.url, &document.title, &document.date_text, section, &document.summary, &document.language];
    let used = fields.iter().rposition(|field| !field.is_empty()).map_or(0, |last| last + 1);
    let mut out = String::with_capacity(64 + fields.iter().map(|field| field.len()).sum::<usize>());
    out.push('[');
    for (place, field) in fields[..used].iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        quote(&mut out, field);
    }
    out.push(']');
    out
}

/// Appends a text as JSON, which JavaScript reads as well.
pub fn quote(out: &mut String, text: &str) {
    out.push('"');
    // What is to be written in another way begins with one of these bytes, 0xe2 for two kinds of line ends.
    let is_special = |byte: u8| matches!(byte, b'"' | b'\\' | 0..=0x1f | 0x7f | 0xe2);
    let mut rest = text;
    while let Some(place) = rest.bytes().position(is_special) {
        out.push_str(&rest[..place]);
        let mut letters = rest[place..].chars();
        match letters.next() {
            Some('"') => out.push_str("\\\""),
            Some('\\') => out.push_str("\\\\"),
            // Line ends to old engines, and letters that no text needs.
            Some(letter @ ('\0'..='\u{1f}' | '\u{7f}' | '\u{2028}' | '\u{2029}')) => {
                out.push_str(&format!("\\u{:04x}", u32::from(letter)));
            }
            letter => out.extend(letter),
        }
        rest = letters.as_str();
    }
    out.push_str(rest);
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_json() {
        let document = Document {
            url: "2024/a.html".into(),
            title: "He said \"no\" \\ \n".into(),
            section: Some(("World".into(), "world".into())),
            ..Document::default()
        };
        assert_eq!(row(&document), r#"["2024/a.html","He said \"no\" \\ \u000a","","World"]"#);
        let read: Vec<String> = serde_json::from_str(&row(&document)).unwrap();
        assert_eq!(read[1], document.title);
    }
}
