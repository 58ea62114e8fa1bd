//! `imr search`

use std::time::Instant;

use super::{index, open_index, question, read_options};
use crate::cli::args::{By, FacetMode, Global, ReadArgs, SearchArgs, SortBy};
use crate::cli::commands::facets::facet_request;
use crate::cli::exit::Exit;
use crate::cli::out;
use crate::render::SearchAnswer;
use crate::search::{
    FacetRequest, Grouping, Page, Question, Request, Sort, facets, search, suggest,
};

pub(in crate::cli) fn run(global: &Global, args: &SearchArgs) -> anyhow::Result<Exit> {
    if args.refresh {
        index::refresh(global, read_options(&ReadArgs::default())?)?;
    }
    let start = Instant::now();
    let typed = args.query.join(" ");
    let question = question(&typed, &args.words)?;
    let requests: Vec<FacetRequest> =
        args.facet.iter().map(|name| facet_request(name, "")).collect::<anyhow::Result<_>>()?;
    let reader = open_index(global)?;
    let query = question.compile(reader.fields());
    let request = Request {
        query: &*query,
        marker: &|field, text| question.mark(field, text),
        sort: sort(args.sort),
        grouping: match args.by {
            By::Item => Grouping::Item,
            By::Letter => Grouping::Letter,
        },
        offset: args.offset,
        limit: args.limit,
        facets: &requests,
        passages: args.passages,
    };
    let mut page = search(&reader, &request)?;
    if args.facet_mode == FacetMode::Disjunctive {
        count_disjunctively(&reader, &question, &requests, &mut page)?;
    }
    let meant = if page.total == 0 { suggest(&reader, &question)? } else { None };
    let answer = SearchAnswer {
        query: &typed,
        read_as: question.read_as(),
        by_letter: args.by == By::Letter,
        offset: args.offset,
        page: &page,
        did_you_mean: meant.as_deref(),
        took_ms: start.elapsed().as_secs_f64() * 1000.0,
    };
    out::write(global, args.output.format(), |renderer, to| renderer.search(&answer, to))?;
    Ok(Exit::found(page.total > 0))
}

/// Counts each facet again without the query's own filters on that field.
fn count_disjunctively(
    reader: &crate::index::Reader,
    question: &Question,
    requests: &[FacetRequest],
    page: &mut Page,
) -> anyhow::Result<()> {
    for (request, table) in requests.iter().zip(&mut page.facets) {
        if let Some(wider) = question.without(request.field) {
            *table = facets(reader, &*wider.compile(reader.fields()), request.clone())?;
        }
    }
    Ok(())
}

fn sort(by: SortBy) -> Sort {
    match by {
        SortBy::Score => Sort::Score,
        SortBy::Decided => Sort::Decided,
        SortBy::NewestDecided => Sort::NewestDecided,
        SortBy::Case => Sort::Case,
    }
}
