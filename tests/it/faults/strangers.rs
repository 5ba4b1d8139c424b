//! Files in the output folder that are somebody else's.

use super::*;

const PAGE: &str = "2024/03/27/new.html";

/// A build that finds a file in the way of one page.
#[track_caller]
fn refused(sandbox: &Sandbox, page: &str) {
    for _ in 0..2 {
        let run = sandbox.run(&["build", "--format", "json"]);
        assert_eq!((run.code, run.codes()), (1, vec!["foreign-file".to_owned()]), "{run:?}");
        assert_eq!(run.json()["problems"][0]["file"], format!("public/{page}"));
        assert_eq!(sandbox.page(page), "mine");
    }
}

#[test]
fn a_strangers_file_is_in_the_way_until_it_is_moved() {
    let sandbox = changed();
    sandbox.write(&format!("public/{PAGE}"), "mine");
    refused(&sandbox, PAGE);
    assert!(sandbox.exists("public/2024/03/27/index.html"), "all other pages are made");
    sandbox.remove(&format!("public/{PAGE}"));
    sandbox.build();
    assert_clean(&sandbox);
}

#[test]
fn a_strangers_file_stays_when_its_page_goes() {
    let sandbox = changed();
    sandbox.write(&format!("public/{PAGE}"), "mine");
    refused(&sandbox, PAGE);
    sandbox.remove("content/2024/03/27/new.md").build();
    assert_eq!(sandbox.page(PAGE), "mine");
}

#[test]
fn a_strangers_file_in_the_place_of_a_static_file() {
    let sandbox = changed();
    sandbox.write("public/paper.css", "mine").write("static/paper.css", "ours");
    refused(&sandbox, "paper.css");
    sandbox.remove("public/paper.css").build();
    assert_clean(&sandbox);
}

#[test]
fn a_file_that_is_what_the_page_will_be_is_taken_for_it() {
    let (sandbox, other) = (changed(), changed());
    other.build();
    sandbox.write(&format!("public/{PAGE}"), other.page(PAGE)).build();
    assert_clean(&sandbox);
    sandbox.remove("content/2024/03/27/new.md").build();
    assert!(!sandbox.exists(&format!("public/{PAGE}")), "and goes when the page goes");
}

#[test]
fn a_folder_of_somebody_else_is_not_written_over() {
    let sandbox = varied::archive();
    sandbox.write("public/index.html", "mine").write("public/notes.txt", "mine");
    refused(&sandbox, "index.html");
    assert_eq!(sandbox.page("notes.txt"), "mine");
    assert!(sandbox.exists("public/2024/index.html"), "all other pages are made");
    std::fs::remove_file(sandbox.path("public/index.html")).unwrap();
    std::fs::remove_file(sandbox.path("public/notes.txt")).unwrap();
    sandbox.build();
    assert_clean(&sandbox);
}

#[test]
fn a_feed_of_another_program_does_not_make_a_folder_ours() {
    for feed in ["{\"version\": \"https://jsonfeed.org/version/1.1\"}", "not JSON", "[]", ""] {
        let sandbox = varied::archive();
        sandbox.write("public/feed.json", feed).write("public/index.html", "mine");
        let run = sandbox.run(&["build", "--format", "json"]);
        assert_eq!((run.code, run.codes().len()), (1, 2), "{run:?}");
        assert_eq!(
            (sandbox.page("feed.json"), sandbox.page("index.html")),
            (feed.to_owned(), "mine".to_owned())
        );
    }
}

#[test]
fn a_site_of_ours_whose_state_is_lost_is_taken_over() {
    let sandbox = varied::archive();
    sandbox.build();
    std::fs::remove_dir_all(sandbox.path(".backfile")).unwrap();
    // None of the pages that were there are gone, which nobody would know.
    sandbox.write("backfile.toml", "title = \"Other\"\nbase_url = \"https://test.example\"\n").build();
    assert_clean(&sandbox);
    sandbox.remove("content/1987/almanac.md").build();
    assert!(!sandbox.exists("public/1987"), "it is known again what is ours");
    assert_clean(&sandbox);
}

