//! The tables of services and of words around them.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::drug::{self, Drug};
use crate::letter::phrases::Phrases;
use crate::letter::table::{entries, rows};

const SERVICES: &str = include_str!("../../../data/services.tsv");
const REQUEST_WORDS: &str = include_str!("../../../data/request_words.tsv");

/// A service of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Known {
    /// `Injection`.
    pub(super) category: &'static str,
    /// `Facet injection`; empty where the category has none.
    pub(super) subcategory: &'static str,
    /// `medial branch block`; `None` where the words tell the category alone.
    pub(super) name: Option<&'static str>,
}

/// How much a word says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    /// Counts where no other word is found.
    Weak,
    /// A part of something bigger: counts where only weak words are found.
    Part,
    /// Counts always.
    Strong,
}

/// What a word of a request means.
#[derive(Debug, Clone, Copy)]
pub(super) enum Meaning {
    /// Nothing: the phrase is taken out of the search.
    Nothing,
    /// A service.
    Service(Known, Weight),
    /// A service if sessions are asked for.
    InSessions(Known),
    /// A drug.
    Drug(Drug),
}

/// The words of services and drugs.
pub(super) static SERVICE_WORDS: LazyLock<Phrases<Meaning>> =
    LazyLock::new(|| Phrases::new(service_words().chain(drug_words())));

fn service_words() -> impl Iterator<Item = (String, Meaning)> {
    rows(SERVICES).filter(|row| row.len() == 4).flat_map(|row| {
        let cell = |place: usize| if row[place] == "-" { "" } else { row[place] };
        let name = Some(cell(2)).filter(|name| !name.is_empty());
        let known = Known { category: cell(0), subcategory: cell(1), name };
        let is_own_word =
            |name: &&str| entries(row[3]).all(|word| word.trim_start_matches(MARKS) != *name);
        let own = name.filter(is_own_word);
        entries(row[3]).chain(own).map(move |entry| read_word(entry, known))
    })
}

/// What may stand before a word in the table of services.
const MARKS: [char; 3] = ['~', '+', '^'];

fn read_word(entry: &str, known: Known) -> (String, Meaning) {
    let word = entry.trim_start_matches(MARKS).to_owned();
    let meaning = match entry.chars().next() {
        _ if known.category.is_empty() => Meaning::Nothing,
        Some('~') => Meaning::Service(known, Weight::Weak),
        Some('^') => Meaning::Service(known, Weight::Part),
        Some('+') => Meaning::InSessions(known),
        _ => Meaning::Service(known, Weight::Strong),
    };
    (word, meaning)
}

fn drug_words() -> impl Iterator<Item = (String, Meaning)> {
    drug::read_drugs().into_iter().map(|(word, drug)| (word.to_owned(), Meaning::Drug(drug)))
}

/// What a word around services does; the header of `data/request_words.tsv` tells more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Context(&'static str),
    Reason,
    Skin,
    Frequency(&'static str),
}

/// The words around services that are looked for in the text.
pub(super) static REQUEST_ROLES: LazyLock<Phrases<Role>> = LazyLock::new(|| {
    Phrases::new(request_rows().filter_map(|(role, value, word)| {
        let role = match role {
            "context" => Role::Context(value),
            "reason" => Role::Reason,
            "skin" => Role::Skin,
            "frequency" => Role::Frequency(value),
            _ => return None,
        };
        Some((word.to_owned(), role))
    }))
});

/// The values of the words of `role`, by the word in lower case.
pub(super) fn values_of(role: &str) -> HashMap<String, &'static str> {
    request_rows()
        .filter(|(of, _, _)| *of == role)
        .map(|(_, value, word)| (word.to_ascii_lowercase(), value))
        .collect()
}

fn request_rows() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    rows(REQUEST_WORDS)
        .filter(|row| row.len() == 3)
        .flat_map(|row| entries(row[2]).map(move |word| (row[0], row[1], word)))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_service_is_of_a_category_that_is_known() {
        let known: HashSet<(&str, &str)> = rows(include_str!("../../../data/categories.tsv"))
            .map(|row| (row[0], row[1]))
            .collect();
        for row in rows(SERVICES) {
            assert_eq!(row.len(), 4, "{row:?}");
            assert!(row[0] == "-" || known.contains(&(row[0], row[1])), "{} / {}", row[0], row[1]);
        }
    }

    #[test]
    fn no_word_means_two_services() {
        let mut seen = HashMap::new();
        for row in rows(SERVICES) {
            for word in entries(row[3]).filter(|word| !word.starts_with('+')) {
                let word = word.trim_start_matches(MARKS).to_ascii_lowercase();
                let before = seen.insert(word.clone(), row[2]);
                assert_eq!(before, None, "{word} of {}", row[2]);
            }
        }
    }

    #[test]
    fn every_role_is_known() {
        const ROLES: [&str; 10] = [
            "context",
            "reason",
            "skin",
            "systemic",
            "salt",
            "frequency",
            "unit",
            "period",
            "number",
            "amount",
        ];
        for row in rows(REQUEST_WORDS) {
            assert_eq!(row.len(), 3, "{row:?}");
            assert!(ROLES.contains(&row[0]), "{}", row[0]);
        }
    }
}
