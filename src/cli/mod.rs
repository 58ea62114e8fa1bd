//! The command line. What was typed becomes checked options here; the rooms never see clap.

mod args;
mod arguments;
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

use crate::render::printable_lines;

/// Runs the program with these arguments (the first is its name) and tells how it ended.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let args = match Args::try_parse_from(arguments::keep_excluded_words(&arguments)) {
        Ok(args) => args,
        Err(error) => {
            print_refusal(&error);
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
        Command::Help(help) => commands::help::run(global, help),
    });
    ended.unwrap_or_else(|error| exit::report(&error)).into()
}

/// Prints what is wrong with the arguments, or the help that was asked for. Coloured, unless
/// something in the arguments could be taken for a colour.
fn print_refusal(error: &clap::Error) {
    let plain = error.render().to_string();
    if printable_lines(&plain) == plain {
        // Where nobody reads it, the exit code has to do.
        let _ = error.print();
    } else {
        out::say_lines(plain.trim_end());
    }
}
