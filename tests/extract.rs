//! The reader of files from outside: hostile files cost themselves only.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use imr_search::extract::{ExtractError, Extractor, Limits, WORKER_ARG, extract_in_process};
use imr_search::model::Format;

#[path = "common/hostile/mod.rs"]
#[allow(dead_code)]
mod hostile;

use hostile::{Content, Expect, letters, pdf_builder};

const PROGRAM: &str = env!("CARGO_BIN_EXE_imr");

fn limits() -> Limits {
    Limits {
        time_per_file: Duration::from_secs(60),
        memory_per_file: 512 << 20,
        ..Limits::default()
    }
}

fn extractor() -> Extractor {
    Extractor::new(Path::new(PROGRAM), limits(), None)
}

/// Whether a text is a letter with a disputed item, as far as this test needs to know.
fn is_letter(text: &str) -> bool {
    text.contains("Case Number:")
        && text.contains(": Upheld")
        && text.contains("medically necessary")
}

#[test]
fn every_hostile_file_ends_as_expected_and_the_next_letter_is_read() {
    let mut extractor = extractor();
    let good = pdf_builder::pdf_of_text(&letters::good_letter(5));
    let mut wrong = Vec::new();
    for kind in hostile::kinds() {
        let Content::Bytes(make) = &kind.content else { continue };
        let result = extractor.extract(Path::new("x"), &make());
        let found = match &result {
            Err(_) => Expect::Unreadable,
            Ok(text) if is_letter(&text.body) => Expect::Indexed,
            Ok(_) => Expect::NotALetter,
        };
        if found != kind.expect {
            let error = result.err().map(|error| error.to_string());
            wrong.push(format!("{:?}: {found:?} {error:?}, not {:?}", kind.name, kind.expect));
        }
        let next = extractor.extract(Path::new("x"), &good);
        assert!(next.is_ok_and(|text| is_letter(&text.body)), "after {:?}", kind.name);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_letter_reads_the_same_in_both_processes() {
    let pdf = pdf_builder::pdf_of_text(&letters::good_letter(3));
    assert_eq!(extractor().extract(Path::new("x"), &pdf), extract_in_process(&pdf));
}

#[test]
fn a_bomb_runs_out_of_memory_and_says_so() {
    let error = extract_kind("flate_bomb.pdf", limits());
    assert_eq!(error.to_string(), "ran out of memory (limit 512 MB)");
}

#[test]
fn a_slow_file_is_timed_out_and_says_so() {
    let limits = Limits { time_per_file: Duration::from_millis(5), ..limits() };
    assert_eq!(extract_kind("pages_10000.pdf", limits).kind(), "timed_out");
}

#[test]
fn a_large_file_is_not_even_tried() {
    let limits = Limits { max_file_size: 100, ..limits() };
    let error = Extractor::new(Path::new("/no/program"), limits, None)
        .extract(Path::new("x"), &[b'x'; 101])
        .expect_err("too large");
    assert_eq!(error, ExtractError::TooLarge { size: 101, limit: 100 });
}

/// What is said of the hostile file of this name.
fn extract_kind(name: &str, limits: Limits) -> ExtractError {
    let kind = hostile::kinds().into_iter().find(|kind| kind.name == name).expect("a kind");
    let Content::Bytes(make) = kind.content else { panic!("{name} is no file") };
    let mut extractor = Extractor::new(Path::new(PROGRAM), limits, None);
    extractor.extract(Path::new(name), &make()).expect_err("unreadable")
}

/// What is said of a file when the worker is this shell script.
fn extract_by(script: &str) -> ExtractError {
    let directory = tempfile::tempdir().expect("a directory");
    let program = directory.path().join("worker");
    fs::write(&program, format!("#!/bin/sh\n{script}\n")).expect("written");
    fs::set_permissions(&program, fs::Permissions::from_mode(0o700)).expect("executable");
    let limits = Limits { time_per_file: Duration::from_millis(300), ..limits() };
    let mut extractor = Extractor::new(&program, limits, None);
    let first = extractor.extract(Path::new("x"), b"%PDF-1.4");
    let second = extractor.extract(Path::new("x"), b"%PDF-1.4");
    assert_eq!(first, second, "a worker is started again for the next file");
    first.expect_err("no text")
}

#[test]
fn the_end_of_a_worker_is_explained() {
    assert_eq!(extract_by("printf R; while :; do :; done").kind(), "timed_out");
    assert_eq!(extract_by("printf R; sleep 60").kind(), "stalled");
    assert_eq!(extract_by("printf R; exec cat >/dev/null").kind(), "crashed");
    assert_eq!(extract_by("printf R; kill -SEGV $$").to_string(), "crashed (signal 11)");
    assert_eq!(extract_by("printf R; exit 3").to_string(), "crashed (exit code 3)");
    assert_eq!(
        extract_by("printf R; echo 'thread main has overflowed its stack' >&2; kill -ABRT $$")
            .to_string(),
        "crashed (signal 6: stack overflow)"
    );
    assert_eq!(
        extract_by("printf R; echo 'memory allocation of 9 bytes failed' >&2; kill -ABRT $$")
            .kind(),
        "out_of_memory"
    );
}

#[test]
fn a_program_that_is_no_worker_is_not_the_files_fault() {
    assert_eq!(extract_by("echo usage: something else").kind(), "worker");
    assert_eq!(extract_by("exit 0").kind(), "worker");
}

#[test]
fn a_worker_ends_with_its_parent() {
    let mut worker = Command::new(PROGRAM)
        .args([WORKER_ARG, "536870912"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("started");
    drop(worker.stdin.take());
    assert!(worker.wait().expect("ended").success());
}

#[test]
fn workers_leave_no_zombies() {
    let pdf = pdf_builder::pdf_of_text("word");
    for _ in 0..3 {
        drop(extractor().extract(Path::new("x"), &pdf));
    }
    let children = Command::new("ps")
        .args(["-o", "stat=,comm=", "--ppid", &std::process::id().to_string()])
        .output();
    if let Ok(children) = children {
        let text = String::from_utf8_lossy(&children.stdout).into_owned();
        assert!(!text.lines().any(|line| line.starts_with('Z') && line.contains("imr")), "{text}");
    }
}

#[test]
fn an_extractor_may_move_to_another_thread() {
    let pdf = pdf_builder::pdf_of_text("one word after the other");
    let mut extractor = std::thread::scope(|scope| {
        let first = scope.spawn(|| {
            let mut extractor = extractor();
            assert!(extractor.extract(Path::new("x"), &pdf).is_ok());
            extractor
        });
        first.join().expect("no panic")
    });
    assert!(extractor.extract(Path::new("x"), &pdf).is_ok());
}

#[test]
fn scans_go_through_the_program_that_the_user_names() {
    let scan = hostile::kinds().into_iter().find(|kind| kind.name == "scan.pdf").expect("a kind");
    let Content::Bytes(make) = scan.content else { panic!("no file") };
    let read = |command: &str| {
        Extractor::new(Path::new(PROGRAM), limits(), Some(command.to_owned()))
            .extract(Path::new("scan.pdf"), &make())
    };
    let text = read("echo words of the scan").expect("text");
    assert_eq!((text.format, text.body.trim()), (Format::Pdf, "words of the scan scan.pdf"));
    assert_eq!(read("true").map_err(|error| error.kind()), Err("ocr"));
}
