//! Bad files of every known kind among good letters: the good ones are found, the bad ones
//! reported, and the run goes well.
//!
//! `IMR_GOOD_LETTERS=10000 cargo test --release --test hostile` puts more letters among them.

// A test that cannot be set up has failed.
#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test that cannot go on has failed; one that skips says so"
)]

use std::collections::HashMap;
use std::fs;
use std::process::Stdio;
use std::time::Duration;

use serde_json::Value;

#[path = "common/hostile/mod.rs"]
#[allow(dead_code)]
mod hostile;
#[path = "common/place.rs"]
#[allow(dead_code)]
mod place;

use hostile::letters::good_letter;
use hostile::pdf_builder::pdf_of_text;
use hostile::{Content, Expect, Hostile};
use place::{Place, Run, assert_adds_up, count};

/// Good letters begin with this number: those inside bad files have lower ones.
const FIRST: u32 = 1000;
/// Memory that the program may take, whatever it is given: a worker for its PDFs comes on top.
const MEMORY: u64 = 1 << 30;

#[test]
fn good_letters_are_found_among_bad_files_and_bad_files_reported() {
    let place = Place::new();
    let kinds = hostile::kinds();
    assert!(kinds.len() >= 60);
    kinds.iter().for_each(|kind| kind.write(&place.path("corpus")).unwrap());
    let good = write_good(&place);
    let (run, memory) = run_watched(&place);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(memory < MEMORY, "{} MB of memory", memory >> 20);
    let report: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_adds_up(&report);
    assert_reported(&place, &kinds, &report);
    for number in FIRST..FIRST + good {
        let case = format!("case:CM15-{number:07}");
        assert_eq!(place.run(&["search", &case]).code, 0, "{case}");
    }
    place.assert_whole();
    let again = place.run(&["index", "-q", "--strict"]);
    assert_eq!(again.code, 2, "--strict minds what cannot be read");
}

/// Letters, every other one a PDF; how many.
fn write_good(place: &Place) -> u32 {
    let letters = std::env::var("IMR_GOOD_LETTERS").map_or(60, |count| count.parse().unwrap());
    for number in FIRST..FIRST + letters {
        let text = good_letter(number);
        match number % 2 {
            0 => place.write(&format!("good/{number}.txt"), text),
            _ => place.write(&format!("good/{number}.pdf"), pdf_of_text(&text)),
        }
    }
    letters
}

/// Indexes the corpus; the most memory that the program itself took, in bytes.
fn run_watched(place: &Place) -> (Run, u64) {
    let mut run = place
        .imr(&["index", "corpus", "-q", "--json", "--report", "report.jsonl"])
        .args(["--max-file-time", "30", "--max-file-memory", "512"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let status = format!("/proc/{}/status", run.id());
    let mut peak = 0;
    while run.try_wait().unwrap().is_none() {
        let status = fs::read_to_string(&status).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
        peak = peak.max(kilobytes.unwrap_or(0) << 10);
        std::thread::sleep(Duration::from_millis(20));
    }
    (Run::of(&run.wait_with_output().unwrap()), peak)
}

/// Asserts that the report has a line for each file that was seen, and says of each bad one what
/// is wrong with it.
fn assert_reported(place: &Place, kinds: &[Hostile], report: &Value) {
    let lines = fs::read_to_string(place.path("report.jsonl")).unwrap();
    let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(Some(lines.len() as u64), report["seen"].as_u64());
    let unreadable = lines.iter().filter(|line| line["fate"] == "unreadable").count();
    assert_eq!(unreadable as u64, count(report, "unreadable"));
    let by_path: HashMap<&str, &Value> =
        lines.iter().map(|line| (line["path"].as_str().unwrap(), line)).collect();
    assert_eq!(by_path.len(), lines.len(), "each file has one line");
    for kind in kinds {
        let path = format!("corpus/{}", kind.name.to_string_lossy());
        let Some(line) = by_path.get(&*path) else {
            assert!(matches!(kind.content, Content::Directory), "no line for {path}");
            continue;
        };
        assert!(is_as_expected(kind, line), "{:?}: {line}", kind.expect);
    }
}

fn is_as_expected(kind: &Hostile, line: &Value) -> bool {
    let (fate, has) = (line["fate"].as_str().unwrap(), |field: &str| !line[field].is_null());
    let is_letter = fate == "indexed" || fate == "duplicate";
    match kind.expect {
        // Root may read what nobody may.
        Expect::Unreadable if matches!(kind.content, Content::Locked(_)) && is_letter => true,
        Expect::Unreadable => fate == "unreadable" && has("kind") && has("reason"),
        Expect::Indexed => is_letter,
        // Kept as full text, with a warning.
        Expect::NotALetter => fate == "not_a_letter" || is_letter && has("warnings"),
        Expect::NeverOpened => fate == "not_a_letter" && has("reason"),
    }
}
