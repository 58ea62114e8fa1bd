//! The program from outside, on the letters in `corpus/`.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "../common/program.rs"]
mod program;

mod errors;
mod facets;
mod letters;
mod output;
mod search;
mod terminal;
