//! Items of a professional review: issues in a list, one or more rationales whose headings decide.

use super::verdict;
use super::{Draft, Items};
use crate::letter::flow::Flow;
use crate::letter::heading::{Heading, Hit, Role};
use crate::letter::layout::Descriptor;
use crate::letter::text::head;
use crate::model::{Layout, Outcome};

pub(in crate::letter) const LAYOUT: Descriptor = Descriptor {
    layout: Layout::ProfessionalReview,
    marks: [
        &[Heading::ProfessionalRationale, Heading::ProfessionalIssue],
        &[],
        &[Heading::ProfessionalTitle, Heading::ProfessionalGuideline],
        &[],
    ],
    parse_items: parse_professional,
};

/// The longest rest of a rationale's heading in bytes: `/SERVICE IS/WAS NOT MEDICALLY NECESSARY:`.
const LONGEST_HEADING: usize = 120;

/// A rationale and what its heading decides.
#[derive(Clone, Copy)]
struct Rationale<'a> {
    outcome: Option<Outcome>,
    text: &'a str,
}

/// Reads the items of a professional review.
fn parse_professional<'a>(flow: &'a Flow, hits: &[Hit]) -> Items<'a> {
    let bodies = |heading| {
        hits.iter().enumerate().filter(move |(_, hit)| hit.heading == heading).map(
            |(place, hit)| {
                let end = hits[place + 1..].iter().find(|next| next.has(Role::EndsReviewSection));
                flow.slice(hit.body, end.map_or(flow.text.len(), |next| next.start))
            },
        )
    };
    let issues: Vec<_> = bodies(Heading::ProfessionalIssue).flat_map(split_list).collect();
    let guidelines: Vec<_> = bodies(Heading::ProfessionalGuideline).collect();
    let rationales: Vec<_> = bodies(Heading::ProfessionalRationale).map(read_rationale).collect();
    let count = issues.len().max(usize::from(!rationales.is_empty()));
    let drafts = (0..count)
        .map(|place| {
            let rationale = of_item(&rationales, place, count);
            Draft {
                treatment: issues.get(place).map_or("", |issue| strip_question(issue)),
                outcome: rationale.and_then(|rationale| rationale.outcome),
                ur: "",
                imr: of_item(&guidelines, place, count).unwrap_or(""),
                rationale: rationale
                    .map(|rationale| rationale.text)
                    .filter(|text| !text.is_empty()),
            }
        })
        .collect();
    let begins = hits.iter().find(|hit| hit.heading == Heading::ProfessionalGuideline);
    Items { drafts, begins: begins.map(|hit| hit.start) }
}

/// An item's own part where there is one for each, else the one that all share.
fn of_item<T: Copy>(parts: &[T], place: usize, count: usize) -> Option<T> {
    if parts.len() == count {
        parts.get(place).copied()
    } else {
        parts.first().copied().filter(|_| parts.len() == 1)
    }
}

/// Reads the rest of a rationale's heading, which decides, and the text behind it. Where heading
/// and conclusion contradict each other, the outcome is unclear.
fn read_rationale(body: &str) -> Rationale<'_> {
    let heading = head(body, LONGEST_HEADING);
    let Some(end) = end_of_heading(heading) else {
        return Rationale { outcome: conclusion(body), text: body };
    };
    let stated = heading[..end].to_ascii_uppercase();
    let words: Vec<_> = stated.split(|letter: char| !letter.is_ascii_alphabetic()).collect();
    let is_not = words.contains(&"NOT");
    let is_either = stated.contains("IS/IS NOT") || stated.contains("WAS/WAS NOT");
    let text = body[end..].trim_start_matches([':', ' ']);
    let stated = if is_not { Outcome::Upheld } else { Outcome::Overturned };
    let outcome = match (is_either, conclusion(text)) {
        (true, concluded) => concluded,
        (false, Some(concluded)) if concluded != stated => None,
        (false, _) => Some(stated),
    };
    Rationale { outcome, text }
}

fn end_of_heading(heading: &str) -> Option<usize> {
    let upper = heading.to_ascii_uppercase();
    let end = upper.find("NECESSARY")? + "NECESSARY".len();
    let rest = &heading[end..];
    let colon = rest.len() - rest.trim_start_matches([' ', ':', ')']).len();
    Some(end + colon)
}

fn conclusion(rationale: &str) -> Option<Outcome> {
    verdict::find_last_sentence(rationale).and_then(|verdict| verdict.outcome)
}

/// The issues of a numbered list; a list without numbers is one issue.
fn split_list(list: &str) -> Vec<&str> {
    let mut starts = Vec::new();
    let mut from = 0;
    for number in 1..100_u32 {
        let Some((at, end)) = find_number(list, from, number) else { break };
        starts.push((at, end));
        from = end;
    }
    if starts.first().is_none_or(|&(at, _)| at > 0) {
        return if list.is_empty() { Vec::new() } else { vec![list] };
    }
    let ends = starts.iter().skip(1).map(|&(at, _)| at).chain([list.len()]);
    starts.iter().zip(ends).map(|(&(_, from), to)| list[from..to].trim()).collect()
}

/// Where `N.` or `N)` stands as a word of its own in `list` from `from`, and where it ends.
fn find_number(list: &str, from: usize, number: u32) -> Option<(usize, usize)> {
    let digits = number.to_string();
    list[from..].match_indices(&digits).find_map(|(at, _)| {
        let at = from + at;
        let end = at + digits.len();
        let is_word = at == 0 || list.as_bytes()[at - 1] == b' ';
        let rest = &list[end..];
        (is_word && (rest.starts_with(". ") || rest.starts_with(") "))).then_some((at, end + 2))
    })
}

/// The treatment in `Is the request for X medically necessary?`.
fn strip_question(issue: &str) -> &str {
    let mut rest = issue.trim().trim_end_matches(['.', '?', ';', ',', ' ']);
    let leads = [
        "Is ",
        "Are ",
        "Was ",
        "Were ",
        "Whether ",
        "the requested ",
        "the request for ",
        "The request for ",
        "Request for ",
    ];
    let asks = leads.iter().take(5).any(|lead| rest.starts_with(lead));
    for lead in leads {
        rest = rest.strip_prefix(lead).unwrap_or(rest);
    }
    if asks {
        for end in
            [" appropriate", " and", " necessary", " medically", " is", " was", " are", " were"]
        {
            rest = rest.strip_suffix(end).unwrap_or(rest);
        }
    }
    rest
}
