//! `backfile serve`: the site as a browser gets it, made when it asks, and nothing else of this machine.

mod following;
mod refusals;
mod served;

use crate::sandbox::Sandbox;
use served::Served;

fn serve(sandbox: &Sandbox) -> Served {
    Served::start(sandbox, &["--port", "0"])
}

fn archive() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.article("2024/03/26/pier", "title = \"Pier\"\ndate = 2024-03-26", "Its text.");
    sandbox.write("secret.txt", "a secret\n").write("static/open.txt", "for all\n");
    sandbox
}

#[test]
fn every_page_of_the_sample_is_what_a_build_makes_and_none_is_written() {
    let sandbox = Sandbox::sample();
    sandbox.build();
    let built = sandbox.tree("public");
    std::fs::remove_dir_all(sandbox.path("public")).unwrap();
    std::fs::remove_dir_all(sandbox.path(".backfile")).unwrap();
    let served = serve(&sandbox);
    for (name, bytes) in &built {
        let answer = served.get(&format!("/{name}"));
        assert_eq!(answer.status, 200, "{name}");
        assert!(answer.page() == *bytes, "{name} is another:\n{}", answer.text());
        let is_html = name.ends_with(".html");
        assert_eq!(answer.page() != answer.body, is_html, "{name}: only pages have the script");
    }
    assert!(built.len() > 400, "{}", built.len());
    assert!(!sandbox.exists("public"));
}

#[test]
fn pages_are_served_at_their_addresses() {
    let sandbox = archive();
    sandbox.article("2024/03/27/cafe", "title = \"Café\"\nslug = \"café\"\ndate = 2024-03-27", "Kaffee.");
    let served = serve(&sandbox);
    for (path, text, kind) in [
        ("/", "<title>", "text/html; charset=utf-8"),
        ("/index.html", "<title>", "text/html; charset=utf-8"),
        ("/2024/03/26/pier.html?from=feed", "Its text.", "text/html; charset=utf-8"),
        ("/2024/03/", "March 2024", "text/html; charset=utf-8"),
        ("/2024/03/index.html", "March 2024", "text/html; charset=utf-8"),
        ("/2024/03/27/caf%C3%A9.html", "Kaffee.", "text/html; charset=utf-8"),
        ("/open.txt", "for all", "text/plain; charset=utf-8"),
        ("/feed.xml", "<feed", "application/xml"),
        ("/feed.json", "jsonfeed", "application/json"),
        ("/backfile.css", "{", "text/css; charset=utf-8"),
        ("/favicon.svg", "<svg", "image/svg+xml"),
    ] {
        let answer = served.get(path);
        assert_eq!(answer.status, 200, "{path}");
        assert!(answer.text().contains(text), "{path}");
        assert_eq!(answer.header("Content-Type"), Some(kind), "{path}");
    }
}

#[test]
fn an_address_without_its_last_slash_is_sent_on() {
    let sandbox = archive();
    let served = serve(&sandbox);
    for path in ["/2024/03", "/2024", "/on-this-day/03/26", "/__backfile"] {
        let answer = served.get(path);
        assert_eq!(answer.status, 308, "{path}: {}", answer.head);
        assert_eq!(answer.header("Location"), Some(&*format!("{path}/")));
    }
    assert_eq!(served.get("/2024/03?day=26").header("Location"), Some("/2024/03/?day=26"));
}

#[test]
fn what_is_not_there_gets_the_page_for_that() {
    let sandbox = archive();
    let served = serve(&sandbox);
    for path in
        ["/2024/03/27/", "/nothing.html", "/2024/03/26/pier", "/2024/03/26/pier.html/", "/a//b", "//a"]
    {
        let answer = served.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(answer.text().contains("<h1>Nothing is filed here</h1>"), "{path}: {}", answer.text());
    }
}

