use std::collections::HashMap;
use std::mem::discriminant;

use super::QueryErrorKind;
use crate::query::parse;
use crate::query::parser::{MAX_BYTES, MAX_CLAUSES, MAX_DEPTH, MAX_PATTERNS};

/// A query for each thing that can be wrong, some for several ways to get it wrong.
const WRONG: &[&str] = &[
    "\"no documented",
    "a (b OR c",
    "a b)",
    "a () b",
    "a ] b",
    "a --- b",
    "a && b",
    "a AND",
    "OR b",
    "a AND OR b",
    "NOT",
    "+a OR b",
    "tretment:epidural",
    "imr.pge:46",
    "ratio 3:1",
    ":x",
    "page: ",
    "ur.treatment:x",
    "outcome:uphold",
    "source:OGD",
    "gender:any",
    "class:opiod",
    "decided:8/28/2014",
    "decided:2014-02-30",
    "age:old",
    "page:46,47",
    "page:[74 97]",
    "page:[74 TO",
    "[74 TO 97]",
    "age >=65",
    "treatment:[a TO b]",
    "age:[50 TO 40]",
    "page:4*",
    "section:\"a b\"~2",
    "inj*ion",
    "*ion",
    "treatment:-epidural",
    "x~3",
    "L4-5~1",
    "\"a b\"~900",
    "a^0",
    "/inject.*/",
    "cite:(epidural)",
    "日本語の照会 tretment:x",
];

/// Queries beyond the limits.
fn too_much() -> Vec<String> {
    vec![
        "a".repeat(MAX_BYTES + 1),
        "a ".repeat(MAX_CLAUSES + 1),
        "a* ".repeat(MAX_PATTERNS + 1),
        "(".repeat(MAX_DEPTH + 1),
    ]
}

#[test]
fn every_error_says_what_is_wrong_where_and_what_was_meant() {
    let mut kinds = HashMap::new();
    let mut reports = Vec::new();
    for query in WRONG.iter().map(ToString::to_string).chain(too_much()) {
        let error = parse(&query).unwrap_err();
        reports.push(error.report(&query));
        kinds.insert(discriminant(&error.kind), error.kind);
    }
    insta::assert_snapshot!(reports.join("\n\n"));
    let numbers: Vec<usize> = kinds.values().map(number).collect();
    let missing: Vec<usize> = (0..KINDS).filter(|number| !numbers.contains(number)).collect();
    assert!(missing.is_empty(), "no query for the errors {missing:?}");
}

const KINDS: usize = 33;

/// Numbers the errors from 0 to [`KINDS`], so that the compiler asks for a number, and the test
/// for a query, with each new one.
fn number(kind: &QueryErrorKind) -> usize {
    use QueryErrorKind::*;
    match kind {
        TooLong { .. } => 0,
        TooManyClauses { .. } => 1,
        TooManyPatterns { .. } => 2,
        TooDeep { .. } => 3,
        UnclosedQuote => 4,
        UnclosedParenthesis => 5,
        UnopenedParenthesis => 6,
        EmptyGroup => 7,
        Unexpected(_) => 8,
        NothingToSearch(_) => 9,
        MissingOperand(..) => 10,
        PlusBesideOr => 11,
        UnknownField(_) => 12,
        MissingField => 13,
        MissingValue(_) => 14,
        NoSides(..) => 15,
        UnknownValue { .. } => 16,
        BadDate(_) => 17,
        BadNumber(_) => 18,
        ManyPages(_) => 19,
        BadRange => 20,
        RangeWithoutField => 21,
        NoRange(_) => 22,
        EmptyRange => 23,
        NoPattern(_) => 24,
        NoDistance(_) => 25,
        MisplacedStar => 26,
        MisplacedMinus => 27,
        BadFuzzy => 28,
        BadSlop { .. } => 29,
        BadBoost => 30,
        Regex => 31,
        NotCited => 32,
    }
}

#[test]
fn a_long_query_is_cut_around_the_place() {
    let query = format!("{} tretment:epidural {}", "lumbar ".repeat(30), "pain ".repeat(30));
    let report = parse(&query).unwrap_err().report(&query);
    let lines: Vec<&str> = report.lines().collect();
    assert!(lines[1].starts_with("  …") && lines[1].ends_with('…'));
    assert!(lines[1].chars().count() <= 80);
    let caret = lines[2].find('^').unwrap();
    let pointed: String = lines[1].chars().skip(caret).take(8).collect();
    assert_eq!(pointed, "tretment");
}
