//! The preview follows what changes on the disk.

use std::time::Duration;

use super::served::Served;
use super::{archive, serve};
use crate::sandbox::Sandbox;

const PIER: &str = "/2024/03/26/pier.html";

/// An edit before anybody watches is seen too, but says nothing of watching.
fn watched(sandbox: &Sandbox) -> Served {
    let served = serve(sandbox);
    // It can be told that a page is not there only when all is known, and that is after watching begins.
    assert_eq!(served.get("/nothing.html").status, 404);
    served
}

fn pier(sandbox: &Sandbox, title: &str, text: &str) {
    sandbox.article("2024/03/26/pier", &format!("title = \"{title}\"\ndate = 2024-03-26"), text);
}

#[test]
fn an_open_page_is_told_when_its_bytes_are_others() {
    let sandbox = archive();
    sandbox.article("2023/01/02/other", "title = \"Other\"\ndate = 2023-01-02", "Far away.");
    let served = watched(&sandbox);
    let mut open = served.channel(PIER, &served.get(PIER).seen());
    let mut other = served.channel("/2023/", &served.get("/2023/").seen());
    assert_eq!((open.line(), other.line()), (":".to_owned(), ":".to_owned()), "both are as they should be");
    pier(&sandbox, "Pier", "Another text.");
    assert_eq!(open.line(), "event: reload");
    assert_eq!(other.line(), ":", "nothing of it is on this page");
    assert!(served.get(PIER).text().contains("Another text."));
    served.wait_for("content/2024/03/26/pier.md changed: ");
    assert!(served.said().contains(" files differ ("), "{}", served.said());
}

#[test]
fn a_page_that_was_asleep_is_told_when_it_wakes() {
    let sandbox = archive();
    let served = watched(&sandbox);
    let tag = served.get(PIER).seen();
    pier(&sandbox, "Pier", "Another text.");
    served.wait_until(PIER, |answer| answer.text().contains("Another text."));
    assert_eq!(served.channel(PIER, &tag).line(), "event: reload");
}

#[test]
fn articles_come_and_go_and_move() {
    let sandbox = archive();
    let served = watched(&sandbox);
    sandbox.article("2025/07/01/new", "title = \"New\"\ndate = 2025-07-01\ntags = [\"sea\"]", "Fresh.");
    served.wait_until("/2025/07/01/new.html", |answer| answer.status == 200);
    assert_eq!(served.get("/tags/sea/").status, 200);
    sandbox.article("2025/07/01/new", "title = \"New\"\ndate = 2025-08-02", "Fresh.");
    served.wait_until("/2025/08/02/new.html", |answer| answer.status == 200);
    assert_eq!(served.get("/2025/07/").status, 404);
    assert_eq!(served.get("/tags/sea/").status, 404);
    sandbox.remove("content/2025/07/01/new.md");
    served.wait_until("/2025/", |answer| answer.status == 404);
    std::fs::rename(sandbox.path("content/2024"), sandbox.path("content/moved")).unwrap();
    served.wait_for("content/2024/03/26/pier.md and 1 more changed");
    assert_eq!(served.get(PIER).status, 200, "its address hangs on its date");
}

/// What editors do when they save.
#[test]
fn files_are_saved_in_many_ways() {
    let sandbox = archive();
    let served = watched(&sandbox);
    let text = |body: &str| format!("+++\ntitle = \"Pier\"\ndate = 2024-03-26\n+++\n\n{body}\n");
    let (file, new, backup) = (
        sandbox.path("content/2024/03/26/pier.md"),
        sandbox.path("content/2024/03/26/.pier.md.swp"),
        sandbox.path("content/2024/03/26/pier.md~"),
    );
    std::fs::write(&new, text("Renamed over.")).unwrap();
    std::fs::rename(&new, &file).unwrap();
    served.wait_until(PIER, |answer| answer.text().contains("Renamed over."));
    std::fs::rename(&file, &backup).unwrap();
    std::fs::write(&file, text("With a backup.")).unwrap();
    served.wait_until(PIER, |answer| answer.text().contains("With a backup."));
    std::fs::remove_file(&file).unwrap();
    std::thread::sleep(Duration::from_millis(20));
    std::fs::write(&file, text("Removed and made.")).unwrap();
    served.wait_until(PIER, |answer| answer.text().contains("Removed and made."));
    assert_eq!(served.get("/2024/03/26/pier.md~").status, 404);
    assert!(!served.said().contains("~"), "{}", served.said());
    assert!(!served.said().contains(".swp"), "{}", served.said());
}

