//! Vertebral levels, read by their form.

use super::{Place, Spot};

/// How many vertebrae each part of the spine has; of the sacral ones, those that letters name.
const PARTS: [(u8, u8, &str); 4] = [
    (b'C', 8, "cervical spine"),
    (b'T', 12, "thoracic spine"),
    (b'L', 6, "lumbar spine"),
    (b'S', 4, "lumbar spine"),
];

/// A vertebra: the letter of its part, its number, and the part's region.
#[derive(Clone, Copy)]
struct Vertebra {
    part: u8,
    number: u8,
    region: &'static str,
}

impl Vertebra {
    fn name(self) -> String {
        format!("{}{}", char::from(self.part), self.number)
    }
}

/// Every level in `text`: `L4-5` and `L4/L5` are `L4-L5`, `L4-5-S1` is `L4-L5` and `L5-S1`, `L3, 4`
/// is `L3` and `L4`.
pub(super) fn find_levels(text: &str) -> Vec<Spot> {
    let bytes = text.as_bytes();
    let mut spots = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let stands_alone = at == 0 || !bytes[at - 1].is_ascii_alphanumeric();
        match stands_alone.then(|| vertebra(bytes, at, None)).flatten() {
            Some((first, end)) => at = chain(bytes, at, first, end, &mut spots),
            None => at += 1,
        }
    }
    spots
}

/// Reads on behind the vertebra at `start..end`. Gives where its chain ends.
fn chain(bytes: &[u8], start: usize, first: Vertebra, end: usize, spots: &mut Vec<Spot>) -> usize {
    let (mut start, mut from, mut end) = (start, first, end);
    let mut is_joined = false;
    let mut push = |start, end, name, region| {
        spots.push(Spot { start, end, what: Place::Level(name, region) });
    };
    loop {
        let (joins, next) = separator(bytes, end);
        match next.and_then(|next| Some((next, vertebra(bytes, next, Some(from))?))) {
            Some((_, (to, after))) if joins => {
                push(start, after, format!("{}-{}", from.name(), to.name()), from.region);
                (is_joined, from, end) = (true, to, after);
            }
            Some((next, (to, after))) => {
                if !is_joined {
                    push(start, end, from.name(), from.region);
                }
                (is_joined, start, from, end) = (false, next, to, after);
            }
            None => {
                if !is_joined {
                    push(start, end, from.name(), from.region);
                }
                return end;
            }
        }
    }
}

/// Whether what follows at `at` joins two vertebrae to a level or only lists them, and where the
/// next one would begin.
fn separator(bytes: &[u8], at: usize) -> (bool, Option<usize>) {
    let mut next = at;
    while bytes.get(next) == Some(&b' ') {
        next += 1;
    }
    let rest = &bytes[next..];
    let (joins, mut next) = match rest {
        [b'-' | b'/', ..] => (true, next + 1),
        [0xE2, 0x80, 0x93 | 0x94, ..] => (true, next + 3),
        [b',' | b'&', ..] => (false, next + 1),
        _ => return (false, None),
    };
    while bytes.get(next) == Some(&b' ') {
        next += 1;
    }
    (joins, Some(next))
}

/// The vertebra at `at`; its letter may be missing behind `before` (`L4-5`). Gives its end, too.
fn vertebra(bytes: &[u8], at: usize, before: Option<Vertebra>) -> Option<(Vertebra, usize)> {
    let letter = bytes.get(at)?.to_ascii_uppercase();
    let own = PARTS.iter().find(|part| part.0 == letter);
    let part = match before {
        Some(before) if letter.is_ascii_digit() => PARTS.iter().find(|part| part.0 == before.part),
        _ => own,
    }?;
    let digits_at = at + usize::from(own.is_some());
    let digits = bytes[digits_at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let end = digits_at + digits;
    let number: u8 = std::str::from_utf8(&bytes[digits_at..end]).ok()?.parse().ok()?;
    let follows = bytes.get(end);
    let is_cut =
        follows.is_some_and(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'%' | b'"'));
    // "L4, 5 sessions": a bare number must be the next vertebra.
    let is_next = own.is_some() || before.is_some_and(|before| number == before.number + 1);
    let is_list = own.is_some() || !follows_word(bytes, end);
    let fits = (1..=part.1).contains(&number) && digits <= 2 && !is_cut && is_next && is_list;
    fits.then_some((Vertebra { part: part.0, number, region: part.2 }, end))
}

/// Whether a word of lower-case letters follows on a number that stands alone: `5 sessions`.
fn follows_word(bytes: &[u8], end: usize) -> bool {
    matches!(bytes.get(end..), Some([b' ', b'x' | b's' | b'v' | b't' | b'w' | b'm' | b'd', ..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn levels(text: &str) -> Vec<String> {
        let name = |spot: Spot| match spot.what {
            Place::Level(name, _) => name,
            other => format!("{other:?}"),
        };
        find_levels(text).into_iter().map(name).collect()
    }

    #[test]
    fn spellings_of_a_level_are_one() {
        for text in ["L4-5", "L4-L5", "L4/5", "l4/L5", "L4 - L5", "at L4–5,"] {
            assert_eq!(levels(text), ["L4-L5"], "{text}");
        }
    }

    #[test]
    fn several_levels() {
        assert_eq!(levels("L3-4, L4-5 and L5-S1"), ["L3-L4", "L4-L5", "L5-S1"]);
        assert_eq!(levels("L4-5-S1"), ["L4-L5", "L5-S1"]);
        assert_eq!(levels("C5, C6, and C7"), ["C5", "C6", "C7"]);
        assert_eq!(levels("medial branches L3, 4, 5"), ["L3", "L4", "L5"]);
    }

    #[test]
    fn other_codes_are_no_levels() {
        for text in ["B12", "L0637", "HCPCS E0730", "C-arm", "T25", "S10", "TL4", "L4x"] {
            assert_eq!(levels(text), [""; 0], "{text}");
        }
        assert_eq!(levels("L4, 12 sessions"), ["L4"]);
    }
}
