//! A pager for results that are longer than the screen, as git does it.

use std::io::{self, IsTerminal, Write};
use std::process::{Child, Command, Stdio};

use super::args::Global;

/// A pager that waits for text.
pub(super) struct Pager {
    child: Child,
}

impl Pager {
    /// Starts `IMR_PAGER`, `PAGER` or `less` where a person reads `text` and it may not fit.
    pub(super) fn start(global: &Global, text: &[u8]) -> Option<Self> {
        if global.no_pager || !io::stdout().is_terminal() || text.is_empty() {
            return None;
        }
        let named = ["IMR_PAGER", "PAGER"].iter().find_map(|name| std::env::var(name).ok());
        let command = named.unwrap_or_else(|| "less".into());
        if command.trim().is_empty() || command.trim() == "cat" {
            return None;
        }
        let mut shell = Command::new("sh");
        shell.arg("-c").arg(&command).stdin(Stdio::piped());
        if std::env::var_os("LESS").is_none() {
            shell.env("LESS", "FRX");
        }
        shell.spawn().ok().map(|child| Self { child })
    }

    /// Shows the text and waits until it was read.
    pub(super) fn show(mut self, text: &[u8]) -> io::Result<()> {
        if let Some(mut stdin) = self.child.stdin.take() {
            match stdin.write_all(text) {
                Err(error) if error.kind() != io::ErrorKind::BrokenPipe => return Err(error),
                _ => {}
            }
        }
        self.child.wait().map(drop)
    }
}
