//! Golden: what the sample archive becomes, file by file.
//!
//! A change that is meant to change pages changes `golden.txt` in the same commit, and its diff says
//! which pages. `BACKFILE_GOLDEN=write cargo test golden` writes it anew.

use std::fmt::Write;
use std::path::Path;

use backfile::fingerprint;

use crate::sandbox::Sandbox;

#[test]
fn the_sample_archive_is_built_to_the_same_bytes() {
    let sandbox = Sandbox::sample();
    sandbox.build();
    let mut listing = String::new();
    for (name, bytes) in sandbox.tree("public") {
        writeln!(listing, "{} {name}", &fingerprint::sha256(&bytes)[..12]).unwrap();
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/golden.txt");
    if std::env::var("BACKFILE_GOLDEN").is_ok_and(|value| value == "write") {
        std::fs::write(&file, &listing).unwrap();
    }
    let golden = std::fs::read_to_string(&file).unwrap_or_default();
    let differs: Vec<&str> = listing
        .lines()
        .filter(|line| !golden.lines().any(|other| other == *line))
        .chain(golden.lines().filter(|line| !listing.lines().any(|other| other == *line)))
        .map(|line| line.split_once(' ').map_or(line, |(_, name)| name))
        .collect();
    assert!(differs.is_empty(), "{} files differ from golden.txt: {differs:#?}", differs.len());
}
