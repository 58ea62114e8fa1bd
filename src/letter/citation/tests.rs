//! What a line of citations comes to: one row a citation.

use super::*;

/// Each citation as `source | guideline | edition | sections ; ... | pages , ...`.
fn rows(line: &str) -> Vec<String> {
    rows_of(CitedBy::Reviewer, line)
}

fn rows_of(cited_by: CitedBy, line: &str) -> Vec<String> {
    parse_citations(cited_by, line)
        .into_iter()
        .map(|c| {
            let source = c.source.map_or("-", crate::model::Source::name);
            let guideline = c.guideline.as_deref().unwrap_or("-");
            let edition = c.edition.as_deref().unwrap_or("-");
            format!(
                "{source} | {guideline} | {edition} | {} | {}",
                c.sections.join("; "),
                c.pages.join(",")
            )
        })
        .collect()
}

#[test]
fn pages_in_the_form_of_2014() {
    let line = "Decision based on MTUS Chronic Pain Treatment Guidelines Epidural steroid injections (ESIs) Page(s): 46.";
    assert_eq!(
        rows(line),
        [
            "MTUS | Chronic Pain Medical Treatment Guidelines | - | Epidural steroid injections (ESIs) | 46"
        ]
    );
    let line = "Decision based on MTUS Chronic Pain Treatment Guidelines Opioids, criteria for use; Weaning of Medications Page(s): 76-78, 124.";
    assert_eq!(
        rows(line),
        [
            "MTUS | Chronic Pain Medical Treatment Guidelines | - | Opioids, criteria for use; Weaning of Medications | 76,77,78,124"
        ]
    );
}

#[test]
fn two_guidelines_in_one_sentence() {
    let line = "Decision based on MTUS Elbow Complaints 2007, Section(s): 326, and Chronic Pain Medical Treatment 2016, Section(s): Office visits.";
    assert_eq!(
        rows(line),
        [
            "MTUS | Elbow Complaints | 2007 |  | 326",
            "MTUS | Chronic Pain Medical Treatment Guidelines | 2016 | Office visits | "
        ]
    );
}

#[test]
fn several_guidelines_with_pages_in_one_sentence() {
    let line = "Decision based on MTUS ACOEM Chapter 12 Low Back Complaints Page(s): 303-304, Chronic Pain Treatment Guidelines Page(s): 46, and Postsurgical Treatment Guidelines.";
    assert_eq!(
        rows(line),
        [
            "MTUS | Low Back Complaints | - |  | 303,304",
            "MTUS | Chronic Pain Medical Treatment Guidelines | - |  | 46",
            "MTUS | Postsurgical Treatment Guidelines | - |  | "
        ]
    );
}

#[test]
fn a_source_named_again_begins_another_citation() {
    let line = "Decision based on MTUS Acupuncture Treatment 2007, and MTUS Knee Complaints 2004, Section(s): Bracing.";
    assert_eq!(
        rows(line),
        [
            "MTUS | Acupuncture Medical Treatment Guidelines | 2007 |  | ",
            "MTUS | Knee Complaints | 2004 | Bracing | "
        ]
    );
    let line = "Decision based on Non-MTUS Citation ODG Low Back Chapter and ODG Pain Chapter: Chronic pain programs.";
    assert_eq!(
        rows(line),
        ["ODG | Low Back | - |  | ", "ODG | Pain | - | Chronic pain programs | "]
    );
}

#[test]
fn a_section_may_bear_the_name_of_its_guideline() {
    let line = "Decision based on MTUS Opioids 2017, Section(s): Opioids for chronic pain.";
    assert_eq!(rows(line), ["MTUS | Opioids | 2017 | Opioids for chronic pain | "]);
}

#[test]
fn a_chapter_number_is_a_title() {
    let line = "Decision based on MTUS ACOEM Ch. 8, pg. 178.";
    assert_eq!(rows(line), ["MTUS | Neck and Upper Back Complaints | - |  | 178"]);
    let line = "Decision based on MTUS ACOEM Practice Guidelines, 2nd Edition (2004), Chapter 12, Table 12-8, page 309.";
    assert_eq!(rows(line), ["MTUS | Low Back Complaints | 2004 | Table 12-8 | 309"]);
}

