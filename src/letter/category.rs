//! Derives the state's treatment category from a treatment's words.

/// A category of the state's classification, with its subcategory where the words tell it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// `Injection`, or `Unclassified`.
    pub category: String,
    /// `Facet injection`.
    pub subcategory: Option<String>,
}

/// The category that the words of `treatment` tell.
pub fn classify(_treatment: &str) -> Category {
    Category { category: "Unclassified".into(), subcategory: None }
}
