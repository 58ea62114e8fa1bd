//! Text of a letter to a [`Determination`](crate::model::Determination).

pub mod category;
pub mod citation;
pub mod diagnosis;
mod phrases;

/// Grows with every change of what the parser gives for a letter, so that an index knows which
/// letters to read again.
pub const PARSER_VERSION: u32 = 1;

/// placeholder until the parser lands
pub fn parse(path: &str, text: &crate::extract::Text) -> crate::model::Determination {
    use crate::model::*;
    Determination {
        path: path.into(),
        format: text.format,
        layout: Layout::Unknown,
        case_number: None,
        dates: Dates::default(),
        priority: None,
        patient: Patient::default(),
        reviewer: Reviewer::default(),
        diagnoses: vec![],
        summary: None,
        outcome: None,
        items: vec![],
        warnings: vec![],
        text: Some(text.body.clone()),
    }
}
