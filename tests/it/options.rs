//! Where an archive is, what it is told, and where its pages go: options, files and variables.

use crate::sandbox::{Sandbox, tree};

fn archive() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.article("a", "title = \"A\"\ndate = 2024-03-26", "x");
    sandbox
}

/// The address of the site as its robots file has it.
fn address(sandbox: &Sandbox) -> String {
    let robots = sandbox.page("robots.txt");
    robots.split("Sitemap: ").nth(1).unwrap().trim_end().trim_end_matches("/sitemap.xml").to_owned()
}

#[test]
fn global_options_stand_before_or_after_the_command() {
    let sandbox = archive();
    for arguments in
        [&["-u", "https://u.example", "build", "-q"][..], &["-q", "build", "-u", "https://u.example/"]]
    {
        let run = sandbox.run(arguments);
        assert_eq!((run.code, run.out.as_str()), (0, ""), "{run:?}");
        assert_eq!(address(&sandbox), "https://u.example");
    }
}

#[test]
fn the_command_line_goes_before_the_environment_and_that_before_the_file() {
    let sandbox = archive();
    let environment = [("BACKFILE_BASE_URL", "https://env.example"), ("BACKFILE_TITLE", "From Outside")];
    sandbox.build();
    assert_eq!(address(&sandbox), "https://test.example");
    assert_eq!(sandbox.run_with(&["build"], &environment).code, 0);
    assert_eq!(address(&sandbox), "https://env.example");
    assert!(sandbox.page("index.html").contains("<title>From Outside"));
    assert_eq!(sandbox.run_with(&["build", "--base-url", "https://line.example"], &environment).code, 0);
    assert_eq!(address(&sandbox), "https://line.example");
}

#[test]
fn the_archive_is_found_from_anywhere_inside_it() {
    let sandbox = archive();
    sandbox.build();
    let before = sandbox.stamps("public");
    let program = env!("CARGO_BIN_EXE_backfile");
    let mut inside = std::process::Command::new(program);
    inside.arg("build").current_dir(sandbox.path("content")).env_clear();
    assert!(inside.output().unwrap().status.success());
    assert!(sandbox.stamps("public") == before, "the same folder, and nothing to write");
    assert!(!sandbox.exists("content/public"));
}

#[test]
fn the_root_can_be_named() {
    let (sandbox, elsewhere) = (archive(), Sandbox::bare());
    let root = sandbox.root().to_str().unwrap();
    for arguments in [["--root", root, "build"], ["build", "-r", root]] {
        assert_eq!(elsewhere.run(&arguments).code, 0);
        assert!(sandbox.exists("public/2024/03/26/a.html"));
        std::fs::remove_dir_all(sandbox.path("public")).unwrap();
    }
    assert!(elsewhere.tree(".").is_empty(), "nothing is written where the command was called");
}

#[test]
fn the_settings_can_lie_in_another_file() {
    let sandbox = archive();
    sandbox.write("other.toml", "title = \"Other\"\noutput_dir = \"site\"\n");
    assert_eq!(sandbox.run(&["build", "-c", "other.toml"]).code, 0);
    assert!(sandbox.read("site/index.html").contains("<title>Other"));
    assert!(!sandbox.exists("public"));
    let run = sandbox.run(&["--config", "backfile.toml", "build"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(sandbox.page("index.html").contains("<title>Test"));
}

#[test]
fn a_fault_in_another_settings_file_names_that_file() {
    let sandbox = archive();
    sandbox.write("other.toml", "titel = \"Other\"\n");
    let run = sandbox.run(&["build", "-c", "other.toml"]);
    assert!(run.err.contains(" --> other.toml:1:1\n") && run.err.contains("1 | titel"), "{}", run.err);
}

#[test]
fn pages_go_where_they_are_sent() {
    let (sandbox, elsewhere) = (archive(), tempfile::tempdir().unwrap());
    let out = elsewhere.path().join("a/b");
    assert_eq!(sandbox.run(&["build", "-o", out.to_str().unwrap()]).code, 0);
    assert_eq!(sandbox.run(&["--output-dir", "local", "build"]).code, 0);
    sandbox.build();
    assert!(tree(&out) == sandbox.tree("public") && sandbox.tree("local") == sandbox.tree("public"));
}

#[test]
fn the_same_output_folder_under_another_name_is_the_same_folder() {
    let (sandbox, elsewhere) = (archive(), Sandbox::bare());
    sandbox.article("b", "title = \"B\"\ndate = 2024-03-27", "x");
    sandbox.build();
    sandbox.remove("content/b.md");
    let run = elsewhere.run(&["--root", sandbox.root().to_str().unwrap(), "build"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(!sandbox.exists("public/2024/03/27/b.html"), "the page of an article that is gone stays");
}

#[test]
fn a_build_into_another_folder_in_between_loses_nothing() {
    let sandbox = archive();
    sandbox.article("b", "title = \"B\"\ndate = 2024-03-27", "x");
    sandbox.build();
    assert_eq!(sandbox.run(&["build", "-o", "other"]).code, 0);
    sandbox.remove("content/b.md").build();
    assert!(!sandbox.exists("public/2024/03/27/b.html"), "the page of an article that is gone stays");
}

#[test]
fn a_theme_is_replaced_file_by_file() {
    let sandbox = archive();
    sandbox
        .write("templates/robots.txt", "# mine, for {{ site.title }}\n")
        .write("static/backfile.css", "/* mine */\n")
        .write("static/fonts/a.woff2", "font")
        .build();
    assert_eq!(sandbox.page("robots.txt"), "# mine, for Test\n");
    assert_eq!(sandbox.page("backfile.css"), "/* mine */\n");
    assert_eq!(sandbox.page("fonts/a.woff2"), "font");
    assert!(sandbox.page("index.html").contains("<h1"), "the other templates stay");
    assert!(sandbox.exists("public/fonts/index.html"), "every folder has a page");
}

#[test]
fn a_build_by_force_writes_every_file() {
    let sandbox = archive();
    sandbox.build();
    let names = sandbox.names("public").len();
    let report = sandbox.run(&["build", "--force", "--format", "json"]).json();
    assert_eq!((&report["rendered"], &report["unchanged"]), (&names.into(), &0.into()));
}

#[test]
fn a_page_that_somebody_changed_is_made_again() {
    let sandbox = archive();
    sandbox.build();
    let before = sandbox.tree("public");
    sandbox.write("public/index.html", "changed").remove("public/2024/03/26/a.html").build();
    assert!(sandbox.tree("public") == before);
}
