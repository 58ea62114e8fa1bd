//! The shift table of Wu and Manber: leaps over the stretches of a text where no phrase begins.
//!
//! A window as long as the shortest phrase is laid over the text. Its last bytes tell how far on
//! the first phrase can begin that has them: mostly, none has, and the window moves on by nearly
//! its length. Bytes are told apart by a hash, so a leap may be shorter than it could be, and never
//! longer.

/// How many bytes at the end of the window are looked at.
const BLOCK: usize = 3;

/// The table of leaps has this many bits of places: it should stay in the nearest cache.
const BITS: u32 = 13;

/// Where phrases cannot begin.
pub(super) struct ShiftTable {
    /// The length of the shortest phrase.
    shortest: usize,
    /// The same, but no less than [`BLOCK`].
    window: usize,
    /// How far the window may move, by the hash of the block at its end.
    leaps: Vec<u8>,
}

impl ShiftTable {
    /// A shift table for `phrases`, none of which is empty.
    pub(super) fn new(phrases: &[&str]) -> Self {
        let shortest = phrases.iter().map(|phrase| phrase.len()).min().unwrap_or(usize::MAX / 2);
        let window = shortest.clamp(BLOCK, usize::from(u8::MAX));
        let far = (window - BLOCK + 1) as u8;
        let mut table = Self { shortest, window, leaps: vec![far; 1 << BITS] };
        for phrase in phrases {
            table.let_through(phrase.as_bytes());
        }
        table
    }

    /// Sees to it that no leap goes beyond the beginning of `phrase`.
    fn let_through(&mut self, phrase: &[u8]) {
        for at in 0..=self.window - BLOCK {
            let leap = (self.window - BLOCK - at) as u8;
            let mut shorten = |block| {
                let known = &mut self.leaps[hash(block)];
                *known = leap.min(*known);
            };
            match phrase.get(at..).and_then(<[u8]>::first_chunk) {
                Some(&block) => shorten(block),
                // Anything may follow on a phrase that is shorter than a block.
                None => (0..=u8::MAX).for_each(|any| match *phrase {
                    [one, other] => shorten([one, other, any]),
                    [one] => (0..=u8::MAX).for_each(|last| shorten([one, any, last])),
                    _ => {}
                }),
            }
        }
    }

    /// The first place at or after `from` where a phrase may begin: look closer.
    pub(super) fn next(&self, text: &[u8], from: usize) -> Option<usize> {
        let mut at = from;
        while let Some(block) = text.get(at + self.window - BLOCK..).and_then(<[u8]>::first_chunk) {
            match self.leaps[hash(*block)] {
                0 => return Some(at),
                leap => at += usize::from(leap),
            }
        }
        (at + self.shortest <= text.len()).then_some(at)
    }
}

/// Mixes the bytes of a block without regard to case.
fn hash([one, two, three]: [u8; BLOCK]) -> usize {
    let folded = u32::from_le_bytes([one, two, three, 0]) | 0x0020_2020;
    (folded.wrapping_mul(0x9E37_79B1) >> (u32::BITS - BITS)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The places that are looked at closely.
    fn places(phrases: &[&str], text: &str) -> Vec<usize> {
        let table = ShiftTable::new(phrases);
        let mut places = Vec::new();
        while let Some(at) = table.next(text.as_bytes(), places.last().map_or(0, |last| last + 1)) {
            places.push(at);
        }
        places
    }

    #[test]
    fn no_beginning_is_leapt_over() {
        let text = "the Diagnosis of low back pain, and DIAGNOSED WITH a strain; CT of knee pt";
        for phrases in [
            vec!["diagnosis of", "diagnosed with"],
            vec!["diagnosis of", "pain", "strain"],
            vec!["ct", "pt", "low back pain"],
            vec!["a", "strain"],
        ] {
            let looked_at = places(&phrases, text);
            for phrase in phrases {
                for (at, _) in text.to_ascii_lowercase().match_indices(phrase) {
                    assert!(looked_at.contains(&at), "{phrase} at {at}");
                }
            }
        }
    }

    #[test]
    fn most_places_are_leapt_over() {
        let text = "The employee reported pain in the neck and was seen. ".repeat(10);
        assert!(places(&["diagnosis of", "diagnosed with"], &text).len() < 5);
        assert!(places(&[], &text).is_empty());
    }
}
