//! Backfile turns article text into Markdown kept in git, and that into a browsable, citable
//! archive of static HTML pages.
//!
//! The library never prints and never ends the process; `cli` does. `ARCHITECTURE.md` is the map.

pub mod archive;
pub mod article;
pub mod cli;
pub mod config;
pub mod fingerprint;
pub mod fs;
pub mod host;
pub mod page;
pub mod problem;
pub mod search;
pub mod site;
pub mod source;
pub mod words;
