//! Files that go into the site as they are: those beside articles, and those of `static/`.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashMap};

use crate::archive::Archive;
use crate::article::{Meta, Status, Url};
use crate::page::{Lead, Page, Settings, lead};
use crate::problem::{Place, Problem};

use super::Site;
use super::theme::Fixed;

/// By path in the site.
pub(super) type Assets = BTreeMap<String, Fixed>;

/// Follows every link of every article: finds the files below `content/` that articles use, and reports
/// the links that lead nowhere.
pub(super) fn follow(
    site: &Site,
    archive: &Archive,
    settings: &Settings,
    assets: &mut Assets,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    let shown = |meta: &&Meta| meta.status != Status::Withdrawn;
    for meta in archive.articles().iter().chain(archive.unlisted()).filter(shown) {
        for link in meta.links() {
            match lead(archive, meta, &link.target, settings.original_site.as_deref()) {
                Lead::File(path) if Url::parse(&format!("/{path}")).is_some() => {
                    let on_disk = Fixed::OnDisk(site.content().join(&path));
                    match assets.entry(path) {
                        Entry::Vacant(place) => {
                            place.insert(on_disk);
                        }
                        Entry::Occupied(place) if *place.get() == on_disk => {}
                        Entry::Occupied(place) => {
                            problems.push(covered(place.key(), &meta.file, link.place));
                        }
                    }
                }
                Lead::File(_) | Lead::Nowhere => problems.push(dead(&meta.file, link)),
                Lead::Page(_) | Lead::Fixed(_) | Lead::Outside(_) => {}
            }
        }
    }
    problems
}

fn covered(path: &str, file: &str, place: Place) -> Problem {
    let message = format!("content/{path} has the address of static/{path}, which is shown instead");
    Problem::warning("url-collision", file, message).at(place).help("give one of the two another name")
}

fn dead(file: &str, link: &crate::article::BodyLink) -> Problem {
    let shown: String = link.target.chars().take(80).collect();
    let (code, message) = match link.image {
        true => ("dead-image", format!("the image “{shown}” is not in the archive")),
        false => ("dead-link", format!("the link “{shown}” leads nowhere in the archive")),
    };
    let help = match link.image {
        true => "put the file beside the article; until then the page does without it",
        false => "mend it, or set `original_site` in backfile.toml to send such links there",
    };
    Problem::warning(code, file, message).at(link.place).help(help)
}

/// Leaves out files that are in the way of a page: that have its address, or stand where it needs a
/// folder, or need a folder where it stands.
pub(super) fn part(assets: &mut Assets, pages: &[Page]) -> Vec<Problem> {
    let mut files: HashMap<String, Url> = HashMap::new();
    let mut folders: HashMap<String, Url> = HashMap::new();
    for url in pages.iter().map(Page::url) {
        let key = url.collision_key().into_owned();
        for (at, _) in key.match_indices('/') {
            folders.entry(key[..at].to_owned()).or_insert_with(|| url.clone());
        }
        files.insert(key, url);
    }
    let mut problems = Vec::new();
    let mut seen: HashMap<String, String> = HashMap::new();
    assets.retain(|path, file| {
        let key = path.to_lowercase();
        let name = match file {
            Fixed::OnDisk(from) if from.ends_with(format!("content/{path}")) => format!("content/{path}"),
            _ => format!("static/{path}"),
        };
        let above = key.match_indices('/').find_map(|(at, _)| files.get(&key[..at]));
        let message = match (files.get(&key), folders.get(&key).or(above), seen.get(&key)) {
            (Some(url), ..) => format!("its address is that of the page {url}"),
            (None, Some(url), _) => format!("it is in the way of the page {url}"),
            (None, None, Some(other)) => format!("it differs only in case from {other}"),
            (None, None, None) => {
                seen.insert(key, name);
                return true;
            }
        };
        problems.push(Problem::warning("url-collision", &name, message).help("give the file another name"));
        false
    });
    problems
}
