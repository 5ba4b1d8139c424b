//! The builder: looks, plans, compares, and has made what differs.

use rayon::prelude::*;

use crate::fingerprint::{self, Fingerprint};
use crate::fs;
use crate::problem::Severity;

use super::changes::Changes;
use super::lock::Lock;
use super::manifest::{Head, Manifest};
use super::output::Folder;
use super::plan::{Plan, Source, plan};
use super::report::{Options, Report, problems};
use super::scan::Look;
use super::theme::Theme;
use super::work::Work;
use super::{Error, Site};

/// Builds the site into its output folder.
pub fn build(site: &Site, options: Options) -> Result<Report, Error> {
    site.check_content()?;
    let lock = if options.dry { None } else { Some(Lock::take(site)?) };
    let moment = lock.as_ref().map_or_else(fs::now, Lock::moment);
    let (look, theme) = rayon::join(|| Look::at(site, moment), || Theme::of(site));
    let manifest = Manifest::open(site);
    let folder = Folder::of(site, &manifest, options);
    let of_theme = theme.fingerprint(moment);
    let rules =
        (fingerprint::PROGRAM, &site.settings, &site.house, &site.manner, site.search, options.drafts);
    let world = |content: Fingerprint| Some(Fingerprint::of_hash(&(rules, of_theme?, content)));
    let done = |content: Fingerprint| {
        let world = world(content)?;
        let head = manifest.head.as_ref().filter(|head| head.world == Some(world))?;
        let same = !options.force && manifest.is_finished() && folder.is_untouched(head, &manifest);
        same.then(|| nothing_done(head))
    };
    // Only a sound cache knows the content.
    if let Some(report) = look.content().and_then(done) {
        return Ok(Report { notes: notes(None, &manifest), ..report });
    }
    let mut scan = look.read(site, !options.dry);
    let cache = scan.cache.take();
    let (content, racy) = (scan.content, scan.racy);
    let cache_fault = scan.fault.take();
    // It knows of content/ alone, and is true whatever becomes of the pages.
    let keep = || cache.map_or(Ok(()), super::cache::Pending::keep);
    if let Some(report) = done(content) {
        keep()?;
        return Ok(Report { notes: notes(cache_fault, &manifest), ..report });
    }
    let before = manifest.shelves().filter(|_| !options.force);
    let (plan, kept) = beside(keep, || Plan::new(site, options, scan, theme, moment, before.as_ref()));
    kept?;
    let world = world(content).filter(|_| !racy);
    let Comparison { manifest, folder, changes } = Comparison::of(site, &plan, manifest, options);
    let named = options.named;
    let work = Work { site, plan: &plan, manifest: &manifest, folder: &folder, lock: lock.as_ref(), named };
    let mut report = work.run(changes, world)?;
    report.notes = notes(cache_fault, &manifest);
    // The process is about to end, or has better things to do than to give back a million small pieces.
    rayon::spawn(move || drop(plan));
    Ok(report)
}

/// Does two things side by side, one of which mostly waits for the disk.
fn beside<T, W: Send>(waits: impl FnOnce() -> W + Send, works: impl FnOnce() -> T) -> (T, W) {
    std::thread::scope(|scope| {
        let waits = scope.spawn(waits);
        let worked = works();
        (worked, waits.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })
}

/// What is known of the output folder, and what is to be done there.
pub(super) struct Comparison {
    pub manifest: Manifest,
    pub folder: Folder,
    pub changes: Changes,
}

impl Comparison {
    /// Compares the plan with the manifest, or with what is there if that is damaged.
    pub fn of(site: &Site, plan: &Plan, manifest: Manifest, options: Options) -> Self {
        let folder = Folder::of(site, &manifest, options);
        if let Some(changes) = Changes::between(plan, &manifest, &folder) {
            return Self { manifest, folder, changes };
        }
        let manifest = manifest.without_rows();
        let folder = Folder::of(site, &manifest, options);
        let changes = Changes::between(plan, &manifest, &folder).unwrap_or_default();
        Self { manifest, folder, changes }
    }
}

/// What was wrong with what the last build left. It costs time and nothing else.
fn notes(cache_fault: Option<String>, manifest: &Manifest) -> Vec<String> {
    let note = |what: &str, fault: &String| format!("the {what} is made anew: {fault}");
    let cache = cache_fault.as_ref().map(|fault| note("cache", fault));
    let manifest = manifest.fault.as_ref().map(|fault| note("manifest", fault));
    cache.into_iter().chain(manifest).collect()
}

fn nothing_done(head: &Head) -> Report {
    Report {
        articles: head.articles,
        pages: head.pages,
        unchanged: head.files,
        problems: head.problems.clone(),
        ..Report::default()
    }
}

/// Everything that is wrong: renders every page and writes none. Dead links and images, which a build
/// mends, are errors here.
pub fn check(site: &Site, options: Options) -> Result<Report, Error> {
    let mut plan = plan(site, options)?;
    let faults = plan
        .items
        .par_iter()
        .filter_map(|item| match &item.source {
            Source::Page(page) => plan.edition.make(site, page).err(),
            Source::Fixed(_) => None,
        })
        .collect();
    for problem in &mut plan.problems {
        if matches!(&*problem.code, "dead-link" | "dead-image" | "unsafe-link") {
            problem.severity = Severity::Error;
        }
    }
    Ok(Report {
        articles: plan.articles(),
        pages: plan.pages().count(),
        problems: problems(&plan, faults),
        ..Report::default()
    })
}
