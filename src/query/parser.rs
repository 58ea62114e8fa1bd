//! The grammar.
//!
//! ```text
//! query    = [ any ]                                nothing typed means everything
//! any      = all { "OR" all }                       OR binds weaker than AND
//! all      = operand { [ "AND" ] operand }          words next to each other must all match
//! operand  = ( "NOT" | "-" | "+" ) operand | primary [ "^" number ]
//! primary  = "(" any ")" | "*" | [ name ":" ] value
//! value    = "(" any ")"                            the name holds for all that has none itself
//!          | ( "[" | "{" ) bound "TO" bound ( "]" | "}" )
//!          | ( ">=" | "<=" | ">" | "<" ) word
//!          | "*"                                    any value; after a name only
//!          | quoted [ "*" ] [ "~" number ]          phrase, beginning of its last word, slop
//!          | word [ "*" | "~" ( "1" | "2" ) ]       word, beginning of a word, fuzzy word
//! quoted   = '"' text '"' | "'" text "'"
//! name     = [ "ur." | "imr." ] letters
//! ```
//!
//! `AND`, `OR`, `NOT` are operators in capitals only. A backslash takes the meaning from the
//! character after it. The bare words `upheld` and `overturned` are outcomes, a bare case number
//! is the case; other words of decision (`denied`, `granted`, `uphold`) are words like any other,
//! because letters use them for other things. Where implicit and written operators meet,
//! `a b OR c` is `(a AND b) OR c`, as with `AND` written out.

mod name;
mod range;

use super::ast::{Expr, FieldRef, Node, Query, Span, Value};
use super::error::{QueryError, QueryErrorKind as Kind};
use super::field;
use super::scan::{self, Suffix};
use super::value;

/// The longest query that is read, in bytes.
pub const MAX_BYTES: usize = 16 * 1024;
/// The most clauses a query may have.
pub const MAX_CLAUSES: usize = 1000;
/// The most patterns (`word*`, `word~1`): each is looked up in the whole dictionary.
pub const MAX_PATTERNS: usize = 32;
/// How deep parentheses and negations may stand within each other.
pub const MAX_DEPTH: usize = 50;

/// Reads a query.
///
/// # Errors
/// Says what is wrong and where; the place lies inside `input`.
pub fn parse(input: &str) -> Result<Query, QueryError> {
    if input.len() > MAX_BYTES {
        let kind = Kind::TooLong { bytes: input.len(), limit: MAX_BYTES };
        return Err(QueryError::new(input.floor_char_boundary(MAX_BYTES)..input.len(), kind));
    }
    let mut parser = Parser { input, at: 0, depth: 0, clauses: 0, patterns: 0 };
    parser.skip_space();
    if parser.rest().is_empty() {
        return Ok(Query { root: Node { expr: Expr::All, span: 0..0 } });
    }
    let root = parser.parse_any(None)?;
    match parser.peek() {
        None => Ok(Query { root }),
        Some(_) => Err(QueryError::new(parser.here(), Kind::UnopenedParenthesis)),
    }
}

/// Whether a bare word is taken for something else than text.
pub(super) fn is_taken(word: &str) -> bool {
    matches!(word, "AND" | "OR" | "NOT") || find_outcome(word).is_some() || is_case_number(word)
}

fn find_outcome(word: &str) -> Option<&'static str> {
    ["upheld", "overturned"].into_iter().find(|outcome| outcome.eq_ignore_ascii_case(word))
}

/// `CM14-0050318`: two letters, the year, a hyphen, a running number.
fn is_case_number(word: &str) -> bool {
    let Some((head, number)) = word.split_once('-') else { return false };
    let (letters, year) = head.split_at_checked(2).unwrap_or(("", ""));
    letters.eq_ignore_ascii_case("cm")
        && year.len() == 2
        && (5..=8).contains(&number.len())
        && year.bytes().chain(number.bytes()).all(|b| b.is_ascii_digit())
}