#[test]
fn a_checkout_is_one_update() {
    let sandbox = archive();
    let served = watched(&sandbox);
    for number in 0..3000 {
        let name = format!("2020/{:02}/{:02}/story-{number}", number % 12 + 1, number % 28 + 1);
        let date = format!("2020-{:02}-{:02}", number % 12 + 1, number % 28 + 1);
        sandbox.article(&name, &format!("title = \"Story {number}\"\ndate = {date}"), "Text.");
    }
    served.wait_for("changed: ");
    served.wait_until("/2020/12/04/story-2999.html", |answer| answer.status == 200);
    assert_eq!(served.get("/2020/01/01/story-0.html").status, 200);
    let lines = served.said().lines().filter(|line| line.contains("changed: ")).count();
    assert_eq!(lines, 1, "{}", served.said());
    assert!(served.said().contains(" and 2,999 more changed: "), "{}", served.said());
}

#[test]
fn stylesheets_and_images_are_named_and_pages_stay() {
    let sandbox = archive();
    sandbox.write("content/2024/03/26/photo.jpg", "a photo");
    pier(&sandbox, "Pier", "![A photo](photo.jpg)");
    let served = watched(&sandbox);
    let seen = served.get(PIER).seen();
    let mut open = served.channel(PIER, &seen);
    assert_eq!(open.line(), ":");
    let mut next = |file: &str| {
        assert_eq!(open.line(), "event: files", "{file}");
        let line = open.line();
        assert!(line.starts_with("data: [") && line.ends_with(&format!(",[\"{file}\"]]")), "{line}");
    };
    sandbox.write("static/backfile.css", "body { color: green }");
    next("/backfile.css");
    assert_eq!(served.get("/backfile.css").text(), "body { color: green }");
    sandbox.write("content/2024/03/26/photo.jpg", "another photo");
    next("/2024/03/26/photo.jpg");
    assert_eq!(served.get("/2024/03/26/photo.jpg").text(), "another photo");
    sandbox.remove("static/backfile.css");
    next("/backfile.css");
    assert!(served.get("/backfile.css").text().len() > 1000, "the theme's own is back");
    // One that nobody told of it meanwhile learns it all.
    let mut late = served.channel(PIER, &seen);
    assert_eq!(late.line(), "event: files");
    let files = "[\"/backfile.css\",\"/2024/03/26/photo.jpg\",\"/backfile.css\"]]";
    assert!(late.line().ends_with(files));
    let mut other = served.channel(PIER, &seen.replace("files=", "files=9"));
    assert_eq!(other.line(), "event: files");
    assert!(other.line().ends_with(",null]"), "what another server has told nobody knows");
}

#[test]
fn a_stylesheet_is_told_of_among_many_files() {
    let sandbox = archive();
    let served = watched(&sandbox);
    let mut open = served.channel("/sections/", &served.get("/sections/").seen());
    for number in 0..150 {
        let front = format!("title = \"Story {number}\"\ndate = 2020-01-01");
        sandbox.article(&format!("2020/01/01/story-{number}"), &front, "Text.");
    }
    sandbox.write("static/backfile.css", "body { color: green }");
    open.until("event: files");
    assert!(open.line().contains("/backfile.css"));
}

