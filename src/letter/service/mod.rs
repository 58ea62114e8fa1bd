//! What a disputed item asks for, from the words of its treatment alone.
//!
//! The services stand in `data/services.tsv`, drugs in `data/vocabulary.tsv` and
//! `data/drug_classes.tsv`, the words around them in `data/request_words.tsv`; their headers tell
//! the rules. Category, subcategory, class and the state's own category follow from the first
//! service (`data/categories.tsv`): the letter does not print them. What the words do not tell is
//! absent: a service that the tables do not know has no name, and nothing is guessed.

mod amount;
mod category;
mod drug;
mod mention;
mod placing;
mod strength;
mod table;

#[cfg(test)]
mod tests;

pub use self::category::UNCLASSIFIED;

use self::mention::{Around, Mention};
use super::body;
use crate::model::{Quantity, Service};

/// What a treatment asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// One service for each thing asked for, in order.
    pub services: Vec<Service>,
    /// How much.
    pub quantity: Option<Quantity>,
    /// How often, in our spelling.
    pub frequency: Option<String>,
    /// The strength of a drug.
    pub strength: Option<String>,
    /// Circumstances, sorted.
    pub context: Vec<String>,
    /// `Injection`, or [`UNCLASSIFIED`].
    pub category: String,
    /// `Facet injection`.
    pub subcategory: Option<String>,
    /// The class of the drug, where it is one.
    pub class: Option<String>,
    /// Category and subcategory as the state's search form spells them.
    pub state_category: Option<String>,
}

/// Reads a treatment, such as `Norco 10/325mg #60` or `MRI of the right knee`.
pub fn read_request(treatment: &str) -> Request {
    let tokens = amount::tokens(treatment);
    let around = Around::find(treatment);
    let sessions = amount::sessions(&tokens);
    let mentions = mention::find_mentions(treatment, &around, sessions.is_some());
    let named = mentions.iter().find(|mention| mention.name.is_some()).or(mentions.first());
    let counted = amount::Counted::of(named);
    let quantity = amount::quantity(&tokens, counted, sessions);
    let context = around.context();
    let (category, subcategory, class) = classify(&mentions, &context);
    Request {
        quantity,
        frequency: amount::frequency(&tokens).or_else(|| around.frequency().map(str::to_owned)),
        strength: named.and_then(|drug| strength::of_drug(drug, &tokens)),
        context,
        state_category: category::state_name(category, subcategory).map(str::to_owned),
        category: category.to_owned(),
        subcategory: Some(subcategory).filter(|name| !name.is_empty()).map(str::to_owned),
        class: class.map(str::to_owned),
        services: name_services(treatment, mentions),
    }
}

/// Category, subcategory and class of the first of `mentions`; what goes with an operation is of
/// the operation's category.
fn classify(
    mentions: &[Mention],
    context: &[String],
) -> (&'static str, &'static str, Option<&'static str>) {
    let Some(first) = mentions.first() else { return (UNCLASSIFIED, "", None) };
    let is_associated =
        context.iter().any(|circumstance| circumstance == "associated surgical service");
    if is_associated && first.category != category::ADJUNCT.0 {
        return (category::ADJUNCT.0, category::ADJUNCT.1, first.class);
    }
    (first.category, first.subcategory, first.class)
}

/// The services that have a name, each once; one without where none has.
fn name_services(treatment: &str, mentions: Vec<Mention>) -> Vec<Service> {
    let (mut named, unnamed): (Vec<Mention>, Vec<Mention>) =
        mentions.into_iter().partition(|mention| mention.name.is_some());
    let mut seen = std::collections::HashSet::new();
    named.retain(|mention| seen.insert(mention.name.clone()));
    let spots = body::find_spots(treatment);
    if !named.is_empty() {
        return placing::place(treatment, &spots, &named);
    }
    let one = unnamed.into_iter().next().unwrap_or(Mention {
        start: 0,
        end: 0,
        category: UNCLASSIFIED,
        subcategory: "",
        name: None,
        class: None,
    });
    placing::place(treatment, &spots, &[one])
}
