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

/// The diagnoses in a flowed `summary`, in order, none twice.
pub fn find_diagnoses(summary: &str) -> Vec<String> {
    let mut diagnoses: Vec<String> = Vec::new();
    let openings = opening::find_openings(summary);
    for (place, opening) in openings.iter().enumerate() {
        let end = openings.get(place + 1).map_or(summary.len(), |next| next.start);
        let stated = sentence::list_at(&summary[opening.list..end]);
        for diagnosis in list::split(stated, opening.sure) {
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
