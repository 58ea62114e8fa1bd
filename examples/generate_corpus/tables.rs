//! The data files, parsed once. Their headers say how to extend them.

use std::collections::HashMap;
use std::sync::LazyLock;

/// A part of the body and the guidelines that cover it.
pub(crate) struct Region {
    pub(crate) name: &'static str,
    pub(crate) chapter: &'static str,
    pub(crate) edition: &'static str,
    pub(crate) pages: &'static str,
    pub(crate) odg: &'static str,
    pub(crate) odg_title: &'static str,
}

/// What a kind of treatment is judged by.
pub(crate) struct Topic {
    pub(crate) name: &'static str,
    pub(crate) section: &'static str,
    pub(crate) pages: &'static str,
    pub(crate) odg: &'static str,
    pub(crate) odg_title: &'static str,
    pub(crate) odg_section: &'static str,
}

/// A form of request.
pub(crate) struct Form {
    pub(crate) weight: f64,
    pub(crate) topic: &'static str,
    pub(crate) category: &'static str,
    pub(crate) overturned: f64,
    pub(crate) wording: &'static str,
}

/// A drug of a topic with its strengths.
pub(crate) struct Drug {
    pub(crate) topic: &'static str,
    pub(crate) name: &'static str,
    pub(crate) strengths: Vec<&'static str>,
}

pub(crate) static REGIONS: LazyLock<Vec<Region>> = LazyLock::new(|| {
    rows(include_str!("data/regions.tsv"))
        .map(|[name, chapter, edition, pages, odg, odg_title]| Region {
            name,
            chapter,
            edition,
            pages,
            odg,
            odg_title,
        })
        .collect()
});

pub(crate) static TOPICS: LazyLock<Vec<Topic>> = LazyLock::new(|| {
    rows(include_str!("data/topics.tsv"))
        .map(|[name, section, pages, odg, odg_title, odg_section]| Topic {
            name,
            section,
            pages,
            odg,
            odg_title,
            odg_section,
        })
        .collect()
});

pub(crate) static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| {
    rows(include_str!("data/treatments.tsv"))
        .map(|[weight, topic, category, overturned, wording]| Form {
            weight: weight.parse().unwrap_or(1.0),
            topic,
            category,
            overturned: overturned.parse::<f64>().unwrap_or(10.0) / 100.0,
            wording,
        })
        .collect()
});

pub(crate) static DRUGS: LazyLock<Vec<Drug>> = LazyLock::new(|| {
    rows(include_str!("data/drugs.tsv"))
        .map(|[topic, name, strengths]| Drug {
            topic,
            name,
            strengths: strengths.split('|').collect(),
        })
        .collect()
});

/// Region, or the last word of it, and diagnosis.
pub(crate) static DIAGNOSES: LazyLock<Vec<[&'static str; 2]>> =
    LazyLock::new(|| rows(include_str!("data/diagnoses.tsv")).collect());

pub(crate) static SPECIALTIES: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| lines(include_str!("data/specialties.txt")).collect());

pub(crate) static STATES: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| lines(include_str!("data/states.txt")).collect());

static PHRASES: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let mut bank: HashMap<_, Vec<_>> = HashMap::new();
    for [slot, text] in rows(include_str!("data/phrases.tsv")) {
        bank.entry(slot).or_default().push(text);
    }
    bank
});

/// The texts of a slot; none where the slot is unknown.
pub(crate) fn phrases(slot: &str) -> &'static [&'static str] {
    PHRASES.get(slot).map_or(&[], Vec::as_slice)
}

fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The rows of a table; a column that is missing is empty.
fn rows<const N: usize>(file: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    lines(file).map(|line| {
        let mut cells = line.splitn(N, '\t');
        std::array::from_fn(|_| cells.next().unwrap_or(""))
    })
}
