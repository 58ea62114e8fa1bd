//! Questions, and which items answer them.

mod generate;
mod write;

use std::fmt;

use imr_search::index::analyzer;
use imr_search::model::CitedBy;
use imr_search::query::pattern::Pattern;
use jiff::civil::Date;

pub(crate) use self::generate::any;
use crate::item::{Cited, DEFAULT, Item};

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
    let number = |date: &Date| date.strftime("%Y%m%d").to_string().parse().unwrap();
    match field {
        "decided" => item.facts.dates.decision.iter().map(number).collect(),
        "injured" => item.facts.dates.injury.iter().map(number).collect(),
        "age" => item.facts.patient.age.into_iter().map(u64::from).collect(),
        _ => Vec::new(),
    }
}
