//! Good letters for tests, made up from a number.

const TREATMENTS: &[(&str, &str, &str)] = &[
    ("Lumbar epidural steroid injection at L5-S1", "Epidural steroid injections (ESIs)", "46"),
    ("Physical therapy 2 times a week for 6 weeks", "Physical medicine", "98-99"),
    ("Norco 10/325 mg #90", "Opioids", "74-97"),
    ("Urine drug screen", "Drug testing", "43"),
    ("TENS unit, purchase", "Transcutaneous electrotherapy", "114-117"),
];

/// A letter of the layout in use since 2014. Equal numbers give equal letters.
pub(crate) fn good_letter(number: u32) -> String {
    let (treatment, section, pages) = TREATMENTS[number as usize % TREATMENTS.len()];
    let (day, age) = (number % 27 + 1, 25 + number % 50);
    let overturned = number.is_multiple_of(9);
    let (outcome, necessity) = if overturned { ("Overturned", "is") } else { ("Upheld", "is not") };
    format!(
        "Case Number: CM15-{number:07}\n\
         Date Assigned: 02/{day:02}/2015 Date of Injury: 06/{day:02}/2012\n\
         Decision Date: 03/{day:02}/2015 UR Denial Date: 12/{day:02}/2014\n\
         Priority: Standard Application\n\
         Received:\n\
         01/{day:02}/2015\n\
         HOW THE IMR FINAL DETERMINATION WAS MADE\n\
         An expert reviewer read the whole file. The reviewer is Board Certified in Family\n\
         Medicine and is licensed to practice in California.\n\
         CLINICAL CASE SUMMARY\n\
         This {age}-year-old worker slipped on a wet ramp and was diagnosed with a lumbar strain.\n\
         Rest, ice and two visits to the clinic brought little relief.\n\
         IMR ISSUES, DECISIONS AND RATIONALES\n\
         The Final Determination was based on decisions for the disputed items/services set forth\n\
         below:\n\
         {treatment}: {outcome}\n\
         Claims Administrator guideline: Decision based on MTUS Chronic Pain Treatment Guidelines\n\
         {section} Page(s): {pages}.\n\
         MAXIMUS guideline: Decision based on MTUS Chronic Pain Treatment Guidelines {section}\n\
         Page(s): {pages}.\n\
         Decision rationale: The file tells how the worker fared after the fall and what was\n\
         tried. Measured against the guideline, the request {necessity} medically necessary.\n"
    )
}
