//! Comma-separated values with a line of names, for spreadsheets.

use std::io::{self, Write};

use csv::Writer;

use super::{LetterMarks, Renderer};
use crate::library::SearchAnswer;
use crate::model::ParsedLetter;
use crate::search::{FacetTable, Hit};

/// Comma-separated values. Lists within a value are joined by `; `.
pub(crate) struct Csv;

const HIT_COLUMNS: [&str; 11] = [
    "case_number",
    "item",
    "treatment",
    "outcome",
    "category",
    "decision_date",
    "pages",
    "guidelines",
    "score",
    "snippet",
    "path",
];

impl Renderer for Csv {
    fn search(&self, answer: &SearchAnswer, to: &mut dyn Write) -> io::Result<()> {
        let mut rows = Writer::from_writer(to);
        rows.write_record(HIT_COLUMNS)?;
        for hit in answer.hits.items() {
            rows.write_record(hit_row(hit))?;
        }
        rows.flush()
    }

    fn facets(&self, table: &FacetTable, to: &mut dyn Write) -> io::Result<()> {
        let mut rows = Writer::from_writer(to);
        let names =
            ["value", "path", "items", "upheld", "overturned", "overturn_rate", "low", "high"];
        rows.write_record(names)?;
        for count in &table.values {
            let number = |value: Option<f64>| value.map_or_else(String::new, |v| v.to_string());
            rows.write_record([
                count.value.clone(),
                count.path.clone(),
                count.items.to_string(),
                count.upheld.to_string(),
                count.overturned.to_string(),
                number(count.overturn_rate),
                number(count.interval.map(|interval| interval.0)),
                number(count.interval.map(|interval| interval.1)),
            ])?;
        }
        rows.flush()
    }

    fn letter(
        &self,
        letter: &ParsedLetter<'_>,
        _marks: &LetterMarks<'_>,
        to: &mut dyn Write,
    ) -> io::Result<()> {
        let mut rows = Writer::from_writer(to);
        rows.write_record([
            "case_number",
            "item",
            "treatment",
            "outcome",
            "category",
            "rationale",
        ])?;
        for one in letter.items() {
            rows.write_record([
                letter.determination.case_number.as_deref().unwrap_or_default(),
                &one.item.to_string(),
                &one.treatment,
                one.outcome.map_or("", |outcome| outcome.name()),
                &one.category,
                one.rationale.as_deref().unwrap_or_default(),
            ])?;
        }
        rows.flush()
    }

    fn table(&self, names: &[&str], rows: &[Vec<String>], to: &mut dyn Write) -> io::Result<()> {
        let mut csv = Writer::from_writer(to);
        csv.write_record(names)?;
        rows.iter().try_for_each(|row| csv.write_record(row))?;
        csv.flush()
    }
}

fn hit_row(hit: &Hit) -> [String; 11] {
    [
        hit.case_number.clone().unwrap_or_default(),
        hit.item.map(|item| item.to_string()).unwrap_or_default(),
        hit.treatment.clone().unwrap_or_default(),
        hit.outcome.map_or("", |outcome| outcome.name()).to_string(),
        hit.category.clone().unwrap_or_default(),
        hit.decision_date.map(|date| date.to_string()).unwrap_or_default(),
        hit.pages.join("; "),
        hit.guidelines.join("; "),
        hit.score.to_string(),
        hit.snippet.clone(),
        hit.path.clone(),
    ]
}
