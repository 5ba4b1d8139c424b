//! Templates and static files, and what a build is told on the command line.

use super::*;
use crate::faults::assert_clean;
use crate::incremental::template;

fn all_html(sandbox: &Sandbox) -> BTreeSet<String> {
    let names = sandbox.names("public").into_iter();
    let redirects = ["old/", "sitemaps/index.html", "search/stem/"];
    // Redirects stand alone.
    let is_redirect = |name: &String| redirects.iter().any(|start| name.starts_with(start));
    names.filter(|name| name.ends_with(".html") && !is_redirect(name)).collect()
}

/// Puts a template of the theme into the archive, with something else in one place.
#[track_caller]
fn overlay(sandbox: &Sandbox, name: &str, from: &str, to: &str) {
    let text = template(name);
    assert!(text.contains(from), "{name}: {from}");
    sandbox.write(&format!("templates/{name}"), text.replacen(from, to, 1));
}

const ARTICLES: &str = "2024/03/26/pier.html 2024/03/27/gale.html 2024/04/02/lamp.html 2019/04/april.html \
    1987/almanac.html undated/recipe.html";

#[test]
fn the_template_of_articles() {
    let sandbox = built();
    sandbox.write("templates/article.html", template("article.html"));
    expect(&sandbox, "");
    overlay(&sandbox, "article.html", "How to cite", "Cite it so");
    expect(&sandbox, &format!("change {ARTICLES}"));
    sandbox.remove("templates/article.html");
    expect(&sandbox, &format!("change {ARTICLES}"));
}

#[test]
fn a_comment_in_a_template() {
    let sandbox = built();
    sandbox.write("templates/article.html", template("article.html") + "{# nobody sees this #}\n");
    expect(&sandbox, &format!("keep {ARTICLES}"));
}

#[test]
fn the_frame_of_all_pages() {
    let sandbox = built();
    overlay(&sandbox, "base.html", "</body>", "<p>More</p></body>");
    let expected: BTreeSet<String> =
        all_html(&sandbox).into_iter().map(|name| format!("change {name}")).collect();
    assert_eq!(changes(&sandbox, &[]), expected);
}

#[test]
fn a_component_concerns_the_pages_that_could_call_it() {
    let sandbox = built();
    overlay(&sandbox, "components.html", "<span>Earlier</span>", "<span>Before</span>");
    let lines = changes(&sandbox, &[]);
    assert_eq!(made(&lines), all_html(&sandbox), "all that extend base.html, and no feed, no sitemap");
    for page in ["2024/03/27/index.html", "2024/index.html", "on-this-day/04/02/index.html"] {
        assert!(lines.contains(&format!("change {page}")), "{page}: {lines:?}");
    }
    assert!(lines.contains("keep about.html"));
}

#[test]
fn an_included_template() {
    let sandbox = built();
    overlay(&sandbox, "day.html", "in all years", "{% include \"parts/years.html\" %}");
    sandbox.write("templates/parts/years.html", "in every year");
    let days = "change 2024/03/26/index.html 2024/03/27/index.html 2024/04/02/index.html";
    expect(&sandbox, days);
    sandbox.write("templates/parts/years.html", "in each year");
    expect(&sandbox, days);
}

#[test]
fn a_template_that_nobody_uses() {
    let sandbox = built();
    sandbox.write("templates/unused.html", "{{ site.title }}");
    expect(&sandbox, "");
    sandbox.write("templates/unused.html", "{% extends \"base.html\" %}");
    expect(&sandbox, "");
}

/// A page shows the copyright behind something that could be mistaken, and is made again with it.
#[track_caller]
fn shows_the_copyright(template: &str) {
    let sandbox = built();
    let settings = |copyright: &str| {
        let text =
            format!("title = \"Test\"\nbase_url = \"https://test.example\"\ncopyright = \"{copyright}\"\n");
        sandbox.write("backfile.toml", text);
    };
    settings("first");
    sandbox.write("templates/day.html", template).build();
    let page = "2024/03/27/index.html";
    assert!(sandbox.page(page).contains("first"), "{template}: {}", sandbox.page(page));
    settings("second");
    let lines = changes(&sandbox, &[]);
    assert!(lines.contains(&format!("change {page}")), "{template}: {lines:?}");
    assert_clean(&sandbox);
}

