//! The names of drugs and their classes, from the tables that the search uses as well; and what a
//! drug is called on the skin, by injection and in a pharmacy's mix.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::table::values_of;
use crate::letter::table::{entries, rows};

/// A drug under one of its names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Drug {
    /// `opioid`.
    pub(super) class: &'static str,
    /// The first name of its group in the table: `hydrocodone and acetaminophen`.
    pub(super) generic: &'static str,
}

const VOCABULARY: &str = include_str!("../../../data/vocabulary.tsv");
const CLASSES: &str = include_str!("../../../data/drug_classes.tsv");

/// Every name of every drug that has a class.
pub(super) fn read_drugs() -> Vec<(&'static str, Drug)> {
    let classes: HashMap<&str, &str> = rows(CLASSES)
        .filter(|row| row.len() == 2)
        .flat_map(|row| entries(row[1]).map(move |generic| (generic, row[0])))
        .collect();
    let mut drugs = Vec::new();
    for row in rows(VOCABULARY).filter(|row| row.len() == 2 && row[0] == "drug") {
        let Some(generic) = entries(row[1]).next() else { continue };
        let Some(&class) = classes.get(generic) else { continue };
        drugs.extend(entries(row[1]).map(|form| (form, Drug { class, generic })));
    }
    drugs
}

/// The class of drugs for the skin.
pub(super) const TOPICAL: &str = "topical";

/// The class of a pharmacy's mixes, which is their name, too.
pub(super) const COMPOUND: &str = "topical compound";

/// Drugs that act in the whole body from a patch.
static SYSTEMIC: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| values_of("systemic"));

/// Combinations that are drugs of their own, by their names in our spelling.
static COMBINATIONS: LazyLock<HashMap<String, Drug>> = LazyLock::new(|| {
    let drugs: HashSet<_> =
        read_drugs().into_iter().map(|(_, drug)| (drug.generic, drug.class)).collect();
    let several = drugs.into_iter().filter(|(generic, _)| generic.contains(" and "));
    several.map(|(generic, class)| (spell(generic), Drug { class, generic })).collect()
});

impl Drug {
    /// Its ingredients, joined by `/`.
    pub(super) fn name(self) -> String {
        spell(self.generic)
    }

    /// The drug that this one and `other` are together, if there is one: hydrocodone, which the
    /// letters write for its combination, with acetaminophen.
    pub(super) fn joined(self, other: Self) -> Option<Self> {
        let (own, others) = (self.name(), other.name());
        if own.split('/').any(|part| part == others) {
            return Some(self);
        }
        let names = [format!("{own}/{others}"), format!("{others}/{own}")];
        names.iter().find_map(|name| COMBINATIONS.get(name).copied())
    }

    /// Name and class on the skin, where `has_skin_word` says that the letter names such a form.
    pub(super) fn on_the_skin(self, has_skin_word: bool) -> Option<(String, &'static str)> {
        let is_local = !SYSTEMIC.contains_key(self.generic);
        if self.class != TOPICAL && !(has_skin_word && is_local) {
            return None;
        }
        let name = self.name();
        let name = if name.ends_with(TOPICAL) { name } else { format!("{name} {TOPICAL}") };
        Some((name, TOPICAL))
    }

    /// What its injection is called.
    pub(super) fn injection(self) -> String {
        match self.class {
            "corticosteroid" => "corticosteroid injection".into(),
            "viscosupplement" => "viscosupplementation".into(),
            _ => format!("{} injection", self.name()),
        }
    }

    /// Is it for the skin in all its forms?
    pub(super) fn is_for_skin_alone(self) -> bool {
        self.class == TOPICAL
    }

    /// Is it what injections of joints and trigger points are made with?
    pub(super) fn is_local_agent(self) -> bool {
        matches!(self.class, "corticosteroid" | "viscosupplement") || self.is_for_skin_alone()
    }

    /// Is it given by injection alone?
    pub(super) fn is_injected(self) -> bool {
        self.class == "viscosupplement"
    }
}

/// `hydrocodone and acetaminophen` as `hydrocodone/acetaminophen`.
fn spell(generic: &str) -> String {
    generic.trim_end_matches(" extended release").replace(" and ", "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_drug_of_a_class_has_its_group_of_names() {
        let known = read_drugs();
        for row in rows(CLASSES) {
            for generic in entries(row[1]) {
                assert!(
                    known.iter().any(|(_, drug)| drug.generic == generic),
                    "{generic} is not in vocabulary.tsv"
                );
            }
        }
    }

    #[test]
    fn every_group_of_drug_names_has_a_class() {
        let known = read_drugs();
        for row in rows(VOCABULARY).filter(|row| row[0] == "drug") {
            for form in entries(row[1]) {
                assert!(
                    known.iter().any(|(known, _)| *known == form),
                    "{form} has no class in drug_classes.tsv"
                );
            }
        }
    }
}
