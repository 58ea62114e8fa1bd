//! Requests for treatment: several thousand wordings from forms, drugs and phrase banks.

use crate::prose::{Scene, numeric_date};
use crate::rng::Rng;
use crate::tables::{DRUGS, Drug, FORMS, Form};

/// Holds the place of the amount while a form is filled, so that a partial approval can word
/// the same request with three amounts.
const AMOUNT: char = '\u{1}';
const QUANTITIES: [i64; 9] = [60, 90, 30, 120, 180, 45, 20, 150, 240];
const VISITS: [i64; 8] = [12, 6, 8, 18, 10, 24, 4, 16];
/// The share of requests for treatment already given.
const RETROSPECTIVE: f64 = 0.04;
/// The share of countable requests that were approved in part.
const PARTIAL: f64 = 0.06;

/// One request as the letter will word it.
pub(crate) struct Request {
    /// The form that it was made from: topic, category, chance to be overturned.
    pub(crate) form: &'static Form,
    /// The treatment in dispute.
    pub(crate) treatment: String,
    /// What was requested and what of it authorized, where it was approved in part.
    pub(crate) partial: Option<(String, String)>,
}

/// Draws a request; only where `may_be_partial` is it approved in part now and then.
pub(crate) fn draw(scene: &mut Scene<'_>, may_be_partial: bool) -> Request {
    let form = scene.rng.weighted(&FORMS, |form| form.weight);
    let (template, amounts) = with_amount(scene.rng, form);
    let mut wording = String::new();
    scene.fill(&template, &mut wording);
    let total = *scene.rng.zipf(amounts);
    let countable = wording.contains(AMOUNT);
    if countable && may_be_partial && scene.rng.chance(PARTIAL) {
        return approved_in_part(scene.rng, form, &wording, total);
    }
    let treatment = wording.replace(AMOUNT, &total.to_string());
    Request { form, treatment: maybe_retrospective(scene, treatment), partial: None }
}

/// The form with its drug chosen and its amount marked, and the amounts to choose from.
fn with_amount(rng: &mut Rng, form: &Form) -> (String, &'static [i64]) {
    let mut template = form.wording.replace("{visits}", "\u{1}");
    if !template.contains("{drug}") {
        return (template, &VISITS);
    }
    let drugs: Vec<&Drug> = DRUGS.iter().filter(|drug| drug.topic == form.topic).collect();
    let drug = rng.pick(&drugs);
    let strength = rng.pick(&drug.strengths);
    template = template.replace("{drug}", &format!("{} {strength}", drug.name));
    let quantity = ["#\u{1}", "#\u{1}", "#\u{1}", "qty \u{1}", "#\u{1} with {1-5} refills"];
    template = template.replace("{qty}", rng.zipf::<&str>(&quantity));
    (template, &QUANTITIES)
}

/// The amount is split into what was authorized and what is left in dispute.
fn approved_in_part(rng: &mut Rng, form: &'static Form, wording: &str, total: i64) -> Request {
    let authorized = (total * rng.between(1, 3) / 4).max(1);
    let with = |amount: i64| wording.replace(AMOUNT, &amount.to_string());
    let partial = Some((with(total), with(authorized)));
    Request { form, treatment: with(total - authorized), partial }
}

fn maybe_retrospective(scene: &mut Scene<'_>, treatment: String) -> String {
    let is_plain = !treatment.starts_with("Retro") && !treatment.starts_with("Associated");
    if !is_plain || !scene.rng.chance(RETROSPECTIVE) {
        return treatment;
    }
    let day = scene.today.saturating_sub(jiff::Span::new().days(scene.rng.between(60, 200)));
    let short = format!("{}/{}/{:02}", day.month(), day.day(), day.year() % 100);
    match scene.rng.between(0, 2) {
        0 => format!("Retro: {treatment} (DOS {short})"),
        1 => format!("Retrospective request for {treatment} (DOS: {short})"),
        _ => format!("Retro {treatment}, DOS {}", numeric_date(day, '/', true)),
    }
}
