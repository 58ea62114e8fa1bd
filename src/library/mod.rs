//! The front door: one index, asked in plain words.
//!
//! Takes request structs ([`SearchRequest`], [`FacetsRequest`], [`SimilarRequest`], [`ItemRef`]),
//! gives plain answers ([`SearchAnswer`], [`FacetsAnswer`], [`Letter`], [`CheckAnswer`]) or one
//! [`Error`] whose kinds a caller can tell apart. Neither the engine nor the command line shows in
//! any of them: a command, a route of a server and another program ask in the same way.

mod check;
mod current;
mod error;
mod facets;
mod fields;
mod request;
mod search;
mod show;
mod similar;

use std::path::{Path, PathBuf};

pub use check::{CheckAnswer, Drift, UnreadableFile};
use current::Current;
pub use error::Error;
pub use facets::{FacetsAnswer, facet_names};
pub use fields::{FieldAnswer, fields};
pub use request::{FacetMode, FacetsRequest, ItemRef, SearchRequest, SimilarRequest, WordForms};
pub use search::SearchAnswer;
pub use show::{Highlighter, Letter};

pub use crate::fields::FieldId;
pub use crate::index::FirstBuild;
pub use crate::query::{QueryError, Vocabulary};
pub use crate::search::{
    FacetCount, FacetTable, Grouping, Hit, Hits, Interval, LetterHits, Passage, Sort,
};

/// An index that can be asked.
///
/// It may be kept for as long as the process lives and shared between threads: every call looks
/// whether `imr index` has committed since, which costs one look at a file's times, and answers
/// from the newest commit. A call that is under way goes on with the commit it began with.
pub struct Library {
    folder: PathBuf,
    current: Current,
}

impl Library {
    /// The index in `folder`, searched with as many threads as there are cores.
    ///
    /// What the index holds is opened by the first question, so that one that is damaged can still
    /// be checked.
    ///
    /// # Errors
    /// [`Error::NoIndex`] where there is none.
    pub fn open(folder: impl AsRef<Path>) -> Result<Self, Error> {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self::open_with_threads(folder, cores)
    }

    /// The index in `folder`, searched with `threads` threads.
    ///
    /// # Errors
    /// [`Error::NoIndex`] where there is none.
    pub fn open_with_threads(folder: impl AsRef<Path>, threads: usize) -> Result<Self, Error> {
        let folder = folder.as_ref().to_path_buf();
        if !crate::index::exists(&folder) {
            return Err(Error::NoIndex { folder });
        }
        Ok(Self { current: Current::new(&folder, threads), folder })
    }

    /// Whether the index is being built for the first time, so that letters are missing from its
    /// answers; displayed, it says so and by whom.
    pub fn first_build(&self) -> Option<FirstBuild> {
        crate::index::first_build(&self.folder)
    }

    /// The folder of the index.
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}
