//! Where news of the disk come in: the preview takes them in, open pages are told, and so is whoever shows
//! the terminal.

use std::num::NonZero;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use tokio::sync::{broadcast, oneshot};

use crate::fingerprint::Fingerprint;
use crate::problem::Problem;
use crate::site::{Answer, Changed, Preview, Surveyed, Update};

use super::files::Files;
use super::reload;
use super::watch;

/// What happened in a preview, for people to read.
#[derive(Clone, Debug)]
pub enum Event {
    /// The system cannot say what changes, for this reason, so it is looked for again and again.
    Polling { reason: String },
    /// The site as a whole is known, for the first time or after these changes.
    Surveyed { updates: Vec<Updated>, surveyed: Surveyed },
    /// The settings cannot be read, or a page that somebody asked for cannot be made.
    Fault(Vec<Problem>),
}

/// A change that was taken in.
#[derive(Clone, Debug)]
pub struct Updated {
    pub update: Update,
    /// From the moment when the disk fell silent.
    pub took: Duration,
}

/// What is at an address, with all that the script on the page must know of it.
pub(super) struct Answered {
    pub answer: Answer,
    /// Tells it from what was there before.
    pub tag: String,
    /// Where the site lies on its host.
    pub base: String,
}

/// Whom events are told.
pub(super) type Tell = Arc<dyn Fn(Event) + Send + Sync>;

/// Open pages that do not listen miss all but so many messages, and are compared as a whole then.
const MISSED: usize = 16;

/// The desk of a preview.
pub(super) struct Desk {
    pub preview: Arc<Preview>,
    tell: Tell,
    /// Whether drafts are shown, and marked.
    pub drafts: bool,
    /// Make pages: as many as there are processors, because more would only be in each other's way.
    makers: rayon::ThreadPool,
    /// Taken away when the server ends, so that all channels do.
    news: Mutex<Option<broadcast::Sender<()>>>,
    /// Which files that go into the site as they are changed when.
    pub files: Files,
    /// Updates of which nobody knows yet how many pages they concern.
    pending: Mutex<Vec<Updated>>,
    /// What was told since the last change: a page that is asked for again is no news.
    told: Mutex<Vec<Problem>>,
}

impl Desk {
    /// The error says why no thread can be started.
    pub fn new(preview: Arc<Preview>, drafts: bool, tell: Tell) -> Result<Arc<Self>, String> {
        let (news, _) = broadcast::channel(MISSED);
        let threads = thread::available_parallelism().map_or(2, NonZero::get);
        let makers = rayon::ThreadPoolBuilder::new().num_threads(threads).panic_handler(|_| {}).build();
        Ok(Arc::new(Self {
            preview,
            tell,
            drafts,
            makers: makers.map_err(|error| error.to_string())?,
            news: Mutex::new(Some(news)),
            files: Files::default(),
            pending: Mutex::default(),
            told: Mutex::default(),
        }))
    }

    /// Watches the disk, and surveys the site, until the process ends.
    pub fn open(self: &Arc<Self>, poll: bool) {
        let desk = Arc::clone(self);
        thread::spawn(move || {
            let asked = || Err("the system is not asked what changes".to_owned());
            let watcher = if poll { asked() } else { watch::start(&desk.preview.watched()) };
            // What changed before anybody watched.
            desk.take(&Changed { anything: true, ..Changed::default() });
            let surveyor = Arc::clone(&desk);
            thread::spawn(move || surveyor.survey());
            if let Err(reason) = watch::follow(watcher, |changed| desk.take(changed)) {
                (desk.tell)(Event::Polling { reason });
                desk.poll();
            }
        });
    }

    /// Looks at everything, again and again, with four times as much rest between.
    fn poll(&self) -> ! {
        loop {
            let start = Instant::now();
            self.take(&Changed { anything: true, ..Changed::default() });
            thread::sleep((start.elapsed() * 4).max(Duration::from_secs(1)));
        }
    }

