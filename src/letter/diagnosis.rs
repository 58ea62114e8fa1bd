//! Finds the diagnoses that a clinical case summary states.

/// The diagnoses in a flowed `summary`, in order, none twice.
pub fn find_diagnoses(_summary: &str) -> Vec<String> {
    Vec::new()
}