/// Its links lead from the root of the host, below which the site may be.
#[test]
fn the_page_for_what_is_not_there_finds_its_stylesheet_on_a_site_in_a_folder() {
    let sandbox = archive();
    sandbox.write("backfile.toml", "title = \"Test\"\nbase_url = \"https://test.example/archive\"\n");
    let served = serve(&sandbox);
    assert!(served.get("/nothing.html").text().contains("href=\"/archive/backfile.css\""));
    assert_eq!(served.get("/archive/backfile.css").status, 200);
    assert_eq!(served.get("/archive/2024/03/26/pier.html").status, 200);
    assert_eq!(served.get("/2024/03/26/pier.html").status, 200);
}

#[test]
fn a_page_that_the_reader_has_is_not_sent_again() {
    let sandbox = archive();
    let served = serve(&sandbox);
    for path in ["/", "/open.txt", "/backfile.css"] {
        let first = served.get(path);
        let tag = first.header("ETag").unwrap().to_owned();
        let again = served.ask("GET", path, &format!("If-None-Match: {tag}\r\n"));
        assert_eq!((again.status, again.body.len()), (304, 0), "{path}");
        assert_eq!(again.header("ETag"), Some(&*tag));
        assert_eq!(served.ask("GET", path, "If-None-Match: \"other\"\r\n").status, 200);
    }
}

#[test]
fn only_the_head_is_sent_when_only_that_is_asked_for() {
    let sandbox = archive();
    let served = serve(&sandbox);
    for path in ["/", "/open.txt", "/nothing.html"] {
        let (whole, head) = (served.get(path), served.ask("HEAD", path, ""));
        assert_eq!((head.status, head.body.len()), (whole.status, 0), "{path}");
        assert_eq!(head.header("Content-Length"), whole.header("Content-Length"), "{path}");
        assert_eq!(whole.header("Content-Length"), Some(&*whole.body.len().to_string()));
    }
}

#[test]
fn parts_of_files_are_served() {
    let sandbox = archive();
    let film: Vec<u8> = (0..300_000u32).map(|at| (at % 251) as u8).collect();
    sandbox.write("static/film.mp4", &film);
    let served = serve(&sandbox);
    let part = |range: &str| served.ask("GET", "/film.mp4", &format!("Range: {range}\r\n"));
    let middle = part("bytes=100000-200000");
    assert_eq!((middle.status, middle.header("Content-Range")), (206, Some("bytes 100000-200000/300000")));
    assert!(middle.body == film[100_000..=200_000]);
    assert!(part("bytes=-5").body == film[299_995..]);
    assert_eq!(part("bytes=299999-").body, film[299_999..]);
    let beyond = part("bytes=300000-");
    assert_eq!((beyond.status, beyond.header("Content-Range")), (416, Some("bytes */300000")));
    let whole = served.get("/film.mp4");
    assert_eq!((whole.status, whole.header("Content-Type")), (200, Some("video/mp4")));
    assert!(whole.body == film);
}

#[test]
fn a_connection_serves_many_requests() {
    use std::io::{BufRead, BufReader, Read, Write};
    let sandbox = archive();
    let served = serve(&sandbox);
    let mut stream = BufReader::new(served.connect());
    for path in ["/", "/2024/", "/nothing.html", "/open.txt"] {
        write!(stream.get_mut(), "GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
        let mut length = 0;
        loop {
            let mut line = String::new();
            stream.read_line(&mut line).unwrap();
            if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            }
            if line == "\r\n" {
                break;
            }
        }
        assert!(length > 0, "{path}");
        stream.read_exact(&mut vec![0; length]).unwrap();
    }
}

