//! `imr completions` and `imr man`: what package maintainers need.

use std::io::{self, Write};

use clap::CommandFactory;

use crate::cli::args::{Args, CompletionsArgs};
use crate::cli::exit::Exit;

pub(in crate::cli) fn completions(args: &CompletionsArgs) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "imr", &mut script);
    io::stdout().write_all(&script)?;
    Ok(Exit::Found)
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
