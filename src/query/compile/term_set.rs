//! Sets of terms, looked up in the dictionary of a segment.

use tantivy::index::InvertedIndexReader;
use tantivy::postings::TermInfo;
use tantivy::query::FuzzyTermQuery;
use tantivy::schema::Field;
use tantivy::{TantivyError, Term};

use crate::query::pattern::Pattern;

/// More terms than this are not walked through side by side.
const MAX_TERMS: usize = 1 << 14;

/// Terms of a field, all of which begin with `prefix`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TermSet {
    /// The kind of the terms, such as `p:` for pages; nothing in text fields.
    pub prefix: &'static str,
    /// Which of them.
    pub which: Which,
}

/// Which terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Which {
    /// Those of a pattern.
    Pattern(Pattern),
    /// Numbers from and to, both included.
    Numbers(u64, u64),
    /// All but one.
    AllBut(&'static str),
}

impl TermSet {
    /// The terms of a pattern in a text field.
    pub(super) fn of(pattern: Pattern) -> Self {
        Self { prefix: "", which: Which::Pattern(pattern) }
    }

    /// One term of a kind.
    pub(super) fn term(prefix: &'static str, term: &str) -> Self {
        Self { prefix, which: Which::Pattern(Pattern::Term(term.into())) }
    }

    /// Where the postings of the terms are that this segment has, none twice.
    pub(super) fn find(
        &self,
        index: &InvertedIndexReader,
        field: Field,
    ) -> tantivy::Result<Vec<TermInfo>> {
        let mut found = Found { set: self, index, infos: Vec::new() };
        match &self.which {
            Which::Pattern(Pattern::Term(term)) => found.add_term(term)?,
            Which::Pattern(Pattern::Prefix { typed, stems }) => {
                found.add_range(typed, |_| true)?;
                stems
                    .iter()
                    .filter(|stem| !stem.starts_with(typed))
                    .try_for_each(|s| found.add_term(s))?;
            }
            Which::Pattern(fuzzy @ Pattern::Fuzzy { .. }) => found.add_fuzzy(fuzzy, field)?,
            Which::Numbers(from, to) => found.add_range("", |term| {
                let number = std::str::from_utf8(term).ok().and_then(|term| term.parse().ok());
                number.is_some_and(|number: u64| (*from..=*to).contains(&number))
            })?,
            Which::AllBut(one) => found.add_range("", |term| term != one.as_bytes())?,
        }
        Ok(found.infos)
    }

    /// Refuses a set that would take too long to walk through.
    pub(super) fn find_few(
        &self,
        index: &InvertedIndexReader,
        field: Field,
    ) -> tantivy::Result<Vec<TermInfo>> {
        let infos = self.find(index, field)?;
        if infos.len() > MAX_TERMS {
            let message = "the pattern in a phrase stands for too many words; type more letters";
            return Err(TantivyError::InvalidArgument(message.into()));
        }
        Ok(infos)
    }
}

struct Found<'a> {
    set: &'a TermSet,
    index: &'a InvertedIndexReader,
    infos: Vec<TermInfo>,
}

impl Found<'_> {
    fn key(&self, term: &str) -> Vec<u8> {
        [self.set.prefix.as_bytes(), term.as_bytes()].concat()
    }

    fn add_term(&mut self, term: &str) -> tantivy::Result<()> {
        self.infos.extend(self.index.terms().get(self.key(term))?);
        Ok(())
    }

    /// Adds the terms that begin with `start` and are wanted; `wanted` sees them without the
    /// prefix of their kind.
    fn add_range(&mut self, start: &str, wanted: impl Fn(&[u8]) -> bool) -> tantivy::Result<()> {
        let start = self.key(start);
        let mut stream = self.index.terms().range().ge(&start).into_stream()?;
        while let Some((term, info)) = stream.next() {
            if !term.starts_with(&start) {
                break;
            }
            if wanted(&term[self.set.prefix.len()..]) {
                self.infos.push(info.clone());
            }
        }
        Ok(())
    }

    /// Adds what an automaton finds for each word, and the stems it cannot find.
    fn add_fuzzy(&mut self, fuzzy: &Pattern, field: Field) -> tantivy::Result<()> {
        let Pattern::Fuzzy { words, distance, stems } = fuzzy else { return Ok(()) };
        let mut keys = Vec::new();
        for word in words {
            let term = Term::from_field_text(field, &format!("{}{word}", self.set.prefix));
            let automaton = FuzzyTermQuery::new(term, *distance, true).automaton()?;
            let mut stream = self.index.terms().search(automaton).into_stream()?;
            while let Some((key, info)) = stream.next() {
                if key.starts_with(self.set.prefix.as_bytes()) {
                    keys.push((key.to_vec(), info.clone()));
                }
            }
        }
        for stem in stems {
            let key = self.key(stem);
            keys.extend(self.index.terms().get(&key)?.map(|info| (key, info)));
        }
        keys.sort_by(|a, b| a.0.cmp(&b.0));
        keys.dedup_by(|a, b| a.0 == b.0);
        self.infos.extend(keys.into_iter().map(|(_, info)| info));
        Ok(())
    }
}
