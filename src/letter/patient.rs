//! Age and gender of the injured worker, as the clinical summary states them.

use super::text::head;
use super::words::{FEMALE, MALE, ONES, PATIENTS, TENS, WordList};
use crate::model::{Gender, Patient};

/// How far into the summary the patient is introduced, in bytes: nearly always in its first
/// sentence, so that is tried alone before more.
const INTRODUCTIONS: [usize; 2] = [300, 1500];

/// How far from the age the gender may stand, in words.
const NEAR: usize = 6;

/// The ages that an injured worker can have.
const AGES: std::ops::RangeInclusive<u8> = 12..=110;

/// Reads `48-year-old male`, `a now 48 year old female`, `a(n) 48 y/o man`, `the 35 year old male
/// injured worker`. A gender counts where it is said of the patient, never by `he` or `she`.
pub(super) fn parse_patient(summary: &str) -> Patient {
    let [first, whole] = INTRODUCTIONS.map(|length| head(summary, length));
    let found = introduced(first);
    if found.age.is_some() && found.gender.is_some() { found } else { introduced(whole) }
}

fn introduced(text: &str) -> Patient {
    let mut words: Vec<&str> = Vec::with_capacity(text.len() / 4);
    words.extend(text.split(is_gap).filter(|word| !word.is_empty()));
    match (0..words.len()).find_map(|place| age_at(&words, place)) {
        Some((age, from, to)) => Patient { age: Some(age), gender: gender_near(&words, from, to) },
        None => Patient { age: None, gender: gender_alone(&words) },
    }
}

/// Whether a letter stands between words; `48-year-old` are three.
fn is_gap(letter: char) -> bool {
    matches!(letter, ' ' | '-' | '(' | '"')
}

/// An age that begins at word `place`, and the words that it spans.
fn age_at(words: &[&str], place: usize) -> Option<(u8, usize, usize)> {
    let word = words[place];
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let (age, unit, next) = if digits == 0 {
        let (age, used) = spelled(words, place)?;
        (age, *words.get(place + used)?, place + used)
    } else {
        let age = word[..digits].parse().ok()?;
        if digits < word.len() {
            (age, &word[digits..], place)
        } else {
            (age, *words.get(place + 1)?, place + 1)
        }
    };
    let unit = bare(unit);
    let is_short = is_any(unit, &["yo", "y/o", "y.o", "yearold", "yearsold", "yr/o"]);
    let is_long = is_any(unit, &["year", "years", "yr", "yrs"])
        && words
            .get(next + 1)
            .and_then(|word| word.get(..3))
            .is_some_and(|start| start.eq_ignore_ascii_case("old"));
    let is_after =
        place > 0 && is_any(bare(words[place - 1]), &["age", "aged"]) && digits == bare(word).len();
    if !AGES.contains(&age) || !(is_short || is_long || is_after) {
        return None;
    }
    let end = if is_long {
        next + 2
    } else if is_short {
        next + 1
    } else {
        place + 1
    };
    Some((age, place, end))
}

/// A number in words, twenty to ninety-nine, and how many words it takes.
fn spelled(words: &[&str], place: usize) -> Option<(u8, usize)> {
    let index = |list: &WordList, word: &str| list.place(word).and_then(|at| u8::try_from(at).ok());
    let tens = 10 * (index(&TENS, words[place])? + 2);
    match words.get(place + 1).and_then(|word| index(&ONES, word)) {
        Some(one) => Some((tens + one + 1, 2)),
        None => Some((tens, 1)),
    }
}

/// A word without the marks that close it.
fn bare(word: &str) -> &str {
    word.trim_end_matches([',', '.', ';', ')', '"', ':'])
}

/// Whether a word is one of `known`, which are in lower case.
fn is_any(word: &str, known: &[&str]) -> bool {
    known.iter().any(|known| word.eq_ignore_ascii_case(known))
}

fn gender_of(word: &str) -> Option<Gender> {
    let mut word = bare(word);
    for end in ["'s", "'S", "’s", "’S"] {
        while let Some(owner) = word.strip_suffix(end) {
            word = owner;
        }
    }
    if MALE.has(word) {
        Some(Gender::Male)
    } else if FEMALE.has(word) {
        Some(Gender::Female)
    } else {
        None
    }
}

/// The gender beside an age: the first word after it in the same sentence, else the last before.
fn gender_near(words: &[&str], from: usize, to: usize) -> Option<Gender> {
    let mut after = words.iter().skip(to).take(NEAR);
    for word in after.by_ref() {
        if let Some(gender) = gender_of(word) {
            return Some(gender);
        }
        if word.ends_with('.') {
            break;
        }
    }
    let before = words[..from].iter().rev().take(NEAR).take_while(|word| !word.ends_with('.'));
    before.filter_map(|word| gender_of(word)).next().or_else(|| gender_alone(words))
}

/// A gender without an age beside it: `The worker is a female who`.
fn gender_alone(words: &[&str]) -> Option<Gender> {
    words.windows(4).find_map(|four| {
        let is = |place: usize, known: &[&str]| is_any(bare(four[place]), known);
        let is_said = PATIENTS.has(bare(four[0]))
            && is(1, &["is", "was"])
            && is(2, &["a", "an", "now", "adult"]);
        if is_said { gender_of(four[3]) } else { None }
    })
}
