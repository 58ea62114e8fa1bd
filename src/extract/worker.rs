//! The worker process: reads PDFs, so that a hostile one costs a process and not the run.
//!
//! It is the program itself, started again with [`WORKER_ARG`] and the limit of memory. What goes
//! over its pipes:
//!
//! | | bytes |
//! |---|---|
//! | once, from the worker | [`READY`] |
//! | a file, to the worker | length (8, little-endian), the bytes |
//! | its answer | 0 for text, 1 for an error; length (8); the text, or kind and detail |

use std::any::Any;
use std::io::{self, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

use rustix::process::{Resource, Rlimit, setrlimit};

use super::{ExtractError, extract_owned};

/// The first argument that makes the program a worker. Not for people.
pub const WORKER_ARG: &str = "__extract-worker";

/// What a worker says first, so that another program is not taken for one.
pub(super) const READY: u8 = b'R';

/// The first byte of an answer that is a text.
pub(super) const ANSWER_TEXT: u8 = 0;
/// The first byte of an answer that is an error.
pub(super) const ANSWER_ERROR: u8 = 1;

/// The worker's main function: serves files from standard input until it is closed.
///
/// `main` must call it when the first argument is [`WORKER_ARG`], before anything else: what it
/// allocates or starts would count against the limit of memory.
pub fn worker_main() -> ExitCode {
    if let Some(memory) = std::env::args().nth(2).and_then(|limit| limit.parse().ok()) {
        limit_self(memory);
    }
    // The parent reports panics, as the fault of the file that they are.
    std::panic::set_hook(Box::new(|_| {}));
    match serve(&mut io::stdin().lock(), &mut io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

/// Takes limits upon this process. Where the system refuses one, the others still hold.
fn limit_self(memory: u64) {
    let limit = |most| Rlimit { current: Some(most), maximum: Some(most) };
    let _ = setrlimit(Resource::As, limit(memory));
    let _ = setrlimit(Resource::Core, limit(0));
    // An endless loop never sees that its standard input was closed.
    #[cfg(target_os = "linux")]
    let _ = rustix::process::set_parent_process_death_signal(Some(rustix::process::Signal::KILL));
}

/// Answers one file after the other until the input ends.
fn serve(input: &mut impl Read, output: &mut impl Write) -> io::Result<()> {
    output.write_all(&[READY])?;
    output.flush()?;
    let mut length = [0; 8];
    while read_length(input, &mut length)? {
        let mut bytes = Vec::new();
        let length = u64::from_le_bytes(length);
        if input.take(length).read_to_end(&mut bytes)? as u64 != length {
            break;
        }
        let result = catch_unwind(AssertUnwindSafe(|| extract_owned(bytes)))
            .unwrap_or_else(|panic| Err(ExtractError::Crashed(describe_panic(&*panic))));
        let (tag, payload) = match result {
            Ok(text) => (ANSWER_TEXT, text.body),
            Err(error) => (ANSWER_ERROR, encode_error(&error)),
        };
        output.write_all(&[tag])?;
        output.write_all(&(payload.len() as u64).to_le_bytes())?;
        output.write_all(payload.as_bytes())?;
        output.flush()?;
    }
    Ok(())
}

/// Whether another length came; `false` where the input ends instead.
fn read_length(input: &mut impl Read, length: &mut [u8; 8]) -> io::Result<bool> {
    match input.read_exact(length) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}

fn describe_panic(panic: &(dyn Any + Send)) -> String {
    let message = panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    format!("panic: {}", message.unwrap_or("unknown"))
}

/// The errors that reading a PDF gives, as kind and detail.
fn encode_error(error: &ExtractError) -> String {
    match error {
        ExtractError::Crashed(detail) => format!("{} {detail}", error.kind()),
        _ => error.kind().to_owned(),
    }
}

/// The reverse of [`encode_error`].
pub(super) fn decode_error(answer: &str) -> ExtractError {
    let (kind, detail) = answer.split_once(' ').unwrap_or((answer, ""));
    let known = [
        ExtractError::Empty,
        ExtractError::NoTextLayer,
        ExtractError::Garbled,
        ExtractError::Encrypted,
        ExtractError::DamagedPdf,
        ExtractError::TooMuch,
    ];
    let found = known.into_iter().find(|error| error.kind() == kind);
    found.unwrap_or_else(|| ExtractError::Crashed(detail.to_owned()))
}
