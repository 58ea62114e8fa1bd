//! Where results go, and in which format.

use std::io::{self, IsTerminal, Write};

use anstream::AutoStream;

use super::args::{Global, OutputFormat};
use super::pager::Pager;
use crate::render::{Csv, Json, JsonLines, Renderer, Text};

/// Columns of text that does not go to a terminal.
const PLAIN_WIDTH: usize = 80;

/// The renderer of a format.
pub(super) fn renderer(format: OutputFormat) -> Box<dyn Renderer> {
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
        let mut to = io::BufWriter::new(io::stdout().lock());
        results(&*renderer, &mut to)?;
        return to.flush();
    }
    let mut text = Vec::new();
    results(&*renderer, &mut text)?;
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
