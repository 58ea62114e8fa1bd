//! A corpus of files that are broken in every known way, among good letters:
//! `cargo run --example hostile_corpus -- DIRECTORY`
//!
//! `hostile.jsonl` beside the directory's files says of each bad one what is wrong with it and
//! what is expected of `imr index`.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

#[path = "../tests/common/hostile/mod.rs"]
mod hostile;

use hostile::{letters, pdf_builder};

/// Good letters of each format.
const GOOD: u32 = 25;

fn main() -> io::Result<()> {
    let Some(directory) = std::env::args_os().nth(1) else {
        return Err(io::Error::other("usage: hostile_corpus DIRECTORY"));
    };
    let directory = Path::new(&directory);
    fs::create_dir_all(directory)?;
    write_good(directory)?;
    let mut manifest = fs::File::create(directory.join("hostile.jsonl"))?;
    let kinds = hostile::kinds();
    for kind in &kinds {
        kind.write(directory)?;
        let line = serde_json::json!({
            "name": kind.name.to_string_lossy(),
            "what": kind.what,
            "expect": kind.expect.name(),
        });
        writeln!(manifest, "{line}")?;
    }
    writeln!(io::stderr(), "{} bad files among {} good letters", kinds.len(), 2 * GOOD)
}

/// Letters that must all be indexed, whatever stands beside them.
fn write_good(directory: &Path) -> io::Result<()> {
    for number in 1..=GOOD {
        fs::write(directory.join(format!("good_{number:03}.txt")), letters::good_letter(number))?;
        let pdf = pdf_builder::pdf_of_text(&letters::good_letter(GOOD + number));
        fs::write(directory.join(format!("good_{number:03}.pdf")), pdf)?;
    }
    Ok(())
}
