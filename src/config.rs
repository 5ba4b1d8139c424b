//! `backfile.toml`: what an archive says about itself.
//!
//! Every value keeps its place, because the room that understands a value (`site` knows what a
//! permalink is, this file does not) must be able to point at it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;

use crate::problem::{Place, Problem};
use crate::{fs, words};

/// The name of the file, at the root of the archive.
pub const FILE: &str = "backfile.toml";

/// The settings, with the environment and the command line already applied.
#[derive(Clone, Debug, Default)]
pub struct Config {
    pub title: Option<String>,
    pub description: Option<String>,
    pub copyright: Option<String>,
    pub base_url: Option<Setting>,
    pub language: Option<Setting>,
    pub permalink: Option<Setting>,
    pub original_site: Option<Setting>,
    pub output_dir: Option<String>,
    pub date_format: Option<String>,
    pub week_starts: Option<Setting>,
    pub import: Import,
    pub search: Search,
    /// The file as written, for showing the line of a value.
    pub text: String,
}

/// How texts are read: the table `[import]`.
#[derive(Clone, Debug, Default)]
pub struct Import {
    /// Lines that belong to no article.
    pub noise: Vec<String>,
    /// Words of menus and buttons.
    pub navigation: Vec<String>,
    pub date_order: Option<Setting>,
    /// Fields of articles, and what tables call them.
    pub columns: Vec<(Setting, Vec<String>)>,
}

/// The index of all words: the table `[search]`.
#[derive(Clone, Debug, Default)]
pub struct Search {
    pub enabled: Option<bool>,
    pub positions: Option<bool>,
    /// As written, with its place.
    pub max_segment: Option<Setting>,
}

/// A value and where it stands; `None` for one from the environment or the command line.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    pub value: String,
    pub place: Option<Place>,
}

/// Why there is no configuration.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Fs(#[from] fs::Error),
    #[error("{}", .0.message)]
    Fault(Box<Problem>),
    #[error("there is no {FILE} in {} or above it", .0.display())]
    NotFound(PathBuf),
}

