//! How problems look: like rustc's, with the place, the line and what to do.

use std::collections::BTreeMap;
use std::io::Write;

use anstream::eprintln;
use anstyle::{AnsiColor, Style};
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use crate::config;
use crate::problem::{Problem, Severity};
use crate::site::{self, Site};
use crate::{fs, words};

use super::{Exit, Global};

/// So many problems are shown whole; the rest are counted.
const SHOWN: usize = 20;

const BOLD: Style = Style::new().bold();
const RED: Style = AnsiColor::Red.on_default().bold();
const YELLOW: Style = AnsiColor::Yellow.on_default().bold();
const BLUE: Style = AnsiColor::Blue.on_default().bold();

/// Prints problems to standard error, and says how the command should end. A command whose JSON holds
/// them prints none.
pub(super) fn problems(global: &Global, site: &Site, problems: &[Problem]) -> Exit {
    if !global.is_json() {
        print_all(global, site, problems);
    }
    let errors = problems.iter().any(Problem::is_error);
    if errors || global.deny_warnings && !problems.is_empty() { Exit::Faults } else { Exit::Done }
}

/// The same for a command whose JSON has no place for them.
pub(super) fn problems_always(global: &Global, site: &Site, list: &[Problem]) -> Exit {
    if global.is_json() {
        print_all(global, site, list);
    }
    problems(global, site, list)
}

fn print_all(global: &Global, site: &Site, problems: &[Problem]) {
    let shown = problems.iter().filter(|problem| !global.quiet || problem.is_error());
    let limit = if global.verbose { usize::MAX } else { SHOWN };
    let hidden: Vec<&Problem> = shown.clone().skip(limit).collect();
    shown.take(limit).for_each(|problem| print(&site::quoted(site, problem)));
    if !hidden.is_empty() {
        rest(&hidden);
    }
}

/// `2 errors, 14 warnings`, for the last line of a command; nothing if there are none.
pub(super) fn tally(problems: &[Problem]) -> Option<String> {
    let errors = problems.iter().filter(|problem| problem.is_error()).count();
    let warnings = problems.len() - errors;
    let parts: Vec<String> = [(errors, "error"), (warnings, "warning")]
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, noun)| words::count(number, noun))
        .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn print(problem: &Problem) {
    let (style, name) = match problem.severity {
        Severity::Error => (RED, "error"),
        Severity::Warning => (YELLOW, "warning"),
    };
    let Problem { code, message, file, .. } = problem;
    eprintln!("{style}{name}[{code}]{style:#}{BOLD}: {message}{BOLD:#}");
    let Some(place) = problem.place else {
        eprintln!("  {BLUE}-->{BLUE:#} {file}");
        return help(problem, 2);
    };
    let number = place.line.to_string();
    let margin = " ".repeat(number.len());
    eprintln!("{margin}{BLUE}-->{BLUE:#} {file}:{}:{}", place.line, place.column);
    if let Some(excerpt) = &problem.line {
        let start = excerpt.text.chars().take(excerpt.start as usize).collect::<String>();
        let inside: String =
            excerpt.text.chars().skip(excerpt.start as usize).take(place.length as usize).collect();
        let carets = "^".repeat(inside.trim_end_matches('…').width().max(1));
        eprintln!("{margin} {BLUE}|{BLUE:#}");
        eprintln!("{BLUE}{number} |{BLUE:#} {}", excerpt.text.trim_end());
        eprintln!("{margin} {BLUE}|{BLUE:#} {}{style}{carets}{style:#}", " ".repeat(start.width()));
    }
    help(problem, number.len() + 1);
}

fn help(problem: &Problem, indent: usize) {
    if let Some(help) = &problem.help {
        eprintln!("{}{BLUE}={BLUE:#} {BOLD}help{BOLD:#}: {help}", " ".repeat(indent));
    }
    eprintln!();
}

/// The problems that are not shown, by code.
fn rest(hidden: &[&Problem]) {
    let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
    for problem in hidden {
        *codes.entry(&problem.code).or_default() += 1;
    }
    let counts: Vec<String> =
        codes.into_iter().map(|(code, count)| format!("{} {code}", words::thousands(count))).collect();
    let total = words::count(hidden.len(), "problem");
    eprintln!("… and {total} more ({}); --verbose shows them, --format json lists them\n", counts.join(", "));
}

/// Prints what stopped the program.
pub(super) fn fatal(global: &Global, error: &site::Error) -> Exit {
    if global.is_json() {
        let problems: Vec<&Problem> = match error {
            site::Error::Fault(problem) | site::Error::Config(config::Error::Fault(problem)) => vec![problem],
            _ => Vec::new(),
        };
        json(&serde_json::json!({ "error": error.to_string(), "problems": problems }));
    }
    match error {
        site::Error::Fault(problem) | site::Error::Config(config::Error::Fault(problem)) => {
            print(problem);
            Exit::Faults
        }
        site::Error::Fs(_) | site::Error::Config(config::Error::Fs(_)) => {
            eprintln!("{RED}error{RED:#}{BOLD}: {error}{BOLD:#}");
            Exit::Environment
        }
        site::Error::Config(config::Error::NotFound(_)) => {
            eprintln!("{RED}error{RED:#}{BOLD}: {error}{BOLD:#}");
            eprintln!(
                "  {BLUE}={BLUE:#} {BOLD}help{BOLD:#}: `backfile init` makes a new archive; --root names one elsewhere"
            );
            Exit::Usage
        }
        site::Error::Refused(_) => {
            eprintln!("{RED}error{RED:#}{BOLD}: {error}{BOLD:#}");
            Exit::Usage
        }
        site::Error::Busy(_) => {
            eprintln!("{RED}error{RED:#}{BOLD}: {error}{BOLD:#}");
            eprintln!("  {BLUE}={BLUE:#} {BOLD}help{BOLD:#}: wait until it has ended, and build again");
            Exit::Environment
        }
    }
}

/// Prints a line of the result. A reader who went away, as `head` does, is no fault.
pub(super) fn say(line: impl std::fmt::Display) {
    let _ = writeln!(anstream::stdout(), "{line}");
}

/// Prints a result as JSON.
pub(super) fn json<T: Serialize>(value: &T) {
    // The values that we print are plain lists and texts.
    say(serde_json::to_string_pretty(value).unwrap_or_default());
}

/// A path as somebody in this folder would write it.
pub(super) fn shown(path: &std::path::Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let text = fs::slashed(path.strip_prefix(&here).unwrap_or(path));
    text.strip_prefix("./").unwrap_or(&text).to_owned()
}
