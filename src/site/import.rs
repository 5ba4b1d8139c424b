//! `import`: files of any form that a reader knows, into `content/`.
//!
//! Reading the same source again changes no byte. A changed source changes its file, in its place. A
//! file that a person edited since is kept, and said.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::article::slug::{self, slugify};
use crate::article::{Article, Claim, PartialDate, admit, store};
use crate::fingerprint::{self, Fingerprint};
use crate::problem::{Place, Problem};
use crate::source::{self, File, Format};
use crate::{fs, words};

use super::{Error, Site, plain};

/// What is to be imported, and how.
#[derive(Clone, Debug, Default)]
pub struct Import {
    pub paths: Vec<PathBuf>,
    /// Below `content/`; empty is `content/` itself.
    pub into: String,
    pub dry: bool,
    /// Overwrite files that a person edited.
    pub force: bool,
}

/// What became of one source.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Imported {
    pub source: String,
    /// From the root of the archive.
    pub file: Option<String>,
    pub outcome: Outcome,
    pub title: Option<String>,
    pub title_made_up: bool,
    pub date: Option<String>,
    /// Lines that are not in the body.
    pub removed: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    Created,
    Updated,
    Unchanged,
    /// The same text came under another name before.
    Duplicate,
    /// A person edited the file since; it was left alone.
    Kept,
    /// A problem says why.
    Failed,
}

/// Imports files and folders of files, in the order of their names.
pub fn import(site: &Site, import: &Import) -> Result<(Vec<Imported>, Vec<Problem>), Error> {
    let into: Vec<&str> = import.into.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    if into.contains(&"..") {
        return Err(Error::Refused("--into leads out of content/".to_owned()));
    }
    let into = into.strip_prefix(&["content"]).unwrap_or(&into).join("/");
    let mut problems = Vec::new();
    let mut sources = Vec::new();
    for path in &import.paths {
        sources.extend(find(site, path, &mut problems)?);
    }
    let mut desk = Desk {
        site,
        import,
        into,
        known: known(site),
        coming: sources.iter().map(|source| source.hash.clone()).collect(),
        taken: HashSet::new(),
        problems,
    };
    let imported = sources.iter().map(|source| desk.one(source)).collect::<Result<_, _>>()?;
    Ok((imported, desk.problems))
}

/// A file that is to be imported.
struct Source {
    path: PathBuf,
    /// The same on every machine.
    name: String,
    /// SHA-256; empty if it could not be read.
    hash: String,
}

/// The files that a path stands for. A file is taken as it is; of a folder, what a reader knows.
///
/// That a path leads nowhere is an error; that something in a folder cannot be read is a problem.
fn find(site: &Site, given: &Path, problems: &mut Vec<Problem>) -> Result<Vec<Source>, Error> {
    let content = plain(&site.content());
    let mut files = Vec::new();
    for entry in WalkDir::new(given).follow_links(true).sort_by_file_name() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) if error.depth() == 0 => return Err(fs::walk_error(error, given).into()),
            Err(error) => {
                let error = fs::walk_error(error, given);
                problems.push(super::theme::unreadable(&fs::shown(&error.path), &error));
                continue;
            }
        };
        let name = entry.file_name().to_string_lossy();
        let known = Format::of_name(&name).is_some() && !name.starts_with('.');
        if !entry.file_type().is_file() || entry.depth() > 0 && !known {
            continue;
        }
        if plain(entry.path()).starts_with(&content) {
            let problem = Problem::error("in-content", &fs::shown(entry.path()), "it is in content/ already")
                .help("files there are articles as they are; `import` is for texts from elsewhere");
            problems.push(problem);
            continue;
        }
        let name = source_name(given, entry.path());
        let hash = fs::read(entry.path()).map(|bytes| fingerprint::sha256(&bytes)).unwrap_or_default();
        files.push(Source { path: entry.into_path(), name, hash });
    }
    Ok(files)
}

/// What is in `content/` already.
#[derive(Default)]
struct Known {
    /// By the hash of the source: the file, and the source's name.
    by_hash: HashMap<String, (String, String)>,
    /// By the name of the source: the file, and the source's hash.
    by_name: HashMap<String, (String, String)>,
    /// The addresses that articles have.
    addresses: HashSet<String>,
}

