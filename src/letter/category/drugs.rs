//! The names of drugs and their classes, from the tables that the search uses as well.

use std::collections::HashMap;

use crate::letter::phrases::{entries, rows};

/// One name of one drug.
pub(super) struct Drug {
    /// `opioid`.
    pub(super) class: &'static str,
    /// The name that stands for all its names.
    pub(super) generic: &'static str,
    /// `Norco`.
    pub(super) form: &'static str,
}

/// Every name of every drug that has a class.
pub(super) fn read_classes() -> Vec<Drug> {
    let groups: HashMap<String, Vec<&'static str>> =
        rows(include_str!("../../../data/vocabulary.tsv"))
            .filter(|row| row[0] == "drug")
            .filter_map(|row| {
                let forms: Vec<&str> = entries(row.get(1)?).collect();
                Some((forms.first()?.to_lowercase(), forms))
            })
            .collect();
    let mut drugs = Vec::new();
    for row in rows(include_str!("../../../data/drug_classes.tsv")) {
        let [class, names] = row[..] else { continue };
        for generic in entries(names) {
            let forms = groups.get(&generic.to_lowercase()).into_iter().flatten();
            drugs.extend(forms.map(|&form| Drug { class, generic, form }));
        }
    }
    drugs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_drug_of_a_class_has_its_group_of_names() {
        let known = read_classes();
        for row in rows(include_str!("../../../data/drug_classes.tsv")) {
            for generic in entries(row[1]) {
                assert!(
                    known.iter().any(|drug| drug.generic == generic),
                    "{generic} is not in vocabulary.tsv"
                );
            }
        }
    }

    #[test]
    fn every_group_of_drug_names_has_a_class() {
        let known = read_classes();
        for row in rows(include_str!("../../../data/vocabulary.tsv")).filter(|row| row[0] == "drug")
        {
            for form in entries(row[1]) {
                assert!(
                    known.iter().any(|drug| drug.form == form),
                    "{form} has no class in drug_classes.tsv"
                );
            }
        }
    }
}
