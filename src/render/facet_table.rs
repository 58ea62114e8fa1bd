//! The values of a facet as a table, with a bar for the share that was overturned.

use std::io::{self, Write};

use super::printable::printable;
use super::style::{self, paint};
use super::text::{Text, counted, grouped};
use crate::search::{FacetCount, FacetTable};

/// Columns that the figures take, right of the value.
const FIGURES: usize = 45;

pub(super) fn write(text: &Text, table: &FacetTable, to: &mut dyn Write) -> io::Result<()> {
    let under = if table.under.is_empty() {
        String::new()
    } else {
        format!(" under {}", printable(&table.under))
    };
    let items = counted(table.total_items as usize, "item", "items");
    let values = counted(table.values.len(), "value", "values");
    writeln!(to, "{}{under}: {values} in {items}", paint(style::TITLE, &table.field))?;
    let width = text.width.saturating_sub(FIGURES).max(20);
    let header = format!(
        "{:width$}{:>9}{:>9}{:>11}{:>7}{:>9}",
        "", "items", "upheld", "overturned", "rate", "95%"
    );
    writeln!(to, "{}", paint(style::LABEL, &header))?;
    table.values.iter().try_for_each(|count| write_value(&count.value, count, width, to))?;
    if !table.deepest.is_empty() {
        writeln!(to, "{}", paint(style::LABEL, "whole paths"))?;
    }
    table.deepest.iter().try_for_each(|count| write_value(&count.path, count, width, to))
}

/// A row. What does not fit before the figures goes on lines of its own above them, uncut, so that
/// it can be searched for.
fn write_value(name: &str, count: &FacetCount, width: usize, to: &mut dyn Write) -> io::Result<()> {
    let name = &*printable(name);
    if textwrap::core::display_width(name) >= width {
        writeln!(to, "{name}")?;
        return write_figures("", count, width, to);
    }
    write_figures(name, count, width, to)
}

fn write_figures(
    last: &str,
    count: &FacetCount,
    width: usize,
    to: &mut dyn Write,
) -> io::Result<()> {
    let gap = width.saturating_sub(textwrap::core::display_width(last));
    let percent = |share: f64| format!("{:.0}", share * 100.0);
    let rate = count.overturn_rate.map_or_else(|| "-".into(), |rate| format!("{}%", percent(rate)));
    let interval = count.interval.map_or_else(String::new, |interval| {
        format!("{}-{}%", percent(interval.0), percent(interval.1))
    });
    writeln!(
        to,
        "{last}{:gap$}{:>9}{:>9}{:>11}{rate:>7}{interval:>9}",
        "",
        grouped(count.items as usize),
        grouped(count.upheld as usize),
        grouped(count.overturned as usize),
    )
}
