//! Letters whose files are gone are taken out of the index, unless so much is gone that it looks
//! like an accident: a share that is not mounted is an empty folder.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;

use thiserror::Error;

use super::report::{Fate, FileReport};
use super::run::{IngestError, Run, State};
use crate::corpus::Root;
use crate::index::ledger::Ledger;
use crate::index::{self, IndexError};

/// As many letters of a folder may always go, if others stay ...
const FEW: usize = 100;
/// ... and one of so many of them.
const PART: usize = 5;

/// Why nothing is taken out of the index.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum Accident {
    /// A corpus folder has nothing in it any more.
    #[error(
        "the corpus `{}` is empty; no letter was taken out of the index. If it should not be \
         empty, see whether it is mounted; if its letters are gone for good, run again with \
         --allow-removal", root.display()
    )]
    Empty {
        /// The folder, as typed.
        root: PathBuf,
    },
    /// Most of a corpus folder is not there any more.
    #[error(
        "of {known} letters in the corpus `{}`, {gone} are gone; no letter was taken out of the \
         index. If they should be there, see whether it is the right folder; if they are gone for \
         good, run again with --allow-removal", root.display()
    )]
    Gone {
        /// The folder, as typed.
        root: PathBuf,
        /// How many files with letters the index knew there.
        known: usize,
        /// How many of them hold letters that are nowhere any more.
        gone: usize,
    },
    /// A place with letters cannot be looked at, and an index made anew would lack them.
    #[error(
        "`{}` cannot be looked at, and a new index would lack the letters that are known there; \
         the index is as it was. To do without them, run again with --allow-removal",
        place.display()
    )]
    OutOfReach {
        /// The absolute path.
        place: PathBuf,
    },
}

/// How many files with letters the index knew in each folder of a run.
pub(super) fn known_letters(ledger: &Ledger, roots: &[Root]) -> Vec<usize> {
    count_by_root(roots, ledger.files_with_letters())
}

/// Takes out what is gone from the folders of this run, and what lies in dropped folders. `known`
/// is what [`known_letters`] said before.
pub(super) fn remove_gone(
    run: &Run<'_>,
    roots: &[Root],
    known: &[usize],
) -> Result<(), IngestError> {
    let mut state = run.lock();
    let gone = state.gone(roots);
    if !run.options.allow_removal {
        let ledger = state.catalog.ledger();
        let gone_by_root = count_by_root(roots, letters_gone(ledger, &gone).into_iter());
        judge_all(ledger, roots, known, &gone_by_root)?;
    }
    let paths: Vec<_> = gone.iter().map(|key| state.catalog.ledger().shown_path(key)).collect();
    for key in &gone {
        state.catalog.remove(key)?;
    }
    drop(state);
    for path in &paths {
        run.done(&FileReport::without_letter(path, Fate::Removed, None));
    }
    Ok(())
}

/// Refuses an index made anew that lacks what the one in its place has.
pub(super) fn compare_with_old(run: &Run<'_>, roots: &[Root]) -> Result<(), IngestError> {
    if run.options.allow_removal {
        return Ok(());
    }
    let state = run.lock();
    let new = state.catalog.ledger();
    let Some(old) = old_ledger(run)? else {
        // Nothing but its folders is known of the old one.
        let known = index::known_roots(&run.options.index).unwrap_or_default();
        let known: Vec<_> = roots.iter().map(|root| usize::from(known.contains(root))).collect();
        return Ok(judge_all(new, roots, &known, &vec![0; roots.len()])?);
    };
    let unseen: Vec<&[u8]> = old.files_with_letters().filter(|key| !new.is_seen(key)).collect();
    let is_known_in = |place: &[u8]| unseen.iter().any(|key| is_below(key, place));
    if let Some(place) = state.unreachable.iter().find(|place| is_known_in(place)) {
        let place = PathBuf::from(OsStr::from_bytes(place));
        return Err(Accident::OutOfReach { place }.into());
    }
    let contents: HashSet<_> = match unseen.is_empty() {
        true => HashSet::new(),
        false => new.files().filter_map(|file| file.content).collect(),
    };
    let is_elsewhere = |key: &[u8]| {
        let content = old.get(key).and_then(|file| file.content);
        content.is_some_and(|content| contents.contains(&content))
    };
    let gone = unseen.into_iter().filter(|key| !is_elsewhere(key));
    let gone = count_by_root(roots, gone);
    Ok(judge_all(new, roots, &known_letters(&old, roots), &gone)?)
}

