//! What the ledger keeps of one file.

use std::borrow::Cow;
use std::fmt;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::model::{Layout, WarningKind};

/// The first 128 bits of a BLAKE3 hash. Files may be hostile, so the hash has to be one for which
/// nobody can make a second file: it would pass for the first one's letter, and hide it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Hash128([u8; 16]);

impl Hash128 {
    /// The hash of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self::from(blake3::hash(bytes))
    }

    /// Reads what `Display` wrote: 32 hexadecimal digits.
    pub fn parse(hex: &str) -> Option<Self> {
        u128::from_str_radix(hex, 16).ok().map(|number| Self(number.to_be_bytes()))
    }

    /// Its first 32 bits.
    pub(in crate::index) fn leading_bits(self) -> u64 {
        u64::from(u32::from_be_bytes([self.0[0], self.0[1], self.0[2], self.0[3]]))
    }

    /// Half of it: enough for a table to find it by.
    pub(super) fn short(self) -> u64 {
        u128::from_be_bytes(self.0) as u64
    }
}

impl From<blake3::Hash> for Hash128 {
    fn from(hash: blake3::Hash) -> Self {
        let mut first = [0; 16];
        first.copy_from_slice(&hash.as_bytes()[..16]);
        Self(first)
    }
}

/// Hexadecimal where people read it, bytes elsewhere.
impl Serialize for Hash128 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(self)
        } else {
            self.0.serialize(serializer)
        }
    }
}

impl<'de> Deserialize<'de> for Hash128 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if !deserializer.is_human_readable() {
            return <[u8; 16]>::deserialize(deserializer).map(Self);
        }
        let hex = <Cow<'_, str>>::deserialize(deserializer)?;
        Self::parse(&hex).ok_or_else(|| D::Error::custom("not 32 hexadecimal digits"))
    }
}

impl fmt::Display for Hash128 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", u128::from_be_bytes(self.0))
    }
}

impl fmt::Debug for Hash128 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// One file of the corpus, as it was when it was last looked at.
///
/// The ledger keeps it as its bytes, of which it reads the beginning only where it can: the order
/// of the fields is what [`super::packed`] relies on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRecord {
    /// The absolute path.
    pub key: Box<[u8]>,
    /// Bytes.
    pub size: u64,
    /// Time of last modification, nanoseconds since 1970; 0 where the file was so fresh that a
    /// later change could carry the same time, so that it is read again.
    pub modified: i64,
    /// The hash of its bytes; `None` where they were not read.
    pub content: Option<Hash128>,
    /// What became of it.
    pub state: FileState,
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum FileState {
    /// It holds a letter that is in the index.
    Letter(LetterFacts),
    /// It should hold a letter, but could not be read.
    Unreadable(Box<Unreadable>),
    /// It is something else.
    NotALetter,
}

/// What the ledger remembers of a letter. Here, too, the order counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterFacts {
    /// The letter's id in the index.
    pub id: Hash128,
    /// The version of the parser that read it.
    pub parser: u32,
    /// The case number.
    pub case_number: Option<Box<str>>,
    /// The layout.
    pub layout: Layout,
    /// How many disputed items it has.
    pub items: u32,
    /// The kinds of its warnings, as often as they occur.
    pub warnings: Box<[WarningKind]>,
}

/// Why a file could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unreadable {
    /// A short stable name.
    pub kind: String,
    /// For a person.
    pub reason: String,
    /// The version of the reader that failed.
    pub parser: u32,
    /// Whether the fault was not the file's, so that the next run reads it again.
    pub passing: bool,
}

impl FileRecord {
    /// The letter that the file holds.
    pub fn letter(&self) -> Option<Hash128> {
        match &self.state {
            FileState::Letter(facts) => Some(facts.id),
            _ => None,
        }
    }

    /// Whether another version of the reader and parser might make more of it.
    pub fn is_outdated(&self, parser: u32) -> bool {
        match &self.state {
            FileState::Letter(facts) => facts.parser != parser,
            FileState::Unreadable(failure) => failure.parser != parser,
            FileState::NotALetter => false,
        }
    }
}
