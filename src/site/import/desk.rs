//! Where each article goes, decided one after the other, and how it is written.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use hashbrown::{HashMap, HashSet};

use crate::archive::near::Nearby;
use crate::article::slug::slugify;
use crate::article::{Kind, TitleSource, Url, store, url};
use crate::fingerprint::Fingerprint;
use crate::fs;
use crate::problem::Problem;

use super::known::{Earlier, Known, article_of};
use super::reading::{Read, folder_of};
use super::{Became, Error, Import, Imported, Outcome, Site};

pub(super) struct Desk<'a> {
    site: &'a Site,
    import: &'a Import,
    into: String,
    known: Known,
    /// The checksums of what this run reads, as far as it may have been read before.
    coming: HashSet<Fingerprint>,
    /// Files that belong to a source of this run, in lower case.
    taken: HashSet<Fingerprint>,
    /// The last number behind the slug of a file's path, where there were several.
    numbers: HashMap<Fingerprint, u32>,
    /// Whether a folder was there before this run.
    folders: HashMap<Fingerprint, bool>,
    nearby: Nearby,
    compared: Vec<Compared>,
}

/// An article that later ones are compared with.
struct Compared {
    file: Arc<str>,
    address: Url,
    /// Of its text.
    text: Fingerprint,
}

/// An article and its place.
pub(super) enum Placed {
    /// There is no article; the source's name.
    Failed(String),
    /// It is there already, in this file.
    Duplicate(Box<Read>, String),
    At(Box<Read>, String),
    /// The same, and there is no such file.
    New(Box<Read>, String),
}

/// What became of an article.
pub(super) struct Written {
    pub imported: Imported,
    /// What was read, for the ledger; its text is gone.
    pub read: Option<Box<Read>>,
    pub problem: Option<Problem>,
}

impl<'a> Desk<'a> {
    pub fn new(
        site: &'a Site,
        import: &'a Import,
        into: String,
        known: Known,
        coming: HashSet<Fingerprint>,
    ) -> Self {
        let (taken, nearby, compared) = (HashSet::new(), Nearby::default(), Vec::new());
        let (numbers, folders) = (HashMap::new(), HashMap::new());
        Self { site, import, into, known, coming, taken, numbers, folders, nearby, compared }
    }

    /// Makes room for so many articles: tables that grow are copied again and again.
    pub fn reserve(&mut self, articles: usize) {
        self.known.reserve(articles);
        self.taken.reserve(articles);
        self.nearby.reserve(articles);
        self.compared.reserve(articles);
    }

    /// Decides where an article goes. Must be asked in the order of the sources.
    pub fn place(&mut self, read: Result<Box<Read>, String>, problems: &mut Vec<Problem>) -> Placed {
        let mut read = match read {
            Ok(read) => read,
            Err(name) => return Placed::Failed(name),
        };
        let (name, hash) = (Fingerprint::of(read.name.as_bytes()), Fingerprint::of(read.hash.as_bytes()));
        let (file, address) = match self.known.by_hash(hash) {
            Some(earlier) if earlier.name != name || self.is_taken(&earlier.file) => {
                let file = earlier.file.to_string();
                return Placed::Duplicate(read, file);
            }
            Some(earlier) => (earlier.file.to_string(), None),
            None => self.file_for(&read, name, problems),
        };
        self.taken.insert(lower(&file));
        let is_new = address.is_some();
        let address = address.unwrap_or_else(|| self.address(&read, &file));
        self.known.add_address(&address.collision_key());
        let shared: Arc<str> = file.as_str().into();
        self.known.add(Earlier { file: shared.clone(), name, hash });
        self.compare(&mut read, shared, address, problems);
        if is_new { Placed::New(read, file) } else { Placed::At(read, file) }
    }

    fn is_taken(&self, file: &str) -> bool {
        self.taken.contains(&lower(file))
    }

