//! `backfile build`: the pages that the contract promises, and what happens to files on the way.

use std::collections::BTreeSet;

use crate::html;
use crate::sandbox::Sandbox;
use crate::varied;

/// Five articles: a whole date, a month, a year, none at all, and a standing page.
fn small() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox
        .article(
            "2024/03/26/pier",
            "title = \"Pier\"\ndate = 2024-03-26\nsection = \"World\"\ntags = [\"harbor\"]\nauthors = [\"Jo Example\"]",
            "![The pier](pier.svg)",
        )
        .article("2019/04/april", "title = \"April\"\ndate = \"2019-04\"\nsection = \"World\"", "A month.")
        .article("1987/almanac", "title = \"Almanac\"\ndate = \"1987\"", "A year.")
        .article("undated/recipe", "title = \"Recipe\"\naliases = [\"/old/recipe.php\"]", "No date.")
        .article("about", "title = \"About\"\nkind = \"page\"", "A standing page.")
        .write("content/2024/03/26/pier.svg", varied::SVG);
    sandbox
}

/// The pages of the contract for that archive.
const PAGES: &str = "
    index.html 404.html robots.txt feed.xml feed.json sitemap.xml search/index.html opensearch.xml
    2024/index.html 2024/03/index.html 2024/03/26/index.html 2024/03/26/pier.html
    2019/index.html 2019/04/index.html 2019/04/april.html
    1987/index.html 1987/almanac.html
    undated/index.html undated/recipe.html
    about.html
    old/index.html old/recipe.php
    sections/index.html sections/world/index.html sections/world/feed.xml sections/world/feed.json
    sections/world/2024/index.html sections/world/2024/03/index.html
    sections/world/2019/index.html sections/world/2019/04/index.html
    tags/index.html tags/harbor/index.html tags/harbor/2024/index.html tags/harbor/2024/03/index.html
    authors/index.html authors/jo-example/index.html
    authors/jo-example/2024/index.html authors/jo-example/2024/03/index.html
    on-this-day/index.html on-this-day/03/index.html on-this-day/03/26/index.html
    sitemaps/index.html sitemaps/pages.xml sitemaps/undated.xml
    sitemaps/2024-03.xml sitemaps/2019-04.xml sitemaps/1987.xml
";

/// Whether a page links to a file of the site.
#[track_caller]
fn check_links(sandbox: &Sandbox, page: &str, to: &str, expected: bool) {
    let found = html::links(page, &sandbox.page(page)).iter().any(|link| link == to);
    assert_eq!(found, expected, "{page} → {to}");
}

#[test]
fn every_page_of_the_contract_is_there_and_no_other() {
    let sandbox = small();
    sandbox.build();
    let expected: BTreeSet<String> = PAGES.split_whitespace().map(str::to_owned).collect();
    let all = sandbox.names("public");
    let missing: Vec<_> = expected.difference(&all).collect();
    assert!(missing.is_empty(), "{missing:?}");
    // The theme's own files and the search have names of their own.
    let is_page = |name: &&String| name.ends_with(".html") || name.ends_with(".xml");
    let odd: Vec<_> =
        all.difference(&expected).filter(is_page).filter(|name| !name.starts_with("search/")).collect();
    assert!(odd.is_empty(), "{odd:?}");
}

#[test]
fn what_is_known_of_a_date_decides_which_lists_name_an_article() {
    let sandbox = small();
    sandbox.build();
    let pier = [
        "index.html",
        "2024/index.html",
        "2024/03/index.html",
        "2024/03/26/index.html",
        "sections/world/index.html",
        "sections/world/2024/index.html",
        "sections/world/2024/03/index.html",
        "tags/harbor/2024/03/index.html",
        "authors/jo-example/2024/index.html",
        "on-this-day/03/26/index.html",
    ];
    for page in pier {
        check_links(&sandbox, page, "2024/03/26/pier.html", true);
    }
    for page in ["2019/index.html", "2019/04/index.html", "sections/world/2019/04/index.html"] {
        check_links(&sandbox, page, "2019/04/april.html", true);
    }
    check_links(&sandbox, "1987/index.html", "1987/almanac.html", true);
    check_links(&sandbox, "undated/index.html", "undated/recipe.html", true);
    // The neighbours that have content, across years of which less is known.
    check_links(&sandbox, "2024/index.html", "2019/index.html", true);
    check_links(&sandbox, "2024/03/index.html", "2019/04/index.html", true);
    check_links(&sandbox, "sections/world/2024/index.html", "sections/world/2019/index.html", true);
    check_links(&sandbox, "2024/03/26/pier.html", "2019/04/april.html", true);
}

#[test]
fn a_month_or_a_year_is_never_made_a_day() {
    let sandbox = small();
    sandbox.build();
    for (name, known) in [("2019/04/april.html", "2019-04"), ("1987/almanac.html", "1987")] {
        let page = sandbox.page(name);
        let own = html::inside(&page, "p", ("class", "date"));
        let times: Vec<_> = html::tags(own).into_iter().filter(|tag| tag.name == "time").collect();
        assert_eq!(times[0].get("datetime"), Some(known), "{own}");
        assert!(!page.contains(&format!("{known}-")), "{name} makes more of its date than is known");
        assert!(!page.contains("article:published_time"), "{name}");
    }
    for page in ["sections/world/2019/04/index.html", "2019/04/index.html", "2019/index.html", "index.html"] {
        assert!(!sandbox.page(page).contains("2019-04-"), "{page}");
    }
    let feed: serde_json::Value = serde_json::from_str(&sandbox.page("feed.json")).unwrap();
    let april = feed["items"].as_array().unwrap().iter().find(|item| item["title"] == "April").unwrap();
    assert_eq!(april.get("date_published"), None);
    assert!(sandbox.page("sitemaps/2019-04.xml").contains("<lastmod>2019-04</lastmod>"));
    assert!(sandbox.page("sitemaps/1987.xml").contains("<lastmod>1987</lastmod>"));
}

