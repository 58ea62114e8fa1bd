//! PDFs whose objects, tables of objects, page trees or encryption are wrong.

use std::fmt::Write as _;

use super::Expect::{self, Indexed, Unreadable};
use super::pdf_builder::{HELVETICA, PdfBuilder, pdf_of_text};
use super::{Hostile, file};
use super::{letter, letter_content, letter_pdf};

pub(super) fn kinds() -> Vec<Hostile> {
    let mut kinds = cut();
    kinds.extend(tables());
    kinds.extend(trees());
    kinds.extend(nesting());
    kinds.extend(encryption());
    kinds
}

fn cut() -> Vec<Hostile> {
    let cut = |tenths: usize, expect: Expect| {
        file(
            &format!("cut_at_{tenths}_tenths.pdf"),
            "cut off, as an interrupted download leaves it",
            expect,
            move || {
                let pdf = letter_pdf();
                pdf[..pdf.len() * tenths / 10].to_vec()
            },
        )
    };
    let mut kinds: Vec<Hostile> = (1..=8).map(|tenths| cut(tenths, Unreadable)).collect();
    kinds.push(cut(9, Indexed));
    kinds.push(file("cut_head.pdf", "its first 60 bytes are missing", Indexed, || {
        letter_pdf()[60..].to_vec()
    }));
    kinds.push(file("junk_before.pdf", "700 bytes of mail before it", Indexed, || {
        [b"From: clerk\r\n".repeat(54).as_slice(), &letter_pdf()].concat()
    }));
    kinds.push(file("junk_after.pdf", "2 MB of noise after it", Indexed, || {
        [letter_pdf(), super::texts::noise(2_000_000)].concat()
    }));
    kinds
}

/// The good PDF with one part of it replaced.
fn altered(from: &'static str, to: &'static str) -> impl Fn() -> Vec<u8> {
    move || replace(&letter_pdf(), from.as_bytes(), to.as_bytes())
}

fn replace(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut replaced = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at..].starts_with(from) {
            replaced.extend_from_slice(to);
            at += from.len();
        } else {
            replaced.push(bytes[at]);
            at += 1;
        }
    }
    replaced
}

fn tables() -> Vec<Hostile> {
    vec![
        file("no_trailer.pdf", "no trailer", Indexed, altered("trailer", "")),
        file("no_startxref.pdf", "no pointer to the table", Indexed, altered("startxref", "")),
        file(
            "table_elsewhere.pdf",
            "the pointer leads nowhere",
            Indexed,
            altered("startxref\n", "startxref\n9"),
        ),
        file(
            "table_negative.pdf",
            "the pointer is negative",
            Indexed,
            altered("startxref\n", "startxref\n-"),
        ),
        file(
            "table_shifted.pdf",
            "every entry of the table is off",
            Indexed,
            altered("%PDF-1.5\n", "%PDF-1.5\n%moved\n"),
        ),
        file(
            "table_of_billions.pdf",
            "the table claims 4294967295 entries",
            Indexed,
            altered("xref\n0 ", "xref\n0 4294967295 "),
        ),
        file(
            "table_before_itself.pdf",
            "the table names itself as its predecessor",
            Indexed,
            || {
                let pdf = letter_pdf();
                let text = String::from_utf8_lossy(&pdf).into_owned();
                let start = text
                    .rsplit("startxref\n")
                    .next()
                    .and_then(|t| t.lines().next())
                    .unwrap_or("0")
                    .to_owned();
                replace(&pdf, b"/Size", format!("/Prev {start} /Size").as_bytes())
            },
        ),
        file("crlf.pdf", "sent as text: line feeds became CR LF", Indexed, || {
            replace(&letter_pdf(), b"\n", b"\r\n")
        }),
        file(
            "catalog_missing.pdf",
            "the trailer's catalog is not there",
            Indexed,
            altered("/Root ", "/Root 99"),
        ),
        file(
            "catalog_is_a_page.pdf",
            "no catalog among the objects",
            Indexed,
            altered("/Catalog", "/Dog"),
        ),
        file("object_is_itself.pdf", "an object that refers to itself", Unreadable, || {
            raw(&["1 0 R", "<< /Type /Catalog /Pages 1 0 R >>"], 2)
        }),
        file("objects_in_a_ring.pdf", "objects that refer to each other", Unreadable, || {
            raw(&["2 0 R", "3 0 R", "1 0 R", "<< /Type /Catalog /Pages 1 0 R >>"], 4)
        }),
        file(
            "object_stream_in_itself.pdf",
            "an object stream that holds itself",
            Unreadable,
            || {
                let mut pdf = PdfBuilder::new();
                pdf.add_stream(
                    "/Type /ObjStm /N 2 /First 8 /Extends 1 0 R",
                    b"1 0 2 3 1 0 R << /Type /Catalog /Pages 1 0 R >>",
                );
                pdf.finish(2, "")
            },
        ),
        file(
            "object_stream_of_billions.pdf",
            "an object stream that claims 10^9 objects",
            Indexed,
            || {
                let mut pdf = PdfBuilder::new();
                let root = add_letter(&mut pdf);
                pdf.add_stream("/Type /ObjStm /N 1000000000 /First 8", b"9 0 10 4 null null");
                pdf.finish(root, "")
            },
        ),
        file(
            "table_stream_too_wide.pdf",
            "a table as a stream with entries of 10^9 bytes",
            Unreadable,
            || {
                let mut file = b"%PDF-1.5\n".to_vec();
                let start = file.len();
                file.extend_from_slice(b"1 0 obj << /Type /XRef /W [1000000000 2147483647 -1] \
 /Index [0 2147483647] /Size 2147483647 /Root 1 0 R /Length 9 >> stream\n123456789\nendstream endobj\nstartxref\n");
                file.extend_from_slice(format!("{start}\n%%EOF").as_bytes());
                file
            },
        ),
        file("million_objects.pdf", "a million empty objects beside the letter", Indexed, || {
            let mut pdf = PdfBuilder::new();
            let root = add_letter(&mut pdf);
            for _ in 0..1_000_000 {
                pdf.add("null");
            }
            pdf.finish(root, "")
        }),
    ]
}

