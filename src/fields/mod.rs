//! The fields of a disputed item: each is declared once, and all else follows from that.
//!
//! A [`Field`] says what it is called, how a query reads its value and how that is indexed
//! ([`Kind`]), how items are counted by it ([`Facet`]), and where its values come from in a letter
//! or an item. From the declarations come the schema and documents of the index, `field:*`, what
//! queries compile to, facets, `imr fields`, suggestions for misspelt names, the table in
//! `docs/query-language.md`, and the format version of the index.
//!
//! To add a field, declare it in [`item`], [`letter`] or [`cited`], and name it in [`FieldId`].

mod cited;
mod facet;
mod id;
mod item;
mod letter;
pub mod paths;
mod table;
mod values;

use std::sync::LazyLock;

pub use facet::{Facet, FacetField};
pub use id::FieldId;
pub use table::markdown_table;
pub use values::{Numbers, Strings, Subject, Values};

/// A field: its names, its meaning and its values.
#[derive(Debug)]
pub struct Field {
    /// Which one it is.
    pub id: FieldId,
    /// Its name before the colon, in facets and in the index.
    pub name: &'static str,
    /// Other names before the colon.
    pub aliases: &'static [&'static str],
    /// What it holds, in a line.
    pub help: &'static str,
    /// A query that uses it.
    pub example: &'static str,
    /// What a query may ask of it, and how that is indexed.
    pub kind: Kind,
    /// How items are counted by it.
    pub facet: Facet,
    /// Whether it is a column of exports.
    pub exported: bool,
}

/// What a query may ask of a field, how that is indexed, and where the values come from.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// Words and phrases: stemmed terms with positions.
    Words(Text),
    /// One of a few values: an exact term.
    Choice(&'static [&'static str], Values),
    /// A number such as that of a case, in capitals: an exact term, whose beginning may be asked
    /// for.
    Code(Values),
    /// Dates as numbers `yyyymmdd`: a column.
    Date(Numbers),
    /// Whole numbers: a column.
    Number(Numbers),
    /// A fact of citations, of one side's where `ur.` or `imr.` stands before the name: terms in
    /// the block of their citation.
    Cited(Fact),
    /// A class of drugs, read as the names of its drugs in the treatment.
    Class,
    /// Groups clauses that must hold for one and the same citation.
    OneCitation,
    /// What another field holds, counted otherwise: queries read it as that field.
    Like(FieldId),
}

/// A field of words.
#[derive(Debug, Clone, Copy)]
pub struct Text {
    /// Where the texts come from.
    pub values: Values,
    /// The weight in the ranking of a bare word that is found here; `None` where bare words are
    /// not looked for.
    pub weight: Option<f32>,
    /// How passages of it are quoted; `None` where they never are.
    pub quoted: Option<Quoted>,
}

/// How passages of a text are quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quoted {
    /// The place among the quoted fields, from 1: of passages that are worth the same, the first
    /// is quoted.
    pub place: u8,
    /// How much a match is worth quoting.
    pub worth: usize,
}

/// The facts of a citation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fact {
    /// The body of guidelines.
    Source,
    /// Words of the title.
    Guideline,
    /// Words of a section's name.
    Section,
    /// A page.
    Page,
    /// The year of the edition.
    Edition,
}

/// The values of `source:`; `none` where the letter states that nothing was cited.
pub const SOURCES: &[&str] = &["MTUS", "ODG", "ACOEM", "Other", "none"];

impl PartialEq for Field {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Field {}

impl Field {
    /// The fields, those for most people first.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        FieldId::ALL.iter().map(|id| id.field())
    }

    /// The field with this name or alias.
    pub fn find(name: &str) -> Option<&'static Self> {
        Self::all().find(|field| field.names().any(|known| known == name))
    }

    /// The name, then the aliases.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.name).chain(self.aliases.iter().copied())
    }

    /// The field that queries read it as: itself, as a rule.
    pub fn read_as(&'static self) -> &'static Self {
        match self.kind {
            Kind::Like(other) => other.field(),
            _ => self,
        }
    }

    /// The fields in which a bare word is looked for, with their weights in the ranking, the
    /// greatest first.
    pub fn of_bare_words() -> &'static [(FieldId, f32)] {
        static FIELDS: LazyLock<Vec<(FieldId, f32)>> = LazyLock::new(|| {
            let weighted =
                Field::all().map(|field| (field.id, field.text().and_then(|t| t.weight)));
            let mut fields: Vec<_> =
                weighted.filter_map(|(id, weight)| weight.map(|weight| (id, weight))).collect();
            fields.sort_by(|(_, a), (_, b)| b.total_cmp(a));
            fields
        });
        &FIELDS
    }

    /// The texts, where it is a field of words.
    pub fn text(&self) -> Option<&Text> {
        match &self.kind {
            Kind::Words(text) => Some(text),
            _ => None,
        }
    }

    /// Whether `ur.` or `imr.` may stand before the name.
    pub fn has_sides(&self) -> bool {
        matches!(self.kind, Kind::Cited(_) | Kind::OneCitation)
    }

    /// Whether a query may ask for a range of values.
    pub fn takes_ranges(&self) -> bool {
        match self.kind {
            Kind::Date(_) | Kind::Number(_) | Kind::Cited(Fact::Page | Fact::Edition) => true,
            Kind::Cited(Fact::Source | Fact::Guideline | Fact::Section)
            | Kind::Words(_)
            | Kind::Choice(..)
            | Kind::Code(_)
            | Kind::Class
            | Kind::OneCitation
            | Kind::Like(_) => false,
        }
    }
}

#[cfg(test)]
mod tests;
