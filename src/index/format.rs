//! The version of the index format: a number that changes with what reaches the disk.

use std::sync::LazyLock;

use tantivy::tokenizer::TextAnalyzer;

use super::cite::{self, CiteTokenizer};
use super::ledger::Hash128;
use super::{analyzer, schema};
use crate::model::{Citation, CitedBy, Source};

/// Grows when documents come to hold other things under the names that they have.
const REVISION: u32 = 2;

/// A text that shows what the analyzer does.
const PROBE: &str = "Ménière's L4-5 x-ray, 10/325mg #120; the patient's medications were denied";

/// Of what format an index is: a hash of its fields (name, kind, tokenizer, column type, levels),
/// of the terms that analyzer and citation encoder make of a fixed text, and of [`REVISION`]. An
/// index of another version is refused with the advice to rebuild it.
pub fn version() -> u32 {
    static VERSION: LazyLock<u32> =
        LazyLock::new(|| Hash128::of(description().as_bytes()).leading_bits() as u32);
    *VERSION
}

/// All that the version stands for.
fn description() -> String {
    let (schema, _) = schema::build();
    let fields = serde_json::to_string(&schema).unwrap_or_default();
    let words = analyzer::terms(PROBE).join(" ");
    let mut cited = Vec::new();
    TextAnalyzer::from(CiteTokenizer::default())
        .token_stream(&cite::encode([probe_citation()].iter()))
        .process(&mut |token| cited.push(format!("{}@{}", token.text, token.position)));
    format!("{REVISION}\n{fields}\n{words}\n{}", cited.join(" "))
}

fn probe_citation() -> Citation {
    Citation {
        cited_by: CitedBy::Reviewer,
        source: Some(Source::Mtus),
        guideline: Some(PROBE.into()),
        edition: Some("2009".into()),
        sections: vec![PROBE.into(), "Opioids, criteria for use".into()],
        pages: vec!["46".into(), "B-2".into()],
        text: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where this fails, every index in use must be rebuilt. If that is meant, write the new
    /// number here and a line into the changelog.
    #[test]
    fn the_format_changes_on_purpose_only() {
        assert_eq!(version(), 1_253_335_446);
    }
}
