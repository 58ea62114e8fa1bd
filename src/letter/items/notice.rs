//! Items of a notice (2013): determinations first, then a section for each.
//!
//! The determinations are stated twice, in the letter's head and in its decision section, and
//! count once. A section names its treatment again, so the two are matched by order where there
//! are as many of one as of the other, else by the treatment's words.

use super::verdict;
use super::{Draft, Items};
use crate::letter::flow::Flow;
use crate::letter::heading::{Heading, Hit};
use crate::letter::layout::Descriptor;
use crate::letter::text::{head, tail};
use crate::letter::words::{NOTICE_OTHERS, NOTICE_REVIEWERS, WordList};
use crate::model::{Layout, Outcome};

pub(in crate::letter) const LAYOUT: Descriptor = Descriptor {
    layout: Layout::Notice,
    marks: [
        &[
            Heading::NoticeDetermined,
            Heading::NoticeSection,
            Heading::NoticeRationale,
            Heading::NoticeTitle,
        ],
        &[],
        &[],
        &[],
    ],
    parse_items: parse_notice,
};

/// The longest treatment in bytes.
const LONGEST: usize = 3000;

/// A determination as stated.
struct Stated<'a> {
    treatment: &'a str,
    outcome: Option<Outcome>,
    place: usize,
}

/// An item's section.
struct Section<'a> {
    start: usize,
    treatment: &'a str,
    guidelines: &'a str,
    rationale: &'a str,
}

/// Reads the items of a notice.
fn parse_notice<'a>(flow: &'a Flow, hits: &[Hit]) -> Items<'a> {
    let stated = find_stated(flow, hits);
    let sections = find_sections(flow, hits);
    let begins = sections.first().map(|section| section.start);
    let mut sections: Vec<Option<Section>> = sections.into_iter().map(Some).collect();
    let in_order = stated.len() == sections.len();
    let mut drafts = Vec::new();
    for (place, stated) in stated.iter().enumerate() {
        let section = if in_order {
            sections[place].take()
        } else {
            sections
                .iter_mut()
                .find(|section| {
                    section.as_ref().is_some_and(|it| is_same(it.treatment, stated.treatment))
                })
                .and_then(Option::take)
        };
        drafts.push(draft(stated.treatment, stated.outcome, section.as_ref()));
    }
    for section in sections.iter().flatten() {
        let outcome =
            verdict::find_last_sentence(section.rationale).and_then(|verdict| verdict.outcome);
        drafts.push(draft(section.treatment, outcome, Some(section)));
    }
    Items { drafts, begins }
}

fn draft<'a>(
    treatment: &'a str,
    outcome: Option<Outcome>,
    section: Option<&Section<'a>>,
) -> Draft<'a> {
    let (ur, imr) = section.map_or(("", ""), |section| sides(section.guidelines));
    let rationale = section.map(|section| section.rationale).filter(|text| !text.is_empty());
    Draft { treatment, outcome, ur, imr, rationale }
}

/// The determinations, each once.
fn find_stated<'a>(flow: &'a Flow, hits: &[Hit]) -> Vec<Stated<'a>> {
    let middle =
        hits.iter().find(|hit| hit.heading == Heading::NoticeDecision).map(|hit| hit.start);
    let all: Vec<_> = hits
        .iter()
        .enumerate()
        .filter(|(_, hit)| hit.heading == Heading::NoticeDetermined)
        .filter_map(|(place, hit)| {
            let end =
                hits[place + 1..].iter().find(|next| next.heading == Heading::NoticeDetermined);
            let text =
                head(flow.slice(hit.body, end.map_or(flow.text.len(), |it| it.start)), LONGEST);
            let verdict = verdict::find_sentence(text)?;
            let treatment = text[..verdict.treatment_end].trim();
            Some(Stated { treatment, outcome: verdict.outcome, place: hit.start })
        })
        .collect();
    let split = match middle {
        Some(middle) => all.partition_point(|stated| stated.place < middle),
        None => all.len(),
    };
    let split = if split == all.len() { repeated_half(&all).unwrap_or(split) } else { split };
    fold(all, split)
}

/// Where the second statement of the same determinations begins.
fn repeated_half(all: &[Stated]) -> Option<usize> {
    let half = all.len() / 2;
    let repeats = all.len().is_multiple_of(2)
        && half > 0
        && (0..half).all(|place| is_same(all[place].treatment, all[half + place].treatment));
    repeats.then_some(half)
}