struct Parser<'a> {
    input: &'a str,
    at: usize,
    depth: usize,
    clauses: usize,
    patterns: usize,
}

/// An operand, and whether `+` stood before it.
struct Operand {
    node: Node,
    plus: Option<Span>,
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        &self.input[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn skip_space(&mut self) {
        self.at = self.input.len() - self.rest().trim_start().len();
    }

    /// The place of the next character.
    fn here(&self) -> Span {
        self.at..self.at + self.peek().map_or(0, char::len_utf8)
    }

    /// The operator at the place, if it stands alone.
    fn find_operator(&self) -> Option<&'static str> {
        let operator = ["AND", "OR", "NOT"].into_iter().find(|o| self.rest().starts_with(o))?;
        let next = self.rest()[operator.len()..].chars().next();
        let alone = next.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | ')'));
        alone.then_some(operator)
    }

    fn eat_operator(&mut self, operator: &str) -> Option<Span> {
        if self.find_operator() != Some(operator) {
            return None;
        }
        let start = self.at;
        self.at += operator.len();
        let span = start..self.at;
        self.skip_space();
        Some(span)
    }

    /// Goes one level deeper for the part that starts at `start`.
    fn enter(&mut self, start: usize) -> Result<(), QueryError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            let kind = Kind::TooDeep { limit: MAX_DEPTH };
            return Err(QueryError::new(start..start + 1, kind));
        }
        Ok(())
    }

    fn parse_any(&mut self, field: Option<FieldRef>) -> Result<Node, QueryError> {
        let start = self.at;
        let mut plus = None;
        let mut parts = Vec::new();
        let mut or: Option<Span> = None;
        loop {
            let operands = self.parse_all(field, or.as_ref())?;
            if let [Operand { plus: Some(span), .. }] = &operands[..] {
                plus = plus.or(Some(span.clone()));
            }
            let span = parts_span(&operands, start);
            let nodes = operands.into_iter().map(|operand| operand.node).collect();
            parts.push(Node::all_of(nodes, span));
            or = self.eat_operator("OR");
            if or.is_none() {
                break;
            }
        }
        match plus {
            Some(span) if parts.len() > 1 => Err(QueryError::new(span, Kind::PlusBesideOr)
                .suggest("leave out the `+`, or group with parentheses")),
            _ => Ok(Node::any_of(parts, start..self.trimmed_end(start))),
        }
    }

    /// The end of what was read, without the space after it.
    fn trimmed_end(&self, start: usize) -> usize {
        start + self.input[start..self.at].trim_end().len()
    }

    /// Operands until `OR`, `)` or the end. `or` is the operator before them, if any.
    fn parse_all(
        &mut self,
        field: Option<FieldRef>,
        or: Option<&Span>,
    ) -> Result<Vec<Operand>, QueryError> {
        let mut operands = Vec::new();
        loop {
            let and = self.eat_operator("AND");
            if let (Some(span), true) = (&and, operands.is_empty()) {
                return Err(missing_operand("AND", "before it", span));
            }
            if matches!(self.peek(), None | Some(')')) || self.find_operator() == Some("OR") {
                return match (and, or, operands.is_empty()) {
                    (Some(and), ..) => Err(missing_operand("AND", "after it", &and)),
                    (None, Some(or), true) => Err(missing_operand("OR", "after it", or)),
                    (None, None, true) => Err(self.nothing_before()),
                    _ => Ok(operands),
                };
            }
            operands.push(self.parse_operand(field)?);
            self.skip_space();
        }
    }

    /// The error where a clause should stand and `OR` or `)` does.
    fn nothing_before(&self) -> QueryError {
        if self.find_operator() == Some("OR") {
            return missing_operand("OR", "before it", &(self.at..self.at + 2));
        }
        QueryError::new(self.here(), Kind::UnopenedParenthesis)
    }

    fn parse_operand(&mut self, field: Option<FieldRef>) -> Result<Operand, QueryError> {
        let start = self.at;
        if let Some(span) = self.eat_operator("NOT") {
            if matches!(self.peek(), None | Some(')'))
                || self.find_operator().is_some_and(|o| o != "NOT")
            {
                return Err(missing_operand("NOT", "after it", &span));
            }
            return self.parse_signed(field, start, '-');
        }
        let sign = self.peek().filter(|c| matches!(c, '-' | '+'));
        let next = self.rest().chars().nth(1);
        match sign {
            Some(sign) if next.is_some_and(|c| !c.is_whitespace() && c != ')') => {
                self.at += 1;
                self.parse_signed(field, start, sign)
            }
            _ => Ok(Operand { node: self.parse_boosted(field)?, plus: None }),
        }
    }

    /// The operand after a sign or `NOT` that stands at `start`.
    fn parse_signed(
        &mut self,
        field: Option<FieldRef>,
        start: usize,
        sign: char,
    ) -> Result<Operand, QueryError> {
        self.enter(start)?;
        let inner = self.parse_operand(field)?;
        self.depth -= 1;
        let span = start..inner.node.span.end;
        match sign {
            '-' => Ok(Operand { node: inner.node.negate(span), plus: None }),
            _ => Ok(Operand { node: inner.node, plus: Some(start..start + 1) }),
        }
    }

    fn parse_boosted(&mut self, field: Option<FieldRef>) -> Result<Node, QueryError> {
        let node = self.parse_primary(field)?;
        if self.peek() != Some('^') {
            return Ok(node);
        }
        let start = self.at;
        self.at += 1;
        let length = self.rest().find(|c: char| !c.is_ascii_digit() && c != '.');
        let number = &self.rest()[..length.unwrap_or(self.rest().len())];
        self.at += number.len();
        let by = number.parse::<f32>().ok().filter(|by| *by > 0.0 && *by <= 1000.0);
        let Some(by) = by else {
            return Err(QueryError::new(start..self.at, Kind::BadBoost));
        };
        let span = node.span.start..self.at;
        Ok(Node { expr: Expr::Boost(Box::new(node), by), span })
    }

    fn parse_primary(&mut self, field: Option<FieldRef>) -> Result<Node, QueryError> {
        match self.peek() {
            Some('(') => self.parse_group(field),
            Some('*') if field.is_none() && self.is_lone_star() => {
                self.at += 1;
                Ok(Node { expr: Expr::All, span: self.at - 1..self.at })
            }
            Some(':') => Err(QueryError::new(self.here(), Kind::MissingField)
                .suggest("no space stands before `:`; text with a colon is put in quotes")),
            _ => self.parse_named(field),
        }
    }

    fn is_lone_star(&self) -> bool {
        let next = self.rest()[1..].chars().next();
        next.is_none_or(|c| c.is_whitespace() || matches!(c, ')' | '^'))
    }

    fn parse_group(&mut self, field: Option<FieldRef>) -> Result<Node, QueryError> {
        let open = self.at;
        self.enter(open)?;
        self.at += 1;
        self.skip_space();
        match self.peek() {
            None => return Err(unclosed_parenthesis(open)),
            Some(')') => return Err(QueryError::new(open..self.at + 1, Kind::EmptyGroup)),
            Some(_) => {}
        }
        let mut node = self.parse_any(field)?;
        if self.peek() != Some(')') {
            return Err(unclosed_parenthesis(open));
        }
        self.at += 1;
        self.depth -= 1;
        node.span = open..self.at;
        Ok(node)
    }

    /// A value; the clause starts at `start`.
    fn parse_value(&mut self, field: Option<FieldRef>, start: usize) -> Result<Node, QueryError> {
        if self.at_quote() {
            let phrase = scan::scan_phrase(self.input, self.at)?;
            self.at = phrase.span.end;
            let value = value::read_phrase(field, phrase)?;
            return self.finish(field, value, start..self.at);
        }
        match (self.peek(), field) {
            // Within `field:(...)` the star is any value of the field.
            (Some('*'), Some(field)) if self.is_lone_star() => {
                return self.parse_present(field, start);
            }
            _ => {}
        }
        match self.peek() {
            Some('[' | '{') => self.parse_range(field, start),
            Some('<' | '>') => self.parse_comparison(field, start),
            Some('-') if field.is_some() && start < self.at => Err(self.misplaced_minus(start)),
            Some('/') if self.is_regex() => {
                Err(QueryError::new(self.here(), Kind::Regex).suggest("`inject*` is understood"))
            }
            Some(c) if c != '\\' && !scan::is_word_char(c) => {
                Err(QueryError::new(self.here(), Kind::Unexpected(c)))
            }
            _ => self.parse_word(field, start),
        }
    }

    fn at_quote(&self) -> bool {
        match self.peek() {
            Some('\'') => scan::opens_quote(self.input, self.at),
            quote => matches!(quote, Some('"' | '“' | '”')),
        }
    }

    fn misplaced_minus(&self, start: usize) -> QueryError {
        let rest = self.rest();
        let word = rest.split_whitespace().next().unwrap_or(rest);
        let name = &self.input[start..self.at];
        QueryError::new(self.here(), Kind::MisplacedMinus).suggest(format!(
            "did you mean `-{}{}`?",
            name.trim_end(),
            &word[1..]
        ))
    }

    fn is_regex(&self) -> bool {
        let word = self.rest().split_whitespace().next().unwrap_or_default();
        word.len() > 2 && word.ends_with('/')
    }

    fn parse_word(&mut self, field: Option<FieldRef>, start: usize) -> Result<Node, QueryError> {
        let word = scan::scan_word(self.input, self.at)?;
        self.at = word.span.end;
        let bare = field.is_none() && !word.escaped && word.suffix == Suffix::None;
        if bare && is_taken(&word.text) {
            return self.finish_taken(&word.text, word.span);
        }
        let value = value::read_word(field, word)?;
        self.finish(field, value, start..self.at)
    }

    /// A bare word that is an outcome or a case number.
    fn finish_taken(&mut self, word: &str, span: Span) -> Result<Node, QueryError> {
        let (name, value) = match find_outcome(word) {
            Some(outcome) => ("outcome", outcome.to_owned()),
            None => ("case", word.to_uppercase()),
        };
        let field = field::find(name).map(|field| FieldRef { field, side: None });
        self.finish(field, Value::Keyword(value), span)
    }

    /// Counts the clause and makes it a node.
    fn finish(
        &mut self,
        field: Option<FieldRef>,
        value: Value,
        span: Span,
    ) -> Result<Node, QueryError> {
        self.clauses += 1;
        let pattern = matches!(
            value,
            Value::Prefix(_) | Value::Fuzzy(..) | Value::Phrase { prefix: true, .. }
        );
        self.patterns += usize::from(pattern);
        if self.clauses > MAX_CLAUSES {
            return Err(QueryError::new(span, Kind::TooManyClauses { limit: MAX_CLAUSES }));
        }
        if self.patterns > MAX_PATTERNS {
            return Err(QueryError::new(span, Kind::TooManyPatterns { limit: MAX_PATTERNS }));
        }
        Ok(Node::clause(field, value, span))
    }
}

fn parts_span(operands: &[Operand], start: usize) -> Span {
    match operands {
        [first, .., last] => first.node.span.start..last.node.span.end,
        [only] => only.node.span.clone(),
        [] => start..start,
    }
}

fn missing_operand(operator: &'static str, side: &'static str, span: &Span) -> QueryError {
    QueryError::new(span.clone(), Kind::MissingOperand(operator, side))
        .suggest(format!("to search for the word, type `{}`", operator.to_lowercase()))
}

fn unclosed_parenthesis(open: usize) -> QueryError {
    QueryError::new(open..open + 1, Kind::UnclosedParenthesis).suggest("add `)`")
}

#[cfg(test)]
mod tests;
