//! The schema of the index: what is declared in [`crate::fields`], as tantivy fields, and what the
//! engine itself needs.
//!
//! Four kinds of field serve four kinds of question:
//!
//! - **text**: stemmed words with positions, for search and phrases;
//! - **keyword**: one exact term, for filters that posting lists answer best;
//! - **citation** ([`Fields::cite`]): one block of positions a citation, see [`super::cite`];
//! - **fast columns**: numbers for ranges and sorting, and one multi-valued string column a level
//!   of a facet ([`FacetField`]), counted by ordinal.

use tantivy::schema::{
    Field, IndexRecordOption, NumericOptions, STORED, STRING, Schema, SchemaBuilder,
    TextFieldIndexing, TextOptions,
};

use super::{analyzer, cite};
use crate::fields::{FacetField, FieldId, Kind};
use crate::model::CitedBy;

/// The fields of the index, as tantivy numbers them.
#[derive(Debug, Clone)]
pub struct Fields {
    /// For each [`FieldId`], where its terms or numbers are.
    values: Vec<Option<Field>>,
    ur_cite: Field,
    imr_cite: Field,
    facets: Vec<(FacetField, Vec<Field>)>,
    /// Keywords: the names of the fields that have a value, for `field:*`.
    pub present: Field,
    /// Keyword: the letter's id, by which its documents are replaced and deleted.
    pub letter: Field,
    /// Column: the place of the document among those of its letter, from 0. The documents of a
    /// letter stand next to each other in one segment, so document number minus place tells
    /// letters apart.
    pub place: Field,
    /// Column: grows with case number, then item: breaks ties of every order.
    pub order: Field,
    /// Stored: the letter's facts and the item, as JSON.
    pub stored: Field,
}

/// The name of [`Fields::place`].
pub const PLACE: &str = "place";
/// The name of [`Fields::order`].
pub const ORDER: &str = "order";

impl Fields {
    /// Where the terms or numbers of a field are; `None` for facts of citations, and for fields
    /// that have nothing of their own.
    pub fn values(&self, field: FieldId) -> Option<Field> {
        self.values[field as usize]
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
    let blocks = text_options(cite::TOKENIZER);
    let fields = Fields {
        values: FieldId::ALL.iter().map(|&field| add_values(&mut schema, field)).collect(),
        ur_cite: schema.add_text_field("ur.cite", blocks.clone()),
        imr_cite: schema.add_text_field("imr.cite", blocks),
        facets: FacetField::all()
            .filter(|facet| facet.has_columns())
            .map(|facet| (facet, add_facet(&mut schema, facet)))
            .collect(),
        present: schema.add_text_field("present", STRING),
        letter: schema.add_text_field("letter", STRING),
        place: schema.add_u64_field(PLACE, NumericOptions::default().set_fast()),
        order: schema.add_u64_field(ORDER, NumericOptions::default().set_fast()),
        stored: schema.add_text_field("stored", STORED),
    };
    (schema.build(), fields)
}

fn add_values(schema: &mut SchemaBuilder, field: FieldId) -> Option<Field> {
    let name = field.name();
    match field.field().kind {
        Kind::Words(_) => Some(schema.add_text_field(name, text_options(analyzer::NAME))),
        Kind::Choice(..) | Kind::Code(_) => Some(schema.add_text_field(name, STRING)),
        Kind::Date(_) | Kind::Number(_) => {
            Some(schema.add_u64_field(name, NumericOptions::default().set_fast()))
        }
        Kind::Cited(_) | Kind::Class | Kind::OneCitation | Kind::Like(_) => None,
    }
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