#[test]
fn an_old_address_leads_to_the_article() {
    let sandbox = small();
    sandbox.build();
    assert_eq!(html::links("old/recipe.php", &sandbox.page("old/recipe.php"))[0], "undated/recipe.html");
    check_links(&sandbox, "old/recipe.php", "undated/recipe.html", true);
    // Its beginning is no page of an article, and leads to the front page.
    check_links(&sandbox, "old/index.html", "index.html", true);
}

#[test]
fn files_beside_an_article_are_copied_when_it_shows_them() {
    let sandbox = small();
    sandbox.write("content/2024/03/26/unused.svg", varied::SVG);
    sandbox.build();
    assert_eq!(sandbox.page("2024/03/26/pier.svg"), varied::SVG);
    check_links(&sandbox, "2024/03/26/pier.html", "2024/03/26/pier.svg", true);
    assert!(!sandbox.exists("public/2024/03/26/unused.svg"));
}

#[test]
fn feeds_hold_the_newest_articles_of_their_section() {
    let sandbox = small();
    sandbox.article("2024/03/27/other", "title = \"Other\"\ndate = 2024-03-27\nsection = \"Local\"", "x");
    sandbox.build();
    let titles = |name: &str| -> Vec<String> {
        let feed: serde_json::Value = serde_json::from_str(&sandbox.page(name)).unwrap();
        let items = feed["items"].as_array().unwrap().clone();
        items.iter().map(|item| item["title"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(titles("feed.json"), ["Other", "Pier", "April", "Almanac"]);
    assert_eq!(titles("sections/world/feed.json"), ["Pier", "April"]);
    let atom = sandbox.page("sections/world/feed.xml");
    assert_eq!(atom.matches("<entry>").count(), 2);
    assert!(
        atom.contains(
            "<link rel=\"alternate\" type=\"text/html\" href=\"https://test.example/2024/03/26/pier.html\"/>"
        ),
        "{atom}"
    );
}

#[test]
fn a_second_build_writes_nothing() {
    let sandbox = varied::archive();
    sandbox.build();
    let before = sandbox.stamps("public");
    let run = sandbox.run(&["build", "--format", "json"]);
    let report = run.json();
    assert_eq!(
        (&report["rendered"], &report["deleted"], &report["bytes_written"]),
        (&0.into(), &0.into(), &0.into())
    );
    assert!(sandbox.stamps("public") == before, "a file was written");
}

#[test]
fn pages_of_articles_that_are_gone_go_and_other_files_stay() {
    let sandbox = small();
    sandbox.build();
    sandbox.write("public/CNAME", "test.example\n").write("public/2024/03/26/notes.txt", "mine\n");
    sandbox.remove("content/2024/03/26/pier.md").remove("content/2019/04/april.md");
    let run = sandbox.run(&["build", "--format", "json"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.json()["deleted"].as_u64().unwrap() >= 20, "{}", run.out);
    assert_eq!(sandbox.page("CNAME"), "test.example\n");
    let rest: Vec<String> = sandbox
        .names("public")
        .into_iter()
        .filter(|name| name.starts_with("20") || name.contains("world"))
        .collect();
    assert_eq!(rest, ["2024/03/26/notes.txt"]);
    assert!(!sandbox.exists("public/2019"), "folders that are empty go too");
}

#[test]
fn a_lost_manifest_costs_no_page() {
    let sandbox = small();
    sandbox.build();
    let before = sandbox.tree("public");
    for name in sandbox.names(".backfile") {
        sandbox.write(&format!(".backfile/{name}"), "damaged");
    }
    assert_eq!(sandbox.run(&["build", "--format", "json"]).json()["bytes_written"], 0);
    std::fs::remove_dir_all(sandbox.path(".backfile")).unwrap();
    sandbox.build();
    assert!(sandbox.tree("public") == before);
    sandbox.remove("content/2019/04/april.md").build();
    assert!(!sandbox.exists("public/2019/04/april.html"), "it is known again which files are ours");
}

#[test]
fn a_dry_run_says_what_a_build_would_do_and_does_nothing() {
    let sandbox = small();
    let dry = sandbox.run(&["build", "--dry-run", "--format", "json"]).json();
    assert!(!sandbox.exists("public"));
    let real = sandbox.run(&["build", "--format", "json"]).json();
    for key in ["articles", "pages", "rendered", "bytes_written"] {
        assert_eq!(dry[key], real[key], "{key}");
    }
    let before = sandbox.stamps("public");
    sandbox.remove("content/2019/04/april.md");
    assert!(sandbox.run(&["build", "--dry-run", "--format", "json"]).json()["deleted"].as_u64().unwrap() > 0);
    assert!(sandbox.stamps("public") == before);
}
