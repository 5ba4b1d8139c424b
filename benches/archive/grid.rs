//! Tables for a terminal or as Markdown, and numbers as they stand in them.

use std::fmt::Write as _;

/// Cells in rows; the first row is the head, the first column is words and all others are numbers.
pub struct Grid(pub Vec<Vec<String>>);

impl Grid {
    pub fn print(&self, markdown: bool) -> String {
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

pub fn nothing() -> String {
    "–".to_owned()
}

/// Three digits that count, or more.
pub fn seconds(value: f64) -> String {
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
pub fn number(value: f64) -> String {
    if value.fract() == 0.0 || value.abs() >= 1000.0 { format!("{value:.0}") } else { format!("{value:.2}") }
}

pub fn thousands(number: usize) -> String {
    backfile::words::thousands(number)
}
