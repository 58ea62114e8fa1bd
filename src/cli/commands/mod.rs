//! The commands, one a file: each turns what was typed into calls of the rooms.

pub(super) mod check;
pub(super) mod complete;
pub(super) mod facets;
pub(super) mod fields;
pub(super) mod help;
pub(super) mod index;
pub(super) mod parse;
pub(super) mod search;
pub(super) mod show;
pub(super) mod similar;

use std::time::Duration;

use anyhow::Context;

use super::args::{Global, QueryArgs, ReadArgs};
use crate::cli::out;
use crate::extract::Limits;
use crate::ingest::ReadOptions;
use crate::library::{self, Library, Vocabulary, WordForms};

/// The index that was named.
fn open_library(global: &Global) -> Result<Library, library::Error> {
    let library = Library::open_with_threads(&global.index, global.threads())?;
    if let Some(build) = library.first_build() {
        out::say(format_args!("imr: {build}"));
    }
    Ok(library)
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

/// How words are read, as it was typed.
fn word_forms(args: &QueryArgs) -> anyhow::Result<WordForms> {
    Ok(match &args.vocabulary {
        _ if args.exact => WordForms::Exact,
        Some(file) => WordForms::Of(Box::new(Vocabulary::built_in().clone().with_file(file)?)),
        None => WordForms::Known,
    })
}
