//! An article as the Markdown file that is kept in git.

use serde::Serialize;
use toml::value::Datetime;

use crate::fingerprint::Fingerprint;

use super::{Article, Kind, PartialDate, Status, Term};

/// Stands for the seal while the seal is made.
const UNSEALED: &str = "00000000000000000000000000000000";

/// Whether a file is still as `to_markdown` wrote it. A file without a seal is a person's.
pub fn is_as_written(text: &str) -> bool {
    let Some(start) = text.find("\nwritten = \"").map(|at| at + "\nwritten = \"".len()) else { return false };
    let Some(seal) = text.get(start..start + UNSEALED.len()) else { return false };
    Fingerprint::of(text.replacen(seal, UNSEALED, 1).as_bytes()).to_string() == seal
}

/// The file of an article that was imported: TOML front matter with the keys in a fixed order, and the
/// text. Equal articles give equal bytes. `written` in its `[import]` table is a seal over the file, by
/// which a later import sees whether a person has edited it since.
pub fn to_markdown(article: &Article) -> String {
    let (meta, body) = (&article.meta, &article.body);
    let names = |terms: &[Term]| terms.iter().map(|term| term.name.to_string()).collect::<Vec<_>>();
    let front = Front {
        title: &meta.card.title,
        title_source: meta.title_source.as_str(),
        kind: (meta.kind == Kind::Page).then_some("page"),
        subtitle: body.subtitle.as_deref(),
        kicker: meta.card.kicker.as_deref(),
        description: body.description.as_deref(),
        date: toml_date(meta.card.date),
        date_text: body.date_text.as_deref(),
        updated: toml_date(meta.updated),
        section: meta.card.section.as_ref().map(|term| term.name.to_string()),
        tags: names(&meta.tags),
        authors: names(&meta.card.authors),
        byline: body.byline.as_deref(),
        dateline: body.dateline.as_deref(),
        agency: body.agency.as_deref(),
        source: body.source.as_deref(),
        original_url: meta.original_url.as_deref(),
        language: meta.card.language.as_deref(),
        status: (meta.status != Status::Published).then(|| meta.status.as_str()),
        rights: body.rights.as_deref(),
        import: body.import.as_ref().map(|note| Import {
            file: &note.file,
            sha256: &note.sha256,
            written: UNSEALED,
            removed: note
                .removed
                .iter()
                .map(|removed| Removed { line: removed.line, rule: removed.rule, text: &removed.text })
                .collect(),
        }),
    };
    // The struct above is plain text and lists, which TOML can always write.
    let front = toml::to_string(&front).unwrap_or_default();
    let file = format!("+++\n{front}+++\n\n{}\n", body.text.trim_end());
    let seal = Fingerprint::of(file.as_bytes()).to_string();
    file.replacen(UNSEALED, &seal, 1)
}

#[derive(Serialize)]
struct Front<'a> {
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title_source: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    subtitle: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kicker: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<toml::Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    updated: Option<toml::Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    section: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    byline: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dateline: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    agency: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    original_url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rights: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    import: Option<Import<'a>>,
}

#[derive(Serialize)]
struct Import<'a> {
    file: &'a str,
    sha256: &'a str,
    written: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    removed: Vec<Removed<'a>>,
}

#[derive(Serialize)]
struct Removed<'a> {
    line: u32,
    rule: &'a str,
    text: &'a str,
}

/// A date as TOML has it, where TOML has it; a month or a year is a text, and stays one.
pub fn toml_date(date: PartialDate) -> Option<toml::Value> {
    let text = date.to_string();
    if text.is_empty() {
        return None;
    }
    let whole = date.day().is_some().then(|| text.parse::<Datetime>().ok()).flatten();
    Some(whole.map_or(toml::Value::String(text), toml::Value::Datetime))
}

