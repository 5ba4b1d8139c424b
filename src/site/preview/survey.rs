//! Surveys: which files the whole site has, and how many of its pages are other than at the last survey.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use crate::article::Url;
use crate::fingerprint::Fingerprint;
use crate::page::Page;
use crate::problem::Problem;
use crate::site::assets::Assets;
use crate::site::plan::{Files, Item, Source};
use crate::site::shelves::Shelves;

use super::Preview;

/// What is known of a site as a whole.
#[derive(Debug)]
pub(super) struct Survey {
    /// The version of the state that was surveyed.
    pub version: u64,
    /// The files that go into the site as they are: not all that there are do.
    pub assets: Assets,
    /// Beginnings of addresses that are no pages by themselves.
    pub redirects: BTreeSet<Url>,
    /// Sorted, each once.
    pub problems: Vec<Problem>,
    /// By address: what each file is made of. 24 bytes each.
    prints: Vec<(u64, Fingerprint)>,
    shelves: Shelves,
}

/// What a survey found.
#[derive(Clone, Debug, Default)]
pub struct Surveyed {
    /// How many files a build would make.
    pub files: usize,
    /// Those that are not what they were at the last survey, those that are gone among them. `None` at the
    /// first.
    pub differ: Option<usize>,
    /// Problems that the last survey did not have.
    pub problems: Vec<Problem>,
}

impl Preview {
    /// Looks at the site as a whole, as a build does that plans. `None` when the state changes meanwhile, or
    /// may: then what was found is no longer true.
    pub fn survey(&self) -> Option<Surveyed> {
        let version = self.version();
        let (last, _) = self.last_survey();
        // Once stopped it stays so: what was left out is not made up for.
        let ended = AtomicBool::new(false);
        let stopped = || {
            let changes = self.updating.load(Ordering::SeqCst) || self.version() != version;
            ended.fetch_or(changes, Ordering::SeqCst) || changes
        };
        let none = Shelves::default();
        let before = last.as_ref().map_or(&none, |survey| &survey.shelves);
        let state = self.state();
        // No file is too new: what changes once more is told of.
        let moment = i64::MAX;
        let edition = &state.edition;
        let files = Files::of(edition, &state.site, moment, Some(before), &stopped)?;
        let mut problems: Vec<Problem> = edition.problems().chain(&files.problems).cloned().collect();
        drop(state);
        problems.sort_by(|a, b| (a.severity, &a.file, a.place, a).cmp(&(b.severity, &b.file, b.place, b)));
        problems.dedup();
        let survey = Survey::of(version, files, problems, last.as_deref());
        let surveyed = Surveyed {
            files: survey.prints.len(),
            differ: last.as_deref().map(|last| differing(&last.prints, &survey.prints)),
            problems: survey.new_problems(last.as_deref()),
        };
        let mut kept = self.surveyed.lock().unwrap_or_else(PoisonError::into_inner);
        *kept = Some(Arc::new(survey));
        drop(kept);
        self.news.notify_all();
        Some(surveyed)
    }

    /// Waits until there is a state that was not surveyed, and has been there for a moment: whoever just saved
    /// something wants to see that first, and may save again.
    pub fn wait_for_survey(&self) {
        let mut surveyed = self.surveyed.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let version = self.version();
            let first = surveyed.is_none();
            let is_due = surveyed.as_ref().is_none_or(|survey| survey.version != version);
            surveyed = match is_due {
                true if first => return,
                true => self.news.wait_timeout(surveyed, REST).unwrap_or_else(PoisonError::into_inner).0,
                false => self.news.wait(surveyed).unwrap_or_else(PoisonError::into_inner),
            };
            if is_due && self.version() == version && !self.updating.load(Ordering::SeqCst) {
                return;
            }
        }
    }
}

/// So long after a change a survey begins.
const REST: Duration = Duration::from_millis(300);

impl Survey {
    fn of(version: u64, files: Files, problems: Vec<Problem>, last: Option<&Self>) -> Self {
        let known = |key: u64| {
            let prints = last.map_or(&[][..], |last| &last.prints);
            prints.binary_search_by_key(&key, |(key, _)| *key).ok().map(|at| prints[at].1)
        };
        let print = |item: &Item| {
            let key = key(&item.url);
            (key, item.basis.known().or_else(|| known(key)).unwrap_or_default())
        };
        let mut prints: Vec<(u64, Fingerprint)> = files.items.iter().map(print).collect();
        prints.sort_unstable_by_key(|(key, _)| *key);
        let (mut assets, mut redirects) = (Assets::new(), BTreeSet::new());
        for item in files.items {
            match item.source {
                Source::Fixed(fixed) => {
                    assets.insert(item.url.as_str().trim_start_matches('/').to_owned(), *fixed);
                }
                Source::Page(Page::Redirect(url)) => {
                    redirects.insert(url);
                }
                Source::Page(_) => {}
            }
        }
        Self { version, assets, redirects, problems, prints, shelves: files.shelves }
    }

    /// The problems that the other does not have; both are in order.
    fn new_problems(&self, last: Option<&Self>) -> Vec<Problem> {
        let before: BTreeSet<&Problem> = last.into_iter().flat_map(|last| &last.problems).collect();
        self.problems.iter().filter(|problem| !before.contains(problem)).cloned().collect()
    }
}

/// What an address is kept by.
fn key(url: &Url) -> u64 {
    let print = Fingerprint::of(url.as_str().as_bytes());
    print.bytes().iter().take(8).fold(0, |key, byte| key << 8 | u64::from(*byte))
}

/// How many files are in one and not in the other, or are others in both. Both are by address.
fn differing(before: &[(u64, Fingerprint)], now: &[(u64, Fingerprint)]) -> usize {
    let (mut old, mut count) = (before.iter().peekable(), 0);
    for (key, print) in now {
        while old.next_if(|(other, _)| other < key).is_some() {
            count += 1;
        }
        let same = old.next_if(|(other, _)| other == key).is_some_and(|(_, other)| other == print);
        count += usize::from(!same);
    }
    count + old.count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_differ_that_are_other_or_new_or_gone() {
        let print = |text: &str| Fingerprint::of(text.as_bytes());
        let before = [(1, print("a")), (3, print("b")), (5, print("c"))];
        let now = [(1, print("a")), (2, print("new")), (3, print("other"))];
        assert_eq!(differing(&before, &now), 3);
        assert_eq!(differing(&now, &now), 0);
        assert_eq!(differing(&[], &now), 3);
    }
}
