//! Whole letters, as a reader finds them. The samples are our own, written in the forms of real
//! letters.

use jiff::civil::Date;
use proptest::prelude::*;

use super::parse;
use crate::extract::Text;
use crate::model::{
    Determination, Format, Gender, Layout, LetterOutcome, Outcome, Priority, WarningKind,
};

const RATIONALES: &str = include_str!("samples/rationales.txt");
const DECISIONS: &str = include_str!("samples/decisions.txt");
const NOTICE: &str = include_str!("samples/notice.txt");
const PROFESSIONAL: &str = include_str!("samples/professional.txt");
const SAMPLES: [&str; 4] = [RATIONALES, DECISIONS, NOTICE, PROFESSIONAL];

fn read(body: &str) -> Determination {
    parse(&Text { format: Format::Txt, body: body.to_owned() })
}

fn date(iso: &str) -> Date {
    iso.parse().unwrap_or_default()
}

fn kinds(letter: &Determination) -> Vec<WarningKind> {
    letter.warnings.iter().map(|warning| warning.kind).collect()
}

fn decided(letter: &Determination) -> Vec<(&str, Option<Outcome>)> {
    letter.items.iter().map(|item| (item.treatment.as_str(), item.outcome)).collect()
}

fn rationale(letter: &Determination, item: usize) -> &str {
    letter.items[item].rationale.as_deref().unwrap_or_default()
}

#[test]
fn the_header_of_a_rationales_letter_is_read() {
    let letter = read(RATIONALES);
    assert_eq!(letter.layout, Layout::Rationales);
    assert_eq!(letter.case_number.as_deref(), Some("CM14-0990001"));
    assert_eq!(letter.dates.injury, [date("2011-03-14")]);
    assert_eq!(letter.dates.assigned, Some(date("2014-07-07")));
    assert_eq!(letter.dates.decision, Some(date("2014-08-28")));
    assert_eq!(letter.dates.ur_denial, Some(date("2014-04-02")));
    assert_eq!(letter.dates.application_received, Some(date("2014-04-17")));
    assert_eq!(letter.priority, Some(Priority::Standard));
    assert_eq!(letter.warnings, []);
}

#[test]
fn patient_reviewer_and_summary_are_read() {
    let letter = read(RATIONALES);
    assert_eq!((letter.patient.age, letter.patient.gender), (Some(48), Some(Gender::Female)));
    let specialties = ["Physical Medicine & Rehabilitation", "Pain Management"];
    assert_eq!(letter.reviewer.specialties, specialties);
    assert_eq!(letter.reviewer.licensed_in, ["California", "New York"]);
    let summary = letter.summary.unwrap_or_default();
    assert!(summary.starts_with("The worker is a 48-year-old"), "{summary}");
    assert!(summary.ends_with("on 04/02/2014."), "{summary}");
}

#[test]
fn each_item_has_its_own_decision_and_rationale() {
    let letter = read(RATIONALES);
    let expected = [
        ("Norco 10/325mg #120", Some(Outcome::Upheld)),
        ("Retro: Terocin patch (DOS 1/2/14), Qty. 30, per Dr. Ames", Some(Outcome::Overturned)),
        ("2 refills of Gabapentin 300mg #90", Some(Outcome::Upheld)),
    ];
    assert_eq!(decided(&letter), expected);
    assert_eq!(letter.outcome, Some(LetterOutcome::PartiallyOverturned));
    assert!(rationale(&letter, 0).ends_with("planned with the prescriber."));
    assert!(rationale(&letter, 1).ends_with("The request is medically necessary."));
    let partial = &letter.items[2];
    assert_eq!(partial.requested.as_deref(), Some("Gabapentin 300mg #90 with 2 refills"));
    assert_eq!(partial.authorized.as_deref(), Some("Gabapentin 300mg #90"));
}

