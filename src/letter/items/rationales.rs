//! The rationales layout, 2014 on: `<treatment>: Upheld`, `Claims Administrator guideline:`,
//! `MAXIMUS guideline:`, `Decision rationale:`.

use super::labelled::{Style, parse_labelled};
use super::verdict;
use crate::letter::heading::Heading;
use crate::letter::layout::Descriptor;
use crate::model::Layout;

/// A letter that begins like one and breaks off before its items is one.
pub(in crate::letter) const LAYOUT: Descriptor = Descriptor {
    layout: Layout::Rationales,
    marks: [
        &[Heading::UrGuideline, Heading::ImrGuideline],
        &[],
        &[Heading::Issues, Heading::Rationale],
        &[Heading::HowMade, Heading::SetForth],
    ],
    parse_items: |flow, hits| parse_labelled(flow, hits, &STYLE),
};

const STYLE: Style = Style {
    ur: Heading::UrGuideline,
    imr: Heading::ImrGuideline,
    rationale: Heading::Rationale,
    sections: [Heading::SetForth, Heading::Issues, Heading::Decisions],
    decide: verdict::heading_before,
    labels_are_words: false,
};
