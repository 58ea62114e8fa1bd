//! How the program ends.

use std::io;
use std::process::ExitCode;

use anyhow::Error;

use super::out;
use crate::library;

/// The exit codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exit {
    /// 0: something was found, or done.
    Found,
    /// 1: nothing was found.
    Nothing,
    /// 2: an error, told on standard error.
    Failed,
}

impl Exit {
    /// Whether there were any results.
    pub(super) fn found(any: bool) -> Self {
        if any { Self::Found } else { Self::Nothing }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Found => 0,
            Exit::Nothing => 1,
            Exit::Failed => 2,
        })
    }
}

/// Tells an error, unless it is that nobody reads the results any more.
pub(super) fn report(error: &Error) -> Exit {
    if error.chain().any(is_closed_pipe) {
        return Exit::Found;
    }
    let asked = error.downcast_ref::<library::Error>();
    match asked {
        // The query with carets under the place.
        Some(asked @ library::Error::Query { .. }) => {
            out::say_lines(&format!("imr: {}", asked.report()));
        }
        _ => out::say(format_args!("imr: {error:#}")),
    }
    match asked {
        Some(library::Error::NoLetter(_)) => Exit::Nothing,
        _ => Exit::Failed,
    }
}

fn is_closed_pipe(cause: &(dyn std::error::Error + 'static)) -> bool {
    let kind = match cause.downcast_ref::<io::Error>() {
        Some(error) => Some(kind_of(error)),
        None => cause.downcast_ref().and_then(serde_json::Error::io_error_kind),
    };
    kind == Some(io::ErrorKind::BrokenPipe)
}

/// The kind of an error, or of the one within it that a writer of CSV has wrapped.
fn kind_of(error: &io::Error) -> io::ErrorKind {
    let wrapped = error.get_ref().and_then(|within| within.downcast_ref::<csv::Error>());
    match wrapped.map(csv::Error::kind) {
        Some(csv::ErrorKind::Io(within)) => within.kind(),
        _ => error.kind(),
    }
}
