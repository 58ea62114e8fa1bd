//! The index, open for reading.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::ThreadPoolBuilder;
use tantivy::collector::DocSetCollector;
use tantivy::query::TermQuery;
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::{
    DocAddress, Executor, Index, IndexReader, ReloadPolicy, Searcher, TantivyDocument, Term,
};

use super::Payload;
use super::commit_stamp::CommitStamp;
use super::document::{LetterRecord, StoredItem};
use super::error::IndexError;
use super::ledger::{self, Hash128, Ledger};
use super::open::{self, Opened};
use super::schema::Fields;
use crate::fields::FieldId;

/// A commit of the index, open for reading. It stays as it is while a writer goes on.
pub struct Reader {
    folder: PathBuf,
    index: Index,
    fields: Fields,
    searcher: Searcher,
    payload: Payload,
    stamp: Option<CommitStamp>,
}

/// How often opening is tried when a writer removes segments under the reader.
pub(super) const TRIES: usize = 20;

impl Reader {
    /// Opens the last commit of the index in `folder`, for searches on `threads` threads.
    ///
    /// # Errors
    /// When there is no index, or it is damaged or of another format version.
    pub fn open(folder: &Path, threads: usize) -> Result<Self, IndexError> {
        let mut tries = 0;
        loop {
            let before = open::meta_of(folder);
            let stamp = CommitStamp::of(folder);
            match Self::try_open(folder, threads) {
                // All that was read is of one commit when none came in between.
                Ok(reader) if tries == TRIES || open::meta_of(folder) == before => {
                    return Ok(Self { stamp, ..reader });
                }
                Err(error) if tries == TRIES || !error.may_be_passing() => return Err(error),
                _ => tries += 1,
            }
        }
    }

    fn try_open(folder: &Path, threads: usize) -> Result<Self, IndexError> {
        let Opened { mut index, fields, payload, segments } = open::for_reading(folder)?;
        // Before the reader is made, which keeps a copy of the index as it is then.
        if threads > 1 && segments > 1 {
            index.set_executor(executor(threads.min(segments))?);
        }
        let reader: IndexReader =
            index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let searcher = reader.searcher();
        Ok(Self { folder: folder.into(), index, fields, searcher, payload, stamp: None })
    }

    /// Whether this is the last commit still. Looks at a file's metadata and reads nothing.
    pub fn is_current(&self) -> bool {
        self.stamp.is_some() && self.stamp == CommitStamp::of(&self.folder)
    }

    /// The fields of the index.
    pub fn fields(&self) -> &Fields {
        &self.fields
    }

    /// The engine's own view of this commit.
    pub fn searcher(&self) -> &Searcher {
        &self.searcher
    }

    /// The engine's index.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// The folder of the index.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The ledger of this commit.
    ///
    /// # Errors
    /// When a file of it is damaged, or missing: a writer may have removed it since.
    pub fn ledger(&self) -> Result<Ledger, IndexError> {
        Ok(ledger::load(&self.folder, &self.payload.ledger)?)
    }

    /// The letters as they are stored.
    pub fn letters(&self) -> StoredLetters {
        StoredLetters { searcher: self.searcher.clone(), fields: self.fields.clone() }
    }

    /// How many items have a value in a field of the query language; `None` where that is not
    /// kept.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn items_with(&self, field: &str) -> Result<Option<u64>, IndexError> {
        let count = self.searcher.doc_freq(&Term::from_field_text(self.fields.present, field))?;
        Ok((count > 0).then_some(count))
    }

    /// Does some work for each of several things, on the threads of searches. Results come in
    /// the order of the things.
    ///
    /// # Errors
    /// The first error of the work.
    pub fn map<A: Send, R: Send>(
        &self,
        things: impl Iterator<Item = A>,
        work: impl Fn(A) -> Result<R, IndexError> + Sync,
    ) -> Result<Vec<R>, IndexError> {
        let done = self.index.search_executor().map(|thing| Ok(work(thing)), things)?;
        done.into_iter().collect()
    }

    /// What is stored of one document.
    ///
    /// # Errors
    /// When the store is damaged.
    pub fn stored(&self, address: DocAddress) -> Result<StoredItem, IndexError> {
        let document: TantivyDocument = self.searcher.doc(address)?;
        read_stored(&document, &self.fields)
    }
}

/// Threads for searches: the one that opens the index is among them, because starting another
/// takes as long as a short search.
fn executor(threads: usize) -> tantivy::Result<Executor> {
    let pool =
        || ThreadPoolBuilder::new().num_threads(threads).thread_name(|n| format!("search-{n}"));
    match pool().use_current_thread().build() {
        Ok(pool) => Ok(Executor::ThreadPool(Arc::new(pool))),
        // It is a thread of another pool.
        Err(_) => Executor::multi_thread(threads, "search-"),
    }
}

/// Puts letters together from the documents of one view of the index.
pub struct StoredLetters {
    pub(super) searcher: Searcher,
    pub(super) fields: Fields,
}

impl StoredLetters {
    /// The letter with this id.
    ///
    /// # Errors
    /// When the store is damaged.
    pub fn find(&self, letter: Hash128) -> Result<Option<LetterRecord>, IndexError> {
        let term = Term::from_field_text(self.fields.letter, &letter.to_string());
        Ok(self.find_by(term)?.into_iter().next())
    }

    /// The letters that carry a case number: one, as a rule.
    ///
    /// # Errors
    /// When the store is damaged.
    pub fn of_case(&self, case: &str) -> Result<Vec<LetterRecord>, IndexError> {
        let Some(field) = self.fields.values(FieldId::Case) else { return Ok(Vec::new()) };
        self.find_by(Term::from_field_text(field, &case.to_uppercase()))
    }

    /// The letters whose documents have `term`.
    fn find_by(&self, term: Term) -> Result<Vec<LetterRecord>, IndexError> {
        let query = TermQuery::new(term, IndexRecordOption::Basic);
        let mut addresses: Vec<DocAddress> =
            self.searcher.search(&query, &DocSetCollector)?.into_iter().collect();
        addresses.sort_unstable();
        let mut letters: Vec<LetterRecord> = Vec::new();
        for address in addresses {
            let stored = read_stored(&self.searcher.doc(address)?, &self.fields)?;
            if letters.last().is_none_or(|last| last.id != stored.letter.id) {
                letters.push(stored.letter);
            }
            if let Some(last) = letters.last_mut() {
                last.determination.items.extend(stored.item);
            }
        }
        Ok(letters)
    }
}

pub(super) fn read_stored(
    document: &TantivyDocument,
    fields: &Fields,
) -> Result<StoredItem, IndexError> {
    let json = document.get_first(fields.stored).and_then(|value| value.as_str());
    let json = json.ok_or_else(|| IndexError::Damaged { what: "an item is not stored".into() })?;
    serde_json::from_str(json)
        .map_err(|error| IndexError::Damaged { what: format!("a stored item: {error}") })
}
