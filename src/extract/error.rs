//! Why a file gives no text.

use std::time::Duration;

/// Why a file gives no text. Each kind is counted and reported under its [`kind`](Self::kind).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExtractError {
    /// The file has no bytes, or blanks only.
    #[error("empty file")]
    Empty,
    /// Neither text nor PDF.
    #[error("binary, not a letter: looks like {0}; letters are plain text or PDF")]
    Binary(&'static str),
    /// A PDF whose pages show no characters: a scan.
    #[error("no text layer: probably a scan; name a program that reads scans with --ocr")]
    NoTextLayer,
    /// Characters are there, but hardly any letters among them.
    #[error(
        "text layer is unreadable: its fonts do not say which letters they show; \
         name a program that reads scans with --ocr"
    )]
    Garbled,
    /// A PDF that opens with a password only.
    #[error("encrypted: the PDF needs a password; save a copy without one")]
    Encrypted,
    /// A PDF in which no pages can be found.
    #[error("damaged PDF: no pages could be found in it; fetch the file again")]
    DamagedPdf,
    /// Larger than any letter.
    #[error("too large: {size} bytes, the limit is {limit}")]
    TooLarge {
        /// Bytes of the file.
        size: u64,
        /// Bytes allowed.
        limit: u64,
    },
    /// A PDF that draws more than any letter: what was read of it is not the whole.
    #[error("too much: the PDF holds more text or drawing than any letter")]
    TooMuch,
    /// Reading it took longer than allowed.
    #[error("timed out after {} s", .0.as_secs_f64())]
    TimedOut(Duration),
    /// Reading it took more memory than allowed.
    #[error("ran out of memory (limit {} MB)", .0 >> 20)]
    OutOfMemory(u64),
    /// Reading it brought the reader down.
    #[error("crashed ({0})")]
    Crashed(String),
    /// The reader was ended by somebody else: by the system when memory ran out, say.
    #[error("the worker process was ended from outside (signal {0})")]
    Killed(i32),
    /// The time was over before the reader had any of it: the machine slept, or was overloaded.
    #[error("the machine stood still: {} s went by, and hardly any for reading it", .0.as_secs_f64())]
    Stalled(Duration),
    /// The worker process cannot be run at all: the fault is not the file's.
    #[error("cannot run the worker process: {0}")]
    Worker(String),
    /// The program named by the user to read scans cannot be run at all.
    #[error("cannot run the program that reads scans: {0}")]
    OcrMissing(String),
    /// The program named by the user to read scans failed.
    #[error("the program that reads scans failed: {0}")]
    Ocr(String),
}

impl ExtractError {
    /// A short stable name, for counting and for scripts.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Binary(_) => "binary",
            Self::NoTextLayer => "no_text_layer",
            Self::Garbled => "garbled",
            Self::Encrypted => "encrypted",
            Self::DamagedPdf => "damaged_pdf",
            Self::TooLarge { .. } => "too_large",
            Self::TooMuch => "too_much",
            Self::TimedOut(_) => "timed_out",
            Self::OutOfMemory(_) => "out_of_memory",
            Self::Crashed(_) => "crashed",
            Self::Killed(_) => "killed",
            Self::Stalled(_) => "stalled",
            Self::Worker(_) => "worker",
            Self::OcrMissing(_) => "ocr_missing",
            Self::Ocr(_) => "ocr",
        }
    }

    /// Whether a program that reads scans may still get text out of the file.
    pub fn is_for_ocr(&self) -> bool {
        matches!(self, Self::NoTextLayer | Self::Garbled)
    }

    /// Whether the fault is not the file's, so that it may be read another time.
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Killed(_) | Self::Stalled(_) | Self::Worker(_) | Self::OcrMissing(_))
    }
}
