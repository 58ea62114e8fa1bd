//! What a decision rests on.

use super::features::Features;
use super::{weights, words};
use crate::model::{Basis, BasisKind, DisputedItem, Outcome, Role, Sentence};

/// The features of a sentence that says that another request was decided so.
const DEPENDENT: [&str; 3] =
    ["concurrent > procedure", "because > procedure", "procedure > necessity"];

/// What the decision of the item at `place` rests on, told by the sentences about the patient: on
/// another item where they only tell how that was decided, on missing records where they only tell
/// that. A request that no guideline covers and that no finding was held against rests on that.
pub(super) fn find(
    sentences: &[Sentence],
    features: &[Features],
    place: usize,
    items: &[DisputedItem],
) -> Basis {
    let all = sentences.iter().zip(features);
    let findings: Vec<&Features> = all
        .filter(|(sentence, _)| sentence.role == Role::Patient)
        .map(|(_, features)| features)
        .collect();
    let has = |features: &Features, name| features.has(weights::table().feature(name));
    let all_of = |wanted: &dyn Fn(&Features) -> bool| {
        !findings.is_empty() && findings.iter().all(|features| wanted(features))
    };
    let kind = if all_of(&depends) {
        BasisKind::Follows
    } else if all_of(&|features| has(features, "no_records")) {
        BasisKind::NoRecords
    } else if findings.is_empty() && features.iter().any(|features| has(features, "no_guideline")) {
        BasisKind::NoGuideline
    } else {
        BasisKind::Merits
    };
    let item = (kind == BasisKind::Follows).then(|| leader(place, items)).flatten();
    Basis { kind, item }
}

/// Whether a sentence with these `features` tells how another request was decided: a finding of its
/// own, even where it reads like a verdict.
pub(super) fn depends(features: &Features) -> bool {
    let has = |name| features.has(weights::table().feature(name));
    let [concurrent, cause, decided] = DEPENDENT.map(has);
    concurrent || (cause && decided && has("necessity+"))
}

/// The number of the item that the one at `place` followed: of those that were decided alike and
/// are no associated services themselves, the only one, or the only surgery.
fn leader(place: usize, items: &[DisputedItem]) -> Option<u32> {
    let outcome: Option<Outcome> = items.get(place)?.outcome;
    let leads = |other: &&DisputedItem| {
        other.outcome == outcome
            && other.rationale.as_deref() != items[place].rationale.as_deref()
            && !is_associated(&other.treatment)
    };
    let alike: Vec<&DisputedItem> = items.iter().filter(leads).collect();
    let surgeries: Vec<&&DisputedItem> =
        alike.iter().filter(|one| one.category == "Surgery").collect();
    match (&alike[..], &surgeries[..]) {
        ([one], _) => Some(one.item),
        (_, [one]) => Some(one.item),
        _ => None,
    }
}

/// Whether `treatment` names itself as a service around another one.
fn is_associated(treatment: &str) -> bool {
    let associated = words::table().class("ancillary");
    let mut found = words::table().find_all(treatment);
    found.any(|word| word.classes.iter().any(|&class| Some(class) == associated))
}
