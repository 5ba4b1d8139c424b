//! A preview that runs, and a client that asks it for pages.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use crate::disk::{self, Fault};
use crate::maker::Archive;

/// A preview; it ends with this.
pub struct Served {
    process: Child,
    address: SocketAddr,
}

/// What a process holds in memory, in bytes.
pub struct Held {
    pub now: u64,
    pub most: u64,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Served {
    /// Starts one and asks for the front page; says how long that took from the start.
    pub fn start(archive: &Archive) -> Result<(Self, Duration), Fault> {
        let start = Instant::now();
        let process = Command::new(env!("CARGO_BIN_EXE_backfile"))
            .env_clear()
            .args(["serve", "--quiet", "--port", "0", "--root"])
            .arg(&archive.root)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut served = Self { process, address: SocketAddr::from(([127, 0, 0, 1], 0)) };
        let mut line = String::new();
        if let Some(out) = served.process.stdout.take() {
            BufReader::new(out).read_line(&mut line)?;
        }
        let address = line.strip_prefix("http://").and_then(|rest| rest.split('/').next());
        served.address = address.ok_or_else(|| format!("the preview says “{line}”"))?.parse()?;
        let page = served.client()?.get("/")?;
        if page.status != 200 {
            return Err(format!("the front page has the status {}", page.status).into());
        }
        Ok((served, start.elapsed()))
    }

    /// A page that is not there can only be told when the whole site is known.
    pub fn wait_for_survey(&self) -> Result<(), Fault> {
        // What changed before anybody watched is looked for soon after the start.
        std::thread::sleep(Duration::from_secs(1));
        match self.client()?.get("/there/is/no/such/page")?.status {
            404 => Ok(()),
            other => Err(format!("a page that is not there has the status {other}").into()),
        }
    }

    pub fn client(&self) -> Result<Client, Fault> {
        let stream = TcpStream::connect(self.address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        Ok(Client(BufReader::new(stream)))
    }

    pub fn memory(&self) -> Result<Held, Fault> {
        let path = std::path::PathBuf::from(format!("/proc/{}/status", self.process.id()));
        let text = disk::read_text(&path)?;
        let field = |name: &str| -> Result<u64, Fault> {
            let line = text.lines().find_map(|line| line.strip_prefix(name));
            let number = line.and_then(|line| line.split_whitespace().next());
            Ok(number.ok_or("the system does not say what a process holds")?.parse::<u64>()? * 1024)
        };
        Ok(Held { now: field("VmRSS:")?, most: field("VmHWM:")? })
    }

    /// Ends it as a person would. Fails if it does not go.
    pub fn end(mut self) -> Result<(), Fault> {
        kill(Pid::from_raw(self.process.id() as i32), Signal::SIGINT)?;
        for _ in 0..50 {
            if self.process.try_wait()?.is_some() {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Err("the preview does not end when it is interrupted".into())
    }
}

/// A connection that stays.
pub struct Client(BufReader<TcpStream>);

pub struct Page {
    pub status: u16,
    pub bytes: Vec<u8>,
}

impl Client {
    pub fn get(&mut self, address: &str) -> Result<Page, Fault> {
        self.ask(address)?;
        let (status, length) = self.head()?;
        let mut bytes = vec![0; length.ok_or("a response does not say how long it is")?];
        self.0.read_exact(&mut bytes)?;
        Ok(Page { status, bytes })
    }

    fn ask(&mut self, address: &str) -> Result<(), Fault> {
        let request = format!("GET {address} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        Ok(self.0.get_mut().write_all(request.as_bytes())?)
    }

    fn head(&mut self) -> Result<(u16, Option<usize>), Fault> {
        let mut line = String::new();
        self.0.read_line(&mut line)?;
        let status = line.split(' ').nth(1).ok_or("a response has no status")?.parse()?;
        let mut length = None;
        loop {
            line.clear();
            if self.0.read_line(&mut line)? == 0 || line.trim().is_empty() {
                return Ok((status, length));
            }
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = Some(value.trim().parse()?);
            }
        }
    }

    /// Waits for news of a page: from when on it is another than what was sent with that tag.
    pub fn wait_for_reload(
        &mut self,
        page: &str,
        seen: &str,
        ready: impl FnOnce() -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        self.ask(&format!("/__backfile/events?page={page}&{seen}"))?;
        self.head()?;
        let mut line = String::new();
        // The first message says that the page is as it should be.
        self.line(&mut line, |line| line.starts_with(':'))?;
        ready()?;
        self.line(&mut line, |line| line.starts_with("event: reload"))
    }

    fn line(&mut self, line: &mut String, wanted: impl Fn(&str) -> bool) -> Result<(), Fault> {
        loop {
            line.clear();
            if self.0.read_line(line)? == 0 {
                return Err("the channel ended".into());
            }
            if wanted(line) {
                return Ok(());
            }
        }
    }
}

/// The page without the script that keeps it up to date, and what that script tells the channel of it.
pub fn without_script(page: &[u8]) -> Result<(Vec<u8>, String), Fault> {
    let text = std::str::from_utf8(page)?;
    let start = text.find("<script src=\"/__backfile/").ok_or("a page has no script of the preview")?;
    let length = text[start..].find("</script>").ok_or("the script has no end")? + "</script>".len();
    let script = &text[start..start + length];
    let value = |name: &str| -> Result<&str, Fault> {
        let rest = script.split(&format!("{name}=\"")).nth(1);
        Ok(rest.and_then(|rest| rest.split('"').next()).ok_or("the script does not know the page")?)
    };
    let seen = format!("tag={}&files={}", value("data-tag")?, value("data-files")?);
    Ok(([&page[..start], &page[start + length..]].concat(), seen))
}
