//! A state machine that walks the marks of a line and reads the citations between them.
//!
//! ```text
//! Silent --lead--> Clause --source, title, address--> Citing
//! Clause, Citing --aside, sentence of the other side, nothing cited--> Silent
//! Citing --lead--> Clause
//! Citing --source, title, address that begins another citation--> Citing
//! ```
//!
//! Whatever leaves `Citing` finishes the citation that was being read.

use std::ops::Range;

use super::address;
use super::draft::Draft;
use super::edition::parse_year;
use super::header::{is_glue, skip_header};
use super::marks::{Kind, Mark, Title, acoem_chapter, marks};
use super::pages::find_marker;
use crate::letter::phrases::Found;
use crate::model::{Citation, CitedBy, Source};

/// What a line says.
pub(super) struct Reading {
    pub(super) citations: Vec<Citation>,
    /// It states that nothing was cited.
    pub(super) nothing: bool,
    /// It states that the reviewer took the claims administrator's guidelines.
    pub(super) same: bool,
}

/// Reads what `side` cited in `line`, as citations of `cited_by`.
pub(super) fn read(cited_by: CitedBy, side: CitedBy, line: &str) -> Reading {
    let reading = Reading { citations: Vec::new(), nothing: is_bare_nothing(line), same: false };
    let mut reader = Reader {
        cited_by,
        side,
        line,
        subject: side,
        state: if reading.nothing { State::Silent } else { State::Clause },
        clause: 0,
        untitled: None,
        reading,
    };
    let mut addresses = address::find_all(line).into_iter().peekable();
    for found in marks().find_all(line) {
        while let Some(address) = addresses.next_if(|address| address.end <= found.start) {
            reader.take_address(address);
        }
        // "odg-twc" in an address names no source.
        if addresses.peek().is_none_or(|address| found.end <= address.start) {
            reader.take(&found);
        }
    }
    addresses.for_each(|address| reader.take_address(address));
    reader.close(line.len());
    if reader.reading.citations.is_empty() {
        reader.read_untitled();
    }
    drop_bare(&mut reader.reading.citations);
    reader.reading
}

/// `None.`, `N/A`: the whole line says that nothing was cited.
fn is_bare_nothing(line: &str) -> bool {
    let line = line.trim().trim_end_matches('.');
    ["none", "n/a", "na", "not applicable"].iter().any(|word| line.eq_ignore_ascii_case(word))
}

/// Where in the grammar the reader is.
enum State<'t> {
    /// Nothing is cited here.
    Silent,
    /// In a clause that cites, before its first citation.
    Clause,
    /// In a citation.
    Citing(Draft<'t>),
}

struct Reader<'t> {
    cited_by: CitedBy,
    /// The side that is listened to.
    side: CitedBy,
    line: &'t str,
    /// Who the sentence is about.
    subject: CitedBy,
    state: State<'t>,
    /// Where the clause begins.
    clause: usize,
    /// Where a clause ended in which neither source nor title was named.
    untitled: Option<usize>,
    reading: Reading,
}

