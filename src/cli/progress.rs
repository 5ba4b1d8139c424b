//! A line that says what is going on, when it takes longer than a moment and somebody watches.

use std::io::{IsTerminal, Write};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::Duration;

use super::Global;

/// A command that is faster than this says nothing in between.
const SILENT: Duration = Duration::from_millis(250);

/// Shows the line until it is dropped.
pub(super) struct Progress {
    thread: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    pub fn start(global: &Global, line: &'static str) -> Self {
        if global.quiet || global.is_json() || !std::io::stderr().is_terminal() {
            return Self { thread: None };
        }
        let (stop, stopped) = mpsc::channel();
        let thread = std::thread::spawn(move || {
            if stopped.recv_timeout(SILENT) == Err(RecvTimeoutError::Timeout) {
                let mut terminal = std::io::stderr();
                let _ = write!(terminal, "{line}…");
                let _ = terminal.flush();
                let _ = stopped.recv();
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
