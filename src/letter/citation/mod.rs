//! Reads the line in which one side cites its guidelines.
//!
//! Takes the flowed text behind `Claims Administrator guideline:` or `MAXIMUS guideline:`, or the
//! prose of the 2013 layouts; gives the guidelines in order. Titles, spellings and the words
//! around them are tables under `data/`; this module knows only how they may follow each other:
//!
//! ```text
//! line      = statement*
//! statement = who? lead clause | who? nothing-cited | aside
//! clause    = citation ((","|";"|"."|"and") citation)*
//! citation  = "Non-MTUS Citation"? source? header title? header body
//! header    = (edition | "Chapter" | "Guidelines" | "(updated 11/22/16)" | ...)*
//! body      = ("Section(s):"? section | "Page(s):"? pages | "part of the MTUS")*
//! ```
//!
//! A title that no table knows is kept as written. Every step goes forward through the line, so
//! the time is linear in its length.

mod address;
mod draft;
mod edition;
mod header;
mod marks;
mod mentions;
mod pages;
mod reader;
mod sections;
mod words;

#[cfg(test)]
mod tests;

pub use self::mentions::parse_mentions;
use crate::model::{Citation, CitedBy};

/// The citations in `line`: the flowed text after `Claims Administrator guideline:` or its like.
///
/// Sentences about the other side are left out, so a paragraph that states both sides' guidelines
/// can be given for each. Where the letter states that nothing was cited, one citation without a
/// source holds the statement; an empty line has no citations.
pub fn parse_citations(cited_by: CitedBy, line: &str) -> Vec<Citation> {
    let reading = reader::read(cited_by, cited_by, line);
    if reading.citations.is_empty() && reading.same {
        return reader::read(cited_by, CitedBy::ClaimsAdministrator, line).citations;
    }
    if reading.citations.is_empty() && reading.nothing {
        return vec![nothing_cited(cited_by, line)];
    }
    reading.citations
}

/// The statement that nothing was cited, as a citation.
fn nothing_cited(cited_by: CitedBy, line: &str) -> Citation {
    let text = line.trim().to_owned();
    Citation {
        cited_by,
        source: None,
        guideline: None,
        edition: None,
        sections: Vec::new(),
        pages: Vec::new(),
        text,
    }
}
