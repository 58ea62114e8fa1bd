//! A citation while its words are read, and what becomes of it.

use std::sync::LazyLock;

use super::edition::{find_year, parse_year};
use super::header::{is_glue, skip_header};
use super::marks::{Kind, Mark, Title, marks};
use super::pages::{Pages, cut_pages, find_marker};
use super::sections::{clean, read_sections, spelt, split_parts};
use super::words::wordings;
use crate::model::{Citation, CitedBy, Source};

/// Words that connect a citation with what follows, each with the space before it.
static ENDS: LazyLock<Vec<String>> =
    LazyLock::new(|| wordings("joint").map(|word| format!(" {word}")).collect());

/// A citation from its first word on.
pub(super) struct Draft<'t> {
    line: &'t str,
    start: usize,
    /// Where sections and pages begin, as far as it is read.
    header_end: usize,
    /// Where they end, if before the next citation.
    body_end: Option<usize>,
    /// `None`: the line said `Non-MTUS Citation`, and no source yet.
    pub(super) source: Option<Source>,
    pub(super) title: Option<Title>,
    /// The letter said that it is not of the MTUS.
    pub(super) outside: bool,
    /// Where the source was named once more behind the title: the next title belongs to it.
    pub(super) rejoined: Option<usize>,
    /// A `Section(s)` marker was read: no title can follow.
    pub(super) sectioned: bool,
    /// It is of a later edition than that of 2004: a chapter's number tells nothing.
    pub(super) later: bool,
    edition: Option<&'t str>,
}

impl<'t> Draft<'t> {
    /// A citation that begins at `start` with words that end at `end`.
    pub(super) fn new(line: &'t str, start: usize, end: usize) -> Self {
        let mut draft = Self {
            line,
            start,
            header_end: end,
            body_end: None,
            source: None,
            title: None,
            outside: false,
            rejoined: None,
            sectioned: false,
            later: false,
            edition: None,
        };
        draft.extend(end);
        draft
    }

    /// Does what begins at `at` follow directly on what was read?
    pub(super) fn adjoins(&self, at: usize) -> bool {
        at <= self.header_end || is_glue(&self.line[self.header_end..at])
    }

    /// Has what ends at `end` been read as part of the header?
    pub(super) fn has_read(&self, end: usize) -> bool {
        end <= self.header_end
    }

    /// May the number of a chapter of ACOEM's guidelines of 2004 stand in it? A chapter of
    /// anything else is none of theirs.
    pub(super) fn counts_chapters(&self) -> bool {
        matches!(self.source, Some(Source::Mtus | Source::Acoem))
            && self.title.is_none_or(|title| title.kind == Kind::Adopted)
            && !self.sectioned
            && !self.later
            && self.edition.is_none_or(|year| year == "2004")
    }

    /// Is it of no known source, and do words of its name stand before `at`?
    pub(super) fn is_free_text(&self, at: usize) -> bool {
        self.source.is_none() && self.title.is_none() && !self.adjoins(at)
    }

