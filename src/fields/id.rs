//! Which fields there are.

use super::{Field, cited, item, letter};

/// Names the fields, in the order in which they are listed, and where each is declared. There is
/// no name without a declaration.
macro_rules! fields {
    ($($id:ident = $declaration:path,)+) => {
        /// A field, by its name in code; [`FieldId::field`] is its declaration.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum FieldId {
            $(
                #[doc = concat!("Declared as `", stringify!($declaration), "`.")]
                $id,
            )+
        }

        impl FieldId {
            /// All of them, those for most people first.
            pub const ALL: &'static [Self] = &[$(Self::$id,)+];

            /// The declaration.
            pub fn field(self) -> &'static Field {
                match self {
                    $(Self::$id => &$declaration,)+
                }
            }
        }
    };
}

fields! {
    Treatment = item::TREATMENT,
    Diagnosis = letter::DIAGNOSIS,
    Rationale = item::RATIONALE,
    Summary = letter::SUMMARY,
    Outcome = item::OUTCOME,
    Category = item::CATEGORY,
    Subcategory = item::SUBCATEGORY,
    Service = item::SERVICE,
    Body = item::BODY,
    Side = item::SIDE,
    Quantity = item::QUANTITY,
    Class = item::CLASS,
    Condition = letter::CONDITION,
    Icd10 = letter::ICD10,
    Basis = item::BASIS,
    LetterOutcome = letter::LETTER_OUTCOME,
    Page = cited::PAGE,
    Guideline = cited::GUIDELINE,
    Section = cited::SECTION,
    Source = cited::SOURCE,
    Edition = cited::EDITION,
    Cite = cited::CITE,
    CitedBy = cited::CITED_BY,
    Citation = cited::CITATION,
    Decided = letter::DECIDED,
    Year = letter::YEAR,
    Month = letter::MONTH,
    Injured = letter::INJURED,
    Age = letter::AGE,
    Gender = letter::GENDER,
    Specialty = letter::SPECIALTY,
    Licensed = letter::LICENSED,
    Case = letter::CASE,
    Priority = letter::PRIORITY,
    Layout = letter::LAYOUT,
    Requested = item::REQUESTED,
    Authorized = item::AUTHORIZED,
    Text = letter::TEXT,
}

impl FieldId {
    /// The name before the colon, in facets and in the index.
    pub fn name(self) -> &'static str {
        self.field().name
    }
}
