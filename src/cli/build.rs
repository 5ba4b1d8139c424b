//! `backfile build`.

mod explain;

use std::time::Instant;

use anstream::eprintln;
use clap::Args;
use serde_json::json;

use crate::site::{self, Action, Change, Options, Report, Site};
use crate::words;

use super::progress::Progress;
use super::{Exit, Global, report};

#[derive(Args)]
pub(super) struct Build {
    /// Drafts and embargoed articles too
    #[arg(long)]
    drafts: bool,
    /// Say what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
    /// Make and write every file, whether or not it differs
    #[arg(long)]
    force: bool,
    /// Make every page in memory and compare it with what is in the output folder; write nothing
    #[arg(long, conflicts_with_all = ["force", "dry_run"])]
    verify: bool,
    /// Say what the page at an address is made of, and what of it has changed since the last build
    #[arg(long, value_name = "URL", conflicts_with_all = ["force", "dry_run", "verify"])]
    explain: Option<String>,
}

impl Build {
    pub fn run(&self, global: &Global, site: &Site) -> Result<Exit, site::Error> {
        let options = Options {
            drafts: self.drafts,
            dry: self.dry_run,
            force: self.force,
            named: self.dry_run || global.verbose,
        };
        match &self.explain {
            Some(address) => explain::run(global, site, options, address),
            None if self.verify => verify(global, site, options),
            None => self.build(global, site, options),
        }
    }

    fn build(&self, global: &Global, site: &Site, options: Options) -> Result<Exit, site::Error> {
        let start = Instant::now();
        let progress = Progress::start(global, "Building");
        let built = site::build(site, options)?;
        drop(progress);
        let seconds = start.elapsed().as_secs_f64();
        let exit = report::problems(global, site, &built.problems);
        if global.is_json() {
            report::json(&as_json(&built, seconds, options.named));
        } else if !global.quiet {
            built.notes.iter().for_each(|note| eprintln!("{note}"));
            print(&built.changes);
            report::say(line(site, &built, seconds, self.dry_run));
        }
        Ok(exit)
    }
}

fn verify(global: &Global, site: &Site, options: Options) -> Result<Exit, site::Error> {
    let start = Instant::now();
    let progress = Progress::start(global, "Verifying");
    let verified = site::verify(site, options)?;
    drop(progress);
    let seconds = start.elapsed().as_secs_f64();
    let exit = report::problems(global, site, &verified.problems);
    if global.is_json() {
        report::json(&as_json(&verified, seconds, false));
    } else if !global.quiet {
        let differ = verified.problems.iter().filter(|problem| problem.is_error()).count();
        let found = match differ {
            0 => "all as a clean build makes them".to_owned(),
            number => words::count(number, "error"),
        };
        let files = words::count(verified.unchanged, "file");
        let folder = report::shown(&site.output);
        report::say(format!("Verified {files} of {folder}/: {found}, in {seconds:.2} s"));
    }
    Ok(exit)
}

fn as_json(built: &Report, seconds: f64, named: bool) -> serde_json::Value {
    let mut json = json!({
        "articles": built.articles,
        "pages": built.pages,
        "rendered": built.rendered,
        "unchanged": built.unchanged,
        "deleted": built.deleted,
        "bytes_written": built.bytes_written,
        "problems": built.problems,
        "seconds": seconds,
        "peak_rss_bytes": peak_memory(),
    });
    if named {
        json["changes"] = json!(built.changes);
    }
    json
}

/// One line for each file that is made or deleted.
fn print(changes: &[Change]) {
    for Change { file, action } in changes {
        let verb = match action {
            Action::Add => "add",
            Action::Change => "change",
            Action::Keep => "keep",
            Action::Delete => "delete",
        };
        report::say(format!("{verb:<6}  {file}"));
    }
}

/// The one line that says what was done.
pub(super) fn line(site: &Site, built: &Report, seconds: f64, dry: bool) -> String {
    let verb = if dry { "Would build" } else { "Built" };
    let counts = [(built.rendered, "rendered"), (built.unchanged, "unchanged"), (built.deleted, "deleted")];
    let parts = counts.into_iter().filter(|(number, what)| *number > 0 || *what == "rendered");
    let mut parts: Vec<String> =
        parts.map(|(number, what)| format!("{} {what}", words::thousands(number))).collect();
    parts.extend(report::tally(&built.problems));
    format!(
        "{verb} {} into {}/: {} ({}) in {seconds:.2} s",
        words::count(built.articles, "article"),
        report::shown(&site.output),
        words::count(built.pages, "page"),
        parts.join(", "),
    )
}

/// The most memory that this process had, in bytes. Known on Linux only.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}