#[test]
fn a_decisions_letter_is_read() {
    let letter = read(DECISIONS);
    assert_eq!(letter.layout, Layout::Decisions);
    assert_eq!(letter.case_number.as_deref(), Some("CM13-0012345"));
    assert_eq!(letter.dates.decision, Some(date("2013-12-23")));
    assert_eq!(letter.dates.injury, [date("2003-11-19")]);
    assert_eq!(letter.reviewer.specialties, ["Orthopedic Surgery", "Hand Surgery"]);
    let expected = [
        ("Wrist splint, right, per Dr. Ames", Some(Outcome::Overturned)),
        ("12 sessions of hand therapy, 2. phase", Some(Outcome::Upheld)),
    ];
    assert_eq!(decided(&letter), expected);
    assert!(rationale(&letter, 0).ends_with("The splint is cheap."));
    assert_eq!(letter.warnings, []);
}

#[test]
fn a_stated_outcome_that_the_items_contradict_is_doubted() {
    let letter = read(&DECISIONS.replace("PARTIAL OVERTURN", "UPHOLD"));
    assert_eq!(kinds(&letter), [WarningKind::ContradictoryOutcome]);
}

#[test]
fn a_notice_states_its_determinations_twice_and_they_count_once() {
    let letter = read(NOTICE);
    assert_eq!(letter.layout, Layout::Notice);
    assert_eq!(letter.case_number.as_deref(), Some("CM13-0009999"));
    assert_eq!(letter.dates.decision, Some(date("2013-10-02")));
    assert_eq!(letter.dates.application_received, Some(date("2013-08-09")));
    let expected = [
        ("twelve visits of pool therapy", Some(Outcome::Upheld)),
        ("a walker with seat", Some(Outcome::Overturned)),
    ];
    assert_eq!(decided(&letter), expected);
    assert!(rationale(&letter, 0).starts_with("The record shows"));
    assert!(rationale(&letter, 0).ends_with("medically necessary and appropriate."));
    assert_eq!(letter.reviewer.licensed_in, ["California", "Texas"]);
    let summary = letter.summary.unwrap_or_default();
    assert!(summary.starts_with("The worker is a 51 year old"), "{summary}");
}

#[test]
fn a_notice_that_contradicts_itself_leaves_the_outcome_open() {
    let letter = read(&NOTICE.replacen("seat is\nmedically", "seat is not\nmedically", 1));
    assert_eq!(letter.items[1].outcome, None);
    assert_eq!(kinds(&letter), [WarningKind::UnclearOutcome]);
}

#[test]
fn the_head_of_a_notice_alone_gives_its_items() {
    let head = NOTICE.split("INDEPENDENT MEDICAL REVIEW DECISION").next().unwrap_or_default();
    let letter = read(head);
    assert_eq!(letter.items.len(), 2);
    assert_eq!(kinds(&letter), [WarningKind::NoRationale; 2]);
}

#[test]
fn a_professional_review_is_decided_by_the_heading_of_its_rationale() {
    let letter = read(PROFESSIONAL);
    assert_eq!(letter.layout, Layout::ProfessionalReview);
    let expected = [
        ("Lumbar support", Some(Outcome::Upheld)),
        ("Ten visits of massage", Some(Outcome::Upheld)),
    ];
    assert_eq!(decided(&letter), expected);
    assert_eq!(letter.patient.gender, Some(Gender::Male));
    assert_eq!(letter.reviewer.licensed_in, ["Nevada"]);
    let won = PROFESSIONAL
        .replace("IS/WAS NOT MEDICALLY", "WAS MEDICALLY")
        .replace("are not medically", "are medically");
    assert_eq!(read(&won).outcome, Some(LetterOutcome::Overturned));
    let unclear = PROFESSIONAL.replace("IS/WAS NOT MEDICALLY", "WAS MEDICALLY");
    assert_eq!(read(&unclear).outcome, None);
}

