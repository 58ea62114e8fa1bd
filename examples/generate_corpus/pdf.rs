//! Blocks typeset as a PDF: Times, letter paper, compressed pages, nothing embedded.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;

use crate::layout::Block;

/// Points, from the lower left corner of a letter page.
const LEFT: i64 = 72;
const TOP: i64 = 710;
const BOTTOM: i64 = 72;
const LEADING: i64 = 14;
const SECOND_COLUMN: i64 = 310;
/// Characters that fit a line of Times at 12 points, on average: in prose, in bold, in capitals.
const WIDTHS: [usize; 3] = [88, 78, 56];
const SIZE: i64 = 12;

/// A line at its place.
struct Line {
    x: i64,
    y: i64,
    bold: bool,
    text: String,
}

/// The objects that every file begins with; those of the pages come after them.
const CATALOG: &str = "<< /Type /Catalog /Pages 2 0 R >>";
const FIRST_PAGE: usize = 5;

/// The letter as a PDF file: catalog, page tree, two fonts, then each page and its content.
pub(crate) fn typeset(blocks: &[Block]) -> Vec<u8> {
    let pages = place(blocks);
    let kids: Vec<String> =
        (0..pages.len()).map(|page| format!("{} 0 R", FIRST_PAGE + 2 * page)).collect();
    let tree = format!(
        "<< /Type /Pages /Kids [{}] /Count {} /MediaBox [0 0 612 792] \
         /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>",
        kids.join(" "),
        kids.len()
    );
    let mut objects = vec![CATALOG.as_bytes().to_vec(), tree.into_bytes()];
    objects.extend(["Times-Roman", "Times-Bold"].map(font));
    for (number, page) in pages.iter().enumerate() {
        let contents = FIRST_PAGE + 2 * number + 1;
        let page_object = format!("<< /Type /Page /Parent 2 0 R /Contents {contents} 0 R >>");
        objects.push(page_object.into_bytes());
        objects.push(content_stream(page));
    }
    assemble(&objects)
}

fn font(name: &str) -> Vec<u8> {
    let encoding = "/Encoding /WinAnsiEncoding";
    format!("<< /Type /Font /Subtype /Type1 /BaseFont /{name} {encoding} >>").into_bytes()
}

/// The drawing of a page, compressed.
fn content_stream(lines: &[Line]) -> Vec<u8> {
    let mut drawing = String::new();
    for Line { x, y, bold, text } in lines {
        let font = if *bold { "F2" } else { "F1" };
        let text = escape(text);
        drawing.push_str(&format!("BT /{font} {SIZE} Tf {x} {y} Td ({text}) Tj ET\n"));
    }
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    // A vector takes whatever is written to it.
    let _ = encoder.write_all(drawing.as_bytes());
    let packed = encoder.finish().unwrap_or_default();
    let mut object =
        format!("<< /Filter /FlateDecode /Length {} >>\nstream\n", packed.len()).into_bytes();
    object.extend(packed);
    object.extend(b"\nendstream");
    object
}

/// The objects numbered from 1, with the table of where each begins.
fn assemble(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut file = b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (index, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.extend(format!("{} 0 obj\n", index + 1).bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    let start = file.len();
    let size = objects.len() + 1;
    file.extend(table.bytes());
    let trailer = format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
    file.extend(trailer.bytes());
    file
}

/// Text inside a PDF string. The phrase banks are ASCII; anything else becomes a question mark.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if matches!(c, '(' | ')' | '\\') {
            escaped.push('\\');
        }
        escaped.push(if c.is_ascii() { c } else { '?' });
    }
    escaped
}

/// The lines of each page.
fn place(blocks: &[Block]) -> Vec<Vec<Line>> {
    let mut pages = vec![Vec::new()];
    let mut y = TOP;
    for block in blocks {
        for (x, bold, text) in lines_of(block) {
            if x == LEFT {
                y -= LEADING;
            }
            if y < BOTTOM {
                pages.push(Vec::new());
                y = TOP;
            }
            if let Some(page) = pages.last_mut() {
                page.push(Line { x, y, bold, text });
            }
        }
        y -= LEADING / 2;
    }
    pages
}

/// Where each line of a block begins, whether it is bold, its text.
fn lines_of(block: &Block) -> Vec<(i64, bool, String)> {
    match block {
        Block::Header(rows) => header_lines(rows),
        Block::Lines(texts) => texts.iter().map(|text| (LEFT, false, text.clone())).collect(),
        Block::Heading(text) | Block::Item(text) => wrapped(text, true),
        Block::Prose(text) => wrapped(text, false),
    }
}

/// Two columns; the last label of the right one breaks around its date, as in real letters.
fn header_lines(rows: &[(String, Option<String>)]) -> Vec<(i64, bool, String)> {
    let mut lines = Vec::new();
    for (left, right) in rows {
        lines.push((LEFT, false, left.clone()));
        let Some(right) = right else { continue };
        match right.strip_prefix("Application Received: ") {
            Some(date) => {
                lines.push((SECOND_COLUMN, false, "Application".to_owned()));
                lines.push((SECOND_COLUMN + 110, false, date.to_owned()));
                lines.push((LEFT, false, String::new()));
                lines.push((SECOND_COLUMN, false, "Received:".to_owned()));
            }
            None => lines.push((SECOND_COLUMN, false, right.clone())),
        }
    }
    lines
}

fn wrapped(text: &str, bold: bool) -> Vec<(i64, bool, String)> {
    let has_lower_case = text.bytes().any(|b| b.is_ascii_lowercase());
    let width = WIDTHS[usize::from(bold) + usize::from(!has_lower_case)];
    let options = textwrap::Options::new(width).break_words(false);
    let options = options.word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::wrap(text, options).into_iter().map(|line| (LEFT, bold, line.into_owned())).collect()
}
