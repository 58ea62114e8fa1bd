//! Corpora of several folders.

use std::fs;

use super::editions::letter;
use super::place::{Place, assert_adds_up, count, touch};

/// A corpus of two folders, a letter each.
fn two_folders() -> Place {
    let place = Place::new();
    place.write("1.txt", letter(1, 0));
    fs::create_dir(place.path("more")).unwrap();
    fs::write(place.path("more/2.txt"), letter(2, 0)).unwrap();
    touch(&place.path("more/2.txt"));
    place
}

#[test]
fn the_index_remembers_its_folders() {
    let place = two_folders();
    place.index(&["corpus"]);
    assert_eq!(place.index(&["more"])["letters_in_index"], 2);
    assert_eq!(count(&place.index(&[]), "unchanged"), 2);
    assert_eq!(place.index(&["--rebuild"])["letters_in_index"], 2);
}

#[test]
fn another_working_directory_changes_nothing() {
    let place = two_folders();
    place.index(&["corpus", "more"]);
    let before = place.findings();
    // A folder of the same name, with other letters in it.
    fs::create_dir_all(place.path("elsewhere/corpus")).unwrap();
    fs::write(place.path("elsewhere/corpus/9.txt"), letter(9, 0)).unwrap();
    place.write("3.txt", letter(3, 0));
    let mut elsewhere = place.imr(&["index", "-q", "--index", "../index"]);
    assert!(elsewhere.current_dir(place.path("elsewhere")).status().unwrap().success());
    place.assert_whole();
    assert_eq!(place.run(&["search", "case:CM15-0000009"]).code, 1);
    assert_eq!(place.run(&["search", "case:CM15-0000003"]).code, 0);
    place.remove("3.txt");
    place.index(&[]);
    assert_eq!(place.findings(), before);
}

#[test]
fn a_dropped_folder_takes_its_letters_along() {
    let place = two_folders();
    place.index(&["corpus", "more"]);
    assert_eq!(count(&place.index(&["--drop", "more"]), "removed"), 1);
    assert_eq!(place.run(&["search", "case:CM15-0000002"]).code, 1);
    assert_eq!(place.findings(), place.findings_anew());
    let unknown = place.run(&["index", "--drop", "more"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.stderr.contains("`corpus`"), "{}", unknown.stderr);
}

#[test]
fn folders_named_twice_or_inside_one_another_give_their_files_once() {
    let place = two_folders();
    for number in 10..60 {
        place.write(&format!("2015/{number}.txt"), letter(number, 0));
    }
    let report = place.index(&["corpus", "corpus/2015", "./corpus", "corpus"]);
    assert_adds_up(&report);
    assert_eq!(count(&report, "indexed"), 51);
    assert_eq!(count(&report, "duplicate"), 0);
}

#[test]
fn a_vanished_folder_leaves_the_index_as_it_was() {
    let place = two_folders();
    place.index(&["corpus", "more"]);
    let before = place.findings();
    fs::rename(place.path("more"), place.path("away")).unwrap();
    for arguments in [&["index"][..], &["index", "--rebuild"], &["index", "more"]] {
        let run = place.run(arguments);
        assert_eq!(run.code, 2);
        assert!(run.stderr.contains("more`: No such file"), "{}", run.stderr);
        assert_eq!(place.findings(), before);
    }
    assert_eq!(count(&place.index(&["--drop", "more"]), "removed"), 1);
}

#[test]
fn a_corpus_that_is_not_there_makes_no_index() {
    let place = Place::new();
    assert_eq!(place.run(&["index", "typo"]).code, 2);
    assert!(!place.path("index").exists());
}

#[test]
fn names_that_are_no_utf8_are_followed_like_all_others() {
    use std::os::unix::ffi::OsStringExt;
    let place = two_folders();
    let name = |bytes: &[u8]| place.path("corpus").join(std::ffi::OsString::from_vec(bytes.into()));
    fs::write(name(b"\xff.txt"), letter(7, 0)).unwrap();
    touch(&name(b"\xff.txt"));
    place.index(&["corpus"]);
    fs::rename(name(b"\xff.txt"), name(b"\xfe.txt")).unwrap();
    place.index(&[]);
    let check = place.run(&["check"]);
    assert!(check.code == 0 && !check.stdout.contains("old paths"), "{}", check.stdout);
    assert_eq!(place.run(&["search", "case:CM15-0000007"]).code, 0);
}
