//! The index by itself on one thread, and Markdown of the same texts beside it, with everything in memory.

use backfile::page;
use backfile::search::{self, Date, Document, File, GOOD_LENGTH, Options, Part, Vocabulary};
use backfile::site::{self, Plan, Site};
use pulldown_cmark::{Parser, html};
use rayon::prelude::*;

use crate::clocks::{Cost, Tally};
use crate::disk::{self, Fault};
use crate::floors;
use crate::maker::Archive;
use crate::rendering;

pub struct Alone {
    /// Terms, postings and files of all articles, from their texts.
    pub index: Cost,
    /// Parsing the same articles' Markdown and making HTML of it.
    pub markdown: Cost,
}

impl Alone {
    /// The median of several times.
    pub fn median(archive: &Archive, times: usize) -> Result<Self, Fault> {
        let alone =
            (0..times).map(|_| Self::of(archive, &mut |_| Ok(()))).collect::<Result<Vec<_>, Fault>>()?;
        let (index, markdown): (Vec<Cost>, Vec<Cost>) =
            alone.into_iter().map(|alone| (alone.index, alone.markdown)).unzip();
        Ok(Self { index: Cost::median(&index), markdown: Cost::median(&markdown) })
    }

    /// `each` is given the files of one part after the other.
    pub fn of(archive: &Archive, each: &mut dyn FnMut(&[File]) -> Result<(), Fault>) -> Result<Self, Fault> {
        let site = rendering::open(archive)?;
        let plan = site::plan(&site, site::Options::default())?;
        let view = plan.edition.view();
        let count = plan.edition.archive.metas().len() as u32;
        let found = (0..count).filter_map(|index| Some((page::findable(view, index)?, index)));
        let mut articles: Vec<(Date, u32)> = found.collect();
        articles.sort_by_key(|(date, _)| *date);
        let dates: Vec<Date> = articles.iter().map(|(date, _)| *date).collect();
        let (index, markdown) = (Tally::default(), Tally::default());
        let mut vocabulary = Vocabulary::default();
        let mut summaries = Vec::new();
        for segment in search::plan(&dates, Options::default().max_segment) {
            let mut parts = Vec::new();
            for articles in articles[segment.documents.clone()].chunks(GOOD_LENGTH) {
                let read = articles.par_iter().map(|(_, article)| read(&plan, &site, *article));
                let read: Vec<(Document, String)> = read.collect::<Result<_, Fault>>()?;
                for (_, body) in &read {
                    let mut out = String::with_capacity(body.len() * 3 / 2);
                    markdown.time(|| {
                        html::push_html(&mut out, Parser::new_ext(body, floors::markdown_options()))
                    })?;
                    std::hint::black_box(&out);
                }
                let documents = read.iter().map(|(document, _)| document);
                parts.push(index.time(|| Part::of(documents, &mut vocabulary, false))?);
            }
            let made = index.time(|| search::segment(&segment.name, &parts))?;
            each(&made.files)?;
            summaries.push(made.summary);
        }
        each(&index.time(|| search::manifest(&summaries, false))?)?;
        Ok(Self { index: index.cost(1), markdown: markdown.cost(1) })
    }
}

/// What search is told of an article, and its Markdown.
fn read(plan: &Plan, site: &Site, article: u32) -> Result<(Document, String), Fault> {
    let document = plan.edition.document(site, article).map_err(|problem| problem.message)?;
    let text = disk::read_text(&site.root.join(&*plan.edition.archive.article(article).file))?;
    let body = text.splitn(3, "+++\n").nth(2).unwrap_or_default().to_owned();
    Ok((document.ok_or("an article has no text")?, body))
}
