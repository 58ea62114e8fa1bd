//! How much and how often: counts, rates and durations.
//!
//! - `12 sessions`, `#60`, `quantity 60`, `sessions x 12`, `3 months`
//! - `2x6`, `2 times 8`: sessions
//! - `3 times a week for 4 weeks`: 12 sessions; `1-2 times a week` counts as the most
//! - `6 hours per day, 5 times a week for 4 weeks`: 120 hours

use std::collections::HashMap;
use std::sync::LazyLock;

use super::mention::Mention;
use super::table::values_of;
use crate::model::Quantity;

/// A piece of a treatment: a word or number in lower case, or a sign.
pub(super) type Token = String;

static UNITS: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| values_of("unit"));
static PERIODS: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| values_of("period"));
static NUMBERS: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| values_of("number"));
static AMOUNTS: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| values_of("amount"));

/// The unit of therapies.
const SESSION: &str = "session";

/// Cuts `text` to words, numbers and signs: `10/325mg` is `10`, `/`, `325`, `mg`; `7.5` is one.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut kind_before = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let is_point = matches!(c, '.' | ',')
            && kind_before == Some(Kind::Number)
            && chars.peek().is_some_and(char::is_ascii_digit);
        let is_joint = c == '-'
            && kind_before == Some(Kind::Word)
            && chars.peek().is_some_and(char::is_ascii_alphabetic);
        let kind = match c {
            _ if is_point => Some(Kind::Number),
            _ if is_joint || c.is_alphabetic() => Some(Kind::Word),
            _ if c.is_ascii_digit() => Some(Kind::Number),
            _ if c.is_whitespace() => None,
            _ => Some(Kind::Sign),
        };
        let joins = kind.is_some() && kind == kind_before && kind != Some(Kind::Sign);
        match (tokens.last_mut(), kind) {
            (_, None) => {}
            (Some(last), _) if joins => last.extend(c.to_lowercase()),
            _ => tokens.push(c.to_lowercase().collect()),
        }
        kind_before = kind;
    }
    tokens
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Word,
    Number,
    Sign,
}

/// The tokens from a place on.
#[derive(Clone, Copy)]
struct Cursor<'t> {
    rest: &'t [Token],
}

impl<'t> Cursor<'t> {
    fn peek(self) -> &'t str {
        self.rest.first().map_or("", String::as_str)
    }

    fn next(self) -> Self {
        Self { rest: self.rest.get(1..).unwrap_or_default() }
    }

    /// Behind the tokens of `words` that stand here.
    fn skip(self, words: &[&str]) -> Self {
        let mut cursor = self;
        while !cursor.rest.is_empty() && words.contains(&cursor.peek()) {
            cursor = cursor.next();
        }
        cursor
    }

    /// A whole number, the greater of two (`1-2`, `4 to 6`), said again in brackets (`two (2)`).
    fn number(self) -> Option<(u32, Self)> {
        let one = |cursor: Self| -> Option<(u32, Self)> {
            let word = cursor.peek();
            let value = NUMBERS.get(word).copied().unwrap_or(word).replace(',', "").parse().ok()?;
            Some((value, cursor.next()))
        };
        let (value, mut after) = one(self)?;
        if after.peek() == "("
            && let Some((_, inner)) = one(after.next())
            && inner.peek() == ")"
        {
            after = inner.next();
        }
        if matches!(after.peek(), "-" | "to" | "–")
            && let Some((upper, behind)) = one(after.next())
            && upper > value
        {
            return Some((upper, behind));
        }
        Some((value, after))
    }

    fn period(self) -> Option<(&'static str, Self)> {
        Some((*PERIODS.get(self.peek())?, self.next()))
    }

    fn period_of_rate(self) -> Option<(&'static str, Self)> {
        let period = match self.peek() {
            "daily" => "day",
            "weekly" => "week",
            "monthly" => "month",
            _ => return self.period(),
        };
        Some((period, self.next()))
    }

    /// A rate: `3 times a week`, `2x/week`, `two sessions per week`, `6 hours per day`.
    fn rate(self) -> Option<Rate<'t>> {
        let (count, after) = self.number()?;
        let is_hours = UNITS.get(after.peek()) == Some(&"hour");
        let after = if is_hours { after.next() } else { after.skip(&TIMES) };
        let after = if !is_hours && UNITS.get(after.peek()) == Some(&SESSION) {
            after.next()
        } else {
            after
        };
        let (period, after) = after.skip(&PER).period_of_rate()?;
        Some(Rate { count, period, is_hours, after })
    }
}

