//! One case: its facts, and what its letter looks like.

use imr_search::model::{
    CitedBy, Determination, DisputedItem, Gender, Layout, LetterOutcome, Outcome, Patient,
    Priority, Reviewer,
};
use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::citation::{self, Brief, Wording};
use crate::prose::{Scene, long_date, numeric_date};
use crate::request;
use crate::rng::Rng;
use crate::tables::{DIAGNOSES, REGIONS, SPECIALTIES, STATES};

/// Year of application, its share of the letters, and how its overturn rate compares.
const YEARS: [(i16, f64, f64); 6] = [
    (2013, 14.0, 0.9),
    (2014, 28.0, 0.9),
    (2015, 21.0, 1.15),
    (2016, 18.0, 0.85),
    (2017, 12.0, 0.85),
    (2018, 7.0, 1.0),
];
/// The share of letters in which an injury date and all else must be read from the prose.
const NO_HEADER: f64 = 0.05;

/// A letter before it is worded.
pub(crate) struct Case {
    /// What the letter states.
    pub(crate) facts: Determination,
    /// The case number, whether or not the letter states it.
    pub(crate) number: String,
    /// The year of the application, by which folders are made.
    pub(crate) year: i16,
    /// How citations are worded.
    pub(crate) wording: Wording,
    /// The dates as the header writes them, in the order of `Dates`.
    pub(crate) days: Days,
    /// Specialties as two lists (2015 and later) and not in prose.
    pub(crate) listed_credentials: bool,
    /// Documents or other filler for the layouts that have them.
    pub(crate) asides: Vec<String>,
}

/// The days of a case.
#[derive(Clone, Copy)]
pub(crate) struct Days {
    pub(crate) injury: Date,
    pub(crate) injury_end: Option<Date>,
    pub(crate) denied: Date,
    pub(crate) received: Date,
    pub(crate) assigned: Date,
    pub(crate) decided: Date,
}

/// Draws the case with this number.
pub(crate) fn draw(rng: &mut Rng, number: u64) -> Case {
    let (year, _, rate) = *rng.weighted(&YEARS, |(_, share, _)| *share);
    let days = draw_days(rng, year);
    let layout = draw_layout(rng, days.decided);
    let wording = match layout {
        Layout::Notice => Wording::PartOfMtus,
        Layout::Decisions | Layout::ProfessionalReview => Wording::Prose,
        _ if days.decided < date(2015, 1, 1) => Wording::Pages,
        _ => Wording::Sections,
    };
    let mut case = Case {
        facts: Determination { layout, ..Determination::default() },
        number: format!("CM{:02}-{number:07}", year % 100),
        year,
        wording,
        days,
        listed_credentials: wording == Wording::Sections,
        asides: Vec::new(),
    };
    tell_story(rng, &mut case, rate);
    state_header(rng, &mut case);
    case
}

fn draw_days(rng: &mut Rng, year: i16) -> Days {
    let first_day = if year == 2013 { 180 } else { 0 };
    let received = date(year, 1, 1).saturating_add(rng.between(first_day, 363).days());
    let injury = received.saturating_sub(rng.between(40, 4500).days());
    let cumulative = rng.chance(0.04);
    let assigned = received.saturating_add(rng.between(2, 60).days());
    Days {
        injury,
        injury_end: cumulative.then(|| injury.saturating_add(rng.between(10, 30).days())),
        denied: received.saturating_sub(rng.between(3, 30).days()),
        received,
        assigned,
        decided: assigned.saturating_add(rng.between(3, 45).days()),
    }
}

/// The layouts followed one another, with some overlap.
fn draw_layout(rng: &mut Rng, decided: Date) -> Layout {
    let share = rng.unit();
    if share < 0.005 {
        return Layout::Unknown;
    }
    if decided >= date(2014, 9, 1) {
        return Layout::Rationales;
    }
    let notice = if decided < date(2014, 1, 1) { 0.75 } else { 0.25 };
    match share {
        share if share < notice => Layout::Notice,
        share if share < notice + 0.15 => Layout::ProfessionalReview,
        share if share < 0.9 => Layout::Decisions,
        _ => Layout::Rationales,
    }
}

