//! The command line. What was typed becomes checked options here; the rooms never see clap.

mod args;
mod commands;
mod exit;
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
    let args = match Args::try_parse_from(arguments) {
        Ok(args) => args,
        Err(error) => {
            let _ = error.print();
            return if error.use_stderr() { Exit::Failed } else { Exit::Found }.into();
        }
    };
    args.global.color.apply();
    let global = &args.global;
    let ended = match &args.command {
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
    };
    ended.unwrap_or_else(|error| exit::report(&error)).into()
}