#[test]
fn the_prose_of_2013() {
    let line = "The Claims Administrator based its decision on the Chronic Pain Medical Treatment Guidelines (2009), Opioids, pages 74-76, part of the MTUS.";
    assert_eq!(
        rows_of(CitedBy::ClaimsAdministrator, line),
        ["MTUS | Chronic Pain Medical Treatment Guidelines | 2009 | Opioids | 74,75,76"]
    );
    let line = "The Physician Reviewer based his/her decision on the MTUS Chronic Pain Medical Treatment Guidelines, section on Opioids, page 78, and the Official Disability Guidelines (ODG), Pain Chapter, section Opioids.";
    assert_eq!(
        rows(line),
        [
            "MTUS | Chronic Pain Medical Treatment Guidelines | - | Opioids | 78",
            "ODG | Pain | - | Opioids | "
        ]
    );
    let line = "The Claims Administrator based its decision on the American College of Occupational and Environmental Medicine (ACOEM) Guidelines, 2nd Edition (2004), Chapter 12 Low Back Complaints, page 303, which is part of the MTUS.";
    assert_eq!(
        rows_of(CitedBy::ClaimsAdministrator, line),
        ["MTUS | Low Back Complaints | 2004 |  | 303"]
    );
}

#[test]
fn each_side_of_a_paragraph_is_read_for_itself() {
    let paragraph = "The Claims Administrator based its decision on the Postsurgical Treatment Guidelines, page 25, which is part of the MTUS. The provider did not dispute the guidelines. The Expert Reviewer found no section of the MTUS applicable. Per the strength of evidence hierarchy the Expert Reviewer based his/her decision on the Official Disability Guidelines (ODG), Knee & Leg Chapter, Venous thrombosis, which is not part of the MTUS.";
    assert_eq!(
        rows_of(CitedBy::ClaimsAdministrator, paragraph),
        ["MTUS | Postsurgical Treatment Guidelines | - |  | 25"]
    );
    assert_eq!(rows(paragraph), ["ODG | Knee and Leg | - | Venous thrombosis | "]);
    let agreed = "The Claims Administrator based its decision on the ODG, Low Back Chapter. The Expert Reviewer found the guidelines used by the Claims Administrator relevant and appropriate.";
    assert_eq!(rows(agreed), ["ODG | Low Back | - |  | "]);
}

#[test]
fn chapters_of_the_odg() {
    for (words, row) in [
        (
            "ODG, Knee & Leg (updated 11/22/16) Chapter: Skilled nursing facility (SNF) care.",
            "ODG | Knee and Leg | - | Skilled nursing facility (SNF) care | ",
        ),
        (
            "Official Disability Guidelines (ODG) Low back section, Physical therapy",
            "ODG | Low Back | - | Physical therapy | ",
        ),
        (
            "Official Disability Guidelines: Low Back - Lumbar & Thoracic (Acute & Chronic) Chapter (Online Version).",
            "ODG | Low Back | - |  | ",
        ),
        (
            "Official Disability Guidelines (ODG), Work Loss Data Institute (20th Annual Edition), 2015, Pain (Chronic) Chapter.",
            "ODG | Pain | 2015 |  | ",
        ),
        ("ODG Shoulder/MR Arthrogram.", "ODG | Shoulder | - | MR Arthrogram | "),
        ("ODG MRI Elbow.", "ODG | Elbow | - | MRI | "),
        ("ODG, Chiropractic Guidelines.", "ODG | Chiropractic Guidelines | - |  | "),
        ("ODG.", "ODG | - | - |  | "),
    ] {
        assert_eq!(rows(&format!("Decision based on Non-MTUS Citation {words}")), [row], "{words}");
    }
}

#[test]
fn several_chapters_of_the_odg() {
    let line = "Decision based on Non-MTUS Citation Official Disability Guidelines, Shoulder Chapter, Hand Chapter, Physical therapy.";
    assert_eq!(
        rows(line),
        ["ODG | Shoulder | - |  | ", "ODG | Forearm, Wrist, and Hand | - | Physical therapy | "]
    );
    let line = "Decision based on Non-MTUS Citation Knee (Acute & Chronic), Bracing, ODG Preface - Bracing.";
    assert_eq!(
        rows(line),
        ["ODG | Knee and Leg | - | Bracing | ", "ODG | Preface | - | Bracing | "]
    );
}

