//! Cuts a list of diagnoses into its diagnoses.
//!
//! Semicolons and list numbers always cut. A comma or an "and" cuts only between parts that are
//! diagnoses by themselves; "and" binds closer than a comma:
//!
//! ```text
//! strain of muscle, fascia and tendon     one: "fascia and tendon" is no diagnosis
//! cervical, thoracic and lumbar strain    one: nor is "cervical"
//! neck pain, right hand and wrist sprain  two: "right hand" goes with "wrist sprain"
//! sprain of wrist, initial encounter      one: how it was met goes with what was met
//! knee pain, rule out meniscus tear       one: a question is no diagnosis
//! ```

use super::Diagnosis;
use super::words::{Word, beginnings, dropped, ends_as_diagnosis, joints, words};

/// A longer part, in bytes, is no diagnosis.
const LONGEST_DIAGNOSIS: usize = 200;
/// A part without a word of a diagnosis counts as one behind a sure lead up to this many words.
const MOST_UNKNOWN_WORDS: usize = 8;

/// What stands before a part of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    /// The start of the list, a semicolon, a list number.
    Hard,
    Comma,
    And,
}

/// A part of a list: a stretch of its text, and whether it is a diagnosis by itself.
#[derive(Debug, Clone, Copy)]
struct Part {
    joint: Joint,
    start: usize,
    end: usize,
    stands: bool,
    /// It is joined of parts that are none by themselves.
    compound: bool,
    /// It is a question or a procedure.
    other: bool,
}

/// The diagnoses of `list`. Unless the list is `sure` to hold diagnoses, only those whose words say
/// so.
pub(super) fn split(list: &str, sure: bool) -> impl Iterator<Item = Diagnosis<'_>> {
    let parts = join_commas(join_ands(list, cut(list)));
    let alone = parts.len() == 1;
    parts.into_iter().filter(|part| !part.other).filter_map(move |part| {
        let said = &list[part.start..part.end];
        let text = clean(said);
        let short = text.split(' ').count() <= MOST_UNKNOWN_WORDS;
        let counts = part.stands || sure && alone && short;
        let is_name =
            text.len() <= LONGEST_DIAGNOSIS && text.bytes().any(|b| b.is_ascii_alphabetic());
        (counts && is_name).then(|| Diagnosis { text, code: find_code(said) })
    })
}

/// Cuts at every joint outside brackets.
fn cut(list: &str) -> Vec<Part> {
    let bytes = list.as_bytes();
    let mut cutter = Cutter { list, parts: Vec::new(), from: 0, joint: Joint::Hard, other: false };
    let mut marks = joints().find_all(list).peekable();
    let (mut at, mut depth, mut number) = (0, 0_usize, 1);
    while at < bytes.len() {
        while marks.next_if(|mark| mark.start < at).is_some() {}
        if let Some(mark) = marks.next_if(|mark| mark.start == at) {
            if mark.meanings.contains(&Word::Other) || mark.meanings.contains(&Word::Post) {
                cutter.break_off(at, mark.meanings.contains(&Word::Other));
            }
            at = mark.end;
            continue;
        }
        let found = match bytes[at] {
            b'.' | b')' if list_number(&list[..at], number) => {
                let digits = number.to_string().len();
                let start = at - digits - usize::from(list[..at - digits].ends_with('('));
                cutter.cut(start, at + 1, Joint::Hard);
                number += 1;
                depth = 0;
                None
            }
            b'(' => {
                depth += 1;
                None
            }
            b')' => {
                depth = depth.saturating_sub(1);
                None
            }
            b';' if depth == 0 => Some((Joint::Hard, 1)),
            b',' if depth == 0 => Some((Joint::Comma, 1)),
            b' ' if depth == 0 => connective(&list[at..]).map(|length| (Joint::And, length)),
            _ => None,
        };
        if let Some((next, length)) = found {
            cutter.cut(at, at + length, next);
            at += length;
        } else {
            at += 1;
        }
    }
    cutter.cut(list.len(), list.len(), Joint::Hard);
    cutter.parts
}

