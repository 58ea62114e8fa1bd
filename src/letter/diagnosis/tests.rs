//! What a summary's sentences come to.

use super::find_diagnoses;

fn check(summary: &str, expected: &[&str]) {
    let found: Vec<&str> = find_diagnoses(summary).iter().map(|found| found.text).collect();
    assert_eq!(found, expected, "{summary}");
}

#[test]
fn every_way_to_say_it() {
    for lead in [
        "He was diagnosed with",
        "The patient is diagnosed as having",
        "Diagnoses include",
        "The worker has had diagnoses of",
        "The current diagnoses are documented as",
        "The injured worker is undergoing treatment for",
        "Records indicate treatment; she is being treated for",
        "Diagnoses:",
        "Current diagnoses are:",
    ] {
        check(
            &format!("A fall. {lead} lumbar strain and insomnia. Exam was normal."),
            &["lumbar strain", "insomnia"],
        );
    }
}

#[test]
fn a_part_that_is_no_diagnosis_is_not_cut_off() {
    check(
        "She was diagnosed with displacement of cervical disk with myelopathy and sprain of the neck. Work goes on.",
        &["displacement of cervical disk with myelopathy", "sprain of the neck"],
    );
    check(
        "Diagnoses include strain of muscle, fascia and tendon of the calf, and neck pain.",
        &["strain of muscle, fascia and tendon of the calf", "neck pain"],
    );
    check(
        "Diagnoses include cervical, thoracic and lumbar strain.",
        &["cervical, thoracic and lumbar strain"],
    );
    check(
        "Diagnoses include neck pain, right hand and wrist sprain.",
        &["neck pain", "right hand and wrist sprain"],
    );
    check(
        "Diagnoses include wrist fracture and a frozen right shoulder.",
        &["wrist fracture", "frozen right shoulder"],
    );
    check("Diagnoses include lumbar sprain and strain.", &["lumbar sprain and strain"]);
}

#[test]
fn an_and_goes_with_what_it_belongs_to() {
    check(
        "Diagnoses include contusion of face, scalp and neck and acute ankle sprain.",
        &["contusion of face, scalp and neck", "acute ankle sprain"],
    );
    check(
        "Diagnoses include depression and cervical and lumbar strain.",
        &["depression", "cervical and lumbar strain"],
    );
    check("Diagnoses include knee pain and rule out hip and groin tear.", &["knee pain"]);
}

#[test]
fn numbered_lists() {
    let expected = ["Lumbar strain", "Neck pain", "Knee contusion"];
    check("Diagnoses: 1. Lumbar strain. 2. Neck pain. 3. Knee contusion. He rests.", &expected);
    check("Diagnoses: 1. Lumbar strain 2. Neck pain 3. Knee contusion. He rests.", &expected);
    check("Diagnoses: (1) Lumbar strain; (2) Neck pain; and (3) Knee contusion.", &expected);
    check("Diagnoses: 1) Lumbar strain, 2) Neck pain, 3) Knee contusion.", &expected);
}

#[test]
fn codes_are_left_out_and_end_no_sentence() {
    check(
        "Diagnoses include lumbago (724.2), M54.12 cervical radiculopathy and ankle sprain (ICD-10: S93.401A). Rest.",
        &["lumbago", "cervical radiculopathy", "ankle sprain"],
    );
    check(
        "He was diagnosed with disc bulge at L4.5 by Dr. X and was sent home.",
        &["disc bulge at L4.5"],
    );
}

#[test]
fn the_list_ends_with_its_clause() {
    check(
        "He was diagnosed with a lumbar strain on 10/12/2016 and was given ice.",
        &["lumbar strain"],
    );
    check("The patient was diagnosed with knee pain, for which he takes aspirin.", &["knee pain"]);
    check("The patient was diagnosed with knee pain after a fall.", &["knee pain"]);
    check(
        "Seen for \"neck pain.\" The diagnosis of \"neck pain with headaches.\" stands.",
        &["neck pain with headaches"],
    );
}

#[test]
fn what_is_denied_or_unsaid_is_no_diagnosis() {
    check("He was not diagnosed with a fracture.", &[]);
    check("The diagnosis was not made. The diagnosis is unclear.", &[]);
    check("The diagnosis of this worker needs an MRI.", &[]);
    check("Neck pain was reported.", &[]);
}

#[test]
fn an_opening_may_be_said_in_many_ways() {
    for opening in [
        "The worker has diagnosis that include",
        "Diagnoses, and-or impressions, were noted to include",
        "Assessment:",
        "The impression is",
        "Her working diagnoses at this time remain",
        "The diagnoses listed by Dr. Doe on 3/4/2017 included",
        "Diagnosis as of the last visit is",
        "He was diagnosed by the surgeon with",
        "He is being followed for the diagnoses of",
        "The diagnosis at that visit was",
        "The provider diagnosed",
    ] {
        let summary = format!("She fell. {opening} lumbar strain and insomnia. Ice was given.");
        check(&summary, &["lumbar strain", "insomnia"]);
    }
}

#[test]
fn a_question_and_what_follows_a_procedure_are_no_diagnoses() {
    check(
        "Diagnoses include wrist pain rule out ligament tear and ganglion, and insomnia.",
        &["wrist pain", "insomnia"],
    );
    check("He is treated for knee pain status post a fall.", &["knee pain"]);
}

#[test]
fn how_an_injury_was_met_goes_with_it() {
    check(
        "Diagnoses include neck sprain, initial encounter, and wrist fracture, subsequent encounter for fracture with routine healing.",
        &[
            "neck sprain, initial encounter",
            "wrist fracture, subsequent encounter for fracture with routine healing",
        ],
    );
}

#[test]
fn without_an_opening_what_the_patient_has_counts_if_it_is_surely_a_condition() {
    check(
        "The patient fell. She has insomnia and posttraumatic stress syndrome with nightmares. He has no arthritis.",
        &["insomnia", "posttraumatic stress syndrome with nightmares"],
    );
    check("He has neck pain. He has had therapy for a tendinitis.", &[]);
    check("He has arthritis. Diagnoses include neck pain.", &["neck pain"]);
}

#[test]
fn what_another_person_has_is_no_diagnosis() {
    check("Her mother was diagnosed with diabetes.", &[]);
}

#[test]
fn an_icd_10_code_is_kept_with_its_diagnosis() {
    let summary = "Diagnoses: neck pain (M54.2), lumbago (724.2), and S93.401A ankle sprain.";
    let codes: Vec<_> = find_diagnoses(summary).iter().map(|found| found.code).collect();
    assert_eq!(codes, [Some("M54.2"), None, Some("S93.401A")]);
}

#[test]
fn nothing_is_named_twice() {
    check("Diagnoses include Neck pain. He is being treated for neck pain.", &["Neck pain"]);
}

proptest::proptest! {
    #[test]
    fn no_text_is_too_odd(words in proptest::collection::vec("(diagnosed with|Diagnoses:|strain|insomnia|[0-9]{1,2}[.)]|[(),;.]|and|é|“|724\\.2|.{0,5}) ?", 0..40)) {
        let summary = words.concat();
        for diagnosis in find_diagnoses(&summary) {
            proptest::prop_assert!(summary.contains(diagnosis.text));
        }
    }
}

#[test]
fn garbage_takes_no_longer_than_text() {
    for piece in ["diagnosed with ", "diagnosed with neck pain, ", "(", "a", "1. ", "Diagnoses: x "]
    {
        find_diagnoses(&piece.repeat(400_000 / piece.len()));
    }
}
