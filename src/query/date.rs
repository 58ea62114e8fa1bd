//! Dates as queries write them.

use super::ast::Span;
use super::error::{QueryError, QueryErrorKind as Kind};

/// The first and last day of `2014`, `2014-08` or `2014-08-28`, as numbers `yyyymmdd`.
pub(super) fn read_date(text: &str, span: &Span) -> Result<(u64, u64), QueryError> {
    let bad = || {
        let error = QueryError::new(span.clone(), Kind::BadDate(text.into()));
        match american_date(text) {
            Some(date) => error.suggest(format!("did you mean `{date}`?")),
            None => error.suggest("a date reads `2014`, `2014-08` or `2014-08-28`"),
        }
    };
    let mut parts = text.split('-');
    let year = parts.next().and_then(|part| digits(part, 4)).ok_or_else(bad)?;
    let Some(month) = parts.next() else { return Ok((year * 10_000 + 101, year * 10_000 + 1231)) };
    let month = digits(month, 2).filter(|month| (1..=12).contains(month)).ok_or_else(bad)?;
    let start = year * 10_000 + month * 100;
    let Some(day) = parts.next() else { return Ok((start + 1, start + 31)) };
    let day = digits(day, 2).filter(|&day| is_day(year, month, day)).ok_or_else(bad)?;
    match parts.next() {
        Some(_) => Err(bad()),
        None => Ok((start + day, start + day)),
    }
}

fn digits(text: &str, count: usize) -> Option<u64> {
    let all = text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
    all.then(|| text.parse().ok()).flatten()
}

fn is_day(year: u64, month: u64, day: u64) -> bool {
    let (year, month, day) = (i16::try_from(year), i8::try_from(month), i8::try_from(day));
    match (year, month, day) {
        (Ok(year), Ok(month), Ok(day)) => jiff::civil::Date::new(year, month, day).is_ok(),
        _ => false,
    }
}

/// `8/28/2014` as letters write it, in the form of the query language.
fn american_date(text: &str) -> Option<String> {
    let mut parts = text.split(['/', '-']).map(|part| part.parse::<u64>().ok());
    let (month, day, year) = (parts.next()??, parts.next()??, parts.next()??);
    let year = if year < 100 { year + 2000 } else { year };
    let valid = parts.next().is_none() && (1..=9999).contains(&year) && is_day(year, month, day);
    valid.then(|| format!("{year:04}-{month:02}-{day:02}"))
}
