//! The fields of the index. Their names are spelt here and nowhere else.
//!
//! Four kinds of field serve four kinds of question:
//!
//! - **text** ([`TextField`]): stemmed words with positions, for search and phrases;
//! - **keyword**: one exact term, for filters that posting lists answer best;
//! - **citation** ([`Fields::cite`]): one block of positions a citation, see [`super::cite`];
//! - **fast columns**: numbers for ranges and sorting, and one multi-valued string column a level
//!   of a facet ([`FacetField`]), counted by ordinal.

use std::fmt;

use tantivy::schema::{
    Field, IndexRecordOption, NumericOptions, STORED, STRING, Schema, SchemaBuilder,
    TextFieldIndexing, TextOptions,
};

use super::{analyzer, cite};
use crate::model::CitedBy;

/// Grows with every change of the fields or of the terms in them; an index of another version is
/// refused with the advice to rebuild it.
pub const FORMAT_VERSION: u32 = 2;

/// A field of stemmed words with positions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TextField {
    /// The treatment in dispute.
    Treatment,
    /// The letter's diagnoses.
    Diagnosis,
    /// The item's decision rationale.
    Rationale,
    /// The raw words of the item's citations, both sides.
    Citation,
    /// The letter's clinical case summary.
    Summary,
    /// The whole text of a letter without readable items.
    Text,
    /// What was requested before a part of it was authorized.
    Requested,
    /// The part that the claims administrator authorized.
    Authorized,
    /// The reviewer's specialties.
    Specialty,
    /// The states in which the reviewer is licensed.
    Licensed,
    /// The treatment category and subcategory.
    Category,
}

impl TextField {
    /// All of them, in the order of the schema.
    pub const ALL: [Self; 11] = [
        Self::Treatment,
        Self::Diagnosis,
        Self::Rationale,
        Self::Citation,
        Self::Summary,
        Self::Text,
        Self::Requested,
        Self::Authorized,
        Self::Specialty,
        Self::Licensed,
        Self::Category,
    ];

    /// The fields a bare word is looked for in, with their weights in the ranking: treatment
    /// before diagnosis before rationale before summary.
    pub const DEFAULT: [(Self, f32); 6] = [
        (Self::Treatment, 4.0),
        (Self::Diagnosis, 2.0),
        (Self::Rationale, 1.4),
        (Self::Citation, 1.0),
        (Self::Summary, 0.8),
        (Self::Text, 0.8),
    ];

    /// The name in the index and in queries.
    pub fn name(self) -> &'static str {
        match self {
            Self::Treatment => "treatment",
            Self::Diagnosis => "diagnosis",
            Self::Rationale => "rationale",
            Self::Citation => "citation",
            Self::Summary => "summary",
            Self::Text => "text",
            Self::Requested => "requested",
            Self::Authorized => "authorized",
            Self::Specialty => "specialty",
            Self::Licensed => "licensed",
            Self::Category => "category",
        }
    }
}

/// A dimension that items are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FacetField {
    /// Source / guideline / section, of one side or of either (`None`).
    Guideline(Option<CitedBy>),
    /// Source / guideline / page, of one side or of either.
    Page(Option<CitedBy>),
    /// The first level of [`Self::Guideline`], by itself.
    Source(Option<CitedBy>),
    /// Category / subcategory.
    Category,
    /// The item's outcome.
    Outcome,
    /// The reviewer's specialties.
    Specialty,
    /// Year of the decision.
    Year,
    /// The letter's diagnoses.
    Diagnosis,
    /// The treatment in dispute.
    Treatment,
    /// The sides that cited a guideline for the item.
    CitedBy,
    /// Standard or expedited.
    Priority,
    /// The letter's layout.
    Layout,
    /// The patient's age in decades, `40-49`.
    Age,
    /// The patient's gender.
    Gender,
}

const SIDES: [Option<CitedBy>; 3] =
    [None, Some(CitedBy::ClaimsAdministrator), Some(CitedBy::Reviewer)];

impl FacetField {
    /// All of them, in the order of the schema.
    pub fn all() -> impl Iterator<Item = Self> {
        let cited = SIDES
            .into_iter()
            .flat_map(|side| [Self::Guideline(side), Self::Page(side), Self::Source(side)]);
        cited.chain([
            Self::Category,
            Self::Outcome,
            Self::Specialty,
            Self::Year,
            Self::Diagnosis,
            Self::Treatment,
            Self::CitedBy,
            Self::Priority,
            Self::Layout,
            Self::Age,
            Self::Gender,
        ])
    }

    /// The field called `name`: `guideline`, `ur.page`, ...
    pub fn find(name: &str) -> Option<Self> {
        Self::all().find(|field| field.to_string() == name)
    }

    /// How many levels the hierarchy has; 1 for a flat field.
    pub fn levels(self) -> usize {
        match self {
            Self::Guideline(_) | Self::Page(_) => 3,
            Self::Category => 2,
            _ => 1,
        }
    }

