//! What is to be imported: files, and the records of tables, in a fixed order, a batch at a time.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use hashbrown::HashSet;
use rayon::prelude::*;
use walkdir::WalkDir;

use crate::fingerprint::{self, Fingerprint};
use crate::fs;
use crate::problem::{Place, Problem};
use crate::source::Format;
use crate::source::table::columns::{Columns, Understood, Use};
use crate::source::table::{self, BadRecord, Form, Record, Records};

use super::super::theme::unreadable;
use super::bytes::{self, Counted, Watch};
use super::known::Known;
use super::reading::hash_of;
use super::{BATCH, BATCH_BYTES, Error, Import, Site, SourceForm};

/// Something that is read by itself.
pub(super) enum Job {
    File {
        source: Source,
        format: Format,
    },
    Record {
        table: Arc<Source>,
        record: Record,
        uses: Vec<Use>,
    },
    /// What cannot be read at all.
    Failed {
        name: String,
        problem: Box<Problem>,
    },
}

/// A file that is to be imported.
#[derive(Clone, Debug)]
pub(super) struct Source {
    pub path: PathBuf,
    /// The same on every machine.
    pub name: String,
    /// SHA-256 of its bytes, unpacked; empty if it could not be read, and for tables.
    pub hash: String,
    /// As it is on disk.
    bytes: u64,
    /// `None` if no reader knows its form.
    form: Option<SourceForm>,
}

/// All sources, and how far they have been read.
pub(super) struct Sources {
    files: std::vec::IntoIter<Source>,
    table: Option<(Arc<Source>, Records, Columns)>,
    map: Vec<(table::columns::Field, String)>,
    columns: Vec<(String, Vec<Understood>)>,
    watch: Arc<Watch>,
    pub problems: Vec<Problem>,
    /// Files in folders that no reader knows, by their endings.
    pub passed_over: BTreeMap<String, usize>,
}

/// How much of a batch was given out.
#[derive(Default)]
pub(super) struct Batch {
    jobs: usize,
    bytes: usize,
}

impl Batch {
    pub fn is_empty(&self) -> bool {
        self.jobs == 0
    }

    fn is_full(&self) -> bool {
        self.jobs >= BATCH || self.bytes >= BATCH_BYTES
    }
}

impl Sources {
    /// That a path leads nowhere is an error; that something in a folder cannot be read is a problem.
    pub fn find(site: &Site, import: &Import) -> Result<Self, Error> {
        let (mut problems, mut passed_over) = (Vec::new(), BTreeMap::new());
        let mut files = Vec::new();
        for path in &import.paths {
            files.extend(find(site, path, import.form, &mut problems, &mut passed_over)?);
        }
        files.par_iter_mut().for_each(|source| {
            if !matches!(source.form, Some(SourceForm::Table(_))) {
                source.hash =
                    bytes::whole(&source.path).map(|bytes| fingerprint::sha256(&bytes)).unwrap_or_default();
            }
        });
        let all = files.iter().map(|source| source.bytes).sum();
        import.watch.all_bytes.store(all, Ordering::Relaxed);
        Ok(Self {
            files: files.into_iter(),
            table: None,
            map: import.map.iter().chain(&site.columns).cloned().collect(),
            columns: Vec::new(),
            watch: import.watch.clone(),
            problems,
            passed_over,
        })
    }

    /// The checksums of all files that are one article. Those of records too if any table has been
    /// imported before, which costs reading all tables once more: where rows were put in above others, the
    /// records do not have the names any more by which they were known.
    pub fn coming(&self, known: &Known) -> HashSet<Fingerprint> {
        let files = self.files.as_slice();
        let mut coming: HashSet<Fingerprint> = files
            .iter()
            .filter(|source| !source.hash.is_empty())
            .map(|source| Fingerprint::of(source.hash.as_bytes()))
            .collect();
        let tables = files.iter().filter_map(|source| match source.form {
            Some(SourceForm::Table(form)) => Some((source, form)),
            _ => None,
        });
        if tables.clone().any(|(source, _)| known.has_table(&source.name)) {
            tables.for_each(|(source, form)| coming_records(source, form, &mut coming));
        }
        coming
    }

    /// How the columns of each table were understood that has been read.
    pub fn understood(self) -> Vec<(String, Vec<Understood>)> {
        self.columns
    }

    /// The next jobs of a batch, so many at most; none when it is full, or when all is done.
    pub fn part(&mut self, batch: &mut Batch, most: usize) -> Vec<Job> {
        let mut jobs = Vec::with_capacity(most);
        while jobs.len() < most && !batch.is_full() {
            let Some(job) = self.next() else { break };
            batch.jobs += 1;
            if let Job::Record { record, .. } = &job {
                batch.bytes += usize::try_from(record.bytes).unwrap_or(usize::MAX);
            }
            jobs.push(job);
        }
        jobs
    }

