//! What the numbers should be: ratios to the floors, which hold on any machine, and the promises of the
//! design.

use crate::edits::Edit;
use crate::floors;
use crate::goals::Target;
use crate::runs::Kind;
use crate::table::Measured;

/// All targets of one archive, met or not.
pub fn of(measured: &Measured) -> Vec<Target> {
    let mut targets = Vec::new();
    let mut add =
        |label, measured, at_most| targets.push(Target { label, measured, at_most, at_least: None });
    let wall = |kind| measured.run(kind).map_or(f64::NAN, |run| run.cost.wall);
    let walk = |kind| measured.floor(kind).map_or(f64::NAN, |floor| floor.cost.wall);
    let written = |edit| measured.run(Kind::Edited(edit)).map_or(f64::NAN, |run| run.written as f64);

    let floor = floors(measured) / rayon::current_num_threads() as f64;
    add("cold build / (processor time of the floors / threads)", wall(Kind::Cold) / floor, Some(1.6));
    let cold = measured.run(Kind::Cold).map_or(f64::NAN, |run| run.cost.cpu);
    add("the same by processor time, whatever else the machine does", cold / floors(measured), None);
    let unchanged = wall(Kind::Nothing);
    add("nothing changed / walk, all threads", unchanged / walk(floors::Kind::Walk), Some(2.0));
    add("nothing changed / walk, one thread", unchanged / walk(floors::Kind::WalkAlone), Some(2.0));
    let newest = wall(Kind::Edited(Edit::NewestDay)).max(wall(Kind::Edited(Edit::NewDay)));
    add("one new article − nothing changed, seconds", newest - unchanged, Some(0.5));
    let peak = measured.runs.iter().filter_map(|run| run.peak).max();
    add("most memory of any build, MB", peak.map_or(f64::NAN, |bytes| bytes as f64 / 1e6), memory(measured));
    add("files written for a corrected headline", written(Edit::Headline), Some(60.0));
    let newest = written(Edit::NewestDay).max(written(Edit::NewDay));
    add("files written for a new article", newest, Some(60.0));
    add("files written for one in the middle", written(Edit::BackDated), Some(60.0));
    targets
}

/// Processor time that no cold build can do without, in seconds.
fn floors(measured: &Measured) -> f64 {
    let floors = measured.floors.iter().filter(|floor| floor.kind.is_of_cold_build());
    floors.map(|floor| floor.cost.cpu).sum()
}

/// Megabytes, of a million bytes.
fn memory(measured: &Measured) -> Option<f64> {
    match measured.archive.count() {
        0..=100_000 => Some(200.0),
        100_001..=1_000_000 => Some(1200.0),
        _ => None,
    }
}
