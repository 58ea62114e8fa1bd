//! What others wrote is shown, and never obeyed by a terminal.

use std::fs;
use std::process::Output;

use crate::program::{PROJECT, imr, imr_in, text};

/// Retitles the window, ends the line, clears the screen, hides what follows, turns it round.
const NAME: &str = "a\x1b]0;t\x07\n\u{9b}2J\x1b[8m\u{202e}.txt";

/// An index of one letter with that name, and its folder.
fn indexed() -> (tempfile::TempDir, Output) {
    let folder = tempfile::tempdir().unwrap();
    let corpus = folder.path().join("corpus");
    fs::create_dir(&corpus).unwrap();
    let letter = format!("{PROJECT}/corpus/2014/CM14-0016640.txt");
    fs::copy(letter, corpus.join(NAME)).unwrap();
    fs::write(corpus.join(format!("empty{NAME}")), "").unwrap();
    let output = imr_in(&folder.path().join("index"), &["index", "-v", corpus.to_str().unwrap()]);
    (folder, output)
}

/// Asserts that nothing but line ends and our own colours is in `shown`.
fn assert_obeyed_by_none(shown: &[u8]) {
    let shown = text(shown);
    for unwanted in ["\x1b]", "\x07", "\u{9b}", "\x1b[8m", "\u{202e}", "\r"] {
        assert!(!shown.contains(unwanted), "{unwanted:?} in {shown:?}");
    }
}

#[test]
fn names_of_files_are_not_obeyed_in_results_and_messages() {
    let (folder, run) = indexed();
    assert!(text(&run.stderr).contains("emptya"), "{}", text(&run.stderr));
    assert_obeyed_by_none(&run.stderr);
    let commands: [&[&str]; 4] = [
        &["search", "epidural"],
        &["search", "epidural", "--by", "letter"],
        &["show", "CM14-0016640"],
        &["check"],
    ];
    for command in commands {
        for color in ["always", "never"] {
            let output =
                imr_in(&folder.path().join("index"), &[command, &["--color", color]].concat());
            assert!(output.status.success(), "{}", text(&output.stderr));
            assert_obeyed_by_none(&output.stdout);
        }
    }
    let shown = text(&imr_in(&folder.path().join("index"), &["search", "epidural"]).stdout);
    assert!(shown.contains(".txt\n"), "a name keeps to its line: {shown}");
}

#[test]
fn programs_get_names_of_files_as_they_are() {
    let (folder, _) = indexed();
    let output = imr_in(&folder.path().join("index"), &["search", "epidural", "--json"]);
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(found["hits"][0]["path"].as_str().unwrap().ends_with(NAME));
}

#[test]
fn arguments_are_not_obeyed_in_messages() {
    let sequence = "\x1b]0;t\x07\x1b[8m\u{9b}2J\u{202e}";
    let commands: [&[&str]; 6] = [
        &["search", &format!("{sequence}:x")],
        &["search", &format!("\"{sequence}zzz")],
        &["search", &format!("zzz{sequence}")],
        &["facets", sequence],
        &["show", sequence],
        &["search", &format!("--{sequence}")],
    ];
    for command in commands {
        let output = imr(&[command, &["--color", "always"]].concat());
        assert!(!output.status.success());
        assert_obeyed_by_none(&output.stderr);
        assert_obeyed_by_none(&output.stdout);
    }
}
