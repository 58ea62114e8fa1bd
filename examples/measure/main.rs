//! Measures the rooms one by one, for `benches/compare`.
//!
//! `cargo run --release --example measure -- STAGE ARGUMENTS` prints one line of JSON: wall and CPU
//! seconds of the stage alone, and what it did.
//!
//! | stage | measures |
//! |---|---|
//! | `read DIR` | walking and reading the files, two threads |
//! | `extract DIR` | that, and the text of each file; PDFs in worker processes |
//! | `parse DIR` | parsing texts that are in memory, one thread |
//! | `identify DIR` | telling letters apart, one thread |
//! | `document DIR` | turning parsed letters into documents, one thread |
//! | `engine DIR` | tantivy with `en_stem`, fed with the very same documents from memory |
//! | `queries INDEX [THREADS [ROWS]]` | queries through us and through tantivy's own collectors, in turn |
//! | `warm INDEX FILE` | a search for each line of the file, after having done so before |
//! | `open INDEX QUERY` | a minimal tantivy program: opens, searches, prints the total |

mod clock;
mod queries;
mod stages;

use std::path::Path;
use std::process::ExitCode;

use imr_search::extract;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let line = match arguments.as_slice() {
        [first, ..] if *first == extract::WORKER_ARG => return extract::worker_main(),
        ["read", folder] => stages::read(Path::new(folder)),
        ["extract", folder] => stages::extract(Path::new(folder)),
        ["parse", folder] => stages::parse(Path::new(folder)),
        ["identify", folder] => stages::identify(Path::new(folder)),
        ["document", folder] => stages::document(Path::new(folder)),
        ["engine", folder] => stages::engine(Path::new(folder)),
        ["queries", index, rest @ ..] => {
            let threads = rest.first().and_then(|threads| threads.parse().ok()).unwrap_or(1);
            queries::run(Path::new(index), threads, rest.get(1).copied().unwrap_or_default())
        }
        ["warm", index, queries_file] => queries::warm(Path::new(index), Path::new(queries_file)),
        ["open", index, query] => queries::open(Path::new(index), query),
        _ => {
            anstream::eprintln!(
                "usage: measure STAGE PATH ...; the stages are told at the top of examples/measure/main.rs"
            );
            return ExitCode::FAILURE;
        }
    };
    anstream::println!("{line}");
    ExitCode::SUCCESS
}
