//! Writes letters again whose files changed places: the same letter, other paths.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use super::read::{LetterReader, Reading};
use super::run::Run;
use crate::index::IndexError;
use crate::index::document::{LetterRecord, documents};
use crate::index::identity::letter_id;
use crate::index::ledger::{FileRecord, Hash128};
use crate::letter::PARSER_VERSION;
use crate::model::{Determination, Format, LetterSource};

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
    stored: Option<LetterRecord>,
) -> Result<(), IndexError> {
    let (first, paths) = {
        let state = run.lock();
        let ledger = state.catalog.ledger();
        let group = ledger.group(letter);
        let paths: Vec<PathBuf> =
            group.iter().map(|file| ledger.shown_path(&file.key).to_path_buf()).collect();
        match group.into_iter().next() {
            Some(first) => (first, paths),
            None => return Ok(()),
        }
    };
    let content = first.content;
    let again = match stored {
        Some(stored) if stored.parser == PARSER_VERSION && Some(stored.content) == content => {
            Some((stored.source.format, stored.content, stored.determination))
        }
        _ => read_again(reader, &first, letter),
    };
    // What it was changed to since, the next run sees.
    let Some((format, content, determination)) = again else { return Ok(()) };
    let mut sources = paths.iter().map(|path| LetterSource::file(path.to_string_lossy(), format));
    let Some(source) = sources.next() else { return Ok(()) };
    let letter_again = LetterRecord {
        id: letter,
        source,
        copies: sources.collect(),
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
) -> Option<(Format, Hash128, Determination)> {
    let path = Path::new(OsStr::from_bytes(&file.key));
    let bytes = reader.bytes(path).ok()?;
    let Reading::Letter(read) = reader.letter(path, &bytes.bytes) else { return None };
    let same = letter_id(&read.determination, bytes.content) == letter;
    same.then_some((read.source.format, bytes.content, read.determination))
}
