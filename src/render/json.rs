//! JSON: one object for all, or one a line.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Map, Value};

use super::{LetterMarks, Renderer};
use crate::library::SearchAnswer;
use crate::model::ParsedLetter;
use crate::search::{FacetTable, Hits};

/// One object.
pub(crate) struct Json;

/// One object a line: the hits, or the values, alone.
pub(crate) struct JsonLines;

#[derive(Serialize)]
struct SearchObject<'a> {
    query: &'a str,
    read_as: &'a str,
    total: usize,
    letters: usize,
    took_ms: f64,
    hits: &'a Hits,
    facets: BTreeMap<&'a str, &'a FacetTable>,
    #[serde(skip_serializing_if = "Option::is_none")]
    did_you_mean: Option<&'a str>,
}

impl Renderer for Json {
    fn search(&self, answer: &SearchAnswer, to: &mut dyn Write) -> io::Result<()> {
        let facets = answer.facets.iter();
        let object = SearchObject {
            query: &answer.query,
            read_as: &answer.read_as,
            total: answer.total,
            letters: answer.letters,
            took_ms: (answer.took_ms * 1000.0).round() / 1000.0,
            hits: &answer.hits,
            facets: facets.map(|table| (table.field.as_str(), table)).collect(),
            did_you_mean: answer.did_you_mean.as_deref(),
        };
        line(&object, to)
    }

    fn facets(&self, table: &FacetTable, to: &mut dyn Write) -> io::Result<()> {
        line(table, to)
    }

    fn letter(
        &self,
        letter: &ParsedLetter<'_>,
        _marks: &LetterMarks<'_>,
        to: &mut dyn Write,
    ) -> io::Result<()> {
        line(letter, to)
    }

    fn table(&self, names: &[&str], rows: &[Vec<String>], to: &mut dyn Write) -> io::Result<()> {
        line(&rows.iter().map(|row| object(names, row)).collect::<Vec<_>>(), to)
    }
}

impl Renderer for JsonLines {
    fn search(&self, answer: &SearchAnswer, to: &mut dyn Write) -> io::Result<()> {
        match &answer.hits {
            Hits::Items(hits) => lines(hits, to),
            Hits::Letters(letters) => lines(letters, to),
        }
    }

    fn facets(&self, table: &FacetTable, to: &mut dyn Write) -> io::Result<()> {
        lines(&table.values, to)
    }

    fn letter(
        &self,
        letter: &ParsedLetter<'_>,
        marks: &LetterMarks<'_>,
        to: &mut dyn Write,
    ) -> io::Result<()> {
        Json.letter(letter, marks, to)
    }

    fn table(&self, names: &[&str], rows: &[Vec<String>], to: &mut dyn Write) -> io::Result<()> {
        rows.iter().try_for_each(|row| line(&object(names, row), to))
    }
}

fn object(names: &[&str], row: &[String]) -> Map<String, Value> {
    let pairs = names.iter().zip(row);
    pairs.map(|(name, value)| ((*name).to_string(), Value::from(value.as_str()))).collect()
}

fn lines<T: Serialize>(values: &[T], to: &mut dyn Write) -> io::Result<()> {
    values.iter().try_for_each(|value| line(value, to))
}

fn line<T: Serialize>(value: &T, to: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *to, value)?;
    to.write_all(b"\n")
}
