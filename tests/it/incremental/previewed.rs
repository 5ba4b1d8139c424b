//! After any series of edits a preview that followed them shows what a clean build makes, byte for byte.

use std::collections::BTreeSet;

use backfile::config;
use backfile::site::{Answer, Changed, Options, Preview, Site};
use proptest::prelude::*;

use super::archive::Archive;
use super::script::Edit;
use super::{Outcome, Tree, config as cases, random};
use crate::rebuilt::is_of_index;
use crate::sandbox::Sandbox;

/// An archive, its preview, and what the last clean build made of it.
struct Previewed {
    sandbox: Sandbox,
    archive: Archive,
    preview: Preview,
    built: Tree,
}

impl Previewed {
    fn new(stories: usize) -> Self {
        let sandbox = Sandbox::new();
        let archive = Archive::of(stories);
        archive.write(&sandbox, None);
        let preview = open(&sandbox);
        Self { sandbox, archive, preview, built: Tree::new() }
    }

    /// One edit, of which the preview is told exactly, or only that there was one.
    fn step(&mut self, edit: &Edit, exactly: bool) -> Outcome {
        let old = self.archive.clone();
        edit.change(&mut self.archive);
        let changed = match exactly {
            true => changed(&old, &self.archive),
            false => Changed { anything: true, ..Changed::default() },
        };
        self.archive.write(&self.sandbox, Some(&old));
        let version = self.preview.version();
        let update = self.preview.update(&changed);
        prop_assert!(update.is_empty() || self.preview.version() > version, "nobody would look again");
        self.compare()
    }

    /// Every file of a clean build is there, and none of the one before that is gone.
    fn compare(&mut self) -> Outcome {
        let surveyed = self.preview.survey();
        prop_assert!(surveyed.is_some(), "nobody changes anything meanwhile");
        for folder in ["public", ".backfile"] {
            let _ = std::fs::remove_dir_all(self.sandbox.path(folder));
        }
        let run = self.sandbox.run(&super::BUILD);
        prop_assert!(run.code < 2, "{:?}", run);
        let built = self.sandbox.tree("public");
        for (name, bytes) in &built {
            let shown = shown(&self.preview, name);
            prop_assert!(
                shown.as_ref() == Some(bytes),
                "{}: {:?}",
                name,
                self.preview.answer(&format!("/{name}"))
            );
        }
        for name in self.built.keys().filter(|name| !built.contains_key(*name)) {
            prop_assert_eq!(shown(&self.preview, name), None, "{} is gone", name);
        }
        // A page that cannot be made is planned all the same.
        let faulty = run.codes().iter().any(|code| code == "template");
        // The files of the search index are made when somebody searches, and are counted by nobody.
        let surveyed = surveyed.unwrap().files;
        let planned = built.keys().filter(|name| !is_of_index(name)).count();
        prop_assert!(faulty || surveyed == planned, "{} are planned, {} surveyed", planned, surveyed);
        self.built = built;
        Ok(())
    }
}

fn open(sandbox: &Sandbox) -> Preview {
    let root = sandbox.root().to_owned();
    let settings = root.join(config::FILE);
    let file = settings.clone();
    let reopen = move || Site::open(root.clone(), config::FILE, &config::load(&file, &|_| None)?);
    Preview::open(Box::new(reopen), settings, Options::default()).unwrap()
}

/// What a watcher would say.
fn changed(old: &Archive, new: &Archive) -> Changed {
    let names = old.names_that_differ(new);
    let of = |folder: &str| names.iter().any(|name| name.starts_with(folder));
    let content = names.iter().filter_map(|name| name.strip_prefix("content/").map(str::to_owned));
    Changed {
        content: content.collect::<BTreeSet<_>>(),
        theme: of("templates/") || of("static/"),
        settings: of(config::FILE),
        anything: false,
    }
}

fn shown(preview: &Preview, name: &str) -> Option<Vec<u8>> {
    match preview.answer(&format!("/{name}")) {
        Answer::Page { bytes, .. } => Some(bytes),
        Answer::Embedded { bytes, .. } => Some(bytes.to_vec()),
        Answer::OnDisk { path, .. } => std::fs::read(path).ok(),
        Answer::Folder | Answer::Nothing { .. } | Answer::Fault(_) | Answer::Outside(_) => None,
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn a_preview_follows_any_script_of_edits(
        stories in 10..13usize,
        script in prop::collection::vec((random::edit(), prop::bool::weighted(0.8)), 1..5),
    ) {
        let mut previewed = Previewed::new(stories);
        previewed.compare()?;
        for (number, (edit, exactly)) in script.iter().enumerate() {
            let fail = |why| TestCaseError::fail(format!("edit {}: {edit:?}\n{why}", number + 1));
            previewed.step(edit, *exactly).map_err(fail)?;
        }
    }
}
