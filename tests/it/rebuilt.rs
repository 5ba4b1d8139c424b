//! What a build makes again, file by file: an edit, a build, and the names of all files that it made.

mod content;
mod settings;
mod sizes;
mod theme;

use std::collections::BTreeSet;

use crate::sandbox::{Run, Sandbox};
use crate::varied;

const PIER: &str = "title = \"Pier\"\ndate = 2024-03-26\nsection = \"World\"\ntags = [\"harbor\"]\n\
    authors = [\"Jo Example\"]\ndescription = \"It opens.\"";
const GALE: &str = "title = \"Gale\"\ndate = 2024-03-27\nsection = \"World\"\ndescription = \"It blows.\"";

/// Two months with three days, a month, a year, no date, a standing page; built.
fn built() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox
        .article("2024/03/26/pier", PIER, "![The pier](pier.svg) and [the lamp](../../04/02/lamp.md).")
        .article("2024/03/27/gale", GALE, "The roof is gone.")
        .article("2024/04/02/lamp", "title = \"Lamp\"\ndate = 2024-04-02\nsection = \"Local\"", "It is lit.")
        .article("2019/04/april", "title = \"April\"\ndate = \"2019-04\"\ntags = [\"harbor\"]", "A month.")
        .article("1987/almanac", "title = \"Almanac\"\ndate = \"1987\"", "A year.")
        .article("undated/recipe", "title = \"Recipe\"\naliases = [\"/old/recipe.php\"]", "Take a fish.")
        .article("about", "title = \"About\"\nkind = \"page\"", "We are few.")
        .write("content/2024/03/26/pier.svg", varied::SVG);
    sandbox.build();
    sandbox
}

/// Builds, and says what the build says that it did, as `change index.html`.
#[track_caller]
fn changes(sandbox: &Sandbox, more: &[&str]) -> BTreeSet<String> {
    let run = sandbox.run(&[&["build", "--format", "json", "--verbose"], more].concat());
    assert!(run.code < 2, "{run:?}");
    listed(&run)
}

fn listed(run: &Run) -> BTreeSet<String> {
    let json = run.json();
    let list = json["changes"].as_array().unwrap();
    let line = |change: &serde_json::Value| {
        format!("{} {}", change["action"].as_str().unwrap(), change["file"].as_str().unwrap())
    };
    let lines: BTreeSet<String> = list.iter().map(line).collect();
    assert_eq!(lines.len(), list.len(), "a file is named twice: {list:?}");
    let rendered = lines.iter().filter(|line| !line.starts_with("delete ")).count();
    assert_eq!(json["rendered"], rendered, "{}", run.out);
    assert_eq!(json["deleted"], lines.len() - rendered, "{}", run.out);
    lines
}

/// Builds, and expects exactly this: a line for each action, with the files behind it.
#[track_caller]
fn expect(sandbox: &Sandbox, expected: &str) {
    let line = |line: &str| {
        let (action, files) = line.trim().split_once(' ').unwrap();
        files.split_whitespace().map(|file| format!("{action} {file}")).collect::<Vec<_>>()
    };
    let expected: BTreeSet<String> =
        expected.lines().filter(|line| !line.trim().is_empty()).flat_map(line).collect();
    let found = without_index(changes(sandbox, &[]));
    let too_much: Vec<_> = found.difference(&expected).collect();
    let missing: Vec<_> = expected.difference(&found).collect();
    assert!(found == expected, "not expected: {too_much:#?}\nmissing: {missing:#?}");
    assert_eq!(changes(sandbox, &[]), BTreeSet::new(), "and nothing after that");
}

/// What was done to other files than those of the search index, which have tests of their own.
fn without_index(lines: BTreeSet<String>) -> BTreeSet<String> {
    let is_of_index = |line: &String| line.split_once(' ').is_some_and(|(_, name)| is_of_index(name));
    lines.into_iter().filter(|line| !is_of_index(line)).collect()
}

/// Whether a file is one of the search index, which no template makes and no theme brings.
pub fn is_of_index(name: &str) -> bool {
    let of_theme = name.starts_with("search/stem/") || name == "search/search.js";
    name.starts_with("search/") && name.ends_with(".js") && !of_theme
}