#[test]
fn what_editors_write_for_themselves_is_none_of_the_site() {
    let sandbox = archive();
    sandbox.write("static/.nojekyll", "").write("static/docs/index.html", "<p>Docs</p>");
    let served = watched(&sandbox);
    for name in [".open.txt.swp", ".open.txt.swo", "open.txt~", ".#open.txt", "#open.txt#", "4913"] {
        sandbox.write(&format!("static/{name}"), [0xff]).write(&format!("templates/{name}"), [0xff]);
        assert_eq!(served.get(&format!("/{}", name.replace('#', "%23"))).status, 404, "{name}");
    }
    pier(&sandbox, "Pier", "Another text.");
    served.wait_until(PIER, |answer| answer.text().contains("Another text."));
    served.wait_for("pier.md changed");
    for word in ["swp", "swo", "open.txt", "4913", "error"] {
        assert!(!served.said().contains(word), "{word}: {}", served.said());
    }
    assert_eq!(served.get("/.nojekyll").status, 200);
    assert_eq!(served.get("/docs/").text(), "<p>Docs</p>");
    assert_eq!(served.get("/docs").header("Location"), Some("/docs/"));
}

#[test]
fn content_can_be_put_aside_and_back() {
    let sandbox = archive();
    let served = watched(&sandbox);
    for (number, aside) in [(1, true), (2, false)] {
        std::fs::rename(sandbox.path("content"), sandbox.path("aside")).unwrap();
        served.wait_until(PIER, |answer| answer.status == 404);
        if aside {
            std::fs::rename(sandbox.path("aside"), sandbox.path("content")).unwrap();
        }
        pier(&sandbox, "Pier", &format!("Text {number}."));
        served.wait_until(PIER, |answer| answer.text().contains(&format!("Text {number}.")));
        pier(&sandbox, "Pier", &format!("And text {number}."));
        served.wait_until(PIER, |answer| answer.text().contains(&format!("And text {number}.")));
    }
}

/// Though there is another above it, which would be found from here.
#[test]
fn settings_that_go_leave_the_archive_where_it_is() {
    let sandbox = archive();
    sandbox
        .write("inner/backfile.toml", "title = \"Inner\"\n")
        .write("inner/content/a.md", "+++\ntitle = \"A\"\ndate = 2023-01-02\n+++\n\nThe inner text.\n");
    let served = Served::start_in(&sandbox.path("inner"), &["--port", "0"]);
    assert_eq!(served.get("/nothing.html").status, 404);
    sandbox.remove("inner/backfile.toml");
    served.wait_for("backfile.toml changed");
    assert!(served.get("/2023/01/02/a.html").text().contains("The inner text."));
    assert!(served.get("/").text().contains("<title>Archive</title>"), "and has no title any more");
}

#[test]
fn a_template_can_be_broken_and_mended() {
    let sandbox = archive();
    let served = watched(&sandbox);
    let good =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/article.html")).unwrap();
    // The folder was not there when watching began.
    sandbox.write("templates/article.html", good.replace("<h1", "<h1 class=\"mine\""));
    served.wait_until(PIER, |answer| answer.text().contains("<h1 class=\"mine\""));
    sandbox.write(
        "templates/article.html",
        "{% extends \"base.html\" %}\n{% block main %}{{ article.titel }}{% endblock %}",
    );
    let fault = served.wait_until(PIER, |answer| answer.status == 500);
    for text in ["This page cannot be made", "templates/article.html:2:28", "titel", "did you mean", "help"] {
        assert!(fault.text().contains(text), "{text}: {}", fault.text());
    }
    served.wait_for("error[template]");
    assert_eq!(served.get("/2024/").status, 200, "other pages are none the worse");
    let mut open = served.channel(PIER, &fault.seen());
    assert_eq!(open.line(), ":");
    sandbox.write("templates/article.html", "{% extends \"base.html\" %}{% block main %}{{ article.title");
    assert_eq!(open.line(), "event: reload");
    let fault = served.wait_until(PIER, |answer| answer.status == 500);
    let mut open = served.channel(PIER, &fault.seen());
    assert_eq!(open.line(), ":");
    sandbox.write("templates/article.html", &good);
    assert_eq!(open.line(), "event: reload");
    assert!(served.get(PIER).text().contains("Its text."));
}

