//! One run of the indexer.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crossbeam_channel::{Receiver, Sender, bounded};
use tantivy::TantivyDocument;
use thiserror::Error;

use super::read::{Bytes, LetterReader, ReadLetter, ReadOptions, Reading, is_worth_reading};
use super::removal::{self, Accident};
use super::report::{Ending, Fate, FileReport, Observer, Report};
use super::{roots, stale};
use crate::corpus::{self, Found, FoundFile, Root, RootError};
use crate::index::document::{LetterRecord, documents};
use crate::index::identity::letter_id;
use crate::index::ledger::{FileRecord, FileState, Hash128, LetterFacts, Unreadable};
use crate::index::schema::Fields;
use crate::index::{Attached, Catalog, IndexError, WriterOptions};
use crate::letter::PARSER_VERSION;
use crate::model::Determination;

/// What to bring up to date, and how.
#[derive(Debug, Clone)]
pub struct Options {
    /// The index folder.
    pub index: PathBuf,
    /// The corpus folders of this run; none for those that the index knows.
    pub roots: Vec<PathBuf>,
    /// The corpus folder where none is named and the index knows none.
    pub default_root: Option<PathBuf>,
    /// Corpus folders to take out of the index.
    pub dropped: Vec<PathBuf>,
    /// Threads that read and parse.
    pub threads: usize,
    /// How the index is written.
    pub writer: WriterOptions,
    /// How files are read.
    pub read: ReadOptions,
    /// How long a run goes on before what it did is made safe on disk.
    pub commit_every: Duration,
    /// Try files again that could not be read before.
    pub retry: bool,
    /// Make the index anew, of the corpus folders that it knows unless others are named.
    pub rebuild: bool,
    /// Take letters out of the index even where so many are gone that it looks like an accident.
    pub allow_removal: bool,
}

/// Why a run could not be finished. What was committed before stays.
#[derive(Debug, Error)]
pub enum IngestError {
    /// A corpus folder.
    #[error(transparent)]
    Root(#[from] RootError),
    /// A corpus folder that the index knows is not there.
    #[error(
        "{0}; the index is as it was. If it is gone for good, `imr index --drop` with its path \
         removes it from the index"
    )]
    Vanished(RootError),
    /// A corpus folder to take out that the index does not have.
    #[error("`{}` is not a corpus folder of this index; it has {known}", path.display())]
    NoSuchRoot {
        /// As typed.
        path: PathBuf,
        /// Those that it has.
        known: String,
    },
    /// The index.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// Corpus and index would lie in one folder.
    #[error(
        "`{}` is the corpus and cannot be the folder of the index, too; name another one with \
         --index", .0.display()
    )]
    CorpusIsIndex(PathBuf),
    /// So much is gone from a corpus folder that it looks like an accident.
    #[error(transparent)]
    Accident(#[from] Accident),
    /// The index to make anew does not tell its corpus any more.
    #[error(
        "{0}; it does not tell its corpus folders any more, either: name them, as in `imr index --rebuild corpus`"
    )]
    RootsUnknown(IndexError),
    /// The index has no corpus yet, and none was named.
    #[error("no corpus folder: name one, as in `imr index corpus`")]
    NoCorpus,
    /// A thread broke: a fault of ours.
    #[error("a reader thread failed; please report this")]
    Broken,
}

/// Files between the walk and the readers.
const QUEUE: usize = 512;
/// Files so fresh that a change could come within the same tick of the clock are looked at again.
const FRESH: Duration = Duration::from_millis(20);

/// What the threads of a run share.
pub(super) struct Run<'a> {
    pub(super) options: &'a Options,
    pub(super) fields: Fields,
    observer: &'a dyn Observer,
    pub(super) state: Mutex<State>,
}

/// What only one thread of a run may touch at a time.
pub(super) struct State {
    pub(super) catalog: Catalog,
    pub(super) report: Report,
    pub(super) unreachable: Vec<Box<[u8]>>,
    last_commit: Instant,
    failure: Option<IndexError>,
}

