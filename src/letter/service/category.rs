//! Categories in our spelling and in the state's, from `data/categories.tsv`.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::letter::table::{entries, rows};

/// The category of a treatment whose words tell none.
pub const UNCLASSIFIED: &str = "Unclassified";

const TABLE: &str = include_str!("../../../data/categories.tsv");

/// The category of drugs.
pub(super) const DRUGS: &str = "Pharmaceuticals";

/// The category of operations, and its subcategory of what goes with them.
pub(super) const ADJUNCT: (&str, &str) = ("Surgery", "Adjunct surgical services");

/// What the state calls a category and a subcategory of ours.
pub(super) fn state_name(category: &str, subcategory: &str) -> Option<&'static str> {
    STATE.get(&(category, subcategory)).copied()
}

/// The subcategory of drugs of a class; empty where the class has none.
pub(super) fn subcategory_of(class: &str) -> &'static str {
    CLASSES.get(class).copied().unwrap_or_default()
}

/// The only class of a subcategory of drugs.
pub(super) fn class_of(subcategory: &str) -> Option<&'static str> {
    let mut classes = CLASSES.iter().filter(|(_, of)| **of == subcategory).map(|(class, _)| *class);
    classes.next().filter(|_| !subcategory.is_empty() && classes.next().is_none())
}

static STATE: LazyLock<HashMap<(&str, &str), &str>> =
    LazyLock::new(|| table().map(|row| ((row[0], name(row[1])), row[2])).collect());

static CLASSES: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    table().flat_map(|row| entries(row[3]).map(move |class| (class, name(row[1])))).collect()
});

fn table() -> impl Iterator<Item = Vec<&'static str>> {
    rows(TABLE).filter(|row| row.len() == 4)
}

fn name(cell: &'static str) -> &'static str {
    if cell == "-" { "" } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_of_drugs_has_a_category() {
        for row in rows(include_str!("../../../data/drug_classes.tsv")) {
            // These are given by injection.
            assert!(row[0] == "viscosupplement" || CLASSES.contains_key(row[0]), "{}", row[0]);
        }
    }

    #[test]
    fn a_subcategory_has_no_slash_and_stands_in_the_states_words() {
        for row in rows(TABLE) {
            assert_eq!(row.len(), 4, "{row:?}");
            assert!(!row[1].contains('/'), "{}", row[1]);
            assert!(row[2] == row[0] || row[2].starts_with(&format!("{}/", row[0])), "{}", row[2]);
        }
    }

    #[test]
    fn the_states_spelling_is_kept() {
        let state = state_name("Diagnostic Testing", "Imaging");
        assert_eq!(state, Some("Diagnostic Testing/Imaging *  Radiology"));
        assert_eq!(
            state_name(DRUGS, "Opioid antagonists"),
            Some("Pharmaceuticals/Opoid Antagonist")
        );
        assert_eq!(class_of("Opioids"), Some("opioid"));
        assert_eq!(class_of("GI agents"), None);
    }
}
