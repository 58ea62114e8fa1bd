//! What a commit says of itself, in the payload of tantivy's `meta.json`.

use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use tantivy::IndexMeta;

use super::error::IndexError;
use super::open::META;
use super::schema::FORMAT_VERSION;

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Payload {
    /// The version of the fields and their terms.
    imr_format: u32,
    /// The files of the ledger, in the order they apply.
    pub(super) ledger: Vec<String>,
}

impl Payload {
    pub(super) fn new(ledger: Vec<String>) -> Self {
        Self { imr_format: FORMAT_VERSION, ledger }
    }

    /// The payload of a commit of the index in `folder`, checked for the format version.
    pub(super) fn of(meta: &IndexMeta, folder: &Path) -> Result<Self, IndexError> {
        let payload = match &meta.payload {
            Some(payload) => serde_json::from_str(payload),
            // Made, but its first commit was never reached.
            None if meta.segments.is_empty() => Ok(Self::new(Vec::new())),
            None => serde_json::from_str(""),
        };
        let payload: Self = payload.map_err(|_| IndexError::Foreign { folder: folder.into() })?;
        if payload.imr_format == FORMAT_VERSION {
            Ok(payload)
        } else {
            let found = payload.imr_format;
            Err(IndexError::OtherFormat { folder: folder.into(), found })
        }
    }

    /// The names of the ledger's files that the last commit tells, whatever its format.
    pub(super) fn unchecked(folder: &Path) -> Option<Vec<String>> {
        let meta: Value = serde_json::from_slice(&std::fs::read(folder.join(META)).ok()?).ok()?;
        let payload: Value = serde_json::from_str(meta.get("payload")?.as_str()?).ok()?;
        serde_json::from_value(payload.get("ledger")?.clone()).ok()
    }

    pub(super) fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}
