//! The integration tests: one binary, so that the library is linked once.
//!
//! `sandbox` is the harness; every other file tests one thing that people do with the program.

// A test says what it expects by failing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod sandbox;
mod tidy;
