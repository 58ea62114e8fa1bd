//! `imr check`

use std::io::{self, Write};

use super::{index, open_library};
use crate::cli::args::{CheckArgs, Global, OutputFormat};
use crate::cli::exit::Exit;
use crate::cli::out;
use crate::library::{CheckAnswer, UnreadableFile};

pub(in crate::cli) fn run(global: &Global, args: &CheckArgs) -> anyhow::Result<Exit> {
    if args.retry {
        index::retry(global)?;
    }
    let library = open_library(global)?;
    if args.unreadable {
        return print_unreadable(&library.unreadable()?);
    }
    let answer = library.check()?;
    let json = serde_json::to_value(&answer)?;
    out::write_data(|to| match args.output.format() {
        OutputFormat::Text | OutputFormat::Csv => write_text(&answer, to),
        OutputFormat::Json | OutputFormat::Jsonl => writeln!(to, "{json}"),
    })?;
    Ok(if answer.index.faults.is_empty() { Exit::Found } else { Exit::Failed })
}

/// Prints the files that could not be read, one JSON object a line.
fn print_unreadable(files: &[UnreadableFile]) -> anyhow::Result<Exit> {
    out::write_data(|to| {
        files.iter().try_for_each(|file| writeln!(to, "{}", serde_json::to_value(file)?))
    })?;
    Ok(Exit::found(!files.is_empty()))
}

fn write_text(answer: &CheckAnswer, to: &mut dyn Write) -> io::Result<()> {
    let CheckAnswer { index: checkup, corpus: drift } = answer;
    writeln!(
        to,
        "{} letters, {} documents, {} segments; {} files, {} duplicate, {} not letters",
        checkup.letters,
        checkup.documents,
        checkup.segments,
        checkup.files,
        checkup.duplicates,
        checkup.not_letters
    )?;
    for (layout, count) in &checkup.layouts {
        writeln!(to, "layout {layout}: {count}")?;
    }
    for (warning, count) in &checkup.warnings {
        writeln!(to, "warning {warning}: {count}")?;
    }
    for (kind, count) in &checkup.unreadable {
        writeln!(to, "unreadable {kind}: {count}")?;
    }
    for case in &checkup.shared_case_numbers {
        writeln!(to, "different letters share the case number {case}")?;
    }
    if checkup.stale > 0 {
        writeln!(to, "{} letters show old paths; `imr index` updates them", checkup.stale)?;
    }
    if drift.new + drift.changed + drift.gone > 0 {
        writeln!(
            to,
            "the corpus has changed: {} files new, {} changed, {} gone; `imr index` updates the index",
            drift.new, drift.changed, drift.gone
        )?;
    }
    for place in &drift.unreachable {
        writeln!(to, "{place}")?;
    }
    if checkup.faults.is_empty() {
        return writeln!(to, "the index is whole");
    }
    for fault in &checkup.faults {
        writeln!(to, "fault: {fault}")?;
    }
    writeln!(to, "the index is damaged; `imr index --rebuild` builds it from scratch")
}
