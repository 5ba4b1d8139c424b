//! Reads `content/`: every article's skeleton, every other file's name.

use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::WalkDir;

use crate::article::{Article, Meta, Status, admit};
use crate::fingerprint::Fingerprint;
use crate::fs;
use crate::problem::Problem;
use crate::source::{self, File, Format, Reading};

use super::Site;

/// What `content/` holds.
#[derive(Debug, Default)]
pub struct Scan {
    /// Every article that was admitted, drafts included, in no order.
    pub metas: Vec<Meta>,
    /// Files that are no articles, below `content/`, sorted.
    pub files: Vec<String>,
    pub problems: Vec<Problem>,
}

impl Scan {
    /// Drops drafts and embargoed articles.
    #[must_use]
    pub fn public(mut self) -> Self {
        self.metas.retain(|meta| !matches!(meta.status, Status::Draft | Status::Embargoed));
        self
    }
}

/// Walks the folder and admits what it finds. One body per worker is in memory at a time.
pub fn scan(site: &Site) -> Scan {
    let mut scan = Scan::default();
    let mut articles = Vec::new();
    for entry in WalkDir::new(site.content()).follow_links(true).sort_by_file_name() {
        match entry {
            Ok(entry) if entry.file_type().is_file() => sort(site, entry.path(), &mut scan, &mut articles),
            Ok(_) => {}
            Err(error) => scan.problems.extend(walk_problem(site, &error)),
        }
    }
    scan.files.sort();
    let admitted: Vec<(Option<Meta>, Vec<Problem>)> = articles
        .par_iter()
        .map(|(path, format)| {
            let (article, problems) = read(site, path, *format);
            (article.map(|article| article.meta), problems)
        })
        .collect();
    for (meta, problems) in admitted {
        scan.metas.extend(meta);
        scan.problems.extend(problems);
    }
    scan
}

fn sort(site: &Site, path: &Path, scan: &mut Scan, articles: &mut Vec<(PathBuf, Format)>) {
    let inside = path.strip_prefix(site.content()).unwrap_or(path);
    let Some(name) = inside.to_str() else {
        let problem = Problem::error("file-name", &site.name_of(path), "the file's name is not UTF-8")
            .help("give it another name");
        scan.problems.push(problem);
        return;
    };
    let hidden = inside.components().any(|part| part.as_os_str().to_string_lossy().starts_with('.'));
    // Editors' copies of what they have open.
    if hidden || name.ends_with('~') || name.ends_with('#') {
        return;
    }
    match Format::of_name(name) {
        Some(format) => articles.push((path.to_owned(), format)),
        None => scan.files.push(fs::slashed(inside)),
    }
}

/// What was wrong on the way. That there is no `content/` at all is found by others.
fn walk_problem(site: &Site, error: &walkdir::Error) -> Option<Problem> {
    let path = error.path().unwrap_or(&site.root);
    let name = site.name_of(path);
    if let Some(ancestor) = error.loop_ancestor() {
        let message = format!("the link leads back to {}, which holds it", site.name_of(ancestor));
        return Some(Problem::error("link-loop", &name, message).help("remove the link"));
    }
    let kind = error.io_error().map(std::io::Error::kind);
    if kind == Some(std::io::ErrorKind::NotFound) && path == site.content() {
        return None;
    }
    let reason = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
    let message = format!("it cannot be read: {reason}");
    let help = if kind == Some(std::io::ErrorKind::NotFound) {
        "the link leads to nothing: remove it"
    } else {
        "let yourself read it: `chmod u+rX`"
    };
    Some(Problem::error("unreadable", &name, message).help(help))
}

/// Reads and admits one file.
fn read(site: &Site, path: &Path, format: Format) -> (Option<Article>, Vec<Problem>) {
    let name = site.name_of(path);
    let length = path.metadata().map_or(0, |meta| meta.len());
    if length > source::LARGEST {
        return (None, vec![source::too_large(&name, length)]);
    }
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            let problem = Problem::error("unreadable", &name, format!("it cannot be read: {}", error.source))
                .help("let yourself read it: `chmod u+r`");
            return (None, vec![problem]);
        }
    };
    let inside = name.strip_prefix("content/").unwrap_or(&name);
    let stem = inside.rsplit_once('.').map_or(inside, |(stem, _)| stem);
    let file = File { name: &name, path: stem, bytes: &bytes };
    let Reading { draft, mut problems, text } = source::read(&file, format);
    let Some(draft) = draft else {
        quote(&mut problems, &text);
        return (None, problems);
    };
    let admission = admit(draft, &site.house, Fingerprint::of(&bytes));
    problems.extend(admission.problems);
    quote(&mut problems, &text);
    (admission.article, problems)
}

fn quote(problems: &mut [Problem], text: &str) {
    problems.iter_mut().for_each(|problem| problem.quote(text));
}

/// The whole article behind a skeleton, read again.
pub fn load(site: &Site, meta: &Meta) -> Result<Article, Problem> {
    let gone = || {
        let message = "the file changed while the archive was read";
        Problem::error("changed", &meta.file, message).help("run the command again")
    };
    let format = Format::of_name(&meta.file).ok_or_else(gone)?;
    let (article, _) = read(site, &site.root.join(&*meta.file), format);
    article.filter(|article| article.meta.fingerprint == meta.fingerprint).ok_or_else(gone)
}
