//! `imr search`

use super::{index, open_library, read_options, word_forms};
use crate::cli::args::{Global, ReadArgs, SearchArgs};
use crate::cli::exit::Exit;
use crate::cli::out;
use crate::library::SearchRequest;

pub(in crate::cli) fn run(global: &Global, args: &SearchArgs) -> anyhow::Result<Exit> {
    if args.refresh {
        index::refresh(global, read_options(&ReadArgs::default())?)?;
    }
    let request = SearchRequest {
        query: args.query.join(" "),
        words: word_forms(&args.words)?,
        sort: args.sort.into(),
        by: args.by.into(),
        offset: args.offset,
        limit: args.limit,
        facets: args.facet.clone(),
        facet_mode: args.facet_mode.into(),
        passages: args.passages,
    };
    let answer = open_library(global)?.search(&request)?;
    out::write(global, args.output.format(), |renderer, to| renderer.search(&answer, to))?;
    Ok(Exit::found(answer.total > 0))
}
