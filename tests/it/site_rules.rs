//! What holds for every page of every site: links lead somewhere, from disk too; every address can be
//! cut short; nothing is loaded from elsewhere; a page has one headline and says its language.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::LazyLock;

use crate::html;
use crate::sandbox::Sandbox;
use crate::varied;

/// A built site, read once for all rules.
struct Built {
    files: BTreeSet<String>,
    pages: BTreeMap<String, Parsed>,
    texts: BTreeMap<String, String>,
}

struct Parsed {
    text: String,
    tags: Vec<html::Tag>,
    ids: Vec<String>,
}

static BUILT: LazyLock<[Built; 2]> = LazyLock::new(|| [built(&varied::archive()), built(&Sandbox::sample())]);

fn built(sandbox: &Sandbox) -> Built {
    sandbox.build();
    let tree = sandbox.tree("public");
    let files = tree.keys().cloned().collect();
    let text = |(name, bytes): (String, Vec<u8>)| Some((name, String::from_utf8(bytes).ok()?));
    let texts: BTreeMap<String, String> = tree.into_iter().filter_map(text).collect();
    // Whatever begins like a page is one, such as a redirect at `story.php`.
    let pages = texts.iter().filter(|(_, text)| text.trim_start().starts_with("<!DOCTYPE html>"));
    let pages: BTreeMap<String, Parsed> = pages.map(|(name, text)| (name.clone(), parsed(text))).collect();
    assert!(pages.len() > 50, "there are pages to look at");
    Built { files, pages, texts }
}

fn parsed(text: &str) -> Parsed {
    let tags = html::tags(text);
    let ids = tags.iter().filter_map(|tag| tag.get("id").map(str::to_owned)).collect();
    Parsed { text: text.to_owned(), tags, ids }
}

/// Runs a rule over every page of both archives, and names all that break it.
#[track_caller]
fn check(rule: &dyn Fn(&Built, &str, &Parsed) -> Vec<String>) {
    let mut wrong = Vec::new();
    for built in &*BUILT {
        for (name, page) in &built.pages {
            wrong.extend(rule(built, name, page).into_iter().map(|fault| format!("{name}: {fault}")));
        }
    }
    assert!(wrong.is_empty(), "{} faults:\n{}", wrong.len(), wrong[..wrong.len().min(20)].join("\n"));
}

fn inside(page: &Parsed) -> Vec<String> {
    let addresses = html::addresses(&page.tags).into_iter().map(|(_, address)| address);
    addresses.filter(|address| !html::is_outside(address)).collect()
}

#[test]
fn no_link_is_dead() {
    check(&|built, name, page| {
        let dead = |address: &String| match html::resolve(name, address) {
            None => true,
            Some(file) => {
                let id = address.split_once('#').map(|(_, id)| id).filter(|id| !id.is_empty());
                let has_id =
                    |id: &str| built.pages.get(&file).is_some_and(|page| page.ids.iter().any(|it| it == id));
                !built.files.contains(&file) || id.is_some_and(|id| !has_id(id))
            }
        };
        inside(page).into_iter().filter(dead).collect()
    });
}

#[test]
fn links_work_from_disk_and_from_below_a_path() {
    check(&|_, name, page| {
        let lost = name == "404.html";
        let wrong = |address: &String| {
            let path = address.split(['?', '#']).next().unwrap();
            let folder = path.ends_with('/')
                || path.rsplit('/').next().is_some_and(|part| [".", ".."].contains(&part));
            address.is_empty() || folder || path.starts_with('/') != (lost && !path.is_empty())
        };
        inside(page).into_iter().filter(wrong).collect()
    });
}

#[test]
fn every_beginning_of_an_address_is_a_page() {
    for built in &*BUILT {
        // Nobody reads the files of the search index, nor cuts their addresses.
        for name in built.files.iter().filter(|name| !name.starts_with("search/")) {
            for (at, _) in name.match_indices('/') {
                let index = format!("{}index.html", &name[..=at]);
                assert!(built.files.contains(&index), "{index} is missing, above {name}");
            }
        }
    }
}

#[test]
fn nothing_is_loaded_from_elsewhere() {
    check(&|_, _, page| {
        let loads = |tag: &html::Tag| match tag.name.as_str() {
            "link" => tag.get("rel").is_some_and(|rel| {
                rel.split(' ').any(|rel| rel.contains("icon") || rel.contains("load") || rel == "stylesheet")
            }),
            name => !matches!(name, "a" | "area" | "meta"),
        };
        let found = html::addresses(&page.tags).into_iter().filter(|(tag, _)| loads(tag));
        found.map(|(_, address)| address).filter(|address| html::is_outside(address)).collect()
    });
    for (name, text) in &BUILT[0].texts {
        if name.ends_with(".css") {
            assert!(!text.contains("@import") && !text.contains("//"), "{name} loads something");
        }
    }
}

