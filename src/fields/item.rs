//! Fields of a disputed item.

use super::paths::Path;
use super::values::Subject;
use super::{Facet, Field, FieldId, Kind, Quoted, Text};
use crate::model::Outcome;

pub(super) static TREATMENT: Field = Field {
    id: FieldId::Treatment,
    name: "treatment",
    aliases: &[],
    help: "the treatment in dispute",
    example: "treatment:(norco OR hydrocodone)",
    kind: Kind::Words(Text {
        values: |subject, out| out.extend(subject.item.map(|item| &*item.treatment)),
        weight: Some(4.0),
        quoted: Some(Quoted { place: 4, worth: 3 }),
    }),
    facet: Facet::Own,
    exported: true,
};

pub(super) static RATIONALE: Field = Field {
    id: FieldId::Rationale,
    name: "rationale",
    aliases: &[],
    help: "the decision rationale",
    example: "rationale:radiculopathy",
    kind: Kind::Words(Text {
        values: |subject, out| out.extend(subject.item.and_then(|i| i.rationale.as_deref())),
        weight: Some(1.4),
        quoted: Some(Quoted { place: 1, worth: 6 }),
    }),
    facet: Facet::None,
    exported: true,
};

pub(super) static OUTCOME: Field = Field {
    id: FieldId::Outcome,
    name: "outcome",
    aliases: &[],
    help: "how the item was decided; the bare words mean the same",
    example: "outcome:overturned",
    kind: Kind::Choice(&["upheld", "overturned"], |subject, out| {
        out.extend(subject.item.and_then(|item| item.outcome).map(Outcome::name));
    }),
    facet: Facet::Own,
    exported: true,
};

pub(super) static CATEGORY: Field = Field {
    id: FieldId::Category,
    name: "category",
    aliases: &[],
    help: "the treatment category and subcategory",
    example: "category:Injection",
    kind: Kind::Words(Text {
        values: |subject, out| out.extend(category(subject).map(|path| path.parts().join("/"))),
        weight: None,
        quoted: None,
    }),
    facet: Facet::Tree(2, |subject, out| out.extend(category(subject))),
    exported: true,
};

pub(super) static CLASS: Field = Field {
    id: FieldId::Class,
    name: "class",
    aliases: &[],
    help: "treatments with a drug of this class",
    example: "class:opioid",
    kind: Kind::Class,
    facet: Facet::None,
    exported: true,
};

pub(super) static REQUESTED: Field = Field {
    id: FieldId::Requested,
    name: "requested",
    aliases: &[],
    help: "what was requested, of which a part was authorized",
    example: "requested:therapy",
    kind: Kind::Words(Text {
        values: |subject, out| out.extend(subject.item.and_then(|i| i.requested.as_deref())),
        weight: None,
        quoted: Some(Quoted { place: 5, worth: 3 }),
    }),
    facet: Facet::None,
    exported: true,
};

pub(super) static AUTHORIZED: Field = Field {
    id: FieldId::Authorized,
    name: "authorized",
    aliases: &[],
    help: "the part that was authorized",
    example: "authorized:*",
    kind: Kind::Words(Text {
        values: |subject, out| out.extend(subject.item.and_then(|i| i.authorized.as_deref())),
        weight: None,
        quoted: Some(Quoted { place: 6, worth: 3 }),
    }),
    facet: Facet::None,
    exported: true,
};

/// Category / subcategory.
fn category(subject: Subject<'_>) -> Option<Path<'_>> {
    let item = subject.item?;
    Some(Path::of([Some(&*item.category), item.subcategory.as_deref(), None]))
}