#[test]
fn without_a_header_the_injury_comes_from_prose_and_the_case_number_from_nowhere() {
    let (_, body) = RATIONALES.split_once("HOW THE").unwrap_or_default();
    for (said, day) in [
        ("with a date of injury of 05/15/2011", "2011-05-15"),
        ("who had an industrial injury on 10-13-16", "2016-10-13"),
        ("who had a work related injury on October 13, 2016", "2016-10-13"),
        ("with a history of an occupational claim from 10/14/ 2016", "2016-10-14"),
        ("who was seen on 1/1/2014, date of injury: 2/3/2012", "2012-02-03"),
        ("who injured her left knee on 2/3/2012", "2012-02-03"),
    ] {
        let body = body.replace("who slipped on a ramp on 3/14/2011", said);
        let letter = read(&format!("HOW THE{body}"));
        assert_eq!(letter.dates.injury, [date(day)], "{said}");
        assert_eq!(letter.case_number, None);
    }
    let seen =
        body.replace("slipped on a ramp on 3/14/2011", "is an injured worker seen on 1/1/2014");
    assert_eq!(read(&seen).dates.injury, []);
}

#[test]
fn the_header_counts_where_prose_tells_another_date() {
    let letter = read(&RATIONALES.replace("ramp on 3/14/2011", "ramp, date of injury 1/1/2001"));
    assert_eq!(letter.dates.injury, [date("2011-03-14")]);
}

#[test]
fn cumulative_injuries_have_several_dates() {
    let field = "Dates of Injury: CT 1/1/2010 - 2/2/2012, 3/3/2013";
    let letter = read(&RATIONALES.replace("Date of Injury: 03/14/2011", field));
    assert_eq!(letter.dates.injury, [date("2010-01-01"), date("2012-02-02"), date("2013-03-03")]);
}

#[test]
fn an_impossible_date_is_absent_and_said() {
    let letter = read(&RATIONALES.replace("08/28/2014", "13/45/2014"));
    assert_eq!(letter.dates.decision, None);
    assert_eq!(kinds(&letter), [WarningKind::UnreadableDate]);
}

#[test]
fn labels_split_around_their_values_are_read() {
    for split in [
        "Priority: Expedited Application\n04/17/2014\nReceived:",
        "Priority: Expedited\nApplication Received: 04/17/2014",
        "PRIORITY :Expedited   APPLICATION\nRECEIVED : 4/17/14",
        "Priority: Application\nReceived: Expedited 04/17/2014",
    ] {
        let letter = read(
            &RATIONALES.replace("Priority: Standard Application\nReceived:\n04/17/2014", split),
        );
        assert_eq!(letter.dates.application_received, Some(date("2014-04-17")), "{split}");
        let is_misplaced = split.ends_with("Expedited 04/17/2014");
        assert_eq!(letter.priority.is_none(), is_misplaced, "{split}");
    }
}

#[test]
fn reviewers_in_prose_are_divided_at_known_specialties() {
    for (prose, specialties) in [
        (
            "Physical Medicine and Rehabilitation has a subspecialty in Interventional Spine",
            vec!["Physical Medicine and Rehabilitation", "Interventional Spine"],
        ),
        ("Internal Medicine and Pain Medicine", vec!["Internal Medicine", "Pain Medicine"]),
        (
            "Preventive Medicine, has a subspecialty in Occupational Medicine",
            vec!["Preventive Medicine", "Occupational Medicine"],
        ),
        ("Moon Medicine, Family Practice", vec!["Moon Medicine", "Family Practice"]),
    ] {
        let body = format!(
            "HOW THE IMR FINAL DETERMINATION WAS MADE\nThe expert reviewer is Board Certified in \
             {prose} and is licensed to practice in California. He/she works.\nCLINICAL CASE \
             SUMMARY\nA note."
        );
        let letter = read(&body);
        assert_eq!(letter.reviewer.specialties, specialties);
        assert_eq!(letter.reviewer.licensed_in, ["California"]);
    }
}

#[test]
fn what_fits_no_layout_is_kept_whole() {
    let letter = read("A memo about\nparking.\n");
    assert_eq!(letter.layout, Layout::Unknown);
    assert_eq!(letter.text.as_deref(), Some("A memo about parking."));
    assert_eq!(kinds(&letter), [WarningKind::UnknownLayout]);
}

