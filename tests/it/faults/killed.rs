//! Builds that are cut off at any moment.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::*;

fn start(sandbox: &Sandbox) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_backfile"));
    command.arg("build").current_dir(sandbox.root()).env_clear();
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

fn kill(mut build: Child) {
    build.kill().unwrap();
    build.wait().unwrap();
}

/// How long a build of this archive takes.
fn time(sandbox: &Sandbox) -> Duration {
    let start = Instant::now();
    sandbox.build();
    start.elapsed()
}

/// Kills a build as soon as this is so, or lets it end.
fn kill_when(sandbox: &Sandbox, ready: impl Fn() -> bool) {
    let mut build = start(sandbox);
    while build.try_wait().unwrap().is_none() {
        if ready() {
            return kill(build);
        }
    }
}

fn files_in(sandbox: &Sandbox, folder: &str) -> usize {
    // Files come and go while they are counted.
    walkdir::WalkDir::new(sandbox.path(folder)).into_iter().filter_map(Result::ok).count()
}

fn journal_is_there(sandbox: &Sandbox) -> bool {
    let entries = std::fs::read_dir(sandbox.path(".backfile"));
    entries.is_ok_and(|entries| {
        entries.filter_map(Result::ok).any(|entry| entry.file_name().to_string_lossy().starts_with("journal"))
    })
}

#[test]
fn a_first_build_that_is_cut_off_at_any_moment() {
    let sandbox = varied::archive();
    let whole = time(&sandbox);
    for part in 0..10 {
        for folder in ["public", ".backfile"] {
            let _ = std::fs::remove_dir_all(sandbox.path(folder));
        }
        let build = start(&sandbox);
        std::thread::sleep(whole * part / 10);
        kill(build);
        sandbox.build();
        assert_clean(&sandbox);
    }
}

#[test]
fn a_first_build_that_is_cut_off_while_it_writes() {
    for files in [1, 2, 20, 60, 150] {
        let sandbox = varied::archive();
        kill_when(&sandbox, || files_in(&sandbox, "public") > files);
        sandbox.build();
        assert_clean(&sandbox);
    }
}

#[test]
fn a_later_build_that_is_cut_off_while_it_writes() {
    for pause in [0, 1, 2, 4, 8, 16] {
        let sandbox = varied::archive();
        sandbox.build();
        change(&sandbox);
        sandbox.write("backfile.toml", "title = \"Other\"\nbase_url = \"https://test.example\"\n");
        kill_when(&sandbox, || {
            let there = journal_is_there(&sandbox);
            if there {
                std::thread::sleep(Duration::from_millis(pause));
            }
            there
        });
        sandbox.build();
        assert_clean(&sandbox);
    }
}

#[test]
fn a_build_that_is_cut_off_and_whose_edits_are_undone() {
    for files in [0, 5, 100] {
        let sandbox = varied::archive();
        sandbox.build();
        let before = sandbox.tree("public");
        let sources = sandbox.tree("content");
        change(&sandbox);
        sandbox.article("2030/01/01/future", "title = \"Future\"\ndate = 2030-01-01\ntags = [\"new\"]", "x");
        kill_when(&sandbox, || {
            journal_is_there(&sandbox) && files_in(&sandbox, "public/2030") >= files.min(3)
        });
        std::fs::remove_dir_all(sandbox.path("content")).unwrap();
        for (name, bytes) in sources {
            sandbox.write(&format!("content/{name}"), bytes);
        }
        sandbox.build();
        assert!(sandbox.tree("public") == before, "the site is what it was");
        assert!(!sandbox.exists("public/2030"), "an empty folder stays");
        assert_clean(&sandbox);
    }
}

#[test]
fn builds_that_are_cut_off_one_after_the_other() {
    let sandbox = changed();
    for round in 0..8 {
        sandbox.article("2024/03/27/new", &format!("title = \"New {round}\"\ndate = 2024-03-27"), "x");
        kill_when(&sandbox, || journal_is_there(&sandbox));
    }
    sandbox.build();
    assert_clean(&sandbox);
}

/// As a build leaves it that is cut off while it writes a file of the state.
fn half_written(sandbox: &Sandbox, part: &str) {
    // The program is started in the archive's folder.
    let unfinished = backfile::fs::unfinished(&Path::new(".").join(state(sandbox, part).remove(0)));
    sandbox.write(unfinished.to_str().unwrap(), "half");
}

#[test]
fn a_half_written_state_is_swept() {
    let sandbox = varied::archive();
    sandbox.build();
    change(&sandbox);
    half_written(&sandbox, "cache");
    half_written(&sandbox, "manifest");
    sandbox.build();
    assert_clean(&sandbox);
}

#[test]
fn a_half_written_state_is_swept_though_nothing_is_to_be_made() {
    let sandbox = settled();
    half_written(&sandbox, "cache");
    half_written(&sandbox, "manifest");
    sandbox.build();
    assert_clean(&sandbox);
}

#[test]
fn a_half_written_page_is_found_however_the_archive_was_named() {
    // A build that is started in the folder sweeps up after one that was started with `--root`.
    let name = |path: &str| backfile::fs::unfinished(Path::new(path)).file_name().unwrap().to_owned();
    assert_eq!(name("./public/index.html"), name("/home/jo/paper/public/index.html"));
    assert_ne!(name("./public/index.html"), name("./public/404.html"));
}

#[test]
fn an_article_that_is_rewritten_while_it_is_built() {
    let sandbox = varied::archive();
    let path = sandbox.path("content/2020/02/29/leap.md");
    let text = |number: usize| {
        format!(
            "+++\ntitle = \"Leap {number}\"\ndate = 2020-02-29\n+++\n\n{}\n",
            "A long day. ".repeat(number % 7)
        )
    };
    let going = std::sync::atomic::AtomicBool::new(true);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut number = 0;
            while going.load(std::sync::atomic::Ordering::Relaxed) {
                number += 1;
                // Whole at any moment, as editors save.
                let new = sandbox.path("content/.leap");
                std::fs::write(&new, text(number)).unwrap();
                std::fs::rename(&new, &path).unwrap();
            }
        });
        for _ in 0..4 {
            let run = sandbox.run(&["build", "--format", "json"]);
            let codes = run.codes();
            assert!(run.code == 0 || run.code == 1 && codes.iter().all(|code| code == "changed"), "{run:?}");
        }
        going.store(false, std::sync::atomic::Ordering::Relaxed);
    });
    sandbox.build();
    assert_clean(&sandbox);
}

#[test]
fn an_article_that_is_rewritten_in_place_with_the_same_length_and_time() {
    let sandbox = varied::archive();
    let name = "content/2020/02/29/leap.md";
    let text = sandbox.read(name);
    let old = std::fs::File::open(sandbox.path(name)).unwrap().metadata().unwrap().modified().unwrap();
    for word in ["short", "night", "years"] {
        sandbox.build();
        sandbox.write(name, text.replace("A leap day.", &format!("A {word} day.")));
        let file = std::fs::File::options().write(true).open(sandbox.path(name)).unwrap();
        file.set_modified(old).unwrap();
    }
    sandbox.build();
    assert_clean(&sandbox);
}
