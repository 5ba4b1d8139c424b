//! Verifying: is the output folder, byte for byte, what a clean build would make?

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::article::url;
use crate::fs;
use crate::problem::Problem;

use super::build::Known;
use super::manifest::Manifest;
use super::plan::{Item, Plan, Source, plan};
use super::theme::Fixed;
use super::{Error, Options, Report, Site};

/// Makes every file in memory and compares it with the disk. Writes nothing. In the report `unchanged`
/// files are as they should be, and each other has a problem.
pub fn verify(site: &Site, options: Options) -> Result<Report, Error> {
    let plan = plan(site, options)?;
    let Known { changes, .. } = Known::of(site, &plan, Manifest::open(site), options);
    let due: BTreeSet<u32> = changes.due.iter().copied().collect();
    let faults: Vec<Problem> = (0u32..)
        .zip(&plan.items)
        .collect::<Vec<_>>()
        .into_par_iter()
        .filter_map(|(at, item)| compare(site, &plan, item, due.contains(&at)).err())
        .collect();
    let stale = changes.gone.iter().filter_map(|url| {
        let name = site.name_of(&site.output.join(&*url::file(url)));
        let message = "the file is of a page that the archive has no more";
        site.output
            .join(&*url::file(url))
            .exists()
            .then(|| Problem::error("out-of-date", &name, message).help("`backfile build` deletes it"))
    });
    let mut problems = plan.problems.clone();
    let files = plan.items.len();
    let unchanged = files - faults.len();
    problems.extend(stale);
    problems.extend(faults);
    problems.sort_by(|a, b| (a.severity, &a.file, a.place, a).cmp(&(b.severity, &b.file, b.place, b)));
    let (articles, pages) = (plan.articles(), plan.pages().count());
    Ok(Report { articles, pages, unchanged, problems, ..Report::default() })
}

/// Whether a file is what the plan makes. `due` says that a build would make it again, and so is known
/// to be out of date.
fn compare(site: &Site, plan: &Plan, item: &Item, due: bool) -> Result<(), Problem> {
    let path = site.output.join(item.file());
    let same = match &item.source {
        Source::Page(page) => fs::holds(&path, &plan.make(site, page)?.bytes),
        Source::Fixed(fixed) => match &**fixed {
            Fixed::Embedded(bytes) => fs::holds(&path, bytes),
            Fixed::OnDisk(from, _) => match (fs::hash(from), fs::hash(&path)) {
                (Ok(source), Ok(copy)) => source == copy,
                _ => false,
            },
        },
    };
    if same {
        return Ok(());
    }
    let name = site.name_of(&path);
    let problem = match (path.is_file(), due) {
        (false, true) => Problem::error("out-of-date", &name, "the page is not built yet"),
        (true, true) => Problem::error("out-of-date", &name, "what the page is made of has changed"),
        (false, false) => Problem::error("damaged", &name, "the file was built, and is not there"),
        (true, false) => Problem::error("damaged", &name, "the file is not what was built"),
    };
    Err(problem.help(if due {
        "`backfile build` makes it"
    } else {
        "`backfile build --force` makes it again"
    }))
}
