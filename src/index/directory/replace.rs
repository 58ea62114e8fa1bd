//! Putting a file in the place of another in one step.
//!
//! The engine's own way makes a temporary file of a random name, which nobody but its owner may
//! read. Here the name is known, so that what a dead run left can be told from a person's files,
//! and the mode is what the umask says, as for every other file of the index.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What the name of a file begins with that is not yet in its place.
const UNFINISHED: &str = ".imr-unfinished-";

/// Writes `bytes` to the file `name` in `folder`, in place of what it held. Whoever opens it sees
/// the old bytes or the new ones.
///
/// # Errors
/// When the disk is full or the folder may not be written; the file is then as it was.
pub(in crate::index) fn replace(folder: &Path, name: &Path, bytes: &[u8]) -> io::Result<()> {
    let unfinished = unfinished(folder, name);
    let mut file = File::create(&unfinished)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&unfinished, folder.join(name))
}

/// Removes what a dead run left of replacing the file `name`.
pub(in crate::index) fn remove_unfinished(folder: &Path, name: &Path) {
    // Where it cannot be removed, it is overwritten.
    let _ = fs::remove_file(unfinished(folder, name));
}

fn unfinished(folder: &Path, name: &Path) -> PathBuf {
    folder.join(format!("{UNFINISHED}{}", name.display()))
}
