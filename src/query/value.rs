//! What stands after a field's colon: dates, numbers, pages, exact values.

use super::ast::{FieldRef, Span, Value};
use super::date::read_date;
use super::error::{QueryError, QueryErrorKind as Kind};
use super::field;
use super::scan::{self, RawPhrase, RawWord, Suffix};
use super::vocabulary;
use crate::fields::{Fact, Field, Kind as FieldKind, SOURCES};

/// A bound of a range as typed; `None` is `*`.
#[derive(Debug, Clone)]
pub(super) struct Bound {
    /// The text and its place.
    pub text: Option<(String, Span)>,
    /// Whether the bound itself belongs to the range.
    pub inclusive: bool,
}

/// The value of a word, for `field` or, bare, for the default fields.
pub(super) fn read_word(field: Option<FieldRef>, word: RawWord) -> Result<Value, QueryError> {
    match field {
        Some(field) if !takes_words(field) => read_exact(field, word),
        _ => read_text_word(field, word),
    }
}

fn takes_words(field: FieldRef) -> bool {
    matches!(
        field.field.kind,
        FieldKind::Words(_) | FieldKind::Cited(Fact::Guideline | Fact::Section)
    )
}

fn read_text_word(field: Option<FieldRef>, word: RawWord) -> Result<Value, QueryError> {
    if !scan::has_terms(&word.text) {
        return Err(nothing_to_search(&word.text, word.span));
    }
    if word.suffix == Suffix::None && field.is_some_and(|field| is_path(field, &word.text)) {
        return Ok(Value::Path(word.text));
    }
    match word.suffix {
        Suffix::None => Ok(Value::Word(word.text)),
        Suffix::Star => {
            check_prefix(&word.text, &word.span)?;
            Ok(Value::Prefix(word.text))
        }
        Suffix::Fuzzy(_) if !word.text.chars().all(char::is_alphanumeric) => {
            Err(QueryError::new(word.span, Kind::BadFuzzy).suggest("it is one word without signs"))
        }
        Suffix::Fuzzy(distance) => Ok(Value::Fuzzy(word.text, distance)),
    }
}

/// The last word of `text` must be one that can be the beginning of an indexed word.
fn check_prefix(text: &str, span: &Span) -> Result<(), QueryError> {
    let last = text.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    match last {
        "" => Err(QueryError::new(span.clone(), Kind::MisplacedStar)),
        _ if !scan::has_terms(last) => Err(nothing_to_search(last, span.clone())),
        _ => Ok(()),
    }
}

fn nothing_to_search(text: &str, span: Span) -> QueryError {
    let error = QueryError::new(span, Kind::NothingToSearch(text.into()));
    match text {
        "&&" | "&" => error.suggest("did you mean `AND`?"),
        "||" | "|" => error.suggest("did you mean `OR`?"),
        _ => error,
    }
}

/// The value of a quoted text.
pub(super) fn read_phrase(field: Option<FieldRef>, phrase: RawPhrase) -> Result<Value, QueryError> {
    let RawPhrase { text, span, slop, prefix } = phrase;
    if let Some(field) = field.filter(|field| !takes_words(*field)) {
        if prefix || slop > 0 {
            return Err(no_pattern(field, span));
        }
        return read_exact(field, RawWord { text, span, escaped: true, suffix: Suffix::None });
    }
    if !scan::has_terms(&text) {
        return Err(QueryError::new(span, Kind::NothingToSearch(text)));
    }
    if prefix {
        check_prefix(&text, &span)?;
    }
    if let (Some(field), true) = (field.filter(|field| field.is_cited()), slop > 0) {
        return Err(QueryError::new(span, Kind::NoDistance(field.to_string())));
    }
    if field.is_some_and(|field| is_path(field, &text)) && slop == 0 && !prefix {
        return Ok(Value::Path(text));
    }
    Ok(Value::Phrase { text, slop, prefix })
}

/// Whether `text` is the path of a facet value: its first level is a source.
fn is_path(field: FieldRef, text: &str) -> bool {
    let first = text.split('/').next().unwrap_or_default();
    matches!(field.field.kind, FieldKind::Cited(Fact::Guideline | Fact::Page))
        && ["MTUS", "ODG", "ACOEM", "Other"].contains(&first)
}

fn read_exact(field: FieldRef, word: RawWord) -> Result<Value, QueryError> {
    if word.suffix != Suffix::None
        && !(matches!(field.field.kind, FieldKind::Code(_)) && word.suffix == Suffix::Star)
    {
        return Err(no_pattern(field, word.span));
    }
    match field.field.kind {
        FieldKind::Choice(values, _) => read_choice(field, values, word),
        FieldKind::Cited(Fact::Source) => read_choice(field, SOURCES, word),
        FieldKind::Class => read_class(field, word),
        FieldKind::Code(_) if word.suffix == Suffix::Star => {
            Ok(Value::Prefix(word.text.to_uppercase()))
        }
        FieldKind::Code(_) => Ok(Value::Keyword(word.text.to_uppercase())),
        FieldKind::Date(_) => read_date(&word.text, &word.span).map(|(from, to)| Value::Interval {
            from,
            to,
            shown: word.text,
        }),
        FieldKind::Number(_) => read_numbers(word),
        FieldKind::Cited(Fact::Page | Fact::Edition) => read_page(field, word),
        FieldKind::Words(_)
        | FieldKind::Cited(Fact::Guideline | Fact::Section)
        | FieldKind::OneCitation
        | FieldKind::Like(_) => read_text_word(Some(field), word),
    }
}

