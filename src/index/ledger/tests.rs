//! The ledger from the outside: what goes in is there after a reload, damage is noticed.

use proptest::prelude::*;

use super::*;
use crate::model::Layout;

/// Bytes of the line that names the format.
const MAGIC_LENGTH: usize = 13;

fn file(key: &str, letter: Option<u8>) -> FileRecord {
    let state = match letter {
        Some(number) => FileState::Letter(LetterFacts {
            id: Hash128::of(&[number]),
            parser: 1,
            case_number: None,
            layout: Layout::Rationales,
            items: 1,
            warnings: Box::default(),
        }),
        None => FileState::NotALetter,
    };
    FileRecord { key: key.as_bytes().into(), size: 1, modified: 2, content: None, state }
}

fn paths(ledger: &Ledger) -> Vec<String> {
    let mut paths: Vec<_> =
        ledger.files().map(|file| String::from_utf8_lossy(&file.key).into_owned()).collect();
    paths.sort();
    paths
}

#[test]
fn a_letter_under_two_paths_is_one_letter() {
    let mut ledger = Ledger::default();
    ledger.put(&file("/b", Some(1)));
    ledger.put(&file("/a", Some(1)));
    ledger.put(&file("/c", Some(2)));
    assert_eq!(ledger.letters(), 2);
    let group = ledger.group(Hash128::of(&[1]));
    assert_eq!(group.iter().map(|file| &*file.key).collect::<Vec<_>>(), [b"/a", b"/b"]);
    ledger.remove(b"/a");
    assert_eq!(ledger.group_size(Hash128::of(&[1])), 1);
}

#[test]
fn a_flipped_byte_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = Ledger::default();
    ledger.put(&file("/a", Some(1)));
    let names = ledger.write_changes(folder.path()).unwrap();
    let path = folder.path().join(&names[0]);
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[20] ^= 1;
    std::fs::write(&path, bytes).unwrap();
    let error = load(folder.path(), &names).err().unwrap().to_string();
    assert!(error.contains("checksum"), "{error}");
}

#[test]
fn what_a_dead_run_began_goes_and_files_of_others_stay() {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = Ledger::default();
    ledger.put(&file("/a", Some(1)));
    let names = ledger.write_changes(folder.path()).unwrap();
    let (next, later) = ("ledger-000000000002.bin", "ledger-000000000099.bin");
    for (begun, stays) in [("", false), ("imr led", false), ("Accounts of 2014", true)] {
        std::fs::write(folder.path().join(next), begun).unwrap();
        std::fs::write(folder.path().join(later), "").unwrap();
        remove_unfinished(folder.path(), &names);
        assert_eq!(folder.path().join(next).exists(), stays, "{begun}");
        assert!(folder.path().join(later).exists());
    }
    assert_eq!(paths(&load(folder.path(), &names).unwrap()), ["/a"]);
}

#[test]
fn files_that_were_folded_are_named_until_they_are_gone() {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = Ledger::default();
    let mut names = Vec::new();
    while ledger.replaced().is_empty() {
        ledger.put(&file(&format!("/{}", names.len()), Some(1)));
        names = ledger.write_changes(folder.path()).unwrap();
    }
    assert_eq!(names.len(), 1);
    remove_replaced(folder.path(), ledger.replaced());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    ledger.put(&file("/later", Some(1)));
    ledger.write_changes(folder.path()).unwrap();
    assert!(ledger.replaced().is_empty());
}

#[test]
fn the_corpus_folders_of_a_ledger_of_another_format_are_known() {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = Ledger::default();
    let root = |path: &str| Root { typed: path.into(), canonical: path.into() };
    ledger.add_root(&root("/one"));
    ledger.add_root(&root("/other"));
    ledger.put(&file("/one/a", Some(1)));
    ledger.write_changes(folder.path()).unwrap();
    ledger.remove_root(&root("/one"));
    let names = ledger.write_changes(folder.path()).unwrap();
    for name in &names[..1] {
        let path = folder.path().join(name);
        let bytes = std::fs::read(&path).unwrap();
        let body = [b"imr ledger 999\n", &bytes[MAGIC_LENGTH..bytes.len() - 32]].concat();
        let sum = blake3::hash(&body);
        std::fs::write(&path, [&body[..], sum.as_bytes()].concat()).unwrap();
    }
    assert!(load(folder.path(), &names).is_err());
    assert_eq!(roots(folder.path(), &names).unwrap(), [root("/other")]);
}