    /// What stands between the header and `at`.
    pub(super) fn body_before(&self, at: usize) -> &'t str {
        self.line.get(self.header_end..at).unwrap_or_default()
    }

    /// Takes the words up to `end` into the header, and what tells nothing behind them.
    pub(super) fn extend(&mut self, end: usize) {
        let (end, edition) = skip_header(self.line, end.max(self.header_end));
        self.header_end = end;
        self.edition = self.edition.or(edition);
    }

    /// Takes the words of its title, `text`, which end at `end`; a year among them is the edition's.
    pub(super) fn extend_title(&mut self, text: &'t str, end: usize) {
        self.edition = self.edition.or_else(|| find_year(text));
        self.extend(end);
    }

    /// Takes the name of a source at `start..end` that belongs to what was read before it.
    pub(super) fn join(&mut self, source: Source, start: usize, end: usize) {
        if self.source != Some(Source::Mtus) {
            self.source = Some(source).filter(|source| *source != Source::Other);
        }
        self.extend(end);
        self.rejoined = self.title.map(|_| start);
    }

    /// Names of sections follow from `end` on.
    pub(super) fn begin_sections(&mut self, end: usize) {
        self.sectioned = true;
        self.header_end = end;
    }

    /// What stands from `at` on is no section.
    pub(super) fn cut_body(&mut self, at: usize) {
        self.body_end.get_or_insert(at);
    }

    /// The citations that the draft has become: one; none if it says nothing; several if a
    /// guideline that no table knows follows in its list.
    pub(super) fn finish(self, cited_by: CitedBy, end: usize, into: &mut Vec<Citation>) {
        let mut draft = self;
        let body_end = draft.body_end.unwrap_or(end).clamp(draft.header_end.min(end), end);
        for next in draft.find_unknown_guidelines(body_end) {
            let mut following = Draft::new(draft.line, next, next);
            following.source = draft.source;
            into.extend(draft.into_citation(cited_by, next, next));
            draft = following;
        }
        into.extend(draft.into_citation(cited_by, body_end, end));
    }

    /// Where titles with their years begin within the sections of an MTUS guideline:
    /// `and Hip Complaints 2011` at the end of a list, or `Hip Complaints 2011, Section(s): ...`
    /// anywhere.
    fn find_unknown_guidelines(&self, body_end: usize) -> Vec<usize> {
        let body = self.line.get(self.header_end..body_end).unwrap_or_default();
        if self.source != Some(Source::Mtus) || self.title.is_none() && self.sectioned {
            return Vec::new();
        }
        // The first part of a citation without a title is its own.
        let own = usize::from(self.title.is_none());
        let starts = split_parts(body).skip(own).filter_map(|part| {
            let part = part.trim();
            let last = part.strip_prefix("and ");
            let name = last.unwrap_or(part);
            let at = name.as_ptr() as usize - body.as_ptr() as usize;
            let rest = body[at + name.len()..].trim_start_matches([',', ' ']);
            let listed = last.is_some() || rest.starts_with("Section");
            let (words, year) = name.rsplit_once(' ')?;
            let titled = words.starts_with(|c: char| c.is_ascii_uppercase());
            (listed && titled && parse_year(year).is_some()).then_some(self.header_end + at)
        });
        starts.collect()
    }

    fn into_citation(self, cited_by: CitedBy, body_end: usize, end: usize) -> Option<Citation> {
        let source = self.settled_source();
        let content = match source {
            Source::Other => self.read_other(body_end)?,
            _ => self.read_content(source, body_end),
        };
        Some(Citation {
            cited_by,
            source: Some(source),
            guideline: content.guideline,
            edition: content.edition.map(str::to_owned),
            sections: content.sections,
            pages: content.pages.into_list(),
            text: clean_end(&self.line[self.start..end]).to_owned(),
        })
    }

    /// Title, sections and pages of a guideline of a known source.
    fn read_content(&self, source: Source, body_end: usize) -> Content<'t> {
        let mut rest = clean_end(self.line.get(self.header_end..body_end).unwrap_or_default());
        let mut content = Content { edition: self.edition, ..Content::default() };
        content.guideline = self.title.map(|title| title.canonical.to_owned());
        if content.guideline.is_none() && !self.sectioned {
            let name = read_unknown_title(rest, source);
            content.guideline = name.title.map(spelt);
            content.edition = content.edition.or(name.edition);
            content.sections.extend(name.section.map(spelt));
            rest = name.rest;
        }
        for piece in cut_pages(rest, &mut content.pages) {
            read_sections(piece, &mut content.sections, &mut content.pages);
        }
        content
    }

    /// A guideline of no known source: its name is everything up to its pages.
    fn read_other(&self, body_end: usize) -> Option<Content<'t>> {
        let words = self.line.get(self.start_of_name(body_end)..body_end)?;
        let mut content = Content::default();
        let name_end = find_marker(words, 0).map_or(words.len(), |(start, _)| start);
        cut_pages(&words[name_end..], &mut content.pages);
        content.guideline =
            Some(clean(&words[..name_end]).to_owned()).filter(|name| !name.is_empty());
        content.guideline.is_some().then_some(content)
    }

    /// The source, from what the letter called it and from whose guideline it is.
    fn settled_source(&self) -> Source {
        match (self.source, self.title.map(|title| title.kind)) {
            (Some(Source::Odg), _) => Source::Odg,
            (_, Some(Kind::Adopted)) if self.outside => Source::Acoem,
            (_, Some(Kind::Mtus | Kind::Adopted)) | (Some(Source::Mtus), _) => Source::Mtus,
            (_, Some(Kind::Acoem)) | (Some(Source::Acoem), _) => Source::Acoem,
            (_, Some(Kind::Odg) | None) => Source::Other,
        }
    }

    /// Where the name of a guideline of no known source begins: behind `Non-MTUS Citation`.
    fn start_of_name(&self, end: usize) -> usize {
        let first = marks().find_all(&self.line[self.start..end]).next();
        let named = |mark: &Mark| matches!(mark, Mark::NonMtus | Mark::Source(_));
        match first {
            Some(found) if found.start == 0 && found.meanings.iter().any(named) => {
                self.start + found.end
            }
            _ => self.start,
        }
    }
}

