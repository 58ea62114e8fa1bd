//! `imr facets`

use super::{open_library, word_forms};
use crate::cli::args::{FacetsArgs, Global};
use crate::cli::exit::Exit;
use crate::cli::out;
use crate::library::FacetsRequest;

pub(in crate::cli) fn run(global: &Global, args: &FacetsArgs) -> anyhow::Result<Exit> {
    let request = FacetsRequest {
        field: args.field.clone(),
        query: args.query.join(" "),
        words: word_forms(&args.words)?,
        under: args.under.clone(),
        deepest: args.deepest,
        limit: args.limit,
    };
    let table = open_library(global)?.facets(&request)?.table;
    out::write(global, args.output.format(), |renderer, to| renderer.facets(&table, to))?;
    Ok(Exit::found(!table.values.is_empty()))
}
