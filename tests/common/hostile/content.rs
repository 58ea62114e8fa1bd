//! Operators that are wrong, too many, or go round in circles.

use super::Expect::{self, Indexed, Unreadable};
use super::letter_content;
use super::pdf_builder::{HELVETICA, PdfBuilder, pdf_of_content};
use super::{Hostile, file};

pub(super) fn kinds() -> Vec<Hostile> {
    let mut kinds = operators();
    kinds.extend(forms());
    kinds
}

fn operators() -> Vec<Hostile> {
    let with = |name: &str, what, expect: Expect, before: fn() -> Vec<u8>| {
        file(name, what, expect, move || {
            pdf_of_content(&[before(), b"\n".to_vec(), letter_content()].concat(), "")
        })
    };
    vec![
        with("saves_100000.pdf", "100,000 saved states", Indexed, || b"q ".repeat(100_000)),
        with("restores_100000.pdf", "100,000 states restored that nobody saved", Indexed, || {
            b"Q ".repeat(100_000)
        }),
        with(
            "brackets_in_content.pdf",
            "100,000 arrays within arrays in the content",
            Indexed,
            || [b"[".repeat(100_000), b"]".repeat(100_000), b" TJ".to_vec()].concat(),
        ),
        with(
            "parentheses_in_content.pdf",
            "strings within strings in the content",
            Indexed,
            || [b"(".repeat(100_000), b")".repeat(100_000), b" Tj".to_vec()].concat(),
        ),
        with("string_unclosed.pdf", "a string that never ends", Unreadable, || b"(".to_vec()),
        with("numbers_million.pdf", "a million numbers before an operator", Indexed, || {
            [b"1 ".repeat(1_000_000), b" Tc 0 Tc".to_vec()].concat()
        }),
        with("numbers_endless.pdf", "numbers beyond all measure", Indexed, || {
            [b"9".repeat(100_000), b" 0 0 1 0 0 Tm 1e999 -1e999 Td --..5 Ts".to_vec()].concat()
        }),
        with("matrix_of_nothing.pdf", "everything drawn in one point", Indexed, || {
            b"0 0 0 0 0 0 cm".to_vec()
        }),
        with("matrix_giant.pdf", "everything drawn beyond the stars", Indexed, || {
            format!("{0} 0 0 {0} {0} {0} cm ", "9".repeat(300)).repeat(3).into_bytes()
        }),
        with("operands_missing.pdf", "operators without operands", Indexed, || {
            b"Tj TJ ' \" Td TD Tm Tf Tc Tw Tz TL Ts cm Do gs BDC EMC EMC EMC ".repeat(1000)
        }),
        with("operators_unknown.pdf", "a million operators nobody knows", Indexed, || {
            b"foo ".repeat(1_000_000)
        }),
        with("image_unclosed.pdf", "an inline image that never ends", Unreadable, || {
            b"BI /W 9 /H 9 ID \x00\x01\x02".to_vec()
        }),
        with("image_inline.pdf", "an inline image with operators in its data", Indexed, || {
            b"BI /W 9 /H 9 ID \x00(EI Tj EI)\xff EI".to_vec()
        }),
        with("operators_50_mb.pdf", "50 MB of operators that draw nothing", Indexed, || {
            b"0 0 m ".repeat(50 * 1024 * 1024 / 6)
        }),
        with("text_8_mb.pdf", "8 MB of text on one page", Indexed, || {
            [b"BT /F1 9 Tf ".to_vec(), b"(page after page ) Tj ".repeat(500_000)].concat()
        }),
        with("marked_100000_deep.pdf", "marked content within marked content", Indexed, || {
            [b"/P BMC ".repeat(100_000), b"EMC ".repeat(100_000)].concat()
        }),
        file("no_font.pdf", "text without any font", Unreadable, || {
            pdf_of_content(b"BT (nobody knows what this says) Tj ET", "")
        }),
        file("no_text.pdf", "lines and boxes only", Unreadable, || {
            pdf_of_content(&b"0 0 m 9 9 l S 1 2 3 4 re f ".repeat(1000), "")
        }),
        file("scan.pdf", "an image only, as scanners make it", Unreadable, scan),
    ]
}

/// A page that shows an image and no text.
fn scan() -> Vec<u8> {
    let mut pdf = PdfBuilder::new();
    let font = pdf.add(HELVETICA);
    let image = pdf.add_stream(
        "/Type /XObject /Subtype /Image /Width 99 /Height 99 \
 /ColorSpace /DeviceGray /BitsPerComponent 8",
        &super::texts::noise(99 * 99),
    );
    let content = pdf.add_stream("", b"q 612 0 0 792 0 0 cm /Im1 Do Q");
    let root = pdf.add_pages(font, &[content], &format!("/XObject << /Im1 {image} 0 R >>"));
    pdf.finish(root, "")
}

fn forms() -> Vec<Hostile> {
    vec![
        file("form_draws_itself.pdf", "a form that draws itself", Indexed, || {
            with_forms(&[(b"/X0 Do /X0 Do", &[0])])
        }),
        file("forms_draw_each_other.pdf", "two forms that draw each other", Indexed, || {
            with_forms(&[(b"/X1 Do", &[1]), (b"/X0 Do", &[0])])
        }),
        file(
            "forms_20_by_20.pdf",
            "twenty forms, each draws the next one twenty times",
            Unreadable,
            || {
                let calls: Vec<(Vec<u8>, [usize; 1])> = (1..=20)
                    .map(|next| (format!("/X{next} Do ").repeat(20).into_bytes(), [next]))
                    .collect();
                let mut forms: Vec<(&[u8], &[usize])> = calls
                    .iter()
                    .map(|(content, uses)| (content.as_slice(), uses.as_slice()))
                    .collect();
                forms.push((b"0 g", &[]));
                with_forms(&forms)
            },
        ),
        file("forms_5000_deep.pdf", "five thousand forms, each in the one before", Indexed, || {
            let calls: Vec<(Vec<u8>, [usize; 1])> =
                (1..=5000).map(|next| (format!("/X{next} Do").into_bytes(), [next])).collect();
            let mut forms: Vec<(&[u8], &[usize])> =
                calls.iter().map(|(content, uses)| (content.as_slice(), uses.as_slice())).collect();
            forms.push((b"0 g", &[]));
            with_forms(&forms)
        }),
    ]
}

/// The letter after a call of the first of these forms, each with those that it may call.
fn with_forms(forms: &[(&[u8], &[usize])]) -> Vec<u8> {
    let mut pdf = PdfBuilder::new();
    let font = pdf.add(HELVETICA);
    let first = pdf.next();
    for (content, uses) in forms {
        let uses: String =
            uses.iter().map(|form| format!("/X{form} {} 0 R ", first + form)).collect();
        let entries = format!(
            "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << {uses} >> >>"
        );
        pdf.add_stream(&entries, content);
    }
    let content = pdf.add_stream("", &[b"/X0 Do\n".to_vec(), letter_content()].concat());
    let root = pdf.add_pages(font, &[content], &format!("/XObject << /X0 {first} 0 R >>"));
    pdf.finish(root, "")
}