#[test]
fn acoem_outside_the_mtus() {
    let line = "Decision based on Non-MTUS Citation ACOEM Occupational Medicine Practice Guidelines, 3rd ed., Shoulder Disorders, pg. 64.";
    assert_eq!(rows(line), ["ACOEM | Shoulder Disorders | - |  | 64"]);
    let line = "Decision based on Non- MTUS Citation ODG Hips and Pelvis, MRI and Other Medical Treatment Guidelines ACOEM Hip and Groin Disorders, Diagnostic Testing.";
    assert_eq!(
        rows(line),
        [
            "ODG | Hip and Pelvis | - | MRI | ",
            "ACOEM | Hip and Groin Disorders | - | Diagnostic Testing | "
        ]
    );
}

#[test]
fn what_no_table_knows_is_kept_as_written() {
    let line = "Decision based on MTUS Low Back Complaints 2004, Section(s): Summary, and Hip Complaints 2011, Section(s): Bracing.";
    assert_eq!(
        rows(line),
        [
            "MTUS | Low Back Complaints | 2004 | Summary | ",
            "MTUS | Hip Complaints | 2011 | Bracing | "
        ]
    );
    let line = "Decision based on Non-MTUS Citation Journal of Bracing. Brace or not? pages 3-4.";
    assert_eq!(rows(line), ["Other | Journal of Bracing. Brace or not? | - |  | 3,4"]);
}

#[test]
fn what_the_silence_of_the_mtus_is_filled_with_is_cited() {
    let line = "A journal article: Roe, Bracing of the ankle, 2012. Neither the MTUS nor the ODG speaks of it.";
    assert_eq!(
        rows(line),
        ["Other | A journal article: Roe, Bracing of the ankle, 2012 | - |  | "]
    );
}

#[test]
fn nothing_cited_is_a_fact_of_its_own() {
    let line = "The Expert Reviewer did not cite any medical evidence for its decision.";
    let citations = parse_citations(CitedBy::Reviewer, line);
    assert_eq!(rows(line), ["- | - | - |  | "]);
    assert_eq!(citations[0].text, line);
    assert!(parse_citations(CitedBy::Reviewer, "  ").is_empty());
}

#[test]
fn the_words_of_each_citation_are_kept() {
    let line = "Decision based on MTUS Knee Complaints 2004, and Chronic Pain Medical Treatment 2016. Decision based on Non-MTUS Citation ODG, Knee.";
    let texts: Vec<String> =
        parse_citations(CitedBy::Reviewer, line).into_iter().map(|c| c.text).collect();
    assert_eq!(
        texts,
        [
            "MTUS Knee Complaints 2004",
            "Chronic Pain Medical Treatment 2016",
            "Non-MTUS Citation ODG, Knee"
        ]
    );
}

/// Each citing line with its rows.
fn assert_read(cases: &[(&str, &[&str])]) {
    for (words, expected) in cases {
        assert_eq!(rows(&format!("Decision based on {words}")), *expected, "{words}");
    }
}

#[test]
fn numbered_sections_run_to_the_next_number() {
    assert_read(&[
        (
            "MTUS Opioid Treatment 2016, Section(s): 1.2 Opioids, Urine Tests, and Agreements, 3.4.1 Dosing, Titration.",
            &[
                "MTUS | Opioid Treatment Guidelines | 2016 | 1.2 Opioids, Urine Tests, and Agreements; 3.4.1 Dosing, Titration | ",
            ],
        ),
        (
            "MTUS Opioid Treatment 2016, Section(s): 2.1 Acute Pain, Severe Injury, and Knee Complaints 2004, Section(s): Summary.",
            &[
                "MTUS | Opioid Treatment Guidelines | 2016 | 2.1 Acute Pain, Severe Injury | ",
                "MTUS | Knee Complaints | 2004 | Summary | ",
            ],
        ),
    ]);
}

