//! Archives of any kind, for the properties that hold for all of them.

use std::collections::BTreeMap;

use backfile::archive::{Archive, Files};
use backfile::article::{House, Meta, Permalink, admit};
use backfile::fingerprint::Fingerprint;
use backfile::source::{self, File, Format, Manner};
use proptest::prelude::*;

/// So many cases, or as many as `PROPTEST_CASES` says; what fails is printed, never written beside the tests.
pub fn cases(cases: u32) -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|number| number.parse().ok());
    let cases = asked.unwrap_or(cases);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// An article with this file and front matter, unless it is refused.
fn admitted(name: &str, front: &toml::Table, house: &House) -> Option<Meta> {
    let text = format!("+++\n{front}+++\n\nText.\n");
    let path = name.strip_suffix(".md").unwrap();
    let file = File { name: &format!("content/{name}"), path, bytes: text.as_bytes() };
    let reading = source::read(&file, Format::Markdown, &Manner::default());
    let draft = reading.draft.unwrap_or_else(|| panic!("{text}: {:?}", reading.problems));
    Some(admit(draft, house, Fingerprint::of(text.as_bytes())).article?.meta)
}

/// Some texts, and now and then any at all.
fn one_of(texts: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop_oneof![8 => prop::sample::select(texts).prop_map(str::to_owned), 1 => "[^\\pC\\pZ]{0,12}"]
}

const DATES: &[&str] =
    &["1987", "2019-04", "2024-03-26", "2024-03-27T10:00:00+02:00", "0900-01-01", "9999-12-31", "2020-02-29"];
const NAMES: &[&str] =
    &["World", "world", "Überfall & Co", "2024", "index", "年鑑", "feed.xml", "Undated", "404", "News"];
const SLUGS: &[&str] =
    &["a", "A", "index", "2024", "03", "feed", "robots.txt", "tags", "é", "404", "sitemap.xml", "c"];
const ALIASES: &[&str] =
    &["/old/a.html", "/old", "/2024/03/26", "/tags/x", "/OLD/A.html", "/x", "/undated/a.html", "/a/b/c.php"];
const FILES: &[&str] = &[
    "a.md",
    "b.md",
    "2024/03/26/a.md",
    "2024/03/26/A.md",
    "world/2015-03-17-c.md",
    "d/index.md",
    "e é.md",
    "2019/x.md",
];
const PERMALINKS: &[&str] =
    &["/{year}/{month}/{day}/{slug}.html", "/{year}/{month}/{slug}/", "/{section}/{slug}.html", "/{slug}/"];

fn front() -> impl Strategy<Value = toml::Table> {
    let list = |texts| prop::collection::vec(one_of(texts), 0..3);
    (
        prop::option::of(prop::sample::select(DATES)),
        prop::option::of(one_of(NAMES)),
        prop::option::weighted(0.3, one_of(SLUGS)),
        list(NAMES),
        list(NAMES),
        list(ALIASES),
        prop::sample::select(vec!["article", "article", "article", "page"]),
        prop::sample::select(vec!["published", "published", "published", "withdrawn"]),
    )
        .prop_map(|(date, section, slug, tags, authors, aliases, kind, status)| {
            let mut table = toml::Table::new();
            let texts = [
                ("date", date.map(str::to_owned)),
                ("section", section),
                ("slug", slug),
                ("kind", Some(kind.to_owned())),
                ("status", Some(status.to_owned())),
            ];
            table.extend(texts.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?.into()))));
            for (key, list) in [("tags", tags), ("authors", authors), ("aliases", aliases)] {
                table.insert(key.to_owned(), list.into());
            }
            table
        })
}

/// An archive that shows itself as the files it is made of.
pub struct Any {
    pub archive: Archive,
    permalink: &'static str,
    files: BTreeMap<&'static str, toml::Table>,
}

impl std::fmt::Debug for Any {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "{}", self.permalink)?;
        self.files.iter().try_for_each(|(name, front)| writeln!(f, "content/{name}\n{front}"))
    }
}

pub fn archive() -> impl Strategy<Value = Any> {
    let files = prop::collection::btree_map(prop::sample::select(FILES), front(), 0..8);
    (files, prop::sample::select(PERMALINKS)).prop_map(|(files, permalink)| {
        let house = House { permalink: Permalink::parse(permalink).unwrap(), ..House::default() };
        let metas = files.iter().filter_map(|(name, front)| admitted(name, front, &house)).collect();
        Any { archive: Archive::new(metas, Files::default()).0, permalink, files }
    })
}