pub(super) fn no_pattern(field: FieldRef, span: Span) -> QueryError {
    let suggestion = match field.field.kind {
        FieldKind::Cited(_) | FieldKind::Number(_) | FieldKind::Date(_) => {
            "a range reads `[74 TO 97]`"
        }
        _ => "write the whole value",
    };
    QueryError::new(span, Kind::NoPattern(field.to_string())).suggest(suggestion)
}

fn read_choice(
    field: FieldRef,
    values: &'static [&'static str],
    word: RawWord,
) -> Result<Value, QueryError> {
    match values.iter().find(|value| value.eq_ignore_ascii_case(&word.text)) {
        Some(value) => Ok(Value::Keyword((*value).into())),
        None => Err(unknown_value(field, values.iter().copied(), word)),
    }
}

fn read_class(field: FieldRef, word: RawWord) -> Result<Value, QueryError> {
    let class = vocabulary::find_class(&word.text);
    class
        .map(|class| Value::Keyword(class.into()))
        .ok_or_else(|| unknown_value(field, vocabulary::classes(), word))
}

fn unknown_value<'v>(
    field: FieldRef,
    values: impl Iterator<Item = &'v str> + Clone,
    word: RawWord,
) -> QueryError {
    let nearest = field::nearest_of(&word.text, values.clone());
    let all = || values.map(|value| format!("`{value}`")).collect::<Vec<_>>().join(", ");
    let suggestion = match nearest {
        Some(nearest) => format!("did you mean `{field}:{nearest}`?"),
        None => format!("its values are {}", all()),
    };
    let kind = Kind::UnknownValue { field: field.to_string(), value: word.text };
    QueryError::new(word.span, kind).suggest(suggestion)
}

/// `48`, or the decade of a facet, `40-49`.
fn read_numbers(word: RawWord) -> Result<Value, QueryError> {
    let (low, high) = word.text.split_once('-').unwrap_or((&word.text, &word.text));
    let (from, to) = (read_number(low, &word.span)?, read_number(high, &word.span)?);
    if from > to {
        return Err(QueryError::new(word.span, Kind::EmptyRange));
    }
    let shown = if from == to { from.to_string() } else { format!("[{from} TO {to}]") };
    Ok(Value::Interval { from, to, shown })
}

fn read_number(text: &str, span: &Span) -> Result<u64, QueryError> {
    let digits = !text.is_empty() && text.len() < 20 && text.bytes().all(|b| b.is_ascii_digit());
    let number = digits.then(|| text.parse().ok()).flatten();
    number.ok_or_else(|| {
        QueryError::new(span.clone(), Kind::BadNumber(text.into()))
            .suggest("a whole number is meant, as in `65`")
    })
}

/// A page or the year of an edition: `46`, `74-97`.
fn read_page(field: FieldRef, word: RawWord) -> Result<Value, QueryError> {
    if is_path(field, &word.text) {
        return Ok(Value::Path(word.text));
    }
    if !scan::has_terms(&word.text) {
        return Err(QueryError::new(word.span, Kind::NothingToSearch(word.text)));
    }
    if word.text.contains(',') {
        let pages: Vec<&str> = word.text.split(',').map(str::trim).collect();
        let suggestion = format!("did you mean `{field}:({})`?", pages.join(" OR "));
        let kind = Kind::ManyPages(word.text.clone());
        return Err(QueryError::new(word.span, kind).suggest(suggestion));
    }
    let numbers = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    match word.text.split_once('-') {
        Some((low, high)) if numbers(low) && numbers(high) => read_numbers(word),
        _ => Ok(Value::Keyword(word.text)),
    }
}

/// The value of a range.
pub(super) fn read_range(
    field: FieldRef,
    low: &Bound,
    high: &Bound,
    span: &Span,
    shown: String,
) -> Result<Value, QueryError> {
    if !field.field.takes_ranges() {
        return Err(no_range(field, span));
    }
    let date = matches!(field.field.kind, FieldKind::Date(_));
    let read = |text: &str, span: &Span| {
        if date { read_date(text, span) } else { read_number(text, span).map(|n| (n, n)) }
    };
    let from = match &low.text {
        None => 0,
        Some((text, span)) => {
            let (first, last) = read(text, span)?;
            if low.inclusive { first } else { last.saturating_add(1) }
        }
    };
    let to = match &high.text {
        None => Some(u64::MAX),
        Some((text, span)) => {
            let (first, last) = read(text, span)?;
            if high.inclusive { Some(last) } else { first.checked_sub(1) }
        }
    };
    match to {
        Some(to) if from <= to => Ok(Value::Interval { from, to, shown }),
        _ => Err(empty_range(field, low, high, span)),
    }
}

fn no_range(field: FieldRef, span: &Span) -> QueryError {
    let ranged = Field::all().filter(|field| field.takes_ranges());
    let names: Vec<String> = ranged.map(|field| format!("`{}`", field.name)).collect();
    QueryError::new(span.clone(), Kind::NoRange(field.to_string()))
        .suggest(format!("these do: {}", names.join(", ")))
}

fn empty_range(field: FieldRef, low: &Bound, high: &Bound, span: &Span) -> QueryError {
    let error = QueryError::new(span.clone(), Kind::EmptyRange);
    match (&low.text, &high.text) {
        (Some((low, _)), Some((high, _))) if low != high => {
            error.suggest(format!("did you mean `{field}:[{high} TO {low}]`?"))
        }
        _ => error,
    }
}
