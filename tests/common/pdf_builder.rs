//! Small PDFs for tests, good and bad: objects are written as they are given.

use std::fmt::Write as _;

/// Collects the objects of a PDF and writes them with a table of their places.
#[derive(Default)]
pub(crate) struct PdfBuilder {
    objects: Vec<Vec<u8>>,
}

impl PdfBuilder {
    /// A file without objects.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Adds an object and gives its number; the first is 1.
    pub(crate) fn add(&mut self, body: impl Into<Vec<u8>>) -> usize {
        self.objects.push(body.into());
        self.objects.len()
    }

    /// Adds a stream; `entries` are those of its dictionary beside the length.
    pub(crate) fn add_stream(&mut self, entries: &str, data: &[u8]) -> usize {
        self.add_stream_of_length(entries, &data.len().to_string(), data)
    }

    /// Adds a stream that states this length, true or not.
    pub(crate) fn add_stream_of_length(
        &mut self,
        entries: &str,
        length: &str,
        data: &[u8],
    ) -> usize {
        let mut body = format!("<< {entries} /Length {length} >>\nstream\n").into_bytes();
        body.extend_from_slice(data);
        body.extend_from_slice(b"\nendstream");
        self.add(body)
    }

    /// The number of the next object.
    pub(crate) fn next(&self) -> usize {
        self.objects.len() + 1
    }

    /// Adds pages with these contents, which use font `F1`, and the tree above them; gives the
    /// catalog's number.
    pub(crate) fn add_pages(&mut self, font: usize, contents: &[usize], more: &str) -> usize {
        let tree = self.next() + contents.len();
        let mut kids = String::new();
        for content in contents {
            let page = self.add(format!(
                "<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 612 792] /Contents {content} 0 R \
                 /Resources << /Font << /F1 {font} 0 R >> {more} >> >>"
            ));
            let _ = write!(kids, "{page} 0 R ");
        }
        let count = contents.len();
        self.add(format!("<< /Type /Pages /Kids [{kids}] /Count {count} >>"));
        self.add(format!("<< /Type /Catalog /Pages {tree} 0 R >>"))
    }

    /// The file, with this catalog and these further entries in its trailer.
    pub(crate) fn finish(&self, root: usize, trailer: &str) -> Vec<u8> {
        let mut file = b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n".to_vec();
        let mut table = String::new();
        for (i, body) in self.objects.iter().enumerate() {
            let _ = writeln!(table, "{:010} 00000 n ", file.len());
            file.extend_from_slice(format!("{} 0 obj\n", i + 1).as_bytes());
            file.extend_from_slice(body);
            file.extend_from_slice(b"\nendobj\n");
        }
        let (start, size) = (file.len(), self.objects.len() + 1);
        let end = format!(
            "xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n\
             << /Size {size} /Root {root} 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n"
        );
        file.extend_from_slice(end.as_bytes());
        file
    }
}

/// The usual font: Helvetica, which needs neither widths nor a program.
pub(crate) const HELVETICA: &str =
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>";

/// A file of one page with this content; `more` goes into the page's resources.
pub(crate) fn pdf_of_content(content: &[u8], more: &str) -> Vec<u8> {
    pdf_of_font(HELVETICA, content, more)
}

/// A file of one page with this content and this font as `F1`.
pub(crate) fn pdf_of_font(font: &str, content: &[u8], more: &str) -> Vec<u8> {
    let mut pdf = PdfBuilder::new();
    let font = pdf.add(font);
    let content = pdf.add_stream("", content);
    let root = pdf.add_pages(font, &[content], more);
    pdf.finish(root, "")
}

/// Operators that show these lines one below the other.
pub(crate) fn content_of_lines<'a>(lines: impl IntoIterator<Item = &'a str>) -> Vec<u8> {
    let mut content = "BT /F1 11 Tf 14 TL 72 740 Td\n".to_owned();
    for line in lines {
        let line = line.replace('\\', r"\\").replace('(', r"\(").replace(')', r"\)");
        let _ = writeln!(content, "({line}) Tj T*");
    }
    content.push_str("ET\n");
    content.into_bytes()
}

/// A file that shows this text, 48 lines a page.
pub(crate) fn pdf_of_text(text: &str) -> Vec<u8> {
    let mut pdf = PdfBuilder::new();
    let font = pdf.add(HELVETICA);
    let lines: Vec<&str> = text.lines().collect();
    let contents: Vec<usize> = lines
        .chunks(48)
        .map(|page| pdf.add_stream("", &content_of_lines(page.iter().copied())))
        .collect();
    let root = pdf.add_pages(font, &contents, "");
    pdf.finish(root, "")
}
