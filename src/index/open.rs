//! Opening the tantivy index in a folder.

use std::path::Path;

use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::{Index, IndexSettings};

use super::directory::{ReadDirectory, WriteDirectory};
use super::error::IndexError;
use super::lock::WriterLock;
use super::schema::{self, Fields};
use super::{Payload, analyzer, ledger};
use crate::corpus::Root;

/// Bytes of stored documents that are compressed together. The items of one letter share most of
/// their words, and fit in. Larger blocks are smaller on disk, but to show ten hits, ten blocks
/// are read: with 64 kB that takes longer than to find them.
const STORE_BLOCK: usize = 32 << 10;
/// The file that says what the last commit is made of.
pub(super) const META: &str = "meta.json";

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
    remove_files(folder)?;
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
    std::fs::read(folder.join(META)).ok()
}

/// Whether there is an index in `folder`.
pub fn exists(folder: &Path) -> bool {
    folder.join(META).exists()
}

/// The corpus folders of the index in `folder`, as far as they can be known: of one that is
/// damaged or of another format, too.
pub fn known_roots(folder: &Path) -> Vec<Root> {
    let ledger = Payload::unchecked(folder).and_then(|names| ledger::load(folder, &names).ok());
    ledger.map_or_else(Vec::new, |ledger| ledger.roots().to_vec())
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

/// Removes the index in `folder`: what tantivy and we put there, and nothing else.
///
/// # Errors
/// When a file cannot be removed.
pub fn remove(folder: &Path) -> Result<(), IndexError> {
    if !folder.exists() {
        return Ok(());
    }
    let _lock = WriterLock::acquire(folder)?;
    // Without its `meta.json` a half-removed index is no index.
    let meta = folder.join(META);
    if meta.exists() {
        std::fs::remove_file(&meta).map_err(|cause| IndexError::io("remove", &meta, cause))?;
    }
    remove_files(folder)
}

/// Removes all files of an index that has no `meta.json` any more: of one whose removal was cut
/// short, say.
fn remove_files(folder: &Path) -> Result<(), IndexError> {
    let entries =
        std::fs::read_dir(folder).map_err(|cause| IndexError::io("list", folder, cause))?;
    for entry in entries.flatten() {
        let path = entry.path();
        if is_ours(&path) {
            std::fs::remove_file(&path).map_err(|cause| IndexError::io("remove", &path, cause))?;
        }
    }
    Ok(())
}

fn is_ours(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let stem = name.split('.').next().unwrap_or_default();
    let is_segment = stem.len() == 32 && stem.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_segment || name == ".managed.json" || name.starts_with("ledger-") || name.starts_with(".tmp")
}
