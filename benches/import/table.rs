//! What was measured of one table of articles, and what the numbers should be.

use std::fmt::Write as _;

use crate::clocks::Cost;
use crate::goals::{self, Target};
use crate::grid::{Grid, nothing, seconds, thousands};
use crate::maker::Input;
use crate::runs::{Kind, Run};

/// Everything that was measured of one table.
pub struct Measured {
    pub input: Input,
    pub runs: Vec<Run>,
    /// The part of the processors' time that other programs had meanwhile.
    pub others: Option<f64>,
}

impl Measured {
    fn cost(&self, kind: Kind) -> Cost {
        let unknown = Cost { wall: f64::NAN, cpu: f64::NAN };
        self.runs.iter().find(|run| run.kind == kind).map_or(unknown, |run| run.cost)
    }

    /// Of the table, in millions of bytes.
    fn megabytes(&self) -> f64 {
        self.input.bytes as f64 / 1e6
    }
}

/// Both tables.
pub fn of(measured: &Measured, markdown: bool) -> String {
    let count = thousands(measured.input.count);
    let threads = rayon::current_num_threads();
    let (megabytes, seed) = (measured.megabytes(), measured.input.seed);
    let heading = if markdown { "### " } else { "" };
    let mut out = format!("{heading}{count} articles, {megabytes:.1} MB, {threads} threads, seed {seed}\n\n");
    out.push_str(&times(measured).print(markdown));
    out.push('\n');
    out.push_str(&goals::table(&targets(measured)).print(markdown));
    if let Some(others) = measured.others.filter(|others| *others > 0.02) {
        let share = 100.0 * others;
        _ = writeln!(out, "\nOther programs had {share:.0} % of the processors: wall times are too long.");
    }
    out
}

fn times(measured: &Measured) -> Grid {
    let head = ["", "wall s", "CPU s", "peak MB", "articles/s", "MB/s", "MB/s of CPU"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for Run { kind, cost, peak } in &measured.runs {
        let rate = |seconds: f64| format!("{:.1}", measured.megabytes() / seconds);
        rows.push(vec![
            kind.label().to_owned(),
            seconds(cost.wall),
            seconds(cost.cpu),
            peak.map_or_else(nothing, |bytes| format!("{:.1}", bytes as f64 / 1e6)),
            thousands((measured.input.count as f64 / cost.wall) as usize),
            if kind.reads() { rate(cost.wall) } else { nothing() },
            if kind.reads() { rate(cost.cpu) } else { nothing() },
        ]);
    }
    Grid(rows)
}

/// The first is the promise; ratios to the floors say what stays in the way of more.
fn targets(measured: &Measured) -> Vec<Target> {
    let mut targets = Vec::new();
    let mut add =
        |label, measured, at_least| targets.push(Target { label, measured, at_most: None, at_least });
    let cost = |kind| measured.cost(kind);
    let (alone, all, import) = (cost(Kind::DryAlone), cost(Kind::Dry), cost(Kind::Import));
    let (reading, writing) = (cost(Kind::Reading), cost(Kind::Writing));

    let rate = measured.megabytes() / alone.cpu;
    add("input per second and core up to file writing, MB", rate, Some(60.0));
    add("up to file writing / reading, processor time, one thread", alone.cpu / reading.cpu, None);
    add("up to file writing, one thread / all threads, wall time", alone.wall / all.wall, None);
    add("import / both floors, processor time", import.cpu / (reading.cpu + writing.cpu), None);
    add("import again / import, wall time", cost(Kind::Again).wall / import.wall, None);
    let peak = measured.runs.iter().filter_map(|run| run.peak).max();
    add("most memory of any import, MB", peak.map_or(f64::NAN, |bytes| bytes as f64 / 1e6), None);
    targets
}
