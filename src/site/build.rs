//! The builder: scan, archive, plan, render, write.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::archive::{Archive, Files};
use crate::article::Url;
use crate::page::{self, Failure, Inputs, Masthead, Output, Page, Templates, View};
use crate::problem::{Problem, Severity};
use crate::words;

use super::assets::{self, Assets};
use super::output::Folder;
use super::theme::{self, Fixed};
use super::{Error, Site, load, scan};

/// How a build is to be done.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Drafts and embargoed articles too.
    pub drafts: bool,
    /// Find out what would be done, and do nothing.
    pub dry: bool,
    /// Write every file, whether or not it differs.
    pub force: bool,
}

/// What a build did.
#[derive(Debug, Default)]
pub struct Report {
    pub articles: usize,
    pub pages: usize,
    /// Pages and files that were written because their bytes differ.
    pub rendered: usize,
    pub unchanged: usize,
    pub deleted: usize,
    pub bytes_written: u64,
    /// Errors first, then by file and place.
    pub problems: Vec<Problem>,
}

/// Everything that a site is made of, before a page of it is made.
pub struct Plan {
    pub archive: Archive,
    pub masthead: Arc<Masthead>,
    pub templates: Templates,
    /// In a fixed order; redirects for the beginnings of addresses are last.
    pub pages: Vec<Page>,
    pub problems: Vec<Problem>,
    assets: Assets,
}

/// Reads the archive and plans its pages. Renders nothing.
pub fn plan(site: &Site, options: Options) -> Result<Plan, Error> {
    if !site.content().is_dir() {
        return Err(Error::Refused(format!(
            "there is no folder `content` in {}; `backfile init` makes a new archive",
            site.root.display()
        )));
    }
    let (templates, mut problems) = theme::templates(site);
    let mut assets = theme::fixed(site, &mut problems);
    let mut scan = scan(site);
    if !options.drafts {
        scan = scan.public();
    }
    let files = Files { content: scan.files, fixed: assets.keys().cloned().collect() };
    let (archive, collisions) = Archive::new(scan.metas, files);
    problems.extend(scan.problems);
    problems.extend(collisions);
    problems.extend(assets::follow(site, &archive, &site.settings, &mut assets));
    let mut pages = page::every(&archive);
    problems.extend(assets::part(&mut assets, &pages));
    let mut urls: BTreeSet<Url> = pages.iter().map(Page::url).collect();
    urls.extend(assets.keys().filter_map(|path| Url::parse(&format!("/{path}"))));
    pages.extend(page::missing_prefixes(urls.iter()));
    let masthead = Arc::new(Masthead::new(site.settings.clone(), &archive));
    Ok(Plan { archive, masthead, templates, pages, problems, assets })
}

impl Plan {
    /// Makes one page. Reads its article again, if it shows one.
    pub fn make(&self, site: &Site, page: &Page) -> Result<Output, Problem> {
        let inputs = self.inputs(site, page)?;
        page::render(&inputs, &self.templates).map_err(|Failure { url, fault }| {
            let message = format!("{} (in {url})", fault.message);
            Problem { message, ..*fault }
        })
    }

    /// Everything that a page is made of, its article read anew.
    pub fn inputs(&self, site: &Site, page: &Page) -> Result<Inputs, Problem> {
        let view = View { archive: &self.archive, masthead: &self.masthead };
        let missing = || {
            let message = format!("the page {} is not in the archive", page.url());
            Problem::error("no-such-page", "content", message)
        };
        let sketch = page::sketch(view, page).ok_or_else(missing)?;
        let article = match page {
            Page::Article(url) | Page::Unlisted(url) if sketch.needs_article() => {
                let owner = self.archive.owner(url).ok_or_else(missing)?;
                Some(load(site, self.archive.owned(owner))?)
            }
            _ => None,
        };
        sketch.with(article).ok_or_else(missing)
    }

    /// The paths of all files that the site has.
    fn files(&self) -> BTreeSet<String> {
        self.pages.iter().map(|page| page.url().file()).chain(self.assets.keys().cloned()).collect()
    }
}

/// Builds the site into its output folder.
pub fn build(site: &Site, options: Options) -> Result<Report, Error> {
    let mut plan = plan(site, options)?;
    let files = plan.files();
    let (folder, deleted) = Folder::open(site, &files, options.dry, options.force)?;
    let faults: Vec<Problem> = plan
        .pages
        .par_iter()
        .map(|page| match plan.make(site, page) {
            Ok(output) => folder.write(&output.url.file(), &output.bytes).map(|()| None),
            Err(fault) => {
                folder.keep(&page.url().file());
                Ok(Some(fault))
            }
        })
        .filter_map(Result::transpose)
        .collect::<Result<_, Error>>()?;
    let unread: Vec<Problem> = plan
        .assets
        .par_iter()
        .map(|(path, file)| match file {
            Fixed::Embedded(bytes) => folder.write(path, bytes).map(|()| None),
            Fixed::OnDisk(from) => match crate::fs::read(from) {
                Ok(bytes) => folder.write(path, &bytes).map(|()| None),
                Err(error) => {
                    folder.keep(path);
                    Ok(Some(theme::unreadable(&site.name_of(from), &error)))
                }
            },
        })
        .filter_map(Result::transpose)
        .collect::<Result<_, Error>>()?;
    plan.problems.extend(unread);
    let done = folder.close(site)?;
    add_faults(&mut plan.problems, faults);
    Ok(Report {
        articles: plan.archive.articles().len() + plan.archive.unlisted().len(),
        pages: plan.pages.len(),
        rendered: done.written,
        unchanged: done.same,
        deleted,
        bytes_written: done.bytes,
        problems: sorted(plan.problems),
    })
}

/// Everything that is wrong: renders every page and writes none. Dead links and images, which a build
/// mends, are errors here.
pub fn check(site: &Site, options: Options) -> Result<Report, Error> {
    let mut plan = plan(site, options)?;
    let faults = plan.pages.par_iter().filter_map(|page| plan.make(site, page).err()).collect();
    add_faults(&mut plan.problems, faults);
    for problem in &mut plan.problems {
        if matches!(problem.code, "dead-link" | "dead-image" | "unsafe-link") {
            problem.severity = Severity::Error;
        }
    }
    Ok(Report {
        articles: plan.archive.articles().len() + plan.archive.unlisted().len(),
        pages: plan.pages.len(),
        problems: sorted(plan.problems),
        ..Report::default()
    })
}

/// Adds the faults of pages. One fault of a template shows on many pages; it is reported once.
fn add_faults(problems: &mut Vec<Problem>, faults: Vec<Problem>) {
    let key = |problem: &Problem| (problem.code, problem.file.clone(), problem.place);
    let mut groups: BTreeMap<_, Vec<Problem>> = BTreeMap::new();
    for fault in faults {
        groups.entry(key(&fault)).or_default().push(fault);
    }
    problems.retain(|problem| !groups.contains_key(&key(problem)));
    for mut group in groups.into_values() {
        group.sort();
        let others = group.len() - 1;
        let mut problem = group.swap_remove(0);
        if others > 0 {
            problem.message = format!("{} and {}", problem.message, words::count(others, "other page"));
        }
        problems.push(problem);
    }
}

fn sorted(mut problems: Vec<Problem>) -> Vec<Problem> {
    problems.sort_by(|a, b| (a.severity, &a.file, a.place, a).cmp(&(b.severity, &b.file, b.place, b)));
    problems
}
