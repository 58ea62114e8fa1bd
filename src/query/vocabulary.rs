//! Forms of the same thing: abbreviations, brand and generic names, spellings; and the drugs of a
//! class.
//!
//! The entries are data (`data/vocabulary.tsv`, `data/drug_classes.tsv`); a file of one's own, in
//! the form of the first, adds to them. Forms are compared stem by stem, so `ESIs` finds the entry
//! of `ESI`; a form of several words is found as a phrase. Stemming all forms would take longer
//! than most searches, so only those are stemmed that begin with the letter that is looked for.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use thiserror::Error;

use crate::index::analyzer;

const VOCABULARY: &str = include_str!("../../data/vocabulary.tsv");
const DRUG_CLASSES: &str = include_str!("../../data/drug_classes.tsv");

static BUILT_IN: LazyLock<Vocabulary> = LazyLock::new(|| {
    let mut vocabulary = Vocabulary::default();
    for (_, forms) in VOCABULARY.lines().filter_map(|line| read_entry(line).ok().flatten()) {
        vocabulary.add(forms.into_iter().map(Cow::Borrowed).collect());
    }
    vocabulary
});

/// Class names, each with its drugs.
static CLASSES: LazyLock<BTreeMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let mut classes = BTreeMap::<&str, Vec<&str>>::new();
    for (class, drugs) in DRUG_CLASSES.lines().filter_map(|line| read_entry(line).ok().flatten()) {
        classes.entry(class).or_default().extend(drugs);
    }
    classes
});

/// Which forms mean the same.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    entries: Vec<Vec<Cow<'static, str>>>,
    /// The entries and numbers of the forms that begin with a letter, in order.
    by_initial: BTreeMap<Initial, Vec<(usize, usize)>>,
    /// The words of the longest form.
    longest: usize,
}

/// What a form begins with: an ASCII letter or digit in lower case, which is what its first stem
/// begins with, too; `None` where it begins otherwise.
type Initial = Option<u8>;

fn initial(form: &str) -> Initial {
    let first = form.bytes().find(|byte| !byte.is_ascii() || byte.is_ascii_alphanumeric());
    first.filter(u8::is_ascii).map(|byte| byte.to_ascii_lowercase())
}

/// How many words a form has.
fn count_words(form: &str) -> usize {
    form.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).count()
}

/// A vocabulary file that cannot be used.
#[derive(Debug, Error)]
pub enum VocabularyError {
    /// It cannot be read.
    #[error("cannot read the vocabulary `{path}`")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A line of it is no entry.
    #[error(
        "line {line} of the vocabulary is not an entry: `kind<TAB>form | form`, with two forms at least"
    )]
    BadLine {
        /// The line, counted from 1.
        line: usize,
    },
}

impl Vocabulary {
    /// The vocabulary that comes with the program.
    pub fn built_in() -> &'static Self {
        &BUILT_IN
    }

    /// The same with the entries of a file.
    ///
    /// # Errors
    /// If the file cannot be read, or a line of it is no entry.
    pub fn with_file(self, path: &Path) -> Result<Self, VocabularyError> {
        let text = std::fs::read_to_string(path)
            .map_err(|source| VocabularyError::Unreadable { path: path.into(), source })?;
        self.with_text(&text)
    }

    /// The same with the entries in `text`: `kind<TAB>form | form` a line; `#` starts a comment.
    ///
    /// # Errors
    /// If a line is no entry.
    pub fn with_text(mut self, text: &str) -> Result<Self, VocabularyError> {
        for (number, line) in text.lines().enumerate() {
            let entry = read_entry(line)
                .ok()
                .filter(|entry| entry.as_ref().is_none_or(|(_, forms)| forms.len() > 1));
            match entry {
                Some(Some((_, forms))) => {
                    self.add(forms.into_iter().map(|form| Cow::Owned(form.into())).collect());
                }
                Some(None) => {}
                None => return Err(VocabularyError::BadLine { line: number + 1 }),
            }
        }
        Ok(self)
    }

    fn add(&mut self, forms: Vec<Cow<'static, str>>) {
        let entry = self.entries.len();
        for (number, form) in forms.iter().enumerate() {
            self.longest = self.longest.max(count_words(form));
            self.by_initial.entry(initial(form)).or_default().push((entry, number));
        }
        self.entries.push(forms);
    }

    /// The entries of the form with these stems, in order.
    fn entries_of(&self, stems: &[String]) -> Vec<usize> {
        let first = stems.first().and_then(|stem| initial(stem));
        let places = [first, None].into_iter().filter_map(|initial| self.by_initial.get(&initial));
        let mut entries: Vec<usize> = places
            .flatten()
            .filter(|(entry, form)| analyzer::terms(&self.entries[*entry][*form]) == stems)
            .map(|(entry, _)| *entry)
            .collect();
        entries.sort_unstable();
        entries.dedup();
        entries
    }

    /// How many words the longest form has.
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// The other forms of the form with these stems, none twice, in the order of the entries.
    pub fn other_forms(&self, stems: &[String]) -> Vec<&str> {
        let mut known = vec![stems.to_vec()];
        let mut others = Vec::new();
        for entry in self.entries_of(stems) {
            for form in &self.entries[entry] {
                let form_stems = analyzer::terms(form);
                if !form_stems.is_empty() && !known.contains(&form_stems) {
                    known.push(form_stems);
                    others.push(&**form);
                }
            }
        }
        others
    }
}

