//! Where results and messages go, and in which format. Everything that is printed passes here, so
//! that nothing in the names of files, in arguments or in letters is obeyed by a terminal.

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};

use anstream::AutoStream;

use super::args::{Global, OutputFormat};
use super::pager::Pager;
use crate::render::{
    Csv, Json, JsonLines, Renderer, Text, printable, printable_lines, printable_styled,
};

/// Columns of text that does not go to a terminal.
const PLAIN_WIDTH: usize = 80;

/// The renderer of a format.
fn renderer(format: OutputFormat) -> Box<dyn Renderer> {
    let terminal = io::stdout().is_terminal();
    match format {
        OutputFormat::Text => Box::new(Text {
            width: if terminal { textwrap::termwidth().clamp(40, 120) } else { PLAIN_WIDTH },
            links: std::env::current_dir().ok().filter(|_| terminal),
        }),
        OutputFormat::Json => Box::new(Json),
        OutputFormat::Jsonl => Box::new(JsonLines),
        OutputFormat::Csv => Box::new(Csv),
    }
}

/// Writes results to standard output: through the pager where people read, as they are elsewhere.
pub(super) fn write(
    global: &Global,
    format: OutputFormat,
    results: impl FnOnce(&dyn Renderer, &mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let renderer = renderer(format);
    if format != OutputFormat::Text {
        return write_data(|to| results(&*renderer, to));
    }
    let mut text = Vec::new();
    results(&*renderer, &mut text)?;
    let mut text = printable_styled(&String::from_utf8_lossy(&text)).into_bytes();
    let colored = AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never;
    if !colored {
        text = anstream::adapter::strip_bytes(&text).into_vec();
    }
    match Pager::start(global, &text) {
        Some(pager) => pager.show(&text),
        None => {
            let mut to = io::stdout().lock();
            to.write_all(&text)?;
            to.flush()
        }
    }
}

/// Writes data for programs to standard output, as [`data`] does.
pub(super) fn write_data(results: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut to = data();
    results(&mut *to)?;
    to.flush()
}

/// Standard output for programs: byte for byte, unless a person reads it. To be flushed.
pub(super) fn data() -> Box<dyn Write> {
    let stdout = io::stdout().lock();
    if stdout.is_terminal() {
        return Box::new(CleanLines { line: Vec::new(), to: stdout });
    }
    Box::new(io::BufWriter::new(stdout))
}

/// Cleans what it is given line by line and passes it on.
struct CleanLines<W: Write> {
    line: Vec<u8>,
    to: W,
}

impl<W: Write> Write for CleanLines<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for piece in bytes.split_inclusive(|byte| *byte == b'\n') {
            self.line.extend_from_slice(piece);
            if piece.ends_with(b"\n") {
                self.flush()?;
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let line = String::from_utf8_lossy(&self.line);
        self.to.write_all(printable_lines(&line).as_bytes())?;
        self.line.clear();
        self.to.flush()
    }
}

/// Writes lines to standard error.
pub(super) fn write_messages(
    messages: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let mut to = CleanLines { line: Vec::new(), to: io::stderr().lock() };
    messages(&mut to)?;
    to.flush()
}

/// Says something on one line of standard error. Where nobody reads it, it is lost.
pub(super) fn say(message: impl Display) {
    let message = message.to_string();
    let _ = writeln!(io::stderr().lock(), "{}", printable(&message));
}

/// Says something on several lines of standard error. Where nobody reads it, it is lost.
pub(super) fn say_lines(message: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", printable_lines(message));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_cleaned_however_they_are_cut() {
        let mut to = CleanLines { line: Vec::new(), to: Vec::new() };
        let text = "caf\u{e9}\u{9b}2J\nend";
        for byte in text.as_bytes() {
            to.write_all(&[*byte]).unwrap();
        }
        to.flush().unwrap();
        assert_eq!(String::from_utf8(to.to).unwrap(), "caf\u{e9}\u{fffd}2J\nend");
    }
}
