//! The header of a letter: case number, dates, priority, stated outcome.
//!
//! Headers are tables whose columns a PDF may give in any order and whose labels may be split
//! around their values, so a field is a label and what follows it up to the next label.

use jiff::civil::Date;

use super::case_number::find_case_number;
use super::date::{self, Found};
use super::flow::Flow;
use super::heading::{Field, Heading, Hit, Role};
use super::text::{find_ignoring_case, head};
use crate::model::{Dates, LetterOutcome, Priority, Warning, WarningKind};

/// What the header says.
#[derive(Debug, Default)]
pub(super) struct Header {
    /// The case number.
    pub(super) case_number: Option<String>,
    /// The dates.
    pub(super) dates: Dates,
    /// How fast the review had to be.
    pub(super) priority: Option<Priority>,
    /// The outcome of the letter as a whole, where the header states it.
    pub(super) stated: Option<LetterOutcome>,
    /// Whether there is a field for the date of injury, readable or not.
    pub(super) has_injury: bool,
}

/// The longest value of a field in bytes.
const LONGEST_VALUE: usize = 200;

/// How far from its label a date can end, in bytes: what comes later belongs to the letter's text.
const NEAR: usize = 48;

/// How much of a letter without any section heading can be its header, in bytes.
const LONGEST_HEADER: usize = 2000;

/// Reads the header: the text before the first section.
pub(super) fn parse_header(flow: &Flow, hits: &[Hit], warnings: &mut Vec<Warning>) -> Header {
    let sections = hits.iter().find(|hit| !hit.has(Role::InHeader));
    let end = sections.map_or(flow.text.len().min(LONGEST_HEADER), |hit| hit.start);
    let fields: Vec<_> = hits.iter().take_while(|hit| hit.start < end).collect();
    let mut header = Header::default();
    for (place, hit) in fields.iter().enumerate() {
        if let Heading::Field(field) = hit.heading {
            let next = fields.get(place + 1).map_or(end, |next| next.start);
            let value = flow.slice(hit.body, next.min(end));
            header.read(field, value, warnings);
        }
    }
    header.case_number = header.case_number.or_else(|| flow.case_number.clone());
    if header.dates.application_received.is_none() {
        header.dates.application_received = split_application(flow, &fields, end);
    }
    header
}

impl Header {
    fn read(&mut self, field: Field, value: &str, warnings: &mut Vec<Warning>) {
        let value = head(value, LONGEST_VALUE);
        let date = |name, warnings| first_date(value, name, warnings);
        match field {
            Field::Application => {
                fill(&mut self.dates.application_received, || date("application", warnings));
            }
            Field::Assigned => fill(&mut self.dates.assigned, || date("assignment", warnings)),
            Field::Decision => fill(&mut self.dates.decision, || date("decision", warnings)),
            Field::Ur => fill(&mut self.dates.ur_denial, || date("denial", warnings)),
            Field::Case => {
                if let Some((number, _)) = find_case_number(value) {
                    self.case_number.get_or_insert(number);
                }
            }
            Field::Injury if !self.has_injury => self.read_injury(value, warnings),
            Field::Priority => fill(&mut self.priority, || find_priority(value)),
            Field::Stated => fill(&mut self.stated, || find_stated(value)),
            Field::Injury | Field::Other => {}
        }
    }

    fn read_injury(&mut self, value: &str, warnings: &mut Vec<Warning>) {
        let found: Vec<_> =
            date::find_run(value).into_iter().filter(|_| starts_near(value)).collect();
        self.has_injury = head(value, NEAR).bytes().any(|byte| byte.is_ascii_digit());
        if self.has_injury && (found.is_empty() || found.iter().any(|date| date.date.is_none())) {
            warnings.push(unreadable("injury", value));
        }
        for date in found.into_iter().filter_map(|date| date.date) {
            if !self.dates.injury.contains(&date) {
                self.dates.injury.push(date);
            }
        }
    }
}

/// Whether the first date of `value` is close enough to its label to belong to it.
fn starts_near(value: &str) -> bool {
    date::next_date(value, 0).is_some_and(|date| date.range.end <= NEAR)
}

fn fill<T>(field: &mut Option<T>, value: impl FnOnce() -> Option<T>) {
    if field.is_none() {
        *field = value();
    }
}

fn first_date(value: &str, name: &str, warnings: &mut Vec<Warning>) -> Option<Date> {
    let value = head(value, NEAR);
    let found = date::next_date(value, 0);
    let has_digits = || value.bytes().any(|byte| byte.is_ascii_digit());
    match found {
        Some(Found { date: Some(date), .. }) => Some(date),
        Some(_) => {
            warnings.push(unreadable(name, value));
            None
        }
        None if has_digits() => {
            warnings.push(unreadable(name, value));
            None
        }
        None => None,
    }
}

fn unreadable(name: &str, value: &str) -> Warning {
    let shown = head(value, 60);
    Warning::new(WarningKind::UnreadableDate, format!("date of {name}: cannot read `{shown}`"))
}

/// The date of an application whose label is split around it: `Application 11/14/2016 Received:`.
fn split_application(flow: &Flow, fields: &[&Hit], end: usize) -> Option<Date> {
    let place = fields.iter().position(|hit| hit.heading == Heading::Field(Field::Priority))?;
    let next = fields[place + 1..]
        .iter()
        .find(|hit| !flow.text[hit.start..].starts_with("Received"))
        .map_or(end, |hit| hit.start);
    let value = head(flow.slice(fields[place].body, next), LONGEST_VALUE);
    let label = find_ignoring_case(value, "application")?;
    let after = date::next_date(value, label).or_else(|| date::next_date(value, 0))?;
    after.date
}

fn find_priority(value: &str) -> Option<Priority> {
    let standard =
        find_ignoring_case(value, "standard").or_else(|| find_ignoring_case(value, "regular"));
    match (standard, find_ignoring_case(value, "expedited")) {
        (None, None) => None,
        (Some(standard), expedited) if expedited.is_none_or(|at| standard < at) => {
            Some(Priority::Standard)
        }
        _ => Some(Priority::Expedited),
    }
}

fn find_stated(value: &str) -> Option<LetterOutcome> {
    let start: Vec<_> = value.split(|letter: char| !letter.is_alphabetic()).take(3).collect();
    let is = |place: usize, stem: &str| {
        start.get(place).is_some_and(|word| word.to_ascii_uppercase().starts_with(stem))
    };
    if is(0, "PARTIAL") {
        Some(LetterOutcome::PartiallyOverturned)
    } else if is(0, "UPHOLD") || is(0, "UPHELD") {
        Some(LetterOutcome::Upheld)
    } else if is(0, "OVERTURN") {
        Some(LetterOutcome::Overturned)
    } else {
        None
    }
}
