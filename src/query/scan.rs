//! Words and quoted text: which characters belong to them, and how they are escaped.

use std::fmt::{self, Formatter, Write};

use super::ast::Span;
use super::error::{QueryError, QueryErrorKind};

/// Characters that end a word unless a backslash stands before them.
const SPECIAL: &[char] = &['"', '“', '”', '(', ')', '[', ']', '{', '}', '^', ':'];
/// Words of this many bytes or more are not indexed.
const TOO_LONG: usize = 40;
/// The greatest slop of a phrase.
pub(super) const MAX_SLOP: u32 = 100;

/// An unquoted word with what is attached to it.
#[derive(Debug)]
pub(super) struct RawWord {
    /// Without escapes, star and tilde.
    pub text: String,
    /// Of all of it.
    pub span: Span,
    /// Whether a character was escaped: such a word is never an operator or an outcome.
    pub escaped: bool,
    /// What follows.
    pub suffix: Suffix,
}

/// What may follow a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Suffix {
    /// Nothing.
    None,
    /// `*`
    Star,
    /// `~1`, `~2`
    Fuzzy(u8),
}

/// A quoted text with what is attached to it.
#[derive(Debug)]
pub(super) struct RawPhrase {
    /// Without quotes and escapes.
    pub text: String,
    /// Of all of it.
    pub span: Span,
    /// `~3`
    pub slop: u32,
    /// `*` as the last character or after the closing quote.
    pub prefix: bool,
}

pub(super) fn is_word_char(c: char) -> bool {
    !c.is_whitespace() && !SPECIAL.contains(&c)
}

/// Whether there is anything in `text` that the analyzer makes a term of.
pub(super) fn has_terms(text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|word| !word.is_empty() && word.len() < TOO_LONG)
}

/// Reads the word at `start`, where a word character or a backslash stands.
pub(super) fn scan_word(input: &str, start: usize) -> Result<RawWord, QueryError> {
    let mut word =
        RawWord { text: String::new(), span: start..start, escaped: false, suffix: Suffix::None };
    let mut rest = input[start..].char_indices();
    let mut star = None;
    let mut end = input.len();
    while let Some((offset, c)) = rest.next() {
        let at = start + offset;
        match c {
            '\\' => match rest.next() {
                Some((_, escaped)) => {
                    word.text.push(escaped);
                    word.escaped = true;
                }
                None => word.text.push(c),
            },
            '~' => {
                let (distance, to) = scan_fuzzy(input, at)?;
                word.suffix = Suffix::Fuzzy(distance);
                end = to;
                break;
            }
            '*' => star = star.or(Some(at)),
            _ if !is_word_char(c) => {
                end = at;
                break;
            }
            _ => word.text.push(c),
        }
        if c != '*' && star.is_some() {
            break;
        }
    }
    word.span = start..end;
    if let Some(star) = star {
        if word.suffix != Suffix::None || end != star + 1 {
            return Err(misplaced_star(input, start, star));
        }
        word.suffix = Suffix::Star;
    }
    Ok(word)
}

fn misplaced_star(input: &str, start: usize, star: usize) -> QueryError {
    let error = QueryError::new(star..star + 1, QueryErrorKind::MisplacedStar);
    let before = &input[start..star];
    if has_terms(before) { error.suggest(format!("did you mean `{before}*`?")) } else { error }
}

/// Reads the distance after the tilde at `tilde`; gives it with its end.
fn scan_fuzzy(input: &str, tilde: usize) -> Result<(u8, usize), QueryError> {
    let end = tilde + 1 + word_length(&input[tilde + 1..]);
    match &input[tilde + 1..end] {
        "1" => Ok((1, end)),
        "2" => Ok((2, end)),
        _ => Err(QueryError::new(tilde..end, QueryErrorKind::BadFuzzy)
            .suggest("the number is how many letters may differ")),
    }
}

fn word_length(text: &str) -> usize {
    text.find(|c| !is_word_char(c)).unwrap_or(text.len())
}

/// Reads the quoted text at `start`, where the opening quote stands.
pub(super) fn scan_phrase(input: &str, start: usize) -> Result<RawPhrase, QueryError> {
    let mut phrase = RawPhrase { text: String::new(), span: start..start, slop: 0, prefix: false };
    let mut rest = input[start..].chars();
    let open = rest.next().unwrap_or('"');
    let mut star = false;
    loop {
        match rest.next() {
            None => return Err(unclosed_quote(start, open)),
            Some('\\') => phrase.text.extend(rest.next()),
            Some(c) if closes(open, c) => break,
            Some('*') => {
                star = true;
                phrase.text.push('*');
                continue;
            }
            Some(c) => phrase.text.push(c),
        }
        star = false;
    }
    if star {
        phrase.text.pop();
        phrase.prefix = true;
    }
    let mut end = input.len() - rest.as_str().len();
    if input[end..].starts_with('*') {
        phrase.prefix = true;
        end += 1;
    }
    if input[end..].starts_with('~') {
        (phrase.slop, end) = scan_slop(input, end)?;
    }
    phrase.span = start..end;
    Ok(phrase)
}

fn closes(open: char, c: char) -> bool {
    match open {
        '\'' => c == '\'',
        _ => matches!(c, '"' | '“' | '”'),
    }
}

fn unclosed_quote(start: usize, open: char) -> QueryError {
    QueryError::new(start..start + open.len_utf8(), QueryErrorKind::UnclosedQuote)
        .suggest("add the closing quote, or put a backslash before this one")
}

/// Reads the slop after the tilde at `tilde`; gives it with its end.
fn scan_slop(input: &str, tilde: usize) -> Result<(u32, usize), QueryError> {
    let end = tilde + 1 + word_length(&input[tilde + 1..]);
    match input[tilde + 1..end].parse() {
        Ok(slop) if slop <= MAX_SLOP => Ok((slop, end)),
        _ => Err(QueryError::new(tilde..end, QueryErrorKind::BadSlop { limit: MAX_SLOP })
            .suggest("the number is by how many places the words may be apart")),
    }
}

/// Whether the apostrophe at `start` opens a quoted text: the next one stands before a space, a
/// parenthesis, a suffix or the end. Otherwise it belongs to a word.
pub(super) fn opens_quote(input: &str, start: usize) -> bool {
    let inside = &input[start + 1..];
    let ends = inside.match_indices('\'').map(|(at, _)| inside[at + 1..].chars().next());
    let mut ends = ends
        .map(|next| next.is_none_or(|c| c.is_whitespace() || matches!(c, ')' | '^' | '~' | '*')));
    ends.next().unwrap_or(false) && !inside.starts_with(char::is_whitespace)
}

/// Whether `text` can stand unquoted as an exact value.
pub(super) fn is_plain(text: &str) -> bool {
    !text.is_empty()
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
        && !text.starts_with('-')
}

/// Writes a word so that it is read as the same word. A `bare` one must not become an operator, an
/// outcome or a case number.
pub(super) fn write_word(f: &mut Formatter<'_>, word: &str, bare: bool) -> fmt::Result {
    let mut taken = bare && super::parser::is_taken(word);
    for (place, c) in word.chars().enumerate() {
        let special = !is_word_char(c) || matches!(c, '\\' | '*' | '~');
        let leading = place == 0 && matches!(c, '-' | '+' | '\'' | '<' | '>' | '/');
        if special || leading || std::mem::take(&mut taken) {
            f.write_char('\\')?;
        }
        f.write_char(c)?;
    }
    Ok(())
}