#[test]
fn front_matter_can_be_broken_and_mended() {
    let sandbox = archive();
    let served = watched(&sandbox);
    sandbox.article("2024/03/26/pier", "title = \"Pier\"\ndate = 2024-03-99", "Its text.");
    let fault = served.wait_until(PIER, |answer| answer.status == 500);
    for text in ["content/2024/03/26/pier.md:3:8", "date = ", "2024-03-99", "error["] {
        assert!(fault.text().contains(text), "{text}: {}", fault.text());
    }
    assert_eq!(served.get("/").status, 200);
    served.wait_for("content/2024/03/26/pier.md:3:8");
    let mut open = served.channel(PIER, &fault.seen());
    assert_eq!(open.line(), ":");
    pier(&sandbox, "Pier", "Mended.");
    assert_eq!(open.line(), "event: reload");
    assert!(served.get(PIER).text().contains("Mended."));
}

#[test]
fn a_fault_that_was_there_before_is_shown_at_the_address_by_its_name() {
    let sandbox = archive();
    sandbox.article("2024/03/27/tide", "title = \"Tide\"\ndate = \"someday\"", "Text.");
    let answer = serve(&sandbox).get("/2024/03/27/tide.html");
    assert_eq!(answer.status, 500);
    assert!(answer.text().contains("content/2024/03/27/tide.md:3:8"), "{}", answer.text());
}

#[test]
fn settings_are_followed_and_can_be_broken_and_mended() {
    let sandbox = archive();
    let served = watched(&sandbox);
    sandbox.write("backfile.toml", "title = \"The Courier\"\n");
    served.wait_until("/", |answer| answer.text().contains("The Courier"));
    served.wait_for("backfile.toml changed: ");
    sandbox.write("backfile.toml", "titel = \"The Courier\"\n");
    let fault = served.wait_until("/", |answer| answer.status == 500);
    for text in ["backfile.toml:1:1", "`titel` is not a setting", "did you mean `title`?"] {
        assert!(fault.text().contains(text), "{text}: {}", fault.text());
    }
    served.wait_for("`titel` is not a setting");
    sandbox.write("backfile.toml", "title = \"The Courier\"\npermalink = \"/{year}/{slug}/\"\n");
    served.wait_until("/2024/pier/", |answer| answer.status == 200);
    assert_eq!(served.get(PIER).status, 404, "articles have other addresses now");
}

/// Disks of other machines say nothing; and so it is done where the system has no watches left.
#[test]
fn files_can_be_looked_at_again_and_again() {
    let sandbox = archive();
    let served = Served::start(&sandbox, &["--port", "0", "--poll"]);
    served.wait_for("the files are looked at again and again");
    let mut open = served.channel(PIER, &served.get(PIER).seen());
    assert_eq!(open.line(), ":");
    pier(&sandbox, "Pier", "Another text.");
    open.until("event: reload");
    assert!(served.get(PIER).text().contains("Another text."));
    sandbox.article("2025/07/01/new", "title = \"New\"\ndate = 2025-07-01", "Fresh.");
    sandbox.remove("content/2024/03/26/pier.md");
    served.wait_until("/2025/07/01/new.html", |answer| answer.status == 200);
    served.wait_until(PIER, |answer| answer.status == 404);
    sandbox.remove("content/2025/07/01/new.md");
    served.wait_for("1 file changed: ");
    served.wait_until("/2025/07/01/new.html", |answer| answer.status == 404);
}
