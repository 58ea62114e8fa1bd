//! What a commit says of itself, in the payload of tantivy's `meta.json`.

use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use tantivy::IndexMeta;

use super::error::IndexError;
use super::{format, open};

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Payload {
    /// The version of the fields and their terms.
    imr_format: u32,
    /// The files of the ledger, in the order they apply.
    pub(super) ledger: Vec<String>,
    /// Files of the ledger that this commit or one before it has made superfluous.
    #[serde(default)]
    pub(super) replaced: Vec<String>,
    /// Whether no run has come to its end yet, so that most of the corpus may be missing.
    #[serde(default)]
    pub(super) unfinished: bool,
}

impl Payload {
    pub(super) fn new(ledger: Vec<String>, replaced: Vec<String>, unfinished: bool) -> Self {
        Self { imr_format: format::version(), ledger, replaced, unfinished }
    }

    /// The payload of a commit of the index in `folder`, checked for the format version.
    pub(super) fn of(meta: &IndexMeta, folder: &Path) -> Result<Self, IndexError> {
        let payload = match &meta.payload {
            Some(payload) => serde_json::from_str(payload),
            // Made, but its first commit was never reached.
            None if meta.segments.is_empty() => Ok(Self::new(Vec::new(), Vec::new(), true)),
            None => serde_json::from_str(""),
        };
        let payload: Self = payload.map_err(|_| IndexError::Foreign { folder: folder.into() })?;
        if payload.imr_format == format::version() {
            Ok(payload)
        } else {
            let found = payload.imr_format;
            Err(IndexError::OtherFormat { folder: folder.into(), found })
        }
    }

    /// The names of the ledger's files that the last commit tells, whatever its format.
    pub(super) fn unchecked(folder: &Path) -> Option<Vec<String>> {
        let meta: Value = serde_json::from_slice(&open::meta_of(folder)?).ok()?;
        // Made, but its first commit was never reached.
        let Some(payload) = meta.get("payload") else { return Some(Vec::new()) };
        let payload: Value = serde_json::from_str(payload.as_str()?).ok()?;
        serde_json::from_value(payload.get("ledger")?.clone()).ok()
    }

    /// Whether the last commit in `folder` says that no run has come to its end, in a format that
    /// can say it.
    pub(super) fn is_unfinished(folder: &Path) -> bool {
        let meta = open::meta_of(folder).and_then(|meta| serde_json::from_slice(&meta).ok());
        let Some(meta): Option<Value> = meta else { return false };
        match meta.get("payload").and_then(Value::as_str).map(serde_json::from_str::<Value>) {
            Some(Ok(payload)) => payload.get("unfinished") == Some(&Value::Bool(true)),
            Some(Err(_)) => false,
            None => true,
        }
    }

    /// Whether the index in `folder` was surely made by another program.
    pub(super) fn is_of_others(folder: &Path) -> bool {
        let meta = open::meta_of(folder).and_then(|meta| serde_json::from_slice(&meta).ok());
        let Some(meta): Option<Value> = meta else { return false };
        let payload = meta.get("payload").and_then(Value::as_str);
        let segments = meta.get("segments").and_then(Value::as_array);
        match payload.map(serde_json::from_str::<Value>) {
            Some(Ok(payload)) => payload.get("imr_format").is_none(),
            Some(Err(_)) => true,
            None => segments.is_none_or(|segments| !segments.is_empty()),
        }
    }

    pub(super) fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}
