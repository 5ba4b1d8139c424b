//! `backfile import`.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use serde_json::json;
use unicode_width::UnicodeWidthStr;

use crate::article::TitleSource;
use crate::problem::Problem;
use crate::site::{self, Imported, Outcome, Site, SourceForm, Summary, Watch};
use crate::source::Format;
use crate::source::table::Form;
use crate::source::table::columns::{self, Field, Understood};
use crate::words;

use super::progress::Progress;
use super::{Exit, Global, report};

mod explain;
mod ledger;

/// Of more articles than this only the ones to look at are named: a list that scrolls away helps nobody.
const FEW: usize = 20;

#[derive(Args)]
pub(super) struct Import {
    /// Files, and folders of files: .txt, .md, .csv, .tsv, .json, .jsonl (all of them also as .gz)
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Say what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
    /// Show what each line became, and by which rule; writes nothing
    #[arg(long)]
    explain: bool,
    /// Write a line of JSON for each line of the sources that is not plain text
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Read all sources in this form, whatever they are called
    #[arg(long = "as", value_name = "FORM")]
    form: Option<FormArg>,
    /// What a column of a table is: `text=artikel`
    #[arg(long, value_name = "FIELD=COLUMN", value_parser = columns::parse_map)]
    map: Vec<(Field, String)>,
    /// For dumps of whole pages: keep only the longest run of running text
    #[arg(long)]
    aggressive: bool,
    /// Let near-duplicates name the article that they are a copy of, as `canonical_of`
    #[arg(long)]
    link_duplicates: bool,
    /// The folder below content/ that the articles go to
    #[arg(long, value_name = "DIR", default_value = "")]
    into: String,
    /// Overwrite articles that were edited after they were imported
    #[arg(long)]
    force: bool,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum FormArg {
    Text,
    Markdown,
    Csv,
    Tsv,
    Json,
    Jsonl,
}

impl From<FormArg> for SourceForm {
    fn from(form: FormArg) -> Self {
        match form {
            FormArg::Text => Self::Article(Format::Text),
            FormArg::Markdown => Self::Article(Format::Markdown),
            FormArg::Csv => Self::Table(Form::Csv),
            FormArg::Tsv => Self::Table(Form::Tsv),
            FormArg::Json => Self::Table(Form::Json),
            FormArg::Jsonl => Self::Table(Form::Jsonl),
        }
    }
}

impl Import {
    pub fn run(&self, global: &Global, site: &Site) -> Result<Exit, site::Error> {
        let watch = Arc::new(Watch::default());
        let import = site::Import {
            paths: self.paths.clone(),
            into: self.into.clone(),
            dry: self.dry_run || self.explain,
            force: self.force,
            form: self.form.map(Into::into),
            map: self.map.clone(),
            aggressive: self.aggressive,
            link_duplicates: self.link_duplicates,
            report: self.report.clone(),
            explain: self.explain,
            watch: watch.clone(),
        };
        let progress = Progress::counting(global, "Importing", watch);
        let mut tally = Tally { keep: global.is_json(), ..Tally::default() };
        let summary = site::import(site, &import, &mut |imported| {
            if self.explain && !global.is_json() {
                explain::print(&imported);
            }
            tally.add(imported);
        })?;
        drop(progress);
        let exit = report::problems(global, site, &summary.problems);
        if global.is_json() {
            let Summary { problems, ledger, .. } = &summary;
            report::json(&json!({
                "imported": tally.kept,
                "problems": problems,
                "rules": ledger.lines(),
                "mended": ledger.mended,
            }));
        } else if !global.quiet {
            self.print(&tally, &summary);
        }
        Ok(exit)
    }

    fn print(&self, tally: &Tally, summary: &Summary) {
        if self.dry_run {
            summary.columns.iter().for_each(|(table, columns)| print_columns(table, columns));
        }
        if tally.all() <= FEW && !self.explain {
            tally.kept.iter().filter(|one| one.outcome != Outcome::Failed).for_each(print_one);
        }
        if tally.all() > 1 || self.explain {
            ledger::print(&summary.ledger);
        }
        let parts = tally.parts(&summary.problems);
        let verb = if self.dry_run || self.explain { "Would import" } else { "Imported" };
        let what = words::count(tally.all(), if tally.records { "article" } else { "file" });
        let rest = if parts.is_empty() { "nothing to read".to_owned() } else { parts.join(", ") };
        report::say(format!("{verb} {what}: {rest}"));
        if !summary.passed_over.is_empty() {
            let other: Vec<String> = summary
                .passed_over
                .iter()
                .map(|(ending, count)| format!("{} {ending}", words::thousands(*count)))
                .collect();
            report::say(format!("Passed over, as no reader knows them: {}", other.join(", ")));
        }
    }
}

/// What became of all articles.
#[derive(Default)]
struct Tally {
    /// Keep them all.
    keep: bool,
    kept: Vec<Imported>,
    /// By outcome.
    counts: [usize; OUTCOMES.len()],
    undated: usize,
    removed: usize,
    /// Whether any came from a table.
    records: bool,
}

const OUTCOMES: [Outcome; 6] = [
    Outcome::Created,
    Outcome::Updated,
    Outcome::Unchanged,
    Outcome::Duplicate,
    Outcome::Kept,
    Outcome::Failed,
];

impl Tally {
    fn add(&mut self, mut imported: Imported) {
        imported.explained = None;
        if let Some(at) = OUTCOMES.iter().position(|outcome| *outcome == imported.outcome) {
            self.counts[at] += 1;
        }
        if matches!(imported.outcome, Outcome::Created | Outcome::Updated) {
            self.undated += usize::from(imported.undated);
            self.removed += imported.removed;
        }
        self.records |= imported.source.contains('#');
        if self.keep || self.kept.len() < FEW {
            self.kept.push(imported);
        }
    }

    fn all(&self) -> usize {
        self.counts.iter().sum()
    }

    fn parts(&self, problems: &[Problem]) -> Vec<String> {
        let counted = OUTCOMES.iter().zip(self.counts).filter(|(_, count)| *count > 0);
        let mut parts: Vec<String> = counted
            .map(|(outcome, count)| format!("{} {}", words::thousands(count), word(*outcome)))
            .collect();
        if self.undated > 0 {
            parts.push(format!("{} without a date", words::thousands(self.undated)));
        }
        if self.removed > 0 {
            parts.push(format!("{} left out and recorded", words::count(self.removed, "line")));
        }
        parts.extend(report::tally(problems));
        parts
    }
}

fn print_one(one: &Imported) {
    let file = one.file.as_deref().unwrap_or_default();
    let new = matches!(one.outcome, Outcome::Created | Outcome::Updated);
    let made_up = match one.title_source {
        TitleSource::Lede if new => " (headline made from the text)",
        TitleSource::FileName if new => " (headline made from the file's name)",
        _ => "",
    };
    report::say(format!("{} → {file}: {}{made_up}", one.source, word(one.outcome)));
}

fn print_columns(table: &str, columns: &[Understood]) {
    report::say(format!("{table}:"));
    let width = columns.iter().map(|column| column.column.width()).max().unwrap_or(0);
    for column in columns {
        let meaning = match (&column.field, &column.behind) {
            (Some(field), None) => field.as_str().to_owned(),
            (Some(field), Some(first)) => format!("{}, where `{first}` has nothing", field.as_str()),
            (None, _) => "kept in [extra]".to_owned(),
        };
        let gap = width - column.column.width();
        report::say(format!("  {}{:gap$}  {meaning}", column.column, ""));
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
