//! Random numbers that depend on the seed and the letter's number alone.

/// SplitMix64: a few instructions a number, and good enough to draw phrases with.
pub(crate) struct Rng(u64);

impl Rng {
    /// The generator of one letter: no letter depends on the ones before it.
    pub(crate) fn for_letter(seed: u64, number: u64) -> Self {
        let mut mix = Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ number);
        Self(mix.next())
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from 0 up to 1, without 1.
    pub(crate) fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// True with this probability.
    pub(crate) fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// A number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = (high - low).max(0) as u64 + 1;
        low + (self.next() % span) as i64
    }

    /// One of them, each as likely. The list must not be empty.
    pub(crate) fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.next() as usize % list.len()]
    }

    /// One of them, the one at rank r with a weight of 1/r: how often words occur in real text.
    pub(crate) fn zipf<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        let rank = ((list.len() as f64 + 1.0).ln() * self.unit()).exp() as usize;
        &list[(rank - 1).min(list.len() - 1)]
    }

    /// The first whose weight reaches a random share of the sum.
    pub(crate) fn weighted<'a, T>(&mut self, list: &'a [T], weight: impl Fn(&T) -> f64) -> &'a T {
        let mut left = self.unit() * list.iter().map(&weight).sum::<f64>();
        for entry in list {
            left -= weight(entry);
            if left < 0.0 {
                return entry;
            }
        }
        &list[list.len() - 1]
    }
}
