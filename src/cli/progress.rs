//! A line that says what is going on, when it takes longer than a moment and somebody watches.

use std::io::{IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crate::site::Watch;
use crate::words;

use super::Global;

/// A command that is faster than this says nothing in between.
const SILENT: Duration = Duration::from_millis(250);

/// Shows the line until it is dropped.
pub(super) struct Progress {
    thread: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    pub fn start(global: &Global, line: &'static str) -> Self {
        Self::saying(global, move || format!("{line}…"))
    }

    /// The same with numbers that grow: articles so far, and the part of all sources that was read.
    pub fn counting(global: &Global, line: &'static str, watch: Arc<Watch>) -> Self {
        let started = Instant::now();
        Self::saying(global, move || {
            let articles = watch.articles.load(Ordering::Relaxed);
            let (read, all) = (watch.bytes.load(Ordering::Relaxed), watch.all_bytes.load(Ordering::Relaxed));
            let rate = articles as f64 / started.elapsed().as_secs_f64().max(0.001);
            let (articles, rate) =
                (words::count(articles as usize, "article"), words::thousands(rate as usize));
            let percent = (read * 100).checked_div(all).map(|percent| format!(", {} %", percent.min(100)));
            let percent = percent.unwrap_or_default();
            format!("{line}… {articles}, {rate} a second{percent}")
        })
    }

    fn saying(global: &Global, line: impl Fn() -> String + Send + 'static) -> Self {
        if global.quiet || global.is_json() || !std::io::stderr().is_terminal() {
            return Self { thread: None };
        }
        let (stop, stopped) = mpsc::channel();
        let thread = std::thread::spawn(move || {
            let mut terminal = std::io::stderr();
            let mut said = String::new();
            while stopped.recv_timeout(SILENT) == Err(RecvTimeoutError::Timeout) {
                let now = line();
                if now != said {
                    let _ = write!(terminal, "\r\x1b[K{now}");
                    let _ = terminal.flush();
                    said = now;
                }
            }
            if !said.is_empty() {
                let _ = write!(terminal, "\r\x1b[K");
            }
        });
        Self { thread: Some((stop, thread)) }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((stop, thread)) = self.thread.take() {
            drop(stop);
            let _ = thread.join();
        }
    }
}
