//! Letters of few words, so that questions meet them.

use imr_search::model::{
    Citation, CitedBy, Dates, Determination, DisputedItem, Gender, Layout, LetterOutcome, Outcome,
    Patient, Priority, Reviewer, Source,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// Words of the letters, and of the questions.
pub(crate) const WORDS: [&str; 26] = [
    "epidural",
    "epidurals",
    "steroid",
    "injection",
    "injections",
    "injected",
    "lumbar",
    "pain",
    "painful",
    "therapy",
    "therapies",
    "physical",
    "L4-5",
    "10/325mg",
    "Ménière",
    "hydrocodone",
    "inflammation",
    "inflammatory",
    "radiculopathy",
    "upheld",
    "denied",
    "of",
    "the",
    "EMG/NCV",
    "patient's",
    "improvements",
];
/// Titles of guidelines.
pub(crate) const TITLES: [&str; 4] = [
    "Chronic Pain Medical Treatment Guidelines",
    "Low Back Complaints",
    "Low Back",
    "Forearm/Wrist and Hand",
];
/// Names of sections.
pub(crate) const SECTIONS: [&str; 5] =
    ["Epidural steroid injections (ESIs)", "Opioids", "Low back pain", "Therapy", "Pain/Opioids"];
/// Specialties of reviewers.
pub(crate) const SPECIALTIES: [&str; 3] = ["Pain Management", "Physical Medicine", "Surgery"];

/// A hundred and sixty letters, always the same for one `ORACLE_SEED`.
pub(crate) fn generate() -> Vec<Determination> {
    let seed: u8 = std::env::var("ORACLE_SEED").ok().and_then(|s| s.parse().ok()).unwrap_or(0);
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let letters = vec(letter(), 160).new_tree(&mut runner).unwrap().current();
    letters.into_iter().enumerate().map(|(number, letter)| numbered(number, letter)).collect()
}

fn numbered(number: usize, mut letter: Determination) -> Determination {
    if !number.is_multiple_of(9) {
        letter.case_number = Some(format!("CM{}-{number:07}", 13 + number % 3));
    }
    letter.outcome = LetterOutcome::of(letter.items.iter().filter_map(|item| item.outcome));
    letter
}

fn text(most: usize) -> impl Strategy<Value = String> {
    vec(select(&WORDS[..]), 1..=most).prop_map(|words| words.join(" "))
}

pub(crate) fn date() -> impl Strategy<Value = String> {
    (2011..=2015u32, 1..=12u32, 1..=28u32).prop_map(|(y, m, d)| format!("{y}-{m:02}-{d:02}"))
}

fn letter() -> impl Strategy<Value = Determination> {
    let header = (
        option::weighted(0.9, date()),
        vec(date(), 0..3),
        option::of(select(&[Priority::Standard, Priority::Expedited][..])),
        option::of(18..90u8),
        option::of(select(&[Gender::Female, Gender::Male][..])),
    );
    let body = (
        vec(select(&SPECIALTIES[..]), 0..3),
        vec(text(3), 0..4),
        option::weighted(0.8, text(12)),
        vec(item(), 0..4),
        text(10),
        select(&[Layout::Rationales, Layout::Notice][..]),
    );
    (header, body).prop_map(|((decision, injury, priority, age, gender), body)| {
        let (specialties, diagnoses, summary, mut items, whole, layout) = body;
        for (place, item) in items.iter_mut().enumerate() {
            item.item = place as u32 + 1;
        }
        Determination {
            layout: if items.is_empty() { Layout::Unknown } else { layout },
            case_number: None,
            dates: Dates {
                injury: injury.iter().map(|day| day.parse().unwrap()).collect(),
                decision: decision.map(|day| day.parse().unwrap()),
                ..Dates::default()
            },
            priority,
            patient: Patient { age, gender },
            reviewer: Reviewer {
                specialties: specialties.into_iter().map(Into::into).collect(),
                licensed_in: Vec::new(),
            },
            diagnoses,
            conditions: Vec::new(),
            summary,
            outcome: None,
            text: items.is_empty().then_some(whole),
            items,
            warnings: Vec::new(),
        }
    })
}

fn item() -> impl Strategy<Value = DisputedItem> {
    (
        text(4),
        option::weighted(0.95, select(&[Outcome::Upheld, Outcome::Overturned][..])),
        option::weighted(0.2, text(3)),
        vec(citation(CitedBy::ClaimsAdministrator), 0..3),
        vec(citation(CitedBy::Reviewer), 0..4),
        option::weighted(0.9, text(14)),
    )
        .prop_map(|(treatment, outcome, authorized, mut citations, reviewer, rationale)| {
            citations.extend(reviewer);
            DisputedItem {
                item: 0,
                treatment,
                outcome,
                category: "Injection".into(),
                subcategory: None,
                requested: None,
                authorized,
                citations,
                rationale,
                ..DisputedItem::default()
            }
        })
}

fn citation(cited_by: CitedBy) -> impl Strategy<Value = Citation> {
    let source = select(&[Source::Mtus, Source::Odg, Source::Acoem, Source::Other][..]);
    let facts = (
        option::weighted(0.9, source),
        option::weighted(0.9, select(&TITLES[..])),
        option::of(select(&["2004", "2009"][..])),
        vec(select(&SECTIONS[..]), 0..3),
        vec(select(&["46", "47", "74", "75", "97", "303", "B-2"][..]), 0..4),
    );
    facts.prop_map(move |(source, guideline, edition, sections, mut pages)| {
        pages.sort_unstable();
        pages.dedup();
        let known = source.is_some();
        let owned = |values: Vec<&str>| -> Vec<String> {
            if known { values.into_iter().map(Into::into).collect() } else { Vec::new() }
        };
        Citation {
            cited_by,
            source,
            guideline: guideline.filter(|_| known).map(Into::into),
            edition: edition.filter(|_| known).map(Into::into),
            sections: owned(sections),
            pages: owned(pages),
            text: "Decision based on guidelines".into(),
        }
    })
}
