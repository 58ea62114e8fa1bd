//! Whether an index is whole: its files, and ledger against documents.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rustc_hash::FxHashMap;
use serde::Serialize;
use tantivy::directory::error::OpenReadError;
use tantivy::index::SegmentComponent;
use tantivy::postings::Postings;
use tantivy::schema::IndexRecordOption;
use tantivy::{Index, SegmentMeta, SegmentReader, TERMINATED};

use super::error::IndexError;
use super::ledger::{self, FileRecord, FileState, Hash128, Ledger};
use super::open::{self, Opened};
use super::reader::{Reader, TRIES};

/// What an index holds, and what is wrong with it.
#[derive(Debug, Default, Serialize)]
pub struct Checkup {
    /// Letters, each counted once.
    pub letters: usize,
    /// Documents: disputed items, and letters without readable ones.
    pub documents: usize,
    /// Files of the corpus that the ledger knows.
    pub files: usize,
    /// Files that hold a letter which another file holds, too.
    pub duplicates: usize,
    /// Files that are something else than letters.
    pub not_letters: usize,
    /// Segments of the engine's index.
    pub segments: usize,
    /// Letters by layout.
    pub layouts: BTreeMap<&'static str, usize>,
    /// Warnings by kind.
    pub warnings: BTreeMap<&'static str, usize>,
    /// Files that could not be read, by kind of reason.
    pub unreadable: BTreeMap<String, usize>,
    /// Case numbers that different letters share.
    pub shared_case_numbers: Vec<String>,
    /// Letters whose paths the next run brings up to date.
    pub stale: usize,
    /// What is wrong; empty where the index is whole.
    pub faults: Vec<String>,
}

/// Faults of one kind that are told one by one.
const TOLD: usize = 5;
/// The files that every segment has.
const COMPONENTS: [SegmentComponent; 6] = [
    SegmentComponent::Postings,
    SegmentComponent::Positions,
    SegmentComponent::FastFields,
    SegmentComponent::FieldNorms,
    SegmentComponent::Terms,
    SegmentComponent::Store,
];

/// Looks the index in `folder` over: checksums of all its files, and ledger against documents.
/// Gives what it found and the ledger. A writer may go on meanwhile.
///
/// # Errors
/// When it cannot be read at all.
pub fn check(folder: &Path) -> Result<(Checkup, Ledger), IndexError> {
    let is_whole = |(checkup, _): &(Checkup, Ledger)| checkup.faults.is_empty();
    let look = || {
        let Opened { index, payload, .. } = open::for_reading(folder)?;
        let ledger = ledger::load(folder, &payload.ledger)?;
        let metas = index.load_metas()?.segments;
        let mut checkup = Checkup {
            segments: metas.len(),
            documents: metas.iter().map(|segment| segment.num_docs() as usize).sum(),
            letters: ledger.letters(),
            shared_case_numbers: ledger.shared_case_numbers(),
            stale: ledger.stale().count(),
            faults: metas.iter().flat_map(|segment| damaged_files(&index, segment)).collect(),
            ..Checkup::default()
        };
        count_files(&ledger, &mut checkup);
        // A damaged segment is not opened: the engine trusts what it finds there.
        if checkup.faults.is_empty() {
            compare(&ledger, &documents_of_letters(&Reader::open(folder, 1)?)?, &mut checkup);
        }
        Ok((checkup, ledger))
    };
    in_one_commit(folder, look, is_whole)
}

/// The ledger of the index in `folder`.
///
/// # Errors
/// When the index cannot be opened, or its ledger is damaged.
pub fn load_ledger(folder: &Path) -> Result<Ledger, IndexError> {
    let look = || Ok(ledger::load(folder, &open::for_reading(folder)?.payload.ledger)?);
    in_one_commit(folder, look, |_| true)
}

/// Looks at the index again where `look` fails, or is not content with what it saw, and a writer
/// has moved on meanwhile: a commit or a merge replaces `meta.json` and removes files.
fn in_one_commit<T>(
    folder: &Path,
    look: impl Fn() -> Result<T, IndexError>,
    is_content: impl Fn(&T) -> bool,
) -> Result<T, IndexError> {
    let mut before = open::meta_of(folder);
    for _ in 0..TRIES {
        let seen = look();
        let after = open::meta_of(folder);
        if before == after || seen.as_ref().is_ok_and(&is_content) {
            return seen;
        }
        before = after;
    }
    look()
}

/// The names of a segment's files.
pub(super) fn files_of(segment: &SegmentMeta) -> impl Iterator<Item = PathBuf> {
    let deletes = segment.has_deletes().then_some(SegmentComponent::Delete);
    COMPONENTS.iter().cloned().chain(deletes).map(|part| segment.relative_path(part))
}

