//! `imr similar`

use std::time::Instant;

use anyhow::bail;

use super::open_index;
use super::show::split_item;
use crate::cli::args::{Global, OutcomeArg, SimilarArgs};
use crate::cli::exit::Exit;
use crate::cli::out;
use crate::model::Outcome;
use crate::render::SearchAnswer;
use crate::search::similar;

pub(in crate::cli) fn run(global: &Global, args: &SimilarArgs) -> anyhow::Result<Exit> {
    let start = Instant::now();
    let (case, item) = split_item(&args.item)?;
    let reader = open_index(global)?;
    let letters = reader.letters().of_case(case)?;
    let Some(letter) = letters.first() else { bail!("no letter `{case}` in the index") };
    let item = item.unwrap_or(1);
    if !letter.determination.items.iter().any(|one| one.item == item) {
        bail!("`{case}` has no item {item}; it has {}", letter.determination.items.len());
    }
    let outcome = args.outcome.map(|outcome| match outcome {
        OutcomeArg::Upheld => Outcome::Upheld,
        OutcomeArg::Overturned => Outcome::Overturned,
    });
    let page = similar(&reader, letter, item, outcome, args.limit)?;
    let read_as = format!("like {case}#{item}");
    let answer = SearchAnswer {
        query: &args.item,
        read_as: &read_as,
        by_letter: false,
        offset: 0,
        page: &page,
        did_you_mean: None,
        took_ms: start.elapsed().as_secs_f64() * 1000.0,
    };
    out::write(global, args.output.format(), |renderer, to| renderer.search(&answer, to))?;
    Ok(Exit::found(page.total > 0))
}
