//! Which category a treatment gets.

use super::*;

fn of(treatment: &str) -> String {
    let found = classify(treatment);
    match found.subcategory {
        Some(subcategory) => format!("{} / {subcategory}", found.category),
        None => found.category,
    }
}

#[test]
fn treatments_of_every_kind() {
    for (treatment, expected) in [
        ("Epidural steroid injection lumbar spine", "Injection / Injection"),
        ("L4-5 medial branch blocks under fluoroscopic guidance", "Injection / Facet injection"),
        ("Fluoroscopically guided facet injection", "Injection / Facet injection"),
        ("Norco 10/325mg #120", "Pharmaceuticals / Opioids"),
        ("Retrospective Prilosec 20mg #60 DOS 1/2/14", "Pharmaceuticals / Proton pump inhibitors"),
        ("Ambien 10mg", "Pharmaceuticals / Sedative-hypnotics"),
        ("Flurbiprofen 10%/Lidocaine 5%, 120 grams", "Pharmaceuticals / Topical compounds"),
        ("Lidoderm patch 5% #30", "Pharmaceuticals / Topical analgesics"),
        ("MRI of the lumbar spine w/o contrast", "Diagnostic Testing / Imaging"),
        ("EMG/NCV of the bilateral upper extremities", "Diagnostic Testing / EMG, NCV and NCS"),
        ("Urine drug screen", "Diagnostic Testing / Lab and pathology"),
        ("Post-operative physical therapy 2x6", "Rehabilitation / Physical therapy"),
        ("Acupuncture, six sessions", "Rehabilitation / Acupuncture"),
        ("TENS unit, 30 day trial", "DMEPOS / Electrical stimulation"),
        ("LSO back brace", "DMEPOS / Prosthetics and orthotics"),
        ("Cold therapy unit rental", "DMEPOS / DME"),
        ("Associated surgical service: Cold therapy unit", "Surgery / Adjunct surgical services"),
        ("Assistant surgeon", "Surgery / Adjunct surgical services"),
        ("Right shoulder arthroscopy", "Surgery / Arthroscopic"),
        ("L5-S1 microdiscectomy", "Surgery / Spine"),
        ("Spine surgeon consultation", "Surgery / Surgical consult"),
        ("Follow-up visit with Dr. X", "Evaluation & Management / Medical specialties"),
        ("Psychological evaluation", "Psych Services / Evaluation and management"),
        ("Functional restoration program, 80 hours", "Programs"),
        ("Home health aide 4 hours a day", "Home Health"),
        ("Transportation to and from physical therapy", "Transportation"),
    ] {
        assert_eq!(of(treatment), expected, "{treatment}");
    }
}

#[test]
fn a_word_that_tells_little_counts_only_alone() {
    assert_eq!(of("Consultation"), "Evaluation & Management / Medical specialties");
    assert_eq!(of("Consultation, chiropractic"), "Rehabilitation / Chiropractic");
}

#[test]
fn words_that_say_nothing_stay_unclassified() {
    assert_eq!(of("Item four of the request"), UNCLASSIFIED);
    assert_eq!(of(""), UNCLASSIFIED);
}

#[test]
fn every_row_of_the_table_is_of_a_known_category() {
    const CATEGORIES: [&str; 13] = [
        "-",
        "DMEPOS",
        "Diagnostic Testing",
        "Evaluation & Management",
        "Home Health",
        "Injection",
        "Pharmaceuticals",
        "Programs",
        "Psych Services",
        "Rehabilitation",
        "Surgery",
        "Therapies",
        "Transportation",
    ];
    for row in rows(include_str!("../../../data/categories.tsv")) {
        assert_eq!(row.len(), 3, "{row:?}");
        assert!(CATEGORIES.contains(&row[0]), "{}", row[0]);
        // Levels of a facet are cut at slashes.
        assert!(!row[1].contains('/'), "{}", row[1]);
    }
}