/// What a citation says of its guideline.
#[derive(Default)]
struct Content<'t> {
    guideline: Option<String>,
    edition: Option<&'t str>,
    sections: Vec<String>,
    pages: Pages,
}

/// What a guideline that no table knows is called.
struct Unknown<'b> {
    title: Option<&'b str>,
    edition: Option<&'b str>,
    section: Option<&'b str>,
    rest: &'b str,
}

/// The title as written at the start of `body`, up to the first separator, section or page.
fn read_unknown_title(body: &str, source: Source) -> Unknown<'_> {
    let pages = find_marker(body, 0).map_or(body.len(), |(start, _)| start);
    let marked =
        |found: &crate::letter::phrases::Found<'_, Mark>| found.meanings.contains(&Mark::Section);
    let sections = marks().find_all(&body[..pages]).find(marked).map_or(pages, |found| found.start);
    let part = split_parts(&body[..sections]).next().unwrap_or_default();
    let rest = &body[part.len()..];
    let name = clean(part);
    let numeric = !name.bytes().any(|b| b.is_ascii_alphabetic());
    if numeric {
        return Unknown { title: None, edition: None, section: None, rest: body };
    }
    if source == Source::Odg
        && let Some((chapter, section)) = chapter_at_end(name)
    {
        return Unknown { title: Some(chapter), edition: None, section: Some(section), rest };
    }
    if source == Source::Odg && !calls_itself_guideline(name) {
        return Unknown { title: None, edition: None, section: Some(name), rest };
    }
    let dated = name.rsplit_once(' ').and_then(|(title, year)| Some((title, parse_year(year)?)));
    let (title, edition) = dated.map_or((name, None), |(title, year)| (clean(title), Some(year)));
    Unknown { title: Some(title), edition, section: None, rest }
}

/// `Chiropractic Guidelines` is a title of the ODG; `Gym memberships` is a section of a chapter that
/// is not named.
fn calls_itself_guideline(name: &str) -> bool {
    let last = name.rsplit(' ').next().unwrap_or_default();
    ["guideline", "guidelines"].iter().any(|word| last.eq_ignore_ascii_case(word))
}

/// `MRI Elbow`: a chapter of the ODG behind its section.
fn chapter_at_end(name: &str) -> Option<(&'static str, &str)> {
    let last =
        marks().find_all(name).last().filter(|found| found.end == name.len() && found.start > 0)?;
    let chapter = last.meanings.iter().find_map(|mark| match mark {
        Mark::Title(title) if title.kind == Kind::Odg => Some(title.canonical),
        _ => None,
    })?;
    Some((chapter, clean(&name[..last.start])))
}

fn is_end_mark(mark: char) -> bool {
    matches!(mark, ' ' | ',' | ';' | '.' | '&' | ':' | '(' | '/' | '-' | '–' | '—')
}

/// Takes separators and connecting words off the end of a citation.
fn clean_end(text: &str) -> &str {
    let mut text = text;
    loop {
        let next = text.trim_end_matches(is_end_mark);
        let joint = ENDS.iter().find_map(|word| next.strip_suffix(word.as_str()));
        let next = joint.unwrap_or(next);
        if next.len() == text.len() {
            return text;
        }
        text = next;
    }
}
