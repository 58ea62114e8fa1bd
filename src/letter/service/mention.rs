//! What a treatment's words ask for: the services and drugs that it names, without those that are
//! only the reason or the means, and drugs under the name of their form.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::category;
use super::drug::{COMPOUND, Drug};
use super::table::{Known, Meaning, REQUEST_ROLES, Role, SERVICE_WORDS, Weight, values_of};

/// A service that a treatment names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mention {
    /// Where its words begin, in bytes.
    pub(super) start: usize,
    /// Where they end.
    pub(super) end: usize,
    pub(super) category: &'static str,
    pub(super) subcategory: &'static str,
    /// The canonical name; `None` where the words tell the category alone.
    pub(super) name: Option<String>,
    /// The class of a drug.
    pub(super) class: Option<&'static str>,
}

/// A word of the tables, found in the text.
#[derive(Debug, Clone, Copy)]
struct Word {
    start: usize,
    end: usize,
    thing: Thing,
}

#[derive(Debug, Clone, Copy)]
enum Thing {
    Service(Known, Weight),
    Drug(Drug),
}

impl Word {
    fn weight(&self) -> Weight {
        match self.thing {
            Thing::Service(_, weight) => weight,
            Thing::Drug(_) => Weight::Strong,
        }
    }

    fn is_injection(&self, weight: Weight) -> bool {
        matches!(self.thing, Thing::Service(known, of) if of == weight && known.category == INJECTION.0)
    }

    fn service(&self) -> Option<Mention> {
        let Thing::Service(known, _) = self.thing else { return None };
        let Known { category, subcategory, name } = known;
        let class =
            (category == category::DRUGS).then(|| category::class_of(subcategory)).flatten();
        let name = name.map(str::to_owned);
        Some(Mention { start: self.start, end: self.end, category, subcategory, name, class })
    }
}

/// Category and subcategory of drugs that are given by injection.
const INJECTION: (&str, &str) = ("Injection", "Injection");

/// Words around services, found in the text.
pub(super) struct Around {
    roles: Vec<(usize, usize, Role)>,
}

impl Around {
    /// Finds them in `treatment`.
    pub(super) fn find(treatment: &str) -> Self {
        let found = REQUEST_ROLES.find_all(treatment);
        Self { roles: found.map(|found| (found.start, found.end, found.meanings[0])).collect() }
    }

    /// The circumstances that are named, sorted, each once.
    pub(super) fn context(&self) -> Vec<String> {
        let named = self.roles.iter().filter_map(|(_, _, role)| match role {
            Role::Context(value) => Some((*value).to_owned()),
            _ => None,
        });
        named.collect::<std::collections::BTreeSet<_>>().into_iter().collect()
    }

    /// The first frequency that is named by a word.
    pub(super) fn frequency(&self) -> Option<&'static str> {
        self.roles.iter().find_map(|(_, _, role)| match role {
            Role::Frequency(value) => Some(*value),
            _ => None,
        })
    }

    /// Where forms for the skin are named.
    fn skin(&self) -> Vec<usize> {
        let skin = self.roles.iter().filter(|(_, _, role)| *role == Role::Skin);
        skin.map(|(start, _, _)| *start).collect()
    }

    fn has_reason(&self, from: usize, to: usize) -> bool {
        self.roles
            .iter()
            .any(|&(start, end, role)| role == Role::Reason && from <= start && end <= to)
    }
}

/// The services that `treatment` asks for, in order; `in_sessions` says that it counts sessions.
pub(super) fn find_mentions(treatment: &str, around: &Around, in_sessions: bool) -> Vec<Mention> {
    let words = drop_reasons(treatment, around, find_words(treatment, in_sessions));
    let Some(weight) = words.iter().map(Word::weight).max() else { return Vec::new() };
    let (words, less): (Vec<Word>, Vec<Word>) =
        words.into_iter().partition(|word| word.weight() == weight);
    let drugs = Drugs::of(treatment, around, &words, &less);
    let mut mentions: Vec<Mention> = words.iter().filter_map(Word::service).collect();
    if weight == Weight::Weak {
        mentions.truncate(1);
    }
    if drugs.is_compound {
        mentions.retain(|mention| mention.category != category::DRUGS);
    }
    mentions.extend(drugs.mentions);
    mentions.sort_by_key(|mention| mention.start);
    mentions
}

fn find_words(treatment: &str, in_sessions: bool) -> Vec<Word> {
    let found = SERVICE_WORDS.find_all(treatment).filter_map(|found| {
        let thing = found.meanings.iter().find_map(|meaning| match *meaning {
            Meaning::InSessions(known) if in_sessions => {
                Some(Thing::Service(known, Weight::Strong))
            }
            _ => None,
        });
        let plain = found.meanings.iter().find_map(|meaning| match *meaning {
            Meaning::Service(known, weight) => Some(Thing::Service(known, weight)),
            Meaning::Drug(drug) => Some(Thing::Drug(drug)),
            Meaning::Nothing | Meaning::InSessions(_) => None,
        });
        Some(Word { start: found.start, end: found.end, thing: thing.or(plain)? })
    });
    found.collect()
}

