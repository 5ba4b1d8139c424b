//! `backfile serve`.

use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;
use std::time::Duration;

use anstream::eprintln;
use clap::Args;

use crate::host::{self, Event, Listener, Stop, Updated};
use crate::problem::Problem;
use crate::site::{self, Options, Preview, Site, Surveyed};
use crate::words;

use super::progress::Progress;
use super::{Exit, Global, INTERRUPTED, report};

#[derive(Args)]
pub(super) struct Serve {
    /// The port; a free one if it is taken
    #[arg(long, default_value_t = 1111)]
    port: u16,
    /// The address to listen on; any other than 127.0.0.1 shows the site to the network
    #[arg(long, default_value = "127.0.0.1")]
    interface: IpAddr,
    /// Open a browser
    #[arg(long)]
    open: bool,
    /// Drafts and embargoed articles too
    #[arg(long)]
    drafts: bool,
    /// Look at the files again and again, where the system does not say that they change: on the disks of
    /// other machines
    #[arg(long)]
    poll: bool,
}

impl Serve {
    pub fn run(&self, global: &Global, site: &Site) -> Result<Exit, site::Error> {
        let listener = match Listener::bind(self.interface, self.port) {
            Ok(listener) => listener,
            Err(error) => {
                eprintln!("error: {error}");
                return Ok(Exit::Environment);
            }
        };
        let progress = Progress::start(global, "Reading");
        let options = Options { drafts: self.drafts, ..Options::default() };
        // The archive stays the one that it was found to be, even if its settings go.
        let mut again = global.clone();
        again.root.get_or_insert_with(|| site.root.clone());
        let preview = Preview::open(Box::new(move || again.open()), settings(global, site), options)?;
        drop(progress);
        let preview = Arc::new(preview);
        self.greet(global, &preview, &listener);
        let stop = on_interrupt();
        let site = site.clone();
        let printer = global.clone();
        // A terminal that somebody holds must hold up nobody else.
        let (send, events) = channel();
        std::thread::spawn(move || events.into_iter().for_each(|event| print(&printer, &site, event)));
        let tell = move |event: Event| drop(send.send(event));
        let how = host::Options { drafts: self.drafts, poll: self.poll };
        match host::serve(listener, preview, how, &stop, tell) {
            // It ends only when somebody interrupts it.
            Ok(()) => std::process::exit(INTERRUPTED),
            Err(error) => {
                eprintln!("error: {error}");
                Ok(Exit::Environment)
            }
        }
    }

    /// Says where the site is.
    fn greet(&self, global: &Global, preview: &Preview, listener: &Listener) {
        if !global.quiet {
            preview.notes.iter().for_each(|note| eprintln!("note: {note}"));
            eprintln!("{}; nothing is built", words::count(preview.articles(), "article"));
        }
        let address = listener.address;
        if self.port != 0 && address.port() != self.port {
            eprintln!("port {} is taken", self.port);
        }
        if !self.interface.is_loopback() {
            eprintln!("warning: everybody on this network can see the site");
        }
        // Nobody can go to the address that stands for all.
        let here = if self.interface.is_unspecified() {
            format!("http://127.0.0.1:{}/", address.port())
        } else {
            format!("http://{address}/")
        };
        report::say(format!("{here} (end with Ctrl-C)"));
        if self.open {
            open(&here);
        }
    }
}

/// The file of the settings, which need not be there.
fn settings(global: &Global, site: &Site) -> PathBuf {
    global.config.clone().unwrap_or_else(|| site.root.join(crate::config::FILE))
}

/// What stops the server: the first interrupt. The second ends the process.
fn on_interrupt() -> Stop {
    let stop = Stop::default();
    let again = stop.clone();
    let asked = AtomicBool::new(false);
    let _ = ctrlc::set_handler(move || {
        if asked.swap(true, Ordering::SeqCst) {
            std::process::exit(INTERRUPTED);
        }
        again.stop();
    });
    stop
}

/// Prints what happened: a line for each update, and what is wrong.
fn print(global: &Global, site: &Site, event: Event) {
    match event {
        Event::Polling { reason } => {
            eprintln!("note: {reason}: the files are looked at again and again");
        }
        Event::Fault(found) => problems(global, site, &found),
        Event::Surveyed { updates, surveyed } => {
            problems(global, site, &surveyed.problems);
            if !updates.is_empty() && !global.quiet {
                eprintln!("{}", line(&updates, &surveyed));
            }
        }
    }
}

fn problems(global: &Global, site: &Site, list: &[Problem]) {
    // How a command would end is of no interest to one that goes on.
    let _ = report::problems_always(global, site, list);
}

/// `content/2024/03/26/pier.md changed: 12 of 2,157 files differ (0.06 s)`
fn line(updates: &[Updated], surveyed: &Surveyed) -> String {
    let count: usize = updates.iter().map(|updated| updated.update.count).sum();
    let files: Vec<&String> = updates.iter().flat_map(|updated| &updated.update.files).collect();
    let took: Duration = updates.iter().map(|updated| updated.took).sum();
    let what = match files[..] {
        [file] if count == 1 => file.clone(),
        [first, ref others @ ..] if others.iter().all(|file| *file == first) => first.clone(),
        [first, ..] => format!("{first} and {} more", words::thousands(count - 1)),
        [] => words::count(count, "file"),
    };
    let all = words::count(surveyed.files, "file");
    // What there was before nobody knows at first.
    let differ = surveyed.differ.map(|differ| format!(": {} of {all} differ", words::thousands(differ)));
    format!("{what} changed{} ({:.2} s)", differ.unwrap_or_default(), took.as_secs_f64())
}

/// Opens the browser that the system would. That there is none is no fault.
fn open(address: &str) {
    let program = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    if std::process::Command::new(program).arg(address).spawn().is_err() {
        eprintln!("no browser could be opened; go to {address}");
    }
}
