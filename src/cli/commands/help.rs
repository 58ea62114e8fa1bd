//! `imr help`

use anyhow::bail;
use clap::{Command, CommandFactory};

use crate::cli::args::{Args, Global, HelpArgs, OutputFormat};
use crate::cli::exit::Exit;
use crate::cli::out;
use crate::library;

/// What can be typed as a query, for people.
const QUERY_LANGUAGE: &str = include_str!("../../../docs/query-language.md");

pub(in crate::cli) fn run(global: &Global, args: &HelpArgs) -> anyhow::Result<Exit> {
    let mut program = Args::command();
    program.build();
    match args.topic.as_deref() {
        Some("query") => print_query_language(global)?,
        None => program.print_long_help()?,
        Some(name) => match program.find_subcommand_mut(name) {
            Some(command) => command.print_long_help()?,
            None => bail!("no command `{name}`; there are: {}, and `query`", names(&program)),
        },
    }
    Ok(Exit::Found)
}

/// Prints the language, then the fields with an example each.
fn print_query_language(global: &Global) -> std::io::Result<()> {
    let fields = library::fields();
    let rows: Vec<Vec<String>> =
        fields.iter().map(|field| vec![field.name.into(), field.example.into()]).collect();
    out::write(global, OutputFormat::Text, |renderer, to| {
        writeln!(to, "{}\n## All fields\n", without_table(QUERY_LANGUAGE))?;
        renderer.table(&["field", "example"], &rows, to)
    })
}

/// The language without its table of fields, which is too wide for a terminal.
fn without_table(language: &str) -> String {
    let around = language.split_once("<!-- fields: begin -->\n").and_then(|(before, rest)| {
        rest.split_once("<!-- fields: end -->\n\n").map(|(_, after)| [before, after].concat())
    });
    around.unwrap_or_else(|| language.into())
}

fn names(program: &Command) -> String {
    let names: Vec<&str> = program.get_subcommands().map(Command::get_name).collect();
    names.join(", ")
}
