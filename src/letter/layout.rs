//! Which of the known layouts a letter has.

use super::heading::{Heading, Hit};
use crate::model::Layout;

/// The marks of the layouts, the surest first: labels of items, then headings of sections, then
/// titles. What begins like a rationales letter and breaks off before its items is one.
const MARKS: [(Layout, &[Heading]); 9] = [
    (Layout::Rationales, &[Heading::UrGuideline]),
    (Layout::Rationales, &[Heading::ImrGuideline]),
    (Layout::Decisions, &[Heading::ImrRationale]),
    (Layout::ProfessionalReview, &[Heading::ProfessionalRationale, Heading::ProfessionalIssue]),
    (
        Layout::Notice,
        &[
            Heading::NoticeDetermined,
            Heading::NoticeSection,
            Heading::NoticeRationale,
            Heading::NoticeTitle,
        ],
    ),
    (Layout::Decisions, &[Heading::Decisions]),
    (Layout::Rationales, &[Heading::Issues, Heading::Rationale]),
    (Layout::ProfessionalReview, &[Heading::ProfessionalTitle, Heading::ProfessionalGuideline]),
    (Layout::Rationales, &[Heading::HowMade, Heading::SetForth]),
];

/// The layout that the headings tell.
pub(super) fn find_layout(hits: &[Hit]) -> Layout {
    MARKS
        .iter()
        .find(|(_, marks)| hits.iter().any(|hit| marks.contains(&hit.heading)))
        .map_or(Layout::Unknown, |(layout, _)| *layout)
}
