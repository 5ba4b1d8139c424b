//! What is in `content/` already, as far as an import must know it. About 200 bytes an article.

use std::path::PathBuf;
use std::sync::Arc;

use hashbrown::{HashMap, HashSet};
use rayon::prelude::*;
use walkdir::WalkDir;

use crate::article::{Article, admit, path_of, store};
use crate::fingerprint::Fingerprint;
use crate::fs;
use crate::source::{self, File, Format};

use super::Site;

/// A file of an article that came from a source.
#[derive(Clone, Debug)]
pub(super) struct Earlier {
    /// From the root of the archive.
    pub file: Arc<str>,
    /// Of the source's name and of its checksum.
    pub name: Fingerprint,
    pub hash: Fingerprint,
}

#[derive(Default)]
pub(super) struct Known {
    earlier: Vec<Earlier>,
    /// By the checksum of the source, and by its name: places in `earlier`.
    by_hash: HashMap<Fingerprint, u32>,
    by_name: HashMap<Fingerprint, u32>,
    /// Further articles of a name: records that are known by their number had it one after the other.
    others: HashMap<Fingerprint, Vec<u32>>,
    /// The names of tables that articles came from.
    tables: HashSet<Fingerprint>,
    /// The addresses that articles have.
    addresses: HashSet<Fingerprint>,
}

impl Known {
    /// Reads all articles of `content/`.
    pub fn of(site: &Site) -> Self {
        let files: Vec<PathBuf> = WalkDir::new(site.content())
            .sort_by_file_name()
            .into_iter()
            .filter_map(Result::ok)
            .filter(|entry| {
                entry.file_type().is_file() && entry.path().extension().is_some_and(|ending| ending == "md")
            })
            .map(walkdir::DirEntry::into_path)
            .collect();
        let articles: Vec<_> = files.into_par_iter().filter_map(|path| look(site, &path)).collect();
        let mut known = Self::default();
        // Of two articles of one source, one is a copy that a person made something else of.
        let (intact, edited): (Vec<Seen>, Vec<Seen>) = articles.into_iter().partition(|seen| seen.intact);
        for Seen { address, earlier, table, .. } in intact.into_iter().chain(edited) {
            known.addresses.extend(address);
            known.tables.extend(table);
            if let Some(earlier) = earlier {
                known.add(earlier);
            }
        }
        known
    }

    /// Makes room for so many more articles.
    pub fn reserve(&mut self, articles: usize) {
        self.earlier.reserve(articles);
        self.by_hash.reserve(articles);
        self.by_name.reserve(articles);
        self.addresses.reserve(articles);
    }

    /// Takes note of an article; the first of a source stays the one that is found.
    pub fn add(&mut self, earlier: Earlier) {
        let at = u32::try_from(self.earlier.len()).unwrap_or(u32::MAX);
        self.by_hash.entry(earlier.hash).or_insert(at);
        if *self.by_name.entry(earlier.name).or_insert(at) != at {
            self.others.entry(earlier.name).or_default().push(at);
        }
        self.earlier.push(earlier);
    }

    pub fn by_hash(&self, hash: Fingerprint) -> Option<&Earlier> {
        self.by_hash.get(&hash).and_then(|at| self.earlier.get(*at as usize))
    }

    /// All articles of which the source had a name.
    pub fn by_name(&self, name: Fingerprint) -> impl Iterator<Item = &Earlier> {
        let others = self.others.get(&name).into_iter().flatten();
        let places = self.by_name.get(&name).into_iter().chain(others);
        places.filter_map(|at| self.earlier.get(*at as usize))
    }

    /// Whether articles came from a table of this name.
    pub fn has_table(&self, name: &str) -> bool {
        self.tables.contains(&Fingerprint::of(name.as_bytes()))
    }

    pub fn has_address(&self, key: &str) -> bool {
        self.addresses.contains(&Fingerprint::of(key.as_bytes()))
    }

    pub fn add_address(&mut self, key: &str) {
        self.addresses.insert(Fingerprint::of(key.as_bytes()));
    }
}

/// A file of `content/`.
struct Seen {
    /// `None` if it cannot be read as an article.
    address: Option<Fingerprint>,
    earlier: Option<Earlier>,
    /// The table that the source is in.
    table: Option<Fingerprint>,
    /// Whether it is as an import wrote it.
    intact: bool,
}

/// The article in a file of `content/`, if it can be read as one.
pub(super) fn article_of(site: &Site, name: &str, bytes: &[u8]) -> Option<Article> {
    let draft =
        source::read(&File { name, path: path_of(name), bytes }, Format::Markdown, &site.manner).draft?;
    admit(draft, &site.house, Fingerprint::default()).article
}

fn look(site: &Site, path: &std::path::Path) -> Option<Seen> {
    let bytes = fs::read(path).ok()?;
    let text = String::from_utf8_lossy(&bytes);
    let name = site.name_of(path);
    let article = article_of(site, &name, &bytes);
    let address = article.as_ref().map(|article| article.meta.card.url.collision_key().into_owned());
    // An article that a slip of the pen made unreadable is still that of its source.
    let source = match article {
        Some(article) => article.body.import.map(|note| (note.file, note.sha256)),
        None => store::source_of(&text),
    };
    let table = source.as_ref().and_then(|(name, _)| name.split_once('#'));
    Some(Seen {
        address: address.map(|address| Fingerprint::of(address.as_bytes())),
        table: table.map(|(table, _)| Fingerprint::of(table.as_bytes())),
        intact: source.is_some() && store::is_as_written(&text),
        earlier: source.map(|(source, hash)| Earlier {
            file: name.as_str().into(),
            name: Fingerprint::of(source.as_bytes()),
            hash: Fingerprint::of(hash.as_bytes()),
        }),
    })
}
