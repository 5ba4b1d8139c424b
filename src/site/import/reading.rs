//! One source, read and admitted: everything that can be done without knowing of the others.

use std::sync::Arc;

use crate::archive::near::Sketch;
use crate::article::slug::{self, slugify};
use crate::article::{Article, Claim, PartialDate, admit};
use crate::fingerprint::{self, Fingerprint};
use crate::problem::{Place, Problem};
use crate::source::table::columns::{Field, Use};
use crate::source::table::{self, Record, Value};
use crate::source::{self, File, Format, Manner, Mended, Reading};
use crate::{fs, words};

use super::sources::{Job, Source};
use super::{Explained, Site, ToldBy, bytes, unpacked_name};

/// An article that was read from a source.
pub(super) struct Read {
    /// The source's name, and of a table the record's.
    pub name: String,
    /// SHA-256 of what was read.
    pub hash: String,
    pub article: Article,
    /// As the source names them.
    pub slug: Option<String>,
    pub id: Option<String>,
    /// Its source says by an id of its own which article it is.
    pub keyed: bool,
    pub explained: Explained,
    pub mended: Mended,
    pub sketch: Option<Sketch>,
}

/// Reads and admits a source. What is wrong with it becomes problems; without an article, its name is
/// given back.
pub(super) fn read(site: &Site, manner: &Manner, job: Job) -> (Vec<Problem>, Result<Box<Read>, String>) {
    match job {
        Job::Failed { name, problem } => (vec![*problem], Err(name)),
        Job::File { source, format } => read_file(site, manner, source, format),
        Job::Record { table, record, uses } => read_record(site, manner, &table, &record, &uses),
    }
}

fn read_file(
    site: &Site,
    manner: &Manner,
    source: Source,
    format: Format,
) -> (Vec<Problem>, Result<Box<Read>, String>) {
    let shown = fs::shown(&source.path);
    let bytes = match bytes::whole(&source.path) {
        Ok(bytes) => bytes,
        Err(problem) => return (vec![*problem], Err(source.name)),
    };
    let path = dated_path(&source.name);
    let reading = source::read(&File { name: &shown, path: &path, bytes: &bytes }, format, manner);
    let told_by = match format {
        Format::Markdown => ToldBy::Markdown,
        Format::Text => ToldBy::Rules,
    };
    let (mut problems, read) = admitted(site, reading, told_by, source.name, source.hash);
    if let (Ok(read), Format::Markdown) = (&read, format) {
        problems.extend(moved_links(&read.article, &shown));
    }
    (problems, read)
}

fn read_record(
    site: &Site,
    manner: &Manner,
    table: &Arc<Source>,
    record: &Record,
    uses: &[Use],
) -> (Vec<Problem>, Result<Box<Read>, String>) {
    let told = |field: Field| {
        let at = uses.iter().position(|usage| *usage == Use::Field(field))?;
        match &record.fields[at].1 {
            Value::Text(text) => Some(text.as_str()),
            Value::List(_) => None,
        }
    };
    // What tells a record from others also when rows are added above it.
    let id = told(Field::Id);
    let key = id.or_else(|| told(Field::Url)).map_or_else(|| record.number.to_string(), str::to_owned);
    let keyed = id.is_some() || told(Field::Url).is_some();
    let name = [&table.name, "#", &key].concat();
    let shown = fs::shown(&table.path);
    let reading = table::article::read(&File { name: &shown, path: "", bytes: &[] }, record, uses, manner);
    let hash = hash_of(record);
    let has_text = reading.draft.as_ref().is_some_and(|draft| !draft.body.is_empty());
    let told_by = match () {
        () if !reading.rows.is_empty() => ToldBy::Rules,
        () if has_text => ToldBy::Html,
        () => ToldBy::Nothing,
    };
    let (mut problems, mut read) = admitted(site, reading, told_by, name, hash);
    if let Ok(read) = &mut read {
        read.keyed = keyed;
    }
    let line = u32::try_from(record.line).unwrap_or(u32::MAX);
    for problem in &mut problems {
        problem.place = Some(Place::line(line));
        problem.line = None;
    }
    (problems, read)
}

/// What a record is known again by: the checksum of its columns and what they have.
pub(super) fn hash_of(record: &Record) -> String {
    fingerprint::sha256_of_parts(|part| {
        for (column, value) in &record.fields {
            part(column.as_bytes());
            match value {
                Value::Text(text) => {
                    part(&[0]);
                    part(text.as_bytes());
                }
                Value::List(items) => items.iter().for_each(|item| {
                    part(&[1]);
                    part(item.as_bytes());
                }),
            }
            part(b"\n");
        }
    })
}

fn admitted(
    site: &Site,
    reading: Reading,
    told_by: ToldBy,
    name: String,
    hash: String,
) -> (Vec<Problem>, Result<Box<Read>, String>) {
    let Reading { draft, mut problems, text, rows, mended } = reading;
    let Some(mut draft) = draft else {
        problems.iter_mut().for_each(|problem| problem.quote(&text));
        return (problems, Err(name));
    };
    let note = draft.import.get_or_insert_with(Default::default);
    note.file.clone_from(&name);
    note.sha256.clone_from(&hash);
    let named = |claim: &Option<Claim<String>>| claim.as_ref().map(|claim| claim.value.clone());
    let (slug, id) = (named(&draft.slug), named(&draft.id));
    let title = draft.title.as_ref().map(|claim| slugify(&claim.value));
    if let (None, Some(made)) = (&slug, title.filter(|slug| !slug.is_empty())) {
        let value = if slug::fault(&made).is_some() { format!("{made}-article") } else { made };
        draft.slug = Some(Claim { value, place: Place::line(1) });
    }
    let admission = admit(draft, &site.house, Fingerprint::default());
    problems.extend(admission.problems);
    problems.iter_mut().for_each(|problem| problem.quote(&text));
    let Some(article) = admission.article else { return (problems, Err(name)) };
    let sketch = Sketch::of(&article.body.text);
    let explained = Explained { text, rows, told_by };
    let read = Read { name, hash, article, slug, id, keyed: false, explained, mended, sketch };
    (problems, Ok(Box::new(read)))
}

/// Links and pictures beside a Markdown file lead nowhere from where it goes.
fn moved_links(article: &Article, file: &str) -> Option<Problem> {
    let relative = article.meta.links.iter().filter(|link| !link.target.starts_with('/')).count();
    let first = article.meta.links.iter().find(|link| !link.target.starts_with('/'))?;
    let message =
        format!("the file moves, and {} in it may lead nowhere", words::count(relative, "relative link"));
    let help = "copy what they lead to as well, or put the Markdown itself below content/";
    Some(Problem::warning("moved-links", file, message).at(first.place).help(help))
}

/// A source's folders as far as they are parts of a date, and its name. What else its folders are
/// called says nothing about the article.
fn dated_path(name: &str) -> String {
    let name = unpacked_name(name);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let mut parts: Vec<&str> = stem.split('/').collect();
    let file = parts.pop().unwrap_or(stem);
    parts.retain(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    parts.push(file);
    parts.join("/")
}

/// `2024/03/26`, `2024/03`, `2024` or `undated`.
pub(in super::super) fn folder_of(date: PartialDate) -> String {
    match (date.year(), date.month(), date.day()) {
        (.., Some(_)) => date.without_time().to_string().replace('-', "/"),
        (Some(year), Some(month), None) => format!("{year:04}/{month:02}"),
        (Some(year), ..) => format!("{year:04}"),
        _ => "undated".to_owned(),
    }
}