/// The parts cut so far, and the one that is open.
struct Cutter<'l> {
    list: &'l str,
    parts: Vec<Part>,
    /// Where the open part begins.
    from: usize,
    /// What stands before it.
    joint: Joint,
    other: bool,
}

impl Cutter<'_> {
    /// Ends the open part at `end` and opens one at `from` behind `joint`.
    fn cut(&mut self, end: usize, from: usize, joint: Joint) {
        let is_empty = self.list[self.from..end].trim().is_empty();
        if !is_empty {
            self.push(end);
        }
        // ", and" and "; and" are what stands before the "and".
        self.joint = if is_empty && joint == Joint::And { self.joint } else { joint };
        self.other &= is_empty;
        self.from = from;
    }

    /// Ends the open part at `at`, where words begin that are no diagnosis; where it is empty, only
    /// if they are none in any place.
    fn break_off(&mut self, at: usize, anywhere: bool) {
        let is_empty = clean(&self.list[self.from..at]).is_empty();
        if !is_empty {
            self.cut(at, at, Joint::Hard);
        }
        self.other = !is_empty || anywhere;
    }

    fn push(&mut self, end: usize) {
        let (start, joint) = (self.from, self.joint);
        let text = &self.list[start..end];
        let said = text.trim_start();
        let is_tail = || {
            let mut marks = joints().find_all(said);
            marks.next().is_some_and(|mark| mark.start == 0 && mark.meanings.contains(&Word::Tail))
        };
        if let Some(last) = self.parts.last_mut().filter(|_| joint == Joint::Comma && is_tail()) {
            last.end = end;
            return;
        }
        let begins = beginnings().iter().any(|word| drop_word(said, word).len() < said.len());
        let joint = if begins { Joint::Hard } else { joint };
        let (stands, other) = (stands(text), self.other);
        self.parts.push(Part { joint, start, end, stands, compound: false, other });
    }
}

/// The length of an "and" at the start of `text`.
fn connective(text: &str) -> Option<usize> {
    [" and ", " as well as ", " along with ", " & "]
        .iter()
        .find(|word| text.starts_with(**word))
        .map(|word| word.len() - 1)
}

/// Joins parts across "and" where not both sides are diagnoses by themselves.
fn join_ands(list: &str, parts: Vec<Part>) -> Vec<Part> {
    let mut joined: Vec<Part> = Vec::with_capacity(parts.len());
    let mut parts = parts.into_iter().peekable();
    while let Some(part) = parts.next() {
        let next_stands = parts.peek().is_some_and(|next| next.joint == Joint::And && next.stands);
        let alone = joined.len() < 2;
        match joined.last_mut() {
            Some(last) if part.joint == Joint::And => {
                let open = !last.stands && part.stands && last.compound && !alone;
                // "depression and cervical and lumbar strain": the middle goes with what follows,
                // unless the first part reaches for it ("strain of muscle and tendon and ...").
                let forward = last.stands
                    && !part.stands
                    && next_stands
                    && !reaches(&list[last.start..last.end]);
                if !last.other && (last.stands && part.stands || open || forward) {
                    joined.push(Part { joint: Joint::Comma, ..part });
                } else {
                    last.compound = !last.stands && !part.stands;
                    last.end = part.end;
                    last.stands |= part.stands;
                }
            }
            _ => joined.push(part),
        }
    }
    joined
}

/// Does a part name what it is of, so that more may follow ("strain of muscle")?
fn reaches(text: &str) -> bool {
    [" of ", " to ", " in ", " at "].iter().any(|word| text.contains(word))
}

/// Joins parts across commas: a part that is no diagnosis goes with the one before it, if that is
/// one, or else with the one behind it.
fn join_commas(parts: Vec<Part>) -> Vec<Part> {
    let mut joined: Vec<Part> = Vec::with_capacity(parts.len());
    for part in parts {
        match joined.last_mut() {
            Some(last) if part.joint == Joint::Comma && !(last.stands && part.stands) => {
                last.end = part.end;
                last.stands |= part.stands;
            }
            _ => joined.push(part),
        }
    }
    joined
}