/// The faults of a segment's files.
fn damaged_files(index: &Index, segment: &SegmentMeta) -> Vec<String> {
    files_of(segment).filter_map(|path| fault_of(index, &path)).collect()
}

fn fault_of(index: &Index, path: &Path) -> Option<String> {
    let what = match index.directory().validate_checksum(path) {
        Ok(true) => return None,
        Ok(false) => "is damaged: its checksum does not match".into(),
        Err(OpenReadError::FileDoesNotExist(_)) => "is missing".into(),
        Err(OpenReadError::IoError { io_error, .. }) => format!("is damaged: {io_error}"),
        Err(error) => format!("is damaged: {error}"),
    };
    Some(format!("`{}` {what}", path.display()))
}

fn count_files(ledger: &Ledger, checkup: &mut Checkup) {
    checkup.files = ledger.len();
    for file in ledger.files() {
        match &file.state {
            FileState::NotALetter => checkup.not_letters += 1,
            FileState::Unreadable(failure) => {
                *checkup.unreadable.entry(failure.kind.clone()).or_default() += 1;
            }
            FileState::Letter(facts) => {
                if is_copy(ledger, &file, facts.id) {
                    checkup.duplicates += 1;
                    continue;
                }
                *checkup.layouts.entry(facts.layout.name()).or_default() += 1;
                for warning in &facts.warnings {
                    *checkup.warnings.entry(warning.name()).or_default() += 1;
                }
            }
        }
    }
}

/// Whether `file`, which holds `letter`, is not the one that counts as the letter's own.
fn is_copy(ledger: &Ledger, file: &FileRecord, letter: Hash128) -> bool {
    ledger.group_size(letter) > 1
        && ledger.group(letter).first().is_some_and(|first| first.key != file.key)
}

/// How many documents each letter of the index has.
fn documents_of_letters(reader: &Reader) -> Result<FxHashMap<Hash128, u32>, IndexError> {
    let mut documents = FxHashMap::default();
    for segment in reader.searcher().segment_readers() {
        let inverted = segment.inverted_index(reader.fields().letter)?;
        let mut terms = inverted.terms().stream().map_err(tantivy::TantivyError::from)?;
        while terms.advance() {
            let info = terms.value().clone();
            let postings = inverted
                .read_postings_from_terminfo(&info, IndexRecordOption::Basic)
                .map_err(tantivy::TantivyError::from)?;
            let count = alive(postings, segment);
            let id = std::str::from_utf8(terms.key()).ok().and_then(Hash128::parse);
            if let (Some(id), true) = (id, count > 0) {
                *documents.entry(id).or_default() += count;
            }
        }
    }
    Ok(documents)
}

fn alive(mut postings: impl Postings, segment: &SegmentReader) -> u32 {
    let mut count = 0;
    while postings.doc() != TERMINATED {
        let is_alive = segment.alive_bitset().is_none_or(|alive| alive.is_alive(postings.doc()));
        count += u32::from(is_alive);
        postings.advance();
    }
    count
}

/// Every letter of the ledger has its documents, and no other letter has any.
fn compare(ledger: &Ledger, documents: &FxHashMap<Hash128, u32>, checkup: &mut Checkup) {
    let mut wrong = Vec::new();
    for file in ledger.files() {
        let FileState::Letter(facts) = &file.state else { continue };
        let found = documents.get(&facts.id).copied().unwrap_or(0);
        let expected = facts.items.max(1);
        if found != expected {
            let path = ledger.shown_path(&file.key);
            wrong.push(format!(
                "`{}` should have {expected} documents and has {found}",
                path.display()
            ));
        }
    }
    for letter in documents.keys().filter(|letter| ledger.group_size(**letter) == 0) {
        wrong.push(format!("letter {letter} is in the index, but no file holds it"));
    }
    let more = wrong.len().saturating_sub(TOLD);
    checkup.faults.extend(wrong.into_iter().take(TOLD));
    if more > 0 {
        checkup.faults.push(format!("and {more} more like these"));
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn a_fault_that_a_merge_explains_is_looked_at_again() {
        let folder = tempfile::tempdir().unwrap();
        let meta = folder.path().join(open::META);
        std::fs::write(&meta, "before").unwrap();
        let looks = Cell::new(0);
        let look = || {
            looks.set(looks.get() + 1);
            if looks.get() == 1 {
                std::fs::write(&meta, "merged").map_err(IndexError::Disk)?;
            }
            Ok(looks.get() == 1)
        };
        let is_damaged = in_one_commit(folder.path(), look, |is_damaged| !is_damaged).unwrap();
        assert!(!is_damaged);
        let always = in_one_commit(folder.path(), || Ok(true), |is_damaged| !is_damaged);
        assert!(always.unwrap(), "damage that stays is told");
    }
}
