//! Disks that are full, folders that cannot be written, things of the wrong kind in a page's place.

use std::process::Command;

use super::*;

/// Builds with files of at most so many blocks of 512 bytes, or of 1024, as the shell counts.
fn build_with_small_files(sandbox: &Sandbox, blocks: usize) -> Run {
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" build");
    let program = env!("CARGO_BIN_EXE_backfile");
    let mut shell = Command::new("/bin/sh");
    shell.args(["-c", &script, program]).current_dir(sandbox.root()).env_clear();
    let output = shell.output().unwrap();
    Run {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// An article whose page is larger than any other file.
fn large(word: &str) -> String {
    format!("{word} ").repeat(30_000)
}

#[cfg(unix)]
#[test]
fn a_disk_that_is_full() {
    let sandbox = varied::archive();
    sandbox.build();
    let before = sandbox.tree("public");
    change(&sandbox);
    sandbox.article("2024/03/26/gale", "title = \"Gale\"\ndate = 2024-03-26", &large("wind"));
    let run = build_with_small_files(&sandbox, 100);
    assert_eq!(run.code, 3, "{run:?}");
    assert!(run.err.contains("cannot write public/2024/03/26/gale.html"), "{run:?}");
    let old = sandbox.tree("public");
    let page = "2024/03/26/gale.html";
    assert!(old[page] == before[page], "the old page is whole");
    assert!(!old.keys().any(|name| name.contains("-new-")), "nothing half-written is left");
    assert!(old.values().all(|bytes| !bytes.is_empty()));
    sandbox.build();
    assert_clean(&sandbox);
}

#[cfg(unix)]
#[test]
fn a_disk_that_is_full_at_a_first_build() {
    let sandbox = varied::archive();
    sandbox.article("2024/03/26/gale", "title = \"Gale\"\ndate = 2024-03-26", &large("wind"));
    for blocks in [100, 0] {
        let run = build_with_small_files(&sandbox, blocks);
        assert_eq!(run.code, 3, "{run:?}");
        assert!(run.err.contains("cannot write "), "{run:?}");
    }
    sandbox.build();
    assert_clean(&sandbox);
}

#[cfg(unix)]
#[test]
fn a_disk_too_full_for_the_state() {
    let sandbox = changed();
    let before = sandbox.tree("public");
    let run = build_with_small_files(&sandbox, 0);
    assert_eq!(run.code, 3, "{run:?}");
    assert!(run.err.contains("cannot write .backfile/"), "{run:?}");
    assert!(sandbox.tree("public") == before);
    sandbox.build();
    assert_clean(&sandbox);
}

#[cfg(unix)]
#[test]
fn a_copied_file_for_which_there_is_no_room() {
    let sandbox = changed();
    let before = sandbox.tree("public");
    sandbox.write("static/film.bin", large("film"));
    let run = build_with_small_files(&sandbox, 100);
    assert_eq!(run.code, 3, "{run:?}");
    assert!(run.err.contains("cannot write public/film.bin"), "{run:?}");
    assert!(!sandbox.exists("public/film.bin"));
    assert!(before.keys().filter(|name| !name.contains("almanac")).all(|name| !name.contains("-new-")));
    sandbox.build();
    assert_clean(&sandbox);
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = changed();
    let folder = sandbox.path("public/2020/02/29");
    let allow = |mode| std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(mode)).unwrap();
    allow(0o555);
    let may_all_the_same = std::fs::write(folder.join("probe"), "").is_ok();
    if may_all_the_same {
        // Root may write anywhere.
        std::fs::remove_file(folder.join("probe")).unwrap();
    } else {
        let run = sandbox.run(&["build"]);
        assert_eq!(run.code, 3, "{run:?}");
        assert!(run.err.contains("public/2020/02/29/"), "{run:?}");
    }
    allow(0o755);
    sandbox.build();
    assert_clean(&sandbox);
}

/// Builds though something of ours was replaced by something of another kind; nothing of that is touched.
#[track_caller]
fn in_the_place_of(page: &str, put: impl Fn(&Sandbox), take_away: impl Fn(&Sandbox)) {
    let sandbox = changed();
    put(&sandbox);
    assert_in_the_way(&sandbox, page);
    take_away(&sandbox);
    sandbox.build();
    assert_clean(&sandbox);
}

#[test]
fn a_page_that_was_replaced_by_a_folder() {
    let page = "public/2020/02/29/leap.html";
    in_the_place_of(
        page,
        |sandbox| {
            sandbox.remove(page).write(&format!("{page}/mine.txt"), "mine");
        },
        |sandbox| {
            assert_eq!(sandbox.read(&format!("{page}/mine.txt")), "mine");
            std::fs::remove_dir_all(sandbox.path(page)).unwrap();
        },
    );
}

#[test]
fn a_page_that_is_gone_was_replaced_by_a_folder() {
    let sandbox = changed();
    let page = "public/1987/almanac.html";
    sandbox.remove(page).write(&format!("{page}/mine.txt"), "mine");
    let run = sandbox.run(&["build"]);
    assert!(run.code == 0 || run.err.contains(page), "{run:?}");
    assert_eq!(sandbox.read(&format!("{page}/mine.txt")), "mine", "what is not ours stays");
    std::fs::remove_dir_all(sandbox.path(page)).unwrap();
    sandbox.build();
    let _ = std::fs::remove_dir(sandbox.path("public/1987"));
    assert_clean(&sandbox);
}

#[test]
fn a_folder_that_was_replaced_by_a_file() {
    in_the_place_of(
        "public/2020/02",
        |sandbox| {
            std::fs::remove_dir_all(sandbox.path("public/2020/02")).unwrap();
            sandbox.write("public/2020/02", "mine");
        },
        |sandbox| {
            assert_eq!(sandbox.read("public/2020/02"), "mine");
            sandbox.remove("public/2020/02");
        },
    );
}

#[test]
fn an_output_folder_that_is_a_file() {
    let sandbox = varied::archive();
    sandbox.write("public", "mine");
    let run = sandbox.run(&["build"]);
    assert!((1..=3).contains(&run.code), "{run:?}");
    assert!(run.err.contains("public"), "{run:?}");
    assert_eq!(sandbox.read("public"), "mine");
    sandbox.remove("public").build();
    assert_clean(&sandbox);
}
