//! Writes letters again whose files changed places: the same letter, other paths.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use super::read::{LetterReader, Reading};
use super::run::Run;
use crate::index::document::{IndexedLetter, documents};
use crate::index::identity::letter_id;
use crate::index::ledger::{FileRecord, Hash128};
use crate::index::{IndexError, StoredLetter};
use crate::letter::PARSER_VERSION;
use crate::model::Determination;

/// Replaces the documents of every stale letter by ones that show the paths of its files. The
/// file of the first path counts as the letter's own.
///
/// Most stale letters were moved or copied: their facts are taken from the index. A letter whose
/// first file says the same in other bytes (a PDF beside a text) is read again.
pub(super) fn rewrite(run: &Run<'_>) -> Result<(), IndexError> {
    let mut stale: Vec<Hash128> = run.lock().catalog.ledger().stale().collect();
    if stale.is_empty() {
        return Ok(());
    }
    stale.sort_unstable();
    run.lock().catalog.commit()?;
    let letters = run.lock().catalog.stored_letters()?;
    let mut reader = LetterReader::new(&run.options.read);
    for letter in stale {
        let stored = letters.find(letter)?;
        rewrite_one(run, &mut reader, letter, stored)?;
        run.commit_if_due()?;
    }
    Ok(())
}

fn rewrite_one(
    run: &Run<'_>,
    reader: &mut LetterReader,
    letter: Hash128,
    stored: Option<StoredLetter>,
) -> Result<(), IndexError> {
    let (first, paths) = {
        let state = run.lock();
        let ledger = state.catalog.ledger();
        let group = ledger.group(letter);
        let paths: Vec<String> = group
            .iter()
            .map(|file| ledger.shown_path(&file.key).to_string_lossy().into_owned())
            .collect();
        match group.into_iter().next() {
            Some(first) => (first, paths),
            None => return Ok(()),
        }
    };
    let content = first.content.map(|content| content.to_string()).unwrap_or_default();
    let mut determination = match stored {
        Some(stored) if stored.parser == PARSER_VERSION && stored.content == content => {
            stored.determination
        }
        // What it was changed to since, the next run sees.
        _ => match read_again(reader, &first, letter) {
            Some(determination) => determination,
            None => return Ok(()),
        },
    };
    determination.path = paths[0].clone();
    let letter_again = IndexedLetter {
        id: letter.to_string(),
        paths,
        parser: PARSER_VERSION,
        content,
        determination,
    };
    let documents = documents(&run.fields, letter_again);
    run.lock().catalog.replace(letter, documents)
}

/// The letter as its file says it now, if it is still that letter.
fn read_again(
    reader: &mut LetterReader,
    file: &FileRecord,
    letter: Hash128,
) -> Option<Determination> {
    let path = Path::new(OsStr::from_bytes(&file.key));
    let bytes = reader.bytes(path).ok()?;
    match reader.letter(path, &bytes.bytes) {
        Reading::Letter(read) if letter_id(&read, bytes.content) == letter => Some(*read),
        _ => None,
    }
}
