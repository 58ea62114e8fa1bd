//! Why an item was decided as it was: a flowed rationale to sentences with the part that each
//! plays, the sentences that carry the decision, and what it rests on.
//!
//! Sentences are told apart by their grammar. One pass finds the words of
//! `data/reasoning_words.tsv` ([`words`]): sources of rules, modal verbs, pointers at the patient,
//! negations, and so on. They and the shape of a sentence are its [`features`], which
//! `data/reasoning_weights.tsv` weighs for and against each role; the role of the sentence before
//! counts, too ([`role`]). The same table weighs whether a sentence says that something is lacking
//! and how well it serves as the ground ([`ground`]). Takes time linear in the rationale.

mod basis;
mod features;
mod ground;
mod role;
mod weights;
mod words;

#[cfg(test)]
mod tests;

use std::ops::Range;

use super::sentence;
use crate::model::{Basis, DisputedItem, Role, Sentence};

/// What a rationale says, taken apart.
#[derive(Debug, Default)]
struct Reasoning {
    sentences: Vec<Sentence>,
    ground: Vec<usize>,
    basis: Option<Basis>,
}

/// Fills in why each of the `items` of a letter was decided.
pub(super) fn fill(items: &mut [DisputedItem]) {
    for place in 0..items.len() {
        let Some(rationale) = items[place].rationale.as_deref() else { continue };
        let read = read(rationale, place, items);
        let item = &mut items[place];
        item.reasoning = read.sentences;
        item.ground = read.ground;
        item.basis = read.basis;
    }
}

/// Reads the rationale of the item at `place`.
fn read(rationale: &str, place: usize, items: &[DisputedItem]) -> Reasoning {
    let ranges = sentences(rationale);
    let features = features::of_sentences(rationale, &ranges, items[place].outcome);
    let roles = role::assign(&features);
    let sentences: Vec<Sentence> = ranges
        .into_iter()
        .zip(&features)
        .zip(roles)
        .map(|((range, features), role)| match basis::depends(features) {
            true => Sentence { role: Role::Patient, lacking: false, range },
            false => {
                let lacking = role == Role::Patient && weights::table().lacking(features) > 0;
                Sentence { role, lacking, range }
            }
        })
        .collect();
    if sentences.is_empty() {
        return Reasoning::default();
    }
    let ground = ground::choose(&sentences, &features);
    let basis = basis::find(&sentences, &features, place, items);
    Reasoning { sentences, ground, basis: Some(basis) }
}

/// Where the sentences of `rationale` stand: all of it but the spaces between them.
fn sentences(rationale: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut start = rationale.len() - rationale.trim_start().len();
    while start < rationale.len() {
        let next = sentence::next_start(rationale, start).unwrap_or(rationale.len());
        let end = start + rationale[start..next].trim_end().len();
        if end > start {
            ranges.push(start..end);
        }
        start = next;
    }
    ranges
}
