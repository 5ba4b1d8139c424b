//! Files that go into the site as they are: those beside articles, and those of `static/`.

use std::collections::{BTreeMap, HashMap};

use crate::archive::Archive;
use crate::article::Url;
use crate::page::{Lead, Page, Settings, lead};
use crate::problem::Problem;

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
    for meta in archive.articles().iter().chain(archive.unlisted()) {
        for link in &meta.links {
            match lead(archive, meta, &link.target, settings.original_site.as_deref()) {
                Lead::File(path) if Url::parse(&format!("/{path}")).is_some() => {
                    let on_disk = Fixed::OnDisk(site.content().join(&path));
                    assets.entry(path).or_insert(on_disk);
                }
                Lead::File(_) | Lead::Nowhere => problems.push(dead(&meta.file, link)),
                Lead::Page(_) | Lead::Fixed(_) | Lead::Outside(_) => {}
            }
        }
    }
    problems
}

fn dead(file: &str, link: &crate::article::BodyLink) -> Problem {
    let shown: String = link.target.chars().take(80).collect();
    let (code, message) = match link.image {
        true => ("dead-image", format!("the image “{shown}” is not in the archive")),
        false => ("dead-link", format!("the link “{shown}” leads nowhere in the archive")),
    };
    let help = match link.image {
        true => "put the file beside the article; until then its description is shown",
        false => "mend it, or set `original_site` in backfile.toml to send such links there",
    };
    Problem::warning(code, file, message).at(link.place).help(help)
}

/// Leaves out files whose address a page has.
pub(super) fn part(assets: &mut Assets, pages: &[Page]) -> Vec<Problem> {
    let taken: HashMap<String, Url> = pages
        .iter()
        .map(|page| {
            let url = page.url();
            (url.collision_key(), url)
        })
        .collect();
    let mut problems = Vec::new();
    assets.retain(|path, file| {
        let Some(url) = taken.get(&path.to_lowercase()) else { return true };
        let name = match file {
            Fixed::OnDisk(from) if from.ends_with(format!("content/{path}")) => format!("content/{path}"),
            _ => format!("static/{path}"),
        };
        let message = format!("its address is that of the page {url}");
        problems.push(Problem::warning("url-collision", &name, message).help("give the file another name"));
        false
    });
    problems
}
