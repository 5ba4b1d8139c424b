//! The search index of a site: which segments it has, what each is made of, and its files.
//!
//! ```text
//! edition ──Contents::of──▶ Contents ──Stock::due──▶ what is not as it should be
//!                                    ──segment, joint──▶ files
//! ```
//!
//! A segment is made when one of its articles is another, and then as a whole: which files it has is known
//! only when it is made. So the index is no part of the plan of pages; it stands beside it.

mod contents;
mod make;
mod stock;

pub(super) use contents::{Contents, Part, is_of_index, url};
pub(super) use make::Maker;
pub(super) use stock::{Rows, Stock};
