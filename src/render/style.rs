//! Colours of the terminal. They are always written; the stream they are written to takes them
//! out where they are not wanted.

use anstyle::{AnsiColor, Style};

use super::printable::printable;
use crate::model::Outcome;

/// What matched.
pub(super) const MATCH: Style = AnsiColor::Yellow.on_default().bold();
/// Names of things: labels, columns.
pub(super) const LABEL: Style = Style::new().dimmed();
/// Titles: treatments, headings.
pub(super) const TITLE: Style = Style::new().bold();

/// An outcome as a word in capitals, padded to the width of the longer.
pub(super) fn outcome(outcome: Option<Outcome>) -> (Style, &'static str) {
    match outcome {
        Some(Outcome::Upheld) => (AnsiColor::Red.on_default().bold(), "UPHELD    "),
        Some(Outcome::Overturned) => (AnsiColor::Green.on_default().bold(), "OVERTURNED"),
        None => (LABEL, "no outcome"),
    }
}

/// `text` in a style, cleaned of what a terminal obeys.
pub(super) fn paint(style: Style, text: &str) -> String {
    format!("{style}{}{style:#}", printable(text))
}
