//! The default theme, and the files of an archive that take its place.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::PathBuf;

use include_dir::{Dir, include_dir};
use walkdir::WalkDir;

use crate::fingerprint::Fingerprint;
use crate::fs::{self, Stamp};
use crate::page::SEARCH_SCRIPT;
use crate::problem::Problem;
use crate::search;

use super::Site;
use super::walk::is_editors;

static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");
static STATIC: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/static");

/// A file that goes into the site as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fixed {
    /// Of the default theme.
    Embedded(Cow<'static, [u8]>),
    OnDisk(PathBuf, Stamp),
}

impl Fixed {
    /// What tells whether the file is another, without reading it. `None` for one so new that it could
    /// change unseen.
    pub fn inputs(&self, moment: i64) -> Option<Fingerprint> {
        match self {
            Self::Embedded(bytes) => Some(Fingerprint::of(bytes)),
            Self::OnDisk(_, stamp) if stamp.is_racy(moment) => None,
            Self::OnDisk(_, stamp) => Some(Fingerprint::of_hash(stamp)),
        }
    }
}

/// The files that make an archive's theme.
#[derive(Debug)]
pub(super) struct Theme {
    /// The templates' sources, by name.
    pub templates: BTreeMap<String, String>,
    /// By path in the site.
    pub fixed: BTreeMap<String, Fixed>,
    pub problems: Vec<Problem>,
}

impl Theme {
    /// Reads the templates, and looks at the other files.
    pub fn of(site: &Site) -> Self {
        let mut problems = Vec::new();
        let templates = templates(site, &mut problems);
        let fixed = fixed(site, &mut problems);
        Self { templates, fixed, problems }
    }

    /// Of all that it would give a build. `None` when a file of it is so new that it could change unseen.
    pub fn fingerprint(&self, moment: i64) -> Option<Fingerprint> {
        let fixed: Option<Vec<_>> =
            self.fixed.iter().map(|(path, file)| Some((path, file.inputs(moment)?))).collect();
        let problems = Fingerprint::of_value(&self.problems);
        Some(Fingerprint::of_hash(&(&self.templates, fixed?, problems)))
    }
}

/// The theme's templates, with those of the archive over them.
fn templates(site: &Site, problems: &mut Vec<Problem>) -> BTreeMap<String, String> {
    let mut sources: BTreeMap<String, String> = embedded(&TEMPLATES)
        .map(|(name, bytes)| (name, String::from_utf8_lossy(bytes).into_owned()))
        .collect();
    for (name, path, _) in on_disk(site, "templates", problems) {
        match fs::read(&path).map(String::from_utf8) {
            Ok(Ok(text)) => {
                sources.insert(name, text);
            }
            Ok(Err(_)) => problems.push(
                Problem::error("template", &format!("templates/{name}"), "the template is not UTF-8 text")
                    .help("it is left out, and the theme's own is used"),
            ),
            Err(error) => problems.push(unreadable(&format!("templates/{name}"), &error)),
        }
    }
    sources
}

/// The theme's other files, with those of the archive over them, by their paths in the site.
fn fixed(site: &Site, problems: &mut Vec<Problem>) -> BTreeMap<String, Fixed> {
    let mut files: BTreeMap<String, Fixed> =
        embedded(&STATIC).map(|(name, bytes)| (name, Fixed::Embedded(Cow::Borrowed(bytes)))).collect();
    for (name, path, stamp) in on_disk(site, "static", problems) {
        files.insert(name, Fixed::OnDisk(path, stamp));
    }
    if site.search.is_some() {
        let script = search_script(&mut files, problems);
        files.insert(SEARCH_SCRIPT.to_owned(), script);
    } else {
        // What the archive itself has below search/ is its own affair.
        let is_own =
            |name: &str, file: &Fixed| matches!(file, Fixed::OnDisk(..)) && STATIC.get_file(name).is_none();
        files.retain(|name, file| !name.starts_with("search/") || is_own(name, file));
    }
    files
}

/// Puts the scripts of `static/search/`, which are made to be read, into the one that the search page loads.
fn search_script(files: &mut BTreeMap<String, Fixed>, problems: &mut Vec<Problem>) -> Fixed {
    let mut texts = Vec::new();
    for name in search::SCRIPTS {
        let bytes = match files.remove(&format!("search/{name}")) {
            Some(Fixed::Embedded(bytes)) => bytes,
            Some(Fixed::OnDisk(path, _)) => Cow::Owned(fs::read(&path).unwrap_or_else(|error| {
                problems.push(unreadable(&format!("static/search/{name}"), &error));
                Vec::new()
            })),
            None => Cow::default(),
        };
        texts.push(String::from_utf8_lossy(&bytes).into_owned());
    }
    Fixed::Embedded(Cow::Owned(search::joined(texts.iter().map(String::as_str)).into_bytes()))
}

/// The problem of a file that cannot be read.
pub(super) fn unreadable(name: &str, error: &fs::Error) -> Problem {
    Problem::error("unreadable", name, format!("it cannot be read: {}", error.source))
        .help("let yourself read it, or remove it")
}

fn embedded(folder: &'static Dir<'static>) -> impl Iterator<Item = (String, &'static [u8])> {
    let mut files = Vec::new();
    let mut folders = vec![folder];
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        files.extend(folder.files().map(|file| (fs::slashed(file.path()), file.contents())));
    }
    files.into_iter()
}

/// The files of a folder that may not be there, by their names in it.
fn on_disk(site: &Site, name: &str, problems: &mut Vec<Problem>) -> Vec<(String, PathBuf, Stamp)> {
    let folder = site.root.join(name);
    let mut files = Vec::new();
    if !folder.is_dir() {
        return files;
    }
    for entry in WalkDir::new(&folder).follow_links(true).sort_by_file_name() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let error = fs::walk_error(error, &folder);
                let path = fs::slashed(error.path.strip_prefix(&site.root).unwrap_or(&error.path));
                problems.push(unreadable(&path, &error));
                continue;
            }
        };
        let inside = fs::slashed(entry.path().strip_prefix(&folder).unwrap_or(entry.path()));
        let base = entry.file_name().to_string_lossy();
        if !entry.file_type().is_file() || is_editors(&base) {
            continue;
        }
        if inside.contains(|c: char| c.is_control()) || entry.path().to_str().is_none() {
            let message = "its name cannot be an address";
            let name = format!("{name}/{}", inside.escape_debug());
            problems.push(Problem::warning("file-name", &name, message).help("give it another name"));
            continue;
        }
        match entry.metadata() {
            Ok(meta) => files.push((inside, entry.into_path(), Stamp::of(&meta))),
            Err(error) => {
                problems.push(unreadable(&format!("{name}/{inside}"), &fs::walk_error(error, &folder)));
            }
        }
    }
    files
}
