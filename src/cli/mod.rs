//! The command line. What was typed becomes checked options here; the rooms never see clap.

mod args;
mod commands;
mod exit;
mod guard;
mod out;
mod pager;
mod progress;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};
use exit::Exit;

/// Runs the program with these arguments (the first is its name) and tells how it ended.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args = match Args::try_parse_from(keep_excluded_words(arguments)) {
        Ok(args) => args,
        Err(error) => {
            let _ = error.print();
            return if error.use_stderr() { Exit::Failed } else { Exit::Found }.into();
        }
    };
    args.global.color.apply();
    let global = &args.global;
    let ended = guard::run(|| match &args.command {
        Command::Index(index) => commands::index::run(global, index),
        Command::Search(search) => commands::search::run(global, search),
        Command::Facets(facets) => commands::facets::run(global, facets),
        Command::Show(show) => commands::show::run(global, show),
        Command::Similar(similar) => commands::similar::run(global, similar),
        Command::Parse(parse) => commands::parse::run(global, parse),
        Command::Fields(fields) => commands::fields::run(global, fields),
        Command::Check(check) => commands::check::run(global, check),
        Command::Completions(shell) => commands::complete::completions(shell),
        Command::Man => commands::complete::man(),
    });
    ended.unwrap_or_else(|error| exit::report(&error)).into()
}

/// Puts a space before a query that begins with an excluded word (`-norco`), so that it is not
/// taken for an option.
fn keep_excluded_words(
    arguments: impl IntoIterator<Item = OsString>,
) -> impl Iterator<Item = OsString> {
    let mut takes_value = false;
    arguments.into_iter().map(move |argument| {
        let after_option = std::mem::replace(&mut takes_value, argument == "--sort");
        match argument.to_str() {
            Some(text) if !after_option && is_excluded_word(text) => format!(" {text}").into(),
            _ => argument,
        }
    })
}

/// Whether an argument begins with a minus and is none of the short options.
fn is_excluded_word(argument: &str) -> bool {
    let Some(word) = argument.strip_prefix('-') else { return false };
    let limit = word.strip_prefix('n').is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()));
    let switches = word.bytes().all(|byte| b"vqhV".contains(&byte));
    !word.starts_with('-') && !limit && !switches
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn excluded_words_are_no_options() {
        assert!(is_excluded_word("-norco"));
        assert!(is_excluded_word("-\"no relief\" epidural"));
        assert!(!is_excluded_word("-n5"));
        assert!(!is_excluded_word("-vv"));
        assert!(!is_excluded_word("--json"));
        assert!(!is_excluded_word("epidural"));
    }
}
