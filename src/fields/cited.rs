//! Fields of the guidelines that the two sides cited for an item.

use super::paths::{Path, guideline_paths, page_paths};
use super::values::Subject;
use super::{Facet, Fact, Field, FieldId, Kind, Quoted, Text};
use crate::model::{Citation, CitedBy};

pub(super) static PAGE: Field = Field {
    id: FieldId::Page,
    name: "page",
    aliases: &[],
    help: "a page cited",
    example: "imr.page:[74 TO 97]",
    kind: Kind::Cited(Fact::Page),
    facet: Facet::Cited(3, page_paths),
    exported: true,
};

pub(super) static GUIDELINE: Field = Field {
    id: FieldId::Guideline,
    name: "guideline",
    aliases: &[],
    help: "words of the title of a guideline cited",
    example: r#"ur.guideline:"chronic pain""#,
    kind: Kind::Cited(Fact::Guideline),
    facet: Facet::Cited(3, guideline_paths),
    exported: true,
};

pub(super) static SECTION: Field = Field {
    id: FieldId::Section,
    name: "section",
    aliases: &[],
    help: "words of the name of a section cited",
    example: r#"section:"epidural steroid""#,
    kind: Kind::Cited(Fact::Section),
    facet: Facet::Cited(1, |cited| {
        cited.sections.iter().map(|name| Path::of([Some(name), None, None])).collect()
    }),
    exported: true,
};

pub(super) static SOURCE: Field = Field {
    id: FieldId::Source,
    name: "source",
    aliases: &[],
    help: "who issued a guideline cited",
    example: "imr.source:ODG",
    kind: Kind::Cited(Fact::Source),
    facet: Facet::TopOf(FieldId::Guideline),
    exported: true,
};

pub(super) static EDITION: Field = Field {
    id: FieldId::Edition,
    name: "edition",
    aliases: &[],
    help: "the year of a guideline cited",
    example: "edition:2009",
    kind: Kind::Cited(Fact::Edition),
    facet: Facet::Cited(1, |cited| {
        cited.edition.iter().map(|year| Path::of([Some(year), None, None])).collect()
    }),
    exported: true,
};

pub(super) static CITE: Field = Field {
    id: FieldId::Cite,
    name: "cite",
    aliases: &[],
    help: "one citation that has all of it, apart from other citation clauses",
    example: "cite:(page:46 source:MTUS) cite:(source:ODG)",
    kind: Kind::OneCitation,
    facet: Facet::None,
    exported: false,
};

pub(super) static CITED_BY: Field = Field {
    id: FieldId::CitedBy,
    name: "cited_by",
    aliases: &[],
    help: "the side that cited a guideline",
    example: "-cited_by:reviewer",
    kind: Kind::Choice(&["claims_administrator", "reviewer"], |subject, out| {
        sides_that_cited(citations(subject)).for_each(|side| out.push(side.name()));
    }),
    facet: Facet::Own,
    exported: false,
};

pub(super) static CITATION: Field = Field {
    id: FieldId::Citation,
    name: "citation",
    aliases: &[],
    help: "the citations as the letter words them",
    example: "citation:neurology",
    kind: Kind::Words(Text {
        values: |subject, out| out.extend(citations(subject).iter().map(|cited| &*cited.text)),
        weight: Some(1.0),
        quoted: Some(Quoted { place: 3, worth: 3 }),
    }),
    facet: Facet::None,
    exported: true,
};

/// The sides that cited some source.
fn sides_that_cited(citations: &[Citation]) -> impl Iterator<Item = CitedBy> {
    [CitedBy::ClaimsAdministrator, CitedBy::Reviewer].into_iter().filter(|side| {
        citations.iter().any(|cited| cited.cited_by == *side && cited.source.is_some())
    })
}

fn citations(subject: Subject<'_>) -> &[Citation] {
    subject.item.map_or(&[], |item| &item.citations)
}
