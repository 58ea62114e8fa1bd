//! Fonts, as far as text needs them: what a string's codes stand for and how wide they are.
//!
//! Characters come from ToUnicode where it is there, else from the encoding. Font programs are
//! opened in one case only: a Type 1 font without either, as LaTeX writes them, spells its encoding
//! out at the head of its program.

use hayro_syntax::object::{Array, Dict, Name, Object, Stream};

use super::cmap::{CMap, Mapped};
use super::encoding::{self, Encoding, Table};
use super::program;

/// What one code of a string shows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Glyph<'a> {
    /// The characters; a replacement character where the font does not tell.
    pub(super) text: GlyphText<'a>,
    /// Its width, in thousandths of the font size.
    pub(super) width: f32,
    /// Whether word spacing (`Tw`) applies: the one-byte code 32.
    pub(super) is_space_code: bool,
}

/// One character mostly; several for ligatures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum GlyphText<'a> {
    One(char),
    Many(&'a str),
}

/// A font of a document.
pub(super) enum Font {
    Simple(Box<SimpleFont>),
    Composite(Box<CompositeFont>),
}

/// One byte a code.
pub(super) struct SimpleFont {
    chars: Table,
    widths: [f32; 256],
    /// Only those codes that stand for several characters.
    ligatures: Vec<(u8, Box<str>)>,
}

/// Type 0: codes of one to four bytes, mostly two.
pub(super) struct CompositeFont {
    codes: Codes,
    to_unicode: Option<CMap>,
    widths: CidWidths,
}

/// How the strings of a composite font split into codes, and what number a code stands for.
enum Codes {
    /// Two bytes, the number itself.
    Identity,
    /// Two bytes, UTF-16.
    Unicode,
    Embedded(CMap),
}

/// The widths of glyphs by number: `/W` and `/DW`.
struct CidWidths {
    default: f32,
    /// Sorted by the first number: first, last, widths (one for all if there is but one).
    spans: Vec<(u32, u32, Vec<f32>)>,
}

impl Font {
    /// Reads a font dictionary. Whatever is missing or broken in it falls back to the usual.
    pub(super) fn read(dict: &Dict) -> Self {
        let subtype = dict.get::<Name>("Subtype");
        if subtype.as_deref() == Some(b"Type0") || dict.contains_key("DescendantFonts") {
            Self::Composite(Box::new(CompositeFont::read(dict)))
        } else {
            let type3 = subtype.as_deref() == Some(b"Type3");
            Self::Simple(Box::new(SimpleFont::read(dict, type3)))
        }
    }

    /// What stands in for a font that the file has lost: letters in the usual encoding.
    pub(super) fn stand_in() -> Self {
        Self::Simple(Box::new(SimpleFont::read(&Dict::empty(), false)))
    }

    /// The first glyph of a string and its length in bytes; the string must not be empty.
    pub(super) fn next_glyph(&self, bytes: &[u8]) -> (Glyph<'_>, usize) {
        match self {
            Self::Simple(font) => (font.glyph(bytes[0]), 1),
            Self::Composite(font) => font.next_glyph(bytes),
        }
    }
}

impl SimpleFont {
    fn read(dict: &Dict, type3: bool) -> Self {
        let to_unicode = read_cmap(dict, "ToUnicode");
        let name = dict.get::<Name>("BaseFont").map(|n| n.as_str().to_owned()).unwrap_or_default();
        let mut font = Self {
            chars: read_encoding(dict, &name, to_unicode.is_some()),
            widths: [0.0; 256],
            ligatures: Vec::new(),
        };
        if let Some(cmap) = &to_unicode {
            font.apply_cmap(cmap);
        }
        font.read_widths(dict, &name, type3);
        font
    }

    fn apply_cmap(&mut self, cmap: &CMap) {
        for code in 0..=255u8 {
            match cmap.find(u32::from(code)) {
                Some(Mapped::Number(value)) if value != 0 && value != 0xfffd => {
                    self.chars[usize::from(code)] = char::from_u32(value);
                }
                Some(Mapped::Text(text)) if !text.is_empty() => {
                    self.ligatures.push((code, text.into()));
                }
                _ => {}
            }
        }
    }

