//! Nothing that is the user's is lost: files in a folder that is no index, letters of a share that
//! is not mounted.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use super::damage::files_by_kind;
use super::disk::shell;
use super::indexed;
use super::letters::good_letter;
use super::place::{Place, count};

/// Files whose names look like those of an index.
const LOOKALIKES: [&str; 4] = [
    "0123456789abcdef0123456789abcdef.pdf",
    "ledger-2014.pdf",
    "ledger-000000000007.bin",
    ".tmpnotes",
];

/// A folder of a user's files, called `mine`.
fn folder_of_lookalikes(place: &Place) {
    fs::create_dir_all(place.path("mine")).unwrap();
    for name in LOOKALIKES {
        fs::write(place.path("mine").join(name), "something of the user's").unwrap();
    }
}

fn assert_lookalikes_stay(place: &Place, folder: &str) {
    for name in LOOKALIKES {
        let kept = fs::read_to_string(place.path(folder).join(name));
        assert_eq!(kept.ok().as_deref(), Some("something of the user's"), "{name}");
    }
}

#[test]
fn a_folder_of_other_files_is_refused_as_an_index_and_keeps_them() {
    let place = Place::new();
    place.write("1.txt", good_letter(1));
    folder_of_lookalikes(&place);
    for further in [&[][..], &["--rebuild"]] {
        let run = place.run(&[&["index", "corpus", "--index", "mine"], further].concat());
        assert_eq!(run.code, 2);
        assert!(run.stderr.contains("`mine` is not empty and holds no index"), "{}", run.stderr);
        assert!(run.stderr.contains("--index"), "{}", run.stderr);
        assert_lookalikes_stay(&place, "mine");
        assert_eq!(fs::read_dir(place.path("mine")).unwrap().count(), LOOKALIKES.len());
    }
}

#[test]
fn files_of_the_user_in_the_index_folder_outlive_every_kind_of_run() {
    let place = indexed(5);
    for name in LOOKALIKES {
        fs::write(place.path("index").join(name), "something of the user's").unwrap();
    }
    for number in 6..20 {
        place.write(&format!("{number}.txt"), good_letter(number));
        place.index(&["--commit-every", "0"]);
    }
    place.index(&["--rebuild"]);
    place.index(&[]);
    assert_lookalikes_stay(&place, "index");
    place.assert_whole();
}

#[test]
fn corpus_and_index_in_one_folder_are_refused() {
    let place = Place::new();
    place.write("1.txt", good_letter(1));
    let run = place.run(&["index", "corpus", "--index", "corpus"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("`corpus` is the corpus"), "{}", run.stderr);
    assert!(run.stderr.contains("--index"), "{}", run.stderr);
    assert_eq!(fs::read_dir(place.path("corpus")).unwrap().count(), 1);
}

#[test]
fn an_index_of_another_program_is_not_rebuilt() {
    let place = indexed(2);
    let path = place.path("index/meta.json");
    let meta: serde_json::Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    let mut foreign = meta.clone();
    foreign["payload"] = "of another program".into();
    fs::write(&path, foreign.to_string()).unwrap();
    let run = place.run(&["index", "--rebuild", "corpus"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("was not made by imr"), "{}", run.stderr);
    fs::write(&path, meta.to_string()).unwrap();
    place.assert_whole();
}

#[test]
fn an_empty_corpus_folder_leaves_its_letters_in_the_index() {
    let place = indexed(5);
    let before = place.findings();
    fs::rename(place.path("corpus"), place.path("away")).unwrap();
    fs::create_dir(place.path("corpus")).unwrap();
    for arguments in [&["index"][..], &["index", "corpus"], &["index", "--rebuild"]] {
        let run = place.run(arguments);
        assert_eq!(run.code, 2);
        assert!(run.stderr.contains("`corpus` is empty"), "{}", run.stderr);
        assert!(run.stderr.contains("--allow-removal"), "{}", run.stderr);
        assert_eq!(place.findings(), before);
    }
    assert_eq!(count(&place.index(&["--allow-removal"]), "removed"), 5);
    assert_eq!(place.run(&["search", "norco"]).code, 1);
}

#[test]
fn many_letters_gone_at_once_are_asked_about_and_few_are_not() {
    let place = indexed(150);
    (1..=20).for_each(|number| place.remove(&format!("{number}.txt")));
    assert_eq!(count(&place.index(&[]), "removed"), 20);
    (21..=120).for_each(|number| place.remove(&format!("{number}.txt")));
    place.write("new.txt", good_letter(1000));
    for further in ["-q", "--rebuild"] {
        let run = place.run(&["index", further]);
        assert_eq!(run.code, 2);
        assert!(run.stderr.contains("letters in the corpus `corpus`, 100 are"), "{}", run.stderr);
    }
    let found = place.run(&["search", "case:CM15-0001000"]);
    assert_eq!(found.code, 0, "what was read is kept");
    assert_eq!(place.run(&["search", "case:CM15-0000050"]).code, 0);
    assert_eq!(count(&place.index(&["--allow-removal"]), "removed"), 100);
    place.assert_whole();
}

#[test]
fn a_folder_that_was_renamed_loses_no_letter() {
    let place = Place::new();
    (1..=3).for_each(|n| place.write(&format!("2014/{n}.txt"), good_letter(n)));
    place.index(&["corpus"]);
    fs::rename(place.path("corpus/2014"), place.path("corpus/fourteen")).unwrap();
    assert_eq!(place.index(&[])["letters_in_index"], 3);
    fs::rename(place.path("corpus/fourteen"), place.path("corpus/14")).unwrap();
    assert_eq!(place.index(&["--rebuild"])["letters_in_index"], 3);
}

#[test]
fn an_index_with_missing_or_cut_files_is_not_written_to() {
    let place = indexed(12);
    place.index(&["--rebuild", "--threads", "1"]);
    place.remove("3.txt");
    place.index(&["--threads", "1"]);
    for (kind, path) in files_by_kind(&place) {
        let whole = fs::read(&path).unwrap();
        for damaged in [None, Some(&whole[..whole.len() / 2])] {
            match damaged {
                None => fs::remove_file(&path).unwrap(),
                Some(bytes) => fs::write(&path, bytes).unwrap(),
            }
            let run = place.run(&["index"]);
            assert_eq!(run.code, 2, "{kind}: {}", run.stdout);
            let name = path.file_name().unwrap().to_str().unwrap();
            assert!(run.stderr.contains(name), "{kind}: {}", run.stderr);
            assert!(run.stderr.contains("--rebuild"), "{kind}: {}", run.stderr);
            fs::write(&path, &whole).unwrap();
        }
    }
    place.assert_whole();
}

#[test]
fn an_index_is_readable_to_those_whom_the_umask_lets() {
    let place = indexed(3);
    let run = shell(&place, "umask 022; $IMR index corpus -q --rebuild");
    assert_eq!(run.code, 0, "{}", run.stderr);
    for entry in fs::read_dir(place.path("index")).unwrap() {
        let path = entry.unwrap().path();
        let mode = path.metadata().unwrap().permissions().mode() & 0o777;
        let private = path.file_name().unwrap().to_str().unwrap().ends_with("lock");
        assert!(mode == 0o644 || private, "{}: {mode:o}", path.display());
    }
}