    /// Looks for an article of nearly the same words.
    fn compare(&mut self, read: &mut Read, file: Arc<str>, address: Url, problems: &mut Vec<Problem>) {
        let Some(sketch) = read.sketch.take() else { return };
        let id = u32::try_from(self.compared.len()).unwrap_or(u32::MAX);
        let text = Fingerprint::of(read.article.body.text.trim().as_bytes());
        self.compared.push(Compared { file: file.clone(), address, text });
        let Some((other, similarity)) = self.nearby.add(id, sketch) else { return };
        let Some(twin) = self.compared.get(other as usize) else { return };
        // Similarity is estimated, and blind to capitals and punctuation.
        let percent = if twin.text == text { 100.0 } else { (similarity * 100.0).min(99.0) };
        let message = format!("{percent:.0} % of its text is that of {}", twin.file);
        let problem = Problem::warning("near-duplicate", &file, message);
        let linked = self.import.link_duplicates && read.article.meta.canonical_of().is_none();
        problems.push(if linked {
            read.article.meta.set_canonical_of(twin.address.as_str());
            problem.help("it names that article as `canonical_of` now")
        } else {
            problem.help("if it is the same story, say so: `canonical_of`, or `import --link-duplicates`")
        });
    }

    /// Where an article goes: where an older state of its source is, or else by its date and its slug. With
    /// the address that it has there, where that was asked for.
    fn file_for(
        &mut self,
        read: &Read,
        name: Fingerprint,
        problems: &mut Vec<Problem>,
    ) -> (String, Option<Url>) {
        // A source that only changed its name is still coming, and keeps its file.
        let is_free =
            |earlier: &&Earlier| !self.is_taken(&earlier.file) && !self.coming.contains(&earlier.hash);
        let mut other = None;
        for earlier in self.known.by_name(name).filter(is_free) {
            if read.keyed || self.is_same_story(read, &earlier.file) {
                return (earlier.file.to_string(), None);
            }
            other = Some(earlier.file.to_string());
        }
        if let Some(other) = other.filter(|_| !read.name.contains('#')) {
            let message = format!("{other} came from a source of this name too, and is another story");
            let problem = Problem::warning("same-name", &read.name, message).help(
                "both are kept; import folders of one name from the folder above them, which tells them apart",
            );
            problems.push(problem);
        }
        let card = &read.article.meta.card;
        let stem = url::file(card.url.as_str());
        let stem = without_ends(without_ends(&stem, "/index.html"), ".html");
        let stem = stem.rsplit('/').next().unwrap_or("article");
        let into = if self.into.is_empty() { "" } else { "/" };
        let folder = ["content/", &self.into, into, &folder_of(card.date)].concat();
        let key = lower(&[&folder, "/", stem].concat());
        let was_there = self.was_there(&folder);
        let mut number = self.numbers.get(&key).copied().unwrap_or(0);
        loop {
            number += 1;
            let file = match number {
                1 => [&folder, "/", stem, ".md"].concat(),
                _ => format!("{folder}/{stem}-{number}.md"),
            };
            let address = self.address(read, &file);
            let free = !self.is_taken(&file) && !self.known.has_address(&address.collision_key());
            if free && !(was_there && self.site.root.join(&file).exists()) {
                // The first file of a name says itself that it is there.
                if number > 1 {
                    self.numbers.insert(key, number);
                }
                return (file, Some(address));
            }
        }
    }

    /// Whether a folder was there before this run. Only then may there be files in it that are not of this run.
    fn was_there(&mut self, folder: &str) -> bool {
        let key = Fingerprint::of(folder.as_bytes());
        if let Some(known) = self.folders.get(&key) {
            return *known;
        }
        let above = folder.rsplit_once('/').is_none_or(|(above, _)| self.was_there(above));
        let there = above && self.site.root.join(folder).exists();
        self.folders.insert(key, there);
        there
    }

    /// Whether an article that came from a source of the same name is an older state of this one: most words
    /// of a story stay what they were when it is corrected.
    fn is_same_story(&self, read: &Read, file: &str) -> bool {
        let Ok(bytes) = fs::read(&self.site.root.join(file)) else { return true };
        let Some(old) = article_of(self.site, file, &bytes) else { return true };
        let (card, old_card) = (&read.article.meta.card, &old.meta.card);
        let same_day = card.date.without_time() == old_card.date.without_time();
        let shared = shared_words(&read.article.body.text, &old.body.text);
        let least = if same_day { 0.5 } else { 0.8 };
        shared >= least || same_day && slugify(&card.title) == slugify(&old_card.title)
    }

