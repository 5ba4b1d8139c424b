//! `import`: files of any form that a reader knows, into `content/`.
//!
//! Reading the same source again changes no byte. A changed source changes its file, in its place. A
//! file that a person edited since is kept, and said.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::article::slug::slugify;
use crate::article::{Article, Claim, PartialDate, admit, store};
use crate::fingerprint::{self, Fingerprint};
use crate::fs;
use crate::problem::{Place, Problem};
use crate::source::{self, File, Format};

use super::{Error, Site};

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
    let into = import.into.trim_matches('/').trim_start_matches("content").trim_matches('/');
    if into.split('/').any(|part| part == "..") {
        return Err(Error::Refused("--into leads out of content/".to_owned()));
    }
    let mut desk = Desk {
        site,
        import,
        into: into.to_owned(),
        known: known(site),
        taken: HashSet::new(),
        problems: Vec::new(),
    };
    let mut imported = Vec::new();
    for path in &import.paths {
        for source in sources(path)? {
            imported.push(desk.one(path, &source)?);
        }
    }
    Ok((imported, desk.problems))
}

/// The files that a path stands for. A file is taken as it is; of a folder, what a reader knows.
fn sources(path: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    for entry in WalkDir::new(path).follow_links(true).sort_by_file_name() {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(path).to_owned();
            let source =
                error.into_io_error().unwrap_or_else(|| std::io::Error::other("a link leads in a circle"));
            fs::Error { action: "read", path, source }
        })?;
        let name = entry.file_name().to_string_lossy();
        let known = Format::of_name(&name).is_some() && !name.starts_with('.');
        if entry.file_type().is_file() && (entry.depth() == 0 || known) {
            files.push(entry.into_path());
        }
    }
    Ok(files)
}

/// What is in `content/` already, by its source.
#[derive(Default)]
struct Known {
    by_hash: HashMap<String, (String, String)>,
    by_name: HashMap<String, String>,
}

fn known(site: &Site) -> Known {
    let mut known = Known::default();
    for entry in WalkDir::new(site.content()).sort_by_file_name().into_iter().filter_map(Result::ok) {
        let path = entry.path();
        if !entry.file_type().is_file() || path.extension().is_none_or(|ending| ending != "md") {
            continue;
        }
        let Ok(bytes) = fs::read(path) else { continue };
        let name = fs::slashed(path.strip_prefix(&site.root).unwrap_or(path));
        let file = File { name: &name, path: "", bytes: &bytes };
        let draft = source::read(&file, Format::Markdown).draft;
        if let Some(note) = draft.and_then(|draft| draft.import) {
            known.by_hash.entry(note.sha256).or_insert_with(|| (name.clone(), note.file.clone()));
            known.by_name.entry(note.file).or_insert(name);
        }
    }
    known
}

struct Desk<'a> {
    site: &'a Site,
    import: &'a Import,
    into: String,
    known: Known,
    /// Files that this run has written.
    taken: HashSet<String>,
    problems: Vec<Problem>,
}

