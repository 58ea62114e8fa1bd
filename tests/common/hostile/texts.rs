//! Files that are no PDF.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::Expect::{Indexed, NotALetter, Unreadable};
use super::{Hostile, file, letter};

pub(super) fn kinds() -> Vec<Hostile> {
    vec![
        file("empty.txt", "no bytes", Unreadable, Vec::new),
        file("empty.pdf", "no bytes, named PDF", Unreadable, Vec::new),
        file("blanks.txt", "spaces and line feeds only", Unreadable, || b" \n\t\r\n".repeat(999)),
        file("only_a_mark.txt", "a byte order mark and nothing else", Unreadable, || {
            b"\xef\xbb\xbf".to_vec()
        }),
        file("zeros.txt", "zero bytes, as a crash leaves them", Unreadable, || vec![0; 50_000]),
        file("noise.txt", "random bytes", Unreadable, || noise(50_000)),
        file("noise.pdf", "random bytes, named PDF", Unreadable, || noise(50_000)),
        file("program.pdf", "an ELF program", Unreadable, || started(b"\x7fELF\x02\x01\x01")),
        file("image_png.pdf", "a PNG image, named PDF", Unreadable, || {
            started(b"\x89PNG\r\n\x1a\n")
        }),
        file("image_jpeg.txt", "a JPEG image", Unreadable, || started(b"\xff\xd8\xff\xe0")),
        file("archive_zip.pdf", "a zip archive", Unreadable, || started(b"PK\x03\x04")),
        file("archive_gzip.txt", "a letter, packed by gzip", Unreadable, gzipped_letter),
        file("rich_text.txt", "rich text", Unreadable, || {
            format!("{{\\rtf1\\ansi {}}}", letter()).into_bytes()
        }),
        file("page.txt", "a web page", NotALetter, || {
            b"<!DOCTYPE html><html><body><h1>404</h1><p>Not found</p></body></html>".to_vec()
        }),
        file("page.pdf", "a web page, named PDF", NotALetter, || {
            b"<html><head><title>Sign in</title></head><body>Session over</body></html>".to_vec()
        }),
        file("utf16_without_mark.txt", "UTF-16 without a mark", Indexed, || {
            letter().encode_utf16().flat_map(u16::to_le_bytes).collect()
        }),
        file("utf16_big_endian.txt", "UTF-16 with a mark, big end first", Indexed, || {
            format!("\u{feff}{}", letter()).encode_utf16().flat_map(u16::to_be_bytes).collect()
        }),
        file("utf16_lone_surrogates.txt", "UTF-16 with halves of pairs", Indexed, lone_surrogates),
        file("utf16_odd_length.txt", "UTF-16 cut in the middle of a unit", Indexed, || {
            let units = format!("\u{feff}{}x", letter());
            let mut bytes: Vec<u8> = units.encode_utf16().flat_map(u16::to_le_bytes).collect();
            bytes.pop();
            bytes
        }),
        file("windows_1252.txt", "curly quotes in Windows-1252", Indexed, || {
            [letter().as_bytes(), b"The patient\x92s \x93pain\x94 \x96 7/10.\n"].concat()
        }),
        file("utf8_damaged.txt", "UTF-8 with bytes that are none", Indexed, || {
            [letter().as_bytes(), "“Pain” – é ".as_bytes(), b"\xff\xc3(\n"].concat()
        }),
        file("stray_zeros.txt", "a letter with a few zero bytes", Indexed, || {
            letter().replace("file", "fi\0le").into_bytes()
        }),
        file("stray_controls.txt", "a letter with bells and escapes", Indexed, || {
            letter().replace("worker", "work\x07er\x1b[31m").into_bytes()
        }),
        file("half_a_letter.txt", "a letter that ends before its decision", NotALetter, || {
            letter().split("IMR ISSUES").next().unwrap_or_default().as_bytes().to_vec()
        }),
        file("one_line_of_50_mb.txt", "50 MB without a line feed", NotALetter, || {
            b"word after word ".repeat(50 * 1024 * 1024 / 16)
        }),
        file("million_blank_lines.txt", "a letter after a million blank lines", Indexed, || {
            [b"\n".repeat(1_000_000).as_slice(), letter().as_bytes()].concat()
        }),
        file("one_word.txt", "a single word", NotALetter, || b"determination".to_vec()),
        file("old_line_ends.txt", "lines that end in CR alone", Indexed, || {
            letter().replace('\n', "\r").into_bytes()
        }),
        file("too_large.txt", "larger than any letter", Unreadable, || vec![b'x'; 65 << 20]),
        file("header_only.pdf", "the first line of a PDF", Unreadable, || b"%PDF-1.4\n".to_vec()),
        file("text_named.pdf", "a text letter, named PDF", Indexed, || letter().into_bytes()),
        file("pdf_named.txt", "a PDF letter, named text", Indexed, super::letter_pdf),
    ]
}

/// Random bytes, the same every time.
pub(super) fn noise(length: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 32) as u8
    };
    std::iter::repeat_with(next).take(length).collect()
}

/// Noise with the first bytes of some format.
fn started(start: &[u8]) -> Vec<u8> {
    [start, &noise(20_000)].concat()
}

fn gzipped_letter() -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    // Writing to a vector cannot fail.
    let _ = encoder.write_all(letter().as_bytes());
    encoder.finish().unwrap_or_default()
}

fn lone_surrogates() -> Vec<u8> {
    let text = format!("\u{feff}{}", letter());
    let units = text.encode_utf16().flat_map(|unit| match unit {
        0x71 | 0x7a => vec![0xd800, unit],
        unit => vec![unit],
    });
    units.flat_map(u16::to_le_bytes).collect()
}
