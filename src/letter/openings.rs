//! Whether phrases may begin at a place of a text, told by one look at three bytes.
//!
//! As in a [`Trie`](super::trie::Trie) of letters alone, case does not matter, and whatever is
//! neither letter nor digit may stand between two letters.

/// What phrases may begin with.
pub(super) struct Openings {
    /// By the classes of three bytes.
    known: Vec<bool>,
}

impl Openings {
    /// What `phrases` begin with.
    pub(super) fn new<'p>(phrases: impl IntoIterator<Item = &'p str>) -> Self {
        let mut openings = Self { known: vec![false; 1 << (BYTES * CLASS_BITS)] };
        for phrase in phrases {
            let classes: Vec<usize> = phrase.bytes().map(class).filter(|&it| it != 0).collect();
            if let Some((&first, rest)) = classes.split_first() {
                openings.add(first, BYTES - 1, rest);
            }
        }
        openings
    }

    /// Adds what begins with `opening` and goes on with `classes` for as many bytes as are `left`.
    fn add(&mut self, opening: usize, left: usize, classes: &[usize]) {
        if left == 0 {
            self.known[opening] = true;
            return;
        }
        let with = |class| opening << CLASS_BITS | class;
        match classes.split_first() {
            Some((&next, rest)) => {
                self.add(with(next), left - 1, rest);
                self.add(with(0), left - 1, classes);
            }
            None => (0..1 << CLASS_BITS).for_each(|any| self.add(with(any), left - 1, classes)),
        }
    }

    /// Whether a phrase may begin at `start`: surely not, or look closer.
    pub(super) fn may_begin(&self, text: &[u8], start: usize) -> bool {
        let bytes = text.get(start..).and_then(<[u8]>::first_chunk::<BYTES>);
        bytes.is_none_or(|bytes| {
            let opening =
                bytes.iter().fold(0, |opening, &byte| opening << CLASS_BITS | class(byte));
            self.known[opening]
        })
    }
}

/// How many bytes are looked at.
const BYTES: usize = 3;

/// How many bits a class takes.
const CLASS_BITS: usize = 5;

/// The class of all digits, behind those of the letters.
const DIGIT: u8 = 27;

/// A letter's place in the alphabet, [`DIGIT`], or 0 for a byte that counts for nothing.
static CLASSES: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let letter = byte as u8;
        if letter.is_ascii_alphabetic() {
            table[byte] = letter.to_ascii_lowercase() - b'a' + 1;
        } else if letter.is_ascii_digit() {
            table[byte] = DIGIT;
        }
        byte += 1;
    }
    table
};

fn class(byte: u8) -> usize {
    usize::from(CLASSES[usize::from(byte)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_write_a_phrase_is_let_through() {
        let openings = Openings::new(["Date", "U R", "24", "..."]);
        for text in ["Date", "D ate", "DA-TE", "d. ate", "UR", "u r", "U\u{a0}R", "24", "2-4", "D"]
        {
            assert!(openings.may_begin(text.as_bytes(), 0), "{text}");
        }
        for text in ["Dot", "D.o", "A date", "U.S", "...", "A-2"] {
            assert!(!openings.may_begin(text.as_bytes(), 0), "{text}");
        }
    }
}
