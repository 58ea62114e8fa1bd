//! From when to when an edition of a guideline was the one in force, read from
//! `data/guideline_editions.tsv`.

use std::collections::HashMap;
use std::sync::LazyLock;

use jiff::civil::Date;

use super::Citation;

/// The days on which a guideline was the one in force; a day that is not known is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub from: Option<Date>,
    /// The first day on which another guideline had taken its place.
    pub until: Option<Date>,
}

/// The editions of each title, with their periods.
static EDITIONS: LazyLock<HashMap<&str, Vec<(&str, Period)>>> = LazyLock::new(|| {
    let mut editions: HashMap<_, Vec<_>> = HashMap::new();
    for (title, edition, period) in rows() {
        editions.entry(title).or_default().push((edition, period));
    }
    editions
});

/// When the guideline of this canonical title was in force. Without an edition, a title of which one
/// edition is known tells; `None` where nothing is known.
pub fn in_force(title: &str, edition: Option<&str>) -> Option<Period> {
    let editions = EDITIONS.get(title)?;
    match (edition, editions.as_slice()) {
        (Some(edition), all) => all.iter().find(|(known, _)| *known == edition),
        (None, [only]) => Some(only),
        (None, _) => None,
    }
    .map(|(_, period)| *period)
}

impl Citation {
    /// When the cited guideline was in force, as far as that is known.
    pub fn in_force(&self) -> Option<Period> {
        in_force(self.guideline.as_deref()?, self.edition.as_deref())
    }
}

fn rows() -> impl Iterator<Item = (&'static str, &'static str, Period)> {
    let table = include_str!("../../data/guideline_editions.tsv");
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut cells = line.split('\t');
        let (title, edition) = (cells.next()?, cells.next()?);
        let mut day = || cells.next().and_then(|day| day.parse().ok());
        Some((title, edition, Period { from: day(), until: day() }))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edition_ends_where_another_takes_its_place() {
        let until = |title, edition| {
            in_force(title, edition).and_then(|period| period.until).map(|day| day.to_string())
        };
        let pain = "Chronic Pain Medical Treatment Guidelines";
        assert_eq!(until(pain, Some("2009")).as_deref(), Some("2016-07-28"));
        assert_eq!(until(pain, Some("2016")).as_deref(), Some("2017-12-01"));
        assert_eq!(until("Low Back Complaints", None).as_deref(), Some("2017-12-01"));
        assert_eq!(in_force(pain, None), None);
        assert_eq!(in_force(pain, Some("1999")), None);
    }

    #[test]
    fn every_row_of_the_table_is_understood() {
        let known: Vec<&str> = include_str!("../../data/guidelines.tsv")
            .lines()
            .filter_map(|line| line.split('\t').nth(1))
            .collect();
        let mut count = 0;
        for (title, edition, period) in rows() {
            assert!(known.contains(&title), "{title}");
            assert_eq!(edition.len(), 4, "{title}");
            assert!(period.from.is_some(), "{title} {edition}");
            assert!(period.until.is_none_or(|until| Some(until) > period.from), "{title}");
            count += 1;
        }
        assert!(count > 40);
    }
}
