//! Searching: items are found for what was decided of them.

use serde_json::Value;

use crate::program::{imr, json, printed};

fn hits(arguments: &[&str]) -> Vec<Value> {
    json(&[&["search", "-n", "1000"], arguments].concat())["hits"].as_array().unwrap().clone()
}

fn key(hit: &Value) -> (String, u64) {
    let case = hit["case_number"].as_str().unwrap_or("~").to_string();
    (case, hit["item"].as_u64().unwrap_or(0))
}

#[test]
fn an_item_is_found_by_its_own_outcome_only() {
    let upheld = hits(&["epidural upheld"]);
    assert!(!upheld.is_empty());
    assert!(upheld.iter().all(|hit| hit["outcome"] == "upheld"));
    // A letter that grants the epidural and denies the scan.
    let overturned = hits(&["treatment:epidural overturned"]);
    let mixed = overturned.iter().find(|hit| {
        let case = hit["case_number"].as_str().unwrap();
        !hits(&[&format!("case:{case} upheld")]).is_empty()
    });
    let (case, item) = key(mixed.expect("a letter with an overturned epidural and another item"));
    assert!(!upheld.iter().any(|hit| key(hit) == (case.clone(), item)));
}

#[test]
fn the_words_of_an_outcome_in_quotes_are_text() {
    let quoted = json(&["search", "\"upheld\""]);
    assert_eq!(quoted["read_as"], "\"upheld\"");
    assert_eq!(json(&["search", "epidural upheld"])["read_as"], "epidural AND outcome:upheld");
}

#[test]
fn pages_of_results_put_together_are_the_whole_in_every_order() {
    for query in ["", "pain", "outcome:upheld", "medication OR therapy", "category:Injection"] {
        for order in ["score", "decided", "-decided", "case"] {
            let whole: Vec<_> = hits(&[query, "--sort", order]).iter().map(key).collect();
            let mut pages = Vec::new();
            for offset in (0..whole.len() + 7).step_by(7) {
                let offset = offset.to_string();
                let page = ["search", query, "--sort", order, "-n", "7", "--offset", &offset];
                pages.extend(json(&page)["hits"].as_array().unwrap().iter().map(key));
            }
            assert_eq!(pages, whole, "`{query}` by {order}");
        }
    }
}

#[test]
fn letters_group_the_items_that_match() {
    let items = json(&["search", "therapy", "-n", "1000"]);
    let letters = json(&["search", "therapy", "-n", "1000", "--by", "letter"]);
    assert_eq!(letters["total"], items["total"]);
    assert_eq!(letters["letters"].as_u64(), Some(letters["hits"].as_array().unwrap().len() as u64));
    let mut grouped: Vec<_> = letters["hits"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|letter| letter["items"].as_array().unwrap().iter().map(key))
        .collect();
    let mut flat: Vec<_> = items["hits"].as_array().unwrap().iter().map(key).collect();
    grouped.sort();
    flat.sort();
    assert_eq!(grouped, flat);
}

#[test]
fn orders_by_date_are_by_date() {
    let dates = |order: &str| -> Vec<String> {
        let hits = hits(&["--sort", order]);
        hits.iter().filter_map(|hit| hit["decision_date"].as_str().map(Into::into)).collect()
    };
    assert!(dates("decided").is_sorted());
    assert!(dates("-decided").is_sorted_by(|a, b| a >= b));
}

#[test]
fn highlights_are_what_was_looked_for() {
    for hit in hits(&["injections"]) {
        let snippet: Vec<char> = hit["snippet"].as_str().unwrap().chars().collect();
        for mark in hit["highlights"].as_array().unwrap() {
            let (from, to) = (mark[0].as_u64().unwrap(), mark[1].as_u64().unwrap());
            let word: String = snippet[from as usize..to as usize].iter().collect();
            assert!(word.to_lowercase().starts_with("inject"), "{word}");
        }
    }
}