/// A file of these objects, numbered from 1.
fn raw(objects: &[&str], root: usize) -> Vec<u8> {
    let mut pdf = PdfBuilder::new();
    for object in objects {
        pdf.add(*object);
    }
    pdf.finish(root, "")
}

/// Adds the letter on one page; gives the catalog's number.
fn add_letter(pdf: &mut PdfBuilder) -> usize {
    let font = pdf.add(HELVETICA);
    let content = pdf.add_stream("", &letter_content());
    pdf.add_pages(font, &[content], "")
}

fn trees() -> Vec<Hostile> {
    vec![
        file("kids_in_a_ring.pdf", "a page tree that comes back to its root", Unreadable, || {
            raw(
                &[
                    "<< /Type /Catalog /Pages 2 0 R >>",
                    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                    "<< /Type /Pages /Kids [2 0 R] /Count 1 >>",
                ],
                1,
            )
        }),
        file("kids_are_itself.pdf", "a page tree 100,000 times its own child", Unreadable, || {
            let kids = "2 0 R ".repeat(100_000);
            raw(
                &[
                    "<< /Type /Catalog /Pages 2 0 R >>",
                    &format!("<< /Type /Pages /Kids [{kids}] /Count 1 >>"),
                ],
                1,
            )
        }),
        file("kids_10000_deep.pdf", "a page tree 10,000 levels deep", Unreadable, || {
            let mut pdf = PdfBuilder::new();
            let root = pdf.add("<< /Type /Catalog /Pages 2 0 R >>");
            for level in 0..10_000 {
                pdf.add(format!("<< /Type /Pages /Kids [{} 0 R] /Count 1 >>", level + 3));
            }
            pdf.finish(root, "")
        }),
        file("no_pages.pdf", "no page at all", Unreadable, || {
            raw(&["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>"], 1)
        }),
        file(
            "pages_are_a_number.pdf",
            "a number in the place of the page tree",
            Unreadable,
            || raw(&["<< /Type /Catalog /Pages 7 >>"], 1),
        ),
        file("pages_10000.pdf", "10,000 pages", Indexed, || {
            let blank = "see the next page\n".repeat(480_000);
            pdf_of_text(&(letter() + &blank))
        }),
        file(
            "page_shown_100000_times.pdf",
            "one page 100,000 times among the kids",
            Indexed,
            || {
                let mut pdf = PdfBuilder::new();
                let font = pdf.add(HELVETICA);
                let content = pdf.add_stream("", &letter_content());
                let page = pdf.add(format!(
                    "<< /Type /Page /Contents {content} 0 R \
 /Resources << /Font << /F1 {font} 0 R >> >> >>"
                ));
                let tree = pdf.add(format!(
                    "<< /Type /Pages /Kids [{}] /Count 1 >>",
                    format!("{page} 0 R ").repeat(100_000)
                ));
                let root = pdf.add(format!("<< /Type /Catalog /Pages {tree} 0 R >>"));
                pdf.finish(root, "")
            },
        ),
        file(
            "parent_is_itself.pdf",
            "a page that is its own parent and has no fonts",
            Unreadable,
            || {
                raw(
                    &[
                        "<< /Type /Catalog /Pages 9 0 R >>",
                        "<< /Type /Page /Parent 2 0 R /Contents 3 0 R >>",
                        "<< /Length 9 >> stream\n(x) Tj BT\nendstream",
                    ],
                    1,
                )
            },
        ),
        file(
            "media_box_giant.pdf",
            "a page larger than the world",
            Unreadable,
            altered("[0 0 612 792]", "[-1e38 -1e38 1e38 99999999999999999999]"),
        ),
        file(
            "media_box_of_nothing.pdf",
            "a page without extent",
            Indexed,
            altered("[0 0 612 792]", "[(a) /b null]"),
        ),
    ]
}

