//! A made-up archive as a test changes it: stories, settings, templates, files.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::sandbox::Sandbox;
use crate::varied;

/// Where stories lie below `content/`. The first are there from the start.
pub const NAMES: [&str; 18] = [
    "2024/03/26/pier",
    "2024/03/26/gale",
    "2024/03/27/ferry",
    "2024/03/spring",
    "1987/almanac",
    "1987/12/31/old",
    "2023/03/26/anniversary",
    "undated/recipe",
    "undated/song",
    "2020/02/29/leap",
    "about",
    "2024/04/02/lamp",
    "2023/11/05/clock",
    "2024/03/26/tide",
    "undated/anthem",
    "1899/old",
    "local/2019-05-06-frost",
    "2024/02/winter",
];
/// The one that is a standing page.
const STANDING: usize = 10;

pub const DATES: [Option<&str>; 10] = [
    Some("2024-03-26"),
    Some("2024-03-26T10:00:00+02:00"),
    Some("2024-03-27"),
    Some("2024-03"),
    Some("1987"),
    Some("1987-12-31"),
    Some("2023-03-26"),
    None,
    Some("2020-02-29"),
    Some("2024-04-02"),
];

/// One article, field by field.
#[derive(Clone, Debug, Default)]
pub struct Story {
    pub title: String,
    pub date: Option<&'static str>,
    pub section: Option<&'static str>,
    pub tags: &'static [&'static str],
    pub author: Option<&'static str>,
    pub description: Option<String>,
    pub kicker: Option<String>,
    pub language: Option<&'static str>,
    pub status: Option<&'static str>,
    pub alias: Option<&'static str>,
    pub correction: Option<String>,
    pub body: String,
    /// Of the field that no list shows, and by which its page is found again.
    series: String,
    standing: bool,
    /// Whether it is a text without front matter.
    pub plain: bool,
}

impl Story {
    /// Its file, at this place in `NAMES`.
    pub fn file(&self, place: usize) -> String {
        format!("content/{}.{}", NAMES[place], if self.plain { "txt" } else { "md" })
    }

    /// The story that has this name at first.
    fn nth(number: usize) -> Self {
        let body = match number {
            0 => "![The pier](pier.svg) stands.".to_owned(),
            1 => "See [the ferry](../27/ferry.md) and [the rest](/undated/song.md#end).".to_owned(),
            8 => "See [it all](nowhere.md).\n\n## End".to_owned(),
            number => format!("Nobody saw it come, for the {number}th time."),
        };
        Self {
            title: format!("Story {number}"),
            date: *DATES.get(number).unwrap_or(&Some("2024-02")),
            section: [Some("World"), Some("Local"), None][number % 3],
            tags: [&["pier"][..], &["pier", "Gale & Co"], &[]][number / 2 % 3],
            author: [Some("Jo Example"), None, None][number % 3],
            alias: (number == 2).then_some("/old/ferry.php"),
            body,
            series: format!("serial-{number}"),
            standing: number == STANDING,
            ..Self::default()
        }
    }

    fn text(&self) -> String {
        if self.plain { self.plain_text() } else { self.markdown() }
    }

    fn plain_text(&self) -> String {
        let date = self.date.map(|date| format!("date {date}\n\n")).unwrap_or_default();
        let Self { title, body, series, .. } = self;
        let lede =
            format!("{title} is what *everybody* at the harbor spoke of all day, and nobody knew why.");
        format!("{date}{lede}\n\n{body}\n\n{series}\n")
    }