#[test]
fn a_hit_is_quoted_by_its_ground_first_and_never_by_its_treatment() {
    let hits = hits(&["treatment:injection"]);
    assert!(hits.len() > 5);
    for hit in &hits {
        let snippet = hit["snippet"].as_str().unwrap();
        assert_ne!(Some(snippet), hit["treatment"].as_str());
        let ground = hit["ground"].as_array().unwrap();
        let head: String = snippet.trim_start_matches("... ").chars().take(40).collect();
        let is_ground = ground.iter().any(|sentence| sentence.as_str().unwrap().contains(&head));
        assert!(is_ground || ground.is_empty(), "{snippet}");
    }
    assert!(hits.iter().any(|hit| hit["basis"]["kind"] == "merits"));
}

#[test]
fn passages_are_all_that_match_with_their_fields() {
    let hits = hits(&["epidural", "--passages"]);
    let passages: Vec<&Value> =
        hits.iter().flat_map(|hit| hit["passages"].as_array().unwrap()).collect();
    assert!(passages.len() > hits.len());
    assert!(passages.iter().any(|passage| passage["field"] == "rationale"));
    assert!(passages.iter().all(|passage| !passage["highlights"].as_array().unwrap().is_empty()));
}

#[test]
fn abbreviations_find_what_they_stand_for() {
    let short = json(&["search", "treatment:ESI"]);
    assert!(short["read_as"].as_str().unwrap().contains("epidural steroid injection"), "{short}");
    assert!(
        short["total"].as_u64() > json(&["search", "treatment:ESI", "--exact"])["total"].as_u64()
    );
    let brand = hits(&["treatment:norco"]);
    let generic =
        |hit: &&Value| hit["treatment"].as_str().unwrap().to_lowercase().contains("hydrocodone");
    assert!(brand.iter().any(|hit| generic(&hit)));
}

#[test]
fn a_misspelt_word_is_corrected_where_nothing_is_found() {
    let found = json(&["search", "epidurral upheld"]);
    assert_eq!(found["total"], 0);
    assert_eq!(found["did_you_mean"], "epidural upheld");
    assert_eq!(imr(&["search", "epidurral upheld"]).status.code(), Some(1));
}

#[test]
fn similar_items_are_alike_and_never_the_item_itself() {
    let like = json(&["similar", "CM14-0016640#1", "-n", "5"]);
    let hits = like["hits"].as_array().unwrap();
    assert_eq!(hits.len(), 5);
    assert!(hits.iter().all(|hit| key(hit) != ("CM14-0016640".into(), 1)));
    let best = hits[0]["treatment"].as_str().unwrap().to_lowercase();
    assert!(best.contains("epidural"), "{best}");
    let granted = json(&["similar", "CM14-0016640#1", "--outcome", "overturned"]);
    assert!(granted["hits"].as_array().unwrap().iter().all(|hit| hit["outcome"] == "overturned"));
}

#[test]
fn the_same_question_for_similar_items_has_the_same_answer() {
    for item in ["CM14-0016640#1", "CM16-0048215#2", "CM14-0051234"] {
        let asked = || printed(&["similar", item, "-n", "50", "--format", "csv"]);
        let first = asked();
        (0..5).for_each(|_| assert_eq!(asked(), first, "{item}"));
    }
}

#[test]
fn refresh_indexes_what_is_new_and_searches() {
    let folder = tempfile::tempdir().unwrap();
    let output = crate::program::imr_in(folder.path(), &["search", "--refresh", "epidural upheld"]);
    assert!(output.status.success(), "{}", crate::program::text(&output.stderr));
    assert!(crate::program::text(&output.stdout).contains("UPHELD"));
}

#[test]
fn a_query_may_begin_with_an_excluded_word() {
    let without = printed(&["search", "-epidural", "upheld"]);
    assert!(without.contains("NOT epidural"), "{without}");
}
