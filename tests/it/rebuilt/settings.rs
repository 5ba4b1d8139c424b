//! Settings: each makes again the pages that show it, and no others.

use super::*;

const SETTINGS: &str = "title = \"Test\"\nbase_url = \"https://test.example\"\n";

/// What is made again when backfile.toml has this too, as actions with files.
#[track_caller]
fn with(setting: &str) -> BTreeSet<String> {
    let sandbox = built();
    sandbox.write("backfile.toml", format!("{SETTINGS}{setting}\n"));
    let lines = changes(&sandbox, &[]);
    assert_eq!(changes(&sandbox, &[]), BTreeSet::new());
    lines
}

fn changed(names: impl IntoIterator<Item = String>) -> BTreeSet<String> {
    names.into_iter().map(|name| format!("change {name}")).collect()
}

fn all() -> BTreeSet<String> {
    built().names("public")
}

fn is_html(name: &str) -> bool {
    name.ends_with(".html") || name.ends_with(".php")
}

fn is_redirect(name: &str) -> bool {
    name.starts_with("old/") || name == "sitemaps/index.html" || name == "search/stem/index.html"
}

fn set(names: &str) -> BTreeSet<String> {
    changed(names.split_whitespace().map(str::to_owned))
}

#[test]
fn the_description() {
    let expected = set("index.html feed.xml feed.json sections/world/feed.xml sections/world/feed.json \
                        sections/local/feed.xml sections/local/feed.json");
    assert_eq!(with("description = \"All that was printed.\""), expected);
}

#[test]
fn the_copyright() {
    let shows = |name: &String| is_html(name) && !is_redirect(name) || name.ends_with("feed.xml");
    assert_eq!(with("copyright = \"© us\""), changed(all().into_iter().filter(shows)));
}

#[test]
fn the_day_on_which_weeks_start() {
    let expected = set("index.html 1987/index.html 2019/index.html 2019/04/index.html 2024/index.html \
                        2024/03/index.html 2024/03/26/index.html 2024/03/27/index.html \
                        2024/04/index.html 2024/04/02/index.html");
    assert_eq!(with("week_starts = \"monday\""), expected);
}

#[test]
fn the_form_of_dates() {
    let lines = with("date_format = \"%d.%m.%Y\"");
    // Whether a template shows a whole date hangs on its articles, so some pages are made for nothing.
    assert!(made(&lines).iter().all(|name| is_html(name) || is_of_index(name)), "{lines:?}");
    for page in
        ["index.html", "2024/03/27/gale.html", "2024/03/27/index.html", "on-this-day/03/27/index.html"]
    {
        assert!(lines.contains(&format!("change {page}")), "{page}: {lines:?}");
    }
}

#[test]
fn the_address_of_the_site() {
    let sandbox = built();
    sandbox.write("backfile.toml", SETTINGS.replace("test.example", "other.example"));
    let lines = changes(&sandbox, &[]);
    for name in ["feed.xml", "feed.json", "robots.txt", "sitemap.xml", "sitemaps/2024-03.xml", "about.html"] {
        assert!(lines.contains(&format!("change {name}")), "{name}: {lines:?}");
    }
    assert!(!made(&lines).iter().any(|name| name.ends_with(".css") || name.ends_with(".svg")));
}

#[test]
fn the_title() {
    let sandbox = built();
    sandbox.write("backfile.toml", SETTINGS.replace("Test", "Ledger"));
    let lines = changes(&sandbox, &[]);
    let expected =
        all().into_iter().filter(|name| is_html(name) || name.contains("feed.") || name == "opensearch.xml");
    assert_eq!(made(&lines), expected.collect());
    assert!(lines.iter().all(|line| line.starts_with("change ")), "{lines:?}");
}

#[test]
fn the_old_site_to_which_dead_links_lead() {
    let sandbox = built();
    sandbox.article("1987/almanac", "title = \"Almanac\"\ndate = \"1987\"", "See [it](/nowhere.html).");
    sandbox.build();
    sandbox.write("backfile.toml", format!("{SETTINGS}original_site = \"https://old.example\"\n"));
    assert_eq!(changes(&sandbox, &[]), set("1987/almanac.html"));
}
