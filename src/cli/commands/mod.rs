//! The commands, one a file: each turns what was typed into calls of the rooms.

pub(super) mod check;
pub(super) mod complete;
pub(super) mod facets;
pub(super) mod fields;
pub(super) mod index;
pub(super) mod parse;
pub(super) mod search;
pub(super) mod show;
pub(super) mod similar;

use anyhow::Context;

use super::args::{Global, QueryArgs, ReadArgs};
use crate::extract::Limits;
use crate::index::{IndexError, Reader};
use crate::ingest::ReadOptions;
use crate::query::Vocabulary;
use crate::search::Question;
use std::time::Duration;

/// The index, open for reading.
fn open_index(global: &Global) -> Result<Reader, IndexError> {
    Reader::open(&global.index, global.threads())
}

/// How files are read, as it was typed.
fn read_options(args: &ReadArgs) -> anyhow::Result<ReadOptions> {
    let program = std::env::current_exe().context("cannot find this program's own file")?;
    let limits = Limits {
        max_file_size: args.max_file_size << 20,
        time_per_file: Duration::from_secs(args.max_file_time),
        memory_per_file: args.max_file_memory << 20,
        ..Limits::default()
    };
    Ok(ReadOptions { program, limits, ocr: args.ocr.clone() })
}

/// The query as a question, or an error that shows where it is wrong.
fn question(typed: &str, args: &QueryArgs) -> anyhow::Result<Question> {
    let own = match &args.vocabulary {
        Some(file) if !args.exact => Some(Vocabulary::built_in().clone().with_file(file)?),
        _ => None,
    };
    let vocabulary = own.as_ref().unwrap_or_else(|| Vocabulary::built_in());
    let vocabulary = (!args.exact).then_some(vocabulary);
    Question::read(typed, vocabulary).map_err(|error| anyhow::anyhow!(error.report(typed)))
}
