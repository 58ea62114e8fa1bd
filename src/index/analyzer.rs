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

/// What a byte is to the words of a text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// An ASCII letter or digit.
    Word,
    /// Any other ASCII.
    Between,
    /// Of a character that has several bytes.
    Wide,
}

static KINDS: [Kind; 256] = {
    let mut kinds = [Kind::Between; 256];
    let mut byte = 0;
    while byte < 256 {
        if byte >= 0x80 {
            kinds[byte] = Kind::Wide;
        } else if (byte as u8).is_ascii_alphanumeric() {
            kinds[byte] = Kind::Word;
        }
        byte += 1;
    }
    kinds
};

fn kind(byte: u8) -> Kind {
    KINDS[usize::from(byte)]
}

impl LetterTokens<'_> {
    /// Start and end of the next word, and whether it is all ASCII.
    fn find_word(&self) -> Option<(usize, usize, bool)> {
        let bytes = self.text.as_bytes();
        let mut start = self.next;
        loop {
            match kind(*bytes.get(start)?) {
                Kind::Word => break,
                Kind::Between => start += 1,
                Kind::Wide => {
                    let c = self.text[start..].chars().next()?;
                    if c.is_alphanumeric() {
                        break;
                    }
                    start += c.len_utf8();
                }
            }
        }
        let ascii = bytes[start..].iter().take_while(|&&byte| kind(byte) == Kind::Word).count();
        let end = start + ascii;
        match bytes.get(end) {
            Some(&byte) if kind(byte) == Kind::Wide => {
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
            let stem = &mut self.token.text;
            STEMS.with_borrow_mut(|stems| match Letters::of(&self.text[start..], end - start) {
                Some(letters) if ascii => stems.stem_known(&self.text[start..end], &letters, stem),
                _ => stems.stem(&self.text[start..end], stem),
            });
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

/// Places in the table: 8,192 of 32 bytes stay in a core's second-level cache.
const PLACES: usize = 1 << 13;
/// Longer words are rare and are stemmed each time.
const WORD: usize = 24;
/// Stemming changes few letters at the end of a word; where it changes more, it is done each time.
const ENDING: usize = 6;

/// A word met before: its stem is the word's beginning with another ending.
#[derive(Clone, Copy, Default)]
struct Place {
    word: [u64; WORD / 8],
    kept: u8,
    ending_len: u8,
    ending: [u8; ENDING],
}

impl Place {
    fn of(letters: &Letters, word: &str, stem: &str) -> Option<Self> {
        let kept = word
            .bytes()
            .zip(stem.bytes())
            .take_while(|(word, stem)| word.to_ascii_lowercase() == *stem)
            .count();
        let changed = stem.get(kept..).filter(|changed| changed.is_ascii())?;
        let mut ending = [0; ENDING];
        ending.get_mut(..changed.len())?.copy_from_slice(changed.as_bytes());
        let ending_len = changed.len() as u8;
        Some(Self { word: letters.lower, kept: kept as u8, ending_len, ending })
    }
}

/// A word of ASCII letters and digits as numbers that hold eight bytes each, zeros behind it.
struct Letters {
    lower: [u64; WORD / 8],
    has_capitals: bool,
}

impl Letters {
    /// The word of `length` bytes that `text` begins with; `None` where it is too long.
    fn of(text: &str, length: usize) -> Option<Self> {
        if length > WORD {
            return None;
        }
        let bytes: [u8; WORD] = text.as_bytes().first_chunk().copied().unwrap_or_else(|| {
            let mut padded = [0; WORD];
            padded[..text.len()].copy_from_slice(text.as_bytes());
            padded
        });
        let mut letters = Self { lower: [0; WORD / 8], has_capitals: false };
        for (place, (lower, eight)) in letters.lower.iter_mut().zip(bytes.as_chunks().0).enumerate()
        {
            let count = length.saturating_sub(8 * place).min(8) as u32;
            let mask = u64::MAX.checked_shr(64 - 8 * count).unwrap_or(0);
            let written = u64::from_le_bytes(*eight) & mask;
            // This bit tells a small letter from its capital, and every digit has it.
            *lower = written | 0x2020_2020_2020_2020 & mask;
            letters.has_capitals |= *lower != written;
        }
        Some(letters)
    }

    /// The word's place in the table.
    fn place(&self) -> usize {
        const MIX: [u64; WORD / 8] =
            [0x9E37_79B9_7F4A_7C15, 0xC2B2_AE3D_27D4_EB4F, 0x1656_67B1_9E37_79F9];
        let mixed = self.lower.iter().zip(MIX).map(|(eight, mix)| eight.wrapping_mul(mix));
        (mixed.fold(0, |sum, part| part ^ sum) >> 32) as usize % PLACES
    }
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

    /// Puts the stem of a word, which may have been met before, into `stem`.
    fn stem_known(&mut self, word: &str, letters: &Letters, stem: &mut String) {
        let place = letters.place();
        let known = &self.places[place];
        if known.word == letters.lower {
            stem.clear();
            stem.push_str(&word[..usize::from(known.kept)]);
            if letters.has_capitals {
                stem.make_ascii_lowercase();
            }
            let ending = &known.ending[..usize::from(known.ending_len)];
            ending.iter().for_each(|&byte| stem.push(char::from(byte)));
            return;
        }
        self.stem(word, stem);
        if let Some(met) = Place::of(letters, word, stem) {
            self.places[place] = met;
        }
    }

    /// Puts the stem of a word into `stem`.
    fn stem(&mut self, word: &str, stem: &mut String) {
        stem.clear();
        self.stemmer.token_stream(word).process(&mut |token| stem.push_str(&token.text));
    }
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
