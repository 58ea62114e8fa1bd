//! A file's record as the bytes that the ledger's files hold: a fraction of what its parts take,
//! and written out without being put together again.

use serde::Deserialize;

use super::{FileRecord, Hash128};

/// The bytes of one record, which can all be read.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Packed(Box<[u8]>);

/// What a record begins with: parts that are asked for often, read without making anything.
#[derive(Deserialize)]
struct Head<'a> {
    _key: &'a [u8],
    _size: u64,
    _modified: i64,
    content: Option<Hash128>,
    #[serde(borrow)]
    state: HeadState<'a>,
}

/// What a state begins with; a letter's facts, with its id, the parser and the case number.
#[derive(Deserialize)]
enum HeadState<'a> {
    Letter {
        id: Hash128,
        _parser: u32,
        #[serde(borrow)]
        case_number: Option<&'a str>,
    },
    Unreadable,
    NotALetter,
}

/// Bytes that most records take.
const USUAL: usize = 160;
const WHOLE: &str = "what was packed can be read";

impl Packed {
    pub(super) fn of(record: &FileRecord) -> Self {
        let bytes = postcard::to_extend(record, Vec::with_capacity(USUAL));
        Self(bytes.expect("nothing in a record can fail to be written").into())
    }

    /// The record at the beginning of `bytes`, and how many of them it takes.
    pub(super) fn take(bytes: &[u8]) -> Result<(Self, usize), postcard::Error> {
        let (_, rest) = postcard::take_from_bytes::<FileRecord>(bytes)?;
        let length = bytes.len() - rest.len();
        Ok((Self(bytes[..length].into()), length))
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }

    pub(super) fn record(&self) -> FileRecord {
        postcard::from_bytes(&self.0).expect(WHOLE)
    }

    pub(super) fn key(&self) -> &[u8] {
        postcard::take_from_bytes(&self.0).expect(WHOLE).0
    }

    pub(super) fn letter(&self) -> Option<Hash128> {
        match self.head().state {
            HeadState::Letter { id, .. } => Some(id),
            HeadState::Unreadable | HeadState::NotALetter => None,
        }
    }

    pub(super) fn case_number(&self) -> Option<&str> {
        match self.head().state {
            HeadState::Letter { case_number, .. } => case_number,
            HeadState::Unreadable | HeadState::NotALetter => None,
        }
    }

    pub(super) fn content(&self) -> Option<Hash128> {
        self.head().content
    }

    fn head(&self) -> Head<'_> {
        postcard::take_from_bytes(&self.0).expect(WHOLE).0
    }
}
