//! Fields of the letter that an item is from.

use jiff::civil::Date;

use super::values::date_number;
use super::{Facet, Field, FieldId, Kind, Quoted, Text};
use crate::model::{Gender, LetterOutcome, Priority};

pub(super) static DIAGNOSIS: Field = Field {
    id: FieldId::Diagnosis,
    name: "diagnosis",
    aliases: &[],
    help: "the diagnoses",
    example: r#"diagnosis:"lumbar radiculopathy""#,
    kind: Kind::Words(Text {
        values: |subject, out| out.extend(&subject.letter.diagnoses),
        weight: Some(2.0),
        quoted: Some(Quoted { place: 7, worth: 3 }),
    }),
    facet: Facet::Own,
    exported: true,
};

pub(super) static CONDITION: Field = Field {
    id: FieldId::Condition,
    name: "condition",
    aliases: &[],
    help: "the diagnoses by the usual names of their conditions",
    example: r#"condition:"meniscus tear""#,
    kind: Kind::Words(Text {
        values: |subject, out| {
            out.extend(subject.letter.conditions.iter().filter_map(|c| c.name.as_deref()));
        },
        weight: None,
        quoted: None,
    }),
    facet: Facet::Own,
    exported: true,
};

pub(super) static ICD10: Field = Field {
    id: FieldId::Icd10,
    name: "icd10",
    aliases: &[],
    help: "the three-character ICD-10-CM categories of the diagnoses",
    example: "icd10:S83",
    kind: Kind::Code(|subject, out| {
        let conditions = subject.letter.conditions.iter();
        out.extend(conditions.filter_map(|condition| condition.icd10.as_deref()));
    }),
    facet: Facet::Own,
    exported: true,
};

pub(super) static LETTER_OUTCOME: Field = Field {
    id: FieldId::LetterOutcome,
    name: "letter_outcome",
    aliases: &[],
    help: "how all items of the letter were decided, taken together",
    example: "letter_outcome:partially_overturned",
    kind: Kind::Choice(&["upheld", "overturned", "partially_overturned"], |subject, out| {
        out.extend(subject.letter.outcome.map(LetterOutcome::name));
    }),
    facet: Facet::Own,
    exported: true,
};

pub(super) static MONTH: Field = Field {
    id: FieldId::Month,
    name: "month",
    aliases: &[],
    help: "the month of the decision",
    example: "month:2014-08",
    kind: Kind::Like(FieldId::Decided),
    facet: Facet::Flat(|subject, out| {
        let month = |date: Date| format!("{:04}-{:02}", date.year(), date.month());
        out.extend(subject.letter.dates.decision.map(month));
    }),
    exported: false,
};

pub(super) static SUMMARY: Field = Field {
    id: FieldId::Summary,
    name: "summary",
    aliases: &[],
    help: "the clinical case summary",
    example: "summary:laminectomy",
    kind: Kind::Words(Text {
        values: |subject, out| out.extend(subject.letter.summary.as_deref()),
        weight: Some(0.8),
        quoted: Some(Quoted { place: 2, worth: 5 }),
    }),
    facet: Facet::None,
    exported: true,
};

pub(super) static TEXT: Field = Field {
    id: FieldId::Text,
    name: "text",
    aliases: &[],
    help: "the whole text of letters without readable items",
    example: "text:surgery",
    kind: Kind::Words(Text {
        values: |subject, out| out.extend(subject.letter.text.as_deref()),
        weight: Some(0.8),
        quoted: Some(Quoted { place: 8, worth: 5 }),
    }),
    facet: Facet::None,
    exported: false,
};

pub(super) static DECIDED: Field = Field {
    id: FieldId::Decided,
    name: "decided",
    aliases: &[],
    help: "the date of the decision",
    example: "decided:[2014-01 TO 2014-06-30]",
    kind: Kind::Date(|subject, out| out.extend(subject.letter.dates.decision.map(date_number))),
    facet: Facet::None,
    exported: true,
};

pub(super) static YEAR: Field = Field {
    id: FieldId::Year,
    name: "year",
    aliases: &[],
    help: "the year of the decision",
    example: "year:2014",
    kind: Kind::Like(FieldId::Decided),
    facet: Facet::Flat(|subject, out| {
        out.extend(subject.letter.dates.decision.map(|date| format!("{:04}", date.year())));
    }),
    exported: false,
};

pub(super) static INJURED: Field = Field {
    id: FieldId::Injured,
    name: "injured",
    aliases: &[],
    help: "the dates of injury",
    example: "injured:2011",
    kind: Kind::Date(|subject, out| {
        out.extend(subject.letter.dates.injury.iter().map(|&date| date_number(date)));
    }),
    facet: Facet::None,
    exported: true,
};

pub(super) static AGE: Field = Field {
    id: FieldId::Age,
    name: "age",
    aliases: &[],
    help: "the patient's age in years",
    example: "age:>=65",
    kind: Kind::Number(|subject, out| out.extend(subject.letter.patient.age.map(u64::from))),
    facet: Facet::Flat(|subject, out| out.extend(subject.letter.patient.age.map(decade))),
    exported: true,
};

pub(super) static GENDER: Field = Field {
    id: FieldId::Gender,
    name: "gender",
    aliases: &[],
    help: "the patient's gender",
    example: "gender:female",
    kind: Kind::Choice(&["female", "male"], |subject, out| {
        out.extend(subject.letter.patient.gender.map(Gender::name));
    }),
    facet: Facet::Own,
    exported: true,
};

pub(super) static SPECIALTY: Field = Field {
    id: FieldId::Specialty,
    name: "specialty",
    aliases: &[],
    help: "the reviewer's specialties",
    example: r#"specialty:"pain management""#,
    kind: Kind::Words(Text {
        values: |subject, out| out.extend(&subject.letter.reviewer.specialties),
        weight: None,
        quoted: None,
    }),
    facet: Facet::Own,
    exported: true,
};

pub(super) static LICENSED: Field = Field {
    id: FieldId::Licensed,
    name: "licensed",
    aliases: &[],
    help: "the states of the reviewer's licences",
    example: "licensed:California",
    kind: Kind::Words(Text {
        values: |subject, out| out.extend(&subject.letter.reviewer.licensed_in),
        weight: None,
        quoted: None,
    }),
    facet: Facet::Own,
    exported: true,
};

pub(super) static CASE: Field = Field {
    id: FieldId::Case,
    name: "case",
    aliases: &[],
    help: "the case number",
    example: "case:CM14-0050318",
    kind: Kind::Code(|subject, out| {
        out.extend(subject.letter.case_number.as_deref().map(str::to_uppercase));
    }),
    facet: Facet::None,
    exported: true,
};

pub(super) static PRIORITY: Field = Field {
    id: FieldId::Priority,
    name: "priority",
    aliases: &[],
    help: "how fast the review had to be",
    example: "priority:expedited",
    kind: Kind::Choice(&["standard", "expedited"], |subject, out| {
        out.extend(subject.letter.priority.map(Priority::name));
    }),
    facet: Facet::Own,
    exported: true,
};

pub(super) static LAYOUT: Field = Field {
    id: FieldId::Layout,
    name: "layout",
    aliases: &[],
    help: "how the letter is laid out",
    example: "layout:notice",
    kind: Kind::Choice(
        &["rationales", "decisions", "notice", "professional_review", "unknown"],
        |subject, out| out.push(subject.letter.layout.name()),
    ),
    facet: Facet::Own,
    exported: true,
};

/// The decade of an age: `40-49`.
fn decade(age: u8) -> String {
    let start = age / 10 * 10;
    format!("{start}-{}", start + 9)
}
