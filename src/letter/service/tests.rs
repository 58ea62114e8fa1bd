//! What is read from treatments.

use super::*;
use crate::model::Side;

fn category(treatment: &str) -> String {
    let request = read_request(treatment);
    match request.subcategory {
        Some(subcategory) => format!("{} / {subcategory}", request.category),
        None => request.category,
    }
}

fn names(treatment: &str) -> String {
    let services = read_request(treatment).services;
    let names: Vec<String> =
        services.into_iter().map(|service| service.name.unwrap_or_else(|| "?".into())).collect();
    names.join(", ")
}

fn quantity(treatment: &str) -> String {
    read_request(treatment)
        .quantity
        .map_or_else(String::new, |quantity| format!("{} {}", quantity.count, quantity.unit))
}

#[test]
fn categories_of_treatments_of_every_kind() {
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
        (
            "Post-operative physical therapy 2x6",
            "Rehabilitation / Physical and occupational therapy",
        ),
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
        ("Functional restoration program, 80 hours", "Programs / Programs"),
        ("Home health aide 4 hours a day", "Home Health / Home health"),
        ("Transportation to and from physical therapy", "Transportation / Transportation"),
        ("Consultation", "Evaluation & Management / Medical specialties"),
        ("Consultation, chiropractic", "Rehabilitation / Chiropractic"),
        ("Item four of the request", UNCLASSIFIED),
        ("", UNCLASSIFIED),
    ] {
        assert_eq!(category(treatment), expected, "{treatment}");
    }
}

#[test]
fn one_service_for_each_thing_asked_for() {
    for (treatment, expected) in [
        ("EMG/NCS of the left arm", "EMG, NCS"),
        ("Electrodiagnostic studies of both legs", "EMG, NCS"),
        ("MRI and x-rays of the neck", "MRI, X-ray"),
        ("Physical therapy after knee surgery", "physical therapy"),
        ("Pain management consultation for lumbar epidural injection", "specialist consultation"),
        ("Consultation with a spine surgeon", "surgical consultation"),
        ("Lumbar fusion and TENS unit", "spinal fusion, TENS unit"),
        ("Zorbing in the park", "?"),
    ] {
        assert_eq!(names(treatment), expected, "{treatment}");
    }
}

#[test]
fn drugs_have_their_generic_names_and_forms() {
    for (treatment, expected) in [
        ("Norco 10/325mg #120", "hydrocodone/acetaminophen"),
        ("Hydrocodone 10/Acetaminophen 325mg", "hydrocodone/acetaminophen"),
        ("Meloxicam (Mobic) 7.5mg", "meloxicam"),
        ("Voltaren 75mg", "diclofenac"),
        ("Voltaren gel 1%", "diclofenac topical"),
        ("Ketoprofen cream 20%", "ketoprofen topical"),
        ("Lidocaine patches", "lidocaine topical"),
        ("Fentanyl patch 50 mcg/hr", "fentanyl"),
        ("Norco 5/325mg and lidocaine patch", "hydrocodone/acetaminophen, lidocaine topical"),
        ("Gabapentin 10%/baclofen 2% cream", "topical compound"),
        ("Compounded cream: ketoprofen", "ketoprofen topical"),
        ("Compound of ketoprofen and gabapentin", "topical compound"),
        ("Compounded medication", "topical compound"),
        ("Toradol injection 60mg", "ketorolac injection"),
        ("Synvisc to the left knee", "viscosupplementation"),
        ("Trigger point injection with Kenalog", "trigger point injection"),
    ] {
        assert_eq!(names(treatment), expected, "{treatment}");
    }
}

#[test]
fn ultrasound_by_the_session_is_therapy() {
    assert_eq!(names("Ultrasound, 6 sessions"), "passive modality");
    assert_eq!(names("Ultrasound of the shoulder"), "ultrasound");
}

