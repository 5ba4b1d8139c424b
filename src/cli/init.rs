//! `backfile init`.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use crate::{site, words};

use super::new::today;
use super::{Exit, Global, report};

#[derive(Args)]
pub(super) struct Init {
    /// The folder [default: this one]
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
    /// The archive's name [default: made from the folder's]
    #[arg(long)]
    title: Option<String>,
}

impl Init {
    pub fn run(&self, global: &Global) -> Result<Exit, site::Error> {
        let folder =
            self.folder.clone().or_else(|| global.root.clone()).unwrap_or_else(|| PathBuf::from("."));
        let title = self.title.clone().unwrap_or_else(|| title_of(&folder));
        let made = site::start(&folder, &title, today())?;
        if global.is_json() {
            report::json(&json!({ "root": folder, "files": made }));
        } else if !global.quiet {
            for name in &made {
                report::say(report::shown(&folder.join(name)));
            }
            let there = report::shown(&folder);
            let root =
                if there.is_empty() || there == "." { String::new() } else { format!(" --root {there}") };
            report::say(format!(
                "A new archive: `backfile{root} build` makes its pages, `backfile{root} serve` shows them"
            ));
        }
        Ok(Exit::Done)
    }
}

/// The folder's name, with capitals and spaces.
fn title_of(folder: &std::path::Path) -> String {
    let whole = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let name = whole.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    if name.is_empty() { "Archive".to_owned() } else { words::title_case(&name) }
}