#[cfg(unix)]
#[test]
fn nothing_is_written_or_deleted_through_a_linked_folder() {
    let (sandbox, elsewhere) = (changed(), Sandbox::bare());
    let link = |folder: &str| {
        std::fs::remove_dir_all(sandbox.path(folder)).unwrap();
        std::os::unix::fs::symlink(elsewhere.root(), sandbox.path(folder)).unwrap();
    };
    elsewhere.write("almanac.html", "mine").write("index.html", "mine").write("leap.html", "mine");
    link("public/2020/02/29");
    link("public/1987");
    let run = sandbox.run(&["build"]);
    assert!((1..=3).contains(&run.code) && run.err.contains("is a link"), "{run:?}");
    for name in ["almanac.html", "index.html", "leap.html"] {
        assert_eq!(elsewhere.read(name), "mine", "{name}");
    }
    std::fs::remove_file(sandbox.path("public/2020/02/29")).unwrap();
    let _ = std::fs::remove_file(sandbox.path("public/1987"));
    sandbox.build();
    assert_clean(&sandbox);
    assert_eq!(elsewhere.names("").len(), 3, "and nothing was put there");
}

#[cfg(unix)]
#[test]
fn pages_behind_a_linked_folder_are_not_said_to_be_deleted() {
    let (sandbox, elsewhere) = (varied::archive(), Sandbox::bare());
    sandbox.build();
    std::fs::rename(sandbox.path("public/1987"), elsewhere.path("1987")).unwrap();
    std::os::unix::fs::symlink(elsewhere.path("1987"), sandbox.path("public/1987")).unwrap();
    let there = elsewhere.tree("1987");
    sandbox.remove("content/1987/almanac.md");
    let run = sandbox.run(&["build", "--format", "json", "--verbose"]);
    assert!(elsewhere.tree("1987") == there, "they are elsewhere, and stay");
    let named = |file: &str| run.out.contains(&format!("\"{file}\""));
    assert!(run.code != 0 || !named("1987/almanac.html"), "it says that it did what it did not: {run:?}");
}

#[cfg(unix)]
#[test]
fn a_linked_page_is_replaced_and_what_it_leads_to_stays() {
    let (sandbox, elsewhere) = (changed(), Sandbox::bare());
    elsewhere.write("mine.html", "mine");
    let page = sandbox.path("public/2020/02/29/leap.html");
    std::fs::remove_file(&page).unwrap();
    std::os::unix::fs::symlink(elsewhere.path("mine.html"), &page).unwrap();
    sandbox.build();
    assert!(!page.is_symlink());
    assert_eq!(elsewhere.read("mine.html"), "mine");
    assert_clean(&sandbox);
}

#[cfg(unix)]
#[test]
fn an_output_folder_that_is_itself_a_link_is_followed() {
    let (sandbox, elsewhere) = (varied::archive(), Sandbox::bare());
    std::os::unix::fs::symlink(elsewhere.root(), sandbox.path("public")).unwrap();
    sandbox.build();
    change(&sandbox);
    sandbox.build();
    assert!(elsewhere.exists("2024/03/27/new.html"));
    let run = sandbox.run(&["build", "-o", elsewhere.root().to_str().unwrap(), "--format", "json"]);
    assert_eq!(run.json()["rendered"], 0, "one folder, one manifest, however it is written");
}

#[test]
fn a_strangers_file_in_the_place_of_a_folder_is_in_the_way_until_it_is_moved() {
    let sandbox = changed();
    sandbox.article("2030/01/01/late", "title = \"Late\"\ndate = 2030-01-01", "x");
    sandbox.write("public/2030", "mine");
    assert_in_the_way(&sandbox, "public/2030");
    assert_eq!(sandbox.page("2030"), "mine");
    sandbox.remove("public/2030").build();
    assert_clean(&sandbox);
}

#[test]
fn a_strangers_file_in_the_place_of_a_folder_is_in_the_way_of_a_first_build() {
    let sandbox = varied::archive();
    sandbox.write("public/2024", "mine");
    assert_in_the_way(&sandbox, "public/2024");
    assert_eq!(sandbox.page("2024"), "mine");
    sandbox.remove("public/2024").build();
    assert_clean(&sandbox);
}
