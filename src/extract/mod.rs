//! Bytes of a file to text: decoding of plain text, and the text layer of PDFs.

use crate::model::Format;

/// The text of one letter, in reading order, lines as in the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// What kind of file it came from.
    pub format: Format,
    /// The text. Lines end in `\n` or `\r\n`, pages may end in a form feed.
    pub body: String,
}
