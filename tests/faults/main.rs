//! What can go wrong around the program: disks, other processes, damage. Errors are clear, the
//! index of the last commit is safe, and nothing panics.

// A test that cannot be set up has failed.
#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test that cannot go on has failed; one that skips says so"
)]

mod damage;
mod disk;
#[path = "../common/letters.rs"]
mod letters;
mod loss;
#[path = "../common/pdf_builder.rs"]
#[allow(dead_code)]
mod pdf_builder;
#[path = "../common/place.rs"]
#[allow(dead_code)]
mod place;
mod processes;

use letters::good_letter;
use place::Place;

/// A corpus of so many letters, numbered from 1, and its index.
fn indexed(letters: u32) -> Place {
    let place = Place::new();
    (1..=letters).for_each(|number| place.write(&format!("{number}.txt"), good_letter(number)));
    place.index(&["corpus"]);
    place
}
