//! Items whose parts are labelled: the rationales layout and the decisions layout.
//!
//! An item is a heading that ends in its decision, then up to three labelled parts. The labels are
//! found first, the decision is read before the first of them, and only then is the heading's
//! beginning looked for: words like "upheld" within a rationale never decide anything.

use std::ops::Range;

use memchr::memmem;

use super::split;
use super::verdict::{self, Verdict};
use super::{Draft, Items};
use crate::letter::flow::Flow;
use crate::letter::heading::{Heading, Hit};
use crate::letter::text::tail;

/// What tells the two layouts apart.
pub(super) struct Style {
    /// The label of what the claims administrator cited.
    pub(super) ur: Heading,
    /// The label of what the reviewer cited.
    pub(super) imr: Heading,
    /// The label of the rationale.
    pub(super) rationale: Heading,
    /// Headings of the section that holds the items.
    pub(super) sections: [Heading; 3],
    /// The decision at the end of the text before a label.
    pub(super) decide: fn(&str) -> Option<Verdict>,
    /// Whether a citation's label is the beginning of its sentence.
    pub(super) labels_are_words: bool,
}

/// An item's places in the flow.
#[derive(Default)]
struct Places {
    start: usize,
    heading_end: usize,
    verdict: Option<Verdict>,
    parts: [Option<(usize, usize)>; 3],
    end: usize,
}

impl Places {
    fn has_rationale(&self) -> bool {
        self.parts[2].is_some()
    }
}

/// Reads the items of a letter in this style.
pub(super) fn parse_labelled<'a>(flow: &'a Flow, hits: &[Hit], style: &Style) -> Items<'a> {
    let (section, is_bounded) = section_start(hits, style);
    let labels: Vec<_> = hits
        .iter()
        .filter(|hit| hit.start >= section && style.part_of(hit.heading).is_some())
        .collect();
    let end = items_end(flow, hits, &labels);
    let lines = labels_begin_lines(flow, &labels);
    let mut items: Vec<Places> = Vec::new();
    let mut region = section;
    for (place, label) in labels.iter().enumerate() {
        let Some(part) = style.part_of(label.heading) else { continue };
        let before = flow.text.get(region..label.start).unwrap_or_default();
        let verdict = (style.decide)(before).map(|verdict| verdict.moved(region));
        let verdict = verdict.filter(|verdict| {
            let is_last = place + 1 == labels.len();
            !style.labels_are_words
                || is_structural(&labels[place..], style)
                || (is_last && is_numbered(flow, region, verdict.treatment_end, items.len() + 1))
        });
        let is_new = verdict.is_some()
            || (part == 0
                && is_structural(&labels[place..], style)
                && items.last().is_none_or(Places::has_rationale))
            || items.is_empty();
        if is_new {
            let heading_end = verdict.map_or(label.start, |verdict| verdict.treatment_end);
            let is_first = items.is_empty() && is_bounded && heading_end - section < LONGEST_FIRST;
            let start = if is_first {
                region
            } else {
                style.heading_start(flow, &items, region..heading_end, lines)
            };
            if let Some(last) = items.last_mut() {
                last.end = start;
            }
            items.push(Places { start, heading_end, verdict, end, ..Places::default() });
        }
        let Some(item) = items.last_mut() else { continue };
        if item.has_rationale() || item.parts[part].is_some() {
            continue;
        }
        item.parts[part] = Some((label.start, label.body));
        region = label.body;
    }
    let begins = items.first().map(|item| item.start);
    Items { drafts: items.iter().map(|item| item.draft(flow, style)).collect(), begins }
}

/// The longest heading that the first item can have without looking for its beginning, in bytes.
const LONGEST_FIRST: usize = 1500;

