//! The encoding inside an embedded Type 1 font program.
//!
//! LaTeX embeds fonts whose dictionaries name no encoding and no ToUnicode: only the program tells
//! that code 11 is an `ff`. It says so in clear text, before its encrypted part.

use hayro_syntax::object::{Dict, Stream};

use super::encoding::{self, Encoding, Table};
use super::lexer::{Lexer, Operand};

/// Bytes of a program in which the encoding must stand.
const CLEAR_TEXT: usize = 1 << 16;

/// The encoding of the font program that this descriptor embeds, if it spells one out.
pub(super) fn find_encoding(descriptor: &Dict) -> Option<Table> {
    let data = descriptor.get::<Stream>("FontFile")?.decoded_data().ok()?.into_owned();
    parse_type1(&data[..data.len().min(CLEAR_TEXT)])
}

/// `/Encoding 256 array ... dup 11 /ff put ... readonly def`, or `/Encoding StandardEncoding def`.
fn parse_type1(program: &[u8]) -> Option<Table> {
    let start = memchr::memmem::find(program, b"/Encoding")?;
    let mut lexer = Lexer::new(&program[start..]);
    let mut table = [None; 256];
    while let Some(operator) = lexer.next_operator() {
        match operator {
            b"StandardEncoding" => return Some(*Encoding::Standard.table()),
            b"put" => {
                if let [.., Operand::Number(code), Operand::Name(name)] = lexer.operands[..] {
                    let name = std::str::from_utf8(name).unwrap_or_default();
                    if let Some(slot) = table.get_mut(code as usize) {
                        *slot = encoding::glyph_char(name);
                    }
                }
            }
            b"def" | b"readonly" | b"eexec" => break,
            _ => {}
        }
    }
    Some(table)
}
