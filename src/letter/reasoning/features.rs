//! What is true of a sentence, as far as `data/reasoning_weights.tsv` weighs it.

use std::ops::Range;

use super::weights::{self, Weights};
use super::words::{self, Class, Found};
use crate::model::Outcome;

/// A feature, by its place in the table.
pub(super) type FeatureId = u8;

/// A set of features.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Features([u128; 2]);

/// How far behind the beginning of a sentence its opening words begin at the most, in bytes.
const OPENING: usize = 25;

/// How far apart two words of a feature `one > other` stand at the most, in bytes.
const REACH: usize = 45;

/// A sentence is short up to this length in bytes: a heading, a name.
const SHORT: usize = 35;

/// A sentence is long from this length in bytes.
const LONG: usize = 160;

impl Features {
    fn add(&mut self, feature: Option<FeatureId>) {
        if let Some(id) = feature {
            self.0[usize::from(id >> 7)] |= 1 << (id & 127);
        }
    }

    /// Whether `feature` is true; not where the table does not weigh it.
    pub(super) fn has(&self, feature: Option<FeatureId>) -> bool {
        feature.is_some_and(|id| self.0[usize::from(id >> 7)] >> (id & 127) & 1 == 1)
    }

    /// All that are true.
    pub(super) fn iter(&self) -> impl Iterator<Item = FeatureId> {
        (0..2).flat_map(|half: u8| {
            let mut left = self.0[usize::from(half)];
            std::iter::from_fn(move || {
                let id = (left != 0).then(|| left.trailing_zeros() as FeatureId)?;
                left &= left - 1;
                Some(half << 7 | id)
            })
        })
    }
}

/// The features of each sentence of `rationale`.
pub(super) fn of_sentences(
    rationale: &str,
    sentences: &[Range<usize>],
    outcome: Option<Outcome>,
) -> Vec<Features> {
    let weights = weights::table();
    let shapes = Shapes::new(weights);
    let mut found = words::table().find_all(rationale).peekable();
    let mut seen = Seen::new();
    let mut all = Vec::with_capacity(sentences.len());
    for (place, range) in sentences.iter().enumerate() {
        let mut features = Features::default();
        seen.clear();
        while let Some(word) = found.next_if(|word| word.end <= range.end) {
            if word.start >= range.start {
                seen.note(&word, range.start, weights, &mut features);
            }
        }
        shapes.note(&rationale[range.clone()], &seen, &mut features);
        features.add(if place == 0 { shapes.first } else { None });
        features.add(if place + 1 == sentences.len() { shapes.last } else { None });
        features.add(if outcome == Some(Outcome::Overturned) { shapes.overturned } else { None });
        all.push(features);
    }
    all
}

/// Where the last word of each class ended within the sentence; 0 where none was.
struct Seen([usize; Class::MAX as usize + 1]);

impl Seen {
    fn new() -> Self {
        Self([0; Class::MAX as usize + 1])
    }

    fn clear(&mut self) {
        self.0.fill(0);
    }

    /// Adds what `word` makes true in the sentence that begins at `start`.
    fn note(&mut self, word: &Found<'_>, start: usize, weights: &Weights, to: &mut Features) {
        for &class in word.classes {
            let of = usize::from(class);
            for &(before, feature) in &weights.behind[of] {
                let end = self.0[usize::from(before)];
                if end > 0 && end <= word.start && word.start - end <= REACH {
                    to.add(Some(feature));
                }
            }
            if self.0[of] == 0 {
                to.add(weights.present[of]);
            } else if word.start >= self.0[of] {
                to.add(weights.twice[of]);
            }
            if word.start - start < OPENING {
                to.add(weights.opening[of]);
            }
            self.0[of] = word.end;
        }
    }

    fn has(&self, class: Option<Class>) -> bool {
        class.is_some_and(|class| self.0[usize::from(class)] > 0)
    }
}

/// The features that are no words.
struct Shapes {
    always: Option<FeatureId>,
    colon: Option<FeatureId>,
    date: Option<FeatureId>,
    first: Option<FeatureId>,
    last: Option<FeatureId>,
    long: Option<FeatureId>,
    no_verb: Option<FeatureId>,
    numbered: Option<FeatureId>,
    overturned: Option<FeatureId>,
    quoted: Option<FeatureId>,
    short: Option<FeatureId>,
    /// The classes of verbs, and that of the months.
    verbs: [Option<Class>; 4],
    month: Option<Class>,
}

impl Shapes {
    fn new(weights: &Weights) -> Self {
        let class = |name| words::table().class(name);
        Self {
            always: weights.feature(":always"),
            colon: weights.feature(":colon"),
            date: weights.feature(":date"),
            first: weights.feature(":first"),
            last: weights.feature(":last"),
            long: weights.feature(":long"),
            no_verb: weights.feature(":no verb"),
            numbered: weights.feature(":numbered"),
            overturned: weights.feature(":overturned"),
            quoted: weights.feature(":quoted"),
            short: weights.feature(":short"),
            verbs: ["past", "modal", "perfect", "is"].map(class),
            month: class("month"),
        }
    }

    fn note(&self, sentence: &str, seen: &Seen, to: &mut Features) {
        let bytes = sentence.as_bytes();
        let mut add = |is_so: bool, feature| to.add(if is_so { feature } else { None });
        add(true, self.always);
        add(sentence.ends_with(':'), self.colon);
        add(seen.has(self.month) || has_date(bytes), self.date);
        add(sentence.len() >= LONG, self.long);
        add(sentence.len() <= SHORT, self.short);
        add(!self.verbs.iter().any(|&verb| seen.has(verb)), self.no_verb);
        add(memchr::memchr(b'"', bytes).is_some(), self.quoted);
        add(matches!(bytes, [b'(', _, b')', ..] | [_, b')', ..]), self.numbered);
    }
}

/// Whether a date in digits is in `text`: `1/2/14`, `10-20-2016`.
fn has_date(text: &[u8]) -> bool {
    memchr::memchr2_iter(b'/', b'-', text).any(|at| {
        let digits = |from: &[u8]| from.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let behind = &text[at + 1..];
        let day = digits(behind);
        at > 0
            && text[at - 1].is_ascii_digit()
            && (1..=2).contains(&day)
            && behind.get(day) == Some(&text[at])
            && digits(&behind[day + 1..]) >= 2
    })
}
