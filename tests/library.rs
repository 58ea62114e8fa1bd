//! The front door, as another program uses it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "common/place.rs"]
#[allow(dead_code, reason = "other tests use the rest")]
mod place;

use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use imr_search::Library;
use imr_search::library::{
    Error, FacetsRequest, Grouping, Hits, ItemRef, SearchRequest, SimilarRequest, fields,
};
use place::Place;

/// Letters of `corpus/2014`, each with one item at least.
const LETTERS: [&str; 4] = ["CM14-0016640", "CM14-0023952", "CM14-0051234", "CM14-0088164"];

/// A place whose corpus holds these letters, indexed.
fn indexed(cases: &[&str]) -> Place {
    let place = Place::new();
    cases.iter().for_each(|case| add(&place, case));
    place.index(&[]);
    place
}

fn add(place: &Place, case: &str) {
    let corpus = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/2014");
    place.write(&format!("{case}.txt"), fs::read(format!("{corpus}/{case}.txt")).unwrap());
}

fn open(place: &Place) -> Library {
    Library::open(place.path("index")).unwrap()
}

fn letters(library: &Library) -> usize {
    library.search(&SearchRequest::default()).unwrap().letters
}

#[test]
fn what_is_indexed_later_is_found_without_opening_again() {
    let place = indexed(&LETTERS[..1]);
    let library = open(&place);
    assert_eq!(letters(&library), 1);
    assert!(matches!(library.show(&item("CM14-0023952")), Err(Error::NoLetter(_))));
    add(&place, "CM14-0023952");
    place.index(&[]);
    assert_eq!(letters(&library), 2);
    assert_eq!(library.show(&item("CM14-0023952")).unwrap().len(), 1);
    place.remove("CM14-0016640.txt");
    place.index(&[]);
    assert_eq!(letters(&library), 1);
    let years = library.facets(&FacetsRequest::new("year")).unwrap().table;
    let items: u64 = years.values.iter().map(|value| value.items).sum();
    assert_eq!(items, years.total_items);
}

#[test]
fn threads_that_share_a_library_never_see_fewer_letters_than_before() {
    let place = indexed(&LETTERS[..1]);
    let library = open(&place);
    let over = AtomicBool::new(false);
    thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                let mut seen = 1;
                while !over.load(Ordering::Relaxed) {
                    let now = letters(&library);
                    assert!(now >= seen, "{now} after {seen}");
                    seen = now;
                }
            });
        }
        for case in &LETTERS[1..] {
            add(&place, case);
            place.index(&[]);
        }
        over.store(true, Ordering::Relaxed);
    });
    assert_eq!(letters(&library), LETTERS.len());
}

#[test]
fn what_is_wrong_can_be_told_apart() {
    let place = indexed(&LETTERS);
    let library = open(&place);
    let query = "treatmnt:epidural";
    let error = library.search(&SearchRequest::new(query)).unwrap_err();
    assert_eq!(error.code(), "bad_query");
    assert_eq!(&query[error.span().unwrap()], "treatmnt");
    assert!(error.suggestion().unwrap().contains("`treatment`"));
    assert!(error.report().contains('^') && !error.to_string().contains('\n'));

    let error = library.facets(&FacetsRequest::new("guidline")).unwrap_err();
    assert_eq!((error.code(), error.suggestion()), ("unknown_facet", Some("guideline")));

    let error = library.similar(&SimilarRequest::new(item("CM99-0000000"))).unwrap_err();
    assert_eq!(error.code(), "no_letter");
    let error = library.show(&item("CM14-0016640#99")).unwrap_err();
    assert_eq!(error.code(), "no_item");
    let error = "CM14-0016640#x".parse::<ItemRef>().unwrap_err();
    assert_eq!(error.code(), "bad_item_number");

    let error = Library::open(place.path("none")).err().unwrap();
    assert_eq!(error.code(), "no_index");
}

#[test]
fn an_index_that_is_damaged_can_still_be_checked() {
    let place = indexed(&LETTERS);
    assert!(open(&place).check().unwrap().index.faults.is_empty());
    let files = fs::read_dir(place.path("index")).unwrap().flatten();
    let store =
        files.map(|file| file.path()).find(|path| path.extension().unwrap_or_default() == "store");
    fs::remove_file(store.unwrap()).unwrap();
    let library = open(&place);
    assert!(!library.check().unwrap().index.faults.is_empty());
    assert_eq!(library.search(&SearchRequest::default()).unwrap_err().code(), "damaged");
}

#[test]
fn an_answer_says_how_the_query_was_read_and_what_was_meant() {
    let place = indexed(&LETTERS);
    let library = open(&place);
    let request =
        SearchRequest { facets: vec!["outcome".into()], ..SearchRequest::new("epidural") };
    let answer = library.search(&request).unwrap();
    assert_eq!(answer.facets[0].total_items, answer.total as u64);
    let letters = library.search(&SearchRequest { by: Grouping::Letter, ..request }).unwrap();
    assert!(matches!(&letters.hits, Hits::Letters(found) if found.len() == letters.letters));
    assert_eq!(letters.hits.items().count(), answer.hits.items().count());
    let none = library.search(&SearchRequest::new("epidurral")).unwrap();
    assert_eq!((none.total, none.did_you_mean.as_deref()), (0, Some("epidural")));
}

#[test]
fn fields_are_known_without_an_index_and_counted_with_one() {
    let place = indexed(&LETTERS);
    let library = open(&place);
    let counted = library.fields().unwrap();
    assert_eq!(counted.len(), fields().len());
    assert!(fields().iter().all(|field| field.items.is_none()));
    let treatment = counted.iter().find(|field| field.name == "treatment").unwrap();
    assert_eq!(
        treatment.items,
        Some(library.search(&SearchRequest::default()).unwrap().total as u64)
    );
}

fn item(named: &str) -> ItemRef {
    named.parse().unwrap()
}