impl Desk<'_> {
    fn one(&mut self, given: &Path, path: &Path) -> Result<Imported, Error> {
        let name = source_name(given, path);
        let failed = |name: String| Imported {
            source: name,
            file: None,
            outcome: Outcome::Failed,
            title: None,
            title_made_up: false,
            date: None,
            removed: 0,
        };
        let Some(article) = self.read(path, &name)? else { return Ok(failed(name)) };
        let hash = article.body.import.as_ref().map(|note| note.sha256.clone()).unwrap_or_default();
        let (file, outcome) = match self.known.by_hash.get(&hash) {
            Some((file, source)) if *source != name => (file.clone(), Outcome::Duplicate),
            _ => {
                let file = self.place(&article, &name);
                let outcome = self.write(&file, &store::to_markdown(&article))?;
                (file, outcome)
            }
        };
        self.known.by_hash.entry(hash).or_insert_with(|| (file.clone(), name.clone()));
        self.known.by_name.entry(name.clone()).or_insert_with(|| file.clone());
        let removed = article.body.import.as_ref().map_or(0, |note| note.removed.len());
        Ok(Imported {
            source: name,
            file: Some(file),
            outcome,
            title: Some(article.meta.card.title.clone()),
            title_made_up: article.meta.title_source.as_str().is_some(),
            date: Some(article.meta.card.date.to_string()).filter(|date| !date.is_empty()),
            removed,
        })
    }

    /// Reads and admits a source; what is wrong with it becomes a problem.
    fn read(&mut self, path: &Path, name: &str) -> Result<Option<Article>, Error> {
        let shown = path.to_string_lossy();
        let Some(format) = Format::of_name(name) else {
            let problem = Problem::error("unknown-form", &shown, "no reader knows this form")
                .help("there are readers for .txt and .md");
            self.problems.push(problem);
            return Ok(None);
        };
        let length = path.metadata().map_or(0, |meta| meta.len());
        if length > source::LARGEST {
            self.problems.push(source::too_large(&shown, length));
            return Ok(None);
        }
        let bytes = fs::read(path)?;
        let path = dated_path(name);
        let reading = source::read(&File { name: &shown, path: &path, bytes: &bytes }, format);
        let mut problems = reading.problems;
        let article = reading.draft.and_then(|mut draft| {
            let note = draft.import.get_or_insert_with(Default::default);
            note.file = name.to_owned();
            note.sha256 = fingerprint::sha256(&bytes);
            let title =
                draft.title.as_ref().map(|claim| slugify(&claim.value)).filter(|slug| !slug.is_empty());
            if let (None, Some(value)) = (&draft.slug, title) {
                draft.slug = Some(Claim { value, place: Place::line(1) });
            }
            let admission = admit(draft, &self.site.house, Fingerprint::of(&bytes));
            problems.extend(admission.problems);
            admission.article
        });
        problems.iter_mut().for_each(|problem| problem.quote(&reading.text));
        self.problems.extend(problems);
        Ok(article)
    }

    /// Where an article goes: where it is already, or else by its date and its slug.
    fn place(&self, article: &Article, name: &str) -> String {
        if let Some(file) = self.known.by_name.get(name) {
            return file.clone();
        }
        let meta = &article.meta;
        let stem = meta.card.url.file();
        let stem = stem.trim_end_matches("/index.html").trim_end_matches(".html");
        let stem = stem.rsplit('/').next().unwrap_or("article");
        let into = if self.into.is_empty() { String::new() } else { format!("{}/", self.into) };
        let folder = format!("content/{into}{}", folder_of(meta.card.date));
        let mut number = 1;
        loop {
            let suffix = if number == 1 { String::new() } else { format!("-{number}") };
            let file = format!("{folder}/{stem}{suffix}.md");
            if !self.taken.contains(&file.to_lowercase()) && !self.site.root.join(&file).exists() {
                return file;
            }
            number += 1;
        }
    }

    fn write(&mut self, file: &str, text: &str) -> Result<Outcome, Error> {
        let path = self.site.root.join(file);
        self.taken.insert(file.to_lowercase());
        let there = fs::read_if_there(&path)?;
        let outcome = match &there {
            None => Outcome::Created,
            Some(bytes) if bytes == text.as_bytes() => return Ok(Outcome::Unchanged),
            Some(bytes) if self.import.force || store::is_as_written(&String::from_utf8_lossy(bytes)) => {
                Outcome::Updated
            }
            Some(_) => {
                let message = "it was edited after it was imported, and is kept as it is";
                let problem = Problem::warning("edited", file, message)
                    .help("`backfile import --force` writes the source's text over it");
                self.problems.push(problem);
                return Ok(Outcome::Kept);
            }
        };
        if !self.import.dry {
            fs::create_folder(path.parent().unwrap_or(Path::new(".")))?;
            fs::replace(&path, text.as_bytes())?;
        }
        Ok(outcome)
    }
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
