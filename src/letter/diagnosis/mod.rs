//! Finds the diagnoses that a clinical case summary states.
//!
//! Takes the flowed summary; gives the diagnoses as written, without articles, list numbers and
//! ICD codes. A sentence states diagnoses by words such as "was diagnosed with" (roles `lead` and
//! `maybe` of `data/diagnosis_words.tsv`); the list ends with the sentence or where another
//! clause begins; the words of diagnoses in the same table decide where it is cut.

mod list;
mod opening;
mod sentence;
mod words;

#[cfg(test)]
mod tests;

use self::opening::Opening;
use super::condition;

/// A diagnosis that a summary states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Diagnosis<'s> {
    /// As written, without articles, list numbers and ICD codes.
    pub text: &'s str,
    /// The ICD-10 code that stands with it (`M54.5`).
    pub code: Option<&'s str>,
}

/// The diagnoses in a flowed `summary`, in order, none twice. Where nothing says that diagnoses
/// follow, the conditions that the patient is said to have.
pub fn find_diagnoses(summary: &str) -> Vec<Diagnosis<'_>> {
    let stated = find_listed(summary, &opening::find_openings(summary));
    if !stated.is_empty() {
        return stated;
    }
    let mut diagnoses = find_listed(summary, &opening::find_patients(summary));
    diagnoses.retain(|diagnosis| is_condition_alone(diagnosis.text));
    diagnoses
}

/// The diagnoses in the lists behind `openings`.
fn find_listed<'s>(summary: &'s str, openings: &[Opening]) -> Vec<Diagnosis<'s>> {
    let mut diagnoses: Vec<Diagnosis<'s>> = Vec::new();
    for (place, opening) in openings.iter().enumerate() {
        let end = openings.get(place + 1).map_or(summary.len(), |next| next.start);
        let stated = sentence::list_at(&summary[opening.list..end]);
        for diagnosis in list::split(stated, opening.sure) {
            let is_known =
                diagnoses.iter().any(|known| known.text.eq_ignore_ascii_case(diagnosis.text));
            if diagnoses.len() < MOST_DIAGNOSES && !is_known {
                diagnoses.push(diagnosis);
            }
        }
    }
    diagnoses
}

/// Is `text` the name of a condition rather than a clause in which one is named?
fn is_condition_alone(text: &str) -> bool {
    text.split(' ').count() <= MOST_WORDS_ALONE
        && condition::is_condition(text)
        && words::clauses().find_all(text).next().is_none()
}

/// No letter states more; garbage must not make the search for doubles slow.
const MOST_DIAGNOSES: usize = 100;

/// Where nothing says that diagnoses follow, a longer part is a clause.
const MOST_WORDS_ALONE: usize = 6;
