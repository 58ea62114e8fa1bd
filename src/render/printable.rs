//! What may reach the terminal of a person.
//!
//! Names of files, arguments and letters are written by others. A terminal obeys the control
//! characters in them: it may retitle its window, fill the clipboard, or hide what follows; and
//! bidirectional controls make a line read other than it is. Each of them is shown as U+FFFD.

use std::borrow::Cow;
use std::path::Path;

/// What stands for a character that is not shown.
const REPLACEMENT: char = char::REPLACEMENT_CHARACTER;

/// `text` on one line, with nothing in it that a terminal obeys.
pub(crate) fn printable(text: &str) -> Cow<'_, str> {
    replaced(text, is_obeyed)
}

/// The lines of `text`, with nothing else in them that a terminal obeys.
pub(crate) fn printable_lines(text: &str) -> Cow<'_, str> {
    replaced(text, |c| c != '\n' && is_obeyed(c))
}

fn replaced(text: &str, unwanted: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&unwanted) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| if unwanted(c) { REPLACEMENT } else { c }).collect())
}

/// Control characters, bidirectional controls (Unicode Standard Annex 9, 2), and the characters
/// that end a line or a paragraph.
fn is_obeyed(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}')
        || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Text as the renderer has styled it, with nothing in it that a terminal obeys but its line ends,
/// colours and links to files. The renderer cleans what others wrote before it styles it; this is
/// for what was forgotten there.
pub(crate) fn printable_styled(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\x1b') {
        let (plain, from_escape) = rest.split_at(at);
        kept.push_str(&printable_lines(plain));
        let length = own_sequence(from_escape).unwrap_or(0);
        kept.push_str(&from_escape[..length]);
        // An escape that is not ours loses its effect with its first character.
        kept.extend((length == 0).then_some(REPLACEMENT));
        rest = &from_escape[length.max(1)..];
    }
    kept.push_str(&printable_lines(rest));
    kept
}

/// How long the colour or link is that `text` begins with; `None` where it begins with another
/// sequence.
fn own_sequence(text: &str) -> Option<usize> {
    if let Some(parameters) = text.strip_prefix("\x1b[") {
        let digits = parameters.bytes().take_while(|b| b.is_ascii_digit() || *b == b';').count();
        return parameters[digits..].starts_with('m').then_some("\x1b[".len() + digits + 1);
    }
    let target = text.strip_prefix("\x1b]8;;")?;
    let length = target.bytes().take_while(u8::is_ascii_graphic).count();
    let (address, end) = target.split_at(length);
    let ours = address.is_empty() || address.starts_with("file:///");
    (ours && end.starts_with("\x1b\\")).then_some("\x1b]8;;".len() + length + "\x1b\\".len())
}

/// `shown` as a link to the file at `path`, which is absolute, for terminals that open those
/// (OSC 8).
pub(super) fn linked(shown: &str, path: &Path) -> String {
    let address = file_address(path);
    format!("\x1b]8;;{address}\x1b\\{}\x1b]8;;\x1b\\", printable(shown))
}

/// The address of a file, RFC 8089; all but unreserved characters are percent-encoded.
fn file_address(path: &Path) -> String {
    let mut address = String::from("file://");
    for &byte in path.as_os_str().as_encoded_bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            address.push(char::from(byte));
        } else {
            address.push_str(&format!("%{byte:02X}"));
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_obeys_is_replaced() {
        assert_eq!(printable("plain, größer"), "plain, größer");
        assert_eq!(
            printable("a\x1b]0;title\x07b\n\u{9b}2J\u{202e}c"),
            "a\u{fffd}]0;title\u{fffd}b\u{fffd}\u{fffd}2J\u{fffd}c"
        );
        assert_eq!(printable_lines("two\nlines\r"), "two\nlines\u{fffd}");
    }

    #[test]
    fn only_colours_and_links_to_files_are_kept() {
        let own = "\x1b[1m\x1b[31mUPHELD\x1b[0m \x1b]8;;file:///a%20b\x1b\\CM\x1b]8;;\x1b\\\n";
        assert_eq!(printable_styled(own), own);
        for foreign in ["\x1b]52;c;aGk=\x07", "\x1b[2J", "\x1b]8;;http://x\x1b\\", "\x1bc", "\x1b"]
        {
            assert!(!printable_styled(foreign).contains('\x1b') || foreign.contains("8;;"));
            assert!(!printable_styled(foreign).starts_with('\x1b'), "{foreign:?}");
        }
    }

    #[test]
    fn addresses_of_files_are_encoded() {
        assert_eq!(file_address(Path::new("/a b/ü\n.pdf")), "file:///a%20b/%C3%BC%0A.pdf");
    }
}
