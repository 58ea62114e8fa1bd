//! What a run says while it goes on, and where it writes what became of each file.

use std::fs::File;
use std::io::{BufWriter, IsTerminal, Write};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::Context;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::args::Global;
use super::out;
use crate::corpus::{Found, Root, walk};
use crate::ingest::{Fate, FileReport, Observer};
use crate::model::WarningKind;
use crate::render::printable;

/// How often a line is printed where there is no terminal for a bar.
const LINE_EVERY: Duration = Duration::from_secs(10);

/// Tells of a run on standard error.
pub(super) struct Progress {
    quiet: bool,
    verbose: bool,
    bar: Option<ProgressBar>,
    report: Option<Mutex<BufWriter<File>>>,
    done: AtomicUsize,
    unreadable: AtomicUsize,
    start: Instant,
    last_line: Mutex<Instant>,
}

impl Progress {
    pub(super) fn new(global: &Global, report: Option<&Path>) -> anyhow::Result<Self> {
        let report = match report {
            Some(path) => {
                let file = File::create(path)
                    .with_context(|| format!("cannot write the report `{}`", path.display()))?;
                Some(Mutex::new(BufWriter::new(file)))
            }
            None => None,
        };
        let terminal = std::io::stderr().is_terminal() && !global.quiet;
        Ok(Self {
            quiet: global.quiet,
            verbose: global.verbose > 0,
            bar: terminal.then(bar),
            report,
            done: AtomicUsize::new(0),
            unreadable: AtomicUsize::new(0),
            start: Instant::now(),
            last_line: Mutex::new(Instant::now()),
        })
    }

    /// Counts the files of the corpus in the background, so that the bar knows how far it has to
    /// go.
    pub(super) fn count_files(&self, roots: &[Root]) {
        let Some(bar) = self.bar.clone() else { return };
        let roots = roots.to_vec();
        std::thread::spawn(move || {
            let mut files = 0;
            for root in &roots {
                walk(root, None, |found| {
                    files += u64::from(matches!(found, Found::File(_)));
                    true
                });
            }
            bar.set_length(files);
        });
    }

    /// Ends the bar and the report.
    pub(super) fn finish(&self) -> anyhow::Result<()> {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
        if let Some(report) = &self.report {
            let mut report = report.lock().unwrap_or_else(PoisonError::into_inner);
            report.flush().context("cannot write the report")?;
        }
        Ok(())
    }

    fn say(&self, message: &str) {
        match &self.bar {
            Some(bar) => bar.println(printable(message)),
            None => out::say(message),
        }
    }

    fn count(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if let Some(bar) = &self.bar {
            bar.inc(1);
        } else if !self.quiet && done.is_multiple_of(64) {
            self.print_line(done);
        }
    }

    fn print_line(&self, done: usize) {
        let Ok(mut last) = self.last_line.try_lock() else { return };
        if last.elapsed() < LINE_EVERY {
            return;
        }
        *last = Instant::now();
        let seconds = self.start.elapsed().as_secs_f64();
        let unreadable = self.unreadable.load(Ordering::Relaxed);
        let rate = done as f64 / seconds;
        self.say(&format!("{done} files, {rate:.0} per second, {unreadable} unreadable"));
    }
}

impl Observer for Progress {
    fn file(&self, file: &FileReport<'_>) {
        if file.fate != Fate::Removed {
            self.count();
        }
        if file.fate == Fate::Unreadable {
            self.unreadable.fetch_add(1, Ordering::Relaxed);
            if !self.quiet {
                let reason = file.reason.unwrap_or("cannot be read");
                self.say(&format!("{}: {reason}", file.path.display()));
            }
        } else if file.fate == Fate::NotALetter && self.verbose {
            let reason = file.reason.map_or_else(String::new, |reason| format!(" ({reason})"));
            self.say(&format!("{}: not a letter{reason}", file.path.display()));
        }
        if let Some(report) = &self.report {
            let mut report = report.lock().unwrap_or_else(PoisonError::into_inner);
            // A report that cannot be written is told of when it is ended.
            let _ = serde_json::to_writer(&mut *report, &ShownReport::from(file));
            let _ = report.write_all(b"\n");
        }
    }

    fn unreachable(&self, path: &Path, reason: &str) {
        self.say(&format!("{}: {reason}; the letters indexed from there are kept", path.display()));
    }

    fn committed(&self, letters: usize) {
        if self.verbose {
            self.say(&format!("committed: {letters} letters in the index"));
        }
    }
}

/// A line of the report. Paths that are not UTF-8 are shown with replacement characters.
#[derive(serde::Serialize)]
struct ShownReport<'a> {
    path: std::borrow::Cow<'a, str>,
    fate: Fate,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    warnings: &'a [WarningKind],
}

impl<'a> From<&FileReport<'a>> for ShownReport<'a> {
    fn from(file: &FileReport<'a>) -> Self {
        let path = file.path.to_string_lossy();
        let FileReport { fate, kind, reason, warnings, .. } = *file;
        Self { path, fate, kind, reason, warnings }
    }
}

fn bar() -> ProgressBar {
    let style = ProgressStyle::with_template(
        "{bar:30} {human_pos} of {human_len} files, {per_sec}, {eta} left",
    );
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