/// Is `text` a diagnosis by itself?
fn stands(text: &str) -> bool {
    let text = clean(text);
    let several = text.contains(' ');
    let named = words().find_all(text).any(|found| {
        found.meanings.contains(&Word::Term) || several && found.meanings.contains(&Word::Head)
    });
    named || text.split([' ', '/', '-', ',']).any(ends_as_diagnosis)
}

/// Does `before` end in the list number `expected` (`1`, `(1`)?
pub(super) fn list_number(before: &str, expected: usize) -> bool {
    let number = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = &before[number.len()..];
    digits.len() < 3
        && digits.parse() == Ok(expected)
        && (number.is_empty() || number.ends_with([' ', '(', ',', ';', ':']))
}

/// Takes articles, quotes, codes and stray marks off a part.
fn clean(part: &str) -> &str {
    let edge = |c: char| {
        matches!(
            c,
            ' ' | ',' | ';' | ':' | '.' | '"' | '\'' | '“' | '”' | '‘' | '’' | '-' | '–' | '—'
        )
    };
    let mut name = part;
    for _ in 0..6 {
        name = name.trim_start_matches(edge).trim_end_matches(edge);
        let before = name.len();
        name = drop_codes(name);
        name = dropped().iter().fold(name, |name, word| drop_word(name, word));
        if dropped().iter().any(|word| name.eq_ignore_ascii_case(word)) {
            return "";
        }
        name = name.strip_suffix(" and").unwrap_or(name);
        if name.len() == before {
            break;
        }
    }
    name
}

fn drop_word<'n>(name: &'n str, word: &str) -> &'n str {
    // One look at the first letter tells most words apart.
    let first = |text: &str| text.bytes().next().map(|byte| byte.to_ascii_lowercase());
    if first(name) != first(word) {
        return name;
    }
    match name.split_at_checked(word.len()) {
        Some((start, rest)) if start.eq_ignore_ascii_case(word) && rest.starts_with([' ', ':']) => {
            rest
        }
        _ => name,
    }
}

/// Takes an ICD code off either end: `M54.5 low back pain`, `lumbago (724.2)`.
fn drop_codes(name: &str) -> &str {
    let first = name.split([' ', ':']).next().unwrap_or_default();
    let name = if is_code(first) { &name[first.len()..] } else { name };
    let Some(inside) = name.strip_suffix([')', ']']) else {
        let last = name.rsplit(' ').next().unwrap_or_default();
        return if is_code(last) { &name[..name.len() - last.len()] } else { name };
    };
    let Some(open) = inside.rfind(['(', '[']) else { return inside };
    let said = inside[open + 1..].split([' ', ',', ':', '/', ';']).filter(|word| !word.is_empty());
    let coded = said.clone().any(is_code)
        && said.clone().all(|word| {
            is_code(word)
                || word.to_ascii_uppercase().starts_with("ICD")
                || word.bytes().all(|b| !b.is_ascii_alphabetic())
        });
    if coded { &inside[..open] } else { name }
}

/// The ICD-10 code in `part`. A code with the letter V is rather one of ICD-9.
fn find_code(part: &str) -> Option<&str> {
    let mut words = part.split([' ', '(', ')', '[', ']', ',', ';', ':', '/']);
    words.find(|word| {
        is_code(word) && word.starts_with(|c: char| matches!(c, 'A'..='T' | 'W'..='Z'))
    })
}

/// Is `word` an ICD-9 or ICD-10 code: `724.2`, `V45.4`, `M54.5`, `S33.5XXA`?
fn is_code(word: &str) -> bool {
    let word = word.trim_matches([',', '.', ';', ':', '(', ')', '[', ']']);
    let bytes = word.as_bytes();
    let Some((first, rest)) = bytes.split_first() else { return false };
    let Some(dot) = word.find('.') else { return false };
    let category = rest.get(..dot.saturating_sub(1)).unwrap_or_default();
    let after = &bytes[dot + 1..];
    first.is_ascii_alphanumeric()
        && dot == 3
        && category.iter().all(u8::is_ascii_digit)
        && (1..=4).contains(&after.len())
        && after.iter().all(u8::is_ascii_alphanumeric)
        && after[0].is_ascii_digit()
}
