//! Tables of what was measured, for a terminal or as Markdown.

use std::fmt::Write as _;

use crate::floors::{self, Floor};
use crate::maker::Archive;
use crate::runs::{self, Run};
use crate::targets::{self, Target};

/// Everything that was measured of one archive.
pub struct Measured {
    pub archive: Archive,
    pub runs: Vec<Run>,
    pub floors: Vec<Floor>,
    /// The part of the processors' time that other programs had meanwhile.
    pub others: Option<f64>,
}

impl Measured {
    pub fn run(&self, kind: runs::Kind) -> Option<&Run> {
        self.runs.iter().find(|run| run.kind == kind)
    }

    pub fn floor(&self, kind: floors::Kind) -> Option<&Floor> {
        self.floors.iter().find(|floor| floor.kind == kind)
    }
}

/// Cells in rows; the first row is the head, the first column is words and all others are numbers.
struct Table(Vec<Vec<String>>);

/// Both tables of one archive.
pub fn of(measured: &Measured, markdown: bool) -> String {
    let count = thousands(measured.archive.count());
    let threads = rayon::current_num_threads();
    let mut out = String::new();
    let heading = if markdown { "### " } else { "" };
    _ = writeln!(
        out,
        "{heading}{count} articles, {threads} threads, seed {}\n",
        measured.archive.stories.seed
    );
    out.push_str(&times(measured).print(markdown));
    out.push('\n');
    out.push_str(&ratios(&targets::of(measured)).print(markdown));
    if let Some(others) = measured.others.filter(|others| *others > 0.02) {
        let share = 100.0 * others;
        _ = writeln!(out, "\nOther programs had {share:.0} % of the processors: wall times are too long.");
    }
    out
}

fn times(measured: &Measured) -> Table {
    let articles = measured.archive.count() as f64;
    let head = ["", "wall s", "CPU s", "peak MB", "pages", "files written", "articles/s"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for Run { kind, cost, peak, pages, written } in &measured.runs {
        let whole = !matches!(kind, runs::Kind::Edited(_));
        rows.push(vec![
            kind.label().to_owned(),
            seconds(cost.wall),
            seconds(cost.cpu),
            peak.map_or_else(nothing, |bytes| format!("{:.1}", bytes as f64 / 1e6)),
            thousands(*pages),
            thousands(*written),
            if whole { thousands((articles / cost.wall) as usize) } else { nothing() },
        ]);
    }
    for Floor { kind, cost, count } in &measured.floors {
        let (pages, written) = match kind {
            floors::Kind::Templates => (thousands(*count), nothing()),
            floors::Kind::Writing => (nothing(), thousands(*count)),
            _ => (nothing(), nothing()),
        };
        let rate = thousands((articles / cost.wall) as usize);
        let (wall, cpu) = (seconds(cost.wall), seconds(cost.cpu));
        rows.push(vec![kind.label().to_owned(), wall, cpu, nothing(), pages, written, rate]);
    }
    Table(rows)
}

fn ratios(targets: &[Target]) -> Table {
    let head = ["", "measured", "target", ""].map(str::to_owned).to_vec();
    let row = |target: &Target| {
        let limit = target.limit.map_or_else(nothing, |limit| format!("≤ {}", number(limit)));
        vec![target.label.to_owned(), number(target.measured), limit, verdict(target)]
    };
    Table(std::iter::once(head).chain(targets.iter().map(row)).collect())
}

fn verdict(target: &Target) -> String {
    match target.limit {
        None => nothing(),
        Some(limit) if target.measured <= limit => "met".to_owned(),
        Some(limit) if target.measured < 2.0 * limit => {
            let over = target.measured - limit;
            format!("missed by {} ({:.0} %)", number(over), 100.0 * over / limit)
        }
        Some(limit) => format!("missed: {:.1} times as much", target.measured / limit),
    }
}

impl Table {
    fn print(&self, markdown: bool) -> String {
        let widths: Vec<usize> = (0..self.0[0].len())
            .map(|column| self.0.iter().map(|row| row[column].chars().count()).max().unwrap_or(0).max(2))
            .collect();
        let mut out = String::new();
        for (number, row) in self.0.iter().enumerate() {
            let cells: Vec<String> =
                row.iter().enumerate().map(|(i, cell)| padded(cell, i, widths[i])).collect();
            if !markdown {
                out.push_str(cells.join("   ").trim_end());
                out.push('\n');
                continue;
            }
            _ = writeln!(out, "| {} |", cells.join(" | "));
            if number == 0 {
                let rule = |(i, width): (usize, &usize)| {
                    if i == 0 { format!("{:-<width$}", "") } else { format!("{:->1$}", ":", width) }
                };
                let rules: Vec<String> = widths.iter().enumerate().map(rule).collect();
                _ = writeln!(out, "| {} |", rules.join(" | "));
            }
        }
        out
    }
}

fn padded(cell: &str, column: usize, width: usize) -> String {
    if column == 0 { format!("{cell:<width$}") } else { format!("{cell:>width$}") }
}

fn nothing() -> String {
    "–".to_owned()
}

/// Three digits that count, or more.
fn seconds(value: f64) -> String {
    let digits = if value < 0.1 {
        4
    } else if value < 10.0 {
        2
    } else {
        1
    };
    format!("{value:.digits$}")
}

/// Whole if it is, or large; otherwise with two digits.
fn number(value: f64) -> String {
    if value.fract() == 0.0 || value.abs() >= 1000.0 { format!("{value:.0}") } else { format!("{value:.2}") }
}

fn thousands(number: usize) -> String {
    backfile::words::thousands(number)
}
