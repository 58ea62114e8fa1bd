//! The layouts of letters: by which headings each is known, and how its items are read.

use super::flow::Flow;
use super::heading::{Heading, Hit};
use super::items::{Items, LAYOUTS};
use crate::model::Layout;

/// A layout.
pub(super) struct Descriptor {
    /// Its name.
    pub(super) layout: Layout,
    /// The headings that tell it, the surest first: labels of its items; headings of sections that
    /// no other layout has; headings that others may quote; what its letters begin with.
    pub(super) marks: [&'static [Heading]; TIERS],
    /// Reads the items of a letter.
    pub(super) parse_items: for<'a> fn(&'a Flow, &[Hit]) -> Items<'a>,
}

/// How many steps of sureness there are.
const TIERS: usize = 4;

/// The layout that the headings tell: the surest mark decides, whatever layout it is of.
pub(super) fn find_layout(hits: &[Hit]) -> Option<&'static Descriptor> {
    (0..TIERS).find_map(|tier| {
        let has = |marks: &[Heading]| hits.iter().any(|hit| marks.contains(&hit.heading));
        LAYOUTS.iter().copied().find(|layout| has(layout.marks[tier]))
    })
}
