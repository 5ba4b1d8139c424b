//! What numbers should be, and by how much they are not.

use crate::grid::{Grid, nothing, number};

/// A number that was measured. Nothing is promised of some.
pub struct Target {
    pub label: &'static str,
    pub measured: f64,
    pub at_most: Option<f64>,
    pub at_least: Option<f64>,
}

/// A row for each target, met or not.
pub fn table(targets: &[Target]) -> Grid {
    let head = ["", "measured", "target", ""].map(str::to_owned).to_vec();
    let row = |target: &Target| {
        vec![target.label.to_owned(), number(target.measured), limit(target), verdict(target)]
    };
    Grid(std::iter::once(head).chain(targets.iter().map(row)).collect())
}

fn limit(target: &Target) -> String {
    let most = target.at_most.map(|most| format!("≤ {}", number(most)));
    most.or_else(|| target.at_least.map(|least| format!("≥ {}", number(least)))).unwrap_or_else(nothing)
}

fn verdict(target: &Target) -> String {
    let measured = target.measured;
    let missed = |limit: f64| {
        let by = (measured - limit).abs();
        format!("missed by {} ({:.0} %)", number(by), 100.0 * by / limit)
    };
    match (target.at_most, target.at_least) {
        (None, None) => nothing(),
        (Some(most), _) if measured >= 2.0 * most => {
            format!("missed: {:.1} times as much", measured / most)
        }
        (Some(most), _) if measured > most => missed(most),
        (_, Some(least)) if measured < least => missed(least),
        _ => "met".to_owned(),
    }
}
