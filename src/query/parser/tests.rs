use proptest::prelude::*;

use super::*;

/// What results show as `read_as`.
fn read_as(input: &str) -> String {
    match parse(input) {
        Ok(query) => query.to_string(),
        Err(error) => panic!("{}", error.report(input)),
    }
}

#[test]
fn words_next_to_each_other_must_all_match() {
    assert_eq!(read_as("epidural upheld"), "epidural AND outcome:upheld");
    assert_eq!(read_as("  lumbar   epidural "), "lumbar AND epidural");
    assert_eq!(read_as("a (b c) d"), "a AND b AND c AND d");
}

#[test]
fn nothing_typed_is_everything() {
    assert_eq!(read_as(""), "*");
    assert_eq!(read_as(" \t"), "*");
    assert_eq!(read_as("*"), "*");
}

#[test]
fn or_binds_weaker_than_and() {
    assert_eq!(read_as("a b OR c"), "(a AND b) OR c");
    assert_eq!(read_as("a OR b AND c"), "a OR (b AND c)");
    assert_eq!(read_as("a (b OR c)"), "a AND (b OR c)");
}

#[test]
fn not_and_minus_are_the_same() {
    assert_eq!(read_as("a AND NOT b"), "a AND NOT b");
    assert_eq!(read_as("a -b"), "a AND NOT b");
    assert_eq!(read_as("NOT (a OR b)"), "NOT (a OR b)");
    assert_eq!(read_as("a OR NOT b"), "a OR NOT b");
    assert_eq!(read_as("x-ray"), "x-ray");
}

#[test]
fn outcome_words_are_outcomes_only_when_bare() {
    assert_eq!(read_as("(epidural OR facet) Upheld"), "(epidural OR facet) AND outcome:upheld");
    assert_eq!(read_as("-OVERTURNED"), "NOT outcome:overturned");
    assert_eq!(read_as("NOT overturned"), "NOT outcome:overturned");
    assert_eq!(read_as("\"upheld\""), "\"upheld\"");
    assert_eq!(read_as("rationale:upheld"), "rationale:upheld");
    assert_eq!(read_as("\\upheld"), "\\upheld");
    assert_eq!(read_as("denied granted"), "denied AND granted");
}

#[test]
fn a_bare_case_number_is_the_case() {
    assert_eq!(read_as("cm14-0050318"), "case:CM14-0050318");
    assert_eq!(read_as("case:cm14*"), "case:CM14*");
}

#[test]
fn fields_hold_for_a_group() {
    assert_eq!(
        read_as("treatment:(norco OR hydrocodone)"),
        "treatment:norco OR treatment:hydrocodone"
    );
    assert_eq!(read_as("page: 46"), "page:46");
    assert_eq!(read_as("IMR.page:46"), "imr.page:46");
    assert_eq!(read_as("authorized:*"), "authorized:*");
    assert_eq!(read_as("page:([74 TO 97] OR 46)"), "page:[74 TO 97] OR page:46");
}

#[test]
fn ranges_are_read_in_all_their_forms() {
    assert_eq!(read_as("page:74-97"), "page:[74 TO 97]");
    assert_eq!(read_as("age:>= 65"), "age:>=65");
    assert_eq!(read_as("age:40-49"), "age:[40 TO 49]");
    assert_eq!(read_as("year:2014"), "decided:2014");
    assert_eq!(read_as("decided:[2014-01-01  TO *]"), "decided:[2014-01-01 TO *]");
    assert_eq!(read_as("age:{40 TO 50}"), "age:{40 TO 50}");
}

#[test]
fn patterns_phrases_and_weights() {
    assert_eq!(read_as("inject* hydrocodon~1"), "inject* AND hydrocodon~1");
    assert_eq!(read_as("\"functional improvement\"~3"), "\"functional improvement\"~3");
    assert_eq!(read_as("\"epidural steroid inj*\""), "\"epidural steroid inj\"*");
    assert_eq!(read_as("'low back'^2 pain"), "\"low back\"^2 AND pain");
    assert_eq!(read_as("(a OR b)^0.5"), "(a OR b)^0.5");
    assert_eq!(read_as("patient's"), "patient's");
    assert_eq!(read_as("“low back”"), "\"low back\"");
}

#[test]
fn the_values_of_facets_are_paths() {
    let path = "guideline:\"MTUS/Chronic Pain Medical Treatment Guidelines/Opioids\"";
    assert_eq!(read_as(path), path);
    assert_eq!(
        read_as("page:\"MTUS/Low Back Complaints/303\""),
        "page:\"MTUS/Low Back Complaints/303\""
    );
}

#[test]
fn one_citation_groups_keep_their_side() {
    assert_eq!(read_as("ur.cite:(page:46 source:mtus)"), "ur.cite:(ur.page:46 AND ur.source:MTUS)");
}

fn query_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-z]{1,6}",
        "[ ():^~*\"'\\[\\]{}+\\\\/-]{1,3}",
        Just("AND ".to_owned()),
        Just(" OR ".to_owned()),
        Just("NOT ".to_owned()),
        Just("page:".to_owned()),
        Just("decided:[2014 TO *]".to_owned()),
        Just("imr.section:".to_owned()),
        Just("cite:(".to_owned()),
        Just("age:>=".to_owned()),
        Just("upheld".to_owned()),
        "\\PC{0,4}",
    ];
    proptest::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn any_text_is_an_answer_or_an_error_inside_it(input in query_text()) {
        match parse(&input) {
            Ok(query) => {
                let canonical = query.to_string();
                let again = parse(&canonical);
                prop_assert!(again.is_ok(), "{input:?} -> {canonical:?}: {again:?}");
                prop_assert_eq!(canonical, again.map(|again| again.to_string()).unwrap_or_default());
            }
            Err(error) => {
                prop_assert!(error.span.start <= error.span.end && error.span.end <= input.len());
                prop_assert!(input.get(error.span.clone()).is_some());
                prop_assert!(error.report(&input).lines().count() <= 4);
            }
        }
    }

    #[test]
    fn any_characters_are_read_or_refused(input in "\\PC*") {
        if let Err(error) = parse(&input) {
            prop_assert!(input.get(error.span.clone()).is_some());
        }
    }
}
