//! Files that go into the site as they are: those beside articles, and those of `static/`.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};

use rayon::prelude::*;

use crate::archive::Archive;
use crate::article::{BodyLink, Meta, Status, Url};
use crate::page::{Lead, Page, Settings, lead};
use crate::problem::{Place, Problem};

use super::Site;
use super::theme::Fixed;
use super::walk::Found;

/// By path in the site.
pub(super) type Assets = BTreeMap<String, Fixed>;

/// Follows every link of every article: finds the files below `content/` that articles use, and reports
/// the links that lead nowhere. `files` are all that lie there, by path.
pub(super) fn follow(
    site: &Site,
    archive: &Archive,
    settings: &Settings,
    files: &[Found],
    assets: &mut Assets,
) -> Vec<Problem> {
    let followed: Vec<Followed<'_>> = [archive.articles(), archive.unlisted()]
        .into_par_iter()
        .flat_map(|articles| articles.par_iter())
        .filter(|meta| meta.status != Status::Withdrawn && !meta.links().is_empty())
        .flat_map_iter(|meta| meta.links().iter().filter_map(|link| leads_to(archive, settings, meta, link)))
        .collect();
    let mut problems = Vec::new();
    for Followed { meta, link, path } in followed {
        let found = path.and_then(|path| {
            let at = files.binary_search_by(|file| (*file.path).cmp(&path)).ok()?;
            Some((Fixed::OnDisk(site.content().join(&path), files[at].stamp), path))
        });
        let Some((on_disk, path)) = found else {
            problems.push(dead(&meta.file, link));
            continue;
        };
        match assets.entry(path) {
            Entry::Vacant(place) => {
                place.insert(on_disk);
            }
            Entry::Occupied(place) if *place.get() == on_disk => {}
            Entry::Occupied(place) => problems.push(covered(place.key(), &meta.file, link.place)),
        }
    }
    problems
}

/// A link that leads to no page.
struct Followed<'a> {
    meta: &'a Meta,
    link: &'a BodyLink,
    /// The file below `content/` that it leads to; `None` if it leads nowhere.
    path: Option<String>,
}

fn leads_to<'a>(
    archive: &Archive,
    settings: &Settings,
    meta: &'a Meta,
    link: &'a BodyLink,
) -> Option<Followed<'a>> {
    let path = match lead(archive, meta, &link.target, settings.original_site.as_deref()) {
        Lead::File(path) => Some(path).filter(|path| Url::parse(&format!("/{path}")).is_some()),
        Lead::Nowhere => None,
        Lead::Page(_) | Lead::Fixed(_) | Lead::Outside(_) => return None,
    };
    Some(Followed { meta, link, path })
}

fn covered(path: &str, file: &str, place: Place) -> Problem {
    let message = format!("content/{path} has the address of static/{path}, which is shown instead");
    Problem::warning("url-collision", file, message).at(place).help("give one of the two another name")
}

fn dead(file: &str, link: &BodyLink) -> Problem {
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
pub(super) fn part(assets: &mut Assets, pages: &[(Url, Page)]) -> Vec<Problem> {
    let mut in_the_way = InTheWay::of(assets, pages);
    let mut problems = Vec::new();
    let mut seen: HashMap<String, String> = HashMap::new();
    assets.retain(|path, file| {
        let key = path.to_lowercase();
        let name = match file {
            Fixed::OnDisk(from, _) if from.ends_with(format!("content/{path}")) => format!("content/{path}"),
            _ => format!("static/{path}"),
        };
        let message = match (in_the_way.0.remove(&key), seen.get(&key)) {
            (Some((url, true)), _) => format!("its address is that of the page {url}"),
            (Some((url, false)), _) => format!("it is in the way of the page {url}"),
            (None, Some(other)) => format!("it differs only in case from {other}"),
            (None, None) => {
                seen.insert(key, name);
                return true;
            }
        };
        problems.push(Problem::warning("url-collision", &name, message).help("give the file another name"));
        false
    });
    problems
}

/// The assets that are in the way of a page, by their keys: the first such page, and whether it has the
/// very address.
struct InTheWay(HashMap<String, (Url, bool)>);

impl InTheWay {
    fn of(assets: &Assets, pages: &[(Url, Page)]) -> Self {
        let files: HashSet<String> = assets.keys().map(|path| path.to_lowercase()).collect();
        let mut below: HashMap<&str, Vec<&String>> = HashMap::new();
        for key in &files {
            key.match_indices('/').for_each(|(at, _)| below.entry(&key[..at]).or_default().push(key));
        }
        let mut found: HashMap<String, (Url, bool)> = HashMap::new();
        let mut folder = String::new();
        for (url, _) in pages {
            let key = url.collision_key();
            if files.contains(&*key) {
                found.insert(key.to_string(), (url.clone(), true));
            }
            for asset in below.get(&*key).into_iter().flatten() {
                found.entry((*asset).clone()).or_insert_with(|| (url.clone(), false));
            }
            // Pages come by address, so most lie in the folder of the one before.
            let (above, _) = key.rsplit_once('/').unwrap_or(("", ""));
            if above == folder {
                continue;
            }
            for at in above.match_indices('/').map(|(at, _)| at).chain([above.len()]) {
                if let Some(asset) = files.get(&above[..at]) {
                    found.entry(asset.clone()).or_insert_with(|| (url.clone(), false));
                }
            }
            above.clone_into(&mut folder);
        }
        Self(found)
    }
}
