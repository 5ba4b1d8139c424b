//! The default theme, and the files of an archive that take its place.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};
use walkdir::WalkDir;

use crate::fs;
use crate::page::Templates;
use crate::problem::Problem;

use super::{Error, Site};

static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");
static STATIC: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/static");

/// A file that goes into the site as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fixed {
    Embedded(&'static [u8]),
    OnDisk(PathBuf),
}

/// The theme's templates, with those of the archive over them, and the faults of those that have one.
pub(super) fn templates(site: &Site) -> Result<(Templates, Vec<Problem>), Error> {
    let mut problems = Vec::new();
    let mut sources = BTreeMap::new();
    for (name, file) in embedded(&TEMPLATES) {
        sources.insert(name, String::from_utf8_lossy(file).into_owned());
    }
    for (name, path) in on_disk(&site.root.join("templates"))? {
        let bytes = fs::read(&path)?;
        match String::from_utf8(bytes) {
            Ok(text) => {
                sources.insert(name, text);
            }
            Err(_) => problems.push(
                Problem::error("template", &format!("templates/{name}"), "the template is not UTF-8 text")
                    .help("it is left out, and the theme's own is used"),
            ),
        }
    }
    let (templates, faults) = Templates::new(sources);
    problems.extend(faults);
    Ok((templates, problems))
}

/// The theme's other files, with those of the archive over them, by their paths in the site.
pub(super) fn fixed(site: &Site) -> Result<BTreeMap<String, Fixed>, Error> {
    let mut files: BTreeMap<String, Fixed> =
        embedded(&STATIC).map(|(name, bytes)| (name, Fixed::Embedded(bytes))).collect();
    for (name, path) in on_disk(&site.root.join("static"))? {
        files.insert(name, Fixed::OnDisk(path));
    }
    Ok(files)
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
fn on_disk(folder: &Path) -> Result<Vec<(String, PathBuf)>, Error> {
    let mut files = Vec::new();
    if !folder.is_dir() {
        return Ok(files);
    }
    for entry in WalkDir::new(folder).follow_links(true).sort_by_file_name() {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(folder).to_owned();
            let source =
                error.into_io_error().unwrap_or_else(|| std::io::Error::other("a link leads in a circle"));
            Error::Fs(fs::Error { action: "read", path, source })
        })?;
        let name = fs::slashed(entry.path().strip_prefix(folder).unwrap_or(entry.path()));
        let base = entry.file_name().to_string_lossy();
        if entry.file_type().is_file() && !base.ends_with('~') && base != ".DS_Store" {
            files.push((name, entry.path().to_owned()));
        }
    }
    Ok(files)
}
