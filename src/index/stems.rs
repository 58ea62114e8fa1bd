//! The stems of words that a thread met, since letters repeat their words and stemming is slow.
//!
//! The table has one place a hash: a lookup that may forget is cheaper than one that never does.

use std::cell::Cell;

use tantivy::tokenizer::{
    AsciiFoldingFilter, Language, LowerCaser, RawTokenizer, Stemmer, TextAnalyzer,
};

thread_local! {
    /// The table of the thread, unless a stream has it.
    static STEMS: Cell<Option<Box<Stems>>> = const { Cell::new(None) };
}

/// Places in the table, as a power of two: 16,384 of 32 bytes stay in a core's second-level cache.
const PLACE_BITS: u32 = 14;
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
    /// Of `word`, which has these letters; `None` where its stem is too different.
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
pub(super) struct Letters {
    lower: [u64; WORD / 8],
    has_capitals: bool,
}

impl Letters {
    /// The word of `length` bytes that `text` begins with; `None` where it is too long.
    pub(super) fn of(text: &str, length: usize) -> Option<Self> {
        if length > WORD {
            return None;
        }
        let mut padded = [0; WORD];
        let bytes: &[u8; WORD] = text.as_bytes().first_chunk().unwrap_or_else(|| {
            padded[..text.len()].copy_from_slice(text.as_bytes());
            &padded
        });
        let mut letters = Self { lower: [0; WORD / 8], has_capitals: false };
        let eights = bytes.as_chunks().0;
        for (place, (lower, eight)) in letters.lower.iter_mut().zip(eights).enumerate() {
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
        // A product's highest bits depend on all bits of its factors.
        (mixed.fold(0, |sum, part| part ^ sum) >> (u64::BITS - PLACE_BITS)) as usize
    }
}

/// A thread's table of stems, with the stemmer for words that are not in it.
pub(super) struct Stems {
    places: Vec<Place>,
    stemmer: TextAnalyzer,
}

impl Stems {
    fn new() -> Self {
        let stemmer = TextAnalyzer::builder(RawTokenizer::default())
            .filter(LowerCaser)
            .filter(AsciiFoldingFilter)
            .filter(Stemmer::new(Language::English))
            .build();
        Self { places: vec![Place::default(); 1 << PLACE_BITS], stemmer }
    }

    /// The thread's table; a new one where a stream within another asks for it.
    pub(super) fn take() -> Box<Self> {
        STEMS.take().unwrap_or_else(|| Box::new(Self::new()))
    }

    /// Gives the table back to the thread.
    pub(super) fn give_back(self: Box<Self>) {
        // Nothing is left to give it back to when the thread ends.
        let _ = STEMS.try_with(|stems| stems.set(Some(self)));
    }

    /// Puts the stem of a word, which may have been met before, into `stem`.
    pub(super) fn stem_known(&mut self, word: &str, letters: &Letters, stem: &mut String) {
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
    pub(super) fn stem(&mut self, word: &str, stem: &mut String) {
        stem.clear();
        self.stemmer.token_stream(word).process(&mut |token| stem.push_str(&token.text));
    }
}
