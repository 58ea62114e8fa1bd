//! Writes as many determination letters as are asked for, with the truth beside them.
//!
//! `cargo run --release --example generate_corpus -- 100000 DIR [--pdf 0.1] [--seed 7]`
//!
//! Letters come in all layouts and with the oddities of real ones: partial approvals, missing
//! headers, double spacing, page breaks inside a heading. They are invented: phrase banks and
//! tables under `data/`, which a domain expert can extend, are all that they are made of.
//! `DIR/truth.jsonl` says for each letter what was meant, in the shape of `imr parse`; a key
//! that is left out is not claimed. A letter depends on the seed and its number alone, so the
//! same command gives the same corpus on any number of threads.
//!
//! The way through: `case` draws the facts (with `request`, `citation` and `prose`), `layout`
//! sets them into blocks, `page` or `pdf` makes a file of the blocks, `truth` a line of JSON.

mod case;
mod citation;
mod layout;
mod page;
mod pdf;
mod prose;
mod request;
mod rng;
mod tables;
mod truth;

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::Parser;
use imr_search::model::{Format, LetterSource};
use rayon::prelude::*;

use case::Case;
use rng::Rng;

/// Letters that are in memory at a time; their truth is written in order before the next ones.
const BATCH: u64 = 5_000;

/// What was typed.
#[derive(Parser)]
#[command(name = "generate_corpus", about = "Write a corpus of invented letters with its truth")]
struct Args {
    /// How many letters.
    count: u64,
    /// The folder to write them to, in folders of at most 1,000 a year.
    dir: PathBuf,
    /// The share of letters that are PDFs, 0 to 1.
    #[arg(long, default_value_t = 0.0, value_name = "SHARE")]
    pdf: f64,
    /// Another seed, another corpus.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Put summaries and rationales into the truth as well: twice the size.
    #[arg(long)]
    texts: bool,
}

fn main() -> io::Result<()> {
    let args = Args::parse();
    fs::create_dir_all(&args.dir)?;
    let mut truth = BufWriter::new(fs::File::create(args.dir.join("truth.jsonl"))?);
    for start in (0..args.count).step_by(BATCH as usize) {
        let end = args.count.min(start + BATCH);
        let lines: io::Result<Vec<String>> =
            (start..end).into_par_iter().map(|number| write_letter(&args, number)).collect();
        for line in lines? {
            writeln!(truth, "{line}")?;
        }
    }
    truth.flush()
}

/// Writes one letter -> its line of the truth.
fn write_letter(args: &Args, number: u64) -> io::Result<String> {
    let mut rng = Rng::for_letter(args.seed, number);
    let is_pdf = rng.chance(args.pdf);
    let case = case::draw(&mut rng, number);
    let path = letter_path(&args.dir, &case, number, is_pdf);
    let blocks = layout::set(&case);
    let bytes = if is_pdf {
        pdf::typeset(&blocks)
    } else {
        page::print(&blocks, &case, &mut rng).into_bytes()
    };
    write_creating_folder(&path, &bytes)?;
    let format = if is_pdf { Format::Pdf } else { Format::Txt };
    let source = LetterSource::file(path.to_string_lossy(), format);
    Ok(truth::line(&case, &source, args.texts))
}

/// `DIR/2014/014/CM14-0014123.txt`
fn letter_path(dir: &Path, case: &Case, number: u64, is_pdf: bool) -> PathBuf {
    let extension = if is_pdf { "pdf" } else { "txt" };
    let folder = format!("{:03}", number / 1000);
    dir.join(case.year.to_string()).join(folder).join(format!("{}.{extension}", case.number))
}

/// Writes the file; its folder is made when it turns out to be missing, which is seldom.
fn write_creating_folder(path: &Path, bytes: &[u8]) -> io::Result<()> {
    match fs::write(path, bytes) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
            fs::write(path, bytes)
        }
        done => done,
    }
}