/// Patient, reviewer, summary and items: all that the letter tells in prose.
fn tell_story(rng: &mut Rng, case: &mut Case, rate: f64) {
    let female = rng.chance(0.44);
    let worked_since = i64::from(case.year - case.days.injury.year());
    let age = rng.between(20 + worked_since, 70) as u8;
    let region = rng.zipf(&REGIONS).name;
    let subjects = ["the patient", "the injured worker", "the applicant", "the claimant"];
    let subject = *rng.zipf(&subjects);
    let separator = if case.year >= 2016 { '-' } else { '/' };
    let days = case.days;
    let mut scene = Scene {
        rng,
        subject,
        female,
        region,
        treatment: "",
        today: days.denied,
        told: Vec::new(),
        separator,
    };
    if case.facts.layout == Layout::Unknown {
        let count = scene.rng.between(3, 7);
        case.asides = (0..count).map(|_| sentence(&mut scene, "stray")).collect();
        return;
    }
    let facts = &mut case.facts;
    let gender = if female { Gender::Female } else { Gender::Male };
    facts.patient = Patient { age: Some(age), gender: Some(gender) };
    facts.reviewer = draw_reviewer(scene.rng);
    facts.diagnoses = draw_diagnoses(&mut scene);
    let count = count_items(scene.rng, facts.layout);
    for number in 1..=count {
        let item = draw_item(&mut scene, facts.layout, case.wording, case.year, number, rate);
        facts.items.push(item);
    }
    facts.outcome = LetterOutcome::of(facts.items.iter().filter_map(|item| item.outcome));
    let first = facts.items.first().map_or("", |item| item.treatment.as_str());
    scene.treatment = first;
    facts.summary = Some(summarize(&mut scene, age, days.injury, &facts.diagnoses));
    case.asides = ["visitnote", "imaging", "history"].map(|slot| sentence(&mut scene, slot)).into();
}

fn sentence(scene: &mut Scene<'_>, slot: &str) -> String {
    let mut out = String::new();
    scene.add_sentence(slot, &mut out);
    out
}

/// 60% one item, the rest a tail up to 20: 1.9 on average.
fn count_items(rng: &mut Rng, layout: Layout) -> u32 {
    if layout == Layout::ProfessionalReview || rng.chance(0.6) {
        return 1;
    }
    let mut count = 2;
    while count < 20 && rng.chance(0.56) {
        count += 1;
    }
    count
}

fn draw_reviewer(rng: &mut Rng) -> Reviewer {
    let mut specialties = vec![(*rng.zipf(&SPECIALTIES)).to_owned()];
    if rng.chance(0.4) {
        let second = (*rng.zipf(&SPECIALTIES)).to_owned();
        if second != specialties[0] {
            specialties.push(second);
        }
    }
    let mut licensed_in = vec!["California".to_owned()];
    for _ in 0..rng.between(0, 3) {
        let state = (*rng.zipf(&STATES)).to_owned();
        if !licensed_in.contains(&state) {
            licensed_in.push(state);
        }
    }
    Reviewer { specialties, licensed_in }
}

fn draw_diagnoses(scene: &mut Scene<'_>) -> Vec<String> {
    let part = scene.region.rsplit(' ').next().unwrap_or(scene.region);
    let fitting: Vec<&str> =
        DIAGNOSES.iter().filter(|row| row[0] == part).map(|row| row[1]).collect();
    let general: Vec<&str> =
        DIAGNOSES.iter().filter(|row| row[0] == "any").map(|row| row[1]).collect();
    let mut drawn: Vec<String> = Vec::new();
    for number in 0..scene.rng.between(1, 4) {
        let list = if number < 2 && !fitting.is_empty() { &fitting } else { &general };
        let template = *scene.rng.pick(list);
        let mut diagnosis = String::new();
        scene.fill(template, &mut diagnosis);
        if !drawn.contains(&diagnosis) {
            drawn.push(diagnosis);
        }
    }
    drawn
}

fn draw_item(
    scene: &mut Scene<'_>,
    layout: Layout,
    wording: Wording,
    year: i16,
    number: u32,
    rate: f64,
) -> DisputedItem {
    let request = request::draw(scene, layout == Layout::Rationales);
    let overturned = scene.rng.chance(request.form.overturned * rate);
    let outcome = if overturned { Outcome::Overturned } else { Outcome::Upheld };
    let mut citations = Vec::new();
    for cited_by in [CitedBy::ClaimsAdministrator, CitedBy::Reviewer] {
        let topic = request.form.topic;
        citations.extend(citation::draw(
            scene,
            &Brief { cited_by, wording, topic, region: scene.region, year },
        ));
    }
    let mut about =
        Scene { rng: &mut *scene.rng, treatment: &request.treatment, told: Vec::new(), ..*scene };
    let rationale = reason(&mut about, request.form.topic, outcome);
    let (requested, authorized) = request.partial.unzip();
    DisputedItem {
        item: number,
        treatment: request.treatment,
        outcome: Some(outcome),
        category: request.form.category.to_owned(),
        subcategory: None,
        requested,
        authorized,
        citations,
        rationale: Some(rationale),
        ..DisputedItem::default()
    }
}

