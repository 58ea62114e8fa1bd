//! Citations as blocks of positions.
//!
//! A query such as `imr.page:46 imr.guideline:"chronic pain"` asks for one citation that has both.
//! So each side has a field in which every citation takes a block of [`BLOCK`] positions of its
//! own: facts are of the same citation when `position / BLOCK` is the same. Within its block, a
//! citation's terms are, in this order:
//!
//! | term | of |
//! |---|---|
//! | `s:mtus` | the source; `s:none` where the letter states that nothing was cited |
//! | `e:2009` | the edition |
//! | `g:chronic`, `g:pain`, ... | the guideline's title, stemmed, word after word |
//! | `t:epidur`, `t:steroid`, ... | the sections, stemmed, [`GAP`] positions apart from each other |
//! | `G:low back`, `T:imaging` | title and sections as a whole, where their first words stand |
//! | `p:46`, `p:47`, ... | the pages |
//!
//! The field is filled from a string that [`encode`] writes and [`CiteTokenizer`] reads: `\n`
//! ends a citation, `\t` ends a fact.

use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer};

use super::analyzer;
use crate::model::Citation;

/// The name the tokenizer is registered under.
pub const TOKENIZER: &str = "cite";
/// Positions that one citation takes. A citation with more terms than that loses the last pages;
/// the longest of real ones has some hundreds.
pub const BLOCK: u32 = 8192;
/// Positions left free between two sections, so that no phrase runs across them.
pub const GAP: u32 = 64;

/// The kinds of fact a citation has, each with the letter its terms start with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CiteFact {
    /// MTUS, ODG, ACOEM, Other, or none.
    Source,
    /// The year of the edition.
    Edition,
    /// A word of the guideline's title.
    Guideline,
    /// A word of a section's name.
    Section,
    /// A page.
    Page,
}

impl CiteFact {
    /// What the terms of this fact start with.
    pub fn prefix(self) -> &'static str {
        match self {
            Self::Source => "s:",
            Self::Edition => "e:",
            Self::Guideline => "g:",
            Self::Section => "t:",
            Self::Page => "p:",
        }
    }

    /// What the term of the whole value starts with.
    pub fn whole_prefix(self) -> &'static str {
        match self {
            Self::Guideline => "G:",
            Self::Section => "T:",
            Self::Source | Self::Edition | Self::Page => self.prefix(),
        }
    }

    fn of(byte: u8) -> Self {
        match byte {
            b's' => Self::Source,
            b'e' => Self::Edition,
            b'g' => Self::Guideline,
            b't' => Self::Section,
            _ => Self::Page,
        }
    }

    /// Whether the value is words (stemmed) and not one exact term.
    pub fn is_words(self) -> bool {
        matches!(self, Self::Guideline | Self::Section)
    }
}

/// The field's text for the citations of one side.
pub fn encode<'a>(citations: impl Iterator<Item = &'a Citation>) -> String {
    let mut text = String::new();
    for citation in citations {
        let mut fact = |kind: CiteFact, value: &str| {
            text.push_str(&kind.prefix()[..1]);
            match memchr::memchr2(b'\t', b'\n', value.as_bytes()) {
                None => text.push_str(value),
                Some(_) => text.push_str(&value.replace(['\t', '\n'], " ")),
            }
            text.push('\t');
        };
        fact(CiteFact::Source, citation.source.map_or("none", |source| source.name()));
        citation.edition.iter().for_each(|edition| fact(CiteFact::Edition, edition));
        citation.guideline.iter().for_each(|title| fact(CiteFact::Guideline, title));
        citation.sections.iter().for_each(|section| fact(CiteFact::Section, section));
        citation.pages.iter().for_each(|page| fact(CiteFact::Page, page));
        text.push('\n');
    }
    text
}

/// Reads what [`encode`] wrote.
#[derive(Clone)]
pub struct CiteTokenizer {
    words: TextAnalyzer,
    terms: Terms,
    token: Token,
}

impl Default for CiteTokenizer {
    fn default() -> Self {
        Self { words: analyzer::build(), terms: Terms::default(), token: Token::default() }
    }
}

