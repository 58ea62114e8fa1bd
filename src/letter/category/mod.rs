//! Derives the state's treatment category from a treatment's words.
//!
//! The letter does not print the category. `data/categories.tsv` says which words tell it, and
//! its header by which rule; the names of drugs come from `data/drug_classes.tsv` and
//! `data/vocabulary.tsv`, which the search uses as well. Where the words say nothing the
//! treatment is [`UNCLASSIFIED`]: nothing is guessed.

mod drugs;

#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use super::phrases::{Phrases, entries, rows};

/// The category of a treatment whose words tell none.
pub const UNCLASSIFIED: &str = "Unclassified";

/// The subcategory of a treatment that names several drugs with their strengths in per cent.
const COMPOUND: (&str, &str) = ("Pharmaceuticals", "Topical compounds");

/// A category of the state's classification, with its subcategory where the words tell it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// `Injection`, or `Unclassified`.
    pub category: String,
    /// `Facet injection`.
    pub subcategory: Option<String>,
}

/// What a phrase tells.
#[derive(Debug, Clone, Copy)]
struct Meaning {
    /// Empty for phrases that tell nothing.
    category: &'static str,
    subcategory: &'static str,
    /// Counts only where nothing else is found.
    weak: bool,
    /// The drug that the phrase names.
    drug: Option<&'static str>,
}

static WORDS: LazyLock<Phrases<Meaning>> = LazyLock::new(|| Phrases::new(read_table()));

/// The category that the words of `treatment` tell.
pub fn classify(treatment: &str) -> Category {
    let mut strong: Option<Meaning> = None;
    let mut weak: Option<Meaning> = None;
    let mut several_drugs = false;
    for found in WORDS.find_all(treatment) {
        let meaning = found.meanings[0];
        if meaning.category.is_empty() {
            continue;
        }
        let place = if meaning.weak { &mut weak } else { &mut strong };
        let first = *place.get_or_insert(meaning);
        several_drugs |=
            first.drug.is_some() && meaning.drug.is_some() && first.drug != meaning.drug;
    }
    match strong.or(weak) {
        Some(meaning) if meaning.drug.is_some() && several_drugs && treatment.contains('%') => {
            category(COMPOUND.0, COMPOUND.1)
        }
        Some(meaning) => category(meaning.category, meaning.subcategory),
        None => category(UNCLASSIFIED, ""),
    }
}

fn category(category: &str, subcategory: &str) -> Category {
    let subcategory = Some(subcategory).filter(|name| !name.is_empty());
    Category { category: category.to_owned(), subcategory: subcategory.map(str::to_owned) }
}

/// Every phrase of the table, classes of drugs written out.
fn read_table() -> Vec<(String, Meaning)> {
    let classes = drugs::read_classes();
    let mut table = Vec::new();
    for row in rows(include_str!("../../../data/categories.tsv")) {
        let [category, subcategory, phrases] = row[..] else { continue };
        let name = |cell: &'static str| if cell == "-" { "" } else { cell };
        let told = Meaning {
            category: name(category),
            subcategory: name(subcategory),
            weak: false,
            drug: None,
        };
        for phrase in entries(phrases) {
            if let Some(class) = phrase.strip_prefix("class:") {
                let drugs = classes.iter().filter(|drug| drug.class == class);
                table.extend(drugs.map(|drug| {
                    (drug.form.to_owned(), Meaning { drug: Some(drug.generic), ..told })
                }));
            } else {
                let word = phrase.trim_start_matches('~');
                table.push((word.to_owned(), Meaning { weak: word.len() < phrase.len(), ..told }));
            }
        }
    }
    table
}