/// The kind and the forms of a line; `None` for a comment or an empty line.
fn read_entry(line: &str) -> Result<Option<(&str, Vec<&str>)>, ()> {
    let line = line.trim_end();
    if line.is_empty() || line.starts_with('#') {
        return Ok(None);
    }
    let (kind, forms) = line.split_once('\t').ok_or(())?;
    let forms: Vec<&str> =
        forms.split('|').map(str::trim).filter(|form| !form.is_empty()).collect();
    if forms.is_empty() { Err(()) } else { Ok(Some((kind.trim(), forms))) }
}

/// The names of the classes of drugs.
pub fn classes() -> impl Iterator<Item = &'static str> + Clone {
    CLASSES.keys().copied()
}

/// The class called `name`, in any case and number.
pub fn find_class(name: &str) -> Option<&'static str> {
    let stems = analyzer::terms(name);
    classes().find(|class| class.eq_ignore_ascii_case(name) || analyzer::terms(class) == stems)
}

/// The drugs of a class, and every other name that the built-in vocabulary has for them.
pub fn drugs_of(class: &str) -> Vec<&'static str> {
    let mut names: Vec<&'static str> = Vec::new();
    for drug in CLASSES.get(class).into_iter().flatten().copied() {
        names.push(drug);
        names.extend(BUILT_IN.other_forms(&analyzer::terms(drug)));
    }
    names.sort_unstable();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(vocabulary: &Vocabulary, form: &str) -> Vec<String> {
        vocabulary.other_forms(&analyzer::terms(form)).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_data_can_be_read() {
        for (text, least) in [(VOCABULARY, 2), (DRUG_CLASSES, 1)] {
            for line in text.lines() {
                let forms = read_entry(line).map(|entry| entry.map_or(least, |(_, f)| f.len()));
                assert!(forms.is_ok_and(|forms| forms >= least), "{line}");
            }
        }
    }

    #[test]
    fn the_usual_abbreviations_are_known() {
        let vocabulary = Vocabulary::built_in();
        for (short, long) in [
            ("ESI", "epidural steroid injection"),
            ("PT", "physical therapy"),
            ("TENS", "transcutaneous electrical nerve stimulation"),
            ("Norco", "hydrocodone and acetaminophen"),
        ] {
            assert!(!forms(vocabulary, short).is_empty(), "{short}");
            let long = analyzer::terms(long);
            let found = forms(vocabulary, short).iter().any(|form| analyzer::terms(form) == long);
            assert!(found, "{short}: {:?}", forms(vocabulary, short));
        }
    }

    #[test]
    fn entries_of_ones_own_are_added() {
        let own = Vocabulary::built_in()
            .clone()
            .with_text("# own\nabbreviation\tXQZ | xylo quartz\n")
            .unwrap();
        assert_eq!(forms(&own, "xqz"), ["xylo quartz"]);
        assert_eq!(forms(&own, "Xylo Quartz"), ["XQZ"]);
        assert!(!forms(&own, "ESI").is_empty());
    }

    #[test]
    fn a_line_that_is_no_entry_is_named() {
        let error = Vocabulary::default().with_text("a\tb | c\n\nno entry\n").unwrap_err();
        assert!(error.to_string().starts_with("line 3 of the vocabulary"), "{error}");
        assert!(Vocabulary::default().with_text("a\tonly one").is_err());
    }

    #[test]
    fn a_class_finds_its_drugs_by_all_their_names() {
        let opioid = drugs_of(find_class("Opioids").unwrap());
        assert!(opioid.iter().any(|name| name.eq_ignore_ascii_case("Norco")));
        assert!(opioid.iter().any(|name| name.eq_ignore_ascii_case("tramadol")));
        assert_eq!(find_class("spaceship"), None);
    }
}
