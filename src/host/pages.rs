//! The preview's own pages: what is wrong with a page, and what is to be done in the archive. The site's
//! templates have no part in them, because those may be what is wrong.

use serde::Serialize;
use tera::{Context, Tera};

use crate::problem::Problem;
use crate::site::{Entry, List, Overview, Unpublished};

/// The templates of these pages.
pub(super) struct Pages(Tera);

/// A problem as its page shows it.
#[derive(Serialize)]
struct Shown<'a> {
    #[serde(flatten)]
    problem: &'a Problem,
    is_error: bool,
    /// The source line in three parts, the middle one being what the problem is about.
    parts: Option<[String; 3]>,
    source: String,
}

#[derive(Serialize)]
struct Row<'a> {
    title: &'a str,
    url: Option<&'a str>,
    file: &'a str,
    source: String,
    status: &'static str,
}

/// A table of articles.
#[derive(Serialize)]
struct Table<'a> {
    id: &'static str,
    heading: &'static str,
    about: &'static str,
    count: usize,
    rows: Vec<Row<'a>>,
}

impl Pages {
    pub fn new() -> Result<Self, String> {
        let mut tera = Tera::default();
        tera.autoescape_on(["html"]);
        tera.add_raw_templates([
            ("frame.html", include_str!("pages/frame.html")),
            ("fault.html", include_str!("pages/fault.html")),
            ("overview.html", include_str!("pages/overview.html")),
            ("problem.html", include_str!("pages/problem.html")),
        ])
        .map_err(|error| error.to_string())?;
        Ok(Self(tera))
    }

    /// What stands in the place of a page that cannot be made.
    pub fn fault(&self, problems: &[Problem]) -> Vec<u8> {
        let mut context = Context::new();
        context.insert("problems", &problems.iter().map(shown).collect::<Vec<_>>());
        self.render("fault.html", &context)
    }

    pub fn overview(&self, overview: &Overview) -> Vec<u8> {
        let tables = [
            Table::of(
                "drafts",
                "Drafts and embargoed articles",
                "A build leaves them out.",
                &overview.drafts,
            ),
            Table::of(
                "made-up-titles",
                "Made-up titles",
                "Cut from the first sentence, or made of the file's name.",
                &overview.made_up_titles,
            ),
            Table::of(
                "undated",
                "Undated articles",
                "Without a date they have no place in the calendar.",
                &overview.undated,
            ),
        ];
        let mut context = Context::new();
        context.insert("title", &overview.title);
        context.insert("articles", &overview.articles);
        context.insert("problem_count", &overview.problems.count);
        context.insert("problems", &overview.problems.shown.iter().map(shown).collect::<Vec<_>>());
        context.insert("tables", &tables);
        self.render("overview.html", &context)
    }

    /// A page of plain text says so if even these templates fail.
    fn render(&self, name: &str, context: &Context) -> Vec<u8> {
        self.0.render(name, context).unwrap_or_else(|error| format!("<pre>{error}</pre>")).into_bytes()
    }
}

impl<'a> Table<'a> {
    fn of(id: &'static str, heading: &'static str, about: &'static str, list: &'a List<Entry>) -> Self {
        Self { id, heading, about, count: list.count, rows: list.shown.iter().map(row).collect() }
    }
}

fn row(entry: &Entry) -> Row<'_> {
    let Entry { title, url, file, status } = entry;
    Row { title, url: url.as_deref(), file, source: source(file), status }
}

fn shown(problem: &Problem) -> Shown<'_> {
    let length = problem.place.map_or(1, |place| place.length) as usize;
    let parts = problem.line.as_ref().map(|line| {
        let part = |skip: usize, take: usize| line.text.chars().skip(skip).take(take).collect::<String>();
        let start = line.start as usize;
        [part(0, start), part(start, length), part(start + length, usize::MAX)]
    });
    Shown { problem, is_error: problem.is_error(), parts, source: source(&problem.file) }
}

/// The address at which the preview shows a source.
fn source(file: &str) -> String {
    const KEPT: &percent_encoding::AsciiSet =
        &percent_encoding::NON_ALPHANUMERIC.remove(b'/').remove(b'.').remove(b'-');
    format!("/__backfile/source/{}", percent_encoding::utf8_percent_encode(file, KEPT))
}

/// What is added to the page that says that there is nothing, when there is something after all.
pub(super) fn note(hidden: &Unpublished) -> String {
    let text = format!(
        "“{}” ({}) is {}: run `backfile serve --drafts` to see it.",
        hidden.title,
        hidden.file,
        match hidden.status.as_str() {
            "draft" => "a draft",
            other => other,
        }
    );
    let text = html_escape::encode_text(&text).into_owned();
    format!("<p class=\"backfile-mark\" style=\"{NOTE}\">{text}</p>")
}

const NOTE: &str = "position:fixed;left:1rem;right:1rem;bottom:1rem;margin:0;padding:.6em 1em;\
    font:1rem/1.4 system-ui,sans-serif;color:#fff;background:#a30000;border-radius:.3rem";
