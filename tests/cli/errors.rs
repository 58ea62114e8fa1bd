//! What is wrong is said in a line, with the place and a way out.

use crate::program::{imr, imr_in, text};

fn error(arguments: &[&str]) -> String {
    let output = imr(arguments);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    assert!(output.stdout.is_empty(), "results and errors do not mix");
    text(&output.stderr)
}

#[test]
fn a_query_that_cannot_be_read_is_shown_with_a_caret() {
    let said = error(&["search", "treatmnt:epidural"]);
    assert!(said.contains("treatmnt:epidural") && said.contains('^'), "{said}");
    assert!(said.contains("`treatment`"), "{said}");
    let said = error(&["search", "\"no end"]);
    assert!(said.contains('^'), "{said}");
}

#[test]
fn an_unknown_facet_names_the_nearest() {
    let said = error(&["facets", "guidline"]);
    assert!(said.contains("did you mean `guideline`"), "{said}");
}

#[test]
fn a_missing_index_says_how_to_make_one() {
    let folder = tempfile::tempdir().unwrap();
    let output = imr_in(&folder.path().join("none"), &["search", "x"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("imr index"), "{}", text(&output.stderr));
}

#[test]
fn a_corpus_that_is_not_there_leaves_the_index_alone() {
    let said = error(&["index", "no/such/corpus"]);
    assert!(said.contains("no/such/corpus"), "{said}");
    assert_eq!(imr(&["check"]).status.code(), Some(0));
}

#[test]
fn unknown_short_options_are_refused_and_not_taken_for_paths() {
    for command in ["index", "show", "similar", "parse", "check", "fields"] {
        let said = error(&[command, "-x"]);
        assert!(said.contains("'-x'"), "{said}");
    }
    assert_eq!(imr(&["facets", "outcome", "-epidural"]).status.code(), Some(0));
    let marked = imr(&["show", "CM14-0016640", "--query", "-norco"]);
    assert_eq!(marked.status.code(), Some(0), "{}", text(&marked.stderr));
}

#[test]
fn a_value_of_the_wrong_kind_is_named() {
    assert!(error(&["search", "age:old"]).contains("`old` is not a number"));
    assert!(error(&["search", "decided:soon"]).contains("`soon` is not a date"));
}
