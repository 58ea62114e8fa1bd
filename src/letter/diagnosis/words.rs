//! The words of `data/diagnosis_words.tsv`.

use std::sync::LazyLock;

use crate::letter::phrases::Phrases;
use crate::letter::table::{entries, rows};

const TABLE: &str = include_str!("../../../data/diagnosis_words.tsv");

/// What a word does in a summary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// Begins a list of diagnoses.
    Lead,
    /// Begins one if its words are those of a diagnosis.
    Maybe,
    /// Names one diagnosis.
    Noun,
    /// Names several.
    Nouns,
    /// Says that a diagnosis is made.
    Verb,
    /// Opens a list behind a verb.
    Having,
    /// Stands between a noun and what opens the list.
    Link,
    /// Opens a list behind a noun.
    Open,
    /// Opens one behind a noun, surely only if that names several.
    Be,
    /// Ends a list.
    Stop,
    /// Begins what is no diagnosis.
    Other,
    /// Begins what is no diagnosis within a part of a list.
    Post,
    /// Goes with the diagnosis before it.
    Tail,
    /// Is not cut.
    Whole,
    /// Makes a diagnosis together with other words.
    Head,
    /// Is a diagnosis by itself.
    Term,
}

/// Apart from the other words, since whole summaries are searched for these alone.
static LEADS: LazyLock<Phrases<Word>> = LazyLock::new(|| {
    table(&[
        ("lead", Word::Lead),
        ("maybe", Word::Maybe),
        ("noun", Word::Noun),
        ("nouns", Word::Nouns),
        ("verb", Word::Verb),
    ])
});

static LINKS: LazyLock<Phrases<Word>> = LazyLock::new(|| {
    table(&[("link", Word::Link), ("open", Word::Open), ("be", Word::Be), ("having", Word::Having)])
});

static WORDS: LazyLock<Phrases<Word>> =
    LazyLock::new(|| table(&[("stop", Word::Stop), ("head", Word::Head), ("term", Word::Term)]));

static JOINTS: LazyLock<Phrases<Word>> = LazyLock::new(|| {
    table(&[
        ("other", Word::Other),
        ("post", Word::Post),
        ("tail", Word::Tail),
        ("whole", Word::Whole),
    ])
});

static KIN: LazyLock<Phrases<()>> = LazyLock::new(|| table(&[("kin", ())]));

static CLAUSES: LazyLock<Phrases<()>> = LazyLock::new(|| table(&[("clause", ())]));

static PATIENTS: LazyLock<Phrases<()>> = LazyLock::new(|| table(&[("patient", ())]));

static ENDINGS: LazyLock<Vec<&'static str>> = LazyLock::new(|| cell("ending"));
static BEGINNINGS: LazyLock<Vec<&'static str>> = LazyLock::new(|| cell("begin"));
static DROPPED: LazyLock<Vec<&'static str>> = LazyLock::new(|| cell("drop"));
static DENIALS: LazyLock<Vec<&'static str>> = LazyLock::new(|| cell("unless"));

/// The phrases that begin openings of lists.
pub(super) fn leads() -> &'static Phrases<Word> {
    &LEADS
}

/// The words that go on with an opening, and end it.
pub(super) fn links() -> &'static Phrases<Word> {
    &LINKS
}

/// The phrases that end lists and make diagnoses.
pub(super) fn words() -> &'static Phrases<Word> {
    &WORDS
}

/// The phrases that tell how the parts of a list go together.
pub(super) fn joints() -> &'static Phrases<Word> {
    &JOINTS
}

/// Words that say what the patient has.
pub(super) fn patients() -> &'static Phrases<()> {
    &PATIENTS
}

/// Words of clauses that are more than a condition.
pub(super) fn clauses() -> &'static Phrases<()> {
    &CLAUSES
}

/// Words for other people of whom a history tells.
pub(super) fn kin() -> &'static Phrases<()> {
    &KIN
}

/// Is a word with this ending a diagnosis by itself (`tendinitis`, `neuropathies`, `neuromas`)?
pub(super) fn ends_as_diagnosis(word: &str) -> bool {
    let ends = |word: &str, ending: &str| {
        let at = word.len().checked_sub(ending.len()).filter(|at| *at > 1);
        at.and_then(|at| word.get(at..)).is_some_and(|end| end.eq_ignore_ascii_case(ending))
    };
    let singular = word.strip_suffix('s').unwrap_or(word);
    // "diagnosis", "prognosis"
    if ends(word, "gnosis") {
        return false;
    }
    ENDINGS.iter().any(|ending| ends(word, ending) || ends(singular, ending))
}

/// Words that begin a diagnosis of its own.
pub(super) fn beginnings() -> &'static [&'static str] {
    &BEGINNINGS
}

/// Words that are taken off the front of a diagnosis.
pub(super) fn dropped() -> &'static [&'static str] {
    &DROPPED
}

/// Words that deny what a lead directly behind them would state.
pub(super) fn denials() -> &'static [&'static str] {
    &DENIALS
}

fn table<T: Copy>(roles: &[(&str, T)]) -> Phrases<T> {
    Phrases::new(roles.iter().flat_map(|&(role, word)| {
        cell(role).into_iter().map(move |entry| (entry.to_owned(), word))
    }))
}

fn cell(role: &str) -> Vec<&'static str> {
    rows(TABLE).filter(|row| row[0] == role).flat_map(|row| entries(row[1])).collect()
}