    fn read_widths(&mut self, dict: &Dict, name: &str, type3: bool) {
        let scale = if type3 { type3_scale(dict) } else { 1.0 };
        let descriptor = dict.get::<Dict>("FontDescriptor");
        let missing = descriptor.and_then(|d| d.get::<f32>("MissingWidth"));
        for (width, c) in self.widths.iter_mut().zip(self.chars) {
            let standard = c.map_or(0.0, |c| encoding::standard_width(name, c));
            *width = missing.unwrap_or(standard);
        }
        let Some(widths) = dict.get::<Array>("Widths") else { return };
        let first = dict.get::<i32>("FirstChar").unwrap_or(0).clamp(0, 255) as usize;
        for (slot, width) in self.widths[first..].iter_mut().zip(widths.iter::<Object>()) {
            *slot = width.into_f32().map_or(*slot, |width| width * scale);
        }
    }

    fn glyph(&self, code: u8) -> Glyph<'_> {
        let at = usize::from(code);
        let text = match self.chars[at] {
            _ if !self.ligatures.is_empty() => self.ligature_or_char(code),
            Some(c) => GlyphText::One(c),
            None => GlyphText::One(char::REPLACEMENT_CHARACTER),
        };
        Glyph { text, width: self.widths[at], is_space_code: code == b' ' }
    }

    fn ligature_or_char(&self, code: u8) -> GlyphText<'_> {
        match self.ligatures.binary_search_by_key(&code, |ligature| ligature.0) {
            Ok(at) => GlyphText::Many(&self.ligatures[at].1),
            Err(_) => {
                GlyphText::One(self.chars[usize::from(code)].unwrap_or(char::REPLACEMENT_CHARACTER))
            }
        }
    }
}

impl CompositeFont {
    fn read(dict: &Dict) -> Self {
        let descendant = dict
            .get::<Array>("DescendantFonts")
            .and_then(|fonts| fonts.iter::<Dict>().next())
            .or_else(|| dict.get::<Dict>("DescendantFonts"));
        Self {
            codes: Codes::read(dict),
            to_unicode: read_cmap(dict, "ToUnicode"),
            widths: descendant.map_or_else(CidWidths::unknown, |d| CidWidths::read(&d)),
        }
    }

    fn next_glyph(&self, bytes: &[u8]) -> (Glyph<'_>, usize) {
        let (code, cid, length) = self.codes.next(bytes);
        let mapped = self.to_unicode.as_ref().and_then(|cmap| cmap.find(code));
        let text = match (mapped, &self.codes) {
            (Some(Mapped::Text(text)), _) => GlyphText::Many(text),
            (Some(Mapped::Number(value)), _) => GlyphText::One(char_or_mark(value)),
            (None, Codes::Unicode) => GlyphText::One(char_or_mark(code)),
            (None, _) => GlyphText::One(char::REPLACEMENT_CHARACTER),
        };
        let is_space_code = length == 1 && code == 32;
        (Glyph { text, width: self.widths.of(cid), is_space_code }, length)
    }
}

impl Codes {
    fn read(dict: &Dict) -> Self {
        match dict.get::<Object>("Encoding") {
            Some(Object::Stream(stream)) => match stream.decoded_data() {
                Ok(data) => Self::Embedded(CMap::parse(&data)),
                Err(_) => Self::Identity,
            },
            Some(Object::Name(name)) if is_unicode_cmap(&name) => Self::Unicode,
            _ => Self::Identity,
        }
    }

    /// The first code, the number of its glyph, and its length in bytes.
    fn next(&self, bytes: &[u8]) -> (u32, u32, usize) {
        match (self, bytes) {
            (Self::Embedded(cmap), _) => {
                let (code, length) = cmap.next_code(bytes);
                let cid = match cmap.find(code) {
                    Some(Mapped::Number(cid)) => cid,
                    _ => code,
                };
                (code, cid, length)
            }
            (_, [high, low, ..]) => {
                let code = u32::from(*high) << 8 | u32::from(*low);
                (code, code, 2)
            }
            _ => (u32::from(bytes[0]), u32::from(bytes[0]), 1),
        }
    }
}

/// Predefined CMaps whose codes are Unicode: `UniJIS-UTF16-H`, `UniGB-UCS2-H`...
fn is_unicode_cmap(name: &[u8]) -> bool {
    name.starts_with(b"Uni") && (name.ends_with(b"UCS2-H") || name.ends_with(b"UTF16-H"))
}

impl CidWidths {
    fn unknown() -> Self {
        Self { default: 1000.0, spans: Vec::new() }
    }