    fn next(&mut self) -> Option<Job> {
        loop {
            if let Some(job) = self.next_record() {
                return Some(job);
            }
            let source = self.files.next()?;
            match source.form {
                Some(SourceForm::Article(format)) => {
                    self.watch.bytes.fetch_add(source.bytes, Ordering::Relaxed);
                    return Some(Job::File { source, format });
                }
                Some(SourceForm::Table(form)) => {
                    if let Some(failed) = self.open(source, form) {
                        return Some(failed);
                    }
                }
                None => {
                    self.watch.bytes.fetch_add(source.bytes, Ordering::Relaxed);
                    let shown = fs::shown(&source.path);
                    let problem = Problem::error("unknown-form", &shown, "no reader knows this form").help(
                        "there are readers for .txt, .md, .csv, .tsv, .json and .jsonl, packed as .gz or not; `--as` says \
                         which to take",
                    );
                    return Some(Job::Failed { name: source.name, problem: Box::new(problem) });
                }
            }
        }
    }

    /// Starts a table; what cannot be opened has failed.
    fn open(&mut self, source: Source, form: Form) -> Option<Job> {
        let opened = fs::open(&source.path).and_then(|file| {
            let counted = Counted { file, watch: self.watch.clone() };
            table::open(Box::new(counted), form).map_err(|error| fs::Error::read(&source.path, error))
        });
        match opened {
            Ok(records) => {
                self.table = Some((Arc::new(source), records, Columns::new(&self.map)));
                None
            }
            Err(error) => {
                let problem = Box::new(unreadable(&fs::shown(&source.path), &error));
                Some(Job::Failed { name: source.name, problem })
            }
        }
    }

    fn next_record(&mut self) -> Option<Job> {
        let (source, records, columns) = self.table.as_mut()?;
        match records.next() {
            Some(Ok(record)) => {
                let uses = columns.uses(&record);
                Some(Job::Record { table: source.clone(), record, uses })
            }
            Some(Err(bad)) => {
                let name = format!("{}#{}", source.name, bad.number);
                Some(Job::Failed { name, problem: Box::new(bad_record(source, bad)) })
            }
            None => {
                self.columns.push((source.name.clone(), columns.understood()));
                self.table = None;
                None
            }
        }
    }
}

/// Adds the checksums of the records of a table. What is wrong with it is said when it is read.
fn coming_records(source: &Source, form: Form, coming: &mut HashSet<Fingerprint>) {
    let opened = fs::open(&source.path).ok().and_then(|file| table::open(Box::new(file), form).ok());
    let mut records = opened.into_iter().flatten().filter_map(Result::ok).peekable();
    while records.peek().is_some() {
        let (mut batch, mut bytes) = (Vec::new(), 0);
        while batch.len() < BATCH && bytes < BATCH_BYTES {
            let Some(record) = records.next() else { break };
            bytes += usize::try_from(record.bytes).unwrap_or(usize::MAX);
            batch.push(record);
        }
        let hash = |record: &Record| Fingerprint::of(hash_of(record).as_bytes());
        coming.extend(batch.par_iter().map(hash).collect::<Vec<_>>());
    }
}

fn bad_record(source: &Source, bad: BadRecord) -> Problem {
    let line = u32::try_from(bad.line).unwrap_or(u32::MAX);
    Problem::error("bad-record", &fs::shown(&source.path), format!("record {}: {}", bad.number, bad.message))
        .at(Place::line(line))
        .help(bad.help)
}

/// The files that a path stands for. A file is taken as it is; of a folder, what a reader knows.
fn find(
    site: &Site,
    given: &Path,
    form: Option<SourceForm>,
    problems: &mut Vec<Problem>,
    passed_over: &mut BTreeMap<String, usize>,
) -> Result<Vec<Source>, Error> {
    let content = super::super::plain(&site.content());
    let mut files = Vec::new();
    for entry in WalkDir::new(given).follow_links(true).sort_by_file_name() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) if error.depth() == 0 => return Err(fs::walk_error(error, given).into()),
            Err(error) => {
                let error = fs::walk_error(error, given);
                problems.push(unreadable(&fs::shown(&error.path), &error));
                continue;
            }
        };
        let name = entry.file_name().to_string_lossy();
        let known = SourceForm::of_name(&name).is_some() && !name.starts_with('.');
        if !entry.file_type().is_file() {
            continue;
        }
        if entry.depth() > 0 && !known {
            if !name.starts_with('.') {
                *passed_over.entry(ending(&name)).or_default() += 1;
            }
            continue;
        }
        if super::super::plain(entry.path()).starts_with(&content) {
            let problem = Problem::error("in-content", &fs::shown(entry.path()), "it is in content/ already")
                .help("files there are articles as they are; `import` is for texts from elsewhere");
            problems.push(problem);
            continue;
        }
        let form = form.or_else(|| SourceForm::of_name(&name));
        let bytes = entry.metadata().map_or(0, |meta| meta.len());
        let name = source_name(given, entry.path());
        files.push(Source { path: entry.into_path(), name, hash: String::new(), bytes, form });
    }
    Ok(files)
}

/// The name of a source, the same on every machine: from the folder that was named.
fn source_name(given: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(given).ok().filter(|rest| !rest.as_os_str().is_empty());
    match (inside, given.file_name()) {
        (Some(rest), Some(folder)) => format!("{}/{}", folder.to_string_lossy(), fs::slashed(rest)),
        (Some(rest), None) => fs::slashed(rest),
        (None, _) => path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
    }
}

/// `.docx` of `pier.docx`; the name itself of a file without an ending.
fn ending(name: &str) -> String {
    match name.rsplit_once('.') {
        Some((_, ending)) => format!(".{}", ending.to_lowercase()),
        None => name.to_owned(),
    }
}
