//! The index, open for writing: documents and ledger, kept in step.
//!
//! What holds at every commit:
//!
//! - a letter that the ledger knows has its documents in the index, and no other has;
//! - the documents of a letter show the paths of all its files, unless the letter is stale.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tantivy::indexer::{IndexWriterOptions, LogMergePolicy, UserOperation};
use tantivy::{Directory, Index, IndexWriter, ReloadPolicy, TantivyDocument, TantivyError, Term};

use super::backlog::{Backlog, Waiting};
use super::beside::{self, Beside};
use super::directory::remove_unfinished;
use super::error::IndexError;
use super::ledger::{self, FileRecord, Hash128, Ledger};
use super::lock::WriterLock;
use super::open::{self, Opened};
use super::reader::StoredLetters;
use super::schema::Fields;
use super::{Payload, check};

/// How an index is written.
#[derive(Debug, Clone, Copy)]
pub struct WriterOptions {
    /// Threads that invert documents.
    pub threads: usize,
    /// Bytes of documents that one thread holds before it writes them out as a segment.
    pub memory_per_thread: usize,
}

impl Default for WriterOptions {
    fn default() -> Self {
        Self { threads: 1, memory_per_thread: 96 << 20 }
    }
}

/// Bytes of documents that may wait for one of the engine's threads: some hundred letters.
const BACKLOG: usize = 16 << 20;

/// The index with its ledger, open for writing.
pub struct Catalog {
    folder: PathBuf,
    fields: Fields,
    writer: IndexWriter<Waiting>,
    backlog: Arc<Backlog>,
    ledger: Ledger,
    unfinished: bool,
    old: Option<Old>,
    _lock: WriterLock,
}

/// The index whose place another one will take.
struct Old {
    beside: Beside,
    /// The files of its ledger.
    ledger: Vec<String>,
}

/// What [`Catalog::attach`] did with a file's letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attached {
    /// Its documents were added.
    Added,
    /// The letter is in the index under another path.
    Duplicate,
    /// The letter is not in the index, and no documents were given: nothing was done.
    Missing,
}

impl Catalog {
    /// Opens the index in `folder`, making it where there is none, and cleans up what a dead run
    /// may have left.
    ///
    /// # Errors
    /// When another process writes it, it is damaged or of another format version, the folder
    /// holds something else, or may not be written.
    pub fn open(folder: &Path, options: WriterOptions) -> Result<Self, IndexError> {
        let lock = enter(folder)?;
        let opened = open::for_writing(folder)?;
        expect_files(&opened.index)?;
        let ledger = ledger::load(folder, &opened.payload.ledger)?;
        ledger::remove_replaced(folder, &opened.payload.replaced);
        ledger::remove_unfinished(folder, &opened.payload.ledger);
        Self::of(folder, opened, ledger, None, lock, options)
    }

    /// Begins an index that takes the place of the one in `folder` when it is closed. Up to then
    /// that one stays as it is, damaged or not, and readers see no other.
    ///
    /// # Errors
    /// When another process writes the index, the folder holds something else, or may not be
    /// written.
    pub fn rebuild(folder: &Path, options: WriterOptions) -> Result<Self, IndexError> {
        if !open::exists(folder) {
            return Self::open(folder, options);
        }
        let lock = enter(folder)?;
        open::expect_ours(folder)?;
        let replaced = Payload::unchecked(folder).unwrap_or_default();
        ledger::remove_unfinished(folder, &replaced);
        let beside = Beside::begin(folder)?;
        let opened = open::for_writing(beside.folder())?;
        let mut ledger = Ledger::default();
        ledger.follow(ledger::newest(folder));
        let old = Old { beside, ledger: replaced };
        let folder = old.beside.folder().to_path_buf();
        Self::of(&folder, opened, ledger, Some(old), lock, options)
    }

    fn of(
        folder: &Path,
        opened: Opened,
        ledger: Ledger,
        old: Option<Old>,
        lock: WriterLock,
        options: WriterOptions,
    ) -> Result<Self, IndexError> {
        let Opened { index, fields, payload, .. } = opened;
        let writer = open_writer(&index, options)?;
        let backlog = Backlog::new(BACKLOG * options.threads);
        writer.set_merge_policy(Box::new(merge_policy()));
        writer.garbage_collect_files().wait()?;
        let unfinished = payload.unfinished;
        Ok(Self {
            folder: folder.into(),
            fields,
            writer,
            backlog,
            ledger,
            unfinished,
            old,
            _lock: lock,
        })
    }

