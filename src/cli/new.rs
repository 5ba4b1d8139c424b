//! `backfile new`.

use clap::Args;
use serde_json::json;

use crate::article::PartialDate;
use crate::site::{self, Site};

use super::{Exit, Global, report};

#[derive(Args)]
pub(super) struct New {
    /// The headline
    headline: String,
    /// When it was or will be published: 2024-03-26, 2024-03, 2024 [default: today]
    #[arg(long)]
    date: Option<String>,
    #[arg(long)]
    section: Option<String>,
}

impl New {
    pub fn run(&self, global: &Global, site: &Site) -> Result<Exit, site::Error> {
        let date = match &self.date {
            Some(text) => {
                PartialDate::parse(text).map_err(|error| site::Error::Refused(format!("--date: {error}")))?
            }
            None => today(),
        };
        let path = site::new_article(site, &self.headline, date, self.section.as_deref())?;
        if global.is_json() {
            report::json(&json!({ "file": report::shown(&path) }));
        } else if !global.quiet {
            report::say(report::shown(&path));
        }
        Ok(Exit::Done)
    }
}

/// The one use of the clock: what a person makes today is dated today.
pub(super) fn today() -> PartialDate {
    PartialDate::Day(chrono::Local::now().date_naive())
}