impl<'t> Reader<'t> {
    /// The citation that is being read.
    fn draft(&mut self) -> Option<&mut Draft<'t>> {
        match &mut self.state {
            State::Citing(draft) => Some(draft),
            State::Silent | State::Clause => None,
        }
    }

    /// Takes one mark.
    fn take(&mut self, found: &Found<'_, Mark>) {
        match found.meanings[0] {
            Mark::Lead => self.begin_clause(found),
            Mark::Administrator => self.begin_sentence(found, CitedBy::ClaimsAdministrator),
            Mark::Reviewer => self.begin_sentence(found, CitedBy::Reviewer),
            Mark::Aside if self.begins_sentence(found.start) => self.stop(found.start),
            Mark::Nothing if self.subject == self.side => {
                self.reading.nothing = true;
                self.stop(found.start);
            }
            Mark::Nothing => self.stop(found.start),
            Mark::Same => {
                self.reading.same = self.subject == self.side;
                self.stop(found.start);
            }
            _ if !matches!(self.state, State::Silent) => self.take_cited(found),
            _ => {}
        }
    }

    /// Takes a mark inside a clause that cites.
    fn take_cited(&mut self, found: &Found<'_, Mark>) {
        match found.meanings[0] {
            Mark::NonMtus => {
                self.open(found.start, found.end, None);
                self.mark_outside();
            }
            Mark::Source(source) => self.take_source(source, found),
            Mark::Title(_) => self.take_title(found),
            Mark::Chapter => self.take_chapter(found),
            Mark::Section => self.take_section(found),
            Mark::Filler => self.skip(found),
            Mark::Later => self.take_later(found),
            Mark::Adopted => self.take_adopted(found),
            Mark::Outside => self.take_outside(found),
            _ => {}
        }
    }

    fn begin_clause(&mut self, found: &Found<'_, Mark>) {
        self.close(found.start);
        let heard = self.subject == self.side;
        self.state = if heard { State::Clause } else { State::Silent };
        self.clause = found.end;
    }

    fn begin_sentence(&mut self, found: &Found<'_, Mark>, subject: CitedBy) {
        if self.begins_sentence(found.start) {
            self.stop(found.start);
            self.subject = subject;
        }
    }

    /// Ends a clause; nothing is cited until the next one begins.
    fn stop(&mut self, at: usize) {
        if matches!(self.state, State::Clause) && self.reading.citations.is_empty() {
            self.untitled = Some(at);
        }
        self.close(at);
        self.state = State::Silent;
    }

    /// Is `at` the beginning of a sentence, or the word behind its `The`?
    fn begins_sentence(&self, at: usize) -> bool {
        let before = self.line[..at].trim_end();
        let before = before.strip_suffix("The").map_or(before, str::trim_end);
        before.is_empty() || before.ends_with(['.', ':', ';', ')'])
    }

    fn take_source(&mut self, source: Source, found: &Found<'_, Mark>) {
        let behind_number =
            self.line[..found.start].trim_end().ends_with(|c: char| c.is_ascii_digit());
        if let Some(draft) = self.draft() {
            let title = draft.title.map(|title| title.kind);
            if source == Source::Odg && draft.source.is_none() && title == Some(Kind::Odg) {
                // "Shoulder, Physical Therapy, ODG Preface": the chapter before was the ODG's too.
                draft.source = Some(Source::Odg);
            }
            // "8 C.C.R. 9792.20 MTUS (Effective ...)": the regulation is no guideline of its own.
            if source == Source::Mtus && behind_number && title == Some(Kind::Mtus) {
                return;
            }
            if draft.adjoins(found.start) && merges(draft, source) {
                return draft.join(source, found.start, found.end);
            }
        }
        let outside = source == Source::Other;
        self.open(found.start, found.end, Some(source).filter(|_| !outside));
        if outside {
            self.mark_outside();
        }
    }

    /// An address is a source of its own, unless it says where the guideline before it was read
    /// or stands in the free text of another source.
    fn take_address(&mut self, address: Range<usize>) {
        let line = self.line;
        match &self.state {
            State::Silent => return,
            State::Clause if !is_glue(line.get(self.clause..address.start).unwrap_or_default()) => {
                return;
            }
            State::Clause => {}
            State::Citing(draft) => {
                let free = draft.source.is_none() && draft.title.is_none();
                let before = draft.body_before(address.start);
                if address::is_publishers(&line[address.clone()])
                    || free && !address::begins(before.trim_start())
                {
                    return;
                }
            }
        }
        self.open(address.start, address.start, None);
        self.mark_outside();
    }

    /// Takes a title where one may stand: behind its source, or at the start of a part.
    fn take_title(&mut self, found: &Found<'_, Mark>) {
        let titles = || found.meanings.iter().filter_map(Mark::title);
        let line = self.line;
        let text = &line[found.start..found.end];
        if let Some(draft) = self.draft() {
            // "(Thoracic & Lumbar)" behind a chapter's name was read with it.
            if draft.has_read(found.end) {
                return;
            }
            if draft.adjoins(found.start) {
                // "Chapter 12 Low Back Complaints" is one. Not so where a section bears the name of
                // its guideline ("Section(s): Opioids for chronic pain"), or in the ODG of its
                // chapter.
                let again = titles().any(|title| {
                    title.kind != Kind::Odg
                        && !title.weak
                        && !draft.sectioned
                        && draft.title.is_some_and(|known| known.canonical == title.canonical)
                });
                let fitting = titles()
                    .filter(|title| draft.title.is_none() && fits(draft, *title, line, found.end))
                    .min_by_key(|title| !is_of(*title, draft.source));
                if again || fitting.is_some() {
                    draft.title = draft.title.or(fitting);
                    return draft.extend_title(text, found.end);
                }
            }
        }
        // "Acupuncture Treatment 2007, and MTUS Knee Complaints": the source began the second one.
        let rejoined = self.draft().filter(|draft| draft.adjoins(found.start)).and_then(|draft| {
            let of_odg = draft.source == Some(Source::Odg);
            Some((draft.rejoined?, titles().find(|title| (title.kind == Kind::Odg) == of_odg)?))
        });
        if let Some((start, title)) = rejoined {
            self.open_title(title, &Found { start, ..*found });
        } else if let Some(title) = titles().find(|title| self.may_open(*title, found)) {
            self.open_title(title, found);
        }
    }

    fn open_title(&mut self, title: Title, found: &Found<'_, Mark>) {
        let (source, outside) = match (self.draft(), title.kind) {
            (Some(draft), Kind::Odg) => (draft.source, draft.outside),
            // In "MTUS A, and B" the B is of the MTUS as well.
            (Some(draft), _) => (
                draft.source.filter(|s| *s != Source::Odg),
                draft.outside && draft.source != Some(Source::Odg),
            ),
            (None, _) => (None, false),
        };
        self.open(found.start, found.end, source);
        let text = &self.line[found.start..found.end];
        if let Some(draft) = self.draft() {
            draft.title = Some(title);
            draft.outside = outside;
            draft.extend_title(text, found.end);
        }
    }

    /// May `title` begin a citation of its own at `found`?
    fn may_open(&self, title: Title, found: &Found<'_, Mark>) -> bool {
        let named = !title.weak
            || matches!(title.kind, Kind::Mtus | Kind::Acoem) && is_dated(self.line, found);
        let begins = self.begins_part(found.start);
        let State::Citing(draft) = &self.state else {
            let first = is_glue(self.line.get(self.clause..found.start).unwrap_or_default());
            return first && (named || title.kind == Kind::Odg) || named && begins;
        };
        if title.kind == Kind::Odg {
            return draft.source == Some(Source::Odg) && begins && ends_part(self.line, found.end);
        }
        // "Journal of Pain, Low Back Disorders": a comma goes on with the name.
        let in_name = draft.is_free_text(found.start)
            && self.line[..found.start].trim_end().ends_with([',', '(']);
        let whole = !draft.sectioned || stands_alone(self.line, found);
        named && begins && whole && !in_name
    }

    /// Is `at` the beginning of a part of a list?
    fn begins_part(&self, at: usize) -> bool {
        let before = self.line[..at].trim_end();
        let connects = |word: &str| {
            before.ends_with(word) && before[..before.len() - word.len()].ends_with(' ')
        };
        before.is_empty()
            || before.ends_with([',', ';', '.', ':', '(', '&'])
            || ["and", "on", "the", "the:", "or", "both"].into_iter().any(connects)
    }

    /// `Chapter 12` is a title in a guideline of ACOEM; `Chapters 8 and 12` are two. Elsewhere, and
    /// behind a chapter's name, it tells nothing.
    fn take_chapter(&mut self, found: &Found<'_, Mark>) {
        let mut start = found.start;
        let mut at = found.end;
        while let Some((number, end)) = chapter_number(self.line, at) {
            let title = acoem_chapter(number).filter(|title| self.counts_chapter(*title, end));
            match title {
                Some(title) => {
                    let mark = [Mark::Title(title)];
                    self.take_title(&Found { meanings: &mark, start, end });
                }
                None => self.skip(&Found { start, end, ..*found }),
            }
            let Some(next) = next_chapter(self.line, end) else { return };
            (start, at) = (next, next);
        }
        if at == found.end {
            self.skip(found);
        }
    }

    /// Is a chapter's number that ends at `end` one of ACOEM's, of which `title` is the chapter?
    fn counts_chapter(&self, title: Title, end: usize) -> bool {
        let named = || {
            let next = marks().find_all(self.line.get(end..).unwrap_or_default()).next();
            next.is_some_and(|next| {
                let canonical = |mark: &Mark| mark.title().map(|title| title.canonical);
                is_glue(&self.line[end..end + next.start])
                    && next.meanings.iter().any(|mark| canonical(mark) == Some(title.canonical))
            })
        };
        match &self.state {
            State::Citing(draft) => draft.counts_chapters() || !draft.sectioned && named(),
            State::Silent | State::Clause => named(),
        }
    }

    fn take_section(&mut self, found: &Found<'_, Mark>) {
        if let Some(draft) = self.draft().filter(|draft| draft.adjoins(found.start)) {
            // "Neck section, Physical therapy": behind a chapter's name it tells nothing.
            draft.begin_sections(found.end);
        }
    }

    /// Passes over what tells nothing. Among sections everything is a name.
    fn skip(&mut self, found: &Found<'_, Mark>) {
        let draft = self.draft().filter(|draft| !draft.sectioned && draft.adjoins(found.start));
        if let Some(draft) = draft {
            draft.extend(found.end);
        }
    }

    fn take_later(&mut self, found: &Found<'_, Mark>) {
        if let Some(draft) = self.draft().filter(|draft| draft.adjoins(found.start)) {
            draft.later = true;
            draft.extend(found.end);
        }
    }

    fn take_adopted(&mut self, found: &Found<'_, Mark>) {
        let Some(draft) = self.draft() else { return };
        if draft.source != Some(Source::Odg) {
            draft.source = Some(Source::Mtus);
            draft.outside = false;
        }
        self.leave_remark(found);
    }

    fn take_outside(&mut self, found: &Found<'_, Mark>) {
        self.mark_outside();
        self.leave_remark(found);
    }

    /// A remark on the source is no section.
    fn leave_remark(&mut self, found: &Found<'_, Mark>) {
        let Some(draft) = self.draft() else { return };
        if draft.adjoins(found.start) {
            draft.extend(found.end);
        } else {
            draft.cut_body(found.start);
        }
    }

    fn mark_outside(&mut self) {
        if let Some(draft) = self.draft() {
            draft.outside = true;
        }
    }

    /// Closes the citation that is being read and opens one at `start..end`.
    fn open(&mut self, start: usize, end: usize, source: Option<Source>) {
        self.close(start);
        let mut draft = Draft::new(self.line, start, end);
        draft.source = source;
        self.state = State::Citing(draft);
    }

    /// Finishes the citation that is being read, at `end`; the clause goes on.
    fn close(&mut self, end: usize) {
        if !matches!(self.state, State::Citing(_)) {
            return;
        }
        if let State::Citing(draft) = std::mem::replace(&mut self.state, State::Clause) {
            draft.finish(self.cited_by, end, &mut self.reading.citations);
        }
    }

    /// A clause that names neither source nor title cites something else.
    fn read_untitled(&mut self) {
        let heard = !matches!(self.state, State::Silent);
        let end = if heard { Some(self.line.len()) } else { self.untitled };
        let Some(clause) = end.and_then(|end| self.line.get(self.clause..end)) else { return };
        let start = self.clause + clause.len() - clause.trim_start().len();
        let end = self.clause + clause.len();
        if clause.bytes().any(|b| b.is_ascii_alphabetic()) && !self.reading.nothing {
            Draft::new(self.line, start, start).finish(
                self.cited_by,
                end,
                &mut self.reading.citations,
            );
        }
    }
}

