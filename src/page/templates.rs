//! The templates, parsed once, and what they can call.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use tera::{Kwargs, State, Tera, TeraResult, Value};

use crate::article::{Language, PartialDate};
use crate::problem::{Place, Problem};
use crate::words;

use super::mentions::{Reach, reaches};

/// A set of templates that have been parsed and belong together.
pub struct Templates {
    tera: Tera,
    sources: BTreeMap<String, String>,
    reaches: BTreeMap<String, Reach>,
    /// Templates that cannot be used, with why: pages that need none of them are made all the same.
    broken: BTreeMap<String, Problem>,
}

/// Why a template cannot be used. Boxed because it is rare and large.
pub type TemplateFault = Box<Problem>;

impl Templates {
    /// Parses all templates in one batch: pairs of a name and its text. A template that has a fault is
    /// left out with those that extend or include it; the faults are the second part of the answer.
    pub fn new(sources: BTreeMap<String, String>) -> (Self, Vec<Problem>) {
        let mut faults = Vec::new();
        let mut broken: BTreeMap<String, Problem> = BTreeMap::new();
        let mut good = sources.clone();
        let tera = loop {
            let mut tera = engine();
            let Err(error) = tera.add_raw_templates(&good) else { break tera };
            let problem = *fault(&error, &sources);
            let name = problem.file.strip_prefix("templates/").unwrap_or(&problem.file).to_owned();
            // What else is wrong once a template is missing comes of its being missing.
            let first = matches!(error.kind(), tera::ErrorKind::SyntaxError(_)) || broken.is_empty();
            let cause = if first { problem } else { broken.values().next().cloned().unwrap_or(problem) };
            if first {
                faults.push(cause.clone());
            }
            if good.remove(&name).is_none() {
                // An error that names no template concerns them all.
                broken.extend(std::mem::take(&mut good).into_keys().map(|name| (name, cause.clone())));
            }
            broken.insert(name, cause);
        };
        (Self { tera, reaches: reaches(&sources), sources, broken }, faults)
    }

    /// What a template reaches; nothing for a name that no template has.
    pub(super) fn reach(&self, name: &str) -> Option<&Reach> {
        self.reaches.get(name)
    }

    /// The templates' sources, by name.
    pub fn sources(&self) -> &BTreeMap<String, String> {
        &self.sources
    }

    /// Renders a template with its variables ready.
    pub fn render(&self, name: &str, context: &tera::Context) -> Result<Vec<u8>, TemplateFault> {
        if let Some(problem) = self.broken.get(name) {
            return Err(Box::new(problem.clone()));
        }
        let mut out = Vec::with_capacity(16 * 1024);
        match self.tera.render_to(name, context, &mut out) {
            Ok(()) => Ok(out),
            Err(error) => Err(fault(&error, &self.sources)),
        }
    }
}

fn engine() -> Tera {
    let mut tera = Tera::default();
    tera.autoescape_on(["html", "xml"]);
    tera.register_filter("date", date);
    tera.register_filter("group_by", group_by);
    tera
}

/// A template engine's error in our form, with the place in the template.
fn fault(error: &tera::Error, sources: &BTreeMap<String, String>) -> TemplateFault {
    use tera::ErrorKind;
    let (name, message, place) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let span = report.span();
            let same_line = span.end_line == span.start_line;
            let length = if same_line { span.end_col.saturating_sub(span.start_col) } else { 1 };
            let place = Place {
                line: span.start_line as u32,
                column: span.start_col as u32 + 1,
                length: length.max(1) as u32,
            };
            (report.filename().to_owned(), report.message().to_owned(), place)
        }
        ErrorKind::MissingParent { current, parent } => {
            let message = format!("it extends `{parent}`, which does not exist");
            (current.clone(), message, Place::line(1))
        }
        ErrorKind::CircularExtend { tpl, .. } => {
            (tpl.clone(), "it extends itself by way of others".to_owned(), Place::line(1))
        }
        ErrorKind::CircularInclude { tpl, .. } => {
            (tpl.clone(), "it includes itself by way of others".to_owned(), Place::line(1))
        }
        other => from_report(&other.to_string()),
    };
    let (message, help) = suggest(&message);
    let mut problem = Problem::error("template", &format!("templates/{name}"), message).at(place).help(help);
    if let Some(text) = sources.get(&name) {
        problem.quote(text);
    }
    Box::new(problem)
}

/// The engine lists all fields where one is missing; a person needs the one that was meant.
fn suggest(message: &str) -> (String, String) {
    let documented = "docs/templates.md lists what each template can print".to_owned();
    let Some((first, fields)) = message.split_once(". Available fields: ") else {
        return (message.to_owned(), documented);
    };
    let fields: Vec<&str> = fields.split(", ").collect();
    let meant = first.split('`').nth(1).and_then(|name| words::nearest(name, &fields));
    (first.to_owned(), meant.map_or(documented, |name| format!("did you mean `{name}`?")))
}

/// Some errors come as a finished report only: `error: message`, ` --> name:line:column`.
fn from_report(report: &str) -> (String, String, Place) {
    let message = report.lines().next().unwrap_or(report).trim_start_matches("error: ").to_owned();
    let arrow = report.lines().find_map(|line| line.trim_start().strip_prefix("--> "));
    let mut parts = arrow.unwrap_or("").rsplitn(3, ':');
    let column = parts.next().and_then(|text| text.trim().parse().ok()).unwrap_or(1);
    let line = parts.next().and_then(|text| text.parse().ok()).unwrap_or(1);
    (parts.next().unwrap_or("").to_owned(), message, Place { line, column, length: 1 })
}

/// `{{ article.date | date(format="%d/%m/%Y") }}`: a `Date` by strftime's letters, in the language of
/// the page. A date of which the day is not known is printed as its `text`.
fn date(value: &Value, kwargs: Kwargs, state: &State<'_>) -> TeraResult<String> {
    let format = kwargs.must_get::<&str>("format")?;
    let iso = value.get_from_path("iso").and_then(|iso| iso.as_str().map(str::to_owned));
    let Some(iso) = iso.or_else(|| value.as_str().map(str::to_owned)) else {
        return Err(tera::Error::message("`date` needs a Date, such as `article.date`"));
    };
    let day: Option<NaiveDate> = PartialDate::parse(&iso).ok().and_then(PartialDate::day);
    let text = || value.get_from_path("text").and_then(|text| text.as_str().map(str::to_owned));
    let Some(day) = day else { return Ok(text().unwrap_or(iso)) };
    let page = state.get::<Value>("site")?;
    let tag = page.as_ref().and_then(|page| page.get_from_path("language")?.as_str().map(str::to_owned));
    Ok(Language::new(tag.as_deref().unwrap_or("en")).format(day, format))
}

/// Tera's own gives another order in every run.
fn group_by(values: &[Value], kwargs: Kwargs, _: &State<'_>) -> TeraResult<tera::Map> {
    let attribute = kwargs.must_get::<&str>("attribute")?;
    let mut groups: indexmap::IndexMap<String, Vec<Value>> = indexmap::IndexMap::new();
    for value in values {
        let Some(found) = value.get_from_path(attribute) else {
            let message = format!("a {} has no `{attribute}`", value.name());
            return Err(tera::Error::message(message));
        };
        if !found.is_none() {
            groups.entry(found.to_string()).or_default().push(value.clone());
        }
    }
    Ok(groups.into_iter().map(|(key, values)| (key.into(), Value::from(values))).collect())
}
