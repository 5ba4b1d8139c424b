//! What differs between the plan of a site and what the last build made of it.

use rayon::prelude::*;

use super::index::Rows;
use super::manifest::{Made, Manifest};
use super::output::Folder;
use super::plan::{Item, Plan};

/// What is known of a file in the output folder before the build.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Before {
    /// It is not ours, or not there.
    #[default]
    Nothing,
    /// It is ours, but who knows what is in it.
    Unsure,
    Made(Made),
}

/// What a build has to do.
#[derive(Debug, Default)]
pub(super) struct Changes {
    /// What is known of each.
    pub before: Vec<Before>,
    /// The files that must be made, by their places in the plan.
    pub due: Vec<u32>,
    /// The addresses of files that we made and make no more.
    pub gone: Vec<String>,
    /// What is known of the files of the search index.
    pub index: Rows,
}

impl Changes {
    /// Compares fingerprints. Reads no source and no page. `None` when the manifest is damaged.
    pub fn between(plan: &Plan, manifest: &Manifest, folder: &Folder) -> Option<Self> {
        let Matched { mut before, others: mut gone } = matched(&plan.items, manifest)?;
        let mut index = Rows::default();
        if plan.index.is_some() {
            let of_index = gone.extract_if(.., |(url, _)| url.starts_with("/search/"));
            index.0.extend(of_index);
        }
        let gone = gone.into_iter().map(|(url, _)| url).collect();
        if let Some(head) = &manifest.head {
            folder.look_over(&plan.items, &mut before, &mut index, head);
        }
        let differs = |at: &u32| match before[*at as usize] {
            Before::Made(made) => folder.force || !plan.items[*at as usize].basis.is_that(made.inputs),
            Before::Nothing | Before::Unsure => true,
        };
        let due = (0..plan.items.len() as u32).into_par_iter().filter(differs).collect();
        Some(Self { before, due, gone, index })
    }
}

/// The rows of a manifest.
struct Matched {
    /// Those of the plan's files.
    before: Vec<Before>,
    /// The others, with their addresses.
    others: Vec<(String, Before)>,
}

/// Puts the rows of the manifest beside the files of the plan; both are by address. Gives the others too.
/// `None` when the manifest turns out to be damaged.
fn matched(items: &[Item], manifest: &Manifest) -> Option<Matched> {
    let mut before = vec![Before::Nothing; items.len()];
    let mut others = Vec::new();
    let mut at = 0;
    let sound = manifest.each(|url, made| {
        while items.get(at).is_some_and(|item| item.url.as_str() < url) {
            at += 1;
        }
        let made = made.map_or(Before::Unsure, Before::Made);
        match items.get(at) {
            Some(item) if item.url.as_str() == url => before[at] = made,
            _ => others.push((url.to_owned(), made)),
        }
    });
    sound.then_some(Matched { before, others })
}
