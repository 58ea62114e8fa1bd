//! `imr completions` and `imr man`: what package maintainers need.

use std::io::{self, Write};

use clap::builder::PossibleValuesParser;
use clap::{Arg, Command, CommandFactory};

use crate::cli::args::{Args, CompletionsArgs};
use crate::cli::exit::Exit;
use crate::library;

pub(in crate::cli) fn completions(args: &CompletionsArgs) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut with_facet_names(), "imr", &mut script);
    io::stdout().write_all(&script)?;
    Ok(Exit::Found)
}

/// The program's arguments, with the names of facets where one is expected. They are given to the
/// shell only: an unknown facet is refused by the library, which knows the nearest.
fn with_facet_names() -> Command {
    let facet =
        |argument: Arg| argument.value_parser(PossibleValuesParser::new(library::facet_names()));
    Args::command()
        .mut_subcommand("facets", |facets| {
            // An argument that is changed comes last, unless its place is told.
            let facets = facets.mut_arg("field", |field| facet(field).index(1));
            facets.mut_arg("query", |query| query.index(2))
        })
        .mut_subcommand("search", |search| search.mut_arg("facet", facet))
}

/// One page for the program and each of its commands.
pub(in crate::cli) fn man() -> anyhow::Result<Exit> {
    let mut command = Args::command();
    command.build();
    let mut pages = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut pages)?;
    for subcommand in command.get_subcommands().filter(|one| one.get_name() != "help") {
        clap_mangen::Man::new(subcommand.clone()).render(&mut pages)?;
    }
    io::stdout().write_all(&pages)?;
    Ok(Exit::Found)
}
