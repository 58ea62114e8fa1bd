//! CMaps: which codes a string holds, and what characters they stand for.
//!
//! Ranges stay ranges, so a CMap that claims four thousand million characters costs one entry.

use super::lexer::{Lexer, Operand};

/// Entries beyond which a CMap is cut: fonts have at most 65,536 glyphs.
const MAX_ENTRIES: usize = 1 << 18;

/// What a code stands for.
#[derive(Debug, Clone, PartialEq)]
enum Target {
    /// The first of consecutive characters or numbers.
    Number(u32),
    /// Several characters, such as those of a ligature.
    Text(Box<str>),
}

#[derive(Debug, Clone)]
struct Range {
    first: u32,
    last: u32,
    target: Target,
}

/// A ToUnicode CMap, or an embedded one from codes to glyphs.
#[derive(Debug, Default)]
pub(super) struct CMap {
    ranges: Vec<Range>,
    /// `(bytes, first, last)` of each codespace.
    codespaces: Vec<(usize, u32, u32)>,
}

/// What [`CMap::find`] gives for a code.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Mapped<'a> {
    Number(u32),
    Text(&'a str),
}

impl CMap {
    /// Reads a CMap. What cannot be read in it is left out.
    pub(super) fn parse(data: &[u8]) -> Self {
        let mut lexer = Lexer::new(data);
        let mut map = Self::default();
        while let Some(operator) = lexer.next_operator() {
            match operator {
                b"endcodespacerange" => map.add_codespaces(&lexer),
                b"endbfchar" | b"endcidchar" => map.add_chars(&lexer),
                b"endbfrange" | b"endcidrange" => map.add_ranges(&lexer),
                _ => {}
            }
            if map.ranges.len() > MAX_ENTRIES {
                break;
            }
        }
        // Stable, so that of equal codes the last one written is found first.
        map.ranges.sort_by_key(|range| range.first);
        map
    }

    /// What this code stands for.
    pub(super) fn find(&self, code: u32) -> Option<Mapped<'_>> {
        let end = self.ranges.partition_point(|range| range.first <= code);
        // Ranges seldom overlap; a few steps back are enough for those that do.
        let range =
            self.ranges[end.saturating_sub(4)..end].iter().rev().find(|r| code <= r.last)?;
        Some(match &range.target {
            Target::Number(first) => Mapped::Number(first.wrapping_add(code - range.first)),
            Target::Text(text) => Mapped::Text(text),
        })
    }

    /// The next code of a string and its length in bytes: as the codespaces say, else two bytes.
    pub(super) fn next_code(&self, bytes: &[u8]) -> (u32, usize) {
        for length in 1..=bytes.len().min(4) {
            let code = number(&bytes[..length]);
            if self.codespaces.iter().any(|&(n, lo, hi)| n == length && within(code, lo, hi, n)) {
                return (code, length);
            }
        }
        let length = if self.codespaces.is_empty() {
            2
        } else {
            self.codespaces.iter().map(|space| space.0).min().unwrap_or(2)
        };
        let length = length.clamp(1, bytes.len().max(1));
        (number(&bytes[..length.min(bytes.len())]), length)
    }

    fn add_codespaces(&mut self, lexer: &Lexer) {
        for pair in lexer.operands.chunks_exact(2) {
            if let [Operand::Text(a, b), Operand::Text(c, d)] = *pair {
                let (low, high) = (lexer.text(a, b), lexer.text(c, d));
                if (1..=4).contains(&low.len()) && self.codespaces.len() < 64 {
                    self.codespaces.push((low.len(), number(low), number(high)));
                }
            }
        }
    }

    fn add_chars(&mut self, lexer: &Lexer) {
        // Older operands, such as the count before `beginbfchar`, belong to other operators.
        for pair in lexer.operands.chunks_exact(2) {
            if let Operand::Text(from, to) = pair[0] {
                let code = number(lexer.text(from, to));
                self.add(code, code, pair[1], lexer);
            }
        }
    }

    /// `<lo> <hi> target`, or `<lo> <hi> [target...]` with a target for each code.
    fn add_ranges(&mut self, lexer: &Lexer) {
        let mut rest = lexer.operands.as_slice();
        while let [low, tail @ ..] = rest {
            rest = tail;
            let (Operand::Text(a, b), [Operand::Text(c, d), tail @ ..]) = (*low, tail) else {
                continue;
            };
            let (first, last) = (number(lexer.text(a, b)), number(lexer.text(*c, *d)));
            match tail {
                [Operand::Open, list @ ..] => {
                    let end = list.iter().position(|o| *o == Operand::Close);
                    let (listed, after) = list.split_at(end.unwrap_or(list.len()));
                    for (code, target) in (first..=last).zip(listed) {
                        self.add(code, code, *target, lexer);
                    }
                    rest = after;
                }
                [target, after @ ..] => {
                    self.add(first, last, *target, lexer);
                    rest = after;
                }
                [] => {}
            }
        }
    }

    fn add(&mut self, first: u32, last: u32, target: Operand, lexer: &Lexer) {
        let target = match target {
            Operand::Number(value) => Target::Number(value as u32),
            Operand::Text(from, to) => text_target(lexer.text(from, to)),
            _ => return,
        };
        if first <= last {
            self.ranges.push(Range { first, last, target });
        }
    }
}

/// The target of a ToUnicode entry: UTF-16 in big-endian order.
fn text_target(bytes: &[u8]) -> Target {
    let text = decode_utf16(bytes);
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(only), None) => Target::Number(u32::from(only)),
        _ => Target::Text(text.into()),
    }
}

/// UTF-16 in big-endian order, as CMaps and text strings hold it; one byte stands for itself.
pub(super) fn decode_utf16(bytes: &[u8]) -> String {
    if let [byte] = bytes {
        return char::from(*byte).to_string();
    }
    let units = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// The number that these bytes spell, the last four of them.
fn number(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |value, &byte| value << 8 | u32::from(byte))
}

/// Whether each byte of the code lies between those of the bounds, as codespaces are defined.
fn within(code: u32, low: u32, high: u32, length: usize) -> bool {
    (0..length).all(|i| {
        let byte = |value: u32| (value >> (8 * i)) & 0xff;
        (byte(low)..=byte(high)).contains(&byte(code))
    })
}
