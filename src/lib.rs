//! Full-text search over California Independent Medical Review (IMR) determinations,
//! disputed item by disputed item.
//!
//! ```
//! use imr_search::Library;
//! use imr_search::library::{FacetsRequest, SearchRequest};
//!
//! # let folder = tempfile::tempdir()?;
//! # let index = folder.path().join("index");
//! # let to = ["--index".as_ref(), index.as_os_str()];
//! # let program = ["imr", "index", "corpus/2014", "--quiet"].map(AsRef::as_ref);
//! # imr_search::cli::run(program.into_iter().chain(to).map(std::ffi::OsStr::to_os_string));
//! // `index` is a folder that `imr index` has written.
//! let library = Library::open(&index)?;
//! let answer = library.search(&SearchRequest::new("epidural upheld"))?;
//! assert_eq!(answer.read_as, "epidural AND outcome:upheld");
//! for hit in answer.hits.items() {
//!     println!("{:?} {:?}: {}", hit.case_number, hit.treatment, hit.snippet);
//! }
//!
//! let guidelines = library.facets(&FacetsRequest::new("imr.guideline"))?;
//! for value in &guidelines.table.values {
//!     println!("{}: {} of {} overturned", value.path, value.overturned, value.items);
//! }
//!
//! let letters = library.show(&"CM14-0016640#1".parse()?)?;
//! assert_eq!(letters[0].determination.case_number.as_deref(), Some("CM14-0016640"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [`Library`] is the front door: questions and answers without the engine or the command line in
//! them. What letters say is told in the types of [`model`].
//!
//! The other rooms, in the order data flows through them, are open to the program's own tests,
//! benchmarks and fuzz targets only, and change without notice:
//!
//! | room | takes | gives |
//! |---|---|---|
//! | `corpus` | folders | files: path, size, modification time, bytes |
//! | `extract` | bytes of a text or PDF file | `Text` |
//! | `letter` | a text | [`model::Determination`] |
//! | `fields` | - | the declarations of the fields: their names, meaning and values |
//! | `query` | what a person typed | a syntax tree, terms expanded by the vocabulary |
//! | `index` | determinations | a tantivy index, a document a disputed item |
//! | `ingest` | corpus folders | an index brought up to date, and a report |
//! | `search` | a compiled query, an index | hits, facets, snippets |
//! | [`library`] | requests | answers |
//! | `render` | answers | text, JSON, CSV |
//! | `cli` | arguments | an exit code |

#[doc(hidden)]
pub mod cli;
#[doc(hidden)]
pub mod corpus;
#[doc(hidden)]
pub mod extract;
#[doc(hidden)]
pub mod fields;
#[doc(hidden)]
pub mod index;
#[doc(hidden)]
pub mod ingest;
#[doc(hidden)]
pub mod letter;
pub mod library;
pub mod model;
#[doc(hidden)]
pub mod query;
mod render;
#[doc(hidden)]
pub mod search;

pub use library::Library;