/// Plain text as Markdown that renders as that very text: one paragraph, its line ends kept.
pub fn escape_paragraph(text: &str) -> String {
    text.lines().map(|line| escape_line(line.trim())).collect::<Vec<_>>().join("\n")
}

/// Plain text as a Markdown heading of the second level.
pub fn heading(text: &str) -> String {
    let line = escape_inline(text.trim());
    // A closing row of `#` and a block of attributes are syntax at the end of a heading only.
    let line = match line.strip_suffix('#') {
        Some(rest) => format!("{rest}\\#"),
        None => line,
    };
    format!("## {}", line.replace('{', "\\{").replace('}', "\\}"))
}

fn escape_line(line: &str) -> String {
    let inline = escape_inline(line);
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=9).contains(&digits)
        && line[digits..].starts_with(['.', ')'])
        && line[digits + 1..].chars().next().is_none_or(char::is_whitespace)
    {
        // Digits are never escaped, so the positions are the same in both.
        return format!("{}\\{}", &inline[..digits], &inline[digits..]);
    }
    let starts_block = match line.chars().next() {
        Some('#' | '>') => true,
        Some('-' | '+') => line[1..].chars().next().is_none_or(char::is_whitespace) || all_of(line, "- "),
        Some('=') => all_of(line, "= "),
        Some('|' | ':') => all_of(line, "|-: "),
        _ => false,
    };
    let table_row = line.contains('|') && line.contains('-') && all_of(line, "|-: ");
    if starts_block || table_row { format!("\\{inline}") } else { inline }
}

fn all_of(line: &str, chars: &str) -> bool {
    line.chars().all(|c| chars.contains(c))
}

/// Escapes what has a meaning inside a line, and only where it has one, so that the file stays readable.
fn escape_inline(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        let after = line[at + c.len_utf8()..].chars().next().unwrap_or(' ');
        let special = match c {
            '\\' | '`' | '[' | ']' | '<' | '~' => true,
            '*' => at == 0 || !(before.is_whitespace() && after.is_whitespace()),
            '_' => !(before.is_alphanumeric() && after.is_alphanumeric()),
            '&' => after == '#' || after.is_alphanumeric(),
            _ => false,
        };
        if special {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::markdown;

    fn round(text: &str) -> String {
        let html = markdown::render(&escape_paragraph(text), "x", &|_| None).html;
        let inner = html.trim().strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>"));
        let inner = inner.unwrap_or_else(|| panic!("not one paragraph: {html}"));
        assert!(!inner.contains('<'), "markup in {html}");
        inner.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
    }

    #[test]
    fn specials_come_out_as_written() {
        for text in [
            "1. FC Köln won.",
            "12) and 3.",
            "* not a list",
            "- nor this",
            "+ nor this",
            "---",
            "===",
            "# no heading",
            "> no quote",
            "3*4*5 and *stars* and a * b",
            "snake_case and _this_ and __that__",
            "`code` and <b>html</b> & &amp; &#65;",
            "[a](b) [^1] ![c](d) [[e]]",
            "{{ x }} {% y %} $4.2 million $5",
            "~~struck~~ H~2~O",
            "C:\\dir\\file",
            "a | b\n--|--\nc | d",
            "|---|",
            "<https://x.example>",
            "text\n===",
            "text\n---",
            "1986. A great year",
            "***",
            "___",
            "* * *",
        ] {
            assert_eq!(round(text), text, "{}", escape_paragraph(text));
        }
    }

    #[test]
    fn readable_text_stays_readable() {
        for text in ["snake_case", "A & B", "2 * 3", "Topic | Example", "$4.2 million", "(a) {b}"] {
            assert_eq!(escape_paragraph(text), text);
        }
    }

    #[test]
    fn headings_keep_their_text() {
        for text in ["C #", "Set {#id}", "1. One", "*Stars*"] {
            let rendered = markdown::render(&heading(text), "x", &|_| None);
            assert_eq!(rendered.headings[0].title, text);
        }
    }
}