#[test]
fn headings_without_items_are_kept_and_said() {
    let (head, _) = RATIONALES.split_once("Norco 10").unwrap_or_default();
    let letter = read(head);
    assert_eq!(letter.layout, Layout::Rationales);
    assert_eq!(kinds(&letter), [WarningKind::NoItems]);
    assert!(letter.text.is_some());
}

#[test]
fn a_letter_cut_off_keeps_what_there_is() {
    let (head, _) = RATIONALES.split_once("of use. An earlier").unwrap_or_default();
    let letter = read(head);
    assert_eq!(decided(&letter), [("Norco 10/325mg #120", Some(Outcome::Upheld))]);
    assert_eq!(kinds(&letter), [WarningKind::Incomplete]);
    let (head, _) = RATIONALES.split_once("MAXIMUS guideline").unwrap_or_default();
    assert_eq!(kinds(&read(head)), [WarningKind::NoRationale]);
}

#[test]
fn damaged_text_is_said() {
    let letter = read("\u{1}\u{fffd}@@## ~~ %% a ??");
    assert!(kinds(&letter).contains(&WarningKind::DamagedText));
    assert!(kinds(&read("")).contains(&WarningKind::DamagedText));
}

/// The same letter, wrapped at `width`, every line followed by `gap`.
fn rewrap(body: &str, width: usize, gap: &str) -> String {
    let mut wrapped = String::new();
    let mut used = 0;
    for word in body.split_whitespace() {
        if used > 0 && used + 1 + word.len() > width {
            wrapped.push_str(gap);
            used = 0;
        } else if used > 0 {
            wrapped.push(' ');
            used += 1;
        }
        wrapped.push_str(word);
        used += word.len();
    }
    wrapped
}

proptest! {
    #[test]
    fn wrapping_changes_nothing(
        sample in 0..SAMPLES.len(),
        width in 24_usize..200,
        gap in prop::sample::select(vec!["\n", "\r\n", "\n\n", " \n \n", "\n\u{c}"]),
    ) {
        let whole = SAMPLES[sample].replace("Final Determination Letter for IMR Case Number CM13-0012345\n2\n", "").replace("Final Determination Letter for IMR Case Number CM13-0012345\n3\n", "");
        prop_assert_eq!(read(&rewrap(&whole, width, gap)), read(SAMPLES[sample]));
    }

    #[test]
    fn page_breaks_change_nothing(
        sample in 0..SAMPLES.len(),
        places in prop::collection::vec((0_usize..60, 0_usize..6), 0..5),
    ) {
        let marks = ["Page 2 of 4", "- 3 -", "\u{c}", "3", "Page 7", "Final Determination Letter for IMR Case Number CM13-0012345\n4"];
        let mut lines: Vec<&str> = SAMPLES[sample].lines().collect();
        for (place, mark) in places {
            if !SAMPLES[sample].contains("CM13-0012345") && mark == 5 {
                continue;
            }
            lines.insert(place.min(lines.len()), marks[mark]);
        }
        prop_assert_eq!(read(&lines.join("\n")), read(SAMPLES[sample]));
    }

    #[test]
    fn nothing_panics(body in any::<String>()) {
        read(&body);
    }

    #[test]
    fn shuffled_letters_do_not_panic(
        pieces in prop::collection::vec((0..SAMPLES.len(), any::<prop::sample::Index>(), 0_usize..200), 0..12),
        glue in prop::sample::select(vec!["", " ", "\n", "…", "é\n"]),
    ) {
        let body: Vec<String> = pieces
            .iter()
            .map(|(sample, at, length)| {
                let start = at.index(SAMPLES[*sample].len());
                SAMPLES[*sample].chars().skip(start).take(*length).collect()
            })
            .collect();
        let letter = read(&body.join(glue));
        for item in &letter.items {
            prop_assert!(item.item > 0);
        }
    }
}
