//! Whether an index is being made for the first time: its readers see a part of the corpus.

use std::fmt;
use std::path::{Path, PathBuf};

use super::{Payload, lock};

/// An index over whose corpus no run has come to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstBuild {
    /// The index folder.
    pub folder: PathBuf,
    /// The number of the process that makes it; `None` where that has ended before its time.
    pub process: Option<String>,
}

/// The first build of the index in `folder`; `None` where that was finished, or there is no index.
pub fn first_build(folder: &Path) -> Option<FirstBuild> {
    Payload::is_unfinished(folder)
        .then(|| FirstBuild { folder: folder.into(), process: lock::holder(folder) })
}

impl fmt::Display for FirstBuild {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the index in `{}` ", self.folder.display())?;
        match &self.process {
            Some(process) => write!(
                f,
                "is being built for the first time, by process {process}; many letters may be \
                 missing yet"
            ),
            None => f.write_str(
                "was not built to its end; many letters may be missing, and `imr index` adds them",
            ),
        }
    }
}
