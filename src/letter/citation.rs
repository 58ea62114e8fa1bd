//! Reads the line in which one side cites its guidelines.

use crate::model::{Citation, CitedBy};

/// The citations in `line`: the flowed text after `Claims Administrator guideline:` or its like.
pub fn parse_citations(_cited_by: CitedBy, _line: &str) -> Vec<Citation> {
    Vec::new()
}
