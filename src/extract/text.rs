//! Plain text: bytes in whatever encoding to characters.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::ExtractError;

/// First bytes of files that are taken for letters by mistake.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"Rar!", "a rar archive"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"{\\rtf", "rich text"),
];

/// Bytes that decide about the whole file.
const SAMPLE: usize = 1 << 14;

/// The text of a file that is not a PDF.
///
/// UTF-8 (with a byte order mark or without), UTF-16 (by its mark or by its pattern of zero
/// bytes), else Windows-1252, in which every old letter of the program is written. Stray control
/// characters are dropped.
pub(super) fn decode(bytes: &[u8]) -> Result<String, ExtractError> {
    if let Some((_, name)) = SIGNATURES.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err(ExtractError::Binary(name));
    }
    let text = match find_utf16(bytes) {
        Some(encoding) => encoding.decode(bytes).0,
        None => decode_bytes(bytes)?,
    };
    if text.trim().is_empty() {
        return Err(ExtractError::Empty);
    }
    let text = if may_hold_strays(text.as_bytes()) { without_strays(text)? } else { text };
    Ok(with_line_feeds(text))
}

/// UTF-8 or Windows-1252.
fn decode_bytes(bytes: &[u8]) -> Result<Cow<'_, str>, ExtractError> {
    let body = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let sample = &body[..body.len().min(SAMPLE)];
    let zeros = memchr::memchr_iter(0, sample).count();
    if zeros * 20 > sample.len() {
        return Err(ExtractError::Binary("binary data"));
    }
    Ok(match std::str::from_utf8(body) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) if is_mostly_utf8(body) => String::from_utf8_lossy(body),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(body).0,
    })
}

/// UTF-16, by its mark, or where every other byte of the sample is nearly always zero.
fn find_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [0xff, 0xfe, ..] => return Some(UTF_16LE),
        [0xfe, 0xff, ..] => return Some(UTF_16BE),
        _ => {}
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    memchr::memchr(0, sample)?;
    let zeros_at =
        |parity: usize| sample.iter().skip(parity).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd, units) = (zeros_at(0), zeros_at(1), sample.len() / 2);
    let (most, few) = (units * 8 / 10, units / 20);
    match (even, odd) {
        _ if units < 4 => None,
        (even, odd) if odd > most && even <= few => Some(UTF_16LE),
        (even, odd) if even > most && odd <= few => Some(UTF_16BE),
        _ => None,
    }
}

/// Whether a text that is not quite UTF-8 was meant to be: a cut or a flipped byte in a text with
/// more good sequences of several bytes than bad ones.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().bytes().filter(|&byte| byte >= 0xc0).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad
}

fn is_stray(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\x0c')
}

/// Whether stray characters may be in a text: in nearly all letters are none, and this is a quick
/// look at its bytes.
fn may_hold_strays(bytes: &[u8]) -> bool {
    let is_control = |byte: u8| {
        let is_space = (byte == b'\t') | (byte == b'\n') | (byte == b'\r') | (byte == b'\x0c');
        (byte < b' ') & !is_space | (byte == 0x7f)
    };
    // What the other controls and the replacement character begin with.
    let may_lead = |byte: u8| (byte == 0xc2) | (byte == 0xef);
    let is_odd = |odd, &byte: &u8| odd | is_control(byte) | may_lead(byte);
    // In pieces, so that the compiler can test many bytes at once.
    bytes.chunks(64).any(|piece| piece.iter().fold(false, is_odd))
}

/// The text without its stray characters.
fn without_strays(text: Cow<'_, str>) -> Result<Cow<'_, str>, ExtractError> {
    if share_of_strays(&text) > 0.05 {
        return Err(ExtractError::Binary("binary data"));
    }
    Ok(if text.chars().any(is_stray) { text.replace(is_stray, "").into() } else { text })
}

fn share_of_strays(text: &str) -> f64 {
    let end = text.floor_char_boundary(SAMPLE);
    let (mut all, mut strays) = (0usize, 0usize);
    for c in text[..end].chars() {
        all += 1;
        strays += usize::from(is_stray(c) || c == char::REPLACEMENT_CHARACTER);
    }
    strays as f64 / all.max(1) as f64
}

/// The text with lines that end as they do now: those of an old Macintosh end in `\r` alone.
fn with_line_feeds(text: Cow<'_, str>) -> String {
    match memchr::memchr(b'\r', text.as_bytes()) {
        Some(_) if memchr::memchr(b'\n', text.as_bytes()).is_none() => text.replace('\r', "\n"),
        _ => text.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(text: &str) -> Option<String> {
        decode(text.as_bytes()).ok()
    }

    #[test]
    fn strays_are_dropped_wherever_they_stand() {
        let long = "The request was upheld. ".repeat(9);
        for stray in ['\0', '\u{1}', '\u{1b}', '\u{7f}', '\u{80}', '\u{9f}'] {
            assert_eq!(decoded(&format!("{long}{stray}{long}")), Some(long.repeat(2)), "{stray:?}");
        }
    }

    #[test]
    fn what_is_no_stray_stays() {
        let text = "a\tb\r\nc\u{c}d é \u{a0}“e” \u{ffe5} \u{feff}f ".repeat(9);
        assert_eq!(decoded(&text), Some(text));
    }

    #[test]
    fn lines_of_an_old_macintosh_become_lines() {
        assert_eq!(decoded("one\rtwo\r"), Some("one\ntwo\n".to_owned()));
    }
}
