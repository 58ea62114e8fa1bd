//! Questions: how they are written, and which items answer them.

use std::fmt;

use imr_search::index::analyzer;
use imr_search::model::CitedBy;
use imr_search::query::pattern::Pattern;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use crate::item::{Cited, DEFAULT, Item};
use crate::letters::{SECTIONS, SPECIALTIES, TITLES, WORDS, date};

/// A question about one item.
#[derive(Debug, Clone)]
pub(crate) enum Ask {
    /// Text in a field, or in any of the default fields.
    Text(Option<&'static str>, Text),
    /// A bare `upheld` or `overturned`.
    Outcome(&'static str),
    /// A field with an exact value.
    Keyword(&'static str, String),
    /// A field that has some value.
    Present(&'static str),
    /// A date or number in a range, both ends included, with the way to write it.
    Range(&'static str, u64, u64, String),
    /// A fact of citations.
    Cited(Option<CitedBy>, Fact),
    /// `cite:(...)`: facts of one citation.
    OneCitation(Option<CitedBy>, Vec<Fact>),
    /// All of these.
    All(Vec<Ask>),
    /// Any of these.
    Any(Vec<Ask>),
    /// Not this.
    Not(Box<Ask>),
}

/// Text to look for: how it is written, and which stems stand for it one after the other.
#[derive(Clone)]
pub(crate) struct Text {
    written: String,
    stems: Vec<Pattern>,
    slop: u32,
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

/// A fact of a citation.
#[derive(Debug, Clone)]
pub(crate) enum Fact {
    /// `source:ODG`, or `none`
    Source(&'static str),
    /// `guideline:...`
    Title(Text),
    /// `section:...`
    Section(Text),
    /// `page:46`
    Page(&'static str),
    /// `page:[74 TO 97]`
    Pages(u64, u64),
    /// `edition:2009`
    Edition(&'static str),
    /// `page:*` and the like
    Some(&'static str),
    /// The path of a facet value: `guideline:"MTUS/Low Back Complaints/Opioids"`
    Path(&'static str, Vec<&'static str>),
    /// Either fact.
    Either(Box<Fact>, Box<Fact>),
}

impl Ask {
    /// Whether the item answers the question.
    pub(crate) fn is_answered_by(&self, item: &Item) -> bool {
        match self {
            Self::Text(None, text) => DEFAULT.iter().any(|field| text.is_in(item.words(field))),
            Self::Text(Some(field), text) => text.is_in(item.words(field)),
            Self::Outcome(outcome) => value_of(item, "outcome").as_deref() == Some(*outcome),
            Self::Keyword(field, value) => value_of(item, field).as_deref() == Some(value),
            Self::Present(field) => {
                !item.words(field).is_empty()
                    || value_of(item, field).is_some()
                    || !numbers_of(item, field).is_empty()
            }
            Self::Range(field, from, to, _) => {
                numbers_of(item, field).iter().any(|number| (from..=to).contains(&number))
            }
            Self::Cited(side, fact) => one_citation(item, *side, &[fact]),
            Self::OneCitation(side, facts) => {
                one_citation(item, *side, &facts.iter().collect::<Vec<_>>())
            }
            Self::All(parts) => all_answered(parts, item),
            Self::Any(parts) => any_answered(parts, item),
            Self::Not(inner) => !inner.is_answered_by(item),
        }
    }

    /// The side and fact of a question about citations only.
    fn cited(&self) -> Option<(Option<CitedBy>, Fact)> {
        match self {
            Self::Cited(side, fact) => Some((*side, fact.clone())),
            Self::Any(parts) => {
                let cited: Option<Vec<_>> = parts.iter().map(Self::cited).collect();
                let mut cited = cited?.into_iter();
                let (side, first) = cited.next()?;
                cited.try_fold((side, first), |(side, fact), (other, more)| {
                    (side == other).then(|| (side, Fact::Either(Box::new(fact), Box::new(more))))
                })
            }
            _ => None,
        }
    }
}

/// In a conjunction, the facts of one side must hold for one citation.
fn all_answered(parts: &[Ask], item: &Item) -> bool {
    let mut parts_left = Vec::new();
    let mut cited: Vec<(Option<CitedBy>, Fact)> = Vec::new();
    let mut open = parts.iter().collect::<Vec<_>>();
    while let Some(part) = open.pop() {
        match part {
            Ask::All(inner) => open.extend(inner),
            _ => match part.cited() {
                Some(fact) => cited.push(fact),
                None => parts_left.push(part),
            },
        }
    }
    let sides = [None, Some(CitedBy::ClaimsAdministrator), Some(CitedBy::Reviewer)];
    sides.into_iter().all(|side| {
        let facts = cited.iter().filter(|(of, _)| *of == side).map(|(_, fact)| fact);
        let facts: Vec<&Fact> = facts.collect();
        facts.is_empty() || one_citation(item, side, &facts)
    }) && parts_left.into_iter().all(|part| part.is_answered_by(item))
}

fn any_answered(parts: &[Ask], item: &Item) -> bool {
    parts.iter().any(|part| part.is_answered_by(item))
}

/// Whether a single citation of the side has all of the facts.
fn one_citation(item: &Item, side: Option<CitedBy>, facts: &[&Fact]) -> bool {
    item.cited.iter().any(|citation| {
        side.is_none_or(|side| side == citation.facts.cited_by)
            && facts.iter().all(|fact| fact.holds_for(citation))
    })
}

impl Fact {
    fn holds_for(&self, citation: &Cited) -> bool {
        let Cited { facts, title, sections } = citation;
        let source = facts.source.map_or("none", |source| source.name());
        match self {
            Self::Source(wanted) => source == *wanted,
            Self::Title(text) => text.is_in(title),
            Self::Section(text) => sections.iter().any(|name| text.is_in(name)),
            Self::Page(wanted) => facts.pages.iter().any(|page| page == wanted),
            Self::Pages(from, to) => facts
                .pages
                .iter()
                .any(|page| page.parse().is_ok_and(|page: u64| (*from..=*to).contains(&page))),
            Self::Edition(year) => facts.edition.as_deref() == Some(*year),
            Self::Some("source") => source != "none",
            Self::Some("guideline") => facts.guideline.is_some(),
            Self::Some("section") => !facts.sections.is_empty(),
            Self::Some(_) => !facts.pages.is_empty(),
            Self::Path(field, path) => {
                let leaves = if *field == "page" { &facts.pages } else { &facts.sections };
                let paths = leaves.iter().map(|leaf| [facts.guideline.as_deref(), Some(leaf)]);
                let paths = paths.chain([[facts.guideline.as_deref(), None]]);
                let paths =
                    paths.map(|[title, leaf]| Vec::from_iter(title.into_iter().chain(leaf)));
                // Parts may hold slashes themselves, so they are compared as they are written.
                let written = path[1..].join("/");
                source == path[0]
                    && (path.len() == 1 || paths.map(|p| p.join("/")).any(|p| p == written))
            }
            Self::Either(one, other) => one.holds_for(citation) || other.holds_for(citation),
        }
    }
}

impl Text {
    /// `word`
    fn word(word: &str) -> Self {
        Self { written: word.into(), stems: stems(word), slop: 0 }
    }

    /// `wor*`. What a beginning stands for among stems is the rule of [`Pattern`].
    fn beginning(word: &str) -> Self {
        Self { written: format!("{word}*"), stems: with_beginning(stems(word), word), slop: 0 }
    }

    /// `word~1`. What a fuzzy word stands for among stems is the rule of [`Pattern`].
    fn fuzzy(word: &str, distance: u8) -> Self {
        let stems = vec![Pattern::fuzzy(word, distance)];
        Self { written: format!("{word}~{distance}"), stems, slop: 0 }
    }

    /// `"one two"`, `"one two"~3`, `"one tw*"`
    fn phrase(words: &[String], slop: u32, prefix: bool) -> Self {
        let text = words.join(" ");
        let star = if prefix { "*" } else { "" };
        let near = if slop > 0 { format!("~{slop}") } else { String::new() };
        let written = format!("\"{text}{star}\"{near}");
        let whole = stems(&text);
        let stems = if prefix { with_beginning(whole, &text) } else { whole };
        Self { written, stems, slop }
    }

    /// Whether the words hold it: each stem out of line with the one before it by so many places
    /// that all together make `slop` at most.
    fn is_in(&self, words: &[(i64, String)]) -> bool {
        follows(&self.stems, i64::from(self.slop), None, words)
    }
}

fn follows(stems: &[Pattern], slop: i64, last: Option<i64>, words: &[(i64, String)]) -> bool {
    let Some((stem, rest)) = stems.split_first() else { return true };
    words.iter().filter(|(_, word)| stem.matches(word)).any(|(place, _)| {
        let off = last.map_or(0, |last| (place - last - 1).abs());
        off <= slop && follows(rest, slop - off, Some(*place), words)
    })
}

fn stems(text: &str) -> Vec<Pattern> {
    analyzer::terms(text).into_iter().map(Pattern::Term).collect()
}

/// The same with the last word as the beginning of a word.
fn with_beginning(mut patterns: Vec<Pattern>, text: &str) -> Vec<Pattern> {
    let last = text.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap();
    patterns.pop();
    patterns.push(Pattern::prefix(last));
    patterns
}

fn value_of(item: &Item, field: &str) -> Option<String> {
    let name = match field {
        "outcome" => item.item.as_ref()?.outcome?.name(),
        "priority" => item.facts.priority?.name(),
        "gender" => item.facts.patient.gender?.name(),
        "layout" => item.facts.layout.name(),
        "case" => return item.facts.case_number.clone(),
        _ => return None,
    };
    Some(name.into())
}

fn numbers_of(item: &Item, field: &str) -> Vec<u64> {
    let number = |date: &String| date.replace('-', "").parse().unwrap();
    match field {
        "decided" => item.facts.dates.decision.iter().map(number).collect(),
        "injured" => item.facts.dates.injury.iter().map(number).collect(),
        "age" => item.facts.patient.age.into_iter().map(u64::from).collect(),
        _ => Vec::new(),
    }
}

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

impl fmt::Display for Ask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(None, text) => write!(f, "{text}"),
            Self::Text(Some(field), text) => write!(f, "{field}:{text}"),
            Self::Outcome(outcome) => f.write_str(outcome),
            Self::Keyword(field, value) => write!(f, "{field}:{value}"),
            Self::Present(field) => write!(f, "{field}:*"),
            Self::Range(.., text) => f.write_str(text),
            Self::Cited(side, fact) => write!(f, "{}{fact}", prefix(*side)),
            Self::OneCitation(side, facts) => {
                write!(f, "{}cite:(", prefix(*side))?;
                facts.iter().try_for_each(|fact| write!(f, "{fact} "))?;
                f.write_str(")")
            }
            Self::All(parts) => join(f, parts, " "),
            Self::Any(parts) => join(f, parts, " OR "),
            Self::Not(inner) => write!(f, "NOT {inner}"),
        }
    }
}

fn prefix(side: Option<CitedBy>) -> &'static str {
    match side {
        None => "",
        Some(CitedBy::ClaimsAdministrator) => "ur.",
        Some(CitedBy::Reviewer) => "imr.",
    }
}

fn join(f: &mut fmt::Formatter<'_>, parts: &[Ask], word: &str) -> fmt::Result {
    let parts: Vec<String> = parts.iter().map(ToString::to_string).collect();
    write!(f, "({})", parts.join(word))
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Source(source) => write!(f, "source:{source}"),
            Self::Title(text) => write!(f, "guideline:{text}"),
            Self::Section(text) => write!(f, "section:{text}"),
            Self::Page(page) => write!(f, "page:{page}"),
            Self::Pages(from, to) => write!(f, "page:[{from} TO {to}]"),
            Self::Edition(year) => write!(f, "edition:{year}"),
            Self::Some(field) => write!(f, "{field}:*"),
            Self::Path(field, path) => write!(f, "{field}:\"{}\"", path.join("/")),
            Self::Either(one, other) => write!(f, "({one} OR {other})"),
        }
    }
}
