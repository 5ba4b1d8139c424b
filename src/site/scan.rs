//! Reads `content/`: every article's skeleton, every other file's name.
//!
//! First a look, which reads nothing; then, if it must be, the articles that the cache does not know.

use std::path::Path;

use rayon::prelude::*;

use crate::article::{Article, Meta, Names, admit, body_of};
use crate::fingerprint::Fingerprint;
use crate::fs::{self, Stamp};
use crate::problem::Problem;
use crate::source::{self, File, Format, Manner, Reading};

use super::Site;
use super::cache::{Cache, Known, Pending, Read, Summary};
use super::walk::{Found, Walk};

const UNREADABLE: &str = "unreadable";

/// What `content/` holds.
#[derive(Debug, Default)]
pub struct Scan {
    /// Every article that was admitted, drafts included, in no order.
    pub metas: Vec<Meta>,
    /// Files that are no articles, by path.
    pub(super) files: Vec<Found>,
    pub problems: Vec<Problem>,
    /// Of all of it.
    pub(super) content: Fingerprint,
    /// Whether a file was so new that it may have changed while it was read.
    pub(super) racy: bool,
    /// What is wrong with the cache, if it could not be read.
    pub(super) fault: Option<String>,
    /// What the next scan should know, if it is not what this one knew already.
    pub(super) cache: Option<Pending>,
}

impl Scan {
    /// Drops drafts and embargoed articles.
    #[must_use]
    pub fn public(mut self) -> Self {
        self.metas.retain(|meta| meta.status.is_public());
        self
    }
}

/// Walks the folder and admits what it finds. One body per worker is in memory at a time.
pub fn scan(site: &Site) -> Scan {
    Look::at(site, fs::now()).read(site, false)
}

/// The same without the cache: believes nothing that was read before.
pub(super) fn scan_anew(site: &Site) -> Scan {
    Look { cache: None, ..Look::at(site, fs::now()) }.read(site, false)
}

/// What can be seen of `content/` from outside, and what was known of it before.
pub(super) struct Look {
    walk: Walk,
    fingerprint: Fingerprint,
    moment: i64,
    cache: Option<Cache>,
    /// What is wrong with the cache, if it cannot be used.
    fault: Option<String>,
}

impl Look {
    /// Looks at every file without reading any. `moment` is now, by the clock of the disk if that is known.
    pub fn at(site: &Site, moment: i64) -> Self {
        let (walk, cache) = rayon::join(|| Walk::of(site), || Cache::open(site));
        let fingerprint = walk.fingerprint();
        let (cache, fault) = match cache {
            Ok(cache) => (cache, None),
            Err(fault) => (None, Some(fault)),
        };
        Self { walk, fingerprint, moment, cache, fault }
    }

    /// The fingerprint of all names and stamps: while it stays, nothing has changed.
    pub fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }

    /// The fingerprint of all that is in the folder, if it is what the last scan saw.
    pub fn content(&self) -> Option<Fingerprint> {
        let summary = &self.cache.as_ref()?.summary;
        let same = summary.look == self.fingerprint && !summary.racy;
        same.then_some(summary.content)
    }

    /// Reads what is not known; `remember` prepares a cache for the next scan.
    pub fn read(mut self, site: &Site, remember: bool) -> Scan {
        let names = Names::default();
        let mut rows = Vec::new();
        let mut fault = self.fault;
        if let Some(cache) = &self.cache {
            // A cache that turns out to be damaged costs a reading of all files, as its absence does.
            rows = cache.known(&names).unwrap_or_else(|found| {
                fault = Some(found);
                Vec::new()
            });
        }
        let before = rows.len();
        let doubted = |known: &Known| self.cache.as_ref().is_some_and(|cache| cache.doubts(&known.stamp));
        let unknown = retain_known(&mut rows, self.walk.files, doubted);
        let anew: Vec<Known> = unknown.into_par_iter().map(|found| read_anew(site, &found, &names)).collect();
        let changed = rows.len() + anew.len() != before || !anew.is_empty();
        if rows.is_empty() {
            rows = anew;
        } else if !anew.is_empty() {
            rows.extend(anew);
            // What was known is in order already, and this sort knows it.
            rows.sort_by(|a, b| a.path().cmp(b.path()));
        }
        let unsure = |stamp: &Stamp| stamp.is_racy(self.moment) || *stamp == Stamp::default();
        let racy = rows.iter().any(|known| unsure(&known.stamp));
        let content = content_of(&rows, &self.walk.problems);
        let mut scan = Scan { problems: self.walk.problems, racy, content, fault, ..Scan::default() };
        let summary = Summary { look: self.fingerprint, content: scan.content, racy };
        if remember && (changed || self.cache.as_ref().is_none_or(|cache| cache.summary != summary)) {
            // Without a cache the next scan is slower, and that is all.
            scan.cache = Pending::write(site, &rows, self.cache.take(), summary, self.moment).ok();
        }
        scan.take(rows);
        scan
    }
}

