//! Explaining: what a file of the site is made of, why it is there, and what of it has changed since the
//! last build.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;

use crate::archive::{Archive, Files, Owner};
use crate::article::{Card, Listing, Names, Status, Url, url};
use crate::fingerprint::Fingerprint;
use crate::page::inputs::Content;
use crate::page::{self, Masthead, Page, Sketch, View};
use crate::words;

use super::build::Comparison;
use super::cache::{Cache, Known};
use super::changes::{Before, Changes};
use super::index::Part;
use super::manifest::Manifest;
use super::plan::{Item, Plan, Source, plan};
use super::theme::{Fixed, Theme};
use super::{Error, Options, Site};

mod reason;

/// What is to be said of one file of the site.
#[derive(Clone, Debug, Serialize)]
pub struct Explanation {
    pub url: String,
    /// From the root of the archive.
    pub file: String,
    /// Why the site has it.
    pub reason: String,
    /// Templates and settings that it is made with; nothing for a copy.
    pub grounds: Vec<Input>,
    /// Articles, and files that are copied.
    pub sources: Vec<Input>,
    pub state: State,
}

/// One thing that a file is made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Input {
    pub name: String,
    /// What has become of it since the last build, if anything.
    pub change: Option<String>,
}

/// What the next build will do with the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// It stays as it is.
    Unchanged,
    /// It is made for the first time.
    New,
    /// It is made again, because something that it is made of has changed.
    Changed,
    /// It is made again, because it is not as the last build left it.
    Damaged,
}

/// Explains the file at an address: `/2024/03/`, the whole address, or the path of the file.
pub fn explain(site: &Site, options: Options, address: &str) -> Result<Explanation, Error> {
    // Before the plan, which would read what has changed since.
    let before = Past::of(site, options);
    let plan = plan(site, options)?;
    let Comparison { manifest, changes, .. } = Comparison::of(site, &plan, Manifest::open(site), options);
    let forms = forms(site, address);
    if let Some(explanation) = of_index(site, &plan, &changes, &forms[0]) {
        return Ok(explanation);
    }
    let at = find(&plan, &forms)?;
    let item = &plan.items[at];
    let state = match changes.before[at] {
        Before::Nothing => State::New,
        Before::Made(_) if changes.due.binary_search(&(at as u32)).is_err() => State::Unchanged,
        Before::Made(_) => State::Changed,
        Before::Unsure => State::Damaged,
    };
    let file = site.name_of(&site.output.join(item.file()));
    let url = item.url.to_string();
    let (reason, grounds, sources) = match &item.source {
        Source::Page(page) => {
            let sketch = plan.edition.sketch(page);
            let old = manifest.head.map(|head| head.grounds).unwrap_or_default();
            let grounds = sketch.as_ref().map(|sketch| grounds(&plan, sketch, &old)).unwrap_or_default();
            let sources = sketch.map(|sketch| before.compare(&plan, page, &sketch)).unwrap_or_default();
            (reason::of(&plan.edition.archive, page), grounds, sources)
        }
        Source::Fixed(fixed) => {
            let change = (state == State::Changed).then(|| "has changed, or was touched".to_owned());
            let input = Input { name: name_of(site, fixed, item), change };
            ("the file is copied as it is".to_owned(), Vec::new(), vec![input])
        }
    };
    Ok(Explanation { url, file, reason, grounds, sources, state })
}

/// What is to be said of a file of the search index.
fn of_index(site: &Site, plan: &Plan, changes: &Changes, url: &str) -> Option<Explanation> {
    let contents = plan.index.as_ref()?;
    let before = changes.index.0.get(url)?;
    let of = |part: &&Part| part.beginnings().iter().any(|beginning| url.starts_with(beginning));
    let part = contents.parts().find(of);
    let reason = match part {
        Some(part) if part.name.is_empty() => "it joins the parts of the search index".to_owned(),
        Some(part) => {
            let articles = words::count(contents.articles(part).len(), "article");
            format!("it is of the part “{}” of the search index, with {articles}", part.name)
        }
        None => "the search index had it at the last build, and has it no more".to_owned(),
    };
    let state = match before {
        Before::Made(made) if part.is_some_and(|part| part.fingerprint == made.inputs) => State::Unchanged,
        Before::Made(_) => State::Changed,
        Before::Unsure | Before::Nothing => State::Damaged,
    };
    let file = site.name_of(&site.output.join(&*url::file(url)));
    Some(Explanation { url: url.to_owned(), file, reason, grounds: Vec::new(), sources: Vec::new(), state })
}

/// The two addresses that somebody can mean: of a file, and of a folder.
fn forms(site: &Site, address: &str) -> [String; 2] {
    let output = site.name_of(&site.output);
    let address = address.split(['?', '#']).next().unwrap_or(address);
    let path = match &site.settings.base_url {
        Some(base) if address.starts_with(base.as_str()) => &address[base.len()..],
        _ => address,
    };
    let path = path.strip_prefix(&format!("{output}/")).unwrap_or(path).trim_start_matches('/');
    let path = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
    let folder = path.strip_suffix("index.html").filter(|path| path.is_empty() || path.ends_with('/'));
    let path = folder.unwrap_or(&path);
    [format!("/{path}"), format!("/{}/", path.trim_end_matches('/'))]
}

