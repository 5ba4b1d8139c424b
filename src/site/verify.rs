//! Verifying: is the output folder, byte for byte, what a clean build would make?

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use crate::archive::Index;
use crate::article::url;
use crate::fs;
use crate::problem::Problem;
use crate::search;

use super::build::Comparison;
use super::changes::{Before, Changes};
use super::index::{self, Maker, Part};
use super::manifest::Manifest;
use super::plan::{Item, Plan, Source};
use super::report::problems;
use super::scan::scan_anew;
use super::shelves::Shelves;
use super::theme::{Fixed, Theme};
use super::{Error, Options, Report, Site};

/// Makes every file in memory and compares it with the disk. Reads every source anew and writes nothing.
/// In the report `unchanged` files are as they should be, and each other has a problem.
pub fn verify(site: &Site, options: Options) -> Result<Report, Error> {
    site.check_content()?;
    let before = Some(&Shelves::default());
    let mut plan = Plan::new(site, options, scan_anew(site), Theme::of(site), fs::now(), before);
    let Comparison { changes, .. } = Comparison::of(site, &plan, Manifest::open(site), options);
    let due: BTreeSet<u32> = changes.due.iter().copied().collect();
    let expected = |at: u32| match changes.before[at as usize] {
        Before::Unsure => true,
        _ => !due.contains(&at),
    };
    let numbered: Vec<(u32, &Item)> = (0..).zip(&plan.items).collect();
    let faults: Vec<Problem> = numbered
        .into_par_iter()
        .filter_map(|(at, item)| compare(site, &plan, item, expected(at)).err())
        .collect();
    let (of_index, faults_of_index) = index(site, &plan, &changes);
    let unchanged = plan.items.len() - faults.len() + of_index;
    plan.problems.extend(faults_of_index);
    plan.problems.extend(changes.gone.iter().filter_map(|url| stale(site, url)));
    let (articles, pages) = (plan.articles(), plan.pages().count());
    Ok(Report { articles, pages, unchanged, problems: problems(&plan, faults), ..Report::default() })
}

/// The problem of a file that is there, and of nothing that the archive has.
fn stale(site: &Site, url: &str) -> Option<Problem> {
    let path = site.output.join(&*url::file(url));
    let message = "the file is of a page that the archive has no more";
    let problem = Problem::error("out-of-date", &site.name_of(&path), message);
    path.exists().then(|| problem.help("`backfile build` deletes it"))
}

/// Makes the search index in memory, and compares it. Gives how many of its files are as they should be,
/// and what is wrong with the others.
fn index(site: &Site, plan: &Plan, changes: &Changes) -> (usize, Vec<Problem>) {
    let Some(contents) = &plan.index else { return (0, Vec::new()) };
    let (mut sound, mut problems) = (0, Vec::new());
    let mut rest = changes.index.clone();
    let mut check = |part: &Part, files: Vec<search::File>, problems: &mut Vec<Problem>| {
        for file in files {
            let url = index::url(&file.path);
            let built = match rest.0.remove(&url) {
                Some(Before::Made(made)) => made.inputs == part.fingerprint,
                Some(Before::Unsure) => true,
                Some(Before::Nothing) | None => false,
            };
            let path = site.output.join(&*url::file(&url));
            match compared(site, &path, fs::holds(&path, &file.bytes), built) {
                Ok(()) => sound += 1,
                Err(problem) => problems.push(problem),
            }
        }
    };
    let maker = Maker::new(contents.options);
    let mut summaries = Vec::new();
    for part in &contents.segments {
        let faults: Mutex<Vec<Problem>> = Mutex::default();
        let document = |article: &Index| {
            let found = plan.edition.document(site, *article);
            found.map_err(|fault| faults.lock().unwrap_or_else(PoisonError::into_inner).push(fault)).ok()?
        };
        let parts = maker.parts(contents.articles(part), document);
        problems.append(&mut faults.into_inner().unwrap_or_else(PoisonError::into_inner));
        let search::Made { files, summary } = search::segment(&part.name, &parts);
        summaries.push(summary);
        check(part, files, &mut problems);
    }
    check(&contents.joint, search::manifest(&summaries, contents.options.positions), &mut problems);
    problems.extend(rest.0.keys().filter_map(|url| stale(site, url)));
    (sound, problems)
}

/// Whether a file is what the plan makes. `built` says that the last build left it so, as far as it knew.
fn compare(site: &Site, plan: &Plan, item: &Item, built: bool) -> Result<(), Problem> {
    let path = site.output.join(item.file());
    let same = match &item.source {
        Source::Page(page) => fs::holds(&path, &plan.edition.make(site, page)?.bytes),
        Source::Fixed(fixed) => match &**fixed {
            Fixed::Embedded(bytes) => fs::holds(&path, bytes),
            Fixed::OnDisk(from, _) => match (fs::hash(from), fs::hash(&path)) {
                (Ok(source), Ok(copy)) => source == copy,
                _ => false,
            },
        },
    };
    compared(site, &path, same, built)
}

/// The problem of a file that is not the same as what is made.
fn compared(site: &Site, path: &Path, same: bool, built: bool) -> Result<(), Problem> {
    if same {
        return Ok(());
    }
    let name = site.name_of(path);
    let problem = match (path.is_file(), built) {
        (false, false) => Problem::error("out-of-date", &name, "the page is not built yet"),
        (true, false) => Problem::error("out-of-date", &name, "what the page is made of has changed"),
        (false, true) => Problem::error("damaged", &name, "the file was built, and is not there"),
        (true, true) => Problem::error("damaged", &name, "the file is not what was built"),
    };
    Err(problem.help(if !built {
        "`backfile build` makes it"
    } else {
        "`backfile build --force` makes it again"
    }))
}
