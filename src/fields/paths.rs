//! Paths in the hierarchies that facets count.

use crate::model::{Citation, Source};

/// What an item or a citation is counted under, the widest first: source, guideline, and section
/// or page, as far as a citation names them.
#[derive(Debug, Clone, Copy)]
pub struct Path<'c> {
    parts: [&'c str; 3],
    depth: usize,
}

impl<'c> Path<'c> {
    /// The path of these parts, down to the first that is not known.
    pub fn of(parts: [Option<&'c str>; 3]) -> Self {
        let depth = parts.iter().take_while(|part| part.is_some()).count();
        Self { parts: parts.map(Option::unwrap_or_default), depth }
    }

    /// The parts, the widest first.
    pub fn parts(&self) -> &[&'c str] {
        &self.parts[..self.depth]
    }
}

/// The paths source / guideline / section of a citation: one a section, shorter where it names no
/// section or no guideline, none where nothing was cited.
pub fn guideline_paths(citation: &Citation) -> Vec<Path<'_>> {
    leaf_paths(citation, &citation.sections)
}

/// The paths source / guideline / page of a citation; none where it names no page.
pub fn page_paths(citation: &Citation) -> Vec<Path<'_>> {
    if citation.pages.is_empty() { Vec::new() } else { leaf_paths(citation, &citation.pages) }
}

fn leaf_paths<'c>(citation: &'c Citation, leaves: &'c [String]) -> Vec<Path<'c>> {
    let Some(source) = citation.source.map(Source::name) else { return Vec::new() };
    let Some(guideline) = citation.guideline.as_deref() else {
        return vec![Path { parts: [source, "", ""], depth: 1 }];
    };
    if leaves.is_empty() {
        return vec![Path { parts: [source, guideline, ""], depth: 2 }];
    }
    leaves.iter().map(|leaf| Path { parts: [source, guideline, leaf], depth: 3 }).collect()
}

/// The beginnings of `paths` down to `level`, sorted, each once.
pub fn values_at<'p>(level: usize, paths: impl Iterator<Item = &'p [&'p str]>) -> Vec<String> {
    let mut deep: Vec<&[&str]> = paths.filter_map(|path| path.get(..=level)).collect();
    // Most paths begin like the one before them.
    deep.dedup();
    let mut values: Vec<String> = deep.iter().map(|path| path.join("/")).collect();
    values.sort_unstable();
    values.dedup();
    values
}
