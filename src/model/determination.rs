//! A determination letter and its disputed items.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    Basis, Citation, Condition, LetterOutcome, Outcome, Quantity, Sentence, Service, Warning,
};

/// What one determination letter says, wherever it was read from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Determination {
    /// Which of the known layouts the text has.
    pub layout: Layout,
    /// `CM14-0050318`, from the header and nowhere else.
    pub case_number: Option<String>,
    /// The dates of the case.
    pub dates: Dates,
    /// How fast the review had to be.
    pub priority: Option<Priority>,
    /// The injured worker, as far as the redacted letter tells.
    pub patient: Patient,
    /// The expert reviewer's qualifications.
    pub reviewer: Reviewer,
    /// Diagnoses stated in the clinical summary, flowed, in order, none twice.
    pub diagnoses: Vec<String>,
    /// The diagnoses taken apart, parallel to `diagnoses`.
    #[serde(default)]
    pub conditions: Vec<Condition>,
    /// The clinical case summary, flowed.
    pub summary: Option<String>,
    /// Derived from the items.
    pub outcome: Option<LetterOutcome>,
    /// The disputed items, in order.
    pub items: Vec<DisputedItem>,
    /// What the parser was not sure of.
    pub warnings: Vec<Warning>,
    /// The whole text, flowed: only where no item could be read, so that nothing is lost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// One disputed treatment, with its own decision: the unit that is searched, counted and cited.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisputedItem {
    /// Its place in the letter, from 1.
    pub item: u32,
    /// The treatment in dispute, flowed. After a partial approval: the portion that was left.
    pub treatment: String,
    /// The decision; `None` where the letter does not state it clearly.
    pub outcome: Option<Outcome>,
    /// The category of the state's own classification (`Injection`), derived from the treatment's
    /// words; `Unclassified` where they say nothing.
    pub category: String,
    /// The subcategory (`Facet injection`), where the words tell it.
    #[serde(default)]
    pub subcategory: Option<String>,
    /// The class of the drug asked for (`opioid`), where it is one.
    #[serde(default)]
    pub class: Option<String>,
    /// Category and subcategory in the spelling of the state's search form, derived from ours
    /// (`Diagnostic Testing/Imaging *  Radiology`).
    #[serde(default)]
    pub state_category: Option<String>,
    /// The services asked for, in order.
    #[serde(default)]
    pub services: Vec<Service>,
    /// How much is asked for.
    #[serde(default)]
    pub quantity: Option<Quantity>,
    /// How often (`2 times a week`), as a phrase of our spelling.
    #[serde(default)]
    pub frequency: Option<String>,
    /// The strength of a drug: `10/325 mg`.
    #[serde(default)]
    pub strength: Option<String>,
    /// Circumstances of the request: `postoperative`, `associated surgical service`, `rental`, ...
    #[serde(default)]
    pub context: Vec<String>,
    /// What was requested, where the claims administrator approved a part of it.
    pub requested: Option<String>,
    /// The part that the claims administrator authorized.
    pub authorized: Option<String>,
    /// The guidelines of both sides: the claims administrator's first.
    pub citations: Vec<Citation>,
    /// The decision rationale, flowed.
    pub rationale: Option<String>,
    /// The sentences of the rationale, in order.
    #[serde(default)]
    pub reasoning: Vec<Sentence>,
    /// Which one to three sentences of `reasoning` carry the decision, by index; empty where none
    /// does.
    #[serde(default)]
    pub ground: Vec<usize>,
    /// What the decision rests on; `None` without a rationale.
    #[serde(default)]
    pub basis: Option<Basis>,
    /// The guidelines that the rationale names. They count in no facet of citations.
    #[serde(default)]
    pub mentioned_citations: Vec<Citation>,
}

/// The dates of a case; ISO 8601 in JSON (`2014-08-28`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dates {
    /// Dates of injury: several for cumulative or repeated injuries.
    pub injury: Vec<Date>,
    /// When the case was assigned to a reviewer.
    pub assigned: Option<Date>,
    /// When the determination was made.
    pub decision: Option<Date>,
    /// When utilization review denied the request.
    pub ur_denial: Option<Date>,
    /// When the application for review arrived.
    pub application_received: Option<Date>,
}

/// The injured worker.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Patient {
    /// Years, as stated.
    pub age: Option<u8>,
    /// As stated.
    pub gender: Option<Gender>,
}

/// The expert reviewer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reviewer {
    /// Board certifications and subspecialties, in order.
    pub specialties: Vec<String>,
    /// The states of licensure, in order.
    pub licensed_in: Vec<String>,
}

/// The layouts of the letters over the years.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Layout {
    /// 2014 on: `IMR ISSUES, DECISIONS AND RATIONALES`.
    Rationales,
    /// Late 2013 to early 2014: `IMR DECISION(S) AND RATIONALE(S)`.
    Decisions,
    /// 2013: `Notice of Independent Medical Review Determination`.
    Notice,
    /// `MEDICAL PROFESSIONAL REVIEW`.
    ProfessionalReview,
    /// None of them.
    #[default]
    Unknown,
}

/// How fast the review had to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    /// The usual time limits.
    Standard,
    /// Where delay threatens the patient's health.
    Expedited,
}

/// The patient's gender, as stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gender {
    /// Female.
    Female,
    /// Male.
    Male,
}

impl Layout {
    /// The name in JSON and facets.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rationales => "rationales",
            Self::Decisions => "decisions",
            Self::Notice => "notice",
            Self::ProfessionalReview => "professional_review",
            Self::Unknown => "unknown",
        }
    }
}

impl Priority {
    /// The name in JSON and facets.
    pub fn name(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Expedited => "expedited",
        }
    }
}

impl Gender {
    /// The name in JSON and facets.
    pub fn name(self) -> &'static str {
        match self {
            Self::Female => "female",
            Self::Male => "male",
        }
    }
}

impl DisputedItem {
    /// The text of a sentence of the rationale, by its place in `reasoning`, from 0.
    pub fn sentence(&self, place: usize) -> Option<&str> {
        self.rationale.as_deref()?.get(self.reasoning.get(place)?.range.clone())
    }
}
