//! The text layer of PDFs.
//!
//! `hayro-syntax` reads the file: it parses objects only when they are asked for, decrypts,
//! decompresses, bounds nesting, and rebuilds a broken table of objects. The rest is here, because
//! no text extractor keeps words whole, is fast, and survives hostile files all at once:
//!
//! | file | what |
//! |---|---|
//! | `lexer` | bytes of a stream to operators and operands |
//! | `content` | runs the operators that place text |
//! | `fonts`, `font` | codes of strings to characters and widths, each font read once a document |
//! | `cmap`, `encoding`, `program` | where fonts say what their codes mean |
//! | `layout` | placed characters to words, lines and pages |
//!
//! Images and, but for one case, font programs are never decompressed.

mod cmap;
mod content;
mod encoding;
mod font;
mod fonts;
mod layout;
mod lexer;
mod matrix;
mod program;

use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use super::ExtractError;
use content::Interpreter;
use fonts::FontCache;
use layout::Page;

/// Operators of a whole document beyond which the rest is left out: a letter has some 10,000.
const MAX_OPERATORS: u64 = 20_000_000;
/// Bytes of text beyond which the rest of a document is left out.
const MAX_TEXT: usize = 64 << 20;

/// The text of a PDF, in reading order; each page ends in a form feed.
pub(super) fn extract(bytes: Vec<u8>) -> Result<String, ExtractError> {
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(
            DecryptionError::PasswordProtected | DecryptionError::UnsupportedAlgorithm,
        ) => ExtractError::Encrypted,
        LoadPdfError::Decryption(_) | LoadPdfError::Invalid => ExtractError::DamagedPdf,
    })?;
    let mut fonts = FontCache::default();
    let mut budget = MAX_OPERATORS;
    let mut text = String::new();
    for page in pdf.pages().iter() {
        let mut lines = Page::default();
        if let Some(content) = page.page_stream() {
            let resources = page.resources().clone();
            Interpreter::new(&mut fonts, &mut lines, &mut budget, resources).run(content);
        }
        if !lines.is_empty() {
            text.push_str(&lines.finish());
            text.push('\x0c');
        }
        if budget == 0 || text.len() > MAX_TEXT {
            break;
        }
    }
    Ok(text)
}
