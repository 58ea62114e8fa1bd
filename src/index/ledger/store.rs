//! The ledger's files: a line that names the format, changes one after the other, and a BLAKE3
//! hash of all that comes before it.

use std::fs;
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::packed::Packed;
use super::{Changes, Hash128, Ledger, RootChange};
use crate::corpus::Root;

/// What ledger files begin with.
const MAGIC: &[u8] = b"imr ledger 2\n";
/// As many files are kept without a look at their size ...
const FEW_FILES: usize = 8;
/// ... and as many at the most, before they are folded into one.
const MOST_FILES: usize = 64;
const PREFIX: &str = "ledger-";

/// What changes of corpus folders begin with.
const ADD_ROOT: u8 = 0;
const REMOVE_ROOT: u8 = 1;
/// What stands before a record that is put in place of what was known of its path. The other
/// changes have the numbers that [`Change`] gives them.
const PUT: u8 = 2;
/// Bytes that a change takes, about; most of them put a letter in.
const USUAL: usize = 100;
/// Bytes that are written, and hashed, at once.
const BUFFER: usize = 256 << 10;

/// One change of the ledger.
#[derive(Serialize, Deserialize)]
enum Change {
    AddRoot(Root),
    RemoveRoot(Root),
    /// Followed by the record. Read and written as it stands in memory, so never through this.
    Put,
    Remove(Box<[u8]>),
    Stale(Hash128, bool),
}

/// A ledger file that the last commit names.
#[derive(Debug, Clone)]
pub(super) struct File {
    name: String,
    size: u64,
}

/// Why the ledger cannot be read or written.
#[derive(Debug, Error)]
pub enum LedgerError {
    /// The system refused.
    #[error("cannot {action} `{}`: {cause}", path.display())]
    Io {
        /// What was tried.
        action: &'static str,
        /// The ledger file.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// A file that a commit names is not there.
    #[error("the ledger `{}` is missing; `imr index --rebuild` makes the index anew", path.display())]
    Missing {
        /// The ledger file.
        path: PathBuf,
    },
    /// The file is not what was written.
    #[error("the ledger `{}` is damaged: {what}; `imr index --rebuild` builds the index from scratch", path.display())]
    Damaged {
        /// The ledger file.
        path: PathBuf,
        /// What is wrong with it.
        what: &'static str,
    },
}

/// Loads the ledger from the files that a commit names, in that order.
///
/// # Errors
/// When one is missing or damaged.
pub fn load(folder: &Path, names: &[String]) -> Result<Ledger, LedgerError> {
    let mut ledger = Ledger::default();
    for name in names {
        let path = folder.join(name);
        let bytes = read(&path)?;
        let damaged = |what| LedgerError::Damaged { path: path.clone(), what };
        let mut rest = checked(&bytes).map_err(damaged)?;
        ledger.files.reserve(rest.len() / USUAL);
        while !rest.is_empty() {
            rest = ledger.apply(rest).map_err(|_| damaged("a change cannot be read"))?;
        }
        ledger.newest = Some(name.clone());
        ledger.written.push(File { name: name.clone(), size: bytes.len() as u64 });
    }
    Ok(ledger)
}

/// The corpus folders that the ledger files of a commit tell, of whatever format their records
/// are: a file begins with the changes of folders.
///
/// # Errors
/// When one is missing or damaged.
pub fn roots(folder: &Path, names: &[String]) -> Result<Vec<Root>, LedgerError> {
    let mut ledger = Ledger::default();
    for name in names {
        let path = folder.join(name);
        let bytes = read(&path)?;
        let damaged = |what| LedgerError::Damaged { path: path.clone(), what };
        let body = unspoilt(&bytes).map_err(damaged)?;
        let start = body.iter().position(|byte| *byte == b'\n').map_or(body.len(), |end| end + 1);
        let mut rest = &body[start..];
        while let Some(&(ADD_ROOT | REMOVE_ROOT)) = rest.first() {
            rest = ledger.apply(rest).map_err(|_| damaged("a change cannot be read"))?;
        }
    }
    Ok(ledger.roots)
}

fn read(path: &Path) -> Result<Vec<u8>, LedgerError> {
    fs::read(path).map_err(|cause| match cause.kind() {
        io::ErrorKind::NotFound => LedgerError::Missing { path: path.into() },
        _ => LedgerError::Io { action: "read", path: path.into(), cause },
    })
}

/// The changes between the first line and the hash.
fn checked(bytes: &[u8]) -> Result<&[u8], &'static str> {
    unspoilt(bytes)?.strip_prefix(MAGIC).ok_or("it is of another format")
}