    /// The address that an article has in a file.
    fn address(&self, read: &Read, file: &str) -> Url {
        let card = &read.article.meta.card;
        let stem = file.rsplit('/').next().and_then(|name| name.strip_suffix(".md")).unwrap_or("");
        let permalink = &self.site.house.permalink;
        // The first file of its name has the address that the article was given.
        let given = card.url.as_str().rsplit('/').next().and_then(|part| part.strip_suffix(".html"));
        let is_article = read.article.meta.kind == Kind::Article;
        if is_article && given == Some(stem) && permalink.ends_in_slug() {
            return card.url.clone();
        }
        let section = card.section.as_ref().map(|term| &*term.slug);
        permalink.url(card.date, section, stem)
    }

    /// Writes an article where it goes, unless a person has been there. May be asked in any order.
    pub fn write(&self, placed: Placed) -> Result<Written, Error> {
        let ((outcome, problem), mut read, file) = match placed {
            Placed::Failed(source) => {
                return Ok(Written { imported: failed(source), read: None, problem: None });
            }
            Placed::Duplicate(read, file) => ((Outcome::Duplicate, None), read, file),
            Placed::At(read, file) => (self.put(&read, &file, false)?, read, file),
            Placed::New(read, file) => (self.put(&read, &file, true)?, read, file),
        };
        let rows = &read.explained.rows;
        let removed = match &read.article.body.import {
            Some(note) if rows.is_empty() => note.removed.len(),
            _ => rows.iter().filter(|row| row.became == Became::Removed).count(),
        };
        let explained = self.import.explain.then(|| read.explained.clone());
        let meta = &read.article.meta;
        let imported = Imported {
            source: read.name.clone(),
            file: Some(file),
            outcome,
            title: Some(meta.card.title.to_string()),
            title_made_up: meta.title_source.as_str().is_some(),
            date: Some(meta.card.date.to_string()).filter(|date| !date.is_empty()),
            title_source: meta.title_source,
            undated: meta.kind == Kind::Article && !meta.card.date.is_dated(),
            removed,
            explained,
        };
        // The text is written; what is left is counted and reported.
        read.article.body.text = String::new();
        Ok(Written { imported, read: Some(read), problem })
    }

    fn put(&self, read: &Read, file: &str, is_new: bool) -> Result<(Outcome, Option<Problem>), Error> {
        let text = store::to_markdown(&read.article, read.slug.as_deref(), read.id.as_deref());
        let path = self.site.root.join(file);
        let there = if is_new { None } else { fs::read_if_there(&path)? };
        let outcome = match there {
            None => Outcome::Created,
            Some(bytes) if bytes == text.as_bytes() => return Ok((Outcome::Unchanged, None)),
            Some(bytes) if self.import.force || store::is_as_written(&String::from_utf8_lossy(&bytes)) => {
                Outcome::Updated
            }
            Some(_) => {
                let message = "it was edited after it was imported, and is kept as it is";
                let problem = Problem::warning("edited", file, message)
                    .help("`backfile import --force` writes the source's text over it");
                return Ok((Outcome::Kept, Some(problem)));
            }
        };
        if !self.import.dry {
            fs::create_folder(path.parent().unwrap_or(Path::new(".")))?;
            fs::replace(&path, text.as_bytes())?;
        }
        Ok((outcome, None))
    }
}

/// A text without an end, however often it has it.
fn without_ends<'t>(mut text: &'t str, end: &str) -> &'t str {
    while let Some(start) = text.strip_suffix(end) {
        text = start;
    }
    text
}

/// The part of the words of the shorter text that the other has too.
fn shared_words(one: &str, other: &str) -> f64 {
    let words = |text: &str| -> HashSet<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect()
    };
    let (one, other) = (words(one), words(other));
    let least = one.len().min(other.len()).max(1);
    one.intersection(&other).count() as f64 / least as f64
}

fn failed(source: String) -> Imported {
    Imported {
        source,
        file: None,
        outcome: Outcome::Failed,
        title: None,
        title_made_up: false,
        date: None,
        title_source: TitleSource::Headline,
        undated: false,
        removed: 0,
        explained: None,
    }
}

/// Of a path without regard to capitals.
fn lower(file: &str) -> Fingerprint {
    let lower = if url::is_folded(file) { Cow::Borrowed(file) } else { Cow::Owned(file.to_lowercase()) };
    Fingerprint::of(lower.as_bytes())
}
