//! Tokens of content streams and CMaps.
//!
//! Both are flat: operands, then an operator. Nested arrays and dictionaries are never built:
//! square brackets are operands of their own, others are dropped. So nesting costs nothing however deep,
//! and an operand list is simply everything since the last operator. That is all that text needs:
//! a `TJ` array is its strings and numbers in order.

/// Operands before one operator beyond which the rest is dropped: no real operator comes near.
const MAX_OPERANDS: usize = 1 << 17;

/// One operand, borrowed from the stream; strings are spans of [`Lexer::strings`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Operand<'a> {
    Number(f64),
    Name(&'a [u8]),
    Text(usize, usize),
    Open,
    Close,
}

/// Splits a stream into operators, each with its operands.
pub(super) struct Lexer<'a> {
    data: &'a [u8],
    at: usize,
    /// The operands of the last operator that [`Lexer::next_operator`] gave.
    pub(super) operands: Vec<Operand<'a>>,
    strings: Vec<u8>,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(data: &'a [u8]) -> Self {
        Self { data, at: 0, operands: Vec::with_capacity(64), strings: Vec::with_capacity(512) }
    }

    /// The next operator; its operands are in `operands`. `None` at the end of the stream.
    pub(super) fn next_operator(&mut self) -> Option<&'a [u8]> {
        self.operands.clear();
        self.strings.clear();
        loop {
            match *self.data.get(self.at)? {
                b'0'..=b'9' | b'+' | b'-' | b'.' => self.lex_number(),
                b'(' => self.lex_literal(),
                b'<' if self.data.get(self.at + 1) == Some(&b'<') => self.at += 2,
                b'<' => self.lex_hex(),
                b'/' => self.lex_name(),
                b'[' => self.lex_bracket(Operand::Open),
                b']' => self.lex_bracket(Operand::Close),
                b'\0' | b'\t' | b'\n' | b'\x0c' | b'\r' | b' ' | b'>' | b')' | b'{' | b'}' => {
                    self.at += 1;
                }
                b'%' => self.skip_while(|b| b != b'\n' && b != b'\r'),
                _ => {
                    let start = self.at;
                    self.skip_while(is_regular);
                    return Some(&self.data[start..self.at]);
                }
            }
        }
    }

    /// The bytes of a [`Operand::Text`] of the last operator.
    pub(super) fn text(&self, from: usize, to: usize) -> &[u8] {
        &self.strings[from..to]
    }

    /// The last `N` operands, if all are numbers.
    pub(super) fn numbers<const N: usize>(&self) -> Option<[f64; N]> {
        let mut numbers = [0.0; N];
        let first = self.operands.len().checked_sub(N)?;
        for (number, operand) in numbers.iter_mut().zip(&self.operands[first..]) {
            let Operand::Number(value) = *operand else { return None };
            *number = value;
        }
        Some(numbers)
    }

    /// The last name among the operands.
    pub(super) fn name(&self) -> Option<&'a [u8]> {
        self.operands.iter().rev().find_map(|operand| match *operand {
            Operand::Name(name) => Some(name),
            _ => None,
        })
    }

    /// The string that follows this name among the operands: a value of an inline dictionary.
    pub(super) fn text_after(&self, name: &[u8]) -> Option<&[u8]> {
        self.operands.windows(2).find_map(|pair| match *pair {
            [Operand::Name(key), Operand::Text(from, to)] if key == name => {
                Some(self.text(from, to))
            }
            _ => None,
        })
    }

    /// After `BI`: passes over an inline image. Its data may hold anything, so the end is an `EI`
    /// between blanks that only text-like bytes follow.
    pub(super) fn skip_inline_image(&mut self) {
        let rest = &self.data[self.at..];
        let start = memchr::memmem::find(rest, b"ID").map_or(rest.len(), |id| id + 2);
        let end =
            memchr::memmem::find_iter(&rest[start..], b"EI").map(|ei| start + ei).find(|&ei| {
                let before = ei.checked_sub(1).is_none_or(|i| !is_regular(rest[i]));
                let after = &rest[ei + 2..rest.len().min(ei + 18)];
                before
                    && after.first().is_none_or(|&b| !is_regular(b))
                    && after.iter().all(|&b| matches!(b, b'\t' | b'\n' | b'\r' | b' '..=b'~'))
            });
        self.at += end.map_or(rest.len(), |ei| ei + 2);
    }

    fn push(&mut self, operand: Operand<'a>) {
        if self.operands.len() < MAX_OPERANDS {
            self.operands.push(operand);
        }
    }

    fn lex_bracket(&mut self, bracket: Operand<'a>) {
        self.at += 1;
        self.push(bracket);
    }

    fn skip_while(&mut self, keep: impl Fn(u8) -> bool) {
        let rest = &self.data[self.at..];
        self.at += rest.iter().position(|&b| !keep(b)).unwrap_or(rest.len());
    }

    /// Numbers as writers really write them: `12`, `-.5`, `--3`, `1.2.3`: odd ones never fail.
    fn lex_number(&mut self) {
        let (mut value, mut scale, mut negative) = (0.0f64, 0.0f64, false);
        while let Some(&byte) = self.data.get(self.at) {
            match byte {
                b'-' => negative = true,
                b'+' => {}
                b'.' => scale = if scale == 0.0 { 1.0 } else { scale },
                b'0'..=b'9' => {
                    value = value * 10.0 + f64::from(byte - b'0');
                    scale *= 10.0;
                }
                _ => break,
            }
            self.at += 1;
        }
        let value = if scale > 1.0 { value / scale } else { value };
        let value = if value.is_finite() { value } else { 0.0 };
        self.push(Operand::Number(if negative { -value } else { value }));
    }

    fn lex_name(&mut self) {
        self.at += 1;
        let start = self.at;
        self.skip_while(is_regular);
        self.push(Operand::Name(&self.data[start..self.at]));
    }

    fn lex_hex(&mut self) {
        let from = self.strings.len();
        let mut high = None;
        self.at += 1;
        while let Some(&byte) = self.data.get(self.at) {
            self.at += 1;
            let digit = match byte {
                b'>' => break,
                _ => match (byte as char).to_digit(16) {
                    Some(digit) => digit as u8,
                    None => continue,
                },
            };
            match high.take() {
                Some(first) => self.strings.push(first << 4 | digit),
                None => high = Some(digit),
            }
        }
        if let Some(first) = high {
            self.strings.push(first << 4);
        }
        self.push(Operand::Text(from, self.strings.len()));
    }

    fn lex_literal(&mut self) {
        let from = self.strings.len();
        let mut depth = 0usize;
        while let Some(&byte) = self.data.get(self.at) {
            self.at += 1;
            match byte {
                b'(' if depth == 0 => {
                    depth = 1;
                    continue;
                }
                b'(' => depth += 1,
                b')' if depth == 1 => break,
                b')' => depth -= 1,
                b'\\' => {
                    self.lex_escape();
                    continue;
                }
                _ => {}
            }
            self.strings.push(byte);
        }
        self.push(Operand::Text(from, self.strings.len()));
    }

    /// What follows a backslash in a literal string.
    fn lex_escape(&mut self) {
        let Some(&byte) = self.data.get(self.at) else { return };
        self.at += 1;
        let unescaped = match byte {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'b' => 8,
            b'f' => 12,
            b'0'..=b'7' => self.lex_octal(byte),
            b'\n' => return,
            b'\r' => {
                self.at += usize::from(self.data.get(self.at) == Some(&b'\n'));
                return;
            }
            other => other,
        };
        self.strings.push(unescaped);
    }

    fn lex_octal(&mut self, first: u8) -> u8 {
        let mut value = u32::from(first - b'0');
        for _ in 0..2 {
            match self.data.get(self.at) {
                Some(&digit @ b'0'..=b'7') => {
                    value = value * 8 + u32::from(digit - b'0');
                    self.at += 1;
                }
                _ => break,
            }
        }
        value as u8
    }
}

/// Whether this byte belongs to a name or an operator.
fn is_regular(byte: u8) -> bool {
    !matches!(
        byte,
        b'\0'
            | b'\t'
            | b'\n'
            | b'\x0c'
            | b'\r'
            | b' '
            | b'('
            | b')'
            | b'<'
            | b'>'
            | b'['
            | b']'
            | b'{'
            | b'}'
            | b'/'
            | b'%'
    )
}
