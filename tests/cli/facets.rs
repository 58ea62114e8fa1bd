//! Facet counts are those that anyone can count in what `imr parse` prints.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::program::{json, parsed};

/// An item with its letter's facts, as parsed. A letter without items is one, too.
struct Item {
    letter: Value,
    item: Value,
}

/// Items of different letters: the files of one letter count once.
fn items() -> Vec<Item> {
    let mut seen = BTreeSet::new();
    let mut items = Vec::new();
    for letter in parsed() {
        let case = letter["case_number"].as_str().map(str::to_string);
        if case.is_some_and(|case| !seen.insert(case)) {
            continue;
        }
        let list = letter["items"].as_array().unwrap().clone();
        let none = list.is_empty().then_some(Value::Null);
        let all = list.into_iter().chain(none);
        items.extend(all.map(|item| Item { letter: letter.clone(), item }));
    }
    items
}

fn strings(value: &Value) -> Vec<String> {
    match value {
        Value::Array(values) => values.iter().flat_map(strings).collect(),
        Value::String(text) => vec![text.clone()],
        _ => Vec::new(),
    }
}

/// The paths of an item in a facet, whole.
fn paths(field: &str, item: &Item) -> BTreeSet<Vec<String>> {
    let (side, bare) = match field.split_once('.') {
        Some(("ur", bare)) => (Some("claims_administrator"), bare),
        Some((_, bare)) => (Some("reviewer"), bare),
        None => (None, field),
    };
    let no_citations = Vec::new();
    let citations = item.item["citations"].as_array().unwrap_or(&no_citations);
    let of_side = |c: &&Value| side.is_none_or(|side| c["cited_by"] == side);
    let flat = |values: Vec<String>| values.into_iter().map(|value| vec![value]).collect();
    match bare {
        "guideline" => citation_paths(citations.iter().filter(of_side), "sections"),
        "page" => {
            let paged = |c: &&Value| c["pages"].as_array().is_some_and(|pages| !pages.is_empty());
            citation_paths(citations.iter().filter(of_side).filter(paged), "pages")
        }
        "source" => {
            flat(citations.iter().filter(of_side).flat_map(|c| strings(&c["source"])).collect())
        }
        "category" => {
            let path =
                [strings(&item.item["category"]), strings(&item.item["subcategory"])].concat();
            let deep = path.len() == 2;
            let names: Vec<String> = services(item, "name").into_iter().filter(|_| deep).collect();
            let with = |name: String| [path.clone(), vec![name]].concat();
            let whole = (!path.is_empty()).then(|| path.clone());
            names.into_iter().map(with).chain(whole).collect()
        }
        "service" => flat(services(item, "name")),
        "body" => flat(services(item, "body")),
        "side" => flat(services(item, "side")),
        "basis" => flat(strings(&item.item["basis"]["kind"])),
        "condition" => flat(conditions(item, "name")),
        "icd10" => flat(conditions(item, "icd10")),
        "letter_outcome" => flat(strings(&item.letter["outcome"])),
        "licensed" => flat(strings(&item.letter["reviewer"]["licensed_in"])),
        "section" => {
            flat(citations.iter().filter(of_side).flat_map(|c| strings(&c["sections"])).collect())
        }
        "edition" => {
            flat(citations.iter().filter(of_side).flat_map(|c| strings(&c["edition"])).collect())
        }
        "month" => {
            flat(strings(&item.letter["dates"]["decision"]).iter().map(|d| d[..7].into()).collect())
        }
        "outcome" | "treatment" | "subcategory" | "class" => flat(strings(&item.item[bare])),
        "specialty" => flat(strings(&item.letter["reviewer"]["specialties"])),
        "year" => {
            flat(strings(&item.letter["dates"]["decision"]).iter().map(|d| d[..4].into()).collect())
        }
        "diagnosis" => flat(strings(&item.letter["diagnoses"])),
        "cited_by" => {
            let cited = citations.iter().filter(|c| !c["source"].is_null());
            flat(cited.flat_map(|c| strings(&c["cited_by"])).collect())
        }
        "priority" | "layout" => flat(strings(&item.letter[bare])),
        "gender" => flat(strings(&item.letter["patient"]["gender"])),
        "age" => {
            let age = item.letter["patient"]["age"].as_u64();
            flat(
                age.map(|age| format!("{}-{}", age / 10 * 10, age / 10 * 10 + 9))
                    .into_iter()
                    .collect(),
            )
        }
        other => panic!("no facet {other}"),
    }
}

/// What the services of an item have under a name.
fn services(item: &Item, name: &str) -> Vec<String> {
    let services = item.item["services"].as_array().into_iter().flatten();
    services.flat_map(|service| strings(&service[name])).collect()
}

/// What the conditions of a letter have under a name.
fn conditions(item: &Item, name: &str) -> Vec<String> {
    let conditions = item.letter["conditions"].as_array().into_iter().flatten();
    conditions.flat_map(|condition| strings(&condition[name])).collect()
}

fn citation_paths<'c>(
    citations: impl Iterator<Item = &'c Value>,
    leaves: &str,
) -> BTreeSet<Vec<String>> {
    let mut paths = BTreeSet::new();
    for citation in citations {
        let top = [strings(&citation["source"]), strings(&citation["guideline"])].concat();
        let leaves = if top.len() == 2 { strings(&citation[leaves]) } else { Vec::new() };
        if leaves.is_empty() && !top.is_empty() {
            paths.insert(top);
            continue;
        }
        paths.extend(leaves.into_iter().map(|leaf| [top.clone(), vec![leaf]].concat()));
    }
    paths
}