const KEYS: &[&str] = &[
    "title",
    "description",
    "copyright",
    "base_url",
    "language",
    "permalink",
    "original_site",
    "output_dir",
    "date_format",
    "week_starts",
    "import",
    "search",
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    title: Option<String>,
    description: Option<String>,
    copyright: Option<String>,
    base_url: Option<Spanned<String>>,
    language: Option<Spanned<String>>,
    permalink: Option<Spanned<String>>,
    original_site: Option<Spanned<String>>,
    output_dir: Option<String>,
    date_format: Option<String>,
    week_starts: Option<Spanned<String>>,
    #[serde(default)]
    import: WrittenImport,
    #[serde(default)]
    search: WrittenSearch,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct WrittenSearch {
    enabled: Option<bool>,
    positions: Option<bool>,
    max_segment: Option<Spanned<i64>>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct WrittenImport {
    noise: Vec<String>,
    navigation: Vec<String>,
    date_order: Option<Spanned<String>>,
    columns: BTreeMap<Spanned<String>, Vec<String>>,
}

/// The nearest folder, from `start` upwards, that holds the file.
pub fn find_root(start: &Path) -> Result<PathBuf, Error> {
    start
        .ancestors()
        .find(|folder| folder.join(FILE).is_file())
        .map(Path::to_owned)
        .ok_or_else(|| Error::NotFound(start.to_owned()))
}

/// Reads the file; `environment` is asked for `BACKFILE_TITLE` and the like, which override it.
pub fn load(path: &Path, environment: &dyn Fn(&str) -> Option<String>) -> Result<Config, Error> {
    let bytes = fs::read(path)?;
    let name = path.file_name().map_or_else(|| FILE.into(), |name| name.to_string_lossy());
    let text = String::from_utf8_lossy(&bytes);
    let mut config = parse(&name, &text).map_err(|problem| Error::Fault(Box::new(problem)))?;
    config.override_by(environment);
    Ok(config)
}

fn parse(name: &str, text: &str) -> Result<Config, Problem> {
    let text = text.trim_start_matches('\u{feff}');
    let written: Written = toml::from_str(text).map_err(|error| {
        let place = Place::of_range(text, error.span().unwrap_or(0..0));
        let (message, help) = explain(error.message());
        let mut problem = Problem::error("config", name, message).at(place).help(help);
        problem.quote(text);
        problem
    })?;
    let placed = |spanned: Spanned<String>| Setting {
        place: Some(Place::of_range(text, spanned.span())),
        value: spanned.into_inner(),
    };
    let setting = |spanned: Option<Spanned<String>>| spanned.map(placed);
    Ok(Config {
        title: written.title,
        description: written.description,
        copyright: written.copyright,
        base_url: setting(written.base_url),
        language: setting(written.language),
        permalink: setting(written.permalink),
        original_site: setting(written.original_site),
        output_dir: written.output_dir,
        date_format: written.date_format,
        week_starts: setting(written.week_starts),
        import: Import {
            noise: written.import.noise,
            navigation: written.import.navigation,
            date_order: setting(written.import.date_order),
            columns: written
                .import
                .columns
                .into_iter()
                .map(|(field, names)| (placed(field), names))
                .collect(),
        },
        search: Search {
            enabled: written.search.enabled,
            positions: written.search.positions,
            max_segment: written.search.max_segment.map(|number| Setting {
                place: Some(Place::of_range(text, number.span())),
                value: number.into_inner().to_string(),
            }),
        },
        text: text.to_owned(),
    })
}

/// The parser's message in our words, and what to do.
fn explain(message: &str) -> (String, String) {
    let unknown = message.strip_prefix("unknown field `").and_then(|rest| rest.split('`').next());
    match unknown {
        Some(key) => {
            // The parser names those of the table in which the key stands.
            let expected: Vec<&str> = message.split('`').skip(3).step_by(2).collect();
            let known = if expected.is_empty() { KEYS } else { &expected };
            let help = match words::nearest(key, known) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the settings are {}", known.join(", ")),
            };
            (format!("`{key}` is not a setting"), help)
        }
        None => {
            let message = message.lines().collect::<Vec<_>>().join(", ");
            (message, "settings are written as `title = \"The Ledger\"`".to_owned())
        }
    }
}

impl Config {
    /// The settings of an archive that has no file of them.
    pub fn from_environment(environment: &dyn Fn(&str) -> Option<String>) -> Self {
        let mut config = Self::default();
        config.override_by(environment);
        config
    }

    fn override_by(&mut self, environment: &dyn Fn(&str) -> Option<String>) {
        let variable = |key: &str| environment(&format!("BACKFILE_{}", key.to_uppercase()));
        let texts = [
            ("title", &mut self.title),
            ("description", &mut self.description),
            ("copyright", &mut self.copyright),
            ("output_dir", &mut self.output_dir),
            ("date_format", &mut self.date_format),
        ];
        for (key, field) in texts {
            if let Some(value) = variable(key) {
                *field = Some(value);
            }
        }
        let settings = [
            ("base_url", &mut self.base_url),
            ("language", &mut self.language),
            ("permalink", &mut self.permalink),
            ("original_site", &mut self.original_site),
            ("week_starts", &mut self.week_starts),
        ];
        for (key, field) in settings {
            if let Some(value) = variable(key) {
                *field = Some(Setting { value, place: None });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_keys_are_errors_with_a_suggestion() {
        let problem = parse(FILE, "title = \"x\"\nbase-url = \"y\"\n").unwrap_err();
        assert_eq!(problem.message, "`base-url` is not a setting");
        assert_eq!(problem.help.as_deref(), Some("did you mean `base_url`?"));
        assert_eq!(problem.place, Some(Place { line: 2, column: 1, length: 8 }));
    }

    #[test]
    fn the_environment_overrides_the_file() {
        let mut config = parse(FILE, "title = \"x\"\nbase_url = \"y\"\n").unwrap();
        config.override_by(&|key| (key == "BACKFILE_BASE_URL").then(|| "https://z.example".to_owned()));
        assert_eq!(config.title.as_deref(), Some("x"));
        assert_eq!(config.base_url, Some(Setting { value: "https://z.example".to_owned(), place: None }));
    }

    #[test]
    fn every_key_is_known_to_both() {
        for key in KEYS {
            let value = match *key {
                "import" => "{ noise = [\"Read on\"] }",
                "search" => "{ enabled = false, positions = true, max_segment = 5000 }",
                _ => "\"x\"",
            };
            assert!(parse(FILE, &format!("{key} = {value}")).is_ok(), "{key}");
        }
    }
}
