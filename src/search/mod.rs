//! Finds and counts disputed items.
//!
//! Takes a compiled query and an index; gives hits ([`Page`]), or the values of a facet
//! ([`FacetTable`]). Total, letters, best hits and facet counts come from one pass over the
//! matching documents ([`collect`]).

mod collect;
mod columns;
mod facet;
mod hit;
mod letters;
mod order;
mod page;
mod question;
mod similar;
mod snippet;
mod suggest;
mod top;

pub use collect::{Collected, Grouping};
pub use facet::{FacetCount, FacetRequest, FacetTable, Interval};
pub use hit::{Hit, Hits, LetterHits, Passage};
pub use order::Sort;
pub use page::{Page, Request, facets, search};
pub use question::Question;
pub use similar::similar;
pub use snippet::{Marker, Snippet, passages, snippet};
pub use suggest::suggest;
