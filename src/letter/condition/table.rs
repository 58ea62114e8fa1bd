//! The conditions of `data/conditions.tsv`, whose header tells the rules by which they are found.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::LazyLock;

use crate::letter::body::parent;
use crate::letter::phrases::Phrases;
use crate::letter::table::{entries, rows};

const TABLE: &str = include_str!("../../../data/conditions.tsv");

/// Stands for an empty cell, and for the row of words that divide a diagnosis.
const NONE: &str = "-";

static CONDITIONS: LazyLock<Conditions> = LazyLock::new(Conditions::new);

/// The words of a condition: one entry of a row's list.
pub(super) struct Entry {
    /// The canonical name.
    pub(super) name: &'static str,
    /// Where it is if the text does not say.
    pub(super) region: Option<&'static str>,
    /// Gives way to any other condition.
    pub(super) is_general: bool,
    /// The phrases that must all be found.
    phrases: Vec<usize>,
    /// How many letters these have.
    letters: usize,
    categories: &'static str,
}

impl Entry {
    /// The ICD-10-CM category for the condition in `region`: of the entries of its cell the one for
    /// the region, or the region that this is a part of, or the one that holds everywhere.
    pub(super) fn category(&self, region: Option<&str>) -> Option<&'static str> {
        let known = |wanted: &str| {
            self.categories.split(';').map(str::trim).find_map(|cell| {
                let (region, category) = cell.rsplit_once(' ').unwrap_or(("", cell));
                (region == wanted && category != NONE).then_some(category)
            })
        };
        let near = region.and_then(|region| known(region).or_else(|| known(parent(region))));
        near.or_else(|| known(""))
    }
}

/// The group of the condition with the canonical `name` (`joint derangement` for `meniscus tear`).
pub fn group_of(name: &str) -> Option<&'static str> {
    CONDITIONS.groups.get(name).copied()
}

/// The entry that fits `diagnosis` best.
pub(super) fn find(diagnosis: &str) -> Option<&'static Entry> {
    CONDITIONS.find(diagnosis)
}

struct Conditions {
    entries: Vec<Entry>,
    /// Every phrase of an entry, by its number.
    phrases: Phrases<usize>,
    /// The phrases that stand within a phrase, and itself.
    within: Vec<Vec<usize>>,
    /// The entries whose first phrase it is.
    begun: Vec<Vec<usize>>,
    /// The words behind which stands what goes with a condition.
    dividers: Phrases<()>,
    groups: HashMap<&'static str, &'static str>,
}

impl Conditions {
    fn new() -> Self {
        let mut names = Names::default();
        let mut all: Vec<Entry> = Vec::new();
        let mut groups = HashMap::new();
        let mut dividers = Vec::new();
        for row in rows(TABLE) {
            let &[group, name, words, categories, region] = row.as_slice() else { continue };
            if group == NONE {
                dividers.extend(entries(words).map(|word| (word.to_owned(), ())));
                continue;
            }
            groups.insert(name, group);
            let region = (region != NONE).then_some(region);
            all.extend(entries(words).map(|entry| {
                let (is_general, entry) =
                    entry.strip_prefix('~').map_or((false, entry), |rest| (true, rest));
                let phrases: Vec<&str> = entry.split(" + ").collect();
                let letters = phrases.iter().map(|phrase| phrase.len()).sum();
                let phrases = phrases.into_iter().map(|phrase| names.number(phrase)).collect();
                Entry { name, region, is_general, phrases, letters, categories }
            }));
        }
        let names = names.all;
        let mut begun = vec![Vec::new(); names.len()];
        for (place, entry) in all.iter().enumerate() {
            if let Some(&first) = entry.phrases.first() {
                begun[first].push(place);
            }
        }
        Self {
            entries: all,
            within: names.iter().map(|name| phrases_within(name, &names)).collect(),
            phrases: Phrases::new(names.iter().enumerate().map(|(at, name)| ((*name).into(), at))),
            begun,
            dividers: Phrases::new(dividers),
            groups,
        }
    }

    fn find(&self, diagnosis: &str) -> Option<&Entry> {
        let mut hits: Vec<(usize, usize)> = Vec::new();
        for found in self.phrases.find_all(diagnosis) {
            for &phrase in found.meanings.iter().flat_map(|phrase| &self.within[*phrase]) {
                hits.push((phrase, found.start));
            }
        }
        let start_of = |phrase: usize| {
            hits.iter().filter(|(known, _)| *known == phrase).map(|(_, start)| *start).min()
        };
        let divided = self.dividers.find_all(diagnosis).map(|found| found.start).find(|at| *at > 0);
        let divided = divided.unwrap_or(diagnosis.len());
        let candidates = hits.iter().flat_map(|(phrase, _)| &self.begun[*phrase]);
        candidates
            .filter_map(|&place| {
                let entry = &self.entries[place];
                let starts: Option<Vec<usize>> =
                    entry.phrases.iter().map(|&phrase| start_of(phrase)).collect();
                let starts = starts?;
                let first = *starts.iter().min()?;
                let is_before = starts.iter().all(|start| *start < divided);
                let rank = (!entry.is_general, is_before, entry.letters, Reverse(first));
                Some((rank, entry))
            })
            .max_by_key(|(rank, _)| *rank)
            .map(|(_, entry)| entry)
    }
}

/// Phrases, each with its place as its number.
#[derive(Default)]
struct Names {
    all: Vec<&'static str>,
    numbers: HashMap<&'static str, usize>,
}

impl Names {
    /// The number of `name`, given to it now if it has none yet.
    fn number(&mut self, name: &'static str) -> usize {
        *self.numbers.entry(name).or_insert_with(|| {
            self.all.push(name);
            self.all.len() - 1
        })
    }
}

/// The numbers of the phrases among `names` that stand in `name` as whole words, its own included.
fn phrases_within(name: &str, names: &[&'static str]) -> Vec<usize> {
    let padded = |text: &str| format!(" {} ", text.to_ascii_lowercase().replace(['-', '/'], " "));
    let whole = padded(name);
    let within = |(at, part): (usize, &&str)| whole.contains(&padded(part)).then_some(at);
    names.iter().enumerate().filter_map(within).collect()
}

#[cfg(test)]
pub(super) fn table_rows() -> impl Iterator<Item = Vec<&'static str>> {
    rows(TABLE)
}