    fn markdown(&self) -> String {
        let text = |key: &str, value: Option<&str>| value.map(|value| format!("{key} = {value:?}\n"));
        let lines = [
            text("title", Some(&self.title)),
            text("date", self.date),
            text("section", self.section),
            text("language", self.language),
            text("description", self.description.as_deref()),
            text("kicker", self.kicker.as_deref()),
            text("status", self.status),
            text("series", Some(&self.series)),
            text("kind", self.standing.then_some("page")),
            self.author.map(|author| format!("authors = [{author:?}]\n")),
            self.alias.map(|alias| format!("aliases = [{alias:?}]\n")),
            (!self.tags.is_empty()).then(|| format!("tags = {:?}\n", self.tags)),
            self.correction
                .as_ref()
                .map(|text| format!("[[corrections]]\ndate = \"2024-05-01\"\ntext = {text:?}\n")),
        ];
        format!("+++\n{}+++\n\n{}\n", lines.into_iter().flatten().collect::<String>(), self.body)
    }
}

/// Everything that a site is made of.
#[derive(Clone, Debug)]
pub struct Archive {
    /// By their places in `NAMES`.
    pub stories: BTreeMap<usize, Story>,
    /// The lines of backfile.toml.
    pub settings: BTreeMap<&'static str, &'static str>,
    /// By path from the root: templates, static files, an image.
    pub files: BTreeMap<&'static str, String>,
    /// Links that lead to nothing, by path from the root.
    pub dangling: BTreeSet<&'static str>,
}

impl Archive {
    pub fn of(stories: usize) -> Self {
        let image = ("content/2024/03/26/pier.svg", varied::SVG.to_owned());
        Self {
            stories: (0..stories).map(|number| (number, Story::nth(number))).collect(),
            settings: BTreeMap::from([("title", "Test"), ("base_url", "https://test.example")]),
            files: BTreeMap::from([image]),
            dangling: BTreeSet::new(),
        }
    }

    pub fn add(&mut self, number: usize) {
        self.stories.insert(number, Story::nth(number));
    }

    /// The mark on the page of the story that has this place, whatever its address.
    pub fn mark(&self, place: usize) -> Option<String> {
        let story = self.stories.get(&place)?;
        Some(match story.standing && !story.plain {
            true => story.title.clone(),
            false => format!(">{}</", story.series),
        })
    }

    fn sources(&self) -> BTreeMap<String, String> {
        let story = |(number, story): (&usize, &Story)| (story.file(*number), story.text());
        let line = |(key, value): (&&str, &&str)| format!("{key} = {value:?}\n");
        let mut sources: BTreeMap<String, String> = self.stories.iter().map(story).collect();
        sources.extend(self.files.iter().map(|(name, text)| ((*name).to_owned(), text.clone())));
        sources.insert("backfile.toml".to_owned(), self.settings.iter().map(line).collect());
        sources
    }

    /// The files that are in one of both only, or are others in both.
    pub fn names_that_differ(&self, other: &Self) -> BTreeSet<String> {
        let (sources, others) = (self.sources(), other.sources());
        let names = sources.keys().chain(others.keys());
        let differ = names.filter(|name| sources.get(*name) != others.get(*name)).cloned();
        let dangling = self.dangling.symmetric_difference(&other.dangling);
        differ.chain(dangling.map(|name| (*name).to_owned())).collect()
    }

    /// Writes into a folder what differs from what it was written from before.
    pub fn write(&self, sandbox: &Sandbox, old: Option<&Self>) {
        let (sources, before) = (self.sources(), old.map(Self::sources).unwrap_or_default());
        for name in before.keys().filter(|name| !sources.contains_key(*name)) {
            sandbox.remove(name);
        }
        for (name, text) in sources.iter().filter(|(name, text)| before.get(*name) != Some(text)) {
            sandbox.write(name, text);
        }
        let none = BTreeSet::new();
        let dangled = old.map_or(&none, |old| &old.dangling);
        for name in dangled.difference(&self.dangling) {
            sandbox.remove(name);
        }
        for name in self.dangling.difference(dangled) {
            dangle(&sandbox.path(name));
        }
    }
}

/// Makes a link that leads to nothing; elsewhere an empty file, which is as wrong.
fn dangle(path: &Path) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("nowhere", path).unwrap();
    #[cfg(not(unix))]
    std::fs::write(path, "").unwrap();
}

/// A template of the theme.
pub fn template(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates").join(name);
    std::fs::read_to_string(path).unwrap()
}
