//! Bytes of a file to text: decoding of plain text, and the text layer of PDFs.
//!
//! | file | what |
//! |---|---|
//! | `extractor` | what the other rooms use: a file's bytes to [`Text`], within [`Limits`] |
//! | `text` | plain text in its encodings |
//! | `pdf/` | the text layer of PDFs |
//! | `worker`, `process`, `pipe` | the process that reads PDFs: its side, the parent's, the pipes |
//! | `ocr` | a program named by the user for scans |
//! | `error`, `limits` | why a file gives no text; what it may cost |
//!
//! Any file may be hostile. Plain text cannot do harm and is decoded here; PDFs are read in a
//! worker process with a limit of memory and a limit of time, because a stack that overflows or
//! memory that runs out ends a process, whatever catches panics. The process stays for the next
//! file, so that a good letter pays for the pipe only.

use crate::model::Format;

mod error;
mod extractor;
mod limits;
mod ocr;
mod pdf;
mod pipe;
mod process;
mod text;
mod worker;

pub use error::ExtractError;
pub use extractor::Extractor;
pub use limits::Limits;
pub use ocr::end_programs;
pub use worker::{WORKER_ARG, worker_main};

/// The text of one letter, in reading order, lines as in the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// What kind of file it came from.
    pub format: Format,
    /// The text. Lines end in `\n` or `\r\n`, pages may end in a form feed.
    pub body: String,
}

/// Bytes at the head and the end of a file among which a PDF says that it is one.
const MARGIN: usize = 1024;

/// Reads a file in this process: no limits of time and memory, and a hostile PDF may bring the
/// process down. For tests, fuzzing and the worker process.
pub fn extract_in_process(bytes: &[u8]) -> Result<Text, ExtractError> {
    extract_owned(bytes.to_vec())
}

fn extract_owned(bytes: Vec<u8>) -> Result<Text, ExtractError> {
    if !is_pdf(&bytes) {
        return Ok(Text { format: Format::Txt, body: text::decode(&bytes)? });
    }
    let body = pdf::extract(bytes)?;
    check_letters(&body)?;
    Ok(Text { format: Format::Pdf, body })
}

/// Whether a file is a PDF, whatever its name, by its head or, if that is lost, by its end.
fn is_pdf(bytes: &[u8]) -> bool {
    let (head, end) = (bytes.len().min(MARGIN), bytes.len().saturating_sub(MARGIN));
    memchr::memmem::find(&bytes[..head], b"%PDF-").is_some()
        || memchr::memmem::find(&bytes[end..], b"\nstartxref").is_some()
}

/// Tells a text layer from none, and from one whose fonts do not say what they show.
fn check_letters(body: &str) -> Result<(), ExtractError> {
    let (mut letters, mut others) = (0usize, 0usize);
    for c in body.chars().filter(|c| !c.is_whitespace()) {
        match c.is_alphanumeric() {
            true => letters += 1,
            false => others += 1,
        }
    }
    match letters {
        _ if letters + others < 8 => Err(ExtractError::NoTextLayer),
        letters if letters < others => Err(ExtractError::Garbled),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