/// Brings the index up to date with the corpus.
///
/// # Errors
/// When a corpus folder cannot be entered or the index cannot be written; the index is then as it
/// was at its last commit.
pub fn run(options: &Options, observer: &dyn Observer) -> Result<Report, IngestError> {
    let start = Instant::now();
    let roots = roots::before_opening(options)?;
    let mut catalog = match options.rebuild {
        true => Catalog::rebuild(&options.index, options.writer)?,
        false => Catalog::open(&options.index, options.writer)?,
    };
    let roots = roots::enter(&mut catalog, roots, options)?;
    let known = removal::known_letters(catalog.ledger(), &roots);
    catalog.ledger_mut().forget_seen();
    let fields = catalog.fields().clone();
    let state = State {
        catalog,
        report: Report::default(),
        unreachable: Vec::new(),
        last_commit: start,
        failure: None,
    };
    let run = Run { options, fields, observer, state: Mutex::new(state) };
    run.read_corpus(&roots)?;
    run.remove(&roots, &known)?;
    stale::rewrite(&run)?;
    let state = run.state.into_inner().unwrap_or_else(PoisonError::into_inner);
    finish(state, observer, start)
}

fn finish(
    mut state: State,
    observer: &dyn Observer,
    start: Instant,
) -> Result<Report, IngestError> {
    state.catalog.commit_as_finished()?;
    let ledger = state.catalog.ledger();
    let mut report = state.report;
    report.letters_in_index = ledger.letters();
    report.shared_case_numbers = ledger.shared_case_numbers();
    observer.committed(report.letters_in_index);
    state.catalog.close()?;
    report.took = start.elapsed();
    Ok(report)
}