/// May a source's name belong to the citation before it?
fn merges(draft: &Draft<'_>, source: Source) -> bool {
    match (draft.source, draft.title) {
        (None, None) => true,
        (None, Some(title)) => source != Source::Odg || title.kind == Kind::Odg,
        (Some(known), _) if known == source => true,
        (Some(known), None) => {
            matches!((known, source), (Source::Mtus, Source::Acoem) | (Source::Acoem, Source::Mtus))
        }
        (Some(known), Some(_)) => {
            known != Source::Odg && matches!(source, Source::Mtus | Source::Acoem)
        }
    }
}

/// May `title`, which ends at `end` of the line, stand directly behind the name of the draft's
/// source?
fn fits(draft: &Draft<'_>, title: Title, line: &str, end: usize) -> bool {
    match draft.source {
        Some(Source::Odg) => title.kind == Kind::Odg,
        // "MTUS Knee" is its chapter, "MTUS Knee bracing" is not.
        Some(_) if title.kind == Kind::Adopted && title.weak => {
            ends_part(line, end) || is_paged(line, end)
        }
        Some(_) => title.kind != Kind::Odg,
        None => !title.weak || title.kind == Kind::Odg,
    }
}

/// Is `title` one of those that `source` has of its own?
fn is_of(title: Title, source: Option<Source>) -> bool {
    (source == Some(Source::Acoem)) == (title.kind == Kind::Acoem)
}

