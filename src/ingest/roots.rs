//! Which corpus folders a run goes through.
//!
//! Those that are named; else those that the index knows; else the default one. All of them are
//! opened before anything is changed, so that a corpus that is not there leaves the index as it
//! was.

use std::path::{Path, PathBuf};

use super::run::{IngestError, Options};
use crate::corpus::{Root, outermost};
use crate::index::{self, Catalog};

/// The corpus folders to begin with, before the index is opened for writing. None where the index
/// is there and knows its own.
pub(super) fn before_opening(options: &Options) -> Result<Vec<Root>, IngestError> {
    let mut roots = named(&options.roots)?;
    if roots.is_empty() && options.rebuild {
        let known = index::known_roots(&options.index).map_err(IngestError::RootsUnknown)?;
        roots = still_there(&known)?;
    }
    let knows_its_own = index::exists(&options.index) && !options.rebuild;
    if roots.is_empty() && !knows_its_own {
        roots = default(options)?;
    }
    expect_apart(&roots, &options.index)?;
    Ok(roots)
}

/// Refuses a corpus folder that is the index folder.
fn expect_apart(roots: &[Root], index: &Path) -> Result<(), IngestError> {
    let Ok(index) = index.canonicalize() else { return Ok(()) };
    match roots.iter().find(|root| root.canonical == index) {
        Some(root) => Err(IngestError::CorpusIsIndex(root.typed.clone())),
        None => Ok(()),
    }
}

/// Takes dropped folders out of the index and new ones in, and gives those to walk, each file in
/// one of them.
pub(super) fn enter(
    catalog: &mut Catalog,
    roots: Vec<Root>,
    options: &Options,
) -> Result<Vec<Root>, IngestError> {
    for path in &options.dropped {
        drop_root(catalog, path)?;
    }
    let known = catalog.ledger().roots();
    let roots = match roots.is_empty() {
        true if known.is_empty() && options.dropped.is_empty() => default(options)?,
        true => still_there(known)?,
        false => roots,
    };
    let ledger = catalog.ledger_mut();
    roots.iter().for_each(|root| ledger.add_root(root));
    let as_known = |root: Root| {
        let same = ledger.roots().iter().find(|known| known.canonical == root.canonical);
        same.cloned().unwrap_or(root)
    };
    let roots = roots.into_iter().map(as_known).collect();
    // The run that follows one that was killed has to know its corpus.
    catalog.commit()?;
    Ok(outermost(roots))
}

fn named(paths: &[PathBuf]) -> Result<Vec<Root>, IngestError> {
    Ok(paths.iter().map(|path| Root::open(path)).collect::<Result<_, _>>()?)
}

fn default(options: &Options) -> Result<Vec<Root>, IngestError> {
    let path = options.default_root.as_ref().ok_or(IngestError::NoCorpus)?;
    Ok(vec![Root::open(path)?])
}

/// The folders that the index knows, if none of them has vanished.
fn still_there(known: &[Root]) -> Result<Vec<Root>, IngestError> {
    for root in known {
        Root::open(&root.canonical).map_err(IngestError::Vanished)?;
    }
    Ok(known.to_vec())
}

fn drop_root(catalog: &mut Catalog, path: &Path) -> Result<(), IngestError> {
    let absolute = path.canonicalize().or_else(|_| std::path::absolute(path));
    let is_it = |root: &&Root| {
        root.typed == path || absolute.as_ref().is_ok_and(|path| root.canonical == *path)
    };
    let known = catalog.ledger().roots();
    let Some(root) = known.iter().find(is_it).cloned() else {
        let known = known.iter().map(|root| format!("`{}`", root.typed.display()));
        return Err(IngestError::NoSuchRoot {
            path: path.into(),
            known: known.collect::<Vec<_>>().join(", "),
        });
    };
    catalog.ledger_mut().remove_root(&root);
    Ok(())
}
