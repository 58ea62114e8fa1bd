//! Panics end like errors.
//!
//! The engine trusts the files of an index: one that is damaged can make it panic anywhere. A
//! person should read what to do about it, not where in the program it happened.

use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, set_hook};
use std::sync::{Mutex, PoisonError};

use anyhow::anyhow;

use super::exit::Exit;

/// The latest panic: what it said, and where.
static LATEST: Mutex<Option<String>> = Mutex::new(None);

/// Runs a command; a panic becomes an error that says where it happened.
pub(super) fn run(command: impl FnOnce() -> anyhow::Result<Exit>) -> anyhow::Result<Exit> {
    set_hook(Box::new(remember));
    catch_unwind(AssertUnwindSafe(command)).unwrap_or_else(|_| {
        let latest = LATEST.lock().unwrap_or_else(PoisonError::into_inner).take();
        Err(anyhow!(
            "internal error; the index may be damaged: verify it with `imr check`. If it is whole, \
             please report this: {}",
            latest.unwrap_or_default()
        ))
    })
}

fn remember(panic: &PanicHookInfo<'_>) {
    let message = panic.payload_as_str().unwrap_or("no message");
    let place = panic.location().map_or_else(String::new, |place| format!(" ({place})"));
    let mut latest = LATEST.lock().unwrap_or_else(PoisonError::into_inner);
    *latest = Some(format!("{message}{place}"));
}
