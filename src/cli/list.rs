//! `backfile list`.

use clap::Args;
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use crate::article::{Kind, Meta, Term, TitleSource};
use crate::site::{self, Site};
use crate::words;

use super::{Exit, Global, report};

#[derive(Args)]
pub(super) struct List {
    /// Only headlines that were made from the text or the file's name
    #[arg(long)]
    made_up_titles: bool,
    /// Only articles without a date
    #[arg(long)]
    undated: bool,
    /// Only drafts and embargoed articles
    #[arg(long)]
    drafts: bool,
    /// Only those of a section
    #[arg(long, value_name = "NAME")]
    section: Option<String>,
    /// Only those with a tag
    #[arg(long, value_name = "NAME")]
    tag: Option<String>,
    /// Only those by an author
    #[arg(long, value_name = "NAME")]
    author: Option<String>,
}

/// An article as JSON shows it.
#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    title: &'a str,
    title_source: Option<&'static str>,
    kind: &'static str,
    status: &'static str,
    date: Option<String>,
    section: Option<&'a str>,
    tags: Vec<&'a str>,
    authors: Vec<&'a str>,
    language: Option<&'a str>,
    words: u32,
    url: &'a str,
    file: &'a str,
}

impl List {
    pub fn run(&self, global: &Global, site: &Site) -> Result<Exit, site::Error> {
        let scan = site::scan(site);
        let mut metas: Vec<&Meta> = scan.metas.iter().filter(|meta| self.wants(meta)).collect();
        metas.sort_by(|a, b| (a.card.date, a.id()).cmp(&(b.card.date, b.id())));
        let exit = report::problems_always(global, site, &scan.problems);
        if global.is_json() {
            report::json(&metas.into_iter().map(row).collect::<Vec<_>>());
        } else {
            metas.iter().for_each(|meta| report::say(line(meta)));
            if !global.quiet {
                anstream::eprintln!("{}", words::count(metas.len(), "article"));
            }
        }
        Ok(exit)
    }

    fn wants(&self, meta: &Meta) -> bool {
        let unpublished = !meta.status.is_public();
        let named = |wanted: &Option<String>, terms: &[Term]| {
            wanted.as_ref().is_none_or(|wanted| {
                terms.iter().any(|term| term.name.eq_ignore_ascii_case(wanted) || *term.slug == **wanted)
            })
        };
        self.drafts == unpublished
            && (!self.made_up_titles || meta.title_source != TitleSource::Headline)
            && (!self.undated || !meta.card.date.is_dated() && meta.kind == Kind::Article)
            && named(&self.section, meta.card.section.as_slice())
            && named(&self.tag, &meta.tags)
            && named(&self.author, &meta.card.authors)
    }
}

fn row(meta: &Meta) -> Row<'_> {
    Row {
        id: meta.id(),
        title: &meta.card.title,
        title_source: meta.title_source.as_str(),
        kind: if meta.kind == Kind::Page { "page" } else { "article" },
        status: meta.status.as_str(),
        date: Some(meta.card.date.to_string()).filter(|date| !date.is_empty()),
        section: meta.card.section.as_ref().map(|term| &*term.name),
        tags: meta.tags.iter().map(|term| &*term.name).collect(),
        authors: meta.card.authors.iter().map(|term| &*term.name).collect(),
        language: meta.card.language.as_deref(),
        words: meta.words,
        url: meta.card.url.as_str(),
        file: &meta.file,
    }
}

/// Date, section, headline, file.
fn line(meta: &Meta) -> String {
    let date = meta.card.date.without_time().to_string();
    let section = meta.card.section.as_ref().map_or("", |term| &*term.name);
    let made_up = if meta.title_source == TitleSource::Headline { "" } else { "*" };
    format!(
        "{}  {}  {}{made_up}  {}",
        column(if date.is_empty() { "undated" } else { &date }, 10),
        column(section, 12),
        column(&meta.card.title, 60usize.saturating_sub(made_up.len())),
        meta.file
    )
}

/// A text in a column: cut or filled up to a width.
fn column(text: &str, width: usize) -> String {
    let mut out = String::new();
    for c in text.chars() {
        let wide = out.width() + c.to_string().width() > width;
        if wide {
            out.pop();
            out.push('…');
            break;
        }
        out.push(c);
    }
    let rest = width.saturating_sub(out.width());
    out + &" ".repeat(rest)
}
