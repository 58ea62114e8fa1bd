//! What a reader of letters would notice: words whole, lines in order, nothing doubled.

#[path = "../../../tests/common/pdf_builder.rs"]
#[allow(dead_code)]
mod pdf_builder;

use pdf_builder::{
    HELVETICA, PdfBuilder, content_of_lines, pdf_of_content, pdf_of_font, pdf_of_text,
};

use super::extract;
use crate::extract::ExtractError;

/// The lines that these operators show, in Helvetica.
fn shown(content: &str) -> String {
    text_of(pdf_of_content(content.as_bytes(), ""))
}

fn text_of(pdf: Vec<u8>) -> String {
    extract(pdf).expect("a PDF that can be read").trim_end_matches(['\n', '\x0c']).to_owned()
}

/// The text of `content` in the font of this dictionary.
fn shown_in(font: &str, content: &str) -> String {
    text_of(pdf_of_font(font, content.as_bytes(), ""))
}

#[test]
fn lines_follow_each_other_and_pages_end_in_form_feeds() {
    let text = (1..=60).map(|n| format!("Line number {n} (of sixty)\n")).collect::<String>();
    let read = extract(pdf_of_text(&text)).expect("readable");
    assert_eq!(read.replace('\x0c', ""), text);
    assert_eq!(read.matches('\x0c').count(), 2);
}

#[test]
fn words_drawn_in_pieces_are_whole() {
    assert_eq!(
        shown("BT /F1 10 Tf 50 700 Td [(radi) 20 (culo) -30 (pathy)] TJ ET"),
        "radiculopathy"
    );
    assert_eq!(shown("BT /F1 10 Tf 50 700 Td (Non) Tj (-) Tj (MTUS) Tj ET"), "Non-MTUS");
}

#[test]
fn gaps_are_spaces_though_none_is_drawn() {
    assert_eq!(shown("BT /F1 10 Tf 50 700 Td [(knee) -250 (brace)] TJ ET"), "knee brace");
    assert_eq!(
        shown("BT /F1 10 Tf 50 700 Td (Date:) Tj ET BT /F1 10 Tf 200 700 Td (11/18/2014) Tj ET"),
        "Date: 11/18/2014"
    );
}

#[test]
fn spaced_out_letters_are_one_word() {
    assert_eq!(shown("BT /F1 10 Tf 3 Tc 50 700 Td (UPHELD) Tj ET"), "UPHELD");
}

#[test]
fn spaces_are_neither_doubled_nor_kept_at_line_ends() {
    assert_eq!(
        shown("BT /F1 10 Tf 50 700 Td (pain  ) Tj ( scale   ) Tj 0 -12 Td ( 7/10) Tj ET"),
        "pain scale\n7/10"
    );
}

#[test]
fn bold_print_made_of_two_strokes_is_read_once() {
    let twice = "BT /F1 10 Tf 50 700 Td (Upheld) Tj 0.3 0 Td (Upheld) Tj ET";
    assert_eq!(shown(twice), "Upheld");
    let each = "BT /F1 10 Tf 50 700 Td (U) Tj ET BT /F1 10 Tf 50.2 700 Td (Up) Tj ET";
    assert_eq!(shown(each), "Up");
}

#[test]
fn double_letters_stay_double() {
    assert_eq!(shown("BT /F1 10 Tf 50 700 Td (illness, will, fill) Tj ET"), "illness, will, fill");
}

#[test]
fn superscripts_stay_in_their_line() {
    assert_eq!(
        shown(
            "BT /F1 10 Tf 50 700 Td (3) Tj /F1 6 Tf 4 Ts (rd) Tj 0 Ts /F1 10 Tf ( edition) Tj ET"
        ),
        "3rd edition"
    );
}

#[test]
fn the_lines_of_a_table_cell_stay_together() {
    let cells = "BT /F1 10 Tf 50 700 Td (Application) Tj 0 -12 Td (Received:) Tj ET \
                 BT /F1 10 Tf 150 700 Td (04/17/2014) Tj ET";
    assert_eq!(shown(cells), "Application\nReceived:\n04/17/2014");
}

