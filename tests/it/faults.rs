//! What goes wrong around a build: a damaged state, full disks, files in the way, a power cut. It says
//! what was wrong, harms nothing, and the next build ends as a clean one.

mod disk;
mod killed;
mod strangers;

use std::collections::BTreeSet;

use crate::sandbox::{Run, Sandbox};
use crate::varied;

/// The files of the state whose names begin so.
fn state(sandbox: &Sandbox, name: &str) -> Vec<String> {
    let names = sandbox.names(".backfile").into_iter().filter(|file| file.starts_with(name));
    names.map(|file| format!(".backfile/{file}")).collect()
}

/// The whole archive with a little of everything, built; and one article of it changed.
fn changed() -> Sandbox {
    let sandbox = varied::archive();
    sandbox.build();
    change(&sandbox);
    sandbox
}

/// An archive of which nothing is so new that a build would look at it again.
fn settled() -> Sandbox {
    let sandbox = varied::archive();
    std::thread::sleep(std::time::Duration::from_millis(60));
    sandbox.build();
    sandbox
}

fn change(sandbox: &Sandbox) {
    let name = "content/2020/02/29/leap.md";
    let text = sandbox.read(name).replace("\"Leap\"", "\"Leapt\"").replace("A leap day.", "A long day.");
    sandbox.write(name, text).article("2024/03/27/new", "title = \"New\"\ndate = 2024-03-27", "x");
    sandbox.remove("content/1987/almanac.md");
}

/// A clean build of the same sources.
#[track_caller]
fn built_afresh(sandbox: &Sandbox) -> Sandbox {
    let clean = Sandbox::bare();
    for folder in ["content", "templates", "static"] {
        if sandbox.exists(folder) {
            sandbox.tree(folder).into_iter().for_each(|(name, bytes)| {
                clean.write(&format!("{folder}/{name}"), bytes);
            });
        }
    }
    clean.write("backfile.toml", sandbox.read("backfile.toml")).build();
    clean
}

