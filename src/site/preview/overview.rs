//! What an editor wants to know of a site while looking at it: what is wrong, and what is not yet right.

use crate::article::{Kind, Meta, TitleSource};
use crate::fs;
use crate::problem::Problem;
use crate::site::report::quoted;

use super::Preview;
use super::state::{State, inside};

/// The state of the whole site.
#[derive(Clone, Debug)]
pub struct Overview {
    pub title: String,
    pub articles: usize,
    /// Errors first.
    pub problems: List<Problem>,
    /// Drafts and embargoed articles, shown or not.
    pub drafts: List<Entry>,
    pub made_up_titles: List<Entry>,
    pub undated: List<Entry>,
}

/// Some of many.
#[derive(Clone, Debug)]
pub struct List<T> {
    pub count: usize,
    /// The first of them.
    pub shown: Vec<T>,
}

/// An article.
#[derive(Clone, Debug)]
pub struct Entry {
    pub title: String,
    /// Percent-encoded; `None` where it is not shown.
    pub url: Option<String>,
    pub file: String,
    pub status: &'static str,
}

/// So many of each list are shown.
const SHOWN: usize = 200;

impl Preview {
    /// Waits for the survey.
    pub fn overview(&self) -> Overview {
        let survey = self.survey_of_now();
        let state = self.state();
        let problems = survey.iter().flat_map(|survey| &survey.problems).chain(&state.fault);
        let archive = &state.edition.archive;
        let unpublished = |meta: &&Meta| !meta.status.is_public();
        let made_up = |meta: &&Meta| meta.title_source != TitleSource::Headline;
        let undated = |meta: &&Meta| !meta.card.date.is_dated() && meta.kind == Kind::Article;
        Overview {
            title: state.site.settings.title.clone(),
            articles: archive.metas().len(),
            problems: List::of(problems, |problem| quoted(&state.site, problem)),
            drafts: state.entries(unpublished),
            made_up_titles: state.entries(made_up),
            undated: state.entries(undated),
        }
    }

    /// The addresses of unpublished articles that are shown, percent-encoded.
    pub fn shown_drafts(&self) -> Vec<String> {
        let state = self.state();
        let metas = state.edition.archive.metas().iter();
        metas.filter(|meta| !meta.status.is_public()).map(|meta| meta.card.url.encoded()).collect()
    }

    /// Where the site lies on its host, without a slash at the end: nothing, or `/archive`.
    pub fn base(&self) -> String {
        self.state().edition.masthead.base_path().trim_end_matches('/').to_owned()
    }

    /// The text of a source that the site is made of, by its name from the root of the archive.
    pub fn source(&self, file: &str) -> Option<Vec<u8>> {
        let state = self.state();
        let template = file.strip_prefix("templates/");
        let of_theme = template.is_some_and(|name| state.edition.templates.sources().contains_key(name));
        let faulty = || state.edition.problems().any(|problem| problem.file == file);
        let article = || state.article(inside(file)).is_some();
        if state.site.name_of(&self.settings) == file {
            return fs::read(&self.settings).ok();
        }
        let known = of_theme || file.starts_with("content/") && (article() || faulty());
        known.then(|| fs::read(&state.site.root.join(file)).ok()).flatten()
    }
}

impl State {
    fn entries(&self, wanted: impl Fn(&&Meta) -> bool) -> List<Entry> {
        let shown = self.edition.archive.metas().iter().map(|meta| (meta, true));
        let hidden = self.hidden.iter().map(|meta| (meta, false));
        let entry = |(meta, shown): (&Meta, bool)| Entry {
            title: meta.card.title.to_string(),
            url: shown.then(|| meta.card.url.encoded()),
            file: meta.file.to_string(),
            status: meta.status.as_str(),
        };
        List::of(shown.chain(hidden).filter(|(meta, _)| wanted(meta)), entry)
    }
}

impl<T> List<T> {
    fn of<U>(all: impl Iterator<Item = U>, shown: impl Fn(U) -> T) -> Self {
        let mut list = Self { count: 0, shown: Vec::new() };
        for item in all {
            list.count += 1;
            if list.count <= SHOWN {
                list.shown.push(shown(item));
            }
        }
        list
    }
}
