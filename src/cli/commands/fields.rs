//! `imr fields`

use super::open_library;
use crate::cli::args::{FieldsArgs, Global};
use crate::cli::exit::Exit;
use crate::cli::out;
use crate::library::{self, Error, FieldAnswer};

pub(in crate::cli) fn run(global: &Global, args: &FieldsArgs) -> anyhow::Result<Exit> {
    let fields = match open_library(global) {
        Ok(library) => library.fields()?,
        Err(Error::NoIndex { .. }) => library::fields(),
        Err(error) => return Err(error.into()),
    };
    let rows: Vec<Vec<String>> = fields.iter().map(row).collect();
    let names = ["field", "items", "holds", "example"];
    out::write(global, args.output.format(), |renderer, to| renderer.table(&names, &rows, to))?;
    Ok(Exit::Found)
}

fn row(field: &FieldAnswer) -> Vec<String> {
    let items = field.items.map_or_else(String::new, |count| count.to_string());
    vec![field.name.into(), items, field.about.into(), field.example.into()]
}