impl Run<'_> {
    pub(super) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Walks the corpus and reads what is new or changed.
    fn read_corpus(&self, roots: &[Root]) -> Result<(), IngestError> {
        let (jobs, queue) = bounded(QUEUE);
        let readers = rayon::ThreadPoolBuilder::new()
            .num_threads(self.options.threads)
            .thread_name(|number| format!("reader-{number}"))
            .build()
            .map_err(|_| IngestError::Broken)?;
        let broken = std::thread::scope(|threads| {
            let walker = threads.spawn(move || self.walk(roots, &jobs));
            readers.broadcast(|_| self.read_files(&queue));
            drop(queue);
            walker.join().is_err()
        });
        match self.lock().failure.take() {
            Some(failure) => Err(failure.into()),
            None if broken => Err(IngestError::Broken),
            None => Ok(()),
        }
    }

    /// Takes out what is gone. Where that looks like an accident, what was read is kept.
    fn remove(&self, roots: &[Root], known: &[usize]) -> Result<(), IngestError> {
        if self.options.rebuild {
            return removal::compare_with_old(self, roots);
        }
        let removed = removal::remove_gone(self, roots, known);
        if let Err(IngestError::Accident(_)) = removed {
            self.lock().catalog.commit()?;
        }
        removed
    }

    fn walk(&self, roots: &[Root], jobs: &Sender<FoundFile>) {
        let index = self.options.index.canonicalize().ok();
        for root in roots {
            corpus::walk(root, index.as_deref(), |found| match found {
                Found::File(file) => self.sort_out(file, jobs),
                Found::Special { path, what } => {
                    self.done(&FileReport::without_letter(&path, Fate::NotALetter, Some(what)));
                    true
                }
                Found::Failed { path, key, reason } => {
                    self.observer.unreachable(&path, &reason);
                    let mut state = self.lock();
                    state.report.unreachable += 1;
                    state.unreachable.push(key);
                    true
                }
            });
        }
    }

    /// Sends a file to the readers, unless it is known as it is. False when they are gone.
    fn sort_out(&self, file: FoundFile, jobs: &Sender<FoundFile>) -> bool {
        let known = self.lock().known_fate(&file, self.options.retry);
        match known {
            Known::Seen => true,
            Known::As(ending) => {
                self.done(&ending.report(&file.path));
                true
            }
            Known::No if is_worth_reading(&file) => jobs.send(file).is_ok(),
            Known::No => {
                let record = FileRecord {
                    key: file.key,
                    size: file.size,
                    modified: file.modified,
                    content: None,
                    state: FileState::NotALetter,
                };
                let attached = self.attach(record, Vec::new(), &file.path);
                attached.map_err(|error| self.fail(error)).is_ok()
            }
        }
    }

    fn read_files(&self, queue: &Receiver<FoundFile>) {
        let mut reader = LetterReader::new(&self.options.read);
        for file in queue {
            let outcome = self.read_file(&mut reader, &file).and_then(|()| self.commit_if_due());
            if let Err(error) = outcome {
                return self.fail(error);
            }
        }
    }

    /// Remembers what ends the run.
    fn fail(&self, error: IndexError) {
        self.lock().failure.get_or_insert(error);
    }

    /// Reads one file and records what it holds.
    pub(super) fn read_file(
        &self,
        reader: &mut LetterReader,
        file: &FoundFile,
    ) -> Result<(), IndexError> {
        let bytes = match reader.bytes(file.location()) {
            Ok(bytes) => bytes,
            Err(error) => {
                let state = unreadable(error.kind(), error.to_string(), error.is_passing());
                return self.record_unread(file, state);
            }
        };
        if let Some(state) = self.known_content(file, &bytes)
            && self.attach(record(file, &bytes, state), Vec::new(), &file.path)?
        {
            return Ok(());
        }
        let state = match reader.letter(file.location(), &bytes.bytes) {
            Reading::Letter(letter) => return self.record_letter(file, &bytes, *letter),
            Reading::Unreadable { kind, reason, passing: true } => {
                return self.record_unread(file, unreadable(kind, reason, true));
            }
            Reading::Unreadable { kind, reason, passing: false } => unreadable(kind, reason, false),
            Reading::NotALetter => FileState::NotALetter,
        };
        self.attach(record(file, &bytes, state), Vec::new(), &file.path).map(drop)
    }

    /// Records a file that was not read, so that the next run tries it again. Where the fault is not
    /// the file's, the letter that it held stays.
    fn record_unread(&self, file: &FoundFile, state: FileState) -> Result<(), IndexError> {
        let FileState::Unreadable(failure) = &state else { return Ok(()) };
        let keeps_letter =
            failure.passing && self.lock().catalog.ledger_mut().see_letter(&file.key);
        if failure.passing {
            self.lock().report.to_retry += 1;
        }
        if keeps_letter {
            self.done(&Ending::of(state, Fate::Unreadable).report(&file.path));
            return Ok(());
        }
        let record = FileRecord {
            key: file.key.clone(),
            size: file.size,
            modified: 0,
            content: None,
            state,
        };
        self.attach(record, Vec::new(), &file.path).map(drop)
    }

    fn record_letter(
        &self,
        file: &FoundFile,
        bytes: &Bytes,
        letter: ReadLetter,
    ) -> Result<(), IndexError> {
        let ReadLetter { mut source, determination } = letter;
        source.path = file.path.to_string_lossy().into_owned();
        let id = letter_id(&determination, bytes.content);
        let facts = facts_of(&determination, id);
        let letter = LetterRecord {
            id,
            source,
            copies: Vec::new(),
            parser: PARSER_VERSION,
            content: bytes.content,
            determination,
        };
        let documents = documents(&self.fields, letter);
        let record = record(file, bytes, FileState::Letter(facts));
        self.attach(record, documents, &file.path).map(drop)
    }

    /// What is known of a file's bytes from another path, or from the same path at another time,
    /// if that letter is still in the index and was read by this parser.
    fn known_content(&self, file: &FoundFile, bytes: &Bytes) -> Option<FileState> {
        let mut state = self.lock();
        let ledger = state.catalog.ledger_mut();
        let letter = ledger.letter_of_content(bytes.content)?;
        let same = ledger.get(&file.key).filter(|known| known.letter() == Some(letter));
        let known = same.or_else(|| ledger.group(letter).into_iter().next())?;
        (!known.is_outdated(PARSER_VERSION)).then_some(known.state)
    }

    /// Records a file in the index and reports it. False, and nothing done, where it holds a
    /// letter that the index lacks, and `documents` has none.
    fn attach(
        &self,
        record: FileRecord,
        documents: Vec<TantivyDocument>,
        path: &Path,
    ) -> Result<bool, IndexError> {
        let attached = self.lock().attach(record, documents)?;
        let Some(ending) = attached else { return Ok(false) };
        self.done(&ending.report(path));
        Ok(true)
    }

    pub(super) fn done(&self, file: &FileReport<'_>) {
        let mut state = self.lock();
        state.report.files.count(file.fate);
        if file.fate != Fate::Removed {
            state.report.seen += 1;
        }
        drop(state);
        self.observer.file(file);
    }

    pub(super) fn commit_if_due(&self) -> Result<(), IndexError> {
        let mut state = self.lock();
        if state.last_commit.elapsed() < self.options.commit_every {
            return Ok(());
        }
        state.catalog.commit()?;
        state.last_commit = Instant::now();
        let letters = state.catalog.ledger().letters();
        drop(state);
        self.observer.committed(letters);
        Ok(())
    }
}

