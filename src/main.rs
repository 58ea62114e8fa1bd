//! The `imr` program: argv to exit code.

use std::process::ExitCode;

use imr_search::{cli, extract};
use mimalloc::MiMalloc;

/// Documents are built by one thread and freed by another, which the system's allocator takes
/// badly: with this one, indexing takes a tenth less CPU time. Its huge pages are off: clearing
/// them takes a tenth of a short search, and indexing is as fast without.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    if std::env::args_os().nth(1).is_some_and(|first| first == extract::WORKER_ARG) {
        return extract::worker_main();
    }
    cli::run(std::env::args_os())
}
