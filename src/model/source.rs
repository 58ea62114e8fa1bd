//! Where a letter was read from.

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

/// The place of one letter: a file, or a part of one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct LetterSource {
    /// The file, as the corpus path was given.
    pub path: String,
    /// The name of the file within the archive that `path` is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<String>,
    /// The pages of the file that the letter takes, from 1, where it holds other letters, too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<RangeInclusive<u32>>,
    /// The kind of file.
    pub format: Format,
}

/// The kinds of file a letter comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Plain text.
    Txt,
    /// PDF with a text layer.
    Pdf,
}

impl LetterSource {
    /// A whole file.
    pub fn file(path: impl Into<String>, format: Format) -> Self {
        Self { path: path.into(), member: None, pages: None, format }
    }
}

impl Format {
    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Txt => "txt",
            Self::Pdf => "pdf",
        }
    }
}