    fn take(&self, changed: &Changed) {
        let start = Instant::now();
        let update = self.preview.update(changed);
        if update.is_empty() {
            return;
        }
        self.files.changed(&update);
        if let Some(news) = &*locked(&self.news) {
            // That nobody listens is no fault.
            let _ = news.send(());
        }
        locked(&self.told).clear();
        self.tell_fault(update.fault.as_slice());
        locked(&self.pending).push(Updated { update, took: start.elapsed() });
    }

    fn survey(&self) -> ! {
        loop {
            self.preview.wait_for_survey();
            if let Some(surveyed) = self.preview.survey() {
                let updates = std::mem::take(&mut *locked(&self.pending));
                let problems = self.untold(&surveyed.problems);
                (self.tell)(Event::Surveyed { updates, surveyed: Surveyed { problems, ..surveyed } });
            }
        }
    }

    /// What is at an address. `None` when that failed as nothing should.
    pub async fn answer(self: &Arc<Self>, path: String) -> Option<Answered> {
        let (send, receive) = oneshot::channel();
        let (desk, wanted) = (Arc::clone(self), path.clone());
        // Whoever asked may have gone.
        self.makers.spawn(move || {
            let answer = desk.preview.answer_at_once(&wanted);
            drop(send.send(answer.map(|answer| desk.tagged(answer))));
        });
        match receive.await.ok()? {
            Some(answer) => Some(answer),
            None => {
                // Waiting must not keep those who make pages from their work.
                let desk = Arc::clone(self);
                tokio::task::spawn_blocking(move || desk.answer_in_time(&path)).await.ok()
            }
        }
    }

    fn answer_in_time(&self, path: &str) -> Answered {
        let answer = self.preview.answer(path);
        let is_unseen = |problem: &&Problem| problem.code == "changed";
        let unseen = match &answer {
            Answer::Fault(problems) => problems.iter().find(is_unseen).map(|problem| problem.file.clone()),
            _ => None,
        };
        let Some(file) = unseen else { return self.tagged(answer) };
        // Nobody said that the file is another. So we do.
        let name = file.strip_prefix("content/").unwrap_or(&file).to_owned();
        self.take(&Changed { content: [name].into(), ..Changed::default() });
        self.tagged(self.preview.answer(path))
    }

    fn tagged(&self, answer: Answer) -> Answered {
        let tag = reload::tag(&answer);
        // Links to drafts are marked, so pages change when others become drafts.
        let marks = if self.drafts { self.preview.shown_drafts() } else { Vec::new() };
        let tag = if marks.is_empty() { tag } else { Fingerprint::of_hash(&(tag, marks)).to_string() };
        Answered { answer, tag, base: self.preview.base() }
    }

    /// A listener for news; `None` when the server is ending.
    pub fn listen(&self) -> Option<broadcast::Receiver<()>> {
        locked(&self.news).as_ref().map(broadcast::Sender::subscribe)
    }

    /// Lets all listeners go.
    pub fn close(&self) {
        locked(&self.news).take();
    }

    /// Tells of what is wrong with a page, once.
    pub fn tell_fault(&self, problems: &[Problem]) {
        let new = self.untold(problems);
        if !new.is_empty() {
            (self.tell)(Event::Fault(new));
        }
    }

    /// Those of which nobody has been told since the last change; from now on somebody has.
    fn untold(&self, problems: &[Problem]) -> Vec<Problem> {
        let mut told = locked(&self.told);
        // The message may name the page; the fault of a template is the same on all.
        let same = |a: &Problem, b: &Problem| (&a.file, a.place, &a.code) == (&b.file, b.place, &b.code);
        let is_new = |new: &&Problem| !told.iter().any(|old| same(old, new));
        let new: Vec<Problem> = problems.iter().filter(is_new).cloned().collect();
        told.extend(new.iter().cloned());
        new
    }
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
