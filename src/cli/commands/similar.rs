//! `imr similar`

use super::open_library;
use crate::cli::args::{Global, SimilarArgs};
use crate::cli::exit::Exit;
use crate::cli::out;
use crate::library::SimilarRequest;

pub(in crate::cli) fn run(global: &Global, args: &SimilarArgs) -> anyhow::Result<Exit> {
    let request = SimilarRequest {
        item: args.item.parse()?,
        outcome: args.outcome.map(Into::into),
        limit: args.limit,
    };
    let answer = open_library(global)?.similar(&request)?;
    out::write(global, args.output.format(), |renderer, to| renderer.search(&answer, to))?;
    Ok(Exit::found(answer.total > 0))
}
