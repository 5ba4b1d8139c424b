//! A preview that runs, and clients that ask it exactly what they are told to.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use crate::sandbox::Sandbox;

/// Nothing here should take so long.
const PATIENCE: Duration = Duration::from_secs(60);

/// A server that ends with the test.
pub struct Served {
    pub child: Child,
    pub address: SocketAddr,
    /// What it says on standard error, so far.
    said: Arc<Mutex<String>>,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let named = |line: &&str| line.split(':').next().is_some_and(|key| key.eq_ignore_ascii_case(name));
        let line = self.head.lines().skip(1).find(named)?;
        Some(line.split_once(':')?.1.trim())
    }

    /// The page without the script of the preview.
    pub fn page(&self) -> Vec<u8> {
        let text = self.text();
        let Some(start) = text.find("<script src=\"/__backfile/reload.js\"") else {
            return self.body.clone();
        };
        let end = start + text[start..].find("</script>").unwrap() + "</script>".len();
        [&text[..start], &text[end..]].concat().into_bytes()
    }

    /// What the script tells the channel of the page: its tag, and which files it knows.
    pub fn seen(&self) -> String {
        let text = self.text();
        let value = |name: &str| {
            let start = text.split(&format!("{name}=\"")).nth(1);
            start.and_then(|rest| rest.split('"').next()).unwrap().to_owned()
        };
        format!("tag={}&files={}", value("data-tag"), value("data-files"))
    }
}

impl Served {
    pub fn start(sandbox: &Sandbox, options: &[&str]) -> Self {
        Self::start_in(sandbox.root(), options)
    }

    /// The preview of the archive in which a folder lies.
    pub fn start_in(folder: &Path, options: &[&str]) -> Self {
        let child = Command::new(env!("CARGO_BIN_EXE_backfile"))
            .arg("serve")
            .args(options)
            .current_dir(folder)
            .env_clear()
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // From here on it ends, whatever happens.
        let address = SocketAddr::from(([127, 0, 0, 1], 0));
        let mut served = Self { child, address, said: Arc::default() };
        let said = Arc::clone(&served.said);
        let errors = served.child.stderr.take().unwrap();
        std::thread::spawn(move || {
            for line in BufReader::new(errors).lines().map_while(Result::ok) {
                said.lock().unwrap().push_str(&(line + "\n"));
            }
        });
        let mut line = String::new();
        BufReader::new(served.child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.strip_prefix("http://").and_then(|rest| rest.split('/').next());
        served.address = address.unwrap_or_else(|| panic!("{line:?} {}", served.said())).parse().unwrap();
        served
    }

    pub fn said(&self) -> String {
        self.said.lock().unwrap().clone()
    }

    /// Waits until it has said this.
    #[track_caller]
    pub fn wait_for(&self, text: &str) {
        let start = Instant::now();
        while !self.said().contains(text) {
            assert!(start.elapsed() < PATIENCE, "“{text}” was not said, but this: {}", self.said());
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// Sends these bytes, and reads until the server closes.
    pub fn send(&self, request: &str) -> Answer {
        let mut stream = self.connect();
        // It may close before it has read all of it.
        let _ = stream.write_all(request.as_bytes());
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap_or(bytes.len());
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
        let body = bytes.get(end + 4..).unwrap_or_default().to_vec();
        Answer { status: status.unwrap_or_else(|| panic!("{request:?}: {head:?}")), head, body }
    }

    /// Asks for a path exactly as it is written here, where a browser would clean it first.
    pub fn ask(&self, method: &str, path: &str, headers: &str) -> Answer {
        self.send(&format!(
            "{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}\r\n"
        ))
    }

    pub fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, "")
    }

    /// Asks again and again until it gets what it expects.
    #[track_caller]
    pub fn wait_until(&self, path: &str, expect: impl Fn(&Answer) -> bool) -> Answer {
        let start = Instant::now();
        loop {
            let answer = self.get(path);
            if expect(&answer) {
                return answer;
            }
            assert!(start.elapsed() < PATIENCE, "{path}: {}\n{}", answer.head, answer.text());
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// The channel of an open page, after its first message.
    pub fn channel(&self, page: &str, seen: &str) -> Channel {
        let mut stream = self.connect();
        let request =
            format!("GET /__backfile/events?page={page}&{seen} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let mut channel = Channel(BufReader::new(stream));
        channel.until("retry: ");
        channel
    }

    /// Whether an address answers with what has no end.
    pub fn is_open(&self, path: &str) -> bool {
        let mut stream = self.connect();
        let _ = stream.write_all(format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n").as_bytes());
        let mut line = String::new();
        BufReader::new(stream).read_line(&mut line).unwrap();
        line.contains(" 200 ")
    }

    /// Interrupts it, and gives the code that it ends with.
    pub fn interrupt(&mut self) -> Option<i32> {
        kill(Pid::from_raw(self.child.id() as i32), Signal::SIGINT).unwrap();
        self.child.wait().unwrap().code()
    }
}

/// News of an open page.
pub struct Channel(BufReader<TcpStream>);

impl Channel {
    /// The next line that says anything.
    pub fn line(&mut self) -> String {
        loop {
            let mut line = String::new();
            assert_ne!(self.0.read_line(&mut line).unwrap(), 0, "the channel ended");
            let line = line.trim_end().to_owned();
            let said =
                line.starts_with("event:") || line.starts_with("data: [") || line.starts_with("retry:");
            if said || line == ":" {
                return line;
            }
        }
    }

    /// Reads up to a line that begins so.
    pub fn until(&mut self, start: &str) -> String {
        loop {
            let line = self.line();
            if line.starts_with(start) {
                return line;
            }
        }
    }
}