/// What the index that is still in its place knows, if that can be read.
fn old_ledger(run: &Run<'_>) -> Result<Option<Ledger>, IndexError> {
    match index::load_ledger(&run.options.index) {
        Ok(ledger) => Ok(Some(ledger)),
        Err(error @ IndexError::Io { .. }) => Err(error),
        Err(_) => Ok(None),
    }
}

impl State {
    /// The files that were not seen and are not merely out of reach.
    fn gone(&mut self, roots: &[Root]) -> Vec<Box<[u8]>> {
        let unreachable = std::mem::take(&mut self.unreachable);
        let ledger = self.catalog.ledger();
        let is_gone = |key: &&[u8]| {
            let kept = unreachable.iter().any(|place| is_below(key, place));
            let walked = roots.iter().any(|root| root.holds(key));
            let rooted = ledger.roots().iter().any(|root| root.holds(key));
            !kept && (walked || !rooted)
        };
        ledger.unseen().filter(is_gone).map(Box::from).collect()
    }
}

/// Those of the files `gone` that hold a letter which is in no other file.
fn letters_gone<'k>(ledger: &Ledger, gone: &'k [Box<[u8]>]) -> Vec<&'k [u8]> {
    let all: HashSet<&[u8]> = gone.iter().map(|key| &**key).collect();
    let is_lost = |key: &&[u8]| {
        let letter = ledger.letter_at(key);
        letter
            .is_some_and(|letter| ledger.group(letter).iter().all(|file| all.contains(&*file.key)))
    };
    gone.iter().map(|key| &**key).filter(is_lost).collect()
}

fn count_by_root<'k>(roots: &[Root], keys: impl Iterator<Item = &'k [u8]>) -> Vec<usize> {
    let mut counts = vec![0; roots.len()];
    for key in keys {
        if let Some(root) = roots.iter().position(|root| root.holds(key)) {
            counts[root] += 1;
        }
    }
    counts
}

/// Judges each folder. `ledger` has what is there now, and perhaps files that are gone.
fn judge_all(
    ledger: &Ledger,
    roots: &[Root],
    known: &[usize],
    gone: &[usize],
) -> Result<(), Accident> {
    for ((root, &known), &gone) in roots.iter().zip(known).zip(gone) {
        let is_empty = known > 0 && !ledger.seen().any(|key| root.holds(key));
        if is_empty {
            return Err(Accident::Empty { root: root.typed.clone() });
        }
        if looks_like_an_accident(known, gone) {
            return Err(Accident::Gone { root: root.typed.clone(), known, gone });
        }
    }
    Ok(())
}

/// Whether it is strange that of `known` letters in a folder `gone` are nowhere any more.
fn looks_like_an_accident(known: usize, gone: usize) -> bool {
    gone > 0 && (gone >= known || gone >= FEW && gone > known / PART)
}

/// Whether the absolute path `key` is `place` or lies below it.
fn is_below(key: &[u8], place: &[u8]) -> bool {
    key.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest[0] == b'/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_letters_or_many_at_once_are_an_accident() {
        for (known, gone, accident) in [
            (0, 0, false),
            (1, 1, true),
            (2, 1, false),
            (50, 50, true),
            (120, 99, false),
            (120, 100, true),
            (500, 100, false),
            (500, 101, true),
            (1_000_000, 200_000, false),
            (1_000_000, 200_001, true),
        ] {
            assert_eq!(looks_like_an_accident(known, gone), accident, "{gone} of {known}");
        }
    }
}
