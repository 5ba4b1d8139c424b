//! Watches the archive's folders: from the system's events to what may have changed.
//!
//! Nothing is concluded from what an event says happened to a file: whoever reads it looks. So editors may
//! write, rename and replace as they like. A batch ends when nothing has happened for a while, whatever
//! the files: the usual debouncers wait for each file by itself, and make many batches of one checkout.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, EventKind, ModifyKind};
use notify::{RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::fs::slashed;
use crate::site::{Changed, Watched, is_editors, is_passed_over};

/// A batch ends when nothing happened for so long,
const QUIET: Duration = Duration::from_millis(100);
/// and in any case after this.
const LONGEST: Duration = Duration::from_secs(10);

/// The system's watches, and what they say.
pub(super) struct Watcher {
    events: Receiver<notify::Result<notify::Event>>,
    system: RecommendedWatcher,
    places: Places,
}

/// What is watched, by real paths, because that is how events name it.
#[derive(Default)]
struct Places {
    content: PathBuf,
    settings: PathBuf,
    theme: Vec<PathBuf>,
}

/// Sets up the watches; costs a look at every folder. The error says why there are none.
pub(super) fn start(watched: &[Watched]) -> Result<Watcher, String> {
    let (send, events) = channel();
    let mut system = notify::recommended_watcher(send).map_err(|error| reason(&error))?;
    let mut places = Places::default();
    for place in watched {
        match place {
            Watched::Content(path) => {
                places.content = real(path);
                watch(&mut system, &places.content, RecursiveMode::Recursive)?;
            }
            // Editors put a new file in the place of the old, and only the folder sees that.
            Watched::Settings(path) => {
                places.settings = real(path);
                if let Some(folder) = places.settings.parent() {
                    watch(&mut system, folder, RecursiveMode::NonRecursive)?;
                }
            }
            Watched::Theme(path) => {
                let path = real(path);
                if let Some(folder) = path.parent() {
                    watch(&mut system, folder, RecursiveMode::NonRecursive)?;
                }
                if path.is_dir() {
                    watch(&mut system, &path, RecursiveMode::Recursive)?;
                }
                places.theme.push(path);
            }
        }
    }
    Ok(Watcher { events, system, places })
}

/// Hands on what changed, batch by batch. Ends when the system has no watches left, or never had; the error
/// says why.
pub(super) fn follow(watcher: Result<Watcher, String>, mut take: impl FnMut(&Changed)) -> Result<(), String> {
    let Watcher { events, mut system, places } = watcher?;
    loop {
        let (changed, failed) = batch(&events, &mut system, &places);
        if !changed.is_empty() {
            take(&changed);
        }
        if let Some(reason) = failed {
            return Err(reason);
        }
    }
}

/// All that happens until nothing has happened for a while.
fn batch(
    events: &Receiver<notify::Result<notify::Event>>,
    system: &mut RecommendedWatcher,
    places: &Places,
) -> (Changed, Option<String>) {
    let mut changed = Changed::default();
    let mut ends = None;
    let mut begun = None;
    loop {
        let event = match ends {
            None => events.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(end) => events.recv_timeout(Instant::saturating_duration_since(&end, Instant::now())),
        };
        let news = match event {
            Ok(Ok(event)) => places.news(&event, system),
            Ok(Err(error)) => Err(reason(&error)),
            Err(RecvTimeoutError::Timeout) => return (changed, None),
            Err(RecvTimeoutError::Disconnected) => {
                return (changed, Some("the system's watches ended".to_owned()));
            }
        };
        match news {
            Ok(news) if news.is_empty() => {}
            Ok(news) => {
                changed.and(news);
                let now = Instant::now();
                ends = Some((now + QUIET).min(*begun.get_or_insert(now) + LONGEST));
            }
            Err(reason) => return (Changed { anything: true, ..changed }, Some(reason)),
        }
    }
}

impl Places {
    /// What an event is about.
    fn news(&self, event: &notify::Event, system: &mut RecommendedWatcher) -> Result<Changed, String> {
        let mut changed = Changed::default();
        if event.need_rescan() {
            changed.anything = true;
            // Folders may have come into being unseen.
            watch_again(system, &self.content)?;
        }
        if is_mere_look(event.kind) {
            return Ok(changed);
        }
        for path in &event.paths {
            if let Some(folder) = self.theme.iter().find(|folder| path.starts_with(folder)) {
                changed.theme |= !path.to_str().is_some_and(is_editors);
                if path == folder {
                    watch_again(system, folder)?;
                }
            } else if *path == self.settings {
                changed.settings = true;
            } else if *path == self.content {
                // It is another folder now, or none, or the same; whoever looks will see.
                changed.anything |= !matches!(event.kind, EventKind::Modify(ModifyKind::Metadata(_)));
                watch_again(system, &self.content)?;
            } else if let Ok(inside) = path.strip_prefix(&self.content) {
                let inside = slashed(inside);
                if !is_passed_over(&inside) {
                    changed.content.insert(inside);
                }
            }
        }
        Ok(changed)
    }
}

/// Whether somebody only opened or read something: we do, all the time.
fn is_mere_look(kind: EventKind) -> bool {
    matches!(kind, EventKind::Access(kind) if kind != AccessKind::Close(AccessMode::Write))
}

/// Watches a folder that may be another than the one that was watched under its name, or gone.
fn watch_again(system: &mut RecommendedWatcher, folder: &Path) -> Result<(), String> {
    match system.watch(folder, RecursiveMode::Recursive) {
        Err(error) if matches!(error.kind, notify::ErrorKind::MaxFilesWatch) => Err(reason(&error)),
        // That it is gone again will be told.
        _ => Ok(()),
    }
}

fn watch(system: &mut RecommendedWatcher, path: &Path, mode: RecursiveMode) -> Result<(), String> {
    system.watch(path, mode).map_err(|error| reason(&error))
}

fn reason(error: &notify::Error) -> String {
    match &error.kind {
        notify::ErrorKind::MaxFilesWatch => {
            "the system has no watches left (`fs.inotify.max_user_watches`)".to_owned()
        }
        _ => format!("the system cannot watch the archive: {error}"),
    }
}

/// The path without links, where it leads to something; else that of its folder with its name.
fn real(path: &Path) -> PathBuf {
    let folder = || {
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
        let parent = parent.unwrap_or(Path::new(".")).canonicalize().ok()?;
        Some(parent.join(path.file_name()?))
    };
    path.canonicalize().ok().or_else(folder).unwrap_or_else(|| path.to_owned())
}