/// Items by value below `under`: all, upheld, overturned.
fn count(field: &str, under: &[String], items: &[&Item]) -> BTreeMap<String, [u64; 3]> {
    let mut counts: BTreeMap<String, [u64; 3]> = BTreeMap::new();
    for item in items {
        let below = paths(field, item);
        let below = below.iter().filter(|path| path.len() > under.len() && path.starts_with(under));
        let values: BTreeSet<String> = below.map(|path| path[..=under.len()].join("/")).collect();
        for value in values {
            let count = counts.entry(value).or_default();
            count[0] += 1;
            count[1] += u64::from(item.item["outcome"] == "upheld");
            count[2] += u64::from(item.item["outcome"] == "overturned");
        }
    }
    counts
}

fn told(table: &Value) -> BTreeMap<String, [u64; 3]> {
    let number = |value: &Value, name: &str| value[name].as_u64().unwrap();
    let values = table["values"].as_array().unwrap().iter();
    values
        .map(|value| {
            let counts = ["items", "upheld", "overturned"].map(|name| number(value, name));
            (value["path"].as_str().unwrap().to_string(), counts)
        })
        .collect()
}

const FIELDS: [&str; 37] = [
    "guideline",
    "page",
    "source",
    "ur.guideline",
    "ur.page",
    "ur.source",
    "imr.guideline",
    "imr.page",
    "imr.source",
    "category",
    "outcome",
    "specialty",
    "year",
    "diagnosis",
    "treatment",
    "cited_by",
    "priority",
    "layout",
    "age",
    "gender",
    "service",
    "body",
    "side",
    "subcategory",
    "class",
    "condition",
    "icd10",
    "basis",
    "letter_outcome",
    "licensed",
    "month",
    "section",
    "ur.section",
    "imr.section",
    "edition",
    "ur.edition",
    "imr.edition",
];

#[test]
fn counts_are_those_of_the_parsed_letters_in_every_field_and_level() {
    let items = items();
    let all: Vec<&Item> = items.iter().collect();
    for field in FIELDS {
        let mut level = vec![Vec::new()];
        while let Some(under) = level.pop() {
            let expected = count(field, &under, &all);
            let path = under.join("/");
            let table = json(&["facets", field, "--under", &path]);
            assert_eq!(told(&table), expected, "{field} under `{path}`");
            assert_eq!(table["total_items"], all.len(), "{field}");
            if matches!(field, "guideline" | "page" | "category") && under.len() < 2 {
                level.extend(expected.keys().map(|path| path.split('/').map(Into::into).collect()));
                level.retain(|under: &Vec<String>| {
                    all.iter()
                        .any(|item| paths(field, item).iter().any(|path| path.starts_with(under)))
                });
            }
        }
    }
}

#[test]
fn a_query_restricts_the_counts() {
    let items = items();
    let overturned: Vec<&Item> =
        items.iter().filter(|item| item.item["outcome"] == "overturned").collect();
    let in_2016: Vec<&Item> =
        items.iter().filter(|item| paths("year", item).contains(&vec!["2016".into()])).collect();
    for field in FIELDS {
        let of_outcome = json(&["facets", field, "outcome:overturned"]);
        assert_eq!(told(&of_outcome), count(field, &[], &overturned), "{field} of the overturned");
        let of_year = json(&["facets", field, "decided:2016"]);
        assert_eq!(told(&of_year), count(field, &[], &in_2016), "{field} of 2016");
    }
}

#[test]
fn most_items_come_first_and_rates_are_of_the_decided() {
    let table = json(&["facets", "category"]);
    let values = table["values"].as_array().unwrap();
    let items: Vec<u64> = values.iter().map(|value| value["items"].as_u64().unwrap()).collect();
    assert!(items.is_sorted_by(|a, b| a >= b), "{items:?}");
    for value in values {
        let (upheld, overturned) =
            (value["upheld"].as_f64().unwrap(), value["overturned"].as_f64().unwrap());
        let Some(rate) = value["overturn_rate"].as_f64() else { continue };
        assert!((rate - overturned / (upheld + overturned)).abs() < 1e-6, "{value}");
        let (low, high) = (&value["interval"][0], &value["interval"][1]);
        assert!(low.as_f64().unwrap() <= rate && rate <= high.as_f64().unwrap(), "{value}");
    }
}

#[test]
fn the_whole_paths_of_pages_are_shown_at_once() {
    let text = crate::program::printed(&["facets", "page"]);
    assert!(text.contains("MTUS/Chronic Pain Medical Treatment Guidelines/46"), "{text}");
}

#[test]
fn disjunctive_counts_leave_out_the_fields_own_filter() {
    let facets = |mode: &str| {
        let search = ["search", "category:Injection epidural", "-n", "0", "--facet", "category"];
        json(&[&search[..], &["--facet", "outcome", "--facet-mode", mode]].concat())["facets"]
            .clone()
    };
    let (narrow, wide) = (facets("conjunctive"), facets("disjunctive"));
    assert_eq!(narrow["category"]["values"].as_array().unwrap().len(), 1);
    let alone = json(&["facets", "category", "epidural"]);
    assert_eq!(wide["category"]["values"], alone["values"]);
    assert_eq!(wide["outcome"], narrow["outcome"], "other fields keep the filter");
}