/// Drops what is named only as the reason or the means of something asked for before it.
fn drop_reasons(treatment: &str, around: &Around, words: Vec<Word>) -> Vec<Word> {
    let mut kept: Vec<Word> = Vec::new();
    let mut before = 0;
    for word in words {
        let gap = treatment.get(before..word.start).unwrap_or_default();
        let from = before + last_boundary(gap);
        let is_asked_before = kept.iter().any(|word| word.weight() > Weight::Weak);
        if !(is_asked_before && around.has_reason(from, word.start)) {
            kept.push(word);
        }
        before = word.end;
    }
    kept
}

/// Where the last part of a list begins in `gap`.
fn last_boundary(gap: &str) -> usize {
    let marks = [",", ";", ". ", "&", "+", " and "];
    marks.iter().filter_map(|mark| gap.rfind(mark).map(|at| at + mark.len())).max().unwrap_or(0)
}

/// The drugs of a treatment, under the name of their form.
struct Drugs {
    mentions: Vec<Mention>,
    /// They say what a compound holds, so that the word itself says no more.
    is_compound: bool,
}

impl Drugs {
    fn of(treatment: &str, around: &Around, words: &[Word], less: &[Word]) -> Self {
        let drugs = join_combinations(treatment, words);
        let skin = around.skin();
        let names_compound = words.iter().any(
            |word| matches!(word.thing, Thing::Service(known, _) if known.name == Some(COMPOUND)),
        );
        let is_mix = names_compound && drugs.len() > 1 || is_mixed(treatment, &skin, &drugs);
        if is_mix {
            return Self { mentions: vec![compound(&drugs)], is_compound: true };
        }
        let is_injected = less.iter().any(|word| word.is_injection(Weight::Part));
        let has_procedure = words.iter().any(|word| word.is_injection(Weight::Strong));
        let mentions = (0..drugs.len())
            .filter(|&at| !(has_procedure && drugs[at].2.is_local_agent()))
            .map(|at| name_drug(&drugs, at, &skin, is_injected, names_compound))
            .collect();
        Self { mentions, is_compound: names_compound && !drugs.is_empty() }
    }
}

/// A drug at a place of the text.
type Placed = (usize, usize, Drug);

/// Drugs in order, fixed combinations put together.
fn join_combinations(treatment: &str, words: &[Word]) -> Vec<Placed> {
    let mut drugs: Vec<Placed> = Vec::new();
    for word in words {
        let Thing::Drug(drug) = word.thing else { continue };
        if let Some(last) = drugs.last_mut()
            && joins(treatment.get(last.1..word.start).unwrap_or_default())
            && let Some(joined) = last.2.joined(drug)
        {
            *last = (last.0, word.end, joined);
            continue;
        }
        drugs.push((word.start, word.end, drug));
    }
    drugs
}

static SALTS: LazyLock<HashSet<String>> = LazyLock::new(|| values_of("salt").into_keys().collect());

/// Whether what stands between two drugs makes one of them.
fn joins(gap: &str) -> bool {
    let is_marked = gap.contains(['/', '-']);
    gap.len() < 40
        && !gap.contains([',', ';', '('])
        && gap.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).all(
            |word| {
                let word = word.to_ascii_lowercase();
                let is_strength = word.starts_with(|c: char| c.is_ascii_digit()) || word == "mg";
                matches!(word.as_str(), "and" | "with")
                    || SALTS.contains(&word)
                    || is_marked && is_strength
            },
        )
}

/// Whether several drugs are the parts of one mix for the skin.
fn is_mixed(treatment: &str, skin: &[usize], drugs: &[Placed]) -> bool {
    let names: HashSet<&str> = drugs.iter().map(|(_, _, drug)| drug.generic).collect();
    let percents = treatment.matches('%').count();
    let is_by_mouth = treatment.to_ascii_lowercase().contains("mg");
    let is_for_skin = percents >= 2 || !is_by_mouth && (percents > 0 || !skin.is_empty());
    let has_other = drugs.iter().any(|(_, _, drug)| !drug.is_for_skin_alone());
    names.len() >= 2 && is_for_skin && skin.len() <= 1 && (has_other || percents >= 2)
}

fn compound(drugs: &[Placed]) -> Mention {
    Mention {
        start: drugs.first().map_or(0, |drug| drug.0),
        end: drugs.last().map_or(0, |drug| drug.1),
        category: category::DRUGS,
        subcategory: category::subcategory_of(COMPOUND),
        name: Some(COMPOUND.to_owned()),
        class: Some(COMPOUND),
    }
}

/// The drug at `at` of `drugs` under the name of its form; `is_prepared` says that a pharmacy makes it
/// up, which it does for the skin.
fn name_drug(
    drugs: &[Placed],
    at: usize,
    skin: &[usize],
    is_injected: bool,
    is_prepared: bool,
) -> Mention {
    let (start, end, drug) = drugs[at];
    if is_injected || drug.is_injected() {
        let (category, subcategory) = INJECTION;
        let name = Some(drug.injection());
        return Mention { start, end, category, subcategory, name, class: Some(drug.class) };
    }
    let from = if at == 0 { 0 } else { start };
    let to = drugs.get(at + 1).map_or(usize::MAX, |next| next.0);
    let has_skin_word = is_prepared || skin.iter().any(|place| (from..to).contains(place));
    let (name, class) =
        drug.on_the_skin(has_skin_word).unwrap_or_else(|| (drug.name(), drug.class));
    Mention {
        start,
        end,
        category: category::DRUGS,
        subcategory: category::subcategory_of(class),
        name: Some(name),
        class: Some(class),
    }
}
