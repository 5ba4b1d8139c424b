//! An article as the Markdown file that is kept in git.

mod front;

use std::borrow::Cow;
use std::sync::LazyLock;

use memchr::memmem::Finder;
use toml::Value;
use toml::value::Datetime;

use crate::fingerprint::Fingerprint;

use super::prose::any;
use super::{Article, Correction, Image, Kind, PartialDate, SourceNote, Status, Url, front_matter};
use front::Front;

/// Stands for the seal while the seal is made.
const UNSEALED: &str = "00000000000000000000000000000000";

/// Whether a file is still as `to_markdown` wrote it. A file without a seal is a person's.
pub fn is_as_written(text: &str) -> bool {
    // As programs change line ends that people never see.
    let unix = if text.contains('\r') { Cow::Owned(text.replace('\r', "")) } else { Cow::Borrowed(text) };
    let Some(at) = seal_at(&unix) else { return false };
    let seal = &unix[at..at + UNSEALED.len()];
    Fingerprint::of(with_seal(&unix, at, UNSEALED).as_bytes()).to_string() == seal
}

/// Where the seal stands in a file, in bytes: in its `[import]` table, whatever else is called like it.
fn seal_at(text: &str) -> Option<usize> {
    const KEY: &str = "\nwritten = \"";
    // To make ready for a search takes longer than most of them.
    static SEARCHES: LazyLock<[Finder<'static>; 2]> =
        LazyLock::new(|| ["\n[import]\n", KEY].map(Finder::new));
    let [table, key] = &*SEARCHES;
    let table = table.find(text.as_bytes())?;
    let at = table + key.find(&text.as_bytes()[table..])? + KEY.len();
    text.get(at..at + UNSEALED.len()).map(|_| at)
}

fn with_seal(text: &str, at: usize, seal: &str) -> String {
    format!("{}{seal}{}", &text[..at], &text[at + UNSEALED.len()..])
}

/// The source of a file whose front matter cannot be read: its name and its checksum.
pub fn source_of(text: &str) -> Option<(String, String)> {
    let table = &text[text.find("\n[import]")?..];
    let value = |key: &str| {
        let line = table.lines().find_map(|line| line.strip_prefix(key)?.trim_start().strip_prefix('='))?;
        Some(line.trim().trim_matches('"').to_owned())
    };
    Some((value("file")?, value("sha256")?))
}

/// The file of an article that was imported: TOML front matter with the keys in a fixed order, and the
/// text. Equal articles give equal bytes. `written` in its `[import]` table is a seal over the file, by
/// which a later import sees whether a person has edited it since.
///
/// `slug` and `id` are given where the source named them; otherwise the file's name says both.
pub fn to_markdown(article: &Article, slug: Option<&str>, id: Option<&str>) -> String {
    let (meta, card, body) = (&article.meta, &article.meta.card, &article.body);
    let text = body.text.trim();
    let mut front = Front::new(text.len());
    front.text("title", Some(&card.title));
    front.text("title_source", meta.title_source.as_str());
    front.text("kind", (meta.kind == Kind::Page).then_some("page"));
    front.text("subtitle", body.subtitle.as_deref());
    front.text("kicker", card.kicker.as_deref());
    front.text("description", body.description.as_deref());
    front.text("slug", slug);
    front.date("date", card.date);
    front.text("date_text", body.date_text.as_deref());
    front.date("updated", meta.updated);
    front.text("section", card.section.as_ref().map(|term| &*term.name));
    front.texts("tags", meta.tags.iter().map(|term| &*term.name));
    front.texts("authors", card.authors.iter().map(|term| &*term.name));
    front.text("byline", body.byline.as_deref());
    front.text("dateline", body.dateline.as_deref());
    front.text("agency", body.agency.as_deref());
    front.text("source", body.source.as_deref());
    front.text("original_url", meta.original_url());
    front.texts("aliases", meta.aliases().iter().map(Url::as_str));
    front.text("series", body.series.as_deref());
    front.text("language", card.language.as_deref());
    front.text("status", (meta.status != Status::Published).then(|| meta.status.as_str()));
    front.text("withdrawn_reason", body.withdrawn_reason.as_deref());
    front.text("canonical_of", meta.canonical_of());
    front.value("noindex", meta.noindex.then_some(Value::Boolean(true)));
    front.text("rights", body.rights.as_deref());
    front.text("license", body.license.as_deref());
    front.text("id", id);
    body.image.iter().for_each(|image| put_image(&mut front, image));
    body.corrections.iter().for_each(|correction| put_correction(&mut front, correction));
    if !body.extra.0.is_empty() {
        front.nested("extra", &body.extra, || table(&body.extra));
    }
    body.import.iter().for_each(|note| put_note(&mut front, note));
    let mut file = front.file(text);
    if let Some(at) = seal_at(&file) {
        let seal = Fingerprint::of(file.as_bytes()).to_string();
        file.replace_range(at..at + UNSEALED.len(), &seal);
    }
    file
}

fn put_image(front: &mut Front, image: &Image) {
    front.table("image");
    front.text("src", Some(&image.src));
    front.text("alt", Some(image.alt.as_str()).filter(|alt| !alt.is_empty()));
    front.text("caption", image.caption.as_deref());
    front.text("credit", image.credit.as_deref());
}

fn put_correction(front: &mut Front, correction: &Correction) {
    front.item("corrections");
    front.date("date", correction.date);
    front.text("kind", Some(&correction.kind));
    front.text("text", Some(&correction.text));
}

fn put_note(front: &mut Front, note: &SourceNote) {
    front.table("import");
    front.text("file", Some(&note.file));
    front.text("sha256", Some(&note.sha256));
    front.text("written", Some(UNSEALED));
    for removed in &note.removed {
        front.item("import.removed");
        front.value("line", Some(Value::Integer(removed.line.into())));
        front.text("rule", Some(removed.rule));
        front.text("text", Some(&removed.text));
    }
}

/// The `[extra]` table as it was written; what has no value is left out, as TOML has no word for it.
fn table(table: &front_matter::Table) -> Value {
    let entries = table.0.iter();
    Value::Table(entries.filter_map(|entry| Some((entry.key.clone(), extra(&entry.node.value)?))).collect())
}

fn extra(value: &front_matter::Value) -> Option<Value> {
    use front_matter::Value as Written;
    Some(match value {
        Written::Nothing => return None,
        Written::Text(text) => Value::String(text.clone()),
        Written::Truth(truth) => Value::Boolean(*truth),
        Written::Date(date) => date.parse().map_or_else(|_| Value::String(date.clone()), Value::Datetime),
        Written::Number(number) => match (number.parse::<i64>(), number.parse::<f64>()) {
            // A number that would be spelled differently is kept as the text it was.
            (Ok(integer), _) if integer.to_string() == *number => Value::Integer(integer),
            (_, Ok(float)) if float.is_finite() && number.contains('.') => Value::Float(float),
            _ => Value::String(number.clone()),
        },
        Written::List(items) => Value::Array(items.iter().filter_map(|item| extra(&item.value)).collect()),
        Written::Table(inner) => table(inner),
    })
}

/// A date as TOML has it, where TOML has it; a month or a year is a text, and stays one.
pub fn toml_date(date: PartialDate) -> Option<Value> {
    let text = date.to_string();
    if text.is_empty() {
        return None;
    }
    let whole = date.day().is_some().then(|| text.parse::<Datetime>().ok()).flatten();
    Some(whole.map_or(Value::String(text), Value::Datetime))
}

/// Plain text as Markdown that renders as that very text: one paragraph, its line ends kept.
pub fn escape_paragraph(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for (at, line) in text.lines().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        escape_line_into(&mut out, line);
    }
    out
}