#[test]
fn a_page_drawn_upside_down_is_put_in_order() {
    let lines = (1..=12).rev().map(|n| format!("1 0 0 1 50 {} Tm (line {n}) Tj ", 760 - 14 * n));
    let content = format!("BT /F1 10 Tf {} ET", lines.collect::<String>());
    let expected: Vec<String> = (1..=12).map(|n| format!("line {n}")).collect();
    assert_eq!(shown(&content), expected.join("\n"));
}

#[test]
fn flipped_and_turned_pages_read_the_same() {
    let flipped = "1 0 0 -1 0 792 cm BT /F1 10 Tf 1 0 0 -1 50 100 Tm (First) Tj \
                   1 0 0 -1 50 114 Tm (second) Tj ET";
    assert_eq!(shown(flipped), "First\nsecond");
    let turned = "BT /F1 10 Tf 0 1 -1 0 100 50 Tm (First) Tj 0 1 -1 0 114 50 Tm (second) Tj ET";
    assert_eq!(shown(turned), "First\nsecond");
}

#[test]
fn every_operator_that_shows_text_is_known() {
    let content = "BT /F1 10 Tf 12 TL 50 700 Td (one) Tj T* (two) Tj (three) ' \
                   0 0 (four) \" 0 -12 TD (five) Tj 1 0 0 1 50 600 Tm [(six)] TJ ET";
    assert_eq!(shown(content), "one\ntwo\nthree\nfour\nfive\nsix");
}

#[test]
fn strings_are_unescaped() {
    assert_eq!(
        shown(
            r"BT /F1 10 Tf (\(a\) \101\x, b\
c) Tj ET"
        ),
        "(a) Ax, bc"
    );
    assert_eq!(shown("BT /F1 10 Tf <48 656c6C 6F> Tj ET"), "Hello");
}

#[test]
fn curly_quotes_of_the_usual_encoding_are_read() {
    let content = b"BT /F1 10 Tf (patient\x92s \x93pain\x94 \x96 7) Tj ET";
    assert_eq!(text_of(pdf_of_content(content, "")), "patient’s “pain” – 7");
}

#[test]
fn glyph_names_of_an_encoding_are_read() {
    let font = "<< /Type /Font /Subtype /Type1 /BaseFont /Custom /Encoding << /Differences \
                [1 /fi /uni0041 /quoteright /a14 /odieresis.alt] >> >>";
    assert_eq!(shown_in(font, r"BT /F1 10 Tf (\001\002\003\004\005) Tj ET"), "fiA’ffiö");
}

#[test]
fn images_in_the_content_are_passed_over() {
    let content = "BI /W 2 /H 2 ID \u{1}(Tj EI\u{2} EI\nBT /F1 10 Tf (after) Tj ET";
    assert_eq!(shown(content), "after");
}

#[test]
fn replaced_text_is_read_in_the_place_of_what_is_drawn() {
    let content = "BT /F1 10 Tf 50 700 Td /Span << /ActualText (office) >> BDC (o) Tj (xyz) Tj EMC \
                   ( visit) Tj ET";
    assert_eq!(shown(content), "office visit");
}

#[test]
fn forms_are_drawn_where_they_are_called() {
    let mut pdf = PdfBuilder::new();
    let font = pdf.add(HELVETICA);
    let form = pdf.add_stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 99 99] /Matrix [1 0 0 1 0 -100]",
        b"BT /F1 10 Tf 50 700 Td (inside) Tj ET /Fm Do",
    );
    let content = pdf.add_stream(
        "",
        b"BT /F1 10 Tf 50 700 Td (before) Tj ET /Fm Do BT /F1 10 Tf 50 500 Td (after) Tj ET",
    );
    let root = pdf.add_pages(font, &[content], &format!("/XObject << /Fm {form} 0 R >>"));
    assert_eq!(text_of(pdf.finish(root, "")), "before\ninside\nafter");
}

