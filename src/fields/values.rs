//! Where the values of a field come from: functions from an item to strings or numbers.

use std::borrow::Cow;

use jiff::civil::Date;

use crate::model::{Determination, DisputedItem};

/// What has values: a disputed item with its letter's facts.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The letter; its own list of items is not looked at.
    pub letter: &'a Determination,
    /// The item; `None` for a letter without readable items.
    pub item: Option<&'a DisputedItem>,
}

/// Adds the values that a field has for an item, in the order of the letter.
pub type Values = for<'a> fn(Subject<'a>, &mut Strings<'a>);

/// Adds the numbers that a field has for an item.
pub type Numbers = fn(Subject<'_>, &mut Vec<u64>);

/// Values that are being gathered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Strings<'a>(Vec<Cow<'a, str>>);

impl<'a> Strings<'a> {
    /// Adds a value; none where it is empty.
    pub fn push(&mut self, value: impl Into<Cow<'a, str>>) {
        let value = value.into();
        if !value.is_empty() {
            self.0.push(value);
        }
    }

    /// Adds each of these values.
    pub fn extend<V: Into<Cow<'a, str>>>(&mut self, values: impl IntoIterator<Item = V>) {
        values.into_iter().for_each(|value| self.push(value));
    }

    /// The values, in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|value| &**value)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes all of them out.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Each value once, in order.
    pub fn sort_distinct(&mut self) {
        self.0.sort_unstable();
        self.0.dedup();
    }
}

impl<'a> IntoIterator for Strings<'a> {
    type Item = Cow<'a, str>;
    type IntoIter = std::vec::IntoIter<Cow<'a, str>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// 2014-08-28 as the number 20140828.
pub(super) fn date_number(date: Date) -> u64 {
    let part = |number: i16| u64::from(number.unsigned_abs());
    part(date.year()) * 10_000 + part(date.month().into()) * 100 + part(date.day().into())
}