/// Does a title's year follow on it, or stand in it?
fn is_dated(line: &str, found: &Found<'_, Mark>) -> bool {
    let rest = line[found.end..].trim_start_matches([' ', '(', ',']);
    let year = |text: &str| text.get(..4).is_some_and(|year| parse_year(year).is_some());
    year(rest) || line[..found.end].rsplit(' ').next().is_some_and(year)
}

/// Does a title among sections stand alone, rather than begin a section's name?
fn stands_alone(line: &str, found: &Found<'_, Mark>) -> bool {
    let guideline = line[found.start..found.end].to_ascii_lowercase();
    guideline.contains("guideline")
        || is_dated(line, found)
        || is_paged(line, found.end)
        || ends_part(line, found.end)
}

/// Do pages follow on `end`, with nothing but header words between?
fn is_paged(line: &str, end: usize) -> bool {
    /// No marker of pages is longer, in characters, its first digit included.
    const LONGEST_MARKER: usize = 12;
    let rest = &line[skip_header(line, end).0..];
    let window = rest.char_indices().nth(LONGEST_MARKER).map_or(rest.len(), |(at, _)| at);
    find_marker(&rest[..window], 0).is_some_and(|(start, _)| start == 0)
}

/// The number of a chapter at `at`, and where it ends.
fn chapter_number(line: &str, at: usize) -> Option<(u32, usize)> {
    let number = line.get(at..)?.trim_start_matches([' ', '#']);
    let digits = number.bytes().take_while(u8::is_ascii_digit).take(3).count();
    let end = line.len() - number.len() + digits;
    let rest = number[digits..].trim_start_matches(['.', '-', '/']);
    let longer =
        rest.len() < number.len() - digits && rest.starts_with(|c: char| c.is_ascii_digit());
    number[..digits].parse().ok().filter(|_| !longer).map(|number| (number, end))
}

