//! Walks the marks of a line and opens and closes the citations between them.

use super::draft::Draft;
use super::header::is_glue;
use super::marks::{Kind, Mark, Title, acoem_chapter, marks};
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
        listening: !reading.nothing,
        clause: 0,
        untitled: None,
        draft: None,
        reading,
    };
    for found in marks().find_all(line) {
        reader.take(&found);
    }
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

struct Reader<'t> {
    cited_by: CitedBy,
    /// The side that is listened to.
    side: CitedBy,
    line: &'t str,
    /// Who the sentence is about.
    subject: CitedBy,
    /// Inside a clause that cites.
    listening: bool,
    /// Where the clause begins.
    clause: usize,
    /// Where a clause ended in which neither source nor title was named.
    untitled: Option<usize>,
    draft: Option<Draft<'t>>,
    reading: Reading,
}

impl<'t> Reader<'t> {
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
            _ if self.listening => self.take_cited(found),
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
            Mark::Adopted => self.take_adopted(found),
            Mark::Outside => self.take_outside(found),
            _ => {}
        }
    }

    fn begin_clause(&mut self, found: &Found<'_, Mark>) {
        self.close(found.start);
        self.listening = self.subject == self.side;
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
        if self.listening && self.draft.is_none() && self.reading.citations.is_empty() {
            self.untitled = Some(at);
        }
        self.close(at);
        self.listening = false;
    }

    /// Is `at` the beginning of a sentence, or the word behind its `The`?
    fn begins_sentence(&self, at: usize) -> bool {
        let before = self.line[..at].trim_end();
        let before = before.strip_suffix("The").map_or(before, str::trim_end);
        before.is_empty() || before.ends_with(['.', ':', ';', ')'])
    }

    fn take_source(&mut self, source: Source, found: &Found<'_, Mark>) {
        if source == Source::Odg
            && let Some(draft) = &mut self.draft
            && draft.source.is_none()
            && draft.title.is_some_and(|title| title.kind == Kind::Odg)
        {
            // "Shoulder, Physical Therapy, ODG Preface": the chapter before was the ODG's too.
            draft.source = Some(Source::Odg);
        }
        let behind_number =
            self.line[..found.start].trim_end().ends_with(|c: char| c.is_ascii_digit());
        match &mut self.draft {
            // "8 C.C.R. 9792.20 MTUS (Effective ...)": the regulation is no guideline of its own.
            Some(draft)
                if source == Source::Mtus
                    && behind_number
                    && draft.title.is_some_and(|title| title.kind == Kind::Mtus) => {}
            Some(draft) if draft.adjoins(found.start) && merges(draft, source) => {
                let mtus = draft.source == Some(Source::Mtus);
                draft.source =
                    if mtus { draft.source } else { Some(source).filter(|s| *s != Source::Other) };
                draft.extend(found.end);
                draft.rejoined = draft.title.map(|_| found.start);
            }
            Some(draft) if source == Source::Other && is_address(&self.line[found.end..]) => {
                draft.cut_body(found.start);
            }
            _ => {
                let outside = source == Source::Other;
                self.open(found.start, found.end, Some(source).filter(|_| !outside));
                if outside {
                    self.mark_outside();
                }
            }
        }
    }

    /// Takes a title where one may stand: behind its source, or at the start of a part.
    fn take_title(&mut self, found: &Found<'_, Mark>) {
        let titles = || {
            found
                .meanings
                .iter()
                .filter_map(|mark| if let Mark::Title(title) = mark { Some(*title) } else { None })
        };
        if let Some(draft) = self.draft.as_mut().filter(|draft| draft.adjoins(found.start)) {
            // "Chapter 12 Low Back Complaints" is one. Not so where a section bears the name of its
            // guideline ("Section(s): Opioids for chronic pain"), or in the ODG of its chapter.
            let again = titles().any(|title| {
                title.kind != Kind::Odg
                    && !draft.sectioned
                    && draft.title.is_some_and(|known| known.canonical == title.canonical)
            });
            let fitting = titles().find(|title| draft.title.is_none() && fits(draft, *title));
            if again || fitting.is_some() {
                draft.title = draft.title.or(fitting);
                return draft.extend(found.end);
            }
        }
        // "Acupuncture Treatment 2007, and MTUS Knee Complaints": the source began the second one.
        let rejoined =
            self.draft.as_ref().filter(|draft| draft.adjoins(found.start)).and_then(|draft| {
                let of_odg = draft.source == Some(Source::Odg);
                Some((draft.rejoined?, titles().find(|title| (title.kind == Kind::Odg) == of_odg)?))
            });
        if let Some((start, title)) = rejoined {
            self.open_title(title, &Found { start, ..*found });
            return;
        }
        if let Some(title) = titles().find(|title| self.may_open(*title, found)) {
            self.open_title(title, found);
        }
    }

    fn open_title(&mut self, title: Title, found: &Found<'_, Mark>) {
        let (source, outside) = match (&self.draft, title.kind) {
            (Some(draft), Kind::Odg) => (draft.source, draft.outside),
            // In "MTUS A, and B" the B is of the MTUS as well.
            (Some(draft), _) => (
                draft.source.filter(|s| *s != Source::Odg),
                draft.outside && draft.source != Some(Source::Odg),
            ),
            (None, _) => (None, false),
        };
        self.open(found.start, found.end, source);
        if let Some(draft) = &mut self.draft {
            draft.title = Some(title);
            draft.outside = outside;
        }
    }

    /// May `title` begin a citation of its own at `found`?
    fn may_open(&self, title: Title, found: &Found<'_, Mark>) -> bool {
        let Some(draft) = &self.draft else {
            return is_glue(self.line.get(self.clause..found.start).unwrap_or_default())
                || !title.weak && self.begins_part(found.start);
        };
        if title.kind == Kind::Odg {
            return draft.source == Some(Source::Odg)
                && self.begins_part(found.start)
                && ends_part(self.line, found.end);
        }
        !title.weak && self.begins_part(found.start)
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

    /// `Chapter 12` is a title; `Chapter` behind a chapter's name tells nothing.
    fn take_chapter(&mut self, found: &Found<'_, Mark>) {
        let number = self.line[found.end..].trim_start_matches([' ', '#']);
        let start = self.line.len() - number.len();
        let digits = number.bytes().take_while(u8::is_ascii_digit).take(3).count();
        let title = number[..digits].parse().ok().and_then(acoem_chapter);
        let of_acoem = self.draft.as_ref().is_none_or(|draft| draft.source != Some(Source::Odg));
        let found = &Found { start: found.start, end: start + digits, ..*found };
        match title.filter(|_| of_acoem) {
            Some(title) => {
                let mark = [Mark::Title(title)];
                self.take_title(&Found { meanings: &mark, ..*found });
            }
            None => self.skip(found),
        }
    }

    fn take_section(&mut self, found: &Found<'_, Mark>) {
        if let Some(draft) = self.draft.as_mut().filter(|draft| draft.adjoins(found.start)) {
            // "Neck section, Physical therapy": behind a chapter's name it tells nothing.
            draft.begin_sections(found.end);
        }
    }

    fn skip(&mut self, found: &Found<'_, Mark>) {
        if let Some(draft) = self.draft.as_mut().filter(|draft| draft.adjoins(found.start)) {
            draft.extend(found.end);
        }
    }

    fn take_adopted(&mut self, found: &Found<'_, Mark>) {
        let Some(draft) = &mut self.draft else { return };
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
        let Some(draft) = &mut self.draft else { return };
        if draft.adjoins(found.start) {
            draft.extend(found.end);
        } else {
            draft.cut_body(found.start);
        }
    }

    fn mark_outside(&mut self) {
        if let Some(draft) = &mut self.draft {
            draft.outside = true;
        }
    }

    /// Closes the citation that is being read and opens one at `start..end`.
    fn open(&mut self, start: usize, end: usize, source: Option<Source>) {
        self.close(start);
        let mut draft = Draft::new(self.line, start, end);
        draft.source = source;
        self.draft = Some(draft);
    }

    fn close(&mut self, end: usize) {
        if let Some(draft) = self.draft.take() {
            draft.finish(self.cited_by, end, &mut self.reading.citations);
        }
    }

    /// A clause that names neither source nor title cites something else.
    fn read_untitled(&mut self) {
        let end = if self.listening { Some(self.line.len()) } else { self.untitled };
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

/// Is there a web address and nothing else? It says where a guideline was read, not which.
fn is_address(rest: &str) -> bool {
    let rest = rest.trim_start_matches([' ', ':', ',']);
    let word = rest.split(' ').next().unwrap_or_default();
    let address = word.starts_with("http") || word.starts_with("www.");
    address && (word.len() == rest.len() || word.ends_with(['.', ';']))
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

/// May `title` stand directly behind the name of the draft's source?
fn fits(draft: &Draft<'_>, title: Title) -> bool {
    match draft.source {
        Some(Source::Odg) => title.kind == Kind::Odg,
        Some(_) => title.kind != Kind::Odg,
        None => !title.weak || title.kind == Kind::Odg,
    }
}

/// Is there nothing but header words between `at` and the end of the part?
fn ends_part(line: &str, at: usize) -> bool {
    let chapter = line[at..].trim_start();
    let (end, _) = super::header::skip_header(line, at);
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
