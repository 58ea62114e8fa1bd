//! The formats of results.

use serde_json::Value;

use crate::program::{imr, json, printed};

#[test]
fn json_has_what_scripts_rely_on() {
    let page = json(&["search", "epidural upheld"]);
    for key in ["query", "read_as", "total", "letters", "took_ms", "hits", "facets"] {
        assert!(page.get(key).is_some(), "{key}");
    }
    let hit = &page["hits"][0];
    let keys = [
        "case_number",
        "item",
        "treatment",
        "outcome",
        "category",
        "decision_date",
        "pages",
        "guidelines",
        "score",
        "snippet",
        "highlights",
        "path",
    ];
    for key in keys {
        assert!(hit.get(key).is_some(), "{key}");
    }
    assert!(page["facets"].is_object());
}

#[test]
fn json_lines_are_the_hits_alone() {
    let lines = printed(&["search", "epidural", "--format", "jsonl"]);
    let hits: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(Value::from(hits), json(&["search", "epidural"])["hits"]);
}

#[test]
fn csv_has_a_line_of_names_and_one_a_hit() {
    let table = printed(&["search", "epidural", "-n", "3", "--format", "csv"]);
    let mut rows = csv::Reader::from_reader(table.as_bytes());
    assert_eq!(rows.headers().unwrap().get(0), Some("case_number"));
    assert_eq!(rows.records().map(Result::unwrap).count(), 3);
}

#[test]
fn text_in_a_pipe_has_no_colour_unless_it_is_asked_for() {
    assert!(!printed(&["search", "epidural"]).contains('\x1b'));
    assert!(printed(&["--color", "always", "search", "epidural"]).contains('\x1b'));
}

#[test]
fn text_fits_into_80_columns() {
    for line in printed(&["search", "epidural", "-n", "50"]).lines() {
        let long_path = line.contains("corpus/");
        assert!(line.chars().count() <= 80 || long_path, "{line}");
    }
}

#[test]
fn nothing_found_is_exit_1_and_help_is_0() {
    assert_eq!(imr(&["search", "zzzzzz"]).status.code(), Some(1));
    assert_eq!(imr(&["--help"]).status.code(), Some(0));
    assert_eq!(imr(&["search", "--no-such-option"]).status.code(), Some(2));
}

#[test]
fn package_maintainers_get_completions_and_a_manual() {
    assert!(printed(&["completions", "bash"]).contains("imr"));
    assert!(printed(&["man"]).contains(".TH imr"));
}

#[test]
fn completions_know_the_names_of_facets() {
    let script = printed(&["completions", "bash"]);
    for name in ["imr.guideline", "specialty", "-decided"] {
        assert!(script.contains(name), "{name}");
    }
}

#[test]
fn every_example_of_the_query_language_is_understood() {
    let language = printed(&["help", "query"]);
    let examples = language.lines().filter_map(|line| line.strip_prefix("    "));
    let examples: Vec<&str> = examples.filter_map(|line| line.split("  ").next()).collect();
    assert!(examples.len() >= 20, "{language}");
    for example in examples {
        let output = imr(&["search", "-n", "0", "--", example]);
        assert_ne!(output.status.code(), Some(2), "{example}");
    }
    for name in ["treatment", "cite", "decided"] {
        assert!(language.lines().any(|line| line.starts_with(name)), "{name} in {language}");
    }
}

#[test]
fn help_is_given_on_each_command() {
    assert!(printed(&["help", "search"]).contains("imr search [OPTIONS] [QUERY]"));
    assert!(printed(&["help"]).contains("help query"));
    assert_eq!(imr(&["help", "serch"]).status.code(), Some(2));
}

#[test]
fn fields_are_listed_with_examples() {
    let fields = printed(&["fields"]);
    for name in ["treatment", "page", "decided", "class"] {
        assert!(fields.lines().any(|line| line.starts_with(name)), "{name} in {fields}");
    }
}
