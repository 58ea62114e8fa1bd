//! Tables of data that are compiled in: one entry a line, comments begin with `#`.

/// The entries of a table, comments and blank lines left out.
pub(super) fn rows(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}
