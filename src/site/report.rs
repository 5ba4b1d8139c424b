//! How a build is to be done, and what it did.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::problem::{Place, Problem};
use crate::{fs, source, words};

use super::Site;
use super::plan::Plan;

/// How a build is to be done.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Drafts and embargoed articles too.
    pub drafts: bool,
    /// Find out what would be done, and do nothing.
    pub dry: bool,
    /// Make and write every file, whether or not it differs.
    pub force: bool,
    /// Name every file that is made or deleted, in `Report::changes`.
    pub named: bool,
}

/// What a build did.
#[derive(Debug, Default)]
pub struct Report {
    pub articles: usize,
    pub pages: usize,
    /// Files that were made anew because something that they are made of has changed, or may have.
    pub rendered: usize,
    /// Files that were not made, because nothing that they are made of has changed.
    pub unchanged: usize,
    pub deleted: usize,
    pub bytes_written: u64,
    /// Errors first, then by file and place.
    pub problems: Vec<Problem>,
    /// What was done, or would be, by path; only if that was asked for.
    pub changes: Vec<Change>,
    /// What else is to be said, in a line each.
    pub notes: Vec<String>,
}

/// What a build does to a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Change {
    /// From the output folder.
    pub file: String,
    pub action: Action,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Action {
    Add,
    Change,
    /// It was made anew, and is what it was.
    Keep,
    Delete,
}

/// The problems of the plan and the faults of pages, sorted. One fault of a template shows on many
/// pages; it is reported once.
pub(super) fn problems(plan: &Plan, faults: Vec<Problem>) -> Vec<Problem> {
    type Key = (Cow<'static, str>, String, Option<Place>);
    let key = |problem: &Problem| -> Key { (problem.code.clone(), problem.file.clone(), problem.place) };
    let mut groups: BTreeMap<Key, Vec<Problem>> = BTreeMap::new();
    for fault in faults {
        groups.entry(key(&fault)).or_default().push(fault);
    }
    let known = plan.problems.iter().filter(|problem| !groups.contains_key(&key(problem)));
    let mut problems: Vec<Problem> = known.cloned().collect();
    for mut group in groups.into_values() {
        group.sort();
        let others = group.len() - 1;
        let mut problem = group.swap_remove(0);
        if others > 0 {
            problem.message = format!("{} and {}", problem.message, words::count(others, "other page"));
        }
        problems.push(problem);
    }
    problems.sort_by(|a, b| (a.severity, &a.file, a.place, a).cmp(&(b.severity, &b.file, b.place, b)));
    problems
}

/// The problem with its source line, read now if it was not kept.
pub fn quoted(site: &Site, problem: &Problem) -> Problem {
    let mut problem = problem.clone();
    if problem.line.is_none() && problem.place.is_some() {
        let path = site.root.join(&problem.file);
        // Of a table, which may be of any size, the number of the line must do.
        let small = path.metadata().is_ok_and(|meta| meta.len() <= source::LARGEST);
        let text = if small { fs::read(&path).ok() } else { None };
        if let Some(text) =
            text.and_then(|bytes| source::encoding::decode(&bytes).map(|decoded| decoded.text))
        {
            problem.quote(&text);
        }
    }
    problem
}
