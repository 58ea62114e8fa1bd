//! Streams whose length is a lie, and streams that swell when they are decoded.

use std::io::Write;

use flate2::write::ZlibEncoder;
use flate2::{Compress, Compression, FlushCompress};

use super::Expect::{self, Indexed, Unreadable};
use super::letter_content;
use super::pdf_builder::{HELVETICA, PdfBuilder};
use super::{Hostile, file};

pub(super) fn kinds() -> Vec<Hostile> {
    let mut kinds = lengths();
    kinds.extend(bombs());
    kinds.extend(filters());
    kinds
}

/// A file of one page whose content is this stream.
fn pdf(entries: &str, length: &str, data: &[u8]) -> Vec<u8> {
    let mut pdf = PdfBuilder::new();
    let font = pdf.add(HELVETICA);
    let content = pdf.add_stream_of_length(entries, length, data);
    let root = pdf.add_pages(font, &[content], "");
    pdf.finish(root, "")
}

fn lengths() -> Vec<Hostile> {
    let length = |name: &str, what, value: &'static str| {
        file(name, what, Indexed, move || pdf("", value, &letter_content()))
    };
    vec![
        length("length_giant.pdf", "a stream that claims 2^62 bytes", "4611686018427387904"),
        length("length_negative.pdf", "a stream that claims -1 bytes", "-1"),
        length("length_zero.pdf", "a stream that claims no bytes", "0"),
        length("length_is_a_name.pdf", "a stream as long as a name", "/Long"),
        length("length_in_its_stream.pdf", "a stream whose length is the stream itself", "2 0 R"),
        length("length_nowhere.pdf", "a stream whose length is not there", "777 0 R"),
        file("length_in_a_ring.pdf", "two streams, each as long as the other", Indexed, || {
            let mut pdf = PdfBuilder::new();
            let font = pdf.add(HELVETICA);
            let content = pdf.add_stream_of_length("", "3 0 R", &letter_content());
            pdf.add_stream_of_length("", "2 0 R", b"other");
            let root = pdf.add_pages(font, &[content], "");
            pdf.finish(root, "")
        }),
    ]
}

fn bombs() -> Vec<Hostile> {
    let bomb = |name: &str, what, entries: &'static str, make: fn() -> Vec<u8>| {
        file(name, what, Unreadable, move || {
            let data = make();
            pdf(entries, &data.len().to_string(), &data)
        })
    };
    vec![
        bomb("flate_bomb.pdf", "4 MB that inflate to 4 GB", "/Filter /FlateDecode", || {
            zeros_deflated(4096)
        }),
        bomb(
            "flate_bomb_twice.pdf",
            "a few kB that inflate to 4 GB, packed twice",
            "/Filter [/FlateDecode /FlateDecode]",
            || deflated(&zeros_deflated(4096)),
        ),
        bomb(
            "lzw_bomb.pdf",
            "LZW that swells a thousandfold",
            "/Filter [/FlateDecode /LZWDecode]",
            || deflated(&lzw_zeros(60_000)),
        ),
        bomb(
            "ascii85_bomb.pdf",
            "80 MB of z, four zero bytes each",
            "/Filter [/FlateDecode /ASCII85Decode]",
            || deflated(&[b"z".repeat(80 << 20).as_slice(), b"~>"].concat()),
        ),
        bomb(
            "run_length_bomb.pdf",
            "runs of 128 that make 1 GB",
            "/Filter [/FlateDecode /RunLengthDecode]",
            || deflated(&b"\x81 ".repeat(8 << 20)),
        ),
        file(
            "bomb_beside_the_letter.pdf",
            "a letter with a bomb that no page uses",
            Indexed,
            || {
                let mut pdf = PdfBuilder::new();
                let font = pdf.add(HELVETICA);
                let content = pdf.add_stream("", &letter_content());
                let root = pdf.add_pages(font, &[content], "");
                pdf.add_stream("/Filter /FlateDecode", &zeros_deflated(4096));
                pdf.finish(root, "")
            },
        ),
        file("object_stream_bomb.pdf", "a catalog inside a bomb", Unreadable, || {
            let mut file = b"%PDF-1.5\n".to_vec();
            let bomb = zeros_deflated(4096);
            file.extend_from_slice(
                format!(
                    "1 0 obj << /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length {} >> \
 stream\n",
                    bomb.len()
                )
                .as_bytes(),
            );
            file.extend_from_slice(&bomb);
            file.extend_from_slice(b"\nendstream endobj\ntrailer << /Root 2 0 R /Size 3 >>\n%%EOF");
            file
        }),
    ]
}

