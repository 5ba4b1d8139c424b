//! The templates, parsed once, and what they can call.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use tera::{Kwargs, State, Tera, TeraResult, Value};

use crate::article::{Language, PartialDate};
use crate::fingerprint::Fingerprint;
use crate::problem::{Place, Problem};

/// A set of templates that have been parsed and belong together.
pub struct Templates {
    tera: Tera,
    sources: BTreeMap<String, String>,
    fingerprint: Fingerprint,
}

/// Why a template cannot be used. Boxed because it is rare and large.
pub type TemplateFault = Box<Problem>;

impl Templates {
    /// Parses all templates in one batch: pairs of a name and its text.
    pub fn new(sources: BTreeMap<String, String>) -> Result<Self, TemplateFault> {
        let mut tera = Tera::default();
        tera.autoescape_on(["html", "xml"]);
        tera.register_filter("date", date);
        tera.register_filter("group_by", group_by);
        tera.add_raw_templates(&sources).map_err(|error| fault(&error, &sources))?;
        let fingerprint = Fingerprint::of_value(&sources);
        Ok(Self { tera, sources, fingerprint })
    }

    /// The fingerprint of all templates together.
    pub fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }

    pub(super) fn render(&self, name: &str, context: &tera::Context) -> Result<Vec<u8>, TemplateFault> {
        let mut out = Vec::with_capacity(16 * 1024);
        match self.tera.render_to(name, context, &mut out) {
            Ok(()) => Ok(out),
            Err(error) => Err(fault(&error, &self.sources)),
        }
    }
}

/// A template engine's error in our form, with the place in the template.
fn fault(error: &tera::Error, sources: &BTreeMap<String, String>) -> TemplateFault {
    use tera::ErrorKind;
    let help = "docs/templates.md lists what each template can print";
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
    let mut problem = Problem::error("template", &format!("templates/{name}"), message).at(place).help(help);
    if let Some(text) = sources.get(&name) {
        problem.quote(text);
    }
    Box::new(problem)
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