    /// The fast column of one level, counted from 0.
    pub fn column(self, level: usize) -> String {
        match self {
            Self::Source(side) => Self::Guideline(side).column(0),
            _ => format!("facet.{self}.{level}"),
        }
    }
}

impl fmt::Display for FacetField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Guideline(side) => write!(f, "{}guideline", CitedBy::prefix(*side)),
            Self::Page(side) => write!(f, "{}page", CitedBy::prefix(*side)),
            Self::Source(side) => write!(f, "{}source", CitedBy::prefix(*side)),
            Self::Category => f.write_str("category"),
            Self::Outcome => f.write_str("outcome"),
            Self::Specialty => f.write_str("specialty"),
            Self::Year => f.write_str("year"),
            Self::Diagnosis => f.write_str("diagnosis"),
            Self::Treatment => f.write_str("treatment"),
            Self::CitedBy => f.write_str("cited_by"),
            Self::Priority => f.write_str("priority"),
            Self::Layout => f.write_str("layout"),
            Self::Age => f.write_str("age"),
            Self::Gender => f.write_str("gender"),
        }
    }
}

/// The fields of the index, as tantivy numbers them.
#[derive(Debug, Clone)]
pub struct Fields {
    text: [Field; TextField::ALL.len()],
    ur_cite: Field,
    imr_cite: Field,
    facets: Vec<(FacetField, Vec<Field>)>,
    /// Keyword: `upheld` or `overturned`.
    pub outcome: Field,
    /// Keyword: the case number in capitals.
    pub case: Field,
    /// Keyword: `standard` or `expedited`.
    pub priority: Field,
    /// Keyword: the letter's layout.
    pub layout: Field,
    /// Keyword: `female` or `male`.
    pub gender: Field,
    /// Keywords: the names of the fields that have a value, for `field:*`.
    pub present: Field,
    /// Keyword: the letter's id, by which its documents are replaced and deleted.
    pub letter: Field,
    /// Column: date of decision as the number `yyyymmdd`.
    pub decided: Field,
    /// Column: dates of injury as numbers `yyyymmdd`.
    pub injured: Field,
    /// Column: the patient's age in years.
    pub age: Field,
    /// Column: the place of the document among those of its letter, from 0. The documents of a
    /// letter stand next to each other in one segment, so document number minus place tells
    /// letters apart.
    pub place: Field,
    /// Column: grows with case number, then item: breaks ties of every order.
    pub order: Field,
    /// Stored: the letter's facts and the item, as JSON.
    pub stored: Field,
}

impl Fields {
    /// The field of stemmed words.
    pub fn text(&self, field: TextField) -> Field {
        self.text[field as usize]
    }

    /// The citations of one side, a block of positions each.
    pub fn cite(&self, side: CitedBy) -> Field {
        match side {
            CitedBy::ClaimsAdministrator => self.ur_cite,
            CitedBy::Reviewer => self.imr_cite,
        }
    }

    /// The columns of a facet, a level each.
    pub fn facet(&self, facet: FacetField) -> &[Field] {
        self.facets.iter().find(|(field, _)| *field == facet).map_or(&[], |(_, levels)| levels)
    }
}

/// The schema of the index and its fields.
pub fn build() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let words = text_options(analyzer::NAME);
    let blocks = text_options(cite::TOKENIZER);
    let fields = Fields {
        text: TextField::ALL.map(|field| schema.add_text_field(field.name(), words.clone())),
        ur_cite: schema.add_text_field("ur.cite", blocks.clone()),
        imr_cite: schema.add_text_field("imr.cite", blocks),
        facets: FacetField::all()
            .filter(|facet| !matches!(facet, FacetField::Source(_)))
            .map(|facet| (facet, add_facet(&mut schema, facet)))
            .collect(),
        outcome: schema.add_text_field("outcome", STRING),
        case: schema.add_text_field("case", STRING),
        priority: schema.add_text_field("priority", STRING),
        layout: schema.add_text_field("layout", STRING),
        gender: schema.add_text_field("gender", STRING),
        present: schema.add_text_field("present", STRING),
        letter: schema.add_text_field("letter", STRING),
        decided: schema.add_u64_field("decided", NumericOptions::default().set_fast()),
        injured: schema.add_u64_field("injured", NumericOptions::default().set_fast()),
        age: schema.add_u64_field("age", NumericOptions::default().set_fast()),
        place: schema.add_u64_field("place", NumericOptions::default().set_fast()),
        order: schema.add_u64_field("order", NumericOptions::default().set_fast()),
        stored: schema.add_text_field("stored", STORED),
    };
    (schema.build(), fields)
}

fn text_options(tokenizer: &str) -> TextOptions {
    TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer(tokenizer)
            .set_index_option(IndexRecordOption::WithFreqsAndPositions),
    )
}

fn add_facet(schema: &mut SchemaBuilder, facet: FacetField) -> Vec<Field> {
    let column = TextOptions::default().set_fast("raw");
    (0..facet.levels())
        .map(|level| schema.add_text_field(&facet.column(level), column.clone()))
        .collect()
}
