//! Fields of a disputed item.

use super::paths::Path;
use super::values::Subject;
use super::{Facet, Field, FieldId, Kind, Quoted, Text};
use crate::model::{Outcome, Service};

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
        values: |subject, out| {
            out.extend(category(subject, None).map(|path| path.parts().join("/")));
        },
        weight: None,
        quoted: None,
    }),
    facet: Facet::Tree(3, |subject, out| {
        let names = services(subject).iter().filter_map(|service| service.name.as_deref());
        out.extend(names.filter_map(|name| category(subject, Some(name))));
        out.extend(category(subject, None));
    }),
    exported: true,
};

pub(super) static SUBCATEGORY: Field = Field {
    id: FieldId::Subcategory,
    name: "subcategory",
    aliases: &[],
    help: "the treatment subcategory",
    example: r#"subcategory:"facet injection""#,
    kind: Kind::Words(Text {
        values: |subject, out| out.extend(subject.item.and_then(|i| i.subcategory.as_deref())),
        weight: None,
        quoted: None,
    }),
    facet: Facet::Own,
    exported: true,
};

pub(super) static SERVICE: Field = Field {
    id: FieldId::Service,
    name: "service",
    aliases: &[],
    help: "the services asked for, by their usual names",
    example: r#"service:"physical therapy""#,
    kind: Kind::Words(Text {
        values: |subject, out| {
            out.extend(services(subject).iter().filter_map(|s| s.name.as_deref()));
        },
        weight: None,
        quoted: None,
    }),
    facet: Facet::Own,
    exported: true,
};

pub(super) static BODY: Field = Field {
    id: FieldId::Body,
    name: "body",
    aliases: &[],
    help: "the regions of the body that the services are for",
    example: r#"body:"lumbar spine""#,
    kind: Kind::Words(Text {
        values: |subject, out| out.extend(services(subject).iter().flat_map(|s| &s.body)),
        weight: None,
        quoted: None,
    }),
    facet: Facet::Own,
    exported: true,
};

pub(super) static SIDE: Field = Field {
    id: FieldId::Side,
    name: "side",
    aliases: &[],
    help: "the side of the body that the services are for",
    example: "side:left",
    kind: Kind::Choice(&["left", "right", "bilateral"], |subject, out| {
        for side in services(subject).iter().filter_map(|service| service.side) {
            out.push(side.name());
        }
    }),
    facet: Facet::Own,
    exported: true,
};

pub(super) static QUANTITY: Field = Field {
    id: FieldId::Quantity,
    name: "quantity",
    aliases: &[],
    help: "how much is asked for, in sessions, tablets and the like",
    example: "quantity:>12",
    kind: Kind::Number(|subject, out| {
        let quantity = subject.item.and_then(|item| item.quantity.as_ref());
        out.extend(quantity.map(|quantity| u64::from(quantity.count)));
    }),
    facet: Facet::None,
    exported: true,
};

pub(super) static BASIS: Field = Field {
    id: FieldId::Basis,
    name: "basis",
    aliases: &[],
    help: "what the decision rests on",
    example: "basis:no_records",
    kind: Kind::Choice(&["merits", "follows", "no_records", "no_guideline"], |subject, out| {
        out.extend(subject.item.and_then(|item| item.basis).map(|basis| basis.kind.name()));
    }),
    facet: Facet::Own,
    exported: true,
};

pub(super) static CLASS: Field = Field {
    id: FieldId::Class,
    name: "class",
    aliases: &[],
    help: "treatments with a drug of this class",
    example: "class:opioid",
    kind: Kind::Class,
    facet: Facet::Flat(|subject, out| out.extend(subject.item.and_then(|i| i.class.as_deref()))),
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

/// Category / subcategory / service.
fn category<'a>(subject: Subject<'a>, service: Option<&'a str>) -> Option<Path<'a>> {
    let item = subject.item?;
    Some(Path::of([Some(&*item.category), item.subcategory.as_deref(), service]))
}

fn services(subject: Subject<'_>) -> &[Service] {
    subject.item.map_or(&[], |item| &item.services)
}
