//! From what `backfile.toml` says to what pages and articles follow.

use chrono::Weekday;

use crate::article::{House, Language, Permalink, prose};
use crate::config::{Config, Setting};
use crate::page::Settings;
use crate::problem::Problem;
use crate::search;
use crate::source::table::columns::{Field, parse_map};
use crate::source::{DateOrder, Manner};

/// Smaller pieces of the index would cost every search more than they save.
const LEAST_SEGMENT: usize = 1000;

/// The settings of an archive, each for the room that follows it.
pub(super) struct Checked {
    pub settings: Settings,
    pub house: House,
    pub manner: Manner,
    /// What columns of tables are, by their names.
    pub columns: Vec<(Field, String)>,
    /// `None` for an archive that cannot be searched.
    pub search: Option<search::Options>,
}

/// Checks every setting; the first fault is the answer.
pub(super) fn check(config: &Config, file: &str) -> Result<Checked, Problem> {
    let fault = |setting: &Setting, message: String, help: &str| {
        let mut problem = Problem::error("config", file, message).help(help);
        problem.place = setting.place;
        if problem.place.is_none() {
            problem.file = "the command line or the environment".to_owned();
        }
        problem.quote(&config.text);
        problem
    };
    let language = match &config.language {
        Some(setting) if !Language::is_tag(&setting.value) => {
            let message = format!("“{}” is not a language tag", setting.value);
            return Err(fault(setting, message, "write `en`, `fr` or `pt-BR`"));
        }
        Some(setting) => Language::new(&setting.value),
        None => Language::new("en"),
    };
    let address = |setting: &Option<Setting>, name: &str| match setting {
        None => Ok(None),
        Some(setting) => web_address(&setting.value).map(Some).ok_or_else(|| {
            let message = format!("`{name}` is “{}”, which is not a web address", setting.value);
            fault(setting, message, "write it whole: `https://archive.example.com`")
        }),
    };
    let base_url = address(&config.base_url, "base_url")?.filter(|url| !url.is_empty());
    let original_site = address(&config.original_site, "original_site")?.filter(|url| !url.is_empty());
    let permalink = match &config.permalink {
        None => Permalink::default(),
        Some(setting) => Permalink::parse(&setting.value).map_err(|reason| {
            let message = format!("`permalink` is “{}”: {reason}", setting.value);
            fault(setting, message, "the default is `/{year}/{month}/{day}/{slug}.html`")
        })?,
    };
    let week_starts = match &config.week_starts {
        None => language.week_starts(),
        Some(setting) => setting.value.parse::<Weekday>().map_err(|_| {
            let message = format!("`week_starts` is “{}”, which is no day", setting.value);
            fault(setting, message, "write `monday` or `sunday`")
        })?,
    };
    let original_host = original_site.as_deref().and_then(|site| {
        let (_, rest) = site.split_once("//")?;
        Some(rest.split('/').next().unwrap_or(rest).to_owned())
    });
    let text = |text: &Option<String>| {
        text.as_deref().map(|text| prose::printable(text.trim())).filter(|text| !text.is_empty())
    };
    let settings = Settings {
        title: text(&config.title).unwrap_or_else(|| "Archive".to_owned()),
        description: text(&config.description),
        copyright: text(&config.copyright),
        base_url,
        language,
        date_format: config.date_format.clone().unwrap_or_default(),
        week_starts,
        original_site,
    };
    let date_order = match &config.import.date_order {
        None => DateOrder::Unknown,
        Some(setting) => match setting.value.as_str() {
            "day-month" => DateOrder::DayMonth,
            "month-day" => DateOrder::MonthDay,
            other => {
                let message = format!("`date_order` is “{other}”");
                return Err(fault(setting, message, "write `day-month` or `month-day`"));
            }
        },
    };
    let lower = |lines: &[String]| lines.iter().map(|line| line.trim().to_lowercase()).collect();
    let manner = Manner {
        noise: lower(&config.import.noise),
        navigation: lower(&config.import.navigation),
        date_order,
        aggressive: false,
    };
    let mut columns = Vec::new();
    for (field, names) in &config.import.columns {
        for name in names {
            let map = parse_map(&format!("{}={name}", field.value));
            columns.push(map.map_err(|message| fault(field, message, "write `text = [\"artikel\"]`"))?);
        }
    }
    let usual = search::Options::default();
    let max_segment = match &config.search.max_segment {
        None => usual.max_segment,
        Some(setting) => {
            setting.value.parse().ok().filter(|most| *most >= LEAST_SEGMENT).ok_or_else(|| {
                let message = format!("`max_segment` is {}", setting.value);
                fault(setting, message, "write a number of articles, 1000 at least")
            })?
        }
    };
    let search =
        search::Options { positions: config.search.positions.unwrap_or(usual.positions), max_segment };
    let search = config.search.enabled.unwrap_or(true).then_some(search);
    Ok(Checked { settings, house: House { permalink, original_host }, manner, columns, search })
}

/// An address without slashes at its end; empty stays empty, `None` is no address.
fn web_address(text: &str) -> Option<String> {
    let text = text.trim().trim_end_matches('/');
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let good = rest.is_some_and(|rest| {
        !rest.is_empty()
            && !rest.contains(|c: char| c.is_whitespace() || c.is_control() || "\"<>?#".contains(c))
    });
    (text.is_empty() || good).then(|| text.to_owned())
}
