//! Queries through us and through tantivy's own collectors, in turn.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use imr_search::fields::FacetField;
use imr_search::index::{Reader, analyzer};
use imr_search::search::{FacetRequest, Grouping, Question, Request, Sort, facets, search};
use serde_json::{Value, json};
use tantivy::aggregation::AggregationCollector;
use tantivy::aggregation::agg_req::Aggregations;
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{AllQuery, Query};
use tantivy::{Index, ReloadPolicy};

/// What is asked, by kind.
const QUERIES: &[(&str, &[&str])] = &[
    (
        "one word",
        &["epidural", "opioid", "radiculopathy", "acupuncture", "knee", "tramadol", "sleep"],
    ),
    ("two words", &["lumbar injection", "knee surgery", "opioid taper", "shoulder therapy"]),
    ("phrase", &["\"physical therapy\"", "\"low back pain\"", "\"urine drug screen\""]),
    ("by outcome", &["epidural upheld", "opioid overturned", "therapy upheld", "knee overturned"]),
    ("everything", &[""]),
];
/// Times each query is put.
const TURNS: usize = 30;

/// Measures the rows whose names contain `only`.
pub(crate) fn run(index: &Path, threads: usize, only: &str) -> Value {
    match try_run(index, threads, only) {
        Ok(value) => value,
        Err(error) => json!({ "error": error.to_string() }),
    }
}

fn try_run(index: &Path, threads: usize, only: &str) -> Result<Value, Box<dyn std::error::Error>> {
    let reader = Reader::open(index, threads)?;
    let mut rows = BTreeMap::new();
    for (kind, queries) in QUERIES.iter().filter(|(kind, _)| kind.contains(only)) {
        let (mut ours, mut grouped, mut engine) = (Vec::new(), Vec::new(), Vec::new());
        for typed in *queries {
            let question = Question::read(typed, None).map_err(|error| error.report(typed))?;
            // Once before the clock runs, so that no turn pays for the first touch of a page.
            top(&reader, &question, Grouping::Item)?;
            engine_top(&reader, &question)?;
            for _ in 0..TURNS {
                ours.push(timed(|| top(&reader, &question, Grouping::Item))?);
                engine.push(timed(|| engine_top(&reader, &question))?);
                grouped.push(timed(|| top(&reader, &question, Grouping::Letter))?);
            }
        }
        rows.insert((*kind).to_string(), compared(ours, engine));
        rows.insert(format!("{kind}, by letter"), json!({ "ours": percentiles(grouped) }));
    }
    for field in ["category", "guideline", "outcome", "specialty", "treatment", "diagnosis"] {
        for (name, typed) in [("of all", ""), ("of 1%", "butrans OR pantoprazole")] {
            let row = format!("facet {field} {name}");
            if row.contains(only) {
                rows.insert(row, facet(&reader, field, typed)?);
            }
        }
    }
    Ok(json!({ "documents": reader.searcher().num_docs(), "threads": threads, "rows": rows }))
}

fn timed<E>(work: impl FnOnce() -> Result<(), E>) -> Result<f64, E> {
    let start = Instant::now();
    work()?;
    Ok(start.elapsed().as_secs_f64() * 1000.0)
}

fn top(
    reader: &Reader,
    question: &Question,
    grouping: Grouping,
) -> Result<(), imr_search::index::IndexError> {
    let query = question.compile(reader.fields());
    let request = Request {
        query: &*query,
        marker: &|field, text| question.mark(field, text),
        sort: Sort::Score,
        grouping,
        offset: 0,
        limit: 10,
        facets: &[],
        passages: false,
    };
    search(reader, &request).map(drop)
}

fn engine_top(reader: &Reader, question: &Question) -> tantivy::Result<()> {
    let query = question.compile(reader.fields());
    let top = (TopDocs::with_limit(10).order_by_score(), Count);
    reader.searcher().search(&*query, &top).map(drop)
}

fn facet(reader: &Reader, field: &str, typed: &str) -> Result<Value, Box<dyn std::error::Error>> {
    let question = Question::read(typed, None).map_err(|error| error.report(typed))?;
    let query = question.compile(reader.fields());
    let field = FacetField::find(field).ok_or("no such facet")?;
    let terms = json!({ "values": { "terms": { "field": field.column(0), "size": 10 } } });
    let terms: Aggregations = serde_json::from_value(terms)?;
    let count = || {
        let request = FacetRequest { field, under: String::new(), deepest: false, limit: 10 };
        facets(reader, &*query, request).map(drop)
    };
    let aggregate = || {
        let collector = AggregationCollector::from_aggs(terms.clone(), Default::default());
        let all: &dyn Query = if typed.is_empty() { &AllQuery } else { &*query };
        reader.searcher().search(all, &collector).map(drop)
    };
    count()?;
    aggregate()?;
    let (mut ours, mut engine) = (Vec::new(), Vec::new());
    for _ in 0..TURNS {
        ours.push(timed(count)?);
        engine.push(timed(aggregate)?);
    }
    Ok(compared(ours, engine))
}

fn compared(ours: Vec<f64>, engine: Vec<f64>) -> Value {
    let (ours, engine) = (percentiles(ours), percentiles(engine));
    let ratio = |name: &str| ours[name].as_f64().zip(engine[name].as_f64()).map(|(a, b)| a / b);
    json!({ "p50": ratio("p50"), "p99": ratio("p99"), "ours": ours, "engine": engine })
}

fn percentiles(mut times: Vec<f64>) -> Value {
    times.sort_unstable_by(f64::total_cmp);
    let at = |share: f64| times.get(((times.len() - 1) as f64 * share).round() as usize).copied();
    json!({ "p50": at(0.5), "p99": at(0.99) })
}

/// Searches once for each line of a file, after having done so before.
pub(crate) fn warm(index: &Path, queries: &Path) -> Value {
    let measured = || -> Result<Value, Box<dyn std::error::Error>> {
        let reader = Reader::open(index, 1)?;
        let typed = std::fs::read_to_string(queries)?;
        let questions = typed.lines().map(|line| Question::read(line, None));
        let questions: Vec<Question> =
            questions.collect::<Result<_, _>>().map_err(|error| error.report(&typed))?;
        let all = || questions.iter().try_for_each(|asked| top(&reader, asked, Grouping::Item));
        all()?;
        Ok(json!({ "wall": timed(all)? / 1000.0 }))
    };
    measured().unwrap_or_else(|error| json!({ "error": error.to_string() }))
}

/// A minimal program on the same index: what a cold search costs at least.
pub(crate) fn open(index: &Path, typed: &str) -> Value {
    let total = || -> Result<usize, Box<dyn std::error::Error>> {
        let index = Index::open_in_dir(index)?;
        analyzer::register(index.tokenizers());
        let reader: tantivy::IndexReader =
            index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let (_, fields) = imr_search::index::schema::build();
        let question = Question::read(typed, None).map_err(|error| error.report(typed))?;
        let top = (TopDocs::with_limit(10).order_by_score(), Count);
        Ok(reader.searcher().search(&*question.compile(&fields), &top)?.1)
    };
    match total() {
        Ok(total) => json!({ "total": total }),
        Err(error) => json!({ "error": error.to_string() }),
    }
}
