//! The words that give a citing line its shape, read from `data/guidelines.tsv` and
//! `data/citation_words.tsv`.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::letter::phrases::Phrases;
use crate::letter::table::{entries, rows};
use crate::model::Source;

/// What a phrase of the tables means in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// A guideline's title.
    Title(Title),
    /// The name of a source.
    Source(Source),
    /// `Non-MTUS Citation`: whatever follows is not the MTUS.
    NonMtus,
    /// `part of the MTUS`.
    Adopted,
    /// `not part of the MTUS`.
    Outside,
    /// `Decision based on`: what follows is cited.
    Lead,
    /// Begins a sentence about the claims administrator.
    Administrator,
    /// Begins a sentence about the reviewer.
    Reviewer,
    /// Begins a sentence that cites nothing.
    Aside,
    /// States that nothing was cited.
    Nothing,
    /// The reviewer took the claims administrator's guidelines.
    Same,
    /// `Chapter`: a number, or nothing, follows.
    Chapter,
    /// `Section(s)`: names of sections follow.
    Section,
    /// A later edition of ACOEM's guidelines: its chapters are not those of 2004.
    Later,
    /// Tells nothing.
    Filler,
}

impl Mark {
    /// The title that it is, if it is one.
    pub(super) fn title(&self) -> Option<Title> {
        if let Self::Title(title) = self { Some(*title) } else { None }
    }
}

/// A guideline's title, under its canonical spelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Title {
    pub(super) kind: Kind,
    pub(super) canonical: &'static str,
    /// The spelling counts only directly behind the source's name, or before its year.
    pub(super) weak: bool,
}

/// Whose guideline it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The MTUS's own.
    Mtus,
    /// An ACOEM chapter of 2004 that the MTUS adopts.
    Adopted,
    /// Another ACOEM guideline.
    Acoem,
    /// A chapter of the ODG.
    Odg,
}

static MARKS: LazyLock<Phrases<Mark>> = LazyLock::new(|| Phrases::new(titles().chain(words())));

static CANONICAL: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    rows(include_str!("../../../data/guidelines.tsv")).map(|row| row[1]).collect()
});

static CHAPTERS: LazyLock<Vec<(u32, &'static str)>> = LazyLock::new(chapters);

/// Every phrase of the two tables.
pub(super) fn marks() -> &'static Phrases<Mark> {
    &MARKS
}

/// The sources, and the titles that count wherever they stand.
pub(super) fn names() -> impl Iterator<Item = (String, Mark)> {
    titles().chain(words()).filter(|(_, mark)| match mark {
        Mark::Title(title) => !title.weak,
        Mark::Source(source) => *source != Source::Other,
        _ => false,
    })
}

/// Is `title` the canonical one of a guideline of the table?
pub(super) fn is_canonical(title: &str) -> bool {
    CANONICAL.contains(title)
}

/// The title of a chapter of the ACOEM Practice Guidelines of 2004.
pub(super) fn acoem_chapter(number: u32) -> Option<Title> {
    let found = CHAPTERS.iter().find(|(chapter, _)| *chapter == number);
    found.map(|&(_, canonical)| Title { kind: Kind::Adopted, canonical, weak: false })
}

fn titles() -> impl Iterator<Item = (String, Mark)> {
    rows(include_str!("../../../data/guidelines.tsv")).flat_map(|row| {
        let [kind, canonical, _, spellings] = row[..] else { return Vec::new() };
        let kind = parse_kind(kind);
        std::iter::once(canonical)
            .chain(entries(spellings))
            .filter(|entry| {
                kind == Kind::Odg || !(is_weak(spellings, canonical) && *entry == canonical)
            })
            .map(|entry| {
                let spelling = entry.trim_start_matches('~');
                let weak = kind == Kind::Odg || spelling.len() < entry.len();
                (spelling.to_owned(), Mark::Title(Title { kind, canonical, weak }))
            })
            .collect()
    })
}

/// Is the canonical title itself among the spellings that count only behind the source?
fn is_weak(spellings: &'static str, canonical: &str) -> bool {
    entries(spellings).any(|entry| entry.strip_prefix('~') == Some(canonical))
}

fn words() -> impl Iterator<Item = (String, Mark)> {
    rows(include_str!("../../../data/citation_words.tsv")).flat_map(|row| {
        let [role, wordings] = row[..] else { return Vec::new() };
        let Some(mark) = parse_role(role) else { return Vec::new() };
        entries(wordings).map(|wording| (wording.to_owned(), mark)).collect()
    })
}

fn chapters() -> Vec<(u32, &'static str)> {
    rows(include_str!("../../../data/guidelines.tsv"))
        .flat_map(|row| {
            let numbers = row[2].split(' ').filter_map(|number| number.parse().ok());
            numbers.map(|number| (number, row[1])).collect::<Vec<_>>()
        })
        .collect()
}

fn parse_kind(kind: &str) -> Kind {
    match kind {
        "MTUS" => Kind::Mtus,
        "ADOPTED" => Kind::Adopted,
        "ACOEM" => Kind::Acoem,
        _ => Kind::Odg,
    }
}

fn parse_role(role: &str) -> Option<Mark> {
    Some(match role {
        "mtus" => Mark::Source(Source::Mtus),
        "odg" => Mark::Source(Source::Odg),
        "acoem" => Mark::Source(Source::Acoem),
        "other" => Mark::Source(Source::Other),
        "non-mtus" => Mark::NonMtus,
        "adopted" => Mark::Adopted,
        "outside" => Mark::Outside,
        "lead" => Mark::Lead,
        "administrator" => Mark::Administrator,
        "reviewer" => Mark::Reviewer,
        "aside" => Mark::Aside,
        "nothing" => Mark::Nothing,
        "same" => Mark::Same,
        "chapter" => Mark::Chapter,
        "section" => Mark::Section,
        "later" => Mark::Later,
        "filler" => Mark::Filler,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::words::ROLES;
    use super::*;

    #[test]
    fn every_row_of_the_tables_is_understood() {
        for row in rows(include_str!("../../../data/guidelines.tsv")) {
            assert_eq!(row.len(), 4, "{row:?}");
            assert!(["MTUS", "ADOPTED", "ACOEM", "ODG"].contains(&row[0]), "{row:?}");
        }
        for row in rows(include_str!("../../../data/citation_words.tsv")) {
            assert_eq!(row.len(), 2, "{row:?}");
            assert!(parse_role(row[0]).is_some() || ROLES.contains(&row[0]), "{row:?}");
        }
    }

    #[test]
    fn chapter_numbers_of_2004_have_titles() {
        assert_eq!(acoem_chapter(12).map(|t| t.canonical), Some("Low Back Complaints"));
        assert_eq!(acoem_chapter(99), None);
    }
}
