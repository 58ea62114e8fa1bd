//! `imr check`

use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;
use serde_json::json;

use super::index;
use crate::cli::args::{CheckArgs, Global, OutputFormat};
use crate::cli::exit::Exit;
use crate::corpus::{self, Found, Root, outermost};
use crate::index::ledger::{FileState, Ledger};
use crate::index::{Checkup, check, load_ledger};

pub(in crate::cli) fn run(global: &Global, args: &CheckArgs) -> anyhow::Result<Exit> {
    if args.retry {
        index::retry(global)?;
    }
    if args.unreadable {
        return print_unreadable(&load_ledger(&global.index)?);
    }
    let (checkup, ledger) = check(&global.index)?;
    let drift = Drift::of(&ledger, &global.index);
    let mut to = anstream::stdout().lock();
    match args.output.format() {
        OutputFormat::Text | OutputFormat::Csv => write_text(&checkup, &drift, &mut to)?,
        OutputFormat::Json | OutputFormat::Jsonl => {
            serde_json::to_writer(&mut to, &json!({ "index": checkup, "corpus": drift }))?;
            writeln!(to)?;
        }
    }
    Ok(if checkup.faults.is_empty() { Exit::Found } else { Exit::Failed })
}

/// Prints the files that could not be read, one JSON object a line.
fn print_unreadable(ledger: &Ledger) -> anyhow::Result<Exit> {
    let mut lines = Vec::new();
    for file in ledger.files() {
        if let FileState::Unreadable(failure) = file.state {
            let path = ledger.shown_path(&file.key).to_string_lossy().into_owned();
            lines.push((path, failure));
        }
    }
    lines.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    let mut to = io::stdout().lock();
    for (path, failure) in &lines {
        let line = json!({ "path": path, "kind": failure.kind, "reason": failure.reason });
        writeln!(to, "{line}")?;
    }
    Ok(Exit::found(!lines.is_empty()))
}

/// How far the corpus on disk has moved on since the index was brought up to date.
#[derive(Debug, Default, Serialize)]
struct Drift {
    new: usize,
    changed: usize,
    gone: usize,
    unreachable: Vec<String>,
}

impl Drift {
    fn of(ledger: &Ledger, index: &Path) -> Self {
        let index = index.canonicalize().ok();
        let mut drift = Self::default();
        let mut known = 0;
        for root in outermost(ledger.roots().to_vec()) {
            match Root::open(&root.canonical) {
                Ok(_) => drift.walk(&root, index.as_deref(), ledger, &mut known),
                Err(error) => drift.unreachable.push(error.to_string()),
            }
        }
        if drift.unreachable.is_empty() {
            drift.gone = ledger.len().saturating_sub(known);
        }
        drift
    }

    fn walk(&mut self, root: &Root, index: Option<&Path>, ledger: &Ledger, known: &mut usize) {
        corpus::walk(root, index, |found| {
            match found {
                Found::File(file) => match ledger.get(&file.key) {
                    None => self.new += 1,
                    Some(record) => {
                        *known += 1;
                        // A file so fresh that its time was not trusted is told apart by size.
                        let timed = record.modified == 0 || record.modified == file.modified;
                        self.changed += usize::from(record.size != file.size || !timed);
                    }
                },
                Found::Special { .. } => {}
                Found::Failed { path, reason, .. } => {
                    self.unreachable.push(format!("{}: {reason}", path.display()));
                }
            }
            true
        });
    }
}

fn write_text(checkup: &Checkup, drift: &Drift, to: &mut dyn Write) -> io::Result<()> {
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
        writeln!(to, "{} letters show old paths; `imr index` mends that", checkup.stale)?;
    }
    if drift.new + drift.changed + drift.gone > 0 {
        writeln!(
            to,
            "the corpus has moved on: {} files new, {} changed, {} gone; `imr index` follows",
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
    writeln!(to, "the index is damaged; `imr index --rebuild` makes it anew")
}
