//! One story and the vocabulary it is told in: dates, slugs, addresses, front matter, Markdown.
//!
//! Nothing in this room touches a file or knows the configuration: an article is valid or not,
//! wherever it came from. `admit` is the only door.

mod admit;
pub mod date;
mod desk;
pub mod draft;
pub mod front_matter;
pub mod language;
pub mod markdown;
pub mod printed_date;
pub mod prose;
pub mod slug;
pub mod store;
mod story;
pub mod url;

pub use admit::{Admission, House, admit, body_of};
pub use date::PartialDate;
pub use draft::{Claim, Draft, Removed, SourceNote};
pub use language::Language;
pub use story::{
    Article, Body, BodyLink, Card, Correction, Image, Kind, Listing, Meta, Names, Rare, Status, Term,
    TitleSource, path_of,
};
pub use url::{Permalink, Url};
