//! Section names in what a citation says about a guideline.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::address;
use super::pages::Pages;
use super::words::{JOINT, LEAD_IN, LEAD_OUT, NO_SECTION, wordings};
use crate::letter::phrases::Phrases;
use crate::letter::table::rows;

/// Names that hold a comma and are yet one section.
static NAMES: LazyLock<Phrases<()>> = LazyLock::new(|| {
    Phrases::new(
        rows(include_str!("../../../data/sections.tsv")).map(|row| (row[0].to_owned(), ())),
    )
});

/// The names of the table by their letters and digits alone.
static SPELLINGS: LazyLock<FxHashMap<String, &'static str>> = LazyLock::new(|| {
    let names = rows(include_str!("../../../data/sections.tsv")).map(|row| row[0]);
    names.map(|name| (folded(name), name)).collect()
});

/// What says something of the MTUS and its regulation, and names no section.
static REMARKS: LazyLock<Phrases<()>> =
    LazyLock::new(|| Phrases::new(wordings("remark").map(|remark| (remark.to_owned(), ()))));

/// A bracket that closes later than this, in bytes, is taken for a stray one.
const LONGEST_BRACKET: usize = 300;

/// Adds the sections named in `text`; parts that are nothing but numbers are pages.
pub(super) fn read_sections(text: &str, sections: &mut Vec<String>, pages: &mut Pages) {
    let mut open: Option<&str> = None;
    for part in split_parts(text) {
        if is_chapter_number(part) {
            continue;
        }
        let name = clean(part);
        if pages.add_bare(name) || !says_something(name) {
            continue;
        }
        match open {
            Some(before) if continues(before, name) => {
                let joined = between(text, before, name);
                sections.pop();
                sections.push(spelt(joined));
                open = Some(joined);
            }
            _ => {
                sections.push(spelt(name));
                open = Some(name);
            }
        }
    }
}

/// The spelling of a name that the table has, but for case and punctuation; else as written.
pub(super) fn spelt(name: &str) -> String {
    SPELLINGS.get(&folded(name)).map_or_else(|| name.to_owned(), |&known| known.to_owned())
}

/// The words of a name, in lower case and without punctuation.
fn folded(name: &str) -> String {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join(" ")
}

/// `Chapter 12`: which chapter it is, is read elsewhere.
fn is_chapter_number(part: &str) -> bool {
    let part = part.trim();
    let number = ["chapter ", "ch. ", "ch "].iter().find_map(|word| {
        let rest = strip_prefix(part, word);
        (rest.len() < part.len()).then_some(rest)
    });
    number.is_some_and(|number| number.bytes().all(|b| b.is_ascii_digit()))
}

/// Cuts at commas, semicolons and sentence ends outside brackets and known names.
pub(super) fn split_parts(text: &str) -> impl Iterator<Item = &str> {
    let bytes = text.as_bytes();
    let mut names = NAMES.find_all(text).peekable();
    let mut from = Some(0);
    std::iter::from_fn(move || {
        let start = from?;
        let mut at = start;
        while let Some(next) = bytes[at..].iter().position(|b| b",;.([".contains(b)) {
            at += next;
            while names.next_if(|name| name.end <= at).is_some() {}
            if let Some(name) = names.peek().filter(|name| name.start <= at) {
                at = name.end;
            } else if b"([".contains(&bytes[at]) {
                at = closing(bytes, at);
            } else if bytes[at] != b'.' || ends_sentence(bytes, at) {
                from = Some(at + 1);
                return Some(&text[start..at]);
            } else {
                at += 1;
            }
        }
        from = None;
        Some(&text[start..])
    })
}

/// Behind the bracket that closes the one at `open`; behind `open` itself if none does soon.
fn closing(bytes: &[u8], open: usize) -> usize {
    let mut depth = 0_usize;
    for (at, byte) in bytes.iter().enumerate().skip(open).take(LONGEST_BRACKET) {
        match byte {
            b'(' | b'[' => depth += 1,
            b')' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    open + 1
}

/// Is the dot at `at` the end of a sentence: before a capital, behind more than an initial?
fn ends_sentence(bytes: &[u8], at: usize) -> bool {
    let word = bytes[..at]
        .iter()
        .rev()
        .take(4)
        .take_while(|b| b.is_ascii_alphanumeric() || **b == b')')
        .count();
    let capital = bytes.get(at + 2).is_some_and(u8::is_ascii_uppercase);
    at + 1 == bytes.len() || word > 2 && bytes[at + 1] == b' ' && capital
}

/// Does `name` go on with the part `before`, both slices of one text?
fn continues(before: &str, name: &str) -> bool {
    // The numbered sections of the opioid guideline run to the next number.
    if is_numbered(before) {
        return !is_numbered(name);
    }
    // "Opioids, criteria for use": lower case goes on with the capitalised part before.
    let lower = name.starts_with(|c: char| c.is_lowercase());
    let capital = before.starts_with(|c: char| c.is_uppercase());
    // "x-ray", "e-stim": a letter and a dash begin a name of their own.
    lower && capital && name.as_bytes().get(1) != Some(&b'-')
}

/// Does a section's number begin the name: `3.3.6 Opioids ...`?
fn is_numbered(name: &str) -> bool {
    let number = name.split(' ').next().unwrap_or_default();
    let dotted = number.contains('.') && number.len() < name.len();
    dotted
        && number.split('.').all(|part| part.len() < 3 && part.bytes().all(|b| b.is_ascii_digit()))
}

/// The stretch of `text` from the start of `first` to the end of `last`, both slices of it.
fn between<'t>(text: &'t str, first: &str, last: &str) -> &'t str {
    let place = |part: &str| part.as_ptr() as usize - text.as_ptr() as usize;
    &text[place(first)..place(last) + last.len()]
}

