//! What the preview's server refuses, and what it bounds.

use std::io::{Read, Write};
use std::time::{Duration, Instant};

use super::{archive, serve};
use crate::sandbox::Sandbox;

#[test]
fn nothing_outside_the_site_is_served() {
    let sandbox = archive();
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
        "/etc/passwd",
        "/./secret.txt",
        "/secret.txt",
        "/secret.txt%00.html",
        "/content/2024/03/26/pier.md",
        "/2024/03/26/pier.md",
        "/backfile.toml",
        "/.backfile/cache",
        "/templates/base.html",
        "/static/open.txt",
        "/%ff",
    ] {
        let answer = served.get(path);
        assert!(matches!(answer.status, 400 | 404), "{path}: {}", answer.head);
        let text = answer.text();
        assert!(
            !text.contains("a secret") && !text.contains("root:") && !text.contains("Its text"),
            "{path}"
        );
    }
    assert_eq!(served.get("/").status, 200, "and it is still there");
}

#[cfg(unix)]
#[test]
fn links_that_lead_out_of_the_archive_are_not_followed() {
    use std::os::unix::fs::symlink;
    let sandbox = archive();
    let elsewhere = Sandbox::bare();
    elsewhere.write("passwords.txt", "hidden").write("folder/key.txt", "hidden").write("photo.jpg", "hidden");
    symlink(elsewhere.path("passwords.txt"), sandbox.path("static/link.txt")).unwrap();
    symlink(elsewhere.path("folder"), sandbox.path("static/folder")).unwrap();
    symlink(elsewhere.path("photo.jpg"), sandbox.path("content/2024/03/26/photo.jpg")).unwrap();
    symlink(sandbox.path("static/open.txt"), sandbox.path("static/other-name.txt")).unwrap();
    sandbox.article("2024/03/26/shown", "title = \"Shown\"\ndate = 2024-03-26", "![Photo](photo.jpg)");
    let served = serve(&sandbox);
    for path in ["/link.txt", "/folder/key.txt", "/2024/03/26/photo.jpg"] {
        let answer = served.get(path);
        assert_eq!(answer.status, 403, "{path}: {}", answer.text());
        assert!(answer.text().contains("a link that leads out of the archive"), "{}", answer.text());
    }
    assert_eq!(served.get("/other-name.txt").text(), "for all\n", "within it they are");
}

/// A folder that is elsewhere as a whole is meant to be.
#[cfg(unix)]
#[test]
fn content_may_lie_elsewhere() {
    let elsewhere = Sandbox::bare();
    elsewhere.write("real/photo.jpg", "photo");
    elsewhere.write("real/a.md", "+++\ntitle = \"A\"\ndate = 2024-03-26\n+++\n\n![Photo](photo.jpg)\n");
    let sandbox = Sandbox::bare();
    sandbox.write("backfile.toml", "title = \"Test\"\n");
    std::os::unix::fs::symlink(elsewhere.path("real"), sandbox.path("content")).unwrap();
    assert_eq!(serve(&sandbox).get("/photo.jpg").text(), "photo");
}

#[test]
fn other_hosts_are_not_answered() {
    let sandbox = archive();
    let served = serve(&sandbox);
    let ask =
        |line: &str, headers: &str| served.send(&format!("{line}\r\n{headers}Connection: close\r\n\r\n"));
    for host in ["evil.example", "evil.example:1111", "localhost.evil.example", "127.0.0.1.evil.example"] {
        let answer = ask("GET / HTTP/1.1", &format!("Host: {host}\r\n"));
        assert_eq!(answer.status, 403, "{host}");
        assert!(answer.text().contains("answers to `localhost`"), "{}", answer.text());
        assert_eq!(ask("GET /__backfile/ HTTP/1.1", &format!("Host: {host}\r\n")).status, 403);
        assert_eq!(
            ask("GET /__backfile/events?page=/&tag=0 HTTP/1.1", &format!("Host: {host}\r\n")).status,
            403
        );
    }
    assert_eq!(ask("GET / HTTP/1.1", "").status, 400);
    assert_eq!(ask("GET / HTTP/1.1", "Host: localhost\r\nHost: evil.example\r\n").status, 400);
    assert_eq!(ask("GET http://evil.example/ HTTP/1.1", "Host: localhost\r\n").status, 403);
    assert_eq!(ask("GET http://localhost/ HTTP/1.1", "Host: localhost\r\n").status, 200);
    for host in ["localhost", "localhost:1111", "127.0.0.1", "[::1]:1111", "192.168.0.7:1111", "a.localhost"]
    {
        assert_eq!(ask("GET / HTTP/1.1", &format!("Host: {host}\r\n")).status, 200, "{host}");
    }
}

