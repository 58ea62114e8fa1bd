//! Codes and glyph names to characters: the tables that every PDF reader has to know.
//!
//! The tables are `data/pdf/*.tsv`; each says in its header how to extend it.

use std::collections::HashMap;
use std::sync::LazyLock;

/// An encoding that fonts name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    Standard,
    WinAnsi,
    MacRoman,
    Symbol,
}

/// The characters of 256 codes; `None` where the encoding has no glyph.
pub(super) type Table = [Option<char>; 256];

static TABLES: LazyLock<[Table; 4]> =
    LazyLock::new(|| parse_encodings(include_str!("../../../data/pdf/encodings.tsv")));

static GLYPHS: LazyLock<HashMap<&'static str, char>> =
    LazyLock::new(|| parse_glyphs(include_str!("../../../data/pdf/glyphs.tsv")));

static WIDTHS: LazyLock<HashMap<char, [u16; 6]>> =
    LazyLock::new(|| parse_widths(include_str!("../../../data/pdf/widths.tsv")));

impl Encoding {
    /// The encoding of this name, as `/Encoding` and `/BaseEncoding` give it.
    pub(super) fn named(name: &[u8]) -> Option<Self> {
        match name {
            b"StandardEncoding" => Some(Self::Standard),
            b"WinAnsiEncoding" | b"PDFDocEncoding" => Some(Self::WinAnsi),
            b"MacRomanEncoding" => Some(Self::MacRoman),
            _ => None,
        }
    }

    /// Its characters.
    pub(super) fn table(self) -> &'static Table {
        &TABLES[self as usize]
    }
}

/// The character that a glyph of this name shows. Beside the table: `A`, `uni0041`, `u0041`,
/// `A.small`, `f_i` as its first part, and the `a65`, `c65`, `G41` of bitmap and subset fonts.
pub(super) fn glyph_char(name: &str) -> Option<char> {
    let base = name.split(['.', '_']).next().unwrap_or(name);
    let mut chars = base.chars();
    if let (Some(only), None) = (chars.next(), chars.next()) {
        return Some(only);
    }
    let known = GLYPHS.get(base).copied();
    known.or_else(|| unicode_name(base)).or_else(|| numbered_name(base))
}

fn unicode_name(name: &str) -> Option<char> {
    let digits = match name.strip_prefix("uni") {
        Some(digits) => digits.get(..4)?,
        None => name.strip_prefix('u').filter(|digits| (4..=6).contains(&digits.len()))?,
    };
    char::from_u32(u32::from_str_radix(digits, 16).ok()?)
}

/// `a65`, `C65`, `g65`: a letter or two and the code in decimal, if that is printable ASCII.
fn numbered_name(name: &str) -> Option<char> {
    let digits = name.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    if !(1..=2).contains(&(name.len() - digits.len())) {
        return None;
    }
    let code: u8 = digits.parse().ok()?;
    (b' '..=b'~').contains(&code).then_some(char::from(code))
}

/// The width of a character in a standard font, or in the one nearest by name, in thousandths of
/// the font size.
pub(super) fn standard_width(font: &str, c: char) -> f32 {
    if font.contains("Courier") || font.contains("Mono") {
        return 600.0;
    }
    let bold = font.contains("Bold");
    let slanted = font.contains("Italic") || font.contains("Oblique");
    let serif = font.contains("Times") || font.contains("Serif") || font.contains("Roman");
    let column = match (serif, bold, slanted) {
        (false, false, _) => 0,
        (false, true, _) => 1,
        (true, false, false) => 2,
        (true, true, false) => 3,
        (true, false, true) => 4,
        (true, true, true) => 5,
    };
    WIDTHS.get(&c).map_or(500.0, |widths| f32::from(widths[column]))
}

/// The lines of a table: no comments, split at tabs.
fn rows(table: &'static str) -> impl Iterator<Item = std::str::Split<'static, char>> {
    table.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t'))
}

fn hex_char(field: &str) -> Option<char> {
    char::from_u32(u32::from_str_radix(field, 16).ok()?)
}

fn parse_encodings(table: &'static str) -> [Table; 4] {
    let mut tables = [[None; 256]; 4];
    for mut row in rows(table) {
        let code = row.next().and_then(|field| u8::from_str_radix(field, 16).ok());
        for (table, field) in tables.iter_mut().zip(row) {
            table[usize::from(code.unwrap_or(0))] = hex_char(field);
        }
    }
    tables
}

fn parse_glyphs(table: &'static str) -> HashMap<&'static str, char> {
    rows(table).filter_map(|mut row| Some((row.next()?, hex_char(row.next()?)?))).collect()
}

fn parse_widths(table: &'static str) -> HashMap<char, [u16; 6]> {
    rows(table)
        .filter_map(|mut row| {
            let c = hex_char(row.next()?)?;
            let mut widths = [0; 6];
            for (width, field) in widths.iter_mut().zip(row) {
                *width = field.parse().ok()?;
            }
            Some((c, widths))
        })
        .collect()
}
