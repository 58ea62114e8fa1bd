//! Text to terms: words in lower case, accents folded, stemmed for English.
//!
//! The terms are those of tantivy's `en_stem` with accents folded (`Ménière` is found as
//! `meniere`). Stemming takes more time than all the rest of indexing, and the words of letters
//! repeat, so each thread remembers the stems of the words it met ([`Stems`]).

use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer, TokenizerManager};

use super::cite;
use super::stems::{Letters, Stems};

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
    initials: Initials,
}

impl LetterTokenizer {
    /// One that leaves out words whose stems begin otherwise; the others keep their positions.
    pub fn only(initials: Initials) -> Self {
        Self { initials, ..Self::default() }
    }
}

/// What stems may begin with: the first letters or digits of some. A stem of ASCII begins as its
/// word does, in lower case, so that most words need not be stemmed where few stems are looked
/// for.
#[derive(Clone)]
pub struct Initials([bool; 256]);

impl Default for Initials {
    /// All of them.
    fn default() -> Self {
        Self([true; 256])
    }
}

impl Initials {
    /// Those of the stems that begin with one of these, whole or in part.
    pub fn of<'a>(beginnings: impl IntoIterator<Item = &'a str>) -> Self {
        let mut initials = Self([false; 256]);
        for beginning in beginnings {
            match beginning.bytes().next() {
                Some(first) => initials.0[usize::from(first)] = true,
                None => return Self::default(),
            }
        }
        initials
    }

    fn has(&self, first: u8) -> bool {
        self.0[usize::from(first.to_ascii_lowercase())]
    }
}

impl Tokenizer for LetterTokenizer {
    type TokenStream<'a> = LetterTokens<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> LetterTokens<'a> {
        self.token.reset();
        let stems = Some(Stems::take());
        LetterTokens { text, next: 0, token: &mut self.token, initials: &self.initials, stems }
    }
}

/// The stream of a [`LetterTokenizer`].
pub struct LetterTokens<'a> {
    text: &'a str,
    next: usize,
    token: &'a mut Token,
    initials: &'a Initials,
    /// The thread's table, until the stream ends.
    stems: Option<Box<Stems>>,
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
            let wanted = !ascii || self.initials.has(self.text.as_bytes()[start]);
            if end - start >= TOO_LONG || !wanted {
                continue;
            }
            self.token.offset_from = start;
            self.token.offset_to = end;
            let word = &self.text[start..end];
            let stem = &mut self.token.text;
            let Some(stems) = &mut self.stems else { return false };
            match Letters::of(&self.text[start..], end - start) {
                Some(letters) if ascii => stems.stem_known(word, &letters, stem),
                _ => stems.stem(word, stem),
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

impl Drop for LetterTokens<'_> {
    fn drop(&mut self) {
        if let Some(stems) = self.stems.take() {
            stems.give_back();
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use tantivy::tokenizer::{
        AsciiFoldingFilter, Language, LowerCaser, RemoveLongFilter, SimpleTokenizer, Stemmer,
    };

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

        #[test]
        fn words_that_begin_otherwise_are_left_out(text in "([a-zA-Z0-9é'. ]{0,60}|\\PC{0,40})") {
            let some = ["i", "p", "ys", "7"];
            let begins = |term: &str| some.iter().any(|first| term.as_bytes()[0] == first.as_bytes()[0]);
            let keep = |tokens: Vec<(String, usize, usize, usize)>| -> Vec<_> {
                tokens.into_iter().filter(|(term, ..)| begins(term)).collect()
            };
            let mut only = TextAnalyzer::from(LetterTokenizer::only(Initials::of(some)));
            prop_assert_eq!(keep(stream(&mut only, &text)), keep(stream(&mut build(), &text)));
        }
    }
}