#[test]
fn drafts_are_hidden_unless_asked_for_and_then_marked() {
    let sandbox = archive();
    sandbox.article(
        "2024/03/28/quiet",
        "title = \"Quiet\"\ndate = 2024-03-28\nstatus = \"draft\"",
        "Not yet.",
    );
    let path = "/2024/03/28/quiet.html";
    let answer = serve(&sandbox).get(path);
    assert_eq!(answer.status, 404);
    assert!(answer.text().contains("“Quiet” (content/2024/03/28/quiet.md) is a draft"), "{}", answer.text());
    let served = Served::start(&sandbox, &["--port", "0", "--drafts"]);
    let answer = served.get(path);
    assert_eq!(answer.status, 200);
    assert!(answer.text().contains("data-mark=\"draft\""), "{}", answer.text());
    assert!(answer.text().contains("Draft: not published yet"));
    let front = served.get("/");
    assert!(front.text().contains("quiet.html") && front.text().contains("data-drafts"));
    assert_eq!(served.get("/__backfile/drafts").text(), format!("[\"{path}\"]"));
}

#[test]
fn what_is_to_be_done_has_a_page() {
    let sandbox = archive();
    sandbox
        .article("2024/03/28/quiet", "title = \"Quiet\"\ndate = 2024-03-28\nstatus = \"draft\"", "Not yet.")
        .article("someday", "title = \"Someday\"", "When?")
        .article("2024/03/29/broken", "title = \"Broken\"\ndate = 2024-13-45", "Text.")
        .article("2024/03/30/dead", "title = \"Dead\"\ndate = 2024-03-30", "[A link](nowhere.md).")
        .write("content/2024/03/31/lede.txt", "The tide went out on Sunday. It came back.\n");
    let served = serve(&sandbox);
    let answer = served.get("/__backfile/");
    let page = answer.text();
    for text in [
        "Problems (",
        "content/2024/03/29/broken.md:3:",
        "error[",
        "dead-link",
        "nowhere.md",
        "content/2024/03/28/quiet.md",
        "content/someday.md",
        "href=\"/undated/someday.html\"",
        "content/2024/03/31/lede.txt",
    ] {
        assert!(page.contains(text), "{text}: {page}");
    }
    let source = served.get("/__backfile/source/content/2024/03/29/broken.md");
    assert_eq!(source.header("Content-Type"), Some("text/plain; charset=utf-8"));
    assert!(source.text().contains("date = 2024-13-45"));
    for path in ["secret.txt", "../secret.txt", "backfile.toml/../secret.txt", "content/../secret.txt", ""] {
        let answer = served.get(&format!("/__backfile/source/{path}"));
        assert!(!answer.text().contains("a secret"), "{path}");
        assert!(matches!(answer.status, 400 | 404), "{path}: {}", answer.head);
    }
}

#[test]
fn a_port_that_is_taken_is_said() {
    let (sandbox, taken) = (archive(), std::net::TcpListener::bind("127.0.0.1:0").unwrap());
    let port = taken.local_addr().unwrap().port();
    let served = Served::start(&sandbox, &["--port", &port.to_string()]);
    assert_ne!(served.address.port(), port);
    served.wait_for(&format!("port {port} is taken"));
    assert!(!serve(&sandbox).said().contains("taken"), "any port is no conflict");
}

#[test]
fn it_warns_when_the_network_can_see_the_site() {
    let sandbox = archive();
    let served = Served::start(&sandbox, &["--port", "0", "--interface", "0.0.0.0"]);
    served.wait_for("warning: everybody on this network can see the site");
    assert_eq!(served.get("/").status, 200);
    assert_eq!(served.get("/__backfile/").status, 200, "this machine may see what is to be done");
}

#[test]
fn an_interrupt_ends_it_though_pages_are_open() {
    let sandbox = archive();
    let mut served = serve(&sandbox);
    let mut channel = served.channel("/", &served.get("/").seen());
    channel.until(":");
    let _idle = served.connect();
    let start = std::time::Instant::now();
    assert_eq!(served.interrupt(), Some(130));
    assert!(start.elapsed() < std::time::Duration::from_secs(8), "{:?}", start.elapsed());
}

#[test]
fn an_archive_without_settings_or_content_is_dealt_with_as_by_a_build() {
    let sandbox = Sandbox::bare();
    let run = sandbox.run(&["serve", "--port", "0"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.err.contains("backfile init"), "{}", run.err);
}