fn known(site: &Site) -> Known {
    let mut known = Known::default();
    for entry in WalkDir::new(site.content()).sort_by_file_name().into_iter().filter_map(Result::ok) {
        let path = entry.path();
        if !entry.file_type().is_file() || path.extension().is_none_or(|ending| ending != "md") {
            continue;
        }
        let Ok(bytes) = fs::read(path) else { continue };
        let name = site.name_of(path);
        let inside = name.strip_prefix("content/").unwrap_or(&name);
        let file = File { name: &name, path: inside.strip_suffix(".md").unwrap_or(inside), bytes: &bytes };
        let Some(draft) = source::read(&file, Format::Markdown).draft else { continue };
        let Some(article) = admit(draft, &site.house, Fingerprint::of(&bytes)).article else { continue };
        known.addresses.insert(article.meta.card.url.collision_key().into_owned());
        if let Some(note) = article.body.import {
            known.by_hash.entry(note.sha256.clone()).or_insert_with(|| (name.clone(), note.file.clone()));
            known.by_name.entry(note.file).or_insert((name, note.sha256));
        }
    }
    known
}

struct Desk<'a> {
    site: &'a Site,
    import: &'a Import,
    into: String,
    known: Known,
    /// The hashes of all sources of this run.
    coming: HashSet<String>,
    /// Files that belong to a source of this run.
    taken: HashSet<String>,
    problems: Vec<Problem>,
}

/// An article that was read from a source.
struct Read {
    article: Article,
    /// As the source names them.
    slug: Option<String>,
    id: Option<String>,
}

