//! Finds the diagnoses that a clinical case summary states.
//!
//! Takes the flowed summary; gives the diagnoses as written, without articles, list numbers and
//! ICD codes. A sentence states diagnoses by words such as "was diagnosed with" (roles `lead` and
//! `maybe` of `data/diagnosis_words.tsv`); the list ends with the sentence or where another
//! clause begins; the words of diagnoses in the same table decide where it is cut.

mod list;
mod sentence;
mod words;

#[cfg(test)]
mod tests;

use words::{Word, leads};

/// The diagnoses in a flowed `summary`, in order, none twice.
pub fn find_diagnoses(summary: &str) -> Vec<String> {
    let mut diagnoses: Vec<String> = Vec::new();
    let mut leads = leads().find_all(summary).peekable();
    while let Some(lead) = leads.next() {
        let end = leads.peek().map_or(summary.len(), |next| next.start);
        if sentence::is_denied(&summary[..lead.start]) {
            continue;
        }
        let stated = sentence::list_at(&summary[lead.end..end]);
        let sure = lead.meanings.contains(&Word::Lead);
        for diagnosis in list::split(stated, sure) {
            if diagnoses.len() < MOST_DIAGNOSES
                && !diagnoses.iter().any(|known| known.eq_ignore_ascii_case(diagnosis))
            {
                diagnoses.push(diagnosis.to_owned());
            }
        }
    }
    diagnoses
}

/// No letter states more; garbage must not make the search for doubles slow.
const MOST_DIAGNOSES: usize = 100;