/// One list out of the two statements: the longer one, where an outcome that the other contradicts
/// is unclear.
fn fold<'a>(mut first: Vec<Stated<'a>>, split: usize) -> Vec<Stated<'a>> {
    let mut second = first.split_off(split);
    if second.len() > first.len() {
        std::mem::swap(&mut first, &mut second);
    }
    let in_order = first.len() == second.len();
    for (place, stated) in first.iter_mut().enumerate() {
        let other = if in_order {
            second.get(place)
        } else {
            second.iter().take(64).find(|other| is_same(other.treatment, stated.treatment))
        };
        if other.is_some_and(|other| other.outcome != stated.outcome) {
            stated.outcome = None;
        }
    }
    first
}

/// Whether two texts have the same letters and digits.
fn is_same(one: &str, other: &str) -> bool {
    let letters = |text: &'_ str| {
        text.bytes()
            .filter(u8::is_ascii_alphanumeric)
            .map(|byte| byte.to_ascii_lowercase())
            .collect::<Vec<_>>()
    };
    one.len().abs_diff(other.len()) < 32 && letters(one) == letters(other)
}

/// The sections of the items: those whose heading is followed by guidelines or a rationale.
fn find_sections<'a>(flow: &'a Flow, hits: &[Hit]) -> Vec<Section<'a>> {
    let parts: Vec<_> = hits
        .iter()
        .filter(|hit| {
            matches!(
                hit.heading,
                Heading::NoticeRegarding | Heading::NoticeSection | Heading::NoticeRationale
            )
        })
        .collect();
    let last = parts.last().map_or(0, |hit| hit.body);
    let closing = hits
        .iter()
        .find(|hit| hit.heading == Heading::Closing && hit.start >= last)
        .map_or(flow.text.len(), |hit| hit.start);
    let is_section = |place: usize| {
        parts[place].heading == Heading::NoticeRegarding
            && parts.get(place + 1).is_some_and(|next| {
                next.heading != Heading::NoticeRegarding && next.start - parts[place].body < LONGEST
            })
    };
    let starts: Vec<_> = (0..parts.len()).filter(|&place| is_section(place)).collect();
    starts
        .iter()
        .enumerate()
        .map(|(order, &place)| {
            let next = starts.get(order + 1).map(|&next| parts[next].start);
            let inside = &parts[place..];
            let inside =
                &inside[..starts.get(order + 1).map_or(inside.len(), |&next| next - place)];
            section(flow, inside, next.unwrap_or(closing), next.is_some())
        })
        .collect()
}

fn section<'a>(flow: &'a Flow, parts: &[&Hit], end: usize, is_numbered: bool) -> Section<'a> {
    let find = |heading| parts.iter().find(|hit| hit.heading == heading);
    let rationale = find(Heading::NoticeRationale);
    let guidelines = find(Heading::NoticeSection)
        .filter(|section| rationale.is_none_or(|rationale| section.start < rationale.start));
    let text = rationale.map_or("", |hit| flow.slice(hit.body, end));
    Section {
        start: parts[0].start,
        treatment: flow.slice(parts[0].body, parts[1].start).trim_end_matches([':', ' ', '.']),
        guidelines: guidelines.map_or("", |hit| {
            flow.slice(hit.body, rationale.map_or(end, |rationale| rationale.start))
        }),
        rationale: if is_numbered { strip_number(text) } else { text },
    }
}

/// Without the number of the next section, which stands before its heading: `2)`.
fn strip_number(text: &str) -> &str {
    let (last, start) = tail(text, 6);
    let Some(space) = last.rfind(' ') else { return text };
    let number = last[space + 1..].trim_end_matches([')', '.']);
    let is_number = !number.is_empty()
        && number.len() < last.len() - space - 1
        && number.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { text[..start + space].trim_end() } else { text }
}

/// What each side cited, in the prose of a notice.
fn sides(guidelines: &str) -> (&str, &str) {
    let first = |names: &WordList| names.iter().filter_map(|name| guidelines.find(name)).min();
    let ur = guidelines.find("The Claims Administrator").unwrap_or(0);
    let reviewer = first(&NOTICE_REVIEWERS).unwrap_or(guidelines.len());
    let ur_end = first(&NOTICE_OTHERS).filter(|&at| at > ur).unwrap_or(reviewer).min(reviewer);
    let ur = if ur < ur_end { &guidelines[ur..ur_end] } else { "" };
    (ur.trim(), guidelines[reviewer..].trim())
}