/// What stands before the hash, if it is what was hashed.
fn unspoilt(bytes: &[u8]) -> Result<&[u8], &'static str> {
    let (body, sum) = bytes.split_last_chunk::<32>().ok_or("it is cut off")?;
    if *blake3::hash(body).as_bytes() != *sum {
        return Err("its checksum does not match");
    }
    Ok(body)
}

/// Removes the ledger file that a dead run began: the next after the last of `names`. A file that
/// does not begin as ours do is somebody else's, and stays.
pub fn remove_unfinished(folder: &Path, names: &[String]) {
    let mut path = folder.join(name_after(names.last().map(String::as_str)));
    while path.exists() && !remove_if_ours(&path) {
        path = folder.join(name_after(path.file_name().and_then(|name| name.to_str())));
    }
}

/// Removes a file that begins as the ledger's do, or as far as it goes; whether it did.
fn remove_if_ours(path: &Path) -> bool {
    let mut start = Vec::new();
    let read = fs::File::open(path).map(|file| file.take(MAGIC.len() as u64));
    let is_read = read.and_then(|mut file| file.read_to_end(&mut start)).is_ok();
    is_read && is_our_beginning(&start) && fs::remove_file(path).is_ok()
}

/// Whether a ledger file of some format begins so, or is all of it that was written.
fn is_our_beginning(start: &[u8]) -> bool {
    let name = &MAGIC[..MAGIC.len() - 2];
    let length = start.len().min(name.len());
    start[..length] == name[..length]
}

/// The last by number of the files in `folder` that are named like the ledger's.
pub fn newest(folder: &Path) -> Option<String> {
    let names = fs::read_dir(folder).ok()?.flatten().map(|entry| entry.file_name());
    let names = names.filter_map(|name| name.into_string().ok());
    names.filter(|name| number_of(name).is_some()).max_by_key(|name| number_of(name))
}

/// Removes ledger files of which a commit says that it has others in their place.
pub fn remove_replaced(folder: &Path, replaced: &[String]) {
    for name in replaced.iter().filter(|name| number_of(name).is_some()) {
        let _ = remove_if_ours(&folder.join(name));
    }
}

/// A name that sorts after `newest`, with the next number.
fn name_after(newest: Option<&str>) -> String {
    let number = newest.and_then(number_of).unwrap_or(0);
    format!("{PREFIX}{:012}.bin", number + 1)
}

impl Ledger {
    /// Writes the changes since the last commit, safe on disk, and returns the names of all files
    /// that make up the ledger now: what the commit has to name, beside those that it makes
    /// superfluous ([`Self::replaced`]). Files that the last commit names are left as they are.
    ///
    /// # Errors
    /// When the disk is full or the folder may not be written.
    pub fn write_changes(&mut self, folder: &Path) -> Result<Vec<String>, LedgerError> {
        if self.is_changed() {
            let mut name = name_after(self.newest.as_deref());
            while folder.join(&name).exists() {
                name = name_after(Some(&name));
            }
            let path = folder.join(&name);
            let fold = self.should_fold();
            let size = self.write(&path, fold).map_err(|cause| LedgerError::Io {
                action: "write",
                path,
                cause,
            })?;
            self.replaced.retain(|name| folder.join(name).exists());
            if fold {
                self.replaced.extend(self.written.drain(..).map(|file| file.name));
            }
            self.changes = Changes::default();
            self.newest = Some(name.clone());
            self.written.push(File { name, size });
        }
        Ok(self.written.iter().map(|file| file.name.clone()).collect())
    }

    /// Has the names of new files follow this one.
    pub fn follow(&mut self, newest: Option<String>) {
        self.newest = newest;
    }

    /// The files that were folded into others since the ledger was loaded, as far as they are
    /// still there.
    pub fn replaced(&self) -> &[String] {
        &self.replaced
    }

