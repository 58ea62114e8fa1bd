//! Brings an index up to date with its corpus: joins the rooms from [`corpus`] to [`index`].
//!
//! One thread walks, and asks the ledger of each file whether anything has to be done. What is
//! new or changed goes through a bounded channel to the readers: as many threads as there are
//! cores take a file each, read, extract, parse and turn it into documents, and hand these to the
//! index, whose own threads invert them. So only the ledger grows with the corpus. When the walk is
//! over, files that are gone are taken out, and letters whose files changed places are written
//! again with their new paths.
//!
//! [`corpus`]: crate::corpus
//! [`index`]: crate::index

mod read;
mod removal;
mod report;
mod roots;
mod run;
mod stale;

pub use read::{LetterReader, ReadLetter, ReadOptions, Reading, files_below};
pub use removal::Accident;
pub use report::{Counts, Fate, FileReport, Observer, Report};
pub use run::{IngestError, Options, run};
