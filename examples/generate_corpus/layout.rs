//! The facts of a case set into blocks, in the layout of its time.

use imr_search::model::{CitedBy, Determination, DisputedItem, Layout, LetterOutcome, Outcome};

use crate::case::{Case, listed};
use crate::citation::{self, Wording};
use crate::prose::numeric_date;

/// A block of a letter; `page` and `pdf` decide how it looks.
pub(crate) enum Block {
    /// Labels and values in two columns; a row may have one.
    Header(Vec<(String, Option<String>)>),
    /// A heading of the layout.
    Heading(String),
    /// The heading of an item.
    Item(String),
    /// Lines that are not wrapped together.
    Lines(Vec<String>),
    /// A paragraph.
    Prose(String),
}

const INDEPENDENT: &str = "MAXIMUS Federal Services gave the complete file to an expert reviewer \
    who has no tie to the employer, the employee, the providers or the claims administrator.";
const EXPERIENCE: &str = "The reviewer has been in practice for more than five years, sees \
    patients for at least 24 hours a week, and was chosen for education and experience in the \
    specialties that treat the condition and the disputed items/services. The reviewer knows the \
    laws that govern Independent Medical Review and the strength that they give to each kind of \
    evidence.";
const DECIDED_BELOW: &str = "The Final Determination was based on decisions for the disputed \
    items/services set forth below:";
const EFFECT: &str = "This determination counts as that of the Administrative Director and binds \
    the parties. It may be appealed within thirty days of the date of mailing.";

/// The blocks of the letter.
pub(crate) fn set(case: &Case) -> Vec<Block> {
    match case.facts.layout {
        Layout::Rationales => rationales(case),
        Layout::Decisions => decisions(case),
        Layout::Notice => notice(case),
        Layout::ProfessionalReview => professional_review(case),
        Layout::Unknown => stray(case),
    }
}

fn rationales(case: &Case) -> Vec<Block> {
    let facts = &case.facts;
    let mut blocks = Vec::new();
    if facts.case_number.is_some() {
        blocks.push(rationales_header(case));
    }
    blocks.push(heading("HOW THE IMR FINAL DETERMINATION WAS MADE"));
    if case.listed_credentials {
        blocks.push(Block::Prose(format!("{INDEPENDENT} {EXPERIENCE}")));
        blocks.push(Block::Lines(vec![
            "The Expert Reviewer has the following credentials:".to_owned(),
            format!("State(s) of Licensure: {}", facts.reviewer.licensed_in.join(",")),
            format!("Certification(s)/Specialty: {}", facts.reviewer.specialties.join(", ")),
        ]));
    } else {
        blocks.push(qualified(facts, "The expert reviewer"));
    }
    blocks.push(heading("CLINICAL CASE SUMMARY"));
    blocks.push(prose(
        "The expert reviewer developed the following clinical case summary based on a review of \
         the case file, including all medical records:",
    ));
    blocks.push(summary(facts));
    blocks.push(heading("IMR ISSUES, DECISIONS AND RATIONALES"));
    blocks.push(prose(DECIDED_BELOW));
    for item in &facts.items {
        rationales_item(case, item, &mut blocks);
    }
    blocks
}

fn rationales_header(case: &Case) -> Block {
    let days = &case.days;
    let day = |day| numeric_date(day, '/', true);
    let injury = match days.injury_end {
        Some(end) => format!("Dates of Injury: {} - {}", day(days.injury), day(end)),
        None => format!("Date of Injury: {}", day(days.injury)),
    };
    let priority = case.facts.priority.map_or("standard", |priority| priority.name());
    let priority = format!("{}{}", priority[..1].to_ascii_uppercase(), &priority[1..]);
    Block::Header(vec![
        (format!("Case Number: {}", case.number), None),
        (format!("Date Assigned: {}", day(days.assigned)), Some(injury)),
        (
            format!("Decision Date: {}", day(days.decided)),
            Some(format!("UR Denial Date: {}", day(days.denied))),
        ),
        (
            format!("Priority: {priority}"),
            Some(format!("Application Received: {}", day(days.received))),
        ),
    ])
}

fn rationales_item(case: &Case, item: &DisputedItem, blocks: &mut Vec<Block>) {
    blocks.push(Block::Item(rationales_heading(item)));
    for (label, side) in [
        ("Claims Administrator guideline", CitedBy::ClaimsAdministrator),
        ("MAXIMUS guideline", CitedBy::Reviewer),
    ] {
        blocks.push(Block::Prose(format!("{label}: {}", cited(case, item, side))));
    }
    blocks.push(Block::Prose(format!("Decision rationale: {}", rationale(item))));
}