#[test]
fn what_a_template_prints_behind_something_raw() {
    shows_the_copyright("{% raw %}@media print{#nav{display: none}}{% endraw %}{{ site.copyright }}");
    shows_the_copyright("{% raw %}{{ don't }}{% endraw %}{{ site.copyright }}");
    shows_the_copyright("{%- raw -%} {% if \" {%- endraw -%}{{ site.copyright }}");
}

#[test]
fn what_a_template_prints_behind_a_quotation_mark_in_a_text() {
    shows_the_copyright(r#"{{ "a\"b" ~ site.copyright }}"#);
    shows_the_copyright(r#"{{ 'a\\' ~ site.copyright }}"#);
}

#[test]
fn what_a_template_prints_from_a_variable_named_like_a_tag() {
    shows_the_copyright("{% set component = site.copyright %}{{ component }}");
}

#[test]
fn static_files() {
    let sandbox = built();
    sandbox.write("static/paper.css", "a {}").write("static/backfile.css", "b {}");
    expect(&sandbox, "add paper.css\nchange backfile.css");
    sandbox.write("static/paper.css", "c {}");
    expect(&sandbox, "change paper.css");
    sandbox.remove("static/paper.css").remove("static/backfile.css");
    expect(&sandbox, "delete paper.css\nchange backfile.css");
}

#[test]
fn a_static_file_gives_way_to_a_folder_of_pages_and_comes_back() {
    let sandbox = built();
    sandbox.write("static/2030", "file").build();
    assert_eq!(sandbox.page("2030"), "file");
    sandbox.remove("static/2030").article("2030/late", "title = \"Late\"\ndate = \"2030\"", "x").build();
    assert!(sandbox.exists("public/2030/late.html"));
    assert_clean(&sandbox);
    sandbox.write("static/2030", "file").remove("content/2030/late.md").build();
    assert_eq!(sandbox.page("2030"), "file");
    assert_clean(&sandbox);
}

#[test]
fn a_static_file_that_was_only_touched() {
    let sandbox = built();
    sandbox.write("static/paper.css", "a {}").build();
    sandbox.write("static/paper.css", "a {}");
    expect(&sandbox, "");
}

#[test]
fn force_makes_and_writes_everything() {
    let sandbox = built();
    let before = sandbox.stamps("public");
    let lines = changes(&sandbox, &["--force"]);
    assert_eq!(made(&lines), sandbox.names("public"));
    let after = sandbox.stamps("public");
    let stays: Vec<_> = before.iter().filter(|(name, (_, time))| after[*name].1 == *time).collect();
    assert!(stays.is_empty(), "not written: {:?}", stays.iter().map(|(name, _)| name).collect::<Vec<_>>());
    assert!(sandbox.tree("public").iter().all(|(name, bytes)| before[name].0 == *bytes));
    expect(&sandbox, "");
}

#[test]
fn every_output_folder_has_a_manifest_of_its_own() {
    let sandbox = built();
    let first = changes(&sandbox, &["-o", "other"]);
    assert_eq!(first.len(), sandbox.names("public").len());
    sandbox.article("2024/03/27/gale", GALE, "The roof is back.");
    expect(&sandbox, "change 2024/03/27/gale.html");
    let expected = BTreeSet::from(["change 2024/03/27/gale.html".to_owned()]);
    assert_eq!(without_index(changes(&sandbox, &["-o", "other"])), expected);
    assert!(sandbox.tree("other") == sandbox.tree("public"));
    assert_eq!(changes(&sandbox, &["-o", "./other/"]), BTreeSet::new(), "the same folder, written otherwise");
}

#[test]
fn without_a_state_all_is_made_and_no_byte_is_written() {
    let sandbox = built();
    let before = sandbox.stamps("public");
    std::fs::remove_dir_all(sandbox.path(".backfile")).unwrap();
    let run = sandbox.run(&["build", "--format", "json", "--verbose"]);
    let expected: BTreeSet<String> = before.keys().map(|name| format!("keep {name}")).collect();
    // Copies of files are not made, but compared.
    let is_copy = |name: &str| [".css", ".svg", ".js"].iter().any(|ending| name.ends_with(ending));
    let pages = expected.into_iter().filter(|line| !is_copy(line));
    assert_eq!(listed(&run), pages.collect());
    assert_eq!(run.json()["bytes_written"], 0);
    assert!(sandbox.stamps("public") == before, "a file was written");
    expect(&sandbox, "");
}

#[test]
fn a_page_that_somebody_changed_or_removed_is_made_again() {
    let sandbox = built();
    sandbox.write("public/2024/index.html", "mine").remove("public/about.html");
    let lines = changes(&sandbox, &[]);
    assert_eq!(made(&lines), BTreeSet::from(["2024/index.html".to_owned(), "about.html".to_owned()]));
    assert!(sandbox.page("about.html").contains("We are few."));
    expect(&sandbox, "");
}

#[test]
fn a_page_that_was_put_back_from_a_backup_with_its_old_time_is_made_again() {
    let sandbox = built();
    let page = "public/2024/03/27/gale.html";
    let (old, time) = (sandbox.read(page), sandbox.path(page).metadata().unwrap().modified().unwrap());
    sandbox.article("2024/03/27/gale", GALE, "The roof is back.").build();
    assert_eq!(sandbox.read(page).len(), old.len());
    sandbox.write(page, old);
    std::fs::File::options().write(true).open(sandbox.path(page)).unwrap().set_modified(time).unwrap();
    expect(&sandbox, "change 2024/03/27/gale.html");
}

#[test]
fn commands_that_only_look_leave_nothing_behind() {
    for arguments in [&["build", "--dry-run"][..], &["check"], &["list"]] {
        let sandbox = varied::archive();
        let run = sandbox.run(arguments);
        assert!(run.code < 2, "{run:?}");
        assert!(!sandbox.exists(".backfile"), "{arguments:?}: {:?}", sandbox.names(".backfile"));
        let sandbox = built();
        let state = sandbox.tree(".backfile");
        sandbox.article("2024/03/27/gale", GALE, "The roof is back.");
        sandbox.run(arguments);
        let names =
            |tree: &std::collections::BTreeMap<String, Vec<u8>>| tree.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&sandbox.tree(".backfile")), names(&state), "{arguments:?}");
    }
}

