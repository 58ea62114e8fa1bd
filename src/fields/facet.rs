//! How items are counted by a field.

use std::fmt;

use super::paths::Path;
use super::values::{Subject, Values};
use super::{Field, FieldId};
use crate::model::{Citation, CitedBy};

/// How items are counted by a field: one column of strings a level.
#[derive(Debug, Clone, Copy)]
pub enum Facet {
    /// They are not.
    None,
    /// By the field's own values: one level.
    Own,
    /// By other values: one level.
    Flat(Values),
    /// By paths of an item, down to so many levels.
    Tree(usize, for<'a> fn(Subject<'a>, &mut Vec<Path<'a>>)),
    /// By paths of its citations, down to so many levels: of both sides, and of each.
    Cited(usize, fn(&Citation) -> Vec<Path<'_>>),
    /// By the first level of another field's facet.
    TopOf(FieldId),
}

/// A dimension that items are counted by: a field, of one side's citations or of either's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FacetField {
    /// The field.
    pub field: FieldId,
    /// The side, where its citations only are counted.
    pub side: Option<CitedBy>,
}

const SIDES: [Option<CitedBy>; 3] =
    [None, Some(CitedBy::ClaimsAdministrator), Some(CitedBy::Reviewer)];

impl FacetField {
    /// The facet of a field, of either side.
    pub fn of(field: FieldId) -> Self {
        Self { field, side: None }
    }

    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        let counted = Field::all().filter(|field| !matches!(field.facet, Facet::None));
        counted.flat_map(|field| {
            let sides = if field.has_sides() { &SIDES[..] } else { &SIDES[..1] };
            sides.iter().map(|&side| Self { field: field.id, side })
        })
    }

    /// The facet called `name`: `guideline`, `ur.page`, ...
    pub fn find(name: &str) -> Option<Self> {
        Self::all().find(|facet| facet.to_string() == name)
    }

    /// How many levels the hierarchy has; 1 for a flat field.
    pub fn levels(self) -> usize {
        match self.field.field().facet {
            Facet::None => 0,
            Facet::Own | Facet::Flat(_) | Facet::TopOf(_) => 1,
            Facet::Tree(levels, _) | Facet::Cited(levels, _) => levels,
        }
    }

    /// Whether its values have columns of their own in the index.
    pub fn has_columns(self) -> bool {
        !matches!(self.field.field().facet, Facet::None | Facet::TopOf(_))
    }

    /// The column of one level, counted from 0.
    pub fn column(self, level: usize) -> String {
        match self.field.field().facet {
            Facet::TopOf(field) => Self { field, ..self }.column(0),
            _ => format!("facet.{self}.{level}"),
        }
    }

    /// Whether a condition on `field`, of this side's citations, chooses among the values.
    pub fn is_filtered_by(self, field: FieldId, side: Option<CitedBy>) -> bool {
        let within = match self.field {
            FieldId::Guideline => [FieldId::Section, FieldId::Source].contains(&field),
            _ => false,
        };
        side == self.side && (within || field == self.field.field().read_as().id)
    }
}

impl fmt::Display for FacetField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", CitedBy::prefix(self.side), self.field.name())
    }
}