/// The guideline's rule, why it is met or not, and a conclusion that one in thirty leaves out.
fn reason(scene: &mut Scene<'_>, topic: &str, outcome: Outcome) -> String {
    let (because, close) = match outcome {
        Outcome::Upheld => ("because.upheld", "close.upheld"),
        Outcome::Overturned => ("because.overturned", "close.overturned"),
    };
    let mut text = String::new();
    for _ in 0..scene.rng.between(1, 2) {
        scene.add_sentence(&format!("rule.{topic}"), &mut text);
    }
    for _ in 0..scene.rng.between(4, 11) {
        scene.add_sentence(because, &mut text);
        if scene.rng.chance(0.35) {
            scene.add_sentence("aside", &mut text);
        }
    }
    if outcome == Outcome::Overturned || !scene.rng.chance(1.0 / 30.0) {
        text.push(' ');
        scene.tell(close, &mut text);
    }
    text
}

fn summarize(scene: &mut Scene<'_>, age: u8, injury: Date, diagnoses: &[String]) -> String {
    let mut text = introduce(scene, age, injury);
    state_diagnoses(scene, diagnoses, &mut text);
    for (slot, low, high) in
        [("history", 2, 6), ("visitnote", 2, 4), ("exam", 2, 5), ("imaging", 1, 3), ("plan", 1, 3)]
    {
        for _ in 0..scene.rng.between(low, high) {
            scene.add_sentence(slot, &mut text);
        }
    }
    text
}

/// Age, gender, date and manner of injury, in one of the usual forms.
fn introduce(scene: &mut Scene<'_>, age: u8, injury: Date) -> String {
    let gender = if scene.female { "female" } else { "male" };
    let day = match scene.rng.between(0, 9) {
        0 => long_date(injury),
        1 => numeric_date(injury, scene.separator, false),
        _ => numeric_date(injury, scene.separator, true),
    };
    let old = ["-year-old", " year old", "-year old"];
    let old = scene.rng.zipf(&old);
    let subject = scene.subject;
    let mut mechanism = String::new();
    scene.fill("{mechanism}", &mut mechanism);
    let mut text = match scene.rng.between(0, 4) {
        0 => {
            format!("{subject} is a {age}{old} {gender} with date of injury of {day}, {mechanism}.")
        }
        1 => format!(
            "{subject} is a {age}{old} {gender} who sustained an industrial injury on {day} while {mechanism}."
        ),
        2 => format!(
            "This case involves a now {age}{old} {gender} with an injury date of {day}. It came about by {mechanism}."
        ),
        3 => format!(
            "{subject} is a(n) {age}{old} {gender} who reported a work related injury on {day}, {mechanism}."
        ),
        _ => format!(
            "{subject}, a {age}{old} {gender}, was hurt {mechanism} with a date of injury of {day}."
        ),
    };
    text.replace_range(..1, &text[..1].to_ascii_uppercase());
    scene.add_sentence_from("{^he} worked as a {occupation}.", &mut text);
    text
}

fn state_diagnoses(scene: &mut Scene<'_>, diagnoses: &[String], out: &mut String) {
    let list = listed(diagnoses);
    let subject = scene.subject;
    let sentence = match scene.rng.between(0, 6) {
        0 => format!("{subject} was diagnosed with {list}."),
        1 => format!("{subject} was diagnosed as having {list}."),
        2 => format!("Diagnoses include {list}."),
        3 => format!("The current diagnosis is documented as {list}."),
        4 => format!("{subject} is undergoing treatment for {list}."),
        5 => {
            let numbered = diagnoses.iter().enumerate();
            let numbered = numbered.map(|(n, name)| format!("{}. {name}.", n + 1));
            format!("Diagnoses: {}", numbered.collect::<Vec<_>>().join(" "))
        }
        _ => format!("The diagnoses include {list}."),
    };
    out.push(' ');
    out.push_str(&sentence[..1].to_ascii_uppercase());
    out.push_str(&sentence[1..]);
}

/// `A`, `A and B`, `A, B, and C`
pub(crate) fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [one, two] => format!("{one} and {two}"),
        [most @ .., last] => format!("{}, and {last}", most.join(", ")),
    }
}

/// What the header states, where there is one.
fn state_header(rng: &mut Rng, case: &mut Case) {
    let Case { facts, days, number, .. } = case;
    if facts.layout == Layout::Unknown {
        return;
    }
    facts.dates.injury = [Some(days.injury), days.injury_end].into_iter().flatten().collect();
    if facts.layout == Layout::Rationales && rng.chance(NO_HEADER) {
        facts.dates.injury.truncate(1);
        return;
    }
    facts.case_number = Some(number.clone());
    facts.dates.decision = Some(days.decided);
    facts.dates.ur_denial = Some(days.denied);
    facts.dates.application_received = Some(days.received);
    if facts.layout == Layout::Rationales {
        facts.dates.assigned = Some(days.assigned);
        let expedited = rng.chance(0.02);
        facts.priority = Some(if expedited { Priority::Expedited } else { Priority::Standard });
    }
}