/// `<treatment>: Upheld`, with the history of the request where it was approved in part.
fn rationales_heading(item: &DisputedItem) -> String {
    let outcome = if is_upheld(item) { "Upheld" } else { "Overturned" };
    let treatment = &item.treatment;
    match (&item.requested, &item.authorized) {
        (Some(requested), Some(authorized)) => format!(
            "{requested} was the original request. {authorized} was authorized by the Claims \
             Administrator. The remaining IMR eligible portion of the original request, \
             {treatment} is: {outcome}"
        ),
        _ => format!("{treatment}: {outcome}"),
    }
}

fn decisions(case: &Case) -> Vec<Block> {
    let facts = &case.facts;
    let treatments: Vec<&str> = facts.items.iter().map(|item| item.treatment.as_str()).collect();
    let outcome = match facts.outcome {
        Some(LetterOutcome::Overturned) => "OVERTURN",
        Some(LetterOutcome::PartiallyOverturned) => "PARTIAL OVERTURN",
        _ => "UPHOLD",
    };
    let mut blocks = vec![
        lines(["MAXIMUS FEDERAL SERVICES, INC.", "Independent Medical Review"]),
        early_header(case, "IMR Case Number", "Dated"),
        heading("Treatment(s) in Dispute Listed on IMR Application:"),
        Block::Prose(treatments.join("; ")),
        Block::Lines(vec![format!("Final Determination: {outcome}")]),
        prose(EFFECT),
        heading("HOW THE IMR FINAL DETERMINATION WAS MADE"),
        qualified(facts, "The physician reviewer"),
        heading("DOCUMENTS REVIEWED"),
        documents(case),
        heading("CLINICAL CASE SUMMARY"),
        summary(facts),
        heading("IMR DECISION(S) AND RATIONALE(S)"),
        prose(DECIDED_BELOW),
    ];
    for item in &facts.items {
        let not = if is_upheld(item) { "not " } else { "" };
        blocks.push(Block::Item(format!(
            "{}. {} is {not}medically necessary and appropriate.",
            item.item, item.treatment
        )));
        blocks.push(Block::Prose(cited(case, item, CitedBy::ClaimsAdministrator)));
        blocks.push(Block::Prose(cited(case, item, CitedBy::Reviewer)));
        let reason = rationale(item);
        blocks.push(Block::Prose(format!("The Physician Reviewer's decision rationale: {reason}")));
    }
    blocks
}

fn notice(case: &Case) -> Vec<Block> {
    let facts = &case.facts;
    let mut blocks = vec![
        lines(["MAXIMUS FEDERAL SERVICES, INC.", "Independent Medical Review"]),
        heading("Notice of Independent Medical Review Determination"),
        early_header(case, "MAXIMUS Case Number", "Dated"),
    ];
    blocks.extend(facts.items.iter().map(determined));
    blocks.push(heading("INDEPENDENT MEDICAL REVIEW DECISION AND RATIONALE"));
    blocks.push(prose("A decision was made for each treatment that was in dispute:"));
    blocks.extend(facts.items.iter().map(determined));
    blocks.push(heading("Medical Qualifications of the Expert Reviewer:"));
    blocks.push(qualified(facts, "The expert reviewer"));
    blocks.push(heading("Expert Reviewer Case Summary:"));
    blocks.push(summary(facts));
    blocks.push(heading("Documents Reviewed for Determination:"));
    blocks.push(documents(case));
    for item in &facts.items {
        notice_item(case, item, &mut blocks);
    }
    blocks.push(heading("Effect of the Decision:"));
    blocks.push(prose(EFFECT));
    blocks
}

/// The decision in one sentence; it stands in a notice twice. Spaces got lost in real ones.
fn determined(item: &DisputedItem) -> Block {
    let not = match is_upheld(item) {
        true if item.treatment.len().is_multiple_of(9) => "not",
        true => "not ",
        false => "",
    };
    Block::Prose(format!(
        "{}) MAXIMUS Federal Services, Inc. has determined the request for {} is {not}medically \
         necessary and appropriate.",
        item.item, item.treatment
    ))
}

fn notice_item(case: &Case, item: &DisputedItem, blocks: &mut Vec<Block>) {
    blocks
        .push(Block::Item(format!("{}) Regarding the request for {}:", item.item, item.treatment)));
    blocks.push(prose(
        "Section of the Medical Treatment Utilization Schedule Relied Upon by the Expert \
         Reviewer to Make His/Her Decision",
    ));
    blocks.push(Block::Prose(format!(
        "{} {}",
        cited(case, item, CitedBy::ClaimsAdministrator),
        cited(case, item, CitedBy::Reviewer)
    )));
    blocks.push(prose("Rationale for the Decision:"));
    blocks.push(Block::Prose(rationale(item).to_owned()));
}