/// Terms one behind the other, so that a term is no string of its own.
#[derive(Clone, Default)]
struct Terms {
    text: String,
    /// Where each term ends, and its position.
    ends: Vec<(usize, u32)>,
}

impl Terms {
    fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    fn push(&mut self, prefix: &str, term: &str, position: u32) {
        self.text.push_str(prefix);
        self.text.push_str(term);
        self.ends.push((self.text.len(), position));
    }

    fn push_lower(&mut self, prefix: &str, term: &str, position: u32) {
        if !term.is_ascii() {
            return self.push(prefix, &term.to_lowercase(), position);
        }
        self.push(prefix, term, position);
        let start = self.text.len() - term.len();
        self.text[start..].make_ascii_lowercase();
    }

    fn get(&self, place: usize) -> Option<(&str, u32)> {
        let &(end, position) = self.ends.get(place)?;
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before].0);
        Some((&self.text[start..end], position))
    }
}

impl CiteTokenizer {
    fn push_citation(&mut self, block: usize, citation: &str) {
        let start = block as u32 * BLOCK;
        let mut position = start;
        for fact in citation.split_terminator('\t') {
            let Some((&kind, value)) = fact.as_bytes().first().zip(fact.get(1..)) else { continue };
            let kind = CiteFact::of(kind);
            self.terms.push_lower(kind.whole_prefix(), value, position);
            if kind.is_words() {
                position = self.push_words(kind, value, position) + GAP;
            } else {
                position += 1;
            }
            if position >= start + BLOCK - 1 {
                return;
            }
        }
    }

    /// Pushes the words of `value`, the first at `start`, and gives the position behind them.
    fn push_words(&mut self, kind: CiteFact, value: &str, start: u32) -> u32 {
        let mut left = BLOCK / 4;
        let mut end = start;
        self.words.token_stream(value).process(&mut |token| {
            if left > 0 {
                left -= 1;
                let position = start + token.position as u32;
                self.terms.push(kind.prefix(), &token.text, position);
                end = position + 1;
            }
        });
        end
    }
}

impl Tokenizer for CiteTokenizer {
    type TokenStream<'a> = CiteTokens<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> CiteTokens<'a> {
        self.terms.clear();
        for (block, citation) in text.split_terminator('\n').enumerate() {
            self.push_citation(block, citation);
        }
        self.token = Token { text: std::mem::take(&mut self.token.text), ..Token::default() };
        CiteTokens { terms: &self.terms, next: 0, token: &mut self.token }
    }
}

/// The terms of the citations of one side of one item.
pub struct CiteTokens<'a> {
    terms: &'a Terms,
    next: usize,
    token: &'a mut Token,
}

impl TokenStream for CiteTokens<'_> {
    fn advance(&mut self) -> bool {
        let Some((term, position)) = self.terms.get(self.next) else { return false };
        self.next += 1;
        self.token.text.clear();
        self.token.text.push_str(term);
        self.token.position = position as usize;
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CitedBy, Source};

    fn citation(title: &str, sections: &[&str], pages: &[&str]) -> Citation {
        Citation {
            cited_by: CitedBy::Reviewer,
            source: Some(Source::Mtus),
            guideline: Some(title.into()),
            edition: None,
            sections: sections.iter().map(ToString::to_string).collect(),
            pages: pages.iter().map(ToString::to_string).collect(),
            text: String::new(),
        }
    }

    #[test]
    fn each_citation_has_a_block_of_positions_of_its_own() {
        let cited = [
            citation("Chronic Pain", &["Epidural steroid injections"], &["46"]),
            citation("Low Back Complaints", &[], &["303"]),
        ];
        let mut tokenizer = CiteTokenizer::default();
        let mut found = Vec::new();
        tokenizer.token_stream(&encode(cited.iter())).process(&mut |token| {
            found.push((token.text.clone(), token.position as u32 / BLOCK));
        });
        let block_of = |term: &str| found.iter().find(|(text, _)| text == term).map(|(_, b)| *b);
        assert_eq!(block_of("p:46"), Some(0));
        assert_eq!(block_of("t:epidur"), Some(0));
        assert_eq!(block_of("p:303"), Some(1));
        assert_eq!(block_of("g:low"), Some(1));
    }
}