#[test]
fn a_later_commit_leaves_the_files_of_the_last_one_alone() {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = Ledger::default();
    ledger.put(&file("/a", Some(1)));
    let names = ledger.write_changes(folder.path()).unwrap();
    let mut again = load(folder.path(), &names).unwrap();
    again.put(&FileRecord { modified: 3, ..file("/a", Some(1)) });
    again.write_changes(folder.path()).unwrap();
    assert_eq!(paths(&load(folder.path(), &names).unwrap()), ["/a"]);
    assert_eq!(load(folder.path(), &names).unwrap().get(b"/a").unwrap().modified, 2);
}

#[test]
fn the_beginning_of_a_record_reads_as_the_whole() {
    let mut letter = file("/a", Some(1));
    letter.content = Some(Hash128::of(b"bytes"));
    let FileState::Letter(facts) = &mut letter.state else { panic!("a letter") };
    facts.case_number = Some("CM14-0000001".into());
    for record in [letter, file("/b", None), file("", Some(2))] {
        let packed = Packed::of(&record);
        assert_eq!(packed.key(), &*record.key);
        assert_eq!(packed.content(), record.content);
        assert_eq!(packed.letter(), record.letter());
        let has_case = packed.case_number() == Some("CM14-0000001");
        assert_eq!(has_case, &*record.key == b"/a");
        assert_eq!(packed.record(), record);
    }
}

#[test]
fn a_letter_is_found_by_its_bytes() {
    let content = Hash128::of(b"bytes");
    let with_content = |key, letter| FileRecord { content: Some(content), ..file(key, letter) };
    let mut ledger = Ledger::default();
    ledger.put(&with_content("/no letter", None));
    ledger.put(&with_content("/a", Some(1)));
    assert_eq!(ledger.letter_of_content(content), Some(Hash128::of(&[1])));
    ledger.remove(b"/a");
    ledger.put(&file("/in its place", Some(2)));
    assert_eq!(ledger.letter_of_content(content), None);
}

#[test]
fn letters_that_share_a_case_number_are_told() {
    let with_case = |key, letter, case: &str| {
        let mut record = file(key, Some(letter));
        let FileState::Letter(facts) = &mut record.state else { panic!("a letter") };
        facts.case_number = Some(case.into());
        record
    };
    let mut ledger = Ledger::default();
    ledger.put(&with_case("/a", 1, "CM14-0000001"));
    ledger.put(&with_case("/copy of a", 1, "CM14-0000001"));
    ledger.put(&with_case("/b", 2, "CM14-0000002"));
    assert!(ledger.shared_case_numbers().is_empty());
    ledger.put(&with_case("/c", 3, "CM14-0000002"));
    ledger.put(&with_case("/d", 4, "CM14-0000002"));
    assert_eq!(ledger.shared_case_numbers(), ["CM14-0000002"]);
}

#[test]
fn what_is_put_again_unchanged_is_no_change() {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = Ledger::default();
    ledger.put(&file("/a", Some(1)));
    ledger.write_changes(folder.path()).unwrap();
    ledger.forget_seen();
    ledger.put(&file("/a", Some(1)));
    assert!(!ledger.is_changed());
    assert!(ledger.is_seen(b"/a"));
}

proptest! {
    /// Whatever is put, replaced and removed over many commits is what a reload gives.
    #[test]
    fn a_reload_gives_what_was_written(
        steps in prop::collection::vec((0u8..12, prop::option::of(0u8..5), any::<bool>()), 1..80)
    ) {
        let folder = tempfile::tempdir().unwrap();
        let mut ledger = Ledger::default();
        let mut names = Vec::new();
        for (key, letter, remove) in steps {
            let key = format!("/{key}");
            if remove {
                ledger.remove(key.as_bytes());
            } else {
                ledger.put(&file(&key, letter));
            }
            names = ledger.write_changes(folder.path()).unwrap();
        }
        let loaded = load(folder.path(), &names).unwrap();
        prop_assert!(names.len() <= 100);
        prop_assert_eq!(paths(&loaded), paths(&ledger));
        prop_assert_eq!(loaded.letters(), ledger.letters());
        for letter in 0..5 {
            let id = Hash128::of(&[letter]);
            prop_assert_eq!(loaded.group(id), ledger.group(id));
        }
    }
}
