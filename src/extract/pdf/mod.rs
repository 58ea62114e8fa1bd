//! The text layer of PDFs.
//!
//! `hayro-syntax` reads the file: it parses objects only when they are asked for, decrypts,
//! decompresses, bounds nesting, and rebuilds a broken table of objects. The rest is here, because
//! no text extractor keeps words whole, is fast, and survives hostile files all at once. On real
//! letters the lines are those of `pdftotext -raw`, word for word, in a twentieth of its time; they
//! also are on the output of Chromium, LibreOffice, LaTeX, wkhtmltopdf, WeasyPrint, ReportLab,
//! fpdf2 and cairo, as it is and rewritten by Ghostscript and qpdf.
//!
//! | file | what |
//! |---|---|
//! | `lexer` | bytes of a stream to operators and operands |
//! | `content`, `state`, `matrix` | runs the operators that place text |
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
mod state;

use std::sync::Arc;

use hayro_syntax::object::Dict;
use hayro_syntax::page::{Page, Resources};
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use super::ExtractError;
use content::Interpreter;
use fonts::FontCache;
use layout::Lines;
use state::Budget;

/// Operators of a whole document beyond which it is given up: a letter has some 10,000.
const MAX_OPERATORS: u64 = 20_000_000;
/// Levels of the page tree above a page in which its resources are looked for.
const MAX_PARENTS: usize = 8;
/// Bytes of text beyond which a document is given up.
const MAX_TEXT: usize = 16 << 20;

/// The text of a PDF, in reading order; each page ends in a form feed.
pub(super) fn extract(bytes: Vec<u8>) -> Result<String, ExtractError> {
    let bytes = Arc::new(bytes);
    let pdf = Pdf::new(Arc::clone(&bytes)).or_else(|error| match error {
        LoadPdfError::Invalid => Pdf::new(with_trailer(&bytes)),
        LoadPdfError::Decryption(_) => Err(error),
    });
    read_pages(&pdf.map_err(explain)?)
}

fn explain(error: LoadPdfError) -> ExtractError {
    match error {
        LoadPdfError::Decryption(
            DecryptionError::PasswordProtected | DecryptionError::UnsupportedAlgorithm,
        ) => ExtractError::Encrypted,
        LoadPdfError::Decryption(_) | LoadPdfError::Invalid => ExtractError::DamagedPdf,
    }
}

/// A file that was cut off, with the trailer that it lost. Its catalog names a page tree that is
/// not there, which makes the parser take every object that looks like a page.
fn with_trailer(bytes: &[u8]) -> Vec<u8> {
    let mut mended = bytes.to_vec();
    mended.extend_from_slice(
        b"\nendstream endobj\n9999998 0 obj <</Type /Catalog /Pages 9999999 0 R>> endobj\n\
          trailer <</Root 9999998 0 R /Size 9999999>>\nstartxref\n0\n%%EOF\n",
    );
    mended
}

fn read_pages(pdf: &Pdf) -> Result<String, ExtractError> {
    let mut fonts = FontCache::default();
    let mut budget = Budget::new(MAX_OPERATORS);
    let mut text = String::new();
    for page in pdf.pages().iter() {
        let mut lines = Lines::default();
        if let Some(content) = page.page_stream() {
            let resources = find_resources(page);
            Interpreter::new(&mut fonts, &mut lines, &mut budget, resources).run(content);
        }
        if !lines.is_empty() {
            text.push_str(&lines.finish());
            text.push('\x0c');
        }
        if budget.is_spent() || text.len() > MAX_TEXT {
            return Err(ExtractError::TooMuch);
        }
    }
    Ok(text)
}

/// The resources of a page. A page found without its tree has to ask its parents itself.
fn find_resources<'d>(page: &Page<'d>) -> Resources<'d> {
    let mut resources = page.resources().clone();
    let mut node = page.raw().get::<Dict>("Parent");
    for _ in 0..MAX_PARENTS {
        if !resources.fonts.is_empty() {
            break;
        }
        let Some(parent) = node else { break };
        if let Some(dict) = parent.get::<Dict>("Resources") {
            resources = Resources::new(dict);
        }
        node = parent.get::<Dict>("Parent");
    }
    resources
}

#[cfg(test)]
mod tests;
