//! What a reader loads for a first query. The reader's half itself is asked, in Node.

use std::process::Command;

use serde::Deserialize;

use crate::disk::Fault;
use crate::grid::Grid;
use crate::maker::Archive;

/// A first query for one word.
#[derive(Deserialize)]
pub struct Query {
    pub word: String,
    /// Of the articles, that have the word.
    pub share: f64,
    /// Gzipped, with the rows of the ten best.
    pub bytes: u64,
    pub files: usize,
}

/// Queries for words of several frequencies; `None` where there is no Node.
pub fn all(archive: &Archive) -> Result<Option<Vec<Query>>, Fault> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/search/first-query.mjs");
    let output = match Command::new("node").arg(script).arg(archive.public().join("search")).output() {
        Ok(output) => output,
        Err(_) => return Ok(None),
    };
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    Ok(Some(serde_json::from_slice(&output.stdout)?))
}

pub fn table(queries: &[Query]) -> Grid {
    let mut rows =
        vec![["first query", "in % of articles", "files", "KB gzipped"].map(str::to_owned).to_vec()];
    for Query { word, share, bytes, files } in queries {
        let (share, kilobytes) = (format!("{:.2}", share * 100.0), format!("{:.0}", *bytes as f64 / 1024.0));
        rows.push(vec![word.clone(), share, files.to_string(), kilobytes]);
    }
    Grid(rows)
}
