//! The floor under rendering: the templates alone, with their variables ready. The one file here that
//! knows the insides of the library.

use backfile::page::{self, FeedForm, Page};
use backfile::site::{self, Options, Plan, Site};
use backfile::{config, problem::Problem};
use rayon::prelude::*;

use crate::clocks::{Cost, Tally};
use crate::disk::Fault;
use crate::maker::Archive;

/// Renders every page that has a template. Returns how many there are, and what the templates took.
pub fn templates(archive: &Archive, threads: usize) -> Result<(usize, Cost), Fault> {
    let site = open(archive)?;
    let plan = site::plan(&site, Options::default())?;
    let tally = Tally::default();
    let pages: Vec<&Page> = plan.pages().filter(|page| has_template(page)).collect();
    pages.par_iter().try_for_each(|page| render(&plan, &site, page, &tally))?;
    Ok((pages.len(), tally.cost(threads)))
}

/// The settings of an archive, checked.
pub fn open(archive: &Archive) -> Result<Site, Fault> {
    let config = config::load(&archive.root.join(config::FILE), &|_| None)?;
    Ok(Site::open(archive.root.clone(), config::FILE, &config)?)
}

/// JSON feeds are made without one.
fn has_template(page: &Page) -> bool {
    !matches!(page, Page::Feed(_, FeedForm::Json))
}

fn render(plan: &Plan, site: &Site, page: &Page, tally: &Tally) -> Result<(), Fault> {
    let message = |problem: Problem| problem.message;
    let inputs = plan.edition.inputs(site, page).map_err(message)?;
    let (template, variables) = page::variables(&inputs);
    let mut context = tera::Context::new();
    for (name, value) in variables {
        context.insert_value(name, value);
    }
    let bytes = tally.time(|| plan.edition.templates.render(template, &context))?;
    bytes.map_err(|fault| message(*fault))?;
    Ok(())
}
