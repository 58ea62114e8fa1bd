//! Any history of a corpus ends in the index that its last state gives.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use imr_search::extract::Limits;
use imr_search::index::ledger::{FileRecord, FileState};
use imr_search::index::{Catalog, WriterOptions, check};
use imr_search::ingest::{self, FileReport, Observer, Options, ReadOptions, Report};
use proptest::prelude::*;

use super::editions::letter;
use super::pdf_builder::pdf_of_text;
use super::place::{IMR, Place, touch};

/// Names that files may have: folders are made and emptied as they go.
const NAMES: [&str; 7] =
    ["a.txt", "b.txt", "2014/a.txt", "2014/b.pdf", "2015/c.pdf", "2015/old/d.txt", "z.text"];

/// One thing that happens to a corpus. Numbers choose names; what does not fit is left out.
#[derive(Debug, Clone)]
enum Event {
    /// A letter is written: new, or in place of what was there.
    Write {
        name: usize,
        number: u32,
        edition: u32,
    },
    Rename(usize, usize),
    Copy(usize, usize),
    Swap(usize, usize),
    Remove(usize),
    Touch(usize),
    /// Something that cannot be read takes the place of a letter.
    Break(usize),
}

fn events() -> impl Strategy<Value = Event> {
    let name = || 0..NAMES.len();
    prop_oneof![
        4 => (name(), 0u32..4, 0u32..2)
            .prop_map(|(name, number, edition)| Event::Write { name, number, edition }),
        2 => (name(), name()).prop_map(|(from, to)| Event::Rename(from, to)),
        2 => (name(), name()).prop_map(|(from, to)| Event::Copy(from, to)),
        2 => (name(), name()).prop_map(|(one, other)| Event::Swap(one, other)),
        2 => name().prop_map(Event::Remove),
        1 => name().prop_map(Event::Touch),
        1 => name().prop_map(Event::Break),
    ]
}

/// The path of a name, its folder made.
fn path(place: &Place, name: usize) -> PathBuf {
    let path = place.path("corpus").join(NAMES[name]);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    path
}

fn happen(place: &Place, event: &Event) {
    match *event {
        Event::Write { name, number, edition } => {
            let text = letter(number, edition);
            let is_pdf = NAMES[name].ends_with("pdf");
            let bytes = if is_pdf { pdf_of_text(&text) } else { text.into_bytes() };
            place.write(NAMES[name], bytes);
        }
        Event::Rename(from, to) => {
            let _ = fs::rename(path(place, from), path(place, to));
        }
        Event::Copy(from, to) if from != to => {
            if fs::copy(path(place, from), path(place, to)).is_ok() {
                touch(&path(place, to));
            }
        }
        Event::Copy(..) => {}
        Event::Swap(one, other) => {
            let aside = place.path("aside");
            let (one, other) = (path(place, one), path(place, other));
            for (from, to) in [(&one, &aside), (&other, &one), (&aside, &other)] {
                let _ = fs::rename(from, to);
            }
        }
        Event::Remove(name) => {
            let _ = fs::remove_file(path(place, name));
        }
        Event::Touch(name) => {
            let path = path(place, name);
            if path.exists() {
                touch(&path);
            }
        }
        Event::Break(name) => place.write(NAMES[name], "%PDF-1.4 and no more"),
    }
}

pub(super) struct Silent;

impl Observer for Silent {
    fn file(&self, _: &FileReport<'_>) {}
    fn unreachable(&self, _: &Path, _: &str) {}
    fn committed(&self, _: usize) {}
}

/// Brings the index up to date, in this process; `program` reads the PDFs.
fn run(place: &Place, program: &str, commit_every: Duration) -> Report {
    let options = Options {
        index: place.path("index"),
        roots: vec![place.path("corpus")],
        default_root: None,
        dropped: Vec::new(),
        threads: 2,
        writer: WriterOptions::default(),
        read: ReadOptions { program: program.into(), limits: Limits::default(), ocr: None },
        commit_every,
        retry: false,
        rebuild: false,
        allow_removal: true,
    };
    let report = ingest::run(&options, &Silent).unwrap();
    assert_eq!(report.seen, report.files.seen());
    report
}

/// As [`Place::findings_anew`], with the paths that this run shows.
fn findings_anew(place: &Place) -> serde_json::Value {
    fs::remove_dir_all(place.path("index")).unwrap();
    run(place, IMR, Duration::MAX);
    place.findings()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn histories_end_in_the_index_of_their_last_state(
        steps in prop::collection::vec((prop::collection::vec(events(), 1..6), any::<bool>()), 1..8)
    ) {
        let place = Place::new();
        for (events, often) in &steps {
            events.iter().for_each(|event| happen(&place, event));
            run(&place, IMR, if *often { Duration::ZERO } else { Duration::MAX });
            let (checkup, _) = check(&place.path("index")).unwrap();
            prop_assert_eq!(checkup.faults, Vec::<String>::new());
            prop_assert_eq!(checkup.stale, 0);
        }
        let report = run(&place, IMR, Duration::MAX);
        prop_assert_eq!(report.files.indexed + report.files.duplicate + report.files.removed, 0);
        let found = place.findings();
        prop_assert_eq!(found, findings_anew(&place));
    }
}

#[test]
fn a_moved_pdf_is_not_extracted_again() {
    let place = Place::new();
    place.write("a.pdf", pdf_of_text(&letter(1, 0)));
    run(&place, IMR, Duration::MAX);
    fs::rename(place.path("corpus/a.pdf"), place.path("corpus/b.pdf")).unwrap();
    let report = run(&place, "/nowhere/no-program-that-reads-pdfs", Duration::MAX);
    assert_eq!((report.files.unreadable, report.letters_in_index), (0, 1));
    assert_eq!(place.findings(), findings_anew(&place));
}

#[test]
fn letters_of_an_older_parser_are_read_again() {
    let place = Place::new();
    place.write("a.txt", letter(1, 0));
    place.write("b.txt", letter(2, 0));
    run(&place, IMR, Duration::MAX);
    let mut catalog = Catalog::open(&place.path("index"), WriterOptions::default()).unwrap();
    let is_first = |file: &FileRecord| file.key.ends_with(b"a.txt");
    let mut older = catalog.ledger().files().find(is_first).unwrap();
    let FileState::Letter(facts) = &mut older.state else { panic!("a letter") };
    facts.parser = 0;
    catalog.attach(&older, Vec::new()).unwrap();
    catalog.commit().unwrap();
    catalog.close().unwrap();
    let report = run(&place, IMR, Duration::MAX);
    assert_eq!((report.files.indexed, report.files.unchanged), (1, 1));
    assert_eq!(place.findings(), findings_anew(&place));
}
