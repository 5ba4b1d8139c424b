//! `backfile import`.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use crate::site::{self, Imported, Outcome, Site};
use crate::words;

use super::progress::Progress;
use super::{Exit, Global, report};

#[derive(Args)]
pub(super) struct Import {
    /// Files, and folders of files: .txt, .md
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Say what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
    /// The folder below content/ that the articles go to
    #[arg(long, value_name = "DIR", default_value = "")]
    into: String,
    /// Overwrite articles that were edited after they were imported
    #[arg(long)]
    force: bool,
}

impl Import {
    pub fn run(&self, global: &Global, site: &Site) -> Result<Exit, site::Error> {
        let import = site::Import {
            paths: self.paths.clone(),
            into: self.into.clone(),
            dry: self.dry_run,
            force: self.force,
        };
        let progress = Progress::start(global, "Importing");
        let (imported, problems) = site::import(site, &import)?;
        drop(progress);
        let exit = report::problems(global, site, &problems);
        if global.is_json() {
            report::json(&json!({ "imported": imported, "problems": problems }));
        } else if !global.quiet {
            self.print(&imported, &problems);
        }
        Ok(exit)
    }

    fn print(&self, imported: &[Imported], problems: &[crate::problem::Problem]) {
        // A list that scrolls away helps nobody; of many only the ones to look at are named.
        let few = imported.len() <= 20;
        for one in imported.iter().filter(|one| few && one.outcome != Outcome::Failed) {
            let file = one.file.as_deref().unwrap_or_default();
            let new = matches!(one.outcome, Outcome::Created | Outcome::Updated);
            let made_up = if new && one.title_made_up { " (headline made from the text)" } else { "" };
            report::say(format!("{} → {file}: {}{made_up}", one.source, word(one.outcome)));
        }
        let outcomes = [
            Outcome::Created,
            Outcome::Updated,
            Outcome::Unchanged,
            Outcome::Duplicate,
            Outcome::Kept,
            Outcome::Failed,
        ];
        let mut parts: Vec<String> = outcomes
            .into_iter()
            .map(|outcome| (imported.iter().filter(|one| one.outcome == outcome).count(), outcome))
            .filter(|(number, _)| *number > 0)
            .map(|(number, outcome)| format!("{} {}", words::thousands(number), word(outcome)))
            .collect();
        let new = imported.iter().filter(|one| matches!(one.outcome, Outcome::Created | Outcome::Updated));
        let undated = new.clone().filter(|one| one.date.is_none()).count();
        if undated > 0 {
            parts.push(format!("{} without a date", words::thousands(undated)));
        }
        let removed: usize = new.map(|one| one.removed).sum();
        if removed > 0 {
            parts.push(format!("{} left out and recorded", words::count(removed, "line")));
        }
        parts.extend(report::tally(problems));
        let verb = if self.dry_run { "Would import" } else { "Imported" };
        let what = words::count(imported.len(), "file");
        let rest = if parts.is_empty() { "nothing to read".to_owned() } else { parts.join(", ") };
        report::say(format!("{verb} {what}: {rest}"));
    }
}

fn word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Created => "created",
        Outcome::Updated => "updated",
        Outcome::Unchanged => "unchanged",
        Outcome::Duplicate => "there already",
        Outcome::Kept => "kept as edited",
        Outcome::Failed => "failed",
    }
}