fn filters() -> Vec<Hostile> {
    let packed = |name: &str, what, expect: Expect, entries: &'static str| {
        file(name, what, expect, move || {
            let data = deflated(&letter_content());
            pdf(entries, &data.len().to_string(), &data)
        })
    };
    let mut kinds = vec![
        packed(
            "predictor_wide.pdf",
            "a predictor with 2^31 columns",
            Unreadable,
            "/Filter /FlateDecode /DecodeParms \
 << /Predictor 12 /Columns 2147483647 /Colors 32 /BitsPerComponent 16 >>",
        ),
        packed(
            "predictor_negative.pdf",
            "a predictor with negative columns",
            Unreadable,
            "/Filter /FlateDecode /DecodeParms << /Predictor 15 /Columns -5 /Colors -1 >>",
        ),
        packed(
            "predictor_of_nothing.pdf",
            "a predictor with no columns",
            Unreadable,
            "/Filter /FlateDecode /DecodeParms \
 << /Predictor 2 /Columns 0 /Colors 0 /BitsPerComponent 0 >>",
        ),
        packed(
            "filter_unknown.pdf",
            "a filter nobody knows",
            Unreadable,
            "/Filter /BrotliestDecode",
        ),
        packed(
            "filter_is_itself.pdf",
            "a filter that is the stream itself",
            Unreadable,
            "/Filter 2 0 R",
        ),
        packed(
            "filter_of_images.pdf",
            "operators packed as a JPEG",
            Unreadable,
            "/Filter /DCTDecode",
        ),
    ];
    kinds.push(file("filters_1000.pdf", "a thousand filters in a row", Unreadable, || {
        let entries = format!("/Filter [{}]", "/FlateDecode ".repeat(1000));
        pdf(&entries, "20", b"not packed that often")
    }));
    kinds.push(file(
        "flate_damaged.pdf",
        "a packed stream with its middle lost",
        Unreadable,
        || {
            let mut data = deflated(&letter_content());
            data[8..].fill(0xff);
            pdf("/Filter /FlateDecode", &data.len().to_string(), &data)
        },
    ));
    kinds
}

/// Packed as PDF's FlateDecode reads it.
fn deflated(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    // Writing to a vector cannot fail.
    let _ = encoder.write_all(data);
    encoder.finish().unwrap_or_default()
}

/// So many MB of zeros, packed: one packed MB, repeated, which is packed data too.
fn zeros_deflated(megabytes: usize) -> Vec<u8> {
    let mut block = Vec::with_capacity(1 << 16);
    let mut compress = Compress::new(Compression::best(), false);
    let _ = compress.compress_vec(&vec![0; 1 << 20], &mut block, FlushCompress::Full);
    [b"\x78\xda".as_slice(), &block.repeat(megabytes)].concat()
}

/// LZW codes of 9 to 12 bits: strings of zeros, each one longer than the last, and again.
fn lzw_zeros(rounds: usize) -> Vec<u8> {
    let mut bits = Vec::new();
    let mut push = |code: u32, width: u32| {
        bits.extend((0..width).rev().map(|bit| (code >> bit) & 1 == 1));
    };
    for _ in 0..rounds.div_ceil(400) {
        push(256, 9);
        push(0, 9);
        for code in 258..4090u32 {
            push(code, (32 - (code + 1).leading_zeros()).max(9));
        }
    }
    bits.chunks(8).map(|byte| byte.iter().fold(0, |b, &bit| b << 1 | u8::from(bit))).collect()
}
