//! Which files that go into the site as they are have changed since a page was sent: stylesheets, pictures.
//!
//! A page's own bytes tell whether it is out of date, but not whether what it loads is. So each page knows
//! up to which change it has seen, wherever it was meanwhile.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use crate::fs;
use crate::site::Update;

/// So many changes are remembered.
const REMEMBERED: usize = 64;

/// The last changes.
pub(super) struct Files(Mutex<History>);

struct History {
    /// The number of the last change. They begin with the clock, so that no other server's are taken for them.
    last: u64,
    /// From the number after which there was each, and the addresses; `None` for too many to name.
    changes: VecDeque<(u64, Option<Vec<String>>)>,
}

/// What a page has not seen yet.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Unseen {
    Nothing,
    /// These addresses.
    Some(Vec<String>),
    /// Nobody can tell what: anything.
    All,
}

impl Default for Files {
    fn default() -> Self {
        let start = u64::try_from(fs::now() / 1_000_000).unwrap_or_default();
        Self(Mutex::new(History { last: start, changes: VecDeque::new() }))
    }
}

impl Files {
    /// Takes in what changed.
    pub fn changed(&self, update: &Update) {
        if update.fixed_count == 0 {
            return;
        }
        let mut history = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let named = (update.fixed_count == update.fixed.len()).then(|| update.fixed.clone());
        let last = history.last;
        history.changes.push_back((last, named));
        history.last += 1;
        if history.changes.len() > REMEMBERED {
            history.changes.pop_front();
        }
    }

    /// The number of the last change.
    pub fn last(&self) -> u64 {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).last
    }

    /// What changed after the change of this number, and the number of the last.
    pub fn since(&self, seen: u64) -> (Unseen, u64) {
        let history = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if seen == history.last {
            return (Unseen::Nothing, seen);
        }
        let missed = history.changes.iter().skip_while(|(before, _)| *before != seen);
        let named: Option<Vec<Vec<String>>> = missed.map(|(_, files)| files.clone()).collect();
        let unseen = match named {
            Some(named) if !named.is_empty() => Unseen::Some(named.concat()),
            _ => Unseen::All,
        };
        (unseen, history.last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn update(files: &[&str], count: usize) -> Update {
        let fixed = files.iter().map(|file| (*file).to_owned()).collect();
        Update { fixed, fixed_count: count, ..Update::default() }
    }

    #[test]
    fn a_page_learns_what_it_missed() {
        let files = Files::default();
        let start = files.last();
        assert_eq!(files.since(start), (Unseen::Nothing, start));
        files.changed(&update(&["/a.css"], 1));
        files.changed(&update(&[], 0));
        files.changed(&update(&["/b.jpg"], 1));
        let named = |files: &[&str]| Unseen::Some(files.iter().map(|file| (*file).to_owned()).collect());
        assert_eq!(files.since(start), (named(&["/a.css", "/b.jpg"]), start + 2));
        assert_eq!(files.since(start + 1), (named(&["/b.jpg"]), start + 2));
        assert_eq!(files.since(7), (Unseen::All, start + 2), "another server's");
        files.changed(&update(&["/c.jpg"], 5000));
        assert_eq!(files.since(start + 1), (Unseen::All, start + 3));
    }
}