#[test]
fn class_and_the_states_category_follow_from_the_service() {
    let request = read_request("Naloxone 4mg nasal spray");
    assert_eq!(request.class.as_deref(), Some("opioid antagonist"));
    assert_eq!(request.state_category.as_deref(), Some("Pharmaceuticals/Opoid Antagonist"));
    let request = read_request("X-ray of the hip");
    assert_eq!(request.class, None);
    assert_eq!(request.state_category.as_deref(), Some("Diagnostic Testing/Imaging *  Radiology"));
    assert_eq!(read_request("Item four").state_category, None);
}

#[test]
fn places_belong_to_their_services() {
    let services = read_request("MRI of the lumbar spine and X-ray of the right knee").services;
    assert_eq!(services[0].body, ["lumbar spine"]);
    assert_eq!(services[0].side, None);
    assert_eq!(services[1].body, ["knee"]);
    assert_eq!(services[1].side, Some(Side::Right));

    let services = read_request("Left knee and right shoulder MRI").services;
    assert_eq!(services.len(), 2);
    assert_eq!(services[0].body, ["knee"]);
    assert_eq!(services[1].side, Some(Side::Right));

    let services = read_request("EMG and NCS of the left leg").services;
    assert_eq!(services[0].body, ["lower extremity"]);
    assert_eq!(services[0].side, Some(Side::Left));

    let services = read_request("Facet injections at L4-5 and L5-S1").services;
    assert_eq!(services[0].levels, ["L4-L5", "L5-S1"]);
}

#[test]
fn quantities() {
    for (treatment, expected) in [
        ("Physical therapy 2x6", "12 session"),
        ("Physical therapy 3 times a week for 4 weeks", "12 session"),
        ("PT two times per week for six weeks to the neck", "12 session"),
        ("PT 1-2 times a week for 4 weeks", "8 session"),
        ("Eight physical therapy sessions", "8 session"),
        ("Acupuncture sessions, 6", "6 session"),
        ("Twelve (12) chiropractic visits", "12 session"),
        ("Norco 10/325mg #60", "60 unit"),
        ("Norco 10/325mg, 60 tablets", "60 tablet"),
        ("Norco 10/325mg 1 tablet every 6 hours #90", "90 tablet"),
        ("TENS unit rental x 3 months", "3 month"),
        ("Wrist brace #2", "2 unit"),
        ("Home aide 6 hours per day, 5 times a week for 4 weeks", "120 hour"),
        ("Associated surgical service: physical therapy, times 12", "12 session"),
        ("Occupational therapy, three times weekly for 2 weeks", "6 session"),
        ("Synapryn (10mg/1ml suspension) 500ml", "500 milliliter"),
        ("MRI of the knee", ""),
        ("Norco 10/325mg", ""),
    ] {
        assert_eq!(quantity(treatment), expected, "{treatment}");
    }
}

#[test]
fn strengths_frequencies_and_circumstances() {
    let strength = |treatment: &str| read_request(treatment).strength.unwrap_or_default();
    assert_eq!(strength("Norco 10-325 mg #60"), "10/325 mg");
    assert_eq!(strength("Percocet 10mg/325mg"), "10/325 mg");
    assert_eq!(strength("Gabapentin 25mg/ml suspension"), "25 mg/ml");
    assert_eq!(strength("Lidoderm 5%"), "5%");
    assert_eq!(strength("MRI 1.5 Tesla"), "");
    let frequency = |treatment: &str| read_request(treatment).frequency.unwrap_or_default();
    assert_eq!(frequency("Norco 10/325 BID"), "2 times a day");
    assert_eq!(frequency("PT 2 x per week for 6 weeks"), "2 times a week");
    assert_eq!(frequency("TENS for 2 weeks"), "");
    let context = |treatment: &str| read_request(treatment).context;
    assert_eq!(context("Post-op cold unit, 7 day rental"), ["postoperative", "rental"]);
    assert_eq!(context("MRI"), [""; 0]);
}
