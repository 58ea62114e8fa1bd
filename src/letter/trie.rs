//! Phrases found by their letters and digits alone, without regard to case, space and punctuation.
//!
//! Most words of a text begin no phrase, and their first three bytes tell so in one look. The rest
//! are followed through a trie small enough to stay in the nearest cache; an automaton's tables are
//! not, and every step through them waits for memory.

use std::ops::Range;

/// Phrases with a meaning each.
pub(super) struct Trie<T> {
    /// Each node before its children, these before its siblings: along a phrase, memory is read
    /// forward.
    nodes: Vec<Node<T>>,
    /// The nodes of the phrases whose first letter is of a class.
    families: [Range<usize>; 1 << CLASS_BITS],
    /// Whether a phrase may begin with three bytes, by their classes.
    opens: Vec<bool>,
}

/// A letter of one or more phrases.
struct Node<T> {
    letter: u8,
    /// What a phrase means that ends with this letter.
    meaning: Option<T>,
    /// Where the node's children end and its next sibling stands.
    end: usize,
}

impl<T: Copy> Trie<T> {
    /// Builds the trie; where two phrases have the same letters, the first one counts.
    pub(super) fn new<'p>(phrases: impl IntoIterator<Item = (&'p str, T)>) -> Self {
        let letters =
            |phrase: &str| phrase.bytes().map(folded).filter(|&letter| letter != 0).collect();
        let mut known: Vec<(Vec<u8>, T)> =
            phrases.into_iter().map(|(phrase, meaning)| (letters(phrase), meaning)).collect();
        known.retain(|(letters, _)| !letters.is_empty());
        known.sort_by(|one, other| one.0.cmp(&other.0));
        known.dedup_by(|next, before| next.0 == before.0);
        let mut trie = Self {
            nodes: Vec::new(),
            families: std::array::from_fn(|_| 0..0),
            opens: vec![false; 1 << (3 * CLASS_BITS)],
        };
        for family in known.chunk_by(|one, other| class(one.0[0]) == class(other.0[0])) {
            let first = trie.nodes.len();
            trie.grow(family, 0);
            trie.families[class(family[0].0[0])] = first..trie.nodes.len();
        }
        for (letters, _) in &known {
            trie.open(letters);
        }
        trie
    }

    /// Adds the nodes of `known`, which are sorted, agree in the letters before `depth` and have
    /// more.
    fn grow(&mut self, known: &[(Vec<u8>, T)], depth: usize) {
        for alike in known.chunk_by(|one, other| one.0[depth] == other.0[depth]) {
            let (letters, meaning) = &alike[0];
            let is_end = letters.len() == depth + 1;
            let place = self.nodes.len();
            let meaning = is_end.then_some(*meaning);
            self.nodes.push(Node { letter: letters[depth], meaning, end: 0 });
            self.grow(&alike[usize::from(is_end)..], depth + 1);
            self.nodes[place].end = self.nodes.len();
        }
    }

    /// Notes how a phrase begins, whatever stands between its letters.
    fn open(&mut self, letters: &[u8]) {
        let class_at = |place: usize| letters.get(place).map(|&letter| class(letter));
        let all = 0..1 << CLASS_BITS;
        let first = class(letters[0]);
        for third in all.clone() {
            self.opens[opening([first, 0, third])] = true;
        }
        for second in class_at(1).map_or(all.clone(), |class| class..class + 1) {
            for third in class_at(2).map_or(all.clone(), |class| class..class + 1).chain([0]) {
                self.opens[opening([first, second, third])] = true;
            }
        }
    }

    /// The phrases whose first letter stands at `start`, the shortest first, and where the last
    /// letter of each ends.
    pub(super) fn all_at(&self, text: &[u8], start: usize) -> Vec<(T, usize)> {
        let mut found = Vec::new();
        if !self.may_begin(text, start) {
            return found;
        }
        let mut nodes = self.families[class(text[start])].clone();
        for (place, &byte) in text.iter().enumerate().skip(start) {
            let letter = folded(byte);
            if letter == 0 {
                continue;
            }
            let Some(at) = self.find_among(nodes, letter) else { break };
            if let Some(meaning) = self.nodes[at].meaning {
                found.push((meaning, place + 1));
            }
            nodes = at + 1..self.nodes[at].end;
        }
        found
    }

    /// Whether a phrase may begin at `start`: surely not, or look closer.
    fn may_begin(&self, text: &[u8], start: usize) -> bool {
        let bytes = text[start..].first_chunk::<3>();
        bytes.is_none_or(|bytes| self.opens[opening(bytes.map(class))])
    }

    /// The node of `letter` among the siblings that, with their children, are `nodes`.
    fn find_among(&self, mut nodes: Range<usize>, letter: u8) -> Option<usize> {
        while !nodes.is_empty() {
            let node = &self.nodes[nodes.start];
            if node.letter == letter {
                return Some(nodes.start);
            }
            nodes.start = node.end;
        }
        None
    }
}

/// How many bits a class takes.
const CLASS_BITS: usize = 5;

/// The class of all digits, behind those of the letters.
const DIGIT: u8 = 27;

/// A letter's place in the alphabet, [`DIGIT`], or 0 for a byte that counts for nothing.
const CLASSES: [u8; 256] = {
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

fn opening(classes: [usize; 3]) -> usize {
    classes.into_iter().fold(0, |opening, class| opening << CLASS_BITS | class)
}

/// A letter's or digit's lower case; 0 for every other byte.
const FOLDED: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let letter = byte as u8;
        if letter.is_ascii_alphanumeric() {
            table[byte] = letter.to_ascii_lowercase();
        }
        byte += 1;
    }
    table
};

fn folded(byte: u8) -> u8 {
    FOLDED[usize::from(byte)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(u8, &str)> {
        let trie =
            Trie::new([("Date", 1), ("Dated", 2), ("U R", 3), ("...", 4), ("24", 5), ("D ate", 6)]);
        let all = trie.all_at(text.as_bytes(), 0);
        all.into_iter().map(|(meaning, end)| (meaning, &text[..end])).collect()
    }

    #[test]
    fn only_letters_and_digits_are_compared() {
        assert_eq!(found("D A-t(e)d: 2014"), [(1, "D A-t(e"), (2, "D A-t(e)d")]);
        assert_eq!(found("UR denial"), [(3, "UR")]);
        assert_eq!(found("ur"), [(3, "ur")]);
        assert_eq!(found("2-4-5"), [(5, "2-4")]);
    }

    #[test]
    fn what_only_begins_alike_is_nothing() {
        for text in ["Dat", "Data", "D4te", "25", "u", ". . ."] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
