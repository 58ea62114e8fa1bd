//! `imr parse`

use std::io::Write;
use std::path::PathBuf;

use anyhow::Context;
use rayon::prelude::*;

use super::read_options;
use crate::cli::args::{Global, ParseArgs};
use crate::cli::exit::Exit;
use crate::cli::out;
use crate::corpus::Root;
use crate::ingest::{LetterReader, Reading, files_below};

/// Files that are parsed before their results are printed: enough to keep all threads busy, few
/// enough to hold.
const BATCH: usize = 512;

pub(in crate::cli) fn run(global: &Global, args: &ParseArgs) -> anyhow::Result<Exit> {
    let options = read_options(&args.read)?;
    let threads = rayon::ThreadPoolBuilder::new().num_threads(global.threads()).build()?;
    let mut files: Vec<PathBuf> = Vec::new();
    for path in &args.paths {
        files.extend(files_below(&Root::open(path)?));
    }
    let mut to = out::data();
    let mut printed = 0;
    for batch in files.chunks(BATCH) {
        let readings: Vec<Reading> = threads.install(|| {
            let reader = || LetterReader::new(&options);
            batch.par_iter().map_init(reader, |reader, path| reader.read(path)).collect()
        });
        for (path, reading) in batch.iter().zip(readings) {
            match reading {
                Reading::Letter(letter) => {
                    serde_json::to_writer(&mut to, &letter.parsed()).context("cannot write")?;
                    to.write_all(b"\n")?;
                    printed += 1;
                }
                Reading::Unreadable { reason, .. } => {
                    out::say(format_args!("{}: {reason}", path.display()));
                }
                Reading::NotALetter if global.verbose > 0 => {
                    out::say(format_args!("{}: not a letter", path.display()));
                }
                Reading::NotALetter => {}
            }
        }
    }
    to.flush()?;
    Ok(Exit::found(printed > 0))
}