#[test]
fn two_chapters_in_one_clause_are_two_citations() {
    let two = &["ODG | Shoulder | - |  | ", "ODG | Elbow | - | Bracing | "];
    assert_read(&[
        ("Non-MTUS Citation ODG Shoulder and Elbow Chapters, Bracing.", two),
        ("Non-MTUS Citation ODG, Shoulder Chapter and Elbow Chapter: Bracing.", two),
        ("Non-MTUS Citation ODG, Shoulder, Elbow, Bracing.", two),
        (
            "MTUS ACOEM Practice Guidelines, Chapters 8 and 12, page 300.",
            &[
                "MTUS | Neck and Upper Back Complaints | - |  | ",
                "MTUS | Low Back Complaints | - |  | 300",
            ],
        ),
        (
            "Non-MTUS Citation ODG Low Back (Thoracic & Lumbar, Acute and Chronic) Chapter, Traction.",
            &["ODG | Low Back | - | Traction | "],
        ),
    ]);
}

#[test]
fn a_chapter_of_something_else_is_none_of_acoems() {
    assert_read(&[
        (
            "Non-MTUS Citation Roe's Handbook of Bracing, Chapter 12, page 40.",
            &["Other | Roe's Handbook of Bracing, Chapter 12 | - |  | 40"],
        ),
        (
            "Non-MTUS Citation ODG Knee Chapter, Bracing and Other Medical Treatment Guidelines Doe, Textbook of Casts, Ch. 9.",
            &[
                "ODG | Knee and Leg | - | Bracing | ",
                "Other | Doe, Textbook of Casts, Ch. 9 | - |  | ",
            ],
        ),
        ("Non-MTUS Citation ODG, Low Back, Chapter 13.", &["ODG | Low Back | - |  | "]),
        (
            "MTUS Chronic Pain Medical Treatment Guidelines, Chapter 12, page 22.",
            &["MTUS | Chronic Pain Medical Treatment Guidelines | - |  | 22"],
        ),
        (
            "Non-MTUS Citation ACOEM Practice Guidelines, 3rd Edition, Chapter 9, page 4.",
            &["ACOEM | - | - |  | 4"],
        ),
    ]);
}

#[test]
fn words_that_only_lead_to_a_section_are_no_part_of_it() {
    for lead in [
        "Chapter/",
        "Chapter, subheading ",
        "Chapter, Topic: ",
        "Procedure Summary, ",
        "Procedure Summary Online Version last updated 04/29/2013, ",
        "Section/Topic: ",
        "chapter, under the heading of ",
    ] {
        assert_read(&[(
            &format!("Non-MTUS Citation Official Disability Guidelines (ODG), Knee {lead}Bracing."),
            &["ODG | Knee and Leg | - | Bracing | "],
        )]);
    }
}

#[test]
fn a_section_that_reads_like_a_header_is_kept() {
    assert_read(&[
        (
            "MTUS General Approaches 2004, Section(s): General Approach to Initial Assessment and Documentation, Prevention.",
            &[
                "MTUS | General Approaches | 2004 | General Approach to Initial Assessment and Documentation; Prevention | ",
            ],
        ),
        (
            "MTUS Chronic Pain Medical Treatment 2016, Section(s): Antiemetics (for nausea).",
            &[
                "MTUS | Chronic Pain Medical Treatment Guidelines | 2016 | Antiemetics (for nausea) | ",
            ],
        ),
        (
            "MTUS Chronic Pain Treatment Guidelines Chronic pain programs Page(s): 30.",
            &["MTUS | Chronic Pain Medical Treatment Guidelines | - | Chronic pain programs | 30"],
        ),
        (
            "Non-MTUS Citation ODG Hip Chapter, Revision arthroplasty.",
            &["ODG | Hip and Pelvis | - | Revision arthroplasty | "],
        ),
    ]);
}

#[test]
fn an_address_is_a_source_unless_it_is_the_publishers() {
    assert_read(&[
        (
            "Non-MTUS Citation ODG Pain Chapter, Bracing and Other Medical Treatment Guidelines www.example.org.",
            &["ODG | Pain | - | Bracing | ", "Other | www.example.org | - |  | "],
        ),
        (
            "Non-MTUS Citation https://example.org/a,1.html, http://example.com.",
            &[
                "Other | https://example.org/a,1.html | - |  | ",
                "Other | http://example.com | - |  | ",
            ],
        ),
        (
            "Non-MTUS Citation ODG, Neck, Traction, http://www.odg-twc.com/neck.htm.",
            &["ODG | Neck and Upper Back | - | Traction | "],
        ),
        (
            "Non-MTUS Citation Roe, Bracing, read at www.example.org.",
            &["Other | Roe, Bracing, read at www.example.org | - |  | "],
        ),
    ]);
}

