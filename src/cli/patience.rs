//! Long work: on all cores, with a line of progress on standard error after two seconds, and an end when somebody presses
//! Ctrl-C that keeps what has been worked out.

use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::files;
use crate::study::blame::Workers;

/// Nothing is said of work that is done before.
const SILENT: Duration = Duration::from_secs(2);

/// The world of long work.
#[derive(Debug)]
pub struct Shell {
    what: &'static str,
    began: Instant,
    said: Mutex<Option<Instant>>,
    stop: Arc<AtomicBool>,
    /// For how long it may take; `None`: as long as it takes.
    most: Option<Duration>,
}

impl Shell {
    /// Long work of a command.
    pub fn new(what: &'static str) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let flag = Arc::clone(&stop);
        // Where no handler can be set, Ctrl-C ends the process, as it would have.
        drop(ctrlc::set_handler(move || {
            // Whoever presses twice means it.
            if flag.swap(true, Ordering::Relaxed) {
                std::process::exit(130);
            }
        }));
        Shell { what, began: Instant::now(), said: Mutex::new(None), stop, most: None }
    }

    /// The same, which ends after so many seconds with what there is.
    #[must_use]
    pub fn within(mut self, seconds: u32) -> Self {
        self.most = Some(Duration::from_secs(seconds.into()));
        self
    }

    fn say(&self, part: &str, done: usize, of: usize) {
        if self.began.elapsed() < SILENT {
            return;
        }
        let mut said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        let pause = if std::io::stderr().is_terminal() { Duration::from_millis(250) } else { Duration::from_secs(5) };
        if said.is_some_and(|last| last.elapsed() < pause) {
            return;
        }
        *said = Some(Instant::now());
        let mut stderr = anstream::stderr().lock();
        // On a terminal the line is written over; a file gets one line each time.
        let (before, after) = if std::io::stderr().is_terminal() { ("\r\x1b[2K", "") } else { ("", "\n") };
        drop(write!(stderr, "{before}{}: {done} of {of} {part}; Ctrl-C stops with what there is{after}", self.what));
        drop(stderr.flush());
    }
}

impl Workers for Shell {
    fn side_by_side(&self, jobs: usize, job: &(dyn Fn(usize) + Sync)) {
        files::on_all_cores(jobs, job);
    }

    fn go_on(&self, part: &str, done: usize, of: usize) -> bool {
        self.say(part, done, of);
        !self.stop.load(Ordering::Relaxed) && self.most.is_none_or(|most| self.began.elapsed() < most)
    }

    fn seconds_left(&self) -> Option<f64> {
        self.most.map(|most| most.saturating_sub(self.began.elapsed()).as_secs_f64())
    }
}

impl Drop for Shell {
    fn drop(&mut self) {
        let said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        if said.is_some() && std::io::stderr().is_terminal() {
            drop(anstream::stderr().lock().write_all(b"\n"));
        }
    }
}
