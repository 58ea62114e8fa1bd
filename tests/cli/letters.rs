//! The letters of `corpus/` say what their authors meant.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::program::{PROJECT, imr, json, parsed, printed};

fn truth() -> Vec<Value> {
    let lines = std::fs::read_to_string(format!("{PROJECT}/tests/corpus_truth.jsonl")).unwrap();
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Where `told` lacks what `meant` says; keys that `meant` leaves out are not compared.
fn differences(place: &str, meant: &Value, told: &Value, found: &mut Vec<String>) {
    match (meant, told) {
        (Value::Object(meant), Value::Object(told)) => {
            for (key, value) in meant {
                let told = told.get(key).unwrap_or(&Value::Null);
                differences(&format!("{place}.{key}"), value, told, found);
            }
        }
        (Value::Array(meant), Value::Array(told))
            if meant.len() == told.len() && meant.iter().any(Value::is_object) =>
        {
            for (number, (meant, told)) in meant.iter().zip(told).enumerate() {
                differences(&format!("{place}[{number}]"), meant, told, found);
            }
        }
        _ if meant != told => found.push(format!("{place}: {told} for {meant}")),
        _ => {}
    }
}

#[test]
fn every_letter_says_what_its_author_meant() {
    let told: BTreeMap<String, Value> = parsed()
        .into_iter()
        .map(|letter| (letter["path"].as_str().unwrap().to_string(), letter))
        .collect();
    let mut found = Vec::new();
    for mut meant in truth() {
        let path = meant["path"].as_str().unwrap().to_string();
        let told =
            flatten(told.get(&path).unwrap_or_else(|| panic!("{path} was not parsed")), &meant);
        if let Some(meant) = meant.as_object_mut() {
            meant.remove("path");
        }
        differences(&path, &meant, &told, &mut found);
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// A parsed letter in the shape of the truth: the reviewer's facts at the top, the citations of
/// each side apart.
fn flatten(letter: &Value, meant: &Value) -> Value {
    let mut flat = letter.clone();
    for name in ["specialties", "licensed_in"] {
        if meant.get(name).is_some() {
            flat[name] = letter["reviewer"][name].clone();
        }
    }
    for item in flat["items"].as_array_mut().into_iter().flatten() {
        let citations = item["citations"].as_array().cloned().unwrap_or_default();
        for (name, side) in [("ur", "claims_administrator"), ("imr", "reviewer")] {
            let cited = citations.iter().filter(|citation| citation["cited_by"] == side);
            item[name] = cited.cloned().collect::<Vec<_>>().into();
        }
    }
    flat
}

#[test]
fn a_letter_says_the_same_as_text_and_as_pdf() {
    let mut by_case: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for mut letter in parsed() {
        if let Some(case) = letter["case_number"].as_str().map(str::to_string) {
            for key in ["path", "format"] {
                letter[key] = Value::Null;
            }
            by_case.entry(case).or_default().push(letter);
        }
    }
    let twins: Vec<_> = by_case.values().filter(|letters| letters.len() > 1).collect();
    assert!(twins.len() >= 2, "corpus/twins holds PDFs of letters that are there as text");
    for letters in twins {
        assert_eq!(letters[0], letters[1]);
    }
}

#[test]
fn twins_count_once_and_show_both_paths() {
    let everything = json(&["search", "-n", "1000"]);
    let twins: Vec<&Value> = everything["hits"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|hit| hit["paths"].as_array().is_some_and(|paths| paths.len() == 2))
        .collect();
    assert!(twins.len() >= 2);
    for hit in twins {
        let case = hit["case_number"].as_str().unwrap();
        let found = json(&["search", &format!("case:{case}"), "-n", "1000"]);
        assert_eq!(found["letters"], 1, "{case}");
    }
}

#[test]
fn show_prints_the_letter_as_parsed() {
    let text = printed(&["show", "CM14-0016640"]);
    for part in ["CM14-0016640", "#1", "UPHELD", "Decision rationale", "Clinical case summary"] {
        assert!(text.contains(part), "{part} in {text}");
    }
    let shown = json(&["show", "CM14-0016640"]);
    let parsed = parsed();
    let read = parsed.iter().find(|letter| letter["case_number"] == "CM14-0016640").unwrap();
    assert_eq!(&shown, read);
}

#[test]
fn an_item_that_is_not_there_is_an_error_and_a_letter_is_none() {
    assert_eq!(imr(&["show", "CM14-0016640#99"]).status.code(), Some(2));
    assert_eq!(imr(&["show", "CM99-0000000"]).status.code(), Some(1));
}

#[test]
fn real_letters_give_the_facts_that_are_known_of_them() {
    let shared = std::path::Path::new(PROJECT).join("../shared");
    if !shared.join("letters").exists() {
        println!("SKIPPED: the real letters are not on this machine");
        return;
    }
    let parsed = printed(&["parse", "../shared/letters"]);
    let mut check = std::process::Command::new(shared.join("check_letters.py"))
        .arg("-v")
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    std::io::Write::write_all(&mut check.stdin.take().unwrap(), parsed.as_bytes()).unwrap();
    let output = check.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", crate::program::text(&output.stdout));
}