/// The site is that of a clean build of the same sources, with nothing half-written beside it.
#[track_caller]
pub fn assert_clean(sandbox: &Sandbox) {
    let clean = built_afresh(sandbox);
    let (found, expected) = (sandbox.tree("public"), clean.tree("public"));
    assert_eq!(found.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
    let differ: Vec<_> = expected.keys().filter(|name| found[*name] != expected[*name]).collect();
    assert!(differ.is_empty(), "other bytes than in a clean build: {differ:?}");
    let state: BTreeSet<String> = sandbox.names(".backfile");
    assert!(!state.iter().any(|name| name.contains("-new-") || name.starts_with("journal")), "{state:?}");
}

/// Something that is not ours is in this place of the output folder: every build names it, ends with 1
/// and makes all the rest.
#[track_caller]
fn assert_in_the_way(sandbox: &Sandbox, place: &str) {
    for _ in 0..2 {
        let run = sandbox.run(&["build", "--format", "json"]);
        assert_eq!((run.code, run.codes()), (1, vec!["foreign-file".to_owned()]), "{run:?}");
        assert_eq!(run.json()["problems"][0]["file"], place);
    }
    let rest = |mut tree: std::collections::BTreeMap<String, Vec<u8>>| {
        tree.retain(|name, _| !format!("public/{name}/").starts_with(&format!("{place}/")));
        tree
    };
    let (found, expected) = (rest(sandbox.tree("public")), rest(built_afresh(sandbox).tree("public")));
    assert_eq!(found.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>(), "the rest");
    assert!(found == expected, "the rest is made");
}

/// That this much is said on standard error, in one line, of this part of the state.
#[track_caller]
fn assert_noted(run: &Run, part: &str, harm: &str) {
    assert_eq!(run.code, 0, "{harm}: {run:?}");
    let lines: Vec<&str> = run.err.lines().filter(|line| line.contains("made anew")).collect();
    assert_eq!(lines.len(), 1, "{harm}: one line about the {part}: {run:?}");
    assert!(lines[0].contains(part), "{harm}: {run:?}");
}

/// Damages a file of the state in some way and builds: that is said once, and costs no byte of the site.
#[track_caller]
fn damaged(part: &str, harm: &str, damage: impl Fn(Vec<u8>) -> Vec<u8>) {
    let sandbox = changed();
    let names = state(&sandbox, part);
    assert_eq!(names.len(), 1, "{names:?}");
    let bytes = std::fs::read(sandbox.path(&names[0])).unwrap();
    // Without the article that is gone, since nobody knows any more that its page was ours.
    if part == "manifest" {
        sandbox.article(
            "1987/almanac",
            "title = \"Almanac\"\ndate = \"1987\"\ntags = [\"年鑑\"]",
            "Only the year.",
        );
    }
    sandbox.write(&names[0], damage(bytes));
    assert_noted(&sandbox.run(&["build"]), part, harm);
    assert_clean(&sandbox);
    let run = sandbox.build();
    assert!(!run.err.contains("made anew"), "{harm}: it is said once: {run:?}");
    assert!(run.out.contains("(0 rendered"), "{harm}: {run:?}");
}

/// The bytes with one bit changed, so many hundredths from the start.
fn flipped(mut bytes: Vec<u8>, hundredths: usize) -> Vec<u8> {
    let at = (bytes.len() * hundredths / 100).min(bytes.len() - 1);
    bytes[at] ^= 16;
    bytes
}

#[test]
fn a_cache_that_is_cut_off_is_made_anew() {
    damaged("cache", "empty", |_| Vec::new());
    damaged("cache", "half", |bytes| bytes[..bytes.len() / 2].to_vec());
}

#[test]
fn a_cache_with_a_damaged_head_is_made_anew() {
    damaged("cache", "in the tail", |bytes| flipped(bytes, 100));
}

#[test]
fn a_cache_with_damaged_rows_is_made_anew() {
    damaged("cache", "in the rows", |bytes| flipped(bytes, 10));
}

#[test]
fn a_cache_of_another_program_is_made_anew() {
    damaged("cache", "foreign", |_| b"backfile cache 99".to_vec());
}

#[test]
fn a_manifest_that_is_cut_off_is_made_anew() {
    damaged("manifest", "empty", |_| Vec::new());
    damaged("manifest", "half", |bytes| bytes[..bytes.len() / 2].to_vec());
}

#[test]
fn a_manifest_with_a_damaged_head_is_made_anew() {
    damaged("manifest", "in the tail", |bytes| flipped(bytes, 100));
}

#[test]
fn a_manifest_with_damaged_rows_is_made_anew() {
    damaged("manifest", "in the rows", |bytes| flipped(bytes, 10));
}

#[test]
fn a_manifest_of_another_kind_is_made_anew() {
    // A cache is a ledger too, and whole.
    let sandbox = varied::archive();
    sandbox.build();
    let cache = std::fs::read(sandbox.path(".backfile/cache")).unwrap();
    damaged("manifest", "a cache", |_| cache.clone());
}

#[test]
fn a_damaged_journal_is_made_anew() {
    for (harm, bytes) in
        [("empty", &b""[..]), ("text", b"nothing of ours, but longer than its tail would be")]
    {
        let sandbox = changed();
        let journal = state(&sandbox, "manifest")[0].replace("manifest", "journal");
        sandbox.write(&journal, bytes);
        let run = sandbox.build();
        assert_eq!(run.err.lines().filter(|line| line.contains("made anew")).count(), 1, "{harm}: {run:?}");
        assert_clean(&sandbox);
    }
}

#[test]
fn a_damaged_journal_is_mentioned_once_though_nothing_else_is_to_be_done() {
    let sandbox = settled();
    let journal = state(&sandbox, "manifest")[0].replace("manifest", "journal");
    sandbox.write(&journal, "damaged");
    assert!(sandbox.build().err.contains("made anew"));
    let run = sandbox.build();
    assert_eq!(run.err, "", "it is gone");
    assert_clean(&sandbox);
}

#[test]
fn files_and_folders_in_the_place_of_the_state_are_named() {
    let sandbox = varied::archive();
    sandbox.write(".backfile", "a file");
    let run = sandbox.run(&["build"]);
    assert_eq!(run.code, 3, "{run:?}");
    assert!(run.err.contains(".backfile"), "{run:?}");
    sandbox.remove(".backfile").build();
    assert_clean(&sandbox);
}

#[test]
fn a_folder_in_the_place_of_the_cache_is_named() {
    let sandbox = changed();
    sandbox.remove(".backfile/cache").write(".backfile/cache/x", "");
    let run = sandbox.run(&["build"]);
    if run.code != 0 {
        assert_eq!(run.code, 3, "{run:?}");
        assert!(run.err.contains(".backfile/cache"), "{run:?}");
    }
    std::fs::remove_dir_all(sandbox.path(".backfile/cache")).unwrap();
    sandbox.build();
    assert_clean(&sandbox);
}

/// Holds the lock of an archive, as a build by this process would.
fn hold(sandbox: &Sandbox) -> std::fs::File {
    sandbox.write(".backfile/lock", std::process::id().to_string());
    let file = std::fs::File::options().write(true).open(sandbox.path(".backfile/lock")).unwrap();
    file.lock().unwrap();
    file
}

#[test]
fn one_build_at_a_time() {
    let sandbox = changed();
    let before = sandbox.stamps("public");
    let lock = hold(&sandbox);
    let message = format!("another build of this archive is running (process {})", std::process::id());
    for arguments in [&["build"][..], &["build", "-o", "other"], &["build", "--format", "json"]] {
        let run = sandbox.run(arguments);
        assert_eq!(run.code, 3, "{run:?}");
        assert!(run.err.contains(&message), "{run:?}");
    }
    assert!(sandbox.stamps("public") == before, "it waited for nobody and wrote nothing");
    assert_eq!(sandbox.run(&["build", "--dry-run"]).code, 0, "a build that writes nothing may look");
    drop(lock);
    // What the file says does not count; who holds it does.
    sandbox.build();
    assert_clean(&sandbox);
}

#[test]
fn builds_that_run_at_once_do_no_harm() {
    let sandbox = changed();
    let runs: Vec<Run> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(|| sandbox.run(&["build"]))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert!(runs.iter().any(|run| run.code == 0), "{runs:?}");
    for run in &runs {
        let busy = run.code == 3 && run.err.contains("another build of this archive is running");
        assert!(run.code == 0 || busy, "{run:?}");
    }
    assert_clean(&sandbox);
}
