//! `backfile check`.

use clap::Args;
use serde_json::json;

use crate::site::{self, Options, Site};
use crate::words;

use super::progress::Progress;
use super::{Exit, Global, report};

#[derive(Args)]
pub(super) struct Check {
    /// Drafts and embargoed articles too
    #[arg(long)]
    drafts: bool,
}

impl Check {
    pub fn run(&self, global: &Global, site: &Site) -> Result<Exit, site::Error> {
        let progress = Progress::start(global, "Checking");
        let checked = site::check(site, Options { drafts: self.drafts, ..Options::default() })?;
        drop(progress);
        let exit = report::problems(global, site, &checked.problems);
        if global.is_json() {
            report::json(&json!({
                "articles": checked.articles,
                "pages": checked.pages,
                "problems": checked.problems,
            }));
        } else if !global.quiet {
            let found = report::tally(&checked.problems).unwrap_or_else(|| "nothing wrong".to_owned());
            let articles = words::count(checked.articles, "article");
            report::say(format!("Checked {articles} and {}: {found}", words::count(checked.pages, "page")));
        }
        Ok(exit)
    }
}