/// Takes separators, quotes and connecting words off both ends of a part.
pub(super) fn clean(part: &str) -> &str {
    let edge = |c: char| {
        matches!(c, ' ' | ',' | ';' | ':' | '.' | '-' | '–' | '—' | '/' | '"' | '“' | '”')
    };
    let mut name = part;
    // Few rounds are enough for a name, and garbage must not cost more.
    for _ in 0..8 {
        name = name.trim_start_matches(edge).trim_end_matches(edge);
        let before = name.len();
        for word in LEAD_IN.iter() {
            name = strip_prefix(name, word);
        }
        for word in LEAD_OUT.iter() {
            name = strip_suffix(name, word);
        }
        name = strip_brackets(name);
        if name.len() == before {
            break;
        }
    }
    if JOINT.have(name) { "" } else { name }
}

fn strip_prefix<'n>(name: &'n str, word: &str) -> &'n str {
    if !is_alike(name.bytes().next(), word.bytes().next()) {
        return name;
    }
    let Some((start, rest)) = name.split_at_checked(word.len()) else { return name };
    // "On-line education", "See-through mask" are names.
    let whole =
        word.ends_with([' ', ')']) || !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-');
    if start.eq_ignore_ascii_case(word) && whole && !rest.is_empty() { rest } else { name }
}

fn strip_suffix<'n>(name: &'n str, word: &str) -> &'n str {
    if !is_alike(name.bytes().last(), word.bytes().last()) {
        return name;
    }
    let Some(at) = name.len().checked_sub(word.len() + 1) else { return name };
    let ends = name.get(at + 1..).is_some_and(|end| end.eq_ignore_ascii_case(word));
    if ends && name.as_bytes()[at] == b' ' { &name[..at] } else { name }
}

/// Whether two letters are the same but for their case: one look tells most words apart.
fn is_alike(one: Option<u8>, other: Option<u8>) -> bool {
    one.map(|byte| byte.to_ascii_lowercase()) == other
}

/// Takes off brackets around the whole name, and one that has lost its partner.
fn strip_brackets(name: &str) -> &str {
    let whole =
        name.starts_with('(') && closing(name.as_bytes(), 0) == name.len() && name.len() > 1;
    if whole {
        return &name[1..name.len() - 1];
    }
    let start = &name.as_bytes()[..name.len().min(LONGEST_BRACKET)];
    let count = |bracket| start.iter().filter(|&&byte| byte == bracket).count();
    match (count(b'('), count(b')')) {
        (0, 1..) => name.strip_suffix(')').or(name.strip_prefix(')')).unwrap_or(name),
        (1.., 0) => name.strip_suffix('(').or(name.strip_prefix('(')).unwrap_or(name),
        _ => name,
    }
}

/// Is there a name in the part, rather than a remark or an address?
fn says_something(name: &str) -> bool {
    name.bytes().any(|b| b.is_ascii_alphanumeric())
        && !NO_SECTION.have(name)
        && !address::begins(name)
        && !REMARKS.are_within(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sections(text: &str) -> Vec<String> {
        let (mut sections, mut pages) = (Vec::new(), Pages::default());
        read_sections(text, &mut sections, &mut pages);
        sections
    }

    #[test]
    fn a_name_with_a_comma_stays_whole() {
        assert_eq!(
            sections("NSAIDs, GI symptoms & cardiovascular risk, Proton Pump Inhibitors (PPIs)."),
            ["NSAIDs, GI symptoms & cardiovascular risk", "Proton Pump Inhibitors (PPIs)"]
        );
        assert_eq!(
            sections("Opioids, criteria for use; Weaning"),
            ["Opioids, criteria for use", "Weaning"]
        );
        assert_eq!(
            sections("Naproxen (Naprosyn, Anaprox DS [otc], Naprelan), Ice"),
            ["Naproxen (Naprosyn, Anaprox DS [otc], Naprelan)", "Ice"]
        );
    }

    #[test]
    fn a_stray_bracket_does_not_swallow_the_list() {
        assert_eq!(sections("Opioids (criteria, Weaning"), ["Opioids (criteria", "Weaning"]);
    }

    #[test]
    fn numbers_are_no_sections() {
        let (mut names, mut pages) = (Vec::new(), Pages::default());
        read_sections("326, Special Studies, 40-42", &mut names, &mut pages);
        assert_eq!(names, ["Special Studies"]);
        assert_eq!(pages.into_list(), ["326", "40", "41", "42"]);
    }

    #[test]
    fn numbered_headings_are_sections() {
        let text = "3.3.6 Opioids: Use of Tests (UDT), 4.1 Tapering Opioids: Indications";
        assert_eq!(
            sections(text),
            ["3.3.6 Opioids: Use of Tests (UDT)", "4.1 Tapering Opioids: Indications"]
        );
    }
}
