//! Phrases followed letter by letter from a place in a text, without regard to case.
//!
//! The tree is small enough to stay in the nearest cache. An automaton's tables are not, and every
//! step through them waits for memory.

use std::ops::Range;

/// What a byte of a text counts as when it is compared with a phrase: a letter, or [`SKIPPED`].
pub(super) type Folding = [u8; 256];

/// Stands in a [`Folding`] for bytes that are passed over; no byte of a text has this value.
const SKIPPED: u8 = 0xff;

/// Letters and digits are compared, and everything between them is passed over.
pub(super) static LETTERS_ALONE: Folding = {
    let mut table = [SKIPPED; 256];
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

/// Every byte is compared.
pub(super) static EVERY_BYTE: Folding = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = (byte as u8).to_ascii_lowercase();
        byte += 1;
    }
    table
};

/// Phrases with a meaning each.
pub(super) struct Trie<T> {
    folding: &'static Folding,
    /// The children of a node stand together, in the order of their first letters.
    nodes: Vec<Node<T>>,
    /// The first letter of each node.
    firsts: Vec<u8>,
    /// The other letters of all nodes.
    letters: Vec<u8>,
    /// The node of the phrases that begin with a byte.
    roots: [Option<u32>; 256],
}

/// Letters that follow each other in all phrases that begin alike.
struct Node<T> {
    /// Those behind the first one.
    letters: Range<u32>,
    children: Range<u32>,
    /// What a phrase means that ends with these letters.
    meaning: Option<T>,
}

impl<T: Copy> Trie<T> {
    /// Builds the trie; where two phrases have the same letters, the first one counts.
    pub(super) fn new<'p>(
        folding: &'static Folding,
        phrases: impl IntoIterator<Item = (&'p str, T)>,
    ) -> Self {
        let folded = |phrase: &str| -> Vec<u8> {
            let letters = phrase.bytes().map(|byte| folding[usize::from(byte)]);
            letters.filter(|&letter| letter != SKIPPED).collect()
        };
        let mut known: Vec<(Vec<u8>, T)> =
            phrases.into_iter().map(|(phrase, meaning)| (folded(phrase), meaning)).collect();
        known.retain(|(letters, _)| !letters.is_empty());
        known.sort_by(|one, other| one.0.cmp(&other.0));
        known.dedup_by(|next, before| next.0 == before.0);
        let mut trie = Self {
            folding,
            nodes: Vec::new(),
            firsts: Vec::new(),
            letters: Vec::new(),
            roots: [None; 256],
        };
        let roots = trie.grow(&known, 0);
        for (root, byte) in trie.roots.iter_mut().zip(folding) {
            *root = roots.clone().find(|&place| trie.firsts[place as usize] == *byte);
        }
        trie
    }

    /// Adds the nodes of `known`, which are sorted, agree in the letters before `depth` and have
    /// more. Gives the topmost of them.
    fn grow(&mut self, known: &[(Vec<u8>, T)], depth: usize) -> Range<u32> {
        let start = self.nodes.len();
        let alike = || known.chunk_by(|one, other| one.0[depth] == other.0[depth]);
        for family in alike() {
            let (shortest, meaning) = &family[0];
            let shared = agreement(shortest, &family[family.len() - 1].0);
            let from = self.letters.len() as u32;
            self.letters.extend_from_slice(&shortest[depth + 1..shared]);
            self.firsts.push(shortest[depth]);
            self.nodes.push(Node {
                letters: from..self.letters.len() as u32,
                children: 0..0,
                meaning: (shortest.len() == shared).then_some(*meaning),
            });
        }
        let end = self.nodes.len();
        for (place, family) in (start..end).zip(alike()) {
            let own = usize::from(self.nodes[place].meaning.is_some());
            let depth = depth + 1 + self.nodes[place].letters.len();
            self.nodes[place].children = self.grow(&family[own..], depth);
        }
        start as u32..end as u32
    }

