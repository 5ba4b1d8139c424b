//! `backfile serve`.

use std::net::IpAddr;
use std::time::Instant;

use anstream::eprintln;
use clap::Args;

use crate::host::Server;
use crate::site::{self, Options, Site};

use super::progress::Progress;
use super::{Exit, Global, build, report};

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
}

impl Serve {
    pub fn run(&self, global: &Global, site: &Site) -> Result<Exit, site::Error> {
        let start = Instant::now();
        let progress = Progress::start(global, "Building");
        let preview = if self.drafts { Some(site.clone().for_preview()) } else { None };
        let site = preview.as_ref().unwrap_or(site);
        let built = site::build(site, Options { drafts: self.drafts, ..Options::default() })?;
        drop(progress);
        report::problems(global, site, &built.problems);
        if !global.quiet {
            eprintln!("{}", build::line(site, &built, start.elapsed().as_secs_f64(), false));
        }
        let server = match Server::start(&site.output, self.interface, self.port) {
            Ok(server) => server,
            Err(error) => {
                eprintln!("error: {error}");
                return Ok(Exit::Environment);
            }
        };
        if self.port != 0 && server.address.port() != self.port {
            eprintln!("port {} is taken", self.port);
        }
        if !self.interface.is_loopback() {
            eprintln!("warning: everybody on this network can see the site");
        }
        let address = format!("http://{}/", server.address);
        report::say(format!("{address} (end with Ctrl-C)"));
        if self.open {
            open(&address);
        }
        server.run();
        Ok(Exit::Done)
    }
}

/// Opens the browser that the system would. That there is none is no fault.
fn open(address: &str) {
    let program = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    if std::process::Command::new(program).arg(address).spawn().is_err() {
        eprintln!("no browser could be opened; go to {address}");
    }
}
