//! The command line: one file per command, and the only room that prints.
//!
//! Results go to standard output, everything else to standard error.

mod build;
mod check;
mod completions;
mod import;
mod init;
mod list;
mod new;
mod progress;
mod report;
mod serve;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::config::{self, Config, Setting};
use crate::site::{self, Site};

/// How a command ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Exit {
    Done = 0,
    /// The content or the site has faults.
    Faults = 1,
    Usage = 2,
    /// The disk or the network failed.
    Environment = 3,
}

/// What an interrupted program ends with, by the custom of shells.
const INTERRUPTED: i32 = 130;

#[derive(Parser)]
#[command(
    name = "backfile",
    version,
    about = "Turns article text into Markdown kept in git, and that into a browsable archive of static pages",
    propagate_version = true
)]
struct Command {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    task: Task,
}

#[derive(Args, Clone)]
struct Global {
    /// The archive's folder [default: the nearest one with a backfile.toml, upwards from here]
    #[arg(short, long, global = true, value_name = "DIR")]
    root: Option<PathBuf>,
    /// The settings [default: backfile.toml in the archive's folder]
    #[arg(short, long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Where the pages go [default: public]
    #[arg(short, long, global = true, value_name = "DIR")]
    output_dir: Option<PathBuf>,
    /// Where the site will be, for feeds, sitemaps and citations
    #[arg(short = 'u', long, global = true, value_name = "URL")]
    base_url: Option<String>,
    /// Print errors only
    #[arg(short, long, global = true)]
    quiet: bool,
    /// Print every problem, not only the first twenty, and name every file that is made
    #[arg(short, long, global = true)]
    verbose: bool,
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: Color,
    /// What to print results as
    #[arg(long, global = true, default_value = "human")]
    format: Format,
    /// How many threads to use [default: one for each processor]
    #[arg(long, global = true, value_name = "N")]
    jobs: Option<usize>,
    /// End with 1 when there are warnings
    #[arg(long, global = true)]
    deny_warnings: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Human,
    Json,
}

#[derive(Subcommand)]
enum Task {
    /// Make a new archive that builds at once
    Init(init::Init),
    /// Turn texts in other forms into Markdown below content/
    Import(import::Import),
    /// Make one empty article
    New(new::New),
    /// Build the pages: content/ to public/
    Build(build::Build),
    /// Show the site on this machine as it is now, and follow what changes
    Serve(serve::Serve),
    /// Find everything that is wrong with the content, the links and the templates
    Check(check::Check),
    /// List the articles
    List(list::List),
    /// Print a completion script for a shell
    Completions(completions::Completions),
}

/// Runs the program with the arguments it was called with.
pub fn main() -> ExitCode {
    let command = Command::parse();
    let choice = match command.global.color {
        Color::Auto => anstream::ColorChoice::Auto,
        Color::Always => anstream::ColorChoice::Always,
        Color::Never => anstream::ColorChoice::Never,
    };
    choice.write_global();
    // Files are replaced whole, so the program may end at any moment. A server takes leave first.
    if !matches!(command.task, Task::Serve(_)) {
        let _ = ctrlc::set_handler(|| std::process::exit(INTERRUPTED));
    }
    let exit = match run(&command) {
        Ok(exit) => exit,
        Err(error) => report::fatal(&command.global, &error),
    };
    ExitCode::from(exit as u8)
}

fn run(command: &Command) -> Result<Exit, site::Error> {
    let global = &command.global;
    if let Some(jobs) = global.jobs {
        // It fails only if threads exist already, and none do.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(jobs.max(1)).build_global();
    }
    match &command.task {
        Task::Init(task) => task.run(global),
        Task::Completions(task) => Ok(task.run()),
        Task::Import(task) => task.run(global, &global.open()?),
        Task::New(task) => task.run(global, &global.open()?),
        Task::Build(task) => task.run(global, &global.open()?),
        Task::Serve(task) => task.run(global, &global.open()?),
        Task::Check(task) => task.run(global, &global.open()?),
        Task::List(task) => task.run(global, &global.open()?),
    }
}

impl Global {
    /// Finds the archive and reads its settings.
    fn open(&self) -> Result<Site, site::Error> {
        let here = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
        let root = match (&self.root, &self.config) {
            (Some(root), _) if !root.is_dir() => {
                return Err(site::Error::Refused(format!("there is no folder {}", root.display())));
            }
            (Some(root), _) => root.clone(),
            (None, Some(file)) => file.parent().map_or_else(PathBuf::new, Path::to_owned),
            (None, None) => match config::find_root(&here) {
                Ok(root) if root == here => PathBuf::from("."),
                Ok(root) => root,
                Err(_) if here.join("content").is_dir() => PathBuf::from("."),
                Err(error) => return Err(error.into()),
            },
        };
        let file = self.config.clone().unwrap_or_else(|| root.join(config::FILE));
        let environment = |key: &str| std::env::var(key).ok();
        let mut settings = if self.config.is_some() || file.is_file() {
            config::load(&file, &environment)?
        } else {
            Config::from_environment(&environment)
        };
        if let Some(value) = &self.base_url {
            settings.base_url = Some(Setting { value: value.clone(), place: None });
        }
        let name = file.file_name().map_or_else(|| config::FILE.into(), |name| name.to_string_lossy());
        let root = if root.as_os_str().is_empty() { PathBuf::from(".") } else { root };
        let mut site = Site::open(root, &name, &settings)?;
        if let Some(output) = &self.output_dir {
            site = site.with_output(std::path::absolute(output).unwrap_or_else(|_| output.clone()))?;
        }
        Ok(site)
    }

    /// Whether warnings and notes are printed.
    fn is_json(&self) -> bool {
        self.format == Format::Json
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        use clap::CommandFactory;
        Command::command().debug_assert();
    }
}