/// The place in the plan of the file at one of these addresses.
fn find(plan: &Plan, forms: &[String; 2]) -> Result<usize, Error> {
    let at = |url: &str| plan.items.binary_search_by(|item| item.url.as_str().cmp(url)).ok();
    forms.iter().find_map(|url| at(url)).ok_or_else(|| {
        let above = Url::parse(&forms[0]).map(|url| url.prefixes().map(|url| url.to_string()).collect());
        let above: Vec<String> = above.unwrap_or_default();
        let nearest = above.iter().find(|url| at(url).is_some());
        let nearest = nearest.map_or(String::new(), |url| format!("; above it there is {url}"));
        Error::Refused(format!("the site has nothing at {}{nearest}", forms[0]))
    })
}

fn name_of(site: &Site, fixed: &Fixed, item: &Item) -> String {
    match fixed {
        Fixed::Embedded(_) => format!("static{} of the default theme", item.url),
        Fixed::OnDisk(path, _) => site.name_of(path),
    }
}

/// The templates and settings of a page, with what has become of them.
fn grounds(plan: &Plan, sketch: &Sketch, old: &BTreeMap<String, Fingerprint>) -> Vec<Input> {
    let input = |name: &str| {
        let change = match (old.get(name), plan.grounds.single.get(name)) {
            (Some(old), Some(new)) if old != new => Some("has changed".to_owned()),
            (None, Some(_)) if !old.is_empty() => Some("is new".to_owned()),
            _ => None,
        };
        Input { name: name.to_owned(), change }
    };
    plan.grounds.of(sketch.template()).map(input).collect()
}

/// The archive as the last build saw it, as far as it is known.
struct Past(Option<(Archive, Arc<Masthead>)>);

impl Past {
    fn of(site: &Site, options: Options) -> Self {
        let known = Cache::open(site).ok().flatten().and_then(|cache| cache.known(&Names::default()).ok());
        let Some(known) = known else { return Self(None) };
        let public = |status: Status| options.drafts || status.is_public();
        let files = known.iter().filter(|known| known.read.is_none());
        let content = files.map(|known| known.path().to_owned()).collect();
        let meta = |known: Known| known.read?.meta.filter(|meta| public(meta.status));
        let metas = known.into_iter().filter_map(meta).collect();
        let (archive, _) =
            Archive::new(metas, Files { content, fixed: Theme::of(site).fixed.into_keys().collect() });
        let masthead = Arc::new(Masthead::new(site.settings.clone(), &archive));
        Self(Some((archive, masthead)))
    }

    /// The articles that a page shows, with what has become of each.
    fn compare(&self, plan: &Plan, page: &Page, sketch: &Sketch) -> Vec<Input> {
        let now = shown(&plan.edition.archive, sketch);
        let Some((archive, masthead)) = &self.0 else {
            return now.into_values().map(|(name, _)| Input { name, change: None }).collect();
        };
        let old = page::sketch(View { archive, masthead }, page);
        let before = old.as_ref().map(|old| shown(archive, old)).unwrap_or_default();
        let urls: BTreeSet<&String> = now.keys().chain(before.keys()).collect();
        let mut inputs: Vec<Input> = urls
            .into_iter()
            .filter_map(|url| match (before.get(url), now.get(url)) {
                (Some((_, old)), Some((name, new))) => {
                    Some(Input { name: name.clone(), change: difference(old, new) })
                }
                (None, Some((name, _))) => {
                    Some(Input { name: name.clone(), change: Some("was not on the page".to_owned()) })
                }
                (Some((name, _)), None) => {
                    Some(Input { name: name.clone(), change: Some("is on the page no more".to_owned()) })
                }
                (None, None) => None,
            })
            .collect();
        inputs.extend(old.and_then(|old| beside_articles(&old, sketch, &inputs)));
        inputs
    }
}

/// The articles of a page with their files, by address.
fn shown<'a>(archive: &Archive, sketch: &'a Sketch) -> BTreeMap<String, (String, &'a Card)> {
    let file = |card: &Card| match archive.owner(&card.url) {
        Some(owner @ (Owner::Article(_) | Owner::Unlisted(_))) => archive.owned(owner).file.to_string(),
        _ => card.url.to_string(),
    };
    sketch.cards().into_iter().map(|card| (card.url.to_string(), (file(card), card))).collect()
}

/// What has changed of a page beside the articles on it.
fn beside_articles(old: &Sketch, new: &Sketch, articles: &[Input]) -> Option<Input> {
    let input =
        |name: &str, change: &str| Some(Input { name: name.to_owned(), change: Some(change.to_owned()) });
    if let (Content::Article(old), Content::Article(new)) = (&old.content, &new.content) {
        if old.fingerprint != new.fingerprint {
            return input("the article’s own file", "has changed");
        }
        let relinked = old.links != new.links;
        return relinked.then(|| input("what links in the text lead to", "has changed")).flatten();
    }
    let same = Fingerprint::of_hash(&old.content) == Fingerprint::of_hash(&new.content);
    if same || articles.iter().any(|input| input.change.is_some()) {
        return None;
    }
    input("the numbers of articles, or the ways on", "have changed")
}

/// What differs between two cards of one article, as a list shows them.
fn difference(old: &Card, new: &Card) -> Option<String> {
    if old.fingerprint() == new.fingerprint() {
        return None;
    }
    let Listing { title, kicker, summary, date, section, authors, language, corrected, url: _ } = &**new;
    let mut parts = Vec::new();
    if old.title != *title {
        parts.push(format!("headline “{}” → “{title}”", old.title));
    }
    if old.date != *date {
        parts.push(format!("date {} → {date}", old.date));
    }
    let others = [
        ("kicker", old.kicker != *kicker),
        ("description", old.summary != *summary),
        ("section", old.section != *section),
        ("authors", old.authors != *authors),
        ("language", old.language != *language),
        ("corrections", old.corrected != *corrected),
    ];
    parts.extend(others.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name.to_owned()));
    Some(parts.join(", "))
}