/// Where another chapter's number of a list begins, behind `end`: `Chapters 8, 11 and 12`.
fn next_chapter(line: &str, end: usize) -> Option<usize> {
    let rest = line.get(end..)?;
    let next = rest.trim_start_matches([' ', ',', '&']);
    let next = next.strip_prefix("and ").unwrap_or(next);
    let at = line.len() - next.len();
    let is_chapter = |(number, _)| acoem_chapter(number).is_some();
    (next.len() < rest.len() && chapter_number(line, at).is_some_and(is_chapter)).then_some(at)
}

/// Is there nothing but header words between `at` and the end of the part?
fn ends_part(line: &str, at: usize) -> bool {
    let chapter = line[at..].trim_start();
    let (end, _) = skip_header(line, at);
    let between = &line[at..end];
    chapter.is_empty()
        || chapter.starts_with([',', ';', '.', ':'])
        || end == line.len()
        || between.contains([',', ';', '.', ':'])
        || between.to_ascii_lowercase().contains("chapter")
}

/// Drops a source that is only named where a guideline of it is cited as well, and doubles of it.
fn drop_bare(citations: &mut Vec<Citation>) {
    let is_bare =
        |c: &Citation| c.guideline.is_none() && c.sections.is_empty() && c.pages.is_empty();
    let mut told: Vec<Option<Source>> =
        citations.iter().filter(|c| !is_bare(c)).map(|c| c.source).collect();
    told.sort_unstable();
    told.dedup();
    citations.retain(|c| {
        if !is_bare(c) {
            return true;
        }
        let first = !told.contains(&c.source);
        if first {
            told.push(c.source);
        }
        first
    });
}
