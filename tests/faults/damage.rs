//! Indexes that are not what was written.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use super::indexed;
use super::place::{Place, Run};

/// A file of each kind in the index folder, by extension; the ledger is `bin`.
pub(super) fn files_by_kind(place: &Place) -> BTreeMap<String, PathBuf> {
    let paths = fs::read_dir(place.path("index")).unwrap().map(|entry| entry.unwrap().path());
    let kind = |path: &PathBuf| Some(path.extension()?.to_str()?.to_string());
    let kinds = paths.filter_map(|path| Some((kind(&path)?, path)));
    kinds.filter(|(kind, _)| kind != "lock" && kind != "json").collect()
}

/// An index with deletions, so that files of every kind are there.
fn damageable() -> Place {
    let place = indexed(12);
    // One thread writes one segment, which lives on when one of its letters goes.
    place.index(&["--rebuild", "--threads", "1"]);
    place.remove("3.txt");
    place.index(&["--threads", "1"]);
    let kinds = files_by_kind(&place);
    for kind in ["bin", "del", "fast", "fieldnorm", "idx", "pos", "store", "term"] {
        assert!(kinds.contains_key(kind), "no {kind} in {kinds:?}");
    }
    place
}

/// Searches in every way that reads other files. Nothing may panic; damage that shows is told.
fn assert_clear(place: &Place, what: &str) {
    let searches: [&[&str]; 4] = [
        &["search", "medically"],
        &["search", "\"wet ramp\"", "--sort", "case", "--facet", "guideline"],
        &["facets", "guideline"],
        &["show", "CM15-0000005"],
    ];
    for search in searches {
        assert_told(&place.run(search), what);
    }
}

fn assert_told(run: &Run, what: &str) {
    assert!((0..=2).contains(&run.code), "{what}: {} {}", run.code, run.stderr);
    assert_eq!(run.code == 2, run.stderr.starts_with("imr: "), "{what}: {}", run.stderr);
}

/// Has each kind of file damaged by `damage`, and holds the program to its word.
fn with_each_damaged(damage: impl Fn(&[u8]) -> Vec<Vec<u8>>) {
    let place = damageable();
    for (kind, path) in files_by_kind(&place) {
        let whole = fs::read(&path).unwrap();
        for (number, damaged) in damage(&whole).into_iter().enumerate() {
            fs::write(&path, damaged).unwrap();
            let check = place.run(&["check"]);
            let what = format!("{kind} {number}");
            assert_eq!(check.code, 2, "{what}: {}{}", check.stdout, check.stderr);
            let told = check.stdout + &check.stderr;
            let name = path.file_name().unwrap().to_str().unwrap();
            assert!(told.contains(name) && told.contains("--rebuild"), "{what}: {told}");
            assert_clear(&place, &what);
        }
        fs::write(&path, whole).unwrap();
    }
    place.assert_whole();
}

#[test]
fn a_flipped_byte_in_any_kind_of_file_is_found() {
    with_each_damaged(|whole| {
        let places = [0, whole.len() / 3, whole.len() / 2, whole.len() - 1];
        let flipped = |place: usize| {
            let mut bytes = whole.to_vec();
            bytes[place] ^= 0x55;
            bytes
        };
        places.map(flipped).into()
    });
}

#[test]
fn a_file_that_is_cut_off_is_found() {
    with_each_damaged(|whole| vec![Vec::new(), whole[..whole.len() / 2].to_vec()]);
}

#[test]
fn a_missing_file_is_found() {
    let place = damageable();
    for (kind, path) in files_by_kind(&place) {
        let aside = place.path("aside");
        fs::rename(&path, &aside).unwrap();
        let check = place.run(&["check"]);
        assert_eq!(check.code, 2, "{kind}: {}{}", check.stdout, check.stderr);
        assert_clear(&place, &kind);
        fs::rename(&aside, &path).unwrap();
    }
}

#[test]
fn damage_to_the_description_of_a_commit_never_panics() {
    let place = damageable();
    let path = place.path("index/meta.json");
    let whole = fs::read(&path).unwrap();
    for (number, place_of_damage) in (0..whole.len()).step_by(whole.len() / 40).enumerate() {
        let mut bytes = whole.clone();
        bytes[place_of_damage] ^= if number % 2 == 0 { 0x01 } else { 0x40 };
        fs::write(&path, bytes).unwrap();
        let check = place.run(&["check"]);
        assert!(check.code == 0 || check.code == 2, "{number}: {}", check.stderr);
        assert_told(&place.run(&["search", "medically"]), &format!("meta.json {number}"));
    }
}

#[test]
fn a_damaged_index_is_made_anew_of_the_corpus_that_it_knew() {
    let place = damageable();
    let before = place.findings();
    let store = &files_by_kind(&place)["store"];
    fs::write(store, "no store").unwrap();
    place.index(&["--rebuild"]);
    place.assert_whole();
    assert_eq!(place.findings(), before);
}

#[test]
fn an_index_of_another_format_says_so_and_is_made_anew() {
    let place = indexed(3);
    let before = place.findings();
    let path = place.path("index/meta.json");
    let meta: serde_json::Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    let payload = meta["payload"].as_str().unwrap();
    let mut other: serde_json::Value = serde_json::from_str(payload).unwrap();
    other["imr_format"] = 99.into();
    let mut meta = meta.clone();
    meta["payload"] = other.to_string().into();
    fs::write(&path, meta.to_string()).unwrap();
    for arguments in [&["check"][..], &["search", "norco"], &["index"], &["facets", "year"]] {
        let run = place.run(arguments);
        assert_eq!(run.code, 2);
        assert!(run.stderr.contains("format 99"), "{}", run.stderr);
        assert!(run.stderr.contains("imr index --rebuild"), "{}", run.stderr);
    }
    place.index(&["--rebuild"]);
    assert_eq!(place.findings(), before);
}

#[test]
fn a_folder_without_an_index_says_what_to_do() {
    let place = Place::new();
    for arguments in [&["check"][..], &["search", "norco"], &["check", "--unreadable"]] {
        let run = place.run(arguments);
        assert_eq!(run.code, 2);
        assert!(
            run.stderr.contains("no index in `index`; `imr index` makes one"),
            "{}",
            run.stderr
        );
    }
}
