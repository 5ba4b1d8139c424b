//! Where the site is shown: the preview, on this machine.
//!
//! ```text
//! watch ──Changed──▶ Preview::update ──▶ desk ──▶ open pages (reload), terminal (Event)
//! request ──▶ guard ──▶ Preview::answer ──▶ reply
//! ```
//!
//! Only `server` and what it calls is asynchronous, because connections mostly wait; pages are made on
//! threads that may take their time.

mod body;
mod desk;
mod files;
mod guard;
mod pages;
mod reload;
mod reply;
mod server;
mod watch;

pub use desk::{Event, Updated};
pub use server::{Error, Listener, Options, Stop, serve};