    /// What the index knows of the files of its corpus.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// The ledger, to change its corpus folders.
    pub fn ledger_mut(&mut self) -> &mut Ledger {
        &mut self.ledger
    }

    /// The fields of the index.
    pub fn fields(&self) -> &Fields {
        &self.fields
    }

    /// Records a file. If it holds a letter that the index does not have yet, `documents` are
    /// added. What the ledger knew of the path before is replaced.
    ///
    /// # Errors
    /// When the index cannot be written.
    pub fn attach(
        &mut self,
        record: &FileRecord,
        documents: Vec<TantivyDocument>,
    ) -> Result<Attached, IndexError> {
        let before = self.ledger.letter_at(&record.key);
        let now = record.letter();
        let known = now.is_some_and(|letter| self.ledger.group_size(letter) > 0);
        if now.is_some() && !known && documents.is_empty() {
            return Ok(Attached::Missing);
        }
        self.ledger.put(record);
        let Some(letter) = now else {
            before.map_or(Ok(()), |letter| self.detached(letter))?;
            return Ok(Attached::Added);
        };
        if before == now {
            return self.attach_again(letter, documents);
        }
        before.map_or(Ok(()), |letter| self.detached(letter))?;
        if known {
            self.ledger.set_stale(letter, true);
            return Ok(Attached::Duplicate);
        }
        self.write(None, documents)?;
        Ok(Attached::Added)
    }

    /// A file holds the letter it held before. `documents` are those of a newer parser, or none
    /// where only the file's times changed.
    fn attach_again(
        &mut self,
        letter: Hash128,
        documents: Vec<TantivyDocument>,
    ) -> Result<Attached, IndexError> {
        if documents.is_empty() {
            return Ok(Attached::Added);
        }
        if self.ledger.group_size(letter) > 1 {
            self.ledger.set_stale(letter, true);
            return Ok(Attached::Duplicate);
        }
        self.replace(letter, documents)?;
        Ok(Attached::Added)
    }

    /// Takes a file out, and its letter with it when no other file holds it.
    ///
    /// # Errors
    /// When the index cannot be written.
    pub fn remove(&mut self, key: &[u8]) -> Result<(), IndexError> {
        match self.ledger.remove(key).and_then(|record| record.letter()) {
            Some(letter) => self.detached(letter),
            None => Ok(()),
        }
    }

    /// A file has ceased to hold `letter`.
    fn detached(&mut self, letter: Hash128) -> Result<(), IndexError> {
        let orphaned = self.ledger.group_size(letter) == 0;
        self.ledger.set_stale(letter, !orphaned);
        if orphaned {
            self.write(Some(letter), Vec::new())?;
        }
        Ok(())
    }

    /// Replaces the documents of a letter, which is then no longer stale.
    ///
    /// # Errors
    /// When the index cannot be written.
    pub fn replace(
        &mut self,
        letter: Hash128,
        documents: Vec<TantivyDocument>,
    ) -> Result<(), IndexError> {
        self.write(Some(letter), documents)?;
        self.ledger.set_stale(letter, false);
        Ok(())
    }

    /// Takes out the documents of the letter `before`, and adds others, all at once.
    fn write(
        &mut self,
        before: Option<Hash128>,
        documents: Vec<TantivyDocument>,
    ) -> Result<(), IndexError> {
        self.backlog.wait();
        let deleted = before.map(|letter| UserOperation::Delete(self.letter_term(letter)));
        let added = documents.into_iter().map(|it| UserOperation::Add(self.backlog.add(it)));
        let operations: Vec<_> = deleted.into_iter().chain(added).collect();
        let Err(error) = self.writer.run(operations) else { return Ok(()) };
        // One of the writer's threads has ended, and joining it tells why: a full disk, mostly.
        match self.writer.prepare_commit() {
            Err(cause) => Err(cause.into()),
            Ok(_) => Err(error.into()),
        }
    }

    fn letter_term(&self, letter: Hash128) -> Term {
        Term::from_field_text(self.fields.letter, &letter.to_string())
    }

