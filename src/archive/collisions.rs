//! Two owners for one address: who keeps it, and what the other is told.

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use crate::article::{Meta, Url};
use crate::problem::{Place, Problem};

use super::addresses::{Addresses, folders};
use super::{Files, Index};

/// Who got an address and who did not.
pub(super) struct Parted {
    pub addresses: Addresses,
    /// Whether an article must be left out, by its place in the order.
    pub refused: Vec<bool>,
    /// One for each that must.
    pub problems: Vec<Problem>,
}

/// Gives all articles their addresses, and refuses those whose id or address another has, or whose
/// address is a page of the program's own. The article whose file comes first in the alphabet keeps
/// it, so that the order of reading makes no difference.
pub(super) fn part(metas: &[Meta]) -> Parted {
    let order = 0..metas.len() as Index;
    // Where nobody is in another's way, it does not matter who comes first.
    let parted = part_in(order.clone(), metas);
    if parted.problems.is_empty() {
        return parted;
    }
    let mut order: Vec<Index> = order.collect();
    order.par_sort_by(|a, b| metas[*a as usize].file.cmp(&metas[*b as usize].file));
    part_in(order, metas)
}

fn part_in(order: impl IntoIterator<Item = Index>, metas: &[Meta]) -> Parted {
    let mut ids = Ids::of(metas);
    let mut addresses = Addresses::for_articles(metas.len());
    let mut problems = Vec::new();
    let mut refused = vec![false; metas.len()];
    for index in order {
        let meta = &metas[index as usize];
        let problem = reserved_address(meta)
            .or_else(|| ids.same_id(metas, index))
            .or_else(|| Some(same_address(meta, &metas[addresses.take(metas, index).err()? as usize])));
        if let Some(problem) = problem {
            problems.push(problem.at(Place::line(1)));
            refused[index as usize] = true;
            continue;
        }
        ids.take(metas, index);
    }
    Parted { addresses, refused, problems }
}

/// The ids that articles name themselves, and who has them. An id that is a file's path is nobody
/// else's, unless another names it.
struct Ids<'a>(HashMap<&'a str, Option<Index>>);

impl<'a> Ids<'a> {
    fn of(metas: &'a [Meta]) -> Self {
        let named = metas.iter().filter(|meta| meta.rare.as_ref().is_some_and(|rare| rare.id.is_some()));
        Self(named.map(|meta| (meta.id(), None)).collect())
    }

    fn take(&mut self, metas: &[Meta], index: Index) {
        if let Some(owner) = self.0.get_mut(metas[index as usize].id()) {
            *owner = Some(index);
        }
    }

    fn same_id(&self, metas: &[Meta], index: Index) -> Option<Problem> {
        let meta = &metas[index as usize];
        let other = (*self.0.get(meta.id())?)?;
        let message = format!("its id `{}` is also that of {}", meta.id(), metas[other as usize].file);
        let help = "give one of them an `id` of its own, or another file name";
        Some(Problem::error("id-collision", &meta.file, message).help(help))
    }
}

fn reserved_address(meta: &Meta) -> Option<Problem> {
    let owner = reserved(&meta.card.url)?;
    let message = format!("its address {} is that of {owner}", meta.card.url);
    Some(Problem::error("url-collision", &meta.file, message).help("give it another `slug`"))
}

fn same_address(meta: &Meta, other: &Meta) -> Problem {
    let (url, theirs, file) = (&meta.card.url, &other.card.url, &other.file);
    let (message, help) = if theirs == url {
        (format!("its address {url} is also that of {file}"), "give one of them another `slug`")
    } else if theirs.collision_key() == url.collision_key() {
        (
            format!("its address {url} differs only in case from {theirs}, that of {file}"),
            "some hosts and disks would give both the same file: give one another `slug`",
        )
    } else {
        (
            format!("its address {url} would need a folder where {file} has a file"),
            "give one of them another `slug`",
        )
    };
    Problem::error("url-collision", &meta.file, message).help(help)
}

/// The old addresses of articles, each with its article, where nothing else is in their way: neither an
/// article nor a file nor an older claim.
pub(super) fn aliases(
    metas: &[Meta],
    addresses: &Addresses,
    files: &Files,
) -> (BTreeMap<Url, Index>, Vec<Problem>) {
    let mut aliases = BTreeMap::new();
    let mut problems = Vec::new();
    if metas.iter().all(|meta| meta.aliases().is_empty()) {
        return (aliases, problems);
    }
    let mut claims = Claims::of(files);
    for (index, meta) in metas.iter().enumerate() {
        for alias in meta.aliases() {
            let key = alias.collision_key();
            let article = addresses.in_the_way(metas, &key).map(|other| &*metas[other as usize].file);
            let owner = reserved(alias).or(article).or_else(|| claims.in_the_way(&key));
            match owner {
                None => {
                    claims.take(&key, &meta.file);
                    aliases.insert(alias.clone(), index as Index);
                }
                // The article has it already.
                Some(owner) if *owner == *meta.file => {}
                Some(owner) => {
                    let message = format!("its alias {alias} is the address of {owner}");
                    let problem = Problem::warning("alias-collision", &meta.file, message).at(Place::line(1));
                    problems.push(problem.help("remove the alias"));
                }
            }
        }
    }
    (aliases, problems)
}

/// Files that are taken by others than articles, and the folders that they need, with their owners.
#[derive(Default)]
struct Claims {
    files: HashMap<String, String>,
    folders: HashMap<String, String>,
}

impl Claims {
    fn of(files: &Files) -> Self {
        let mut claims = Self::default();
        let content = files.content.iter().map(|file| (file, "content"));
        for (file, folder) in content.chain(files.fixed.iter().map(|file| (file, "static"))) {
            let key = file.to_lowercase();
            // A file that is in another's way is reported where files are gathered.
            if claims.in_the_way(&key).is_none() {
                claims.take(&key, &format!("{folder}/{file}"));
            }
        }
        claims
    }

    fn in_the_way(&self, key: &str) -> Option<&str> {
        let owner = self.files.get(key).or_else(|| self.folders.get(key));
        let owner = owner.or_else(|| folders(key).find_map(|folder| self.files.get(folder)));
        owner.map(String::as_str)
    }

    fn take(&mut self, key: &str, owner: &str) {
        for folder in folders(key) {
            self.folders.entry(folder.to_owned()).or_insert_with(|| owner.to_owned());
        }
        self.files.insert(key.to_owned(), owner.to_owned());
    }
}

/// Which of the program's own pages an address belongs to, whether or not that page is made today; or
/// that of which it would need a folder.
pub fn reserved(url: &Url) -> Option<&'static str> {
    let file = url.collision_key();
    // Most addresses are those of articles below their year.
    let first = file.split('/').next().unwrap_or("");
    if is_number(first, 4) && !file.contains("index.html") {
        return None;
    }
    folders(&file).chain([&*file]).find_map(reserved_file)
}

fn is_number(text: &str, digits: usize) -> bool {
    text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn reserved_file(file: &str) -> Option<&'static str> {
    let parts: Vec<&str> = file.split('/').collect();
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
        ["search"] | ["opensearch.xml"] => Some("the search"),
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
}
