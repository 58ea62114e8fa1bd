//! Tables of data that are compiled in: one entry a line, `#` begins a comment.

/// The lines of a table, comments and blank lines left out.
pub(super) fn lines(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The rows of a table whose columns are separated by tabs.
pub(super) fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    lines(table).map(|line| line.split('\t').map(str::trim).collect())
}

/// The entries of a cell that lists several: `a | b | c`; `-` stands for none.
pub(super) fn entries(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split('|').map(str::trim).filter(|entry| !matches!(*entry, "" | "-"))
}
