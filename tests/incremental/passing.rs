//! What the machine does to a run is not held against the files: they are read at the next one.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::time::Duration;

use imr_search::extract::Limits;
use imr_search::index::WriterOptions;
use imr_search::ingest::{self, Options, ReadOptions, Report};

use super::editions::letter;
use super::history::Silent;
use super::pdf_builder::pdf_of_text;
use super::place::{IMR, Place};

/// Brings the index up to date; `program` is started to read the PDFs, and has a second for each.
fn run(place: &Place, program: &str) -> Report {
    let limits = Limits { time_per_file: Duration::from_secs(1), ..Limits::default() };
    let options = Options {
        index: place.path("index"),
        roots: vec![place.path("corpus")],
        default_root: None,
        dropped: Vec::new(),
        threads: 1,
        writer: WriterOptions::default(),
        read: ReadOptions { program: program.into(), limits, ocr: None },
        commit_every: Duration::MAX,
        retry: false,
        rebuild: false,
        allow_removal: false,
    };
    ingest::run(&options, &Silent).unwrap()
}

/// Asserts that a run with `program` as the worker loses no letter, and that the next run reads
/// what it could not.
fn assert_made_good(program: &str, kind: &str) {
    let place = Place::new();
    place.write("known.pdf", pdf_of_text(&letter(1, 0)));
    run(&place, IMR);
    place.write("known.pdf", pdf_of_text(&letter(1, 0).replace("wet ramp", "frozen puddle")));
    place.write("new.pdf", pdf_of_text(&letter(2, 0)));
    let report = run(&place, program);
    assert_eq!((report.files.unreadable, report.to_retry, report.seen), (2, 2, 2), "{kind}");
    assert_eq!(place.run(&["search", "summary:ramp", "case:CM15-0000001"]).code, 0, "{kind}");
    let listed = place.run(&["check", "--unreadable"]).stdout;
    assert!(listed.contains(&format!(r#""kind":"{kind}""#)), "{listed}");
    place.assert_whole();
    let report = run(&place, IMR);
    assert_eq!((report.files.indexed, report.files.unreadable, report.to_retry), (2, 0, 0));
    assert_eq!(place.run(&["search", "summary:puddle", "case:CM15-0000001"]).code, 0, "{kind}");
    place.assert_whole();
}

/// A program of our own making, in the place of a worker.
fn script(place: &Place, lines: &str) -> String {
    let path = place.path("worker.sh");
    fs::write(&path, format!("#!/bin/sh\n{lines}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path.to_str().unwrap().into()
}

#[test]
fn a_worker_that_cannot_be_started_loses_no_letter() {
    assert_made_good("/nowhere/no-such-program", "worker");
}

#[test]
fn a_worker_that_somebody_kills_loses_no_letter() {
    let place = Place::new();
    assert_made_good(&script(&place, "printf R; kill -KILL $$"), "killed");
}

#[test]
fn a_machine_that_stands_still_loses_no_letter() {
    let place = Place::new();
    assert_made_good(&script(&place, "printf R; exec sleep 60"), "stalled");
}
