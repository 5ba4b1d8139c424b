//! The site on disk: reads the archive's folder, plans its pages, keeps the output folder.

mod assets;
mod build;
mod cache;
mod changes;
mod edition;
mod explain;
mod import;
mod index;
mod ledger;
mod lock;
mod manifest;
mod output;
mod plan;
mod preview;
mod report;
mod scan;
mod settings;
mod shelves;
mod start;
mod theme;
mod verify;
mod walk;
mod work;

use std::path::{Path, PathBuf};

use crate::article::House;
use crate::config::Config;
use crate::page::Settings;
use crate::problem::Problem;
use crate::source::Manner;
use crate::source::table::columns::Field;
use crate::{config, fs, search};

pub use build::{build, check};
pub use edition::Edition;
pub use explain::{Explanation, Input, State, explain};
pub use import::{
    Count, Explained, Import, Imported, Ledger, Outcome, SourceForm, Summary, ToldBy, Watch, import,
};
pub use plan::{Plan, plan};
pub use preview::{Answer, Changed, Entry, List, Overview, Preview, Surveyed, Unpublished, Update, Watched};
pub use report::{Action, Change, Options, Report, quoted};
pub use scan::{Scan, scan};
pub use start::{new_article, start};
pub use verify::verify;
pub use walk::{is_editors, is_passed_over};

/// What stops a command of this room.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Fs(#[from] fs::Error),
    #[error(transparent)]
    Config(#[from] config::Error),
    /// A setting, or a template, without which no page can be made.
    #[error("{}", .0.message)]
    Fault(Box<Problem>),
    #[error("{0}")]
    Refused(String),
    /// Another build has the archive; the text says which, if that is known.
    #[error("another build of this archive is running{0}")]
    Busy(String),
}

/// An archive's folder and its settings.
#[derive(Clone, Debug)]
pub struct Site {
    pub root: PathBuf,
    /// Where the pages go.
    pub output: PathBuf,
    pub settings: Settings,
    pub house: House,
    /// How plain texts are read.
    pub manner: Manner,
    /// What the archive calls the columns of its tables.
    pub columns: Vec<(Field, String)>,
    /// How the archive wants its index; `None` if it cannot be searched.
    pub search: Option<search::Options>,
}

impl Site {
    /// Checks the settings of the archive at `root`.
    pub fn open(root: PathBuf, config_file: &str, config: &Config) -> Result<Self, Error> {
        let settings::Checked { settings, house, manner, columns, search } =
            settings::check(config, config_file).map_err(|p| Error::Fault(Box::new(p)))?;
        let output = root.join(config.output_dir.as_deref().unwrap_or("public"));
        let site = Self { root, output, settings, house, manner, columns, search };
        site.check_output()?;
        Ok(site)
    }

    /// The same with another output folder.
    pub fn with_output(mut self, output: PathBuf) -> Result<Self, Error> {
        self.output = output;
        self.check_output()?;
        Ok(self)
    }

    /// A path as messages name it: from the root of the archive, with slashes.
    pub fn name_of(&self, path: &Path) -> String {
        fs::slashed(path.strip_prefix(&self.root).unwrap_or(path))
    }

    fn check_content(&self) -> Result<(), Error> {
        if self.content().is_dir() {
            return Ok(());
        }
        Err(Error::Refused(format!(
            "there is no folder `content` in {}; `backfile init` makes a new archive",
            self.root.display()
        )))
    }

    /// What is kept between two builds.
    pub fn state(&self) -> PathBuf {
        self.root.join(".backfile")
    }

    pub fn content(&self) -> PathBuf {
        self.root.join("content")
    }

    /// Pages must never land among the sources.
    fn check_output(&self) -> Result<(), Error> {
        let output = plain(&self.output);
        let root = plain(&self.root);
        let sources = ["content", "templates", "static", ".git", ".backfile"].map(|name| root.join(name));
        let holds_sources = root.starts_with(&output);
        if holds_sources || sources.iter().any(|source| output.starts_with(source)) {
            return Err(Error::Refused(format!(
                "the output folder {} holds or lies in the archive's sources; choose another with --output-dir",
                fs::shown(&output)
            )));
        }
        Ok(())
    }
}

/// A path without `.` and `..` and with links followed as far as it exists.
fn plain(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut out = PathBuf::new();
    for part in whole.components() {
        match part {
            std::path::Component::ParentDir => {
                out.pop();
            }
            part => out.push(part),
        }
        if let Ok(real) = out.canonicalize() {
            out = real;
        }
    }
    out
}