/// Where the items' section begins, and whether a heading says so. Without one, the items follow
/// the summary.
fn section_start(hits: &[Hit], style: &Style) -> (usize, bool) {
    let first = hits.iter().position(|hit| style.sections.contains(&hit.heading));
    let is_first = |section: &usize| !hits[..*section].iter().any(|hit| hit.heading == style.ur);
    if let Some(section) = first.filter(is_first) {
        let next = hits.get(section + 1).filter(|next| style.sections.contains(&next.heading));
        return (next.unwrap_or(&hits[section]).body, true);
    }
    let summary = hits.iter().find(|hit| hit.heading == Heading::Summary);
    (summary.map_or(0, |hit| hit.body), false)
}

fn items_end(flow: &Flow, hits: &[Hit], labels: &[&Hit]) -> usize {
    let last = labels.last().map_or(0, |label| label.body);
    hits.iter()
        .find(|hit| hit.heading == Heading::Closing && hit.start >= last)
        .map_or(flow.text.len(), |hit| hit.start)
}

/// Whether lines of the source are paragraphs' lines: then every label begins one.
fn labels_begin_lines(flow: &Flow, labels: &[&Hit]) -> bool {
    let at_line = labels.iter().filter(|label| flow.is_line_start(label.start)).count();
    !labels.is_empty() && at_line * 10 >= labels.len() * 9
}

/// Whether a label begins an item though no decision stands before it: another of the item's
/// labels comes before the next of its own.
fn is_structural(labels: &[&Hit], style: &Style) -> bool {
    labels.get(1).is_some_and(|next| next.heading != style.ur)
}

/// Whether the number of the item stands before the heading that ends at `end`.
fn is_numbered(flow: &Flow, from: usize, end: usize, item: usize) -> bool {
    let (heading, _) = tail(flow.slice(from, end), LONGEST_FIRST);
    let number = item.to_string();
    memmem::rfind_iter(heading.as_bytes(), number.as_bytes()).any(|at| {
        let is_word = at == 0 || heading.as_bytes()[at - 1] == b' ';
        is_word && heading[at + number.len()..].starts_with(['.', ')'])
    })
}

impl Style {
    /// Where the heading at the end of `region` begins: at its number in the layout that numbers
    /// items, if it has one, else where the rationale before it ends.
    fn heading_start(
        &self,
        flow: &Flow,
        items: &[Places],
        region: Range<usize>,
        lines: bool,
    ) -> usize {
        let first = items.first().map_or("", |first| &flow.text[first.start..]);
        let is_expected = first.starts_with("1. ") || first.starts_with("1) ");
        let (from, end) = (region.start, region.end);
        self.labels_are_words
            .then(|| split::numbered_start(flow, from, end, items.len() + 1, is_expected))
            .flatten()
            .unwrap_or_else(|| split::heading_start(flow, from, end, lines))
    }

    fn part_of(&self, heading: Heading) -> Option<usize> {
        [self.ur, self.imr, self.rationale].iter().position(|&part| part == heading)
    }
}

impl Verdict {
    fn moved(self, by: usize) -> Self {
        Self { treatment_end: self.treatment_end + by, end: self.end + by, ..self }
    }
}

impl Places {
    fn draft<'a>(&self, flow: &'a Flow, style: &Style) -> Draft<'a> {
        let part = |index: usize| {
            let (start, body) = self.parts[index]?;
            let from = if style.labels_are_words && index < 2 { start } else { body };
            let next =
                self.parts.iter().flatten().map(|part| part.0).filter(|&at| at > start).min();
            Some(flow.slice(from, next.unwrap_or(self.end)))
        };
        let mut treatment = flow.slice(self.start, self.heading_end);
        let mut outcome = self.verdict.and_then(|verdict| verdict.outcome);
        if self.verdict.is_none()
            && let Some(within) = verdict::find_within(treatment)
        {
            outcome = within.outcome;
            treatment = &treatment[..within.treatment_end];
        }
        Draft {
            treatment,
            outcome,
            ur: part(0).unwrap_or_default(),
            imr: part(1).unwrap_or_default(),
            rationale: part(2).filter(|rationale| !rationale.is_empty()),
        }
    }
}