/// The files that a build made, whether or not they became others.
fn made(lines: &BTreeSet<String>) -> BTreeSet<String> {
    lines.iter().filter_map(|line| line.split_once(' ')).map(|(_, file)| file.to_owned()).collect()
}

#[test]
fn nothing_changed() {
    expect(&built(), "");
}

#[test]
fn a_touched_file() {
    let sandbox = built();
    for name in ["content/2024/03/26/pier.md", "content/2024/03/26/pier.svg", "backfile.toml"] {
        sandbox.write(name, sandbox.read(name));
        expect(&sandbox, "");
    }
}

#[test]
fn a_corrected_body() {
    let sandbox = built();
    sandbox.article("2024/03/27/gale", GALE, "The roof is back.");
    expect(&sandbox, "change 2024/03/27/gale.html");
}

#[test]
fn a_corrected_headline() {
    let sandbox = built();
    sandbox.article("2024/03/27/gale", &GALE.replace("Gale", "Breeze"), "The roof is gone.");
    expect(
        &sandbox,
        "change 2024/03/27/gale.html 2024/03/26/pier.html 2024/04/02/lamp.html
         change 2024/03/27/index.html 2024/03/index.html 2024/index.html index.html
         change sections/world/index.html sections/world/2024/index.html sections/world/2024/03/index.html
         change on-this-day/03/27/index.html
         change feed.xml feed.json sections/world/feed.xml sections/world/feed.json",
    );
}

#[test]
fn a_new_article_on_a_day_that_has_some() {
    let sandbox = built();
    sandbox.article("2024/03/27/tide", "title = \"Tide\"\ndate = 2024-03-27\nsection = \"World\"", "High.");
    expect(
        &sandbox,
        "add 2024/03/27/tide.html
         change 2024/03/27/gale.html 2024/04/02/lamp.html
         change 2024/03/27/index.html 2024/03/index.html 2024/index.html index.html
         change sections/index.html sections/world/index.html
         change sections/world/2024/index.html sections/world/2024/03/index.html
         change on-this-day/index.html on-this-day/03/index.html on-this-day/03/27/index.html
         change feed.xml feed.json sections/world/feed.xml sections/world/feed.json
         change sitemaps/2024-03.xml",
    );
}

#[test]
fn a_new_article_on_a_new_day() {
    let sandbox = built();
    sandbox.article("2024/03/28/tide", "title = \"Tide\"\ndate = 2024-03-28", "High.");
    expect(
        &sandbox,
        "add 2024/03/28/tide.html 2024/03/28/index.html on-this-day/03/28/index.html
         change 2024/03/27/gale.html 2024/04/02/lamp.html
         change 2024/03/26/index.html 2024/03/27/index.html 2024/04/02/index.html
         change 2024/03/index.html 2024/index.html index.html
         change on-this-day/index.html on-this-day/03/index.html
         change on-this-day/03/27/index.html on-this-day/04/02/index.html
         change feed.xml feed.json sitemap.xml sitemaps/2024-03.xml",
    );
}

#[test]
fn a_new_article_of_a_month_leaves_its_days_alone() {
    let sandbox = built();
    sandbox.article("2024/03/spring", "title = \"Spring\"\ndate = \"2024-03\"", "It comes.");
    expect(
        &sandbox,
        "add 2024/03/spring.html
         change 2024/03/26/pier.html 2019/04/april.html
         change 2024/03/index.html 2024/index.html index.html
         change feed.xml feed.json sitemaps/2024-03.xml",
    );
}

#[test]
fn a_removed_tag() {
    let sandbox = built();
    let front = PIER.replace("tags = [\"harbor\"]\n", "");
    sandbox.article("2024/03/26/pier", &front, "![The pier](pier.svg) and [the lamp](../../04/02/lamp.md).");
    expect(
        &sandbox,
        "change 2024/03/26/pier.html
         change tags/index.html tags/harbor/index.html tags/harbor/2019/index.html
         change tags/harbor/2019/04/index.html
         change feed.xml feed.json sections/world/feed.xml sections/world/feed.json
         delete tags/harbor/2024/index.html tags/harbor/2024/03/index.html",
    );
}

