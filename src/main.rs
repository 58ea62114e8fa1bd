//! The `imr` program: argv to exit code.

use std::process::ExitCode;

use imr_search::{cli, extract};

fn main() -> ExitCode {
    if std::env::args_os().nth(1).is_some_and(|first| first == extract::WORKER_ARG) {
        return extract::worker_main();
    }
    cli::run(std::env::args_os())
}
