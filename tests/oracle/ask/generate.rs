//! Questions of all kinds, about the words that the letters have.

use imr_search::model::CitedBy;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::{Ask, Fact, Text};
use crate::letters::{SECTIONS, SPECIALTIES, TITLES, WORDS, date};

/// Any question.
pub(crate) fn any() -> impl Strategy<Value = Ask> {
    let leaf = prop_oneof![
        4 => (option::of(text_field()), text()).prop_map(|(field, text)| Ask::Text(field, text)),
        1 => select(&["upheld", "overturned"][..]).prop_map(Ask::Outcome),
        1 => keyword(),
        1 => select(&["authorized", "summary", "age", "injured", "priority", "outcome"][..])
            .prop_map(Ask::Present),
        1 => range(),
        4 => (side(), fact()).prop_map(|(side, fact)| Ask::Cited(side, fact)),
        1 => (side(), vec(fact(), 1..3)).prop_map(|(side, facts)| Ask::OneCitation(side, facts)),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            3 => vec(inner.clone(), 2..5).prop_map(Ask::All),
            2 => vec(inner.clone(), 2..4).prop_map(Ask::Any),
            1 => inner.prop_map(|inner| Ask::Not(Box::new(inner))),
        ]
    })
}

fn text_field() -> impl Strategy<Value = &'static str> {
    select(&["treatment", "diagnosis", "rationale", "summary", "specialty", "text"][..])
}

fn word() -> impl Strategy<Value = String> {
    select(&WORDS[..]).prop_map(str::to_lowercase).prop_filter("an outcome", |w| w != "upheld")
}

/// The first letters of a word, none after a sign.
fn beginning() -> impl Strategy<Value = String> {
    (word(), 1..12usize).prop_map(|(word, length)| {
        let beginning: String = word.chars().take(length).collect();
        beginning.trim_end_matches(|c: char| !c.is_alphanumeric()).to_owned()
    })
}

/// A word with a letter changed here and there.
fn misspelt() -> impl Strategy<Value = String> {
    let plain = word().prop_filter("one word", |word| word.chars().all(char::is_alphanumeric));
    (plain, any_place(), any_place(), 0..4u8).prop_map(|(word, at, with, how)| {
        let mut letters: Vec<char> = word.chars().collect();
        let at = at % letters.len();
        match how {
            0 => letters.insert(at, letters[with % letters.len()]),
            1 if letters.len() > 1 => drop(letters.remove(at)),
            2 => letters.swap(at, with % word.chars().count()),
            _ => {}
        }
        letters.into_iter().collect()
    })
}

fn any_place() -> impl Strategy<Value = usize> {
    0..20usize
}

fn text() -> impl Strategy<Value = Text> {
    prop_oneof![
        4 => word().prop_map(|word| Text::word(&word)),
        1 => beginning().prop_map(|word| Text::beginning(&word)),
        1 => (misspelt(), 1..3u8).prop_map(|(word, distance)| Text::fuzzy(&word, distance)),
        2 => (vec(word(), 1..4), 0..5u32).prop_map(|(words, slop)| Text::phrase(&words, slop, false)),
        1 => (word(), beginning(), 0..3u32)
            .prop_map(|(word, last, slop)| Text::phrase(&[word, last], slop, true)),
    ]
}

fn keyword() -> impl Strategy<Value = Ask> {
    prop_oneof![
        select(&["upheld", "overturned"][..]).prop_map(|value| ("outcome", value.to_owned())),
        select(&["standard", "expedited"][..]).prop_map(|value| ("priority", value.to_owned())),
        select(&["female", "male"][..]).prop_map(|value| ("gender", value.to_owned())),
        select(&["rationales", "notice", "unknown"][..]).prop_map(|v| ("layout", v.to_owned())),
        (0..160usize).prop_map(|n| ("case", format!("CM{}-{n:07}", 13 + n % 3))),
    ]
    .prop_map(|(field, value)| Ask::Keyword(field, value))
}

fn range() -> impl Strategy<Value = Ask> {
    let number = |date: &str| date.replace('-', "").parse::<u64>().unwrap();
    prop_oneof![
        (2011..2016u64, select(&["decided", "injured", "year"][..])).prop_map(|(year, name)| {
            let field = if name == "injured" { name } else { "decided" };
            Ask::Range(field, year * 10_000, year * 10_000 + 9999, format!("{name}:{year}"))
        }),
        (2011..2016u64, 1..13u64).prop_map(|(year, month)| {
            let start = (year * 100 + month) * 100;
            Ask::Range("decided", start, start + 99, format!("decided:{year}-{month:02}"))
        }),
        (date(), date()).prop_map(move |(one, other)| {
            let (low, high) = if one < other { (one, other) } else { (other, one) };
            let text = format!("injured:[{low} TO {high}]");
            Ask::Range("injured", number(&low), number(&high), text)
        }),
        (18..90u64).prop_map(|age| Ask::Range("age", age, u64::MAX, format!("age:>={age}"))),
        (18..90u64).prop_map(|age| Ask::Range("age", 0, age - 1, format!("age:[* TO {age}}}"))),
        (18..50u64, 1..40u64).prop_map(|(low, more)| {
            let high = low + more;
            Ask::Range("age", low + 1, high, format!("age:{{{low} TO {high}]"))
        }),
    ]
}

fn side() -> impl Strategy<Value = Option<CitedBy>> {
    select(&[None, None, Some(CitedBy::ClaimsAdministrator), Some(CitedBy::Reviewer)][..])
}

fn fact() -> impl Strategy<Value = Fact> {
    prop_oneof![
        1 => select(&["MTUS", "ODG", "ACOEM", "Other", "none"][..]).prop_map(Fact::Source),
        2 => part_of(&TITLES).prop_map(Fact::Title),
        2 => part_of(&SECTIONS).prop_map(Fact::Section),
        2 => select(&["46", "47", "74", "303", "B-2", "48"][..]).prop_map(Fact::Page),
        1 => (40..100u64, 0..300u64).prop_map(|(low, more)| Fact::Pages(low, low + more)),
        1 => select(&["2004", "2009"][..]).prop_map(Fact::Edition),
        1 => select(&["source", "guideline", "section", "page"][..]).prop_map(Fact::Some),
        2 => path(),
    ]
}

fn path() -> impl Strategy<Value = Fact> {
    let source = select(&["MTUS", "ODG", "ACOEM", "Other"][..]);
    let leaf = prop_oneof![
        select(&SECTIONS[..]).prop_map(|section| ("guideline", section)),
        select(&["46", "303", "B-2"][..]).prop_map(|page| ("page", page)),
    ];
    (source, select(&TITLES[..]), leaf, 1..4usize).prop_map(|(source, title, leaf, levels)| {
        let (field, leaf) = leaf;
        Fact::Path(field, [source, title, leaf][..levels].to_vec())
    })
}

/// Some words of one of the names, or the first letters of one.
fn part_of(names: &'static [&'static str]) -> impl Strategy<Value = Text> {
    let name = select([names, &SPECIALTIES[..]].concat());
    (name, 0..3usize, 1..3usize, 0..4u8).prop_map(|(name, from, length, how)| {
        let words: Vec<String> = name
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        let from = from.min(words.len() - 1);
        let words = words[from..words.len().min(from + length)].to_vec();
        let first = words[0].clone();
        match how {
            0 => Text::word(&first),
            1 => Text::beginning(&first.chars().take(4).collect::<String>()),
            2 => Text::fuzzy(&first, 1),
            _ => Text::phrase(&words, 0, false),
        }
    })
}
