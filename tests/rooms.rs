//! The rooms of the crate stand as `ARCHITECTURE.md` says: data flows one way.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Each room, and those it may look into. Nobody else's insides are its business.
const MAY_USE: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("corpus", &[]),
    ("extract", &["model"]),
    ("letter", &["extract", "model"]),
    ("fields", &["model"]),
    ("index", &["corpus", "fields", "model"]),
    ("ingest", &["corpus", "extract", "index", "letter", "model"]),
    ("query", &["fields", "index", "model"]),
    ("search", &["fields", "index", "model", "query"]),
    ("library", &["corpus", "fields", "index", "model", "query", "search"]),
    ("render", &["fields", "library", "model", "search"]),
    ("cli", &["corpus", "extract", "index", "ingest", "library", "model", "render"]),
];

#[test]
fn rooms_use_only_the_rooms_below_them() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for (room, allowed) in MAY_USE {
        let used = used_rooms(&source.join(room));
        let strangers: Vec<_> =
            used.iter().filter(|used| used != room && !allowed.contains(&used.as_str())).collect();
        assert!(strangers.is_empty(), "`{room}` looks into {strangers:?}");
    }
}

#[test]
fn the_engine_clap_and_the_disk_stay_in_their_rooms() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let never = |room: &str, word: &str| {
        for file in files(&source.join(room)) {
            let text = fs::read_to_string(&file).unwrap();
            assert!(!text.contains(word), "`{word}` in {}", file.display());
        }
    };
    never("letter", "tantivy");
    never("library", "tantivy");
    never("fields", "tantivy");
    never("render", "tantivy");
    never("render", "std::fs");
    for (room, _) in MAY_USE.iter().filter(|(room, _)| *room != "cli") {
        never(room, "clap::");
    }
}

#[test]
fn every_room_is_in_the_table_and_in_the_architecture() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let architecture =
        fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/ARCHITECTURE.md")).unwrap();
    for entry in fs::read_dir(source).unwrap().flatten().filter(|entry| entry.path().is_dir()) {
        let room = entry.file_name().into_string().unwrap();
        assert!(MAY_USE.iter().any(|(known, _)| *known == room), "{room}");
        assert!(architecture.contains(&format!("src/{room}")), "{room} in ARCHITECTURE.md");
    }
}

/// The rooms that the files below `folder` name in `crate::` paths.
fn used_rooms(folder: &Path) -> BTreeSet<String> {
    let mut rooms = BTreeSet::new();
    for file in files(folder) {
        let text = fs::read_to_string(&file).unwrap();
        // Tests may look anywhere.
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        if file.ends_with("tests.rs") || file.components().any(|part| part.as_os_str() == "tests") {
            continue;
        }
        for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
            for path in line.split("crate::").skip(1) {
                let name: String =
                    path.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                if MAY_USE.iter().any(|(room, _)| *room == name) {
                    rooms.insert(name);
                }
            }
        }
    }
    rooms
}

fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let walk = walkdir::WalkDir::new(folder).into_iter().flatten();
    let rust = walk.filter(|entry| entry.path().extension().is_some_and(|end| end == "rs"));
    rust.map(walkdir::DirEntry::into_path).collect()
}
