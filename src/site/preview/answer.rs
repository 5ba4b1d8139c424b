//! What is at an address: the page, made now; a file; or nothing, and why.
//!
//! Nothing is looked for on the disk: an address is looked up among the pages and files that the site is
//! known to have, so none leads anywhere else.

use std::path::{Path, PathBuf};

use crate::article::{Status, Url};
use crate::page::Page;
use crate::problem::Problem;
use crate::site::theme::Fixed;

use super::Preview;
use super::state::{State, inside};
use super::survey::Survey;

/// What is at an address.
#[derive(Clone, Debug)]
pub enum Answer {
    /// The page as a build writes it, and the name of its file.
    Page {
        file: String,
        bytes: Vec<u8>,
        mark: Option<Status>,
    },
    /// A file of the default theme, or of the search index.
    Embedded {
        file: String,
        bytes: Vec<u8>,
    },
    OnDisk {
        file: String,
        path: PathBuf,
    },
    /// The same address with a slash at its end is a page.
    Folder,
    /// The page that says so, and the article that is not shown because it is not published.
    Nothing {
        page: Vec<u8>,
        hidden: Option<Unpublished>,
    },
    /// The page cannot be made.
    Fault(Vec<Problem>),
    /// A file that a link brings in from outside of the archive's folders; its name.
    Outside(String),
}

/// An article that a build leaves out.
#[derive(Clone, Debug)]
pub struct Unpublished {
    pub title: String,
    pub file: String,
    pub status: Status,
}

impl Preview {
    /// What is at an address: its path, decoded, from the first slash on. A page costs what a build needs to
    /// make it. Where it cannot be told without it, waits for the survey, and for a file that was changed
    /// a moment ago until that is taken in.
    pub fn answer(&self, path: &str) -> Answer {
        let version = self.version();
        if let Some(file) = self.of_index(path) {
            return self.index_file(file).unwrap_or_else(|| self.nothing(path));
        }
        if let Some(answer) = self.answer_at_once(path) {
            return answer;
        }
        let fresh = self.survey_of_now();
        if let Some(answer) = self.answer_at_once(path) {
            return answer;
        }
        self.wait_for_change(version);
        self.find(path, fresh.as_deref()).unwrap_or_else(|| self.nothing(path))
    }

    /// The same where there is nothing to wait for.
    pub fn answer_at_once(&self, path: &str) -> Option<Answer> {
        if let Some(file) = self.of_index(path) {
            return self.index_file_at_once(file);
        }
        let (survey, fresh) = self.last_survey();
        match self.find(path, survey.as_deref()) {
            // Its file was written a moment ago, and the update is on its way.
            Some(Answer::Fault(problems)) if problems.iter().any(|problem| problem.code == "changed") => None,
            // It may be one that the last survey did not know.
            None => fresh.then(|| self.nothing(path)),
            found => found,
        }
    }

    fn find(&self, path: &str, survey: Option<&Survey>) -> Option<Answer> {
        let state = self.state();
        if let Some(fault) = &state.fault {
            return Some(Answer::Fault(vec![fault.clone()]));
        }
        // One page links from the root of its host, because it is shown at any address.
        let base = state.edition.masthead.base_path();
        let base = base.trim_end_matches('/');
        let below = path.strip_prefix(base).filter(|rest| !base.is_empty() && rest.starts_with('/'));
        if !base.is_empty() && path == base {
            return Some(Answer::Folder);
        }
        state.find(path, survey).or_else(|| state.find(below?, survey))
    }

    fn nothing(&self, path: &str) -> Answer {
        let state = self.state();
        let faults = state.faults_at(path);
        if !faults.is_empty() {
            return Answer::Fault(faults);
        }
        let hidden = state.hidden.iter().find(|meta| meta.card.url.as_str() == path);
        let hidden = hidden.map(|meta| Unpublished {
            title: meta.card.title.to_string(),
            file: meta.file.to_string(),
            status: meta.status,
        });
        match state.edition.make(&state.site, &Page::NotFound) {
            Ok(output) => Answer::Nothing { page: output.bytes, hidden },
            Err(problem) => Answer::Fault(vec![problem]),
        }
    }
}

impl State {
    fn find(&self, path: &str, survey: Option<&Survey>) -> Option<Answer> {
        let found = self.page_at(path).or_else(|| self.folder_at(path));
        found.or_else(|| self.asset_or_folder_at(path.strip_prefix('/')?, survey)).or_else(|| {
            let leads_on = |path: &str| survey?.redirects.get(path);
            match leads_on(folder_of(path)) {
                Some(url) => Some(self.make(&Page::Redirect(url.clone()))),
                None => leads_on(&format!("{path}/")).map(|_| Answer::Folder),
            }
        })
    }