/// Words of repetition.
const TIMES: [&str; 3] = ["x", "times", "time"];

/// Words between a count and its period.
const PER: [&str; 8] = ["a", "per", "/", "each", "every", "x", "times", "-"];

/// Words between a rate and how long it lasts.
const LASTING: [&str; 12] =
    ["for", "x", "times", "over", "the", ",", "next", "duration", "of", "a", "total", "-"];

struct Rate<'t> {
    count: u32,
    period: &'static str,
    is_hours: bool,
    after: Cursor<'t>,
}

/// How many periods of one kind another has, as treatments count them.
fn periods_in(period: &str, longer: &str) -> Option<u32> {
    match (period, longer) {
        (one, other) if one == other => Some(1),
        ("day", "week") => Some(7),
        ("day", "month") => Some(30),
        ("week", "month") => Some(4),
        ("month", "year") => Some(12),
        ("week", "year") => Some(52),
        _ => None,
    }
}

fn cursors(tokens: &[Token]) -> impl Iterator<Item = Cursor<'_>> {
    (0..tokens.len()).map(|at| Cursor { rest: &tokens[at..] })
}

/// What a bare number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counted {
    /// Tablets and the like.
    Drug,
    /// Sessions.
    Therapy,
    /// Pieces.
    Thing,
}

impl Counted {
    /// What it counts of the first service of a treatment.
    pub(super) fn of(asked: Option<&Mention>) -> Self {
        let Some(asked) = asked else { return Self::Thing };
        match (asked.category, asked.subcategory) {
            _ if asked.class.is_some() => Self::Drug,
            ("Rehabilitation", _) | ("Psych Services", "Therapies") => Self::Therapy,
            _ => Self::Thing,
        }
    }
}

/// The sessions that are asked for, where they are counted.
pub(super) fn sessions(tokens: &[Token]) -> Option<Quantity> {
    let of_sessions = |count| Quantity { count, unit: SESSION.to_owned() };
    counted(tokens, |unit| unit == SESSION)
        .or_else(|| rated(tokens))
        .or_else(|| product(tokens).map(of_sessions))
}

/// How much is asked for; `sessions` where they are counted.
pub(super) fn quantity(
    tokens: &[Token],
    what: Counted,
    sessions: Option<Quantity>,
) -> Option<Quantity> {
    let unit = if what == Counted::Therapy { SESSION } else { "unit" };
    let of_units = |count| Quantity { count, unit: unit.to_owned() };
    let is_thing = |unit: &str| !matches!(unit, SESSION | "refill");
    let lasting = || {
        cursors(tokens).find_map(|cursor| {
            let (count, after) = cursor.number()?;
            let (unit, _) = after.skip(&["-"]).period()?;
            Some(Quantity { count, unit: unit.to_owned() })
        })
    };
    let refills = || counted(tokens, |unit| unit == "refill");
    if what == Counted::Drug {
        return bare(tokens)
            .map(|count| Quantity { count, unit: form(tokens).to_owned() })
            .or_else(|| counted(tokens, is_thing))
            .or_else(lasting)
            .or_else(refills);
    }
    sessions
        .or_else(|| counted(tokens, is_thing))
        .or_else(|| bare(tokens).map(of_units))
        .or_else(lasting)
        .or_else(|| repeated(tokens).map(of_units))
}

/// `12 sessions`, `sessions x 12`, `sessions, 12`, `eight physical therapy sessions`.
fn counted(tokens: &[Token], wanted: impl Fn(&str) -> bool) -> Option<Quantity> {
    let quantity = |count, unit: &str| Some(Quantity { count, unit: unit.to_owned() });
    let is_apart = |at: &usize| *at == 0 || tokens[at - 1] != "/";
    (0..tokens.len()).filter(is_apart).map(|at| Cursor { rest: &tokens[at..] }).find_map(|cursor| {
        if let Some(unit) = UNITS.get(cursor.peek()).filter(|unit| wanted(unit)) {
            let behind = cursor.next().skip(&["x", "times", ",", ":", "(", "#", "-"]);
            let is_marked = behind.rest.len() < cursor.next().rest.len();
            let (count, after) = behind.number().filter(|_| is_marked)?;
            return (!is_strength(after)).then(|| quantity(count, unit)).flatten();
        }
        let (count, after) = cursor.number()?;
        let after = after.skip(&[
            "additional",
            "more",
            "initial",
            "further",
            "total",
            "-",
            "individual",
            "monthly",
            "weekly",
            "follow-up",
        ]);
        let near = (0..=3).find_map(|between| {
            let unit = UNITS.get(after.rest.get(between)?).filter(|unit| wanted(unit))?;
            let words = &after.rest[..between];
            let is_plain = words.iter().all(|word| {
                word.chars().all(|c| c.is_alphabetic() || c == '-') && !is_linking(word)
            });
            // Only sessions have the name of the treatment between them and their count.
            (is_plain && (between == 0 || *unit == SESSION)).then_some((*unit, between))
        });
        let (unit, between) = near?;
        let behind = Cursor { rest: &after.rest[between + 1..] };
        let is_rate = behind.skip(&PER).period().is_some()
            || matches!(behind.peek(), "weekly" | "daily" | "every");
        (!is_rate).then(|| quantity(count, unit)).flatten()
    })
}

