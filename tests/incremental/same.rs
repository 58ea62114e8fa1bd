//! Files that hold the same letter, and letters that share a case number.

use super::editions::letter;
use super::pdf_builder::pdf_of_text;
use super::place::{Place, count};

/// The paths that the hit of a query shows.
fn paths(place: &Place, query: &str) -> Vec<String> {
    let found = place.run(&["search", query, "--json"]).stdout;
    let found: serde_json::Value = serde_json::from_str(&found).unwrap();
    assert_eq!(found["total"], 1, "{found}");
    let paths = found["hits"][0]["paths"].as_array().unwrap();
    paths.iter().map(|path| path.as_str().unwrap().into()).collect()
}

#[test]
fn the_same_bytes_count_once_and_show_both_paths() {
    let place = Place::new();
    place.write("a.txt", letter(1, 0));
    place.write("b.txt", letter(1, 0));
    let report = place.index(&["corpus"]);
    assert_eq!((count(&report, "indexed"), count(&report, "duplicate")), (1, 1));
    assert_eq!(report["letters_in_index"], 1);
    assert_eq!(paths(&place, "case:CM15-0000001"), ["corpus/a.txt", "corpus/b.txt"]);
}

#[test]
fn the_same_text_as_text_and_as_pdf_counts_once() {
    let place = Place::new();
    place.write("b.pdf", pdf_of_text(&letter(1, 0)));
    place.index(&["corpus"]);
    place.write("a.txt", letter(1, 0));
    let report = place.index(&[]);
    assert_eq!((count(&report, "unchanged"), count(&report, "duplicate")), (1, 1));
    assert_eq!(paths(&place, "case:CM15-0000001"), ["corpus/a.txt", "corpus/b.pdf"]);
    assert_eq!(place.findings(), place.findings_anew());
}

#[test]
fn a_letter_stays_until_its_last_file_goes() {
    let place = Place::new();
    place.write("a.txt", letter(1, 0));
    place.write("b.txt", letter(1, 0));
    place.write("c.txt", letter(2, 0));
    place.index(&["corpus"]);
    place.remove("a.txt");
    place.index(&[]);
    assert_eq!(place.findings(), place.findings_anew());
    place.remove("b.txt");
    assert_eq!(place.index(&[])["letters_in_index"], 1);
    assert_eq!(place.run(&["search", "case:CM15-0000001"]).code, 1);
}

#[test]
fn two_letters_with_one_case_number_are_both_kept_with_a_warning() {
    let place = Place::new();
    place.write("first.txt", letter(1, 0));
    place.write("corrected.txt", letter(1, 1));
    let run = place.run(&["index", "corpus"]);
    assert!(run.stdout.contains("share a case number: 1 (CM15-0000001)"), "{}", run.stdout);
    let found = place.run(&["search", "case:CM15-0000001", "--json"]).stdout;
    assert!(found.contains(r#""total":2"#) && found.contains(r#""letters":2"#), "{found}");
    let check = place.run(&["check"]);
    assert!(check.code == 0 && check.stdout.contains("CM15-0000001"), "{}", check.stdout);
}
