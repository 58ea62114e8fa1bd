//! How the program ends.

use std::io;
use std::process::ExitCode;

use anyhow::Error;

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
    let closed = |cause: &(dyn std::error::Error + 'static)| {
        cause.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe)
    };
    if error.chain().any(closed) {
        return Exit::Found;
    }
    anstream::eprintln!("imr: {error:#}");
    Exit::Failed
}
