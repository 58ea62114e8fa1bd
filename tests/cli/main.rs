//! The program from outside, on the letters in `corpus/`.

#[path = "../common/program.rs"]
mod program;

mod errors;
mod facets;
mod letters;
mod output;
mod search;