#[test]
fn every_page_has_one_headline_a_language_and_a_main_part() {
    check(&|_, _, page| {
        let tags = &page.tags;
        let count = |name: &str| tags.iter().filter(|tag| tag.name == name).count();
        let mut wrong: Vec<String> = ["h1", "main", "html", "title", "body"]
            .iter()
            .filter(|name| count(name) != 1)
            .map(|name| format!("{} × <{name}>", count(name)))
            .collect();
        let root = tags.iter().find(|tag| tag.name == "html").unwrap();
        if root.get("lang").is_none_or(str::is_empty) || !matches!(root.get("dir"), Some("ltr" | "rtl")) {
            wrong.push(format!("{root:?}"));
        }
        let headline =
            page.text.split("<h1").nth(1).and_then(|rest| rest.split("</h1>").next()).unwrap_or("");
        if html::text(&format!("<h1{headline}")).is_empty() {
            wrong.push("an empty headline".to_owned());
        }
        wrong
    });
}

#[test]
fn ids_are_unique_on_a_page() {
    check(&|_, _, page| {
        let mut seen = HashSet::new();
        let wrong = |id: &&String| !seen.insert((*id).clone()) || id.contains(char::is_whitespace);
        page.ids.iter().filter(wrong).cloned().collect()
    });
}

#[test]
fn headings_skip_no_level() {
    check(&|_, _, page| {
        let level = |tag: &html::Tag| {
            let number = tag.name.strip_prefix('h')?.parse::<u8>().ok()?;
            Some((number, tag.name.clone()))
        };
        let levels: Vec<u8> = page.tags.iter().filter_map(level).map(|(number, _)| number).collect();
        let steps = levels.windows(2).filter(|pair| pair[1] > pair[0] + 1);
        steps.map(|pair| format!("h{} below h{}", pair[1], pair[0])).collect()
    });
}

#[test]
fn pictures_have_descriptions() {
    check(&|_, _, page| {
        let bare = |tag: &html::Tag| tag.name == "img" && tag.get("alt").is_none();
        page.tags.iter().filter(|tag| bare(tag)).map(|tag| format!("{tag:?}")).collect()
    });
}

#[test]
fn whole_addresses_in_feeds_and_sitemaps_are_of_pages() {
    // Only this one: the sample's articles name former addresses of its own host.
    let (built, base) = (&BUILT[0], "https://test.example/");
    let mut seen = 0;
    for (name, text) in &built.texts {
        for part in text.split(base).skip(1) {
            let end = part.find(|c: char| "<\"'\\ )\n".contains(c)).unwrap_or(part.len());
            let address = part[..end].trim_end_matches(['.', ',']);
            let mut file = html::resolve("index.html", &format!("/{address}")).unwrap();
            if file.is_empty() || file.ends_with('/') {
                file.push_str("index.html");
            }
            assert!(built.files.contains(&file), "{name}: {base}{address}");
            seen += 1;
        }
    }
    assert!(seen > 100, "there are addresses to look at");
}

#[test]
fn sitemaps_name_every_listed_article_once() {
    let maps =
        BUILT[0].texts.iter().filter(|(name, _)| name.starts_with("sitemaps/") && name.ends_with(".xml"));
    let all: String = maps.map(|(_, text)| text.as_str()).collect();
    for (address, times) in [
        ("2024/03/26/pier.html", 1),
        ("2024/03/26/gale.html", 1),
        ("2019/04/april.html", 1),
        ("1987/almanac.html", 1),
        ("undated/recipe.html", 1),
        ("2020/02/28/%E5%8C%97%E4%BA%AC.html", 1),
        ("about.html", 1),
        ("2021/05/05/gone.html", 0),
        ("2022/06/06/later.html", 0),
    ] {
        let found = all.matches(&format!("<loc>https://test.example/{address}</loc>")).count();
        assert_eq!(found, times, "{address}");
    }
}

#[test]
fn ids_of_raw_html_are_not_those_of_the_page() {
    let sandbox = Sandbox::new();
    let raw = "<p id=\"main\">a</p>\n\n## End\n\n<p id=\"end\">b</p>\n\n<div id=\"contents\">c</div>";
    sandbox.article("a", "title = \"A\"\ndate = 2024-03-26", raw);
    sandbox.build();
    let page = parsed(&sandbox.page("2024/03/26/a.html"));
    let unique: HashSet<&String> = page.ids.iter().collect();
    assert_eq!(unique.len(), page.ids.len(), "{:?}", page.ids);
}
