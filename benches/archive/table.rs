//! Tables of what was measured of one archive.

use std::fmt::Write as _;

use crate::floors::{self, Floor};
use crate::goals;
use crate::grid::{Grid, nothing, seconds, thousands};
use crate::maker::Archive;
use crate::runs::{self, Run};
use crate::targets;

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
    out.push_str(&goals::table(&targets::of(measured)).print(markdown));
    if let Some(others) = measured.others.filter(|others| *others > 0.02) {
        let share = 100.0 * others;
        _ = writeln!(out, "\nOther programs had {share:.0} % of the processors: wall times are too long.");
    }
    out
}

fn times(measured: &Measured) -> Grid {
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
    Grid(rows)
}
