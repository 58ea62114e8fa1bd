//! The text of files as the index sees it, and why there is none:
//! `cargo run --example extract_text -- [--in-process] FILE...`

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use imr_search::extract::{self, Extractor, Limits};

fn main() -> io::Result<ExitCode> {
    let mut args = std::env::args_os().skip(1).peekable();
    if args.peek().is_some_and(|arg| arg == extract::WORKER_ARG) {
        return Ok(extract::worker_main());
    }
    let in_process = args.next_if(|arg| arg == "--in-process").is_some();
    let mut extractor = Extractor::new(&std::env::current_exe()?, Limits::default(), None);
    let (mut out, mut errors) = (io::stdout().lock(), io::stderr().lock());
    for path in args {
        let (path, bytes) = (Path::new(&path), std::fs::read(&path)?);
        let result = match in_process {
            true => extract::extract_in_process(&bytes),
            false => extractor.extract(path, &bytes),
        };
        match result {
            Ok(text) => out.write_all(text.body.as_bytes())?,
            Err(error) => writeln!(errors, "{}: {}: {error}", path.display(), error.kind())?,
        }
    }
    Ok(ExitCode::SUCCESS)
}