#[test]
fn a_section_of_the_odg_may_stand_without_its_chapter() {
    assert_read(&[
        ("Non-MTUS Citation ODG Gym Memberships.", &["ODG | - | - | Gym memberships | "]),
        ("Non-MTUS Citation ODG, 2015, Bracing.", &["ODG | - | 2015 | Bracing | "]),
        (
            "Non-MTUS Citation ODG and www.example.org.",
            &["ODG | - | - |  | ", "Other | www.example.org | - |  | "],
        ),
        ("MTUS and Non-MTUS Citation ODG, Pain.", &["MTUS | - | - |  | ", "ODG | Pain | - |  | "]),
    ]);
}

#[test]
fn spellings_that_differ_in_case_are_one() {
    for words in ["Physical Therapy Guidelines", "physical therapy guidelines"] {
        assert_read(&[(
            &format!("Non-MTUS Citation ODG {words}."),
            &["ODG | Physical Therapy Guidelines | - |  | "],
        )]);
    }
    assert_read(&[(
        "Non-MTUS Citation ODG Knee, MRI (Magnetic Resonance Imaging).",
        &["ODG | Knee and Leg | - | MRI (magnetic resonance imaging) | "],
    )]);
}

#[test]
fn titles_with_colons_and_slashes_are_whole() {
    for (written, title, year) in [
        (
            "Workplace Mental Health: Anxiety Disorders 2021",
            "Workplace Mental Health: Anxiety Disorders",
            "2021",
        ),
        (
            "Introduction to the Workplace Mental Health 2019",
            "Workplace Mental Health: Introduction",
            "2019",
        ),
        (
            "Occupational/Work-Related Asthma Medical Treatment 2016",
            "Occupational/Work-Related Asthma",
            "2016",
        ),
        ("Hip and Groin 2011", "Hip and Groin Disorders", "2011"),
        ("Prevention 2018", "Prevention", "2018"),
        ("Chronic Pain 2017", "Chronic Pain", "2017"),
        ("Accupuncture Treatment 2007", "Acupuncture Medical Treatment Guidelines", "2007"),
        ("Elbow Disorders (Revised 2007)", "Elbow Complaints", "2007"),
    ] {
        assert_read(&[
            (&format!("MTUS {written}."), &[&format!("MTUS | {title} | {year} |  | ")]),
            (
                &format!("MTUS Eye 2004, Section(s): Summary, and {written}, Section(s): Bracing."),
                &[
                    "MTUS | Eye | 2004 | Summary | ",
                    &format!("MTUS | {title} | {year} | Bracing | "),
                ],
            ),
        ]);
    }
}

proptest::proptest! {
    #[test]
    fn no_text_is_too_odd(words in proptest::collection::vec("(Decision based on|MTUS|Non-MTUS Citation|ODG|ACOEM|Chapter|Page\\(s\\):|Section\\(s\\):|Low Back|Chronic Pain Treatment|[0-9]{1,5}|[-,;.()&–]|and|part of the MTUS|é|.{0,6}) ?", 0..40)) {
        let line = words.concat();
        for citation in parse_citations(CitedBy::Reviewer, &line) {
            proptest::prop_assert!(line.contains(&citation.text));
        }
    }
}

#[test]
fn garbage_takes_no_longer_than_text() {
    for piece in [
        "(",
        ",",
        "MTUS ",
        "Low Back Complaints ",
        ", and X 2004",
        "Page(s): 1-200, ",
        "ODG Neck; ",
        "p. 1 ",
        "Chapter 12 ",
        "www.a ",
        "a ",
        "and ",
    ] {
        let line = format!("Decision based on MTUS {}", piece.repeat(400_000 / piece.len()));
        parse_citations(CitedBy::Reviewer, &line);
    }
}