fn professional_review(case: &Case) -> Vec<Block> {
    let facts = &case.facts;
    let mut blocks = vec![
        heading("MEDICAL PROFESSIONAL REVIEW"),
        early_header(case, "IMR Case Number", "Decision Date"),
        heading("ISSUE AT DISPUTE:"),
        Block::Prose(facts.items.first().map(|item| item.treatment.clone()).unwrap_or_default()),
        heading("CASE SUMMARY:"),
        summary(facts),
        heading("DOCUMENTS REVIEWED FOR DETERMINATION:"),
        documents(case),
    ];
    for item in &facts.items {
        let not = if is_upheld(item) { "NOT " } else { "" };
        blocks.push(heading(
            "MEDICAL TREATMENT GUIDELINE(S) RELIED UPON BY PROFESSIONAL REVIEWER AND WHY:",
        ));
        blocks.push(Block::Prose(cited(case, item, CitedBy::Reviewer)));
        blocks.push(Block::Heading(format!(
            "RATIONALE FOR WHY THE REQUESTED TREATMENT/SERVICE IS/WAS {not}MEDICALLY NECESSARY:"
        )));
        blocks.push(Block::Prose(rationale(item).to_owned()));
    }
    blocks.push(heading("MEDICAL REVIEWER QUALIFICATIONS:"));
    blocks.push(qualified(facts, "The reviewer"));
    blocks
}

/// A letter that is no determination.
fn stray(case: &Case) -> Vec<Block> {
    let mut blocks = vec![
        lines(["STATE OF CALIFORNIA", "Division of Workers' Compensation"]),
        Block::Lines(vec![format!("Our file {}", case.number)]),
    ];
    blocks.extend(case.asides.iter().cloned().map(Block::Prose));
    blocks
}

fn early_header(case: &Case, number: &str, decided: &str) -> Block {
    let days = &case.days;
    let day = |day| numeric_date(day, '/', false);
    let injury = match days.injury_end {
        Some(end) => format!("Dates of Injury: {} - {}", day(days.injury), day(end)),
        None => format!("Date of Injury: {}", day(days.injury)),
    };
    Block::Lines(vec![
        format!("{decided}: {}", day(days.decided)),
        format!("{number}: {}", case.number),
        injury,
        format!("UR Denial Date: {}", day(days.denied)),
        format!("Application Received: {}", day(days.received)),
    ])
}

/// Independence, board certification, licence and experience, in prose.
fn qualified(facts: &Determination, reviewer: &str) -> Block {
    let states = listed(&facts.reviewer.licensed_in);
    let specialty = match facts.reviewer.specialties.as_slice() {
        [first, second] => format!("{first}, has a subspecialty in {second}"),
        other => other.join(", "),
    };
    Block::Prose(format!(
        "{INDEPENDENT} {reviewer} is Board Certified in {specialty} and is licensed to practice \
         in {states}. {EXPERIENCE}"
    ))
}

fn cited(case: &Case, item: &DisputedItem, side: CitedBy) -> String {
    let citations: Vec<_> =
        item.citations.iter().filter(|citation| citation.cited_by == side).cloned().collect();
    let wording = if case.facts.layout == Layout::ProfessionalReview && !citations.is_empty() {
        // Nobody but the reviewer is quoted, and the sentence names the reviewer otherwise.
        let line = citation::sentence(side, Wording::Prose, &citations);
        return line.replace("The Physician Reviewer", "The Professional Reviewer");
    } else {
        case.wording
    };
    citation::sentence(side, wording, &citations)
}

fn documents(case: &Case) -> Block {
    let day = |day| numeric_date(day, '/', true);
    Block::Lines(vec![
        format!("Utilization review determination dated {}", day(case.days.denied)),
        format!("Application received {}", day(case.days.received)),
        "Medical records of the treating physicians".to_owned(),
    ])
}

fn summary(facts: &Determination) -> Block {
    Block::Prose(facts.summary.clone().unwrap_or_default())
}

fn rationale(item: &DisputedItem) -> &str {
    item.rationale.as_deref().unwrap_or_default()
}

fn is_upheld(item: &DisputedItem) -> bool {
    item.outcome == Some(Outcome::Upheld)
}

fn heading(text: &str) -> Block {
    Block::Heading(text.to_owned())
}

fn prose(text: &str) -> Block {
    Block::Prose(text.to_owned())
}

fn lines<const N: usize>(texts: [&str; N]) -> Block {
    Block::Lines(texts.map(str::to_owned).to_vec())
}