    /// Whether the files of changes have become many, or larger than what they change.
    fn should_fold(&self) -> bool {
        let first = self.written.first().map_or(0, |file| file.size);
        let later: u64 = self.written.iter().skip(1).map(|file| file.size).sum();
        let count = self.written.len();
        count >= MOST_FILES || count >= FEW_FILES && later > first / 2
    }

    fn write(&self, path: &Path, fold: bool) -> io::Result<u64> {
        let mut to = Changelog::create(path)?;
        let written = if fold { self.write_all(&mut to) } else { self.write_new(&mut to) };
        written.and_then(|()| to.finish())
    }

    /// Writes all that the ledger holds.
    fn write_all(&self, to: &mut Changelog) -> io::Result<()> {
        for root in &self.roots {
            to.add(&Change::AddRoot(root.clone()))?;
        }
        for (_, file) in self.files.iter() {
            to.put(file)?;
        }
        for letter in self.stale() {
            to.add(&Change::Stale(letter, true))?;
        }
        Ok(())
    }

    /// Writes what changed since the last commit. What was removed comes first: it may have been
    /// put again.
    fn write_new(&self, to: &mut Changelog) -> io::Result<()> {
        for change in &self.changes.roots {
            to.add(&match change {
                RootChange::Add(root) => Change::AddRoot(root.clone()),
                RootChange::Remove(root) => Change::RemoveRoot(root.clone()),
            })?;
        }
        for key in &self.changes.removed {
            to.add(&Change::Remove(key.clone()))?;
        }
        for file in self.changes.put.iter().filter_map(|&slot| self.files.get(slot)) {
            to.put(file)?;
        }
        for &letter in &self.changes.stale {
            to.add(&Change::Stale(letter, self.stale.contains(&letter)))?;
        }
        Ok(())
    }

    /// Does the change that `bytes` begin with, and returns those that follow it.
    fn apply<'b>(&mut self, bytes: &'b [u8]) -> Result<&'b [u8], postcard::Error> {
        let (change, rest) = postcard::take_from_bytes(bytes)?;
        match change {
            Change::AddRoot(root) => self.roots.push(root),
            Change::RemoveRoot(root) => self.roots.retain(|known| *known != root),
            Change::Put => {
                let (file, length) = Packed::take(rest)?;
                self.files.put(file);
                return Ok(&rest[length..]);
            }
            Change::Remove(key) => drop(self.files.remove(&key)),
            Change::Stale(letter, true) => drop(self.stale.insert(letter)),
            Change::Stale(letter, false) => drop(self.stale.remove(&letter)),
        }
        Ok(rest)
    }
}

fn number_of(name: &str) -> Option<u64> {
    name.strip_prefix(PREFIX)?.strip_suffix(".bin")?.parse().ok()
}

/// A ledger file that is being written.
struct Changelog {
    to: BufWriter<Hashed>,
}

/// A file, with the hash and the number of the bytes that went into it.
struct Hashed {
    file: fs::File,
    hash: blake3::Hasher,
    size: u64,
}

impl Write for Hashed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.size += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Changelog {
    fn create(path: &Path) -> io::Result<Self> {
        let file = fs::File::create_new(path)?;
        let hashed = Hashed { file, hash: blake3::Hasher::new(), size: 0 };
        let mut to = BufWriter::with_capacity(BUFFER, hashed);
        to.write_all(MAGIC)?;
        Ok(Self { to })
    }

    fn add(&mut self, change: &Change) -> io::Result<()> {
        self.to.write_all(&postcard::to_stdvec(change).map_err(io::Error::other)?)
    }

    fn put(&mut self, file: &Packed) -> io::Result<()> {
        self.to.write_all(&[PUT])?;
        self.to.write_all(file.bytes())
    }

    /// Ends the file with its hash, and returns its size once it is safe on disk.
    fn finish(self) -> io::Result<u64> {
        let mut hashed = self.to.into_inner().map_err(io::IntoInnerError::into_error)?;
        let sum = hashed.hash.finalize();
        hashed.write_all(sum.as_bytes())?;
        hashed.file.sync_all()?;
        Ok(hashed.size)
    }
}
