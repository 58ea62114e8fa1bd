//! Blocks typeset as a PDF: Times, letter paper, compressed pages, nothing embedded.

use lopdf::content::{Content, Operation};
use lopdf::{Document, Object, ObjectId, Stream, StringFormat, dictionary};

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

/// The letter as a PDF file.
pub(crate) fn typeset(blocks: &[Block]) -> Vec<u8> {
    let mut document = Document::with_version("1.5");
    let tree = document.new_object_id();
    let fonts = [("F1", "Times-Roman"), ("F2", "Times-Bold")].map(|(name, base)| {
        let font = dictionary! {
            "Type" => "Font", "Subtype" => "Type1", "BaseFont" => base,
            "Encoding" => "WinAnsiEncoding",
        };
        (name, document.add_object(font))
    });
    let fonts: lopdf::Dictionary = fonts.into_iter().map(|(k, id)| (k, Object::from(id))).collect();
    let resources = document.add_object(dictionary! { "Font" => fonts });
    let pages: Vec<Object> =
        place(blocks).iter().map(|page| add_page(&mut document, tree, page).into()).collect();
    let count = pages.len() as i64;
    document.set_object(
        tree,
        dictionary! {
            "Type" => "Pages", "Kids" => pages, "Count" => count, "Resources" => resources,
            "MediaBox" => vec![0.into(), 0.into(), 612.into(), 792.into()],
        },
    );
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    // A vector takes whatever is written to it.
    let _ = document.save_to(&mut bytes);
    bytes
}

fn add_page(document: &mut Document, tree: ObjectId, lines: &[Line]) -> ObjectId {
    let mut operations = Vec::new();
    for line in lines {
        let font: &[u8] = if line.bold { b"F2" } else { b"F1" };
        let text = Object::String(win_ansi(&line.text), StringFormat::Literal);
        operations.extend([
            Operation::new("BT", vec![]),
            Operation::new("Tf", vec![Object::Name(font.to_vec()), SIZE.into()]),
            Operation::new("Td", vec![line.x.into(), line.y.into()]),
            Operation::new("Tj", vec![text]),
            Operation::new("ET", vec![]),
        ]);
    }
    let content = Content { operations }.encode().unwrap_or_default();
    let mut stream = Stream::new(dictionary! {}, content);
    // What cannot be compressed stays as it is, which is a valid PDF too.
    let _ = stream.compress();
    let contents = document.add_object(stream);
    document.add_object(dictionary! { "Type" => "Page", "Parent" => tree, "Contents" => contents })
}

/// The phrase banks are ASCII; anything else becomes a question mark.
fn win_ansi(text: &str) -> Vec<u8> {
    text.chars().map(|c| if c.is_ascii() { c as u8 } else { b'?' }).collect()
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
