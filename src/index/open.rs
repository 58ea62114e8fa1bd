//! Opening the tantivy index in a folder.

use std::fs;
use std::path::Path;

use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::{Index, IndexSettings};

use super::directory::{ReadDirectory, WriteDirectory};
use super::error::IndexError;
use super::schema::{self, Fields};
use super::{Payload, analyzer, ledger};
use crate::corpus::Root;

/// Bytes of stored documents that are compressed together. The items of one letter share most of
/// their words, and fit in. Larger blocks are smaller on disk, but to show ten hits, ten blocks
/// are read: with 64 kB that takes longer than to find them.
const STORE_BLOCK: usize = 32 << 10;
/// The file that says what the last commit is made of.
pub(super) const META: &str = "meta.json";
/// The engine's list of the files that it has made.
pub(super) const MANAGED: &str = ".managed.json";
/// The folder that the root of a file system may have.
const LOST_AND_FOUND: &str = "lost+found";

/// An index that is of our format.
pub(super) struct Opened {
    pub(super) index: Index,
    pub(super) fields: Fields,
    /// What the last commit says of itself.
    pub(super) payload: Payload,
    /// How many segments that commit has.
    pub(super) segments: usize,
}

/// Opens the index in `folder` for writing, making it where there is none.
pub(super) fn for_writing(folder: &Path) -> Result<Opened, IndexError> {
    let directory = WriteDirectory::open(folder)?;
    if exists(folder) {
        return checked(Index::open(directory)?, folder);
    }
    let settings = IndexSettings {
        docstore_compression: Compressor::Zstd(ZstdCompressor { compression_level: Some(3) }),
        docstore_blocksize: STORE_BLOCK,
        ..IndexSettings::default()
    };
    let (schema, _) = schema::build();
    checked(Index::create(directory, schema, settings)?, folder)
}

/// Opens the index in `folder` for reading. Takes no lock and writes nothing.
pub(super) fn for_reading(folder: &Path) -> Result<Opened, IndexError> {
    if !exists(folder) {
        return Err(IndexError::Missing { folder: folder.into() });
    }
    checked(Index::open(ReadDirectory::open(folder)?)?, folder)
}

/// What stands in `meta.json`: as long as it does, no writer has committed or merged.
pub(super) fn meta_of(folder: &Path) -> Option<Vec<u8>> {
    fs::read(folder.join(META)).ok()
}

/// Whether there is an index in `folder`.
pub fn exists(folder: &Path) -> bool {
    folder.join(META).exists()
}

/// The corpus folders of the index in `folder`, of whatever format it is. None where there is no
/// index.
///
/// # Errors
/// When what tells them is missing or damaged.
pub fn known_roots(folder: &Path) -> Result<Vec<Root>, IndexError> {
    if !exists(folder) {
        return Ok(Vec::new());
    }
    let names = Payload::unchecked(folder).ok_or_else(|| IndexError::Damaged {
        what: format!("`{META}` does not tell which files it is made of"),
    })?;
    Ok(ledger::roots(folder, &names)?)
}

/// Refuses a folder that holds something else than an index: nothing of a person's must come
/// between the files of one. Hidden files are left in peace.
pub(super) fn expect_usable(folder: &Path) -> Result<(), IndexError> {
    if exists(folder) || !folder.exists() {
        return Ok(());
    }
    let entries = fs::read_dir(folder).map_err(|cause| IndexError::io("list", folder, cause))?;
    let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let is_in_the_way = |name: &String| !name.starts_with('.') && name != LOST_AND_FOUND;
    let mut others: Vec<String> = names.filter(is_in_the_way).collect();
    others.sort_unstable();
    match others.first() {
        None => Ok(()),
        Some(first) => Err(IndexError::Occupied {
            folder: folder.into(),
            first: first.clone(),
            count: others.len(),
        }),
    }
}

/// Refuses an index that another program made with the same engine. One whose `meta.json` says
/// nothing any more may be ours.
pub(super) fn expect_ours(folder: &Path) -> Result<(), IndexError> {
    if Payload::is_of_others(folder) {
        return Err(IndexError::Foreign { folder: folder.into() });
    }
    Ok(())
}

fn checked(index: Index, folder: &Path) -> Result<Opened, IndexError> {
    let meta = index.load_metas()?;
    let payload = Payload::of(&meta, folder)?;
    let (schema, fields) = schema::build();
    if index.schema() != schema {
        return Err(IndexError::Damaged { what: "its fields are not those of its format".into() });
    }
    analyzer::register(index.tokenizers());
    Ok(Opened { index, fields, payload, segments: meta.segments.len() })
}
