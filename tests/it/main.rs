//! The integration tests: one binary, so that the library is linked once.
//!
//! `sandbox` is the harness, `varied` an archive to do things with, `html` what the pages are read with;
//! every other file tests one thing that people do with the program.

// A test says what it expects by failing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod addresses;
mod admission;
mod any;
mod asked;
mod bad_files;
mod bad_front_matter;
mod bad_input;
mod bad_site;
mod build;
mod commands;
mod contract;
mod corpus;
mod determinism;
mod faults;
mod golden;
mod html;
mod import;
mod import_again;
mod import_report;
mod import_tables;
mod incremental;
mod links;
mod options;
mod printing;
mod publishing;
mod rebuilt;
mod safe_markdown;
mod sandbox;
mod search;
mod search_words;
mod serve;
mod site_rules;
mod templates_doc;
mod tidy;
mod varied;
mod words;
