//! One letter as text, as it was parsed.

use std::io::{self, Write};
use std::ops::Range;

use jiff::civil::Date;

use super::hits::short_citation;
use super::printable::printable;
use super::style::{self, paint};
use super::text::Text;
use crate::fields::FieldId;
use crate::model::{BasisKind, CitedBy, DisputedItem, LetterOutcome, ParsedLetter};

/// Finds what to mark in the texts of a letter: byte ranges.
pub(crate) type LetterMarks<'a> = dyn Fn(FieldId, &str) -> Vec<Range<usize>> + 'a;

pub(super) fn write(
    text: &Text,
    parsed: &ParsedLetter<'_>,
    marks: &LetterMarks<'_>,
    to: &mut dyn Write,
) -> io::Result<()> {
    let letter = parsed.determination;
    let case = letter.case_number.as_deref().unwrap_or("no case number");
    writeln!(to, "{}", paint(style::TITLE, case))?;
    for (label, value) in facts(parsed) {
        write_fact(text, label, &value, &[], to)?;
    }
    for diagnosis in &letter.diagnoses {
        write_fact(text, "diagnosis", diagnosis, &marks(FieldId::Diagnosis, diagnosis), to)?;
    }
    if let Some(summary) = &letter.summary {
        write_prose(text, "Clinical case summary", summary, &marks(FieldId::Summary, summary), to)?;
    }
    for one in parsed.items() {
        write_item(text, one, marks, to)?;
    }
    if let Some(whole) = &letter.text {
        write_prose(text, "Text", whole, &marks(FieldId::Text, whole), to)?;
    }
    for warning in &letter.warnings {
        write_fact(text, "warning", &warning.message, &[], to)?;
    }
    Ok(())
}

/// The letter's facts that are stated, each with its label.
fn facts(parsed: &ParsedLetter<'_>) -> Vec<(&'static str, String)> {
    let letter = parsed.determination;
    let dates = &letter.dates;
    let outcome = letter.outcome.map(|outcome| match outcome {
        LetterOutcome::Upheld => "upheld",
        LetterOutcome::Overturned => "overturned",
        LetterOutcome::PartiallyOverturned => "partially overturned",
    });
    let patient: Vec<String> = [
        letter.patient.age.map(|age| format!("{age} years")),
        letter.patient.gender.map(|g| g.name().into()),
    ]
    .into_iter()
    .flatten()
    .collect();
    let date = |date: Option<Date>| date.map(|date| date.to_string());
    let injured: Vec<String> = dates.injury.iter().map(ToString::to_string).collect();
    let list = |values: &[String]| (!values.is_empty()).then(|| values.join(", "));
    let facts = [
        ("outcome", outcome.map(Into::into)),
        ("decided", date(dates.decision)),
        ("assigned", date(dates.assigned)),
        ("UR denial", date(dates.ur_denial)),
        ("application", date(dates.application_received)),
        ("injured", list(&injured)),
        ("priority", letter.priority.map(|priority| priority.name().into())),
        ("patient", list(&patient)),
        ("reviewer", list(&letter.reviewer.specialties)),
        ("licensed in", list(&letter.reviewer.licensed_in)),
        ("layout", Some(letter.layout.name().into())),
        ("read from", Some(printable(&parsed.source.path).into_owned())),
    ];
    facts.into_iter().filter_map(|(label, value)| Some((label, value?))).collect()
}

fn write_item(
    text: &Text,
    item: &DisputedItem,
    marks: &LetterMarks<'_>,
    to: &mut dyn Write,
) -> io::Result<()> {
    let (outcome_style, outcome) = style::outcome(item.outcome);
    writeln!(to)?;
    writeln!(
        to,
        "{} {}",
        paint(style::TITLE, &format!("#{}", item.item)),
        paint(outcome_style, outcome.trim())
    )?;
    write_fact(
        text,
        "treatment",
        &item.treatment,
        &marks(FieldId::Treatment, &item.treatment),
        to,
    )?;
    let parts = [
        ("requested", FieldId::Requested, &item.requested),
        ("authorized", FieldId::Authorized, &item.authorized),
    ];
    for (label, field, part) in parts {
        if let Some(part) = part {
            write_fact(text, label, part, &marks(field, part), to)?;
        }
    }
    write_ground(text, item, marks, to)?;
    let category: Vec<&str> =
        [Some(item.category.as_str()), item.subcategory.as_deref()].into_iter().flatten().collect();
    write_fact(text, "category", &category.join(" / "), &[], to)?;
    for citation in &item.citations {
        let label = match citation.cited_by {
            CitedBy::ClaimsAdministrator => "UR cited",
            CitedBy::Reviewer => "IMR cited",
        };
        write_fact(text, label, &short_citation(citation), &[], to)?;
    }
    match &item.rationale {
        Some(rationale) => {
            let marked = marks(FieldId::Rationale, rationale);
            write_prose(text, "Decision rationale", rationale, &marked, to)
        }
        None => Ok(()),
    }
}

/// The sentences that carry the decision, and what it rests on where that is not its merits.
fn write_ground(
    text: &Text,
    item: &DisputedItem,
    marks: &LetterMarks<'_>,
    to: &mut dyn Write,
) -> io::Result<()> {
    for sentence in item.ground.iter().filter_map(|&place| item.sentence(place)) {
        write_fact(text, "ground", sentence, &marks(FieldId::Rationale, sentence), to)?;
    }
    let basis = item.basis.and_then(|basis| match (basis.kind, basis.item) {
        (BasisKind::Merits, _) => None,
        (BasisKind::Follows, Some(other)) => Some(format!("follows #{other}")),
        (BasisKind::Follows, None) => Some("follows another item".into()),
        (BasisKind::NoRecords, _) => Some("no records were provided".into()),
        (BasisKind::NoGuideline, _) => Some("no guideline covers the request".into()),
    });
    basis.map_or(Ok(()), |basis| write_fact(text, "basis", &basis, &[], to))
}

/// Columns of the labels.
const LABELS: usize = 13;

fn write_fact(
    text: &Text,
    label: &str,
    value: &str,
    marks: &[Range<usize>],
    to: &mut dyn Write,
) -> io::Result<()> {
    let mut lines = Vec::new();
    text.wrapped(value, marks, &" ".repeat(LABELS), &mut lines)?;
    let label =
        format!("{}{}", paint(style::LABEL, label), " ".repeat(LABELS.saturating_sub(label.len())));
    to.write_all(label.as_bytes())?;
    to.write_all(lines.get(LABELS..).unwrap_or(b"\n"))
}

fn write_prose(
    text: &Text,
    title: &str,
    prose: &str,
    marks: &[Range<usize>],
    to: &mut dyn Write,
) -> io::Result<()> {
    writeln!(to)?;
    writeln!(to, "{}", paint(style::LABEL, title))?;
    text.wrapped(prose, marks, "  ", to)
}
