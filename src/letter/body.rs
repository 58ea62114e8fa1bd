//! Where on the body: regions, sides and vertebral levels that a text names.
//!
//! The words stand in `data/body_regions.tsv` and `data/sides.tsv`, whose headers tell the rules;
//! levels are read by their form (`L4-5`, `L4/L5`, `L4-L5` are all `L4-L5`). Used for treatments
//! and for diagnoses.

mod levels;

use std::collections::HashMap;
use std::sync::LazyLock;

use self::levels::find_levels;
use super::phrases::Phrases;
use super::table::{entries, rows};
use crate::model::Side;

const REGIONS: &str = include_str!("../../data/body_regions.tsv");
const SIDES: &str = include_str!("../../data/sides.tsv");

/// A place of a text that tells where on the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spot {
    /// Where its words begin, in bytes.
    pub(super) start: usize,
    /// Where they end.
    pub(super) end: usize,
    /// What they tell.
    pub(super) what: Place,
}

/// What a [`Spot`] tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// A region, in its canonical name.
    Region(&'static str),
    /// A side.
    Side(Side),
    /// A vertebral level as [`crate::model::Service::levels`] writes it, and its region.
    Level(String, &'static str),
}

/// Regions, side and levels put together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Body {
    /// Canonical names in the order of the text, none twice.
    pub(super) regions: Vec<&'static str>,
    /// `Bilateral` where both left and right are named.
    pub(super) side: Option<Side>,
    /// Vertebral levels in the order of the text, none twice.
    pub(super) levels: Vec<String>,
}

impl Body {
    /// What `spots` tell together.
    pub(super) fn of<'s>(spots: impl IntoIterator<Item = &'s Spot>) -> Self {
        let mut body = Self::default();
        for spot in spots {
            match &spot.what {
                Place::Region(region) => push_new(&mut body.regions, *region),
                Place::Side(side) => {
                    let both = body.side.is_some_and(|known| known != *side);
                    body.side = Some(if both { Side::Bilateral } else { *side });
                }
                Place::Level(level, region) => {
                    push_new(&mut body.regions, *region);
                    push_new(&mut body.levels, level.clone());
                }
            }
        }
        body
    }
}

fn push_new<T: PartialEq>(list: &mut Vec<T>, value: T) {
    if !list.contains(&value) {
        list.push(value);
    }
}

/// Where on the body the whole of `text` is about.
pub(super) fn read_body(text: &str) -> Body {
    Body::of(&find_spots(text))
}

/// Every place of `text` that tells where on the body, from left to right.
pub(super) fn find_spots(text: &str) -> Vec<Spot> {
    let mut weak = Vec::new();
    let mut spots = find_levels(text);
    for found in WORDS.find_all(text) {
        for word in found.meanings {
            let what = match *word {
                Word::Nothing => continue,
                Word::Region(region) => Place::Region(region),
                Word::WeakRegion(region) => {
                    weak.push(spots.len());
                    Place::Region(region)
                }
                Word::Side(side) => Place::Side(side),
            };
            spots.push(Spot { start: found.start, end: found.end, what });
        }
    }
    let gives_way = |spot: &Spot| {
        spots.iter().filter_map(Spot::region).any(|part| Some(parent(part)) == spot.region())
    };
    let given: Vec<bool> =
        (0..spots.len()).map(|place| weak.contains(&place) && gives_way(&spots[place])).collect();
    let mut given = given.into_iter();
    spots.retain(|_| given.next() != Some(true));
    spots.sort_by_key(|spot| spot.start);
    spots
}

impl Spot {
    /// The region that it tells, if any.
    pub(super) fn region(&self) -> Option<&'static str> {
        match self.what {
            Place::Region(region) | Place::Level(_, region) => Some(region),
            Place::Side(_) => None,
        }
    }
}

/// The region that `region` is a part of; empty where it is a part of none.
pub(super) fn parent(region: &str) -> &'static str {
    PARENTS.get(region).copied().unwrap_or_default()
}

/// What a phrase tells.
#[derive(Debug, Clone, Copy)]
enum Word {
    Nothing,
    Region(&'static str),
    /// One that gives way to a part of the region.
    WeakRegion(&'static str),
    Side(Side),
}

static WORDS: LazyLock<Phrases<Word>> =
    LazyLock::new(|| Phrases::new(region_words().chain(side_words())));

static PARENTS: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    rows(REGIONS).filter(|row| row[1] != "-").map(|row| (row[0], row[1])).collect()
});

fn region_words() -> impl Iterator<Item = (String, Word)> {
    rows(REGIONS).flat_map(|row| {
        let (region, words) = (row[0], row.get(2).copied().unwrap_or_default());
        entries(words).map(move |word| match (region, word.strip_prefix('~')) {
            ("-", _) => (word.to_owned(), Word::Nothing),
            (_, Some(word)) => (word.to_owned(), Word::WeakRegion(region)),
            (_, None) => (word.to_owned(), Word::Region(region)),
        })
    })
}

fn side_words() -> impl Iterator<Item = (String, Word)> {
    rows(SIDES).flat_map(|row| {
        let told = match row[0] {
            "left" => Word::Side(Side::Left),
            "right" => Word::Side(Side::Right),
            "bilateral" => Word::Side(Side::Bilateral),
            _ => Word::Nothing,
        };
        let words = row.get(1).copied().unwrap_or_default();
        entries(words).map(move |word| (word.to_owned(), told))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> (String, Option<Side>, String) {
        let body = read_body(text);
        (body.regions.join(", "), body.side, body.levels.join(", "))
    }

    fn regions(text: &str) -> String {
        read_body(text).regions.join(", ")
    }

    #[test]
    fn regions_stand_in_the_order_of_the_text() {
        assert_eq!(regions("MRI of the low back and neck"), "lumbar spine, cervical spine");
        assert_eq!(regions("left wrist and hands"), "wrist, hand");
        assert_eq!(regions("lumbar, lumbosacral"), "lumbar spine");
        assert_eq!(regions("Norco 10/325"), "");
    }

    #[test]
    fn the_spine_gives_way_to_its_parts_but_the_back_does_not_to_the_neck() {
        assert_eq!(regions("spinal fusion at L5-S1"), "lumbar spine");
        assert_eq!(regions("cervical and lumbar spine"), "cervical spine, lumbar spine");
        assert_eq!(regions("spinal manipulation"), "spine");
        assert_eq!(regions("neck and back"), "cervical spine, spine");
    }

    #[test]
    fn sides() {
        assert_eq!(told("right knee").1, Some(Side::Right));
        assert_eq!(told("left ankle, right ankle").1, Some(Side::Bilateral));
        assert_eq!(
            told("EMG BLE"),
            ("lower extremity".into(), Some(Side::Bilateral), String::new())
        );
        assert_eq!(told("he is right-hand dominant"), (String::new(), None, String::new()));
    }

    #[test]
    fn words_that_name_a_person_are_no_region() {
        assert_eq!(regions("Consultation with a spine surgeon"), "");
    }

    #[test]
    fn every_parent_is_a_region() {
        let known: Vec<&str> = rows(REGIONS).map(|row| row[0]).collect();
        for row in rows(REGIONS) {
            assert_eq!(row.len(), 3, "{row:?}");
            assert!(row[1] == "-" || known.contains(&row[1]), "{}", row[1]);
        }
    }
}
