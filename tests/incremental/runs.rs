//! One run after another over a corpus that changes, or does not.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::SystemTime;

use super::editions::letter;
use super::pdf_builder::pdf_of_text;
use super::place::{Place, assert_adds_up, count, touch};

/// Every file below a folder with its bytes and its time. Locks are left out: they name the
/// process that was the last to write.
fn contents(folder: &Path) -> BTreeMap<String, (Vec<u8>, SystemTime)> {
    let files = fs::read_dir(folder).unwrap().map(Result::unwrap);
    let named = files.map(|file| (file.file_name().to_string_lossy().into_owned(), file.path()));
    let kept = named.filter(|(name, _)| !name.ends_with("lock"));
    let read =
        |path: &Path| (fs::read(path).unwrap(), path.metadata().unwrap().modified().unwrap());
    kept.map(|(name, path)| (name, read(&path))).collect()
}

/// Three letters, and a PDF of a fourth.
fn small_corpus() -> Place {
    let place = Place::new();
    for number in 1..=3 {
        place.write(&format!("{number}.txt"), letter(number, 0));
    }
    place.write("4.pdf", pdf_of_text(&letter(4, 0)));
    place
}

#[test]
fn a_second_run_reads_nothing_and_writes_nothing() {
    let place = small_corpus();
    place.write("notes.csv", "no letter");
    place.write("empty.txt", "");
    let report = place.index(&["corpus"]);
    assert_eq!((count(&report, "indexed"), count(&report, "unreadable")), (4, 1));
    let before = contents(&place.path("index"));
    // What nobody can tell without reading: other bytes, as many as before, of the same time.
    let path = place.path("corpus/1.txt");
    let time = path.metadata().unwrap().modified().unwrap();
    fs::write(&path, letter(1, 0).replace("ramp", "roof")).unwrap();
    fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
    let report = place.index(&[]);
    assert_adds_up(&report);
    assert_eq!((count(&report, "unchanged"), count(&report, "indexed")), (4, 0));
    assert_eq!(contents(&place.path("index")), before);
}

#[test]
fn a_file_that_is_too_large_is_written_down_once() {
    let place = small_corpus();
    place.write("large.txt", vec![b'x'; (1 << 20) + 1]);
    let limited = ["corpus", "--max-file-size", "1"];
    assert_eq!(count(&place.index(&limited), "unreadable"), 1);
    let before = contents(&place.path("index"));
    assert_eq!(count(&place.index(&limited), "unreadable"), 1);
    assert_eq!(contents(&place.path("index")), before);
}

#[test]
fn a_touched_file_is_the_letter_it_was() {
    let place = small_corpus();
    place.index(&["corpus"]);
    let before = place.findings();
    touch(&place.path("corpus/1.txt"));
    let report = place.index(&[]);
    assert_eq!((count(&report, "unchanged"), count(&report, "indexed")), (4, 0));
    place.assert_whole();
    assert_eq!(place.findings(), before);
    assert_eq!(count(&place.index(&[]), "unchanged"), 4);
}

#[test]
fn a_changed_letter_takes_the_place_of_the_old_one() {
    let place = small_corpus();
    place.index(&["corpus"]);
    place.write("1.txt", letter(1, 0).replace("wet ramp", "frozen puddle"));
    let report = place.index(&[]);
    assert_eq!((count(&report, "indexed"), count(&report, "unchanged")), (1, 3));
    assert_eq!(place.run(&["search", "summary:ramp", "case:CM15-0000001"]).code, 1);
    assert_eq!(place.run(&["search", "summary:puddle", "case:CM15-0000001"]).code, 0);
    assert_eq!(place.findings(), place.findings_anew());
}

#[test]
fn a_removed_letter_is_found_no_more() {
    let place = small_corpus();
    place.index(&["corpus"]);
    place.remove("1.txt");
    assert_eq!(count(&place.index(&[]), "removed"), 1);
    assert_eq!(place.run(&["search", "case:CM15-0000001"]).code, 1);
    assert_eq!(place.findings(), place.findings_anew());
}

#[test]
fn a_moved_letter_is_found_at_its_new_path() {
    let place = small_corpus();
    place.index(&["corpus"]);
    fs::create_dir(place.path("corpus/2015")).unwrap();
    fs::rename(place.path("corpus/4.pdf"), place.path("corpus/2015/4.pdf")).unwrap();
    let report = place.index(&[]);
    assert_eq!((count(&report, "indexed"), count(&report, "unreadable")), (0, 0));
    let found = place.run(&["search", "case:CM15-0000004", "--json"]).stdout;
    assert!(found.contains("corpus/2015/4.pdf") && !found.contains("corpus/4.pdf"), "{found}");
    assert_eq!(place.findings(), place.findings_anew());
}

#[test]
fn files_that_swap_their_names_swap_their_paths() {
    let place = small_corpus();
    place.index(&["corpus"]);
    for (from, to) in [("1.txt", "x"), ("2.txt", "1.txt"), ("x", "2.txt")] {
        fs::rename(place.path("corpus").join(from), place.path("corpus").join(to)).unwrap();
    }
    assert_adds_up(&place.index(&[]));
    place.assert_whole();
    assert_eq!(place.findings(), place.findings_anew());
}

#[test]
fn what_could_not_be_read_is_tried_again_when_told_to() {
    let place = small_corpus();
    place.write("5.pdf", pdf_of_text(""));
    place.write("5.pdf.read", letter(5, 0));
    assert_eq!(count(&place.index(&["corpus"]), "unreadable"), 1);
    let listed = place.run(&["check", "--unreadable"]);
    assert!(listed.code == 0 && listed.stdout.contains("corpus/5.pdf"), "{}", listed.stdout);
    let scans = ["--ocr", "cat {}.read"];
    assert_eq!(count(&place.index(&scans), "unreadable"), 1);
    let report = place.index(&[&scans[..], &["--retry"]].concat());
    assert_eq!((count(&report, "indexed"), count(&report, "unreadable")), (1, 0));
    assert_eq!(place.run(&["check", "--unreadable"]).code, 1);
}
