//! Fonts that claim too much, refer to themselves, or do not say what they show.

use super::Expect::{self, Indexed, Unreadable};
use super::letter;
use super::letter_content;
use super::pdf_builder::{PdfBuilder, pdf_of_font};
use super::{Hostile, file};

pub(super) fn kinds() -> Vec<Hostile> {
    let simple = |name: &str, what, expect: Expect, entries: &'static str| {
        let font = format!("<< /Type /Font /Subtype /TrueType /BaseFont /Arial {entries} >>");
        file(name, what, expect, move || pdf_of_font(&font, &letter_content(), ""))
    };
    let wide = |name: &str, what, expect: Expect, entries: &'static str| {
        file(name, what, expect, move || composite(entries, "", None))
    };
    let cmap = |name: &str, what, expect: Expect, cmap: fn() -> Vec<u8>| {
        file(name, what, expect, move || composite("", "/ToUnicode 1 0 R", Some(cmap())))
    };
    vec![
        simple(
            "widths_million.pdf",
            "a million widths",
            Indexed,
            Box::leak(
                format!(
                    "/Encoding /WinAnsiEncoding /FirstChar 0 /Widths [{}]",
                    "500 ".repeat(1_000_000)
                )
                .into(),
            ),
        ),
        simple(
            "widths_from_below.pdf",
            "widths that begin at code -2^31",
            Indexed,
            "/Encoding /WinAnsiEncoding /FirstChar -2147483648 /LastChar 2147483647 /Widths [500]",
        ),
        simple(
            "widths_giant.pdf",
            "characters wider than the world",
            Indexed,
            "/Encoding /WinAnsiEncoding /FirstChar 300 /Widths [99999999999999999999]",
        ),
        simple(
            "differences_giant.pdf",
            "an encoding that differs at code 2^31",
            Indexed,
            "/Encoding << /BaseEncoding /WinAnsiEncoding /Differences [2147483647 /A /B -5 /C] >> \
 /Widths [] /FirstChar 0",
        ),
        simple(
            "encoding_is_itself.pdf",
            "an encoding that is the font",
            Indexed,
            "/Encoding 1 0 R /ToUnicode 1 0 R /FontDescriptor 1 0 R",
        ),
        simple(
            "names_unknown.pdf",
            "glyphs with names that mean nothing",
            Unreadable,
            Box::leak(
                format!(
                    "/Encoding << /Differences [0 {}] >>",
                    (0..256).map(|i| format!("/glyph.{i} ")).collect::<String>()
                )
                .into(),
            ),
        ),
        wide("no_to_unicode.pdf", "glyph numbers that nothing translates", Unreadable, ""),
        wide("wide_range_giant.pdf", "widths for 2^31 glyphs", Unreadable, "/W [0 2147483647 500]"),
        wide(
            "wide_range_backwards.pdf",
            "widths from 500 down to 1",
            Unreadable,
            "/W [500 1 700 3 [1 2 3] 4]",
        ),
        wide(
            "descendant_is_itself.pdf",
            "a font that descends from itself",
            Unreadable,
            "/DescendantFonts [2 0 R] /W 2 0 R",
        ),
        cmap("cmap_giant.pdf", "a CMap of 4294967296 characters", Indexed, || {
            b"1 begincodespacerange <0000> <FFFF> endcodespacerange \
 1 beginbfrange <00000000> <FFFFFFFF> <0000> endbfrange"
                .to_vec()
        }),
        cmap(
            "cmap_identity_million.pdf",
            "a CMap that says the same a million times",
            Indexed,
            || {
                [
                    b"1 beginbfrange ".to_vec(),
                    b"<0000> <FFFF> <0000> ".repeat(1_000_000),
                    b"endbfrange".to_vec(),
                ]
                .concat()
            },
        ),
        cmap(
            "cmap_long_target.pdf",
            "a character that stands for 64 kB of text",
            Unreadable,
            || {
                [
                    b"1 beginbfrange <0000> <FFFF> <".to_vec(),
                    b"0041".repeat(1 << 16),
                    b"> endbfrange".to_vec(),
                ]
                .concat()
            },
        ),
        cmap("cmap_list_giant.pdf", "a list for 2^32 codes", Unreadable, || {
            b"1 beginbfrange <00000000> <FFFFFFFF> [<0041>".to_vec()
        }),
        cmap("cmap_backwards.pdf", "ranges that end before they begin", Unreadable, || {
            b"9 beginbfrange <FFFF> <0000> <0041> endbfrange <0041> endbfrange endbfchar".to_vec()
        }),
        file(
            "type3_draws_itself.pdf",
            "a font whose glyphs are drawn with the font",
            Unreadable,
            || {
                let font = "<< /Type /Font /Subtype /Type3 /FontMatrix [0 0 0 0 0 0] \
 /FontBBox [0 0 0 0] \
                        /CharProcs << /a 2 0 R >> /Encoding << /Differences [97 /loop] >> \
 /FirstChar 97 \
                        /LastChar 97 /Widths [1] /Resources << /Font << /F1 1 0 R >> >> >>";
                pdf_of_font(font, b"BT /F1 1 Tf (aaaaaaaaaaaaaaaa) Tj ET", "")
            },
        ),
    ]
}

/// The letter in two-byte codes, each its character's number; object 1 is the CMap, if there is
/// one.
fn composite(descendant: &str, font: &str, cmap: Option<Vec<u8>>) -> Vec<u8> {
    let mut pdf = PdfBuilder::new();
    pdf.add_stream("", &cmap.unwrap_or_default());
    let inner = pdf.add(format!(
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Some /DW 500 {descendant} >>"
    ));
    let font = pdf.add(format!(
        "<< /Type /Font /Subtype /Type0 /BaseFont /Some /Encoding /Identity-H \
         /DescendantFonts [{inner} 0 R] {font} >>"
    ));
    let mut content = "BT /F1 11 Tf 14 TL 72 740 Td\n".to_owned();
    for line in letter().lines() {
        let codes: String = line.chars().map(|c| format!("{:04x}", c as u32)).collect();
        content.push_str(&format!("<{codes}> Tj T*\n"));
    }
    let content = pdf.add_stream("", content.as_bytes());
    let root = pdf.add_pages(font, &[content], "");
    pdf.finish(root, "")
}