#[test]
fn another_section() {
    let sandbox = built();
    sandbox.article("2024/03/27/gale", &GALE.replace("World", "Local"), "The roof is gone.");
    expect(
        &sandbox,
        "change 2024/03/27/gale.html
         keep 2024/03/26/pier.html 2024/04/02/lamp.html
         change 2024/03/27/index.html 2024/03/index.html 2024/index.html index.html
         change sections/index.html on-this-day/03/27/index.html
         change sections/world/index.html sections/world/2024/index.html sections/world/2024/03/index.html
         change sections/local/index.html sections/local/2024/index.html sections/local/2024/04/index.html
         add sections/local/2024/03/index.html
         change feed.xml feed.json sections/world/feed.xml sections/world/feed.json
         change sections/local/feed.xml sections/local/feed.json",
    );
}

#[test]
fn a_deleted_article() {
    let sandbox = built();
    sandbox.remove("content/2024/04/02/lamp.md");
    expect(
        &sandbox,
        "delete 2024/04/02/lamp.html 2024/04/02/index.html 2024/04/index.html sitemaps/2024-04.xml
         delete on-this-day/04/02/index.html on-this-day/04/index.html
         delete sections/local/index.html sections/local/feed.xml sections/local/feed.json
         delete sections/local/2024/index.html sections/local/2024/04/index.html
         change 2024/03/27/gale.html 2024/03/26/pier.html
         change 2024/03/27/index.html 2024/03/index.html 2024/index.html index.html
         change sections/index.html on-this-day/index.html on-this-day/03/27/index.html
         change feed.xml feed.json sitemap.xml sitemaps/pages.xml",
    );
}

#[test]
fn a_renamed_article() {
    let sandbox = built();
    std::fs::rename(sandbox.path("content/undated/recipe.md"), sandbox.path("content/undated/fish.md"))
        .unwrap();
    expect(
        &sandbox,
        "add undated/fish.html
         delete undated/recipe.html
         change undated/index.html old/recipe.php sitemaps/undated.xml",
    );
}

#[test]
fn an_article_with_the_same_bytes_in_another_form() {
    let sandbox = built();
    // The same headline and description, so that nothing but the text is another.
    let text = "The kiosk at the harbor is open again on every day of the week.\n\nIt sells *emph* things.\n";
    sandbox.write("content/undated/kiosk.txt", text).build();
    let page = sandbox.page("undated/kiosk.html");
    std::fs::rename(sandbox.path("content/undated/kiosk.txt"), sandbox.path("content/undated/kiosk.md"))
        .unwrap();
    let lines = changes(&sandbox, &[]);
    assert!(lines.contains("change undated/kiosk.html"), "{lines:?}");
    assert_ne!(sandbox.page("undated/kiosk.html"), page);
    assert!(sandbox.page("undated/kiosk.html").contains("<em>emph</em>"));
    crate::faults::assert_clean(&sandbox);
}

#[test]
fn an_image_beside_an_article() {
    let sandbox = built();
    sandbox.write("content/2024/03/26/pier.svg", varied::SVG.replace("1", "2"));
    expect(&sandbox, "change 2024/03/26/pier.svg");
    sandbox.write("content/2024/03/26/unused.svg", varied::SVG);
    expect(&sandbox, "");
    sandbox.remove("content/2024/03/26/pier.svg");
    expect(&sandbox, "change 2024/03/26/pier.html\ndelete 2024/03/26/pier.svg");
}

#[test]
fn a_standing_page() {
    let sandbox = built();
    sandbox.article("about", "title = \"About\"\nkind = \"page\"", "We are many.");
    expect(&sandbox, "change about.html");
}

#[test]
fn drafts_on_and_off() {
    let sandbox = built();
    sandbox.article("undated/later", "title = \"Later\"\nstatus = \"draft\"", "Not yet.");
    expect(&sandbox, "");
    let others =
        "change undated/index.html change undated/recipe.html change index.html change sitemaps/undated.xml";
    let of = |verb: &str| {
        let words: Vec<&str> = others.split(' ').chain([verb, "undated/later.html"]).collect();
        words.chunks(2).map(|pair| pair.join(" ")).collect::<BTreeSet<_>>()
    };
    assert_eq!(changes(&sandbox, &["--drafts"]), of("add"));
    assert!(changes(&sandbox, &["--drafts"]).is_empty());
    assert_eq!(changes(&sandbox, &[]), of("delete"));
    assert!(!sandbox.exists("public/undated/later.html"));
}
