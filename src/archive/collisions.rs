//! Two owners for one address: who keeps it, and what the other is told.
//!
//! Addresses are compared as files, without regard to case, because that is what they become on the
//! disks and hosts of this world. A file cannot be a folder either: `/a.html` and `/a.html/b` collide.

use std::collections::HashMap;

use crate::article::{Meta, Url};
use crate::problem::{Place, Problem};

use super::Files;

/// Files that are taken, and the folders that they need, with their owners.
#[derive(Default)]
pub(super) struct Claims {
    files: HashMap<String, Owner>,
    folders: HashMap<String, Owner>,
}

#[derive(Clone)]
struct Owner {
    /// From the root of the archive.
    file: String,
    /// As it is written, if it is an address.
    url: Option<Url>,
}

impl Claims {
    /// Takes an address, unless it is in another's way; then gives the other.
    fn take(&mut self, url: &Url, file: &str) -> Result<(), Owner> {
        let owner = Owner { file: file.to_owned(), url: Some(url.clone()) };
        self.take_path(&url.collision_key(), owner)
    }

    fn take_path(&mut self, key: &str, owner: Owner) -> Result<(), Owner> {
        let folders = key.match_indices('/').map(|(at, _)| &key[..at]);
        let other = self.files.get(key).or_else(|| self.folders.get(key));
        let other = other.or_else(|| folders.clone().find_map(|folder| self.files.get(folder)));
        if let Some(other) = other {
            return Err(other.clone());
        }
        for folder in folders {
            self.folders.entry(folder.to_owned()).or_insert_with(|| owner.clone());
        }
        self.files.insert(key.to_owned(), owner);
        Ok(())
    }
}

/// Leaves out articles whose id or address another has, or whose address is a page of the program's
/// own. The article whose file comes first in the alphabet keeps it, so that the order of reading
/// makes no difference.
pub(super) fn part(mut metas: Vec<Meta>, files: &Files) -> (Vec<Meta>, Claims, Vec<Problem>) {
    metas.sort_by(|a, b| a.file.cmp(&b.file));
    let mut ids: HashMap<String, String> = HashMap::new();
    let mut claims = Claims::default();
    let mut problems = Vec::new();
    metas.retain(|meta| {
        let problem = reserved_address(meta)
            .or_else(|| same_id(meta, ids.get(&meta.id)))
            .or_else(|| Some(same_address(meta, &claims.take(&meta.card.url, &meta.file).err()?)));
        if let Some(problem) = problem {
            problems.push(problem.at(Place::line(1)));
            return false;
        }
        ids.insert(meta.id.clone(), meta.file.clone());
        true
    });
    // Files give way to articles, and old addresses to both.
    let content = files.content.iter().map(|file| (file, "content"));
    for (file, folder) in content.chain(files.fixed.iter().map(|file| (file, "static"))) {
        let owner = Owner { file: format!("{folder}/{file}"), url: None };
        // A file that is in an article's way is reported where files are gathered.
        let _ = claims.take_path(&file.to_lowercase(), owner);
    }
    (metas, claims, problems)
}

fn reserved_address(meta: &Meta) -> Option<Problem> {
    let owner = reserved(&meta.card.url)?;
    let message = format!("its address {} is that of {owner}", meta.card.url);
    Some(Problem::error("url-collision", &meta.file, message).help("give it another `slug`"))
}

fn same_id(meta: &Meta, other: Option<&String>) -> Option<Problem> {
    let message = format!("its id `{}` is also that of {}", meta.id, other?);
    let help = "give one of them an `id` of its own, or another file name";
    Some(Problem::error("id-collision", &meta.file, message).help(help))
}

fn same_address(meta: &Meta, other: &Owner) -> Problem {
    let (url, file) = (&meta.card.url, &other.file);
    let (message, help) = match &other.url {
        Some(theirs) if theirs == url => {
            (format!("its address {url} is also that of {file}"), "give one of them another `slug`")
        }
        Some(theirs) if theirs.collision_key() == url.collision_key() => (
            format!("its address {url} differs only in case from {theirs}, that of {file}"),
            "some hosts and disks would give both the same file: give one another `slug`",
        ),
        _ => (
            format!("its address {url} would need a folder where {file} has a file"),
            "give one of them another `slug`",
        ),
    };
    Problem::error("url-collision", &meta.file, message).help(help)
}

/// What becomes of an old address.
pub(super) enum Alias {
    Taken,
    /// The article has it already.
    Own,
    Refused(Problem),
}

/// Takes an old address if it is free.
pub(super) fn alias(alias: &Url, meta: &Meta, claims: &mut Claims) -> Alias {
    let owner = match reserved(alias) {
        Some(owner) => owner.to_owned(),
        None => match claims.take(alias, &meta.file) {
            Ok(()) => return Alias::Taken,
            Err(other) if other.file == meta.file => return Alias::Own,
            Err(other) => other.file,
        },
    };
    let message = format!("its alias {alias} is the address of {owner}");
    let problem = Problem::warning("alias-collision", &meta.file, message).at(Place::line(1));
    Alias::Refused(problem.help("remove the alias"))
}

/// Which of the program's own pages an address belongs to, whether or not that page is made today; or
/// that of which it would need a folder.
pub fn reserved(url: &Url) -> Option<&'static str> {
    let file = url.collision_key();
    let folders = file.match_indices('/').map(|(at, _)| &file[..at]);
    folders.chain([file.as_str()]).find_map(reserved_file)
}

fn reserved_file(file: &str) -> Option<&'static str> {
    let parts: Vec<&str> = file.split('/').collect();
    let is_number =
        |text: &str, digits: usize| text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    match parts[..] {
        ["index.html"] => Some("the front page"),
        ["404.html"] => Some("the page for addresses that do not exist"),
        ["robots.txt"] => Some("the file for robots"),
        ["feed.xml" | "feed.json"] => Some("the feed"),
        ["sitemap.xml"] | ["sitemaps", _] => Some("the sitemap"),
        [year, "index.html"] if is_number(year, 4) => Some("the page of that year"),
        [year, month, "index.html"] if is_number(year, 4) && is_number(month, 2) => {
            Some("the page of that month")
        }
        [year, month, day, "index.html"]
            if is_number(year, 4) && is_number(month, 2) && is_number(day, 2) =>
        {
            Some("the page of that day")
        }
        ["sections" | "tags" | "authors"] => Some("the sections, tags and authors"),
        ["on-this-day"] => Some("the pages of “on this day”"),
        ["search"] => Some("the search"),
        ["undated", "index.html"] => Some("the page of undated articles"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_programs_own_pages_are_reserved() {
        for url in [
            "/",
            "/404.html",
            "/2024/",
            "/2024/03/26/",
            "/tags/x/",
            "/Sitemap.xml",
            "/undated/",
            "/robots.txt/",
            "/2024/index.html/",
            "/sitemaps/x.xml",
        ] {
            assert!(reserved(&Url::parse(url).unwrap()).is_some(), "{url}");
        }
        for url in ["/2024/03/26/a.html", "/about.html", "/undated/a.html", "/2024/slug/", "/old/"] {
            assert!(reserved(&Url::parse(url).unwrap()).is_none(), "{url}");
        }
    }

    #[test]
    fn a_file_cannot_be_a_folder() {
        let mut claims = Claims::default();
        let mut take = |url: &str| claims.take(&Url::parse(url).unwrap(), url).is_ok();
        assert!(take("/a/b.html"));
        assert!(!take("/A/b.html") && !take("/a/b.html/c.html") && !take("/a/b.html/"));
        assert!(take("/a/c/d.html") && take("/a/") && !take("/a/index.html"));
    }
}
