//! What was probably meant, where nothing was found.

use std::collections::BTreeMap;

use tantivy::collector::Count;

use super::question::Question;
use crate::fields::{FacetField, FieldId};
use crate::index::{IndexError, Reader};
use crate::query::ast::{Expr, Node, Query, Value};
use crate::query::compile;

/// The query with words that the index has in place of those that it does not have; `None` where
/// every word is there, or nothing is like those that are not. Words are those of treatments and
/// diagnoses: what people look for, spelt as letters spell it.
///
/// # Errors
/// When the index cannot be read.
pub fn suggest(reader: &Reader, question: &Question) -> Result<Option<String>, IndexError> {
    let mut words = Vec::new();
    collect_words(&question.query().root, &mut words);
    let mut missing = Vec::new();
    for (word, node) in words {
        let alone = compile(&Query { root: node.clone() }, reader.fields());
        if reader.searcher().search(&*alone, &Count)? == 0 {
            missing.push((word, node));
        }
    }
    if missing.is_empty() {
        return Ok(None);
    }
    let known = known_words(reader)?;
    let mut meant = question.typed().to_string();
    // From the end, so that the places before stay right.
    missing.sort_by_key(|(_, node)| std::cmp::Reverse(node.span.start));
    for (word, node) in missing {
        let (Some(nearest), Some(span)) = (nearest(word, &known), find(&meant, node, word)) else {
            return Ok(None);
        };
        meant.replace_range(span, nearest);
    }
    Ok(Some(meant))
}

/// Words that must be found for anything to be found, each with its place.
fn collect_words<'q>(node: &'q Node, words: &mut Vec<(&'q str, &'q Node)>) {
    match &node.expr {
        Expr::And(parts) => parts.iter().for_each(|part| collect_words(part, words)),
        Expr::Boost(inner, _) => collect_words(inner, words),
        Expr::Clause(clause) => {
            if let Value::Word(word) = &clause.value {
                words.push((word, node));
            }
        }
        _ => {}
    }
}

/// Where the word stands in what was typed: within its clause, whose field may stand before it.
fn find(typed: &str, node: &Node, word: &str) -> Option<std::ops::Range<usize>> {
    let clause = typed.get(node.span.clone())?;
    let start = node.span.start + clause.rfind(word)?;
    Some(start..start + word.len())
}

/// The words of all treatments and diagnoses, with how many of these they are in.
fn known_words(reader: &Reader) -> Result<BTreeMap<String, usize>, IndexError> {
    let mut words: BTreeMap<String, usize> = BTreeMap::new();
    for segment in reader.searcher().segment_readers() {
        for facet in [FieldId::Treatment, FieldId::Diagnosis].map(FacetField::of) {
            let Some(column) = segment.fast_fields().str(&facet.column(0))? else { continue };
            let mut values = column.dictionary().stream().map_err(tantivy::TantivyError::from)?;
            while values.advance() {
                let value = String::from_utf8_lossy(values.key()).to_lowercase();
                let parts = value.split(|c: char| !c.is_alphanumeric());
                for word in parts.filter(|word| word.len() > 3) {
                    *words.entry(word.into()).or_default() += 1;
                }
            }
        }
    }
    Ok(words)
}

/// The word that takes the fewest changes to become `word`, the most common of those.
fn nearest<'w>(word: &str, known: &'w BTreeMap<String, usize>) -> Option<&'w str> {
    let word = word.to_lowercase();
    let most = (word.chars().count() / 4).clamp(1, 2);
    let near = known.iter().filter_map(|(other, count)| {
        let close = other.len().abs_diff(word.len()) <= most;
        let changes = if close { strsim::osa_distance(&word, other) } else { usize::MAX };
        (changes <= most).then_some((changes, std::cmp::Reverse(*count), other.as_str()))
    });
    near.min().map(|(.., other)| other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_the_most_common_of_the_closest() {
        let known = [("epidural", 9), ("epidurals", 1), ("radial", 5)];
        let known = known.into_iter().map(|(word, count)| (word.to_string(), count)).collect();
        assert_eq!(nearest("epidurl", &known), Some("epidural"));
        assert_eq!(nearest("Epidrual", &known), Some("epidural"));
        assert_eq!(nearest("knee", &known), None);
    }
}
