//! `imr fields`

use super::open_index;
use crate::cli::args::{FieldsArgs, Global};
use crate::cli::exit::Exit;
use crate::cli::out;
use crate::index::{IndexError, Reader};
use crate::query::FIELDS;

pub(in crate::cli) fn run(global: &Global, args: &FieldsArgs) -> anyhow::Result<Exit> {
    let reader = match open_index(global) {
        Ok(reader) => Some(reader),
        Err(IndexError::Missing { .. }) => None,
        Err(error) => return Err(error.into()),
    };
    let mut rows = Vec::new();
    for field in FIELDS {
        let items = match &reader {
            Some(reader) => count(reader, field.name)?,
            None => String::new(),
        };
        rows.push(vec![field.name.into(), items, field.about.into(), field.example.into()]);
    }
    let names = ["field", "items", "holds", "example"];
    out::write(global, args.output.format(), |renderer, to| renderer.table(&names, &rows, to))?;
    Ok(Exit::Found)
}

/// How many items have a value in the field.
fn count(reader: &Reader, field: &str) -> Result<String, IndexError> {
    Ok(reader.items_with(field)?.map_or_else(String::new, |count| count.to_string()))
}