/// What the ledger makes of a file that the walk came across.
enum Known {
    /// It was seen in this run, through another folder.
    Seen,
    /// It is as it was.
    As(Ending),
    /// It must be read.
    No,
}

impl State {
    fn known_fate(&mut self, file: &FoundFile, retry: bool) -> Known {
        let ledger = self.catalog.ledger_mut();
        if ledger.is_seen(&file.key) {
            return Known::Seen;
        }
        let Some(known) = ledger.see(&file.key) else { return Known::No };
        let same = known.size == file.size && known.modified == file.modified;
        if !same || known.is_outdated(PARSER_VERSION) {
            return Known::No;
        }
        match known.state {
            FileState::Unreadable(_) if retry => Known::No,
            state => Known::As(Ending::of(state, Fate::Unchanged)),
        }
    }

    fn attach(
        &mut self,
        record: FileRecord,
        documents: Vec<TantivyDocument>,
    ) -> Result<Option<Ending>, IndexError> {
        let known = self.catalog.ledger().letter_at(&record.key);
        let touched = documents.is_empty() && known.is_some() && known == record.letter();
        let fate = match self.catalog.attach(&record, documents)? {
            Attached::Missing => return Ok(None),
            _ if touched => Fate::Unchanged,
            Attached::Duplicate => Fate::Duplicate,
            Attached::Added => Fate::Indexed,
        };
        if let (FileState::Letter(facts), Fate::Indexed) = (&record.state, fate) {
            self.report.count_letter(facts.layout, facts.items, &facts.warnings);
        }
        Ok(Some(Ending::of(record.state, fate)))
    }
}

fn record(file: &FoundFile, bytes: &Bytes, state: FileState) -> FileRecord {
    let modified = if is_fresh(bytes.modified) { 0 } else { bytes.modified };
    FileRecord {
        key: file.key.clone(),
        size: bytes.size,
        modified,
        content: Some(bytes.content),
        state,
    }
}

/// Whether a file changed so shortly ago that another change could carry the same time. A time
/// far in the future is as good as one in the past.
fn is_fresh(modified: i64) -> bool {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    (now.as_nanos() as i64).abs_diff(modified) < FRESH.as_nanos() as u64
}

fn unreadable(kind: &str, reason: String, passing: bool) -> FileState {
    let parser = PARSER_VERSION;
    FileState::Unreadable(Box::new(Unreadable { kind: kind.into(), reason, parser, passing }))
}

fn facts_of(letter: &Determination, id: Hash128) -> LetterFacts {
    LetterFacts {
        id,
        parser: PARSER_VERSION,
        case_number: letter.case_number.as_deref().map(Into::into),
        layout: letter.layout,
        items: letter.items.len() as u32,
        warnings: letter.warnings.iter().map(|warning| warning.kind).collect(),
    }
}