fn nesting() -> Vec<Hostile> {
    let nested = |open: &str, close: &str| {
        let value = open.repeat(100_000) + &close.repeat(100_000);
        move || {
            let mut pdf = PdfBuilder::new();
            let root = add_letter(&mut pdf);
            let extra = pdf.add(value.clone());
            pdf.finish(root, &format!("/Info {extra} 0 R /Extra {value}"))
        }
    };
    let unclosed = |open: &str| {
        let value = open.repeat(100_000);
        move || {
            let mut pdf = PdfBuilder::new();
            let root = add_letter(&mut pdf);
            pdf.add(value.clone());
            pdf.finish(root, "")
        }
    };
    vec![
        file("arrays_100000_deep.pdf", "arrays within arrays", Indexed, nested("[", "]")),
        file(
            "dictionaries_100000_deep.pdf",
            "dictionaries within dictionaries",
            Indexed,
            nested("<</A ", ">>"),
        ),
        file("parentheses_100000_deep.pdf", "strings within strings", Indexed, nested("(", ")")),
        file("arrays_unclosed.pdf", "100,000 arrays that never end", Indexed, unclosed("[")),
        file(
            "dictionaries_unclosed.pdf",
            "100,000 dictionaries that never end",
            Indexed,
            unclosed("<</A "),
        ),
        file("kids_nested.pdf", "kids within kids, all direct", Unreadable, || {
            let mut tree = String::new();
            for _ in 0..20_000 {
                let _ = write!(tree, "<< /Type /Pages /Count 1 /Kids [");
            }
            tree.push_str(&"] >>".repeat(20_000));
            raw(&["<< /Type /Catalog /Pages 2 0 R >>", &tree], 1)
        }),
    ]
}

fn encryption() -> Vec<Hostile> {
    let encrypted = |entries: &'static str| {
        move || {
            let mut pdf = PdfBuilder::new();
            let root = add_letter(&mut pdf);
            let encrypt = pdf.add(format!("<< /Filter /Standard {entries} >>"));
            pdf.finish(
                root,
                &format!("/Encrypt {encrypt} 0 R /ID [<0123456789abcdef> <0123456789abcdef>]"),
            )
        }
    };
    let hash = "/O <6162636465666768696a6b6c6d6e6f706162636465666768696a6b6c6d6e6f70> \
                /U <7172737475767778797a7b7c7d7e7f707172737475767778797a7b7c7d7e7f70>";
    let password: &'static str = Box::leak(format!("/V 2 /R 3 /Length 128 /P -44 {hash}").into());
    let absurd: &'static str =
        Box::leak(format!("/V 2 /R 3 /Length 2147483647 /P 1 {hash}").into());
    vec![
        file("password.pdf", "opens with a password only", Unreadable, encrypted(password)),
        file(
            "encryption_unknown.pdf",
            "encrypted by a method nobody knows",
            Unreadable,
            encrypted("/V 99 /R 99"),
        ),
        file("encryption_empty.pdf", "encrypted, but nothing says how", Unreadable, encrypted("")),
        file("encryption_key_giant.pdf", "a key of 2^31 bits", Unreadable, encrypted(absurd)),
        file(
            "encryption_is_itself.pdf",
            "its encryption is described by its trailer",
            Unreadable,
            || {
                let mut pdf = PdfBuilder::new();
                let root = add_letter(&mut pdf);
                pdf.finish(root, &format!("/Encrypt {root} 0 R"))
            },
        ),
    ]
}