    /// What `wanted` makes of the longest phrase at `start` that it makes something of. It is given
    /// the meaning of a phrase and where its last letter ends, of the shortest first.
    pub(super) fn find_at<R>(
        &self,
        text: &[u8],
        start: usize,
        wanted: impl Fn(T, usize) -> Option<R>,
    ) -> Option<R> {
        let mut found = None;
        let mut next = self.roots[usize::from(*text.get(start)?)].map(|root| (root, start + 1));
        while let Some((place, from)) = next {
            let node = &self.nodes[place as usize];
            let Some(end) = self.follow(node, text, from) else { break };
            if let Some(meaning) = node.meaning {
                found = wanted(meaning, end).or(found);
            }
            next = self.child_at(node, text, end);
        }
        found
    }

    /// Where the letters of `node` behind its first one end, if they stand at `from`.
    fn follow(&self, node: &Node<T>, text: &[u8], from: usize) -> Option<usize> {
        let mut end = from;
        for &letter in &self.letters[node.letters.start as usize..node.letters.end as usize] {
            let (next, after) = self.next_letter(text, end)?;
            if next != letter {
                return None;
            }
            end = after;
        }
        Some(end)
    }

    /// The child of `node` that begins with the next letter of `text`, and where that letter ends.
    fn child_at(&self, node: &Node<T>, text: &[u8], from: usize) -> Option<(u32, usize)> {
        let Range { start, end } = node.children;
        let (next, after) = self.next_letter(text, from)?;
        let firsts = &self.firsts[start as usize..end as usize];
        let child = firsts.iter().position(|&first| first == next)?;
        Some((start + child as u32, after))
    }

    /// The next letter of `text` at or after `from`, and where it ends.
    fn next_letter(&self, text: &[u8], from: usize) -> Option<(u8, usize)> {
        let mut end = from;
        loop {
            let letter = self.folding[usize::from(*text.get(end)?)];
            end += 1;
            if letter != SKIPPED {
                return Some((letter, end));
            }
        }
    }
}

/// How many letters two phrases share at their beginning.
fn agreement(one: &[u8], other: &[u8]) -> usize {
    one.iter().zip(other).take_while(|(one, other)| one == other).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'t>(folding: &'static Folding, text: &'t str) -> Vec<(u8, &'t str)> {
        let phrases = [
            ("Date", 1),
            ("Dated", 2),
            ("U R", 3),
            ("...", 4),
            ("24", 5),
            ("D ate", 6),
            ("d-o", 7),
        ];
        let trie = Trie::new(folding, phrases);
        let all = std::cell::RefCell::new(Vec::new());
        let none: Option<()> = trie.find_at(text.as_bytes(), 0, |meaning, end| {
            all.borrow_mut().push((meaning, &text[..end]));
            None
        });
        assert_eq!(none, None);
        all.into_inner()
    }

    #[test]
    fn letters_and_digits_alone_are_compared() {
        assert_eq!(found(&LETTERS_ALONE, "D A-t(e)d: 2014"), [(1, "D A-t(e"), (2, "D A-t(e)d")]);
        assert_eq!(found(&LETTERS_ALONE, "UR denial"), [(3, "UR")]);
        assert_eq!(found(&LETTERS_ALONE, "ur"), [(3, "ur")]);
        assert_eq!(found(&LETTERS_ALONE, "2-4-5"), [(5, "2-4")]);
    }

    #[test]
    fn every_byte_is_compared() {
        assert_eq!(found(&EVERY_BYTE, "DATED: 2014"), [(1, "DATE"), (2, "DATED")]);
        assert_eq!(found(&EVERY_BYTE, "d ate"), [(6, "d ate")]);
        assert_eq!(found(&EVERY_BYTE, "...."), [(4, "...")]);
        assert_eq!(found(&EVERY_BYTE, "UR"), []);
        assert_eq!(found(&EVERY_BYTE, "do"), []);
    }

    #[test]
    fn what_only_begins_alike_is_nothing() {
        for text in ["Dat", "Data", "D4te", "25", "u", ". . .", "", "é"] {
            assert_eq!(found(&LETTERS_ALONE, text), [], "{text}");
        }
    }
}
