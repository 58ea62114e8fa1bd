//! The `imr` program: argv to exit code.

use std::process::ExitCode;

use imr_search::extract;

fn main() -> ExitCode {
    if std::env::args_os().nth(1).is_some_and(|arg| arg == extract::WORKER_ARG) {
        return extract::worker_main();
    }
    ExitCode::SUCCESS
}
