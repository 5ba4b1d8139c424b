//! Where the finished site is shown: so far the preview, on this machine only.

mod serve;

pub use serve::{Error, Server};
