//! `imr index`

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::read_options;
use crate::cli::args::{Global, IndexArgs, OutputFormat, ReadArgs};
use crate::cli::exit::Exit;
use crate::cli::out;
use crate::cli::progress::Progress;
use crate::corpus::Root;
use crate::extract;
use crate::index::WriterOptions;
use crate::ingest::{self, Options, ReadOptions, Report};

/// The corpus where none is named and the index knows none.
const DEFAULT_CORPUS: &str = "corpus";

pub(in crate::cli) fn run(global: &Global, args: &IndexArgs) -> anyhow::Result<Exit> {
    let options = Options {
        dropped: args.drop.clone(),
        retry: args.retry,
        rebuild: args.rebuild,
        allow_removal: args.allow_removal,
        commit_every: Duration::from_secs(args.commit_every),
        ..options(global, &args.paths, read_options(&args.read)?)
    };
    let report = ingest(global, &options, args.report.as_deref())?;
    print(&report, args.output.format(), global.quiet)?;
    Ok(if args.strict && report.files.unreadable > 0 { Exit::Failed } else { Exit::Found })
}

/// Brings the index up to date before a search.
pub(super) fn refresh(global: &Global, read: ReadOptions) -> anyhow::Result<()> {
    let report = ingest(global, &options(global, &[], read), None)?;
    if !global.quiet && report.files.indexed + report.files.removed > 0 {
        out::write_messages(|to| write_summary(&report, to))?;
    }
    Ok(())
}

/// Tries files again that could not be read before.
pub(super) fn retry(global: &Global) -> anyhow::Result<()> {
    let read = read_options(&ReadArgs::default())?;
    ingest(global, &Options { retry: true, ..options(global, &[], read) }, None).map(drop)
}

fn options(global: &Global, paths: &[PathBuf], read: ReadOptions) -> Options {
    let threads = global.threads();
    Options {
        index: global.index.clone(),
        roots: paths.to_vec(),
        default_root: Some(PathBuf::from(DEFAULT_CORPUS)).filter(|path| path.exists()),
        dropped: Vec::new(),
        threads,
        writer: WriterOptions { threads, ..WriterOptions::default() },
        read,
        commit_every: Duration::from_secs(300),
        retry: false,
        rebuild: false,
        allow_removal: false,
    }
}

fn ingest(global: &Global, options: &Options, report: Option<&Path>) -> anyhow::Result<Report> {
    stop_on_interrupt();
    let progress = Progress::new(global, report)?;
    let roots: Vec<Root> = options.roots.iter().filter_map(|path| Root::open(path).ok()).collect();
    progress.count_files(&roots);
    let done = ingest::run(options, &progress);
    progress.finish()?;
    Ok(done?)
}

/// Ctrl-C ends the process at once. What was committed is safe, and the system takes back the
/// lock, so nothing has to be tidied up.
fn stop_on_interrupt() {
    // Fails only where a handler is set already: by a run before this one.
    let _ = ctrlc::set_handler(|| {
        extract::end_programs();
        out::say_lines("\nimr: interrupted; the index is as of its last commit");
        std::process::exit(130);
    });
}

fn print(report: &Report, format: OutputFormat, quiet: bool) -> anyhow::Result<()> {
    out::write_data(|to| match format {
        OutputFormat::Text if quiet => Ok(()),
        OutputFormat::Text | OutputFormat::Csv => write_summary(report, to),
        OutputFormat::Json | OutputFormat::Jsonl => {
            serde_json::to_writer(&mut *to, report)?;
            writeln!(to)
        }
    })?;
    Ok(())
}

fn write_summary(report: &Report, to: &mut dyn Write) -> io::Result<()> {
    let files = &report.files;
    writeln!(
        to,
        "{} files: {} indexed, {} unchanged, {} duplicate, {} unreadable, {} not letters; \
         {} removed",
        report.seen,
        files.indexed,
        files.unchanged,
        files.duplicate,
        files.unreadable,
        files.not_a_letter,
        files.removed
    )?;
    if files.indexed > 0 {
        let layouts: Vec<String> =
            report.layouts.iter().map(|(layout, count)| format!("{count} {layout}")).collect();
        writeln!(
            to,
            "{} items in {} letters ({})",
            report.items,
            files.indexed,
            layouts.join(", ")
        )?;
    }
    for (warning, count) in &report.warnings {
        writeln!(to, "warning {warning}: {count}")?;
    }
    if report.to_retry > 0 {
        writeln!(
            to,
            "warning: {} files could not be read for no fault of their own; `imr index -v` tries \
             them again and names those that still cannot",
            report.to_retry
        )?;
    }
    if !report.shared_case_numbers.is_empty() {
        let shown = report.shared_case_numbers.iter().take(5).cloned().collect::<Vec<_>>();
        let count = report.shared_case_numbers.len();
        writeln!(
            to,
            "warning: different letters share a case number: {count} ({})",
            shown.join(", ")
        )?;
    }
    writeln!(
        to,
        "{} letters in the index, {:.1} s",
        report.letters_in_index,
        report.took.as_secs_f64()
    )
}
