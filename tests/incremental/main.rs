//! The index follows its corpus: it reads what is new, and says in the end what an index made
//! from nothing would say.
//!
//! `PROPTEST_CASES=500 cargo test --test incremental histories` tries more histories.

// A test that cannot be set up has failed.
#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test that cannot go on has failed; one that skips says so"
)]

#[path = "../common/editions.rs"]
mod editions;
mod folders;
mod history;
#[path = "../common/letters.rs"]
mod letters;
mod passing;
#[path = "../common/pdf_builder.rs"]
#[allow(dead_code)]
mod pdf_builder;
#[path = "../common/place.rs"]
#[allow(dead_code)]
mod place;
mod runs;
mod same;