#[test]
fn the_last_line_counts_what_was_made() {
    let sandbox = built();
    let names = sandbox.names("public");
    let files = names.len();
    let last = |run: Run| run.out.lines().last().unwrap().split(" in ").next().unwrap().to_owned();
    let is_page = |name: &&String| ![".css", ".svg", ".js"].iter().any(|ending| name.ends_with(ending));
    let pages = names.iter().filter(is_page).count();
    assert_eq!(
        last(sandbox.build()),
        format!("Built 7 articles into public/: {pages} pages (0 rendered, {files} unchanged)")
    );
    sandbox.article("2024/03/27/gale", GALE, "The roof is back.");
    let run = sandbox.run(&["build", "-v"]);
    // The article, the words of the newest articles, and the list of the index.
    let named =
        "change  2024/03/27/gale.html\nchange  search/live/t0.js\nchange  search/manifest.js\nBuilt 7";
    assert!(run.out.starts_with(named), "{}", run.out);
    let unchanged = files - 3;
    assert_eq!(
        last(run),
        format!("Built 7 articles into public/: {pages} pages (3 rendered, {unchanged} unchanged)")
    );
    sandbox.remove("content/undated/recipe.md");
    let line = last(sandbox.build());
    assert!(line.ends_with(" unchanged, 5 deleted)"), "{line}");
}

#[test]
fn a_dry_run_names_what_a_build_then_does() {
    let sandbox = built();
    sandbox
        .article("2024/03/27/gale", &GALE.replace("Gale", "Breeze"), "x")
        .remove("content/1987/almanac.md");
    let dry = listed(&sandbox.run(&["build", "--dry-run", "--format", "json"]));
    assert_eq!(dry, listed(&sandbox.run(&["build", "--dry-run", "--format", "json"])));
    assert_eq!(dry, changes(&sandbox, &[]));
}
