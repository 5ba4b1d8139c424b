//! Two owners for one address: who keeps it, and what the other is told.

use std::collections::HashMap;

use crate::article::{Meta, Url};
use crate::problem::{Place, Problem};

/// Leaves out articles whose id or address another has, or whose address is a page of the program's
/// own. The article whose file comes first in the alphabet keeps it, so that the order of reading
/// makes no difference.
pub(super) fn part(mut metas: Vec<Meta>) -> (Vec<Meta>, Vec<Problem>) {
    metas.sort_by(|a, b| a.file.cmp(&b.file));
    let mut ids: HashMap<String, String> = HashMap::new();
    let mut keys: HashMap<String, (Url, String)> = HashMap::new();
    let mut problems = Vec::new();
    metas.retain(|meta| {
        let problem = reserved_address(meta)
            .or_else(|| same_id(meta, ids.get(&meta.id)))
            .or_else(|| same_address(meta, keys.get(&meta.card.url.collision_key())));
        if let Some(problem) = problem {
            problems.push(problem.at(Place::line(1)));
            return false;
        }
        ids.insert(meta.id.clone(), meta.file.clone());
        keys.insert(meta.card.url.collision_key(), (meta.card.url.clone(), meta.file.clone()));
        true
    });
    (metas, problems)
}

fn reserved_address(meta: &Meta) -> Option<Problem> {
    let owner = reserved(&meta.card.url)?;
    let message = format!("its address {} is that of {owner}", meta.card.url);
    Some(Problem::error("url-collision", &meta.file, message).help("give it another `slug`"))
}

fn same_id(meta: &Meta, other: Option<&String>) -> Option<Problem> {
    let message = format!("its id `{}` is also that of {}", meta.id, other?);
    Some(Problem::error("id-collision", &meta.file, message).help("remove the `id`, or give it another"))
}

fn same_address(meta: &Meta, other: Option<&(Url, String)>) -> Option<Problem> {
    let (url, file) = other?;
    let message = if *url == meta.card.url {
        format!("its address {url} is also that of {file}")
    } else {
        format!("its address {} differs only in case from {url}, that of {file}", meta.card.url)
    };
    let help = "some hosts and disks would give both the same file: give one another `slug`";
    Some(Problem::error("url-collision", &meta.file, message).help(help))
}

/// Checks an old address, and takes it if it is free.
pub(super) fn alias<'a>(
    alias: &Url,
    meta: &'a Meta,
    keys: &mut HashMap<String, &'a Meta>,
) -> Option<Problem> {
    let key = alias.collision_key();
    let owner = match (reserved(alias), keys.get(&key)) {
        (Some(owner), _) => owner.to_owned(),
        (None, Some(other)) if other.file == meta.file => return None,
        (None, Some(other)) => other.file.clone(),
        (None, None) => {
            keys.insert(key, meta);
            return None;
        }
    };
    let message = format!("its alias {alias} is the address of {owner}");
    Some(Problem::warning("alias-collision", &meta.file, message).at(Place::line(1)).help("remove the alias"))
}

/// Which of the program's own pages an address belongs to, whether or not that page is made today.
pub fn reserved(url: &Url) -> Option<&'static str> {
    let file = url.file().to_lowercase();
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
        ["sections" | "tags" | "authors", ..] => Some("the sections, tags and authors"),
        ["on-this-day", ..] => Some("the pages of “on this day”"),
        ["search", ..] => Some("the search"),
        ["undated", "index.html"] => Some("the page of undated articles"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_programs_own_pages_are_reserved() {
        for url in ["/", "/404.html", "/2024/", "/2024/03/26/", "/tags/x/", "/Sitemap.xml", "/undated/"] {
            assert!(reserved(&Url::parse(url).unwrap()).is_some(), "{url}");
        }
        for url in ["/2024/03/26/a.html", "/about.html", "/undated/a.html", "/2024/slug/", "/old/"] {
            assert!(reserved(&Url::parse(url).unwrap()).is_none(), "{url}");
        }
    }
}
