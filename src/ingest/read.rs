//! One file from disk to determination: the stages that need no index.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use crate::corpus::{self, FoundFile, ReadError};
use crate::extract::{ExtractError, Extractor, Limits};
use crate::index::ledger::Hash128;
use crate::letter;
use crate::model::{Determination, LetterSource, ParsedLetter};

/// How files are read.
#[derive(Debug, Clone)]
pub struct ReadOptions {
    /// The program that is started to read PDFs: this one.
    pub program: PathBuf,
    /// What one file may cost.
    pub limits: Limits,
    /// A command that reads scans.
    pub ocr: Option<String>,
}

/// What one file turned out to be.
#[derive(Debug)]
pub enum Reading {
    /// A letter.
    Letter(Box<ReadLetter>),
    /// Something that should be a letter but cannot be read.
    Unreadable {
        /// A short stable name.
        kind: &'static str,
        /// For a person.
        reason: String,
        /// Whether the fault was not the file's: it is read again at the next run.
        passing: bool,
    },
    /// Something else.
    NotALetter,
}

/// A letter that was read.
#[derive(Debug)]
pub struct ReadLetter {
    /// Where.
    pub source: LetterSource,
    /// What it says.
    pub determination: Determination,
}

impl ReadLetter {
    /// The letter as `imr parse` prints it.
    pub fn parsed(&self) -> ParsedLetter<'_> {
        ParsedLetter { source: &self.source, determination: &self.determination, item: None }
    }
}

/// The bytes of a file, and what it was like when they were read.
pub struct Bytes {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// How many.
    pub size: u64,
    /// Time of last modification, nanoseconds since 1970.
    pub modified: i64,
    /// Their hash.
    pub content: Hash128,
}

/// Reads letters, one after the other; one for each thread.
pub struct LetterReader {
    limits: Limits,
    extractor: Extractor,
}

impl LetterReader {
    /// A reader with these options.
    pub fn new(options: &ReadOptions) -> Self {
        let extractor = Extractor::new(&options.program, options.limits, options.ocr.clone());
        Self { limits: options.limits, extractor }
    }

    /// The bytes of a file.
    ///
    /// # Errors
    /// When it cannot be read whole.
    pub fn bytes(&self, path: &Path) -> Result<Bytes, ReadError> {
        let (bytes, size, modified) = corpus::read(path, self.limits.max_file_size)?;
        let content = Hash128::of(&bytes);
        Ok(Bytes { bytes, size, modified, content })
    }

    /// What the bytes of the file at `path` say.
    pub fn letter(&mut self, path: &Path, bytes: &[u8]) -> Reading {
        if !may_be_letter(path, bytes) {
            return Reading::NotALetter;
        }
        let text = match self.extractor.extract(path, bytes) {
            Ok(text) => text,
            Err(error) => return Reading::from(error),
        };
        // A fault of ours in one letter must not cost the run.
        match catch_unwind(AssertUnwindSafe(|| letter::parse(&text))) {
            Ok(determination) => {
                let source = LetterSource::file(path.to_string_lossy(), text.format);
                Reading::Letter(Box::new(ReadLetter { source, determination }))
            }
            Err(_) => Reading::Unreadable {
                kind: "parser_failed",
                reason: "the parser failed on it; please report this".into(),
                passing: false,
            },
        }
    }

    /// Reads and parses the file at `path`.
    pub fn read(&mut self, path: &Path) -> Reading {
        match self.bytes(path) {
            Ok(read) => self.letter(path, &read.bytes),
            Err(error) => Reading::from(error),
        }
    }
}

impl From<ReadError> for Reading {
    fn from(error: ReadError) -> Self {
        Self::Unreadable {
            kind: error.kind(),
            reason: error.to_string(),
            passing: error.is_passing(),
        }
    }
}

impl From<ExtractError> for Reading {
    fn from(error: ExtractError) -> Self {
        Self::Unreadable {
            kind: error.kind(),
            reason: error.to_string(),
            passing: error.is_passing(),
        }
    }
}

/// Letters are files named `.txt`, `.text` or `.pdf`, and whatever begins like a PDF.
fn may_be_letter(path: &Path, bytes: &[u8]) -> bool {
    is_named_like_letter(path) || bytes.starts_with(b"%PDF-")
}

fn is_named_like_letter(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or("");
    ["txt", "text", "pdf"].iter().any(|known| extension.eq_ignore_ascii_case(known))
}

/// Whether a file that is not named like a letter begins like a PDF, or may do so for all that can
/// be known now. Reads a few bytes only.
fn may_begin_like_pdf(file: &FoundFile) -> bool {
    let mut start = [0; 5];
    match File::open(file.location()).and_then(|mut file| file.read_exact(&mut start)) {
        Ok(()) => start == *b"%PDF-",
        Err(error) => !IS_NO_PDF.contains(&error.kind()),
    }
}

/// What goes wrong with a file of which we say that it is no PDF: it is too short, or not for us.
const IS_NO_PDF: [ErrorKind; 3] =
    [ErrorKind::UnexpectedEof, ErrorKind::PermissionDenied, ErrorKind::NotFound];

/// Whether the file has to be read whole to know what it is.
pub(super) fn is_worth_reading(file: &FoundFile) -> bool {
    is_named_like_letter(&file.path) || may_begin_like_pdf(file)
}

/// The files below `root`, in the order of their names.
pub fn files_below(root: &corpus::Root) -> Vec<PathBuf> {
    let mut paths = Vec::new();
    corpus::walk(root, None, |found| {
        if let corpus::Found::File(file) = found {
            paths.push(file.path);
        }
        true
    });
    paths.sort_unstable();
    paths
}
