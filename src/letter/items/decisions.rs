//! The decisions layout, late 2013 to early 2014: `1. <treatment> is not medically necessary and
//! appropriate.`, `The Claims Administrator based its decision on`, `The Physician Reviewer based
//! his/her decision on`, `The Physician Reviewer's decision rationale:`.

use super::labelled::{Style, parse_labelled};
use super::verdict;
use crate::letter::heading::Heading;
use crate::letter::layout::Descriptor;
use crate::model::Layout;

pub(in crate::letter) const LAYOUT: Descriptor = Descriptor {
    layout: Layout::Decisions,
    marks: [&[Heading::ImrRationale], &[Heading::Decisions], &[], &[]],
    parse_items: |flow, hits| parse_labelled(flow, hits, &STYLE),
};

const STYLE: Style = Style {
    ur: Heading::UrBasis,
    imr: Heading::ImrBasis,
    rationale: Heading::ImrRationale,
    sections: [Heading::SetForth, Heading::Decisions, Heading::Issues],
    decide: verdict::sentence_before,
    labels_are_words: true,
};
