//! `backfile serve`: the site as a browser gets it, and nothing else of this machine.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::sandbox::Sandbox;

/// A server that ends with the test.
struct Served {
    child: Child,
    address: SocketAddr,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn serve(sandbox: &Sandbox) -> Served {
    let child = Command::new(env!("CARGO_BIN_EXE_backfile"))
        .args(["serve", "--port", "0"])
        .current_dir(sandbox.root())
        .env_clear()
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // From here on it ends, whatever happens.
    let mut served = Served { child, address: SocketAddr::from(([127, 0, 0, 1], 0)) };
    let mut line = String::new();
    BufReader::new(served.child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.strip_prefix("http://").and_then(|rest| rest.split('/').next());
    served.address = address.unwrap_or_else(|| panic!("{line:?}")).parse().unwrap();
    served
}

struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Served {
    /// Asks for a path exactly as it is written here; a browser would clean it first.
    fn ask(&self, method: &str, path: &str) -> Answer {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        write!(stream, "{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
        Answer {
            status: status.unwrap_or_else(|| panic!("{text:?}")),
            head: head.to_owned(),
            body: body.to_owned(),
        }
    }

    fn get(&self, path: &str) -> Answer {
        self.ask("GET", path)
    }
}

fn archive() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.article("2024/03/26/pier", "title = \"Pier\"\ndate = 2024-03-26", "Its text.");
    sandbox.write("secret.txt", "a secret\n").write("static/open.txt", "for all\n");
    sandbox
}

#[test]
fn pages_are_served_at_their_addresses() {
    let sandbox = archive();
    let served = serve(&sandbox);
    for (path, text, kind) in [
        ("/", "<title>", "text/html; charset=utf-8"),
        ("/index.html", "<title>", "text/html; charset=utf-8"),
        ("/2024/03/26/pier.html?from=feed", "Its text.", "text/html; charset=utf-8"),
        ("/2024/03/", "March 2024", "text/html; charset=utf-8"),
        ("/open.txt", "for all", "text/plain; charset=utf-8"),
        ("/feed.xml", "<feed", "application/xml"),
        ("/backfile.css", "{", "text/css; charset=utf-8"),
    ] {
        let answer = served.get(path);
        assert_eq!(answer.status, 200, "{path}");
        assert!(answer.body.contains(text), "{path}");
        assert!(answer.head.contains(&format!("Content-Type: {kind}\r\n")), "{path}: {}", answer.head);
    }
    assert_eq!(served.ask("HEAD", "/").body, "");
    assert_eq!(served.ask("POST", "/").status, 405);
}

#[test]
fn an_address_without_its_last_slash_is_sent_on() {
    let sandbox = archive();
    let served = serve(&sandbox);
    for path in ["/2024/03", "/2024", "/on-this-day/03/26"] {
        let answer = served.get(path);
        assert!((301..=308).contains(&answer.status), "{path}: {}", answer.head);
        assert!(answer.head.to_lowercase().contains(&format!("location: {path}/\r\n")), "{}", answer.head);
    }
}

#[test]
fn what_is_not_there_gets_the_page_for_that() {
    let sandbox = archive();
    let served = serve(&sandbox);
    for path in ["/2024/03/27/", "/nothing.html", "/2024/03/26/pier"] {
        let answer = served.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(answer.body.contains("<h1>Nothing is filed here</h1>"), "{path}: {}", answer.body);
    }
}

#[test]
fn nothing_outside_the_site_is_served() {
    let sandbox = archive();
    #[cfg(unix)]
    {
        sandbox.build();
        std::os::unix::fs::symlink(sandbox.path("secret.txt"), sandbox.path("public/link.txt")).unwrap();
        std::os::unix::fs::symlink(sandbox.root(), sandbox.path("public/folder")).unwrap();
    }
    let served = serve(&sandbox);
    for path in [
        "/../secret.txt",
        "/2024/../../secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/%2e%2e%2fsecret.txt",
        "/..\\secret.txt",
        "/..%5csecret.txt",
        "/2024/03/..%2f..%2f..%2fsecret.txt",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/./secret.txt",
        "/secret.txt",
        "/secret.txt%00.html",
        "/link.txt",
        "/folder/secret.txt",
        "/content/2024/03/26/pier.md",
        "/backfile.toml",
        "/.backfile/manifest",
    ] {
        let answer = served.get(path);
        assert!(matches!(answer.status, 400 | 404), "{path}: {}", answer.head);
        assert!(!answer.body.contains("a secret") && !answer.body.contains("root:"), "{path}");
    }
    assert_eq!(served.get("/").status, 200, "and it is still there");
}

#[test]
fn asking_for_any_free_port_is_no_conflict() {
    let sandbox = archive();
    let mut served = serve(&sandbox);
    let _ = served.child.kill();
    let mut text = String::new();
    served.child.stderr.take().unwrap().read_to_string(&mut text).unwrap();
    assert!(!text.contains("taken"), "{text}");
}

#[test]
fn a_port_that_is_taken_is_said() {
    let (sandbox, taken) = (archive(), std::net::TcpListener::bind("127.0.0.1:0").unwrap());
    let port = taken.local_addr().unwrap().port();
    let mut child = Command::new(env!("CARGO_BIN_EXE_backfile"))
        .args(["serve", "--port", &port.to_string()])
        .current_dir(sandbox.root())
        .env_clear()
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let _ = child.kill();
    let output = child.wait_with_output().unwrap();
    assert!(line.starts_with("http://127.0.0.1:") && !line.contains(&format!(":{port}/")), "{line}");
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(text.contains(&format!("port {port} is taken")), "{text}");
}