    /// `/W` holds `first [width...]` and `first last width`, in any mixture.
    fn read(descendant: &Dict) -> Self {
        let mut widths = Self::unknown();
        widths.default = descendant.get::<f32>("DW").unwrap_or(1000.0);
        let Some(array) = descendant.get::<Array>("W") else { return widths };
        let mut objects = array.iter::<Object>();
        while let (Some(first), Some(second)) = (objects.next(), objects.next()) {
            let first = first.into_i32().unwrap_or(0).max(0) as u32;
            match second {
                Object::Array(list) => {
                    let list: Vec<f32> =
                        list.iter::<Object>().map(|w| w.into_f32().unwrap_or(0.0)).collect();
                    let count = u32::try_from(list.len()).unwrap_or(0);
                    widths.spans.push((first, first.saturating_add(count.max(1) - 1), list));
                }
                second => {
                    let last = second.into_i32().unwrap_or(0).max(0) as u32;
                    let width = objects.next().and_then(Object::into_f32).unwrap_or(0.0);
                    widths.spans.push((first, last, vec![width]));
                }
            }
        }
        widths.spans.sort_by_key(|span| span.0);
        widths
    }

    fn of(&self, cid: u32) -> f32 {
        let end = self.spans.partition_point(|span| span.0 <= cid);
        let Some((first, last, list)) = end.checked_sub(1).map(|at| &self.spans[at]) else {
            return self.default;
        };
        match list.as_slice() {
            _ if cid > *last => self.default,
            [one] => *one,
            many => many.get((cid - first) as usize).copied().unwrap_or(self.default),
        }
    }
}

fn char_or_mark(value: u32) -> char {
    char::from_u32(value).filter(|&c| c != '\0').unwrap_or(char::REPLACEMENT_CHARACTER)
}

fn read_cmap(dict: &Dict, key: &str) -> Option<CMap> {
    let data = dict.get::<Stream>(key)?.decoded_data().ok()?.into_owned();
    Some(CMap::parse(&data))
}

/// The characters of a simple font's codes, before ToUnicode is applied.
fn read_encoding(dict: &Dict, font_name: &str, has_cmap: bool) -> Table {
    let encoding = dict.get::<Object>("Encoding");
    let (base, differences) = match &encoding {
        Some(Object::Name(name)) => (Encoding::named(name), None),
        Some(Object::Dict(encoding)) => (
            encoding.get::<Name>("BaseEncoding").and_then(|name| Encoding::named(&name)),
            encoding.get::<Array>("Differences"),
        ),
        _ => (None, None),
    };
    let mut table = match base {
        Some(base) => *base.table(),
        None if has_cmap => *Encoding::WinAnsi.table(),
        None => built_in_encoding(dict, font_name),
    };
    if let Some(differences) = differences {
        apply_differences(&mut table, &differences);
    }
    table
}

/// The encoding of a font that names none: its program's, if that tells, else the usual one.
fn built_in_encoding(dict: &Dict, font_name: &str) -> Table {
    let descriptor = dict.get::<Dict>("FontDescriptor");
    if let Some(table) = descriptor.as_ref().and_then(program::find_encoding) {
        return table;
    }
    let is_truetype = dict.get::<Name>("Subtype").as_deref() == Some(b"TrueType");
    if font_name.ends_with("Symbol") {
        *Encoding::Symbol.table()
    } else if is_truetype || descriptor.is_some() {
        *Encoding::WinAnsi.table()
    } else {
        *Encoding::Standard.table()
    }
}

/// `[39 /quotesingle 96 /grave /a]`: a number sets the code of the names after it.
fn apply_differences(table: &mut Table, differences: &Array) {
    let mut code = 0usize;
    for object in differences.iter::<Object>() {
        match object {
            Object::Name(name) => {
                if let Some(slot) = table.get_mut(code) {
                    *slot = encoding::glyph_char(name.as_str());
                }
                code = code.saturating_add(1);
            }
            other => code = other.into_i32().map_or(code, |n| n.max(0) as usize),
        }
    }
}

/// Glyph space of a Type 3 font to thousandths of the font size.
fn type3_scale(dict: &Dict) -> f32 {
    let matrix = dict.get::<Array>("FontMatrix");
    let scale = matrix.and_then(|m| m.iter::<f32>().next()).unwrap_or(0.001);
    scale.abs() * 1000.0
}
