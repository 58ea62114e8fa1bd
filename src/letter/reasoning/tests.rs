use super::*;
use crate::model::{BasisKind, Outcome};

/// An upheld item with a rationale.
fn upheld(item: u32, treatment: &str, rationale: &str) -> DisputedItem {
    DisputedItem {
        item,
        treatment: treatment.to_owned(),
        outcome: Some(Outcome::Upheld),
        rationale: Some(rationale.to_owned()),
        ..DisputedItem::default()
    }
}

/// One upheld item with `rationale`, read.
fn read_one(rationale: &str) -> DisputedItem {
    let mut items = [upheld(1, "Lumbar brace", rationale)];
    fill(&mut items);
    let [item] = items;
    item
}

fn roles(item: &DisputedItem) -> Vec<Role> {
    item.reasoning.iter().map(|sentence| sentence.role).collect()
}

fn ground(item: &DisputedItem) -> Vec<&str> {
    item.ground.iter().filter_map(|&place| item.sentence(place)).collect()
}

#[test]
fn rule_finding_and_verdict_are_told_apart() {
    let item = read_one(
        "The ODG recommend a brace for instability of the spine. The claimant has pain in the low \
         back. However, there is no documentation of instability. Therefore, the request is not \
         medically necessary.",
    );
    assert_eq!(roles(&item), [Role::Guideline, Role::Patient, Role::Patient, Role::Conclusion]);
    let lacking: Vec<bool> = item.reasoning.iter().map(|sentence| sentence.lacking).collect();
    assert_eq!(lacking, [false, false, true, false]);
    assert_eq!(ground(&item).last(), Some(&"However, there is no documentation of instability."));
    assert_eq!(item.basis, Some(Basis { kind: BasisKind::Merits, item: None }));
}

#[test]
fn what_a_rule_demands_is_not_lacking_from_the_record() {
    let item = read_one(
        "The guidelines state that braces are not recommended where there is no documentation of \
         instability. In this case, the injured worker has documented instability.",
    );
    assert_eq!(roles(&item), [Role::Guideline, Role::Patient]);
    assert!(item.reasoning.iter().all(|sentence| !sentence.lacking));
}

#[test]
fn a_list_of_criteria_stays_with_the_guideline_that_opens_it() {
    let item = read_one(
        "The MTUS gives the following criteria for a brace: Fracture of a vertebra; \
         spondylolisthesis with instability. Treatment after fusion of the spine. The patient did \
         not have a fracture.",
    );
    assert_eq!(roles(&item)[1], Role::Guideline);
    assert_eq!(roles(&item).last(), Some(&Role::Patient));
}

#[test]
fn the_sentences_are_the_whole_rationale() {
    let rationale = "  Dr. Smith asks for a brace (e.g. rigid). It exceeds 2.5 lbs... Is it \
                     needed? \"No.\" The end";
    let item = read_one(rationale);
    let solid = |text: &str| text.split_whitespace().collect::<String>();
    let all: String = (0..item.reasoning.len()).filter_map(|place| item.sentence(place)).collect();
    assert_eq!(solid(&all), solid(rationale));
}

#[test]
fn a_bare_verdict_is_no_ground() {
    let item = read_one("The request is not medically necessary.");
    assert!(item.ground.is_empty());
    let item = read_one("ODG does not recommend braces. The request is not medically necessary.");
    assert_eq!(ground(&item), ["ODG does not recommend braces."]);
}

#[test]
fn a_service_that_goes_with_a_refused_surgery_follows_it() {
    let mut items = [
        upheld(
            1,
            "Lumbar fusion",
            "ODG recommends fusion for instability. There is no evidence of instability in this \
             patient. The request is not medically necessary.",
        ),
        upheld(
            2,
            "Associated surgical service: lumbar brace",
            "Since the surgery is not medically necessary, the associated brace is not medically \
             necessary.",
        ),
    ];
    fill(&mut items);
    assert_eq!(items[0].basis, Some(Basis { kind: BasisKind::Merits, item: None }));
    assert_eq!(items[1].basis, Some(Basis { kind: BasisKind::Follows, item: Some(1) }));
    assert_eq!(items[1].ground, [0]);
}

#[test]
fn records_that_were_not_sent_are_a_ground_of_their_own() {
    let item = read_one(
        "No medical records were provided for review. The request is not medically necessary.",
    );
    assert_eq!(item.basis, Some(Basis { kind: BasisKind::NoRecords, item: None }));
}

#[test]
fn an_item_without_a_rationale_has_no_reasons() {
    let mut items = [DisputedItem::default(), upheld(2, "Brace", " ")];
    fill(&mut items);
    assert!(items.iter().all(|item| item.reasoning.is_empty() && item.basis.is_none()));
}

#[test]
fn every_feature_of_the_weights_is_one_that_sentences_can_have() {
    let known = |class: &str| words::table().class(class).is_some();
    for name in weights::table().names() {
        let is_known = match name.split_once(" > ") {
            Some((first, second)) => known(first) && known(second),
            None => name.starts_with(':') || known(name.trim_matches(['^', '+'])),
        };
        assert!(is_known, "`{name}`");
    }
}
