//! Files that go into the site as they are: those beside articles, and those of `static/`.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashMap};

use crate::archive::{Archive, Index};
use crate::article::url::is_folded;
use crate::article::{BodyLink, Meta, Url};
use crate::page::inputs::Story;
use crate::page::{Lead, SEARCH_SCRIPT};
use crate::problem::{Place, Problem};

use super::Site;
use super::index;
use super::plan::Item;
use super::theme::Fixed;
use super::walk::Found;

/// By path in the site.
pub(super) type Assets = BTreeMap<String, Fixed>;

/// What following the links of all articles gave.
#[derive(Debug, Default)]
pub(super) struct Followed {
    /// The files below `content/` that articles show or lead to, with the first link that does.
    pub files: BTreeMap<String, (Index, Place)>,
    pub problems: Vec<Problem>,
}

impl Followed {
    /// The links of one article, as its page has them. `story` must be that of `meta`.
    pub fn of(index: Index, meta: &Meta, story: &Story) -> Self {
        let mut followed = Self::default();
        for link in &meta.links {
            let Ok(at) = story.links.binary_search_by(|(other, _)| other.cmp(&link.target)) else { continue };
            match &story.links[at].1 {
                Lead::File(path) if Url::parse(&format!("/{path}")).is_some() => {
                    followed.files.entry(path.clone()).or_insert((index, link.place));
                }
                Lead::File(_) | Lead::Nowhere => followed.problems.push(dead(&meta.file, link)),
                Lead::Page(_) | Lead::Fixed(_) | Lead::Outside(_) => {}
            }
        }
        followed
    }

    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.problems.is_empty()
    }

    /// Both in one, in whatever order; of two links to a file the one of the earlier article stays.
    pub fn add(&mut self, other: Self) {
        for (path, place) in other.files {
            let first = self.files.entry(path).or_insert(place);
            *first = place.min(*first);
        }
        self.problems.extend(other.problems);
    }

    /// Puts the files among those of the theme. `found` are all that lie below `content/`, by path.
    pub fn add_to(
        self,
        assets: &mut Assets,
        site: &Site,
        archive: &Archive,
        found: &[Found],
    ) -> Vec<Problem> {
        let mut problems = self.problems;
        for (path, (index, place)) in self.files {
            let Ok(at) = found.binary_search_by(|file| (*file.path).cmp(&path)) else { continue };
            let on_disk = Fixed::OnDisk(site.content().join(&path), found[at].stamp);
            match assets.entry(path) {
                Entry::Vacant(free) => drop(free.insert(on_disk)),
                Entry::Occupied(taken) => {
                    problems.push(covered(taken.key(), &archive.article(index).file, place));
                }
            }
        }
        problems
    }
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
pub(super) fn part(assets: &mut Assets, pages: &[Item]) -> Vec<Problem> {
    let keys = Keys::of(pages);
    let mut problems = Vec::new();
    let mut seen: HashMap<String, String> = HashMap::new();
    let mut folders: HashMap<String, String> = HashMap::new();
    let has_index = assets.contains_key(SEARCH_SCRIPT);
    assets.retain(|path, file| {
        let key = path.to_lowercase();
        let name = match file {
            Fixed::OnDisk(from, _) if from.ends_with(format!("content/{path}")) => format!("content/{path}"),
            _ => format!("static/{path}"),
        };
        if has_index && index::is_of_index(&key) {
            let message = "its address belongs to the search index";
            let problem = Problem::warning("url-collision", &name, message);
            problems.push(problem.help("give the file another name"));
            return false;
        }
        let above = key.match_indices('/').map(|(at, _)| &key[..at]);
        let beside = folders.get(&key).or_else(|| above.clone().find_map(|folder| seen.get(folder)));
        let message = match (keys.in_the_way_of(&key), seen.get(&key).or(beside)) {
            (Some(url), _) if url.collision_key() == key => {
                format!("its address is that of the page {url}")
            }
            (Some(url), _) => format!("it is in the way of the page {url}"),
            (None, Some(other)) if beside.is_some() => {
                format!("one of it and {other} would have to be a folder and a file")
            }
            (None, Some(other)) => format!("it differs only in case from {other}"),
            (None, None) => {
                for folder in above {
                    folders.entry(folder.to_owned()).or_insert_with(|| name.clone());
                }
                seen.insert(key, name);
                return true;
            }
        };
        problems.push(Problem::warning("url-collision", &name, message).help("give the file another name"));
        false
    });
    problems
}

/// The pages by the keys of their files: but for capitals these are the addresses, which are in order.
struct Keys<'a> {
    pages: &'a [Item],
    /// The pages whose addresses have capitals, or letters beyond ASCII.
    odd: BTreeMap<String, &'a Url>,
}

impl<'a> Keys<'a> {
    fn of(pages: &'a [Item]) -> Self {
        let odd = pages.iter().map(|page| &page.url).filter(|url| !is_folded(url.as_str()));
        Self { pages, odd: odd.map(|url| (url.collision_key().into_owned(), url)).collect() }
    }

    /// The first page with which a file of this key could not stand in one folder.
    fn in_the_way_of(&self, key: &str) -> Option<&'a Url> {
        let mut folders = key.match_indices('/').map(|(at, _)| &key[..at]);
        self.at(key).or_else(|| self.below(key)).or_else(|| folders.find_map(|key| self.at(key)))
    }

    fn at(&self, key: &str) -> Option<&'a Url> {
        let folder = key.strip_suffix("index.html").filter(|path| path.is_empty() || path.ends_with('/'));
        let mut forms = [Some(key), folder].into_iter().flatten();
        let plain = forms.find_map(|path| self.first_from(path).filter(|url| url.as_str()[1..] == *path));
        plain.or_else(|| self.odd.get(key).copied())
    }

    /// The first page in the folder of this name.
    fn below(&self, key: &str) -> Option<&'a Url> {
        let folder = format!("{key}/");
        let plain = self.first_from(&folder).filter(|url| url.as_str()[1..].starts_with(&folder));
        let odd = || self.odd.range(folder.clone()..).next().filter(|(key, _)| key.starts_with(&folder));
        plain.or_else(|| odd().map(|(_, url)| *url))
    }

    fn first_from(&self, path: &str) -> Option<&'a Url> {
        let at = self.pages.partition_point(|page| page.url.as_str()[1..] < *path);
        self.pages.get(at).map(|page| &page.url)
    }
}