/// Words that no name of a treatment has between a count and its unit.
fn is_linking(word: &str) -> bool {
    TIMES.contains(&word)
        || PER.contains(&word)
        || LASTING.contains(&word)
        || PERIODS.contains_key(word)
        || word == "mg"
}

/// A rate and how long it lasts; hours a day are multiplied in.
fn rated(tokens: &[Token]) -> Option<Quantity> {
    let mut hours = None;
    let mut from = Cursor { rest: tokens };
    while !from.rest.is_empty() {
        let Some(rate) = from.rate() else {
            from = from.next();
            continue;
        };
        from = rate.after;
        let lasts = rate.after.skip(&LASTING).number().and_then(|(count, after)| {
            let (period, _) = after.skip(&["-"]).period()?;
            rate.count.checked_mul(count)?.checked_mul(periods_in(rate.period, period)?)
        });
        match (lasts, rate.is_hours) {
            (Some(count), false) if hours.is_none() => {
                return Some(Quantity { count, unit: SESSION.to_owned() });
            }
            (Some(count), _) => {
                let count = count.checked_mul(hours.unwrap_or(1))?;
                return Some(Quantity { count, unit: "hour".to_owned() });
            }
            (None, true) => hours = Some(rate.count),
            (None, false) => {}
        }
    }
    None
}

/// `2x6`, `2 times 8`.
fn product(tokens: &[Token]) -> Option<u32> {
    cursors(tokens).find_map(|cursor| {
        let (count, after) = cursor.number()?;
        let times = after.skip(&TIMES);
        let (other, after) = times.number().filter(|_| times.rest.len() < after.rest.len())?;
        if is_strength(after) { None } else { count.checked_mul(other) }
    })
}

/// `#60`, `quantity 60`.
fn bare(tokens: &[Token]) -> Option<u32> {
    cursors(tokens).find_map(|cursor| {
        let is_marked = cursor.peek() == "#" || AMOUNTS.contains_key(cursor.peek());
        let (count, after) =
            cursor.next().skip(&[".", ":", "of", "#"]).number().filter(|_| is_marked)?;
        (!is_strength(after)).then_some(count)
    })
}

/// `x 2`, at the end or before a sign.
fn repeated(tokens: &[Token]) -> Option<u32> {
    cursors(tokens).find_map(|cursor| {
        let (count, after) = cursor.next().number().filter(|_| TIMES.contains(&cursor.peek()))?;
        let ends = after.rest.is_empty() || !after.peek().starts_with(char::is_alphabetic);
        ends.then_some(count)
    })
}

fn is_strength(after: Cursor<'_>) -> bool {
    matches!(after.peek(), "mg" | "mcg" | "%" | "cm" | "tesla")
}

/// What a bare count of a drug counts: its form, where the words name one.
fn form(tokens: &[Token]) -> &'static str {
    let is_form = |unit: &&'static str| matches!(*unit, "tablet" | "capsule" | "patch");
    tokens.iter().find_map(|token| UNITS.get(token).copied().filter(is_form)).unwrap_or("unit")
}

/// A rate in our spelling: `3 times a week`.
pub(super) fn frequency(tokens: &[Token]) -> Option<String> {
    let rate = cursors(tokens)
        .find_map(|cursor| cursor.rate().filter(|rate| !rate.is_hours && is_apart(cursor)))?;
    let Rate { count, period, .. } = rate;
    Some(if count == 1 { format!("once a {period}") } else { format!("{count} times a {period}") })
}

/// Whether a word stands between the count and its period: "2 weeks" is no rate.
fn is_apart(cursor: Cursor<'_>) -> bool {
    cursor.number().is_some_and(|(_, after)| after.period().is_none())
}
