//! The clinical case summary, and the dates that a letter without a header tells in prose.

use std::sync::LazyLock;

use memchr::memmem::{self, Finder};

use super::date;
use super::first_hit;
use super::flow::Flow;
use super::heading::{Heading, Hit, Role};
use super::injury;
use super::sentence;
use super::text::head;
use crate::model::Dates;

/// Finds what the sentence says that introduces a summary, in lower case.
static INTRODUCTIONS: LazyLock<Finder> =
    LazyLock::new(|| Finder::new("developed the following clinical case summary"));

/// The longest sentence that introduces a summary, in bytes.
const LONGEST_INTRODUCTION: usize = 320;

/// The clinical case summary without the sentence that introduces it. `items` is where the first
/// item begins.
pub(super) fn find_summary<'a>(
    flow: &'a Flow,
    hits: &[Hit],
    items: Option<usize>,
) -> Option<&'a str> {
    let place = hits.iter().position(|hit| hit.heading == Heading::Summary)?;
    let begin = hits[place].body;
    let next = hits[place + 1..].iter().find(|hit| hit.has(Role::EndsSummary));
    let end = next.map_or(flow.text.len(), |hit| hit.start);
    let end = items.filter(|&items| items >= begin).map_or(end, |items| items.min(end));
    let text = flow.slice(begin, end);
    let text = text[introduction(text)..].trim_start();
    (!text.is_empty()).then_some(text)
}

/// The length of the sentence that every summary begins with.
fn introduction(text: &str) -> usize {
    let opening = head(text, LONGEST_INTRODUCTION);
    let lower = opening.to_ascii_lowercase();
    if lower.starts_with("disclaimer") {
        return sentence::next_start(opening, 0).unwrap_or(0);
    }
    let is_introduction =
        lower.starts_with("the ") && INTRODUCTIONS.find(lower.as_bytes()).is_some();
    if !is_introduction {
        return 0;
    }
    opening
        .find(':')
        .map(|colon| colon + 1)
        .or_else(|| sentence::next_start(opening, 0))
        .unwrap_or(0)
}

/// Fills in what the prose of a letter tells where its header has no such field: the date of
/// injury from the summary, and from a notice's opening sentence when the application was filed
/// and when utilization review denied the request.
pub(super) fn fill_dates(
    dates: &mut Dates,
    has_injury: bool,
    flow: &Flow,
    hits: &[Hit],
    summary: &str,
) {
    if !has_injury {
        dates.injury = injury::find_injury_dates(summary);
    }
    if let Some(hit) = first_hit(hits, |heading| heading == Heading::NoticeDecision) {
        let opening = head(&flow.text[hit.body..], 600);
        let behind = |cue: &str| {
            let at = memmem::find(opening.as_bytes(), cue.as_bytes())? + cue.len();
            let found = date::next_date(head(&opening[at..], 24), 0)?;
            (found.range.start <= 1).then_some(found.date).flatten()
        };
        let filed = || behind("Independent Medical Review was filed on");
        dates.application_received = dates.application_received.take().or_else(filed);
        let denied = || behind("Utilization Review Denial dated");
        dates.ur_denial = dates.ur_denial.take().or_else(denied);
    }
}
