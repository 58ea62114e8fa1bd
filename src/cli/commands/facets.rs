//! `imr facets`

use anyhow::bail;

use super::{open_index, question};
use crate::cli::args::{FacetsArgs, Global};
use crate::cli::exit::Exit;
use crate::cli::out;
use crate::index::schema::FacetField;
use crate::search::{FacetRequest, facets};

pub(in crate::cli) fn run(global: &Global, args: &FacetsArgs) -> anyhow::Result<Exit> {
    let mut request = facet_request(&args.field, &args.under)?;
    request.limit = args.limit.unwrap_or(usize::MAX);
    // Sources alone say little of pages.
    request.deepest = args.deepest || is_pages(request.field) && request.under.is_empty();
    let question = question(&args.query.join(" "), &args.words)?;
    let reader = open_index(global)?;
    let query = question.compile(reader.fields());
    let table = facets(&reader, &*query, request)?;
    out::write(global, args.output.format(), |renderer, to| renderer.facets(&table, to))?;
    Ok(Exit::found(!table.values.is_empty()))
}

/// The facet called `name`, below the value `under`.
pub(super) fn facet_request(name: &str, under: &str) -> anyhow::Result<FacetRequest> {
    let Some(field) = FacetField::find(name) else {
        let names: Vec<String> = FacetField::all().map(|field| field.to_string()).collect();
        let nearest = names
            .iter()
            .max_by(|a, b| strsim::jaro_winkler(name, a).total_cmp(&strsim::jaro_winkler(name, b)));
        let nearest = nearest.map_or("", String::as_str);
        bail!("no facet `{name}`; did you mean `{nearest}`? There are: {}", names.join(", "));
    };
    let under = under.trim_end_matches('/').into();
    Ok(FacetRequest { field, under, deepest: false, limit: usize::MAX })
}

fn is_pages(field: FacetField) -> bool {
    matches!(field, FacetField::Page(_))
}