/// A two-byte font with these entries beside the usual, and this CMap.
fn composite(descendant: &str, cmap: &str, content: &str) -> String {
    let mut pdf = PdfBuilder::new();
    let cmap = pdf.add_stream("", cmap.as_bytes());
    let inner =
        pdf.add(format!("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X {descendant} >>"));
    let font = pdf.add(format!(
        "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H \
         /DescendantFonts [{inner} 0 R] /ToUnicode {cmap} 0 R >>"
    ));
    let content = pdf.add_stream("", content.as_bytes());
    let root = pdf.add_pages(font, &[content], "");
    text_of(pdf.finish(root, ""))
}

#[test]
fn glyph_numbers_are_translated_by_every_form_of_entry() {
    let cmap = "2 beginbfchar <0001> <0048> <0002> <00660066> endbfchar \
                2 beginbfrange <0003> <0005> <0061> <0006> <0007> [<0078> <0079>] endbfrange";
    assert_eq!(
        composite("/DW 500", cmap, "BT /F1 10 Tf <0001000200030004000500060007> Tj ET"),
        "Hffabcxy"
    );
}

#[test]
fn widths_of_both_forms_keep_words_whole() {
    let cmap = "1 beginbfrange <0000> <00FF> <0000> endbfrange";
    let widths = "/DW 1000 /W [70 [200 200] 73 90 200]";
    let content =
        "BT /F1 10 Tf 50 700 Td <0046> Tj 2 0 Td <0047> Tj 2 0 Td <0049> Tj 2 0 Td <005A> Tj ET";
    assert_eq!(composite(widths, cmap, content), "FGIZ");
}

#[test]
fn a_type_1_font_tells_its_encoding_itself() {
    let mut pdf = PdfBuilder::new();
    let program = pdf.add_stream(
        "",
        b"%!PS-AdobeFont-1.0: X\n/Encoding 256 array\n0 1 255 {1 index exch /.notdef put} for\n\
          dup 14 /ffi put\ndup 111 /o put\nreadonly def\ncurrentfile eexec",
    );
    let font = pdf.add(format!(
        "<< /Type /Font /Subtype /Type1 /BaseFont /X /FirstChar 14 /Widths [800] \
         /FontDescriptor << /Type /FontDescriptor /FontFile {program} 0 R >> >>"
    ));
    let content = pdf.add_stream("", br"BT /F1 10 Tf (o\016) Tj ET");
    let root = pdf.add_pages(font, &[content], "");
    assert_eq!(text_of(pdf.finish(root, "")), "offi");
}

#[test]
fn a_lost_trailer_is_mended() {
    let pdf = pdf_of_text("Still here\n");
    let cut = pdf.windows(5).position(|bytes| bytes == b"/Root").expect("a trailer");
    assert_eq!(text_of(pdf[..cut].to_vec()), "Still here");
}

#[test]
fn a_lost_font_is_stood_in_for() {
    let pdf = pdf_of_text("Still here\n");
    let text = String::from_utf8_lossy(&pdf).replace("1 0 obj", "9 0 obj");
    assert_eq!(text_of(text.into_bytes()), "Still here");
}

#[test]
fn what_is_no_pdf_inside_is_damaged() {
    assert_eq!(extract(b"%PDF-1.4\nnothing".to_vec()), Err(ExtractError::DamagedPdf));
}

#[test]
fn more_drawing_than_any_letter_is_given_up() {
    let mut pdf = PdfBuilder::new();
    let font = pdf.add(HELVETICA);
    let form = |next: usize| {
        format!(
            "/Type /XObject /Subtype /Form /BBox [0 0 9 9] \
 /Resources << /XObject << /N {next} 0 R >> >>"
        )
    };
    for next in 3..=13 {
        pdf.add_stream(&form(next), &b"/N Do ".repeat(20));
    }
    pdf.add_stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9]", b"");
    let content = pdf.add_stream("", &[content_of_lines(["text"]), b"/N Do".to_vec()].concat());
    let root = pdf.add_pages(font, &[content], "/XObject << /N 2 0 R >>");
    assert_eq!(extract(pdf.finish(root, "")), Err(ExtractError::TooMuch));
}
