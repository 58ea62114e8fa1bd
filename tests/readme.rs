//! Every example of the README is run, and prints what stands there.
//!
//! `UPDATE_README=1 cargo test --test readme` writes what the examples print into the README.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "common/program.rs"]
#[allow(dead_code, reason = "other tests use the rest")]
mod program;

use std::fs;

use program::{PROJECT, imr, text};

/// An example: the command, and what is printed under it.
struct Example {
    command: String,
    shown: String,
}

#[test]
fn every_example_prints_what_the_readme_shows() {
    let path = format!("{PROJECT}/README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let mut rewritten = String::new();
    let mut examples = 0;
    for (number, block) in readme.split("```").enumerate() {
        if number > 0 {
            rewritten.push_str("```");
        }
        match block.strip_prefix("console\n") {
            Some(console) => {
                let example = read_example(console);
                let printed = run(&example.command);
                if std::env::var_os("UPDATE_README").is_none() {
                    assert_eq!(example.shown, printed, "$ {}", example.command);
                }
                rewritten.push_str(&format!("console\n$ {}\n{printed}", example.command));
                examples += 1;
            }
            None => rewritten.push_str(block),
        }
    }
    assert!(examples >= 10);
    if std::env::var_os("UPDATE_README").is_some() {
        fs::write(&path, rewritten).unwrap();
    }
}

fn read_example(console: &str) -> Example {
    let (command, shown) = console.split_once('\n').unwrap_or((console, ""));
    let command = command.strip_prefix("$ ").expect("an example begins with `$ `");
    Example { command: command.into(), shown: shown.into() }
}

/// What a command of the README prints; its errors, where it has no results.
fn run(command: &str) -> String {
    let words = split(
        command
            .strip_prefix("cargo run --release -- ")
            .unwrap_or_else(|| command.strip_prefix("imr ").expect("an example runs imr")),
    );
    let output = imr(&words.iter().map(String::as_str).collect::<Vec<_>>());
    let printed = if output.stdout.is_empty() { output.stderr } else { output.stdout };
    text(&printed)
}

/// The words of a command line; quotes keep words together.
fn split(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for c in line.chars() {
        match (c, quote) {
            (c, Some(open)) if c == open => quote = None,
            ('"' | '\'', None) => quote = Some(c),
            (' ', None) => words.push(String::new()),
            (c, _) => words.last_mut().unwrap().push(c),
        }
    }
    words
}
