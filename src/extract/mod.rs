//! Bytes of a file to text: decoding of plain text, and the text layer of PDFs.

use crate::model::Format;

mod error;
mod pdf;
mod text;

pub use error::ExtractError;

/// The text of one letter, in reading order, lines as in the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// What kind of file it came from.
    pub format: Format,
    /// The text. Lines end in `\n` or `\r\n`, pages may end in a form feed.
    pub body: String,
}

/// Bytes at the head of a file among which a PDF says that it is one.
const HEAD: usize = 1024;

/// Reads a file in this process: no limits of time and memory, and a hostile PDF may bring the
/// process down. For tests, fuzzing and the worker process.
pub fn extract_in_process(bytes: &[u8]) -> Result<Text, ExtractError> {
    if is_pdf(bytes) {
        let body = pdf::extract(bytes)?;
        check_letters(&body)?;
        Ok(Text { format: Format::Pdf, body })
    } else {
        Ok(Text { format: Format::Txt, body: text::decode(bytes)? })
    }
}

/// Whether a file is a PDF, whatever its name.
fn is_pdf(bytes: &[u8]) -> bool {
    memchr::memmem::find(&bytes[..bytes.len().min(HEAD)], b"%PDF-").is_some()
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