/// Plain text as a Markdown heading of the second level, behind other text.
pub fn heading_into(out: &mut String, text: &str) {
    out.push_str("## ");
    let start = out.len();
    escape_inline(out, text.trim());
    // A closing row of `#` and a block of attributes are syntax at the end of a heading only.
    if out.ends_with('#') {
        out.insert(out.len() - 1, '\\');
    }
    if out[start..].contains(['{', '}']) {
        let escaped = out[start..].replace('{', "\\{").replace('}', "\\}");
        out.replace_range(start.., &escaped);
    }
}

/// Plain text that is one line, behind other text.
pub fn escape_line_into(out: &mut String, line: &str) {
    let line = line.trim();
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=9).contains(&digits)
        && line[digits..].starts_with(['.', ')'])
        && line[digits + 1..].chars().next().is_none_or(char::is_whitespace)
    {
        out.push_str(&line[..digits]);
        out.push('\\');
        return escape_inline(out, &line[digits..]);
    }
    let starts_block = match line.chars().next() {
        Some('#' | '>') => true,
        Some('-' | '+') => line[1..].chars().next().is_none_or(char::is_whitespace) || all_of(line, "- "),
        Some('=') => all_of(line, "= "),
        Some('|' | ':') => all_of(line, "|-: "),
        _ => false,
    };
    let table_row = || all_of(line, "|-: ") && line.contains('|') && line.contains('-');
    if starts_block || table_row() {
        out.push('\\');
    }
    escape_inline(out, line);
}

fn all_of(line: &str, chars: &str) -> bool {
    line.chars().all(|c| chars.contains(c))
}

/// Escapes what has a meaning inside a line, and only where it has one, so that the file stays readable.
fn escape_inline(out: &mut String, line: &str) {
    // Most lines have no sign.
    let is_bracket = |byte: u8| (byte.wrapping_sub(b'[') <= b'`' - b'[') | (byte == b'<');
    if !any(line.as_bytes(), |byte| is_bracket(byte) | (byte == b'*') | (byte == b'&') | (byte == b'~')) {
        return out.push_str(line);
    }
    let mut plain = 0;
    // What is between signs is copied whole.
    for (at, byte) in line.bytes().enumerate().filter(|(_, byte)| is_sign(*byte)) {
        let before = line[..at].chars().next_back().unwrap_or(' ');
        let after = line[at + 1..].chars().next().unwrap_or(' ');
        let special = match byte {
            b'*' => at == 0 || !(before.is_whitespace() && after.is_whitespace()),
            b'_' => !(before.is_alphanumeric() && after.is_alphanumeric()),
            b'&' => after == '#' || after.is_alphanumeric(),
            _ => true,
        };
        if special {
            out.push_str(&line[plain..at]);
            out.push('\\');
            plain = at;
        }
    }
    out.push_str(&line[plain..]);
}

/// The signs that have a meaning inside a line, some of them only in some places.
fn is_sign(byte: u8) -> bool {
    matches!(byte, b'\\' | b'`' | b'[' | b']' | b'<' | b'~' | b'*' | b'_' | b'&')
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
            let mut heading = String::new();
            heading_into(&mut heading, text);
            let rendered = markdown::render(&heading, "x", &|_| None);
            assert_eq!(rendered.headings[0].title, text);
        }
    }
}