impl Desk<'_> {
    fn one(&mut self, source: &Source) -> Result<Imported, Error> {
        let Some(read) = self.read(source) else {
            return Ok(Imported {
                source: source.name.clone(),
                file: None,
                outcome: Outcome::Failed,
                title: None,
                title_made_up: false,
                date: None,
                removed: 0,
            });
        };
        let (file, outcome) = match self.known.by_hash.get(&source.hash).cloned() {
            Some((file, name)) if name != source.name || self.taken.contains(&file.to_lowercase()) => {
                (file, Outcome::Duplicate)
            }
            Some((file, _)) => self.write(file, &read)?,
            None => self.write(self.place(&read.article, source), &read)?,
        };
        self.known.by_hash.entry(source.hash.clone()).or_insert_with(|| (file.clone(), source.name.clone()));
        let Read { article: Article { meta, body }, .. } = read;
        Ok(Imported {
            source: source.name.clone(),
            file: Some(file),
            outcome,
            title: Some(meta.card.title.to_string()),
            title_made_up: meta.title_source.as_str().is_some(),
            date: Some(meta.card.date.to_string()).filter(|date| !date.is_empty()),
            removed: body.import.map_or(0, |note| note.removed.len()),
        })
    }

    /// Reads and admits a source; what is wrong with it becomes a problem.
    fn read(&mut self, source: &Source) -> Option<Read> {
        let shown = fs::shown(&source.path);
        let Some(format) = Format::of_name(&source.name) else {
            let problem = Problem::error("unknown-form", &shown, "no reader knows this form")
                .help("there are readers for .txt and .md");
            self.problems.push(problem);
            return None;
        };
        let length = source.path.metadata().map_or(0, |meta| meta.len());
        if length > source::LARGEST {
            self.problems.push(source::too_large(&shown, length));
            return None;
        }
        let bytes = match fs::read(&source.path) {
            Ok(bytes) => bytes,
            Err(error) => {
                self.problems.push(super::theme::unreadable(&shown, &error));
                return None;
            }
        };
        let path = dated_path(&source.name);
        let reading = source::read(&File { name: &shown, path: &path, bytes: &bytes }, format);
        let mut problems = reading.problems;
        let read = reading.draft.and_then(|mut draft| {
            let note = draft.import.get_or_insert_with(Default::default);
            note.file.clone_from(&source.name);
            note.sha256.clone_from(&source.hash);
            let named = |claim: &Option<Claim<String>>| claim.as_ref().map(|claim| claim.value.clone());
            let (slug, id) = (named(&draft.slug), named(&draft.id));
            let title = draft.title.as_ref().map(|claim| slugify(&claim.value));
            if let (None, Some(made)) = (&slug, title.filter(|slug| !slug.is_empty())) {
                let value = if slug::fault(&made).is_some() { format!("{made}-article") } else { made };
                draft.slug = Some(Claim { value, place: Place::line(1) });
            }
            let admission = admit(draft, &self.site.house, Fingerprint::of(&bytes));
            problems.extend(admission.problems);
            Some(Read { article: admission.article?, slug, id })
        });
        if let (Some(read), Format::Markdown) = (&read, format) {
            problems.extend(moved_links(&read.article, &shown));
        }
        problems.iter_mut().for_each(|problem| problem.quote(&reading.text));
        self.problems.extend(problems);
        read
    }

    /// Where an article goes: where an older state of its source is, or else by its date and its slug.
    fn place(&self, article: &Article, source: &Source) -> String {
        if let Some((file, hash)) = self.known.by_name.get(&source.name) {
            // A source that only changed its name is still coming, and keeps its file.
            if !self.taken.contains(&file.to_lowercase()) && !self.coming.contains(hash) {
                return file.clone();
            }
        }
        let card = &article.meta.card;
        let stem = card.url.file();
        let stem = stem.trim_end_matches("/index.html").trim_end_matches(".html");
        let stem = stem.rsplit('/').next().unwrap_or("article");
        let into = if self.into.is_empty() { String::new() } else { format!("{}/", self.into) };
        let folder = format!("content/{into}{}", folder_of(card.date));
        let section = card.section.as_ref().map(|term| &*term.slug);
        let mut number = 0;
        loop {
            number += 1;
            let slug = if number == 1 { stem.to_owned() } else { format!("{stem}-{number}") };
            let file = format!("{folder}/{slug}.md");
            let address = self.site.house.permalink.url(card.date, section, &slug);
            let free = !self.taken.contains(&file.to_lowercase())
                && !self.known.addresses.contains(&*address.collision_key());
            if free && !self.site.root.join(&file).exists() {
                return file;
            }
        }
    }

    fn write(&mut self, file: String, read: &Read) -> Result<(String, Outcome), Error> {
        let text = store::to_markdown(&read.article, read.slug.as_deref(), read.id.as_deref());
        let path = self.site.root.join(&file);
        self.taken.insert(file.to_lowercase());
        let there = fs::read_if_there(&path)?;
        let outcome = match &there {
            None => Outcome::Created,
            Some(bytes) if bytes == text.as_bytes() => return Ok((file, Outcome::Unchanged)),
            Some(bytes) if self.import.force || store::is_as_written(&String::from_utf8_lossy(bytes)) => {
                Outcome::Updated
            }
            Some(_) => {
                let message = "it was edited after it was imported, and is kept as it is";
                let problem = Problem::warning("edited", &file, message)
                    .help("`backfile import --force` writes the source's text over it");
                self.problems.push(problem);
                return Ok((file, Outcome::Kept));
            }
        };
        let card = &read.article.meta.card;
        let stem = file.rsplit('/').next().and_then(|name| name.strip_suffix(".md")).unwrap_or("");
        let section = card.section.as_ref().map(|term| &*term.slug);
        let address = self.site.house.permalink.url(card.date, section, stem);
        self.known.addresses.insert(address.collision_key().into_owned());
        if !self.import.dry {
            fs::create_folder(path.parent().unwrap_or(Path::new(".")))?;
            fs::replace(&path, text.as_bytes())?;
        }
        Ok((file, outcome))
    }
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

/// The name of a source, the same on every machine: from the folder that was named.
fn source_name(given: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(given).ok().filter(|rest| !rest.as_os_str().is_empty());
    match (inside, given.file_name()) {
        (Some(rest), Some(folder)) => format!("{}/{}", folder.to_string_lossy(), fs::slashed(rest)),
        (Some(rest), None) => fs::slashed(rest),
        (None, _) => path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
    }
}

/// A source's folders as far as they are parts of a date, and its name. What else its folders are
/// called says nothing about the article.
fn dated_path(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let mut parts: Vec<&str> = stem.split('/').collect();
    let file = parts.pop().unwrap_or(stem);
    parts.retain(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    parts.push(file);
    parts.join("/")
}

/// `2024/03/26`, `2024/03`, `2024` or `undated`.
pub(super) fn folder_of(date: PartialDate) -> String {
    match (date.year(), date.month(), date.day()) {
        (.., Some(day)) => day.format("%Y/%m/%d").to_string(),
        (Some(year), Some(month), None) => format!("{year:04}/{month:02}"),
        (Some(year), ..) => format!("{year:04}"),
        _ => "undated".to_owned(),
    }
}