    /// A file that goes into the site as it is, or the one that hosts show for its folder.
    fn asset_or_folder_at(&self, name: &str, survey: Option<&Survey>) -> Option<Answer> {
        let index = format!("{}/index.html", name.trim_end_matches('/'));
        self.asset_at(name, survey).or_else(|| {
            let index = self.asset_at(&index, survey)?;
            Some(if name.ends_with('/') { index } else { Answer::Folder })
        })
    }

    /// A file that the survey found. Without one those of the theme are shown, because pages need them.
    fn asset_at(&self, name: &str, survey: Option<&Survey>) -> Option<Answer> {
        let is_shown = match survey {
            Some(survey) => survey.assets.contains_key(name),
            None => self.edition.fixed.contains_key(name),
        };
        is_shown.then(|| self.asset(name)).flatten()
    }

    /// The page at an address, or at that of its file.
    fn page_at(&self, path: &str) -> Option<Answer> {
        let url = Url::parse(folder_of(path))?;
        Page::at(&self.edition.archive, &url).map(|page| self.make(&page))
    }

    fn folder_at(&self, path: &str) -> Option<Answer> {
        let url = Url::parse(&format!("{path}/"))?;
        Page::at(&self.edition.archive, &url).map(|_| Answer::Folder)
    }

    fn make(&self, page: &Page) -> Answer {
        let mark = match page {
            Page::Article(url) | Page::Unlisted(url) => {
                let owner = self.edition.archive.owner(url);
                owner.map(|owner| self.edition.archive.owned(owner).status)
            }
            _ => None,
        };
        let mark = mark.filter(|status| !status.is_public());
        match self.edition.make(&self.site, page) {
            Ok(output) => Answer::Page { file: output.url.file(), bytes: output.bytes, mark },
            Err(problem) => Answer::Fault(vec![problem]),
        }
    }

    /// A file that goes into the site as it is, by its path there.
    fn asset(&self, name: &str) -> Option<Answer> {
        let beside = || self.edition.files.binary_search_by(|file| (*file.path).cmp(name)).is_ok();
        let (path, from) = match self.edition.fixed.get(name) {
            Some(Fixed::Embedded(bytes)) => {
                return Some(Answer::Embedded { file: name.to_owned(), bytes: bytes.to_vec() });
            }
            Some(Fixed::OnDisk(path, _)) => (path.clone(), format!("static/{name}")),
            None if beside() => (self.site.content().join(name), format!("content/{name}")),
            None => return None,
        };
        Some(if self.is_inside(&path) {
            Answer::OnDisk { file: name.to_owned(), path }
        } else {
            Answer::Outside(from)
        })
    }

    /// Whether a file lies in the archive, whatever links lead to it. The archive's own folders may be
    /// links: somebody who has `content/` elsewhere means what is there.
    fn is_inside(&self, path: &Path) -> bool {
        let Ok(real) = path.canonicalize() else { return true };
        let folders = [self.site.root.clone(), self.site.content(), self.site.root.join("static")];
        folders.iter().filter_map(|folder| folder.canonicalize().ok()).any(|folder| real.starts_with(folder))
    }

    /// What is wrong with the file of the article that was at an address, or would be there by its name.
    fn faults_at(&self, path: &str) -> Vec<Problem> {
        let lost = self.lost.get(path);
        let concerns = |problem: &&Problem| {
            let file = inside(&problem.file);
            problem.is_error() && lost.map_or_else(|| may_be_of(path, file), |lost| problem.file == *lost)
        };
        let faults = &self.edition.faults;
        let mut found: Vec<Problem> =
            faults.content.iter().chain(&faults.collisions).filter(concerns).cloned().collect();
        found.sort();
        found
    }
}

/// Whether an address may be that of the article in a file: it is called the same, and where it tells a
/// date the folders of the file tell no other.
fn may_be_of(path: &str, file: &str) -> bool {
    let Some(path) = path.strip_suffix(".html").or_else(|| path.strip_suffix('/')) else { return false };
    let file = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let parts = |text: &str| text.trim_matches('/').to_lowercase().split('/').map(str::to_owned).collect();
    let (path, file): (Vec<String>, Vec<String>) = (parts(path), parts(file));
    let is_number = |part: &&String| part.bytes().all(|byte| byte.is_ascii_digit());
    let date = |parts: &[String]| -> Vec<String> { parts.iter().filter(is_number).cloned().collect() };
    let (told, filed) = (date(&path), date(&file));
    path.last() == file.last() && (filed.is_empty() || told == filed)
}

/// The address of a page in a folder, where a path names its file.
fn folder_of(path: &str) -> &str {
    path.strip_suffix("index.html").filter(|folder| folder.ends_with('/')).unwrap_or(path)
}