#[test]
fn other_methods_are_not_answered() {
    let sandbox = archive();
    let served = serve(&sandbox);
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"] {
        let answer = served.ask(method, "/", "Content-Length: 5\r\n");
        assert_eq!((answer.status, answer.header("Allow")), (405, Some("GET, HEAD")), "{method}");
    }
    assert!(matches!(
        served.send("CONNECT evil.example:80 HTTP/1.1\r\nHost: localhost\r\n\r\n").status,
        400..=405
    ));
    assert_eq!(served.send("nonsense\r\n\r\n").status, 400);
}

#[test]
fn requests_that_are_too_long_are_refused() {
    let sandbox = archive();
    let served = serve(&sandbox);
    assert_eq!(served.get(&format!("/{}", "a".repeat(9000))).status, 414);
    assert_eq!(served.get(&format!("/?{}", "a".repeat(9000))).status, 414);
    assert!(matches!(served.get(&format!("/{}", "a".repeat(200_000))).status, 414 | 431));
    let long = format!("X-Long: {}\r\n", "a".repeat(20_000));
    assert_eq!(served.ask("GET", "/", &long).status, 431);
    let many: String = (0..500).map(|number| format!("X-{number}: a\r\n")).collect();
    assert_eq!(served.ask("GET", "/", &many).status, 431);
    // What nobody asked for is not read.
    let body = format!("Content-Length: 1000000000\r\n\r\n{}", "a".repeat(1000));
    assert_eq!(served.ask("GET", "/", &body).status, 200);
    assert_eq!(served.get("/").status, 200);
}

#[test]
fn pages_that_wait_for_news_are_bounded() {
    let sandbox = archive();
    let served = serve(&sandbox);
    let seen = served.get("/").seen();
    let mut open: Vec<_> = (0..64).map(|_| served.channel("/", &seen)).collect();
    assert_eq!(served.get(&format!("/__backfile/events?page=/&{seen}")).status, 503);
    assert_eq!(served.get("/__backfile/events?page=/").status, 503, "of no page");
    assert_eq!(served.get("/").status, 200);
    open.pop();
    // That one has gone is seen when it is to be told something.
    sandbox.write("static/new.txt", "new");
    let start = Instant::now();
    while !served.is_open(&format!("/__backfile/events?page=/&{seen}")) {
        assert!(start.elapsed() < Duration::from_secs(30), "its place is not given to another");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Each may take ten seconds. There is room for 256 at once.
#[test]
fn slow_clients_are_let_go() {
    let sandbox = archive();
    sandbox.write("static/film.mp4", vec![7; 64 << 20]);
    let served = serve(&sandbox);
    let start = Instant::now();
    let mut lazy = served.connect();
    lazy.write_all(b"GET /film.mp4 HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    let mut half = served.connect();
    half.write_all(b"GET / HTTP/1.1\r\nHost: local").unwrap();
    assert_eq!(served.get("/").status, 200, "others are answered at once");
    assert!(start.elapsed() < Duration::from_secs(8));
    let silent: Vec<_> = (0..300).map(|_| served.connect()).collect();
    assert_eq!(served.get("/").status, 200, "and when there is room again");
    let mut rest = Vec::new();
    let _ = half.read_to_end(&mut rest);
    assert!(start.elapsed() < Duration::from_secs(50), "{:?}", start.elapsed());
    assert!(!String::from_utf8_lossy(&rest).contains(" 200 "), "half a request is none");
    std::thread::sleep(Duration::from_secs(14).saturating_sub(start.elapsed()));
    // Of what was on its way it gets what fits on it, and then the end.
    let mut got = 0;
    let mut piece = vec![0; 1 << 20];
    while let Ok(read @ 1..) = lazy.read(&mut piece) {
        got += read;
    }
    assert!(got < 64 << 20, "who takes nothing for so long is sent nothing more: {got}");
    drop(silent);
}