    /// Makes everything since the last commit visible and safe on disk, ledger and documents at
    /// once. Does nothing where nothing changed.
    ///
    /// # Errors
    /// When the disk is full or the folder may not be written; the index is then as it was at its
    /// last commit.
    pub fn commit(&mut self) -> Result<(), IndexError> {
        if self.ledger.is_changed() { self.commit_all() } else { Ok(()) }
    }

    /// Commits, and has readers know from then on that the whole corpus was gone through.
    ///
    /// # Errors
    /// As [`Self::commit`].
    pub fn commit_as_finished(&mut self) -> Result<(), IndexError> {
        if std::mem::take(&mut self.unfinished) { self.commit_all() } else { self.commit() }
    }

    fn commit_all(&mut self) -> Result<(), IndexError> {
        let mut prepared = self.writer.prepare_commit()?;
        let names = self.ledger.write_changes(&self.folder)?;
        let of_old = self.old.iter().flat_map(|old| &old.ledger);
        let replaced = self.ledger.replaced().iter().chain(of_old).cloned().collect();
        prepared.set_payload(&Payload::new(names, replaced, self.unfinished).to_json());
        prepared.commit()?;
        ledger::remove_replaced(&self.folder, self.ledger.replaced());
        Ok(())
    }

    /// The letters as they are stored at the last commit.
    ///
    /// # Errors
    /// When a segment cannot be opened.
    pub fn stored_letters(&self) -> Result<StoredLetters, IndexError> {
        let reader = self.writer.index().reader_builder().reload_policy(ReloadPolicy::Manual);
        let reader: tantivy::IndexReader = reader.try_into()?;
        Ok(StoredLetters { searcher: reader.searcher(), fields: self.fields.clone() })
    }

    /// Waits for the merges under way, removes what they made superfluous, and closes the index.
    /// One that was made beside another takes its place.
    ///
    /// # Errors
    /// When a merge failed, or the place cannot be taken; what was committed stays.
    pub fn close(self) -> Result<(), IndexError> {
        let Self { folder, writer, old, _lock, .. } = self;
        writer.wait_merging_threads()?;
        // The engine spares segments that its own threads still hold; now none does.
        beside::remove_old_files(&folder)?;
        let Some(Old { beside, ledger }) = old else { return Ok(()) };
        let home = beside.take_place()?;
        beside::remove_old_files(&home)?;
        ledger::remove_replaced(&home, &ledger);
        Ok(())
    }
}

/// Takes the right to write the index in `folder`, and removes what a dead run left there.
fn enter(folder: &Path) -> Result<WriterLock, IndexError> {
    open::expect_usable(folder)?;
    fs::create_dir_all(folder).map_err(|cause| IndexError::io("create", folder, cause))?;
    let lock = WriterLock::acquire(folder)?;
    beside::clear(folder);
    [open::META, open::MANAGED].iter().for_each(|name| remove_unfinished(folder, name.as_ref()));
    Ok(lock)
}

/// Refuses an index of which files are missing or cut off: what is built upon would be lost with
/// it, and a search would fail at some later time. Whether each byte is right, `imr check` tells.
fn expect_files(index: &Index) -> Result<(), IndexError> {
    for segment in index.load_metas()?.segments {
        for path in check::files_of(&segment) {
            // Reads the end of the file, where its length and version stand.
            index.directory().open_read(&path).map_err(TantivyError::from)?;
        }
    }
    Ok(())
}

/// Opens the engine's writer. The engine has a lock of its own, which a process that was being
/// started when the last writer closed may hold for a moment; nobody else can, as we have ours.
fn open_writer(index: &Index, options: WriterOptions) -> Result<IndexWriter<Waiting>, IndexError> {
    const TRIES: usize = 50;
    let mut tries = 0;
    loop {
        let writer_options = IndexWriterOptions::builder()
            .num_worker_threads(options.threads)
            .memory_budget_per_thread(options.memory_per_thread)
            .num_merge_threads(1)
            .build();
        match index.writer_with_options(writer_options) {
            Err(TantivyError::LockFailure(..)) if tries < TRIES => {
                tries += 1;
                std::thread::sleep(Duration::from_millis(10));
            }
            opened => return Ok(opened?),
        }
    }
}

/// Few segments, each merged few times: eight of a size become one.
fn merge_policy() -> LogMergePolicy {
    let mut policy = LogMergePolicy::default();
    policy.set_min_num_segments(8);
    policy.set_max_docs_before_merge(5_000_000);
    policy.set_del_docs_ratio_before_merge(0.3);
    policy
}
