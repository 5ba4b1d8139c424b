//! What is found in `content/` when nothing that was read has changed.

use super::*;

#[test]
fn an_article_of_the_future_is_read_once() {
    let sandbox = built();
    let name = "content/2024/03/27/gale.md";
    let file = std::fs::File::options().write(true).open(sandbox.path(name)).unwrap();
    file.set_modified(std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_900_000_000)).unwrap();
    let wait = || std::thread::sleep(std::time::Duration::from_millis(60));
    let cache = || {
        let meta = sandbox.path(".backfile/cache").metadata().unwrap();
        backfile::fs::Stamp::of(&meta)
    };
    wait();
    sandbox.build();
    let before = cache();
    for _ in 0..2 {
        wait();
        let run = sandbox.build();
        assert!(run.out.contains("(0 rendered"), "{run:?}");
        assert_eq!(cache(), before, "the cache was written again");
    }
}

#[test]
fn a_page_of_a_shelf_that_is_as_it_was_is_watched_all_the_same() {
    let sandbox = built();
    let leaf = "tags/harbor/2024/index.html";
    let whole = sandbox.page(leaf);
    sandbox.remove(&format!("public/{leaf}"));
    // Another shelf is another now; this one is not.
    sandbox.article("2024/04/02/lamp", "title = \"Lamp\"\ndate = 2024-04-02", "It is lit.");
    let lines = changes(&sandbox, &[]);
    assert!(lines.contains(&format!("change {leaf}")), "{lines:?}");
    assert_eq!(sandbox.page(leaf), whole);
    expect(&sandbox, "");
    // What was written down of it is what it is made of.
    sandbox.article("2024/03/26/pier", &PIER.replace("\"Pier\"", "\"Piers\""), "It opens.");
    let lines = changes(&sandbox, &[]);
    assert!(lines.contains(&format!("change {leaf}")), "{lines:?}");
    sandbox.article("2024/03/26/pier", PIER, "It opens.");
    let lines = changes(&sandbox, &[]);
    assert!(lines.contains(&format!("change {leaf}")), "{lines:?}");
    assert_eq!(sandbox.page(leaf), whole);
}

#[test]
fn a_page_of_a_shelf_that_could_not_be_made_is_tried_again() {
    let sandbox = built();
    let fault = "{% if leaf.groups %}{{ period.none.such }}{% endif %}{{ period.none.such }}";
    let leaf = backfile_leaf();
    sandbox.write("templates/leaf.html", format!("{leaf}{fault}"));
    assert_eq!(sandbox.run(&["build"]).code, 1);
    assert_eq!(sandbox.run(&["build"]).code, 1, "a fault is forgotten");
    sandbox.write("templates/leaf.html", leaf);
    let run = sandbox.build();
    assert!(run.code == 0, "{run:?}");
    expect(&sandbox, "");
}

fn backfile_leaf() -> String {
    std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/leaf.html")).unwrap()
}

#[test]
fn a_build_from_another_folder_knows_what_the_last_one_made() {
    let (sandbox, elsewhere) = (built(), Sandbox::bare());
    sandbox.write("static/paper.css", "a {}").build();
    let root = sandbox.root().to_str().unwrap();
    let state = || {
        let mut stamps = sandbox.stamps(".backfile");
        stamps.remove("lock");
        stamps
    };
    for _ in 0..2 {
        let run = elsewhere.run(&["-r", root, "build", "--format", "json"]);
        assert_eq!((run.code, &run.json()["rendered"]), (0, &0.into()), "{run:?}");
        assert_eq!(run.json()["bytes_written"], 0);
        std::thread::sleep(std::time::Duration::from_millis(60));
        expect(&sandbox, "");
    }
    let before = state();
    elsewhere.run(&["-r", root, "build"]);
    assert!(state() == before, "it found something to do");
    assert!(elsewhere.names("").is_empty());
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::os::unix::process::CommandExt;

    use super::*;

    /// Somebody who may read nothing that is kept from others.
    const NOBODY: u32 = 65534;

    #[test]
    fn a_link_to_nothing_is_said_from_the_next_build_on_until_it_is_removed() {
        for name in ["lost.md", "2024/lost.md", "2024/03/26/lost.md", "2024/03/26/lost.png"] {
            let sandbox = built();
            std::thread::sleep(std::time::Duration::from_millis(60));
            sandbox.build();
            let link = format!("content/{name}");
            symlink("nowhere.md", sandbox.path(&link)).unwrap();
            for _ in 0..2 {
                let run = sandbox.run(&["build", "--format", "json"]);
                assert_eq!((run.code, run.codes()), (1, vec!["unreadable".to_owned()]), "{name}: {run:?}");
                assert_eq!(run.json()["problems"][0]["file"], link);
                assert_eq!(run.json()["rendered"], 0, "{name}: {run:?}");
            }
            sandbox.remove(&link);
            for _ in 0..2 {
                let run = sandbox.run(&["build", "--format", "json"]);
                assert_eq!(
                    (run.code, run.codes(), &run.json()["rendered"]),
                    (0, vec![], &0.into()),
                    "{name}"
                );
            }
        }
    }

    /// Builds as somebody who may not read everything. `None` if that cannot be.
    fn build_as(user: Option<u32>, sandbox: &Sandbox) -> Option<serde_json::Value> {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_backfile"));
        command.args(["build", "--format", "json"]).current_dir(sandbox.root()).env_clear();
        if let Some(user) = user {
            command.uid(user);
        }
        serde_json::from_slice(&command.output().ok()?.stdout).ok()
    }

    #[test]
    fn an_article_that_could_not_be_read_is_read_as_soon_as_it_can_be() {
        let sandbox = Sandbox::new();
        sandbox.article("2024/03/26/other", "title = \"Other\"\ndate = 2024-03-26", "x");
        sandbox.article("2024/03/26/kept", "title = \"Kept\"\ndate = 2024-03-26", "It was kept.");
        let file = sandbox.path("content/2024/03/26/kept.md");
        let permit = |path: &std::path::Path, mode| {
            std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
        };
        permit(&file, 0o000);
        // Root reads everything, but can let somebody else build who does not; then not even the file's
        // stamp changes before it can be read.
        let root = std::fs::read(&file).is_ok();
        let user = root.then_some(NOBODY);
        if root {
            permit(sandbox.root(), 0o777);
            permit(&sandbox.path("backfile.toml"), 0o644);
        }
        std::thread::sleep(std::time::Duration::from_millis(60));
        for _ in 0..2 {
            let Some(json) = build_as(user, &sandbox) else {
                assert!(root, "it does not run");
                return;
            };
            assert_eq!(json["problems"][0]["code"], "unreadable", "{json}");
            assert_eq!(json["problems"][0]["file"], "content/2024/03/26/kept.md");
            assert!(!sandbox.exists("public/2024/03/26/kept.html"));
            assert!(sandbox.exists("public/2024/03/26/other.html"));
        }
        if !root {
            permit(&file, 0o644);
        }
        sandbox.build();
        assert!(sandbox.page("2024/03/26/kept.html").contains("It was kept."));
        permit(&file, 0o644);
        crate::faults::assert_clean(&sandbox);
    }
}