impl Scan {
    fn take(&mut self, rows: Vec<Known>) {
        self.metas.reserve(rows.len());
        for row in rows {
            let path = if row.read.is_none() { row.path().into() } else { Box::default() };
            match row.read {
                Some(read) => {
                    self.metas.extend(read.meta);
                    self.problems.extend(read.problems);
                }
                None => self.files.push(Found { path, stamp: row.stamp }),
            }
        }
    }
}

/// The fingerprint of all that files say. Files that are no articles count by their stamps, because
/// nobody reads them here.
fn content_of(rows: &[Known], problems: &[Problem]) -> Fingerprint {
    let part = |rows: &[Known]| {
        let row = |known: &Known| {
            let meta = known.read.as_ref().and_then(|read| read.meta.as_ref());
            Fingerprint::of_hash(&(
                known.path(),
                meta.map(|meta| meta.fingerprint),
                meta.is_none().then_some(known.stamp),
            ))
        };
        Fingerprint::of_hash(&rows.iter().map(row).collect::<Vec<_>>())
    };
    let parts: Vec<Fingerprint> = rows.par_chunks(4096).map(part).collect();
    Fingerprint::of_hash(&(parts, Fingerprint::of_value(problems)))
}

/// Keeps of the rows those whose files are as they were, and gives the files that are not among them.
/// Both are by path.
fn retain_known(rows: &mut Vec<Known>, found: Vec<Found>, doubted: impl Fn(&Known) -> bool) -> Vec<Found> {
    let mut unknown = Vec::new();
    let mut found = found.into_iter().peekable();
    rows.retain(|known| {
        while let Some(new) = found.next_if(|found| *found.path < *known.path()) {
            unknown.push(new);
        }
        let Some(same) = found.next_if(|found| *found.path == *known.path()) else { return false };
        let sure = known.stamp == same.stamp && !doubted(known);
        if !sure {
            unknown.push(same);
        }
        sure
    });
    unknown.extend(found);
    unknown
}

/// Reads a file that nobody knows, or knows no more.
pub(super) fn read_anew(site: &Site, found: &Found, names: &Names) -> Known {
    let read = Format::of_name(&found.path).map(|format| {
        let (article, problems) = read(site, &site.content().join(&*found.path), found.stamp.length, format);
        Read { meta: article.map(|article| article.meta.sharing(names)), problems }
    });
    // A file that could not be read is not known; the next build tries again.
    let failed = |read: &Read| read.problems.iter().any(|problem| problem.code == UNREADABLE);
    let stamp = if read.as_ref().is_some_and(failed) { Stamp::default() } else { found.stamp };
    Known::new(&found.path, stamp, read)
}

/// Reads and admits one file.
fn read(site: &Site, path: &Path, length: u64, format: Format) -> (Option<Article>, Vec<Problem>) {
    let name = site.name_of(path);
    if length > source::LARGEST {
        return (None, vec![source::too_large(&name, length)]);
    }
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            let problem = Problem::error(UNREADABLE, &name, format!("it cannot be read: {}", error.source))
                .help("let yourself read it: `chmod u+r`");
            return (None, vec![problem]);
        }
    };
    let Reading { draft, mut problems, text, .. } = parse(&name, &bytes, format, &site.manner);
    let Some(draft) = draft else {
        quote(&mut problems, &text);
        return (None, problems);
    };
    let admission = admit(draft, &site.house, fingerprint(&bytes, format, &site.manner));
    problems.extend(admission.problems);
    quote(&mut problems, &text);
    (admission.article, problems)
}

/// What an article is made of: the same bytes in another format, or a text read in another manner, are
/// another article.
fn fingerprint(bytes: &[u8], format: Format, manner: &Manner) -> Fingerprint {
    let manner = (format == Format::Text).then_some(manner);
    Fingerprint::of_hash(&(format, manner, Fingerprint::of(bytes)))
}

fn parse(name: &str, bytes: &[u8], format: Format, manner: &Manner) -> Reading {
    let inside = name.strip_prefix("content/").unwrap_or(name);
    let stem = inside.rsplit_once('.').map_or(inside, |(stem, _)| stem);
    source::read(&File { name, path: stem, bytes }, format, manner)
}

fn quote(problems: &mut [Problem], text: &str) {
    problems.iter_mut().for_each(|problem| problem.quote(text));
}

/// The whole article behind a skeleton: its file is read again, and must be what it was.
pub fn load(site: &Site, meta: &Meta) -> Result<Article, Problem> {
    let gone = || {
        let message = "the file changed while the archive was read";
        Problem::error("changed", &meta.file, message).help("run the command again")
    };
    let format = Format::of_name(&meta.file).ok_or_else(gone)?;
    let bytes = fs::read(&site.root.join(&*meta.file)).map_err(|_| gone())?;
    if fingerprint(&bytes, format, &site.manner) != meta.fingerprint {
        return Err(gone());
    }
    let draft = parse(&meta.file, &bytes, format, &site.manner).draft.ok_or_else(gone)?;
    Ok(Article { meta: meta.clone(), body: body_of(draft) })
}
