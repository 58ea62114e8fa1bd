//! The strength of a drug: `10/325 mg`, `7.5 mg`, `25 mg/ml`, `5%`.

use super::amount::Token;
use super::drug::COMPOUND;
use super::mention::Mention;

/// Units of strength in our spelling, with those of the letters.
fn unit(word: &str) -> Option<&'static str> {
    Some(match word {
        "mg" | "mgs" | "milligram" | "milligrams" => "mg",
        "mcg" | "ug" | "micrograms" => "mcg",
        "%" => "%",
        "iu" => "IU",
        "meq" => "mEq",
        _ => return None,
    })
}

/// The first strength among the `tokens` of a treatment, if it asks for a drug; a mix has as many as
/// it has parts, and none of its own.
pub(super) fn of_drug(asked: &Mention, tokens: &[Token]) -> Option<String> {
    let is_single = asked.class.is_some_and(|class| class != COMPOUND);
    let mut places = (0..tokens.len()).filter(|_| is_single);
    places.find_map(|at| read_strength(&tokens[at..]))
}

/// A strength that begins with the first of `tokens`.
fn read_strength(tokens: &[Token]) -> Option<String> {
    let word = |at: usize| tokens.get(at).map_or("", String::as_str);
    let is_number = |at: usize| word(at).starts_with(|c: char| c.is_ascii_digit());
    let mut numbers = vec![];
    let mut at = 0;
    while is_number(at) {
        numbers.push(word(at));
        at += 1;
        // "10mg/325mg"
        let skipped = usize::from(unit(word(at)).is_some());
        if !matches!(word(at + skipped), "/" | "-") || !is_number(at + skipped + 1) {
            break;
        }
        at += skipped + 1;
    }
    let unit = unit(word(at)).filter(|_| !numbers.is_empty())?;
    let per = match (word(at + 1), word(at + 2)) {
        ("/", "ml") => "/ml",
        ("/", "1") if word(at + 3) == "ml" => "/ml",
        ("/", "hr" | "hour" | "h") => "/hr",
        _ => "",
    };
    let space = if unit == "%" { "" } else { " " };
    Some(format!("{}{space}{unit}{per}", numbers.join("/")))
}
