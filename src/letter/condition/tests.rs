//! What diagnoses come to.

use super::super::body::read_body;
use super::{group_of, read_condition, table};
use crate::letter::diagnosis::Diagnosis;
use crate::model::{Condition, Side};

fn read(text: &str) -> Condition {
    read_condition(&Diagnosis { text, code: None })
}

fn name(text: &str) -> Option<String> {
    read(text).name
}

fn told(text: &str) -> (String, String, Option<Side>, String) {
    let condition = read(text);
    let or_none = |text: Option<String>| text.unwrap_or_else(|| "none".to_owned());
    (or_none(condition.name), condition.body.join(", "), condition.side, or_none(condition.icd10))
}

#[test]
fn a_diagnosis_is_a_condition_in_a_region_of_a_side() {
    let right = Some(Side::Right);
    for (text, condition, body, side, category) in [
        ("right knee medial meniscus tear", "meniscus tear", "knee", right, "S83"),
        ("tear of the right lateral meniscus", "meniscus tear", "knee", right, "S83"),
        ("frozen right shoulder", "adhesive capsulitis", "shoulder", right, "M75"),
        ("cervicalgia", "pain", "cervical spine", None, "M54"),
        ("right ankle pain", "pain", "ankle", right, "M25"),
        ("bulging of a cervical disk", "disc displacement", "cervical spine", None, "M50"),
        ("sprain of the lower back", "sprain/strain", "lumbar spine", None, "S33"),
        ("strain of the lower back", "sprain/strain", "lumbar spine", None, "S39"),
        ("tendonitis at the right lateral epicondyle", "epicondylitis", "elbow", right, "M77"),
        ("strain of muscle at forearm level, right arm", "sprain/strain", "forearm", right, "S56"),
        ("facial pain", "pain", "face", None, "R51"),
        ("hypertension", "hypertension", "", None, "I10"),
    ] {
        assert_eq!(told(text), (condition.into(), body.into(), side, category.into()), "{text}");
    }
}

#[test]
fn what_goes_with_a_condition_does_not_take_its_name() {
    assert_eq!(name("blunt head trauma with headaches").as_deref(), Some("head injury"));
    assert_eq!(name("neck strain with radicular complaints").as_deref(), Some("sprain/strain"));
    assert_eq!(name("post-traumatic headache").as_deref(), Some("headache"));
}

#[test]
fn pain_gives_way_to_what_hurts() {
    assert_eq!(name("low back pain with radiculopathy").as_deref(), Some("radiculopathy"));
    assert_eq!(name("right elbow pain, lateral epicondylitis").as_deref(), Some("epicondylitis"));
}

#[test]
fn what_the_table_does_not_know_has_no_name() {
    let condition = read("Wibble's disease of the left wrist");
    assert_eq!(condition.name, None);
    assert_eq!(condition.icd10, None);
    assert_eq!(condition.body, ["wrist"]);
    assert_eq!(condition.side, Some(Side::Left));
}

#[test]
fn the_code_of_the_letter_counts_before_the_table() {
    let diagnosis = Diagnosis { text: "knee pain", code: Some("S83.206A") };
    assert_eq!(read_condition(&diagnosis).icd10.as_deref(), Some("S83"));
}

#[test]
fn every_row_of_the_table_can_be_read() {
    for row in table::table_rows() {
        assert_eq!(row.len(), 5, "{row:?}");
        if row[0] == "-" {
            continue;
        }
        assert!(group_of(row[1]).is_some());
        let regions = row[3].split(';').filter_map(|cell| cell.trim().rsplit_once(' '));
        for region in regions.map(|(region, _)| region).chain([row[4]]).filter(|r| *r != "-") {
            assert_eq!(read_body(region).regions, [region], "{row:?}");
        }
    }
}

#[test]
fn the_words_of_a_row_mean_its_condition() {
    for row in table::table_rows().filter(|row| row[0] != "-") {
        for entry in row[2].split('|').map(|entry| entry.trim().trim_start_matches('~')) {
            let text = entry.replace(" + ", " of the ");
            assert_eq!(name(&text).as_deref(), Some(row[1]), "{text}");
        }
    }
}
