//! Verifying: is the output folder, byte for byte, what a clean build would make?

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::article::url;
use crate::fs;
use crate::problem::Problem;

use super::build::Comparison;
use super::changes::Before;
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
    let mut plan = Plan::new(site, options, scan_anew(site), Theme::of(site), fs::now(), &Shelves::default());
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
    let unchanged = plan.items.len() - faults.len();
    let stale = changes.gone.iter().filter_map(|url| {
        let path = site.output.join(&*url::file(url));
        let message = "the file is of a page that the archive has no more";
        let problem = Problem::error("out-of-date", &site.name_of(&path), message);
        path.exists().then(|| problem.help("`backfile build` deletes it"))
    });
    plan.problems.extend(stale);
    let (articles, pages) = (plan.articles(), plan.pages().count());
    Ok(Report { articles, pages, unchanged, problems: problems(&plan, faults), ..Report::default() })
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
    if same {
        return Ok(());
    }
    let name = site.name_of(&path);
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
