//! Text to terms: words in lower case, accents folded, stemmed for English.
//!
//! The terms are those of tantivy's `en_stem` with accents folded (`Ménière` is found as
//! `meniere`). Stemming takes more time than all the rest of indexing, and the words of letters
//! repeat, so each thread remembers the stems of the words it met: a table with one place a hash,
//! because a lookup that may forget is cheaper than one that never does.

use std::cell::RefCell;

use tantivy::tokenizer::{
    AsciiFoldingFilter, Language, LowerCaser, RawTokenizer, Stemmer, TextAnalyzer, Token,
    TokenStream, Tokenizer, TokenizerManager,
};

use super::cite;

/// The name the analyzer is registered under.
pub const NAME: &str = "letter_en";
/// Words of this many bytes or more are not indexed, as in `en_stem`.
const TOO_LONG: usize = 40;

/// The analyzer of all text fields.
pub fn build() -> TextAnalyzer {
    TextAnalyzer::from(LetterTokenizer::default())
}

/// Makes the analyzers known to an index.
pub fn register(tokenizers: &TokenizerManager) {
    tokenizers.register(NAME, build());
    tokenizers.register(cite::TOKENIZER, TextAnalyzer::from(cite::CiteTokenizer::default()));
}

/// The terms of `text`, in order.
pub fn terms(text: &str) -> Vec<String> {
    let mut terms = Vec::new();
    build().token_stream(text).process(&mut |token| terms.push(token.text.clone()));
    terms
}

/// Splits at everything that is neither letter nor digit, and stems.
#[derive(Clone, Default)]
pub struct LetterTokenizer {
    token: Token,
}

impl Tokenizer for LetterTokenizer {
    type TokenStream<'a> = LetterTokens<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> LetterTokens<'a> {
        self.token.reset();
        LetterTokens { text, next: 0, token: &mut self.token }
    }
}

/// The stream of a [`LetterTokenizer`].
pub struct LetterTokens<'a> {
    text: &'a str,
    next: usize,
    token: &'a mut Token,
}

impl LetterTokens<'_> {
    /// Start and end of the next word, and whether it is all ASCII.
    fn find_word(&self) -> Option<(usize, usize, bool)> {
        let bytes = self.text.as_bytes();
        let mut start = self.next;
        loop {
            let byte = *bytes.get(start)?;
            if byte.is_ascii_alphanumeric() {
                break;
            }
            if byte.is_ascii() {
                start += 1;
                continue;
            }
            let c = self.text[start..].chars().next()?;
            if c.is_alphanumeric() {
                break;
            }
            start += c.len_utf8();
        }
        let ascii = bytes[start..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
        let end = start + ascii;
        match bytes.get(end) {
            Some(byte) if !byte.is_ascii() => {
                let rest = &self.text[end..];
                let more = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
                Some((start, end + more, more == 0))
            }
            _ => Some((start, end, true)),
        }
    }
}

impl TokenStream for LetterTokens<'_> {
    fn advance(&mut self) -> bool {
        while let Some((start, end, ascii)) = self.find_word() {
            self.next = end;
            self.token.position = self.token.position.wrapping_add(1);
            if end - start >= TOO_LONG {
                continue;
            }
            self.token.offset_from = start;
            self.token.offset_to = end;
            let word = &self.text[start..end];
            if ascii {
                STEMS.with_borrow_mut(|stems| stems.stem_ascii(word, &mut self.token.text));
            } else {
                STEMS.with_borrow_mut(|stems| stems.stem_any(word, &mut self.token.text));
            }
            return true;
        }
        false
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

thread_local! {
    static STEMS: RefCell<StemCache> = RefCell::new(StemCache::new());
}

/// Places in the table: 8,192 of 50 bytes stay in a core's second-level cache.
const PLACES: usize = 1 << 13;
/// Longer words are rare and are stemmed each time.
const WORD: usize = 24;

#[derive(Clone, Copy, Default)]
struct Place {
    word: [u8; WORD],
    stem: [u8; WORD],
    word_len: u8,
    stem_len: u8,
}

struct StemCache {
    places: Vec<Place>,
    stemmer: TextAnalyzer,
}

impl StemCache {
    fn new() -> Self {
        let stemmer = TextAnalyzer::builder(RawTokenizer::default())
            .filter(LowerCaser)
            .filter(AsciiFoldingFilter)
            .filter(Stemmer::new(Language::English))
            .build();
        Self { places: vec![Place::default(); PLACES], stemmer }
    }

    /// Puts the stem of a word of ASCII letters and digits into `stem`.
    fn stem_ascii(&mut self, word: &str, stem: &mut String) {
        if word.len() > WORD {
            return self.stem_any(word, stem);
        }
        let mut lower = [0; WORD];
        for (to, from) in lower.iter_mut().zip(word.bytes()) {
            *to = from.to_ascii_lowercase();
        }
        let place = hash(&lower) % PLACES;
        let known = &self.places[place];
        if known.word_len as usize == word.len() && known.word == lower {
            stem.clear();
            stem.extend(known.stem[..known.stem_len as usize].iter().map(|&byte| byte as char));
            return;
        }
        self.stem_any(word, stem);
        if stem.len() <= WORD && stem.is_ascii() {
            let place = &mut self.places[place];
            *place = Place { word: lower, word_len: word.len() as u8, ..Place::default() };
            place.stem[..stem.len()].copy_from_slice(stem.as_bytes());
            place.stem_len = stem.len() as u8;
        }
    }

    fn stem_any(&mut self, word: &str, stem: &mut String) {
        stem.clear();
        self.stemmer.token_stream(word).process(&mut |token| stem.push_str(&token.text));
    }
}

/// Mixes the 24 bytes of a word, three multiplications in all.
fn hash(word: &[u8; WORD]) -> usize {
    let mut mixed = 0u64;
    for part in word.chunks_exact(8) {
        let part = part.iter().rev().fold(0u64, |sum, &byte| sum << 8 | u64::from(byte));
        mixed = (mixed.rotate_left(5) ^ part).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
    (mixed >> 32) as usize
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use tantivy::tokenizer::{RemoveLongFilter, SimpleTokenizer};

    use super::*;

    fn stream(analyzer: &mut TextAnalyzer, text: &str) -> Vec<(String, usize, usize, usize)> {
        let mut tokens = Vec::new();
        analyzer.token_stream(text).process(&mut |token| {
            tokens.push((token.text.clone(), token.offset_from, token.offset_to, token.position));
        });
        tokens
    }

    fn en_stem() -> TextAnalyzer {
        TextAnalyzer::builder(SimpleTokenizer::default())
            .filter(RemoveLongFilter::limit(TOO_LONG))
            .filter(LowerCaser)
            .filter(AsciiFoldingFilter)
            .filter(Stemmer::new(Language::English))
            .build()
    }

    #[test]
    fn words_of_one_stem_are_one_term() {
        assert_eq!(terms("Injections, injected"), ["inject", "inject"]);
        assert_eq!(terms("L4-5 10/325mg"), ["l4", "5", "10", "325mg"]);
    }

    #[test]
    fn accents_do_not_matter() {
        assert_eq!(terms("Ménière"), terms("meniere"));
    }

    proptest! {
        #[test]
        fn terms_and_positions_are_those_of_en_stem(text in "([a-zA-Z0-9é '.,-]{0,60}|\\PC{0,40})") {
            prop_assert_eq!(stream(&mut build(), &text), stream(&mut en_stem(), &text));
            prop_assert_eq!(stream(&mut build(), &text), stream(&mut en_stem(), &text));
        }
    }
}
